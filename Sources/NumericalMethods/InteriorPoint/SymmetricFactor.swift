// SPDX-License-Identifier: GPL-3.0-or-later

/// P M Pᵀ = L D Lᵀ of a sparse symmetric matrix whose pattern stays the same while its values
/// change. Pivots are not exchanged: the matrix is quasi-definite, and then every order has a
/// factor (Vanderbei, "Symmetric quasidefinite matrices", 1995). Row by row, after Davis,
/// "Algorithm 849: a concise sparse Cholesky factorization package", 2005.
final class SymmetricFactor {
  let size: Int
  /// The pattern of the upper triangle of the permuted matrix, by columns, with the diagonal.
  private let start: Storage<Int32>
  private let index: Storage<Int32>
  /// The values at those places: written by the owner before `factorize`.
  let values: Storage<Double>
  /// +1 or −1: the sign that each pivot has to have, by permuted number.
  private let sign: Storage<Double>

  private let place: Storage<Int32>
  private let order: Storage<Int32>
  private let parent: Storage<Int32>
  /// How many columns come right after one whose rows are its own but for themselves, at most 3.
  private let follows: Storage<UInt8>
  private let factorStart: Storage<Int64>
  private let factorIndex: Storage<Int32>
  private let factorValue: Storage<Double>
  private let pivot: Storage<Double>
  private let work: Storage<Double>
  private let pattern: Storage<Int32>
  private let flag: Storage<Int32>
  private let filled: Storage<Int64>
  var entryCount: Int { Int(factorStart[size]) }

  /// - Parameters:
  ///   - pairs: every place off the diagonal once, as (smaller, larger); any order, repeats allowed.
  ///   - isNegative: the nodes whose pivots are negative.
  /// nil where the factor would have more than `limit` entries.
  init?(size: Int, pairs: [UInt64], isNegative: [Bool], limit: Int) {
    self.size = size
    // Adjacency without repeats.
    let unique = Self.unique(pairs, size: size)
    let (order, place) = Self.inPostorder(Self.order(unique, size: size), unique)
    let (columnStart, index) = Self.upperTriangle(unique, size: size, place)
    start = Storage(columnStart, or: 0)
    self.index = Storage(index, or: 0)
    self.place = Storage(place, or: 0)
    self.order = Storage(order, or: 0)
    values = Storage(repeating: 0, count: index.count)
    sign = Storage(repeating: 1, count: size)
    for k in 0..<size where isNegative[Int(order[k])] { sign[k] = -1 }
    // The elimination tree and how long each column of L is.
    parent = Storage(repeating: -1, count: size)
    flag = Storage(repeating: -1, count: size)
    let length = Storage<Int64>(repeating: 0, count: size)
    var total: Int64 = 0
    for k in 0..<size {
      flag[k] = Int32(k)
      for e in Int(start[k])..<Int(start[k + 1]) {
        var i = Int(self.index[e])
        while flag[i] != Int32(k) {
          if parent[i] < 0 { parent[i] = Int32(k) }
          length[i] += 1
          total += 1
          flag[i] = Int32(k)
          i = Int(parent[i])
        }
      }
      if total > limit { return nil }
    }
    follows = Storage(repeating: 0, count: size)
    for k in stride(from: size - 2, through: 0, by: -1)
    where parent[k] == Int32(k + 1) && length[k] == length[k + 1] + 1 {
      follows[k] = min(3, follows[k + 1] + 1)
    }
    factorStart = Storage(repeating: 0, count: size + 1)
    for k in 0..<size { factorStart[k + 1] = factorStart[k] + length[k] }
    factorIndex = Storage(repeating: 0, count: Int(total))
    factorValue = Storage(repeating: 0, count: Int(total))
    pivot = Storage(repeating: 0, count: size)
    work = Storage(repeating: 0, count: size)
    pattern = Storage(repeating: 0, count: size)
    filled = Storage(repeating: 0, count: size)
  }

