// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// From a basis that is nearly optimal to one that is: the dual simplex method with costs that give
/// way, the primal one with the costs as they are, and where many bases lie on its way that are one
/// vertex, bounds that give way, and the dual one again.
struct BasisFinish {
  private let state: SimplexState
  /// How far a bound gives way, of its size.
  private static let move = 1e-7

  init(_ state: SimplexState) { self.state = state }

  /// nil where a method comes to no end within so many pivots, by default as many as the program has
  /// variables.
  func run(pivotLimit: Int? = nil, until stop: StopSignal) -> StartingBasis? {
    let limit = pivotLimit ?? 1000 + state.variables
    let first = DualSimplex(state)
    guard var start = first.solve(pivotLimit: limit, until: stop) else { return nil }
    guard start.claim == .primalFeasible else { return start }
    let program = state.program
    let (lower, upper) = (
      (0..<state.variables).map { program.lower[$0] },
      (0..<state.variables).map { program.upper[$0] }
    )
    moveBounds()
    let primal = PrimalSimplex(state, tolerance: SimplexState.tolerance)
    let outcome = primal.run(pivotLimit: limit, patience: 4, until: stop)
    for j in 0..<state.variables { (program.lower[j], program.upper[j]) = (lower[j], upper[j]) }
    start.iterations += primal.pivots
    guard outcome == .optimal else { return nil }
    let last = DualSimplex(state)
    guard let end = last.solve(pivotLimit: limit, until: stop) else { return nil }
    start.basis = end.basis
    start.claim = end.claim
    start.iterations += end.iterations
    return start
  }

  /// The bounds of basic variables go out by a little, the same on every run.
  private func moveBounds() {
    var bits: UInt64 = 0x2545_F491_4F6C_DD1D
    let program = state.program
    for i in 0..<state.rows {
      let j = Int(state.basic[i])
      if program.lower[j] == program.upper[j] { continue }
      bits = bits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let random = Self.move * (0.5 + Double(bits >> 11) / Double(1 << 53))
      program.lower[j] -= random * max(1, abs(program.lower[j]))
      program.upper[j] += random * max(1, abs(program.upper[j]))
    }
  }
}
