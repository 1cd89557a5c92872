// SPDX-License-Identifier: GPL-3.0-or-later
import GLPKGuard
import LinearProgram

/// A linear program in the flat arrays of doubles that GLPK reads.
///
/// GLPK takes NaN, infinities and bounds in the wrong order without a word and answers something;
/// the exact numbers that this is made from have none of them, and what overflows a double is
/// refused here.
struct GuardedProblem {
  enum Refusal: Error { case numberOutOfRange }

  /// GLPK treats anything beyond as no bound (`DBL_MAX`).
  static let none = Double.greatestFiniteMagnitude

  private var rowLower: [Double] = []
  private var rowUpper: [Double] = []
  private var columnLower: [Double] = []
  private var columnUpper: [Double] = []
  private var cost: [Double] = []
  private var isInteger: [UInt8] = []
  private var start: [Int32] = [0]
  private var rowIndex: [Int32] = []
  private var value: [Double] = []
  private let maximize: Bool

  init(_ program: LinearProgram) throws(Refusal) {
    maximize = program.sense == .maximize
    for row in program.rows {
      rowLower.append(try Self.finite(row.lower) ?? -Self.none)
      rowUpper.append(try Self.finite(row.upper) ?? Self.none)
    }
    for (column, entries) in zip(program.columns, program.entries) {
      columnLower.append(try Self.finite(column.bounds.lower) ?? -Self.none)
      columnUpper.append(try Self.finite(column.bounds.upper) ?? Self.none)
      cost.append(try Self.finite(column.cost)!)
      isInteger.append(column.isInteger ? 1 : 0)
      for entry in entries {
        rowIndex.append(Int32(entry.row))
        value.append(try Self.finite(entry.value)!)
      }
      start.append(Int32(rowIndex.count))
    }
  }

  private static func finite(_ number: Rational?) throws(Refusal) -> Double? {
    guard let double = number?.double else { return nil }
    guard double.magnitude < none else { throw .numberOutOfRange }
    return double
  }

  /// What GLPK ended with.
  struct Answer {
    var outcome: guard_outcome
    var basis: Basis
    var point: [Double]
    var objective: Double
    var bound: Double
    /// What GLPK said before it gave up; empty otherwise.
    var message: String
  }

  func solve(
    _ method: guard_method, zeroCost: Bool = false, from startingBasis: Basis? = nil,
    timeLimit: Duration? = nil, memoryLimitMegabytes: Int = 0
  ) -> Answer {
    var options = guard_options()
    options.method = method
    options.zero_cost = zeroCost ? 1 : 0
    options.start_is_given = startingBasis == nil ? 0 : 1
    options.time_limit_ms = timeLimit.map(Self.milliseconds) ?? Int32.max
    options.memory_limit_mb = Int32(memoryLimitMegabytes)
    var columnStatus =
      startingBasis?.columns.map(Self.number) ?? Array(repeating: 1, count: cost.count)
    var rowStatus =
      startingBasis?.rows.map(Self.number) ?? Array(repeating: 1, count: rowLower.count)
    var point = [Double](repeating: 0, count: cost.count)
    var result = guard_result()
    columnStatus.withUnsafeMutableBufferPointer { columnStatus in
      rowStatus.withUnsafeMutableBufferPointer { rowStatus in
        point.withUnsafeMutableBufferPointer { point in
          result.column_status = columnStatus.baseAddress
          result.row_status = rowStatus.baseAddress
          result.column_value = point.baseAddress
          withProblem { problem in guard_solve(&problem, &options, &result) }
        }
      }
    }
    let message = withUnsafeBytes(of: result.message) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    return Answer(
      outcome: guard_outcome(rawValue: UInt32(result.outcome)),
      basis: Basis(columns: columnStatus.map(Self.status), rows: rowStatus.map(Self.status)),
      point: point, objective: result.objective, bound: result.bound,
      message: result.outcome == GUARD_ABORTED.rawValue ? message : "")
  }

  func withProblem(_ body: (inout guard_problem) -> Void) {
    rowLower.withUnsafeBufferPointer { rowLower in
      rowUpper.withUnsafeBufferPointer { rowUpper in
        columnLower.withUnsafeBufferPointer { columnLower in
          columnUpper.withUnsafeBufferPointer { columnUpper in
            cost.withUnsafeBufferPointer { cost in
              isInteger.withUnsafeBufferPointer { isInteger in
                start.withUnsafeBufferPointer { start in
                  rowIndex.withUnsafeBufferPointer { rowIndex in
                    value.withUnsafeBufferPointer { value in
                      var problem = guard_problem(
                        name: nil, rows: Int32(rowLower.count), columns: Int32(cost.count),
                        maximize: maximize ? 1 : 0, row_lower: rowLower.baseAddress,
                        row_upper: rowUpper.baseAddress, column_lower: columnLower.baseAddress,
                        column_upper: columnUpper.baseAddress, cost: cost.baseAddress,
                        is_integer: isInteger.baseAddress, column_start: start.baseAddress,
                        row_index: rowIndex.baseAddress, value: value.baseAddress)
                      body(&problem)
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  private static func milliseconds(_ duration: Duration) -> Int32 {
    let (seconds, attoseconds) = duration.components
    return Int32(clamping: max(0, seconds) * 1000 + attoseconds / 1_000_000_000_000_000)
  }

  /// GLPK's numbers for a variable's status (chapter 3.1.1 of its manual).
  static func number(_ status: Basis.Status) -> Int32 {
    switch status {
    case .basic: 1
    case .atLower: 2
    case .atUpper: 3
    case .atZero: 4
    }
  }

  static func status(_ number: Int32) -> Basis.Status {
    switch number {
    case 1: .basic
    case 3: .atUpper
    case 4: .atZero
    default: .atLower
    }
  }
}
