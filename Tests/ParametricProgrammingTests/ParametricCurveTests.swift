// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import LinearProgram
import Oracle
import Programs
import Testing

@testable import ParametricProgramming

/// Curves beside the exact vertex enumerator: a piece that agrees at its ends and in between is
/// right everywhere, because the value is convex or concave.
struct ParametricCurveTests {
  /// From vertex to vertex; by tangents, all at once or in parts, it is the same curve.
  private func curve(
    _ parametric: ParametricProgram, _ from: Rational?, _ to: Rational?
  ) throws -> ParametricCurve {
    let solve: ExactSolving = { $0.exactVerdict(from: Basis(ofRowsIn: $0)) }
    let walked = try parametric.curve(from: from, to: to, solve: solve)
    let others = try [0, 1, 3].map { threads in
      var tracing = CurveTracing(parametric: parametric, solve: solve)
      tracing.walks = false
      if threads > 0 {
        tracing.parts = CurveParts(count: 3, threads: threads) { _ in
          { $0.exactVerdict(from: Basis(ofRowsIn: $0)) }
        }
      }
      return try tracing.curve(from: from, to: to)
    }
    for other in others {
      #expect(other.pieces.map(\.from) == walked.pieces.map(\.from))
      #expect(other.pieces.map(\.to) == walked.pieces.map(\.to))
      for (a, b) in zip(other.pieces, walked.pieces) {
        guard case .optimal(let a) = a.outcome, case .optimal(let b) = b.outcome else { continue }
        // The slope of a single point is any that its prices give.
        #expect(a.line == b.line || other.pieces.count == 1)
      }
    }
    return walked
  }

  private func motion(
    _ program: LinearProgram, _ generator: inout SplitMix64
  ) -> ParametricProgram.Motion {
    guard generator.chance(60) else {
      return .costs(program.columns.map { _ in generator.smallNumber() })
    }
    func shifts(_ count: Int, _ percent: Int) -> [ParametricProgram.Shift] {
      (0..<count).compactMap { index in
        guard generator.chance(percent) else { return nil }
        let lower = generator.smallNumber()
        return .init(
          index: index, lower: lower, upper: generator.chance(60) ? lower : generator.smallNumber())
      }
    }
    return .bounds(rows: shifts(program.rows.count, 60), columns: shifts(program.columns.count, 25))
  }

  /// What the oracle says of the program at `t`.
  private func truth(_ parametric: ParametricProgram, _ t: Rational) -> OracleVerdict {
    let program = parametric.program(at: t)
    let crossed = (program.rows + program.columns.map(\.bounds)).contains { $0.isCrossed }
    return crossed ? .infeasible : solve(OracleProblem(program))
  }

  /// The same curve with one figure changed.
  private func changed(
    _ curve: ParametricCurve, _ generator: inout SplitMix64
  ) -> ParametricCurve {
    var curve = curve
    let place = generator.int(0...(curve.pieces.count - 1))
    switch curve.pieces[place].outcome {
    case .optimal(var segment):
      // The slope of a single point is any that its prices give.
      let isPoint = curve.pieces[place].from == curve.pieces[place].to
      switch isPoint ? 1 : generator.int(0...2) {
      case 0: segment.line.slope += Rational(1, 1000)
      case 1: segment.line.intercept += .one
      default:
        let line = segment.line
        segment.line.slope = -line.slope + .one
        segment.line.intercept = line.intercept - .one
      }
      curve.pieces[place].outcome = .optimal(segment)
    case .infeasible: curve.pieces[place].outcome = .infeasible([])
    case .unbounded(var endless):
      endless.rays = endless.rays.map {
        Ray(point: $0.point, direction: $0.direction.map { -$0 })
      }
      curve.pieces[place].outcome = .unbounded(endless)
    }
    return curve
  }

