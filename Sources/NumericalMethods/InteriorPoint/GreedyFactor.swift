// SPDX-License-Identifier: GPL-3.0-or-later

/// An LU factor of a basis that is chosen on the way.
///
/// Columns are offered one after the other. Each is solved with the part of L that is there
/// (Gilbert and Peierls, "Sparse partial pivoting in time proportional to arithmetic operations",
/// 1988) and taken if something is left of it in a row without a pivot; else it depends on those
/// before it and is refused. So the columns that are taken are, of all bases, one that is the
/// greatest in the order of the offers. Among the rows with large enough entries the one with the
/// fewest entries in the matrix becomes the pivot, which keeps linking rows for the end.
final class GreedyFactor {
  let size: Int
  /// The columns taken, in the order of their pivots.
  private(set) var columns: [Int32] = []
  /// The pivot that a row is, or −1.
  private(set) var pivotOfRow: [Int32]
  private(set) var rowOfPivot: [Int32] = []

  private let rowLength: [Int32]
  // L by columns without its unit diagonal, rows by their own number; U by columns, by pivot.
  private var lowerStart: [Int] = [0]
  private var lowerIndex: [Int32] = []
  private var lowerValue: [Double] = []
  private var upperStart: [Int] = [0]
  private var upperIndex: [Int32] = []
  private var upperValue: [Double] = []
  private var pivots: [Double] = []

  private var work: [Double]
  private var flag: [Int32]
  private var stamp: Int32 = 0
  private var stack: [Int32]
  private var edge: [Int]
  private var reached: [Int32]

  var isFull: Bool { columns.count == size }
  var entryCount: Int { lowerIndex.count + upperIndex.count }

  init(size: Int, rowLength: [Int32]) {
    self.size = size
    self.rowLength = rowLength
    pivotOfRow = [Int32](repeating: -1, count: size)
    work = [Double](repeating: 0, count: size)
    flag = [Int32](repeating: 0, count: size)
    stack = [Int32](repeating: 0, count: size)
    edge = [Int](repeating: 0, count: size)
    reached = [Int32](repeating: 0, count: size)
  }

  /// Takes the column with these entries if it is independent of those taken; whether it was.
  func offer(
    _ column: Int32, rows: UnsafePointer<Int32>, values: UnsafePointer<Double>, count: Int
  ) -> Bool {
    stamp += 1
    var largestEntry = 0.0
    // The rows that will not be zero, deepest first at the end: a topological order.
    var top = size
    for k in 0..<count {
      largestEntry = max(largestEntry, abs(values[k]))
      if flag[Int(rows[k])] != stamp { top = search(rows[k], top) }
    }
    for k in 0..<count { work[Int(rows[k])] = values[k] }
    for t in top..<size {
      let i = Int(reached[t])
      let pivot = Int(pivotOfRow[i])
      if pivot < 0 { continue }
      let u = work[i]
      if u == 0 { continue }
      for e in lowerStart[pivot]..<lowerStart[pivot + 1] {
        work[Int(lowerIndex[e])] -= lowerValue[e] * u
      }
    }
    let pivotRow = pivotRow(from: top, largestEntry)
    if pivotRow >= 0 { take(column, pivotRow, from: top) }
    for t in top..<size { work[Int(reached[t])] = 0 }
    return pivotRow >= 0
  }

  /// Of the rows without a pivot whose entries are large enough, the shortest; −1 where there is none.
  private func pivotRow(from top: Int, _ largestEntry: Double) -> Int {
    var best = 0.0
    for t in top..<size where pivotOfRow[Int(reached[t])] < 0 {
      best = max(best, abs(work[Int(reached[t])]))
    }
    guard best > 1e-7 * largestEntry else { return -1 }
    var (pivotRow, shortest) = (-1, Int32.max)
    for t in top..<size {
      let i = Int(reached[t])
      if pivotOfRow[i] >= 0 || abs(work[i]) < 0.05 * best { continue }
      if rowLength[i] < shortest || (rowLength[i] == shortest && i < pivotRow) {
        (shortest, pivotRow) = (rowLength[i], i)
      }
    }
    return pivotRow
  }

  /// The column that was solved for becomes the next one of both factors.
  private func take(_ column: Int32, _ pivotRow: Int, from top: Int) {
    let pivot = work[pivotRow]
    for t in top..<size {
      let i = Int(reached[t])
      if work[i] == 0 { continue }
      if pivotOfRow[i] >= 0 {
        upperIndex.append(pivotOfRow[i])
        upperValue.append(work[i])
      } else if i != pivotRow {
        lowerIndex.append(Int32(i))
        lowerValue.append(work[i] / pivot)
      }
    }
    pivotOfRow[pivotRow] = Int32(columns.count)
    rowOfPivot.append(Int32(pivotRow))
    columns.append(column)
    pivots.append(pivot)
    lowerStart.append(lowerIndex.count)
    upperStart.append(upperIndex.count)
  }

  /// Depth first from a row along the columns of L; the rows found go to `reached`, before `top`.
  private func search(_ root: Int32, _ start: Int) -> Int {
    var top = start
    var depth = 0
    stack[0] = root
    flag[Int(root)] = stamp
    edge[0] = -1
    while depth >= 0 {
      let i = Int(stack[depth])
      let pivot = Int(pivotOfRow[i])
      var next = edge[depth]
      let end = pivot < 0 ? 0 : lowerStart[pivot + 1]
      if next < 0 { next = pivot < 0 ? 0 : lowerStart[pivot] }
      var isDone = true
      while next < end {
        let child = lowerIndex[next]
        next += 1
        if flag[Int(child)] != stamp {
          flag[Int(child)] = stamp
          edge[depth] = next
          depth += 1
          stack[depth] = child
          edge[depth] = -1
          isDone = false
          break
        }
      }
      if isDone {
        top -= 1
        reached[top] = Int32(i)
        depth -= 1
      }
    }
    return top
  }

  /// x with B x = b: `vector` holds b by rows and gets x by pivots.
  func solve(_ vector: inout [Double]) {
    var solution = [Double](repeating: 0, count: size)
    for pivot in 0..<size {
      let value = vector[Int(rowOfPivot[pivot])]
      solution[pivot] = value
      if value == 0 { continue }
      for e in lowerStart[pivot]..<lowerStart[pivot + 1] {
        vector[Int(lowerIndex[e])] -= lowerValue[e] * value
      }
    }
    for pivot in stride(from: size - 1, through: 0, by: -1) {
      if solution[pivot] == 0 { continue }
      solution[pivot] /= pivots[pivot]
      for e in upperStart[pivot]..<upperStart[pivot + 1] {
        solution[Int(upperIndex[e])] -= upperValue[e] * solution[pivot]
      }
    }
    vector = solution
  }

  /// y with Bᵀ y = c: `vector` holds c by pivots and gets y by rows.
  func solveTransposed(_ vector: inout [Double]) {
    for pivot in 0..<size {
      var sum = vector[pivot]
      for e in upperStart[pivot]..<upperStart[pivot + 1] {
        sum -= upperValue[e] * vector[Int(upperIndex[e])]
      }
      vector[pivot] = sum / pivots[pivot]
    }
    var prices = [Double](repeating: 0, count: size)
    for pivot in stride(from: size - 1, through: 0, by: -1) {
      var sum = vector[pivot]
      for e in lowerStart[pivot]..<lowerStart[pivot + 1] {
        sum -= lowerValue[e] * prices[Int(lowerIndex[e])]
      }
      prices[Int(rowOfPivot[pivot])] = sum
    }
    vector = prices
  }
}
