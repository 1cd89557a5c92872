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
    ["LinearProgram", "ProgramText"],
    ["ExactSimplex", "NumericalMethods"],
    ["ParametricProgramming", "IntegerSearch"],
    ["GLPKSolver"],
    ["Planning"],
    ["dcopt", "dcopt-bench"],
  ]

  /// Arrows that are still part of a circle, each between two folders and all that is in them. One
  /// that no longer is has to go from here, and none is to be added.
  private static let knownToTurnBack: Set<Arrow> = [
    Arrow("Planning/Formulation", "Planning/Scenarios"),
    Arrow("Planning/Formulation", "Planning/Sections"),
    Arrow("Planning/Layout", "Planning/Sections"),
    Arrow("Planning/Reading", "Planning/Scenarios"),
    Arrow("Planning/Reading", "Planning/Sections"),
    Arrow("Planning/Result", "Planning/Scenarios"),
    Arrow("Planning/Schema", "Planning/Sections"),
    Arrow("Planning/Sections", "Planning/Sections"),
    Arrow("Planning/Solving", "Planning/Scenarios"),
    Arrow("Planning/Spec", "Planning/Scenarios"),
    Arrow("Planning/Spec", "Planning/Sections"),
    Arrow("Planning/Tables", "Planning/Reading"),
  ]

  /// Folders that hold more than fifteen files. None is to be added.
  private static let knownToBeFull: Set<String> = ["Planning/Reading"]

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
    let allowed = graph.arrows.keys.filter { arrow in
      !Self.knownToTurnBack.contains { $0.covers(arrow) }
    }
    for circle in SourceGraph.circles(of: allowed) {
      let arrows = allowed.filter { circle.contains($0.from) && circle.contains($0.to) }
      Issue.record(
        """
        \(arrows.sorted().map { "\($0): \(graph.arrows[$0]!.sorted().joined(separator: ", "))" }
          .joined(separator: "\n"))
        """)
    }
    let whole = SourceGraph.circles(of: Array(graph.arrows.keys))
    for known in Self.knownToTurnBack {
      let turnsBack = graph.arrows.keys.contains { arrow in
        known.covers(arrow) && whole.contains { $0.contains(arrow.from) && $0.contains(arrow.to) }
      }
      #expect(turnsBack, "\(known) is part of no circle any more: strike it")
    }
  }

  @Test func `what verifies a result reaches no file that knows GLPK`() {
    let verification = graph.texts.keys.filter {
      $0.hasPrefix("Planning/Verification/") || $0.hasPrefix("Planning/Certificates/")
    }
    let reached = graph.reached(from: verification)
    #expect(verification.count > 4 && reached.count > 40)
    for file in reached {
      let knows = graph.imports[file]!.intersection(["GLPKSolver", "GLPKGuard"])
      #expect(knows.isEmpty, "\(file)")
    }
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
    for (folder, count) in graph.fileCounts where !Self.knownToBeFull.contains(folder) {
      #expect(count <= 15, "\(folder)")
    }
    for folder in Self.knownToBeFull {
      #expect(graph.fileCounts[folder] ?? 0 > 15, "\(folder) is full no more: strike it")
    }
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
