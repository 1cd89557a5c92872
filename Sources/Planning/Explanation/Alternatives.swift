// SPDX-License-Identifier: GPL-3.0-or-later
import GLPKSolver
import LinearProgram

/// The least and the greatest amount of each resource over all optimal plans.
public struct Alternatives: Sendable {
  /// One a resource.
  public let ranges: [(from: Rational?, to: Rational?)]

  /// Whether there is only one optimal plan.
  public var isUnique: Bool { ranges.allSatisfy { $0.from != nil && $0.from == $0.to } }

  /// nil where the solution is no proved optimum. Two programs a resource are solved.
  init?(_ solution: Solution, of formulation: Formulation, solver: Solver) throws {
    guard solution.status == .optimal, solution.proof != .none, let point = solution.point
    else { return nil }
    var face = formulation.program
    let best = face.objective(at: point)
    face.append(
      row: LinearProgram.Bounds(lower: best, upper: best),
      entries: face.columns.enumerated().map { j, column in
        LinearProgram.RowEntry(column: j, value: column.cost)
      })
    for j in face.columns.indices { face.columns[j].cost = .zero }
    ranges = try face.columns.indices.map { j in
      var one = face
      one.columns[j].cost = .one
      let ends = try [LinearProgram.Sense.minimize, .maximize].map { sense in
        one.sense = sense
        let end = try solver.solve(one)
        return end.status == .optimal ? end.point?[j] : nil
      }
      return (ends[0], ends[1])
    }
  }
}
