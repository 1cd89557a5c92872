// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// Why a spec has no plan: demands, budgets, bounds and constraints that cannot hold together,
/// none of which can be left out of the list (an irreducible infeasible subsystem, IIS).
///
/// The parts that a Farkas certificate leans on are enough to be infeasible; a deletion filter
/// (Chinneck, "Feasibility and infeasibility in optimization", 2008, chapter 6) takes away those
/// that are not needed. An amount is at least 0 where no `min` is written, and so it is where a
/// `min` is left out, unless that was below 0.
public enum Conflict {
  /// One part of a conflict, where it stands in the spec and what it says.
  public struct Part: Sendable, Equatable {
    public enum Relation: Sendable { case atLeast, atMost, equal }
    public let at: String
    /// The resource, attribute or constraint that is bounded.
    public let name: String
    public let relation: Relation
    public let bound: Rational

    public var says: String {
      let verb =
        switch relation {
        case .atLeast: "is at least"
        case .atMost: "is at most"
        case .equal: "is"
        }
      return "\(name) \(verb) \(bound.text)"
    }
  }

  /// One end of a row or of a column.
  enum End: Equatable {
    case row(Int, isLower: Bool)
    case column(Int, isLower: Bool)
  }

  /// The conflict in a spec that was found infeasible. `isInfeasible` proves that a program has no
  /// plan; it is asked once for each candidate.
  ///
  /// Without a certificate (whole numbers, whose infeasibility no row weights show) every demand,
  /// budget, constraint and written bound is a candidate. More than `limit` candidates are
  /// returned as they are: still infeasible together, but perhaps with some that could go.
  static func parts(
    _ certificate: FarkasCertificate?, of formulation: Formulation, limit: Int = 200,
    isInfeasible: (LinearProgram) -> Bool
  ) -> [Part] {
    var kept =
      certificate.map { ends($0, of: formulation) } ?? allEnds(of: formulation, withColumns: true)
    kept = withWholeEqualities(kept, formulation)
    if kept.count <= limit {
      for end in kept where kept.count > 1 {
        let rest = kept.filter { $0 != end }
        if isInfeasible(program(with: rest, of: formulation)) { kept = rest }
      }
    }
    return kept.map { part($0, formulation) }
  }

  /// What was written as one `equals` is one part, and goes or stays as one: its lower end stands
  /// for both.
  private static func withWholeEqualities(
    _ ends: [End], _ formulation: Formulation
  ) -> [End] {
    var whole: [End] = []
    for end in ends {
      var part = end
      if case .row(let i, _) = end, place(of: end, formulation).isEquality {
        part = .row(i, isLower: true)
      }
      if !whole.contains(part) { whole.append(part) }
    }
    return whole
  }

  /// Every end that the author wrote, of rows and, if wished, of columns.
  static func allEnds(of formulation: Formulation, withColumns: Bool) -> [End] {
    var ends: [End] = []
    for (j, resource) in formulation.spec.resources.enumerated() where withColumns {
      if resource.minAt != nil { ends.append(.column(j, isLower: true)) }
      if resource.maxAt != nil { ends.append(.column(j, isLower: false)) }
    }
    for (i, row) in formulation.program.rows.enumerated() {
      if row.lower != nil { ends.append(.row(i, isLower: true)) }
      if row.upper != nil { ends.append(.row(i, isLower: false)) }
    }
    return ends
  }

  /// What the certificate leans on, in the order of resources, demands, budgets, constraints.
  private static func ends(_ certificate: FarkasCertificate, of formulation: Formulation) -> [End] {
    let (program, spec) = (formulation.program, formulation.spec)
    var ends: [End] = []
    for (j, entries) in program.entries.enumerated() {
      let weight = entries.reduce(Rational.zero) { $0 + certificate.weights[$1.row] * $1.value }
      let isLower = weight.signum < 0
      let written = isLower ? spec.resources[j].minAt : spec.resources[j].maxAt
      if weight.signum != 0, written != nil { ends.append(.column(j, isLower: isLower)) }
    }
    for (i, weight) in certificate.weights.enumerated() where !weight.isZero {
      ends.append(.row(i, isLower: weight.signum > 0))
    }
    return ends
  }

  /// The program in which only these ends hold, and which asks only for feasibility.
  private static func program(with ends: [End], of formulation: Formulation) -> LinearProgram {
    var program = formulation.program
    for (j, resource) in formulation.spec.resources.enumerated() {
      program.columns[j].cost = .zero
      program.columns[j].bounds = LinearProgram.Bounds(
        lower: resource.bounds.lower!.signum >= 0 ? .zero : nil, upper: nil)
    }
    var rows = [LinearProgram.Bounds](
      repeating: LinearProgram.Bounds(lower: nil, upper: nil), count: program.rows.count)
    for end in ends {
      switch end {
      case .row(let i, true) where place(of: end, formulation).isEquality:
        rows[i] = program.rows[i]
      case .row(let i, true): rows[i].lower = program.rows[i].lower
      case .row(let i, false): rows[i].upper = program.rows[i].upper
      case .column(let j, true):
        program.columns[j].bounds.lower = formulation.program.columns[j].bounds.lower
      case .column(let j, false):
        program.columns[j].bounds.upper = formulation.program.columns[j].bounds.upper
      }
    }
    program.rows = rows
    return program
  }

  private static func part(_ end: End, _ formulation: Formulation) -> Part {
    let place = place(of: end, formulation)
    return Part(
      at: place.at, name: place.name,
      relation: place.isEquality ? .equal : place.isLower ? .atLeast : .atMost,
      bound: place.bound)
  }

  /// An end as it stands in the spec.
  struct Place {
    let name: String
    let at: String
    let bound: Rational
    let isLower: Bool
    /// Written as `equals`.
    let isEquality: Bool
  }

  static func place(of end: End, _ formulation: Formulation) -> Place {
    let spec = formulation.spec
    let bounds: LinearProgram.Bounds
    let name: String
    let (minAt, maxAt): (Pointer?, Pointer?)
    let lower: Bool
    switch end {
    case .column(let j, let isLower):
      let resource = spec.resources[j]
      (name, bounds, minAt, maxAt) =
        (resource.name, resource.bounds, resource.minAt, resource.maxAt)
      lower = isLower
    case .row(let i, let isLower):
      lower = isLower
      switch formulation.origins[i] {
      case .demand(let k):
        let limit = spec.demands[k]
        (name, bounds, minAt, maxAt) = (limit.attribute, limit.bounds, limit.minAt, limit.maxAt)
      case .budget(let k):
        let limit = spec.budgets[k]
        (name, bounds, minAt, maxAt) = (limit.attribute, limit.bounds, limit.minAt, limit.maxAt)
      case .constraint(let k):
        let constraint = spec.constraints[k]
        (name, bounds, minAt, maxAt) =
          (constraint.name, constraint.bounds, constraint.minAt, constraint.maxAt)
      }
    }
    return Place(
      name: name, at: (lower ? minAt : maxAt)!.description,
      bound: lower ? bounds.lower! : bounds.upper!, isLower: lower,
      isEquality: bounds.isFixed && minAt == maxAt)
  }
}
