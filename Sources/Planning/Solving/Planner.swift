// SPDX-License-Identifier: GPL-3.0-or-later
import ExactSimplex
import JSONText
import LinearProgram
import ParametricProgramming

/// From a spec's text to a proved answer.
public struct Planner: Sendable {
  public var limits: SolverLimits
  /// Who is told what is done.
  public var watch: SolveWatch?

  private let makeSolver: @Sendable (SolverLimits) -> any ProgramSolver

  var solver: any ProgramSolver {
    var solver = makeSolver(limits)
    solver.watch = watch
    return solver
  }

  /// A planner that asks the solvers that `solver` makes.
  public init(
    limits: SolverLimits = SolverLimits(),
    solver: @escaping @Sendable (SolverLimits) -> any ProgramSolver
  ) {
    (self.limits, makeSolver) = (limits, solver)
  }

  /// Reads a spec; `tables` opens those that its sections name. Throws everything that is wrong
  /// with it; with `strict`, warnings too.
  public static func read(
    _ bytes: [UInt8], strict: Bool = false, tables: TableAccess = .none
  ) throws(Diagnostics) -> (spec: Spec, warnings: [Diagnostic]) {
    try read(bytes, strict: strict, tables: tables, sections: .standard)
  }

  /// The same with other sections than those of version 1.
  static func read(
    _ bytes: [UInt8], strict: Bool = false, tables: TableAccess = .none,
    sections: SectionRegistry
  ) throws(Diagnostics) -> (spec: Spec, warnings: [Diagnostic]) {
    try judge(strict: strict) { () throws(Diagnostics) in
      try SpecReader.read(bytes, tables: tables, sections: sections)
    }
  }

  static func judge(
    strict: Bool, _ read: () throws(Diagnostics) -> (spec: Spec, warnings: [Diagnostic])
  ) throws(Diagnostics) -> (spec: Spec, warnings: [Diagnostic]) {
    do throws(Diagnostics) {
      let (spec, warnings) = try read()
      if strict, !warnings.isEmpty { throw Diagnostics(list: warnings) }
      return (spec, warnings)
    } catch {
      throw strict ? Diagnostics(list: error.list.map { $0.asError }) : error
    }
  }

  /// Solves a spec; all that is asked beside the plan is over when the limit's time is. Throws
  /// `SolverFailure` where the solver cannot do its work, and `Diagnostics` where a figure of the result
  /// would be beyond the range of a double.
  public func solve(
    _ spec: Spec, also: Extras = [], repairWeights: Repair.Weights = Repair.Weights()
  ) throws -> PlanResult {
    try solve(spec, also: also, repairWeights: repairWeights) { _ in nil }
  }

  /// The same, where the proved answers to some programs may be known beforehand.
  func solve(
    _ spec: Spec, also: Extras = [], repairWeights: Repair.Weights = Repair.Weights(),
    known: (LinearProgram) -> Solution?
  ) throws -> PlanResult {
    let formulation = Formulation(spec)
    let clock = TimeLeft(limits.time)
    var solver = solver
    solver.hints = formulation.hints
    // What is asked beside the spec's own programs is nothing to watch.
    var further = makeSolver(limits)
    further.hints = formulation.hints
    var solved: [ProvedProgram] = []
    let chain = try PriorityChain(formulation) { program in
      var solution = try known(program) ?? clock.limiting(solver).solve(program)
      if solution.proof == .none, solution.status != .stopped {
        // The solver says so, and nobody has checked it: that is no verdict.
        solution.status = .stopped
      }
      solution.preferRayFromScratch(program)
      if also.contains(.certificate) {
        solved.append(ProvedProgram(program: program, solution: solution))
      }
      return solution
    }
    var result = PlanResult(chain)
    if chain.formulation.composition != nil, chain.solution.isProved, result.hasPlan {
      watch?.tell(.begins("what planning for scenarios is worth"))
      var bases: [String] = []
      result.futures?.value = try ValueOfFutures(chain) { program in
        let solution = try further.solve(program)
        bases.append(solution.basis?.text ?? "")
        return solution
      }
      result.proof.bases += bases
      if also.contains(.explanation) {
        result.futures?.committedWorth = try CommittedWorth.list(
          chain, by: FurtherSolves(further, from: chain.solution.basis))
      }
    }
    if also.contains(.certificate) {
      result.certificate = Certificate(result.status, solved, of: formulation)
    }
    if result.status == .infeasible {
      explain(&result, chain, solver, further, repairWeights, clock)
    }
    if also.contains(.statistics) { result.statistics = Statistics(chain) }
    try add(also, to: &result, chain, further, clock)
    try result.refuseFiguresOutOfRange()
    return result
  }

