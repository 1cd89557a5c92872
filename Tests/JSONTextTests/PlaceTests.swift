// SPDX-License-Identifier: GPL-3.0-or-later

import JSONText
import Testing

@Suite struct PlaceTests {
  private func failure(_ text: String) throws -> JSONError {
    try failure(Array(text.utf8))
  }

  private func failure(_ bytes: [UInt8]) throws -> JSONError {
    try #require(throws: JSONError.self) { try JSONDocument(parsing: bytes) }
  }

  @Test(arguments: [
    ("", 1, 1, "expected a value, found the end of the text"),
    ("\u{FEFF}}", 1, 1, #"expected a value, found "}""#),
    ("\u{FEFF}[1,]", 1, 4, #"expected a value, found "]""#),
    ("\u{FEFF}\u{FEFF}1", 1, 1, "expected a value, found U+FEFF"),
    ("}", 1, 1, #"expected a value, found "}""#),
    ("[", 1, 2, #"expected a value or "]", found the end of the text"#),
    ("[1,\n 2,\n]", 3, 1, #"expected a value, found "]""#),
    ("{\"a\": 1,\n}", 2, 1, #"expected a key, found "}""#),
    ("{\"a\": 1\n \"b\"}", 2, 2, #"expected "," or "}", found """"#),
    ("[1 2]", 1, 4, #"expected "," or "]", found "2""#),
    ("{1}", 1, 2, #"expected a key or "}", found "1""#),
    ("{\"é😀\" 1}", 1, 7, #"expected ":", found "1""#),
    ("[\"é😀\",\n\"e\u{301}\", nul]", 2, 7, #"expected a value, found "nul""#),
    ("[True]", 1, 2, #"expected a value or "]", found "True""#),
    ("[1, -Infinity]", 1, 5, #"expected a number, found "-Infinity""#),
    ("[1,\n  1.2.3]", 2, 3, #"expected a number, found "1.2.3""#),
    ("[0, 1e999]", 1, 5, #"expected a number in the range of a double, found "1e999""#),
    ("\r\n\t 01", 2, 3, #"expected a number, found "01""#),
    ("1\r2", 1, 3, #"expected the end of the text, found "2""#),
    ("1\n\nx", 3, 1, #"expected the end of the text, found "x""#),
    ("1\u{A0}", 1, 2, "expected the end of the text, found U+00A0"),
    ("[1,\n", 2, 1, "expected a value, found the end of the text"),
    (
      "[\n \"abc\n", 2, 6,
      "expected a control character to be escaped, found U+000A"
    ),
    (
      "[\n \"abc", 2, 2,
      "expected a closing quote for this string, found the end of the text"
    ),
    ("\"é\\q\"", 1, 3, #"expected an escape sequence, found "\q""#),
    (
      #""\u12G4""#, 1, 2,
      #"expected four hexadecimal digits after "\u", found "\u12G""#
    ),
    (
      #""\u12""#, 1, 2,
      #"expected four hexadecimal digits after "\u", found "\u12""#
    ),
    (#""\uD800x""#, 1, 2, #"expected a surrogate pair, found the lone surrogate "\uD800""#),
  ]) func places(_ text: String, _ line: Int, _ column: Int, _ message: String) throws {
    let error = try failure(text)
    #expect(error.message == message)
    #expect(error.position == TextPosition(line: line, column: column))
  }

  @Test func badByte() throws {
    let error = try failure(Array("[\n\"é".utf8) + [0xFF] + Array("\"]".utf8))
    #expect(error.message == "expected UTF-8, found the byte 0xFF")
    #expect(error.position == TextPosition(line: 2, column: 3))
    #expect(error.offset == 5)
  }

  @Test func cutsLongWords() throws {
    let error = try failure(String(repeating: "x", count: 100_000))
    #expect(error.message == "expected a value, found \"\(String(repeating: "x", count: 40))…\"")
  }

  @Test func comparesPlaces() {
    #expect(TextPosition(line: 1, column: 9) < TextPosition(line: 2, column: 1))
    #expect(TextPosition(line: 2, column: 1) < TextPosition(line: 2, column: 2))
    #expect(!(TextPosition(line: 2, column: 2) < TextPosition(line: 2, column: 2)))
  }

  /// Every offset of a text, against a count from its start.
  @Test func everyOffset() throws {
    let text = "\n\n[1,\r\n  \"é€😀e\u{301}\", {\n\"κ\"\n:\ttrue\n  \n}, \"\u{2028}\"\n]\n \n"
    let document = try JSONDocument(parsing: Array(text.utf8))
    var line = 1
    var column = 1
    var offset = 0
    for scalar in text.unicodeScalars {
      #expect(document.position(ofOffset: offset) == TextPosition(line: line, column: column))
      (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
      offset += scalar.utf8.count
    }
    #expect(document.position(ofOffset: offset) == TextPosition(line: line, column: column))
  }

  @Test func placesOfValues() throws {
    let document = try JSONDocument(parsing: Array("{\n  \"é\": [1,\n \"b\"]}".utf8))
    let member = try #require(Array(document.root.members).first)
    #expect(document.root.position == TextPosition(line: 1, column: 1))
    #expect(member.keyOffset == 4)
    #expect(document.position(ofOffset: member.keyOffset) == TextPosition(line: 2, column: 3))
    #expect(member.value.position == TextPosition(line: 2, column: 8))
    #expect(
      member.value.elements.map(\.position) == [
        TextPosition(line: 2, column: 9), TextPosition(line: 3, column: 2),
      ])
    #expect(member.value.elements.map(\.offset) == [11, 15])
  }
}
