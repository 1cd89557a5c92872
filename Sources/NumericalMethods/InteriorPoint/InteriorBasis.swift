// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// For programs of no shape that is known better: an interior point, and the basis that is
/// greatest in the weights that it gives the variables.
public struct InteriorBasis: CrashMethod {
  public let name = "interior point"
  /// The most coefficients that the factor of the normal equations may have.
  private let limit: Int

  public init(limit: Int = 2_000_000) { self.limit = limit }

  public func attempt(_ program: NumericProgram, hints: StructureHints) -> CrashAttempt? {
    if program.rowCount == 0 || program.columnCount == 0 { return nil }
    // A vertex has as many tight rows as there are columns: where these are few, the simplex method is
    // there in as many pivots, and equations with all rows are not worth it.
    if program.columnCount * 10 <= program.rowCount { return nil }
    return CrashAttempt(why: "\(program.rowCount) rows with no known structure") {
      start(program, $0)
    }
  }

  /// What the simplex methods make of a basis that is nearly optimal; nil where they come to no end.
  private func finished(
    _ best: WeightedBasis, _ point: InteriorPoint, _ program: NumericProgram, limit: Int?,
    _ stop: StopSignal
  ) -> StartingBasis? {
    let state = SimplexState(SimplexProgram(program))
    state.take(best.basis)
    guard var end = BasisFinish(state).run(pivotLimit: limit, until: stop) else { return nil }
    end.iterations += point.iterations
    return end
  }

  private func start(_ program: NumericProgram, _ stop: StopSignal) -> StartingBasis? {
    guard let point = InteriorPoint(program, limit: limit) else { return nil }
    guard point.run(tolerance: 1e-8, until: stop) else { return nil }
    var best = WeightedBasis(of: point)
    // Either the weights are not apart yet, or the optimal face is more than a vertex. What is
    // added to the costs must not outweigh them where it adds up over all columns.
    var size = max(1e-8, min(1e-4, 0.05 / Double(program.columnCount)))
    var (movesCosts, movesRows) = (false, false)
    for round in 0..<4 where best?.claim != .optimal && !stop.isOver() {
      if round > 0 {
        // Amounts outside their bounds: the optimal face is more than a vertex, and other costs
        // choose one. Reduced costs of the wrong sign: the vertex has more than one basis, and
        // other bounds choose one.
        movesCosts = movesCosts || best.map { $0.violated > 0 } ?? true
        movesRows = movesRows || best.map { $0.wrong > 0 } ?? true
        point.goBack()
        if movesCosts { point.perturbCosts { _ in size } }
        if movesRows { point.perturbRows { _ in 10 * size } }
      }
      let tolerance = round == 0 ? 1e-11 : 1e-5 * size
      let isDone = point.run(tolerance: tolerance, limit: point.iterations + 40, until: stop)
      point.restoreRows()
      if isDone, let next = WeightedBasis(of: point) {
        // Wrong by what was added: it was too much.
        if round > 0 && (movesRows ? next.violated : next.wrong) > 0 { size /= 30 }
        if next.violations < best?.violations ?? .max { best = next }
      }
      // Few steps of the simplex methods are quicker than many of the interior point's.
      if round == 0, let best, best.claim != .optimal, 4 * best.violations <= program.rowCount,
        let end = finished(best, point, program, limit: 200 + 4 * best.violations, stop)
      {
        return end
      }
    }
    guard let best else { return nil }
    if best.claim != .optimal, let end = finished(best, point, program, limit: nil, stop) {
      return end
    }
    return StartingBasis(basis: best.basis, claim: best.claim, iterations: point.iterations)
  }
}
