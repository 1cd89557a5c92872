// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Foundation
import Oracle
import Testing

@testable import dcopt

/// How JSON is laid out, beside a few lines that say the same with strings.
struct JSONWriterTests {
  /// A value as the rule has it: on the rest of the line if it fits, else a child a line, and plain
  /// children of a list filled up.
  private indirect enum Tree {
    case plain(String, JSONOutput)
    case list([Tree])
    case object([(String, Tree)])

    var line: String {
      switch self {
      case .plain(let text, _): text
      case .list(let elements): "[" + elements.map(\.line).joined(separator: ", ") + "]"
      case .object(let members) where members.isEmpty: "{}"
      case .object(let members):
        "{ " + members.map { "\"\($0)\": \($1.line)" }.joined(separator: ", ") + " }"
      }
    }

    var count: Int? {
      switch self {
      case .plain: nil
      case .list(let elements): elements.count
      case .object(let members): members.count
      }
    }

    func document(_ indent: Int, _ used: Int, isRoot: Bool) -> String {
      guard let count, count > 0 else { return line }
      if !isRoot, count <= 40, used + line.unicodeScalars.count <= 98 { return line }
      let margin = String(repeating: " ", count: indent)
      switch self {
      case .plain: return line
      case .list(let elements) where elements.allSatisfy({ $0.count == nil }):
        var lines = [""]
        for (k, element) in elements.enumerated() {
          let word = element.line + (k < elements.count - 1 ? "," : "")
          let last = lines[lines.count - 1]
          if last.isEmpty {
            lines[lines.count - 1] = word
          } else if indent + 2 + (last + " " + word).unicodeScalars.count <= 98 {
            lines[lines.count - 1] += " " + word
          } else {
            lines.append(word)
          }
        }
        return "[\n" + lines.map { margin + "  " + $0 }.joined(separator: "\n") + "\n\(margin)]"
      case .list(let elements):
        let lines = elements.map {
          margin + "  " + $0.document(indent + 2, indent + 2, isRoot: false)
        }
        return "[\n" + lines.joined(separator: ",\n") + "\n\(margin)]"
      case .object(let members):
        let lines = members.map { key, value in
          let start = "\"\(key)\": "
          return margin + "  " + start
            + value.document(
              indent + 2, indent + 2 + start.unicodeScalars.count, isRoot: false)
        }
        return "{\n" + lines.joined(separator: ",\n") + "\n\(margin)}"
      }
    }

    /// The same in one of the ways in which a value can be given.
    func output(_ random: inout SplitMix64) -> JSONOutput {
      switch self {
      case .plain(_, let value): return value
      case .list(let elements):
        let values = elements.map { $0.output(&random) }
        let numbers = values.compactMap { if case .number(let value) = $0 { value } else { nil } }
        if numbers.count == values.count, random.int(0...1) == 0 { return .numbers(numbers) }
        if elements.allSatisfy({ $0.count == nil }), random.int(0...1) == 0 {
          return .elements(values.count) { values[$0] }
        }
        return .list(values)
      case .object(let members):
        let values = members.map { ($0, $1.output(&random)) }
        return random.int(0...1) == 0
          ? .object(values) : .members(values.count) { values[$0] }
      }
    }
  }

  private static func tree(_ random: inout SplitMix64, depth: Int) -> Tree {
    let kinds = depth == 0 ? 0...3 : 0...7
    let size = [0, 1, 2, 3, 5, 12, 41, 60][random.int(0...(depth > 1 ? 7 : 5))]
    switch random.int(kinds) {
    case 0: return .plain("null", .null)
    case 1: return .plain("true", .bool(true))
    case 2:
      let text = random.pick([
        "a", "日本語", "", String(repeating: "long ", count: random.int(1...60)),
      ])
      return .plain("\"\(text)\"", .string(text))
    case 3, 4:
      let value = random.int(-9_999_999...9_999_999)
      return .plain(
        value % 100 == 0 ? "\(value / 100)" : "\(Double(value) / 100)",
        .number(Rational(value, 100)))
    case 5: return .list((0..<size).map { _ in tree(&random, depth: depth - 1) })
    case 6:
      return .list(
        (0..<size).map { k in .plain("\(k * 1_234_567)", .number(Rational(k * 1_234_567))) })
    default:
      return .object(
        (0..<size).map { k in
          (random.pick(["key \(k)", "ключ \(k)", "k\(k)"]), tree(&random, depth: depth - 1))
        })
    }
  }

  @Test func `what fits stays on a line, and the rest stands a child a line`() {
    var random = SplitMix64(seed: 28)
    var longest = 0
    for round in 0..<1_500 {
      let tree = Self.tree(&random, depth: round % 5)
      let output = tree.output(&random)
      let expected = tree.document(0, 0, isRoot: true) + "\n"
      #expect(output.document == expected, "round \(round)")
      #expect(output.line == tree.line, "round \(round)")
      var (bytes, pieces) = ([UInt8](), 0)
      let writer = JSONWriter {
        bytes += Array($0)
        pieces += 1
        return true
      }
      output.write(to: writer)
      #expect(writer.end())
      #expect(bytes == Array(expected.utf8) && writer.total == bytes.count, "round \(round)")
      longest = max(longest, pieces)
    }
    #expect(longest > 1, "no text was longer than the buffer")
  }

  @Test func `what cannot be taken is told, and not offered again`() {
    var offers = 0
    let writer = JSONWriter { _ in
      offers += 1
      return false
    }
    JSONOutput.elements(100_000) { .integer($0) }.write(to: writer)
    #expect(!writer.end())
    #expect(offers == 1)
  }
}
