// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import LinearProgram

/// From one optimal vertex of a program to the next as its costs c + t·d move (the parametric
/// simplex method; Gass and Saaty, "The computational algorithm for the parametric objective
/// function", 1955), in exact numbers all the way.
///
/// The reduced costs are linear in t, so the range in which a basis stays optimal is known exactly;
/// at its end one pivot leads to the next basis. What a pivot changes is mostly local: the entering
/// column in terms of the basis, one row of the tableau, and the reduced costs in it.
struct CostWalk {
  /// Minimized.
  private let program: LinearProgram
  private let rates: [Rational]
  private let basis: PivotedBasis
  /// By variable, columns first, then rows.
  private let isFixed: [Bool]
  private var status: [Basis.Status]
  private var value: [Rational]
  /// The reduced costs are `fixed` + t·`moving`; those of rows are their prices.
  private var fixed: [Rational]
  private var moving: [Rational]
  /// Nearly the t at which the sign of a reduced cost becomes wrong; -infinity where no double tells.
  private var critical: [Double]
  private var path = CostPath()
  /// A sum a column, all 0 between two pivots.
  private var sums: [ExactSum]
  private var pivots = 0
  private var stepless = 0

  private var columns: Int { program.columns.count }

  /// Pivots that lead nowhere before the least variable is taken each time, which ends them (Bland,
  /// "New finite pivoting rules for the simplex method", 1977).
  private static let patience = 100
  /// Multiplications of a factorisation.
  private static let factorLimit = 5_000_000
  /// Multiplications of all solves.
  private static let workLimit = 1_000_000_000

  /// nil where `hint` is not optimal at `start`, or its numbers are too long. `start` is nil where
  /// no cost moves but that of a column at its lower bound.
  init?(
    _ program: LinearProgram, rates: [Rational], from hint: Basis, at start: Rational?,
    until stop: StopSignal
  ) {
    let hint = hint.settled(for: program)
    guard
      let basis = PivotedBasis(of: program, at: hint, limit: Self.factorLimit, until: stop)
    else { return nil }
    (self.program, self.rates, self.basis) = (program, rates, basis)
    isFixed = program.columns.map(\.bounds.isFixed) + program.rows.map(\.isFixed)
    status = hint.columns + hint.rows
    let variables = status.count
    value = Array(repeating: .zero, count: variables)
    (fixed, moving) = (value, value)
    critical = Array(repeating: .infinity, count: variables)
    sums = Array(repeating: ExactSum(), count: program.columns.count)
    guard findValues(), findReducedCosts(), isOptimal(at: start) else { return nil }
    for variable in 0..<variables { findCritical(variable) }
    path.mark(value[..<columns], fixed[columns...], moving[columns...])
  }

  private func bounds(_ variable: Int) -> LinearProgram.Bounds {
    variable < columns ? program.columns[variable].bounds : program.rows[variable - columns]
  }

  // MARK: - The first vertex

  private mutating func findValues() -> Bool {
    var right = [ExactSum](repeating: ExactSum(), count: program.rows.count)
    for variable in status.indices where status[variable] != .basic {
      let held = Basis.value(status[variable], in: bounds(variable))
      value[variable] = held
      if held.isZero { continue }
      if variable >= columns {
        right[variable - columns].add(held)
      } else {
        for entry in program.entries[variable] { right[entry.row].subtract(entry.value, held) }
      }
    }
    let entries = right.indices.filter { !right[$0].isZero }.map { ($0, right[$0].value) }
    guard let values = basis.solve(entries) else { return false }
    for (slot, value) in values { self.value[basis.variables[slot]] = value }
    return true
  }

  private mutating func findReducedCosts() -> Bool {
    guard let fixed = reducedCosts(of: program.columns.map(\.cost)),
      let moving = reducedCosts(of: rates)
    else { return false }
    (self.fixed, self.moving) = (fixed, moving)
    return true
  }

