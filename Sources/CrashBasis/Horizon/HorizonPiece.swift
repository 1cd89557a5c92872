// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// What is known of a basis of the whole horizon, by variable: columns first and then the slacks.
final class HorizonBasis {
  let status: Storage<UInt8>
  /// The weights of basic variables; 0 where one has to be measured.
  let weight: Storage<Double>
  let value: Storage<Double>
  private let (rows, columns): (Int, Int)

  init(_ program: NumericProgram) {
    (rows, columns) = (program.rowCount, program.columnCount)
    status = Storage(repeating: SimplexState.Status.basic, count: rows + columns)
    weight = Storage(repeating: 1, count: rows + columns)
    value = Storage(repeating: 0, count: rows + columns)
    reset(to: program)
  }

  /// All rows basic, and each column at a bound, the one that its cost draws it to.
  func reset(to program: NumericProgram) {
    let sign = program.maximize ? -1.0 : 1.0
    for j in 0..<columns {
      let (low, high) = (program.columnLower[j], program.columnUpper[j])
      status[j] = SimplexState.resting(low, high, cost: sign * program.cost[j])
      value[j] = SimplexState.restingValue(status[j], low, high)
    }
    for i in columns..<(columns + rows) {
      status[i] = SimplexState.Status.basic
      weight[i] = 1
    }
  }

  var basis: Basis { Basis(statuses: status.base, columns: columns, rows: rows) }
}

/// The columns at home in some stretches of the horizon, the rows that have no others, and maybe
/// some of the long ones.
struct HorizonPiece {
  private(set) var program: NumericProgram
  /// For each variable of the piece that of the whole, columns first.
  private var variable: [Int]

  init(
    _ whole: NumericProgram, _ sequence: RowSequence, _ stretches: [Range<Int>],
    longRows: [Int] = []
  ) {
    program = NumericProgram(maximize: whole.maximize)
    let columns = stretches.flatMap { sequence.columns(at: $0) }
    variable = columns.map { Int($0) }
    // By place, from the first that is needed on.
    let first = longRows.isEmpty ? stretches.first!.lowerBound : 0
    let end = longRows.isEmpty ? stretches.last!.upperBound : whole.rowCount
    var number = [Int32](repeating: -1, count: end - first)
    func take(_ place: Int) {
      let row = Int(sequence.rowAt[place])
      number[place - first] = Int32(program.rowCount)
      program.rowLower.append(whole.rowLower[row])
      program.rowUpper.append(whole.rowUpper[row])
      variable.append(whole.columnCount + row)
    }
    for stretch in stretches {
      for place in stretch where sequence.isWithin(stretch, place) {
        if !sequence.longRows.contains(place) { take(place) }
      }
    }
    for place in longRows { take(place) }
    program.reserve(
      columns: columns.count, rows: program.rowCount,
      entries: columns.reduce(0) { $0 + whole.entries(of: Int($1)).count })
    for column in columns {
      let j = Int(column)
      program.cost.append(whole.cost[j])
      program.columnLower.append(whole.columnLower[j])
      program.columnUpper.append(whole.columnUpper[j])
      for k in whole.entries(of: j) {
        let place = Int(sequence.placeOf[Int(whole.rowIndex[k])])
        if place < first || place >= end || number[place - first] < 0 { continue }
        program.rowIndex.append(number[place - first])
        program.value.append(whole.value[k])
      }
      program.columnStart.append(Int32(program.value.count))
    }
  }

  /// What the piece came to: a claim on the whole's variables, and the dual value of each of its rows,
  /// as a minimum has them.
  struct End {
    var claim: StartingBasis.Claim
    var pivots: Int
    var price: [Double]
  }

  /// Goes on from a basis of the whole, as far as it is the piece's, and writes what it comes to over
  /// it; nil where that fails.
  func solve(_ basis: HorizonBasis, until stop: StopSignal) -> End? {
    let state = SimplexState(SimplexProgram(program))
    state.take(
      status: { basis.status[variable[$0]] }, weight: { basis.weight[variable[$0]] })
    let dual = DualSimplex(state)
    guard let found = dual.solve(pivotLimit: 1000 + 5 * state.variables, until: stop) else {
      return nil
    }
    for (place, j) in variable.enumerated() {
      basis.status[j] = state.status[place]
      basis.value[j] = state.restingValue(place)
    }
    for i in 0..<state.rows {
      let j = variable[Int(state.basic[i])]
      basis.weight[j] = state.slot[i].weight
      basis.value[j] = state.slot[i].value
    }
    var end = End(
      claim: found.claim, pivots: found.iterations,
      price: (state.columns..<state.variables).map { -state.reduced[$0] })
    if case .infeasible(let place) = found.claim {
      end.claim = .infeasible(outside: variable[place])
    }
    return end
  }

  /// Bounds of a row of the piece, counted from the last one.
  mutating func bound(rowFromEnd place: Int, _ lower: Double, _ upper: Double) {
    program.rowLower[program.rowCount - 1 - place] = lower
    program.rowUpper[program.rowCount - 1 - place] = upper
  }
}
