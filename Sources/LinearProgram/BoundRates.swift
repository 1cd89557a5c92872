// SPDX-License-Identifier: GPL-3.0-or-later

/// How the optimal value answers to one end of a row or of a column: the rate on each side and how
/// far it holds.
///
/// The rates do not come from a basis but from the curve of the optimal value over the end, so at a
/// degenerate vertex they are right on both sides (Gal and Greenberg, "Advances in sensitivity
/// analysis and parametric programming", 1997, chapter 3).
public struct BoundRates: Sendable {
  /// An end of a row or of a column. Where both ends are the same, they move together.
  public struct End: Sendable, Equatable {
    public enum Side: Sendable { case lower, upper }
    public enum Place: Sendable, Equatable {
      case row(Int)
      case column(Int)
    }

    public var place: Place
    public var side: Side

    public init(_ place: Place, _ side: Side) { (self.place, self.side) = (place, side) }
  }

  public struct Rate: Sendable, Equatable {
    /// The change of the objective for a unit of the end: rate × change is what the objective does.
    public var perUnit: Rational
    /// The value of the end up to which the rate holds; nil for as far as one likes.
    public var until: Rational?
  }

  /// The end as it is.
  public let bound: Rational
  /// As the end grows; nil where there is no plan then.
  public let grows: Rate?
  /// As the end shrinks; nil where there is no plan then.
  public let shrinks: Rate?
}

extension LinearProgram {
  /// The program in which one end moves by the parameter; nil where that end is not there.
  public func moving(_ end: BoundRates.End) -> ParametricProgram? {
    let bounds = bounds(at: end.place)
    guard (end.side == .lower ? bounds.lower : bounds.upper) != nil else { return nil }
    func shift(_ index: Int) -> ParametricProgram.Shift {
      ParametricProgram.Shift(
        index: index, lower: bounds.isFixed || end.side == .lower ? .one : .zero,
        upper: bounds.isFixed || end.side == .upper ? .one : .zero)
    }
    let motion: ParametricProgram.Motion =
      switch end.place {
      case .row(let i): .bounds(rows: [shift(i)], columns: [])
      case .column(let j): .bounds(rows: [], columns: [shift(j)])
      }
    return ParametricProgram(self, motion: motion)
  }

  private func bounds(at place: BoundRates.End.Place) -> Bounds {
    switch place {
    case .row(let i): rows[i]
    case .column(let j): columns[j].bounds
    }
  }

  /// The rates of the optimal value at one end. nil where the end is not there or the program has
  /// no optimum. A few solves.
  ///
  /// Throws `Unproved` and what `solve` throws.
  public func rates(of end: BoundRates.End, solve: ExactSolving) throws -> BoundRates? {
    guard let parametric = moving(end) else { return nil }
    let bounds = bounds(at: end.place)
    let bound = end.side == .lower ? bounds.lower! : bounds.upper!
    return try withoutActuallyEscaping(solve) { solve in
      var tracing = CurveTracing(parametric: parametric, solve: solve)
      guard case .value(let start) = try tracing.probe(.zero) else { return nil }
      func rate(_ step: Int) throws -> BoundRates.Rate? {
        try tracing.firstPiece(from: start, step: step).map { piece in
          BoundRates.Rate(perUnit: piece.slope, until: piece.to.map { bound + $0 })
        }
      }
      return BoundRates(bound: bound, grows: try rate(1), shrinks: try rate(-1))
    }
  }
}

extension CurveTracing {
  /// The slope of the curve on one side of `start`, and where it changes (nil: nowhere). nil where
  /// there is no value on that side.
  mutating func firstPiece(
    from start: Touch, step: Int
  ) throws -> (slope: Rational, to: Rational?)? {
    var interval = Interval(low: step > 0 ? start.at : nil, high: step > 0 ? nil : start.at)
    guard try narrow(&interval) == nil else { return nil }
    let end = step > 0 ? interval.high : interval.low
    if end == start.at { return nil }
    let far: Line
    if let end {
      let last = try touch(end)
      if start.line.value(at: end) == last.value { return (start.line.slope, end) }
      far = last.line
    } else {
      far = try tail(step).line
      if far.slope == start.line.slope { return (far.slope, nil) }
    }
    if far.value(at: start.at) == start.value { return (far.slope, end) }
    // Inwards: the line of what was found last meets the line of the start nearer and nearer.
    var outer = far
    var line: Line
    repeat {
      let meeting = (outer - start.line).root!
      let touch = try touch(meeting)
      if start.line.value(at: meeting) == touch.value { return (start.line.slope, meeting) }
      line = touch.line
      if line.value(at: start.at) != start.value { outer = line }
    } while outer == line
    // Inwards again, to where the curve leaves the line that it has at the start.
    if let end, line.value(at: end) == (try touch(end)).value { return (line.slope, end) }
    while outer.slope != line.slope {
      let meeting = (outer - line).root!
      let touch = try touch(meeting)
      if line.value(at: meeting) == touch.value { return (line.slope, meeting) }
      outer = touch.line
    }
    return (line.slope, nil)
  }
}
