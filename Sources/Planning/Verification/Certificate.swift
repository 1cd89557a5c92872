// SPDX-License-Identifier: GPL-3.0-or-later
import GLPKSolver
import JSONText
import LinearProgram

/// All that a checker needs to prove a verdict from the spec by additions and multiplications
/// alone, in exact fractions: no basis, no solver.
///
/// - optimal: an amount a resource, and a price a row that bounds the objective at the same value.
/// - infeasible: a weight a row whose sum contradicts the bounds (Farkas' lemma).
/// - unbounded: a plan, and a direction that improves for ever.
/// - whole numbers: the plan, if there is one, and a tree of branches that covers all whole points,
///   with prices or weights at each leaf.
///
/// A resource is known by its name; a row by the pointer to the demand, budget or constraint.
public struct Certificate: Sendable {
  public let status: Solution.Status
  /// Sections in the order in which they are printed, each a list of names and fractions.
  public let sections: [(name: String, figures: [(name: String, value: Rational)])]
  /// With whole numbers: the nodes, the whole spec first. Figures are those that are not 0.
  public let tree: [Node]

  /// A node of a search over whole numbers; columns and rows by their names.
  public enum Node: Sendable {
    case branch(column: String, floor: Rational, below: Int, above: Int)
    case bounded(prices: [(name: String, value: Rational)])
    case infeasible(weights: [(name: String, value: Rational)])
    case empty(column: String)
  }

  /// nil for what has no such certificate: a stop, a search that was not closed exactly, or several
  /// objectives.
  init?(_ chain: PriorityChain) {
    let (solution, formulation) = (chain.solution, chain.formulation)
    guard [.exact, .exactSearch].contains(solution.proof),
      formulation.spec.objectives.count == 1, !formulation.spec.objectives[0].isLexicographic
    else { return nil }
    let names = formulation.columnNames
    let rows = formulation.rowPointers
    let pairs = { (keys: [String], values: [Rational]) in
      Array(zip(keys, values)).map { (name: $0, value: $1) }
    }
    status = solution.status
    if formulation.program.hasIntegers {
      guard let tree = solution.searchTree, solution.status != .unbounded else { return nil }
      sections = solution.point.map { [("point", pairs(names, $0))] } ?? []
      self.tree = tree.nodes.map { Node($0, names, rows) }
      return
    }
    tree = []
    switch solution.status {
    case .optimal:
      guard let point = solution.point, let prices = solution.prices else { return nil }
      sections = [("point", pairs(names, point)), ("prices", pairs(rows, prices))]
    case .infeasible:
      guard let weights = solution.certificate?.weights else { return nil }
      sections = [("weights", pairs(rows, weights))]
    case .unbounded:
      guard let ray = solution.ray else { return nil }
      sections = [("point", pairs(names, ray.point)), ("direction", pairs(names, ray.direction))]
    case .stopped: return nil
    }
  }

  /// Whether a printed certificate proves its verdict on `spec`; why not, where it does not.
  public static func refusal(of root: JSONValue, for spec: Spec) -> String? {
    let formulation = Formulation(spec)
    let names = formulation.columnNames
    let rows = formulation.rowPointers
    func read(_ section: String, _ keys: [String]) -> [Rational]? {
      guard let object = root[section], object.kind == .object, object.count == keys.count
      else { return nil }
      let values = keys.map { object[$0]?.string.flatMap(Rational.init(fraction:)) }
      return values.contains { $0 == nil } ? nil : values.map { $0! }
    }
    let program = formulation.program
    if program.hasIntegers { return treeRefusal(root, formulation, point: read("point", names)) }
    let verdict: Verdict
    switch root["certificate"]?.string {
    case "optimal":
      guard let point = read("point", names), let prices = read("prices", rows) else {
        return "the certificate does not fit the spec: it needs \"point\" and \"prices\""
      }
      verdict = .optimal(
        Optimum(point: point, prices: prices, basis: Basis(ofRowsIn: program)))
    case "infeasible":
      guard let weights = read("weights", rows) else {
        return "the certificate does not fit the spec: it needs \"weights\""
      }
      verdict = .infeasible(FarkasCertificate(weights: weights))
    case "unbounded":
      guard let point = read("point", names), let direction = read("direction", names) else {
        return "the certificate does not fit the spec: it needs \"point\" and \"direction\""
      }
      verdict = .unbounded(Ray(point: point, direction: direction))
    default:
      return "a certificate is of \"optimal\", \"infeasible\" or \"unbounded\""
    }
    return program.proves(verdict) ? nil : "the certificate's figures do not prove it"
  }
}

