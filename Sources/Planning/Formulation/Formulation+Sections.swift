// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText

extension Formulation {
  /// A point of the program with the columns of sections in the one form that is printed. The
  /// others stay as they are.
  func settled(
    _ point: [Rational], printed: JSONValue? = nil, without lost: Set<Int> = []
  ) -> [Rational] {
    if spec.sections.isEmpty { return point }
    if let composition { return composition.settled(point) }
    var point = point
    for (s, section) in spec.sections.enumerated() {
      var values = values(of: s, at: point, without: lost)
      if let printed { values.read(printed) }
      section.settle(&values, printed: printed)
      point = values.point
    }
    return point
  }

  /// What the sections say of a plan.
  func figures(at point: [Rational]) -> SectionFigures {
    var figures = SectionFigures()
    for (s, section) in spec.sections.enumerated() {
      figures.merge(section.figures(values(of: s, at: point)))
    }
    return figures
  }

  private func values(
    of section: Int, at point: [Rational], without lost: Set<Int> = []
  ) -> SectionValues {
    return SectionValues(
      layout, first: rooms.further.firstColumn[section], columns: sections[section].columns,
      point: point,
      hasPeriods: spec.periods != nil, totals: KnownTotals(self, point, without: lost))
  }

  /// Every attribute's total by period at a point, `units` first, where some resources are lost.
  /// Linear in the nonzeros.
  func totals(
    at point: [Rational], of part: Part? = nil, without lost: Set<Int> = []
  ) -> [[Rational]] {
    var totals = [[Rational]](
      repeating: Array(repeating: .zero, count: layout.periods), count: spec.attributes.count)
    for j in 0..<layout.columnCount where !point[j].isZero {
      let (kind, period) = layout.kind(ofColumn: j)
      if let part, !isIn(part, kind) { continue }
      if !lost.isEmpty, isCharged(kind, to: lost) { continue }
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
final class KnownTotals: PlanTotals {
  private let formulation: Formulation
  private let point: [Rational]
  private let lost: Set<Int>
  private lazy var totals = formulation.totals(at: point, without: lost)
  /// Of demands on a part of the plan.
  private var ofParts: [Int: [Rational]] = [:]

  init(_ formulation: Formulation, _ point: [Rational], without lost: Set<Int>) {
    (self.formulation, self.point, self.lost) = (formulation, point, lost)
  }

  func total(_ attribute: Int, _ period: Int) -> Rational { totals[attribute][period] }

  func demand(_ i: Int, _ period: Int) -> Rational {
    let demand = formulation.spec.demands[i]
    guard let part = demand.part else { return total(demand.attribute, period) }
    if ofParts[i] == nil {
      ofParts[i] = formulation.totals(at: point, of: part, without: lost)[demand.attribute]
    }
    return ofParts[i]![period]
  }
}
