// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// A linear program whose exact verdict is too much work.
public struct Unproved: Error, Sendable, CustomStringConvertible {
  public init() {}
  public var description: String { "the exact verdict on a linear program takes too much work" }
}

/// What finds the exact, proved verdict on a program; nil where that is too much work. All the
/// programs that it is given have the same matrix and the same ends; values of the ends and costs
/// differ.
public typealias ExactSolving = (LinearProgram) throws -> Verdict?

extension ParametricProgram {
  /// The optimal value for every parameter in `from...to`; nil is no end. O(break points) solves, in
  /// parts at the same time where there are `parts`.
  ///
  /// Throws `Unproved` and what `solve` throws.
  public func curve(
    from: Rational?, to: Rational?, parts: CurveParts? = nil, solve: ExactSolving
  ) throws -> ParametricCurve {
    if let from, let to { precondition(from <= to, "an interval of the parameter") }
    return try withoutActuallyEscaping(solve) { solve in
      var tracing = CurveTracing(parametric: self, solve: solve)
      tracing.parts = parts
      return try tracing.curve(from: from, to: to)
    }
  }
}

/// Traces the curve of a parametric program by tangents (Eisner and Severance, "Mathematical
/// techniques for efficient record segmentation in large shared databases", 1976).
///
/// Signed so that it is convex, the optimal value lies on or above the line of every optimum that
/// was found, and touches it at the parameter where it was found. Where the lines of two values of
/// the parameter meet, the program is solved again: either the curve is there too, and this is a
/// break point; or a new line is found and both sides are taken on. Each solve finds a break point
/// or a new line, so no basis can repeat for ever, whatever the degeneracy, and no break point is
/// missed: a piece is closed only where one line touches the curve at both of its ends.
///
/// The ends of the part with a value are found likewise: a Farkas certificate (a ray) is a linear
/// function of the parameter too, and excludes all values on one side of its root.
struct CurveTracing {
  let parametric: ParametricProgram
  let solve: ExactSolving
  var parts: CurveParts?
  /// What was solved at which value of the parameter.
  private var probes: [Rational: Probe] = [:]

  init(parametric: ParametricProgram, solve: @escaping ExactSolving) {
    (self.parametric, self.solve) = (parametric, solve)
  }

  typealias Outcome = ParametricCurve.Outcome

  enum Probe {
    case value(Touch)
    /// Unbounded where bounds move: so at every value of the parameter that has a plan.
    case unbounded(Ray)
    /// No value wherever the line is below 0, which it is here.
    case outside(Exclusion)
    /// No plan where costs move: so at no value of the parameter.
    case nowhere(FarkasCertificate)
  }

  /// An optimum, and its line.
  struct Touch: Sendable {
    let at: Rational
    let value: Rational
    let line: Line
    let optimum: Optimum

    func anchor(prices: [Rational], point: [Rational]) -> ParametricCurve.Anchor {
      ParametricCurve.Anchor(at: at, point: point, prices: prices)
    }
  }

  /// What proves that there is no value wherever a line is below 0.
  struct Exclusion {
    enum Proof {
      case refutation(ParametricCurve.Refutation)
      case ray(Ray)
    }

    let line: Line
    let proof: Proof

    /// -1 where all values to the left of the root are excluded, 1 to the right, 0 all.
    var side: Int { -line.slope.signum }
  }

  /// The last line towards an infinite end.
  struct Tail {
    let line: Line
    let optimum: Optimum
  }

  /// What is still possible of the interval.
  struct Interval {
    var low: Rational?
    var high: Rational?
    var isEmpty = false
    /// What moved the ends.
    var left: Exclusion?
    var right: Exclusion?

    var isBackwards: Bool {
      if let low, let high { low > high } else { false }
    }

    mutating func exclude(_ exclusion: Exclusion) {
      guard let root = exclusion.line.root else {
        (left, right) = (exclusion, nil)
        isEmpty = true
        return
      }
      if exclusion.side < 0 {
        if low.map({ root > $0 }) ?? true { (low, left) = (root, exclusion) }
      } else {
        if high.map({ root < $0 }) ?? true { (high, right) = (root, exclusion) }
      }
      if isBackwards { isEmpty = true }
    }
  }

  // MARK: - One value of the parameter

