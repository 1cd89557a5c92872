// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram
import Synchronization

/// A way from vertex to vertex, in the terms of the program that moves.
final class WalkedWay: Sendable {
  let path: CostPath
  /// Where bounds move, what stood for them.
  private let moving: MovingBounds?
  /// Whether the costs were negated.
  private let isNegated: Bool
  private let columns: Int
  /// The prices that were asked for last: all of a piece where bounds move.
  private let last = Mutex<(state: Int, at: Rational, prices: [Rational])?>(nil)

  init(path: CostPath, moving: MovingBounds?, isNegated: Bool, columns: Int) {
    (self.path, self.moving, self.isNegated, self.columns) = (path, moving, isNegated, columns)
  }

  func point(in state: Int) -> [Rational] {
    let values = path.values(in: state)
    return values.count == columns ? values : Array(values[..<columns])
  }

  func prices(in state: Int, at t: Rational) -> [Rational] {
    if let known = last.withLock({ $0 }), known.state == state, known.at == t {
      return known.prices
    }
    var prices = path.prices(in: state, at: t)
    if let moving {
      prices = moving.prices(prices)
    } else if isNegated {
      prices = prices.map { -$0 }
    }
    last.withLock { $0 = (state, t, prices) }
    return prices
  }
}

/// A list of figures, written down or known from a way.
indirect enum Figures: Sendable {
  case given([Rational])
  case point(WalkedWay, state: Int)
  case prices(WalkedWay, state: Int, at: Rational)
  /// A share of the second, the rest of the first.
  case between(Figures, Figures, Rational)

  var written: [Rational] {
    switch self {
    case .given(let figures): figures
    case .point(let way, let state): way.point(in: state)
    case .prices(let way, let state, let t): way.prices(in: state, at: t)
    case .between(.prices(let way, let state, let t), .prices(let other, let same, let there), _)
    where way === other && state == same && t == there:
      way.prices(in: state, at: t)
    case .between(.point(let way, let from), .point(let other, let to), let share)
    where way === other:
      Self.between(way, from, to, share)
    case .between(let first, let last, let share):
      zip(first.written, last.written).map { $0 == $1 ? $0 : $0 + share * ($1 - $0) }
    }
  }

  private static func between(
    _ way: WalkedWay, _ from: Int, _ to: Int, _ share: Rational
  ) -> [Rational] {
    var point = way.point(in: from)
    for (column, value) in way.path.changes(in: from..<to) where Int(column) < point.count {
      let before = point[Int(column)]
      if before != value { point[Int(column)] = before + share * (value - before) }
    }
    return point
  }
}

extension CurveTracing {
  /// The pieces from one touch to another, from vertex to vertex. nil where that is too much work, or
  /// does not come to where the other is.
  func walkedPieces(from first: Touch, to last: Touch) -> [Piece]? {
    parametric.movesBounds ? edges(from: first, to: last) : vertices(from: first, to: last)
  }

  /// Where bounds move each edge of the program with the parameter as a column is a piece.
  private func edges(from first: Touch, to last: Touch) -> [Piece]? {
    guard let moving = MovingBounds(parametric, from: first.at, to: last.at) else { return nil }
    let parameter = parametric.program.columns.count
    var rates = [Rational](repeating: .zero, count: parameter + 1)
    rates[parameter] = -.one
    var walk = CostWalk(
      moving.program, rates: rates, from: moving.basis(first.optimum), at: nil, until: stop)
    guard
      let path = walk?.walk(
        to: nil, until: parameter, limit: pivotLimit, stop: stop)
    else { return nil }
    let isNegated = parametric.program.sense == .maximize
    let way = WalkedWay(path: path, moving: moving, isNegated: isNegated, columns: parameter)
    var pieces: [Piece] = []
    var (t, value) = (first.at, first.value)
    for group in path.groups {
      let at = path.steps[group.lowerBound].at
      guard let next = path.changes(in: group)[Int32(parameter)], next > t else { continue }
      let slope = isNegated ? -at : at
      let prices = Figures.prices(way, state: group.lowerBound, at: at)
      pieces.append(
        Piece(
          line: Line(intercept: value - t * slope, slope: slope),
          first: .init(
            at: t, pointFigures: .point(way, state: group.lowerBound), priceFigures: prices),
          last: .init(
            at: next, pointFigures: .point(way, state: group.upperBound), priceFigures: prices)))
      value += slope * (next - t)
      t = next
    }
    return t == last.at && value == last.value ? pieces : nil
  }

  /// Where costs move each vertex is a piece.
  private func vertices(from first: Touch, to last: Touch) -> [Piece]? {
    guard case .costs(var rates) = parametric.motion else { return nil }
    var program = parametric.program
    let isNegated = program.sense == .maximize
    if isNegated {
      program.negateCosts()
      rates = rates.map { -$0 }
    }
    var walk = CostWalk(
      program, rates: rates, from: first.optimum.basis, at: first.at, until: stop)
    guard let path = walk?.walk(to: last.at, limit: pivotLimit, stop: stop) else { return nil }
    let way = WalkedWay(
      path: path, moving: nil, isNegated: isNegated, columns: program.columns.count)
    var pieces: [Piece] = []
    var point = path.values(in: 0)
    var line = Line(
      intercept: program.objective(at: point), slope: ParametricProgram.product(rates, point))
    var (t, state) = (first.at, 0)
    func close(_ next: Rational, in end: Int) {
      if next == t { return }
      let figures = Figures.point(way, state: state)
      pieces.append(
        Piece(
          line: isNegated ? Line(intercept: -line.intercept, slope: -line.slope) : line,
          first: .init(
            at: t, pointFigures: figures, priceFigures: .prices(way, state: state, at: t)),
          last: .init(
            at: next, pointFigures: figures, priceFigures: .prices(way, state: end, at: next))))
    }
    for group in path.groups {
      let changes = path.changes(in: group).sorted { $0.key < $1.key }
      if changes.isEmpty { continue }
      let at = path.steps[group.lowerBound].at
      close(at, in: group.lowerBound)
      for (column, value) in changes {
        let change = value - point[Int(column)]
        line.intercept += program.columns[Int(column)].cost * change
        line.slope += rates[Int(column)] * change
        point[Int(column)] = value
      }
      (t, state) = (at, group.upperBound)
    }
    close(last.at, in: path.steps.count)
    let value = isNegated ? -line.value(at: last.at) : line.value(at: last.at)
    return value == last.value ? pieces : nil
  }
}

extension CostPath {
  /// Steps with the same costs.
  fileprivate var groups: [Range<Int>] {
    var groups: [Range<Int>] = []
    for place in steps.indices {
      if let last = groups.last, steps[last.lowerBound].at == steps[place].at {
        groups[groups.count - 1] = last.lowerBound..<place + 1
      } else {
        groups.append(place..<place + 1)
      }
    }
    return groups
  }
}
