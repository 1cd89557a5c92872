// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// A program as a few linking rows over many blocks that know nothing of each other:
///
///     maximize c·x where A x = 0 (the linking rows),
///       Σ xⱼ = 1 over the columns of each block, x ≥ 0, and lⱼ ≤ xⱼ ≤ uⱼ for the other columns.
///
/// A block is a row with positive coefficients over columns that are in no other such row
/// ("generalized upper bounds": Dantzig and Van Slyke, 1967). Its columns are scaled so that its
/// coefficients and its right-hand side are 1, and an inequality has its own variable as a column
/// without linking entries. The variable of a linking row is a column too, with the row's bounds
/// and the coefficient −1. A minimum is turned into a maximum.
struct BlockStructure {
  /// The linking rows of the program, by its own numbers.
  let linkingRows: [Int]
  /// The row of the program that is each block.
  let blockRows: [Int]
  /// The blocks whose row has no ceiling: what is beyond the floor is left out.
  let isFloor: [Bool]

  // Columns: first those of the blocks, block after block, then the others, then those that are
  // the linking rows' own variables.
  let columnCount: Int
  /// `blockStart[b]..<blockStart[b + 1]` are the columns of block b.
  let blockStart: Storage<Int32>
  let firstSingle: Int
  let firstSlack: Int
  /// The column of the program, or −1 − row for a row's own variable.
  let origin: Storage<Int32>
  let cost: Storage<Double>
  /// Bounds of the columns outside blocks; in blocks, unused.
  let lower: Storage<Double>
  let upper: Storage<Double>
  let start: Storage<Int32>
  let row: Storage<Int32>
  let value: Storage<Double>

  var linkCount: Int { linkingRows.count }
  var blockCount: Int { blockRows.count }

  /// Which rows link and which are blocks.
  struct Split {
    var linking: [Int] = []
    var blocks: [Int] = []
    /// The block of each column, or −1.
    var blockOfColumn: [Int32] = []
    /// The coefficient of the column in its block's row.
    var coefficient: [Double] = []
  }

  /// How many rows may link so many columns. A step of the prices' search looks at all columns, and
  /// there are about two for each linking row; an interior point looks at them twenty times and
  /// factorizes the rows, which is quicker where the columns are not many more.
  static func mostLinkingRows(over columns: Int) -> Int { max(64, min(256, columns / 300)) }

  /// nil where more rows than `mostLinkingRows` would have to link.
  static func split(_ program: NumericProgram, hints: StructureHints) -> Split? {
    guard program.rowCount > 0, program.columnCount > 0 else { return nil }
    var length = [Int32](repeating: 0, count: program.rowCount)
    for i in program.rowIndex { length[Int(i)] += 1 }
    var isLinking = noBlocks(program, length, hints)
    return keepShortest(program, length, &isLinking) ? split(program, isLinking) : nil
  }

  /// The rows that cannot be blocks, and those that the hints say link.
  private static func noBlocks(
    _ program: NumericProgram, _ length: [Int32], _ hints: StructureHints
  ) -> [Bool] {
    let rows = program.rowCount
    var isPositive = [Bool](repeating: true, count: rows)
    for (i, value) in zip(program.rowIndex, program.value) where value <= 0 {
      isPositive[Int(i)] = false
    }
    var isLinking = [Bool](repeating: false, count: rows)
    for i in hints.linkingRows ?? [] where i < rows { isLinking[i] = true }
    for i in 0..<rows where !isLinking[i] {
      let (lower, upper) = (program.rowLower[i], program.rowUpper[i])
      // A row with a ceiling, a floor or both at one place; what it holds must be positive.
      let isBlock =
        isPositive[i] && length[i] > 0
        && (upper > 0 && upper.isFinite && (lower == upper || lower <= 0)
          || lower > 0 && lower.isFinite && upper == .infinity)
      if !isBlock { isLinking[i] = true }
    }
    return isLinking
  }

  /// In a column that is in several blocks, only the shortest row remains one; of rows as long, the
  /// later one goes. False where too many rows would link.
  private static func keepShortest(
    _ program: NumericProgram, _ length: [Int32], _ isLinking: inout [Bool]
  ) -> Bool {
    let mostLinks = mostLinkingRows(over: program.columnCount)
    func isShorter(_ a: Int, _ b: Int) -> Bool { (length[a], a) < (length[b], b) }
    let start = program.columnStart
    var changed = true
    var linkCount = isLinking.count { $0 }
    while changed {
      changed = false
      for j in 0..<program.columnCount {
        var block = -1
        for k in Int(start[j])..<Int(start[j + 1]) {
          let i = Int(program.rowIndex[k])
          if isLinking[i] { continue }
          if block < 0 {
            block = i
          } else {
            let longer = isShorter(i, block) ? block : i
            if !isLinking[longer] { linkCount += 1 }
            isLinking[longer] = true
            changed = true
            if longer == block { block = i }
          }
        }
        if block >= 0, !isFree(program, j, in: block) {
          isLinking[block] = true
          linkCount += 1
          changed = true
        }
        if linkCount > mostLinks { return false }
      }
    }
    return true
  }

