// SPDX-License-Identifier: GPL-3.0-or-later

import JSONText
import Testing

/// A text and what RFC 8259 has to say about it.
struct Sample: Sendable, CustomTestStringConvertible {
  let name: String
  let bytes: [UInt8]
  /// Where the text must be refused.
  let offset: Int

  /// A piece of text is a string, or bytes that need not be UTF-8.
  enum Piece: ExpressibleByStringLiteral, ExpressibleByArrayLiteral {
    case text(String)
    case bytes([UInt8])

    init(stringLiteral text: String) { self = .text(text) }
    init(arrayLiteral bytes: UInt8...) { self = .bytes(bytes) }
  }

  init(_ name: String, _ pieces: Piece..., at offset: Int = 0) {
    self.name = name
    bytes = pieces.flatMap { piece in
      switch piece {
      case .text(let text): Array(text.utf8)
      case .bytes(let bytes): bytes
      }
    }
    self.offset = offset
  }

  var testDescription: String { name }
}

@Suite struct ConformanceTests {
  @Test(arguments: accepted) func accepts(_ sample: Sample) throws {
    let document = try JSONDocument(parsing: sample.bytes)
    var text = String(decoding: sample.bytes, as: UTF8.self)
    let blank: Set<Unicode.Scalar> = [" ", "\t", "\n", "\r"]
    while let last = text.unicodeScalars.last, blank.contains(last) {
      text.unicodeScalars.removeLast()
    }
    while let first = text.unicodeScalars.first, blank.contains(first) {
      text.unicodeScalars.removeFirst()
    }
    #expect(document.root.sourceText.unicodeScalars.elementsEqual(text.unicodeScalars))
  }

  @Test(arguments: refused + decidedAgainst) func refuses(_ sample: Sample) throws {
    let error = try #require(throws: JSONError.self) {
      try JSONDocument(parsing: sample.bytes)
    }
    #expect(error.offset == sample.offset, "\(error.message)")
    #expect(error.message.hasPrefix("expected ") && error.message.contains(", found "))
  }

  @Test(arguments: decidedFor) func acceptsByDecision(_ sample: Sample) throws {
    _ = try JSONDocument(parsing: sample.bytes)
  }

  /// A text cut anywhere is refused, except where a number, blank space or a shorter text remains.
  @Test func refusesEveryBeginning() {
    let text = Array(#"{"a\u00e9\uD83D\uDE00é":[null,true,false,"x",-1.5e3,{}],"b":""}"#.utf8)
    for count in 0..<text.count {
      #expect(throws: JSONError.self) { try JSONDocument(parsing: Array(text[..<count])) }
    }
  }

  @Test func refusesEveryControlCharacterInAString() {
    for byte in UInt8(0)..<0x20 {
      let error = #expect(throws: JSONError.self) {
        try JSONDocument(parsing: [0x22, 0x61, byte, 0x22])
      }
      #expect(error?.offset == 2)
    }
  }

  /// RFC 3629, against the standard library's own validation.
  @Test func readsExactlyUTF8() throws {
    for first in UInt8(0x80)...0xFF {
      for second in UInt8(0)...0xFF {
        // As a quote, backslash or control character it is not one of the string.
        if second == 0x22 || second == 0x5C || second < 0x20 { continue }
        for tail: [UInt8] in [[], [0x80], [0xBF, 0xBF], [0x80, 0x7F], [0x80, 0xC0]] {
          let bytes = [first, second] + tail
          let isValid = String(validating: bytes, as: UTF8.self) != nil
          let document = try? JSONDocument(parsing: [0x22] + bytes + [0x22])
          if (document != nil) != isValid { Issue.record("\(bytes)") }
        }
      }
    }
    for value in stride(from: UInt32(0x20), through: 0x10FFFF, by: 41) {
      guard let scalar = Unicode.Scalar(value), scalar != "\"", scalar != "\\" else { continue }
      let text = String(Character(scalar))
      let document = try JSONDocument(parsing: Array("\"\(text)\"".utf8))
      if document.root.string?.unicodeScalars.elementsEqual([scalar]) != true {
        Issue.record("\(value)")
      }
    }
  }
}

// MARK: Accepted

