// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

extension Composition {
  /// Where an end of a row or a column of case `c` stands in the spec: in the scenario, where that
  /// replaces its number. Its name is without the case.
  func place(of end: End, in c: Int) -> Place? {
    let own = cases[c]
    guard let place = own.formulation.place(of: end) else { return nil }
    let scenario = futures.scenarios[own.scenario]
    for changed in scenario.changed
    where place.at == changed || place.at.hasPrefix(changed + "/") {
      return place.at(
        scenario.at.appending("set").appending(changed).description
          + place.at.dropFirst(changed.count))
    }
    return place
  }

  /// ` in scenario high without fra`; nothing where it is the only case.
  private func suffix(_ c: Int, scenario: Bool, loss: Bool) -> Phrase {
    let own = cases[c]
    var (english, chinese): (String, Chinese) = ("", "")
    if scenario, futures.hasScenarios {
      let name = futures.scenarios[own.scenario].name
      english += " in scenario \(name)"
      chinese = "情景\(name)中"
    }
    if loss, let loss = own.loss {
      english += " without \(futures.losses[loss].name)"
      chinese = "\(chinese)失去\(futures.losses[loss].name)后"
    }
    return Phrase(english, chinese)
  }

  private func suffix(ofRow i: Int, _ c: Int) -> Phrase {
    suffix(c, scenario: !commonRows.contains(i), loss: true)
  }

  func place(of end: End) -> Place? {
    switch end {
    case .column(let j, let isLower):
      guard j < columnCount, case .own(let c, let column) = columnOwners[j] else { return nil }
      let place = place(of: .column(Int(column), isLower: isLower), in: Int(c))
      return place?.within(suffixOfColumn(Int(c), Int(column)))
    case .row(let i, let isLower):
      guard i < rowCount else { return nil }
      switch rowOwners[i] {
      case .own(let c, let row):
        return place(of: .row(Int(row), isLower: isLower), in: Int(c))?
          .within(suffix(ofRow: i, Int(c)))
      case .bound(let c, let column):
        return place(of: .column(Int(column), isLower: isLower), in: Int(c))?
          .within(suffix(Int(c), scenario: true, loss: true))
      case .chance(let k):
        let chance = futures.chances[k]
        guard !isLower else { return nil }
        return Place(
          name: Phrase(
            name(of: chance),
            "满足\(cases[0].formulation.spec.demands[chance.demand].name)的概率"),
          at: chance.at.description, bound: chance.probability,
          isFloor: true, isEquality: false)
      }
    }
  }

  private func name(of chance: Futures.Chance) -> String {
    "the probability of \(cases[0].formulation.spec.demands[chance.demand].name)"
  }

  private func suffixOfColumn(_ c: Int, _ column: Int) -> Phrase {
    suffix(c, scenario: !isAcrossScenarios[column], loss: !isHeld[column])
  }

  func name(ofColumn j: Int) -> String {
    switch columnOwners[j] {
    case .own(let c, let column):
      return cases[Int(c)].formulation.name(ofColumn: Int(column))
        + suffixOfColumn(Int(c), Int(column)).english
    case .miss(let chance, let s):
      let demand = cases[0].formulation.spec.demands[futures.chances[chance].demand].name
      return "\(demand) missed in scenario \(futures.scenarios[s].name)"
    }
  }

  /// What a row says, without the words of its ends.
  func name(ofRow i: Int) -> String {
    switch rowOwners[i] {
    case .own(let c, let row):
      let formulation = cases[Int(c)].formulation
      return formulation.exportedName(ofRow: Int(row)) + suffix(ofRow: i, Int(c)).english
    case .bound(let c, let column):
      return "bound_" + cases[Int(c)].formulation.name(ofColumn: Int(column))
        + suffix(Int(c), scenario: true, loss: true).english
    case .chance(let k): return name(of: futures.chances[k])
    }
  }

  /// A name of a row that no other has: the pointer to what it came from, behind that to its case.
  func pointer(ofRow i: Int) -> String {
    func prefix(_ c: Int32, isCommon: Bool) -> String {
      let own = cases[Int(c)]
      var pointer = Pointer()
      if futures.hasScenarios, !isCommon { pointer = futures.scenarios[own.scenario].at }
      if let loss = own.loss {
        pointer = pointer.appending("survive").appending(futures.losses[loss].name)
      }
      return pointer.description
    }
    switch rowOwners[i] {
    case .own(let c, let row):
      return prefix(c, isCommon: commonRows.contains(i))
        + cases[Int(c)].formulation.pointer(ofRow: Int(row))
    case .bound(let c, let column):
      return prefix(c, isCommon: false) + "/bound"
        + Pointer().appending(cases[Int(c)].formulation.name(ofColumn: Int(column))).description
    case .chance(let k): return futures.chances[k].at.description
    }
  }
}

extension Place {
  fileprivate func within(_ place: Phrase) -> Place {
    var own = self
    own.name = name.within(place)
    own.sentence = sentence?.within(place)
    return own
  }

  fileprivate func at(_ at: String) -> Place {
    var own = self
    own.at = at
    return own
  }
}
