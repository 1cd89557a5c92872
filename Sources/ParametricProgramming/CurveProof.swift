// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// The check of a curve, from the program's own numbers. It shares nothing with what found it.
extension ParametricProgram {
  /// Whether every piece of `curve` is proved, together they are `from...to`, and no two
  /// neighbours are one piece.
  ///
  /// A piece where bounds move: its prices bound the value everywhere by a line, and at both ends
  /// a plan reaches it; so do the plans between these two. A piece where costs move: its plan has
  /// a line for its value, and at both ends prices prove that none is better; so do the prices
  /// between these two. O(pieces · nonzeros).
  public func proves(_ curve: ParametricCurve, from: Rational?, to: Rational?) -> Bool {
    let pieces = curve.pieces
    guard pieces.first?.from == from, pieces.last?.to == to else { return false }
    for (place, piece) in pieces.enumerated() {
      var openEnds = (left: false, right: false)
      if place > 0 {
        let before = pieces[place - 1]
        guard let end = before.to, end == piece.from else { return false }
        openEnds.left = before.isClosed(movesBounds)
        if case .optimal(let a) = before.outcome, case .optimal(let b) = piece.outcome {
          guard (b.line.slope - a.line.slope).signum == curvature.signum else { return false }
        }
        guard before.isClosed(movesBounds) || piece.isClosed(movesBounds) else { return false }
      }
      if place + 1 < pieces.count { openEnds.right = pieces[place + 1].isClosed(movesBounds) }
      guard proves(piece, openEnds) else { return false }
    }
    return true
  }

  private func proves(_ piece: ParametricCurve.Piece, _ openEnds: (left: Bool, right: Bool)) -> Bool
  {
    switch piece.outcome {
    case .optimal(let segment):
      return proves(segment, piece)
    case .infeasible(let refutations):
      if case .costs = motion {
        for case .certificate(let certificate) in refutations where program.proves(certificate) {
          return true
        }
      }
      return covers(refutations.compactMap(excluded), piece, openEnds)
    case .unbounded(let endless) where movesBounds:
      return proves(endless, piece)
    case .unbounded(let endless):
      let lines = endless.rays.compactMap { ray -> Line? in
        guard let line = gap(of: ray) else { return nil }
        // Some value of the parameter at which the ray must improve.
        let inside = line.root.map { $0 - Rational(line.slope.signum) } ?? .zero
        return program(at: inside).proves(ray) ? line : nil
      }
      return covers(lines, piece, openEnds)
    }
  }

  private func excluded(_ refutation: ParametricCurve.Refutation) -> Line? {
    switch refutation {
    case .certificate(let certificate): gap(of: certificate)
    case .crossing(let crossing): gap(of: crossing)
    }
  }

  /// Whether at least one of the lines is below 0 at each place of the piece.
  private func covers(
    _ lines: [Line], _ piece: ParametricCurve.Piece, _ openEnds: (left: Bool, right: Bool)
  ) -> Bool {
    var left: Rational?
    var right: Rational?
    for line in lines {
      guard let root = line.root else {
        if line.intercept.signum < 0 { return true }
        continue
      }
      if line.slope.signum > 0 {
        left = left.map { max($0, root) } ?? root
      } else {
        right = right.map { min($0, root) } ?? root
      }
    }
    if let left, let right, right < left { return true }
    if let left, let to = piece.to, to < left || (to == left && openEnds.right) { return true }
    if let right, let from = piece.from, from > right || (from == right && openEnds.left) {
      return true
    }
    return false
  }

  private func proves(_ endless: ParametricCurve.Endless, _ piece: ParametricCurve.Piece) -> Bool {
    let ends = [piece.from, piece.to].compactMap { $0 }
    let places = ends.isEmpty ? [.zero] : ends
    guard places.count == endless.rays.count,
      zip(places, endless.rays).allSatisfy({ program(at: $0).proves($1) })
    else { return false }
    let goesOn = { (tail: [Rational]?, step: Rational) in
      tail.map { recession(step: step).largestViolation(at: $0).isZero } ?? false
    }
    return (piece.from != nil || goesOn(endless.leftTail, -.one))
      && (piece.to != nil || goesOn(endless.rightTail, .one))
  }

  private func proves(_ segment: ParametricCurve.Segment, _ piece: ParametricCurve.Piece) -> Bool {
    guard let first = segment.anchors.first, let last = segment.anchors.last,
      piece.from == nil || piece.from == first.at, piece.to == nil || piece.to == last.at,
      segment.anchors.count == (first.at == last.at ? 1 : 2), first.at <= last.at,
      movesBounds ? first.prices == last.prices : first.point == last.point
    else { return false }
    for anchor in segment.anchors {
      let program = program(at: anchor.at)
      let value = segment.line.value(at: anchor.at)
      guard program.largestViolation(at: anchor.point).isZero,
        program.objective(at: anchor.point) == value,
        program.dualBound(prices: anchor.prices) == value
      else { return false }
    }
    return (piece.from != nil || proves(segment.leftTail, of: first, segment.line, step: -.one))
      && (piece.to != nil || proves(segment.rightTail, of: last, segment.line, step: .one))
  }

  private func proves(
    _ tail: ParametricCurve.Direction?, of anchor: ParametricCurve.Anchor, _ line: Line,
    step: Rational
  ) -> Bool {
    guard let tail else { return false }
    let program = recession(step: step)
    let (point, prices, rest) =
      movesBounds
      ? (tail.point, anchor.prices, tail.prices) : (anchor.point, tail.prices, tail.point)
    return rest.allSatisfy(\.isZero)
      && (!movesBounds || program.largestViolation(at: point).isZero)
      && program.objective(at: point) == step * line.slope
      && program.dualBound(prices: prices) == step * line.slope
  }
}

extension ParametricCurve.Piece {
  /// Whether there is an optimum on the piece.
  public var hasValue: Bool {
    if case .optimal = outcome { true } else { false }
  }

  /// Whether the piece holds at its ends.
  func isClosed(_ movesBounds: Bool) -> Bool {
    switch outcome {
    case .optimal: true
    case .unbounded: movesBounds
    case .infeasible: false
    }
  }
}
