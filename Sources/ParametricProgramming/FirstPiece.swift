// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

extension CurveTracing {
  /// The slope of the curve on one side of `start`, and where it changes (nil: nowhere). nil where
  /// there is no value on that side.
  ///
  /// First in steps that grow, so that each program is near the one before, and only then from the
  /// far end inwards.
  mutating func firstPiece(
    from start: Touch, step: Int
  ) throws -> (slope: Rational, to: Rational?)? {
    var interval = Interval(low: step > 0 ? start.at : nil, high: step > 0 ? nil : start.at)
    switch try nearPiece(from: start, step: step, in: &interval) {
    case .piece(let slope, let to): return (slope, to)
    case .nothing: return nil
    case .goesOn: break
    }
    guard try narrow(&interval) == nil else { return nil }
    if let end = interval.end(step) {
      if end == start.at { return nil }
      let line: FirstLine = try piece(from: start, along: start.line, to: try touch(end))
      return (line.line.slope, line.end ?? end)
    }
    let last = try tail(step).line
    if last.slope == start.line.slope { return (last.slope, nil) }
    if last.value(at: start.at) == start.value { return (last.slope, nil) }
    let line: FirstLine = try piece(from: start, along: start.line, under: last) {
      $0.slope == last.slope
    }
    return (line.line.slope, line.end)
  }

  private enum NearPiece {
    case piece(slope: Rational, to: Rational)
    /// No value on that side.
    case nothing
    /// No end nearby.
    case goesOn
  }

  /// A line from the start on; `end` is where the curve leaves it, nil where it does not.
  private typealias FirstLine = (line: Line, end: Rational?)

  private mutating func nearPiece(
    from start: Touch, step: Int, in interval: inout Interval
  ) throws -> NearPiece {
    for exclusion in crossings() {
      interval.exclude(exclusion)
      if interval.isEmpty { return .nothing }
    }
    var line = start.line
    var size = Rational(1, 64)
    let largest = Rational(1 << 18)
    while size <= largest {
      var at = start.at + Rational(step) * size
      var isEnd = false
      if let end = interval.end(step), step > 0 ? at >= end : at <= end {
        (at, isEnd) = (end, true)
      }
      if at == start.at { return .nothing }
      switch try probe(at) {
      case .value(let touch):
        let found: FirstLine = try piece(from: start, along: line, to: touch)
        if let end = found.end { return .piece(slope: found.line.slope, to: end) }
        line = found.line
        if isEnd { return .piece(slope: line.slope, to: at) }
        size = size * Rational(16)
      case .outside(let exclusion):
        interval.exclude(exclusion)
        if interval.isEmpty { return .nothing }
      case .unbounded, .nowhere: return .goesOn
      }
    }
    return .goesOn
  }

  /// The line that the curve follows from `start`, up to `last` or to where it leaves it.
  private mutating func piece(
    from start: Touch, along line: Line, to last: Touch
  ) throws -> FirstLine {
    if line.value(at: last.at) == last.value { return (line, nil) }
    if last.line.value(at: start.at) == start.value { return (last.line, nil) }
    return try piece(from: start, along: line, under: last.line) {
      $0.value(at: last.at) == last.value
    }
  }

  /// From where a line through the start meets one of further out, nearer and nearer: there the
  /// curve is on both, or has a new line.
  private mutating func piece(
    from start: Touch, along first: Line, under last: Line, reaches: (Line) -> Bool
  ) throws -> FirstLine {
    var (line, outer) = (first, last)
    while true {
      let meeting = (outer - line).root!
      let touch = try touch(meeting)
      if line.value(at: meeting) == touch.value { return (line, meeting) }
      if touch.line.value(at: start.at) == start.value {
        line = touch.line
        if reaches(line) { return (line, nil) }
      } else {
        outer = touch.line
      }
    }
  }
}

extension CurveTracing.Interval {
  /// The end on one side.
  fileprivate func end(_ step: Int) -> Rational? { step > 0 ? high : low }
}
