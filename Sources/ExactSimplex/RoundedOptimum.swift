// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// An optimal vertex whose exact fractions would be too long to write down: a basis that was
/// proved to be optimal, with each figure of it rounded once.
///
/// A basis is optimal if its matrix has an inverse, its point satisfies all bounds and its prices
/// and reduced costs have the right signs (Chvátal, "Linear programming", 1983, chapter 8). All
/// of that can be certain from enclosures of the figures, without the figures themselves
/// (Jansson, "Rigorous lower and upper bounds in linear programming", 2004). Rows held at a bound
/// and complementary slackness hold by what a basis is.
public struct RoundedOptimum: Sendable {
  /// Figures a column and a row. Each is the exact one where that is a small fraction, or else the
  /// double that is nearest to it.
  public let point: [Rational]
  public let activities: [Rational]
  public let prices: [Rational]
  public let reducedCosts: [Rational]
  public let objective: Rational
  public let basis: Basis

  public init(
    point: [Rational], activities: [Rational], prices: [Rational], reducedCosts: [Rational],
    objective: Rational, basis: Basis
  ) {
    (self.point, self.activities, self.prices) = (point, activities, prices)
    (self.reducedCosts, self.objective, self.basis) = (reducedCosts, objective, basis)
  }
}

extension LinearProgram {
  /// The optimum at a basis, proved by enclosures; nil where they leave a sign open, or a rounding
  /// (a vertex with figures that are 0 by chance, say), or the basis is singular or would take
  /// more than `limit` multiplications for each of its nonzeros.
  public func roundedOptimum(at hint: Basis, limit: Int = 100) -> RoundedOptimum? {
    if case .proved(let optimum) = enclosedFinding(at: hint, limit: limit) { return optimum }
    return nil
  }

  /// What enclosures say of a basis.
  enum EnclosedFinding {
    case proved(RoundedOptimum)
    /// A bound or a sign is certainly violated.
    case refuted
    case open
  }

  func enclosedFinding(
    at hint: Basis, limit: Int, until stop: StopSignal = .never
  ) -> EnclosedFinding {
    let basis = hint.settled(for: self)
    guard let layout = BasisLayout(self, basis),
      let factor = BasisFactor<Enclosure>(
        layout.matrix, limit: limit * (layout.matrix.row.count + 10), until: stop)
    else { return .open }
    var point = zip(basis.columns, columns).map { Enclosure(Basis.value($0, in: $1.bounds)) }
    var right = layout.rightHandSide(self, basis).map { Enclosure.Sum(Enclosure($0.value)) }
    guard let values = factor.solve(&right) else { return .open }
    for (j, value) in zip(layout.basicColumns, values) { point[j] = value }
    let costs = layout.basicColumns.map { Enclosure(columns[$0].cost) }
    guard let held = factor.solveTransposed(costs) else { return .open }
    var prices = [Enclosure](repeating: .zero, count: rows.count)
    for (i, price) in zip(layout.heldRows, held) { prices[i] = price }
    // More ties than this are no accident.
    return finding(
      point, prices, basis,
      Settlement(most: 64) { reducedCost(ofTied: $0, layout, factor) })
  }

  /// Who knows exactly what enclosures leave open: whether a degenerate vertex or a tie is one.
  struct Settlement {
    /// Of how many reduced costs it may be asked.
    var most = Int.max
    let reducedCost: (_ column: Int) -> Rational?
    var activities: (_ rows: [Int]) -> [Rational?] = { _ in [] }
  }

  /// The figures of a basis, where the enclosures of its point and prices prove that it is optimal.
  /// `settlement` may know what an enclosure does not tell.
  func finding(
    _ point: [Enclosure], _ prices: [Enclosure], _ basis: Basis, _ settlement: Settlement
  ) -> EnclosedFinding {
    var activities = activities(of: point, basis)
    let open = rows.indices.filter { i in
      basis.rows[i] == .basic
        && (rows[i].contain(activities[i]) == .open || activities[i].rounded == nil)
    }
    for (i, exact) in zip(open, open.isEmpty ? [] : settlement.activities(open)) {
      if let exact { activities[i] = Enclosure(exact) }
    }
    var costs = reducedCosts(of: prices, basis)
    var asked = 0
    for j in columns.indices
    where basis.columns[j] != .basic
      && (!columns[j].bounds.isFixed && costs[j].certainSign == nil || costs[j].rounded == nil)
    {
      asked += 1
      if asked > settlement.most { break }
      if let exact = settlement.reducedCost(j) { costs[j] = Enclosure(exact) }
    }
    var holds = Certainty.yes
    for (j, column) in columns.enumerated() {
      holds.and(
        basis.columns[j] == .basic
          ? column.bounds.contain(point[j]) : hasSign(costs[j], basis.columns[j], column.bounds))
    }
    for (i, row) in rows.enumerated() {
      holds.and(
        basis.rows[i] == .basic
          ? row.contain(activities[i]) : hasSign(prices[i], basis.rows[i], row))
    }
    guard holds == .yes else { return holds == .no ? .refuted : .open }
    var objective = Enclosure.Sum(.zero)
    for (column, value) in zip(columns, point) where !column.cost.isZero && !value.isZero {
      objective.add(Enclosure(column.cost), value)
    }
    guard let point = Self.rounded(point), let prices = Self.rounded(prices),
      let activities = Self.rounded(activities), let costs = Self.rounded(costs),
      let objective = objective.value.rounded
    else { return .open }
    return .proved(
      RoundedOptimum(
        point: point, activities: activities, prices: prices, reducedCosts: costs,
        objective: objective, basis: basis))
  }

