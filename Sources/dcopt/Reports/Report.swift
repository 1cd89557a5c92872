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
  var tone = Tone.neutral
  var blocks: [Block] = []

  /// Says how many resources a table has left out.
  mutating func note(more resources: Int) {
    if resources == 0 { return }
    let word = resources == 1 ? "resource" : "resources"
    blocks.append(.sentence("JSON and CSV have \(resources) more \(word)."))
  }
}
