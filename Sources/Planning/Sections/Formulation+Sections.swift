// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText

extension Formulation {
  /// A point of the program with the columns of sections in the one form that is printed. The
  /// others stay as they are.
  func settled(_ point: [Rational], printed: JSONValue? = nil) -> [Rational] {
    if spec.sections.isEmpty { return point }
    if let composition { return composition.settled(point) }
    var point = point
    for (s, section) in spec.sections.enumerated() {
      var values = values(of: s, at: point)
      if let printed { values.read(printed) }
      section.settle(&values, printed: printed)
      point = values.point
    }
    return point
  }

  /// What sections lean on with numbers of their own.
  var leans: Leaning {
    spec.sections.reduce(into: Leaning()) { $0.merge($1.leans) }
  }

  /// What the sections say of a plan.
  func figures(at point: [Rational]) -> SectionFigures {
    var figures = SectionFigures()
    for (s, section) in spec.sections.enumerated() {
      figures.merge(section.figures(values(of: s, at: point)))
    }
    return figures
  }

  private func values(of section: Int, at point: [Rational]) -> SectionValues {
    let totals = KnownTotals(self, point)
    return SectionValues(
      layout, section: section, columns: sections[section].columns, point: point,
      hasPeriods: spec.periods != nil
    ) { totals.total($0, $1) }
  }

  /// Every attribute's total by period at a point, `units` first. Linear in the nonzeros.
  func totals(at point: [Rational]) -> [[Rational]] {
    var totals = [[Rational]](
      repeating: Array(repeating: .zero, count: layout.periods), count: spec.attributes.count)
    for j in 0..<layout.columnCount where !point[j].isZero {
      let (kind, period) = layout.kind(ofColumn: j)
      for t in layout.periods(of: period) {
        forEachCharge(of: kind, in: t) { attribute, figure in
          if !figure.isZero { totals[attribute][t] += figure * point[j] }
        }
      }
    }
    return totals
  }
}

/// The totals at a point, found when they are first asked for.
private final class KnownTotals {
  private let formulation: Formulation
  private let point: [Rational]
  private lazy var totals = formulation.totals(at: point)

  init(_ formulation: Formulation, _ point: [Rational]) {
    (self.formulation, self.point) = (formulation, point)
  }

  func total(_ attribute: Int, _ period: Int) -> Rational { totals[attribute][period] }
}
