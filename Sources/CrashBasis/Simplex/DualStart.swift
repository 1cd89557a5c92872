// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// For programs of many short rows, such as plans over many periods: our own dual simplex method,
/// from all rows basic. GLPK's works in dense loops, which costs it more for each pivot the more
/// rows there are.
public struct DualStart: CrashMethod {
  public let name = "sparse dual simplex"
  /// With fewer rows GLPK is as quick.
  private let fewRows: Int
  /// The most coefficients of a column, on average, of a program whose rows are short.
  private let mostEntries = 12.0

  public init(fewRows: Int = 200) { self.fewRows = fewRows }

  public func attempt(_ program: NumericProgram, hints: StructureHints) -> CrashAttempt? {
    let (m, n) = (program.rowCount, program.columnCount)
    if m < max(1, fewRows) || n == 0 || 4 * m < n { return nil }
    if Double(program.entryCount) > mostEntries * Double(n) { return nil }
    // No cost may draw a column away without end: so all rows basic is dual feasible.
    let sign = program.maximize ? -1.0 : 1.0
    for j in 0..<n {
      let cost = sign * program.cost[j]
      if cost > 0 && program.columnLower[j] == -.infinity { return nil }
      if cost < 0 && program.columnUpper[j] == .infinity { return nil }
    }
    return CrashAttempt(why: "\(m) short rows, and no cost without an end") { start(program, $0) }
  }

  private func start(_ program: NumericProgram, _ stop: StopSignal) -> StartingBasis? {
    let state = SimplexState(SimplexProgram(program))
    let dual = DualSimplex(state)
    let limit = 1000 + 5 * (program.rowCount + program.columnCount)
    let claim: StartingBasis.Claim
    switch dual.run(pivotLimit: limit, until: stop) {
    case .optimal: claim = dual.hasShifted && !state.isDualFeasible ? .primalFeasible : .optimal
    case .infeasible(let variable): claim = .infeasible(outside: variable)
    case .gaveUp: return nil
    }
    return StartingBasis(basis: state.basis, claim: claim, iterations: dual.pivots)
  }
}
