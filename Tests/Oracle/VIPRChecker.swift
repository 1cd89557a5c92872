// SPDX-License-Identifier: GPL-3.0-or-later
import BigInt

/// Checks certificates in the format VIPR 1.0, from its description alone (Cheung, Gleixner and Steffy,
/// "Verifying integer programming results", 2017): it knows nothing of who wrote one, nor how.
public struct VIPRChecker {
  public struct Refusal: Error, CustomStringConvertible {
    public let description: String
  }

  private enum Sense: Int {
    case atMost = -1
    case equal = 0
    case atLeast = 1
  }

  private struct Constraint {
    var sense: Sense
    var right: Fraction
    var terms: [Int: Fraction]
    var assumptions: Set<Int> = []

    /// 0 ≥ β > 0, 0 ≤ β < 0 or 0 = β ≠ 0.
    var isAbsurd: Bool {
      guard terms.isEmpty else { return false }
      return switch sense {
      case .atLeast: right > .zero
      case .atMost: right < .zero
      case .equal: !right.isZero
      }
    }

    func dominates(_ other: Constraint) -> Bool {
      if isAbsurd { return true }
      guard terms == other.terms else { return false }
      return switch other.sense {
      case .atLeast: sense != .atMost && right >= other.right
      case .atMost: sense != .atLeast && right <= other.right
      case .equal: sense == .equal && right == other.right
      }
    }
  }

  /// What was proved: the least and greatest that the best objective can be, or that there is no plan.
  public enum Claim: Equatable {
    case infeasible
    case range(Fraction?, Fraction?)
  }

  private var words: ArraySlice<Substring>
  private var isWhole: [Bool] = []
  private var isMinimum = true
  private var costs: [Int: Fraction] = [:]
  private var constraints: [Constraint] = []

  /// Throws what is wrong; returns what the certificate proves.
  public static func check(_ text: String) throws -> Claim {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let body = lines.drop { $0.hasPrefix("%") }
    var checker = VIPRChecker(
      words: body.joined(separator: " ").split(whereSeparator: { $0 == " " || $0 == "\t" })[...])
    return try checker.run()
  }

  private init(words: [Substring].SubSequence) { self.words = words }

  // MARK: - Words

  private mutating func word() throws -> Substring {
    guard let first = words.popFirst() else {
      throw Refusal(description: "the text ends too early")
    }
    return first
  }

  private mutating func expect(_ wanted: String) throws {
    let found = try word()
    if found != wanted { throw Refusal(description: "expected \(wanted), found \(found)") }
  }

  private mutating func index(below limit: Int) throws -> Int {
    let text = try word()
    guard let value = Int(text), value >= 0, value < limit else {
      throw Refusal(description: "\(text) is no index below \(limit)")
    }
    return value
  }

  private mutating func value() throws -> Fraction {
    let text = try word()
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 2, let above = BigInt(String(parts[0])), let below = BigInt(String(parts[1])),
      below > 0
    {
      return Fraction(above, over: below)
    }
    guard parts.count == 1, let whole = BigInt(String(text)) else {
      throw Refusal(description: "\(text) is no value")
    }
    return Fraction(whole, over: 1)
  }

  private mutating func terms() throws -> [Int: Fraction] {
    let count = try index(below: .max)
    var terms: [Int: Fraction] = [:]
    for _ in 0..<count {
      let j = try index(below: isWhole.count)
      guard terms[j] == nil else { throw Refusal(description: "variable \(j) is there twice") }
      terms[j] = try value()
    }
    return terms.filter { !$0.value.isZero }
  }

  private mutating func constraint() throws -> Constraint {
    _ = try word()
    let sense: Sense
    switch try word() {
    case "E": sense = .equal
    case "L": sense = .atMost
    case "G": sense = .atLeast
    case let other: throw Refusal(description: "\(other) is no sense")
    }
    let right = try value()
    if words.first == "OBJ" {
      _ = try word()
      return Constraint(sense: sense, right: right, terms: costs)
    }
    return Constraint(sense: sense, right: right, terms: try terms())
  }

  // MARK: - Sections

  private mutating func run() throws -> Claim {
    try expect("VER")
    try expect("1.0")
    try expect("VAR")
    let variables = try index(below: .max)
    for _ in 0..<variables { _ = try word() }
    isWhole = Array(repeating: false, count: variables)
    try expect("INT")
    for _ in 0..<(try index(below: .max)) { isWhole[try index(below: variables)] = true }
    try expect("OBJ")
    let sense = try word()
    guard sense == "min" || sense == "max" else { throw Refusal(description: "no sense: \(sense)") }
    isMinimum = sense == "min"
    costs = try terms()
    try expect("CON")
    let count = try index(below: .max)
    let bounds = try index(below: count + 1)
    for k in 0..<count {
      constraints.append(try constraint())
      if k < bounds, constraints[k].terms.count > 1 {
        throw Refusal(description: "constraint \(k) is no bound")
      }
    }
    try expect("RTP")
    let claim = try self.claim()
    try checkSolutions(claim)
    try expect("DER")
    for _ in 0..<(try index(below: .max)) { try derive() }
    guard words.isEmpty else { throw Refusal(description: "there is more than was announced") }
    try checkEnd(claim)
    return claim
  }

  private mutating func claim() throws -> Claim {
    if words.first == "infeas" {
      _ = try word()
      return .infeasible
    }
    try expect("range")
    var ends: [Fraction?] = []
    for infinite in ["-inf", "inf"] {
      if words.first == Substring(infinite) {
        _ = try word()
        ends.append(nil)
      } else {
        ends.append(try value())
      }
    }
    return .range(ends[0], ends[1])
  }

