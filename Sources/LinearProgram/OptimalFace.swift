// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

extension LinearProgram {
  /// The same program with its points cut down to its optimal ones, given the prices of a row and
  /// the reduced costs of a column of one optimal basis: what has a price or a reduced cost is held
  /// at the bound where it stands. By complementary slackness (Schrijver, "Theory of linear and
  /// integer programming", 1986, section 7.9) the feasible points of that are all optimal points
  /// and no other.
  ///
  /// Only the signs of `prices` and `reducedCosts` count, so that figures which are rounded do as
  /// well as exact ones, where a row c·x ≥ best would be a little wrong.
  public func optimalFace(prices: [Rational], reducedCosts: [Rational]) -> LinearProgram {
    var face = self
    for (i, price) in prices.enumerated() where !price.isZero {
      face.rows[i] = held(rows[i], price)
    }
    for (j, cost) in reducedCosts.enumerated() where !cost.isZero {
      face.columns[j].bounds = held(columns[j].bounds, cost)
    }
    return face
  }

  /// A bound that a dual value pushes against: the lower one where more would cost.
  private func held(_ bounds: Bounds, _ dual: Rational) -> Bounds {
    let isLower = (dual.signum > 0) == (sense == .minimize)
    let end = isLower ? bounds.lower : bounds.upper
    return end == nil ? bounds : Bounds(lower: end, upper: end)
  }
}