  /// The reduced cost of a column that is a combination of few basic ones with short fractions, as
  /// two options with the same rates make one: c − c_B α where B α is the column. α is guessed from
  /// its enclosure and multiplied out exactly; nil where it is not that.
  private func reducedCost(
    ofTied j: Int, _ layout: BasisLayout, _ factor: BasisFactor<Enclosure>
  ) -> Rational? {
    var right = [Enclosure.Sum](repeating: Enclosure.Sum(.zero), count: layout.heldRows.count)
    var rest: [Int32: Rational] = [:]
    for k in entries.start[j]..<entries.start[j + 1] {
      let place = layout.placeOfRow[Int(entries.row[k])]
      if place < 0 { continue }
      right[Int(place)] = Enclosure.Sum(Enclosure(entries.value[k]))
      rest[place] = entries.value[k]
    }
    guard let weights = factor.solve(&right) else { return nil }
    var cost = columns[j].cost
    for (basic, weight) in zip(layout.basicColumns, weights) where !weight.isZero {
      guard let weight = weight.exact ?? weight.shortFraction else { return nil }
      if weight.isZero { continue }
      cost = cost - columns[basic].cost * weight
      for k in entries.start[basic]..<entries.start[basic + 1] {
        let place = layout.placeOfRow[Int(entries.row[k])]
        if place >= 0 { rest[place] = (rest[place] ?? .zero) - entries.value[k] * weight }
      }
    }
    return rest.values.allSatisfy(\.isZero) ? cost : nil
  }

  /// A x. A held row is at its bound.
  private func activities(of point: [Enclosure], _ basis: Basis) -> [Enclosure] {
    var sums = [Enclosure.Sum](repeating: Enclosure.Sum(.zero), count: rows.count)
    for j in columns.indices where !point[j].isZero {
      for k in entries.start[j]..<entries.start[j + 1]
      where basis.rows[Int(entries.row[k])] == .basic {
        sums[Int(entries.row[k])].add(Enclosure(entries.value[k]), point[j])
      }
    }
    return rows.indices.map { i in
      basis.rows[i] == .basic
        ? sums[i].value : Enclosure(Basis.value(basis.rows[i], in: rows[i]))
    }
  }

  /// c − Aᵀy. That of a basic column is 0.
  private func reducedCosts(of prices: [Enclosure], _ basis: Basis) -> [Enclosure] {
    columns.indices.map { j in
      if basis.columns[j] == .basic { return .zero }
      var sum = Enclosure.Sum(Enclosure(columns[j].cost))
      for k in entries.start[j]..<entries.start[j + 1]
      where !prices[Int(entries.row[k])].isZero {
        sum.subtract(Enclosure(entries.value[k]), prices[Int(entries.row[k])])
      }
      return sum.value
    }
  }

  /// Whether a price or a reduced cost keeps a variable where its status holds it.
  private func hasSign(
    _ cost: Enclosure, _ status: Basis.Status, _ bounds: Bounds
  ) -> Certainty {
    if bounds.isFixed { return cost.radius.isFinite ? .yes : .open }
    guard let sign = cost.certainSign else { return .open }
    let low = sense == .minimize
    let holds =
      switch status {
      case .basic, .atZero: sign == 0
      case .atLower: low ? sign >= 0 : sign <= 0
      case .atUpper: low ? sign <= 0 : sign >= 0
      }
    return holds ? .yes : .no
  }

  private static func rounded(_ enclosures: [Enclosure]) -> [Rational]? {
    var result: [Rational] = []
    result.reserveCapacity(enclosures.count)
    for enclosure in enclosures {
      guard let value = enclosure.rounded else { return nil }
      result.append(value)
    }
    return result
  }
}

/// What is certain of a statement.
private enum Certainty {
  case yes, no, open

  mutating func and(_ other: Certainty) {
    if other == .no || self == .yes { self = self == .no ? .no : other }
  }
}

extension LinearProgram.Bounds {
  fileprivate func contain(_ value: Enclosure) -> Certainty {
    if let exact = value.exact { return contains(exact) ? .yes : .no }
    guard value.radius.isFinite else { return .open }
    let sides = [
      lower.map { (value - Enclosure($0)).certainSign },
      upper.map { (Enclosure($0) - value).certainSign },
    ].compactMap(\.self)
    if sides.contains(-1) { return .no }
    return sides.contains(nil) ? .open : .yes
  }
}

extension Enclosure {
  /// The shortest fraction within the radius, by continued fractions; nil where that is no short
  /// one, and likely none at all.
  fileprivate var shortFraction: Rational? {
    guard high.isFinite, low.isFinite, (2 * radius).isFinite else { return nil }
    if high.magnitude + low.magnitude <= radius { return .zero }
    let value = Rational(exactly: high) + Rational(exactly: low)
    let most = Rational(exactly: 2 * radius)
    var (above, below) = ((Rational.zero, Rational.one), (Rational.one, Rational.zero))
    var rest = value
    for _ in 0..<30 {
      let whole = rest.floor
      above = (above.1, whole * above.1 + above.0)
      below = (below.1, whole * below.1 + below.0)
      let fraction = above.1 / below.1
      if (value - fraction).magnitude <= most { return fraction }
      let next = rest - whole
      if next.isZero { return fraction }
      rest = .one / next
    }
    return nil
  }
}
