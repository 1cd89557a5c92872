// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import ExactSimplex

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Where results and what is said of them go.
enum Output {
  /// A table where a person looks, JSON where a file or the next program takes the result.
  static func format(for path: String?) -> OutputFormat {
    path == nil && isatty(STDOUT_FILENO) == 1 ? .table : .json
  }

  static func reportFormat(for path: String?) -> ReportFormat {
    format(for: path) == .table ? .table : .json
  }

  /// How many cells a line has where a person looks: COLUMNS, or what the terminal says of itself.
  /// nil in a file or a pipe, and where neither says anything.
  static func width(for path: String?) -> Int? {
    guard path == nil, isatty(STDOUT_FILENO) == 1 else { return nil }
    if let columns = getenv("COLUMNS").flatMap({ Int(String(cString: $0)) }), columns > 0 {
      return columns
    }
    return columns(of: STDOUT_FILENO)
  }

  /// How many cells a terminal's line has; nil where it says nothing of itself.
  static func columns(of descriptor: Int32) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// A line on standard error.
  static func complain(_ line: String) { complain(lines: line + "\n") }

  /// Whole lines on standard error.
  static func complain(lines: String) {
    if lines.isEmpty { return }
    StatusLine.clear()
    put(lines)
  }

  /// Text on standard error, as it is.
  static func put(_ text: String) { _ = writeAll(Array(text.utf8), to: STDERR_FILENO) }

  /// Writes to standard output from a thread that cannot throw: where that fails, the process ends
  /// there and then with 74.
  static func writeOrExit(_ text: String) {
    StatusLine.clear()
    if !writeAll(Array(text.utf8), to: STDOUT_FILENO) {
      _exit(failure("standard output", "cannot be written", 74).rawValue)
    }
  }

  /// Writes a result to standard output, or whole or not at all to a file: first to a temporary
  /// file beside it, which then takes its name. Exits 73 or 74 where that fails.
  static func write(_ text: String, to path: String?) throws {
    try write(Array(text.utf8), to: path)
  }

  /// The same of bytes.
  static func write(_ bytes: [UInt8], to path: String?) throws {
    try write(to: path) { writeAll(bytes, to: $0) }
  }

  /// The same of JSON over several lines, which is written as it is made. Returns how many bytes it has.
  static func write(_ value: JSONOutput, to path: String?) throws -> Int {
    var count = 0
    try write(to: path) { descriptor in
      var reason: Int32 = 0
      let writer = JSONWriter { bytes in
        let isWritten = writeAll(bytes, to: descriptor)
        if !isWritten { reason = errno }
        return isWritten
      }
      value.write(to: writer)
      let isWritten = writer.end()
      count = writer.total
      if !isWritten { errno = reason }
      return isWritten
    }
    return count
  }

  /// The same of what `body` writes to a descriptor; false, and `errno` says why, where it cannot.
  private static func write(to path: String?, _ body: (Int32) -> Bool) throws {
    StatusLine.clear()
    guard let path else {
      guard body(STDOUT_FILENO) else {
        throw failure("standard output", "cannot be written", 74)
      }
      return
    }
    // A device or a pipe has no old content to keep, and must not be replaced by a file.
    var old = stat()
    let exists = stat(path, &old) == 0
    if exists, old.st_mode & S_IFMT != S_IFREG {
      let descriptor = open(path, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw failure(path, "cannot be created", 73) }
      guard body(descriptor), close(descriptor) == 0 else {
        throw failure(path, "cannot be written", 74)
      }
      return
    }
    if exists, Input.wasRead(old) {
      complain("dcopt: \(printable(path)): is an input of this command, and is left as it is")
      throw ExitCode(73)
    }
    let mask = umask(0)
    umask(mask)
    let mode = exists ? old.st_mode & 0o7777 : 0o666 & ~mask
    guard var file = NewFile(at: exists ? resolved(path) : linked(path)) else {
      throw failure(path, "cannot be created", 73)
    }
    guard fchmod(file.descriptor, mode) == 0, body(file.descriptor),
      fsync(file.descriptor) == 0, file.take(replacing: exists)
    else {
      let error = failure(path, "cannot be written", 74)
      file.discard()
      throw error
    }
  }

  /// Where a link leads to whose file is not there yet; the path itself where it is no link.
  private static func linked(_ path: String) -> String {
    var path = path
    // As many as the system follows.
    for _ in 0..<40 {
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
      guard readlink(path, &buffer, Int(PATH_MAX)) > 0 else { return path }
      let to = buffer.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
      let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
      path = to.hasPrefix("/") ? to : folder + to
    }
    return path
  }

  /// Writes a file that is not there yet. Exits 73 where it is, or cannot be created.
  static func create(_ path: String, _ text: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure(path, "cannot be created", 73) }
    guard writeAll(Array(text.utf8), to: descriptor), close(descriptor) == 0 else {
      let error = failure(path, "cannot be written", 74)
      unlink(path)
      throw error
    }
  }

  /// The file behind symbolic links, so that a link stays a link.
  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { writeAll($0, to: descriptor) }
  }

  private static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
    var done = 0
    while done < bytes.count {
      let count = Glibc.write(descriptor, bytes.baseAddress! + done, bytes.count - done)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return false }
      done += count
    }
    return true
  }

  private static func failure(_ path: String, _ says: String, _ code: Int32) -> ExitCode {
    complain("dcopt: \(printable(path)): \(says): \(String(cString: strerror(errno)))")
    return ExitCode(code)
  }
}

extension AuditFormat {
  /// What is printed where nothing else was asked for.
  init(for output: String?) { self = Output.format(for: output) == .table ? .table : .json }
}

/// Turns what the solver could not do into a line on standard error and exit code 70.
func reportingDefects<T>(_ body: () throws -> T) throws -> T {
  do {
    return try body()
  } catch let error as SolverFailure {
    Output.complain("dcopt: \(error)")
    throw ExitCode(70)
  }
}
