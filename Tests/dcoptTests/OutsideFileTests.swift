// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

/// Files after public bug reports of other tools. What is right stands in each of them; it was found
/// with other solvers or by hand.
struct OutsideFileTests {
  @Test(arguments: [
    ("01-mps-int-lower-bound-only.mps", 0, 35.0), ("04-mps-names-with-blanks-merge.mps", 0, 21),
    ("12-infinity-1e30.lp", 3, nil), ("13-mps-objsense.mps", 0, 18), ("15-lp-empty-row.lp", 0, 0),
    ("16-lp-no-rows.lp", 0, 4), ("17-lp-comment-after-row.lp", 0, 4),
    ("19-lp-crossed-bounds.lp", 2, nil), ("22-bom.mps", 0, 4), ("22-bom.lp", 0, 4),
  ])
  func `a file of another tool`(name: String, code: Int32, value: Double?) throws {
    let path = Checkout.fixtures.appending(path: "outside/\(name)").path
    let run = try Run.dcopt("solve", path)
    #expect(run.code == code && run.error.isEmpty, "\(run.error)")
    let result = try JSONSerialization.jsonObject(with: run.output) as? [String: Any]
    #expect((result?["objective"] as? [String: Any])?["value"] as? Double == value)
    #expect((result?["proof"] as? [String: Any])?["verified"] as? Bool == true)
    // Its own results pass.
    let verified = try Run.shell("dcopt solve \(path) | dcopt verify \(path) -")
    #expect(verified.code == 0, "\(verified.text)")
    #expect(try Run.dcopt("validate", path).code == 0)
  }

  @Test func `crossed bounds are a conflict of both`() throws {
    let path = Checkout.fixtures.appending(path: "outside/19-lp-crossed-bounds.lp").path
    let run = try Run.dcopt("solve", path, "--format", "table")
    #expect(run.text.contains("x is at least 6") && run.text.contains("x at most"), "\(run.text)")
  }

  @Test func `what no linear program is has its place, and exit code 65`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "q.lp").path
    try Data("min x\nst\n c: x + [ x ^ 2 ] >= 4\nend\n".utf8).write(to: URL(filePath: file))
    let run = try Run.dcopt("solve", file)
    #expect(run.code == 65 && run.output.isEmpty)
    #expect(
      run.error
        == "\(file):3:9: error: quadratic terms: dcopt solves linear programs, with whole numbers "
        + "or without\n")
    // What says that it is packed and is not whole.
    let packed = folder.appending(path: "q.mps.gz").path
    try Data([0x1F, 0x8B, 8, 0]).write(to: URL(filePath: packed))
    let damaged = try Run.dcopt("validate", packed)
    #expect(damaged.code == 65 && damaged.error.contains("gzip"), "\(damaged.error)")
  }
}
