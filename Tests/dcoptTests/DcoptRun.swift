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

  private init(_ program: URL, _ arguments: [String], input: Data) throws {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = Checkout.root
    var environment = ProcessInfo.processInfo.environment
    environment["PATH"] = Checkout.binaries.path + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
    process.environment = environment
    // Files in place of pipes: no side can wait for the other.
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = ["in", "out", "err"].map { folder.appending(path: $0) }
    try input.write(to: files[0])
    try Data().write(to: files[1])
    try Data().write(to: files[2])
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    let watchdog = DispatchWorkItem { process.terminate() }
    DispatchQueue.global().asyncAfter(deadline: .now() + 120, execute: watchdog)
    process.waitUntilExit()
    watchdog.cancel()
    output = try Data(contentsOf: files[1])
    error = String(decoding: try Data(contentsOf: files[2]), as: UTF8.self)
    code =
      process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
  }
}
