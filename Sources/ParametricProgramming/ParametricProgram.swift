// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// A linear program that moves along a line with one parameter t: either some of its bounds move
/// as b + t·r, or its costs move as c + t·d.
///
/// The optimal value is piecewise linear in t: for moving bounds convex where it is a minimum and
/// concave where it is a maximum, for moving costs the other way round (Gal, "Postoptimal
/// analyses, parametric programming, and related topics", 1995). It has a value
/// on an interval. Beyond that there is no plan (moving bounds), or no end to what can be gained
/// (moving costs).
///
/// Whole numbers are left out: `program` is its relaxation.
public struct ParametricProgram: Sendable {
  /// How fast the two ends of a row or a column move. The rate of an end that is not there means
  /// nothing.
  public struct Shift: Sendable, Equatable {
    public var index: Int
    public var lower: Rational
    public var upper: Rational

    public init(index: Int, lower: Rational = .zero, upper: Rational = .zero) {
      (self.index, self.lower, self.upper) = (index, lower, upper)
    }
  }

  public enum Motion: Sendable {
    /// Each row and each column at most once.
    case bounds(rows: [Shift], columns: [Shift])
    /// A rate a column.
    case costs([Rational])
  }

  /// The program where t is 0.
  public let program: LinearProgram
  public let motion: Motion

  public init(_ program: LinearProgram, motion: Motion) {
    self.program = program.hasIntegers ? program.relaxation : program
    self.motion = motion
    if case .costs(let rates) = motion { precondition(rates.count == program.columns.count) }
  }

  var movesBounds: Bool {
    if case .bounds = motion { true } else { false }
  }

  /// 1 where the optimal value is convex in t, -1 where it is concave.
  var curvature: Rational {
    (program.sense == .minimize) == movesBounds ? .one : -.one
  }

  /// The program at one value of the parameter.
  public func program(at t: Rational) -> LinearProgram {
    var moved = program
    switch motion {
    case .bounds(let rows, let columns):
      for shift in rows { moved.rows[shift.index].move(shift, by: t) }
      for shift in columns { moved.columns[shift.index].bounds.move(shift, by: t) }
    case .costs(let rates):
      for (j, rate) in rates.enumerated() where !rate.isZero { moved.columns[j].cost += t * rate }
    }
    return moved
  }

  /// The program of the directions that plans take as the parameter grows for ever (`step` 1) or
  /// falls for ever (`step` -1). Its optimum is the slope of the last piece of the curve.
  ///
  /// Moving bounds: every end moves by its rate, so ends that stay become 0. With x optimal at t
  /// and w optimal here, x + s·w is optimal at t + s wherever no break point follows t. Moving
  /// costs: the rates alone are the costs, and the same holds for prices.
  func recession(step: Rational) -> LinearProgram {
    var limit = program
    switch motion {
    case .bounds(let rows, let columns):
      for i in limit.rows.indices { limit.rows[i].recede() }
      for j in limit.columns.indices { limit.columns[j].bounds.recede() }
      for shift in rows { limit.rows[shift.index].move(shift, by: step) }
      for shift in columns { limit.columns[shift.index].bounds.move(shift, by: step) }
    case .costs(let rates):
      for (j, rate) in rates.enumerated() { limit.columns[j].cost = step * rate }
    }
    return limit
  }

  /// The value at every t of what `optimum` proves: its prices where bounds move (a bound on the
  /// value for all t), its point where costs move (a value that a plan has for all t). `value` is
  /// the optimal value at `t`.
  func line(of optimum: Optimum, at t: Rational, value: Rational) -> Line {
    let slope: Rational
    switch motion {
    case .bounds(let rows, let columns): slope = self.slope(optimum.prices, rows, columns)
    case .costs(let rates): slope = Self.product(rates, optimum.point)
    }
    return Line(intercept: value - t * slope, slope: slope)
  }

