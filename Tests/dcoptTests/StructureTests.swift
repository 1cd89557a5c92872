// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

/// The graph of the folders under `Sources`: a folder has an arrow to another where one of its
/// files names a type that the other one declares at the top of a file.
struct StructureTests {
  /// The targets from the ground up. An arrow goes to a target on a lower floor or stays in its own.
  private static let floors: [Set<String>] = [
    ["CGMP", "CGLPK", "CYAML", "CZlib", "SystemThreads", "JSONText"],
    ["ExactNumbers", "YAMLText", "GLPKGuard"],
    ["LinearProgram", "ProgramText", "SparseElimination"],
    ["ExactSimplex", "NumericalMethods"],
    ["ParametricProgramming", "IntegerSearch"],
    ["GLPKSolver"],
    ["Planning"],
    ["PlanSolving"],
    ["dcopt", "dcopt-bench"],
  ]

  private let graph = SourceGraph()

  @Test func `no arrow between targets runs up`() throws {
    func floor(_ target: String) throws -> Int {
      try #require(
        Self.floors.firstIndex { $0.contains(target) }, "on which floor does \(target) stand?")
    }
    var seen = 0
    for (arrow, names) in graph.arrows where arrow.from.target != arrow.to.target {
      seen += 1
      #expect(try floor(arrow.from.target) > floor(arrow.to.target), "\(arrow): \(names)")
    }
    for (file, imports) in graph.imports {
      for module in imports where Self.floors.contains(where: { $0.contains(module) }) {
        #expect(try floor(file.target) > floor(module), "\(file) imports \(module)")
      }
    }
    #expect(seen > 20)
  }

  @Test func `no arrows between folders go round in a circle`() {
    let all = Array(graph.arrows.keys)
    for circle in SourceGraph.circles(of: all) {
      let arrows = all.filter { circle.contains($0.from) && circle.contains($0.to) }
      Issue.record(
        """
        \(arrows.sorted().map { "\($0): \(graph.arrows[$0]!.sorted().joined(separator: ", "))" }
          .joined(separator: "\n"))
        """)
    }
  }

  @Test func `a target imports what it declares, and what checks and verifies reaches no GLPK`()
    throws
  {
    let declared = try Self.declaredDependencies()
    for (file, imports) in graph.imports {
      let own = try #require(declared[file.target], "\(file)")
      for module in imports where declared[module] != nil {
        #expect(own.contains(module), "\(file) imports \(module)")
      }
    }
    var reached: Set<String> = ["Planning"]
    var open = ["Planning"]
    while let target = open.popLast() {
      for other in declared[target] ?? [] where reached.insert(other).inserted {
        open.append(other)
      }
    }
    #expect(reached.isDisjoint(with: ["GLPKSolver", "GLPKGuard", "CGLPK"]))
    #expect(reached.isSuperset(of: ["ExactSimplex", "LinearProgram", "ExactNumbers"]))
    #expect(declared["PlanSolving"]?.contains("GLPKSolver") == true)
    for part in ["Verification", "Certificates", "Check"] {
      #expect(graph.fileCounts["Planning/\(part)"] ?? 0 > 0, "\(part) has gone elsewhere")
    }
  }

  /// By target, the targets of this package that the manifest says it depends on.
  private static func declaredDependencies() throws -> [String: Set<String>] {
    let manifest = try String(
      contentsOf: Checkout.root.appending(path: "Package.swift"), encoding: .utf8)
    var declared: [String: Set<String>] = [:]
    for block in manifest.split(separator: /\n    \.(?=\w+arget\(|systemLibrary\()/).dropFirst() {
      let name = try #require(block.firstMatch(of: /name: "([\w-]+)"/)).1
      let list = block.firstMatch(of: /dependencies: \[([^\]]*)\]/)?.1 ?? ""
      declared[String(name)] = Set(list.matches(of: /"(\w+)"/).map { String($0.1) })
    }
    return declared
  }

  @Test func `a circle is found where there is one, and only there`() {
    let line = [Arrow("a", "b"), Arrow("b", "c"), Arrow("a", "c"), Arrow("d", "c")]
    #expect(SourceGraph.circles(of: line).isEmpty)
    #expect(SourceGraph.circles(of: line + [Arrow("c", "b")]) == [["b", "c"]])
    #expect(SourceGraph.circles(of: line + [Arrow("c", "a")]) == [["a", "b", "c"]])
    let two = line + [Arrow("c", "b"), Arrow("d", "e"), Arrow("e", "d")]
    #expect(Set(SourceGraph.circles(of: two)) == [["b", "c"], ["d", "e"]])
  }

  @Test func `a folder holds as many files as can be looked over`() {
    for (folder, count) in graph.fileCounts { #expect(count <= 15, "\(folder)") }
  }

  /// A room is made in the list of rooms and nowhere else: whoever wants to know something of a row or
  /// a column asks the room that its `Layout` names.
  @Test func `the rooms of sections are named in their folders and in the list of rooms`() {
    let rooms = graph.texts.filter {
      $0.key.hasSuffix("Room.swift") && $0.key.contains("/Sections/")
    }
    #expect(rooms.count >= 8)
    for room in rooms.keys {
      let name = String(room.split(separator: "/").last!.dropLast(".swift".count))
      let folder = room.prefix(room.count - name.count - ".swift".count)
      for (file, text) in graph.texts
      where !file.hasPrefix(folder) && file != "Planning/Formulation/Rooms.swift" {
        #expect(!text.contains(name), "\(file) knows \(name)")
      }
    }
  }

  @Test func `a function fits a screen`() throws {
    let long = Set(
      try SourceGraph.sources().flatMap { file, text in
        FunctionLengths(text).functions.filter { $0.lines > 60 }.map { "\(file) \($0.name)" }
      })
    for name in long.sorted() { Issue.record("\(name) has more than sixty lines") }
  }

  @Test func `the lines of functions are counted`() {
    let text = """
      struct A {
        init(_ a: Int) {
          b = a
        }

        @inlinable public static func one() -> Int { 1 }

        func long(
          _ a: Int
        ) throws
          -> Int
        {
          return a
        }
      }

      protocol B {
        func none()
        init()
      }
      """
    let found = FunctionLengths(text).functions.map { "\($0.name) \($0.lines)" }
    #expect(found == ["init 3", "long 7"])
  }

  @Test func `GLPK is spoken to in one target, and nothing brings Foundation in`() throws {
    for (file, text) in graph.texts {
      if file.target != "GLPKSolver" && file.target != "dcopt-bench" {
        #expect(!text.contains("glp_") && !text.contains("guard_"), "\(file)")
      }
      #expect(!text.contains(/import Foundation\b/), "\(file)")
    }
  }

  @Test func `every source file says its license first`() throws {
    for (file, text) in try SourceGraph.sources() {
      #expect(text.hasPrefix("// SPDX-License-Identifier: GPL-3.0-or-later\n"), "\(file)")
    }
  }
}