extension Certificate {
  /// Whether a tree of branches proves its verdict; why not, where it does not.
  private static func treeRefusal(
    _ root: JSONValue, _ formulation: Formulation, point: [Rational]?
  ) -> String? {
    let isOptimal = root["certificate"]?.string == "optimal"
    guard isOptimal || root["certificate"]?.string == "infeasible" else {
      return "a certificate of whole numbers is of \"optimal\" or \"infeasible\""
    }
    guard isOptimal == (point != nil), let nodes = root["tree"], nodes.kind == .array else {
      return "the certificate does not fit the spec: it needs \"tree\""
        + (isOptimal ? " and \"point\"" : "")
    }
    let places = TreePlaces(formulation)
    var tree = SearchTree(nodes: [])
    for node in nodes.elements {
      guard let node = places.node(node) else {
        return "the certificate does not fit the spec: node \(tree.nodes.count) of \"tree\""
      }
      tree.nodes.append(node)
    }
    return formulation.program.proves(tree, incumbent: point)
      ? nil : "the certificate's figures do not prove it"
  }
}

extension Certificate.Node {
  fileprivate init(_ node: SearchTree.Node, _ columns: [String], _ rows: [String]) {
    func named(_ values: [Rational]) -> [(name: String, value: Rational)] {
      zip(rows, values).filter { !$1.isZero }.map { (name: $0, value: $1) }
    }
    switch node {
    case .branch(let column, let floor, let below, let above):
      self = .branch(column: columns[column], floor: floor, below: below, above: above)
    case .bounded(let prices): self = .bounded(prices: named(prices))
    case .infeasible(let certificate): self = .infeasible(weights: named(certificate.weights))
    case .empty(let column): self = .empty(column: columns[column])
    }
  }
}

/// The columns and rows that the names in a printed tree stand for.
private struct TreePlaces {
  private let columns: [ExactName: Int]
  private let rows: [ExactName: Int]

  init(_ formulation: Formulation) {
    func places(_ names: [String]) -> [ExactName: Int] {
      Dictionary(names.enumerated().map { (ExactName($1), $0) }) { first, _ in first }
    }
    columns = places(formulation.columnNames)
    rows = places(formulation.rowPointers)
  }

  /// nil where the node is not of this spec.
  func node(_ value: JSONValue) -> SearchTree.Node? {
    if let name = value["branch"]?.string {
      guard let column = columns[ExactName(name)],
        let floor = value["floor"]?.string.flatMap(Rational.init(fraction:)),
        let below = value["below"]?.number?.double, let above = value["above"]?.number?.double,
        let below = Int(exactly: below), let above = Int(exactly: above)
      else { return nil }
      return .branch(column: column, floor: floor, below: below, above: above)
    }
    if let name = value["empty"]?.string {
      return columns[ExactName(name)].map { .empty(column: $0) }
    }
    if let prices = value["prices"].flatMap(figures) { return .bounded(prices: prices) }
    return value["weights"].flatMap(figures).map {
      .infeasible(FarkasCertificate(weights: $0))
    }
  }

  private func figures(_ value: JSONValue) -> [Rational]? {
    guard value.kind == .object else { return nil }
    var figures = [Rational](repeating: .zero, count: rows.count)
    for member in value.members {
      guard let row = rows[ExactName(member.key)],
        let figure = member.value.string.flatMap(Rational.init(fraction:))
      else { return nil }
      figures[row] = figure
    }
    return figures
  }
}

extension Formulation {
  /// The pointer to what each row came from; the worst case's rows by the name of who they are of.
  var rowPointers: [String] {
    let written = (0..<layout.rowCount).map(pointer(ofRow:))
    guard let objective = spec.objectives.first, objective.isWorst else { return written }
    return written
      + contenders(of: objective.goal).indices.map { index in
        objective.at.appending("worst").appending(index).description
      }
  }

  /// What each column is an amount of, each name once.
  var columnNames: [String] {
    var seen: [String: Int] = [:]
    return program.columns.indices.map { j in
      let name = name(ofColumn: j)
      seen[name, default: 0] += 1
      return seen[name] == 1 ? name : "\(name) (\(seen[name]!))"
    }
  }
}

extension Rational {
  /// `-7/2` or `3`, as `description` writes it.
  init?(fraction text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy(Self.isInteger) else { return nil }
    let above = Rational(digits: String(parts[0]), exponent: 0)
    guard parts.count == 2 else {
      self = above
      return
    }
    let below = Rational(digits: String(parts[1]), exponent: 0)
    guard below.signum > 0 else { return nil }
    self = above / below
  }

  private static func isInteger(_ text: Substring) -> Bool {
    let digits = text.hasPrefix("-") ? text.dropFirst() : text
    return !digits.isEmpty && digits.utf8.allSatisfy { (48...57).contains($0) }
  }
}
