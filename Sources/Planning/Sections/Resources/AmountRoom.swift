// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// The amounts of resources: a column each, in each period or one for all of them, which charges the
/// resource's attributes.
final class AmountRoom: Room {
  private let spec: Spec

  init(_ spec: Spec) { self.spec = spec }

  private func resource(_ column: Layout.ColumnKind) -> Resource {
    guard case .amount(let r) = column else { preconditionFailure("no amount") }
    return spec.resources[r]
  }

  func bounds(of column: Layout.ColumnKind, in periods: Range<Int>) -> LinearProgram.Bounds {
    guard case .amount(let r) = column else { preconditionFailure("no amount") }
    return spec.resources[r].bounds(periods)
  }

  func isWhole(_ column: Layout.ColumnKind) -> Bool {
    guard case .amount(let r) = column else { preconditionFailure("no amount") }
    return spec.resources[r].isInteger
  }

  /// What a unit of a resource counts for: `units`, and what it has.
  @inline(__always)
  func forEachCharge(
    ofResource r: Int, in period: Int, _ body: (_ attribute: Int, _ figure: Rational) -> Void
  ) {
    body(Spec.unitsIndex, .one)
    for place in spec.resources[r].figures {
      let figure = spec.figures[place]
      body(figure.attribute, figure.series[period])
    }
  }

  func words(of column: Layout.ColumnKind, _ layout: Layout) -> ColumnWords {
    let resource = resource(column)
    return ColumnWords(
      name: resource.name, at: resource.at, wholeAt: resource.at.appending("integer"),
      isConstant: resource.isConstant, keys: ["allocation", resource.name])
  }

  func bearer(of column: Layout.ColumnKind) -> ChargeBearer {
    guard case .amount(let r) = column else { return .nobody }
    return .resource(r)
  }

  func place(of column: Layout.ColumnKind, _ period: Int?, isLower: Bool) -> Place? {
    let resource = resource(column)
    guard let written = isLower ? resource.min : resource.max else { return nil }
    if period == nil, resource.isConstant, written.isList {
      // The tightest number is the one that holds.
      let tightest = written.values.indices.reduce(0) { best, t in
        (isLower ? written[t] > written[best] : written[t] < written[best]) ? t : best
      }
      return spec.place(Phrase(resource.name), tightest, resource.ends, isLower: isLower)
    }
    var place = spec.place(
      Phrase(resource.name), resource.isConstant ? 0 : period, resource.ends, isLower: isLower)
    if resource.isConstant { place?.name = Phrase(resource.name) }
    return place
  }
}
