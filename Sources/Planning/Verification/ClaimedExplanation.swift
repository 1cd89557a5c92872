// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import JSONText
import LinearProgram

/// What a printed result says of an infeasible spec: a conflict and a repair, checked as they are. Any
/// irreducible conflict and any cheapest repair is right, whichever another search would find.
struct ClaimedExplanation {
  /// Why a claim does not hold, or was not decided.
  struct Refusal: Error {
    let says: String
    var isUndecided = false
  }

  private(set) var conflict: [Conflict.Part] = []
  private(set) var weights = Repair.Weights()
  private(set) var repair = Repair.Finding()
  private(set) var repairAlone: Repair.Change?

  /// `solve` gives proved answers alone; nil is too large a program.
  init(
    _ result: JSONValue, of formulation: Formulation,
    solve: (LinearProgram) -> Solution?
  ) throws(Refusal) {
    guard let weights = Repair.Weights(result["repair_weights"]),
      weights.stranger(in: formulation.spec) == nil
    else { throw Refusal(says: "/repair_weights: no weights of the spec's bounds") }
    self.weights = weights
    try readConflict(result["conflict"], formulation, solve)
    try readRepair(result, formulation, solve)
    if let claimed = result["repair_alone"] { try readAlone(claimed, formulation, solve) }
  }

  // MARK: - The conflict

  private mutating func readConflict(
    _ claimed: JSONValue?, _ formulation: Formulation, _ solve: (LinearProgram) -> Solution?
  ) throws(Refusal) {
    guard let claimed, claimed.kind == .array else { throw Refusal(says: "/conflict: no list") }
    var known: [ExactName: [End]] = [:]
    let all = formulation.writtenEnds(withColumns: true)
    for end in Conflict.withWholeEqualities(all, formulation) {
      let part = Conflict.part(formulation.place(of: end)!)
      known[Self.key(part.at, part.says), default: []].append(end)
    }
    var ends: [End] = []
    for (k, claim) in claimed.elements.enumerated() {
      guard let at = claim["at"]?.string, let says = claim["says"]?.string,
        let end = known[Self.key(at, says)]?.popLast()
      else {
        throw Refusal(says: "/conflict/\(k): no bound of the spec says so, or it is there twice")
      }
      ends.append(end)
      var part = Conflict.part(formulation.place(of: end)!)
      part.isUndecided = claim["undecided"]?.bool == true
      conflict.append(part)
    }
    let loose = Conflict.program(with: ends, of: formulation).without(formulation.derivedEnds) {
      program in
      guard let best = solve(program), best.isProved, best.status == .optimal else { return nil }
      return best.point.map(program.objective)
    }
    let together = solve(loose)?.provesInfeasible
    guard together == true else {
      throw Refusal(
        says: together == nil
          ? "/conflict: it is too large to prove that these cannot hold together"
          : "/conflict: these can hold together", isUndecided: together == nil)
    }
    // Each part is a program of its own.
    let work = conflict.count { !$0.isUndecided } * formulation.program.entries.entryCount
    if work > Self.mostWork {
      throw Refusal(
        says: "/conflict: it is too large to prove that each part is needed", isUndecided: true)
    }
    for (k, end) in ends.enumerated() where !conflict[k].isUndecided && ends.count > 1 {
      let rest = ends.filter { $0 != end }
      let without = solve(Conflict.program(with: rest, of: formulation))?.provesInfeasible
      if without == false { continue }
      throw Refusal(
        says: without == nil
          ? "/conflict/\(k): it is too large to prove that the others can hold without it"
          : "/conflict/\(k): the others cannot hold without it either",
        isUndecided: without == nil)
    }
  }

  private static let mostWork = 500_000

  private static func key(_ at: String, _ says: String) -> ExactName { ExactName("\(at)\n\(says)") }

  // MARK: - The repair

  private mutating func readRepair(
    _ result: JSONValue, _ formulation: Formulation, _ solve: (LinearProgram) -> Solution?
  ) throws(Refusal) {
    guard let claimed = result["repair"], claimed.kind == .array else {
      throw Refusal(says: "/repair: no list")
    }
    repair.isCheapest = result["repair_proved"]?.bool ?? true
    if claimed.count == 0 { return try proveNone(formulation, solve) }
    var numbers = Repair.numbers(of: formulation, withColumns: true, weights)
    for (index, claim) in claimed.elements.enumerated() {
      repair.changes.append(try Self.apply(claim, "/repair/\(index)", to: &numbers))
    }
    let changed = numbers.filter(\.isSettled)
    try proveThatItWorks(&numbers, "/repair", formulation, solve)
    if repair.isCheapest { try proveCheapest(changed, formulation, solve) }
  }

  /// The change that is claimed at a place, made and settled in `numbers`.
  private static func apply(
    _ claim: JSONValue, _ here: String, to numbers: inout [Repair.Number]
  ) throws(Refusal) -> Repair.Change {
    guard let at = claim["at"]?.string.map(ExactName.init),
      let k = numbers.firstIndex(where: { ExactName($0.place.at) == at }), !numbers[k].isSettled
    else {
      throw Refusal(says: "\(here): no number that may change is there, or it is there twice")
    }
    guard let to = claim["to"]?.number, let from = claim["from"]?.number,
      Rational(from).double == numbers[k].place.bound.double
    else { throw Refusal(says: "\(here)/from: is not what the spec says") }
    numbers[k].bound = Rational(to)
    numbers[k].isSettled = true
    return .init(at: numbers[k].place.at, from: numbers[k].place.bound, to: numbers[k].bound)
  }

