// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// For programs with far more columns than rows, of which few are used: the simplex method over some
/// of the columns, and those that its dual values call for are added until none is missing
/// (Forrest; in Bixby, Gregory, Lustig, Marsten and Shanno, "Very large-scale linear programming: a
/// case study in combining interior point and simplex methods", 1992, section 2).
///
/// Where the columns so far have no plan, the row of the tableau that says so plays the part of the
/// dual values.
public struct Sifting: CrashMethod {
  public let name = "sifting"
  /// How many columns a row must have, at least.
  private let columnsPerRow: Int
  /// With fewer columns the dual simplex is as quick over all of them.
  private let fewColumns: Int
  /// With more rows, so many pivots of which each looks at many rows are no start.
  private let mostRows = 5000
  /// How many columns each row has a say in at first, and how many are added at once at least.
  private let (perRow, batch): (Int, Int)

  public init(
    columnsPerRow: Int = 20, fewColumns: Int = 5000, perRow: Int = 20, batch: Int = 200
  ) {
    (self.columnsPerRow, self.fewColumns) = (columnsPerRow, fewColumns)
    (self.perRow, self.batch) = (perRow, batch)
  }

  public func attempt(_ program: NumericProgram, hints: StructureHints) -> CrashAttempt? {
    let (m, n) = (program.rowCount, program.columnCount)
    if m == 0 || m > mostRows || n < max(1, fewColumns) || n / columnsPerRow < m { return nil }
    if program.hasCostWithoutEnd { return nil }
    // A column with two bounds may be used to its end, and then there are as many as it takes.
    let endless = zip(program.columnLower, program.columnUpper)
      .count { !($0.isFinite && $1.isFinite) }
    if 10 * endless < 9 * n { return nil }
    return CrashAttempt(why: "\(n) columns without an end over \(m) rows") { stop in
      var sieve = Sieve(program, perRow: perRow, batch: batch)
      return sieve.run(until: stop)
    }
  }
}

/// The columns that are worked with, and the rest.
private struct Sieve {
  private let program: NumericProgram
  private let sign: Double
  /// Whether a column that is left out rests at its upper bound, and its place there.
  private var restsAbove: [Bool]
  private var isChosen: [Bool]
  private var chosen: [Int] = []
  /// What the columns at rest add to each row.
  private var atRest: [Double]
  private var pivots = 0
  private let (perRow, batch): (Int, Int)

  init(_ program: NumericProgram, perRow: Int, batch: Int) {
    (self.program, self.batch) = (program, batch)
    self.perRow = max(1, min(perRow, program.columnCount / (4 * program.rowCount)))
    sign = program.maximize ? -1 : 1
    let n = program.columnCount
    isChosen = Array(repeating: false, count: n)
    restsAbove = Array(repeating: false, count: n)
    atRest = []
    for j in 0..<n {
      let (low, high) = (program.columnLower[j], program.columnUpper[j])
      restsAbove[j] = high.isFinite && (!low.isFinite || sign * program.cost[j] < 0)
      // Without bounds and without cost: to be worked with from the start.
      if !low.isFinite && !high.isFinite { isChosen[j] = true }
    }
    atRest = program.activity(restingValue)
  }

  private func restingValue(_ j: Int) -> Double {
    let value = restsAbove[j] ? program.columnUpper[j] : program.columnLower[j]
    return value.isFinite ? value : 0
  }

  private func forEachEntry(_ j: Int, _ body: (Int, Double) -> Void) {
    for k in program.entries(of: j) {
      body(Int(program.rowIndex[k]), program.value[k])
    }
  }

  mutating func run(until stop: StopSignal) -> StartingBasis? {
    chooseFirst()
    var basis: Basis?
    // What takes more of the columns is no case for a sieve.
    while 2 * chosen.count < program.columnCount {
      guard let (state, claim) = solve(from: basis, until: stop) else { return nil }
      let missing = self.missing(claim, state)
      if missing.isEmpty { return answer(claim, state) }
      basis = claim == .optimal ? whole(state.basis) : nil
      for j in missing { isChosen[j] = true }
      chosen = isChosen.indices.filter { isChosen[$0] }
    }
    return nil
  }

  /// The best plan of the chosen columns. From the best one of some of them the primal simplex goes
  /// on, which new columns leave feasible; without, or where that gives up, the dual one begins
  /// with all rows basic.
  private mutating func solve(
    from basis: Basis?, until stop: StopSignal
  ) -> (SimplexState, StartingBasis.Claim)? {
    let program = SimplexProgram(part())
    let limit = 1000 + 20 * program.rows
    if let basis {
      let state = SimplexState(program)
      state.take(Basis(columns: chosen.map { basis.columns[$0] }, rows: basis.rows))
      let primal = PrimalSimplex(state)
      let outcome = primal.run(pivotLimit: limit, until: stop)
      pivots += primal.pivots
      if case .optimal = outcome { return (state, .optimal) }
    }
    let dual = DualSimplex(SimplexState(program))
    let claim = dual.solve(pivotLimit: limit, until: stop)?.claim
    pivots += dual.pivots
    guard let claim, claim != .primalFeasible else { return nil }
    return (dual.state, claim)
  }

