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
  /// With a `pivotLimit` it is given up where it takes more pivots from vertex to vertex than that.
  ///
  /// Throws `Unproved` and what `solve` throws.
  public func curve(
    from: Rational?, to: Rational?, parts: CurveParts? = nil, pivotLimit: Int? = nil,
    until stop: StopSignal = .never, solve: ExactSolving
  ) throws -> ParametricCurve {
    if let from, let to { precondition(from <= to, "an interval of the parameter") }
    return try withoutActuallyEscaping(solve) { solve in
      var tracing = CurveTracing(parametric: self, solve: solve)
      (tracing.parts, tracing.stop, tracing.pivotLimit) = (parts, stop, pivotLimit)
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
  var stop = StopSignal.never
  /// Whether it may go from vertex to vertex.
  var walks = true
  /// Pivots from vertex to vertex after which it gives up.
  var pivotLimit: Int?
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
  func isBelow(_ line: Line, _ touch: Touch) -> Bool {
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
  func feasibleDirection(_ step: Int) throws -> [Rational] {
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
  mutating func touches(from start: Touch, to tail: Tail) throws -> [Touch] {
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
}
