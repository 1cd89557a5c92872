// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import GLPKSolver
import Testing

/// MathProg models in their own process, handed over without a look at their text.
struct MathProgTests {
  private static let rest = "var x >= 0; minimize o: x; s.t. c: x >= 3; end;\n"

  private func failure(_ text: String, readsTables: Bool = false) -> MathProgModel.Failure? {
    #expect(throws: MathProgModel.Failure.self) {
      try MathProgModel.read(Array(text.utf8), readsTables: readsTables)
    }
  }

  @Test func `a model is translated`() throws {
    let program = try MathProgModel.read(Array(Self.rest.utf8))
    #expect(program.columns.count == 1 && program.rows.count == 2)
    #expect(program.columns[0].name == "x" && program.objectiveName == "o")
  }

  /// Many at a time, as forks of a process with threads.
  @Test func `many models are translated at once`() async throws {
    try await withThrowingTaskGroup(of: Int.self) { group in
      for k in 1...40 {
        group.addTask {
          let text = "var x{1..\(k)} >= 0;\nminimize o: sum{i in 1..\(k)} x[i];\nend;\n"
          return try MathProgModel.read(Array(text.utf8)).columns.count - k
        }
      }
      for try await difference in group { #expect(difference == 0) }
    }
  }

  @Test(arguments: [false, true])
  func `no file is written, whatever the text says`(readsTables: Bool) throws {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    for text in [
      #"printf "x" > "\#(file)";"#, #"printf "x" >> "\#(file)";"#,
      #"set S := {1,2}; table t {s in S} OUT "CSV" "\#(file)": s ~ S;"#,
      #"set S := {1,2}; table t {s in S} OUT "xBASE" "\#(file)" "N(5)": s ~ S;"#,
    ] {
      let error = failure(text + "\n" + Self.rest, readsTables: readsTables)
      #expect(error?.says.isEmpty == false)
      #expect(!FileManager.default.fileExists(atPath: file), "\(text)")
    }
  }

  @Test func `no file is read but for tables that may be`() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data("k,v\na,1\n".utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let text =
      "set S; param v{S}; table t IN \"CSV\" \"\(file.path)\": S <- [k], v; "
      + "var y >= 0; s.t. d{s in S}: y >= v[s];\n" + Self.rest
    #expect(failure(text)?.line == 1)
    #expect(try MathProgModel.read(Array(text.utf8), readsTables: true).rows.count == 3)
  }

  @Test(arguments: [
    #"printf "%100000d\n", 1;"#, #"printf "%.400000f\n", 1;"#,
    #"param f symbolic := '%' & '100000d'; printf f, 1;"#,
  ])
  func `a model that breaks the translator does not break us`(text: String) {
    let error = failure(text + Self.rest)
    #expect(error?.line == nil && error?.says.contains("GLPK broke off") == true)
  }

  @Test func `a model that calculates for ever ends with a sentence`() {
    let endless = "param p := sum{i in 1..1000000, j in 1..1000000} i * j; param q := p;\n"
    do throws(MathProgModel.Failure) {
      _ = try MathProgModel.read(
        Array((endless + "display q;\n" + Self.rest).utf8), processorSeconds: 1)
      Issue.record("the model was translated")
    } catch {
      #expect(error.says == "the model takes more than 1 s of processor time to be translated")
    }
  }

  @Test func `a model has so much time, and one that is quick needs none of it`() {
    let endless = "for {i in 1..100000000, j in 1..100000000} { display i; }\n"
    let start = ContinuousClock.now
    do throws(MathProgModel.Failure) {
      _ = try MathProgModel.read(
        Array((endless + Self.rest).utf8), patience: .milliseconds(300))
      Issue.record("the model was translated")
    } catch {
      #expect(error.says == "the model is not translated within the time limit")
    }
    #expect(start.duration(to: .now) > .milliseconds(290))
    #expect(throws: Never.self) {
      try MathProgModel.read(Array(Self.rest.utf8), patience: .seconds(100))
    }
  }

  @Test func `deep nesting and an empty text end`() {
    let deep = String(repeating: "(", count: 200_000)
    #expect(failure("param p := \(deep)1;\n" + Self.rest)?.says.isEmpty == false)
    #expect(failure("")?.says.isEmpty == false)
  }
}
