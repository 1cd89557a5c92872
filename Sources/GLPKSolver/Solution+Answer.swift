// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import GLPKGuard
import LinearProgram

extension Solution {
  /// What the basis that GLPK ended in proves; nil where it proves too little. A bound is looked for
  /// only where GLPK found an optimum for the program's own costs.
  init?(
    provedBy answer: GuardedProblem.Answer, of program: LinearProgram, hasCosts: Bool,
    until stop: StopSignal
  ) {
    var limits = ProofLimits()
    limits.stop = stop
    limits.isOptimumClaimed = answer.outcome == GUARD_OPTIMAL && hasCosts
    if !limits.isOptimumClaimed { limits.bound = 0 }
    // A basis that GLPK was stopped at is rarely optimal.
    if answer.isStopped {
      limits.lifting = 100_000_000
      limits.tableau = 1_000_000
    }
    guard let proof = program.proof(from: answer.basis, limits: limits) else { return nil }
    self.init(proof, of: program)
  }

  /// The plan and the bound at which GLPK was stopped, as far as each holds.
  init(stoppedAt answer: GuardedProblem.Answer, of program: LinearProgram, until stop: StopSignal) {
    self.init(status: .stopped, proof: .none)
    let limits = ProofLimits()
    if let vertex = BasisSolution(
      of: program, at: answer.basis, limit: limits.elimination, until: stop),
      let point = vertex.point
    {
      if program.isFeasible(point) { self.point = point }
      bound = vertex.prices.flatMap { program.dualBound(prices: $0) }
    } else if let known = program.boundedOptimum(
      at: answer.basis, limit: limits.bound, until: stop)
    {
      if known.largestViolation.isZero { point = known.point }
      bound = known.bound
    }
  }

  /// GLPK's verdict where exact arithmetic would take too long. `proof` says what held.
  init(unproved answer: GuardedProblem.Answer) {
    switch answer.outcome {
    case GUARD_OPTIMAL:
      self.init(status: .optimal, proof: .none)
      if answer.point.allSatisfy(\.isFinite) { point = answer.point.map { Rational(exactly: $0) } }
      basis = answer.basis
    case GUARD_INFEASIBLE: self.init(status: .infeasible, proof: .none)
    case GUARD_UNBOUNDED: self.init(status: .unbounded, proof: .none)
    default: self.init(status: .stopped, proof: .none)
    }
  }
}
