// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import LinearProgram

/// All that a checker needs to prove a verdict from the spec by additions and multiplications
/// alone, in exact fractions: no solver.
///
/// - optimal: an amount a resource, and a price a row that bounds the objective at the same value.
/// - infeasible: a weight a row whose sum contradicts the bounds (Farkas' lemma).
/// - unbounded: a plan, and a direction that improves for ever.
/// - whole numbers: the plan, if there is one, and a tree of branches that covers all whole points,
///   with prices or weights at each leaf.
/// - an optimum whose fractions are too long to write down: its basis, from which they follow.
///
/// A resource is known by its name; a row by the pointer to the demand, budget or constraint.
/// Several objectives are proved one by one: a part a program that was solved.
public struct Certificate: Sendable {
  public let status: Solution.Status
  /// One a program; one in all where there is one objective.
  public let parts: [Part]
  private let solved: [ProvedProgram]
  private let names: CertificateNames

  /// What proves the verdict on one program.
  public struct Part: Sendable {
    public let status: Solution.Status
    /// Sections in the order in which they are printed, each a list of names and fractions.
    public var sections: [(name: String, figures: [(name: String, value: Rational)])] = []
    /// With whole numbers: the nodes, the whole spec first. Figures are those that are not 0.
    public var tree: [Node] = []
    /// The optimal basis, where there are no figures (`Basis.text`).
    public var basis: String?
  }

  /// A node of a search over whole numbers; columns and rows by their names.
  public enum Node: Sendable {
    case branch(column: String, floor: Rational, below: Int, above: Int)
    case split(Split, below: Int, above: Int)
    /// A further row, as it holds on both sides of a split.
    case cut(
      terms: [(name: String, value: Rational)], lower: Rational, split: Split, below: Weights,
      above: Weights, next: Int)
    case dominated(column: String, by: String, next: Int)
    /// A column that is whole because of a row.
    case whole(column: String, by: String, next: Int)
    /// Narrower bounds that follow from weights.
    case narrowed(
      bounds: [(name: String, isUpper: Bool, end: Rational)], weights: Weights, next: Int)
    case closed(Weights)
    case bounded(prices: [(name: String, value: Rational)])
    case infeasible(weights: [(name: String, value: Rational)])
    case empty(column: String)

    /// A sum of whole columns that is at most `floor` or at least 1 more.
    public struct Split: Sendable {
      public let terms: [(name: String, value: Rational)]
      public let floor: Rational
    }

    /// Weights of rows and of the row that the plan is beaten. The rows that splits and cuts on the
    /// way to a node have added are `#0`, `#1` and so on.
    public struct Weights: Sendable {
      public let rows: [(name: String, value: Rational)]
      public let objective: Rational
    }
  }

  /// From the answer to each program that was solved, in their order. nil where one is not proved:
  /// a stop, or a search that was not closed exactly.
  init?(_ status: Solution.Status, _ solved: [ProvedProgram], of formulation: Formulation) {
    (self.status, self.solved) = (status, solved)
    let names = CertificateNames(formulation)
    self.names = names
    let parts = solved.map { Part($0.solution, of: $0.program, names) }
    guard !parts.isEmpty, !parts.contains(where: { $0 == nil }) else { return nil }
    self.parts = parts.map { $0! }
  }
}

extension Certificate {
  /// The proof in the format VIPR 1.0 (`LinearProgram.vipr`); nil where there are several objectives, no
  /// end, or only a basis, and where the search was not plain (`SolverLimits.isPlain`).
  public var vipr: String? {
    guard solved.count == 1 else { return nil }
    let (program, solution) = (solved[0].program, solved[0].solution)
    let tree: SearchTree?
    switch solution.status {
    case .optimal where program.hasIntegers, .infeasible where program.hasIntegers:
      tree = solution.searchTree
    case .optimal: tree = solution.prices.map { SearchTree(nodes: [.bounded(prices: $0)]) }
    case .infeasible: tree = solution.certificate.map { SearchTree(nodes: [.infeasible($0)]) }
    case .unbounded, .stopped, .withinGap: tree = nil
    }
    return tree.flatMap {
      program.vipr($0, incumbent: solution.point, names: names.columns(of: program))
    }
  }
}

