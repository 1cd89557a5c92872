// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

extension Formulation {
  /// Calls `body` with what a unit of a column counts for of each attribute. An attribute may come
  /// twice: then both count.
  @inline(__always)
  func forEachCharge(
    of kind: Layout.ColumnKind, in period: Int,
    _ body: (_ attribute: Int, _ figure: Rational) -> Void
  ) {
    rooms.forEachCharge(of: kind, in: period, layout, body)
  }

  /// An attribute's total as a linear function: a coefficient a column of the layout.
  func coefficients(ofAttribute attribute: Int) -> [Rational] {
    if let composition { return composition.coefficients(ofAttribute: attribute) }
    return coefficients { $0 == attribute ? .one : nil }
  }

  /// A weighted sum of attributes' totals as a linear function.
  func coefficients(of terms: [Objective.Term]) -> [Rational] {
    var weights = [Rational?](repeating: nil, count: spec.attributes.count)
    for term in terms { weights[term.attribute] = (weights[term.attribute] ?? .zero) + term.weight }
    return coefficients { weights[$0] }
  }

  private func coefficients(weight: (Int) -> Rational?) -> [Rational] {
    (0..<layout.columnCount).map { j in
      let (kind, period) = layout.kind(ofColumn: j)
      var sum = Rational.zero
      for t in layout.periods(of: period) {
        forEachCharge(of: kind, in: t) { attribute, figure in
          guard let weight = weight(attribute), !figure.isZero else { return }
          let part = weight == .one ? figure : weight * figure
          sum = sum.isZero ? part : sum + part
        }
      }
      return sum
    }
  }
}
