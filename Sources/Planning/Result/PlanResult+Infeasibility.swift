// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import LinearProgram

extension LinearProgram {
  /// The exact verdict on a small program, which depends on nothing but the program.
  var verdictFromScratch: Verdict? {
    guard rows.count * columns.count <= 20_000 else { return nil }
    return exactVerdict(from: Basis(ofRowsIn: self), limit: 2_000_000)
  }

  /// Small programs are solved exactly from nothing, so that the answer depends on nothing but the
  /// program.
  var solutionFromScratch: Solution? {
    hasIntegers ? nil : verdictFromScratch.map { Solution($0, of: self) }
  }
}

extension Solution {
  /// Puts the direction of a small unbounded program that anybody finds again in place of the one
  /// that GLPK's basis led to.
  mutating func preferRayFromScratch(_ program: LinearProgram) {
    guard status == .unbounded, let known = ray,
      case .unbounded(let found) = program.relaxation.verdictFromScratch
    else { return }
    ray = Ray(point: known.point, direction: found.direction)
  }
}

extension PlanResult {
  /// Adds the conflict and the repair. `solve` gives the answer to a program as far as it is proved;
  /// nil is undecided.
  mutating func explainInfeasibility(
    _ formulation: Formulation, certificate: FarkasCertificate?, weights: Repair.Weights,
    by solves: ConflictSearch.Solves
  ) {
    // With whole numbers a certificate may lean on bounds that were moved to whole numbers, which
    // are not the author's: then only one of the relaxation counts.
    let known =
      formulation.program.hasIntegers
      ? solves.certificate(of: formulation.program.relaxation)
      : formulation.program.solutionFromScratch?.certificate ?? certificate
    conflict = ConflictSearch.parts(known, of: formulation, solves)
    repairWeights = weights
    let finding = Repair.finding(of: formulation, weights: weights, best: solves.best)
    (repair, isRepairCheapest) = (finding.changes, finding.isCheapest)
    repairAlone = Repair.alone(insteadOf: repair, conflict, of: formulation, weights, solves.best)
  }
}

extension Solution {
  /// Whether it is proved that there is no plan; nil where neither that nor a plan is.
  var provesInfeasible: Bool? {
    if status == .infeasible { return isProved ? true : nil }
    // The plan of a search that is not closed is exact all the same.
    let hasPlan = point != nil && (status == .stopped || status == .withinGap)
    return isProved || hasPlan ? false : nil
  }
}

extension ConflictSearch.Solves {
  /// What shows that a program without whole numbers has no plan; nil where it has one, or that is not
  /// decided.
  fileprivate func certificate(of program: LinearProgram) -> FarkasCertificate? {
    guard case .infeasible(let certificate)? = fractions(program), program.proves(certificate)
    else { return nil }
    return certificate
  }
}
