// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText
import Oracle
import PlanSolving
import Planning
import Testing

/// Sections that are tables: what they say is what the same section says in JSON, and what is wrong
/// with them is said at its line and column.
struct TableTests {
  /// A spec with jobs in a table.
  private static let spec = #"""
    {"resources": {"h100": {"max": 4}, "a100": {"max": 9}},
     "workloads": {"csv": "jobs.csv"}, "maximize": {"worst": "tokens"}}
    """#

  /// What is said of a spec, each with file, line, column, place and words.
  private func said(_ tables: [String: [UInt8]], in spec: String = Self.spec) -> [String] {
    let access = TableAccess { path in
      tables[path].map { .table($0, file: path) } ?? .refused(because: "is not there")
    }
    do throws(Diagnostics) {
      return try Planner.read(Array(spec.utf8), tables: access).warnings.map(\.inOneLine)
    } catch {
      return error.list.map(\.inOneLine)
    }
  }

  private func said(jobs table: String) -> [String] { said(["jobs.csv": Array(table.utf8)]) }

  // MARK: - What is wrong

  /// A table, and the beginnings of what is said of it.
  private static let wrong: [(table: String, says: [String])] = [
    ("", ["jobs.csv:1:1 /workloads csv: expected a line that names the columns"]),
    ("\n\n", ["jobs.csv:1:1 /workloads csv: expected a line that names the columns"]),
    ("\u{FEFF}", ["jobs.csv:1:1 /workloads csv: expected a line that names the columns"]),
    ("job,share\na,1\n", [#"jobs.csv:1:1 /workloads csv: expected "name" as the name"#]),
    ("name;share\na;1\n", [#"jobs.csv:1:1 /workloads csv: expected "name" as the name"#]),
    (" name,on.h100.tokens\na,1\n", [#"jobs.csv:1:1 /workloads csv: expected "name" as the"#]),
    ("name,\na,1\n", [#"jobs.csv:1:6 /workloads csv: expected the name of a key, found """#]),
    ("name,on..x\na,1\n", [#"jobs.csv:1:6 /workloads csv: expected the name of a key, found "on"#]),
    ("name,on.\na,1\n", ["jobs.csv:1:6 /workloads csv: expected the name of a key"]),
    ("name,/\na,1\n", ["jobs.csv:1:6 /workloads csv: expected the name of a key"]),
    ("name,a.b.c.d\na,1\n", ["jobs.csv:1:6 /workloads csv: expected a key, or at most 3"]),
    ("name,share,share\na,1,1\n", [#"jobs.csv:1:12 /workloads csv: the column "share" is there"#]),
    ("name,on,on.h100.tokens\na,1,1\n", ["jobs.csv:1:9 /workloads csv: the column"]),
    ("name,on.h100.tokens,on.h100\na,1,1\n", ["jobs.csv:1:21 /workloads csv: the column"]),
    ("name,on.h100.tokens,/on/h100/tokens\na,1,1\n", ["jobs.csv:1:21 /workloads csv: the column"]),
    ("name,on.h100.tokens\na\n", ["jobs.csv:2:1 /workloads csv: found 1 cells, and the header"]),
    (
      "name,on.h100.tokens\na,1,\nb\n",
      ["jobs.csv:2:1 /workloads csv: found 3 cells", "jobs.csv:3:1 /workloads csv: found 1 cells"]
    ),
    ("name,on.h100.tokens\n\"a,1\n", ["jobs.csv:2:1 /workloads csv: the quote that opens here"]),
    ("name,on.h100.tokens\na,\"1\n\n", ["jobs.csv:2:3 /workloads csv: the quote that opens here"]),
    ("name,on.h100.tokens\na\"b\",1\n", ["jobs.csv:2:2 /workloads csv: a quote inside of a cell"]),
    ("name,on.h100.tokens\n\"a\"b,1\n", ["jobs.csv:2:4 /workloads csv: expected a comma or"]),
    ("name,on.h100.tokens\n\"a\" ,1\n", ["jobs.csv:2:4 /workloads csv: expected a comma or"]),
    ("name,on.h100.tokens\ra,1\r", ["jobs.csv:1:20 /workloads csv: expected a line end"]),
    (
      "name,on.h100.tokens\n",
      [
        "jobs.csv:1:1 /workloads spec: expected an object of workloads",
        "-:2:58 /maximize/worst spec: no resource has the attribute",
      ]
    ),
    // The same words as for JSON, at the cell.
    (
      "name,on.h100.tokens\na,x\n",
      [#"jobs.csv:2:3 /workloads/a/on/h100/tokens spec: expected a number, found a string ("x")"#]
    ),
    (
      "name,on.h100.tokens\na, 1\nb,01\nc,1e999\nd,+1\ne,.5\nf,1.\ng,-\nh,\"1,5\"\ni,NaN\n",
      ["a", "b", "c", "d", "e", "f", "g", "h", "i"].enumerated().map {
        "jobs.csv:\($0 + 2):3 /workloads/\($1)/on/h100/tokens spec: expected a number, found a st"
      }
    ),
    (
      "name,on.h100.tokens\r\nä,1\r\nßß,ö\r\n",
      [#"jobs.csv:3:4 /workloads/ßß/on/h100/tokens spec: expected a number, found a string ("ö")"#]
    ),
    (
      "name,on.h100.tokens\n\"two\nlines\",x\n",
      ["jobs.csv:3:8 /workloads/two\nlines/on/h100/tokens spec: expected a number, found a strin"]
    ),
    (
      "name,on.h100.tokens\na,true\n",
      ["jobs.csv:2:3 /workloads/a/on/h100/tokens spec: expected a number, found true"]
    ),
    (
      "name,on.h100.tokens\na,\"[1, 2]\"\n",
      ["jobs.csv:2:3 /workloads/a/on/h100/tokens spec: expected a number, found a list"]
    ),
    (
      "name,weight,on.h100.tokens\na,0,1\nb,-1,1\n",
      [
        "jobs.csv:2:3 /workloads/a/weight spec: expected a number above 0",
        "jobs.csv:3:3 /workloads/b/weight spec: expected a number above 0",
      ]
    ),
    (
      "name,share,on.h100.tokens\na,-1,1\n",
      ["jobs.csv:2:3 /workloads/a/share spec: expected 0 or more, found -1"]
    ),
    (
      "name,on.h100.tokens\na,1\nb,1\na,2\na,3\n",
      [
        #"jobs.csv:4:1 /workloads/a spec: the key "a" is there twice; it first stands at 2:1"#,
        #"jobs.csv:5:1 /workloads/a spec: the key "a" is there twice; it first stands at 2:1"#,
      ]
    ),
    ("name,on.h100.tokens\n\"\",1\n", ["jobs.csv:2:1 /workloads/ spec: a workload needs a name"]),
    (
      "name,on.h100.tokens\na,\n",
      [
        #"jobs.csv:2:1 /workloads/a spec: a workload needs "on""#,
        "-:2:58 /maximize/worst spec: no resource has the attribute",
      ]
    ),
    (
      "name,needs.tokens,on.h100.tokens\na,{},1\n",
      ["jobs.csv:2:3 /workloads/a/needs/tokens spec: expected a number or {"]
    ),
    (
      "name,needs.tokens.min,needs.tokens.max,on.h100.tokens\na,2,1,1\n",
      ["jobs.csv:2:5 /workloads/a/needs/tokens/max spec: max (1) is below min (2)"]
    ),
    (
      "name,needs.energy,on.h100.tokens\na,2,1\n",
      [#"jobs.csv:1:6 /workloads/a/needs/energy spec: nothing under "on" has the attribute"#]
    ),
    // What is wrong with the header is said once, however many rows there are.
    (
      "name,wieght,on.h10.tokens,on.h100.tokens\na,1,1,1\nb,1,1,1\nc,1,1,1\n",
      [
        #"jobs.csv:1:6 /workloads/a/wieght spec: unknown key "wieght"; did you mean "weight"?"#,
        #"jobs.csv:1:13 /workloads/a/on/h10 spec: no resource is called "h10""#,
      ]
    ),
    (
      "name,traffic,on.h100.tokens\na,1,1\n",
      [#"jobs.csv:1:6 /workloads/a/traffic spec: "traffic" needs "links""#]
    ),
    (
      "name,on.h100.tokens,on.h100.watts\na,1,1\nb,1,1\n",
      [#"jobs.csv:1:21 /workloads/a/on/h100/watts spec: nothing uses the attribute "watts""#]
    ),
  ]

  @Test(arguments: 0..<wrong.count)
  func `what is wrong with a table is said at its place`(number: Int) {
    let (table, says) = Self.wrong[number]
    let found = said(jobs: table)
    #expect(
      found.count == says.count && zip(found, says).allSatisfy { $0.hasPrefix($1) },
      "\(table.debugDescription): \(found)")
  }

  @Test func `bytes that are no UTF-8 are said at their place`() {
    let head = Array("name,on.h100.tokens\nä".utf8)
    for bytes in [[0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80]] as [[UInt8]] {
      let found = said(["jobs.csv": head + bytes + Array(",1\n".utf8)])
      #expect(found.count == 1 && found[0].hasPrefix("jobs.csv:2:2 /workloads csv: "), "\(found)")
    }
    let wide = said(["jobs.csv": [0xFF, 0xFE, 0x6E, 0x00]])
    #expect(wide.count == 1 && wide[0].hasPrefix("jobs.csv:1:1 /workloads csv: "), "\(wide)")
  }

  @Test func `a table that is not there, and one with company, are said in the spec`() {
    let missing = said([:])
    #expect(missing == [#"-:2:23 /workloads/csv spec: "jobs.csv" is not there"#])
    let beside = Self.spec.replacing(#""jobs.csv""#, with: #""jobs.csv", "a": {}"#)
    #expect(
      said([:], in: beside) == [
        #"-:2:23 /workloads/csv spec: "csv" stands alone: the whole section is in the table"#
      ])
  }

  @Test func `errors of the spec and of its tables are all said, in the order of the spec`() {
    let spec = #"""
      {"resources": {"csv": "fleet.csv"}, "demands": {"tokenz": 1},
       "workloads": {"csv": "jobs.csv"}, "maximise": 1, "maximize": {"worst": "tokens"}}
      """#
    let found = said(
      [
        "fleet.csv": Array("name,max,integer\nh100,x,yes\na100,1,true\n".utf8),
        "jobs.csv": Array("name,share,on.h100.tokens\na,y,1\n".utf8),
      ], in: spec)
    let places = found.map { $0.split(separator: " ")[0] }
    #expect(
      places == ["fleet.csv:2:6", "fleet.csv:2:8", "-:1:49", "jobs.csv:2:3", "-:2:36"], "\(found)")
  }

  // MARK: - What is right

  /// A section as a table whose cells are quoted, and whose lines end, as chance will have it.
  private func table(_ section: Tree, _ random: inout SplitMix64) -> String {
    var columns: [String] = []
    var rows: [(name: String, cells: [String: String])] = []
    func collect(_ value: Tree, _ path: String, _ cells: inout [String: String]) {
      if case .object(let members) = value {
        for (key, member) in members {
          collect(member, path.isEmpty ? key : "\(path).\(key)", &cells)
        }
      } else {
        if !columns.contains(path) { columns.append(path) }
        cells[path] = value.text
      }
    }
    guard case .object(let members) = section else { return "" }
    for (name, entry) in members {
      var cells: [String: String] = [:]
      collect(entry, "", &cells)
      rows.append((name, cells))
    }
    columns.sort()
    func quoted(_ text: String) -> String {
      let mustBe = text.contains { ",\"\n\r".contains($0) }
      return mustBe || random.int(0...3) == 0
        ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }
    let lineEnd = random.int(0...1) == 0 ? "\n" : "\r\n"
    var lines = [(["name"] + columns).map { quoted($0) }.joined(separator: ",")]
    for (name, cells) in rows {
      lines.append(
        ([quoted(name)] + columns.map { quoted(cells[$0] ?? "") }).joined(separator: ","))
    }
    return (random.int(0...1) == 0 ? "\u{FEFF}" : "") + lines.joined(separator: lineEnd)
      + (random.int(0...1) == 0 ? lineEnd : "")
  }

  @Test func `a table and the same section in JSON have the same answer, on random specs`() throws {
    let names = ["train", "a,b", "say \"hi\"", "två\nrader", "x.y", "1", "true", " blank ", "/a~b"]
    for seed in UInt64(1)...60 {
      var random = SplitMix64(seed: seed)
      func number() -> Tree { .number(["1", "2.5", "0", "12e-1", "7"][random.int(0...4)]) }
      let resources: [(String, Tree)] = ["a100", "h100", "k80"].map { name in
        (name, .object([("max", .number(String(random.int(1...9))))]))
      }
      let workloads: [(String, Tree)] = names.map { name in
        var members: [(String, Tree)] = [("share", .number("1"))]
        if random.int(0...1) == 0 { members.append(("weight", .number("2.5"))) }
        if random.int(0...3) == 0 {
          members.append(("needs", .object([("tokens", .object([("max", number())]))])))
        }
        let options = ["a100", "h100", "k80"].filter { _ in random.int(0...2) > 0 }
        members.append(
          (
            "on",
            .object(
              (options.isEmpty ? ["k80"] : options).map {
                ($0, .object([("tokens", number()), ("watts", number())]))
              })
          ))
        return (name, .object(members))
      }
      func text(_ resources: String, _ workloads: String) -> String {
        #"{"resources": \#(resources), "workloads": \#(workloads), "budgets": {"watts": 20}, "#
          + #""maximize": "tokens"}"#
      }
      let tables = [
        "r.csv": table(.object(resources), &random), "w.csv": table(.object(workloads), &random),
      ]
      let access = TableAccess { .table(Array(tables[$0]!.utf8), file: $0) }
      let direct = try Planner.read(
        Array(text(Tree.object(resources).text, Tree.object(workloads).text).utf8)
      ).spec
      let byTable = try Planner.read(
        Array(text(#"{"csv": "r.csv"}"#, #"{"csv": "w.csv"}"#).utf8), tables: access
      ).spec
      let (a, b) = (try Planner().solve(direct), try Planner().solve(byTable))
      #expect(a.objective.value == b.objective.value, "seed \(seed)")
      #expect(a.workloads.map(\.name) == names, "seed \(seed)")
      #expect(b.workloads.map(\.name) == names, "seed \(seed)")
      for (left, right) in zip(a.workloads, b.workloads) {
        #expect(
          left.placement.map(\.amount) == right.placement.map(\.amount)
            && left.placement.map(\.resource) == right.placement.map(\.resource), "seed \(seed)")
      }
    }
  }

  @Test func `a pointer as a column's name reaches keys with dots and slashes`() throws {
    let spec = #"""
      {"resources": {"p4d.24x/large~": {"max": 3}, "x": {}}, "workloads": {"csv": "jobs.csv"},
       "maximize": "tokens"}
      """#
    let table = "name,/on/p4d.24x~1large~0/tokens,/share\na,2,1\n"
    let read = try Planner.read(
      Array(spec.utf8), tables: TableAccess { .table(Array(table.utf8), file: $0) })
    #expect(try Planner().solve(read.spec).objective.value?.double == 2)
  }

  @Test func `words stay words where a key wants a name`() throws {
    let spec = #"""
      {"resources": {"csv": "r"}, "links": {"csv": "l"}, "workloads": {"csv": "w"},
       "demands": {"csv": "d"}, "constraints": {"csv": "c"}, "maximize": "tokens"}
      """#
    let tables = [
      "r": "name,max,site,integer\nh100,3,2,false\n",
      "l": "name,from,to,bandwidth\n1-2,1,2,5\n",
      "w": "name,site,traffic,on.h100.tokens\na,1,2,1\n",
      "d": "name,min,penalty\ntokens,1,2\n",
      "c": "name,terms,max\nmost,\"{\"\"h100\"\": 1}\",4\n",
    ]
    let read = try Planner.read(
      Array(spec.utf8), tables: TableAccess { .table(Array(tables[$0]!.utf8), file: $0) })
    #expect(try Planner().solve(read.spec).objective.value?.double == 2.5)
  }
}

/// JSON with nothing but objects and numbers in it.
private indirect enum Tree {
  case object([(String, Tree)])
  case number(String)

  var text: String {
    switch self {
    case .number(let text): return text
    case .object(let members):
      let parts = members.map { key, value in
        var part = ""
        part.appendQuoted(key)
        return part + ": " + value.text
      }
      return "{" + parts.joined(separator: ", ") + "}"
    }
  }
}

extension Diagnostic {
  fileprivate var inOneLine: String {
    "\(file ?? "-"):\(position.line):\(position.column) \(at) \(kind.rawValue): \(says)"
  }
}
