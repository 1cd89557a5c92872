// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText
import LinearProgram

@testable import Planning

/// The text of a spec, to be changed at a JSON Pointer without touching anything else.
struct SpecText {
  var text: String

  /// Puts `replacement` in place of the number that a pointer leads to.
  func replacing(_ pointer: String, with replacement: String) -> SpecText {
    let document = try! JSONDocument(parsing: Array(text.utf8))
    var value = document.root
    var key = ""
    var keyOffset = 0
    for part in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
      key = unescaped(String(part))
      let member = value.members.first { $0.keyEquals(key) }!
      (value, keyOffset) = (member.value, member.keyOffset)
    }
    var bytes = Array(text.utf8)
    let end = value.offset + value.sourceText.utf8.count
    // `equals` stands alone: to loosen it, another key must take its place.
    let isEquality = key == "equals" && pointer.hasPrefix("/constraints/")
    if isEquality {
      bytes.replaceSubrange(keyOffset..<end, with: Array(replacement.utf8))
    } else {
      bytes.replaceSubrange(value.offset..<end, with: Array(replacement.utf8))
    }
    return SpecText(text: String(decoding: bytes, as: UTF8.self))
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
