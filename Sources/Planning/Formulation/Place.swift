// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// One end of a row or of a column of the program.
enum End: Hashable {
  case row(Int, isLower: Bool)
  case column(Int, isLower: Bool)
}

/// An end as it stands in the spec.
struct Place {
  /// What is bounded, with its period: `cost in tue`.
  var name: String
  let at: String
  /// The number that the author wrote.
  let bound: Rational
  /// Whether the author wrote a floor.
  let isFloor: Bool
  /// Written as `equals`.
  let isEquality: Bool
  /// Whether another number in this place loosens the end.
  var isNumber = true
  /// What it says, where a bound on a name does not say it.
  var sentence: Phrase?
}

extension Formulation {
  /// Every end that the author wrote and that cannot be missed, of columns, if wished, and rows.
  func writtenEnds(withColumns: Bool) -> [End] {
    var ends: [End] = []
    if withColumns {
      for j in 0..<columnCount {
        for isLower in [true, false] where place(of: .column(j, isLower: isLower)) != nil {
          ends.append(.column(j, isLower: isLower))
        }
      }
    }
    for i in 0..<rowCount {
      for isLower in [true, false] where place(of: .row(i, isLower: isLower)) != nil {
        ends.append(.row(i, isLower: isLower))
      }
    }
    return ends
  }

  /// Where an end stands in the spec; nil for what no author wrote, and for what may be missed.
  func place(of end: End) -> Place? {
    if let composition { return composition.place(of: end) }
    switch end {
    case .row(let i, let isLower):
      guard i < layout.rowCount else { return nil }
      let (kind, period) = layout.kind(ofRow: i)
      return place(ofRow: kind, period, isLower: isLower)
    case .column(let j, let isLower):
      guard j < layout.columnCount else { return nil }
      let (kind, period) = layout.kind(ofColumn: j)
      return place(ofColumn: kind, period, isLower: isLower)
    }
  }

  private func place(ofRow kind: Layout.RowKind, _ period: Int?, isLower: Bool) -> Place? {
    switch kind {
    case .keep, .held, .kept: return nil
    case .demand, .budget, .need:
      let limit = limit(kind)!
      if limit.isSoft { return nil }
      return place(name(of: kind), period, limit.ends, isLower)
    case .constraint(let i):
      return place(name(of: kind), period, spec.constraints[i].ends, isLower)
    case .ramp(let r):
      let resource = spec.resources[r]
      let written = isLower ? resource.scaling!.rampDown : resource.scaling!.rampUp
      guard let written else { return nil }
      return Place(
        name: inPeriod("\(isLower ? "fall" : "rise") of \(resource.name)", period),
        at: written.place(period).description, bound: written.series[period ?? 0], isFloor: false,
        isEquality: false)
    case .added(let added): return place(row(added).says, period, isLower: isLower)
    case .share(let w):
      return place(name(of: kind), period, Ends(max: spec.workloads[w].share), isLower)
    case .bandwidth(let l):
      return place(name(of: kind), period, Ends(max: spec.links[l].bandwidth), isLower)
    }
  }

  private func place(ofColumn kind: Layout.ColumnKind, _ period: Int?, isLower: Bool) -> Place? {
    switch kind {
    case .amount(let r):
      let resource = spec.resources[r]
      guard let written = isLower ? resource.min : resource.max else { return nil }
      if period == nil, resource.isConstant, written.isList {
        // The tightest number is the one that holds.
        let tightest = written.values.indices.reduce(0) { best, t in
          (isLower ? written[t] > written[best] : written[t] < written[best]) ? t : best
        }
        return place(resource.name, tightest, resource.ends, isLower)
      }
      if resource.isConstant {
        var place = place(resource.name, 0, resource.ends, isLower)
        place?.name = resource.name
        return place
      }
      return place(resource.name, period, resource.ends, isLower)
    case .placement(let w, let k):
      let workload = spec.workloads[w]
      guard !isLower, case .tooSlow = workload.options[k].obstacle, let most = workload.maxLatency
      else { return nil }
      var place = place(
        "latency of \(workload.name) on \(spec.resources[workload.options[k].resource].name)", nil,
        Ends(max: most), false)
      place?.isNumber = false
      return place
    case .added(let added): return place(column(added).says, period, isLower: isLower)
    case .bought, .missed, .moved: return nil
    }
  }

