// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import JSONText
import Testing

@testable import dcopt

/// `sweep` and `pareto` as they are called.
struct WhatIfCommandTests {
  private static let energy = Checkout.root.appending(path: "examples/energy.json").path

  @Test func `every line of a sweep is what verify proves for the changed spec`() throws {
    let run = try Run.dcopt("sweep", Self.energy, "--vary", "/demand=100:600:100")
    #expect(run.code == 0)
    let lines = run.text.split(separator: "\n")
    #expect(lines.count == 6)
    for (line, demand) in zip(lines, stride(from: 100, through: 600, by: 100)) {
      let root = try JSONDocument(parsing: Array(line.utf8)).root
      let set = try #require(root.member("set")?.member("/demand")?.number?.double)
      #expect(set == Double(demand))
      let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      let spec = folder.appending(path: "spec.json")
      let text = try String(contentsOfFile: Self.energy, encoding: .utf8)
      try text.replacing("\"demand\": 500", with: "\"demand\": \(demand)")
        .write(to: spec, atomically: true, encoding: .utf8)
      let verified = try Run.dcopt(
        "verify", spec.path, "-", input: root.member("result")!.sourceText)
      #expect(verified.code == 0, "\(verified.text)")
    }
  }

  private static let wrongCalls: [(call: String, code: Int32)] = [
    ("sweep FILE", 64), ("sweep FILE --vary /demand", 64),
    ("sweep FILE --vary /demnd=1:2:1", 64),
    ("sweep FILE --vary /demand=1:2:1 --vary /demand=1:2:1", 64),
    ("sweep FILE --breakpoints /resources/CPU", 64),
    ("sweep FILE --breakpoints /resources/CPU/energy", 64),
    ("sweep /nonexistent --vary /a=1:2:1", 66), ("pareto FILE", 64),
    ("pareto FILE --between energy", 64), ("pareto FILE --between energy,tim", 64),
    ("pareto FILE --between energy,time --within -1", 64),
    ("pareto FILE --between energy,time,max:energy", 64),
    ("sweep examples/models/fleet.lp --vary /a=1:2:1", 64),
    ("sweep FILE --vary /demand=1:2:1 --format xml", 64),
  ]

  @Test(arguments: wrongCalls)
  func `a wrong call says so, and prints nothing`(call: String, code: Int32) throws {
    let run = try Run.shell("dcopt " + call.replacing("FILE", with: Self.energy))
    #expect(run.code == code, "\(call): \(run.error)")
    #expect(run.output.isEmpty)
    #expect(!run.error.isEmpty)
  }

  @Test(arguments: [
    ("/xyz/max=1,2", #""/xyz/max": there is nothing after "/", which has "dcopt", "title", "#),
    ("/demnd=1,2", #"; did you mean "/demand"?"#),
  ])
  func `a pointer that leads nowhere is told with what is there`(
    vary: String, says: String
  ) throws {
    let run = try Run.dcopt("sweep", Self.energy, "--vary", vary)
    #expect(run.code == 64 && run.error.contains(says), "\(run.error)")
  }

  @Test func `a frontier of a spec without a plan exits as solve does`() throws {
    let spec = #"{"resources":{"a":{"x":1,"y":2,"max":1}},"demands":{"x":5},"minimize":"y"}"#
    #expect(try Run.dcopt("pareto", "-", "--between", "x,y", input: spec).code == 2)
    let endless = #"{"resources":{"a":{"x":1,"y":2}},"minimize":"y"}"#
    #expect(try Run.dcopt("pareto", "-", "--between", "max:x,max:y", input: endless).code == 3)
  }

  @Test func `a bound that crosses another is invalid at those points only`() throws {
    let spec =
      #"{"resources":{"a":{"x":1,"min":2,"max":9}},"demands":{"x":1},"minimize":"x"}"#
    let run = try Run.dcopt(
      "sweep", "-", "--vary", "/resources/a/max=1,3", "--format", "csv", input: spec)
    #expect(run.code == 0)
    #expect(
      run.text == """
        resources a max,status,objective,a,reason
        1,invalid,,,/resources/a/max: max (1) is below min (2)
        3,optimal,2,2,

        """)
    // A number in a table stands in its file.
    let file = FileManager.default.temporaryDirectory.appending(path: "load-\(UUID()).csv")
    defer { try? FileManager.default.removeItem(at: file) }
    try "hour,load\na,5\nb,7\n".write(to: file, atomically: true, encoding: .utf8)
    let list = "{\"csv\":\"\(file.path)\",\"column\":\"load\"}"
    let table =
      "{\"periods\":2,\"resources\":{\"a\":{\"x\":1,\"max\":6}},\"demands\":{\"x\":\(list)},\"minimize\":\"x\"}"
    let refused = try Run.dcopt(
      "sweep", "-", "--allow-outside", "--vary", "/demands/x/1=5,6", input: table)
    #expect(refused.code == 64)
    #expect(
      refused.error.contains(
        "it is in a table, \(file.path):3: change it there, or scale the whole list with \"/demands/x*\""
      ),
      "\(refused.error)")
    #expect(
      try Run.dcopt("sweep", "-", "--allow-outside", "--vary", "/demands/x/-1=5", input: table).code
        == 64)
    let solved = try Run.dcopt("solve", "-", "--allow-outside", "--format", "table", input: table)
    #expect(
      solved.text.contains("/demands/x/1 (\(file.path):3): x in period 2 is at least 7"),
      "\(solved.text)")
    #expect(
      solved.text.contains("lower /demands/x/1 (\(file.path):3, x in period 2) from 7 to 6"),
      "\(solved.text)")
  }
}
