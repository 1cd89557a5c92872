// SPDX-License-Identifier: GPL-3.0-or-later
import ExactSimplex
import LinearProgram
import Testing

@testable import NumericalMethods

extension StartingBasis {
  /// Whether `program` has a plan, as exact arithmetic makes of the claim; nil, with an issue, where the
  /// claim is not so or is neither.
  func provedVerdict(on program: LinearProgram, _ what: Comment) throws -> Bool? {
    let basic = basis.columns.count { $0 == .basic } + basis.rows.count { $0 == .basic }
    #expect(basic == program.rows.count, what)
    let solution = try #require(BasisSolution(of: program, at: basis), what)
    switch claim {
    case .optimal:
      #expect(solution.optimum != nil, what)
      return true
    case .infeasible(let variable):
      let certificate = try #require(solution.certificate(outside: variable), what)
      #expect(program.proves(certificate), what)
      return false
    case .primalFeasible, .dualFeasible, .none:
      Issue.record("no such claim is made: \(what)")
      return nil
    }
  }
}
