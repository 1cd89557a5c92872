// SPDX-License-Identifier: GPL-3.0-or-later

extension String {
  /// Appends a text as a JSON string (RFC 8259, chapter 7), all control characters escaped.
  public mutating func appendQuoted(_ text: String) {
    self += "\""
    // Nearly all names need no escape, and are copied whole.
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C && $0 != 0x7F }) {
      self += text
    } else {
      for scalar in text.unicodeScalars { appendEscaped(scalar) }
    }
    self += "\""
  }

  private mutating func appendEscaped(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"": self += "\\\""
    case "\\": self += "\\\\"
    case "\n": self += "\\n"
    case "\r": self += "\\r"
    case "\t": self += "\\t"
    case _ where scalar.value < 0x20 || scalar.value == 0x7F:
      let hex = String(scalar.value, radix: 16)
      self += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
    default: unicodeScalars.append(scalar)
    }
  }
}