  private mutating func checkSolutions(_ claim: Claim) throws {
    try expect("SOL")
    var reaches = false
    let stated = constraints.count
    for _ in 0..<(try index(below: .max)) {
      let name = try word()
      let values = try terms()
      for (j, value) in values where isWhole[j] && value.denominator != 1 {
        throw Refusal(description: "\(name): variable \(j) is not whole")
      }
      for k in 0..<stated {
        let row = constraints[k]
        let left = row.terms.reduce(Fraction.zero) { $0 + $1.value * (values[$1.key] ?? .zero) }
        let holds =
          switch row.sense {
          case .atLeast: left >= row.right
          case .atMost: left <= row.right
          case .equal: left == row.right
          }
        if !holds { throw Refusal(description: "\(name) breaks constraint \(k)") }
      }
      let objective = costs.reduce(Fraction.zero) { $0 + $1.value * (values[$1.key] ?? .zero) }
      if case .range(let low, let high) = claim {
        if isMinimum, let high { reaches = reaches || objective <= high }
        if !isMinimum, let low { reaches = reaches || objective >= low }
      }
    }
    if case .range(let low, let high) = claim, !reaches, isMinimum ? high != nil : low != nil {
      throw Refusal(description: "no solution is as good as it says")
    }
  }

  // MARK: - Derivations

  private mutating func derive() throws {
    var made = try constraint()
    let own = constraints.count
    try expect("{")
    switch try word() {
    case "asm": made.assumptions = [own]
    case "lin":
      let sum = try combination(below: own)
      guard sum.dominates(made) else {
        throw Refusal(description: "constraint \(own) does not follow")
      }
      made.assumptions = sum.assumptions
    case "rnd":
      let sum = try rounded(try combination(below: own))
      guard sum.dominates(made) else {
        throw Refusal(description: "constraint \(own) does not follow by rounding")
      }
      made.assumptions = sum.assumptions
    case "uns":
      let places = try (0..<4).map { _ in try index(below: own) }
      try unsplit(&made, places, own)
    case let other: throw Refusal(description: "\(other) is no reason")
    }
    try expect("}")
    let last = try word()
    guard let number = Int(last), number >= -1 else {
      throw Refusal(description: "\(last) is no index")
    }
    constraints.append(made)
  }

  private mutating func combination(below own: Int) throws -> Constraint {
    var sum = Constraint(sense: .equal, right: .zero, terms: [:])
    var senses: Set<Int> = []
    var used: Set<Int> = []
    for _ in 0..<(try index(below: .max)) {
      let k = try index(below: own)
      guard used.insert(k).inserted else { throw Refusal(description: "\(k) is there twice") }
      let weight = try value()
      let row = constraints[k]
      sum.right = sum.right + weight * row.right
      for (j, value) in row.terms { sum.terms[j] = (sum.terms[j] ?? .zero) + weight * value }
      sum.assumptions.formUnion(row.assumptions)
      if !weight.isZero { senses.insert((weight > .zero ? 1 : -1) * row.sense.rawValue) }
    }
    sum.terms = sum.terms.filter { !$0.value.isZero }
    senses.remove(0)
    guard senses.count <= 1 else {
      throw Refusal(description: "constraint \(own): the combination is of both senses")
    }
    if let sense = senses.first { sum.sense = Sense(rawValue: sense)! }
    return sum
  }

  private func rounded(_ sum: Constraint) throws -> Constraint {
    guard sum.sense != .equal,
      sum.terms.allSatisfy({ isWhole[$0.key] && $0.value.denominator == 1 })
    else { throw Refusal(description: "this cannot be rounded") }
    var rounded = sum
    let (quotient, rest) = sum.right.numerator.quotientAndRemainder(
      dividingBy: sum.right.denominator)
    let floor = rest < 0 ? quotient - 1 : quotient
    let isUp = sum.sense == .atLeast && !rest.isZero
    rounded.right = Fraction(isUp ? floor + 1 : floor, over: 1)
    return rounded
  }

  private func unsplit(_ made: inout Constraint, _ places: [Int], _ own: Int) throws {
    let (first, second) = (constraints[places[0]], constraints[places[2]])
    guard first.dominates(made), second.dominates(made) else {
      throw Refusal(description: "constraint \(own): a side does not have it")
    }
    let sides = [constraints[places[1]], constraints[places[3]]]
    guard let low = sides.first(where: { $0.sense == .atMost }),
      let high = sides.first(where: { $0.sense == .atLeast }), low.terms == high.terms,
      low.right.denominator == 1, high.right == low.right + .one,
      low.terms.allSatisfy({ isWhole[$0.key] && $0.value.denominator == 1 })
    else { throw Refusal(description: "constraint \(own): the sides are no split") }
    made.assumptions = first.assumptions.subtracting([places[1]])
      .union(second.assumptions.subtracting([places[3]]))
  }

  private func checkEnd(_ claim: Claim) throws {
    guard let last = constraints.last, last.assumptions.isEmpty else {
      throw Refusal(description: "the last constraint leans on assumptions")
    }
    switch claim {
    case .infeasible:
      if !last.isAbsurd { throw Refusal(description: "the last constraint is no contradiction") }
    case .range(let low, let high):
      guard let end = isMinimum ? low : high else { return }
      let wanted = Constraint(sense: isMinimum ? .atLeast : .atMost, right: end, terms: costs)
      if !last.dominates(wanted) {
        throw Refusal(description: "the last constraint does not bound the objective")
      }
    }
  }
}
