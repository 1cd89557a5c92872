// SPDX-License-Identifier: GPL-3.0-or-later
import ExactSimplex
import Foundation
import PlanSolving
import Planning
import Testing

/// What a planner says that it does.
struct PlannerWatchTests {
  private final class Heard: @unchecked Sendable {
    private let lock = NSLock()
    private var list: [String] = []
    var all: [String] { lock.withLock { list } }
    func add(_ says: String) { lock.withLock { list.append(says) } }
  }

  @Test(arguments: [
    ("1", ["prices and their ranges", "other plans as good"]),
    ("10", ["what clashes, and the least change that mends it"]),
  ])
  func `each part of the work is told`(least: String, says: [String]) throws {
    let spec = try Planner.read(
      Array(
        #"{"resources": {"a": {"cost": 1, "max": 9}}, "demands": {"units": \#(least)}, "minimize": "cost"}"#
          .utf8)
    ).spec
    let heard = Heard()
    var planner = Planner()
    planner.watch = SolveWatch(wantsLog: false) { event in
      if case .begins(let what) = event { heard.add(what) }
    }
    _ = try planner.solve(spec, also: [.sensitivity, .alternatives])
    for part in says { #expect(heard.all.contains(part), "\(heard.all)") }
    #expect(!heard.all.contains(""))
  }
}
