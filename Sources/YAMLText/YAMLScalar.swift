// SPDX-License-Identifier: GPL-3.0-or-later

/// What a scalar without quotes is in YAML 1.2's core schema (yaml.org/spec/1.2.2, chapter 10.3.2).
enum YAMLScalar {
  /// The JSON of null, of a boolean or of a number; nil for a text, and for `.inf` and `.nan`, which
  /// JSON does not have.
  static func json(_ text: String) -> String? {
    switch text {
    case "", "~", "null", "Null", "NULL": "null"
    case "true", "True", "TRUE": "true"
    case "false", "False", "FALSE": "false"
    default: number(text)
    }
  }

  private static func number(_ text: String) -> String? {
    if text.hasPrefix("0x") { return UInt64(text.dropFirst(2), radix: 16).map { String($0) } }
    if text.hasPrefix("0o") { return UInt64(text.dropFirst(2), radix: 8).map { String($0) } }
    var rest = Array(text.utf8)[...]
    func digits() -> String {
      let found = rest.prefix { (48...57).contains($0) }
      rest = rest.dropFirst(found.count)
      return String(decoding: found, as: UTF8.self)
    }
    func skip(_ choices: String) -> UInt8? {
      guard let first = rest.first, choices.utf8.contains(first) else { return nil }
      rest = rest.dropFirst()
      return first
    }
    let sign = skip("+-") == UInt8(ascii: "-") ? "-" : ""
    var whole = digits()
    var result = ""
    if skip(".") != nil {
      let fraction = digits()
      if whole.isEmpty, fraction.isEmpty { return nil }
      if !fraction.isEmpty { result = "." + fraction }
    } else if whole.isEmpty {
      return nil
    }
    if skip("eE") != nil {
      let minus = skip("+-") == UInt8(ascii: "-") ? "-" : ""
      let exponent = digits()
      if exponent.isEmpty { return nil }
      result += "e" + minus + exponent
    }
    if !rest.isEmpty { return nil }
    while whole.hasPrefix("0"), whole.utf8.count > 1 { whole.removeFirst() }
    return sign + (whole.isEmpty ? "0" : whole) + result
  }
}
