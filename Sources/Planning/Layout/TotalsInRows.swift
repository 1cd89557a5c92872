// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// The rows in which the total of an attribute, or the amount of a resource, counts: what rooms that
/// bound totals tell, so that what a column counts for is put where it belongs.
struct TotalsInRows {
  /// The rows in which one of them counts.
  struct Uses {
    /// Rows of a period: the place in its block, the coefficient in the row's period, and how many
    /// periods before it what counts is.
    struct InPeriod {
      let place: Int
      let coefficient: Series
      let lag: Int
      /// The part of the plan that counts; nil where all of it does.
      let part: Part?
    }
    fileprivate(set) var inPeriod: [InPeriod] = []
    fileprivate(set) var overAll: [(row: Int, coefficient: Series, part: Part?)] = []
  }

  private(set) var attributes: [Uses]
  /// Empty where no row is on amounts.
  private(set) var resources: [Uses] = []
  private let resourceCount: Int

  init(_ spec: Spec) {
    attributes = Array(repeating: Uses(), count: spec.attributes.count)
    resourceCount = spec.resources.count
  }

  /// The total of an attribute counts in a row.
  mutating func add(
    attribute: Int, in row: Layout.RowKind, over span: Limit.Span = .each,
    _ coefficient: Series = .constant(.one), lag: Int = 0, part: Part? = nil, _ layout: Layout
  ) {
    let place = layout.row(row)!
    if span == .each {
      attributes[attribute].inPeriod.append(
        .init(place: place, coefficient: coefficient, lag: lag, part: part))
    } else {
      attributes[attribute].overAll.append((place, coefficient, part))
    }
  }

  /// The amount of a resource counts in a row.
  mutating func add(
    resource: Int, in row: Layout.RowKind, _ coefficient: Series, lag: Int = 0, _ layout: Layout
  ) {
    if resources.isEmpty { resources = Array(repeating: Uses(), count: resourceCount) }
    resources[resource].inPeriod.append(
      .init(place: layout.row(row)!, coefficient: coefficient, lag: lag, part: nil))
  }
}
