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
    for j in 0..<columns { rest(j, program) }
    for i in columns..<(columns + rows) { setBasic(i) }
  }

  /// The same for the columns at home at some places, and their rows.
  func reset(to program: NumericProgram, _ sequence: RowSequence, _ places: Range<Int>) {
    for column in sequence.columns(at: places) { rest(Int(column), program) }
    for place in places where sequence.isWithin(places, place) {
      setBasic(columns + Int(sequence.rowAt[place]))
    }
  }

  private func rest(_ j: Int, _ program: NumericProgram) {
    let (low, high) = (program.columnLower[j], program.columnUpper[j])
    let cost = program.maximize ? -program.cost[j] : program.cost[j]
    status[j] = SimplexState.resting(low, high, cost: cost)
    value[j] = SimplexState.restingValue(status[j], low, high)
  }

  private func setBasic(_ i: Int) {
    status[i] = SimplexState.Status.basic
    weight[i] = 1
  }

  var basis: Basis { Basis(statuses: status.base, columns: columns, rows: rows) }
}

/// The columns at home in some stretches of the horizon, the rows that have no others, and maybe
/// some of the long ones.
struct HorizonPiece {
  let program: SimplexProgram
  /// For each variable of the piece that of the whole, columns first.
  private let variable: [Int32]

  init(
    _ whole: NumericProgram, _ sequence: RowSequence, _ stretches: [Range<Int>],
    longRows: [Int] = []
  ) {
    var part = NumericProgram(maximize: whole.maximize)
    let columns = stretches.flatMap { sequence.columns(at: $0) }
    var variable = columns
    // By place, from the first that is needed on.
    let first = longRows.isEmpty ? stretches.first!.lowerBound : 0
    let end = longRows.isEmpty ? stretches.last!.upperBound : whole.rowCount
    var number = [Int32](repeating: -1, count: end - first)
    func take(_ place: Int) {
      let row = Int(sequence.rowAt[place])
      number[place - first] = Int32(part.rowCount)
      part.rowLower.append(whole.rowLower[row])
      part.rowUpper.append(whole.rowUpper[row])
      variable.append(Int32(whole.columnCount + row))
    }
    for stretch in stretches {
      for place in stretch where sequence.isWithin(stretch, place) {
        if !sequence.longRows.contains(place) { take(place) }
      }
    }
    for place in longRows { take(place) }
    part.reserve(
      columns: columns.count, rows: part.rowCount,
      entries: columns.reduce(0) { $0 + whole.entries(of: Int($1)).count })
    for column in columns {
      let j = Int(column)
      part.cost.append(whole.cost[j])
      part.columnLower.append(whole.columnLower[j])
      part.columnUpper.append(whole.columnUpper[j])
      for k in whole.entries(of: j) {
        let place = Int(sequence.placeOf[Int(whole.rowIndex[k])])
        if place < first || place >= end || number[place - first] < 0 { continue }
        part.rowIndex.append(number[place - first])
        part.value.append(whole.value[k])
      }
      part.columnStart.append(Int32(part.value.count))
    }
    (program, self.variable) = (SimplexProgram(part), variable)
  }

  /// What the piece came to: a claim on the whole's variables, and the dual value of each of its rows,
  /// as a minimum has them.
  struct End {
    var claim: StartingBasis.Claim
    var pivots: Int
    var price: [Double]
  }

  /// Goes on from a basis of the whole, as far as it is the piece's, and writes what it comes to over
  /// it; nil where that fails, or takes more pivots than `limit`.
  func solve(_ basis: HorizonBasis, limit: Int? = nil, until stop: StopSignal) -> End? {
    let state = SimplexState(program)
    state.take(
      status: { basis.status[Int(variable[$0])] }, weight: { basis.weight[Int(variable[$0])] })
    let dual = DualSimplex(state)
    let limit = limit ?? 1000 + 5 * state.variables
    guard let found = dual.solve(pivotLimit: limit, until: stop) else { return nil }
    for (place, j) in variable.enumerated() {
      basis.status[Int(j)] = state.status[place]
      basis.value[Int(j)] = state.restingValue(place)
    }
    for i in 0..<state.rows {
      let j = Int(variable[Int(state.basic[i])])
      basis.weight[j] = state.slot[i].weight
      basis.value[j] = state.slot[i].value
    }
    var end = End(
      claim: found.claim, pivots: found.iterations,
      price: (state.columns..<state.variables).map { -state.reduced[$0] })
    if case .infeasible(let place) = found.claim {
      end.claim = .infeasible(outside: Int(variable[place]))
    }
    return end
  }

  /// Other bounds for a row of the piece.
  func bound(row: Int, _ lower: Double, _ upper: Double) {
    program.lower[program.columns + row] = -upper
    program.upper[program.columns + row] = -lower
  }
}
