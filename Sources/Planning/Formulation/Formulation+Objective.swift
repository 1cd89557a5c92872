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
    if !isFirst { for j in program.columns.indices { program.columns[j].cost = .zero } }
    switch objective.goal {
    case .sum(let terms):
      for (j, cost) in coefficients(of: terms).enumerated() where !cost.isZero {
        program.columns[j].cost = cost
      }
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

  /// The costs of what is missed and what is moved.
  func charges(_ sense: LinearProgram.Sense) -> [LinearProgram.RowEntry] {
    (0..<layout.columnCount).compactMap { j in
      let (kind, period) = layout.kind(ofColumn: j)
      for room in layout.rooms(meeting: kind) {
        guard let price = room.price(of: kind, in: period) else { continue }
        return .init(column: j, value: sense == .minimize ? price : -price)
      }
      return nil
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
          let column = t * layout.columnsPerPeriod + layout.amountsPerPeriod + place
          func add(_ w: Int, _ figure: Rational) {
            if !figure.isZero { contenders[w].entries.append(.init(column: column, value: figure)) }
          }
          switch kind {
          case .placement(let w, let k):
            let workload = spec.workloads[w]
            add(w, workload.figure(workload.options[k], attribute, in: t))
          case .own:
            for part in layout.placing(of: kind)?.parts ?? [] {
              add(part.workload, part.figure(attribute, in: t))
            }
          case .amount, .bought: continue
          }
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
