// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// Checks of verdicts from the program's own exact numbers. They share nothing with what found
/// the verdict: no basis, no factorisation, no tolerance.
///
/// Only signs are asked for. Each is looked for in doubles with a bound of their error
/// (`FilteredSum`), and calculated exactly where that is not certain.
extension LinearProgram {
  /// A bound on the objective from row prices (weak duality): for a minimum the least, for a
  /// maximum the greatest value that any feasible point can have. nil where the prices lean on a
  /// bound that is not there.
  ///
  /// With d = c − Aᵀy, c·x = y·(Ax) + d·x, and each product is bounded by the bounds of its
  /// factor.
  public func dualBound(prices: [Rational]) -> Rational? {
    let low = sense == .minimize
    var bound = ExactSum()
    for (price, row) in zip(prices, rows) where !price.isZero {
      guard let end = (price.signum > 0) == low ? row.lower : row.upper else { return nil }
      bound.add(price, end)
    }
    for (cost, column) in zip(reducedCosts(prices: prices), columns) where !cost.isZero {
      guard let end = (cost.signum > 0) == low ? column.bounds.lower : column.bounds.upper
      else { return nil }
      bound.add(cost, end)
    }
    return bound.value
  }

  /// Whether `optimum` is feasible and its prices bound the objective at just its value.
  ///
  /// By weak duality the two are equal if and only if each nonzero price has its row, and each
  /// nonzero reduced cost its column, at the bound that it leans on (complementary slackness;
  /// Schrijver, "Theory of linear and integer programming", 1986, chapter 7.9). That takes
  /// comparisons and signs in place of two long sums.
  public func proves(_ optimum: Optimum) -> Bool {
    guard let places = rowPlaces(at: optimum.point) else { return false }
    return isComplementary(optimum.point, places, prices: optimum.prices)
  }

  /// Whether `point` satisfies every bound.
  public func isFeasible(_ point: [Rational]) -> Bool { rowPlaces(at: point) != nil }

  /// Where the activity of a row lies.
  package enum Place: UInt8 {
    case between, atLower, atUpper, fixed

    package func isAt(lower: Bool) -> Bool {
      self == .fixed || self == (lower ? .atLower : .atUpper)
    }
  }

  /// The place of each row at a feasible point; nil where the point violates a bound.
  package func rowPlaces(at point: [Rational]) -> [Place]? {
    precondition(point.count == columns.count, "a value a column")
    for (column, value) in zip(columns, point) where !column.bounds.contains(value) { return nil }
    var activities = [FilteredSum](repeating: FilteredSum(), count: rows.count)
    for j in columns.indices where !point[j].isZero {
      let value = point[j].approximation
      for k in entries.start[j]..<entries.start[j + 1] {
        activities[Int(entries.row[k])].add(entries.value.approximation(k), value)
      }
    }
    var places = [Place](repeating: .between, count: rows.count)
    var slot = [Int32](repeating: -1, count: rows.count)
    var near: [Int] = []
    for i in rows.indices {
      var isCertain = true
      if let lower = rows[i].lower {
        let side = activities[i].certainSign(less: lower.approximation)
        if side < 0 { return nil }
        isCertain = side > 0
      }
      if let upper = rows[i].upper {
        let side = activities[i].certainSign(less: upper.approximation)
        if side > 0 { return nil }
        isCertain = isCertain && side < 0
      }
      if isCertain { continue }
      slot[i] = Int32(near.count)
      near.append(i)
    }
    if near.isEmpty { return places }
    var exact = [ExactSum](repeating: ExactSum(), count: near.count)
    for j in columns.indices where !point[j].isZero {
      for k in entries.start[j]..<entries.start[j + 1] where slot[Int(entries.row[k])] >= 0 {
        exact[Int(slot[Int(entries.row[k])])].add(entries.value[k], point[j])
      }
    }
    for (i, sum) in zip(near, exact) {
      let activity = sum.value
      guard rows[i].contains(activity) else { return nil }
      let (atLower, atUpper) = (activity == rows[i].lower, activity == rows[i].upper)
      places[i] = atLower ? (atUpper ? .fixed : .atLower) : atUpper ? .atUpper : .between
    }
    return places
  }

  /// Whether each nonzero price and reduced cost has its row or column at the bound it leans on.
  package func isComplementary(_ point: [Rational], _ places: [Place], prices: [Rational]) -> Bool {
    let low = sense == .minimize
    for (price, place) in zip(prices, places) where !price.isZero {
      if !place.isAt(lower: (price.signum > 0) == low) { return false }
    }
    return hasSigns(ofCostsLess: prices) { j, sign in
      (sign > 0) == low
        ? columns[j].bounds.lower == point[j] : columns[j].bounds.upper == point[j]
    }
  }

