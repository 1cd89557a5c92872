// SPDX-License-Identifier: GPL-3.0-or-later

/// Checks of verdicts from the program's own exact numbers. They share nothing with what found
/// the verdict: no basis, no factorisation, no tolerance.
extension LinearProgram {
  /// A bound on the objective from row prices (weak duality): for a minimum the least, for a
  /// maximum the greatest value that any feasible point can have. nil where the prices lean on a
  /// bound that is not there.
  ///
  /// With d = c − Aᵀy, c·x = y·(Ax) + d·x, and each product is bounded by the bounds of its
  /// factor.
  public func dualBound(prices: [Rational]) -> Rational? {
    let low = sense == .minimize
    var bound = Rational.zero
    for (price, row) in zip(prices, rows) where !price.isZero {
      guard let end = (price.signum > 0) == low ? row.lower : row.upper else { return nil }
      bound += price * end
    }
    for (cost, column) in zip(reducedCosts(prices: prices), columns) where !cost.isZero {
      guard let end = (cost.signum > 0) == low ? column.bounds.lower : column.bounds.upper
      else { return nil }
      bound += cost * end
    }
    return bound
  }

  /// Whether `optimum` is feasible and its prices bound the objective at just its value.
  public func proves(_ optimum: Optimum) -> Bool {
    largestViolation(at: optimum.point).isZero
      && dualBound(prices: optimum.prices) == objective(at: optimum.point)
  }

  /// Whether no point can satisfy all rows and bounds: λᵀA x has a greatest value over the column
  /// bounds, and it is below the least of λᵀ(Ax) over the row bounds.
  public func proves(_ certificate: FarkasCertificate) -> Bool {
    var asked = Rational.zero
    for (weight, row) in zip(certificate.weights, rows) where !weight.isZero {
      guard let end = weight.signum > 0 ? row.lower : row.upper else { return false }
      asked += weight * end
    }
    var possible = Rational.zero
    for (column, entries) in zip(columns, entries) {
      var weight = Rational.zero
      for entry in entries where !certificate.weights[entry.row].isZero {
        weight += certificate.weights[entry.row] * entry.value
      }
      if weight.isZero { continue }
      guard let end = weight.signum > 0 ? column.bounds.upper : column.bounds.lower
      else { return false }
      possible += weight * end
    }
    return possible < asked
  }

  /// Whether `ray` starts at a feasible point, never leaves the bounds and improves for ever.
  public func proves(_ ray: Ray) -> Bool {
    guard largestViolation(at: ray.point).isZero else { return false }
    let gain = objective(at: ray.direction).signum
    guard sense == .minimize ? gain < 0 : gain > 0 else { return false }
    let stays = { (bounds: Bounds, step: Rational) in
      step.isZero || (step.signum > 0 ? bounds.upper == nil : bounds.lower == nil)
    }
    return zip(columns, ray.direction).allSatisfy { stays($0.bounds, $1) }
      && zip(rows, activities(at: ray.direction)).allSatisfy { stays($0, $1) }
  }

  public func proves(_ verdict: Verdict) -> Bool {
    switch verdict {
    case .optimal(let optimum): proves(optimum)
    case .infeasible(let certificate): proves(certificate)
    case .unbounded(let ray): proves(ray)
    }
  }
}
