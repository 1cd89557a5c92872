// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// For programs that a few linking rows hold together: the optimal prices of those rows are found
/// first, and every block then chooses for itself.
public struct BlockPrices: CrashMethod {
  public let name = "block prices"

  public init() {}

  public func attempt(_ program: NumericProgram, hints: StructureHints) -> CrashAttempt? {
    guard let split = BlockStructure.split(program, hints: hints) else { return nil }
    let links = "\(split.linking.count) linking row\(split.linking.count == 1 ? "" : "s")"
    let rest =
      split.blocks.isEmpty ? "\(program.columnCount) columns" : "\(split.blocks.count) blocks"
    return CrashAttempt(why: "\(links) over \(rest)") { start(program, split, $0) }
  }

  private func start(
    _ program: NumericProgram, _ split: BlockStructure.Split, _ stop: StopSignal
  ) -> StartingBasis? {
    let structure = BlockStructure(program, split)
    let made = structure.closeBounds()
    var smoothed = SmoothedPrices(structure, made: made)
    smoothed.settle(ties: 40 * structure.linkCount + 400, until: stop)
    guard smoothed.prices.allSatisfy(\.isFinite) else { return nil }
    var vertex = PriceVertex(structure, at: smoothed.prices)
    var steps = 0
    for round in 0... {
      let outcome = vertex.walk(ties: 120 * structure.linkCount + 1200, until: stop)
      steps += vertex.steps
      if case .unbounded(let column) = outcome {
        // A bound made too near may be all that is in the way.
        if !restingAtMade(vertex, made).isEmpty { return nil }
        let origin = Int(structure.origin[column])
        return StartingBasis(
          basis: Self.basis(of: vertex, structure, program),
          claim: .infeasible(
            outside: origin >= 0 ? origin : program.columnCount - 1 - origin),
          iterations: smoothed.passes + steps)
      }
      if outcome != .optimal { return nil }
      if round == 3 || !widen(vertex, made) { break }
      vertex = PriceVertex(structure, at: vertex.prices)
    }
    return StartingBasis(
      basis: Self.basis(of: vertex, structure, program), claim: claim(vertex, made),
      iterations: smoothed.passes + steps)
  }

  /// The columns that rest at a bound that was made up.
  private func restingAtMade(_ vertex: PriceVertex, _ made: [UInt8]) -> [Int] {
    let s = vertex.structure
    return (s.firstSingle..<s.columnCount).filter { j in
      let bounds = made[j - s.firstSingle]
      let isMade = bounds & (vertex.isUp[j - s.firstSingle] == 0 ? 1 : 2) != 0
      return bounds != 0 && isMade && !vertex.tied.contains(j)
    }
  }

  /// Moves such bounds far out; whether there are any.
  private func widen(_ vertex: PriceVertex, _ made: [UInt8]) -> Bool {
    let s = vertex.structure
    let resting = restingAtMade(vertex, made)
    for j in resting {
      let range = 100 * max(1, s.upper[j] - s.lower[j])
      if vertex.isUp[j - s.firstSingle] == 0 { s.lower[j] -= range } else { s.upper[j] += range }
    }
    return !resting.isEmpty
  }

  /// Optimal, unless some column rests at a bound that was made up, or a block has a floor that
  /// would better be exceeded.
  private func claim(_ vertex: PriceVertex, _ made: [UInt8]) -> StartingBasis.Claim {
    let s = vertex.structure
    if !restingAtMade(vertex, made).isEmpty { return .none }
    for (b, hasFloor) in s.isFloor.enumerated() where hasFloor {
      let key = Int(vertex.key[b])
      if vertex.profit(of: key) > 1e-9 * abs(s.cost[key]) { return .none }
    }
    return .optimal
  }

  private static func basis(
    of vertex: PriceVertex, _ s: BlockStructure, _ program: NumericProgram
  ) -> Basis {
    var columns = [Basis.Status](repeating: .atLower, count: program.columnCount)
    var rows = [Basis.Status](repeating: .atUpper, count: program.rowCount)
    for i in s.blockRows where program.rowUpper[i] == .infinity { rows[i] = .atLower }
    func set(_ j: Int, _ status: Basis.Status) {
      let origin = Int(s.origin[j])
      if origin >= 0 { columns[origin] = status } else { rows[-1 - origin] = status }
    }
    for j in s.firstSingle..<s.columnCount {
      set(j, vertex.isUp[j - s.firstSingle] == 0 ? .atLower : .atUpper)
    }
    for b in 0..<s.blockCount { set(Int(vertex.key[b]), .basic) }
    for j in vertex.tied where j >= 0 { set(j, .basic) }
    return Basis(columns: columns, rows: rows)
  }
}
