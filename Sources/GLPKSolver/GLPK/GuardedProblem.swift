// SPDX-License-Identifier: GPL-3.0-or-later
import ExactSimplex
import GLPKGuard
import LinearProgram

/// A numeric program in the hands of GLPK.
///
/// GLPK takes NaN, infinities and bounds in the wrong order without a word and answers something;
/// a `NumericProgram` has none of them but infinite bounds, which the guard takes for no bound.
struct GuardedProblem {
  /// As GLPK has it.
  let program: NumericProgram
  /// What it was multiplied by; nil where it is as it was.
  let scaling: PowerScaling?

  init(_ program: NumericProgram) { (self.program, scaling) = (program, nil) }

  /// Throws where the program is beyond GLPK's range.
  init(_ program: LinearProgram) throws(NumericProgram.Refusal) {
    let stated = try NumericProgram(program)
    scaling = PowerScaling(stated)
    self.program = try scaling?.scaled(stated) ?? stated
  }

  /// How GLPK is to go about it. The defaults suit a program of which nothing is known.
  struct Options {
    var method = GUARD_DUAL
    /// Ask for feasibility only.
    var zeroCost = false
    /// Where to begin if no basis is given: GLPK's triangular basis, or all rows basic.
    var startsFromRows = false
    /// The long-step ratio test of the dual simplex.
    var flips = false
    var scales = true
    /// GLPK's own 1e-7 has been seen to stop 6e-8 from the optimum where one column is all the
    /// objective, as in max-min programs. It is measured on costs divided by the largest one.
    var dualTolerance = 1e-9
    /// 0 is GLPK's own, 1e-7.
    var primalTolerance = 0.0
    var iterationLimit: Int?
    var timeLimit: Duration?
    var memoryLimitMegabytes = 0
    var watch: SolveWatch?
  }

  /// What GLPK ended with.
  struct Answer {
    var outcome: guard_outcome
    var basis: Basis
    var point: [Double]
    var objective: Double
    var iterations: Int
    /// What GLPK said before it gave up; empty otherwise.
    var message: String
  }

  func solve(_ wanted: Options, from startingBasis: Basis? = nil) -> Answer {
    var options = guard_options()
    options.method = wanted.method
    options.zero_cost = wanted.zeroCost ? 1 : 0
    options.start =
      startingBasis != nil
      ? GUARD_START_GIVEN : wanted.startsFromRows ? GUARD_START_STANDARD : GUARD_START_ADVANCED
    options.flip = wanted.flips ? 1 : 0
    options.no_scaling = wanted.scales ? 0 : 1
    options.dual_tolerance = wanted.dualTolerance
    options.primal_tolerance = wanted.primalTolerance
    options.iteration_limit = Int32(clamping: wanted.iterationLimit ?? 0)
    options.time_limit_ms = wanted.timeLimit.map(Self.milliseconds) ?? Int32.max
    options.memory_limit_mb = Int32(wanted.memoryLimitMegabytes)
    let (rows, columns) = (program.rowCount, program.columnCount)
    var columnStatus =
      startingBasis?.columns.map(Self.number) ?? Array(repeating: 1, count: columns)
    var rowStatus = startingBasis?.rows.map(Self.number) ?? Array(repeating: 1, count: rows)
    var point = [Double](repeating: 0, count: columns)
    var result = guard_result()
    columnStatus.withUnsafeMutableBufferPointer { columnStatus in
      rowStatus.withUnsafeMutableBufferPointer { rowStatus in
        point.withUnsafeMutableBufferPointer { point in
          result.column_status = columnStatus.baseAddress
          result.row_status = rowStatus.baseAddress
          result.column_value = point.baseAddress
          withProblem { problem in
            guard let watch = wanted.watch else { return guard_solve(&problem, &options, &result) }
            watch.withGuardWatch {
              options.watch = $0
              guard_solve(&problem, &options, &result)
            }
          }
        }
      }
    }
    let message = withUnsafeBytes(of: result.message) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    let answer = Answer(
      outcome: guard_outcome(rawValue: UInt32(result.outcome)),
      basis: Basis(columns: columnStatus.map(Self.status), rows: rowStatus.map(Self.status)),
      point: unscaled(point), objective: result.objective,
      iterations: Int(result.iterations),
      message: result.outcome == GUARD_ABORTED.rawValue ? message : "")
    wanted.watch?.tell(.ended("GLPK ends: \(answer.inWords)"))
    return answer
  }

  /// A point of GLPK's as one of the program.
  func unscaled(_ point: [Double]) -> [Double] {
    guard let scaling else { return point }
    return point.indices.map { scaling.value(ofColumn: $0, point[$0]) }
  }

  func withProblem(_ body: (inout guard_problem) -> Void) {
    program.rowLower.withUnsafeBufferPointer { rowLower in
      program.rowUpper.withUnsafeBufferPointer { rowUpper in
        program.columnLower.withUnsafeBufferPointer { columnLower in
          program.columnUpper.withUnsafeBufferPointer { columnUpper in
            program.cost.withUnsafeBufferPointer { cost in
              program.columnStart.withUnsafeBufferPointer { start in
                program.rowIndex.withUnsafeBufferPointer { rowIndex in
                  program.value.withUnsafeBufferPointer { value in
                    var problem = guard_problem(
                      name: nil, rows: Int32(rowLower.count), columns: Int32(cost.count),
                      maximize: program.maximize ? 1 : 0, row_lower: rowLower.baseAddress,
                      row_upper: rowUpper.baseAddress, column_lower: columnLower.baseAddress,
                      column_upper: columnUpper.baseAddress, cost: cost.baseAddress,
                      column_start: start.baseAddress, row_index: rowIndex.baseAddress,
                      value: value.baseAddress)
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

  static func milliseconds(_ duration: Duration) -> Int32 {
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
