// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// The pieces with a value.
extension CurveTracing {
  mutating func inside(_ interval: Interval) throws -> [ParametricCurve.Piece] {
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
      segments.append(piece(first.line, of: first.optimum, first, first))
    }
    for (a, b) in zip(touches, touches.dropFirst()) where a.at < b.at {
      for piece in try piecesOnTheWay(from: a, to: b) { append(piece, to: &segments) }
    }
    if let last = touches.last, rightTail != nil || segments.isEmpty {
      append(piece(last.line, of: last.optimum, last, last), to: &segments)
    }
    return segments.enumerated().map { place, piece in
      let isFirst = place == 0 && leftTail != nil
      let isLast = place == segments.count - 1 && rightTail != nil
      return ParametricCurve.Piece(
        from: isFirst ? nil : piece.first.at, to: isLast ? nil : piece.last.at,
        outcome: .optimal(
          segment(piece, left: isFirst ? leftTail : nil, right: isLast ? rightTail : nil)))
    }
  }

  /// Part of the curve on one line. Where bounds move, the prices of both ends are the same, and
  /// where costs move the points.
  struct Piece: Sendable {
    let line: Line
    var first: ParametricCurve.Anchor
    var last: ParametricCurve.Anchor
  }

  /// From one touch to another, on the line of an optimum: its prices hold on the whole piece where
  /// bounds move, its point where costs move.
  private func piece(_ line: Line, of carrier: Optimum, _ first: Touch, _ last: Touch) -> Piece {
    func anchor(_ touch: Touch) -> ParametricCurve.Anchor {
      ParametricCurve.Anchor(
        at: touch.at,
        pointFigures: .given(parametric.movesBounds ? touch.optimum.point : carrier.point),
        priceFigures: .given(parametric.movesBounds ? carrier.prices : touch.optimum.prices))
    }
    return Piece(line: line, first: anchor(first), last: anchor(last))
  }

  private func append(_ piece: Piece, to pieces: inout [Piece]) {
    guard let before = pieces.last, before.line == piece.line else {
      pieces.append(piece)
      return
    }
    var end = piece.last
    if parametric.movesBounds {
      end.priceFigures = before.first.priceFigures
    } else {
      end.pointFigures = before.first.pointFigures
    }
    pieces[pieces.count - 1].last = end
  }

  /// All pieces from one touch to another: from vertex to vertex, or where that is too much, by
  /// tangents.
  private mutating func piecesOnTheWay(from first: Touch, to last: Touch) throws -> [Piece] {
    if isBelow(first.line, last), isBelow(last.line, first) {
      if walks, let pieces = walkedPieces(from: first, to: last) { return pieces }
      if pivotLimit != nil || stop.isOver() { throw Unproved() }
    }
    return try piecesInParts(between: first, last)
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
        found.append(piece(a.line, of: a.optimum, a, b))
      } else if !isBelow(b.line, a) {
        found.append(piece(b.line, of: b.optimum, a, b))
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
    ParametricCurve.Segment(
      line: piece.line,
      anchors: piece.first.at == piece.last.at ? [piece.first] : [piece.first, piece.last],
      leftTail: left, rightTail: right)
  }
}
