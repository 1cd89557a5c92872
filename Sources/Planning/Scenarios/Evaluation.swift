// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import JSONText
import LinearProgram

/// What a plan that is committed comes to in scenarios that it was not made for: what is committed
/// is held, and the rest is planned for each of them by itself.
///
/// Where a scenario has no such plan, its demands give way: first as little as can be is missed of
/// them, each measured by its own size, and then the objective is the best with that.
public struct Evaluation: Sendable {
  /// What comes of a scenario.
  public struct Outcome: Sendable {
    public let name: String?
    /// What the scenario weighs; nil where none is written.
    public let weight: Rational?
    public let status: Solution.Status
    public let isProved: Bool
    /// nil where there is no plan, whatever demands are missed.
    public let value: Rational?
    /// Demands, by their places, and by how much each is missed in all.
    public let missed: [(demand: Int, by: Rational)]
  }

  public let sense: LinearProgram.Sense
  /// How the spec's objective is taken over its scenarios.
  public var measure: Futures.Measure { futures.measure }
  public let demands: [String]
  private let spec: Spec
  private let futures: Futures
  private let text: ScenarioText
  /// Columns of a case that are held, and their values.
  private let held: [(column: Int, value: Rational)]
  private let planner: Planner

  /// Throws what is wrong with the plan. `spec` has scenarios, see `refusal`.
  public init(
    plan bytes: [UInt8], for spec: Spec, planner: Planner
  ) throws(Diagnostics) {
    let futures = spec.futures!
    (self.spec, self.futures, text) = (spec, futures, ScenarioText(futures.text!))
    // Scenarios run at the same time; each has one thread.
    var single = planner
    single.limits.usesAllProcessors = false
    self.planner = single
    sense = spec.objectives[0].sense
    demands = spec.demands.map(\.name)
    let document = try Diagnostics.reportingJSON(bytes)
    held = try Self.held(document, spec, futures)
  }

  /// Why a spec's plans cannot be evaluated; nil where they can.
  public static func refusal(of spec: Spec) -> String? {
    guard let futures = spec.futures, futures.hasScenarios else {
      return "the spec has no \"scenarios\": nothing says what is committed"
    }
    if spec.objectives.count > 1 {
      return "the spec has several objectives: a plan is evaluated by one"
    }
    if !futures.losses.isEmpty { return "a spec with \"survive\" is not evaluated" }
    return nil
  }

  private static func held(
    _ document: JSONDocument, _ spec: Spec, _ futures: Futures
  ) throws(Diagnostics) -> [(column: Int, value: Rational)] {
    let root = document.root
    var plain = spec
    plain.futures = nil
    let formulation = Formulation(plain)
    let layout = formulation.layout
    var plan: ProposedPlan?
    if futures.isCommitted.contains(true) {
      // What workloads get is not committed.
      var amountsOnly = plain
      amountsOnly.workloads = []
      plan = try ProposedPlan.read(document, root, at: Pointer(), for: amountsOnly)
    }
    let first = root["scenarios"]?.members.first { _ in true }?.value
    let known = first.map { PrintedPlan($0) }
    var list: [(column: Int, value: Rational)] = []
    func note(_ says: String, _ at: Pointer) -> Diagnostics {
      Diagnostics(list: [
        Diagnostic(
          position: root.position, at: at.description, severity: .error, kind: .spec, says: says)
      ])
    }
    for j in 0..<layout.columnCount {
      let (kind, period) = layout.kind(ofColumn: j)
      switch kind {
      case .amount(let r) where futures.isCommitted[r]:
        list.append((j, plan!.amounts[r][period ?? 0]))
      case .bought(let r) where futures.isCommittedPurchase[r]:
        let name = spec.resources[r].name
        guard let value = number(root["purchases"]?[name], period ?? 0) else {
          throw note(
            "the plan does not say what is bought of \(quoted(name)) in each period",
            Pointer().appending("purchases").appending(name))
        }
        list.append((j, value))
      default:
        guard let period, period < futures.knownPeriods else { continue }
        guard let value = known?.value(kind, period, layout) else {
          throw note(
            "the plan does not say what is done before \(spec.periods!.label(futures.knownPeriods)): "
              + "a whole result has its \"scenarios\"", Pointer().appending("scenarios"))
        }
        list.append((j, value))
      }
    }
    return list
  }

  private static func number(_ value: JSONValue?, _ t: Int) -> Rational? {
    guard let value else { return nil }
    if let number = value.number { return Rational(number) }
    guard value.kind == .array, t < value.count else { return nil }
    return Array(value.elements)[t].number.map(Rational.init)
  }

  // MARK: - A scenario

