// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Oracle
import Testing

@testable import dcopt

/// `--certificate FILE.vipr`, checked by a checker that knows the format alone.
struct VIPRFileTests {
  private func certificate(of spec: String) throws -> (text: String, code: Int32) {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).vipr")
    defer { try? FileManager.default.removeItem(at: file) }
    let run = try Run.shell("dcopt solve \(spec) --quiet --certificate \(file.path)")
    return ((try? String(contentsOf: file, encoding: .utf8)) ?? "", run.code)
  }

  @Test(arguments: [
    ("three-types", 0), ("servers-least-energy", 0), ("placement-slices", 0), ("energy", 0),
    ("listing-with-budget", 2),
  ])
  func `a spec's proof is one for other checkers`(name: String, code: Int) throws {
    let path = "examples/\(name).json"
    let written = try certificate(of: path)
    #expect(written.code == Int32(code))
    let claim = try VIPRChecker.check(written.text)
    #expect((claim == .infeasible) == (code == 2))
  }

  @Test func `what the format has no word for is refused`() throws {
    // There is no end to what can be gained.
    let spec = #"{"dcopt": 1, "resources": {"a": {"x": 1}}, "maximize": "x"}"#
    let run = try Run.shell("echo '\(spec)' | dcopt solve - --certificate /tmp/never-written.vipr")
    #expect(run.code == 73 && run.error.contains("VIPR"))
  }
}
