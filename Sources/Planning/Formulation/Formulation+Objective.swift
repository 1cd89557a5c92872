// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

extension Formulation {
  /// One of the linear functions of which the worst counts: `coefficients·x`, divided by `weight`.
  struct Contender {
    let coefficients: [LinearProgram.RowEntry]
    let weight: Rational
    /// The workload or resource, for words.
    let name: String
  }

  /// Makes `objective` the one of `program`, whose columns begin with the layout's.
  ///
  /// A worst case adds a column t for it and a row a contender: for a maximum,
  /// a·x − weight·t ≥ 0.
  func load(_ objective: Objective, isFirst: Bool, into program: inout LinearProgram) {
    if let composition {
      return composition.load(objective, isFirst: isFirst, into: &program)
    }
    program.sense = objective.sense
    for j in program.columns.indices { program.columns[j].cost = .zero }
    switch objective.goal {
    case .sum(let terms):
      for (j, cost) in coefficients(of: terms).enumerated() { program.columns[j].cost = cost }
    case .worstWorkload, .utilization:
      addWorst(contenders(of: objective.goal), objective.sense, to: &program)
    }
    if isFirst { charge(objective.sense, into: &program) }
  }

  /// Adds a column for the worst of the contenders, and the rows that make it so. Its number.
  @discardableResult
  func addWorst(
    _ contenders: [Contender], _ sense: LinearProgram.Sense, to program: inout LinearProgram
  ) -> Int {
    let worst = program.columns.count
    program.append(.init(bounds: .init(lower: nil, upper: nil), cost: .one), entries: [])
    program.append(
      rows: contenders.map { contender in
        let bounds = LinearProgram.Bounds(
          lower: sense == .maximize ? .zero : nil, upper: sense == .maximize ? nil : .zero)
        return (bounds, contender.coefficients + [.init(column: worst, value: -contender.weight)])
      })
    return worst
  }

  /// What is missed, and what is moved, is paid for in the first objective.
  func charge(_ sense: LinearProgram.Sense, into program: inout LinearProgram) {
    for entry in charges(sense) { program.columns[entry.column].cost += entry.value }
  }

  private func isMove(_ kind: Layout.ColumnKind) -> Bool {
    if case .moved = kind { return true }
    return layout.new.contains(kind)
  }

  /// The costs of what is missed and what is moved.
  func charges(_ sense: LinearProgram.Sense) -> [LinearProgram.RowEntry] {
    func price(_ kind: Layout.ColumnKind, _ t: Int) -> Rational? {
      switch kind {
      case .missed(let row, _): limit(row)!.penalty![t]
      case .moved: spec.running!.keepCost
      case .added(let added): column(added).price?[t]
      default: layout.new.contains(kind) ? spec.running!.keepCost : nil
      }
    }
    return (0..<layout.columnCount).compactMap { j in
      let (kind, period) = layout.kind(ofColumn: j)
      guard var price = price(kind, period ?? 0) else { return nil }
      if let period {
        if isMove(kind), spec.running!.newPeriods.contains(period) { return nil }
      } else if case .amount = kind {
        // A constant amount moves in every period.
        price = price * Rational(layout.periods - spec.running!.newPeriods.count)
      }
      return .init(column: j, value: sense == .minimize ? price : -price)
    }
  }

  func contenders(of goal: Objective.Goal) -> [Contender] {
    switch goal {
    case .sum: return []
    case .worstWorkload(let attribute, _):
      var contenders = spec.workloads.map { workload in
        (name: workload.name, weight: workload.weight, entries: [LinearProgram.RowEntry]())
      }
      for t in 0..<layout.periods {
        for (place, kind) in layout.furtherColumns.enumerated() {
          guard case .placement(let w, let k) = kind else { continue }
          let workload = spec.workloads[w]
          let figure = workload.figure(workload.options[k], attribute, in: t)
          if figure.isZero { continue }
          let column = t * layout.columnsPerPeriod + layout.amountsPerPeriod + place
          contenders[w].entries.append(.init(column: column, value: figure))
        }
      }
      return contenders.map {
        Contender(coefficients: $0.entries, weight: $0.weight, name: $0.name)
      }
    case .utilization:
      var contenders: [Contender] = []
      for t in 0..<layout.periods {
        for (r, resource) in spec.resources.enumerated() {
          guard let most = resource.max?[t], most.signum > 0 else { continue }
          contenders.append(
            Contender(
              coefficients: [.init(column: layout.amount(r, t), value: .one)], weight: most,
              name: resource.name))
        }
      }
      return contenders
    }
  }
}
