// SPDX-License-Identifier: GPL-3.0-or-later

/// A sparse matrix by columns, as far as its triangular part is looked for.
public protocol PeeledMatrix {
  /// Where the entries of a column are.
  func entries(ofColumn number: Int) -> Range<Int>
  /// The row of an entry.
  func row(ofEntry k: Int) -> Int
  /// How large an entry is, as far as the choice of a pivot must know.
  func size(ofEntry k: Int) -> Double
  /// Whether an entry of this size can be a pivot where `largest` is the largest of its column.
  func isPivot(size: Double, largest: Double) -> Bool
}

/// The triangular part of a square matrix: pivots that are alone in their column, then such as are
/// alone in their row, taken off one after another until each row and column that is left has two
/// entries or more, or a pivot that is too small (Suhl and Suhl, "Computing sparse LU factorizations
/// for large-scale linear programming bases", 1990, part 3). What is left is the kernel.
///
/// No pivot of the triangular part changes a number, so only the kernel needs elimination. Of
/// several pivots, the one found last is taken first: what is near each other in the matrix mostly
/// stays so in the order, and in memory. Time and memory are linear in the nonzeros.
public final class TriangularPeel {
  public struct Pivot {
    public let row: Int32
    public let column: Int32
    /// Where the pivot stands among the entries of the matrix.
    public let entry: Int

    @inlinable
    init(row: Int, column: Int, entry: Int) {
      (self.row, self.column) = (Int32(truncatingIfNeeded: row), Int32(truncatingIfNeeded: column))
      self.entry = entry
    }
  }

  /// What became of a row: 0 where it is left.
  public let stage: UnsafeMutablePointer<UInt8>
  @inlinable public static var isOff: UInt8 { 1 }
  @inlinable public static var isAloneInRow: UInt8 { 2 }

  /// Pivots alone in their column. The later ones' columns hold no rows of the earlier ones', but
  /// those pivots' own rows are in them.
  @inlinable public var columnSingletons: [Pivot] { columnPivots }
  /// Pivots alone in their row. The earlier ones' columns hold no rows of the later ones.
  @inlinable public var rowSingletons: [Pivot] { rowPivots }
  /// The columns of the kernel, ascending.
  @inlinable public var kernelColumns: [Int32] { restColumns }

  @usableFromInline var columnPivots: [Pivot] = []
  @usableFromInline var rowPivots: [Pivot] = []
  @usableFromInline var restColumns: [Int32] = []
  @usableFromInline let size: Int
  @usableFromInline let rowCount: UnsafeMutablePointer<Int32>
  /// How many entries of each column are in rows that are left; -1 where it has its pivot.
  @usableFromInline let left: UnsafeMutablePointer<Int32>
  @usableFromInline let start: UnsafeMutablePointer<Int32>
  @usableFromInline let fill: UnsafeMutablePointer<Int32>
  /// By rows, the columns with an entry there.
  @usableFromInline var inRow: UnsafeMutablePointer<Int32>
  @usableFromInline var room = 1
  @usableFromInline var queue: [Int32] = []

  public init(size: Int) {
    self.size = size
    stage = .allocate(capacity: size + 1)
    stage.initialize(repeating: 0, count: size + 1)
    rowCount = .allocate(capacity: size + 1)
    left = .allocate(capacity: size + 1)
    start = .allocate(capacity: size + 1)
    fill = .allocate(capacity: size + 1)
    inRow = .allocate(capacity: 1)
    for array in [rowCount, left, start, fill] { array.initialize(repeating: 0, count: size + 1) }
    inRow.initialize(to: 0)
  }

  deinit {
    stage.deallocate()
    for array in [rowCount, left, start, fill, inRow] { array.deallocate() }
  }

  /// The rows of the kernel, ascending.
  public var kernelRows: [Int32] {
    kernelColumns.isEmpty ? [] : (0..<Int32(size)).filter { stage[Int($0)] == 0 }
  }

  /// All rows are of the matrix again.
  public func putRowsBack() { stage.update(repeating: 0, count: size) }

  /// Peels the matrix of the columns from 0 to `count`, in the rows that are not off.
  @inlinable
  public func run(_ matrix: some PeeledMatrix, columns count: Int) {
    columnPivots.removeAll(keepingCapacity: true)
    rowPivots.removeAll(keepingCapacity: true)
    restColumns.removeAll(keepingCapacity: true)
    collect(matrix, count)
    takeColumns(matrix)
    takeRows(matrix)
    for number in 0..<count where left[number] >= 0 {
      restColumns.append(Int32(truncatingIfNeeded: number))
    }
  }