  /// Whether `holds` is true of each column whose c − Aᵀy is not 0, given its sign.
  private func hasSigns(ofCostsLess prices: [Rational], _ holds: (Int, Int) -> Bool) -> Bool {
    precondition(prices.count == rows.count, "a price a row")
    let approximate = prices.map { -$0.approximation }
    for j in columns.indices {
      var sum = FilteredSum()
      for k in entries.start[j]..<entries.start[j + 1] {
        sum.add(entries.value.approximation(k), approximate[Int(entries.row[k])])
      }
      sum.add(columns[j].cost.approximation)
      var sign = sum.certainSign
      if sign == 0 { sign = reducedCost(of: j, prices: prices).signum }
      if sign != 0, !holds(j, sign) { return false }
    }
    return true
  }

  /// Whether no point can satisfy all rows and bounds: λᵀA x has a greatest value over the column
  /// bounds, and it is below the least of λᵀ(Ax) over the row bounds.
  public func proves(_ certificate: FarkasCertificate) -> Bool {
    let weights = certificate.weights
    precondition(weights.count == rows.count, "a weight a row")
    // What the rows ask less what the columns make possible; positive proves it.
    var excess = FilteredSum()
    for (weight, row) in zip(weights, rows) where !weight.isZero {
      guard let end = weight.signum > 0 ? row.lower : row.upper else { return false }
      excess.add(weight.approximation, end.approximation)
    }
    let approximate = weights.map(\.approximation)
    var error = 0.0
    for j in columns.indices {
      var sum = FilteredSum()
      for k in entries.start[j]..<entries.start[j + 1] {
        sum.add(entries.value.approximation(k), approximate[Int(entries.row[k])])
      }
      var sign = sum.certainSign
      if sign == 0 { sign = combination(of: j, weights).signum }
      if sign == 0 { continue }
      guard let end = sign > 0 ? columns[j].bounds.upper : columns[j].bounds.lower
      else { return false }
      let limit = end.approximation
      excess.add(-sum.sum, limit)
      // The weight's own error, with room for the roundings of this line and of the sum, and for
      // a product that underflows.
      error += sum.error * limit.magnitude * 1.0000001 + 0x1p-1000
    }
    if excess.sum > (excess.error + error) * 1.0000001 { return true }
    return isContradiction(weights)
  }

  private func combination(of j: Int, _ weights: [Rational]) -> ExactSum {
    var sum = ExactSum()
    for k in entries.start[j]..<entries.start[j + 1] where !weights[Int(entries.row[k])].isZero {
      sum.add(weights[Int(entries.row[k])], entries.value[k])
    }
    return sum
  }

  /// The same with every sum exact.
  private func isContradiction(_ weights: [Rational]) -> Bool {
    var excess = ExactSum()
    for (weight, row) in zip(weights, rows) where !weight.isZero {
      guard let end = weight.signum > 0 ? row.lower : row.upper else { return false }
      excess.add(weight, end)
    }
    for j in columns.indices {
      let weight = combination(of: j, weights).value
      if weight.isZero { continue }
      guard let end = weight.signum > 0 ? columns[j].bounds.upper : columns[j].bounds.lower
      else { return false }
      excess.subtract(weight, end)
    }
    return excess.signum > 0
  }

  /// Whether `ray` starts at a feasible point, never leaves the bounds and improves for ever.
  public func proves(_ ray: Ray) -> Bool {
    let gain = objective(at: ray.direction).signum
    guard sense == .minimize ? gain < 0 : gain > 0 else { return false }
    // A direction stays in the bounds for ever if it is feasible where each end is moved to 0.
    var cone = self
    for j in columns.indices { cone.columns[j].bounds = columns[j].bounds.cone }
    for i in rows.indices { cone.rows[i] = rows[i].cone }
    return cone.isFeasible(ray.direction) && isFeasible(ray.point)
  }

  public func proves(_ verdict: Verdict) -> Bool {
    switch verdict {
    case .optimal(let optimum): proves(optimum)
    case .infeasible(let certificate): proves(certificate)
    case .unbounded(let ray): proves(ray)
    }
  }
}

extension LinearProgram.Bounds {
  /// The steps that stay within the bounds for ever.
  fileprivate var cone: Self {
    Self(lower: lower == nil ? nil : .zero, upper: upper == nil ? nil : .zero)
  }
}
