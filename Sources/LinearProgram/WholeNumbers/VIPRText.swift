// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

extension LinearProgram {
  /// A search tree as a certificate in the format VIPR 1.0 (Cheung, Gleixner and Steffy, "Verifying
  /// integer programming results", 2017), which others can check: assumptions, linear combinations,
  /// rounding, and the two sides of a branch.
  ///
  /// nil where the tree exchanges one column for another, or takes a column for whole that need not be:
  /// the format has no word for that (`SearchLimits.isPlain` searches without). `tree` proves its claim.
  public func vipr(_ tree: SearchTree, incumbent: [Rational]?, names: [String]) -> String? {
    var writer = VIPRWriter(self, incumbent, names)
    return writer.text(of: tree)
  }
}

/// Writes a certificate while it walks through a tree.
private struct VIPRWriter {
  /// A constraint's number and its right-hand side.
  private struct End {
    var number: Int
    var value: Rational
  }

  private struct Row {
    var terms: [(column: Int, value: Rational)]
    var lower: End?
    var upper: End?
  }

  private enum Step {
    case visit(Int)
    case setColumn(Int, lower: End?, upper: End?)
    case push(Row)
    case pop
    /// The two sides of a branch are there: their assumptions.
    case join(below: Int, above: Int)
    /// One side was closed before: its constraint, its assumption, and that of the other side.
    case joinClosed(Int, own: Int, other: Int)
  }

  private let program: LinearProgram
  private let incumbent: [Rational]?
  private let names: [String]
  /// 1 for a minimum, −1 for a maximum.
  private let sign: Rational
  private let best: Rational?
  private let step: Rational?
  private var lower: [End?]
  private var upper: [End?]
  private var rows: [Row] = []
  private var constraints: [String] = []
  private var boundCount = 0
  private var derivations: [String] = []
  /// The constraints that the parts came to which are not joined yet.
  private var results: [Int] = []

  init(_ program: LinearProgram, _ incumbent: [Rational]?, _ names: [String]) {
    (self.program, self.incumbent, self.names) = (program, incumbent, names)
    sign = program.sense == .minimize ? .one : -.one
    best = incumbent.map { program.objective(at: $0) }
    step = program.objectiveStep
    lower = Array(repeating: nil, count: program.columns.count)
    upper = lower
  }

  // MARK: - The program

  private static func constraint(
    _ name: String, _ sense: Character, _ right: Rational, _ terms: [(column: Int, value: Rational)]
  ) -> String {
    let list = terms.map { " \($0.column) \($0.value)" }.joined()
    return "\(name) \(sense) \(right) \(terms.count)\(list)"
  }

  private mutating func state() {
    func add(_ sense: Character, _ right: Rational, _ terms: [(column: Int, value: Rational)])
      -> End
    {
      constraints.append(Self.constraint("C\(constraints.count)", sense, right, terms))
      return End(number: constraints.count - 1, value: right)
    }
    for (j, column) in program.columns.enumerated() {
      lower[j] = column.bounds.lower.map { add("G", $0, [(j, .one)]) }
      upper[j] = column.bounds.upper.map { add("L", $0, [(j, .one)]) }
    }
    boundCount = constraints.count
    var terms = [[(column: Int, value: Rational)]](repeating: [], count: program.rows.count)
    for (j, entries) in program.entries.enumerated() {
      for entry in entries { terms[entry.row].append((j, entry.value)) }
    }
    for (row, terms) in zip(program.rows, terms) {
      if let end = row.lower, row.isFixed {
        let both = add("E", end, terms)
        rows.append(Row(terms: terms, lower: both, upper: both))
      } else {
        rows.append(
          Row(
            terms: terms, lower: row.lower.map { add("G", $0, terms) },
            upper: row.upper.map { add("L", $0, terms) }))
      }
    }
  }

  /// Bounds of whole columns are rounded to whole numbers.
  private mutating func roundBounds() {
    for (j, column) in program.columns.enumerated() where column.isInteger {
      if let end = lower[j], !end.value.isInteger {
        let value = -(-end.value).floor
        lower[j] = End(
          number: derive("G", value, [(j, .one)], "rnd", [(end.number, .one)]), value: value)
      }
      if let end = upper[j], !end.value.isInteger {
        let value = end.value.floor
        upper[j] = End(
          number: derive("L", value, [(j, .one)], "rnd", [(end.number, .one)]), value: value)
      }
    }
  }