  /// How the dual bound of `prices` moves with the parameter.
  private func slope(_ prices: [Rational], _ rows: [Shift], _ columns: [Shift]) -> Rational {
    let low = program.sense == .minimize
    var slope = Rational.zero
    for shift in rows where !prices[shift.index].isZero {
      let price = prices[shift.index]
      slope += price * ((price.signum > 0) == low ? shift.lower : shift.upper)
    }
    for shift in columns {
      var cost = program.columns[shift.index].cost
      for entry in program.entries[shift.index] { cost -= prices[entry.row] * entry.value }
      if cost.isZero { continue }
      slope += cost * ((cost.signum > 0) == low ? shift.lower : shift.upper)
    }
    return slope
  }

  /// By how much the weights fall short of contradicting the bounds, for every t: there is no plan
  /// wherever this is below 0. nil where the weights lean on an end that is not there.
  func gap(of certificate: FarkasCertificate) -> Line? {
    guard case .bounds(let rows, let columns) = motion else { return nil }
    var gap = Line(intercept: .zero, slope: .zero)
    let weights = certificate.weights
    for (weight, row) in zip(weights, program.rows) where !weight.isZero {
      guard let end = weight.signum > 0 ? row.lower : row.upper else { return nil }
      gap.intercept -= weight * end
    }
    for shift in rows where !weights[shift.index].isZero {
      let weight = weights[shift.index]
      gap.slope -= weight * (weight.signum > 0 ? shift.lower : shift.upper)
    }
    var combined = [Rational](repeating: .zero, count: program.columns.count)
    for (j, column) in program.columns.enumerated() {
      for entry in program.entries[j] where !weights[entry.row].isZero {
        combined[j] += weights[entry.row] * entry.value
      }
      if combined[j].isZero { continue }
      guard let end = combined[j].signum > 0 ? column.bounds.upper : column.bounds.lower
      else { return nil }
      gap.intercept += combined[j] * end
    }
    for shift in columns where !combined[shift.index].isZero {
      let weight = combined[shift.index]
      gap.slope += weight * (weight.signum > 0 ? shift.upper : shift.lower)
    }
    return gap
  }

  /// How much each step along the ray loses, for every t: there is no end wherever this is below
  /// 0. nil where bounds move.
  func gap(of ray: Ray) -> Line? {
    guard case .costs(let rates) = motion else { return nil }
    let sign = program.sense == .minimize ? Rational.one : -.one
    return Line(
      intercept: sign * program.objective(at: ray.direction),
      slope: sign * Self.product(rates, ray.direction))
  }

  /// How far apart the two ends of a row or a column are; nil where one of them is not there.
  func gap(of crossing: Crossing) -> Line? {
    var line: Line?
    let (index, bounds) =
      switch crossing {
      case .row(let i): (i, program.rows[i])
      case .column(let j): (j, program.columns[j].bounds)
      }
    if let lower = bounds.lower, let upper = bounds.upper {
      line = Line(intercept: upper - lower, slope: .zero)
      if case .bounds(let rows, let columns) = motion {
        let shifts = if case .row = crossing { rows } else { columns }
        for shift in shifts where shift.index == index { line!.slope += shift.upper - shift.lower }
      }
    }
    return line
  }

  /// A row or a column whose lower end passes its upper one.
  public enum Crossing: Sendable, Equatable {
    case row(Int)
    case column(Int)
  }

  static func product(_ a: [Rational], _ b: [Rational]) -> Rational {
    var sum = Rational.zero
    for (x, y) in zip(a, b) where !x.isZero && !y.isZero { sum += x * y }
    return sum
  }
}

extension LinearProgram.Bounds {
  /// Both ends, as far as they are there, moved by `t` times their rates.
  mutating func move(_ shift: ParametricProgram.Shift, by t: Rational) {
    if let end = lower { lower = end + t * shift.lower }
    if let end = upper { upper = end + t * shift.upper }
  }

  /// Both ends, as far as they are there, at 0.
  mutating func recede() {
    if lower != nil { lower = .zero }
    if upper != nil { upper = .zero }
  }
}
