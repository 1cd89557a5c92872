// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// What a certificate calls the columns and rows of the programs that a spec is solved by.
struct CertificateNames: Sendable {
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
    let own = formulation.columnCount
    // A scenario by itself.
    if program.columns.count < own { return program.columns.indices.map { "column \($0 + 1)" } }
    return columns.prefix(own)
      + (own..<program.columns.count).map { "further column \($0 - own + 1)" }
  }

  func rows(of program: LinearProgram) -> [String] {
    if program.rows.count == rows.count { return rows }
    let own = formulation.rowCount
    if program.rows.count < own { return program.rows.indices.map { "row \($0 + 1)" } }
    return rows.prefix(own) + (own..<program.rows.count).map { "further row \($0 - own + 1)" }
  }
}

extension Formulation {
  var columnNames: [String] { columnNames(program.columns.count) }

  /// What each of so many columns is an amount of, each name once.
  func columnNames(_ count: Int) -> [String] {
    let isOwn = (0..<count).map { j in
      guard j < layout.columnCount, case .amount = layout.kind(ofColumn: j).kind else {
        return false
      }
      return true
    }
    // What an author called something is never changed.
    var taken = Set(isOwn.indices.filter { isOwn[$0] }.map { ExactName(name(ofColumn: $0)) })
    var times: [ExactName: Int] = [:]
    return (0..<count).map { j in
      let name = name(ofColumn: j)
      if isOwn[j] { return name }
      var candidate = name
      while !taken.insert(ExactName(candidate)).inserted {
        let number = times[ExactName(name), default: 1] + 1
        times[ExactName(name)] = number
        candidate = "\(name) (\(number))"
      }
      return candidate
    }
  }

  private static func once(_ names: [String]) -> [String] {
    var seen: [String: Int] = [:]
    return names.map { name in
      seen[name, default: 0] += 1
      return seen[name] == 1 ? name : "\(name) (\(seen[name]!))"
    }
  }

  /// The pointer to what each row came from, with a number where several came from one place; the
  /// worst case's rows by the name of who they are of.
  fileprivate var rowPointers: [String] {
    var written = (0..<rowCount).map(pointer(ofRow:))
    if composition != nil {
      return written + (rowCount..<program.rows.count).map { "further row \($0 - rowCount + 1)" }
    }
    // Only rows of sections share a place.
    if !sections.isEmpty { written = Self.once(written) }
    guard let objective = spec.objectives.first, objective.isWorst else { return written }
    return written
      + contenders(of: objective.goal).indices.map { index in
        objective.at.appending("worst").appending(index).description
      }
  }
}
