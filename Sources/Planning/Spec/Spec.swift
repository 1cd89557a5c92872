// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// A spec that is in order: what there is, what is needed and what may be spent.
///
/// Attributes are known by their place in `attributes`, resources and workloads by theirs in the
/// lists here, which are in the order of the file.
public struct Spec: Sendable {
  /// The built-in attribute: 1 for every unit of a resource. It is attribute number 0.
  public static let units = "units"
  static let unitsIndex = 0

  public internal(set) var title: String?
  public internal(set) var periods: Periods?
  /// The names of all attributes, `units` first.
  public internal(set) var attributes: [String] = [Spec.units]
  public internal(set) var resources: [Resource] = []
  /// What resources have of attributes: `Resource.figures` is a range of these.
  var figures: [Figure] = []
  public internal(set) var demands: [Limit] = []
  public internal(set) var budgets: [Limit] = []
  public internal(set) var constraints: [Constraint] = []
  public internal(set) var workloads: [Workload] = []
  public internal(set) var links: [Link] = []
  /// What is optimized, in this order; one unless the spec has `priorities`.
  public internal(set) var objectives: [Objective] = []
  /// The further sections, each with a room of its own.
  var sections: [any Section] = []
  /// Scenarios, and losses that the plan survives; nil where it has neither.
  public internal(set) var futures: Futures?
  /// What a new plan starts from; nil in what is read, see `replanned`.
  public internal(set) var running: RunningPlan?

  /// Where those of its numbers stand that tables hold; nil where none do.
  var tables: TablePlaces?

  /// One where the spec has no periods.
  public var periodCount: Int { periods?.count ?? 1 }

  /// How its further sections are modelled, a sentence each.
  public var remarks: [String] { sections.flatMap(\.remarks) }

  /// So much of an attribute a unit. There are millions: it is kept in 32 bytes.
  struct Figure: Sendable {
    let series: Series
    private let number: Int32

    var attribute: Int { Int(number) }

    init(attribute: Int, series: Series) { (self.series, number) = (series, Int32(attribute)) }
  }

  /// What a unit of a resource has of an attribute in a period.
  public func figure(of resource: Resource, _ attribute: Int, in period: Int = 0) -> Rational {
    if attribute == Spec.unitsIndex { return .one }
    for figure in figures[resource.figures] where figure.attribute == attribute {
      return figure.series[period]
    }
    return .zero
  }

  func attribute(_ name: String) -> Int? { attributes.firstIndex(of: name) }
}

/// The periods of a plan over time.
public struct Periods: Sendable {
  /// How many a spec may have: a year of five minutes.
  static let most = 105_408

  public let count: Int
  /// One a period; nil where the spec gives only a number.
  public let names: [String]?

  /// What a message calls a period: its name, or `period 3`, counted from 1.
  public func label(_ period: Int) -> String { names?[period] ?? "period \(period + 1)" }
}
