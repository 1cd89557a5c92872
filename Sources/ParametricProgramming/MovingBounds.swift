// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// A program whose bounds move, as one whose bounds stand still: the parameter is its last column, and
/// an end l + t·r of a row is one of the row less r·t.
///
/// A vertex of it is a vertex of the program at the parameter that the last column has; an edge is a
/// piece on which the same basis is optimal. So where bounds move, the curve is found as where costs
/// do: the parameter's own column gets a cost of −λ, and at λ the slope of the curve is λ.
///
/// A row whose two ends move at different rates becomes two, and an end of a column that moves a row.
struct MovingBounds {
  /// The same program, minimized, with the parameter as its last column.
  private(set) var program: LinearProgram
  /// For each row that was added, the row that it is a part of, or the column.
  private var added: [BoundRates.End.Place] = []
  /// The rows that were added for each column's ends, by the side that they hold.
  private var ofColumn: [Int: (lower: Int?, upper: Int?)] = [:]
  private var ofRow: [Int: Int] = [:]
  private let original: LinearProgram

  /// nil where costs move.
  init?(_ parametric: ParametricProgram, from: Rational, to: Rational) {
    guard case .bounds(let rows, let columns) = parametric.motion else { return nil }
    original = parametric.program
    program = original
    var rates = [Rational](repeating: .zero, count: original.rows.count)
    var further: [(bounds: LinearProgram.Bounds, entries: [LinearProgram.RowEntry])] = []
    var split: Set<Int> = []
    for shift in rows {
      let parts = Self.parts(original.rows[shift.index], shift)
      program.rows[shift.index] = parts[0].bounds
      rates[shift.index] = parts[0].rate
      if parts.count > 1 { split.insert(shift.index) }
    }
    let entriesOfSplit = original.rowEntries(of: split)
    for shift in rows where split.contains(shift.index) {
      let part = Self.parts(original.rows[shift.index], shift)[1]
      ofRow[shift.index] = original.rows.count + further.count
      further.append((part.bounds, entriesOfSplit[shift.index] ?? []))
      added.append(.row(shift.index))
      rates.append(part.rate)
    }
    for shift in columns {
      var rest = LinearProgram.Bounds(lower: nil, upper: nil)
      var places: (lower: Int?, upper: Int?) = (nil, nil)
      for part in Self.parts(original.columns[shift.index].bounds, shift) {
        if part.rate.isZero {
          rest = part.bounds
          continue
        }
        let row = original.rows.count + further.count
        if part.bounds.lower != nil { places.lower = row }
        if part.bounds.upper != nil { places.upper = row }
        further.append((part.bounds, [.init(column: shift.index, value: .one)]))
        added.append(.column(shift.index))
        rates.append(part.rate)
      }
      program.columns[shift.index].bounds = rest
      ofColumn[shift.index] = places
    }
    program.append(rows: further)
    if original.sense == .maximize { program.negateCosts() }
    program.append(
      .init(bounds: .init(lower: from, upper: to), cost: .zero),
      entries: rates.enumerated().compactMap { row, rate in
        rate.isZero ? nil : .init(row: row, value: -rate)
      })
  }

  /// The ends that move together, one or two groups, the one that stands still first.
  private static func parts(
    _ bounds: LinearProgram.Bounds, _ shift: ParametricProgram.Shift
  ) -> [(bounds: LinearProgram.Bounds, rate: Rational)] {
    guard bounds.lower != nil else { return [(bounds, bounds.upper == nil ? .zero : shift.upper)] }
    guard bounds.upper != nil, shift.lower != shift.upper else { return [(bounds, shift.lower)] }
    let parts: [(bounds: LinearProgram.Bounds, rate: Rational)] = [
      (.init(lower: bounds.lower, upper: nil), shift.lower),
      (.init(lower: nil, upper: bounds.upper), shift.upper),
    ]
    return shift.upper.isZero ? parts.reversed() : parts
  }

  /// The basis of an optimum of the original program at the least parameter, as one of this. Where the
  /// two ends of a row meet there, the price says which of them holds it.
  func basis(_ optimum: Optimum) -> Basis {
    var columns = optimum.basis.columns
    var rows = optimum.basis.rows + Array(repeating: .basic, count: added.count)
    let sign = original.sense == .minimize ? 1 : -1
    func side(_ status: Basis.Status, _ cost: Rational) -> Basis.Status {
      status == .basic || cost.isZero ? status : cost.signum == sign ? .atLower : .atUpper
    }
    for (i, further) in ofRow {
      let status = side(rows[i], optimum.prices[i])
      if status == .basic { continue }
      let isHere = status == .atLower ? program.rows[i].lower != nil : program.rows[i].upper != nil
      (rows[i], rows[further]) = isHere ? (status, .basic) : (.basic, status)
    }
    for (j, places) in ofColumn {
      let status = side(columns[j], original.reducedCost(of: j, prices: optimum.prices))
      let row = status == .atLower ? places.lower : status == .atUpper ? places.upper : nil
      columns[j] = status
      if let row { (columns[j], rows[row]) = (.basic, status) }
    }
    return Basis(columns: columns + [.atLower], rows: rows)
  }

  /// The prices of the original's rows.
  func prices(_ prices: [Rational]) -> [Rational] {
    var result = Array(prices[..<original.rows.count])
    for (place, price) in zip(added, prices[original.rows.count...]) where !price.isZero {
      if case .row(let i) = place { result[i] = result[i] + price }
    }
    return original.sense == .maximize ? result.map { -$0 } : result
  }
}

extension LinearProgram {
  /// The same program with its costs negated, minimized.
  mutating func negateCosts() {
    sense = .minimize
    for j in columns.indices where !columns[j].cost.isZero { columns[j].cost = -columns[j].cost }
  }

  fileprivate func rowEntries(of wanted: Set<Int>) -> [Int: [RowEntry]] {
    if wanted.isEmpty { return [:] }
    var result: [Int: [RowEntry]] = [:]
    for j in columns.indices {
      for entry in entries[j] where wanted.contains(entry.row) {
        result[entry.row, default: []].append(RowEntry(column: j, value: entry.value))
      }
    }
    return result
  }
}
