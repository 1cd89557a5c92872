// SPDX-License-Identifier: GPL-3.0-or-later

import JSONText
import Testing

@Suite struct ValueTests {
  private func parse(_ text: String) throws -> JSONValue {
    try JSONDocument(parsing: Array(text.utf8)).root
  }

  @Test func scalars() throws {
    let values = Array(try parse(#" [null, true, false, -1.50, "a\n", [], {}] "#).elements)
    #expect(values.map(\.kind) == [.null, .bool, .bool, .number, .string, .array, .object])
    #expect(values.map(\.bool) == [nil, true, false, nil, nil, nil, nil])
    #expect(values.map(\.numberText) == [nil, nil, nil, "-1.50", nil, nil, nil])
    #expect(values.map { $0.number?.double } == [nil, nil, nil, -1.5, nil, nil, nil])
    #expect(values.map(\.string) == [nil, nil, nil, nil, "a\n", nil, nil])
    #expect(values.map(\.count) == [0, 0, 0, 0, 0, 0, 0])
    #expect(values.allSatisfy { Array($0.elements).isEmpty && Array($0.members).isEmpty })
    #expect(
      values.map(\.sourceText) == ["null", "true", "false", "-1.50", #""a\n""#, "[]", "{}"])
  }

  @Test func stepsOverWhatIsInside() throws {
    let root = try parse(#"{"a": [1, [2, {"x": 3}], 4], "b": {"c": {}, "d": []}, "e": 5}"#)
    #expect(root.count == 3)
    #expect(root.members.map(\.key) == ["a", "b", "e"])
    #expect(root.members.map(\.value.count) == [3, 2, 0])
    #expect(
      root.members.map(\.value.sourceText) == [
        #"[1, [2, {"x": 3}], 4]"#, #"{"c": {}, "d": []}"#, "5",
      ])
    #expect(Array(root.elements).isEmpty)
    let first = try #require(Array(root.members).first).value
    #expect(first.elements.map(\.sourceText) == ["1", #"[2, {"x": 3}]"#, "4"])
    #expect(Array(first.members).isEmpty)
  }

  @Test(arguments: [
    (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
    (#""\u0041\u00e9\u20AC\uD83D\uDE00""#, "Aé€😀"),
    (#""\u0000a\u007F\u0080\u07FF\u0800\uFFFF""#, "\0a\u{7F}\u{80}\u{7FF}\u{800}\u{FFFF}"),
    (#""\uD800\uDC00\uDBFF\uDFFF""#, "\u{10000}\u{10FFFF}"),
    (#""é\\u0041\\""#, #"é\u0041\"#),
    (#""e\u0301""#, "e\u{301}"),
    (#""""#, ""),
  ]) func strings(_ text: String, _ wanted: String) throws {
    let found = try #require(try parse(text).string)
    #expect(found.unicodeScalars.elementsEqual(wanted.unicodeScalars))
    let member = try #require(Array(try parse("{\(text):1}").members).first)
    #expect(member.key.unicodeScalars.elementsEqual(wanted.unicodeScalars))
    #expect(member.keyEquals(wanted))
    #expect(!member.keyEquals(wanted + "x"))
  }

  /// Scalars of every plane as an escape, or a pair of them.
  @Test func escapedScalars() throws {
    for value in stride(from: UInt32(0), through: 0x10FFFF, by: 31) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let escapes = UTF16.encode(scalar).unsafelyUnwrapped.map { unit in
        let digits = String(unit, radix: 16, uppercase: value % 2 == 0)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
      let string = try parse("\"\(escapes.joined())\"").string
      #expect(string?.unicodeScalars.elementsEqual([scalar]) == true)
    }
  }

  @Test func comparesKeysByScalars() throws {
    let keys = ["", "a", "id", "identifier", "identifiex", "é", "e\u{301}", "abcdefgh"]
    for key in keys {
      let member = try #require(Array(try parse("{\"\(key)\":1}").members).first)
      for other in keys {
        let isSame = key.unicodeScalars.elementsEqual(other.unicodeScalars)
        #expect(member.keyEquals(other) == isSame)
      }
    }
  }

  @Test func keepsTheDocument() throws {
    var value: JSONValue?
    do { value = Array(try parse(#"["kept"]"#).elements).first }
    #expect(value?.string == "kept")
  }

  @Test func isSendable() async throws {
    let root = try parse("[1, 2]")
    let count = await Task.detached { root.elements.reduce(0) { $0 + $1.offset } }.value
    #expect(count == 5)
  }
}

@Suite struct NestingTests {
  static let depth = 200_000

  private func nested(_ opening: String, _ closing: String, inside: String) -> [UInt8] {
    Array(
      (String(repeating: opening, count: Self.depth) + inside
        + String(repeating: closing, count: Self.depth)).utf8)
  }

  @Test func closedArrays() throws {
    let document = try JSONDocument(parsing: nested("[", "]", inside: "7"))
    var value = document.root
    var depth = 0
    while let inner = Array(value.elements).first {
      #expect(value.count == 1)
      value = inner
      depth += 1
    }
    #expect(depth == Self.depth)
    #expect(value.sourceText == "7")
  }

  @Test func closedObjects() throws {
    let document = try JSONDocument(parsing: nested(#"{"a":"#, "}", inside: "{}"))
    var value = document.root
    var depth = 0
    while let inner = Array(value.members).first {
      value = inner.value
      depth += 1
    }
    #expect(depth == Self.depth)
    #expect(document.duplicateKeys.isEmpty)
  }

  @Test func notClosed() throws {
    let bytes = Array(repeating: UInt8(ascii: "["), count: Self.depth)
    let error = try #require(throws: JSONError.self) { try JSONDocument(parsing: bytes) }
    #expect(error.position == TextPosition(line: 1, column: Self.depth + 1))
  }

  @Test func objectsNotClosed() throws {
    let bytes = Array(String(repeating: "{\"a\":\n", count: Self.depth).utf8)
    let error = try #require(throws: JSONError.self) { try JSONDocument(parsing: bytes) }
    #expect(error.position == TextPosition(line: Self.depth + 1, column: 1))
  }

  @Test func oneNotClosed() throws {
    var bytes = nested("[", "]", inside: "")
    bytes.removeLast()
    let error = try #require(throws: JSONError.self) { try JSONDocument(parsing: bytes) }
    #expect(error.offset == 2 * Self.depth - 1)
    #expect(error.message == #"expected "," or "]", found the end of the text"#)
  }
}