  /// An order that keeps the factor sparse.
  private static func order(_ unique: [UInt64], size: Int) -> [Int32] {
    var count = [Int32](repeating: 0, count: size + 1)
    for pair in unique {
      count[Int(pair >> 32) + 1] += 1
      count[Int(pair & 0xFFFF_FFFF) + 1] += 1
    }
    for i in 0..<size { count[i + 1] += count[i] }
    var neighbours = [Int32](repeating: 0, count: 2 * unique.count)
    var next = count
    for pair in unique {
      let (a, b) = (Int(pair >> 32), Int(pair & 0xFFFF_FFFF))
      neighbours[Int(next[a])] = Int32(b)
      next[a] += 1
      neighbours[Int(next[b])] = Int32(a)
      next[b] += 1
    }
    return MinimumDegree(start: count, neighbours: neighbours).order
  }

  /// The same order but for that each node of the elimination tree comes right after those below it:
  /// the factor is as sparse, and columns that are alike stand together. And the place of each node.
  private static func inPostorder(
    _ order: [Int32], _ unique: [UInt64]
  ) -> (order: [Int32], place: [Int32]) {
    let size = order.count
    var place = [Int32](repeating: 0, count: size)
    for (k, i) in order.enumerated() { place[Int(i)] = Int32(k) }
    let (columnStart, index) = upperTriangle(unique, size: size, place)
    // The tree, by paths that are cut short (Liu, "A compact row storage scheme for Cholesky factors
    // using elimination trees", 1986).
    var parent = [Int32](repeating: -1, count: size)
    var ancestor = parent
    for k in 0..<size {
      for e in Int(columnStart[k])..<Int(columnStart[k + 1]) {
        var i = Int(index[e])
        while i < k {
          let above = ancestor[i]
          ancestor[i] = Int32(k)
          if above < 0 {
            parent[i] = Int32(k)
            break
          }
          i = Int(above)
        }
      }
    }
    // From the last node down, the greatest of each one's children first: backwards, a postorder.
    var (child, sibling) = (
      [Int32](repeating: -1, count: size), [Int32](repeating: -1, count: size)
    )
    var stack: [Int32] = []
    for k in 0..<size {
      if parent[k] < 0 {
        stack.append(Int32(k))
      } else {
        sibling[k] = child[Int(parent[k])]
        child[Int(parent[k])] = Int32(k)
      }
    }
    var (ordered, next) = (order, size)
    while let k = stack.popLast() {
      next -= 1
      ordered[next] = order[Int(k)]
      var below = child[Int(k)]
      let first = stack.count
      while below >= 0 {
        stack.append(below)
        below = sibling[Int(below)]
      }
      stack[first...].reverse()
    }
    for (k, i) in ordered.enumerated() { place[Int(i)] = Int32(k) }
    return (ordered, place)
  }

  /// The pattern of the permuted matrix by columns, the diagonal first in each.
  private static func upperTriangle(
    _ unique: [UInt64], size: Int, _ place: [Int32]
  ) -> (start: [Int32], index: [Int32]) {
    var columnStart = [Int32](repeating: 0, count: size + 1)
    for pair in unique {
      let (a, b) = (place[Int(pair >> 32)], place[Int(pair & 0xFFFF_FFFF)])
      columnStart[Int(max(a, b)) + 1] += 1
    }
    for k in 0..<size { columnStart[k + 1] += columnStart[k] + 1 }
    var index = [Int32](repeating: 0, count: unique.count + size)
    var next = columnStart
    for k in 0..<size {
      index[Int(next[k])] = Int32(k)
      next[k] += 1
    }
    for pair in unique {
      let (a, b) = (place[Int(pair >> 32)], place[Int(pair & 0xFFFF_FFFF)])
      index[Int(next[Int(max(a, b))])] = min(a, b)
      next[Int(max(a, b))] += 1
    }
    return (columnStart, index)
  }

