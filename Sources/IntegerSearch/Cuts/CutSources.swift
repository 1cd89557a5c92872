// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// Each row by itself (Marchand and Wolsey, "Aggregation and mixed integer rounding to solve MIPs",
/// 2001).
struct SingleRows: CutSource {
  let name = "single rows"

  func sums(_ search: Search) -> [SearchTree.Multipliers] {
    search.relaxation.present.map { SearchTree.Multipliers(rows: [Int32($0)], values: [1]) }
  }
}

/// Rows of the tableau whose basic column is not whole: Gomory's mixed-integer cuts ("An algorithm for
/// the mixed integer problem", 1960).
struct TableauRows: CutSource {
  let name = "tableau rows"
  private let most = 60

  func sums(_ search: Search) -> [SearchTree.Multipliers] {
    let point = search.relaxation.point
    var fractional = search.relaxation.simplex.basicColumns.filter {
      search.program.isInteger[$0.column]
        && abs(point[$0.column] - point[$0.column].rounded()) > 0.005
    }
    fractional.sort {
      let (a, b) = (point[$0.column], point[$1.column])
      let (x, y) = (abs(a - a.rounded(.down) - 0.5), abs(b - b.rounded(.down) - 0.5))
      return (x, $0.column) < (y, $1.column)
    }
    return fractional.prefix(most).map { search.relaxation.tableauWeights(slot: $0.slot) }
  }
}

/// Rows joined one after the other through a continuous column that is far from its bounds, so that it
/// is gone from the sum (Marchand and Wolsey, part 4).
struct JoinedRows: CutSource {
  let name = "joined rows"
  private let mostJoined = 5
  private let mostStarts = 300

  func sums(_ search: Search) -> [SearchTree.Multipliers] {
    let program = search.program
    if program.isPure { return [] }
    let (rows, point) = (search.rows, search.relaxation.point)
    var result: [SearchTree.Multipliers] = []
    for i in 0..<min(program.rows, mostStarts) {
      var weights: [Int: Double] = [i: 1]
      var sum: [Int: Double] = [:]
      for k in rows.start[i]..<rows.start[i + 1] { sum[Int(rows.column[k])] = rows.value[k] }
      for _ in 1..<mostJoined {
        guard let (j, distance) = farthest(sum, search, point), distance > 1e-6,
          let (row, entry) = partner(of: j, search, without: weights)
        else { break }
        let factor = -sum[j]! / entry
        weights[row] = factor
        for k in rows.start[row]..<rows.start[row + 1] {
          let c = Int(rows.column[k])
          let value = sum[c, default: 0] + factor * rows.value[k]
          sum[c] = abs(value) < 1e-12 ? nil : value
        }
        sum[j] = nil
        let order = weights.keys.sorted()
        result.append(
          SearchTree.Multipliers(rows: order.map { Int32($0) }, values: order.map { weights[$0]! }))
      }
    }
    return result
  }

  private func farthest(_ sum: [Int: Double], _ search: Search, _ point: [Double]) -> (Int, Double)?
  {
    var best: (column: Int, distance: Double)?
    for j in sum.keys.sorted() where !search.program.isInteger[j] {
      let distance = min(
        point[j] - search.domain.lower[j], search.domain.upper[j] - point[j])
      if distance > best?.distance ?? 0 { best = (j, distance) }
    }
    return best
  }

  /// A tight row of the program that has the column.
  private func partner(
    of j: Int, _ search: Search, without weights: [Int: Double]
  ) -> (row: Int, entry: Double)? {
    let numeric = search.program.numeric
    var best: (row: Int, entry: Double, slack: Double)?
    for k in Int(numeric.columnStart[j])..<Int(numeric.columnStart[j + 1]) {
      let i = Int(numeric.rowIndex[k])
      if weights[i] != nil { continue }
      let slack = search.slack(i)
      if slack < best?.slack ?? .infinity { best = (i, numeric.value[k], slack) }
    }
    return best.map { ($0.row, $0.entry) }
  }
}

/// Tight rows of whole numbers whose halves leave few odd entries: zero-half cuts (Caprara and
/// Fischetti, "{0, 1/2}-Chvátal-Gomory cuts", 1996).
struct ZeroHalfRows: CutSource {
  let name = "zero-half rows"
  private let most = 200

  func sums(_ search: Search) -> [SearchTree.Multipliers] {
    let (rows, point) = (search.rows, search.relaxation.point)
    // Rows by the odd entries at columns that are off their bounds.
    var candidates: [(row: Int, odd: Set<Int32>, isOdd: Bool, slack: Double)] = []
    for i in search.relaxation.present {
      let slack = search.slack(i)
      guard slack < 1, let end = search.nearestEnd(i), end == end.rounded() else { continue }
      var odd: Set<Int32> = []
      var isWhole = true
      var right = end
      for k in rows.start[i]..<rows.start[i + 1] {
        let j = Int(rows.column[k])
        let value = rows.value[k]
        guard search.program.isInteger[j], value == value.rounded(), value.magnitude < 1e6 else {
          isWhole = false
          break
        }
        if value.truncatingRemainder(dividingBy: 2) == 0 { continue }
        if point[j] > search.domain.lower[j] + 1e-6 && point[j] < search.domain.upper[j] - 1e-6 {
          odd.insert(Int32(j))
        } else {
          right -= point[j].rounded()
        }
      }
      if isWhole, candidates.count < most {
        candidates.append((i, odd, right.truncatingRemainder(dividingBy: 2) != 0, slack))
      }
    }
    var result: [SearchTree.Multipliers] = []
    func tell(_ list: [Int]) {
      result.append(
        SearchTree.Multipliers(
          rows: list.sorted().map { Int32($0) },
          values: list.sorted().map { search.isAtLower($0) ? 0.5 : -0.5 }))
    }
    for candidate in candidates where candidate.odd.isEmpty && candidate.isOdd {
      tell([candidate.row])
    }
    for a in candidates.indices {
      for b in candidates.indices where a < b && candidates[a].isOdd != candidates[b].isOdd {
        if candidates[a].odd == candidates[b].odd, candidates[a].slack + candidates[b].slack < 1 {
          tell([candidates[a].row, candidates[b].row])
        }
      }
      if result.count > most { break }
    }
    return result
  }
}
