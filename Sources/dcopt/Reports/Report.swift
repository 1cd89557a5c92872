// SPDX-License-Identifier: GPL-3.0-or-later

/// What is said to a person, before it is a text, Markdown or a page.
struct Report {
  enum Block {
    case table(TextTable)
    /// A sentence with a colon, and what belongs to it.
    case list(String, [String])
    case sentence(String)
    /// For pages, and a graph for terminals too; others have its figures in the table after it.
    case picture(Picture)
  }

  enum Tone { case good, bad, neutral }

  var title: String?
  var headline: String
  /// The language and the digits of all that is in it.
  let words: Words
  var tone = Tone.neutral
  var blocks: [Block] = []

  init(title: String?, headline: String, words: Words) {
    (self.title, self.headline, self.words) = (title, headline, words)
  }

  /// The verdict, and what is behind it, from its colon on.
  var headlineParts: (verdict: String, rest: String) {
    let colon = headline.firstIndex { $0 == ":" || $0 == "：" } ?? headline.endIndex
    return (String(headline[..<colon]), String(headline[colon...]))
  }

  /// Says how many resources a table has left out.
  mutating func note(more resources: Int) {
    if resources > 0 { blocks.append(.sentence(words.moreResources(resources))) }
  }
}
