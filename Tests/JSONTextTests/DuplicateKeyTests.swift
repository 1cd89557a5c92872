// SPDX-License-Identifier: GPL-3.0-or-later

import JSONText
import Testing

@Suite struct DuplicateKeyTests {
  private struct Duplicate: Equatable {
    let key: String
    let first: Int
    let second: Int
    let object: Int
  }

  private func duplicates(_ text: String) throws -> [Duplicate] {
    try JSONDocument(parsing: Array(text.utf8)).duplicateKeys.map {
      Duplicate(key: $0.key, first: $0.first, second: $0.second, object: $0.object)
    }
  }

  @Test func none() throws {
    #expect(try duplicates("[]").isEmpty)
    #expect(try duplicates(#"{"a":1,"b":2,"A":3,"":4,"aa":5}"#).isEmpty)
    #expect(try duplicates(#"[{"a":1},{"a":2,"b":{"a":3,"b":4}}]"#).isEmpty)
  }

  @Test func listed() throws {
    #expect(
      try duplicates(#"{"a":1,"b":2,"a":3}"#) == [
        Duplicate(key: "a", first: 1, second: 13, object: 0)
      ])
    #expect(
      try duplicates(#" {"":1,"":2,"":3}"#) == [
        Duplicate(key: "", first: 2, second: 7, object: 1),
        Duplicate(key: "", first: 2, second: 12, object: 1),
      ])
  }

  /// The order is that of the text, although an outer object is closed behind an inner one.
  @Test func ordered() throws {
    let found = try duplicates(#"{"a":1,"a":{"b":1,"b":2},"a":[{"c":1,"c":2}],"d":0,"d":0}"#)
    #expect(found.map(\.key) == ["a", "b", "a", "c", "d"])
    #expect(found.map(\.second) == [7, 18, 25, 37, 51])
    #expect(found.map(\.first) == [1, 12, 1, 31, 45])
    #expect(found.map(\.object) == [0, 11, 0, 30, 0])
  }

  @Test func comparedWithEscapesResolved() throws {
    let found = try duplicates(#"{"a\/\u00e9":1,"x":{"\u0061":0,"a":0},"\u0061/é":2}"#)
    #expect(found.map(\.key) == ["a", "a/é"])
    #expect(found.map(\.object) == [19, 0])
    #expect(try duplicates(#"{"\uD83D\uDE00":1,"😀":2}"#).count == 1)
    #expect(try duplicates(#"{"\n":1,"\u000A":2,"\\n":3}"#).count == 1)
  }

  /// A composed and a decomposed character are canonically equivalent, yet different keys.
  @Test func comparedByScalars() throws {
    #expect(try duplicates("{\"é\":1,\"e\u{301}\":2}").isEmpty)
    #expect(try duplicates("{\"Å\":1,\"\u{212B}\":2}").isEmpty)
  }

  /// Keys that share their length and their first and last bytes, in objects of every size about
  /// the one at which the method changes, against a dictionary.
  @Test(arguments: [2, 3, 8, 15, 16, 17, 18, 33, 100, 1000]) func againstADictionary(
    _ count: Int
  ) throws {
    var random = Seeded(seed: UInt64(count))
    for _ in 0..<20 {
      var text = "{"
      var firsts: [String: Int] = [:]
      var wanted: [Duplicate] = []
      for index in 0..<count {
        let number = Int.random(in: 0..<count * 2, using: &random)
        let key = ["k\(number)", "prefix__\(100_000 + number)__suffix", "\(number)"][index % 3]
        if index > 0 { text += "," }
        if let first = firsts[key] {
          wanted.append(Duplicate(key: key, first: first, second: text.utf8.count, object: 0))
        } else {
          firsts[key] = text.utf8.count
        }
        // Some keys begin with an escape.
        if Bool.random(using: &random), let scalar = key.unicodeScalars.first {
          text += "\"\\u00\(String(scalar.value, radix: 16))\(key.dropFirst())\":0"
        } else {
          text += "\"\(key)\":0"
        }
      }
      #expect(try duplicates(text + "}") == wanted)
    }
  }

  /// Keys made to be told apart only in their middle must not take time quadratic in their number.
  @Test func manySimilarKeys() throws {
    let members = (0..<200_000).map { "\"same-begin-\(1_000_000 + $0)-same-end\":0" }
    #expect(try duplicates("{\(members.joined(separator: ","))}").isEmpty)
    let again = members + [members[7]]
    #expect(try duplicates("{\(again.joined(separator: ","))}").count == 1)
  }

  @Test func manyEqualKeys() throws {
    let members = Array(repeating: "\"a\":0", count: 100_000)
    let found = try duplicates("{\(members.joined(separator: ","))}")
    #expect(found.count == 99_999)
    #expect(found.allSatisfy { $0.first == 1 })
  }
}
