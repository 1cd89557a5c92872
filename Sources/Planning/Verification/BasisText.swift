// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

extension Basis {
  /// A letter a column, a slash, a letter a row: `b` basic, `l` at the lower end, `u` at the upper
  /// one, `f` free and held at 0.
  var text: String {
    columns.map(Self.letter).joined() + "/" + rows.map(Self.letter).joined()
  }

  /// nil where the text is no basis of a program of this size.
  init?(_ text: String, of program: LinearProgram) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    let statuses = parts.map { part in part.utf8.map(Self.status) }
    guard statuses[0].count == program.columns.count, statuses[1].count == program.rows.count,
      !statuses.joined().contains(where: { $0 == nil })
    else { return nil }
    self.init(columns: statuses[0].map { $0! }, rows: statuses[1].map { $0! })
  }

  private static func letter(_ status: Status) -> String {
    switch status {
    case .basic: "b"
    case .atLower: "l"
    case .atUpper: "u"
    case .atZero: "f"
    }
  }

  private static func status(_ letter: UInt8) -> Status? {
    switch letter {
    case UInt8(ascii: "b"): .basic
    case UInt8(ascii: "l"): .atLower
    case UInt8(ascii: "u"): .atUpper
    case UInt8(ascii: "f"): .atZero
    default: nil
    }
  }
}
