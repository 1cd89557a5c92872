// SPDX-License-Identifier: GPL-3.0-or-later

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
}

extension LinearProgram {
  /// The optimum at a basis, proved by enclosures; nil where they leave a sign open, or a rounding
  /// (a vertex with figures that are 0 by chance, say), or the basis is singular or would take
  /// more than `limit` multiplications.
  public func roundedOptimum(at hint: Basis, limit: Int = 5_000_000) -> RoundedOptimum? {
    let basis = hint.settled(for: self)
    guard let layout = BasisLayout(self, basis),
      let factor = BasisFactor<Enclosure>(layout.matrix, limit: limit)
    else { return nil }
    var point = zip(basis.columns, columns).map { Enclosure(Basis.value($0, in: $1.bounds)) }
    var right = layout.rightHandSide(self, basis).map { Enclosure.Sum(Enclosure($0.value)) }
    guard let values = factor.solve(&right) else { return nil }
    for (j, value) in zip(layout.basicColumns, values) { point[j] = value }
    let costs = layout.basicColumns.map { Enclosure(columns[$0].cost) }
    guard let held = factor.solveTransposed(costs) else { return nil }
    var prices = [Enclosure](repeating: .zero, count: rows.count)
    for (i, price) in zip(layout.heldRows, held) { prices[i] = price }
    return rounded(point, prices, basis)
  }

  /// The figures of an optimal basis, where the enclosures of its point and prices prove that it
  /// is one.
  func rounded(_ point: [Enclosure], _ prices: [Enclosure], _ basis: Basis) -> RoundedOptimum? {
    guard let activities = activities(of: point, basis),
      let costs = reducedCosts(of: prices, basis),
      zip(rows.indices, prices).allSatisfy({ hasSign($1, basis.rows[$0], rows[$0]) })
    else { return nil }
    for j in columns.indices where basis.columns[j] == .basic {
      if !columns[j].bounds.certainlyContains(point[j]) { return nil }
    }
    var objective = Enclosure.Sum(.zero)
    for (column, value) in zip(columns, point) where !column.cost.isZero && !value.isZero {
      objective.add(Enclosure(column.cost), value)
    }
    guard let point = Self.rounded(point), let prices = Self.rounded(prices),
      let activities = Self.rounded(activities), let costs = Self.rounded(costs),
      let objective = objective.value.rounded
    else { return nil }
    return RoundedOptimum(
      point: point, activities: activities, prices: prices, reducedCosts: costs,
      objective: objective, basis: basis)
  }

  /// A x, where it is certainly within the bounds of the rows. A held row is at its bound.
  private func activities(of point: [Enclosure], _ basis: Basis) -> [Enclosure]? {
    var sums = [Enclosure.Sum](repeating: Enclosure.Sum(.zero), count: rows.count)
    for j in columns.indices where !point[j].isZero {
      for k in entries.start[j]..<entries.start[j + 1]
      where basis.rows[Int(entries.row[k])] == .basic {
        sums[Int(entries.row[k])].add(Enclosure(entries.value[k]), point[j])
      }
    }
    var activities: [Enclosure] = []
    activities.reserveCapacity(rows.count)
    for (i, row) in rows.enumerated() {
      if basis.rows[i] == .basic {
        guard row.certainlyContains(sums[i].value) else { return nil }
        activities.append(sums[i].value)
      } else {
        activities.append(Enclosure(Basis.value(basis.rows[i], in: row)))
      }
    }
    return activities
  }

  /// c − Aᵀy, where it certainly has the right signs. That of a basic column is 0.
  private func reducedCosts(of prices: [Enclosure], _ basis: Basis) -> [Enclosure]? {
    var costs: [Enclosure] = []
    costs.reserveCapacity(columns.count)
    for (j, column) in columns.enumerated() {
      if basis.columns[j] == .basic {
        costs.append(.zero)
        continue
      }
      var sum = Enclosure.Sum(Enclosure(column.cost))
      for k in entries.start[j]..<entries.start[j + 1]
      where !prices[Int(entries.row[k])].isZero {
        sum.subtract(Enclosure(entries.value[k]), prices[Int(entries.row[k])])
      }
      guard hasSign(sum.value, basis.columns[j], column.bounds) else { return nil }
      costs.append(sum.value)
    }
    return costs
  }

  /// Whether a price or a reduced cost certainly keeps a variable where its status holds it.
  private func hasSign(_ cost: Enclosure, _ status: Basis.Status, _ bounds: Bounds) -> Bool {
    if bounds.isFixed, status != .basic { return cost.certainSign != nil || cost.radius.isFinite }
    guard let sign = cost.certainSign else { return false }
    let low = sense == .minimize
    return switch status {
    case .basic, .atZero: sign == 0
    case .atLower: low ? sign >= 0 : sign <= 0
    case .atUpper: low ? sign <= 0 : sign >= 0
    }
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

extension LinearProgram.Bounds {
  fileprivate func certainlyContains(_ value: Enclosure) -> Bool {
    if let exact = value.exact { return contains(exact) }
    if let lower, (value - Enclosure(lower)).certainSign != 1 { return false }
    if let upper, (Enclosure(upper) - value).certainSign != 1 { return false }
    return value.radius.isFinite
  }
}
