// SPDX-License-Identifier: GPL-3.0-or-later

/// Solves a small linear program exactly by trying everything. Columns may be integer where
/// they have an upper bound and few values.
public func solve(_ problem: OracleProblem) -> OracleVerdict {
  if problem.columns.contains(where: \.integer) { return solveWithIntegers(problem) }

  // Lower bounds are finite, so a feasible set that is not empty has a vertex.
  let feasible = vertices(of: problem)
  guard let first = feasible.first else { return .infeasible }
  if hasImprovingRay(problem) { return .unbounded }

  var best = problem.value(at: first)
  var optimal: [[Fraction]] = []
  for vertex in feasible {
    let value = problem.value(at: vertex)
    if isBetter(value, than: best, problem.sense) {
      best = value
      optimal = [vertex]
    } else if value == best {
      optimal.append(vertex)
    }
  }
  return .optimal(value: best, vertices: optimal)
}

private func isBetter(
  _ value: Fraction, than other: Fraction, _ sense: OracleProblem.Sense
) -> Bool {
  sense == .minimize ? value < other : value > other
}

// MARK: - Vertices

/// All vertices of the feasible set, sorted. Integer columns count as continuous.
///
/// A vertex is a feasible point at which as many independent bounds and rows as there are
/// columns hold with equality, so every such choice is tried.
func vertices(of problem: OracleProblem) -> [[Fraction]] {
  var relaxed = problem
  for index in relaxed.columns.indices { relaxed.columns[index].integer = false }
  let hyperplanes = hyperplanes(of: relaxed)
  var found: Set<[Fraction]> = []

  func choose(from start: Int, _ chosen: Equations) {
    if let point = chosen.solution {
      if !found.contains(point) && relaxed.isFeasible(point) { found.insert(point) }
      return
    }
    for index in hyperplanes.indices.dropFirst(start) {
      if let more = chosen.adding(hyperplanes[index]) { choose(from: index + 1, more) }
    }
  }
  choose(from: 0, Equations(unknowns: relaxed.columns.count))
  return found.sorted { $0.lexicographicallyPrecedes($1) }
}

/// Every bound and every side of a row as an equation: coefficients, then the right-hand side.
private func hyperplanes(of problem: OracleProblem) -> [[Fraction]] {
  var all: [[Fraction]] = []
  func add(_ coefficients: [Fraction], _ bounds: Fraction?...) {
    for bound in bounds.compactMap(\.self) {
      let equation = coefficients + [bound]
      if !all.contains(equation) { all.append(equation) }
    }
  }
  let count = problem.columns.count
  for (index, column) in problem.columns.enumerated() {
    let unit = (0..<count).map { $0 == index ? Fraction.one : .zero }
    add(unit, column.lower, column.upper)
  }
  for row in problem.rows { add(row.coefficients, row.lower, row.upper) }
  return all
}

/// Independent linear equations in reduced form: each has a pivot column that has coefficient
/// one in it and zero in the others.
private struct Equations {
  let unknowns: Int
  var reduced: [(pivot: Int, equation: [Fraction])] = []

  init(unknowns: Int) { self.unknowns = unknowns }

  /// The one solution, where there are as many equations as unknowns.
  var solution: [Fraction]? {
    guard reduced.count == unknowns else { return nil }
    var point = [Fraction](repeating: .zero, count: unknowns)
    for (pivot, equation) in reduced { point[pivot] = equation[unknowns] }
    return point
  }

  /// These equations and one more, or nil where its left side depends on theirs.
  func adding(_ equation: [Fraction]) -> Equations? {
    var new = equation
    for (pivot, other) in reduced { subtract(new[pivot], times: other, from: &new) }
    guard let pivot = new.prefix(unknowns).firstIndex(where: { !$0.isZero }) else { return nil }
    let scale = new[pivot]
    if scale != .one { new = new.map { $0 / scale } }

    var result = self
    for index in result.reduced.indices {
      let factor = result.reduced[index].equation[pivot]
      subtract(factor, times: new, from: &result.reduced[index].equation)
    }
    result.reduced.append((pivot, new))
    return result
  }

  private func subtract(_ factor: Fraction, times other: [Fraction], from row: inout [Fraction]) {
    if factor.isZero { return }
    for index in row.indices where !other[index].isZero {
      row[index] = row[index] - factor * other[index]
    }
  }
}

// MARK: - Rays

/// Whether the objective gets better without end along some direction, given that the problem
/// is feasible.
///
/// Directions d >= 0 that keep every row and bound form a cone. Cut with sum d = 1 it is a
/// bounded polytope, and its vertices are the extreme rays.
private func hasImprovingRay(_ problem: OracleProblem) -> Bool {
  let count = problem.columns.count
  var directions = OracleProblem(
    sense: problem.sense,
    objective: problem.objective,
    columns: problem.columns.map { .init(lower: .zero, upper: $0.upper.map { _ in .zero }) },
    rows: problem.rows.map { row in
      .init(
        coefficients: row.coefficients,
        lower: row.lower.map { _ in .zero },
        upper: row.upper.map { _ in .zero })
    })
  directions.rows.append(
    .init(coefficients: Array(repeating: .one, count: count), lower: .one, upper: .one))
  return vertices(of: directions).contains {
    isBetter(directions.value(at: $0), than: .zero, problem.sense)
  }
}

// MARK: - Integers

/// Tries every value of the integer columns and solves the rest as a linear program.
private func solveWithIntegers(_ problem: OracleProblem) -> OracleVerdict {
  let count = problem.columns.count
  let whole = (0..<count).filter { problem.columns[$0].integer }
  let rest = (0..<count).filter { !problem.columns[$0].integer }
  var best: Fraction?
  var points: [[Fraction]] = []
  var unbounded = false

  /// Solves with the integer columns fixed to the chosen values.
  func tryOut(_ values: [Fraction]) {
    var point = [Fraction](repeating: .zero, count: count)
    for (index, value) in zip(whole, values) { point[index] = value }
    let remaining = OracleProblem(
      sense: problem.sense,
      objective: rest.map { problem.objective[$0] },
      columns: rest.map { problem.columns[$0] },
      rows: problem.rows.map { row in
        let fixed = dot(row.coefficients, point)
        return .init(
          coefficients: rest.map { row.coefficients[$0] },
          lower: row.lower.map { $0 - fixed },
          upper: row.upper.map { $0 - fixed })
      })
    switch solve(remaining) {
    case .infeasible: return
    case .unbounded: unbounded = true
    case .optimal(_, let vertices):
      for (index, amount) in zip(rest, vertices[0]) { point[index] = amount }
      let value = problem.value(at: point)
      if best.map({ isBetter(value, than: $0, problem.sense) }) ?? true {
        best = value
        points = [point]
      } else if value == best {
        points.append(point)
      }
    }
  }

  func choose(_ values: [Fraction]) {
    if values.count == whole.count { return tryOut(values) }
    let column = problem.columns[whole[values.count]]
    guard let upper = column.upper else { preconditionFailure("an integer needs an upper bound") }
    let (low, high) = (column.lower.ceiling, upper.floor)
    if low > high { return }
    for value in Int(low)...Int(high) where !unbounded { choose(values + [Fraction(value)]) }
  }

  choose([])
  if unbounded { return .unbounded }
  guard let best else { return .infeasible }
  return .optimal(value: best, vertices: points.sorted { $0.lexicographicallyPrecedes($1) })
}
