// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram
import ProgramText

extension WrittenProgram {
  /// The spec that says the same: each column a resource with its cost as the one attribute, each
  /// row a constraint on amounts.
  ///
  /// - A constant of the objective is a resource of its own whose amount is fixed at 1, with an
  ///   attribute of its own, so that the result shows the objective's two parts.
  /// - A row without bounds says nothing and is left out.
  /// - Where a lower end is above an upper one, which no spec may have, the upper one is a
  ///   constraint of its own: there is no plan, and the conflict names both.
  var spec: Spec {
    var spec = Spec()
    var names = UniqueNames(taken: [""])
    let columnNames = columns.enumerated().map { j, column in
      names.take(column.name.isEmpty ? "column \(j + 1)" : column.name)
    }
    let hasConstant = !constant.isZero || columns.isEmpty
    let constantName = names.take("objective constant")
    // A term of a constraint must not be a resource and an attribute at once.
    for reserved in SpecFormat.resource.map(\.name) + [Spec.units] { _ = names.take(reserved) }
    let cost = names.take(objectiveName.isEmpty ? "objective" : objectiveName)
    if !name.isEmpty { spec.title = name }
    spec.resources.reserveCapacity(columns.count + 1)
    spec.figures.reserveCapacity(columns.count + 1)
    func attribute(_ name: String) -> Objective.Term {
      spec.attributes.append(name)
      return Objective.Term(attribute: spec.attributes.count - 1, weight: .one)
    }
    var terms: [Objective.Term] = []
    if !columns.isEmpty { terms.append(attribute(cost)) }
    if hasConstant { terms.append(attribute(constantName)) }
    for (column, name) in zip(columns, columnNames) {
      spec.append(column, named: name, costing: terms[0].attribute)
    }
    if hasConstant {
      let fixed = Column(name: "", lower: .one, upper: .one, cost: constant)
      spec.append(fixed, named: constantName, costing: terms.last!.attribute)
    }
    addConstraints(to: &spec, columnNames)
    let sense: LinearProgram.Sense = isMaximization ? .maximize : .minimize
    spec.objectives = [
      Objective(
        sense: sense, goal: .sum(terms),
        at: Pointer().appending(isMaximization ? "maximize" : "minimize"))
    ]
    return spec
  }

  private func addConstraints(to spec: inout Spec, _ columnNames: [String]) {
    var names = UniqueNames(taken: [""])
    // A constraint has a term, and a row may have none.
    let nothing = Constraint.Term(target: .resource(0), coefficient: .constant(.zero))
    spec.constraints.reserveCapacity(rows.count)
    for (i, row) in rows.enumerated() where row.lower != nil || row.upper != nil {
      let name = row.name.isEmpty ? "row \(i + 1)" : row.name
      let terms = self.terms[row.terms].map {
        Constraint.Term(target: .resource($0.column), coefficient: .constant($0.coefficient))
      }
      let shown = terms.isEmpty ? [nothing] : terms
      if let lower = row.lower, let upper = row.upper, upper < lower {
        spec.append(names.take("\(name) at least"), shown, lower, nil)
        spec.append(names.take("\(name) at most"), shown, nil, upper)
      } else {
        spec.append(names.take(name), shown, row.lower, row.upper)
      }
    }
    for (j, column) in columns.enumerated() where column.isCrossed {
      let term = Constraint.Term(target: .resource(j), coefficient: .constant(.one))
      spec.append(names.take("\(columnNames[j]) at most"), [term], nil, column.upper)
    }
  }
}

extension WrittenProgram.Column {
  fileprivate var isCrossed: Bool {
    guard let lower, let upper else { return false }
    return upper < lower
  }
}

extension Spec {
  fileprivate mutating func append(
    _ column: WrittenProgram.Column, named name: String, costing attribute: Int
  ) {
    figures.append(Figure(attribute: attribute, series: .constant(column.cost)))
    resources.append(
      Resource(
        name: name, min: column.lower.map(Series.constant),
        max: column.isCrossed ? nil : column.upper.map(Series.constant),
        isOpenBelow: column.lower == nil, isInteger: column.isInteger, isConstant: false,
        figures: (figures.count - 1)..<figures.count, site: nil, tags: [], start: .zero,
        scaling: nil))
  }

  fileprivate mutating func append(
    _ name: String, _ terms: [Constraint.Term], _ lower: Rational?, _ upper: Rational?
  ) {
    let at = Pointer().appending("constraints").appending(name)
    var ends = Ends()
    if let lower, lower == upper {
      let bound = WrittenBound(series: .constant(lower), at: at.appending("equals"))
      (ends.min, ends.max) = (bound, bound)
    } else {
      ends.min = lower.map { WrittenBound(series: .constant($0), at: at.appending("min")) }
      ends.max = upper.map { WrittenBound(series: .constant($0), at: at.appending("max")) }
    }
    constraints.append(Constraint(name: name, terms: terms, ends: ends, at: at))
  }
}

/// Gives each name once: a second `x` becomes `x 2`.
struct UniqueNames {
  private var taken: Set<ExactName>
  /// The last number that each name got: ten thousand of one name are told apart in linear time.
  private var counts: [ExactName: Int] = [:]
  var separator = " "

  init(taken: [String] = [], separator: String = " ") {
    self.taken = Set(taken.map(ExactName.init))
    self.separator = separator
  }

  mutating func take(_ wanted: String) -> String {
    if taken.insert(ExactName(wanted)).inserted { return wanted }
    var (name, count) = (wanted, counts[ExactName(wanted)] ?? 1)
    repeat {
      count += 1
      name = "\(wanted)\(separator)\(count)"
    } while !taken.insert(ExactName(name)).inserted
    counts[ExactName(wanted)] = count
    return name
  }
}
