// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// How amounts may change from one period to the next: `buy`, `keep`, `ramp_up` and `ramp_down`.
///
/// With a(t) in use and b(t) bought, a row each in each period:
///
///     a(t) − keep·a(t−1) − b(t−lead) ≤ 0,  −ramp_down ≤ a(t) − a(t−1) ≤ ramp_up
///
/// What was there before the first period is on the right-hand side of the first rows. What lasts so
/// many periods has a chain of its own (`Lives`).
final class ScalingRoom: Room {
  private let spec: Spec
  private let isThere: Bool

  init(_ spec: Spec) {
    self.spec = spec
    isThere = spec.resources.contains { $0.scaling != nil }
  }

  /// Two rows a resource: what is there, and how far the amount changes.
  private func keep(_ r: Int) -> Layout.RowKind { .init(room: number, item: r) }
  private func ramp(_ r: Int) -> Layout.RowKind {
    .init(room: number, item: spec.resources.count + r)
  }

  private var number: Int { Layout.RoomNumber.scaling }

  private func parts(_ item: Int) -> (resource: Resource, scaling: Resource.Scaling, isRamp: Bool) {
    let isRamp = item >= spec.resources.count
    let resource = spec.resources[isRamp ? item - spec.resources.count : item]
    return (resource, resource.scaling!, isRamp)
  }

  var rowItems: Int { isThere ? 2 * spec.resources.count : 0 }
  var columnItems: Int { isThere ? spec.resources.count : 0 }

  func list(in lists: inout Layout.Lists) {
    if !isThere { return }
    for (r, resource) in spec.resources.enumerated() {
      guard let scaling = resource.scaling else { continue }
      if scaling.buy != nil {
        if scaling.life == nil { lists.add(keep(r)) }
        lists.add(.bought(r))
      }
      if scaling.rampUp != nil || scaling.rampDown != nil { lists.add(ramp(r)) }
    }
  }

  func meets(_ family: ColumnFamily) -> Bool {
    isThere && (family == .amounts || family == .purchases)
  }

  func addEntries(
    of column: Layout.ColumnKind, in t: Int, _ layout: Layout, to entries: inout ColumnEntries
  ) {
    func add(_ row: Layout.RowKind, _ t: Int, _ value: Rational) {
      if let row = layout.row(row, t) { entries.add(row, value) }
    }
    switch column {
    case .amount(let r):
      guard let scaling = spec.resources[r].scaling else { return }
      add(keep(r), t, .one)
      add(ramp(r), t, .one)
      guard t + 1 < layout.periods else { return }
      add(keep(r), t + 1, -scaling.keep[t + 1])
      add(ramp(r), t + 1, -.one)
    case .bought(let r):
      let there = t + spec.resources[r].scaling!.lead
      if there < layout.periods { add(keep(r), there, -.one) }
    default: return
    }
  }

  func forEachCharge(
    of column: Layout.ColumnKind, in period: Int, _ layout: Layout,
    _ body: (_ attribute: Int, _ figure: Rational) -> Void
  ) {
    guard case .bought(let r) = column else { return }
    for figure in spec.resources[r].scaling!.buy! {
      body(figure.attribute, figure.series[period])
    }
  }

  func words(of column: Layout.ColumnKind, _ layout: Layout) -> ColumnWords {
    guard case .bought(let r) = column else { preconditionFailure("no purchase") }
    let resource = spec.resources[r]
    return ColumnWords(
      name: "bought \(resource.name)", at: resource.at,
      keys: ["resources", resource.name, "bought"])
  }

  func bearer(of column: Layout.ColumnKind) -> ChargeBearer {
    guard case .bought(let r) = column else { return .nobody }
    return .resource(r)
  }

  func bounds(ofRow item: Int, in t: Int) -> LinearProgram.Bounds {
    let (resource, scaling, isRamp) = parts(item)
    if isRamp {
      return LinearProgram.Bounds(
        lower: scaling.rampDown.map { -$0.series[t] }, upper: scaling.rampUp.map { $0.series[t] })
    }
    return .init(lower: nil, upper: t == 0 ? scaling.keep[0] * resource.start : .zero)
  }

  func before(row item: Int) -> Rational {
    let (resource, _, isRamp) = parts(item)
    return isRamp ? -resource.start : .zero
  }

  func traits(ofRow item: Int) -> RowTraits { RowTraits(prices: .none) }

  func words(ofRow item: Int, _ layout: Layout) -> RowWords {
    let (resource, _, isRamp) = parts(item)
    return isRamp
      ? RowWords(name: "change of \(resource.name)", at: resource.at.appending("ramp"))
      : RowWords(name: "what is there of \(resource.name)", at: resource.at.appending("buy"))
  }

  func place(ofRow item: Int, _ period: Int?, isLower: Bool) -> Place? {
    let (resource, scaling, isRamp) = parts(item)
    guard isRamp, let written = isLower ? scaling.rampDown : scaling.rampUp else { return nil }
    return Place(
      name: spec.inPeriod(
        isLower
          ? Phrase("fall of \(resource.name)", "\(resource.name)的减量")
          : Phrase("rise of \(resource.name)", "\(resource.name)的增量"), period),
      at: written.place(period).description, bound: written.series[period ?? 0], isFloor: false,
      isEquality: false)
  }
}
