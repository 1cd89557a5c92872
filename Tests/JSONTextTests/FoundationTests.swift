// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import JSONText
import Testing

/// The reader against Foundation's, on random documents and on damaged ones.
@Suite struct FoundationTests {
  /// A value as any reader should see it.
  private indirect enum Model: Equatable {
    case null
    case bool(Bool)
    case number(Double)
    case string([Unicode.Scalar])
    case array([Model])
    case object([[Unicode.Scalar]: Model])

    init(_ value: JSONValue) throws {
      switch value.kind {
      case .null: self = .null
      case .bool: self = .bool(try #require(value.bool))
      case .number: self = .number(try #require(value.number).double)
      case .string: self = .string(Array(try #require(value.string).unicodeScalars))
      case .array: self = .array(try value.elements.map { try Model($0) })
      case .object:
        var members: [[Unicode.Scalar]: Model] = [:]
        for member in value.members {
          members[Array(member.key.unicodeScalars)] = try Model(member.value)
        }
        self = .object(members)
      }
    }

    init(foundation value: Any) throws {
      switch value {
      case is NSNull: self = .null
      // A number is bridged to Bool only if it was written as one.
      case let bool as Bool: self = .bool(bool)
      case let number as NSNumber: self = .number(number.doubleValue)
      case let string as String: self = .string(Array(string.unicodeScalars))
      case let array as [Any]: self = .array(try array.map { try Model(foundation: $0) })
      case let object as [String: Any]:
        var members: [[Unicode.Scalar]: Model] = [:]
        for (key, value) in object {
          members[Array(key.unicodeScalars)] = try Model(foundation: value)
        }
        self = .object(members)
      default:
        Issue.record("Foundation gave \(type(of: value))")
        self = .null
      }
    }
  }

  /// Writes random documents and notes what they hold.
  private struct Writer {
    var random: Seeded
    var text = ""

    mutating func pick<T>(_ choices: [T]) -> T {
      choices[Int.random(in: 0..<choices.count, using: &random)]
    }

    mutating func blank() {
      while Int.random(in: 0..<4, using: &random) == 0 { text += pick([" ", "\n", "\t", "\r\n"]) }
    }

    mutating func document() -> Model {
      blank()
      let model = value(depth: 0)
      blank()
      return model
    }

    private mutating func value(depth: Int) -> Model {
      switch Int.random(in: 0..<(depth < 6 ? 10 : 6), using: &random) {
      case 0:
        text += "null"
        return .null
      case 1:
        let bool = Bool.random(using: &random)
        text += "\(bool)"
        return .bool(bool)
      case 2, 3: return number()
      case 4, 5: return .string(string())
      case 6, 7:
        text += "["
        blank()
        var elements: [Model] = []
        for index in 0..<Int.random(in: 0...5, using: &random) {
          if index > 0 { comma() }
          elements.append(value(depth: depth + 1))
        }
        blank()
        text += "]"
        return .array(elements)
      default:
        text += "{"
        blank()
        var members: [[Unicode.Scalar]: Model] = [:]
        // Foundation's keys are the same if they are canonically equivalent.
        var equivalents: Set<String> = []
        for _ in 0..<Int.random(in: 0...pick([3, 3, 5, 24]), using: &random) {
          let start = text
          if !members.isEmpty { comma() }
          let key = string()
          var spelled = ""
          spelled.unicodeScalars.append(contentsOf: key)
          guard equivalents.insert(spelled).inserted else {
            text = start
            continue
          }
          blank()
          text += ":"
          blank()
          members[key] = value(depth: depth + 1)
        }
        blank()
        text += "}"
        return .object(members)
      }
    }

    private mutating func comma() {
      blank()
      text += ","
      blank()
    }

    private mutating func number() -> Model {
      while true {
        let written = NumberTests.text(using: &random)
        let double = Double(written) ?? .nan
        let isZero = !written.prefix { $0 != "e" && $0 != "E" }.contains { ("1"..."9").contains($0) }
        if double.isFinite, double != 0 || isZero {
          text += written
          return .number(double)
        }
      }
    }

    private mutating func string() -> [Unicode.Scalar] {
      var scalars: [Unicode.Scalar] = []
      text += "\""
      for _ in 0..<Int.random(in: 0...pick([2, 6, 20]), using: &random) {
        let limit: UInt32 = pick([0x7F, 0x7F, 0x7F, 0x7FF, 0xFFFF, 0x10FFFF])
        guard let scalar = Unicode.Scalar(UInt32.random(in: 0...limit, using: &random)) else {
          continue
        }
        scalars.append(scalar)
        let short: [Unicode.Scalar: String] = [
          "\"": "\\\"", "\\": "\\\\", "/": "\\/", "\u{8}": "\\b", "\u{C}": "\\f", "\n": "\\n",
          "\r": "\\r", "\t": "\\t",
        ]
        let mustEscape = scalar == "\"" || scalar == "\\" || scalar.value < 0x20
        if let escape = short[scalar], Bool.random(using: &random) {
          text += escape
        } else if mustEscape || Int.random(in: 0..<8, using: &random) == 0 {
          for unit in String(scalar).utf16 {
            let digits = String(unit, radix: 16, uppercase: Bool.random(using: &random))
            text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
          }
        } else {
          text.unicodeScalars.append(scalar)
        }
      }
      text += "\""
      return scalars
    }
  }

  private func foundation(_ bytes: [UInt8]) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed])
  }

  @Test func validDocuments() throws {
    for seed in UInt64(1)...3000 {
      var writer = Writer(random: Seeded(seed: seed))
      let wanted = writer.document()
      let bytes = Array(writer.text.utf8)
      do {
        let document = try JSONDocument(parsing: bytes)
        #expect(document.duplicateKeys.isEmpty, "seed \(seed)")
        #expect(try Model(document.root) == wanted, "seed \(seed): \(writer.text)")
      } catch {
        Issue.record("seed \(seed): \(error): \(writer.text)")
      }
      do {
        #expect(
          try Model(foundation: foundation(bytes)) == wanted, "seed \(seed): \(writer.text)")
      } catch {
        Issue.record("Foundation, seed \(seed): \(error): \(writer.text)")
      }
    }
  }

