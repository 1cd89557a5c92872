// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import IntegerSearch
import JSONText
import LinearProgram
import NumericalMethods
import ParametricProgramming

/// Proves a spec's answer anew, from the spec and a printed result, without GLPK: in exact
/// arithmetic and by code that only takes the result as a hint where to look.
public enum Verifier {
  /// The result that the spec proves, to be compared with the printed one; why the printed one is false;
  /// or why neither was found out.
  public enum Finding: Sendable {
    case proved(PlanResult)
    case refused(because: String)
    case notChecked(because: String)
  }

  /// The program is too large to prove again.
  private struct TooLarge: Error {}

  public static func finding(on result: JSONValue, for spec: Spec) -> Finding {
    let formulation = Formulation(spec)
    let claim = Claim(result, for: formulation)
    guard let status = claim.status else {
      return .refused(because: "this is no result: it has no \"status\"")
    }
    if status == Solution.Status.stopped.rawValue {
      return .notChecked(because: "a result that is \"stopped\" claims no verdict")
    }
    var chain: PriorityChain
    do {
      chain = try PriorityChain(formulation) { program, place in
        guard var solution = solution(claim, place, program) else { throw TooLarge() }
        solution.preferRayFromScratch(program)
        return solution
      }
    } catch {
      return .notChecked(
        because: formulation.program.hasIntegers
          ? "the search over the whole numbers is too large to repeat exactly"
          : "the program is too large to prove again without its basis")
    }
    guard chain.solution.status.rawValue == status else {
      if status == Solution.Status.withinGap.rawValue, chain.solution.status == .optimal {
        return .refused(
          because: "/proof/bound: there is a better plan, or the plan itself is none of the spec")
      }
      return .refused(
        because: "the result says \(quoted(status)), and the spec is "
          + chain.solution.status.rawValue)
    }
    if let other = optimalPlan(printedAs: claim, chain) { chain.take(other) }
    var proved = PlanResult(chain)
    if let gap = claim.gap(to: proved) { proved.proof.gap = gap }
    if chain.solution.status == .infeasible {
      do throws(ClaimedExplanation.Refusal) {
        let explanation = try ClaimedExplanation(result, of: formulation, solve: exactSolution)
        proved.take(explanation)
      } catch {
        return error.isUndecided ? .notChecked(because: error.says) : .refused(because: error.says)
      }
    }
    return further(proved, chain, claim, result)
  }

  /// What a result says beside the plan, proved too.
  private static func further(
    _ plan: PlanResult, _ chain: PriorityChain, _ claim: Claim, _ result: JSONValue
  ) -> Finding {
    var proved = plan
    if chain.formulation.composition != nil, proved.hasPlan {
      do {
        var bases: [String] = []
        let first = proved.proof.bases.count
        proved.futures?.value = try ValueOfFutures(chain) { program in
          guard let solution = solution(claim, first + bases.count, program) else {
            throw TooLarge()
          }
          bases.append(solution.basis?.text ?? "")
          return solution
        }
        proved.proof.bases += bases
      } catch {
        return .notChecked(because: "the value of planning is too large to prove again")
      }
      return .proved(proved)
    }
    let further = exactSolves(near: chain.solution.basis)
    do {
      if result["objective"]?["stays_optimal"] != nil {
        proved.sensitivity = try Sensitivity(chain, by: further)
      }
      if result["alternatives"] != nil {
        proved.alternatives = try Alternatives(chain, solve: further.solve)
      }
    } catch {
      return .notChecked(because: "the program is too large to prove its prices again")
    }
    return .proved(proved)
  }