  /// Adds what clashes in a spec without a plan, and what mends it.
  private func explain(
    _ result: inout PlanResult, _ chain: PriorityChain, _ solver: any ProgramSolver,
    _ further: any ProgramSolver, _ weights: Repair.Weights, _ clock: TimeLeft
  ) {
    watch?.tell(.begins("what clashes, and the least change that mends it"))
    // What is left of an infeasible spec may be an equation over whole numbers without bounds.
    var explainer = further
    explainer.limits.nodes = min(limits.nodes ?? .max, 5_000)
    let formulation = chain.formulation
    let warm = WarmFractions(formulation, clock.limiting(further))
    result.explainInfeasibility(
      formulation, certificate: chain.solution.certificate, weights: weights,
      by: .init { program in
        if solver.isInterrupted || clock.isOver { return nil }
        return program.solutionFromScratch ?? (try? clock.limiting(explainer).solve(program))
      } fractions: { program in
        if solver.isInterrupted || clock.isOver { return nil }
        return program.verdictFromScratch ?? warm.verdict(on: program)
      })
  }

  /// Adds what was asked for beside the plan.
  private func add(
    _ also: Extras, to result: inout PlanResult, _ chain: PriorityChain,
    _ further: any ProgramSolver,
    _ clock: TimeLeft
  ) throws {
    if chain.formulation.composition != nil { return }
    let isShort = !also.contains(.explanation) || !chain.formulation.isLong
    let solve = { (program: LinearProgram) in try clock.limiting(further).solve(program) }
    if also.contains(.explanation) {
      result.isBrief = !isShort
      result.further = try FurtherUnit.changes(chain, solve)
    }
    if also.contains(.supplies), result.hasPlan {
      result.supplies = PlanResult.supplies(result, chain)
    }
    if also.contains(.sensitivity) || also.contains(.explanation) {
      watch?.tell(.begins("prices and their ranges"))
      do {
        result.sensitivity = try Sensitivity(
          chain, of: isShort ? .all : .shared,
          by: FurtherSolves(solve: solve) {
            try clock.limiting(further).rates(of: $0, in: $1, from: chain.solution.basis)
          })
      } catch is Unproved {
        // What has no proof is not said.
      }
    }
    if also.contains(.alternatives) || (also.contains(.explanation) && isShort) {
      watch?.tell(.begins("other plans as good"))
      var search = further
      // An explanation is not kept waiting: two searches an amount, each as hard as the plan's own.
      if !also.contains(.alternatives) { search.limits.nodes = min(limits.nodes ?? .max, 200) }
      result.alternatives = try Alternatives(chain) { try clock.limiting(search).solve($0) }
    }
  }

  /// What is asked beside a plan and is not said of a spec with futures; nil where all is.
  public static func refusal(of extras: Extras, for spec: Spec) -> String? {
    guard let futures = spec.futures else { return nil }
    let section = futures.hasScenarios ? "scenarios" : "survive"
    if extras.contains(.sensitivity) {
      return "--sensitivity is not for a spec with \"\(section)\": "
        + (futures.hasScenarios
          ? "dcopt explain says what one more committed unit is worth, and each scenario's result has "
            + "its prices"
          : "dcopt explain says which losses shape the plan, and what their bounds are worth")
    }
    if extras.contains(.alternatives) {
      return "--alternatives is not for a spec with \"\(section)\": "
        + (futures.hasScenarios
          ? "hold what is committed by \"min\" and \"max\" in one scenario's spec, and ask there"
          : "hold the amounts by \"min\" and \"max\" in the spec without it, and ask there")
    }
    return nil
  }

  /// What a result may say beside the plan; each costs further solves.
  public struct Extras: OptionSet, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// Two-sided prices with their ranges.
    public static let sensitivity = Extras(rawValue: 1)
    /// The range of each amount over all optimal plans.
    public static let alternatives = Extras(rawValue: 2)
    /// What proves the verdict without a solver.
    public static let certificate = Extras(rawValue: 32)
    /// What `explain` says: all of that, but for what nobody would read in a long spec.
    public static let explanation = Extras(rawValue: 64)
    /// The size of the program and how it was solved.
    public static let statistics = Extras(rawValue: 16)
    /// Which resources a demand over time is met by, for pictures.
    public static let supplies = Extras(rawValue: 128)
  }
}

extension Formulation {
  /// Whether sentences on each row and each amount are too many to be read.
  fileprivate var isLong: Bool {
    composition != nil || spec.workloads.count > 40
      || layout.rowCount + layout.resources * layout.periods > 200
  }
}

extension Diagnostic {
  fileprivate var asError: Diagnostic {
    Diagnostic(
      position: position, at: at, severity: .error, kind: kind, says: says, file: file)
  }
}