  mutating func probe(_ t: Rational) throws -> Probe {
    if let known = probes[t] { return known }
    let program = parametric.program(at: t)
    guard let verdict = try solve(program) else { throw Unproved() }
    let probe: Probe
    switch verdict {
    case .optimal(let optimum):
      let value = program.objective(at: optimum.point)
      probe = .value(
        Touch(
          at: t, value: value, line: parametric.line(of: optimum, at: t, value: value),
          optimum: optimum))
    case .infeasible(let certificate):
      if let line = parametric.gap(of: certificate) {
        probe = .outside(
          Exclusion(line: line, proof: .refutation(.certificate(certificate))))
      } else {
        probe = .nowhere(certificate)
      }
    case .unbounded(let ray):
      if let line = parametric.gap(of: ray) {
        probe = .outside(Exclusion(line: line, proof: .ray(ray)))
      } else {
        probe = .unbounded(ray)
      }
    }
    probes[t] = probe
    return probe
  }

  /// Inside the interval that has a value every probe is one.
  mutating func touch(_ t: Rational) throws -> Touch {
    guard case .value(let touch) = try probe(t) else {
      preconditionFailure("the values of the parameter that have an optimum are an interval")
    }
    return touch
  }

  /// `line` at `t` is below the curve, signed so that the curve is convex.
  private func isBelow(_ line: Line, _ touch: Touch) -> Bool {
    line.value(at: touch.at) != touch.value
  }

  // MARK: - The interval

  /// The part of `interval` that has an optimum; nil where the whole has the same outcome.
  mutating func narrow(_ interval: inout Interval) throws -> Outcome? {
    for exclusion in crossings() {
      interval.exclude(exclusion)
      if interval.isEmpty { return outcome(ofEmpty: interval) }
    }
    for step in [-1, 1] where (step < 0 ? interval.low : interval.high) == nil {
      guard let exclusion = try exclusionAtInfinity(step) else { continue }
      interval.exclude(exclusion)
      if interval.isEmpty { return outcome(ofEmpty: interval) }
    }
    // From an end inwards, along the roots of the certificates.
    for start in [\Interval.low, \Interval.high] {
      while true {
        let t = interval[keyPath: start] ?? interval.low ?? interval.high ?? .zero
        switch try probe(t) {
        case .nowhere(let certificate): return .infeasible([.certificate(certificate)])
        case .outside(let exclusion):
          interval.exclude(exclusion)
          if interval.isEmpty { return outcome(ofEmpty: interval) }
          continue
        case .value, .unbounded: break
        }
        break
      }
    }
    return nil
  }

  /// Rows and columns whose ends pass each other somewhere.
  func crossings() -> [Exclusion] {
    func exclusion(_ crossing: ParametricProgram.Crossing) -> Exclusion? {
      guard let line = parametric.gap(of: crossing) else { return nil }
      if line.slope.isZero, line.intercept.signum >= 0 { return nil }
      return Exclusion(line: line, proof: .refutation(.crossing(crossing)))
    }
    var found: [Exclusion] = []
    let program = parametric.program
    for (i, row) in program.rows.enumerated() where row.isCrossed {
      if let exclusion = exclusion(.row(i)) { found.append(exclusion) }
    }
    for (j, column) in program.columns.enumerated() where column.bounds.isCrossed {
      if let exclusion = exclusion(.column(j)) { found.append(exclusion) }
    }
    if case .bounds(let rows, let columns) = parametric.motion {
      found += rows.compactMap { exclusion(.row($0.index)) }
      found += columns.compactMap { exclusion(.column($0.index)) }
    }
    return found
  }

  private func outcome(ofEmpty interval: Interval) -> Outcome {
    var refutations: [ParametricCurve.Refutation] = []
    var rays: [Ray] = []
    for exclusion in [interval.left, interval.right] {
      switch exclusion?.proof {
      case .refutation(let refutation): refutations.append(refutation)
      case .ray(let ray): rays.append(ray)
      case nil: break
      }
    }
    return rays.isEmpty ? .infeasible(refutations) : .unbounded(.init(rays: rays))
  }

  // MARK: - Infinite ends