  /// Another optimal plan than the one that was found, whose figures print as the claimed ones; nil
  /// where the one that was found does, or none is.
  private static func optimalPlan(printedAs claim: Claim, _ chain: PriorityChain) -> [Rational]? {
    let formulation = chain.formulation
    guard chain.solution.status == .optimal, let point = chain.solution.point else { return nil }
    let said = (0..<formulation.columnCount).map { j -> Rational? in
      // What a demand that is missed is let off hangs on which are missed.
      switch formulation.kind(ofColumn: j) {
      case .amount, .placement, .bought, nil: claim.amount(ofColumn: j)
      default: nil
      }
    }
    let isAnother = zip(said, point).contains { $0 != nil && $0!.double != $1.double }
    guard isAnother, let optimal = chain.optimalPlans else { return nil }
    let box = said.map { value in
      value.map { value in
        let (lower, upper) = ExactPlan.printingLike(value)
        return LinearProgram.Bounds(lower: lower, upper: upper)
      }
    }
    guard let boxed = optimal.within(box), let found = exactSolution(boxed),
      found.status == .optimal, found.isProved, let plan = found.point
    else { return nil }
    return Array(plan.prefix(formulation.columnCount))
  }

  /// Exact arithmetic from nothing, but for rates, which are those of programs near the one that
  /// ended in `basis`.
  private static func exactSolves(near basis: Basis?) -> FurtherSolves {
    FurtherSolves { program in
      guard let solution = exactSolution(program) else { throw TooLarge() }
      return solution
    } rates: { ends, program in
      try ends.map { end in
        try program.rates(of: end) { $0.exactVerdict(from: basis ?? Basis(ofRowsIn: $0)) }
      }
    }
  }

  /// The answer to the nth program that is solved.
  private static func solution(
    _ claim: Claim, _ n: Int?, _ program: LinearProgram
  ) -> Solution? {
    if program.hasIntegers { return wholeSolution(claim, n, program) }
    if let basis = n.flatMap({ claim.basis(ofSolve: $0, program) }),
      let proof = program.proof(from: basis, limits: .onlyOptimum)
    {
      return Solution(proof, of: program)
    }
    if claim.status == "optimal", let basis = claim.basis(of: program),
      let proof = program.proof(from: basis, limits: .onlyOptimum)
    {
      return Solution(proof, of: program)
    }
    return exactSolution(program)
  }

  /// The plan with the claimed whole numbers, if an exact search finds nothing better.
  private static func wholeSolution(
    _ claim: Claim, _ n: Int?, _ stated: LinearProgram
  ) -> Solution? {
    guard let program = stated.withWholeBounds else {
      return Solution(status: .infeasible, proof: .exact)
    }
    guard let relaxed = exactSolution(program.relaxation) else { return nil }
    if relaxed.status == .infeasible { return relaxed }
    guard relaxed.status == .optimal else { return unbounded(relaxed, program) }
    var incumbent: [Rational]?
    var incumbentBasis: Basis?
    if let fixed = program.fixed(at: claim), let rest = exactSolution(fixed),
      rest.status == .optimal
    {
      incumbent = rest.point
      // Several vertices may be as good: the claimed one counts if it is one of them.
      if let basis = n.flatMap({ claim.basis(ofSolve: $0, fixed) }) ?? claim.basis(of: fixed),
        let point = BasisSolution(of: fixed, at: basis)?.point,
        fixed.largestViolation(at: point).isZero, fixed.objective(at: point) == rest.bound
      {
        incumbent = point
        incumbentBasis = basis
      }
    }
    let found: [Rational]?
    if let incumbent, program.objective(at: incumbent) == relaxed.bound {
      found = incumbent
    } else {
      guard let end = end(of: program, from: relaxed.basis, incumbent) else { return nil }
      found = end.point
    }
    guard let found else {
      var solution = Solution(status: .infeasible, proof: .exactSearch)
      solution.relaxationBound = relaxed.bound
      return solution
    }
    let best = program.objective(at: found)
    var solution = Solution(status: .optimal, proof: .exactSearch, point: found, bound: best)
    solution.basis = found == incumbent ? incumbentBasis : nil
    solution.relaxationBound = relaxed.bound
    if let incumbent, let bound = claim.gapBound(ofSolve: n),
      program.sense == .minimize ? bound.double <= best.double : bound.double >= best.double
    {
      (solution.status, solution.point, solution.bound) = (.withinGap, incumbent, bound)
      solution.basis = incumbentBasis
    }
    return solution
  }