  @Test func damagedDocuments() throws {
    var refused = 0
    var accepted = 0
    for seed in UInt64(1)...20_000 {
      var writer = Writer(random: Seeded(seed: seed))
      _ = writer.document()
      var bytes = Array(writer.text.utf8.prefix(200))
      for _ in 0..<Int.random(in: 1...3, using: &writer.random) { damage(&bytes, &writer.random) }
      let foundation = try? foundation(bytes)
      let text = String(decoding: bytes, as: UTF8.self)
      do {
        let document = try JSONDocument(parsing: bytes)
        accepted += 1
        if let foundation {
          #expect(
            try Model(document.root) == Model(foundation: foundation), "seed \(seed): \(text)")
        } else {
          Issue.record("only Foundation refuses, seed \(seed): \(text)")
        }
      } catch {
        refused += 1
        if foundation != nil {
          Issue.record("only Foundation accepts, seed \(seed): \(error): \(text)")
        }
      }
    }
    #expect(refused > 1000 && accepted > 1000)
  }

  private func damage(_ bytes: inout [UInt8], _ random: inout Seeded) {
    let likely = Array("\"\\/[]{}:,0123456789-+.eEntfu \n\tx".utf8) + [0, 0x1F, 0x80, 0xC3, 0xFF]
    let byte =
      Int.random(in: 0..<8, using: &random) == 0
      ? UInt8.random(in: 0...255, using: &random)
      : likely[Int.random(in: 0..<likely.count, using: &random)]
    let place = Int.random(in: 0...bytes.count, using: &random)
    switch Int.random(in: 0..<4, using: &random) {
    case 0: bytes.insert(byte, at: place)
    case 1 where place < bytes.count: bytes[place] = byte
    case 2 where place < bytes.count: bytes.remove(at: place)
    case 3:
      let end = Int.random(in: place...bytes.count, using: &random)
      bytes.insert(contentsOf: bytes[place..<min(end, place + 8)], at: place)
    default: break
    }
  }
}