/// A program and its answer.
struct ProvedProgram: Sendable {
  let program: LinearProgram
  let solution: Solution
}

extension Certificate.Part {
  fileprivate init?(_ solution: Solution, of program: LinearProgram, _ names: CertificateNames) {
    guard solution.isProved else { return nil }
    let columns = names.columns(of: program)
    let rows = names.rows(of: program)
    let pairs = { (keys: [String], values: [Rational]) in
      Array(zip(keys, values)).map { (name: $0, value: $1) }
    }
    status = solution.status
    if solution.proof == .exactBasis {
      guard let basis = solution.basis else { return nil }
      self.basis = basis.text
      return
    }
    if program.hasIntegers {
      guard let tree = solution.searchTree, solution.status != .unbounded else { return nil }
      sections = solution.point.map { [("point", pairs(columns, $0))] } ?? []
      self.tree = tree.nodes.map { Certificate.Node($0, columns, rows) }
      return
    }
    switch solution.status {
    case .optimal:
      guard let point = solution.point, let prices = solution.prices else { return nil }
      sections = [("point", pairs(columns, point)), ("prices", pairs(rows, prices))]
    case .infeasible:
      guard let weights = solution.certificate?.weights else { return nil }
      sections = [("weights", pairs(rows, weights))]
    case .unbounded:
      guard let ray = solution.ray else { return nil }
      sections = [
        ("point", pairs(columns, ray.point)), ("direction", pairs(columns, ray.direction)),
      ]
    case .stopped, .withinGap: return nil
    }
  }
}

extension Certificate.Node {
  fileprivate init(_ node: SearchTree.Node, _ columns: [String], _ rows: [String]) {
    func named(_ values: [Rational]) -> [(name: String, value: Rational)] {
      zip(rows, values).filter { !$1.isZero }.map { (name: $0, value: $1) }
    }
    func named(_ terms: SearchTree.Terms) -> [(name: String, value: Rational)] {
      zip(terms.columns, terms.values).map { (columns[Int($0)], Rational(exactly: $1)) }
    }
    func named(_ split: SearchTree.Split) -> Split {
      Split(terms: named(split.terms), floor: Rational(exactly: split.floor))
    }
    func named(_ weights: SearchTree.Multipliers) -> Weights {
      let figures = zip(weights.rows, weights.values).map { row, value in
        (
          name: Int(row) < rows.count ? rows[Int(row)] : "#\(Int(row) - rows.count)",
          value: Rational(exactly: value)
        )
      }
      return Weights(rows: figures, objective: Rational(exactly: weights.objective))
    }
    switch node {
    case .branch(let column, let floor, let below, let above):
      self = .branch(column: columns[column], floor: floor, below: below, above: above)
    case .split(let split, let below, let above):
      self = .split(named(split), below: below, above: above)
    case .cut(let cut, let next):
      self = .cut(
        terms: named(cut.terms), lower: Rational(exactly: cut.lower), split: named(cut.split),
        below: named(cut.below), above: named(cut.above), next: next)
    case .dominated(let column, let other, let next):
      self = .dominated(column: columns[column], by: columns[other], next: next)
    case .whole(let column, let row, let next):
      self = .whole(column: columns[column], by: rows[row], next: next)
    case .narrowed(let narrowing, let next):
      self = .narrowed(
        bounds: narrowing.columns.indices.map {
          (
            columns[Int(narrowing.columns[$0])], narrowing.isUpper[$0],
            Rational(exactly: narrowing.ends[$0])
          )
        }, weights: named(narrowing.weights), next: next)
    case .closed(let weights): self = .closed(named(weights))
    case .bounded(let prices): self = .bounded(prices: named(prices))
    case .infeasible(let certificate): self = .infeasible(weights: named(certificate.weights))
    case .empty(let column): self = .empty(column: columns[column])
    }
  }
}
