// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

extension ExportedProgram {
  /// The program in CPLEX LP format (chapter C of the GLPK manual). A row with two ends is two rows
  /// there, `name_min` and `name_max`.
  public var lp: String { withoutLargeEnds.lpText }

  private var lpText: String {
    var text = preface.map { "\\ \($0)\n" }.joined()
    text += program.sense == .minimize ? "Minimize\n" : "Maximize\n"
    text += line(" \(objective):", costs) + "\n"
    text += "Subject To\n"
    // The format asks for a row.
    if rows.isEmpty { text += line(" no_rows:", []) + " >= 0\n" }
    for (i, terms) in rowTerms.enumerated() {
      let (lower, upper) = (program.rows[i].lower, program.rows[i].upper)
      if let lower, lower == upper {
        text += line(" \(rows[i]):", terms) + " = \(lower.decimal)\n"
        continue
      }
      let isSplit = lower != nil && upper != nil
      if let lower {
        text += line(" \(rows[i])\(isSplit ? "_min" : ""):", terms) + " >= \(lower.decimal)\n"
      }
      if let upper {
        text += line(" \(rows[i])\(isSplit ? "_max" : ""):", terms) + " <= \(upper.decimal)\n"
      }
    }
    text += "Bounds\n"
    for (name, column) in zip(columns, program.columns) {
      switch (column.bounds.lower, column.bounds.upper) {
      case (nil, nil): text += " \(name) free\n"
      case (let lower?, let upper?) where lower == upper: text += " \(name) = \(lower.decimal)\n"
      case (let lower?, let upper?): text += " \(lower.decimal) <= \(name) <= \(upper.decimal)\n"
      case (let lower?, nil): if !lower.isZero { text += " \(name) >= \(lower.decimal)\n" }
      case (nil, let upper?): text += " -inf <= \(name) <= \(upper.decimal)\n"
      }
    }
    let whole = zip(columns, program.columns).filter { $1.isInteger }.map { $0.0 }
    if !whole.isEmpty { text += "Generals\n" + whole.map { " \($0)\n" }.joined() }
    return text + "End\n"
  }

  /// A sum behind its name, broken into lines of at most 100 characters.
  private func line(_ head: String, _ terms: [(column: Int, value: Rational)]) -> String {
    var (text, width) = (head, head.utf8.count)
    // A row must have a term.
    let shown = terms.isEmpty ? [(column: 0, value: Rational.zero)] : terms
    for (k, term) in shown.enumerated() {
      let sign = term.value.signum < 0 ? "-" : "+"
      let size = term.value.magnitude
      let factor = size == .one ? "" : size.decimal + " "
      let part = (k == 0 && sign == "+" ? "" : sign + " ") + factor + columns[term.column]
      if width + part.utf8.count > 99 {
        text += "\n "
        width = 1
      }
      text += " " + part
      width += part.utf8.count + 1
    }
    return text
  }
}
