// SPDX-License-Identifier: GPL-3.0-or-later
import ExactSimplex
import Foundation
import Testing

@testable import GLPKSolver
@testable import dcopt

/// With `--lang zh` nothing is English but names, places in the spec, and what is typed.
struct ChineseTests {
  /// Words of a text that are neither names of the spec nor places in it.
  private func strangers(in text: String, of specs: [String]) throws -> [String] {
    var text = text
    var names: Set<String> = [
      "JSON", "CSV", "GLPK", "dcopt", "units", "efficiency", "cost", "energy", "time", "security",
    ]
    for spec in specs {
      let source = try String(
        contentsOf: Checkout.root.appending(path: spec), encoding: .utf8)
      for match in source.matches(of: /"((?:[^"\\]|\\.)*)"/) {
        names.insert(String(match.output.1))
      }
    }
    // What is written as one name may be cut into several in a heading.
    for name in names.sorted(by: { $0.count > $1.count }) where !name.isEmpty {
      text = text.replacing(name, with: "")
    }
    // JSON Pointers, and what is to be typed.
    text.replace(#/(/[A-Za-z0-9_~-]*)+/#, with: "")
    text.replace(/--[a-z-]+( json)?/, with: "")
    text.replace(/dcopt solve/, with: "")
    return text.matches(of: /[A-Za-z]{2,}/).map { String($0.output) }
  }

  private static let golden = "Tests/dcoptTests/Fixtures/golden"

  @Test(arguments: [
    "day", "degenerate", "infeasible", "parity", "placement", "ties", "unbounded", "wide",
    "amounts",
    "stores", "pods", "sharing", "placement-day", "futures", "losses", "sections-clash", "sites",
  ])
  func `tables and sentences have no English in them`(name: String) throws {
    let spec = "\(Self.golden)/\(name).spec.json"
    for command in [
      "solve --format table --stats", "solve --format markdown", "explain",
    ] {
      let run = try Run.shell("dcopt \(command) --lang zh --quiet \(spec)")
      #expect(try strangers(in: run.text, of: [spec]) == [], "\(command) \(name)\n\(run.text)")
    }
  }

  @Test(arguments: [
    "battery-week", "placement-throughput", "energy", "commitment-futures", "elastic-week",
  ])
  func `how it was solved has no English in it`(example: String) throws {
    let spec = "examples/\(example).json"
    let run = try Run.shell("dcopt solve --stats --format table --lang zh --quiet \(spec)")
    let lines = run.text.split(separator: "\n").suffix(3).joined(separator: "\n")
    #expect(lines.contains("个非零系数") && lines.contains("GLPK"), "\(lines)")
    #expect(try strangers(in: lines, of: []) == [], "\(lines)")
  }

  @Test func `every method has a name in Chinese`() {
    let words = Words(language: .zh)
    for method in MethodChoice.Catalogue().crashes {
      let line = words.method(SolveStatistics(method: method.name, why: "asked for"))
      #expect(line.allSatisfy { !$0.isASCII }, "\(line)")
    }
  }

  @Test func `prices, checks, comparisons and curves have no English in them`() throws {
    let folder = "Tests/dcoptTests/Fixtures/what-if"
    let (fleet, plan) = ("\(folder)/fleet.json", "\(folder)/plan.json")
    let day = "\(Self.golden)/day.spec.json"
    for (command, specs) in [
      ("solve --sensitivity --alternatives --format table \(fleet)", [fleet]),
      ("solve --sensitivity --alternatives --format table \(day)", [day]),
      ("check --format table \(fleet) \(plan)", [fleet]),
      ("sweep --vary /demands/work=700:1100:100 --format table \(fleet)", [fleet]),
      ("sweep --breakpoints /demands/work --format table \(fleet)", [fleet]),
      ("pareto --between energy,cost --format table \(fleet)", [fleet]),
      ("pareto --between energy,cost,max:work --format table \(fleet)", [fleet]),
      (
        "diff --format table examples/energy.json examples/security.json",
        ["examples/energy.json", "examples/security.json"]
      ),
      (
        "diff --format table \(day) \(Self.golden)/stores.spec.json",
        [day, "\(Self.golden)/stores.spec.json"]
      ),
    ] {
      let run = try Run.shell("LC_ALL=C dcopt \(command) --lang zh")
      #expect(!run.text.isEmpty, "\(run.error)")
      #expect(try strangers(in: run.text, of: specs) == [], "\(command)\n\(run.text)")
    }
  }

  @Test func `a page says in which language it is, in words and figures alone`() throws {
    let spec = "\(Self.golden)/stores.spec.json"
    let page = try Run.shell("dcopt solve --format html --lang zh \(spec)").text
    #expect(page.contains("<html lang=\"zh\">"))
    // What is shown, and what is read to those who hear it.
    var text = page.replacing(/(?s)<style>.*<\/style>/, with: "")
    text.replace(/<[^>]*>/, with: " ")
    #expect(try strangers(in: text, of: [spec]) == [], "\(text)")
  }

  @Test func `other programs read the same in every language`() throws {
    for format in ["json", "csv", "openmetrics"] {
      let command = "dcopt solve --format \(format) \(Self.golden)/stores.spec.json"
      #expect(try Run.shell(command).output == Run.shell(command + " --lang zh --digits 2").output)
    }
  }

  @Test func `every word has a Chinese one of its own`() {
    for (english, chinese) in Words.terms {
      #expect(!chinese.isEmpty && chinese != english, "\(english)")
      #expect(!chinese.unicodeScalars.contains { $0.isASCII && $0.properties.isAlphabetic })
    }
  }
}