  /// That there is a plan with the numbers as they stand now.
  private func proveThatItWorks(
    _ numbers: inout [Repair.Number], _ here: String, _ formulation: Formulation,
    _ solve: (LinearProgram) -> Solution?
  ) throws(Refusal) {
    for k in numbers.indices { numbers[k].isSettled = true }
    let works = solve(Repair.elastic(numbers, formulation))
    guard let works, works.isProved else {
      throw Refusal(says: "\(here): it is too large to prove that it works", isUndecided: true)
    }
    guard works.status == .optimal else { throw Refusal(says: "\(here): it does not work") }
  }

  /// One number that is enough by itself.
  private mutating func readAlone(
    _ claimed: JSONValue, _ formulation: Formulation, _ solve: (LinearProgram) -> Solution?
  ) throws(Refusal) {
    let here = "/repair_alone"
    var numbers = Repair.numbers(of: formulation, withColumns: true, weights)
    let change = try Self.apply(claimed, here, to: &numbers)
    repairAlone = change
    var number = numbers.first(where: \.isSettled)!
    try proveThatItWorks(&numbers, here, formulation, solve)
    // A lesser change of it does not.
    (number.bound, number.isSettled) = (change.from, false)
    let program = Repair.elastic([number], formulation)
    guard let best = solve(program), best.isProved, best.status == .optimal,
      let least = best.objective(in: program)
    else {
      throw Refusal(
        says: "\(here): it is too large to prove that it is the least", isUndecided: true)
    }
    let size = (change.to - change.from).magnitude
    guard number.cost * size == least || number.cost * (size - Self.step(at: change.to)) < least
    else {
      throw Refusal(says: "\(here)/to: less would do")
    }
  }

  /// That no change of the numbers gives the spec a plan, where the result says so.
  private func proveNone(
    _ formulation: Formulation, _ solve: (LinearProgram) -> Solution?
  ) throws(Refusal) {
    let numbers = Repair.numbers(of: formulation, withColumns: true, weights)
    if !repair.isCheapest || numbers.isEmpty { return }
    switch solve(Repair.elastic(numbers, formulation))?.provesInfeasible {
    case true?: return
    case false?: throw Refusal(says: "/repair: is empty, and there is one")
    case nil:
      throw Refusal(says: "/repair: it is too large to prove that there is none", isUndecided: true)
    }
  }

  /// Columns may only change where rows alone are no repair, and what is printed is at most a step of
  /// printing dearer than the cheapest.
  private func proveCheapest(
    _ changed: [Repair.Number], _ formulation: Formulation, _ solve: (LinearProgram) -> Solution?
  ) throws(Refusal) {
    let tooLarge = Refusal(
      says: "/repair: it is too large to prove that none costs less", isUndecided: true)
    let rows = Repair.numbers(of: formulation, withColumns: false, weights)
    let rowPlaces = Set(rows.map { ExactName($0.place.at) })
    let usesColumns = changed.contains { !rowPlaces.contains(ExactName($0.place.at)) }
    func cheapest(_ numbers: [Repair.Number]) throws(Refusal) -> Rational? {
      if numbers.isEmpty { return nil }
      let program = Repair.looseElastic(numbers, formulation)
      guard let best = solve(program), best.isProved else { throw tooLarge }
      if best.status == .infeasible { return nil }
      guard best.status == .optimal, let cost = best.objective(in: program) else { throw tooLarge }
      return cost
    }
    var least = try cheapest(rows)
    if usesColumns {
      guard least == nil else {
        if !formulation.derivedEnds.isEmpty { throw tooLarge }
        throw Refusal(says: "/repair: demands, budgets and constraints alone can be mended")
      }
      least = try cheapest(Repair.numbers(of: formulation, withColumns: true, weights))
    }
    guard let least else { throw tooLarge }
    var (claimed, tightest) = (Rational.zero, Rational.zero)
    for number in changed {
      let change = (number.bound - number.place.bound).magnitude
      claimed += number.cost * change
      tightest += number.cost * max(.zero, change - Self.step(at: number.bound))
      // The rounding of an equality has to be made up for by others.
      if number.place.isEquality { tightest -= claimed * Rational(1, 1 << 40) }
    }
    guard claimed == least || tightest < least else {
      // What follows from the spec as it is may ask for more than that.
      if !formulation.derivedEnds.isEmpty { throw tooLarge }
      throw Refusal(says: "/repair: there is one that costs less")
    }
  }

  /// From a printed number to the next but one: a decimal is not just its double.
  private static func step(at number: Rational) -> Rational {
    let double = number.double
    return double.isFinite ? Rational(exactly: double.magnitude.ulp) * Rational(2) : .zero
  }
}

extension PlanResult {
  /// Takes over what was proved of a claim.
  mutating func take(_ explanation: ClaimedExplanation) {
    conflict = explanation.conflict
    repairWeights = explanation.weights
    (repair, isRepairCheapest) = (explanation.repair.changes, explanation.repair.isCheapest)
    repairAlone = explanation.repairAlone
  }
}