  private func reducedCosts(of costs: [Rational]) -> [Rational]? {
    let basicCosts = basis.variables.enumerated().compactMap { slot, variable in
      variable < columns && !costs[variable].isZero ? (slot, costs[variable]) : nil
    }
    guard let entries = basis.solveTransposed(basicCosts) else { return nil }
    var prices = [Rational](repeating: .zero, count: program.rows.count)
    for (row, price) in entries { prices[row] = price }
    return program.columns.indices.map { j in
      if status[j] == .basic { return .zero }
      if entries.isEmpty { return costs[j] }
      var rest = ExactSum(costs[j])
      for entry in program.entries[j] where !prices[entry.row].isZero {
        rest.subtract(entry.value, prices[entry.row])
      }
      return rest.value
    } + prices
  }

  private func isOptimal(at start: Rational?) -> Bool {
    status.indices.allSatisfy { variable in
      let bounds = bounds(variable)
      if status[variable] == .basic { return bounds.contains(value[variable]) }
      if isFixed[variable] { return true }
      if start == nil, !moving[variable].isZero { return status[variable] == .atLower }
      let cost = fixed[variable] + (start ?? .zero) * moving[variable]
      return switch status[variable] {
      case .atLower: cost.signum >= 0
      case .atUpper: cost.signum <= 0
      default: cost.isZero
      }
    }
  }

  // MARK: - From a vertex to the next

  /// The way until t is at `end`, or until `last` is at its upper bound. nil where the numbers are
  /// too long, or something says stop.
  mutating func walk(
    to end: Rational?, until last: Int? = nil, limit: Int? = nil, stop: StopSignal
  ) -> CostPath? {
    let most = limit ?? 20_000 + 4 * status.count
    while pivots < most {
      if stop.isOver() || basis.work > Self.workLimit { return nil }
      if let last, value[last] == program.columns[last].bounds.upper { return path }
      guard let (entering, t) = nextEntering() else { return last == nil ? path : nil }
      if let end, t >= end { return path }
      guard move(entering, at: t, last) else { return nil }
      pivots += 1
    }
    return nil
  }

  /// Nearly where the sign of a reduced cost becomes wrong; exactly where it is asked for.
  private mutating func findCritical(_ variable: Int) {
    let rate = moving[variable]
    let isWrong =
      switch status[variable] {
      case .basic: false
      case .atLower: rate.signum < 0
      case .atUpper: rate.signum > 0
      case .atZero: !rate.isZero
      }
    guard isWrong, !isFixed[variable] else {
      critical[variable] = .infinity
      return
    }
    let (above, below) = (fixed[variable].double, rate.double)
    let isKnown =
      (above == 0 || (above.magnitude > 1e-280 && above.magnitude < 1e280))
      && below.magnitude > 1e-20 && below.magnitude < 1e20
    critical[variable] = isKnown ? -above / below : -.infinity
  }

  private func exactCritical(_ variable: Int) -> Rational { -fixed[variable] / moving[variable] }

  /// The variable whose reduced cost is the first to have the wrong sign, and where.
  private func nextEntering() -> (variable: Int, at: Rational)? {
    var least = Double.infinity
    var isUnknownThere = false
    for known in critical where known < least {
      if known == -.infinity { isUnknownThere = true } else { least = known }
    }
    if least == .infinity, !isUnknownThere { return nil }
    // Each is within a few units in the last place.
    let limit = least + 1e-12 * least.magnitude + 1e-200
    var best: (variable: Int, at: Rational)?
    for variable in critical.indices
    where critical[variable] < .infinity && critical[variable] <= limit {
      let t = exactCritical(variable)
      if let known = best {
        if known.at < t { continue }
        if known.at == t, !isBetter(variable, than: known.variable) { continue }
      }
      best = (variable, t)
    }
    return best
  }

  /// Of two that become wrong at the same t.
  private func isBetter(_ variable: Int, than other: Int) -> Bool {
    if stepless > Self.patience { return variable < other }
    let (mine, theirs) = (moving[variable].magnitude, moving[other].magnitude)
    return mine == theirs ? variable < other : mine > theirs
  }

