// SPDX-License-Identifier: GPL-3.0-or-later

/// A bar each, with marks where its bounds are.
struct Bars {
  private let title: String
  private let bars: [(name: String, value: Double, marks: [Double])]
  private let axis: Axis

  init(_ title: String, _ bars: [(name: String, value: Double, marks: [Double])]) {
    (self.title, self.bars) = (title, bars)
    axis = Axis(bars.flatMap { [$0.value] + $0.marks }, withZero: true)
  }

  private func x(_ value: Double) -> Double {
    190 + 470 * axis.share(of: value)
  }

  func svg(_ id: String) -> String {
    let says = bars.map { "\($0.name): \(Picture.short($0.value))" }.joined(separator: "; ")
    let body = bars.enumerated().map { k, bar in
      let top = 6 + 26 * Double(k)
      let (from, to) = (Swift.min(x(0), x(bar.value)), Swift.max(x(0), x(bar.value)))
      let marks = bar.marks.map { mark in
        """
        <line class="mark" x1="\(Picture.number(x(mark)))" x2="\(Picture.number(x(mark)))" \
        y1="\(Picture.number(top - 2))" y2="\(Picture.number(top + 20))"/>
        """
      }.joined()
      return """
        <text class="name" text-anchor="end" x="182" y="\(Picture.number(top + 13))">\
        \(HTML.escaped(TextTable.shortened(bar.name, to: 26)))</text>\
        <rect class="bar" x="\(Picture.number(from))" y="\(Picture.number(top))" \
        width="\(Picture.number(Swift.max(1, to - from)))" height="18"/>\(marks)\
        <text class="tick" x="\(Picture.number(Swift.max(to, bar.marks.map(x).max() ?? to) + 6))" \
        y="\(Picture.number(top + 13))">\(Picture.short(bar.value))</text>

        """
    }.joined()
    return Picture.frame(id, title, says, height: 12 + 26 * Double(bars.count), body)
  }
}
