// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// Why a spec has no plan: demands, budgets, bounds and constraints that cannot hold together,
/// none of which can be left out of the list (an irreducible infeasible subsystem, IIS).
///
/// `ConflictSearch` finds one. An amount is at least 0 where no `min` is written, and so it is where a
/// `min` is left out, unless that was below 0.
public enum Conflict {
  /// One part of a conflict, where it stands in the spec and what it says.
  public struct Part: Sendable, Equatable {
    public enum Relation: Sendable { case atLeast, atMost, equal }
    public let at: String
    /// The resource, attribute or constraint that is bounded, with its period.
    public let name: Phrase
    public let relation: Relation
    public let bound: Rational
    /// What it says, where a bound on a name does not say it.
    public var sentence: Phrase?
    /// Where the number stands where a table holds it.
    public var table: TablePlace?
    /// Whether it was not decided if the others could hold without it: then the conflict may be
    /// larger than it needs to be. False where a plan proves that the part is needed.
    public internal(set) var isUndecided = false

    public var says: String {
      if let sentence { return sentence.english }
      let verb =
        switch relation {
        case .atLeast: "is at least"
        case .atMost: "is at most"
        case .equal: "is"
        }
      return "\(name.english) \(verb) \(bound.text)"
    }
  }

  /// What was written as one `equals` is one part, and goes or stays as one: its lower end stands
  /// for both.
  static func withWholeEqualities(
    _ ends: [End], _ formulation: Formulation
  ) -> [End] {
    var whole: [End] = []
    var seen: Set<End> = []
    for end in ends {
      var part = end
      if case .row(let i, _) = end, formulation.place(of: end)!.isEquality {
        part = .row(i, isLower: true)
      }
      if seen.insert(part).inserted { whole.append(part) }
    }
    return whole
  }

  /// What the certificate leans on and the author wrote: bounds of columns, then rows.
  static func ends(_ certificate: FarkasCertificate, of formulation: Formulation) -> [End] {
    let program = formulation.program
    var ends: [End] = []
    for (j, entries) in program.entries.enumerated() {
      let weight = entries.reduce(Rational.zero) { $0 + certificate.weights[$1.row] * $1.value }
      if weight.isZero { continue }
      let end = End.column(j, isLower: weight.signum < 0)
      if formulation.place(of: end) != nil { ends.append(end) }
    }
    for (i, weight) in certificate.weights.enumerated() where !weight.isZero {
      let end = End.row(i, isLower: weight.signum > 0)
      if formulation.place(of: end) != nil { ends.append(end) }
    }
    return ends
  }

  /// The program in which of what the author wrote only these ends hold, and which asks only for
  /// feasibility.
  static func program(with ends: [End], of formulation: Formulation) -> LinearProgram {
    var program = formulation.program
    let stated = program
    for j in program.columns.indices { program.columns[j].cost = .zero }
    for end in formulation.writtenEnds(withColumns: true) {
      switch end {
      case .column(let j, true):
        let isBelowZero = stated.columns[j].bounds.lower!.signum < 0
        program.columns[j].bounds.lower = isBelowZero ? nil : .zero
      case .column(let j, false): program.columns[j].bounds.upper = nil
      case .row(let i, true): program.rows[i].lower = nil
      case .row(let i, false): program.rows[i].upper = nil
      }
    }
    for end in ends {
      switch end {
      case .row(let i, _) where formulation.place(of: end)!.isEquality:
        program.rows[i] = stated.rows[i]
      case .row(let i, true): program.rows[i].lower = stated.rows[i].lower
      case .row(let i, false): program.rows[i].upper = stated.rows[i].upper
      case .column(let j, true): program.columns[j].bounds.lower = stated.columns[j].bounds.lower
      case .column(let j, false): program.columns[j].bounds.upper = stated.columns[j].bounds.upper
      }
    }
    return program
  }

  static func part(_ place: Place, _ tables: TablePlaces? = nil) -> Part {
    Part(
      at: place.at, name: place.name,
      relation: place.isEquality ? .equal : place.isFloor ? .atLeast : .atMost,
      bound: place.bound, sentence: place.sentence, table: tables?.place(of: place.at))
  }
}