  /// What comes of the scenario in a line: `{"set": {"/demands/gpu": 80}}`, with a `name` and a
  /// `probability` where wished. Throws what is wrong with the line, and `SolverFailure`.
  public func outcome(of line: [UInt8]) throws -> Outcome {
    let document = try Diagnostics.reportingJSON(line)
    var reading = FuturesReading(document, spec, [:], .standard)
    guard let read = reading.readLine(text) else {
      throw Diagnostics(
        list: reading.notes.map { note in
          Diagnostic(
            position: document.position(ofOffset: note.offset), at: note.at.description,
            severity: .error, kind: .spec, says: note.says)
        })
    }
    let formulation = Formulation(read.spec)
    func outcome(
      _ solution: Solution, _ value: Rational?, _ missed: [(demand: Int, by: Rational)],
      isProved: Bool = true
    ) -> Outcome {
      Outcome(
        name: read.name, weight: read.weight, status: solution.status,
        isProved: isProved && solution.isProved, value: value, missed: missed)
    }
    // A value that the scenario's own bounds forbid.
    guard let program = formulation.program.holding(held) else {
      return outcome(Solution(status: .infeasible, proof: .exact), nil, [])
    }
    let solution = try planner.solver.solve(program)
    if solution.status == .optimal, let point = solution.point {
      return outcome(
        solution, solution.objective(in: program), formulation.missed(at: point))
    }
    guard solution.status == .infeasible, solution.isProved else {
      return outcome(solution, nil, [])
    }
    let elastic = ElasticDemands(formulation, program)
    let least = try planner.solver.solve(elastic.program)
    guard least.status == .optimal, let point = least.point else { return outcome(least, nil, []) }
    let rest = elastic.holding(point)
    let best = try planner.solver.solve(rest)
    let soft = best.point.map(formulation.missed) ?? []
    let missed = elastic.missed(at: point)
    return outcome(
      best, best.objective(in: rest),
      missed + soft.filter { one in !missed.contains { $0.demand == one.demand } },
      isProved: least.isProved)
  }
}

extension LinearProgram {
  /// The same with some columns fixed; nil where a value is outside of its bounds, or no whole
  /// number.
  fileprivate func holding(_ values: [(column: Int, value: Rational)]) -> LinearProgram? {
    var program = self
    for (j, value) in values {
      let column = columns[j]
      guard column.bounds.violation(of: value).isZero, !column.isInteger || value.isInteger else {
        return nil
      }
      program.columns[j].bounds = .init(lower: value, upper: value)
    }
    return program
  }
}

extension Formulation {
  /// What is missed of soft demands.
  fileprivate func missed(at point: [Rational]) -> [(demand: Int, by: Rational)] {
    spec.demands.indices.compactMap { d in
      var sum = Rational.zero
      for t in 0..<layout.periods {
        for isLower in [true, false] {
          if let j = layout.column(missing: .demand(d), isLower: isLower, t) { sum += point[j] }
        }
        if spec.demands[d].span == .all { break }
      }
      return sum.isZero ? nil : (d, sum)
    }
  }
}

/// A program whose demands may be missed: as little of them as can be, each measured by its size.
private struct ElasticDemands {
  let program: LinearProgram
  private let original: LinearProgram
  /// The columns of what is missed, behind the program's own: the demand, and whether it may be.
  private let demands: [Int]

  init(_ formulation: Formulation, _ program: LinearProgram) {
    original = program
    var elastic = program
    elastic.sense = .minimize
    for j in elastic.columns.indices { elastic.columns[j].cost = .zero }
    var demands: [Int] = []
    for i in 0..<formulation.rowCount {
      guard let d = formulation.layout.demand(ofRow: i) else { continue }
      for (end, step) in [(program.rows[i].lower, Rational.one), (program.rows[i].upper, -.one)] {
        guard let end else { continue }
        let size = end.isZero ? Rational.one : end.magnitude
        elastic.append(
          .init(bounds: .init(lower: .zero, upper: nil), cost: .one / size),
          entries: [.init(row: i, value: step)])
        demands.append(d)
      }
    }
    self.program = elastic
    self.demands = demands
  }

  /// The program with its own objective, where no more is missed.
  func holding(_ point: [Rational]) -> LinearProgram {
    var held = program
    held.sense = original.sense
    for j in held.columns.indices {
      held.columns[j].cost = j < original.columns.count ? original.columns[j].cost : .zero
      if j >= original.columns.count {
        held.columns[j].bounds = .init(lower: point[j], upper: point[j])
      }
    }
    return held
  }

  func missed(at point: [Rational]) -> [(demand: Int, by: Rational)] {
    var sums: [Int: Rational] = [:]
    for (k, d) in demands.enumerated() {
      sums[d, default: .zero] += point[original.columns.count + k]
    }
    return sums.filter { !$0.value.isZero }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
