// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText

/// How a table that a spec names is opened. Planning itself opens nothing: who calls it says what
/// may be read.
public struct TableAccess: Sendable {
  public enum Opened: Sendable {
    /// The table's bytes, and what complaints call it.
    case table([UInt8], file: String)
    /// Why it is not read: `cannot be read: …`.
    case refused(because: String)
  }

  let open: @Sendable (_ path: String) -> Opened

  public init(_ open: @escaping @Sendable (_ path: String) -> Opened) { self.open = open }

  /// Opens nothing.
  public static let none = TableAccess { _ in .refused(because: "is not read here") }
}

/// A spec's text with tables in place of the sections that name one: `"workloads": {"csv":
/// "jobs.csv"}` becomes the object that the table says, so that it is read as any other.
struct SectionTables {
  /// The text of the spec with all its tables in it.
  let document: JSONDocument
  /// Where its parts come from.
  let places: TextPlaces

  private static let key = "csv"
  private static let sections = [
    "resources", "demands", "budgets", "constraints", "workloads", "links",
  ]

  /// nil where no section names a table. Throws what is wrong with the tables themselves.
  init?(_ spec: JSONDocument, _ access: TableAccess) throws(Diagnostics) {
    let named = spec.root.members.filter(Self.isTable)
    if named.isEmpty { return nil }
    var text = TableText(places: TextPlaces(of: spec))
    var diagnostics = Diagnostics()
    var done = 0
    for member in named {
      let pointer = Pointer().appending(member.key)
      text.append(spec, from: done, to: member.value.offset)
      done = member.value.endOffset
      let csv = member.value.members.first { $0.keyEquals(Self.key) }!.value
      let refused = { (says: String, value: JSONValue) in
        diagnostics.list.append(
          Diagnostic(
            position: value.position, at: pointer.appending(Self.key).description,
            severity: .error, kind: .spec, says: says))
      }
      if member.value.count > 1 {
        refused("\"csv\" stands alone: the whole section is in the table", csv)
        continue
      }
      let path = csv.string!
      switch access.open(path) {
      case .refused(let reason): refused("\(quoted(path)) \(reason)", csv)
      case .table(let bytes, let file):
        var wordKeys = ["workloads": ["site"], "links": ["from", "to"]][member.key] ?? []
        if member.key == "resources" { wordKeys = ["site"] }
        text.beginTable(file, anchor: member.value.offset)
        for mistake in text.append(table: bytes, words: wordKeys) {
          diagnostics.list.append(
            Diagnostic(
              position: mistake.place, at: pointer.description, severity: .error, kind: .csv,
              says: mistake.says, file: file))
        }
      }
    }
    if diagnostics.hasErrors { throw diagnostics }
    text.append(spec, from: done, to: spec.endOffset)
    document = try Diagnostics.reportingJSON(text.bytes)
    places = text.places
  }

  /// Before there were tables, a section of this form was wrong: no entry is a string.
  private static func isTable(_ member: JSONMember) -> Bool {
    guard sections.contains(where: member.keyEquals) else { return false }
    return member.value.members.contains { $0.keyEquals(key) && $0.value.kind == .string }
  }
}
