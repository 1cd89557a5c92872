// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

extension ExportedProgram {
  /// The program in free MPS format (chapter B of the GLPK manual): one row a line. MPS has no objective to be
  /// maximized: such a one is there with its signs changed, and a comment says so.
  public var mps: String { withoutLargeEnds.mpsText }

  private var mpsText: String {
    let isMaximization = program.sense == .maximize
    var text = preface.map { "* \($0)\n" }.joined()
    if isMaximization {
      text += "* The spec maximizes: here is the negative of its objective, to be minimized.\n"
    }
    text += "NAME \(title.map(PortableNames.portable) ?? "dcopt")\nROWS\n N \(objective)\n"
    let lines = mpsRows
    for row in lines.joined() { text += " \(row.type) \(row.name)\n" }
    text += "COLUMNS\n"
    var isWhole = false
    func mark(_ whole: Bool) {
      guard whole != isWhole else { return }
      isWhole = whole
      text += " M 'MARKER' '\(whole ? "INTORG" : "INTEND")'\n"
    }
    for (j, column) in program.columns.enumerated() {
      mark(column.isInteger)
      let entries = program.entries[j]
      if !column.cost.isZero || entries.isEmpty {
        let cost = isMaximization ? -column.cost : column.cost
        text += " \(columns[j]) \(objective) \(cost.decimal)\n"
      }
      for entry in entries {
        for row in lines[entry.row] {
          text += " \(columns[j]) \(row.name) \(entry.value.decimal)\n"
        }
      }
    }
    mark(false)
    text += "RHS\n"
    for row in lines.joined() where !row.end.isZero {
      text += " RHS \(row.name) \(row.end.decimal)\n"
    }
    let ranged = lines.joined().filter { $0.range != nil }
    if !ranged.isEmpty { text += "RANGES\n" }
    for row in ranged { text += " RANGE \(row.name) \(row.range!.decimal)\n" }
    text += "BOUNDS\n"
    for (name, column) in zip(columns, program.columns) {
      // CLP 1.17 takes some short lines for the fixed format and finds no column in them.
      text += Self.bounds(of: column)
        .map { " \($0.type) BOUND     \(name)       \($0.value)\n" }.joined()
    }
    return text + "ENDATA\n"
  }

  private struct Row {
    var type: String
    var name: String
    var end = Rational.zero
    var range: Rational?
  }

  /// What each row is in MPS: one row, or two where a range would not give both ends back to a
  /// reader that adds it in doubles.
  private var mpsRows: [[Row]] {
    zip(rows, program.rows).map { name, bounds in
      switch (bounds.lower, bounds.upper) {
      case (nil, nil): return [Row(type: "N", name: name)]
      case (let lower?, nil): return [Row(type: "G", name: name, end: lower)]
      case (nil, let upper?): return [Row(type: "L", name: name, end: upper)]
      case (let lower?, let upper?):
        if lower == upper { return [Row(type: "E", name: name, end: lower)] }
        let range = upper - lower
        if lower.double + range.double == upper.double {
          return [Row(type: "G", name: name, end: lower, range: range)]
        }
        if upper.double - range.double == lower.double {
          return [Row(type: "L", name: name, end: upper, range: range)]
        }
        return [
          Row(type: "G", name: name + "_min", end: lower),
          Row(type: "L", name: name + "_max", end: upper),
        ]
      }
    }
  }

  /// All of a column's bounds: what a whole column has where the file says nothing differs from one
  /// reader to the next, and so does what a negative upper end does to the lower one.
  private static func bounds(of column: LinearProgram.Column) -> [(type: String, value: String)] {
    let (lower, upper) = (column.bounds.lower, column.bounds.upper)
    switch (lower, upper) {
    case (nil, nil): return [("FR", "")]
    case (let lower?, let upper?) where lower == upper: return [("FX", " " + lower.decimal)]
    case (let lower?, nil):
      if lower.isZero, !column.isInteger { return [] }
      return (lower.isZero ? [] : [("LO", " " + lower.decimal)]) + [("PL", "")]
    case (let lower, let upper?):
      let below = lower.map { ("LO", " " + $0.decimal) } ?? ("MI", "")
      return [below, ("UP", " " + upper.decimal)]
    }
  }
}
