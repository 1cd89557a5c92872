// SPDX-License-Identifier: GPL-3.0-or-later
import GLPKSolver
import JSONText
import LinearProgram

/// Proves a spec's answer anew, from the spec and a printed result, without GLPK: in exact
/// arithmetic and by code that only takes the result as a hint where to look.
public enum Verifier {
  /// The result that the spec proves, to be compared with the printed one; or why there is none.
  public enum Finding: Sendable {
    case proved(PlanResult)
    case refused(because: String)
  }

  public static func finding(on result: JSONValue, for spec: Spec) -> Finding {
    let formulation = Formulation(spec)
    let claim = Claim(result, for: spec)
    guard let status = claim.status else {
      return .refused(because: "this is no result: it has no \"status\"")
    }
    let program = formulation.program
    guard let solution = solution(claim, formulation) else {
      return .refused(
        because: program.hasIntegers
          ? "the search over the whole numbers is too large to repeat exactly"
          : "the program is too large to prove again without its basis")
    }
    guard solution.status.rawValue == status else {
      return .refused(
        because: "the result says \(quoted(status)), and the spec is \(solution.status.rawValue)")
    }
    var proved = PlanResult(solution, of: formulation)
    if solution.status == .infeasible {
      proved.explainInfeasibility(
        formulation, certificate: solution.certificate, solve: exactSolution)
    }
    return .proved(proved)
  }

  private static func solution(_ claim: Claim, _ formulation: Formulation) -> Solution? {
    let program = formulation.program
    if program.hasIntegers { return wholeSolution(claim, program) }
    if claim.status == "optimal", let basis = claim.basis(of: formulation),
      let optimum = BasisSolution(of: program, at: basis)?.optimum
    {
      return Solution(.optimal(optimum), of: program)
    }
    return exactSolution(program)
  }

  /// The plan with the claimed whole numbers, if an exact search finds nothing better.
  private static func wholeSolution(_ claim: Claim, _ stated: LinearProgram) -> Solution? {
    guard let program = stated.withWholeBounds else {
      return Solution(status: .infeasible, proof: .exact)
    }
    guard let relaxed = exactSolution(program.relaxation) else { return nil }
    guard relaxed.status == .optimal else { return relaxed.status == .infeasible ? relaxed : nil }
    var incumbent: [Rational]?
    if let amounts = claim.amounts {
      var fixed = program.relaxation
      var isWithin = true
      for (j, column) in program.columns.enumerated() where column.isInteger {
        isWithin =
          isWithin && amounts[j].isInteger && column.bounds.violation(of: amounts[j]).isZero
        fixed.columns[j].bounds = LinearProgram.Bounds(lower: amounts[j], upper: amounts[j])
      }
      if isWithin, let rest = exactSolution(fixed), rest.status == .optimal {
        incumbent = rest.point
      }
    }
    var search = ExactSearch(program, incumbent: incumbent)
    let found: [Rational]?
    if let incumbent, program.objective(at: incumbent) == relaxed.bound {
      found = incumbent
    } else {
      guard let result = search.run() else { return nil }
      found = result.point
    }
    guard let found else { return Solution(status: .infeasible, proof: .exactSearch) }
    var solution = Solution(
      status: .optimal, proof: .exactSearch, point: found, bound: program.objective(at: found))
    solution.relaxationBound = relaxed.bound
    return solution
  }

  private static func exactSolution(_ program: LinearProgram) -> Solution? {
    if program.hasIntegers {
      guard let whole = program.withWholeBounds else {
        return Solution(status: .infeasible, proof: .exact)
      }
      var search = ExactSearch(whole, incumbent: nil)
      return search.run().map {
        Solution(
          status: $0.point == nil ? .infeasible : .optimal, proof: .exactSearch, point: $0.point)
      }
    }
    return program.exactVerdict(from: Basis(ofRowsIn: program)).map { Solution($0, of: program) }
  }
}
