// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// Links between sites: what is placed on the other side of one sends its traffic over it. In each
/// period Σ traffic·x ≤ bandwidth, and each unit of traffic charges the link's `cost`. Where a link
/// is too slow for a workload, what it gets there is 0.
final class LinkRoom: Room {
  private let spec: Spec
  private let costAttribute: Int?

  /// What a link's `cost` is charged to.
  static let costName = "cost"

  init(_ spec: Spec) {
    self.spec = spec
    costAttribute =
      spec.links.contains { $0.cost != nil } ? spec.attribute(Self.costName) : nil
  }

  private func bandwidth(_ l: Int) -> Layout.RowKind {
    .init(room: Layout.RoomNumber.links, item: l)
  }

  var rowItems: Int { spec.links.count }

  func list(in lists: inout Layout.Lists) {
    if spec.workloads.isEmpty { return }
    for (l, link) in spec.links.enumerated() where link.bandwidth != nil { lists.add(bandwidth(l)) }
  }

  func meets(_ family: ColumnFamily) -> Bool {
    !spec.links.isEmpty && (family == .placements || family == .own)
  }

  /// Calls `body` for each link that units of a column send over, and what a unit sends.
  private func forEachCrossing(
    of column: Layout.ColumnKind, in t: Int, _ layout: Layout,
    _ body: (_ link: Int, _ traffic: Rational) -> Void
  ) {
    func cross(_ w: Int, _ k: Int) {
      guard let link = spec.workloads[w].options[k].link, let traffic = spec.workloads[w].traffic
      else { return }
      body(link, traffic[t])
    }
    switch column {
    case .placement(let w, let k): cross(w, k)
    case .own:
      for part in layout.placing(of: column)?.parts ?? [] { cross(part.workload, part.option) }
    default: return
    }
  }

  func addEntries(
    of column: Layout.ColumnKind, in t: Int, _ layout: Layout, to entries: inout ColumnEntries
  ) {
    forEachCrossing(of: column, in: t, layout) { link, traffic in
      if let row = layout.row(bandwidth(link), t) { entries.add(row, traffic) }
    }
  }

  func forEachCharge(
    of column: Layout.ColumnKind, in period: Int, _ layout: Layout,
    _ body: (_ attribute: Int, _ figure: Rational) -> Void
  ) {
    guard let costAttribute else { return }
    forEachCrossing(of: column, in: period, layout) { link, traffic in
      if let cost = spec.links[link].cost { body(costAttribute, cost[period] * traffic) }
    }
  }

  /// What keeps a workload from an option: the latency that it asks for.
  func place(of column: Layout.ColumnKind, _ period: Int?, isLower: Bool) -> Place? {
    guard case .placement(let w, let k) = column, !isLower else { return nil }
    let workload = spec.workloads[w]
    guard case .tooSlow = workload.options[k].obstacle, let most = workload.maxLatency
    else { return nil }
    let resource = spec.resources[workload.options[k].resource].name
    var place = spec.place(
      Phrase("latency of \(workload.name) on \(resource)", "\(workload.name)在\(resource)上的时延"),
      nil, Ends(max: most), isLower: false)
    place?.isNumber = false
    return place
  }

  /// All links, whether they have a bandwidth or not.
  var shown: ShownRows? {
    spec.links.isEmpty
      ? nil : ShownRows(key: "links", noun: "link", names: spec.links.map(\.name))
  }

  /// The traffic on each link.
  func totals(at point: [Rational], _ layout: Layout) -> [[Rational]] {
    var traffic = [[Rational]](
      repeating: Array(repeating: .zero, count: layout.periods), count: spec.links.count)
    for j in 0..<layout.columnCount where !point[j].isZero {
      guard case (let kind, let t?) = layout.kind(ofColumn: j) else { continue }
      forEachCrossing(of: kind, in: t, layout) { link, unit in
        traffic[link][t] += unit * point[j]
      }
    }
    return traffic
  }

  func ends(ofRow item: Int) -> Ends { Ends(max: spec.links[item].bandwidth) }

  func words(ofRow item: Int, _ layout: Layout) -> RowWords {
    let link = spec.links[item]
    return RowWords(
      name: "traffic on \(link.name)", at: link.at.appending("bandwidth"),
      keys: ["links", link.name], chinese: "\(link.name)上的流量")
  }
}
