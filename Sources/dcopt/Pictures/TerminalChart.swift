// SPDX-License-Identifier: GPL-3.0-or-later
import Planning

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A line chart of text, in braille dots where the terminal has them and in ASCII elsewhere.
struct TerminalChart {
  private let points: [Graph.Point]
  private let names: (x: String, y: String)
  /// The lines' cells, with the labels before them.
  private let room: Int?
  private let digits: Int
  private static let height = 12

  /// A chart 60 cells wide, or narrower for lines of `width` cells.
  init(
    _ points: [Graph.Point], x: String, y: String, width: Int? = nil,
    digits: Int = Numeral.usualDigits
  ) {
    self.points = points
    (names, room, self.digits) = ((x, y), width, digits)
  }

  /// Whether a terminal in this environment shows braille.
  static var hasBraille: Bool {
    func variable(_ name: String) -> String? {
      getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
    if variable("TERM") == "dumb" { return false }
    let locale = variable("LC_ALL") ?? variable("LC_CTYPE") ?? variable("LANG") ?? ""
    let name = locale.lowercased()
    return name.contains("utf-8") || name.contains("utf8")
  }

  /// Empty where nothing rises or falls.
  var text: String { text(inBraille: Self.hasBraille) }

  func text(inBraille: Bool) -> String {
    let points = points.map {
      Graph.Point(x: Axis.drawable($0.x), y: Axis.drawable($0.y))
    }
    let (xs, ys) = (points.map(\.x), points.map(\.y))
    guard let left = xs.min(), let right = xs.max(), let low = ys.min(), let high = ys.max(),
      left < right, low < high
    else { return "" }
    let labels = (
      top: label(self.points.map(\.y).max()!), bottom: label(self.points.map(\.y).min()!)
    )
    let margin = max(labels.top.count, labels.bottom.count)
    let width = min(60, max(16, (room ?? .max) - margin - 2))
    var canvas = Canvas(width: width, height: Self.height, inBraille: inBraille)
    let ordered = points.sorted { $0.x < $1.x }
    let places = ordered.map { point in
      (
        x: (point.x - left) / (right - left) * Double(canvas.columns - 1),
        y: (high - point.y) / (high - low) * Double(canvas.rows - 1)
      )
    }
    for (a, b) in zip(places, places.dropFirst()) { canvas.line(from: a, to: b) }
    let lines = canvas.lines.enumerated().map { index, line in
      let label = index == 0 ? labels.top : index == Self.height - 1 ? labels.bottom : ""
      let fill = String(repeating: " ", count: margin - label.count)
      let row = fill + label + (inBraille ? " ┤" : " |") + line
      return String(row.reversed().drop { $0 == " " || $0 == "\u{2800}" }.reversed()) + "\n"
    }
    let (from, to) = (label(self.points.map(\.x).min()!), label(self.points.map(\.x).max()!))
    let gap = max(1, width - from.count - to.count)
    let axis = String(repeating: " ", count: margin + 2) + from
    return names.y + "\n" + lines.joined() + axis + String(repeating: " ", count: gap) + to + "\n"
      + String(repeating: " ", count: margin + 2) + names.x + "\n"
  }

  private func label(_ value: Double) -> String { Numeral.text(value, digits: digits) }
}

/// Dots on a grid of characters: two by four a character in braille (Unicode block 2800), one in
/// ASCII.
private struct Canvas {
  let columns: Int
  let rows: Int
  private let inBraille: Bool
  private var dots: Set<Int> = []

  init(width: Int, height: Int, inBraille: Bool) {
    (columns, rows) = inBraille ? (width * 2, height * 4) : (width, height)
    self.inBraille = inBraille
  }

  mutating func line(from a: (x: Double, y: Double), to b: (x: Double, y: Double)) {
    let length = max((b.x - a.x).magnitude, (b.y - a.y).magnitude).rounded(.up)
    // Both are on the canvas.
    guard length <= Double(columns + rows) else { return }
    let steps = max(1, Int(length))
    for step in 0...steps {
      let share = Double(step) / Double(steps)
      let x = Int((a.x + share * (b.x - a.x)).rounded())
      let y = Int((a.y + share * (b.y - a.y)).rounded())
      dots.insert(y * columns + x)
    }
  }

  var lines: [String] {
    guard inBraille else {
      return (0..<rows).map { y in
        String((0..<columns).map { dots.contains(y * columns + $0) ? "*" : " " })
      }
    }
    // The bits of a braille character's dots, row by row.
    let bits: [[UInt32]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
    return (0..<rows / 4).map { row in
      var line = ""
      for column in 0..<columns / 2 {
        var code: UInt32 = 0x2800
        for y in 0..<4 {
          for x in 0..<2 where dots.contains((row * 4 + y) * columns + column * 2 + x) {
            code |= bits[y][x]
          }
        }
        line.unicodeScalars.append(Unicode.Scalar(code)!)
      }
      return line
    }
  }
}
