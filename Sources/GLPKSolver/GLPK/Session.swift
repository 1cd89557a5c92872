// SPDX-License-Identifier: GPL-3.0-or-later
import ExactSimplex
import GLPKGuard
import LinearProgram

/// A numeric program that stays in GLPK, so that each solve begins in the basis of the one before.
///
/// All calls into GLPK are made on a thread of the session's own. One call at a time; `close` or
/// the end of the object's life ends it.
final class Session {
  private var handle: OpaquePointer?
  private let rows: Int
  private let columns: Int
  private let problem: GuardedProblem

  init(_ problem: GuardedProblem, memoryLimitMegabytes: Int = 0) throws {
    var message = [CChar](repeating: 0, count: 400)
    var (rows, columns) = (0, 0)
    var handle: OpaquePointer?
    problem.withProblem { problem in
      (rows, columns) = (Int(problem.rows), Int(problem.columns))
      handle = guard_session_open(&problem, Int32(memoryLimitMegabytes), &message)
    }
    guard let handle else { throw SolverFailure(description: "GLPK: \(Self.text(message))") }
    (self.handle, self.rows, self.columns, self.problem) = (handle, rows, columns, problem)
  }

  deinit { close() }

  /// Gives GLPK's memory and the thread back. After that every solve fails.
  func close() {
    if let handle { guard_session_close(handle) }
    handle = nil
  }

  /// What is new since the last solve. Numbers are finite or ±infinity for no end.
  struct Step {
    struct Ends {
      var index: [Int32] = []
      var lower: [Double] = []
      var upper: [Double] = []

      mutating func append(_ place: Int, _ bounds: (lower: Double, upper: Double)) {
        index.append(Int32(place))
        lower.append(bounds.lower)
        upper.append(bounds.upper)
      }
    }

    var rows = Ends()
    var columns = Ends()
    var costColumn: [Int32] = []
    var cost: [Double] = []
    var method = GUARD_DUAL
    /// Where to begin; the last basis where there is none.
    var start: Basis?
    /// 0 is none.
    var iterationLimit = 0
    var timeLimit: Duration?
  }

  struct Answer {
    var outcome: guard_outcome
    var basis: Basis
    var point: [Double]
  }

  func solve(_ step: Step) throws -> Answer {
    guard let handle else { throw SolverFailure(description: "GLPK: the session was closed") }
    var columnStatus =
      step.start?.columns.map(GuardedProblem.number) ?? Array(repeating: 1, count: columns)
    var rowStatus = step.start?.rows.map(GuardedProblem.number) ?? Array(repeating: 1, count: rows)
    var point = [Double](repeating: 0, count: columns)
    var result = guard_result()
    columnStatus.withUnsafeMutableBufferPointer { columnStatus in
      rowStatus.withUnsafeMutableBufferPointer { rowStatus in
        point.withUnsafeMutableBufferPointer { point in
          result.column_status = columnStatus.baseAddress
          result.row_status = rowStatus.baseAddress
          result.column_value = point.baseAddress
          step.withPointers { step in guard_session_solve(handle, &step, &result) }
        }
      }
    }
    let outcome = guard_outcome(rawValue: UInt32(result.outcome))
    if outcome == GUARD_ABORTED {
      let message = withUnsafeBytes(of: result.message) { Array($0.bindMemory(to: CChar.self)) }
      throw SolverFailure(description: "GLPK: \(Self.text(message))")
    }
    return Answer(
      outcome: outcome,
      basis: Basis(
        columns: columnStatus.map(GuardedProblem.status),
        rows: rowStatus.map(GuardedProblem.status)),
      point: problem.unscaled(point))
  }

  /// What GLPK takes for ends and costs of the program itself; nil where they leave its range.
  func scaled(_ step: Step) -> Step? {
    guard let scaling = problem.scaling else { return step }
    var scaled = step
    for (k, i) in step.rows.index.enumerated() {
      (scaled.rows.lower[k], scaled.rows.upper[k]) = scaling.ends(
        ofRow: Int(i), step.rows.lower[k], step.rows.upper[k])
    }
    for (k, j) in step.columns.index.enumerated() {
      (scaled.columns.lower[k], scaled.columns.upper[k]) = scaling.ends(
        ofColumn: Int(j), step.columns.lower[k], step.columns.upper[k])
    }
    for (k, j) in step.costColumn.enumerated() {
      scaled.cost[k] = scaling.cost(ofColumn: Int(j), step.cost[k])
    }
    return scaled.isFinite(where: step) ? scaled : nil
  }

  private static func text(_ message: [CChar]) -> String {
    String(decoding: message.lazy.map { UInt8(bitPattern: $0) }.prefix { $0 != 0 }, as: UTF8.self)
  }
}

extension Session.Step {
  /// Whether everything that was finite in another step is finite here.
  fileprivate func isFinite(where other: Session.Step) -> Bool {
    func keeps(_ stated: [Double], _ scaled: [Double]) -> Bool {
      zip(stated, scaled).allSatisfy { $0.isInfinite || $1.magnitude < .greatestFiniteMagnitude }
    }
    return keeps(other.rows.lower, rows.lower) && keeps(other.rows.upper, rows.upper)
      && keeps(other.columns.lower, columns.lower) && keeps(other.columns.upper, columns.upper)
      && keeps(other.cost, cost)
  }

  fileprivate func withPointers(_ body: (inout guard_step) -> Void) {
    var step = guard_step()
    step.row_count = Int32(rows.index.count)
    step.column_count = Int32(columns.index.count)
    step.cost_count = Int32(costColumn.count)
    step.method = method
    step.start_is_given = start == nil ? 0 : 1
    step.iteration_limit = Int32(clamping: iterationLimit)
    step.time_limit_ms = timeLimit.map(GuardedProblem.milliseconds) ?? .max
    rows.withPointers { index, lower, upper in
      (step.row, step.row_lower, step.row_upper) = (index, lower, upper)
      columns.withPointers { index, lower, upper in
        (step.column, step.column_lower, step.column_upper) = (index, lower, upper)
        costColumn.withUnsafeBufferPointer { costColumn in
          cost.withUnsafeBufferPointer { cost in
            (step.cost_column, step.cost) = (costColumn.baseAddress, cost.baseAddress)
            body(&step)
          }
        }
      }
    }
  }
}

extension Session.Step.Ends {
  fileprivate func withPointers(
    _ body: (UnsafePointer<Int32>?, UnsafePointer<Double>?, UnsafePointer<Double>?) -> Void
  ) {
    index.withUnsafeBufferPointer { index in
      lower.withUnsafeBufferPointer { lower in
        upper.withUnsafeBufferPointer { upper in
          body(index.baseAddress, lower.baseAddress, upper.baseAddress)
        }
      }
    }
  }
}