  private func place(_ says: AddedRow.Clauses, _ period: Int?, isLower: Bool) -> Place? {
    guard let clause = isLower ? says.lower : says.upper else { return nil }
    return Place(
      name: inPeriod(clause.name, period), at: clause.bound.place(period).description,
      bound: clause.bound.series[period ?? 0], isFloor: clause.isFloor,
      isEquality: says.lower != nil && says.lower?.bound.at == says.upper?.bound.at,
      isNumber: clause.canChange, sentence: clause.sentence)
  }

  private func place(_ name: String, _ period: Int?, _ ends: Ends, _ isLower: Bool) -> Place? {
    guard let written = isLower ? ends.min : ends.max else { return nil }
    return Place(
      name: inPeriod(name, period), at: written.place(period).description,
      bound: written.series[period ?? 0], isFloor: isLower, isEquality: ends.isEquality)
  }

  /// What a row is on, in the words of the spec, without its period.
  func name(of kind: Layout.RowKind) -> String {
    switch kind {
    case .demand, .budget: limit(kind)!.name
    case .need(let w, let n): "\(spec.workloads[w].needs[n].name) of \(spec.workloads[w].name)"
    case .constraint(let i): spec.constraints[i].name
    case .keep(let r): "what is there of \(spec.resources[r].name)"
    case .ramp(let r): "change of \(spec.resources[r].name)"
    case .held(let r): "what is held of \(spec.resources[r].name)"
    case .share(let w): "share of \(spec.workloads[w].name)"
    case .bandwidth(let l): "traffic on \(spec.links[l].name)"
    case .kept(let kept): "what runs of \(name(of: kept.column))"
    case .added(let added): row(added).name
    }
  }

  /// The workload that a row belongs to; nil for one of the whole plan.
  func owner(of kind: Layout.RowKind) -> String? {
    switch kind {
    case .need(let w, _), .share(let w): spec.workloads[w].name
    default: nil
    }
  }

  /// What a column is an amount of, with its period.
  func name(ofColumn j: Int) -> String {
    guard j < columnCount else { return "the worst" }
    if let composition { return composition.name(ofColumn: j) }
    let (kind, period) = layout.kind(ofColumn: j)
    if case .amount(let r) = kind, spec.resources[r].isConstant { return spec.resources[r].name }
    return inPeriod(name(of: kind), period)
  }

  private func name(of kind: Layout.ColumnKind) -> String {
    switch kind {
    case .amount(let r): spec.resources[r].name
    case .bought(let r): "bought \(spec.resources[r].name)"
    case .placement(let w, let k):
      "\(spec.workloads[w].name) on "
        + spec.resources[spec.workloads[w].options[k].resource].name
    case .missed(let row, let isLower): "missed \(isLower ? "least" : "most") \(name(of: row))"
    case .moved(let kept, let isUp): "\(name(of: kept.column)) moved \(isUp ? "up" : "down")"
    case .added(let added): column(added).name
    }
  }

  /// A name with its period, where the spec has periods: `cost in tue`, `cost over all periods`.
  func inPeriod(_ name: String, _ period: Int?) -> String {
    guard let periods = spec.periods else { return name }
    return period.map { "\(name) in \(periods.label($0))" } ?? "\(name) over all periods"
  }

  /// The pointer to what a row came from; its period behind it where it has one.
  func pointer(ofRow i: Int) -> String {
    if let composition { return composition.pointer(ofRow: i) }
    let (kind, period) = layout.kind(ofRow: i)
    let at =
      switch kind {
      case .demand, .budget, .need: limit(kind)!.at
      case .constraint(let c): spec.constraints[c].at
      case .keep(let r): spec.resources[r].at.appending("buy")
      case .ramp(let r): spec.resources[r].at.appending("ramp")
      case .held(let r): spec.resources[r].at
      case .share(let w): spec.workloads[w].at.appending("share")
      case .bandwidth(let l): spec.links[l].at.appending("bandwidth")
      case .kept(.amount(let r)): spec.resources[r].at.appending("running")
      case .kept(.placement(let w, let k)):
        spec.workloads[w].options[k].at.appending("running")
      case .kept(.added(let added)): column(added).at.appending("running")
      case .added(let added): row(added).at
      }
    guard spec.periods != nil, let period else { return at.description }
    return at.appending(period).description
  }
}