  // MARK: - Derivations

  private var next: Int { constraints.count + derivations.count }

  private mutating func derive(
    _ sense: Character, _ right: Rational, _ terms: [(column: Int, value: Rational)],
    _ reason: String, _ weights: [(number: Int, value: Rational)]
  ) -> Int {
    let list = weights.map { " \($0.number) \($0.value)" }.joined()
    return add(
      Self.constraint("D\(next)", sense, right, terms) + " { \(reason) \(weights.count)\(list) } -1"
    )
  }

  private mutating func add(_ line: String) -> Int {
    derivations.append(line)
    return next - 1
  }

  private mutating func assume(
    _ sense: Character, _ right: Rational, _ terms: [(column: Int, value: Rational)]
  ) -> Int { add(Self.constraint("D\(next)", sense, right, terms) + " { asm } -1") }

  /// What there is to show: that nothing is better, or that there is nothing.
  private var claim: String {
    guard let best else { return "D\(next) G 1 0" }
    return "D\(next) \(sign.signum > 0 ? "G" : "L") \(best) OBJ"
  }

  /// Σ weights·rows, with what is left of the terms leaning on bounds of columns: the constraints and
  /// their weights, and the right-hand side. nil where an end is not there.
  private func combination(
    _ weights: [(row: Int, value: Rational)], _ terms: [(column: Int, value: Rational)]
  ) -> (weights: [(number: Int, value: Rational)], right: Rational)? {
    var left: [Int: Rational] = [:]
    for (j, value) in terms { left[j, default: .zero] += value }
    var used: [Int: Rational] = [:]
    var right = Rational.zero
    for (i, value) in weights where !value.isZero {
      guard rows.indices.contains(i), let end = value.signum > 0 ? rows[i].lower : rows[i].upper
      else { return nil }
      used[end.number, default: .zero] += value
      right += value * end.value
      for (j, entry) in rows[i].terms { left[j, default: .zero] -= value * entry }
    }
    for (j, value) in left where !value.isZero {
      guard let end = value.signum > 0 ? lower[j] : upper[j] else { return nil }
      used[end.number, default: .zero] += value
      right += value * end.value
    }
    return (
      used.filter { !$0.value.isZero }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }, right
    )
  }

  private var objectiveTerms: [(column: Int, value: Rational)] {
    program.columns.enumerated().filter { !$1.cost.isZero }.map { ($0, sign * $1.cost) }
  }

  /// A part that the rows' weights close, with a weight of the objective as a minimum. false where they
  /// do not.
  private mutating func close(_ weights: [(row: Int, value: Rational)], _ objective: Rational)
    -> Bool
  {
    if objective.isZero {
      guard let (used, right) = combination(weights, []), right.signum > 0 else { return false }
      results.append(derive("G", right, [], "lin", used))
      return true
    }
    guard let best else { return false }
    let scaled = weights.map { ($0.row, $0.value / objective) }
    guard let (found, right) = combination(scaled, objectiveTerms) else { return false }
    var used = found
    if right < sign * best {
      // Only a step further there is another objective.
      guard let step else { return false }
      let count = -(-(right / step)).floor
      guard step * count >= sign * best else { return false }
      let terms = objectiveTerms.map { ($0.column, sign * $0.value / step) }
      let rounded = derive(
        sign.signum > 0 ? "G" : "L", sign * count, terms, "rnd",
        used.map { ($0.number, sign * $0.value / step) })
      used = [(rounded, sign * step)]
    }
    let list = used.map { " \($0.number) \(sign * $0.value)" }.joined()
    results.append(add(claim + " { lin \(used.count)\(list) } -1"))
    return true
  }

  // MARK: - The tree

  mutating func text(of tree: SearchTree) -> String? {
    state()
    roundBounds()
    if let j = program.columns.indices.first(where: { isCrossed($0) }) {
      // No whole number between the ends of a column.
      guard closeEmpty(j) else { return nil }
    } else {
      var open = [Step.visit(0)]
      while let step = open.popLast() {
        guard take(step, tree, &open) else { return nil }
      }
    }
    return results.count == 1 ? document : nil
  }

  private func isCrossed(_ j: Int) -> Bool {
    guard let low = lower[j], let high = upper[j] else { return false }
    return low.value > high.value
  }

  private mutating func closeEmpty(_ j: Int) -> Bool {
    guard isCrossed(j), let low = lower[j], let high = upper[j] else { return false }
    results.append(
      derive("G", low.value - high.value, [], "lin", [(low.number, .one), (high.number, -.one)]))
    return true
  }

  private mutating func take(_ step: Step, _ tree: SearchTree, _ open: inout [Step]) -> Bool {
    switch step {
    case .visit(let place): return visit(tree.nodes[place], &open)
    case .setColumn(let j, let low, let high): (lower[j], upper[j]) = (low, high)
    case .push(let row): rows.append(row)
    case .pop: rows.removeLast()
    case .join(let below, let above):
      let second = results.removeLast()
      let first = results.removeLast()
      results.append(add(claim + " { uns \(first) \(below) \(second) \(above) } -1"))
    case .joinClosed(let closed, let own, let other):
      let open = results.removeLast()
      results.append(add(claim + " { uns \(open) \(other) \(closed) \(own) } -1"))
    }
    return true
  }

  private func exact(_ terms: SearchTree.Terms) -> [(column: Int, value: Rational)] {
    zip(terms.columns, terms.values).map { (Int($0), Rational(exactly: $1)) }
      .filter { !$0.1.isZero }.sorted { $0.0 < $1.0 }.map { (column: $0.0, value: $0.1) }
  }

  private func exact(_ weights: SearchTree.Multipliers) -> [(row: Int, value: Rational)] {
    zip(weights.rows, weights.values).map { (Int($0), Rational(exactly: $1)) }
  }

  private mutating func visit(_ node: SearchTree.Node, _ open: inout [Step]) -> Bool {
    switch node {
    case .branch(let j, let floor, let below, let above):
      let first = assume("L", floor, [(j, .one)])
      let second = assume("G", floor + .one, [(j, .one)])
      let (low, high) = (lower[j], upper[j])
      let narrowHigh = high.map { $0.value <= floor } ?? false
      let narrowLow = low.map { $0.value >= floor + .one } ?? false
      open += [
        .join(below: first, above: second), .setColumn(j, lower: low, upper: high), .visit(above),
        .setColumn(
          j, lower: narrowLow ? low : End(number: second, value: floor + .one), upper: high),
        .visit(below),
        .setColumn(j, lower: low, upper: narrowHigh ? high : End(number: first, value: floor)),
      ]
    case .split(let split, let below, let above):
      let (terms, floor) = (exact(split.terms), Rational(exactly: split.floor))
      let first = assume("L", floor, terms)
      let second = assume("G", floor + .one, terms)
      open += [
        .join(below: first, above: second), .pop, .visit(above),
        .push(Row(terms: terms, lower: End(number: second, value: floor + .one), upper: nil)),
        .pop, .visit(below),
        .push(Row(terms: terms, lower: nil, upper: End(number: first, value: floor))),
      ]
    case .cut(let cut, let next):
      guard let row = derive(cut) else { return false }
      rows.append(row)
      open += [.pop, .visit(next)]
    case .dominated, .whole: return false
    case .narrowed(let narrowing, let next): return narrow(narrowing, next, &open)
    case .closed(let weights): return close(exact(weights), Rational(exactly: weights.objective))
    case .bounded(let prices):
      return close(prices.enumerated().map { ($0, sign * $1) }, .one)
    case .infeasible(let certificate):
      return close(certificate.weights.enumerated().map { ($0, $1) }, .zero)
    case .empty(let j): return closeEmpty(j)
    }
    return true
  }

  /// One branch after the other, of which one side is closed at once.
  private mutating func narrow(
    _ narrowing: SearchTree.Narrowing, _ next: Int, _ open: inout [Step]
  ) -> Bool {
    var joins: [Step] = []
    for (k, column) in narrowing.columns.enumerated() {
      let j = Int(column)
      let (low, high) = (lower[j], upper[j])
      let floor = Rational(
        exactly: narrowing.isUpper[k] ? narrowing.ends[k] : narrowing.ends[k] - 1)
      let first = assume("L", floor, [(j, .one)])
      let second = assume("G", floor + .one, [(j, .one)])
      let below =
        high.map { $0.value <= floor } ?? false
        ? high : End(number: first, value: floor)
      let above =
        low.map { $0.value >= floor + .one } ?? false
        ? low : End(number: second, value: floor + .one)
      (lower[j], upper[j]) = narrowing.isUpper[k] ? (above, high) : (low, below)
      guard
        isCrossed(j)
          ? closeEmpty(j)
          : close(exact(narrowing.weights), Rational(exactly: narrowing.weights.objective))
      else { return false }
      let closed = results.removeLast()
      (lower[j], upper[j]) = narrowing.isUpper[k] ? (low, below) : (above, high)
      joins.append(.setColumn(j, lower: low, upper: high))
      joins.append(
        .joinClosed(
          closed, own: narrowing.isUpper[k] ? second : first,
          other: narrowing.isUpper[k] ? first : second))
    }
    // The last bound is the first to be taken back: its part is joined, then its column restored.
    open += joins
    open.append(.visit(next))
    return true
  }

  /// A cut: on each side of its split a linear combination, and then both together.
  private mutating func derive(_ cut: SearchTree.Cut) -> Row? {
    guard cut.below.objective == 0, cut.above.objective == 0 else { return nil }
    let (terms, least) = (exact(cut.terms), Rational(exactly: cut.lower))
    let (split, floor) = (exact(cut.split.terms), Rational(exactly: cut.split.floor))
    let last = Int32(rows.count)
    if !cut.below.rows.contains(last), let (used, right) = combination(exact(cut.below), terms),
      right >= least
    {
      // No split is needed.
      return Row(
        terms: terms, lower: End(number: derive("G", least, terms, "lin", used), value: least),
        upper: nil)
    }
    let first = assume("L", floor, split)
    rows.append(Row(terms: split, lower: nil, upper: End(number: first, value: floor)))
    let below = side(cut.below, terms, least)
    rows.removeLast()
    let second = assume("G", floor + .one, split)
    rows.append(Row(terms: split, lower: End(number: second, value: floor + .one), upper: nil))
    let above = side(cut.above, terms, least)
    rows.removeLast()
    guard let below, let above else { return nil }
    let joined = add(
      Self.constraint("D\(next)", "G", least, terms)
        + " { uns \(below) \(first) \(above) \(second) } -1")
    return Row(terms: terms, lower: End(number: joined, value: least), upper: nil)
  }

  /// On one side of a split the cut follows, or there is nothing there.
  private mutating func side(
    _ weights: SearchTree.Multipliers, _ terms: [(column: Int, value: Rational)], _ least: Rational
  ) -> Int? {
    if let (used, right) = combination(exact(weights), terms), right >= least {
      return derive("G", least, terms, "lin", used)
    }
    guard let (used, right) = combination(exact(weights), []), right.signum > 0 else { return nil }
    return derive("G", right, [], "lin", used)
  }

  // MARK: - The document

  private var document: String {
    let wholes = program.columns.indices.filter { program.columns[$0].isInteger }
    let costs = program.columns.enumerated().filter { !$1.cost.isZero }
    var lines: [String] = []
    for (j, name) in names.enumerated() {
      let printable = name.unicodeScalars.map {
        $0.value < 32 || $0.value == 127 ? "?" : String($0)
      }
      lines.append("% x\(j) is \(printable.joined())")
    }
    lines += ["VER 1.0", "VAR \(program.columns.count)"]
    lines.append(program.columns.indices.map { "x\($0)" }.joined(separator: " "))
    lines += ["INT \(wholes.count)", wholes.map(String.init).joined(separator: " ")]
    lines += [
      "OBJ \(sign.signum > 0 ? "min" : "max")",
      "\(costs.count)" + costs.map { " \($0) \($1.cost)" }.joined(),
      "CON \(constraints.count) \(boundCount)",
    ]
    lines += constraints
    if let best, let incumbent {
      let values = incumbent.enumerated().filter { !$1.isZero }
      lines += [
        "RTP range \(best) \(best)", "SOL 1",
        "best \(values.count)" + values.map { " \($0) \($1)" }.joined(),
      ]
    } else {
      lines += ["RTP infeas", "SOL 0"]
    }
    lines.append("DER \(derivations.count)")
    return (lines + derivations).joined(separator: "\n") + "\n"
  }
}