  private func check(
    _ parametric: ParametricProgram, _ curve: ParametricCurve, _ place: Comment,
    _ seen: inout Set<String>
  ) throws {
    for piece in curve.pieces {
      // Values inside the piece, and its ends where it has a value.
      let from = piece.from ?? (piece.to ?? .zero) - Rational(40)
      let to = piece.to ?? from + Rational(40)
      var values = [(from + to) / Rational(2)]
      switch piece.outcome {
      case .optimal(let segment):
        seen.insert("optimal")
        if piece.from == piece.to { seen.insert("point") }
        if piece.from == nil || piece.to == nil { seen.insert("endless") }
        values += [from, to, (from + Rational(2) * to) / Rational(3)]
        for t in values {
          guard case .optimal(let value, _) = truth(parametric, t) else {
            Issue.record("\(place): no optimum at \(t)")
            continue
          }
          #expect(Fraction(segment.line.value(at: t)) == value, place)
          let optimum = try #require(curve.optimum(at: t), place)
          #expect(Fraction(optimum.objective) == value, place)
          let program = parametric.program(at: t)
          let isProved = program.proves(
            Optimum(
              point: optimum.point, prices: optimum.prices, basis: Basis(ofRowsIn: program)))
          #expect(isProved, place)
        }
      case .infeasible:
        seen.insert("infeasible")
        values += [from + (to - from) / Rational(1000), to - (to - from) / Rational(1000)]
        for t in values where from < to { #expect(truth(parametric, t) == .infeasible, place) }
      case .unbounded:
        seen.insert("unbounded")
        values += [from + (to - from) / Rational(1000), to - (to - from) / Rational(1000)]
        for t in values where from < to { #expect(truth(parametric, t) == .unbounded, place) }
      }
    }
    let slopes = curve.pieces.compactMap { piece -> Rational? in
      if case .optimal(let segment) = piece.outcome { segment.line.slope } else { nil }
    }
    seen.insert("pieces \(min(slopes.count, 4))")
    for (a, b) in zip(slopes, slopes.dropFirst()) {
      #expect((b - a).signum == parametric.curvature.signum, place)
    }
  }

  @Test(arguments: [false, true])
  func `every piece agrees with the enumerator`(endless: Bool) throws {
    let seed: UInt64 = 20_261_124
    var generator = SplitMix64(seed: seed)
    var seen: Set<String> = []
    for round in 0..<150 {
      let program = generator.program(columns: generator.int(1...4), rows: generator.int(1...4))
      let parametric = ParametricProgram(program, motion: motion(program, &generator))
      let from = endless && generator.chance(70) ? nil : Rational(generator.int(-9...0), 2)
      let to = endless && generator.chance(70) ? nil : Rational(generator.int(1...9), 2)
      let curve = try curve(parametric, from, to)
      let place: Comment = "seed \(seed), round \(round)"
      #expect(curve.pieces.first?.from == from && curve.pieces.last?.to == to, place)
      for (a, b) in zip(curve.pieces, curve.pieces.dropFirst()) { #expect(a.to == b.from, place) }
      let isProved = parametric.proves(curve, from: from, to: to)
      #expect(isProved, place)
      #expect(!parametric.proves(changed(curve, &generator), from: from, to: to), place)
      try check(parametric, curve, place, &seen)
    }
    #expect(seen.isSuperset(of: ["optimal", "infeasible", "unbounded", "pieces 1", "pieces 3"]))
    #expect(seen.contains("endless") == endless)
    #expect(seen.contains("point"))
  }

  /// What a curve says of all that is beyond its last break point.
  @Test func `an endless piece whose end is changed is proved no more`() throws {
    var generator = SplitMix64(seed: 20_261_128)
    var counts: [String: (changed: Int, refused: Int)] = [:]
    for round in 0..<300 {
      let program = generator.program(columns: generator.int(1...4), rows: generator.int(1...4))
      let parametric = ParametricProgram(program, motion: motion(program, &generator))
      let movesCosts = if case .costs = parametric.motion { true } else { false }
      let curve = try curve(parametric, nil, nil)
      for (k, piece) in curve.pieces.enumerated() {
        guard case .optimal(let segment) = piece.outcome else { continue }
        for isLeft in [true, false] {
          guard var tail = isLeft ? segment.leftTail : segment.rightTail,
            (isLeft ? piece.from : piece.to) == nil
          else { continue }
          // The part of it that moves; the other is 0.
          if movesCosts {
            for i in tail.prices.indices { tail.prices[i] += Rational(i % 2 == 0 ? 7 : -5) }
          } else {
            for j in tail.point.indices { tail.point[j] += Rational(j % 2 == 0 ? 7 : -5) }
          }
          var (other, part) = (curve, segment)
          if isLeft { part.leftTail = tail } else { part.rightTail = tail }
          other.pieces[k].outcome = .optimal(part)
          // The other part is 0, and with anything else nothing is proved.
          var (still, own) = (curve, segment)
          var moved = (isLeft ? segment.leftTail : segment.rightTail)!
          let isEmpty = movesCosts ? moved.point.isEmpty : moved.prices.isEmpty
          if !isEmpty {
            if movesCosts { moved.point[0] += .one } else { moved.prices[0] += .one }
            if isLeft { own.leftTail = moved } else { own.rightTail = moved }
            still.pieces[k].outcome = .optimal(own)
            let isProved = parametric.proves(still, from: nil, to: nil)
            #expect(!isProved, "round \(round)")
          }
          let isRefused = !parametric.proves(other, from: nil, to: nil)
          counts["\(movesCosts) \(isLeft)", default: (0, 0)].changed += 1
          counts["\(movesCosts) \(isLeft)"]!.refused += isRefused ? 1 : 0
          #expect(parametric.proves(curve, from: nil, to: nil), "round \(round)")
        }
      }
    }
    // Now and then the change happens to be as good.
    #expect(counts.count == 4)
    for (what, count) in counts {
      #expect(count.changed > 15 && 10 * count.refused >= 8 * count.changed, "\(what): \(count)")
    }
  }

  /// A walk that gave up would be made up for by tangents, and nobody would see it.
  @Test func `every walk comes to its end, and no break point is missed`() throws {
    let seed: UInt64 = 20_261_128
    var generator = SplitMix64(seed: seed)
    var walks = (bounds: 0, costs: 0, pieces: 0)
    for round in 0..<400 {
      let size = generator.int(2...9)
      let program = generator.program(columns: size, rows: generator.int(2...8))
      let parametric = ParametricProgram(program, motion: motion(program, &generator))
      let (from, to) = (Rational(generator.int(-9...0), 2), Rational(generator.int(1...9), 2))
      let place: Comment = "seed \(seed), round \(round)"
      var tracing = CurveTracing(parametric: parametric) {
        $0.exactVerdict(from: Basis(ofRowsIn: $0))
      }
      tracing.walks = false
      for piece in try tracing.curve(from: from, to: to).pieces.split(whereSeparator: \.isNoValue) {
        let (a, b) = (piece.first!.from!, piece.last!.to!)
        if a == b { continue }
        let (start, end) = try (tracing.touch(a), tracing.touch(b))
        let walked = try #require(tracing.walkedPieces(from: start, to: end), place)
        // Neighbours on the same line are one.
        #expect(walked.map(\.first.at) == piece.map { $0.from! }, place)
        #expect(walked.map(\.last.at) == piece.map { $0.to! }, place)
        #expect(walked.map(\.line) == piece.compactMap(\.line), place)
        if parametric.movesBounds { walks.bounds += 1 } else { walks.costs += 1 }
        walks.pieces += walked.count
      }
    }
    #expect(walks.bounds > 60 && walks.costs > 30 && walks.pieces > 300, "\(walks)")
  }
}

extension ParametricCurve.Piece {
  fileprivate var isNoValue: Bool { !hasValue }

  fileprivate var line: Line? {
    if case .optimal(let segment) = outcome { segment.line } else { nil }
  }
}
