// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText
import PlanSolving

@testable import Planning

/// The text of a spec, to be changed at a JSON Pointer without touching anything else.
struct SpecText {
  var text: String

  /// Puts `replacement` in place of the value that a pointer leads to, or of the whole member where it
  /// has a key of its own.
  func replacing(_ pointer: String, with replacement: String) -> SpecText {
    let (value, keyOffset) = find(pointer)
    let isMember = replacement.hasPrefix("\"")
    var bytes = Array(text.utf8)
    let end = value.offset + value.sourceText.utf8.count
    bytes.replaceSubrange(
      (isMember ? keyOffset : value.offset)..<end, with: Array(replacement.utf8))
    return SpecText(text: String(decoding: bytes, as: UTF8.self))
  }

  private func find(_ pointer: String) -> (value: JSONValue, keyOffset: Int) {
    var value = try! JSONDocument(parsing: Array(text.utf8)).root
    var keyOffset = 0
    for part in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
      let key = unescaped(String(part))
      if let index = Int(key), Array(value.members).isEmpty {
        value = Array(value.elements)[index]
      } else {
        let member = value.members.first { $0.keyEquals(key) }!
        (value, keyOffset) = (member.value, member.keyOffset)
      }
    }
    return (value, keyOffset)
  }

  private func unescaped(_ part: String) -> String {
    var result = ""
    var rest = Substring(part)
    while let character = rest.first {
      if rest.hasPrefix("~1") || rest.hasPrefix("~0") {
        result += rest.hasPrefix("~1") ? "/" : "~"
        rest = rest.dropFirst(2)
      } else {
        result.append(character)
        rest = rest.dropFirst()
      }
    }
    return result
  }

  func solve(also extras: Planner.Extras = []) throws -> PlanResult {
    try Planner().solve(try Planner.read(Array(text.utf8)).spec, also: extras)
  }
}

extension Rational {
  /// All digits of a number that is a decimal.
  var decimalText: String {
    var scaled = self
    var places = 0
    while !scaled.isInteger {
      scaled = scaled * Rational(10)
      places += 1
    }
    return "\(scaled)e-\(places)"
  }
}
