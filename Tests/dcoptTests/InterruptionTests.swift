// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Oracle
import Testing

/// Long searches: what is said meanwhile, and what Ctrl-C and SIGTERM leave.
struct InterruptionTests {
  /// A knapsack in several dimensions, whose search takes far longer than a test may.
  private struct Knapsack {
    let values: [Int]
    let weights: [[Int]]
    let most: [Int]

    init(seed: UInt64) {
      var random = SplitMix64(seed: seed)
      func number(_ least: Int, _ most: Int) -> Int {
        least + Int(random.next() % UInt64(most - least + 1))
      }
      let rows = (0..<10).map { _ in (0..<80).map { _ in number(100, 999) } }
      weights = rows
      most = rows.map { $0.reduce(0, +) / 2 }
      values = (0..<80).map { j in rows.reduce(0) { $0 + $1[j] } / 10 + number(0, 200) }
    }

    var spec: String {
      let resources = values.indices.map { j in
        let figures = weights.indices.map { "\"w\($0)\": \(weights[$0][j])" }
        return "\"r\(j)\": { \"max\": 1, \"integer\": true, \"value\": \(values[j]), "
          + figures.joined(separator: ", ") + " }"
      }
      let budgets = most.enumerated().map { "\"w\($0)\": \($1)" }
      return "{ \"resources\": { \(resources.joined(separator: ",\n"))},\n"
        + "\"budgets\": { \(budgets.joined(separator: ", ")) }, \"maximize\": \"value\" }\n"
    }
  }

  private func interrupted(_ signal: String, _ arguments: String) throws -> (Run, Knapsack) {
    let knapsack = Knapsack(seed: 41)
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).json")
    try knapsack.spec.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let script = Checkout.fixtures.appending(path: "terminal/interrupt.py").path
    return (
      try Run.shell("python3 \(script) \(signal) 'plan [0-9]' dcopt \(arguments) \(file.path)"),
      knapsack
    )
  }

  @Test(arguments: [("SIGINT", 130), ("SIGTERM", 143)])
  func `a signal leaves the best plan so far, whole, with its bound`(
    signal: String, code: Int
  ) throws {
    let (run, knapsack) = try interrupted(signal, "solve --progress")
    #expect(run.code == Int32(code), "\(run.error)")
    let result = try #require(
      try JSONSerialization.jsonObject(with: run.output) as? [String: Any])
    #expect(result["status"] as? String == "stopped")
    let amounts = try #require(result["allocation"] as? [String: Int])
    let taken = knapsack.values.indices.map { amounts["r\($0)"] ?? -1 }
    #expect(taken.allSatisfy { $0 == 0 || $0 == 1 })
    for (weights, most) in zip(knapsack.weights, knapsack.most) {
      #expect(zip(weights, taken).reduce(0) { $0 + $1.0 * $1.1 } <= most)
    }
    let value = zip(knapsack.values, taken).reduce(0) { $0 + $1.0 * $1.1 }
    let objective = try #require(result["objective"] as? [String: Any])
    #expect(objective["value"] as? Int == value && value > 0)
    let proof = try #require(result["proof"] as? [String: Any])
    let bound = try #require(proof["bound"] as? Double)
    #expect(bound >= Double(value) && proof["verified"] as? Bool == false)
    let late = try #require(run.error.firstMatch(of: /ended ([0-9.]+) s later/))
    #expect(Double(late.output.1)! < 30, "\(run.error)")
  }

  @Test func `a table says what is known when it is interrupted`() throws {
    let (run, _) = try interrupted("SIGINT", "solve --progress --format table")
    #expect(run.code == 130)
    #expect(run.text.hasPrefix("stopped: maximize value = "), "\(run.text)")
    #expect(run.text.contains("\nStopped: no plan is better than "), "\(run.text)")
  }

  @Test func `progress is a line a second, also in a pipe, and true`() throws {
    let (run, _) = try interrupted("SIGTERM", "solve --progress")
    let lines = run.error.split(separator: "\n").filter { $0.contains("bound") }
    let pattern =
      /([0-9]+) s, [a-z ]+: bound ([0-9,.]+|-), plan ([0-9,.]+|-), gap ([0-9.]+ %|-), [0-9,]+ parts/
    #expect(!lines.isEmpty)
    let proof = try #require(
      (try JSONSerialization.jsonObject(with: run.output) as? [String: Any])?["proof"]
        as? [String: Any])
    let best = try #require(proof["bound"] as? Double)
    for line in lines {
      let match = try #require(line.wholeMatch(of: pattern), "\(line)")
      // What was not proved at the end was not said before.
      if match.output.2 == "-" { continue }
      let bound = try #require(Double(match.output.2.replacing(",", with: "")))
      #expect(bound >= best - 1, "\(line): \(best)")
    }
    #expect(
      try Run.dcopt("solve", "examples/energy.json", "--progress").error.isEmpty)
  }

  @Test func `a signal ends the search for prices, and the plan is printed`() throws {
    let script = Checkout.fixtures.appending(path: "terminal/interrupt.py").path
    let run = try Run.shell(
      "python3 \(script) SIGTERM 'prices' dcopt solve --sensitivity --progress "
        + "examples/battery-week.json")
    #expect(run.code == 143, "\(run.error)")
    let result = try #require(
      try JSONSerialization.jsonObject(with: run.output) as? [String: Any])
    #expect(result["status"] as? String == "optimal" && result["sensitivity"] == nil)
    #expect(run.error.contains("no prices: they were not found out"), "\(run.error)")
  }

  @Test func `a signal before anything is solved ends the program as it always did`() throws {
    // It waits for standard input.
    let script = Checkout.fixtures.appending(path: "terminal/interrupt.py").path
    let run = try Run.shell("python3 \(script) SIGTERM '' dcopt solve -")
    #expect(run.output.isEmpty && run.code != 0 && run.code != 143)
  }
}
