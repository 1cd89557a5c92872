// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import LinearProgram

extension Solver {
  /// The exact search. nil where its limit ends it: as many parts as take a few seconds, by count
  /// and not by time.
  ///
  /// A small part is solved exactly from the basis of the larger one in 40 µs, which is less than a
  /// call into a session takes. For larger ones GLPK finds the basis.
  func exactSearch(
    _ program: LinearProgram, _ incumbent: [Rational]?
  ) throws -> ExactSearch.Result? {
    let stop = stopSignal(from: .now)
    if program.rows.count * program.columns.count <= 2_000 {
      var search = ExactSearch(program, incumbent: incumbent)
      return search.run { part, basis in
        stop.isOver() ? nil : part.exactVerdict(from: basis, limit: 400_000)
      }
    }
    let entries = program.entries.reduce(0) { $0 + $1.count }
    let size = entries + program.rows.count + program.columns.count
    let warm = try WarmSolver(program, limits: limits)
    defer { warm.close() }
    var search = ExactSearch(
      program, incumbent: incumbent, nodes: min(50_000, 6_000_000 / max(1, size)))
    return try search.run { part, _ in stop.isOver() ? nil : try warm.verdict(on: part) }
  }
}
