// SPDX-License-Identifier: GPL-3.0-or-later

extension Report {
  /// For a terminal, in lines of `width` cells where that is not nil, or for a file. A graph stands
  /// under the table with its figures.
  func text(_ color: Color = .off, width: Int? = nil) -> String {
    var text = title.map { color.paint(printable($0), .bold) + "\n\n" } ?? ""
    let (verdict, rest) = headlineParts
    let ink: Color.Ink = tone == .good ? .green : tone == .bad ? .red : .yellow
    text += color.paint(verdict, ink) + rest + "\n"
    var chart = ""
    for block in blocks {
      switch block {
      case .table(let table):
        text += "\n" + table.text(color, width: width) + (chart.isEmpty ? "" : "\n" + chart)
        chart = ""
      case .list(let heading, let items):
        text += "\n\(heading)\n" + items.map { "  \(printable($0))\n" }.joined()
      case .sentence(let sentence): text += "\n\(sentence)\n"
      case .picture(.graph(let graph)): chart = graph.chart(width: width, words)
      case .picture: continue
      }
    }
    return text
  }
}