  /// Each pair once, by its first node.
  private static func unique(_ pairs: [UInt64], size: Int) -> [UInt64] {
    var bucket = [Int32](repeating: 0, count: size + 1)
    for pair in pairs { bucket[Int(pair >> 32) + 1] += 1 }
    for i in 0..<size { bucket[i + 1] += bucket[i] }
    let ends = bucket
    var second = [Int32](repeating: 0, count: pairs.count)
    for pair in pairs {
      let a = Int(pair >> 32)
      second[Int(bucket[a])] = Int32(truncatingIfNeeded: pair & 0xFFFF_FFFF)
      bucket[a] += 1
    }
    var unique: [UInt64] = []
    unique.reserveCapacity(pairs.count)
    var mark = [Int32](repeating: -1, count: size)
    for a in 0..<size {
      for e in Int(ends[a])..<Int(ends[a + 1]) where mark[Int(second[e])] != Int32(a) {
        mark[Int(second[e])] = Int32(a)
        unique.append(UInt64(a) << 32 | UInt64(second[e]))
      }
    }
    return unique
  }

  /// Where the diagonal of a node is in `values`.
  func diagonal(_ node: Int) -> Int { Int(start[Int(place[node])]) }

  /// Where the entries (a, b) of the matrix as it was given are in `values`.
  func positions(of pairs: [UInt64]) -> Storage<Int32> {
    let count = pairs.count
    let target = Storage<Int32>(repeating: 0, count: count)
    // Pairs are bucketed by their permuted column, so that each column is marked once.
    let bucket = Storage<Int32>(repeating: 0, count: size + 1)
    for p in 0..<count {
      let (a, b) = (Int(pairs[p] >> 32), Int(pairs[p] & 0xFFFF_FFFF))
      bucket[Int(max(place[a], place[b])) + 1] += 1
    }
    for k in 0..<size { bucket[k + 1] += bucket[k] }
    let sorted = Storage<Int32>(repeating: 0, count: count)
    for p in 0..<count {
      let (a, b) = (Int(pairs[p] >> 32), Int(pairs[p] & 0xFFFF_FFFF))
      let k = Int(max(place[a], place[b]))
      sorted[Int(bucket[k])] = Int32(p)
      bucket[k] += 1
    }
    let mark = Storage<Int32>(repeating: -1, count: size)
    var marked = -1
    for s in 0..<count {
      let p = Int(sorted[s])
      let (a, b) = (Int(pairs[p] >> 32), Int(pairs[p] & 0xFFFF_FFFF))
      let (low, high) = (min(place[a], place[b]), Int(max(place[a], place[b])))
      if high != marked {
        for e in Int(start[high])..<Int(start[high + 1]) { mark[Int(index[e])] = Int32(e) }
        marked = high
      }
      target[p] = mark[Int(low)]
    }
    return target
  }

  /// Factorizes the matrix in `values`. A pivot of the wrong sign or next to none is made huge,
  /// which takes its row out.
  func factorize() {
    let (start, index, values) = (start.base, index.base, values.base)
    let (parent, flag, pattern) = (parent.base, flag.base, pattern.base)
    let (factorStart, follows) = (factorStart.base, follows.base)
    let (work, pivot, filled, sign) = (work.base, pivot.base, filled.base, sign.base)
    let n = size
    for k in 0..<n {
      flag[k] = -1
      filled[k] = factorStart[k]
    }
    for k in 0..<n {
      var top = n
      flag[k] = Int32(k)
      work[k] = 0
      for e in Int(start[k])..<Int(start[k + 1]) {
        var i = Int(index[e])
        work[i] += values[e]
        var length = 0
        while flag[i] != Int32(k) {
          pattern[length] = Int32(i)
          length += 1
          flag[i] = Int32(k)
          i = Int(parent[i])
        }
        while length > 0 {
          length -= 1
          top -= 1
          pattern[top] = pattern[length]
        }
      }
      let diagonal = work[k]
      var d = diagonal
      work[k] = 0
      while top < n {
        let i = Int(pattern[top])
        if follows[i] >= 3, top + 3 < n, pattern[top + 3] == Int32(i + 3),
          pattern[top + 1] == Int32(i + 1), pattern[top + 2] == Int32(i + 2)
        {
          d -= updateFour(i, row: k)
          top += 4
        } else {
          d -= updateOne(i, row: k)
          top += 1
        }
      }
      if !(d * sign[k] > 1e-14 * abs(diagonal)) || !(d * sign[k] > 1e-200) { d = sign[k] * 1e128 }
      pivot[k] = d
    }
  }

