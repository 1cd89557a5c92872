// SPDX-License-Identifier: GPL-3.0-or-later

/// What is true of a linear program that is too large to try everything.
public enum SimplexVerdict: Hashable, Sendable {
  case optimal(value: Fraction, point: [Fraction])
  case infeasible
  case unbounded

  public var value: Fraction? {
    if case .optimal(let value, _) = self { value } else { nil }
  }
}

/// Solves a linear program exactly, by the dictionary form of the simplex method with Bland's
/// rule (V. Chvátal, Linear Programming, 1983, chapters 2 and 3). Integer columns are branched on,
/// so they need bounds that leave few values.
public func solveBySimplex(_ problem: OracleProblem) -> SimplexVerdict {
  guard problem.columns.contains(where: \.integer) else { return relaxation(problem) }
  if case .unbounded = relaxation(problem) {
    var any = problem
    any.objective = any.objective.map { _ in .zero }
    return branch(any, best: nil) == nil ? .infeasible : .unbounded
  }
  guard let best = branch(problem, best: nil) else { return .infeasible }
  return .optimal(value: problem.value(at: best), point: best)
}

// MARK: - Integers

/// The best point with whole numbers that is better than `best`, or `best`.
private func branch(_ problem: OracleProblem, best: [Fraction]?) -> [Fraction]? {
  guard case .optimal(let value, let point) = relaxation(problem) else { return best }
  if let best {
    let known = problem.value(at: best)
    if problem.sense == .minimize ? value >= known : value <= known { return best }
  }
  let broken = point.indices.first { problem.columns[$0].integer && point[$0].denominator != 1 }
  guard let broken else { return point }
  var best = best
  var (below, above) = (problem, problem)
  below.columns[broken].upper = Fraction(point[broken].floor, over: 1)
  above.columns[broken].lower = Fraction(point[broken].ceiling, over: 1)
  for half in [below, above] { best = branch(half, best: best) }
  return best
}

// MARK: - Continuous

private func relaxation(_ problem: OracleProblem) -> SimplexVerdict {
  let lowers = problem.columns.map(\.lower)
  var rows: [[Fraction]] = []  // right-hand side, then coefficients: c x <= r
  func addUpper(_ coefficients: [Fraction], _ bound: Fraction) {
    rows.append([bound - dot(coefficients, lowers)] + coefficients)
  }
  for (index, column) in problem.columns.enumerated() {
    guard let upper = column.upper else { continue }
    addUpper(problem.columns.indices.map { $0 == index ? .one : .zero }, upper)
  }
  for row in problem.rows {
    if let upper = row.upper { addUpper(row.coefficients, upper) }
    if let lower = row.lower { addUpper(row.coefficients.map { -$0 }, -lower) }
  }
  let objective =
    problem.sense == .maximize ? problem.objective : problem.objective.map { -$0 }
  var dictionary = SimplexDictionary(rows: rows, count: problem.columns.count)
  guard dictionary.becomesFeasible() else { return .infeasible }
  guard dictionary.maximize(objective) else { return .unbounded }
  let point = zip(dictionary.point, lowers).map { $0 + $1 }
  return .optimal(value: problem.value(at: point), point: point)
}

/// Each basic variable, and the objective, as a constant plus a form in the nonbasic ones.
/// Variables 0..<count are the problem's, count... are the rows' slacks; all are at least 0.
private struct SimplexDictionary {
  private let count: Int
  private var nonbasic: [Int]
  private var basic: [Int]
  /// The constant, then a coefficient a nonbasic variable.
  private var rows: [[Fraction]]
  private var goal: [Fraction]

  init(rows: [[Fraction]], count: Int) {
    self.count = count
    nonbasic = Array(0..<count)
    basic = rows.indices.map { count + $0 }
    self.rows = rows.map { row in [row[0]] + row.dropFirst().map { -$0 } }
    goal = Array(repeating: .zero, count: count + 1)
  }