  /// What keeps the curve from going on for ever, if something does.
  private func exclusionAtInfinity(_ step: Int) throws -> Exclusion? {
    switch try solve(parametric.recession(step: Rational(step))) {
    case nil: throw Unproved()
    case .infeasible(let certificate):
      guard let line = parametric.gap(of: certificate), !line.slope.isZero else { return nil }
      return Exclusion(line: line, proof: .refutation(.certificate(certificate)))
    case .unbounded(let ray):
      guard let line = parametric.gap(of: ray), !line.slope.isZero else { return nil }
      return Exclusion(line: line, proof: .ray(ray))
    case .optimal: return nil
    }
  }

  /// Where bounds move and nothing is best: how a plan can go on for ever.
  private func feasibleDirection(_ step: Int) throws -> [Rational] {
    switch try solve(parametric.recession(step: Rational(step))) {
    case nil: throw Unproved()
    case .unbounded(let ray): return ray.point
    case .optimal(let optimum): return optimum.point
    case .infeasible: preconditionFailure("plans that go on for ever have a direction")
    }
  }

  func tail(_ step: Int) throws -> Tail {
    let program = parametric.recession(step: Rational(step))
    guard let verdict = try solve(program) else { throw Unproved() }
    guard case .optimal(let optimum) = verdict else {
      preconditionFailure("a curve that goes on for ever has a last slope")
    }
    let slope = Rational(step) * program.objective(at: optimum.point)
    let zero = parametric.program
    let intercept =
      parametric.movesBounds
      ? zero.dualBound(prices: optimum.prices)! : zero.objective(at: optimum.point)
    return Tail(line: Line(intercept: intercept, slope: slope), optimum: optimum)
  }

  /// Touches from `start` outwards until the line of one has the last slope.
  ///
  /// The distance of the curve from the tail's line is convex and falls towards a constant; each
  /// step goes to where the line of the last touch meets the tail's.
  private mutating func touches(from start: Touch, to tail: Tail) throws -> [Touch] {
    var touches = [start]
    while true {
      let last = touches[touches.count - 1]
      if last.line.slope == tail.line.slope { return touches }
      if !isBelow(tail.line, last) {
        touches[touches.count - 1] = Touch(
          at: last.at, value: last.value, line: tail.line,
          optimum: Optimum(
            point: parametric.movesBounds ? last.optimum.point : tail.optimum.point,
            prices: parametric.movesBounds ? tail.optimum.prices : last.optimum.prices,
            basis: last.optimum.basis))
        return touches
      }
      touches.append(try touch((last.line - tail.line).root!))
    }
  }

  // MARK: - The curve

  mutating func curve(from: Rational?, to: Rational?) throws -> ParametricCurve {
    var interval = Interval(low: from, high: to)
    if let outcome = try narrow(&interval) {
      return ParametricCurve(pieces: [.init(from: from, to: to, outcome: outcome)])
    }
    var pieces: [ParametricCurve.Piece] = []
    if let left = interval.left, interval.low != from {
      pieces.append(.init(from: from, to: interval.low, outcome: Self.outcome(of: left)))
    }
    pieces += try inside(interval)
    if let right = interval.right, interval.high != to {
      pieces.append(.init(from: interval.high, to: to, outcome: Self.outcome(of: right)))
    }
    return ParametricCurve(pieces: pieces)
  }

  private static func outcome(of exclusion: Exclusion) -> Outcome {
    switch exclusion.proof {
    case .refutation(let refutation): .infeasible([refutation])
    case .ray(let ray): .unbounded(.init(rays: [ray]))
    }
  }

