// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Planning

/// The languages in which people are told things.
enum Language: String, CaseIterable { case en, zh }

/// How people are told things: in which language, and with how many digits a number.
///
/// Every sentence and every heading is in this folder, once a language, and nowhere else. What other
/// programs read (JSON, CSV, metrics) has none of it.
struct Words: Sendable {
  var language = Language.en
  /// About how many digits a number has; see `Numeral`.
  var digits = Numeral.usualDigits

  func choose(_ english: String, _ chinese: Chinese) -> String {
    language == .en ? english : chinese.text
  }

  func choose(_ phrase: Phrase) -> String { language == .en ? phrase.english : phrase.chinese }

  /// A number alone.
  func number(_ value: Rational) -> String { Numeral.text(value, digits: digits) }

  /// A number where there may be none.
  func number(_ value: Rational?, or none: String) -> String { value.map { number($0) } ?? none }

  /// Two numbers one beside the other: where they differ, it can be seen.
  func pair(_ one: Rational, _ other: Rational) -> (String, String) {
    let texts = Numeral.texts([one, other], digits: digits)
    return (texts[0], texts[1])
  }

  /// `0.83 %`.
  func percent(_ part: Rational) -> String {
    number(part * Rational(100)) + (language == .en ? " %" : "%")
  }

  /// `a, b`.
  func list(_ parts: [String]) -> String { parts.joined(separator: choose(", ", "，")) }

  /// Names one after the other.
  func names(_ names: [String]) -> String { names.joined(separator: choose(", ", "、")) }

  /// A table whose header's words are in this language.
  func table(_ header: [String]) -> TextTable {
    TextTable(header: header.map(term), digits: digits)
  }

  /// The same with columns behind them that have names of the author's.
  func table(_ header: [String], _ names: [String]) -> TextTable {
    TextTable(header: header.map(term) + names, digits: digits)
  }
}