  /// The values of the problem's variables, where the nonbasic ones are 0.
  var point: [Fraction] {
    var values = [Fraction](repeating: .zero, count: count)
    for (variable, row) in zip(basic, rows) where variable < count { values[variable] = row[0] }
    return values
  }

  /// Phase 1: an artificial variable is added to all rows, then minimized.
  mutating func becomesFeasible() -> Bool {
    guard let worst = rows.indices.min(by: { rows[$0][0] < rows[$1][0] }), rows[worst][0] < .zero
    else { return true }
    let artificial = Int.max
    nonbasic.append(artificial)
    for index in rows.indices { rows[index].append(.one) }
    goal = Array(repeating: .zero, count: nonbasic.count) + [-.one]
    pivot(enters: nonbasic.count - 1, leaves: worst)
    while let enters = entering, let leaves = leaving(enters, first: artificial) {
      pivot(enters: enters, leaves: leaves)
    }
    if let row = basic.firstIndex(of: artificial) {
      if !rows[row][0].isZero { return false }
      // It is 0 and basic: any column that has it can take its place.
      if let enters = nonbasic.indices.first(where: { !rows[row][$0 + 1].isZero }) {
        pivot(enters: enters, leaves: row)
      } else {
        rows.remove(at: row)
        basic.remove(at: row)
        return true
      }
    }
    let column = nonbasic.firstIndex(of: artificial)!
    nonbasic.remove(at: column)
    for index in rows.indices { rows[index].remove(at: column + 1) }
    return true
  }

  /// Phase 2. False where the objective is unbounded.
  mutating func maximize(_ objective: [Fraction]) -> Bool {
    goal = Array(repeating: .zero, count: nonbasic.count + 1)
    for (position, variable) in nonbasic.enumerated() where variable < count {
      goal[position + 1] = objective[variable]
    }
    for (variable, row) in zip(basic, rows) where variable < count {
      add(row, times: objective[variable], to: &goal)
    }
    while let enters = entering {
      guard let leaves = leaving(enters, first: nil) else { return false }
      pivot(enters: enters, leaves: leaves)
    }
    return true
  }

  /// Bland: the lowest variable that improves.
  private var entering: Int? {
    nonbasic.indices.filter { goal[$0 + 1] > .zero }.min { nonbasic[$0] < nonbasic[$1] }
  }

  /// The row that limits the entering variable most; the artificial variable, or else the lowest,
  /// among equals.
  private func leaving(_ enters: Int, first: Int?) -> Int? {
    var best: (row: Int, ratio: Fraction)?
    for (index, row) in rows.enumerated() where row[enters + 1] < .zero {
      let ratio = row[0] / -row[enters + 1]
      if let known = best {
        if known.ratio < ratio { continue }
        if known.ratio == ratio, basic[known.row] == first { continue }
        if known.ratio == ratio, basic[index] != first, basic[known.row] < basic[index] {
          continue
        }
      }
      best = (index, ratio)
    }
    return best?.row
  }

  private mutating func pivot(enters: Int, leaves: Int) {
    let place = enters + 1
    var solved = rows[leaves]
    let scale = -solved[place]
    solved[place] = -.one
    for index in solved.indices where !solved[index].isZero {
      solved[index] = solved[index] / scale
    }
    for index in rows.indices where index != leaves {
      let factor = rows[index][place]
      if factor.isZero { continue }
      rows[index][place] = .zero
      add(solved, times: factor, to: &rows[index])
    }
    let factor = goal[place]
    if !factor.isZero {
      goal[place] = .zero
      add(solved, times: factor, to: &goal)
    }
    rows[leaves] = solved
    swap(&nonbasic[enters], &basic[leaves])
  }

  private func add(_ row: [Fraction], times factor: Fraction, to sum: inout [Fraction]) {
    if factor.isZero { return }
    for index in row.indices where !row[index].isZero {
      sum[index] = sum[index] + factor * row[index]
    }
  }
}