  /// For each row that is not satisfied at rest, the columns that satisfy it at the least cost.
  private mutating func chooseFirst() {
    let m = program.rowCount
    let need = (0..<m).map { i in
      atRest[i] < program.rowLower[i] ? 1.0 : atRest[i] > program.rowUpper[i] ? -1.0 : 0
    }
    var best = [(price: Double, column: Int)](
      repeating: (.infinity, -1), count: m * perRow)
    for j in isChosen.indices where !isChosen[j] {
      let direction = restsAbove[j] ? -1.0 : 1.0
      let cost = abs(program.cost[j])
      forEachEntry(j) { i, value in
        let help = need[i] * direction * value
        if help <= 0 { return }
        let price = cost / help
        var place = (i + 1) * perRow
        while place > i * perRow, best[place - 1].price > price {
          place -= 1
          if place + 1 < (i + 1) * perRow { best[place + 1] = best[place] }
        }
        if place < (i + 1) * perRow { best[place] = (price, j) }
      }
    }
    for (_, j) in best where j >= 0 { isChosen[j] = true }
    chosen = isChosen.indices.filter { isChosen[$0] }
  }

  /// The program over the chosen columns, minimized.
  private func part() -> NumericProgram {
    var part = NumericProgram(maximize: false)
    var rest = atRest
    for j in chosen {
      part.cost.append(sign * program.cost[j])
      part.columnLower.append(program.columnLower[j])
      part.columnUpper.append(program.columnUpper[j])
      let value = restingValue(j)
      for k in program.entries(of: j) {
        part.rowIndex.append(program.rowIndex[k])
        part.value.append(program.value[k])
        if value != 0 { rest[Int(program.rowIndex[k])] -= program.value[k] * value }
      }
      part.columnStart.append(Int32(part.value.count))
    }
    part.rowLower = zip(program.rowLower, rest).map { $0 - $1 }
    part.rowUpper = zip(program.rowUpper, rest).map { $0 - $1 }
    return part
  }

  /// The columns left out whose reduced costs, or entries in the row that cannot be satisfied, have
  /// the wrong sign: the worst of them, for their size.
  private func missing(_ claim: StartingBasis.Claim, _ state: SimplexState) -> [Int] {
    let m = program.rowCount
    // Reduced costs are weight·cost − price·column; where there is no plan, costs do not count.
    var (price, costWeight) = ([Double](repeating: 0, count: m), 0.0)
    if case .infeasible(let variable) = claim {
      let slot = (0..<m).first { Int(state.basic[$0]) == variable }!
      let side = state.outside(slot) < 0 ? -1.0 : 1.0
      for k in 0..<state.row.count {
        let i = Int(state.row.index[k])
        price[i] = side * state.row.value[i]
      }
    } else {
      for i in 0..<m { price[i] = -state.reduced[state.columns + i] }
      costWeight = sign
    }
    var wrong: [(size: Double, column: Int)] = []
    for j in isChosen.indices where !isChosen[j] {
      let cost = costWeight * program.cost[j]
      var (reduced, length) = (cost, abs(cost))
      for k in program.entries(of: j) {
        let term = price[Int(program.rowIndex[k])] * program.value[k]
        reduced -= term
        length += abs(term)
      }
      let size = restsAbove[j] ? reduced : -reduced
      let isFixed = program.columnLower[j] == program.columnUpper[j]
      if !isFixed && size > 1e-9 * max(abs(costWeight), length) {
        wrong.append((size / max(length, abs(program.cost[j])), j))
      }
    }
    let most = max(batch, 2 * m)
    if wrong.count > most { wrong.sort { ($1.size, $0.column) < ($0.size, $1.column) } }
    return wrong.prefix(most).map { $0.column }
  }

  /// A basis of the chosen columns with all others at rest.
  private func whole(_ part: Basis) -> Basis {
    var basis = Basis(
      columns: isChosen.indices.map { j in
        restsAbove[j] ? .atUpper : program.columnLower[j].isFinite ? .atLower : .atZero
      }, rows: part.rows)
    for (place, j) in chosen.enumerated() { basis.columns[j] = part.columns[place] }
    return basis
  }

  private func answer(_ claim: StartingBasis.Claim, _ state: SimplexState) -> StartingBasis {
    var claim = claim
    if case .infeasible(let variable) = claim {
      claim = .infeasible(
        outside: variable < chosen.count
          ? chosen[variable] : variable - chosen.count + program.columnCount)
    }
    return StartingBasis(basis: whole(state.basis), claim: claim, iterations: pivots)
  }
}
