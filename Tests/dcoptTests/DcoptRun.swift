// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation

/// The repository, and the program that was built beside these tests.
enum Checkout {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  static let fixtures = root.appending(path: "Tests/dcoptTests/Fixtures")
  static let binaries: URL = {
    let candidates = [
      URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent(),
      Bundle.main.bundleURL,
      root.appending(path: ".build/debug"),
    ]
    return candidates.first {
      FileManager.default.isExecutableFile(atPath: $0.appending(path: "dcopt").path)
    }!
  }()
  static var updates: Bool { ProcessInfo.processInfo.environment["DCOPT_UPDATE"] == "1" }
}

/// What a command printed and how it ended.
struct Run {
  let output: Data
  let error: String
  let code: Int32
  var text: String { String(decoding: output, as: UTF8.self) }

  /// Runs `dcopt` with arguments.
  static func dcopt(_ arguments: String..., input: String = "") throws -> Run {
    try Run(
      Checkout.binaries.appending(path: "dcopt"), arguments, input: Data(input.utf8))
  }

  /// Runs a shell command at the root of the repository, with `dcopt` in the path.
  static func shell(_ command: String) throws -> Run {
    try Run(URL(filePath: "/bin/sh"), ["-c", command], input: Data())
  }

  /// Foundation's `Process` has been seen to read beyond its memory where many are started at once,
  /// so the program is spawned without it.
  private init(_ program: URL, _ arguments: [String], input: Data) throws {
    // Files in place of pipes: no side can wait for the other.
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = ["in", "out", "err"].map { folder.appending(path: $0).path }
    try input.write(to: URL(filePath: files[0]))
    var environment = ProcessInfo.processInfo.environment
    environment["PATH"] = Checkout.binaries.path + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
    let status = try Self.spawn(
      ["/usr/bin/env", "--chdir=" + Checkout.root.path, program.path] + arguments,
      environment.map { "\($0)=\($1)" }, files)
    output = try Data(contentsOf: URL(filePath: files[1]))
    error = String(decoding: try Data(contentsOf: URL(filePath: files[2])), as: UTF8.self)
    let signal = status & 0x7F
    code = signal == 0 ? (status >> 8) & 0xFF : -signal
  }

  /// Runs a program at the root of the repository with its three streams on files, for two minutes at
  /// the most. The status that `waitpid` gives.
  private static func spawn(
    _ arguments: [String], _ environment: [String], _ files: [String]
  ) throws -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, files[0], O_RDONLY, 0)
    for stream in [1, 2] {
      posix_spawn_file_actions_addopen(
        &actions, Int32(stream), files[stream], O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    }
    var strings = arguments.map { strdup($0) } + [nil]
    var variables = environment.map { strdup($0) } + [nil]
    defer { (strings + variables).forEach { free($0) } }
    var child = pid_t()
    // A thread of the tests blocks all signals, and a child would inherit that.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    let failure = posix_spawn(&child, arguments[0], &actions, &attributes, &strings, &variables)
    guard failure == 0 else { throw POSIXError(POSIXErrorCode(rawValue: failure) ?? .EIO) }
    let started = child
    let watchdog = DispatchWorkItem { kill(started, SIGTERM) }
    DispatchQueue.global().asyncAfter(deadline: .now() + 120, execute: watchdog)
    defer { watchdog.cancel() }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
      guard errno == EINTR else { throw POSIXError(.ECHILD) }
    }
    return status
  }
}
