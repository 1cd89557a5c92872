// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// What a basis proves.
public enum BasisProof: Sendable {
  /// A verdict with its figures in exact fractions.
  case exact(Verdict)
  /// An optimum whose basis is proved, with figures that are rounded once.
  case rounded(RoundedOptimum)
  /// A point and a bound; how near they are is for the reader to judge.
  case bounded(BoundedOptimum)
}

/// How much work a proof may take, in multiplications of machine numbers: the same on every
/// machine, whatever else it does.
public struct ProofLimits: Sendable {
  /// Exact elimination; beyond, the numbers grow too long.
  public var elimination = 1_500_000
  /// Elimination in enclosures, for each nonzero of the basis: where it fills in more, the
  /// enclosures grow too wide.
  public var enclosure = 10
  /// Lifting.
  public var lifting = 4_000_000_000
  /// Writing a lifted solution down in lowest terms; where it is too long, figures are rounded.
  public var writing = 10_000_000
  /// Pivots of an exact tableau, on from a basis that proves nothing.
  public var tableau = 20_000_000
  /// Elimination in doubles for a safe bound; 0 for none.
  public var bound = 1_000_000_000

  /// Whether the solver says that the basis is optimal: if it is not, certificates are only looked
  /// for where that is quick.
  public var isOptimumClaimed = false
  /// Whether nothing but the basis' own optimum is looked for.
  public var isOnlyOptimum = false
  /// Time, or the user: then nothing is proved.
  public var stop = StopSignal.never

  public init() {}

  /// For a basis that should be optimal, and that a solver goes on from where it is not.
  public static var onlyOptimum: ProofLimits {
    var limits = ProofLimits()
    (limits.tableau, limits.bound, limits.isOnlyOptimum) = (0, 0, true)
    return limits
  }
}

extension LinearProgram {
  /// What can be proved of this program, without its demand for whole numbers, from a basis that a
  /// floating-point solver stopped at. The ways are tried from the cheapest to the dearest and
  /// from the most to the least that they tell:
  ///
  /// 1. the basis in exact fractions, if its triangular part is all but a short kernel;
  /// 2. the same in enclosures, where the fractions are too long to be written down;
  /// 3. by lifting, where elimination fills the kernel up;
  /// 4. an exact simplex method on from the basis, if the program is small;
  /// 5. a point and a safe bound.
  public func proof(from hint: Basis, limits: ProofLimits = ProofLimits()) -> BasisProof? {
    if let solution = BasisSolution(
      of: self, at: hint, limit: limits.elimination, until: limits.stop),
      solution.point != nil
    {
      if let optimum = solution.optimum { return .exact(.optimal(optimum)) }
      if limits.isOnlyOptimum { return nil }
      if let certificate = solution.certificate { return .exact(.infeasible(certificate)) }
      if let ray = solution.ray { return .exact(.unbounded(ray)) }
    } else {
      let finding = enclosedFinding(at: hint, limit: limits.enclosure, until: limits.stop)
      if case .proved(let optimum) = finding { return .rounded(optimum) }
      let isHopeless =
        if case .refuted = finding { limits.isOnlyOptimum || limits.isOptimumClaimed } else {
          false
        }
      if !isHopeless, let proof = liftedProof(at: hint, limits) { return proof }
    }
    if limits.isOnlyOptimum { return nil }
    if let verdict = tableauVerdict(from: hint, limit: limits.tableau, until: limits.stop) {
      return .exact(verdict)
    }
    if limits.bound == 0 { return nil }
    return boundedOptimum(at: hint, limit: limits.bound, until: limits.stop).map { .bounded($0) }
  }

  private func liftedProof(at hint: Basis, _ limits: ProofLimits) -> BasisProof? {
    let basis = hint.settled(for: self)
    guard let layout = BasisLayout(self, basis),
      let factor = LiftedFactor(layout.matrix, limit: limits.lifting, until: limits.stop),
      let values = factor.solve(layout.rightHandSide(self, basis).map(\.value))
    else { return nil }
    if values.writingCost < limits.writing {
      return BasisSolution(self, basis, layout, factor, values.values).verdict.map { .exact($0) }
    }
    guard let held = factor.solveTransposed(layout.basicColumns.map { columns[$0].cost })
    else { return nil }
    var point = zip(basis.columns, columns).map { Enclosure(Basis.value($0, in: $1.bounds)) }
    for (place, j) in layout.basicColumns.enumerated() {
      let bounds = columns[j].bounds
      point[j] = values.enclosure(place, near: [bounds.lower, bounds.upper])
    }
    var prices = [Enclosure](repeating: .zero, count: rows.count)
    for (place, i) in layout.heldRows.enumerated() { prices[i] = held.enclosure(place) }
    let settlement = Settlement(
      reducedCost: { reducedCost(of: $0, layout, held) },
      activities: { activities(of: $0, basis, layout, values) })
    guard case .proved(let optimum) = finding(point, prices, basis, settlement) else { return nil }
    return .rounded(optimum)
  }

  /// The exact reduced cost of a column, from the exact prices of the held rows.
  private func reducedCost(
    of column: Int, _ layout: BasisLayout, _ held: LiftedFactor.Solution
  ) -> Rational? {
    let terms = entries[column].compactMap { entry in
      let place = Int(layout.placeOfRow[entry.row])
      return place < 0 ? nil : (component: place, coefficient: .zero - entry.value)
    }
    return held.sum(columns[column].cost, terms)
  }

  /// The exact activities of rows, from the exact values of the basic columns, in one pass over the
  /// entries; nil for a row whose sum is out of reach.
  private func activities(
    of open: [Int], _ basis: Basis, _ layout: BasisLayout, _ values: LiftedFactor.Solution
  ) -> [Rational?] {
    var placeOfColumn = [Int](repeating: -1, count: columns.count)
    for (place, j) in layout.basicColumns.enumerated() { placeOfColumn[j] = place }
    var placeOfRow = [Int](repeating: -1, count: rows.count)
    for (place, i) in open.enumerated() { placeOfRow[i] = place }
    var rests = [ExactSum](repeating: ExactSum(.zero), count: open.count)
    var terms = [[(component: Int, coefficient: Rational)]](repeating: [], count: open.count)
    forEachEntry { j, k, i in
      let place = placeOfRow[i]
      if place < 0 { return }
      if placeOfColumn[j] >= 0 {
        terms[place].append((placeOfColumn[j], entries.value[k]))
      } else {
        rests[place].add(entries.value[k], Basis.value(basis.columns[j], in: columns[j].bounds))
      }
    }
    return zip(rests, terms).map { values.sum($0.value, $1) }
  }
}
