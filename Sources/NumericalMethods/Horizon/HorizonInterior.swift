// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// For plans over many periods that hang together over the whole horizon: by a column that all of
/// them share, such as a commitment or the size of a store, or by a chain that carries its worth
/// from the first to the last, such as what is bought once and kept. A half of such a horizon says
/// little of the whole, and pivots that join halves are as long as the horizon.
///
/// An interior point takes some forty steps, however long the horizon, and each is about linear in
/// it. Its optimal face is rarely a vertex: so costs and bounds are moved a little, each in proportion
/// to what is at stake at its place, and the basis of the greatest weights is all but optimal. The
/// simplex methods do the rest, with the costs and bounds as they are. (Megiddo, "On finding primal-
/// and dual-optimal bases", 1991; what is moved is after Mehrotra and Ye, "Finding an interior point
/// in the optimal face of linear programs", 1993.)
public struct HorizonInterior: CrashMethod {
  public let name = "interior of the horizon"
  /// With fewer rows, the simplex method is as quick.
  private let fewRows: Int
  /// The most coefficients that the factor of the normal equations may have.
  private let limit: Int
  /// A shared column has at least one in so many of the rows.
  private static let share = 64
  private static let mostShared = 64
  /// At most one in so many rows crosses the middle, but for those of shared columns.
  private static let crossingShare = 20
  /// What costs and bounds are moved by, of what is at stake.
  private static let (costMove, rowMove) = (1e-4, 1e-8)

  public init(fewRows: Int = 5000, limit: Int = 4_000_000) {
    (self.fewRows, self.limit) = (fewRows, limit)
  }

  public func attempt(_ program: NumericProgram, hints: StructureHints) -> CrashAttempt? {
    let m = program.rowCount
    if m < max(2, fewRows) || program.columnCount == 0 { return nil }
    let program = program.settlingFixedColumns(share: Self.share)
    let shared = program.sharedColumns(share: Self.share)
    if shared.count > Self.mostShared { return nil }
    let parts = shared.isEmpty ? program : program.without(shared)
    let cut = RowSequence(parts, hints).cut(0..<m)
    if cut.rows * Self.crossingShare > m { return nil }
    let seen = shared.isEmpty ? "" : ", with \(shared.count) columns in common"
    return CrashAttempt(why: "\(m) rows one after the other that hang together\(seen)") {
      start(program, $0)
    }
  }

  private func start(_ program: NumericProgram, _ stop: StopSignal) -> StartingBasis? {
    guard let point = InteriorPoint(program, limit: limit) else { return nil }
    // Near enough to tell what is at stake where, and far enough to be moved from.
    if !point.run(tolerance: 0.1, until: stop) && point.iterations == 0 { return nil }
    let (costs, bounds) = (point.costStakes(), point.rowStakes())
    point.perturbCosts { Self.costMove * costs[$0] }
    point.perturbRows { Self.rowMove * bounds[$0] }
    guard point.run(tolerance: 1e-11, limit: point.iterations + 80, until: stop) else { return nil }
    point.restoreRows()
    let state = SimplexState(SimplexProgram(program))
    state.take(point.greatestWeights())
    let finish = BasisFinish(state)
    guard var start = finish.run(until: stop) else { return nil }
    start.iterations += point.iterations
    return start
  }
}

extension NumericProgram {
  /// The columns that at least one in `share` of the rows has.
  func sharedColumns(share: Int) -> [Int] {
    (0..<columnCount).filter { entries(of: $0).count > max(3, rowCount / share) }
  }

  /// The same program, in which the columns that at least one in `share` of the rows has and that
  /// cannot move have no entries: the bounds of the rows make up for them. So every basis is as good
  /// here as there.
  func settlingFixedColumns(share: Int) -> NumericProgram {
    let fixed = sharedColumns(share: share).filter { columnLower[$0] == columnUpper[$0] }
    if fixed.isEmpty { return self }
    var settled = without(fixed)
    for j in fixed {
      for k in entries(of: j) {
        let (i, given) = (Int(rowIndex[k]), value[k] * columnLower[j])
        settled.rowLower[i] -= given
        settled.rowUpper[i] -= given
      }
    }
    return settled
  }

  /// The same where some columns, in ascending order, have no entries.
  fileprivate func without(_ shared: [Int]) -> NumericProgram {
    var parts = self
    (parts.columnStart, parts.rowIndex, parts.value) = ([0], [], [])
    parts.reserve(columns: columnCount, rows: rowCount, entries: entryCount)
    var next = shared[...]
    for j in 0..<columnCount {
      if next.first == j {
        next.removeFirst()
      } else {
        parts.rowIndex += rowIndex[entries(of: j)]
        parts.value += value[entries(of: j)]
      }
      parts.columnStart.append(Int32(parts.value.count))
    }
    return parts
  }
}

extension InteriorPoint {
  /// The basis of the greatest weights, as far as it is one.
  fileprivate func greatestWeights() -> Basis {
    var offered: [(weight: Double, variable: Int32)] = []
    offered.reserveCapacity(count)
    for j in 0..<count where j < structurals || hasSlack[j - structurals] {
      let weight = weight(j)
      if weight > 0 { offered.append((weight, Int32(j))) }
    }
    offered.sort { ($1.weight, $0.variable) < ($0.weight, $1.variable) }
    var isBasic = [Bool](repeating: false, count: count)
    for (_, variable) in offered.prefix(rows) { isBasic[Int(variable)] = true }
    func status(_ j: Int) -> Basis.Status {
      if isBasic[j] { return .basic }
      let isUpper = isNearUpper(j)
      let bound = isUpper ? upper[j] : lower[j]
      return bound.isFinite ? (isUpper ? .atUpper : .atLower) : .atZero
    }
    return Basis(
      columns: (0..<structurals).map(status), rows: (0..<rows).map { status(structurals + $0) })
  }
}