private let accepted: [Sample] = [
  // RFC 8259, 2: any value is a text, and blank space surrounds any structural character.
  Sample("null", "null"),
  Sample("true", "true"),
  Sample("false", "false"),
  Sample("a number", "42"),
  Sample("a negative number", "-0.1"),
  Sample("a string", #""a""#),
  Sample("the empty string", #""""#),
  Sample("the empty array", "[]"),
  Sample("the empty object", "{}"),
  Sample("blank space in an empty array", "[ \t\n\r]"),
  Sample("blank space in an empty object", "{ \t\n\r}"),
  Sample("blank space before the text", " \t\r\n1"),
  Sample("blank space behind the text", "1 \t\r\n"),
  Sample("blank space around everything", " [ 1 , { \"a\" : 2 , \"b\" : 3 } ] "),
  Sample("line feeds around everything", "\n[\n1\n,\n{\n\"a\"\n:\n2\n}\n]\n"),
  Sample("carriage returns", "\r[\r1\r]\r"),
  Sample("no blank space", #"{"a":[1,2,{"b":null}],"c":"d"}"#),
  Sample("long blank space", "[\n                                     1\n         ]"),

  // 3: literals.
  Sample("an array of the literals", "[null,true,false]"),
  Sample("an object of the literals", #"{"n":null,"t":true,"f":false}"#),
  Sample("a literal before blank space", "[null ]"),

  // 4 and 5: objects and arrays.
  Sample("an array of one", "[1]"),
  Sample("an array of different types", #"[1,"a",[],{},null]"#),
  Sample("arrays in arrays", "[[],[[]],[[[]]]]"),
  Sample("an object of one", #"{"a":1}"#),
  Sample("objects in objects", #"{"a":{"b":{"c":{}}}}"#),
  Sample("the empty key", #"{"":0}"#),
  Sample("a key with an escape", #"{"\u0061":0}"#),
  Sample("a key with a zero", #"{"a\u0000b":0}"#),
  Sample("a key outside of ASCII", #"{"ключ":"значение"}"#),
  Sample("a key with a quote", #"{"\"":0}"#),
  Sample("a long key", #"{"abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz":0}"#),
  Sample(
    "more than sixteen keys", #"{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1,"h":1,"#,
    #""i":1,"j":1,"k":1,"l":1,"m":1,"n":1,"o":1,"p":1,"q":1,"r":1}"#),

  // 6: numbers.
  Sample("zero", "0"),
  Sample("minus zero", "-0"),
  Sample("zero with a fraction", "0.0"),
  Sample("minus zero with everything", "-0.00e-00"),
  Sample("a digit", "7"),
  Sample("a fraction", "1.5"),
  Sample("a fraction that begins with zeros", "1.0005"),
  Sample("a fraction that ends with zeros", "1.5000"),
  Sample("an exponent", "1e5"),
  Sample("a capital exponent", "1E5"),
  Sample("an exponent with a plus", "1e+5"),
  Sample("a capital exponent with a plus", "1E+5"),
  Sample("a negative exponent", "1e-5"),
  Sample("a capital negative exponent", "1E-5"),
  Sample("an exponent with leading zeros", "1e0005"),
  Sample("an exponent of zero", "0e0"),
  Sample("a fraction and an exponent", "-12.34e+56"),
  Sample("a zero and an exponent", "0E+1"),
  Sample("twenty digits", "12345678901234567890"),
  Sample("the largest word and one", "18446744073709551616"),
  Sample("the greatest double", "1.7976931348623157e308"),
  Sample("the least double", "5e-324"),
  Sample("forty digits of a fraction", "0.1234567890123456789012345678901234567890"),
  Sample("a number before blank space", "[1 ]"),
  Sample("numbers between commas", "[0,-0,1.0,1e1]"),

  // 7: strings.
  Sample("all simple escapes", #""\"\\\/\b\f\n\r\t""#),
  Sample("an escaped control character", #""\u0001""#),
  Sample("an escaped zero", #""\u0000""#),
  Sample("hexadecimal digits of both cases", #""\uabcd\uABCD\uAbCd""#),
  Sample("a surrogate pair", #""\uD83D\uDE00""#),
  Sample("a surrogate pair in lower case", #""\ud83d\ude00""#),
  Sample("two surrogate pairs", #""\uD83D\uDE00\uD83D\uDE01""#),
  Sample("the last surrogate pair", #""\uDBFF\uDFFF""#),
  Sample("the first surrogate pair", #""\uD800\uDC00""#),
  Sample("an escaped noncharacter", #""\uFFFF\uFDD0""#),
  Sample("an escaped byte order mark", #""\uFEFF""#),
  Sample("an escaped quote and backslash", #""\u0022\u005C""#),
  Sample("a backslash before a u", #""\\u0061""#),
  Sample("a backslash at the end", #""a\\""#),
  Sample("a slash that is not escaped", #""a/b""#),
  Sample("delete", "\"\u{7F}\""),
  Sample("a control character of Latin-1", "\"\u{80}\u{9F}\""),
  Sample("line and paragraph separator", "\"\u{2028}\u{2029}\""),
  Sample("characters of two bytes", "\"é߿\u{80}\""),
  Sample("characters of three bytes", "\"€\u{800}\u{FFFD}\""),
  Sample("characters of four bytes", "\"😀\u{10000}\u{10FFFF}\""),
  Sample(
    "noncharacters", "\"", [0xEF, 0xBF, 0xBF, 0xEF, 0xB7, 0x90, 0xF0, 0x9F, 0xBF, 0xBE], "\""),
  Sample("scalars next to the surrogates", "\"\u{D7FF}\u{E000}\""),
  Sample("a combining mark behind the quote", "\"\u{301}\""),
  Sample("a byte order mark in a string", "\"\u{FEFF}\""),
  Sample("a bracket in a string", #"["]","}",",",":"]"#),
  Sample("a comment in a string", #""/* a */ // b""#),
  Sample("a literal in a string", #"["null","NaN"]"#),
  Sample("eight characters", #""abcdefgh""#),
  Sample("an escape behind eight characters", #""abcdefgh\n""#),
  Sample("a character outside of ASCII behind seven", #""abcdefgé""#),
]

// MARK: Refused

private let refused: [Sample] = [
  // Texts.
  Sample("nothing", ""),
  Sample("a space", " ", at: 1),
  Sample("lines only", "\n\n", at: 2),
  Sample("two values", "1 2", at: 2),
  Sample("two arrays", "[][]", at: 2),
  Sample("two objects", "{} {}", at: 3),
  Sample("a closing bracket too many", "[]]", at: 2),
  Sample("a closing brace too many", "{}}", at: 2),
  Sample("a comma behind the text", "[],", at: 2),
  Sample("a comment behind the text", "[] // a", at: 3),
  Sample("a comment before the text", "/* a */ []"),
  Sample("a comment with a number sign", "# a\n[]"),
  Sample("a zero byte behind the text", "[]", [0], at: 2),
  Sample("a zero byte before the text", [0], "[]"),
  Sample("a comma only", ","),
  Sample("a colon only", ":"),
  Sample("a closing bracket only", "]"),
  Sample("a closing brace only", "}"),
  Sample("a backslash only", #"\"#),
  Sample("an asterisk", "*"),
  Sample("a word", "word"),
  Sample("an equals sign", "a=1"),

  // Blank space.
  Sample("a form feed", "[\u{C}]", at: 1),
  Sample("a vertical tab", "[\u{B}1]", at: 1),
  Sample("a no-break space", "[\u{A0}1]", at: 1),
  Sample("a next line", "\u{85}1"),
  Sample("an ideographic space", "1\u{3000}", at: 1),
  Sample("a line separator", "[1,\u{2028}2]", at: 3),
  Sample("a word joiner", "[\u{2060}]", at: 1),
  Sample("a zero-width space", "\u{200B}[]"),

  // Encodings.
  Sample("a byte order mark only", [0xEF, 0xBB, 0xBF], at: 3),
  Sample("two byte order marks", [0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF], "1", at: 3),
  Sample("a part of a byte order mark", [0xEF, 0xBB], "{}"),
  Sample("a byte order mark in the text", "[\u{FEFF}1]", at: 1),
  Sample("a byte order mark behind the text", "1\u{FEFF}", at: 1),
  Sample("UTF-16 with a mark", [0xFF, 0xFE, 0x5B, 0, 0x5D, 0]),
  Sample("UTF-16 of the other order", [0xFE, 0xFF, 0, 0x5B, 0, 0x5D]),
  Sample("UTF-16 without a mark", [0x5B, 0, 0x5D, 0], at: 1),
  Sample("UTF-32 without a mark", [0, 0, 0, 0x5B, 0, 0, 0, 0x5D]),
  Sample("Latin-1", "\"a", [0xE9], "\"", at: 2),
  Sample("a continuation byte", "\"", [0x80], "\"", at: 1),
  Sample("the byte FF", "\"abc", [0xFF], "\"", at: 4),
  Sample("a sequence cut by a quote", "\"ab", [0xE2, 0x82], "\"", at: 3),
  Sample("a sequence cut by the end", "\"", [0xE2, 0x82], at: 1),
  Sample("an overlong slash of two", "\"", [0xC0, 0xAF], "\"", at: 1),
  Sample("an overlong slash of three", "\"", [0xE0, 0x80, 0xAF], "\"", at: 1),
  Sample("an overlong slash of four", "\"", [0xF0, 0x80, 0x80, 0xAF], "\"", at: 1),
  Sample("an overlong zero", "\"", [0xC1, 0x80], "\"", at: 1),
  Sample("an encoded surrogate", "\"", [0xED, 0xA0, 0x80], "\"", at: 1),
  Sample("a pair of encoded surrogates", "\"", [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80], "\"", at: 1),
  Sample("beyond the last scalar", "\"", [0xF4, 0x90, 0x80, 0x80], "\"", at: 1),
  Sample("a sequence of five", "\"", [0xF8, 0x88, 0x80, 0x80, 0x80], "\"", at: 1),
  Sample("a bad third byte", "\"a", [0xE2, 0x82, 0x28], "\"", at: 2),
  Sample("a bad fourth byte", "\"a", [0xF0, 0x9F, 0x98, 0x28], "\"", at: 2),
  Sample("a bad byte in a key", "{\"", [0xFF], "\":1}", at: 2),
  Sample("a bad byte outside of a string", "[", [0xFF], "]", at: 1),
  Sample("a bad byte in a number", "[1", [0xE5], "]", at: 2),
  Sample("a bad byte behind a backslash", "\"\\", [0xE5], "\"", at: 1),

  // Literals.
  Sample("a literal cut", "nul"),
  Sample("a literal cut in an array", "[tru]", at: 1),
  Sample("a literal too long", "[nulls]", at: 1),
  Sample("a literal before a digit", "true1"),
  Sample("a literal in capitals", "[NULL]", at: 1),
  Sample("a capitalized literal", "[True]", at: 1),
  Sample("two literals without a comma", "[true false]", at: 6),
  Sample("two literals without blank space", "[truefalse]", at: 1),
  Sample("undefined", "undefined"),
  Sample("not a number", "[NaN]", at: 1),
  Sample("not a number, in lower case", "[nan]", at: 1),
  Sample("infinity", "[Infinity]", at: 1),
  Sample("minus infinity", "[-Infinity]", at: 1),
  Sample("plus infinity", "[+Infinity]", at: 1),
  Sample("inf", "[inf]", at: 1),
  Sample("a literal before a string", #"[null"a"]"#, at: 5),

  // Arrays.
  Sample("an array that is not closed", "[", at: 1),
  Sample("an array that ends behind a value", "[1", at: 2),
  Sample("an array that ends behind a comma", "[1,", at: 3),
  Sample("an array that ends behind a line feed", "[1,\n", at: 4),
  Sample("an array closed by a brace", "[1}", at: 2),
  Sample("an empty array closed by a brace", "[}", at: 1),
  Sample("a comma before the closing bracket", "[1,]", at: 3),
  Sample("a comma and a space before the closing bracket", "[1, ]", at: 4),
  Sample("a comma in an empty array", "[,]", at: 1),
  Sample("a comma before the first element", "[,1]", at: 1),
  Sample("two commas", "[1,,2]", at: 3),
  Sample("no comma", "[1 2]", at: 3),
  Sample("no comma between arrays", "[[][]]", at: 3),
  Sample("a colon in an array", #"["a":1]"#, at: 4),
  Sample("a semicolon", "[1;2]", at: 2),
  Sample("a comment in an array", "[1 /* a */]", at: 3),
  Sample("inner array not closed", "[[1]", at: 4),

  // Objects.
  Sample("an object that is not closed", "{", at: 1),
  Sample("an object that ends behind a key", #"{"a""#, at: 4),
  Sample("an object that ends behind a colon", #"{"a":"#, at: 5),
  Sample("an object that ends behind a value", #"{"a":1"#, at: 6),
  Sample("an object that ends behind a comma", #"{"a":1,"#, at: 7),
  Sample("an object closed by a bracket", #"{"a":1]"#, at: 6),
  Sample("an empty object closed by a bracket", "{]", at: 1),
  Sample("a comma before the closing brace", #"{"a":1,}"#, at: 7),
  Sample("a comma and a space before the closing brace", #"{"a":1, }"#, at: 8),
  Sample("a comma in an empty object", "{,}", at: 1),
  Sample("two commas in an object", #"{"a":1,,"b":2}"#, at: 7),
  Sample("no comma between members", #"{"a":1 "b":2}"#, at: 7),
  Sample("no colon", #"{"a" 1}"#, at: 5),
  Sample("two colons", #"{"a"::1}"#, at: 5),
  Sample("a comma for a colon", #"{"a",1}"#, at: 4),
  Sample("an equals sign for a colon", #"{"a"=1}"#, at: 4),
  Sample("no value", #"{"a":}"#, at: 5),
  Sample("no value before a comma", #"{"a":,"b":1}"#, at: 5),
  Sample("no key", "{:1}", at: 1),
  Sample("a key without quotes", "{a:1}", at: 1),
  Sample("a key in single quotes", "{'a':1}", at: 1),
  Sample("a number for a key", "{1:1}", at: 1),
  Sample("a literal for a key", "{null:1}", at: 1),
  Sample("an array for a key", "{[]:1}", at: 1),
  Sample("a value for a member", #"{"a"}"#, at: 4),
  Sample("a comment in an object", #"{"a":/* b */1}"#, at: 5),

  // Numbers.
  Sample("a minus sign", "-"),
  Sample("a minus sign in an array", "[-]", at: 1),
  Sample("a plus sign", "+1"),
  Sample("two minus signs", "--1"),
  Sample("a space behind the minus sign", "- 1"),
  Sample("a leading zero", "01"),
  Sample("a negative leading zero", "-01"),
  Sample("two zeros", "[00]", at: 1),
  Sample("a leading zero before a fraction", "012.5"),
  Sample("no digit before the point", ".5"),
  Sample("no digit before the point, negative", "-.5"),
  Sample("no digit behind the point", "1."),
  Sample("no digit behind the point in an array", "[1.]", at: 1),
  Sample("no digit between the point and the exponent", "1.e5"),
  Sample("no digit of the exponent", "1e"),
  Sample("no digit behind the exponent's plus", "[1e+]", at: 1),
  Sample("no digit behind the exponent's minus", "1e-"),
  Sample("two signs of the exponent", "1e+-1"),
  Sample("a fraction of the exponent", "1e1.5"),
  Sample("two points", "1.2.3"),
  Sample("two exponents", "1e2e3"),
  Sample("a hexadecimal number", "0x1F"),
  Sample("a hexadecimal number without its mark", "1F"),
  Sample("an octal number", "0o7"),
  Sample("separated digits", "1_000"),
  Sample("grouped digits", "1 000", at: 2),
  Sample("a suffix", "1f"),
  Sample("an expression", "1+2"),
  Sample("a minus sign behind", "1-"),
  Sample("a letter behind the minus sign", "-a"),
  Sample("a fullwidth digit", "\u{FF11}"),
  Sample("a fullwidth digit behind a digit", "1\u{FF11}", at: 1),
  Sample("a number before a string", #"[1"a"]"#, at: 2),

  // Strings.
  Sample("a quote only", "\""),
  Sample("a string that is not closed", #"["abc"#, at: 1),
  Sample("a string that ends behind a backslash", #"["abc\"#, at: 1),
  Sample("a string that ends behind an escaped quote", #"["abc\""#, at: 1),
  Sample("a string that ends in an escape", #"["\u00"#, at: 1),
  Sample("a string that ends behind a high surrogate", #"["\uD800"#, at: 1),
  Sample("a string that ends in a low surrogate", #"["\uD800\uDC"#, at: 1),
  Sample("single quotes", "'a'"),
  Sample("no quotes", "[abc]", at: 1),
  Sample("a tab in a string", "\"a\tb\"", at: 2),
  Sample("a line feed in a string", "\"a\nb\"", at: 2),
  Sample("a carriage return in a string", "\"\r\"", at: 1),
  Sample("a zero byte in a string", "\"", [0], "\"", at: 1),
  Sample("the last control character in a string", "\"abcdefghij\u{1F}\"", at: 11),
  Sample("an escaped line feed as such", "\"a\\\n\"", at: 2),
  Sample("an unknown escape", #""\a""#, at: 1),
  Sample("a hexadecimal escape", #""ab\x41""#, at: 3),
  Sample("an escaped single quote", #""\'""#, at: 1),
  Sample("an octal escape", #""\0""#, at: 1),
  Sample("a capital escape", #""\N""#, at: 1),
  Sample("a capital u", #""\U0041""#, at: 1),
  Sample("an escaped space", #""\ ""#, at: 1),
  Sample("an escaped emoji", #""\😀""#, at: 1),
  Sample("no digits of a u", #""\u""#, at: 1),
  Sample("three digits of a u", #""\u004""#, at: 1),
  Sample("a wrong digit of a u", #""\u00G0""#, at: 1),
  Sample("braces behind a u", #""\u{41}""#, at: 1),
  Sample("a sign behind a u", #""\u+041""#, at: 1),
  Sample("a space behind a u", #""\u 041""#, at: 1),
]

// MARK: Decisions

/// What RFC 8259 leaves to the reader, and is refused here.
///
/// - Numbers out of the range of a double (section 6 lets a reader limit the range): to read them
///   as infinity or zero would change them silently.
/// - Surrogates that are not in a pair (section 8.2 calls their effect unpredictable): no string
///   of Unicode scalars holds them.
private let decidedAgainst: [Sample] = [
  Sample("an overflow", "1e999"),
  Sample("a negative overflow", "[-1e999]", at: 1),
  Sample("the least overflow", "1.7976931348623159e308"),
  Sample("an overflow of ten to the 309", "1e309"),
  Sample("an overflow of an endless exponent", "1e99999999999999999999999999"),
  Sample("an underflow", "1e-400"),
  Sample("a negative underflow", "[0,-1e-400]", at: 3),
  Sample("half the least double", "2.4703282292062327e-324"),
  Sample("an underflow of an endless exponent", "1e-99999999999999999999999999"),
  Sample("a lone high surrogate", #""\uD800""#, at: 1),
  Sample("a lone low surrogate", #""\uDC00""#, at: 1),
  Sample("a lone high surrogate before a letter", #""\uD800a""#, at: 1),
  Sample("a lone high surrogate before an escape", #""\uD800\n""#, at: 1),
  Sample("a high surrogate before another escape", #""\uD800\u0041""#, at: 1),
  Sample("two high surrogates", #""ab\uD800\uD800""#, at: 3),
  Sample("surrogates in the wrong order", #""\uDC00\uD800""#, at: 1),
  Sample("a pair and a lone surrogate", #""\uD83D\uDE00\uDE00""#, at: 13),
  Sample("a high surrogate before a bad escape", #""\uD800\u12""#, at: 1),
  Sample("a lone surrogate in a key", #"{"\uD800":1}"#, at: 2),
]

/// What RFC 8259 leaves to the reader, and is accepted here.
///
/// - Any depth of brackets (section 9 lets a reader limit it): nothing here runs out.
/// - Any count of digits (section 6 lets a reader limit the precision): the text is kept.
/// - Zero with any exponent: it is exactly representable, whatever the exponent.
/// - Repeated keys (section 4 only says that keys should be unique): they are listed instead, so
///   that the caller can refuse them with a message of its own.
/// - Noncharacters and escaped control characters: they are Unicode scalars like others.
/// - A byte order mark before the text (section 8.1 lets a reader ignore it): some editors write it.
private let decidedFor: [Sample] = [
  Sample("a byte order mark", [0xEF, 0xBB, 0xBF], "{}"),
  Sample("a byte order mark and blanks", [0xEF, 0xBB, 0xBF], " \n1"),
  Sample(
    "six hundred brackets", .text(String(repeating: "[", count: 600)),
    .text(String(repeating: "]", count: 600))),
  Sample("a thousand digits", .text("0." + String(repeating: "7", count: 1000))),
  Sample(
    "a thousand digits and an exponent",
    .text(String(repeating: "7", count: 1000) + "e-900")),
  Sample(
    "digits brought back by the exponent",
    .text("0." + String(repeating: "0", count: 500) + "1e500")),
  Sample("more than half the least double", "2.4703282292062328e-324"),
  Sample("the greatest decimal below an overflow", "1.7976931348623158e308"),
  Sample("zero with a large exponent", "0e999"),
  Sample("zero with an endless exponent", "-0.0e-99999999999999999999999999"),
  Sample("a repeated key", #"{"a":1,"a":1}"#),
  Sample("a key repeated with an escape", #"{"a":1,"\u0061":2}"#),
  Sample("an escaped noncharacter of a higher plane", #""\uDBFF\uDFFE""#),
  Sample("a large integer", "9007199254740993"),
]
