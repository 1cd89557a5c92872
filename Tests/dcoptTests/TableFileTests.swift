// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

/// Which files a spec may read, and how what is wrong with them is said.
struct TableFileTests {
  private static let table = "name,on.gpu.tokens\na,2\n"

  /// A folder `specs` with a spec and a table beside it, and what is around them.
  private func inFolder(_ body: (URL) throws -> Void) throws {
    let files = FileManager.default
    let folder = files.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? files.removeItem(at: folder) }
    for name in ["specs/data", "specs-beside"] {
      try files.createDirectory(
        at: folder.appending(path: name), withIntermediateDirectories: true)
    }
    for name in ["specs/jobs.csv", "specs/data/jobs.csv", "outside.csv", "specs-beside/jobs.csv"] {
      try Self.table.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
    }
    let specs = folder.appending(path: "specs")
    for (link, target) in [
      ("in.csv", "data/jobs.csv"), ("out.csv", "../outside.csv"), ("up", ".."),
      ("beside.csv", "../specs-beside/jobs.csv"), ("nowhere.csv", "none.csv"),
    ] {
      try files.createSymbolicLink(
        atPath: specs.appending(path: link).path, withDestinationPath: target)
    }
    try body(folder)
  }

  private func spec(_ table: String) -> String {
    "{\"resources\": {\"gpu\": {\"max\": 3}}, \"workloads\": {\"csv\": \"\(table)\"}, "
      + "\"maximize\": \"tokens\"}"
  }

  @Test func `a table is beside its spec or below, and symbolic links are followed`() throws {
    try inFolder { folder in
      let file = folder.appending(path: "specs/spec.json")
      func run(_ table: String, _ more: String = "") throws -> Run {
        try spec(table).write(to: file, atomically: true, encoding: .utf8)
        return try Run.shell("dcopt solve \(more) \(file.path)")
      }
      for table in ["jobs.csv", "data/jobs.csv", "./data/jobs.csv", "in.csv"] {
        #expect(try run(table).text.contains("\"value\": 6"), "\(table)")
      }
      let outside = folder.appending(path: "outside.csv").path
      for table in [
        "../outside.csv", "data/../jobs.csv", "..", outside, "out.csv", "beside.csv",
        "up/outside.csv", "/dev/null", ".",
      ] {
        let run = try run(table)
        #expect(run.code == 65 && run.text.isEmpty, "\(table)")
        #expect(
          run.error.hasPrefix("\(file.path):1:57: error: /workloads/csv: "), "\(run.error)")
        #expect(run.error.contains("--allow-outside"), "\(run.error)")
      }
      for table in ["../outside.csv", "data/../jobs.csv", outside, "out.csv", "up/outside.csv"] {
        #expect(try run(table, "--allow-outside").text.contains("\"value\": 6"), "\(table)")
      }
      for table in ["none.csv", "nowhere.csv", "data", "jobs.csv/x", "", "a\\u0000b"] {
        let run = try run(table)
        #expect(run.code == 65 && run.text.isEmpty, "\(table)")
        #expect(run.error.contains(":1:57: error: /workloads/csv: "), "\(run.error)")
      }
    }
  }

  @Test func `a table of a spec from standard input is looked for in the current folder`() throws {
    try inFolder { folder in
      let file = folder.appending(path: "specs/stdin.json")
      try spec("jobs.csv").write(to: file, atomically: true, encoding: .utf8)
      let solve = "cd \(file.deletingLastPathComponent().path) && dcopt solve - < stdin.json"
      #expect(try Run.shell(solve).text.contains("\"value\": 6"))
    }
  }

  @Test func `lines of a batch name tables only where that is allowed`() throws {
    try inFolder { folder in
      let line = spec("jobs.csv")
      let file = folder.appending(path: "specs/lines.ndjson")
      try "\(line)\n".write(to: file, atomically: true, encoding: .utf8)
      let batch = "cd \(file.deletingLastPathComponent().path) && dcopt batch"
      let refused = try Run.shell("\(batch) lines.ndjson")
      #expect(refused.text.contains("\"status\": \"invalid\""), "\(refused.text)")
      #expect(refused.text.contains("--allow-outside"), "\(refused.text)")
      let read = try Run.shell("\(batch) --allow-outside lines.ndjson")
      #expect(read.text.contains("\"value\": 6"), "\(read.text)")
    }
  }

  @Test func `diagnostics of all kinds name the table`() throws {
    try inFolder { folder in
      let specs = folder.appending(path: "specs")
      try "name,on.gpu.tokens\na,x\n".write(
        to: specs.appending(path: "jobs.csv"), atomically: true, encoding: .utf8)
      try spec("jobs.csv").write(
        to: specs.appending(path: "s.json"), atomically: true, encoding: .utf8)
      let path = specs.appending(path: "jobs.csv").path
      func said(_ format: String) throws -> String {
        try Run.shell(
          "dcopt validate --diagnostics \(format) \(specs.appending(path: "s.json").path)"
        ).error
      }
      #expect(try said("text").hasPrefix("\(path):2:3: error: /workloads/a/on/gpu/tokens: "))
      #expect(try said("github").hasPrefix("::error file=\(path),line=2,col=3::"))
      let json = try JSONSerialization.jsonObject(with: Data(said("json").utf8))
      #expect((json as? [String: Any])?["file"] as? String == path)
      #expect((json as? [String: Any])?["line"] as? Int == 2)
    }
  }
}
