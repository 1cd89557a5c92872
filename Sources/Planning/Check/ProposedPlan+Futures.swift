// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText
import LinearProgram

extension ProposedPlan {
  /// Reads a whole result of a spec with futures: its `scenarios`, each with its amounts, and what
  /// is placed after each of its `losses`.
  init(_ document: JSONDocument, _ futures: Futures, _ spec: Spec) throws(Diagnostics) {
    let root = document.root
    var list: [Diagnostic] = []
    func note(_ says: String, _ at: Pointer, _ value: JSONValue) {
      list.append(
        Diagnostic(
          position: value.position, at: at.description, severity: .error, kind: .spec, says: says))
    }
    var cases: [ProposedPlan] = []
    if root["status"] != nil, root["allocation"] == nil {
      note("this result has no plan in it: no \"allocation\"", Pointer(), root)
      throw Diagnostics(list: list)
    }
    for scenario in futures.scenarios {
      var (value, place) = (root, Pointer())
      if futures.hasScenarios {
        place = place.appending("scenarios").appending(scenario.name)
        guard let own = root["scenarios"]?[scenario.name], own.kind == .object else {
          note(
            "the plan says nothing of the scenario \(quoted(scenario.name)): a whole result has its "
              + "\"scenarios\"; dcopt evaluate holds what is committed and plans the rest", place,
            root)
          continue
        }
        value = own
      }
      do throws(Diagnostics) {
        let plan = try Self.read(document, value, at: place, for: scenario.spec)
        cases.append(plan)
        for loss in futures.losses {
          cases.append(try plan.after(loss, document, value, at: place, scenario.spec))
        }
      } catch {
        list += error.list
      }
      if futures.hasScenarios, let first = cases.first, let last = cases.last {
        for (r, resource) in spec.resources.enumerated()
        where futures.isCommitted[r] && !first.hasSame(r, last, spec.periodCount) {
          note(
            "\(quoted(resource.name)) is committed: its amounts are the same in all scenarios",
            place,
            value)
        }
      }
    }
    if !list.isEmpty { throw Diagnostics(list: list) }
    self.init(cases: cases, isPrinted: root["status"]?.string != nil && root["dcopt"] != nil)
  }

  private func hasSame(_ resource: Int, _ other: ProposedPlan, _ periods: Int) -> Bool {
    (0..<periods).allSatisfy { amounts[resource][$0] == other.amounts[resource][$0] }
  }

  /// The same amounts, with what is placed after a loss.
  private func after(
    _ loss: Futures.Loss, _ document: JSONDocument, _ value: JSONValue, at place: Pointer,
    _ spec: Spec
  ) throws(Diagnostics) -> ProposedPlan {
    if spec.workloads.isEmpty { return self }
    let inside = place.appending("losses").appending(loss.name)
    guard let rest = value["losses"]?[loss.name], rest.kind == .object else {
      throw Diagnostics(list: [
        Diagnostic(
          position: value.position, at: inside.description, severity: .error, kind: .spec,
          says: "the plan says nothing of what is placed without \(quoted(loss.name))")
      ])
    }
    let placed = try Self.read(document, rest, at: inside, for: spec, hasAmounts: false)
    return placing(placed)
  }
}

extension Composition {
  /// A plan as a point of the whole's columns, but for those that an objective brings, and what it
  /// comes to. A demand that may be missed is missed where it does not hold.
  func point(
    of plan: ProposedPlan, _ objective: Objective, isFirst: Bool
  ) -> (point: [Rational], value: Rational) {
    var point = [Rational](repeating: .zero, count: columnCount)
    var values: [Rational] = []
    var missed: Set<[Int]> = []
    for (c, own) in cases.enumerated() {
      let part = plan.cases[c].point(of: own.formulation, constraints: own.program)
      if own.isPlan {
        values.append(own.formulation.value(of: objective, isFirst: isFirst, at: part))
      }
      for (j, column) in own.columns.enumerated() where owns(c, Int(column)) {
        point[Int(column)] = part[j]
      }
      if futures.chances.isEmpty { continue }
      let activities = own.program.activities(at: Array(part.prefix(own.columns.count)))
      let layout = own.formulation.layout
      for (k, chance) in futures.chances.enumerated() {
        for t in 0..<layout.periods {
          guard let row = layout.row(.demand(chance.demand), t) else { continue }
          if !own.program.rows[row].violation(of: activities[row]).isZero {
            missed.insert([k, own.scenario])
          }
        }
      }
    }
    for (j, owner) in columnOwners.enumerated() {
      if case .miss(let k, let s) = owner, missed.contains([k, s]) { point[j] = .one }
    }
    return (point, futures.value(of: values, objective.sense))
  }

  /// Whether whatever a plan says prints like a point of the whole's columns. What is missed, or what
  /// sections choose, follows from that: of rounded amounts it would follow otherwise.
  func says(_ plan: ProposedPlan, like point: ArraySlice<Rational>) -> Bool {
    cases.enumerated().allSatisfy { c, own in
      let layout = own.formulation.layout
      return (0..<layout.columnCount).allSatisfy { j in
        let (kind, period) = layout.kind(ofColumn: j)
        guard let said = plan.cases[c].said(kind, period ?? 0, in: own.formulation) else {
          return true
        }
        return said.double == point[Int(own.columns[j])].double
      }
    }
  }

  /// The formulation that a row came from, and its number there; nil for what weighs scenarios.
  func origin(ofRow i: Int) -> (Formulation, Int)? {
    guard case .own(let c, let row) = rowOwners[i] else { return nil }
    return (cases[Int(c)].formulation, Int(row))
  }
}

extension Formulation {
  /// The formulation without cases that a column came from, and its number there. A column of
  /// whether a demand is missed counts as the first.
  func origin(ofColumn j: Int) -> (Formulation, Int) {
    guard let composition else { return (self, j) }
    guard case .own(let c, let column) = composition.columnOwners[j] else {
      return (composition.cases[0].formulation, 0)
    }
    return (composition.cases[Int(c)].formulation, Int(column))
  }
}
