// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// A number of a spec and the values that it is to take.
public struct Variation: Sendable {
  /// A JSON Pointer to the number; with a `*` behind it, to a number or a list that is scaled.
  public let at: String
  public let values: [Rational]

  /// More values than this are taken for a mistake.
  public static let mostValues = 10_000_000

  /// Reads `/budgets/cost=500:2000:100` (from, to, step) or `/budgets/cost=500,700,1000`; nil where
  /// the text is neither.
  public init?(_ text: String) {
    guard let equals = text.lastIndex(of: "="), text.hasPrefix("/") else { return nil }
    at = String(text[..<equals])
    let list = text[text.index(after: equals)...]
    let ends = list.split(separator: ":", omittingEmptySubsequences: false)
    if ends.count == 3 {
      let numbers = ends.compactMap { Rational(decimal: String($0)) }
      guard numbers.count == 3 else { return nil }
      let (from, to, step) = (numbers[0], numbers[1], numbers[2])
      guard !step.isZero, (to - from).isZero || (to - from).signum == step.signum else {
        return nil
      }
      let steps = ((to - from) / step).floor
      guard steps < Rational(Self.mostValues) else { return nil }
      values = (0...Int(steps.double)).map { from + Rational($0) * step }
    } else {
      let numbers = list.split(separator: ",", omittingEmptySubsequences: false)
        .map { Rational(decimal: String($0)) }
      guard !numbers.isEmpty, numbers.allSatisfy({ $0 != nil }) else { return nil }
      values = numbers.map { $0! }
    }
  }

  /// What is wrong with a text, and what would be right; nil for a variation.
  public static func refusal(of text: String) -> String? {
    if Variation(text) != nil { return nil }
    let example = "such as /budgets/cost=500:2000:100"
    guard let equals = text.lastIndex(of: "=") else {
      return "expected a JSON Pointer, = and values, \(example)."
    }
    if !text.hasPrefix("/") { return "a JSON Pointer begins with /, \(example)." }
    let list = text[text.index(after: equals)...]
    let ends = list.split(separator: ":", omittingEmptySubsequences: false).map {
      Rational(decimal: String($0))
    }
    guard ends.count == 3, let from = ends[0], let to = ends[1], let step = ends[2] else {
      return "expected from:to:step or a list of numbers behind the =, \(example) or "
        + "/budgets/cost=500,700."
    }
    if step.isZero { return "a step of 0 leads nowhere." }
    if (to - from).signum != step.signum {
      return "from \(from.text) no steps of \(step.text) lead to \(to.text): "
        + "write \(to.text):\(from.text):\(step.text), or a step of \((-step).text)."
    }
    return "these are more than \(mostValues) values."
  }
}
