// SPDX-License-Identifier: GPL-3.0-or-later
import Testing

@testable import ProgramText

/// Words of files, in whatever case.
struct WordTests {
  @Test(arguments: [
    ("END", "end", true), ("End", "end", true), ("ens", "end", false), ("Xnd", "end", false),
    ("en", "end", false), ("ends", "end", false), ("e\u{c4}d", "end", false),
    ("ROWT", "rows", false),
  ])
  func `a word is one in each of its letters`(text: String, word: String, isIt: Bool) {
    let words: [String: StaticString] = ["end": "end", "rows": "rows"]
    (Array(text.utf8) + [0]).withUnsafeBufferPointer { bytes in
      let text = ByteText(bytes)
      #expect(text.isWord(Slice(start: 0, end: text.end), words[word]!) == isIt)
    }
  }
}
