// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

extension LevelParts {
  /// What a part can do with its row to itself: the corners of the least use of the linking row for
  /// each gain, from nothing at all upwards (the lower convex hull; Andrew, "Another efficient
  /// algorithm for convex hulls in two dimensions", 1979).
  private struct UseCurve {
    struct Corner {
      var gain: Double
      var use: Double
      /// -1 at nothing at all.
      var column: Int
      /// How much of the column that is.
      var amount: Double
    }

    var row: Int
    var corners: [Corner]

    /// The corner at which the piece with this gain ends.
    func piece(at gain: Double) -> Int {
      var k = 1
      while k < corners.count - 1, corners[k].gain < gain { k += 1 }
      return k
    }

    func use(at gain: Double) -> Double {
      let k = piece(at: gain)
      let (a, b) = (corners[k - 1], corners[k])
      return a.use + (b.use - a.use) * (gain - a.gain) / (b.gain - a.gain)
    }
  }

  /// The vertex at which one linking row binds, at its upper end: every part uses as little of that
  /// row as the level lets it, and the level is as high as that allows, below `most`. nil where
  /// another row is in the way, or parts have more than one row of their own.
  mutating func basis(binding row: Int, upTo most: Double) -> Basis? {
    guard let curves = useCurves(of: row) else { return nil }
    var room = program.rowUpper[row]
    guard room.isFinite else { return nil }
    let spare = Int(spareColumns()[row])
    for j in 0..<program.columnCount where partOfColumn[j] < 0 && j != level {
      for k in program.entries(of: j) where Int(program.rowIndex[k]) == row {
        let coefficient = program.value[k]
        if j == spare, coefficient < 0 ? program.columnUpper[j].isFinite : false {
          (columns[j], value[j]) = (.atUpper, program.columnUpper[j])
        }
        room -= coefficient * value[j]
      }
    }
    func use(at level: Double) -> Double {
      var sum = 0.0
      for (part, curve) in curves.enumerated() {
        sum += curve.use(at: level * contenders[part].need)
      }
      return sum
    }
    var (low, high) = (0.0, most)
    if use(at: 0) > room { return nil }
    for _ in 0..<100 where low < high {
      let middle = low + (high - low) / 2
      if middle <= low || middle >= high { break }
      if use(at: middle) <= room { low = middle } else { high = middle }
    }
    let end = direction > 0 ? program.columnUpper[level] : -program.columnLower[level]
    let start = direction > 0 ? program.columnLower[level] : -program.columnUpper[level]
    guard low > 0, low < end, low > start else { return nil }
    (columns[level], value[level]) = (.basic, direction * low)
    rows[row] = .atUpper
    var isHeld = false
    for (part, curve) in curves.enumerated() {
      let contender = contenders[part]
      rows[contender.row] = contender.turn > 0 ? .atLower : .atUpper
      let gain = low * contender.need
      let k = curve.piece(at: gain)
      let (a, b) = (curve.corners[k - 1], curve.corners[k])
      let share = (gain - a.gain) / (b.gain - a.gain)
      // At a corner either piece may be the one, and which is for others to find out.
      if share < 1e-9 || share > 1 - 1e-9 { return nil }
      if b.use > a.use { isHeld = true }
      columns[b.column] = .basic
      value[b.column] = share * b.amount
      if a.column >= 0 {
        columns[a.column] = .basic
        value[a.column] = (1 - share) * a.amount
        rows[curve.row] = .atUpper
      }
    }
    guard isHeld, let violated = violatedLinkingRows(binding: row), violated.isEmpty else {
      return nil
    }
    return Basis(columns: columns, rows: rows)
  }

  /// By part. nil where a part has no row of its own, or several, or a row of use below 0.
  private func useCurves(of row: Int) -> [UseCurve]? {
    var curves = [UseCurve](
      repeating: UseCurve(
        row: -1, corners: [UseCurve.Corner(gain: 0, use: 0, column: -1, amount: 0)]),
      count: count)
    for j in 0..<program.columnCount where partOfColumn[j] >= 0 && gain[j] > 0 {
      let part = Int(partOfColumn[j])
      var own: (row: Int, takes: Double)?
      var use = 0.0
      for k in program.entries(of: j) {
        let i = Int(program.rowIndex[k])
        if i == row { use = program.value[k] }
        if owner[i] < 0 { continue }
        if own != nil { return nil }
        own = (i, program.value[k])
      }
      guard let own, own.takes > 0, use >= 0, program.rowUpper[own.row].isFinite,
        program.rowUpper[own.row] > 0, !program.rowLower[own.row].isFinite,
        curves[part].row == -1 || curves[part].row == own.row
      else { return nil }
      let amount = program.rowUpper[own.row] / own.takes
      curves[part].row = own.row
      curves[part].corners.append(
        UseCurve.Corner(gain: gain[j] * amount, use: use * amount, column: j, amount: amount))
    }
    for part in curves.indices {
      guard curves[part].corners.count > 1 else { return nil }
      curves[part].corners = Self.lowerHull(curves[part].corners)
    }
    return curves
  }

  /// The lower hull from the first corner, which is nothing at all, to the one that gains most.
  private static func lowerHull(_ corners: [UseCurve.Corner]) -> [UseCurve.Corner] {
    var hull = [corners[0]]
    let sorted = corners.dropFirst().sorted {
      ($0.gain, $1.use, $0.column) < ($1.gain, $0.use, $1.column)
    }
    for corner in sorted {
      // Of two that gain the same the one with less use comes last.
      if hull.count > 1, hull[hull.count - 1].gain == corner.gain { hull.removeLast() }
      while hull.count > 1 {
        let (a, b) = (hull[hull.count - 2], hull[hull.count - 1])
        let isAbove =
          (b.use - a.use) * (corner.gain - a.gain) >= (corner.use - a.use) * (b.gain - a.gain)
        if !isAbove { break }
        hull.removeLast()
      }
      hull.append(corner)
    }
    return hull
  }
}
