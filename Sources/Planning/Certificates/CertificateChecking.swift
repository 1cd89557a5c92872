// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import JSONText
import LinearProgram

extension Certificate {
  /// Why a part is no proof.
  private struct Refusal: Error { let says: String }

  /// Whether a printed certificate proves its verdict on `spec`; why not, where it does not.
  ///
  /// The programs are made anew, each from the answers to those before it, and each answer is
  /// proved from its part alone.
  public static func refusal(of root: JSONValue, for spec: Spec) -> String? {
    let formulation = Formulation(spec)
    let names = CertificateNames(formulation)
    let list = root["parts"]
    if let list, list.kind != .array { return "\"parts\" is no list" }
    let parts = list.map { Array($0.elements) } ?? [root]
    var solved = 0
    do {
      let chain = try PriorityChain(formulation) { program in
        guard solved < parts.count else {
          throw Refusal(says: "\"parts\" has \(parts.count) of more programs")
        }
        defer { solved += 1 }
        let reader = PartReader(part: parts[solved], program: program, names: names)
        do throws(Refusal) {
          return try reader.solution()
        } catch {
          throw Refusal(says: list == nil ? error.says : "part \(solved): \(error.says)")
        }
      }
      guard solved == parts.count else { return "\"parts\" has more than there are programs" }
      guard chain.solution.status.rawValue == root["certificate"]?.string else {
        return "the parts prove that the spec is \(chain.solution.status.rawValue)"
      }
      return nil
    } catch let refusal as Refusal {
      return refusal.says
    } catch {
      return "\(error)"
    }
  }

  /// Reads what proves the verdict on one program, and proves it.
  private struct PartReader {
    let part: JSONValue
    let program: LinearProgram
    let names: CertificateNames

    func solution() throws(Refusal) -> Solution {
      if let text = part["basis"] { return try solution(at: text) }
      let (columns, rows) = (names.columns(of: program), names.rows(of: program))
      if program.hasIntegers { return try searched(columns, rows) }
      let verdict: Verdict
      switch part["certificate"]?.string {
      case "optimal":
        guard let point = read("point", columns), let prices = read("prices", rows) else {
          throw misfit("\"point\" and \"prices\"")
        }
        verdict = .optimal(
          Optimum(point: point, prices: prices, basis: Basis(ofRowsIn: program)))
      case "infeasible":
        guard let weights = read("weights", rows) else { throw misfit("\"weights\"") }
        verdict = .infeasible(FarkasCertificate(weights: weights))
      case "unbounded":
        guard let point = read("point", columns), let direction = read("direction", columns)
        else { throw misfit("\"point\" and \"direction\"") }
        verdict = .unbounded(Ray(point: point, direction: direction))
      default:
        throw Refusal(says: "a certificate is of \"optimal\", \"infeasible\" or \"unbounded\"")
      }
      guard program.proves(verdict) else { throw Self.wrong }
      return Solution(verdict, of: program)
    }

    /// An optimum from its basis.
    private func solution(at text: JSONValue) throws(Refusal) -> Solution {
      guard part["certificate"]?.string == "optimal" else {
        throw Refusal(says: "a basis is of \"optimal\"")
      }
      guard !program.hasIntegers, let basis = text.string.flatMap({ Basis($0, of: program) }) else {
        throw misfit("a letter for each column and row in \"basis\"")
      }
      guard let proof = program.proof(from: basis, limits: .onlyOptimum),
        let solution = Solution(proof, of: program), solution.status == .optimal,
        solution.isProved
      else { throw Refusal(says: "the certificate's basis does not prove it") }
      return solution
    }

    /// The end of a search over whole numbers, from its tree.
    private func searched(_ columns: [String], _ rows: [String]) throws(Refusal) -> Solution {
      let point = read("point", columns)
      let isOptimal = part["certificate"]?.string == "optimal"
      guard isOptimal || part["certificate"]?.string == "infeasible" else {
        throw Refusal(
          says: "a certificate of whole numbers is of \"optimal\" or \"infeasible\"")
      }
      guard isOptimal == (point != nil), let nodes = part["tree"], nodes.kind == .array else {
        throw misfit("\"tree\"" + (isOptimal ? " and \"point\"" : ""))
      }
      let places = TreePlaces(columns, rows)
      var tree = SearchTree(nodes: [])
      for node in nodes.elements {
        guard let node = places.node(node) else {
          throw Refusal(
            says: "the certificate does not fit the spec: node \(tree.nodes.count) of \"tree\"")
        }
        tree.nodes.append(node)
      }
      guard program.proves(tree, incumbent: point) else { throw Self.wrong }
      return Solution(
        status: isOptimal ? .optimal : .infeasible, proof: .exactSearch, point: point,
        bound: point.map { program.objective(at: $0) })
    }

    /// A figure for each name; nil where one is not there.
    private func read(_ section: String, _ keys: [String]) -> [Rational]? {
      guard let object = part[section], object.kind == .object, object.count == keys.count
      else { return nil }
      let figures = Dictionary(
        object.members.map { (ExactName($0.key), $0.value) }
      ) { first, _ in first }
      let values = keys.map { figures[ExactName($0)]?.string.flatMap(Rational.init(fraction:)) }
      return values.contains { $0 == nil } ? nil : values.map { $0! }
    }

