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
      /// nil is 1.
      let coefficient: Series?
      let lag: Int
      /// The part of the plan that counts; nil where all of it does.
      let part: Part?
    }
    fileprivate(set) var inPeriod: [InPeriod] = []
    fileprivate(set) var overAll: [(row: Int, coefficient: Series?, part: Part?)] = []
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
    let coefficient = coefficient == .constant(.one) ? nil : coefficient
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

/// Puts what columns count for in totals into the rows that bound these.
final class ColumnTotals {
  private let attributes, resources: [TotalsInRows.Uses]
  private let layout: Layout
  private let height, periods: Int

  init(_ totals: TotalsInRows, _ layout: Layout) {
    (attributes, resources) = (totals.attributes, totals.resources)
    (self.layout, height, periods) = (layout, layout.periodRows.count, layout.periods)
  }

  /// Adds what a figure in a period counts for.
  @inline(__always)
  func add(
    _ figure: Rational, ofAttribute attribute: Int, _ kind: Layout.ColumnKind, _ period: Int,
    to column: inout ColumnEntries
  ) {
    let uses = attributes[attribute]
    if uses.inPeriod.isEmpty && uses.overAll.isEmpty { return }
    add(figure, kind, uses, period, to: &column)
  }

  /// Adds what a unit of a resource counts for where its amount does.
  @inline(__always)
  func add(amountOf r: Int, _ period: Int, to column: inout ColumnEntries) {
    if !resources.isEmpty { add(.one, .amount(r), resources[r], period, to: &column) }
  }

  @inline(__always)
  private func add(
    _ figure: Rational, _ kind: Layout.ColumnKind, _ uses: TotalsInRows.Uses, _ period: Int,
    to column: inout ColumnEntries
  ) {
    for k in uses.inPeriod.indices {
      let t = period + uses.inPeriod[k].lag
      if t >= periods { continue }
      if let part = uses.inPeriod[k].part, !layout.isIn(part, kind) { continue }
      let row = t * height + uses.inPeriod[k].place
      column.add(row, uses.inPeriod[k].coefficient.map { $0[t] * figure } ?? figure)
    }
    for k in uses.overAll.indices {
      if let part = uses.overAll[k].part, !layout.isIn(part, kind) { continue }
      column.add(
        uses.overAll[k].row, uses.overAll[k].coefficient.map { $0[period] * figure } ?? figure)
    }
  }
}
