// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// For programs of no shape that is known better: an interior point, and the basis that is
/// greatest in the weights that it gives the variables.
public struct InteriorBasis: CrashMethod {
  public let name = "interior point"
  /// The most coefficients that the factor of the normal equations may have.
  private let limit: Int

  public init(limit: Int = 2_000_000) { self.limit = limit }

  public func attempt(_ program: NumericProgram, hints: StructureHints) -> CrashAttempt? {
    if program.rowCount == 0 || program.columnCount == 0 { return nil }
    // A vertex has as many tight rows as there are columns: where these are few, the simplex method is
    // there in as many pivots, and equations with all rows are not worth it.
    if program.columnCount * 10 <= program.rowCount { return nil }
    return CrashAttempt(why: "\(program.rowCount) rows with no known structure") {
      start(program, $0)
    }
  }

  private func start(_ program: NumericProgram, _ stop: StopSignal) -> StartingBasis? {
    guard let point = InteriorPoint(program, limit: limit) else { return nil }
    guard point.run(tolerance: 1e-8, until: stop) else { return nil }
    var best = WeightedBasis(of: point)
    // Either the weights are not apart yet, or the optimal face is more than a vertex. What is
    // added to the costs must not outweigh them where it adds up over all columns.
    var size = max(1e-8, min(1e-4, 0.05 / Double(program.columnCount)))
    var (movesCosts, movesRows) = (false, false)
    for round in 0..<4 where best?.claim != .optimal && !stop.isOver() {
      if round > 0 {
        // Amounts outside their bounds: the optimal face is more than a vertex, and other costs
        // choose one. Reduced costs of the wrong sign: the vertex has more than one basis, and
        // other bounds choose one.
        movesCosts = movesCosts || best.map { $0.violated > 0 } ?? true
        movesRows = movesRows || best.map { $0.wrong > 0 } ?? true
        point.goBack()
        if movesCosts { point.perturbCosts { _ in size } }
        if movesRows { point.perturbRows { _ in 10 * size } }
      }
      let tolerance = round == 0 ? 1e-11 : 1e-5 * size
      let isDone = point.run(tolerance: tolerance, limit: point.iterations + 40, until: stop)
      point.restoreRows()
      if isDone, let next = WeightedBasis(of: point) {
        // Wrong by what was added: it was too much.
        if round > 0 && (movesRows ? next.violated : next.wrong) > 0 { size /= 30 }
        if next.violations < best?.violations ?? .max { best = next }
      }
    }
    guard let best else { return nil }
    return StartingBasis(basis: best.basis, claim: best.claim, iterations: point.iterations)
  }
}

/// The basis of the largest weights, and what it is worth.
struct WeightedBasis {
  let basis: Basis
  let claim: StartingBasis.Claim
  /// How many bounds are violated, and how many signs of reduced costs are wrong, for the bounds
  /// and the costs of the program.
  let violated: Int
  let wrong: Int
  var violations: Int { violated + wrong }

