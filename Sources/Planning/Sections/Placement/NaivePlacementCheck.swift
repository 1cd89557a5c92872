// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText
import LinearProgram

/// Asked of every spec: most of it is about those that have none of the keys of a placement.
final class NaivePlacementCheck: SectionReading {
  static let format = SectionFormat()
  static let isAlwaysAsked = true

  func finish(_ reader: inout SpecReader) -> (any Section)? {
    reader.warnOfNaivePlacements()
    reader.warnOfUnitsTooSmall()
    return nil
  }
}

/// Warnings where a workload is written as if several of its units could be on one unit of a
/// resource, and each takes a whole one: what it means is `uses` and `gives`.
extension SpecReader {
  fileprivate mutating func warnOfNaivePlacements() {
    if spec.workloads.isEmpty || !names.isKnown { return }
    warnOfNegativeFigures()
    warnOfRepeatedFigures()
  }

  /// Whether a unit of a workload takes something smaller than a unit.
  private func usesQuantities(_ w: Int) -> Bool {
    spec.sections.contains { section in
      guard let placement = section as? PlacementSection else { return false }
      return !placement.rules[w].uses.isEmpty
    }
  }

  /// A figure below 0 under `on` of an attribute that the resource itself has: as if the workload
  /// used some of it. It counts against the total over all resources.
  private mutating func warnOfNegativeFigures() {
    var found: [Int: (workload: Int, option: Int, count: Int)] = [:]
    var order: [Int] = []
    for (w, workload) in spec.workloads.enumerated() where !usesQuantities(w) {
      var seen: Set<Int> = []
      for (k, option) in workload.options.enumerated() {
        let resource = spec.resources[option.resource]
        for figure in option.figures
        where figure.series.contains(where: { $0.signum < 0 })
          && spec.figure(of: resource, figure.attribute).signum > 0
          && seen.insert(figure.attribute).inserted
        {
          if found[figure.attribute] == nil { order.append(figure.attribute) }
          found[figure.attribute, default: (w, k, 0)].count += 1
        }
      }
    }
    for attribute in order {
      let (w, k, count) = found[attribute]!
      let option = spec.workloads[w].options[k]
      let resource = spec.resources[option.resource]
      let name = names.attributes[attribute]
      let use = option.figures.first { $0.attribute == attribute }!.series.values.min()!
      note(
        "a figure below 0 counts against the total of \(quoted(name)) over all resources, and each "
          + "unit placed takes a whole \(quoted(resource.name))\(others(count, "workload")); if units "
          + "share one, write \"uses\": {\(quoted(name)): \((-use).text)} in the workload and "
          + "\"gives\": {\(quoted(name)): \(spec.figure(of: resource, attribute).text)} in "
          + "the resource", at: spec.workloads[w].place(of: option, in: spec).appending(name),
        offset: offset(of: spec.workloads[w], option, name), severity: .warning)
    }
  }

  private func others(_ count: Int, _ what: String) -> String {
    count < 2 ? "" : " (and so for \(count - 1) more \(what)\(count == 2 ? "" : "s"))"
  }

  /// Two or more needs whose figures on a resource are the same for several workloads, or those of
  /// the resource itself: what the resource has, and not what the workload does with a unit.
  private mutating func warnOfRepeatedFigures() {
    var first: [Int: (workload: Int, figures: [Int: Rational])] = [:]
    var naive: [Int] = []
    for (w, workload) in spec.workloads.enumerated()
    where workload.needs.count > 1 && !usesQuantities(w) {
      for option in workload.options {
        let resource = spec.resources[option.resource]
        var figures: [Int: Rational] = [:]
        for need in workload.needs where need.ends.min != nil && need.attribute != Spec.unitsIndex {
          let figure = workload.figure(option, need.attribute, in: 0)
          if figure.signum > 0 { figures[need.attribute] = figure }
        }
        if figures.count < 2 { continue }
        let own = figures.count { spec.figure(of: resource, $0.key) == $0.value }
        let known = first[option.resource]
        let repeated = figures.count { known?.figures[$0.key] == $0.value }
        if own > 1 || repeated > 1 {
          if repeated > 1, let known, !naive.contains(known.workload) {
            naive.append(known.workload)
          }
          if naive.last != w { naive.append(w) }
        }
        if known == nil { first[option.resource] = (w, figures) }
      }
    }
    guard let w = naive.min() else { return }
    let workload = spec.workloads[w]
    note(
      "each unit that it gets is a whole one, of which the rest serves nobody else"
        + "\(others(naive.count, "workload")); if workloads share units, write what one of them takes "
        + "as \"uses\", and what a unit has as \"gives\" of the resource",
      at: workload.at.appending("needs"), offset: offset(of: workload, key: "needs"),
      severity: .warning)
  }

  /// What is written under `on` of a workload.
  func member(of workload: Workload, _ option: Workload.Option) -> JSONMember? {
    let name = spec.resources[option.resource].name
    return member(of: workload, key: "on")?.value.members.first { $0.keyEquals(name) }
  }

  private func member(of workload: Workload, key: String) -> JSONMember? {
    found["workloads"]?.value.members.first { $0.keyEquals(workload.name) }?.value.members.first {
      $0.keyEquals(key)
    }
  }

  private func offset(of workload: Workload, key: String) -> Int {
    member(of: workload, key: key)?.keyOffset ?? document.root.offset
  }

  private func offset(of workload: Workload, _ option: Workload.Option, _ attribute: String) -> Int
  {
    member(of: workload, option)?.value.members.first { $0.keyEquals(attribute) }?.value.offset
      ?? document.root.offset
  }
}
