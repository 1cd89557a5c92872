// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Planning

/// Numbers as people read them: `39,250,000` and `0.0407`. JSON and CSV have them exactly.
///
/// A whole number is shown in full, and so are hundredths. Of all others about `digits` digits are
/// shown, among them the zeros in front but for two. What is not 0 never looks
/// like it.
enum Numeral {
  static let usualDigits = 5
  /// A double has not more of them.
  static let mostDigits = 15

  /// The numbers of a column. Those that differ look different, with as many digits as that takes.
  static func texts(_ values: [Rational], digits: Int) -> [String] {
    var texts = values.map { text($0, digits: digits) }
    var more = digits
    while more < mostDigits {
      var first: [String: Int] = [:]
      var alike: Set<String> = []
      for (k, text) in texts.enumerated() {
        if let other = first[text] {
          if values[other] != values[k] { alike.insert(text) }
        } else {
          first[text] = k
        }
      }
      if alike.isEmpty { break }
      more += 1
      for k in texts.indices where alike.contains(texts[k]) {
        texts[k] = text(values[k], digits: more)
      }
    }
    return texts
  }

  static func text(_ value: Rational, digits: Int) -> String {
    text(value.double, digits: digits)
  }

  static func text(_ value: Double, digits: Int) -> String {
    let size = value.magnitude
    guard size.isFinite, size < 1e15, size >= 1e-6 else {
      return size == 0 ? "0" : short(value, digits: digits)
    }
    if (value * 100).rounded() / 100 == value { return separated(printed(value)) }
    return separated(printed(rounded(value, decimals: decimals(size, digits))))
  }

  /// How many digits stand behind the point: as many as are left of `digits`, and below 1 so many
  /// that all but two of them are no zeros in front.
  private static func decimals(_ size: Double, _ digits: Int) -> Int {
    if size < 1 {
      var (zeros, scaled) = (0, size * 10)
      while scaled < 1 { (zeros, scaled) = (zeros + 1, scaled * 10) }
      return max(digits - 1, zeros + max(1, digits - 2))
    }
    var (before, limit) = (1, 10.0)
    while size >= limit { (before, limit) = (before + 1, limit * 10) }
    return max(0, digits - before)
  }

  private static func rounded(_ value: Double, decimals: Int) -> Double {
    let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
    return (value * scale).rounded() / scale
  }

  /// What is beyond a million millions of digits or far below one: `1.2346e+20`.
  private static func short(_ value: Double, digits: Int) -> String {
    guard value.isFinite else { return printed(value) }
    let text = printed(value)
    guard let mark = text.firstIndex(of: "e"), let mantissa = Double(text[..<mark]) else {
      return separated(text)
    }
    return printed(rounded(mantissa, decimals: max(0, digits - 1))) + text[mark...]
  }

  /// A plain decimal with a comma between thousands.
  static func separated(_ text: String) -> String {
    if text.utf8.contains(UInt8(ascii: "e")) { return text }
    let point = text.firstIndex(of: ".") ?? text.endIndex
    let whole = text[..<point]
    let isNegative = whole.first == "-"
    let figures = whole.drop { $0 == "-" }
    if figures.utf8.count < 4 { return text }
    var result = isNegative ? "-" : ""
    for (place, figure) in figures.enumerated() {
      if place > 0, (figures.utf8.count - place).isMultiple(of: 3) { result += "," }
      result.append(figure)
    }
    return result + text[point...]
  }
}
