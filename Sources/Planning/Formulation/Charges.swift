// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

extension Formulation {
  /// What a unit of a column counts for of each attribute, as `(attribute, figure)`. An attribute
  /// may come twice: then both count.
  func charges(of kind: Layout.ColumnKind, in period: Int) -> [(attribute: Int, figure: Rational)] {
    switch kind {
    case .amount(let r):
      var charges = [(attribute: Spec.unitsIndex, figure: Rational.one)]
      for figure in spec.figures[spec.resources[r].figures] {
        charges.append((figure.attribute, figure.series[period]))
      }
      return charges
    case .bought(let r):
      return spec.resources[r].scaling!.buy!.map { ($0.attribute, $0.series[period]) }
    case .placement(let w, let k):
      let workload = spec.workloads[w]
      let option = workload.options[k]
      var charges = option.figures.map {
        (attribute: $0.attribute, figure: $0.series[period])
      }
      if let link = option.link, let cost = spec.links[link].cost, let traffic = workload.traffic {
        charges.append((costAttribute!, cost[period] * traffic[period]))
      }
      return charges
    case .missed, .moved: return []
    }
  }

  /// An attribute's total as a linear function: a coefficient a column of the layout.
  func coefficients(ofAttribute attribute: Int) -> [Rational] {
    coefficients { $0 == attribute ? .one : nil }
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
      return charges(of: kind, in: period ?? 0).reduce(.zero) { sum, charge in
        guard let weight = weight(charge.attribute), !charge.figure.isZero else { return sum }
        return sum + (weight == .one ? charge.figure : weight * charge.figure)
      }
    }
  }
}