  /// Takes column i out of the row in `work`; what that takes from the row's pivot.
  @inline(__always)
  private func updateOne(_ i: Int, row k: Int) -> Double {
    let (index, value, work) = (factorIndex.base, factorValue.base, work.base)
    let y = work[i]
    work[i] = 0
    let end = Int(filled[i])
    for e in Int(factorStart[i])..<end { work[Int(index[e])] -= value[e] * y }
    let l = y / pivot[i]
    index[end] = Int32(k)
    value[end] = l
    filled[i] += 1
    return l * y
  }

  /// The same for column i and the three after it, which have the same rows below them: each of these
  /// is read and written once for all four.
  @inline(__always)
  private func updateFour(_ i: Int, row k: Int) -> Double {
    let (index, value, work) = (factorIndex.base, factorValue.base, work.base)
    let a = value + Int(factorStart[i])
    let b = value + Int(factorStart[i + 1])
    let c = value + Int(factorStart[i + 2])
    let first = Int(factorStart[i + 3])
    let count = Int(filled[i + 3]) - first
    let (rows, d) = (index + first, value + first)
    let y0 = work[i]
    let y1 = work[i + 1] - a[0] * y0
    let y2 = work[i + 2] - a[1] * y0 - b[0] * y1
    let y3 = work[i + 3] - a[2] * y0 - b[1] * y1 - c[0] * y2
    for e in 0..<count {
      work[Int(rows[e])] -= (a[e + 3] * y0 + b[e + 2] * y1) + (c[e + 1] * y2 + d[e] * y3)
    }
    return keep(y0, i, row: k) + keep(y1, i + 1, row: k) + keep(y2, i + 2, row: k)
      + keep(y3, i + 3, row: k)
  }

  /// The entry of row k in column i, of which y is left.
  @inline(__always)
  private func keep(_ y: Double, _ i: Int, row k: Int) -> Double {
    work[i] = 0
    let end = Int(filled[i])
    let l = y / pivot[i]
    factorIndex[end] = Int32(k)
    factorValue[end] = l
    filled[i] += 1
    return l * y
  }

  /// x := M⁻¹ x.
  func solve(_ x: Storage<Double>) {
    let (order, work, pivot) = (order.base, work.base, pivot.base)
    let (factorStart, factorIndex, factorValue) =
      (factorStart.base, factorIndex.base, factorValue.base)
    for k in 0..<size { work[k] = x[Int(order[k])] }
    for k in 0..<size {
      let y = work[k]
      if y == 0 { continue }
      for e in Int(factorStart[k])..<Int(factorStart[k + 1]) {
        work[Int(factorIndex[e])] -= factorValue[e] * y
      }
    }
    for k in 0..<size { work[k] /= pivot[k] }
    for k in stride(from: size - 1, through: 0, by: -1) {
      var sum = work[k]
      for e in Int(factorStart[k])..<Int(factorStart[k + 1]) {
        sum -= factorValue[e] * work[Int(factorIndex[e])]
      }
      work[k] = sum
    }
    for k in 0..<size {
      x[Int(order[k])] = work[k]
      work[k] = 0
    }
  }
}
