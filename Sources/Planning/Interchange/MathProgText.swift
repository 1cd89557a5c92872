// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

extension ExportedProgram {
  /// The program in GNU MathProg ("Modeling Language GNU MathProg", its reference). GLPK
  /// leaves out a variable that counts nowhere.
  public var mathProg: String {
    var text = preface.map { "# \($0)\n" }.joined()
    for (name, column) in zip(columns, program.columns) {
      text += "var \(name)"
      var parts = column.isInteger ? [" integer"] : []
      if column.bounds.isFixed {
        parts.append(" = \(column.bounds.lower!.decimal)")
      } else {
        if let lower = column.bounds.lower { parts.append(" >= \(lower.decimal)") }
        if let upper = column.bounds.upper { parts.append(" <= \(upper.decimal)") }
      }
      text += parts.joined(separator: ",") + ";\n"
    }
    text += "\(program.sense == .minimize ? "minimize" : "maximize") \(objective):\(sum(costs));\n"
    for (i, terms) in rowTerms.enumerated() {
      let name = "s.t. \(rows[i]):"
      switch (program.rows[i].lower, program.rows[i].upper) {
      case (let lower?, let upper?) where lower == upper:
        text += "\(name)\(sum(terms)) = \(lower.decimal);\n"
      case (let lower?, let upper?):
        text += "\(name) \(lower.decimal) <=\(sum(terms)) <= \(upper.decimal);\n"
      case (let lower?, nil): text += "\(name)\(sum(terms)) >= \(lower.decimal);\n"
      case (nil, let upper?): text += "\(name)\(sum(terms)) <= \(upper.decimal);\n"
      case (nil, nil): break
      }
    }
    return text + "end;\n"
  }

  /// ` 3*x - y`, one term a line where there are many.
  private func sum(_ terms: [(column: Int, value: Rational)]) -> String {
    // A linear form must name a variable, if only to say that it does not count.
    let shown = terms.isEmpty ? [(column: 0, value: Rational.zero)] : terms
    let gap = shown.count > 6 ? "\n  " : " "
    return shown.enumerated().map { k, term in
      let sign = term.value.signum < 0 ? "- " : k == 0 ? "" : "+ "
      let size = term.value.magnitude
      return gap + sign + (size == .one ? "" : size.decimal + "*") + columns[term.column]
    }.joined()
  }
}
