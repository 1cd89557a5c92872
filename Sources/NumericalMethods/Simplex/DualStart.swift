// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// For programs of many short rows, such as plans over many periods, and of many short columns, such
/// as transport with losses: our own dual simplex method, from all rows basic. GLPK's works in
/// dense loops, which costs it more for each pivot the more rows there are.
public struct DualStart: CrashMethod {
  public let name = "sparse dual simplex"
  /// With fewer rows GLPK is as quick.
  private let fewRows: Int
  /// With more rows their matrix, filled, costs an interior point more than pivots cost.
  private let manyRows = 600
  /// The most coefficients of a column, on average, of a program whose rows are short.
  private let mostEntries = 12.0

  public init(fewRows: Int = 200) { self.fewRows = fewRows }

  public func attempt(_ program: NumericProgram, hints: StructureHints) -> CrashAttempt? {
    let (m, n) = (program.rowCount, program.columnCount)
    if m < max(1, fewRows) || n == 0 { return nil }
    let entries = Double(program.entryCount) / Double(n)
    if entries > mostEntries { return nil }
    // A pivot looks at whole rows. Where they are long, few pivots of an interior point are quicker,
    // unless it would fill the rows' own matrix.
    let isWide = 4 * m < n
    if isWide && entries > 3 && m < manyRows { return nil }
    guard let ended = program.endingCosts() else { return nil }
    let shape = isWide ? "\(m) rows over short columns" : "\(m) short rows"
    return CrashAttempt(why: "\(shape), and every cost has an end") {
      start(ended, $0)?.withoutBoundsMade(for: program, until: $0)
    }
  }

  private func start(_ program: NumericProgram, _ stop: StopSignal) -> StartingBasis? {
    let dual = DualSimplex(SimplexState(SimplexProgram(program)))
    let limit = 1000 + 5 * (program.rowCount + program.columnCount)
    return dual.solve(pivotLimit: limit, until: stop)
  }
}
