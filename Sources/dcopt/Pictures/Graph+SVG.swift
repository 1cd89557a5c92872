// SPDX-License-Identifier: GPL-3.0-or-later
import Planning

extension Graph {
  func svg(_ id: String, _ words: Words) -> String { Plot(self, words).svg(id) }

  /// All that is in the picture, in words.
  fileprivate func says(_ words: Words) -> String {
    let parts = curves.map { curve in
      let points = curve.pieces.joined()
      guard let first = points.first, let last = points.reversed().first else { return curve.name }
      func place(_ point: Point) -> String {
        words.atPlace(Picture.short(point.y), Picture.short(point.x))
      }
      let name = curves.count == 1 ? y : curve.name
      return words.fromTo(name, place(first), place(last))
    }
    return words.overAxis(parts, x)
  }
}

/// A graph on its axes, 760 wide.
private struct Plot {
  private let graph: Graph
  private let words: Words
  private let (xs, ys): (Axis, Axis)
  private let left: Double
  private let right: Double
  private let top = 22.0
  private let bottom = 262.0
  /// What a character of a label is taken to be wide.
  private static let character = 7.7

  init(_ graph: Graph, _ words: Words) {
    (self.graph, self.words) = (graph, words)
    let points = graph.points
    xs = Axis(Self.extent(of: graph), withZero: false)
    let (least, most) = (points.map(\.y).min() ?? 0, points.map(\.y).max() ?? 0)
    // Where zero is near, it is shown: a fall by half looks like one.
    let isZeroNear = least >= 0 ? least <= most / 2 : most <= 0 && most >= least / 2
    ys = Axis(points.map(\.y), withZero: isZeroNear)
    let widest = ys.ticks.map(\.label.count).max() ?? 0
    left = 34 + Self.character * Double(widest)
    let names = graph.curves.map { min(20, TextTable.width(of: $0.name)) }.max() ?? 0
    right = graph.curves.count > 1 ? 735 - Self.character * Double(names) : 740
  }

  /// All that is on the axis of x, and an eighth of it more where a gap has no end.
  private static func extent(of graph: Graph) -> [Double] {
    let ends = graph.gaps.flatMap { [$0.from, $0.to] }
    let values =
      graph.points.map(\.x) + ends.filter(\.isFinite) + graph.absent
      + (graph.mark.map { [$0.x] } ?? [])
    let (least, most) = (values.min() ?? 0, values.max() ?? 0)
    let room = most > least ? most / 8 - least / 8 : most.magnitude / 2
    return values + ends.filter { !$0.isFinite }.map { $0 < 0 ? least - room : most + room }
  }

  private func x(_ value: Double) -> Double {
    left + (right - left) * min(1, max(0, xs.share(of: value)))
  }

  private func y(_ value: Double) -> Double {
    bottom - (bottom - top) * ys.share(of: value)
  }

  private func number(_ value: Double) -> String { Picture.number(value) }

  func svg(_ id: String) -> String {
    Picture.frame(
      id, graph.title, graph.says(words), height: bottom + 42,
      gaps + grid + labels + mark + graph.curves.indices.map(curve).joined() + absent + names)
  }

  private var gaps: String {
    graph.gaps.map { gap in
      """
      <rect class="gap" x="\(number(x(gap.from)))" y="\(number(top))" \
      width="\(number(max(1, x(gap.to) - x(gap.from))))" height="\(number(bottom - top))"/>

      """
    }.joined()
  }

  private var grid: String {
    ys.ticks.map { tick in
      """
      <line class="grid" x1="\(number(left))" x2="\(number(right))" y1="\(number(y(tick.value)))" \
      y2="\(number(y(tick.value)))"/><text class="tick" text-anchor="end" x="\(number(left - 6))" \
      y="\(number(y(tick.value) + 4))">\(tick.label)</text>

      """
    }.joined()
  }

  /// The steps of the axis of x, as many as have room for their labels, and what the axes are.
  private var labels: String {
    let ticks = xs.ticks
    let widest = Self.character * Double(ticks.map(\.label.count).max() ?? 0) + 14
    let apart = (right - left) / Double(max(1, ticks.count - 1))
    let stride = max(1, Int(min(1000, (widest / apart).rounded(.up))))
    let places = Swift.stride(from: 0, to: ticks.count, by: stride).map { ticks[$0] }
    let middle = number((top + bottom) / 2)
    return places.map { tick in
      let place = number(x(tick.value))
      // The last label must not go over the edge of the picture.
      let half = Self.character * Double(tick.label.count) / 2
      let anchor = x(tick.value) + half > 758 ? "end" : "middle"
      return """
        <line class="grid" x1="\(place)" x2="\(place)" y1="\(number(bottom))" \
        y2="\(number(bottom + 5))"/><text class="tick" text-anchor="\(anchor)" x="\(place)" \
        y="\(number(bottom + 18))">\(tick.label)</text>

        """
    }.joined() + """
      <text text-anchor="middle" x="\(number((left + right) / 2))" y="\(number(bottom + 37))">\
      \(HTML.escaped(TextTable.shortened(graph.x, to: 60)))</text><text text-anchor="middle" \
      transform="translate(13 \(middle)) rotate(-90)">\
      \(HTML.escaped(TextTable.shortened(graph.y, to: 30)))</text>

      """
  }

  private var mark: String {
    guard let mark = graph.mark else { return "" }
    let place = number(x(mark.x))
    let half = Self.character * Double(mark.says.count) / 2
    let anchor =
      x(mark.x) - half < left ? "start" : x(mark.x) + half > 755 ? "end" : "middle"
    return """
      <line class="mark" x1="\(place)" x2="\(place)" y1="\(number(top))" y2="\(number(bottom))"/>\
      <text class="tick" text-anchor="\(anchor)" x="\(place)" y="\(number(top - 7))">\
      \(HTML.escaped(mark.says))</text>

      """
  }

  private func curve(_ k: Int) -> String {
    let lines = graph.curves[k].pieces.map { piece in
      let points = piece.filter { $0.x.isFinite && $0.y.isFinite }
      if points.count < 2 { return "" }
      let path = points.map { "\(number(x($0.x))) \(number(y($0.y)))" }.joined(separator: "L")
      return "<path class=\"curve c\(k)\" d=\"M\(path)\"/>\n"
    }
    let dots = graph.curves[k].dots.filter { $0.x.isFinite && $0.y.isFinite }.map { point in
      """
      <circle class="t\(k)" cx="\(number(x(point.x)))" cy="\(number(y(point.y)))" r="3"/>

      """
    }
    return lines.joined() + dots.joined()
  }

  /// A cross on the axis where there is no value.
  private var absent: String {
    graph.absent.map { value in
      let (place, foot) = (x(value), bottom - 7)
      return """
        <path class="mark" d="M\(number(place - 4)) \(number(foot - 4))L\(number(place + 4)) \
        \(number(foot + 4))M\(number(place - 4)) \(number(foot + 4))L\(number(place + 4)) \
        \(number(foot - 4))"/>

        """
    }.joined()
  }

  private var names: String {
    guard graph.curves.count > 1 else { return "" }
    let ends = graph.curves.map { $0.pieces.last?.last }
    let shown = graph.curves.indices.filter { ends[$0] != nil }
    let heights = shown.map { y(ends[$0]!.y) }
    return zip(shown, zip(heights, Picture.apart(heights, above: bottom + 4))).map { k, heights in
      Picture.name(
        graph.curves[k].name, in: "t\(k)", from: (x(ends[k]!.x), heights.0), to: (right, heights.1))
    }.joined()
  }
}
