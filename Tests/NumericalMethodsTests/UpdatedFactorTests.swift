// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram
import Testing

@testable import NumericalMethods
@testable import Oracle

/// A factor solves the systems of its basis, also after many updates.
struct UpdatedFactorTests {
  /// Some columns in so many rows.
  static func program(
    _ random: inout SplitMix64, rows: Int, columns: Int, percent: Int
  ) throws -> SimplexProgram {
    var p = RandomProgram()
    for _ in 0..<rows { _ = p.row(nil, 1) }
    for _ in 0..<columns {
      p.column(
        cost: 1,
        (0..<rows).filter { _ in random.chance(percent) }
          .map { (row: $0, value: random.int(-9...9)) })
    }
    return SimplexProgram(try NumericProgram(p.program))
  }

  /// The largest error of B x − b and Bᵀ y − c for random sparse b and c.
  static func error(
    _ factor: UpdatedFactor, _ program: SimplexProgram, _ basic: UnsafeMutablePointer<Int32>,
    _ random: inout SplitMix64
  ) -> Double {
    let m = program.rows
    func column(_ slot: Int) -> [(row: Int, value: Double)] {
      let j = Int(basic[slot])
      if j >= program.columns { return [(j - program.columns, 1)] }
      return (Int(program.columnStart[j])..<Int(program.columnStart[j + 1])).map {
        (Int(program.rowOf[$0]), program.columnValue[$0])
      }
    }
    let vector = SparseVector(size: m)
    var right = [Double](repeating: 0, count: m)
    for _ in 0..<3 { right[random.int(0...(m - 1))] = Double(random.int(1...5)) }
    var largest = 0.0
    func load() {
      vector.clear()
      for i in 0..<m where right[i] != 0 { vector.add(right[i], at: Int32(i)) }
    }
    load()
    factor.solve(vector)
    var rest = right
    var size = 1.0
    for slot in 0..<m {
      size = max(size, abs(vector.value[slot]))
      for (row, value) in column(slot) { rest[row] -= value * vector.value[slot] }
    }
    largest = max(largest, rest.reduce(0) { max($0, abs($1)) } / size)
    load()
    factor.solveTransposed(vector)
    size = (0..<m).reduce(1) { max($0, abs(vector.value[$1])) }
    for slot in 0..<m {
      let sum = column(slot).reduce(0) { $0 + $1.value * vector.value[$1.row] }
      largest = max(largest, abs(sum - right[slot]) / size)
    }
    return largest
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `it follows the basis from pivot to pivot`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for round in 0..<20 {
      let m = random.int(1...60)
      let program = try Self.program(
        &random, rows: m, columns: 2 * m, percent: random.int(2...25))
      let factor = UpdatedFactor(size: m)
      let basic = Storage<Int32>(repeating: 0, count: m)
      for i in 0..<m { basic[i] = Int32(program.columns + i) }
      _ = factor.factorize(program, basic.base)
      let (row, column, spike) = (
        SparseVector(size: m), SparseVector(size: m), SparseVector(size: m)
      )
      var isBasic = Set((0..<m).map { basic[$0] })
      for step in 0..<120 {
        let entering = random.int(0...(program.variables - 1))
        if isBasic.contains(Int32(entering)) { continue }
        column.clear()
        if entering >= program.columns {
          column.add(1, at: Int32(entering - program.columns))
        } else {
          for k in Int(program.columnStart[entering])..<Int(program.columnStart[entering + 1]) {
            column.add(program.columnValue[k], at: program.rowOf[k])
          }
        }
        factor.solve(column, spike: spike)
        let slot = (0..<m).max { abs(column.value[$0]) < abs(column.value[$1]) }!
        if abs(column.value[slot]) < 1e-3 { continue }
        row.clear()
        row.add(1, at: Int32(slot))
        factor.solveTransposed(row, pivot: slot)
        #expect(factor.update(slot, spike: spike, entry: column.value[slot]))
        isBasic.remove(basic[slot])
        isBasic.insert(Int32(entering))
        basic[slot] = Int32(entering)
        let error = Self.error(factor, program, basic.base, &random)
        #expect(error < 1e-6, "seed \(seed), round \(round), step \(step)")
        if step % 40 == 39 {
          let outcome = factor.factorize(program, basic.base)
          #expect(outcome.refused.isEmpty, "seed \(seed), round \(round), step \(step)")
          #expect(Set((0..<m).map { basic[$0] }) == isBasic)
          #expect(Self.error(factor, program, basic.base, &random) < 1e-8)
        }
      }
    }
  }

  @Test func `columns that depend on others give way to slacks`() throws {
    var random = SplitMix64(seed: 5)
    for round in 0..<200 {
      let m = random.int(1...20)
      let program = try Self.program(&random, rows: m, columns: 2 * m, percent: 10)
      let factor = UpdatedFactor(size: m)
      let wanted = random.some(m, of: Array(0..<program.variables)).map { Int32($0) }
      let basic = Storage<Int32>(wanted, or: 0)
      let outcome = factor.factorize(program, basic.base)
      #expect(outcome.refused.count == outcome.emptyRows.count, "round \(round)")
      let kept = Set(wanted).subtracting(outcome.refused)
      let slacks = outcome.emptyRows.map { $0 + Int32(program.columns) }
      #expect(Set((0..<m).map { basic[$0] }) == kept.union(slacks), "round \(round)")
      #expect(Self.error(factor, program, basic.base, &random) < 1e-7, "round \(round)")
    }
  }
}