  /// The proved end of a search; nil where it is too large.
  private static func end(
    of program: LinearProgram, from basis: Basis?, _ incumbent: [Rational]?
  ) -> (point: [Rational]?, tree: SearchTree)? {
    // Whole numbers without an end may be searched for ever; the exact search has an end of its own.
    let isEndless = program.columns.contains { column in
      column.isInteger && (column.bounds.lower == nil || column.bounds.upper == nil)
    }
    let limits = SearchLimits(nodes: isEndless ? 1_000 : 1_000_000, pivots: 20_000_000)
    if let found = program.searched(
      from: basis ?? Basis(ofRowsIn: program), plan: incumbent, limits: limits)
    {
      if let tree = found.tree { return (found.point, tree) }
      if !isEndless { return nil }
    }
    var search = ExactSearch(program, incumbent: incumbent)
    return search.run().map { ($0.point, $0.tree) }
  }

  /// An unbounded relaxation is an unbounded program if some whole plan is there to start from.
  private static func unbounded(_ relaxed: Solution, _ program: LinearProgram) -> Solution? {
    guard let ray = relaxed.ray else { return nil }
    if program.isWhole(ray.point) { return relaxed }
    var feasibility = program
    for j in feasibility.columns.indices { feasibility.columns[j].cost = .zero }
    guard let found = exactSolution(feasibility) else { return nil }
    guard let point = found.point else { return found }
    return Solution(
      .unbounded(Ray(point: point, direction: ray.direction)), of: program.relaxation)
  }

  /// The basis in which our own dual simplex method ends, in floating point, and what exact
  /// arithmetic makes of it.
  private static func provedAtOwnBasis(_ program: LinearProgram) -> Solution? {
    guard let numeric = try? NumericProgram(program),
      let start = DualStart(fewRows: 0).attempt(numeric, hints: StructureHints())?.start()
    else { return nil }
    if case .infeasible(let variable) = start.claim {
      return BasisSolution(of: program, at: start.basis)?.certificate(outside: variable)
        .map { Solution(.infeasible($0), of: program) }
    }
    return program.proof(from: start.basis, limits: .onlyOptimum)
      .flatMap { Solution($0, of: program) }
  }

  private static func exactSolution(_ program: LinearProgram) -> Solution? {
    if program.hasIntegers {
      guard let whole = program.withWholeBounds else {
        return Solution(status: .infeasible, proof: .exact)
      }
      guard let relaxed = exactSolution(whole.relaxation) else { return nil }
      if relaxed.status == .unbounded { return unbounded(relaxed, whole) }
      if relaxed.status == .infeasible { return relaxed }
      return end(of: whole, from: relaxed.basis, nil).map {
        Solution(
          status: $0.point == nil ? .infeasible : .optimal, proof: .exactSearch, point: $0.point)
      }
    }
    if let solution = program.solutionFromScratch { return solution }
    return provedAtOwnBasis(program)
      ?? program.exactVerdict(from: Basis(ofRowsIn: program)).map { Solution($0, of: program) }
  }
}

extension LinearProgram {
  /// The relaxation with the whole numbers that a result claims; nil where it claims none that are
  /// within the bounds.
  fileprivate func fixed(at claim: Claim) -> LinearProgram? {
    var fixed = relaxation
    for (j, column) in columns.enumerated() where column.isInteger {
      guard let amount = claim.amount(ofColumn: j), amount.isInteger,
        column.bounds.violation(of: amount).isZero
      else { return nil }
      fixed.columns[j].bounds = LinearProgram.Bounds(lower: amount, upper: amount)
    }
    return fixed
  }
}
