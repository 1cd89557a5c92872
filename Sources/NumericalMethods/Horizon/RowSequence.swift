// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// The rows of a program one after the other, as their periods are, with each column at its home
/// among them: the middle one of its own rows, but for the long ones.
///
/// A cut between two places parts the columns. The rows that have columns on both sides cross it;
/// where they are few, the program nearly falls into two.
struct RowSequence {
  /// The row at each place, and the place of each row.
  let rowAt: [Int32]
  let placeOf: [Int32]
  private let columns: [Int32]
  private let columnStart: [Int32]
  /// The first and the last place of each row: its own, and the homes of its columns. By place.
  private let first: [Int32]
  private let last: [Int32]
  /// How many rows cross each place.
  private let crossing: [Int32]
  /// The places of the rows over most of the horizon, such as a yearly budget. Where they are many,
  /// none is told apart.
  let longRows: [Int]
  private static let mostLongRows = 16
  /// A long row has at least one in so many of the columns.
  private static let share = 64

  /// In the order of the periods, where they are known, and else as the rows stand. Complexity:
  /// about linear in the entries.
  init(_ program: NumericProgram, _ hints: StructureHints) {
    let (m, n) = (program.rowCount, program.columnCount)
    if let period = hints.periodOfRow, period.count == m {
      rowAt = (0..<Int32(m)).sorted { (period[Int($0)], $0) < (period[Int($1)], $1) }
    } else {
      rowAt = Array(0..<Int32(m))
    }
    var placeOf = [Int32](repeating: 0, count: m)
    for (place, row) in rowAt.enumerated() { placeOf[Int(row)] = Int32(place) }
    var length = [Int32](repeating: 0, count: m)
    for i in program.rowIndex { length[Int(placeOf[Int(i)])] += 1 }
    var (first, last) = (Array(0..<Int32(m)), Array(0..<Int32(m)))
    var home = [Int32](repeating: 0, count: n)
    var columnStart = [Int32](repeating: 0, count: m + 1)
    var places: [Int32] = []
    for j in 0..<n {
      places.removeAll(keepingCapacity: true)
      for k in program.entries(of: j) { places.append(placeOf[Int(program.rowIndex[k])]) }
      places.sort()
      // Rows over everything stand anywhere.
      let near = places.filter { Self.share * Int(length[Int($0)]) <= n }
      if !places.isEmpty { home[j] = near.isEmpty ? places[0] : near[near.count / 2] }
      for place in places {
        first[Int(place)] = min(first[Int(place)], home[j])
        last[Int(place)] = max(last[Int(place)], home[j])
      }
      columnStart[Int(home[j]) + 1] += 1
    }
    var crossing = [Int32](repeating: 0, count: m + 1)
    for p in 0..<m {
      columnStart[p + 1] += columnStart[p]
      crossing[Int(first[p]) + 1] += 1
      crossing[Int(last[p]) + 1] -= 1
    }
    for p in 0..<m { crossing[p + 1] += crossing[p] }
    var next = columnStart
    var columns = [Int32](repeating: 0, count: n)
    for j in 0..<n {
      let p = Int(home[j])
      columns[Int(next[p])] = Int32(j)
      next[p] += 1
    }
    let long = (0..<m).filter {
      2 * Int(last[$0] - first[$0]) > m && Self.share * Int(length[$0]) > n
    }
    longRows = long.count <= Self.mostLongRows ? long : []
    (self.placeOf, self.first, self.last) = (placeOf, first, last)
    (self.columns, self.columnStart, self.crossing) = (columns, columnStart, crossing)
  }

  /// The columns at home at these places.
  func columns(at places: Range<Int>) -> ArraySlice<Int32> {
    columns[Int(columnStart[places.lowerBound])..<Int(columnStart[places.upperBound])]
  }

  /// Whether all columns of the row at one of these places are at home there too.
  @inline(__always)
  func isWithin(_ places: Range<Int>, _ place: Int) -> Bool {
    Int(first[place]) >= places.lowerBound && Int(last[place]) < places.upperBound
  }

  /// Of the places about the middle of these that which the fewest rows cross, and how many do.
  func cut(_ places: Range<Int>) -> (place: Int, rows: Int) {
    let middle = (places.lowerBound + places.upperBound) / 2
    var best = middle
    for distance in 0..<max(1, places.count / 8) {
      for p in [middle - distance, middle + distance] where crossing[p] < crossing[best] {
        best = p
      }
    }
    return (best, Int(crossing[best]))
  }
}
