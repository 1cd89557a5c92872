// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText
import LinearProgram

extension Composition {
  /// A value a column, as a result has it; nil where one is not there.
  func values(printed root: JSONValue) -> [Rational]? {
    let sections = cases.map { own in
      printed(own, in: root).map { PrintedPlan($0) }
    }
    let first = sections[0]
    var values: [Rational] = []
    values.reserveCapacity(columnCount)
    for owner in columnOwners {
      switch owner {
      case .own(let c, let column):
        let layout = cases[Int(c)].formulation.layout
        let (kind, period) = layout.kind(ofColumn: Int(column))
        guard let value = (sections[Int(c)] ?? first)?.value(kind, period ?? 0, layout) else {
          return nil
        }
        values.append(value)
      case .miss(let chance, let s):
        let demand = cases[0].formulation.spec.demands[futures.chances[chance].demand].name
        guard let missed = root["chances"]?[demand]?["missed_in"], missed.kind == .array else {
          return nil
        }
        let name = ExactName(futures.scenarios[s].name)
        let isMissed = missed.elements.contains { $0.string.map { ExactName($0) == name } == true }
        values.append(isMissed ? .one : .zero)
      }
    }
    return settled(values) { printed($0, in: root) }
  }

  /// What a result says of a case.
  private func printed(_ own: Case, in root: JSONValue) -> JSONValue? {
    var value: JSONValue? = root
    if futures.hasScenarios {
      value = root["scenarios"]?[futures.scenarios[own.scenario].name]
    }
    if let loss = own.loss { value = value?["losses"]?[futures.losses[loss].name] }
    return value
  }
}
