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

  @Test func `crossed ends of a row are a conflict of both`() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).lp")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data("min x + y\nst\n c: 6 <= x + y <= 4\n d: x + y >= 4\nend\n".utf8).write(to: file)
    let run = try Run.dcopt("solve", file.path)
    let result = try JSONSerialization.jsonObject(with: run.output) as? [String: Any]
    let conflict = try #require(result?["conflict"] as? [[String: Any]])
    #expect(
      run.code == 2
        && conflict.map { $0["at"] as? String } == [
          "/constraints/c at least/min", "/constraints/c at most/max",
        ], "\(run.text)")
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

  @Test(arguments: [
    ("s.lp", "min\n o: 1e300 x + y\nst\n c: x + y >= 5\n d: x >= 1e20\nend\n", ":2:2: "),
    (
      "s.mps",
      "NAME t\nROWS\n N o\n G c\nCOLUMNS\n x o 1e300 c 1\nRHS\n r c 1e20\nENDATA\n", ":3:4: "
    ),
    ("s.mod", "var x >= 1e200;\nminimize o: 1e150 * x;\nend;\n", ":2:10: "),
  ])
  func `a total beyond a number has the place of its name`(
    name: String, text: String, place: String
  ) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: name).path
    try Data(text.utf8).write(to: URL(filePath: file))
    let run = try Run.dcopt("solve", file)
    #expect(run.code == 65 && run.output.isEmpty, "\(run.text)")
    let lines = run.error.split(separator: "\n")
    #expect(lines.count == 2 && lines.allSatisfy { $0.hasPrefix(file + place) }, "\(run.error)")
  }

  // MARK: - MathProg

  /// A folder that is empty after a run, and the run.
  private func runAlone(_ command: String) throws -> (run: Run, files: [String]) {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let run = try Run.shell("cd \(folder.path) && \(command)")
    return (run, try FileManager.default.contentsOfDirectory(atPath: folder.path))
  }

  @Test(arguments: ["validate", "solve", "solve --allow-outside", "explain"])
  func `a model writes no file`(command: String) throws {
    for (name, places) in [
      ("outside/24-mod-writes-a-file.mod", ["2:1"]), ("hostile/evil2.mod", ["4:1", "8:1", "9:1"]),
    ] {
      let path = Checkout.fixtures.appending(path: name).path
      let (run, files) = try runAlone("dcopt \(command) \(path)")
      #expect(run.code == 65 && run.output.isEmpty && files.isEmpty, "\(files)")
      let lines = run.error.split(separator: "\n")
      #expect(lines.count == places.count, "\(run.error)")
      for (line, place) in zip(lines, places) {
        #expect(
          line.hasPrefix("\(path):\(place): error: ")
            && line.hasSuffix("dcopt writes no file for a model"))
      }
    }
  }

  /// The format is one that overflows a buffer of GLPK's, hidden from whoever reads only the text.
  @Test(arguments: ["hostile/ov2.mod", "hostile/ov6.mod"])
  func `a model that breaks GLPK ends with a sentence`(name: String) throws {
    let path = Checkout.fixtures.appending(path: name).path
    let (run, files) = try runAlone("dcopt solve \(path)")
    #expect(run.output.isEmpty && files.isEmpty)
    #expect(run.code == 65, "\(run.code) \(run.error)")
    #expect(
      run.error.hasPrefix("\(path):1:1: error: GLPK broke off while it translated the model"),
      "\(run.error)")
  }

  @Test func `a model that needs more memory than there is ends with a sentence`() throws {
    let path = Checkout.fixtures.appending(path: "hostile/bomb1.mod").path
    let run = try Run.dcopt("solve", path)
    #expect(run.code == 65 && run.output.isEmpty)
    #expect(
      run.error == "\(path):1:1: error: the model needs more than 1 GB of memory to be translated\n"
    )
  }

  @Test func `a table is read only where that is allowed`() throws {
    let model = """
      set S; param v{S};
      table t IN "CSV" "t.csv": S <- [k], v;
      var x{S} >= 0;
      minimize o: sum{s in S} x[s];
      s.t. c{s in S}: x[s] >= v[s];
      end;
      """
    let prepare = "printf 'k,v\\na,2\\nb,3\\n' > t.csv; cat > m.mod <<'E'\n\(model)\nE\n"
    let refused = try runAlone(prepare + "dcopt solve m.mod").run
    #expect(
      refused.code == 65
        && refused.error.contains(
          "m.mod:2:1: error: a table that is read from a file: --allow-outside")
    )
    let allowed = try runAlone(prepare + "dcopt solve m.mod --allow-outside --format table").run
    #expect(allowed.code == 0 && allowed.text.contains("minimize o = 5"), "\(allowed.error)")
  }

  /// What hides from the text finds every door shut: the names of the files are calculated.
  @Test func `a model has no files`() throws {
    let model = """
      set S; param v{S};
      table t IN "CSV" "/etc/passwd": S <- [k], v;
      var x >= 0; minimize o: x; end;
      """
    let (run, files) = try runAlone(
      "cat > m.mod <<'E'\n\(model)\nE\ndcopt solve m.mod; printf '%s' $?")
    #expect(run.text == "65" && files == ["m.mod"])
  }
}