  /// nil where the factor fills or numbers went wrong.
  init?(of point: InteriorPoint) {
    let (m, n) = (point.rows, point.structurals)
    var rowLength = [Int32](repeating: 0, count: m)
    for k in 0..<Int(point.start[n]) { rowLength[Int(point.row[k])] += 1 }
    let factor = BasisFactor(size: m, rowLength: rowLength)
    // The order of the offers: by weight, but the long columns among the m largest come last, as
    // the others would fill with them.
    func isOffered(_ j: Int) -> Bool { j < n || point.hasSlack[j - n] }
    var keyed: [(weight: Double, column: Int32)] = []
    keyed.reserveCapacity(n + m)
    for j in 0..<point.count where isOffered(j) {
      let weight = point.weight(j)
      if weight > 1e-15 { keyed.append((weight, Int32(j))) }
    }
    keyed.sort { ($1.weight, $0.column) < ($0.weight, $1.column) }
    func isLong(_ column: Int32) -> Bool {
      let j = Int(column)
      return j < n && point.start[j + 1] - point.start[j] > 40
    }
    let long = keyed.prefix(m).filter { isLong($0.column) }
    let short = keyed.filter { !isLong($0.column) }
    var slackRow: Int32 = 0
    var minusOne = -1.0
    let mostEntries = 5 * (Int(point.start[n]) + m)
    func offer(_ column: Int32) {
      let j = Int(column)
      if j < n {
        let first = Int(point.start[j])
        _ = factor.offer(
          column, rows: point.row.base + first, values: point.value.base + first,
          count: Int(point.start[j + 1]) - first)
      } else {
        slackRow = Int32(j - n)
        _ = factor.offer(column, rows: &slackRow, values: &minusOne, count: 1)
      }
    }
    for (_, column) in short {
      if factor.columns.count >= m - long.count { break }
      if factor.entryCount > mostEntries { return nil }
      offer(column)
    }
    for (_, column) in long { offer(column) }
    for i in 0..<m where factor.pivotOfRow[i] < 0 {
      slackRow = Int32(i)
      _ = factor.offer(Int32(n + i), rows: &slackRow, values: &minusOne, count: 1)
    }
    guard factor.isFull else { return nil }

    var isBasic = [Bool](repeating: false, count: n + m)
    for column in factor.columns { isBasic[Int(column)] = true }
    // The vertex.
    var rest = [Double](repeating: 0, count: m)
    for i in 0..<m { rest[i] = point.right[i] }
    var columns = [Basis.Status](repeating: .basic, count: n)
    var rows = [Basis.Status](repeating: .basic, count: m)
    for j in 0..<(n + m) where !isBasic[j] {
      let isUpper = point.isNearUpper(j)
      let bound = isUpper ? point.upper[j] : point.lower[j]
      let status: Basis.Status = bound.isFinite ? (isUpper ? .atUpper : .atLower) : .atZero
      if j < n { columns[j] = status } else { rows[j - n] = status }
      if !bound.isFinite || bound == 0 { continue }
      if j < n {
        for k in Int(point.start[j])..<Int(point.start[j + 1]) {
          rest[Int(point.row[k])] -= point.value[k] * bound
        }
      } else {
        rest[j - n] += bound
      }
    }
    var violated = 0
    factor.solve(&rest)
    for (pivot, column) in factor.columns.enumerated() {
      let (value, j) = (rest[pivot], Int(column))
      let tolerance = 1e-12 * max(1, abs(value))
      if !(value >= point.lower[j] - tolerance && value <= point.upper[j] + tolerance) {
        violated += 1
      }
    }
    // The prices, and the reduced costs that they leave.
    var wrong = 0
    var prices = factor.columns.map { point.originalCost(Int($0)) }
    factor.solveTransposed(&prices)
    for j in 0..<(n + m) where !isBasic[j] && isOffered(j) && point.lower[j] < point.upper[j] {
      var reduced = point.originalCost(j)
      var size = abs(reduced)
      if j < n {
        for k in Int(point.start[j])..<Int(point.start[j + 1]) {
          let term = point.value[k] * prices[Int(point.row[k])]
          reduced -= term
          size = max(size, abs(term))
        }
      } else {
        reduced += prices[j - n]
        size = abs(reduced)
      }
      let tolerance = 1e-11 * size + 1e-13
      let isAtUpper = (j < n ? columns[j] : rows[j - n]) == .atUpper
      if point.lower[j].isFinite || point.upper[j].isFinite {
        if isAtUpper ? reduced > tolerance : reduced < -tolerance { wrong += 1 }
      } else if abs(reduced) > tolerance {
        wrong += 1
      }
    }
    self.violated = violated
    self.wrong = wrong
    claim =
      violated == 0
      ? (wrong == 0 ? .optimal : .primalFeasible) : (wrong == 0 ? .dualFeasible : .none)
    basis = Basis(columns: columns, rows: rows)
  }
}