  /// Moves along the edge of the entering variable, and changes the basis at its end.
  private mutating func move(_ entering: Int, at t: Rational, _ last: Int?) -> Bool {
    guard let column = basis.solve(column: entering) else { return false }
    let isUpwards =
      status[entering] == .atZero ? moving[entering].signum < 0 : status[entering] == .atLower
    guard let (length, leaving) = ratioTest(entering, column, isUpwards, last) else { return false }
    stepless = length.isZero ? stepless + 1 : 0
    path.begin(at: t)
    advance(entering, column, by: isUpwards ? length : -length)
    guard let leaving else {
      status[entering] = isUpwards ? .atUpper : .atLower
      findCritical(entering)
      path.end(value, fixed, moving, columns)
      return true
    }
    return pivot(entering, column, leaving, isUpwards)
  }

  /// How far the entering variable can go, and the slot that stops it; nil is its own other bound.
  /// Where two stop it at once, that bound is the first, then `last`, then the least variable.
  private func ratioTest(
    _ entering: Int, _ column: [PivotedBasis.Entry], _ isUpwards: Bool, _ last: Int?
  ) -> (length: Rational, slot: Int?)? {
    let own = bounds(entering)
    var best: (length: Rational, slot: Int?)?
    if let lower = own.lower, let upper = own.upper { best = (upper - lower, nil) }
    for (slot, entry) in column {
      let variable = basis.variables[slot]
      let bounds = bounds(variable)
      let rises = (entry.signum < 0) == isUpwards
      guard let limit = rises ? bounds.upper : bounds.lower else { continue }
      let room = (limit - value[variable]).magnitude / entry.magnitude
      if let known = best {
        if known.length < room { continue }
        if known.length == room {
          guard let other = known.slot.map({ basis.variables[$0] }), other != last,
            variable == last || variable < other
          else { continue }
        }
      }
      best = (room, slot)
    }
    return best
  }

  /// Changes the values along an edge.
  private mutating func advance(
    _ entering: Int, _ column: [PivotedBasis.Entry], by length: Rational
  ) {
    if length.isZero { return }
    value[entering] = value[entering] + length
    if entering < columns { path.moved(column: entering) }
    for (slot, entry) in column {
      let variable = basis.variables[slot]
      value[variable] = value[variable] - entry * length
      if variable < columns { path.moved(column: variable) }
    }
  }

  private mutating func pivot(
    _ entering: Int, _ column: [PivotedBasis.Entry], _ slot: Int, _ isUpwards: Bool
  ) -> Bool {
    guard let weights = basis.solveTransposed([(slot, .one)]) else { return false }
    let pivot = column.first { $0.index == slot }!.value
    let side: Basis.Status = (pivot.signum < 0) == isUpwards ? .atUpper : .atLower
    let left = basis.variables[slot]
    let steps = (fixed[entering] / pivot, moving[entering] / pivot)
    // The row of the tableau, columns first.
    var touched: [Int] = []
    for (i, weight) in weights {
      basis.forEachEntry(ofRow: i) { j, entry in
        if status[j] == .basic { return }
        if sums[j].isZero { touched.append(j) }
        sums[j].add(weight, entry)
      }
      change(columns + i, by: -weight, steps)
    }
    for j in touched {
      // One that came to 0 on the way is there twice, and is 0 the second time.
      if !sums[j].isZero { change(j, by: sums[j].value, steps) }
      sums[j] = ExactSum()
    }
    (fixed[entering], moving[entering]) = (.zero, .zero)
    (fixed[left], moving[left]) = (-steps.0, -steps.1)
    (status[entering], status[left]) = (.basic, side)
    for variable in [entering, left] {
      findCritical(variable)
      if variable >= columns { path.priced(row: variable - columns) }
    }
    path.end(value, fixed, moving, columns)
    return basis.exchange(slot, with: entering, column) {
      Basis(columns: Array(status[..<columns]), rows: Array(status[columns...]))
    }
  }

  private mutating func change(
    _ variable: Int, by entry: Rational, _ steps: (fixed: Rational, moving: Rational)
  ) {
    if status[variable] == .basic { return }
    fixed[variable].subtract(entry, times: steps.fixed)
    moving[variable].subtract(entry, times: steps.moving)
    findCritical(variable)
    if variable >= columns { path.priced(row: variable - columns) }
  }

}
