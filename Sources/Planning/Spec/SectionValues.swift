// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText

/// Where the values that sections speak of are in a plan; nil where the spec has none of the kind.
protocol PlanColumns: Sendable {
  var periods: Int { get }
  func amount(_ resource: Int, _ period: Int) -> Int
  func purchase(_ resource: Int, _ period: Int) -> Int?
  func placement(_ workload: Int, _ option: Int, _ period: Int) -> Int?
  /// What is missed of the least that a demand asks for.
  func missed(ofDemand demand: Int, _ period: Int) -> Int?
  /// A column that a section gives, by its number among those of all sections.
  func further(_ item: Int, _ period: Int) -> Int
}

/// What a plan comes to.
protocol PlanTotals: AnyObject {
  func total(_ attribute: Int, _ period: Int) -> Rational
  func demand(_ i: Int, _ period: Int) -> Rational
}

/// The values of a plan, for a section to read and to put its own into.
struct SectionValues {
  private let columnPlaces: any PlanColumns
  /// The number of the first of the section's columns among those of all sections.
  private let first: Int
  private(set) var point: [Rational]
  private let totals: any PlanTotals
  /// The section's own columns.
  let columns: [AddedColumn]
  let periods: Int
  let hasPeriods: Bool

  init(
    _ places: any PlanColumns, first: Int, columns: [AddedColumn], point: [Rational],
    hasPeriods: Bool,
    totals: any PlanTotals
  ) {
    (columnPlaces, self.first, self.point, self.totals) = (places, first, point, totals)
    (self.columns, periods, self.hasPeriods) = (columns, places.periods, hasPeriods)
  }

  func amount(_ resource: Int, _ period: Int) -> Rational {
    point[columnPlaces.amount(resource, period)]
  }

  func bought(_ resource: Int, _ period: Int) -> Rational {
    columnPlaces.purchase(resource, period).map { point[$0] } ?? .zero
  }

  /// How much of the least that a demand asks for is missed.
  func missed(_ demand: Int, _ period: Int) -> Rational {
    columnPlaces.missed(ofDemand: demand, period).map { point[$0] } ?? .zero
  }

  /// A number a period from what is printed; 0 for what is not there.
  func list(_ printed: JSONValue?) -> [Rational] {
    guard let printed else { return Array(repeating: .zero, count: periods) }
    if let number = printed.number { return Array(repeating: Rational(number), count: periods) }
    let numbers = printed.elements.map { $0.number.map { Rational($0) } ?? .zero }
    return Array((numbers + Array(repeating: .zero, count: periods)).prefix(periods))
  }

  func placed(_ workload: Int, _ option: Int, _ period: Int) -> Rational {
    columnPlaces.placement(workload, option, period).map { point[$0] } ?? .zero
  }

  /// A number for each period, or one where there are no periods.
  func series<Value>(_ value: (Int) -> Value) -> PerPeriod<Value> {
    hasPeriods ? .list((0..<periods).map(value)) : .constant(value(0))
  }

  /// The total of an attribute in a period.
  func total(_ attribute: Int, _ period: Int) -> Rational { totals.total(attribute, period) }

  /// The total that a demand bounds, which may be on a part of the plan.
  func total(ofDemand demand: Int, _ period: Int) -> Rational { totals.demand(demand, period) }

  private func column(_ item: Int, _ period: Int) -> Int {
    columnPlaces.further(first + item, period)
  }

  /// The value of one of the section's own columns.
  subscript(item: Int, period: Int) -> Rational {
    get { point[column(item, period)] }
    set { point[column(item, period)] = newValue }
  }
}

extension SectionValues {
  /// Takes what a result or a plan has of the columns that are printed; 0 of what it lacks.
  mutating func read(_ printed: JSONValue) {
    for (item, column) in columns.enumerated() where !column.printedAt.isEmpty {
      guard
        let value = column.printedAt.reduce(printed, { value, key in value?[key] })
      else { continue }
      for t in 0..<(column.span == .all ? 1 : periods) {
        self[item, t] = value.figure(t) ?? .zero
      }
    }
  }
}