  /// Whether a column starts at 0 and needs no ceiling of its own in its block.
  private static func isFree(_ program: NumericProgram, _ j: Int, in block: Int) -> Bool {
    let most = program.rowUpper[block].isFinite ? program.rowUpper[block] : .infinity
    var coefficient = 1.0
    for k in Int(program.columnStart[j])..<Int(program.columnStart[j + 1])
    where Int(program.rowIndex[k]) == block {
      coefficient = program.value[k]
    }
    return !(program.columnLower[j] != 0 || program.columnUpper[j] < most / coefficient)
  }

  private static func split(_ program: NumericProgram, _ isLinking: [Bool]) -> Split {
    let start = program.columnStart
    var split = Split()
    var numberOfBlock = [Int32](repeating: -1, count: program.rowCount)
    for i in 0..<program.rowCount {
      if isLinking[i] {
        split.linking.append(i)
      } else {
        numberOfBlock[i] = Int32(split.blocks.count)
        split.blocks.append(i)
      }
    }
    split.blockOfColumn = [Int32](repeating: -1, count: program.columnCount)
    split.coefficient = [Double](repeating: 1, count: program.columnCount)
    for j in 0..<program.columnCount {
      for k in Int(start[j])..<Int(start[j + 1]) {
        let block = numberOfBlock[Int(program.rowIndex[k])]
        if block >= 0 {
          split.blockOfColumn[j] = block
          split.coefficient[j] = program.value[k]
        }
      }
    }
    return split
  }

  init(_ program: NumericProgram, _ split: Split) {
    linkingRows = split.linking
    blockRows = split.blocks
    isFloor = split.blocks.map { program.rowUpper[$0] == .infinity }
    let places = Places(program, split)
    let order = places.order
    blockStart = Storage(places.blockStart.map { Int32($0) }, or: 0)
    firstSingle = places.firstSingle
    firstSlack = places.firstSlack
    columnCount = order.count
    var linkOfRow = [Int32](repeating: -1, count: program.rowCount)
    for (number, i) in split.linking.enumerated() { linkOfRow[i] = Int32(number) }
    let sign = program.maximize ? 1.0 : -1.0

    origin = Storage(order, or: 0)
    cost = Storage(repeating: 0, count: columnCount)
    lower = Storage(repeating: 0, count: columnCount)
    upper = Storage(repeating: 1, count: columnCount)
    start = Storage(repeating: 0, count: columnCount + 1)
    let entries = program.entryCount + split.linking.count
    row = Storage(repeating: 0, count: entries)
    value = Storage(repeating: 0, count: entries)
    var used = 0
    for place in 0..<columnCount {
      start[place] = Int32(used)
      let j = Int(order[place])
      if j < 0 {
        if place >= firstSlack {
          lower[place] = program.rowLower[-1 - j]
          upper[place] = program.rowUpper[-1 - j]
          row[used] = linkOfRow[-1 - j]
          value[used] = -1
          used += 1
        }
        continue
      }
      let block = Int(split.blockOfColumn[j])
      let scale =
        block < 0 ? 1 : Self.rightHandSide(program, split.blocks[block]) / split.coefficient[j]
      cost[place] = sign * program.cost[j] * scale
      if block < 0 {
        lower[place] = program.columnLower[j]
        upper[place] = program.columnUpper[j]
      }
      for k in Int(program.columnStart[j])..<Int(program.columnStart[j + 1]) {
        let link = linkOfRow[Int(program.rowIndex[k])]
        if link < 0 { continue }
        row[used] = link
        value[used] = program.value[k] * scale
        used += 1
      }
    }
    start[columnCount] = Int32(used)
  }

  /// Which column stands where: those of blocks by counting, with an own variable for each
  /// inequality.
  private struct Places {
    let blockStart: [Int]
    let firstSingle: Int
    let firstSlack: Int
    /// As `origin`.
    let order: [Int32]

    init(_ program: NumericProgram, _ split: Split) {
      let blocks = split.blocks.count
      var place = [Int](repeating: 0, count: blocks + 1)
      var singles = 0
      for block in split.blockOfColumn {
        if block >= 0 { place[Int(block) + 1] += 1 } else { singles += 1 }
      }
      for (b, i) in split.blocks.enumerated() where hasOwnVariable(program, i) { place[b + 1] += 1 }
      for b in 0..<blocks { place[b + 1] += place[b] }
      blockStart = place
      firstSingle = place[blocks]
      firstSlack = firstSingle + singles
      var order = [Int32](repeating: 0, count: firstSlack + split.linking.count)
      var nextSingle = firstSingle
      for j in 0..<program.columnCount {
        let block = Int(split.blockOfColumn[j])
        if block >= 0 {
          order[place[block]] = Int32(j)
          place[block] += 1
        } else {
          order[nextSingle] = Int32(j)
          nextSingle += 1
        }
      }
      for (b, i) in split.blocks.enumerated() where hasOwnVariable(program, i) {
        order[place[b]] = Int32(-1 - i)
      }
      for (number, i) in split.linking.enumerated() { order[firstSlack + number] = Int32(-1 - i) }
      self.order = order
    }
  }

  private static func hasOwnVariable(_ program: NumericProgram, _ i: Int) -> Bool {
    program.rowUpper[i].isFinite && program.rowLower[i] < program.rowUpper[i]
  }

  private static func rightHandSide(_ program: NumericProgram, _ i: Int) -> Double {
    program.rowUpper[i].isFinite ? program.rowUpper[i] : program.rowLower[i]
  }
}
