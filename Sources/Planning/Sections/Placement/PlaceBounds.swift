// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// The most that a workload in one place gets there: what the rows of the spec imply for every plan
/// (a share, the ends of its needs, what is held at most); or else what its needs ask for, where more
/// than that is of no use to any row or objective. The smaller the number, the tighter the program.
///
/// More is of no use where less of the column loosens every row but those of the workload's own
/// floors and worsens no objective (a dominated column; Andersen and Andersen, "Presolving in linear
/// programming", 1995).
struct PlaceBounds {
  struct Most {
    let value: Rational
    /// Whether some plan may get more, and no better one.
    let isOnlyOfBest: Bool
  }

  private let section: PlacementSection
  private let formulation: Formulation
  private let bounds: [LinearProgram.Bounds]
  /// Of each column: whether an objective becomes better with more of it.
  private let isWished: [Bool]
  /// Of each row: whether some column counts against it.
  private let isMixed: [Bool]
  /// The place of the section among those of the spec.
  private let number: Int

  /// `spec` has the section in it, not closed, and those before it closed.
  init(_ section: PlacementSection, in spec: Spec) {
    self.section = section
    number = spec.sections.firstIndex { $0 is PlacementSection }!
    formulation = Formulation(spec)
    let program = formulation.withoutObjective
    bounds = program.impliedBounds()
    isWished = Self.wished(formulation)
    var isMixed = [Bool](repeating: false, count: program.rows.count)
    for j in program.columns.indices {
      for entry in program.entries[j] where entry.value.signum < 0 { isMixed[entry.row] = true }
    }
    self.isMixed = isMixed
  }

  private static func wished(_ formulation: Formulation) -> [Bool] {
    var isWished = [Bool](repeating: false, count: formulation.layout.columnCount)
    for objective in formulation.spec.objectives {
      let better = objective.sense == .maximize ? 1 : -1
      switch objective.goal {
      case .sum(let terms):
        for (j, cost) in formulation.coefficients(of: terms).enumerated()
        where cost.signum == better { isWished[j] = true }
      case .worstWorkload, .utilization:
        for contender in formulation.contenders(of: objective.goal) {
          for entry in contender.coefficients where entry.value.signum == better {
            isWished[entry.column] = true
          }
        }
      }
    }
    return isWished
  }

  /// What a workload can get on an option in a period; nil where there is no end.
  func most(_ w: Int, _ k: Int, _ t: Int) -> Most? {
    let columns = section.targets(w, k).compactMap { target in
      formulation.rooms.further.kind(of: target, in: number)
        .flatMap { formulation.layout.column($0, t) }
    }
    let share = columns.count > 1 ? formulation.spec.workloads[w].share?.series[t] : nil
    var implied = share
    var known: Rational? = .zero
    var (most, isOnlyOfBest): (Rational?, Bool) = (.zero, false)
    for j in columns {
      // Below 0 there is no plan, and any end is true of all.
      let end = bounds[j].upper.map { max($0, .zero) }
      let use = mostOfUse(ofColumn: j, w)
      known = end.flatMap { end in known.map { $0 + end } }
      let least = [end, use].compactMap(\.self).min()
      if least != end { isOnlyOfBest = true }
      most = least.flatMap { least in most.map { $0 + least } }
    }
    implied = [implied, known].compactMap(\.self).min()
    let isWhole = section.rules[w].wholeAt != nil
    if let most, isOnlyOfBest, implied.map({ most < $0 }) ?? true {
      return Most(value: isWhole ? -(-most).floor : most, isOnlyOfBest: true)
    }
    return implied.map { Most(value: isWhole ? $0.floor : $0, isOnlyOfBest: false) }
  }

  /// What the floors of needs ask for of a column; nil where more may be of use.
  private func mostOfUse(ofColumn j: Int, _ w: Int) -> Rational? {
    let (layout, program) = (formulation.layout, formulation.program)
    guard !isWished[j] else { return nil }
    var most = Rational.zero
    for entry in program.entries[j] where entry.row < layout.rowCount {
      let row = program.rows[entry.row]
      let (kind, period) = layout.kind(ofRow: entry.row)
      if let owner = layout.workload(ofNeed: kind), let lower = row.lower,
        entry.value.signum > 0
      {
        // Less than all that it asks for is not enough where something else counts against it;
        // nothing else does where the workload is in one place and shares nothing.
        let isAlone = owner == w && period != nil && section.shared.isEmpty
        if isMixed[entry.row], !isAlone { return nil }
        most = max(most, lower / entry.value)
      } else if (entry.value.signum > 0 ? row.lower : row.upper) != nil {
        return nil
      }
    }
    let isWhole = program.columns[j].isInteger
    return isWhole ? -(-most).floor : most
  }
}
