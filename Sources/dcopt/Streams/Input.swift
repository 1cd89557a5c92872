// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import SystemMemory

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

enum Input {
  /// All bytes of a file, or of standard input for `-`. Exits 66 where it cannot be read.
  static func read(_ path: String) throws -> [UInt8] {
    let descriptor = try open(path)
    defer { close(descriptor) }
    var status = stat()
    let size = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    // A spec and its answer take about so many times its bytes; a small one fits in what there is.
    system_memory_expect(size >= 1 << 17 ? 20 * min(size, 1 << 30) : 0)
    var bytes: [UInt8] = []
    while true {
      // The whole at once, and then its end.
      let room = max(size - bytes.count, 1 << 16)
      if try append(room, from: descriptor, of: path, to: &bytes) == 0 { break }
    }
    if path == "-" || status.st_mode & S_IFMT != S_IFREG { files.keep(bytes, of: path) }
    return bytes
  }

  /// Throws where more than one of the files that a command is given is standard input.
  static func checkIsReadOnce(_ paths: [String?]) throws {
    if paths.count(where: { $0 == "-" }) > 1 {
      throw ValidationError("Only one of the files can be standard input.")
    }
  }

  /// What a file had that was read: from the file again, or, where that cannot be, as it was kept.
  static func bytesAgain(_ path: String) -> [UInt8]? {
    files.bytes(of: path) ?? (path == "-" ? nil : contents(ofFileAt: path))
  }

  /// All bytes of a file; nil, and `errno` says why, where it cannot be read.
  static func contents(ofFileAt path: String) -> [UInt8]? {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { Glibc.close(descriptor) }
    var bytes: [UInt8] = []
    while true {
      guard let chunk = chunk(1 << 20, from: descriptor) else { return nil }
      if chunk.isEmpty { return bytes }
      if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
    }
  }

  /// The regular files that were opened, so that none of them is overwritten.
  private static let files = OpenedFiles()

  /// Whether a file was opened as an input.
  static func wasRead(_ status: stat) -> Bool { files.contains(status) }

  /// A descriptor to read from; standard input for `-`. Exits 66 where there is none.
  static func open(_ path: String) throws -> Int32 {
    let descriptor = path == "-" ? STDIN_FILENO : Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    var status = stat()
    if fstat(descriptor, &status) == 0 { files.insert(status) }
    return descriptor
  }

  static func close(_ descriptor: Int32) {
    if descriptor != STDIN_FILENO { Glibc.close(descriptor) }
  }

  /// Appends what has arrived, at most `room` bytes; waits until there is something. Returns how
  /// much it was, 0 at the end. Exits 66 where it cannot be read.
  static func append(
    _ room: Int, from descriptor: Int32, of path: String, to bytes: inout [UInt8]
  ) throws -> Int {
    guard let chunk = chunk(room, from: descriptor) else { throw failure(path) }
    if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
    return chunk.count
  }

  /// What has arrived, at most `room` bytes; nil where it cannot be read.
  private static func chunk(_ room: Int, from descriptor: Int32) -> [UInt8]? {
    var isRead = true
    let chunk = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      var got = Glibc.read(descriptor, buffer.baseAddress, room)
      while got < 0, errno == EINTR { got = Glibc.read(descriptor, buffer.baseAddress, room) }
      (isRead, count) = (got >= 0, max(0, got))
    }
    return isRead ? chunk : nil
  }

  private static func failure(_ path: String) -> ExitCode {
    Output.complain(
      "dcopt: \(printable(path)): cannot be read: \(String(cString: strerror(errno)))")
    return ExitCode(66)
  }
}

/// Regular files by their places on their devices, and the bytes of others. Any thread may ask.
private final class OpenedFiles: @unchecked Sendable {
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private var places: [(device: dev_t, file: ino_t)] = []
  /// What was read that cannot be read again.
  private var passed: [String: [UInt8]] = [:]

  init() { pthread_mutex_init(lock, nil) }

  func insert(_ status: stat) {
    guard status.st_mode & S_IFMT == S_IFREG else { return }
    pthread_mutex_lock(lock)
    places.append((status.st_dev, status.st_ino))
    pthread_mutex_unlock(lock)
  }

  func keep(_ bytes: [UInt8], of path: String) {
    pthread_mutex_lock(lock)
    passed[path] = bytes
    pthread_mutex_unlock(lock)
  }

  func bytes(of path: String) -> [UInt8]? {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return passed[path]
  }

  func contains(_ status: stat) -> Bool {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return places.contains { $0.device == status.st_dev && $0.file == status.st_ino }
  }
}
