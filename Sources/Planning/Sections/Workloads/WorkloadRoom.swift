// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// What workloads get of resources: a column for each option of each workload.
///
/// With x(w, k) what workload w gets on its option k and a(r) what is held of resource r, in each
/// period: the needs of a workload, Σ figure·x within their ends; its share, Σ x ≤ share; and for
/// each resource Σ x ≤ a. Units that several workloads have together count for each of them.
final class WorkloadRoom: Room {
  private let spec: Spec
  /// What sections change of what workloads get, by workload and option; empty where nothing.
  private let rules: [[PlacementRule]]
  /// Of each resource, whether units of what is held of it are taken; empty without workloads.
  private let isUsed: [Bool]
  /// Of each workload the first of its needs, and of each need its workload.
  private let firstNeed, workloadOfNeed: [Int]

  init(_ spec: Spec, _ sections: [SectionMathematics]) {
    self.spec = spec
    rules = sections.first { !$0.placements.isEmpty }?.placements ?? []
    var (first, owners, isUsed) = ([Int](), [Int](), [Bool]())
    if !spec.workloads.isEmpty {
      isUsed = Array(repeating: false, count: spec.resources.count)
      for section in sections {
        for column in section.columns {
          if let placing = column.placing { isUsed[placing.resource] = true }
        }
      }
    }
    for (w, workload) in spec.workloads.enumerated() {
      first.append(owners.count)
      for _ in workload.needs { owners.append(w) }
      for (k, option) in workload.options.enumerated() where option.canBeReached {
        if rules.isEmpty || rules[w][k].takesUnits { isUsed[option.resource] = true }
      }
    }
    (firstNeed, workloadOfNeed, self.isUsed) = (first, owners, isUsed)
  }

  // MARK: - Its rows

  /// Needs come first, then a share for each workload, then what is held of each resource.
  private enum Row {
    case need(workload: Int, Int)
    case share(Int)
    case held(Int)
  }

  private func row(_ item: Int) -> Row {
    if item < workloadOfNeed.count {
      let w = workloadOfNeed[item]
      return .need(workload: w, item - firstNeed[w])
    }
    let rest = item - workloadOfNeed.count
    return rest < spec.workloads.count ? .share(rest) : .held(rest - spec.workloads.count)
  }

  func need(_ w: Int, _ n: Int) -> Layout.RowKind { kind(firstNeed[w] + n) }
  func share(_ w: Int) -> Layout.RowKind { kind(workloadOfNeed.count + w) }

  private func held(_ r: Int) -> Layout.RowKind {
    kind(workloadOfNeed.count + spec.workloads.count + r)
  }

  private func kind(_ item: Int) -> Layout.RowKind {
    .init(room: Layout.RoomNumber.workloads, item: item)
  }

  var rowItems: Int {
    spec.workloads.isEmpty
      ? 0 : workloadOfNeed.count + spec.workloads.count + spec.resources.count
  }

  var columnItems: Int { spec.workloads.reduce(0) { $0 + $1.options.count } }

  func list(in lists: inout Layout.Lists) {
    for (w, workload) in spec.workloads.enumerated() {
      for (k, option) in workload.options.enumerated() where option.canBeReached {
        lists.add(.placement(workload: w, option: k))
      }
    }
    for r in isUsed.indices where isUsed[r] { lists.add(held(r)) }
    for (w, workload) in spec.workloads.enumerated() {
      for (n, limit) in workload.needs.enumerated() { lists.add(need(w, n), over: limit.span) }
      if workload.share != nil { lists.add(share(w)) }
    }
  }

  func meets(_ family: ColumnFamily) -> Bool {
    !spec.workloads.isEmpty && family != .purchases
  }

  // MARK: - Columns

  func bounds(of column: Layout.ColumnKind, in periods: Range<Int>) -> LinearProgram.Bounds {
    guard case .placement(let w, let k) = column, spec.workloads[w].options[k].obstacle != nil
    else { return .init(lower: .zero, upper: nil) }
    return .init(lower: .zero, upper: .zero)
  }

  func isWhole(_ column: Layout.ColumnKind) -> Bool {
    guard !rules.isEmpty, case .placement(let w, let k) = column else { return false }
    return rules[w][k].wholeAt != nil
  }

