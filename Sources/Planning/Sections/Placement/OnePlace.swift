// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// All that a workload gets is on one resource: a column that is 0 or 1 for each of its options.
extension PlacementSection {
  /// Finds the most that workloads in one place can get there, and notes where nothing ends it.
  func closed(by ends: any EndsOfAmounts, _ reader: inout SpecReader) -> any Section {
    noteSharesOfParts(&reader)
    if !rules.contains(where: { $0.onePlace != nil }) { return self }
    var section = self
    let spec = reader.spec
    let bounds = PlaceBounds(self, in: spec)
    for w in rules.indices {
      guard let onePlace = rules[w].onePlace else { continue }
      var most: [[PlaceBounds.Most]] = []
      for (k, option) in spec.workloads[w].options.enumerated() {
        let ends = (0..<spec.periodCount).compactMap { bounds.most(w, k, $0) }
        if ends.count == spec.periodCount {
          most.append(ends)
        } else {
          noteEndless(spec.workloads[w], spec.resources[option.resource], onePlace, &reader)
          break
        }
      }
      section.rules[w].onePlace!.most = most
    }
    return section
  }

  private func noteEndless(
    _ workload: Workload, _ resource: Resource, _ onePlace: OnePlace, _ reader: inout SpecReader
  ) {
    let (workload, resource) = (quoted(workload.name), quoted(resource.name))
    reader.note(
      "nothing ends what \(workload) could get on \(resource), and more than its needs may be of "
        + "use: a \"share\" of \(workload), a \"max\" of its needs or a \"max\" of \(resource) "
        + "would",
      at: onePlace.at, offset: onePlace.offset)
  }

  /// Where more than what is needed is of no use, it must stay so.
  func holds(for directions: AttributeDirections) -> Bool {
    rules.indices.allSatisfy { w in
      let most = rules[w].onePlace?.most.joined() ?? [].joined()
      if !most.contains(where: \.isOnlyOfBest) { return true }
      return !figuresOfUse[w].contains { attribute, sign in
        sign > 0 ? directions[attribute].gainsByMore : directions[attribute].gainsByLess
      }
    }
  }

  func addOnePlace(to mathematics: inout SectionMathematics, in spec: Spec) {
    for (w, rule) in rules.enumerated() {
      guard let onePlace = rule.onePlace, !onePlace.most.isEmpty else { continue }
      add(onePlace, of: w, to: &mathematics, in: spec)
    }
  }

  private func add(
    _ onePlace: OnePlace, of w: Int, to mathematics: inout SectionMathematics, in spec: Spec
  ) {
    let workload = spec.workloads[w]
    let isUnit = isOneUnit(w, onePlace)
    var places: [AddedRow.Term] = []
    for k in workload.options.indices {
      if isUnit {
        // It gets one unit or none: its own columns say where it is.
        places += targets(w, k).map { .init($0) }
        continue
      }
      let resource = spec.resources[workload.options[k].resource].name
      let place = mathematics.add(
        AddedColumn(
          name: "\(workload.name) is on \(resource)", at: onePlace.at, span: onePlace.span,
          isWhole: true, bounds: .constant(.init(lower: .zero, upper: .one)),
          option: (workload: w, option: k)))
      places.append(.init(.own(place)))
      mathematics.rows.append(row(onePlace, w, k, place, resource, spec))
    }
    var row = AddedRow(
      name: "places of \(workload.name)", at: onePlace.at, span: onePlace.span,
      bounds: .constant(.init(lower: nil, upper: .one)), terms: places)
    row.says.upper = .init(
      name: Phrase("places of \(workload.name)"),
      bound: WrittenBound(series: .constant(.one), at: onePlace.at), isFloor: false,
      sentence: Phrase(
        "all of \(workload.name) is on one resource", "\(workload.name) 只能放在一个资源上"))
    mathematics.rows.append(row)
  }

  /// What a workload gets on an option is nothing, or at most what it can get there.
  private func row(
    _ onePlace: OnePlace, _ w: Int, _ k: Int, _ place: Int, _ resource: String, _ spec: Spec
  ) -> AddedRow {
    let most = onePlace.most[k]
    let value = PerPeriod(periods) { t in
      most[t].isOnlyOfBest ? max(most[t].value, running(w, k, t, spec)) : most[t].value
    }
    let name = spec.workloads[w].name
    var row = AddedRow(
      name: "\(name) on \(resource), its place", at: onePlace.at,
      bounds: .constant(.init(lower: nil, upper: .zero)),
      terms: targets(w, k).map { .init($0) } + [.init(.own(place), value.map { -$0 })])
    row.limitTerms = 1
    row.isOnlyOfBest = most.contains(where: \.isOnlyOfBest)
    if !row.isOnlyOfBest {
      row.derived = DerivedEnd(targets: targets(w, k), most: value)
      row.says.upper = .init(
        name: Phrase(
          "what \(name) can get on \(resource)", "\(name)在\(resource)上可得的数量"),
        bound: WrittenBound(series: value, at: onePlace.at), isFloor: false)
    }
    return row
  }

  /// What a running plan has there: it may stay.
  private func running(_ w: Int, _ k: Int, _ t: Int, _ spec: Spec) -> Rational {
    guard let running = spec.running else { return .zero }
    let number = spec.sections.firstIndex { $0 is PlacementSection }!
    return (shared.isEmpty ? [] : shared[w][k]).reduce(running.placement[w][k][t]) { sum, item in
      sum + (running.added[Added(section: number, item: item)]?[t] ?? .zero)
    }
  }

  /// Whether what a workload gets in its place is one whole unit or none.
  private func isOneUnit(_ w: Int, _ onePlace: OnePlace) -> Bool {
    onePlace.span == .each && rules[w].wholeAt != nil
      && onePlace.most.allSatisfy { $0.allSatisfy { !$0.isOnlyOfBest && $0.value == .one } }
  }

  /// A place is where something of the workload is.
  func settleOnePlace(_ values: inout SectionValues) {
    for place in values.columns.indices.dropFirst(shares.count) {
      guard let at = values.columns[place].option else { continue }
      let isThere = (0..<values.periods).map { !units(at.workload, at.option, $0, values).isZero }
      if values.columns[place].span == .all {
        values[place, 0] = isThere.contains(true) ? .one : .zero
      } else {
        for t in isThere.indices { values[place, t] = isThere[t] ? .one : .zero }
      }
    }
  }
}
