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
///
/// A resource is known by its name; a row by the pointer to the demand, budget or constraint.
public struct Certificate: Sendable {
  public let status: Solution.Status
  /// Sections in the order in which they are printed, each a list of names and fractions.
  public let sections: [(name: String, figures: [(name: String, value: Rational)])]

  /// nil for what has no such certificate: a stop, or whole numbers.
  init?(_ chain: PriorityChain) {
    let (solution, formulation) = (chain.solution, chain.formulation)
    guard solution.proof == .exact, !formulation.program.hasIntegers,
      formulation.spec.objectives.count == 1, !formulation.spec.objectives[0].isLexicographic
    else { return nil }
    let names = formulation.columnNames
    let rows = formulation.rowPointers
    let pairs = { (keys: [String], values: [Rational]) in
      Array(zip(keys, values)).map { (name: $0, value: $1) }
    }
    status = solution.status
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
    if program.hasIntegers { return "a certificate cannot prove a spec with whole numbers" }
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