  private mutating func inside(_ interval: Interval) throws -> [ParametricCurve.Piece] {
    let ends = [interval.low, interval.high].compactMap { $0 }
    var endless = ParametricCurve.Endless(rays: [])
    for t in ends.isEmpty ? [.zero] : ends {
      if case .unbounded(let ray) = try probe(t) { endless.rays.append(ray) }
    }
    if !endless.rays.isEmpty {
      if interval.low == nil { endless.leftTail = try feasibleDirection(-1) }
      if interval.high == nil { endless.rightTail = try feasibleDirection(1) }
      return [.init(from: interval.low, to: interval.high, outcome: .unbounded(endless))]
    }
    var touches = try (ends.isEmpty ? [.zero] : ends).map { try touch($0) }
    var segments: [Piece] = []
    var leftTail: ParametricCurve.Direction?
    var rightTail: ParametricCurve.Direction?
    if interval.low == nil {
      let tail = try tail(-1)
      touches.replaceSubrange(0...0, with: try self.touches(from: touches[0], to: tail).reversed())
      leftTail = direction(tail)
    }
    if interval.high == nil {
      let tail = try tail(1)
      let last = try touch(touches[touches.count - 1].at)
      touches += try self.touches(from: last, to: tail)
      rightTail = direction(tail)
    }
    if let first = touches.first, leftTail != nil {
      segments.append(Piece(line: first.line, carrier: first.optimum, touches: [first]))
    }
    for (a, b) in zip(touches, touches.dropFirst()) where a.at < b.at {
      for piece in try piecesInParts(between: a, b) { Self.append(piece, to: &segments) }
    }
    if let last = touches.last, rightTail != nil || segments.isEmpty {
      Self.append(
        Piece(line: last.line, carrier: last.optimum, touches: [last]), to: &segments)
    }
    return segments.enumerated().map { place, piece in
      let isFirst = place == 0 && leftTail != nil
      let isLast = place == segments.count - 1 && rightTail != nil
      return ParametricCurve.Piece(
        from: isFirst ? nil : piece.touches.first!.at, to: isLast ? nil : piece.touches.last!.at,
        outcome: .optimal(
          segment(piece, left: isFirst ? leftTail : nil, right: isLast ? rightTail : nil)))
    }
  }

  /// Part of the curve on one line, from its first touch to its last.
  private struct Piece: Sendable {
    let line: Line
    /// The optimum whose line it is: its prices hold on the whole piece where bounds move, its
    /// point where costs move.
    let carrier: Optimum
    var touches: [Touch]
  }

  private static func append(_ piece: Piece, to pieces: inout [Piece]) {
    if let last = pieces.last, last.line == piece.line {
      let end = piece.touches[piece.touches.count - 1]
      let start = last.touches[0]
      pieces[pieces.count - 1].touches = start.at == end.at ? [start] : [start, end]
    } else {
      pieces.append(piece)
    }
  }

  /// The same as `pieces`, in parts where the curve bends at least twice in between.
  private mutating func piecesInParts(between first: Touch, _ last: Touch) throws -> [Piece] {
    guard let parts, isBelow(first.line, last), isBelow(last.line, first) else {
      return try pieces(between: first, last)
    }
    var ends = [first]
    for part in 1..<parts.count {
      ends.append(try touch(first.at + (last.at - first.at) * Rational(part, parts.count)))
    }
    ends.append(last)
    let (parametric, touches) = (parametric, ends)
    return try parts.each { part in
      let solve = parts.solving(touches[part].optimum.basis)
      var tracing = CurveTracing(parametric: parametric, solve: solve)
      return try tracing.pieces(between: touches[part], touches[part + 1])
    }.flatMap { $0 }
  }

  /// All pieces from one touch to another, left to right.
  private mutating func pieces(between first: Touch, _ last: Touch) throws -> [Piece] {
    var found: [Piece] = []
    var open = [(first, last)]
    while let (a, b) = open.popLast() {
      if !isBelow(a.line, b) {
        found.append(Piece(line: a.line, carrier: a.optimum, touches: [a, b]))
      } else if !isBelow(b.line, a) {
        found.append(Piece(line: b.line, carrier: b.optimum, touches: [a, b]))
      } else {
        let middle = try touch((a.line - b.line).root!)
        open.append((middle, b))
        open.append((a, middle))
      }
    }
    return found
  }

  private func direction(_ tail: Tail) -> ParametricCurve.Direction {
    let zeroPoint = [Rational](repeating: .zero, count: parametric.program.columns.count)
    let zeroPrices = [Rational](repeating: .zero, count: parametric.program.rows.count)
    return parametric.movesBounds
      ? ParametricCurve.Direction(point: tail.optimum.point, prices: zeroPrices)
      : ParametricCurve.Direction(point: zeroPoint, prices: tail.optimum.prices)
  }

  private func segment(
    _ piece: Piece, left: ParametricCurve.Direction?, right: ParametricCurve.Direction?
  ) -> ParametricCurve.Segment {
    let anchors = piece.touches.map { touch in
      ParametricCurve.Anchor(
        at: touch.at,
        point: parametric.movesBounds ? touch.optimum.point : piece.carrier.point,
        prices: parametric.movesBounds ? piece.carrier.prices : touch.optimum.prices)
    }
    return ParametricCurve.Segment(
      line: piece.line, anchors: anchors, leftTail: left, rightTail: right)
  }
}
