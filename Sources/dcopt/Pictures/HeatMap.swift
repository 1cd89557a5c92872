// SPDX-License-Identifier: GPL-3.0-or-later

/// A square for each figure of a table, the darker the greater, with the figure in it.
struct HeatMap {
  private let title: String
  private let rows: [String]
  private let columns: [String]
  private let values: [[Double]]
  private let left = 190.0
  private let top = 30.0
  private let height = 26.0

  init(_ title: String, _ rows: [String], _ columns: [String], _ values: [[Double]]) {
    (self.title, self.rows, self.columns, self.values) = (title, rows, columns, values)
  }

  private var width: Double { min(110, (750 - left) / Double(columns.count)) }

  func svg(_ id: String) -> String {
    let says = zip(rows, values).map { row, values in
      let parts = zip(columns, values).filter { $0.1 != 0 }
        .map { "\(Picture.short($0.1)) \($0.0)" }
      return "\(row): \(parts.joined(separator: ", "))"
    }.joined(separator: "; ")
    return Picture.frame(
      id, title, says, height: top + height * Double(rows.count) + 6,
      heads + rows.indices.map(line).joined())
  }

  private func number(_ value: Double) -> String { Picture.number(value) }

  private var heads: String {
    columns.enumerated().map { k, name in
      """
      <text class="name" text-anchor="middle" x="\(number(left + width * (Double(k) + 0.5)))" \
      y="\(number(top - 10))">\(HTML.escaped(TextTable.shortened(name, to: Int(width / 7.7))))</text>

      """
    }.joined()
  }

  private func line(_ r: Int) -> String {
    let most = values.joined().map(Axis.drawable).max() ?? 0
    let y = top + height * Double(r)
    let cells = columns.indices.map { k -> String in
      let value = Axis.drawable(values[r][k])
      if value <= 0 { return "" }
      let x = left + width * Double(k)
      let share = most > 0 ? value / most : 0
      // Ink on pale squares, ground on dark ones.
      let text = share > 0.55 ? "over" : "under"
      return """
        <rect class="heat" fill-opacity="\(number(0.12 + 0.88 * share))" x="\(number(x + 1))" \
        y="\(number(y + 1))" width="\(number(width - 2))" height="\(number(height - 2))"/>\
        <text class="\(text)" text-anchor="middle" x="\(number(x + width / 2))" \
        y="\(number(y + 17))">\(Picture.short(value))</text>

        """
    }.joined()
    return """
      <text class="name" text-anchor="end" x="\(number(left - 8))" y="\(number(y + 17))">\
      \(HTML.escaped(TextTable.shortened(rows[r], to: 26)))</text>
      <line class="grid" x1="\(number(left))" x2="\(number(left + width * Double(columns.count)))" \
      y1="\(number(y + height))" y2="\(number(y + height))"/>
      \(cells)
      """
  }
}
