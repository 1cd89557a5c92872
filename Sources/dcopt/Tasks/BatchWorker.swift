// SPDX-License-Identifier: GPL-3.0-or-later

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// This program once more, as the process that solves the lines of a batch. Lines go in and answers come
/// out through one socket, which is its standard input and output.
struct BatchWorker {
  private let process: pid_t
  private let socket: Int32

  /// How a worker ended.
  enum End { case exit(Int32), signal(Int32) }

  /// nil where none can be started. `firstLine` is the number of the first line that it gets.
  init?(firstLine: Int) {
    var ends: [Int32] = [-1, -1]
    // SOCK_STREAM | SOCK_CLOEXEC: the sum of two C enumerations.
    guard socketpair(AF_UNIX, 0o2000001, 0, &ends) == 0 else { return nil }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for stream in [STDIN_FILENO, STDOUT_FILENO] {
      posix_spawn_file_actions_adddup2(&actions, ends[1], stream)
    }
    let own = CommandLine.arguments
    let words = [own[0], "batch", "--worker", String(firstLine)] + own.dropFirst(2)
    var strings = words.map { strdup($0) } + [nil]
    // A sentence says that it ended, and no trace of its stack.
    var variables = [strdup("SWIFT_BACKTRACE=enable=no")]
    for k in 0... {
      guard let variable = environ[k] else { break }
      if strncmp(variable, "SWIFT_BACKTRACE=", 16) != 0 { variables.append(strdup(variable)) }
    }
    variables.append(nil)
    defer { (strings + variables).forEach { free($0) } }
    var child = pid_t()
    let failure = posix_spawn(&child, "/proc/self/exe", &actions, nil, &strings, &variables)
    Glibc.close(ends[1])
    guard failure == 0 else {
      Glibc.close(ends[0])
      return nil
    }
    (process, socket) = (child, ends[0])
  }

  /// Of two processes that need memory, this one is to be ended, and not the one that knows the lines.
  static func offersItsMemory() {
    let file = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    _ = "500".withCString { Glibc.write(file, $0, 3) }
    Glibc.close(file)
  }

  /// What `poll` is to look for.
  func events(isWriting: Bool) -> pollfd {
    pollfd(fd: socket, events: Int16(POLLIN) | (isWriting ? Int16(POLLOUT) : 0), revents: 0)
  }

  /// Writes as much as there is room for. How much that was; nil where the worker takes no more.
  func write(_ bytes: ArraySlice<UInt8>) -> Int? {
    let count = bytes.withUnsafeBytes {
      send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
    }
    if count >= 0 { return count }
    return errno == EAGAIN || errno == EINTR ? 0 : nil
  }

  /// What has arrived; empty at the end.
  func read() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      var got = Glibc.read(socket, buffer.baseAddress, buffer.count)
      while got < 0, errno == EINTR {
        got = Glibc.read(socket, buffer.baseAddress, buffer.count)
      }
      count = max(0, got)
    }
  }

  /// There are no more lines.
  func close() { shutdown(socket, Int32(SHUT_WR)) }

  /// Waits for the end.
  func end() -> End {
    Glibc.close(socket)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    return signal == 0 ? .exit((status >> 8) & 0xFF) : .signal(signal)
  }
}