  @inlinable
  func collect(_ matrix: some PeeledMatrix, _ count: Int) {
    let (stage, rowCount, fill) = (stage, rowCount, fill)
    rowCount.update(repeating: 0, count: size)
    for number in 0..<count {
      var entries: Int32 = 0
      for k in matrix.entries(ofColumn: number) {
        let i = matrix.row(ofEntry: k)
        if stage[i] == 0 {
          rowCount[i] &+= 1
          entries &+= 1
        }
      }
      left[number] = entries
    }
    var next: Int32 = 0
    for i in 0..<size {
      start[i] = next
      fill[i] = next
      next += rowCount[i]
    }
    start[size] = next
    reserve(Int(next))
    let inRow = inRow
    queue.removeAll(keepingCapacity: true)
    for number in 0..<count {
      for k in matrix.entries(ofColumn: number) {
        let i = matrix.row(ofEntry: k)
        if stage[i] == 0 {
          inRow[Int(fill[i])] = Int32(truncatingIfNeeded: number)
          fill[i] &+= 1
        }
      }
      if left[number] == 1 { queue.append(Int32(truncatingIfNeeded: number)) }
    }
  }

  @usableFromInline
  func reserve(_ wanted: Int) {
    if wanted <= room { return }
    inRow.deallocate()
    room = 2 * wanted
    inRow = .allocate(capacity: room)
    inRow.initialize(repeating: 0, count: room)
  }

  @inlinable
  func takeColumns(_ matrix: some PeeledMatrix) {
    let (stage, left, inRow) = (stage, left, inRow)
    while let last = queue.popLast() {
      let number = Int(last)
      if left[number] != 1 { continue }
      var entry = -1
      for k in matrix.entries(ofColumn: number) where stage[matrix.row(ofEntry: k)] == 0 {
        entry = k
      }
      let size = matrix.size(ofEntry: entry)
      if !matrix.isPivot(size: size, largest: size) { continue }
      let row = matrix.row(ofEntry: entry)
      stage[row] = Self.isOff
      left[number] = -1
      columnPivots.append(Pivot(row: row, column: number, entry: entry))
      for k in Int(start[row])..<Int(start[row + 1]) {
        let other = Int(inRow[k])
        if left[other] > 0 {
          left[other] &-= 1
          if left[other] == 1 { queue.append(Int32(truncatingIfNeeded: other)) }
        }
      }
    }
  }

  @inlinable
  func takeRows(_ matrix: some PeeledMatrix) {
    let (stage, left, inRow, rowCount) = (stage, left, inRow, rowCount)
    queue.removeAll(keepingCapacity: true)
    for i in 0..<size where stage[i] == 0 {
      var length: Int32 = 0
      for k in Int(start[i])..<Int(start[i + 1]) where left[Int(inRow[k])] >= 0 { length &+= 1 }
      rowCount[i] = length
      if length == 1 { queue.append(Int32(truncatingIfNeeded: i)) }
    }
    while let last = queue.popLast() {
      let row = Int(last)
      if rowCount[row] != 1 || stage[row] != 0 { continue }
      var number = -1
      for k in Int(start[row])..<Int(start[row + 1]) where left[Int(inRow[k])] >= 0 {
        number = Int(inRow[k])
      }
      var (entry, largest) = (-1, 0.0)
      for k in matrix.entries(ofColumn: number) where stage[matrix.row(ofEntry: k)] == 0 {
        if matrix.row(ofEntry: k) == row { entry = k }
        largest = max(largest, matrix.size(ofEntry: k))
      }
      if !matrix.isPivot(size: matrix.size(ofEntry: entry), largest: largest) { continue }
      stage[row] = Self.isAloneInRow
      left[number] = -1
      rowPivots.append(Pivot(row: row, column: number, entry: entry))
      for k in matrix.entries(ofColumn: number) where stage[matrix.row(ofEntry: k)] == 0 {
        let i = matrix.row(ofEntry: k)
        rowCount[i] &-= 1
        if rowCount[i] == 1 { queue.append(Int32(truncatingIfNeeded: i)) }
      }
    }
  }
}