  func addEntries(
    of column: Layout.ColumnKind, in t: Int, _ layout: Layout, to entries: inout ColumnEntries
  ) {
    func add(_ row: Layout.RowKind, _ value: Rational) {
      if let row = layout.row(row, t) { entries.add(row, value) }
    }
    switch column {
    case .amount(let r): add(held(r), -.one)
    case .bought: return
    case .placement(let w, let k):
      if rules.isEmpty || rules[w][k].takesUnits {
        add(held(spec.workloads[w].options[k].resource), .one)
      }
      add(share(w), .one)
      for n in spec.workloads[w].needs.indices {
        let workload = spec.workloads[w]
        add(
          need(w, n),
          workload.figure(workload.options[k], workload.needs[n].attribute, in: t))
      }
    case .own:
      guard let placing = layout.placing(of: column) else { return }
      add(held(placing.resource), .one)
      for part in placing.parts {
        add(share(part.workload), .one)
        for (n, limit) in spec.workloads[part.workload].needs.enumerated() {
          add(need(part.workload, n), part.figure(limit.attribute, in: t))
        }
      }
    }
  }

  func forEachCharge(
    of column: Layout.ColumnKind, in period: Int, _ layout: Layout,
    _ body: (_ attribute: Int, _ figure: Rational) -> Void
  ) {
    guard case .placement(let w, let k) = column else { return }
    for figure in spec.workloads[w].options[k].figures {
      body(figure.attribute, figure.series[period])
    }
  }

  func words(of column: Layout.ColumnKind, _ layout: Layout) -> ColumnWords {
    guard case .placement(let w, let k) = column else { preconditionFailure("no placement") }
    let (workload, option) = (spec.workloads[w], spec.workloads[w].options[k])
    let resource = spec.resources[option.resource].name
    return ColumnWords(
      name: "\(workload.name) on \(resource)", at: workload.place(of: option, in: spec),
      wholeAt: rules.isEmpty ? nil : rules[w][k].wholeAt,
      keys: ["placement", workload.name, resource])
  }

  func bearer(of column: Layout.ColumnKind) -> ChargeBearer {
    guard case .placement(let w, let k) = column else { return .nobody }
    return .option(workload: w, option: k)
  }

  // MARK: - Rows

  func bounds(ofRow item: Int, in t: Int) -> LinearProgram.Bounds {
    switch row(item) {
    case .need(let w, let n): spec.workloads[w].needs[n].ends.bounds(t)
    case .share(let w): .init(lower: nil, upper: spec.workloads[w].share!.series[t])
    case .held: .init(lower: nil, upper: .zero)
    }
  }

  func limit(ofRow item: Int) -> Limit? {
    guard case .need(let w, let n) = row(item) else { return nil }
    return spec.workloads[w].needs[n]
  }

  func ends(ofRow item: Int) -> Ends {
    switch row(item) {
    case .need(let w, let n): spec.workloads[w].needs[n].ends
    case .share(let w): Ends(max: spec.workloads[w].share)
    case .held: Ends()
    }
  }

  func traits(ofRow item: Int) -> RowTraits {
    switch row(item) {
    case .need, .share: RowTraits(prices: .ofPart)
    case .held: RowTraits(isCommon: true, prices: .none)
    }
  }

  func name(ofRow item: Int, _ layout: Layout) -> String {
    if case .share(let w) = row(item) { return "share of " + spec.workloads[w].name }
    return words(ofRow: item, layout).name
  }

  func words(ofRow item: Int, _ layout: Layout) -> RowWords {
    switch row(item) {
    case .need(let w, let n):
      let (workload, need) = (spec.workloads[w], spec.workloads[w].needs[n])
      return RowWords(
        name: "\(need.name) of \(workload.name)", at: need.at,
        keys: ["workloads", workload.name, "needs", need.name],
        chinese: "\(workload.name)的\(need.name)")
    case .share(let w):
      let workload = spec.workloads[w]
      return RowWords(
        name: "share of \(workload.name)", at: workload.at.appending("share"),
        keys: ["workloads", workload.name, "share"], chinese: "\(workload.name)的份额")
    case .held(let r):
      let resource = spec.resources[r]
      return RowWords(name: "what is held of \(resource.name)", at: resource.at)
    }
  }

  func workload(ofRow item: Int) -> Int? {
    switch row(item) {
    case .need(let w, _), .share(let w): w
    case .held: nil
    }
  }

  /// The reduced cost of the amount is printed.
  func columnsThatPrice(row item: Int) -> [Layout.ColumnKind] {
    guard case .held(let r) = row(item) else { return [] }
    return [.amount(r)]
  }
}

extension Workload.Option {
  /// Whether there is a way there at all: what is only too slow has a column that is 0.
  var canBeReached: Bool { if case .noLink = obstacle { false } else { true } }
}
