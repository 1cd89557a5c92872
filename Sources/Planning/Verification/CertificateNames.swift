// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// What a certificate calls the columns and rows of the programs that a spec is solved by.
struct CertificateNames {
  private let formulation: Formulation
  /// Of the formulation's own program.
  private let columns: [String]
  private let rows: [String]

  init(_ formulation: Formulation) {
    self.formulation = formulation
    columns = formulation.columnNames
    rows = formulation.rowPointers
  }

  /// Each name once. What a later objective adds is known by its number.
  func columns(of program: LinearProgram) -> [String] {
    if program.columns.count == columns.count { return columns }
    let own = formulation.layout.columnCount
    return columns.prefix(own)
      + (own..<program.columns.count).map { "further column \($0 - own + 1)" }
  }

  func rows(of program: LinearProgram) -> [String] {
    if program.rows.count == rows.count { return rows }
    let own = formulation.layout.rowCount
    return rows.prefix(own) + (own..<program.rows.count).map { "further row \($0 - own + 1)" }
  }
}

extension Formulation {
  /// What each column is an amount of, each name once.
  var columnNames: [String] {
    var seen: [String: Int] = [:]
    return program.columns.indices.map { j in
      let name = name(ofColumn: j)
      seen[name, default: 0] += 1
      return seen[name] == 1 ? name : "\(name) (\(seen[name]!))"
    }
  }

  /// The pointer to what each row came from; the worst case's rows by the name of who they are of.
  fileprivate var rowPointers: [String] {
    let written = (0..<layout.rowCount).map(pointer(ofRow:))
    guard let objective = spec.objectives.first, objective.isWorst else { return written }
    return written
      + contenders(of: objective.goal).indices.map { index in
        objective.at.appending("worst").appending(index).description
      }
  }
}
