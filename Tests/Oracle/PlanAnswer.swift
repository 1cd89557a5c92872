// SPDX-License-Identifier: GPL-3.0-or-later

/// What the best plan of a spec comes to, found one objective after the other.
public enum PlanAnswer: Sendable {
  /// The best value of each objective, given those before it, and where the last one says
  /// `then: next` its levels, worst first.
  case optimal(best: [Fraction], levels: [Fraction]?)
  case infeasible
  case unbounded
}

extension PlanFormulation {
  public func answer() -> PlanAnswer {
    var locks: [Row] = []
    var best: [Fraction] = []
    var levels: [Fraction]?
    for goal in goals {
      switch solveBySimplex(problem(sense: goal.sense, form: goal.form, further: locks)) {
      case .infeasible: return .infeasible
      case .unbounded: return .unbounded
      case .optimal(let value, _):
        best.append(value)
        levels = nil
        if !goal.thenNext {
          locks.append(lock(goal, goal.form, value))
          continue
        }
        guard let filled = filled(goal, locks + [lock(goal, goal.form, value, within: .zero)])
        else {
          return .unbounded
        }
        // Each level is held, by the same fraction of its own.
        locks += filled.map { lock(goal, $0.form, $0.value) }
        levels = filled.map(\.value).sorted { goal.sense == .maximize ? $0 < $1 : $0 > $1 }
      }
    }
    return .optimal(best: best, levels: levels)
  }

  /// Keeps a form from getting worse than its best value by more than a fraction of that.
  private func lock(
    _ goal: Goal, _ form: Form, _ best: Fraction, within: Fraction? = nil
  ) -> Row {
    let give = (within ?? goal.within) * (best < .zero ? -best : best)
    return goal.sense == .maximize
      ? Row(at: nil, form: form, lower: best - give, upper: nil)
      : Row(at: nil, form: form, lower: nil, upper: best + give)
  }

  /// Water filling: of all levels that are still free, the worst is made as good as it can be;
  /// those that cannot be better than it are fixed there, and so on (D. Nace and M. Pióro,
  /// "Max-min fairness and its applications to routing and load-balancing", 2008, section 4). nil
  /// where some level has no end.
  private func filled(_ goal: Goal, _ locks: [Row]) -> [(form: Form, value: Fraction)]? {
    func row(_ form: Form, _ bound: Fraction) -> Row { lock(goal, form, bound, within: .zero) }
    var fixed: [(form: Form, value: Fraction)] = []
    var free = goal.levels
    while !free.isEmpty {
      // The level columns are bound to the worst of all; two more stand for the worst of the free.
      var wide = self
      wide.columns += [.init(), .init()]
      let (plus, minus) = (wide.columns.count - 2, wide.columns.count - 1)
      let kept = locks + fixed.map { row($0.form, $0.value) }
      let worst = free.map { one in
        var form = one.form
        form[plus] = -.one
        form[minus] = .one
        return row(form, .zero)
      }
      let step = solveBySimplex(
        wide.problem(sense: goal.sense, form: [plus: .one, minus: -.one], further: kept + worst))
      guard let value = step.value else { return nil }
      let floor = kept + free.map { row($0.form, value) }
      let stuck = free.filter {
        solveBySimplex(problem(sense: goal.sense, form: $0.form, further: floor)).value == value
      }
      precondition(!stuck.isEmpty, "of the worst levels, at least one cannot be better")
      fixed += stuck.map { ($0.form, value) }
      free.removeAll { one in stuck.contains { $0.name == one.name } }
    }
    return fixed
  }

  /// Whether the parts of a conflict, with what the format itself asks for, leave no plan.
  public func isInfeasible(with isKept: (Row) -> Bool) -> Bool {
    let rest = problem(sense: .minimize, form: [:]) { $0.at == nil || isKept($0) }
    return solveBySimplex(rest) == .infeasible
  }

  /// Whether there is a plan whose levels are all at least (at most, where they are minimized)
  /// `bound`.
  public func isReachable(_ bound: Fraction, by objective: Int) -> Bool {
    let goal = goals[objective]
    let isLeast = goal.sense == .maximize
    let floors = goal.levels.map {
      Row(at: nil, form: $0.form, lower: isLeast ? bound : nil, upper: isLeast ? nil : bound)
    }
    return solveBySimplex(problem(sense: .minimize, form: [:], further: floors)) != .infeasible
  }
}