    private func misfit(_ needs: String) -> Refusal {
      Refusal(says: "the certificate does not fit the spec: it needs " + needs)
    }

    private static let wrong = Refusal(says: "the certificate's figures do not prove it")
  }
}

/// The columns and rows that the names in a printed tree stand for.
private struct TreePlaces {
  private let columns: [ExactName: Int]
  private let rows: [ExactName: Int]

  init(_ columns: [String], _ rows: [String]) {
    func places(_ names: [String]) -> [ExactName: Int] {
      Dictionary(names.enumerated().map { (ExactName($1), $0) }) { first, _ in first }
    }
    self.columns = places(columns)
    self.rows = places(rows)
  }

  /// nil where the node is not of this spec.
  func node(_ value: JSONValue) -> SearchTree.Node? {
    if let cut = value["cut"] { return self.cut(cut, of: value) }
    if let split = value["split"] {
      guard let split = self.split(split), let below = place(value["below"]),
        let above = place(value["above"])
      else { return nil }
      return .split(split, below: below, above: above)
    }
    if let name = value["dominated"]?.string {
      guard let column = columns[ExactName(name)], let next = place(value["next"]),
        let other = value["by"]?.string.flatMap({ columns[ExactName($0)] })
      else { return nil }
      return .dominated(column: column, by: other, next: next)
    }
    if let bounds = value["narrowed"] { return narrowed(bounds, of: value) }
    if let name = value["whole"]?.string {
      guard let column = columns[ExactName(name)], let next = place(value["next"]),
        let row = value["by"]?.string.flatMap({ rows[ExactName($0)] })
      else { return nil }
      return .whole(column: column, row: row, next: next)
    }
    if let weights = value["closed"] { return self.weights(weights).map { .closed($0) } }
    if let name = value["branch"]?.string {
      guard let column = columns[ExactName(name)],
        let floor = value["floor"]?.string.flatMap(Rational.init(fraction:)),
        let below = place(value["below"]), let above = place(value["above"])
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

  private func place(_ value: JSONValue?) -> Int? {
    value?.number.flatMap { Int(exactly: $0.double) }
  }

  private func cut(_ cut: JSONValue, of node: JSONValue) -> SearchTree.Node? {
    guard let terms = cut["terms"].flatMap(terms), let lower = double(cut["min"]),
      let split = node["split"].flatMap(split), let below = node["below"].flatMap(weights),
      let above = node["above"].flatMap(weights), let next = place(node["next"])
    else { return nil }
    return .cut(
      SearchTree.Cut(terms: terms, lower: lower, split: split, below: below, above: above),
      next: next)
  }

  private func narrowed(_ bounds: JSONValue, of node: JSONValue) -> SearchTree.Node? {
    guard bounds.kind == .object, let weights = node["weights"].flatMap(weights),
      let next = place(node["next"])
    else { return nil }
    var narrowing = SearchTree.Narrowing(weights: weights)
    for member in bounds.members {
      let isUpper = member.value["max"] != nil
      guard let column = columns[ExactName(member.key)],
        let end = double(member.value[isUpper ? "max" : "min"])
      else { return nil }
      narrowing.columns.append(Int32(column))
      narrowing.ends.append(end)
      narrowing.isUpper.append(isUpper)
    }
    return .narrowed(narrowing, next: next)
  }

  private func split(_ value: JSONValue) -> SearchTree.Split? {
    guard let terms = value["terms"].flatMap(terms), let floor = double(value["floor"]) else {
      return nil
    }
    return SearchTree.Split(terms: terms, floor: floor)
  }

  private func terms(_ value: JSONValue) -> SearchTree.Terms? {
    guard value.kind == .object else { return nil }
    var terms = SearchTree.Terms()
    for member in value.members {
      guard let column = columns[ExactName(member.key)], let figure = double(member.value) else {
        return nil
      }
      terms.columns.append(Int32(column))
      terms.values.append(figure)
    }
    return terms
  }

  private func weights(_ value: JSONValue) -> SearchTree.Multipliers? {
    guard value.kind == .object else { return nil }
    var weights = SearchTree.Multipliers()
    for member in value["rows"].map({ Array($0.members) }) ?? [] {
      guard let row = row(member.key), let figure = double(member.value) else { return nil }
      weights.rows.append(row)
      weights.values.append(figure)
    }
    guard let objective = value["objective"] else { return weights }
    guard let figure = double(objective) else { return nil }
    weights.objective = figure
    return weights
  }

  /// A row of the program, or the nth that was added, `#n`.
  private func row(_ name: String) -> Int32? {
    if let row = rows[ExactName(name)] { return Int32(row) }
    guard name.hasPrefix("#"), let number = Int32(name.dropFirst()), number >= 0,
      number < Int32.max / 2
    else { return nil }
    return Int32(rows.count) + number
  }

  /// A fraction that is a double's.
  private func double(_ value: JSONValue?) -> Double? {
    guard let exact = value?.string.flatMap(Rational.init(fraction:)), exact.double.isFinite,
      Rational(exactly: exact.double) == exact
    else { return nil }
    return exact.double
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
