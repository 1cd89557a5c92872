// SPDX-License-Identifier: GPL-3.0-or-later

/// A piece of Chinese, in which a name or a number of Latin letters and digits stands apart from the
/// characters around it: `"\(name)的上限"` is `v100 的上限`, and `北京的上限` where the name is Chinese.
///
/// The space comes where parts meet, never inside of one: what the author wrote stays as it is.
public struct Chinese: Sendable, ExpressibleByStringInterpolation {
  public let text: String

  public init(_ text: String) { self.text = text }

  public init(stringLiteral text: String) { self.text = text }

  public init(stringInterpolation parts: StringInterpolation) { text = parts.text }

  /// Two pieces, one after the other.
  public static func + (one: Chinese, other: Chinese) -> Chinese { "\(one)\(other)" }

  public struct StringInterpolation: StringInterpolationProtocol {
    var text = ""

    public init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    public mutating func appendLiteral(_ literal: String) { append(literal) }

    public mutating func appendInterpolation(_ part: String) { append(part) }

    public mutating func appendInterpolation(_ part: Chinese) { append(part.text) }

    public mutating func appendInterpolation(_ number: Int) { append(String(number)) }

    private mutating func append(_ part: String) {
      if let end = text.unicodeScalars.last, let start = part.unicodeScalars.first,
        end.isHan && start.isWestern || end.isWestern && start.isHan
      {
        text += " "
      }
      text += part
    }
  }
}

extension Unicode.Scalar {
  fileprivate var isHan: Bool {
    (0x3400...0x9FFF).contains(value) || (0xF900...0xFAFF).contains(value)
      || (0x20000...0x323AF).contains(value)
  }

  /// Letters of Latin, Greek and Cyrillic alphabets, digits, and `%`.
  fileprivate var isWestern: Bool {
    self == "%" || value < 0x0530 && (properties.isAlphabetic || properties.numericType != nil)
  }
}
