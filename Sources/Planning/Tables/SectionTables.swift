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

/// A spec's text with tables in place of the sections that name one, `"workloads": {"csv":
/// "jobs.csv"}`, and columns of tables in place of the lists that name one, `{"csv": "load.csv",
/// "column": "vcpu"}`: so it is read as any other.
struct SectionTables {
  /// The text of the spec with all its tables in it.
  let document: JSONDocument
  /// Where its parts come from.
  let places: TextPlaces

  static let key = "csv"
  static let column = "column"
  private static let sections = [
    "resources", "demands", "budgets", "constraints", "workloads", "links",
  ]

  /// Keys whose cells are text, whatever they look like.
  private static let words = [
    "resources": ["site"], "workloads": ["site"], "links": ["from", "to"],
  ]

  /// What a table stands in place of.
  private struct Named {
    let value: JSONValue
    let at: Pointer
    /// A whole section; nil for a list of numbers.
    var section: String?
  }

  /// nil where nothing names a table. Throws what is wrong with the tables themselves.
  init?(_ spec: JSONDocument, _ access: TableAccess) throws(Diagnostics) {
    let named = Self.named(in: spec)
    if named.isEmpty { return nil }
    var text = TableText(places: TextPlaces(of: spec))
    var diagnostics = Diagnostics()
    var opened: [String: TableAccess.Opened] = [:]
    var done = 0
    for part in named {
      text.append(spec, from: done, to: part.value.offset)
      done = part.value.endOffset
      func member(_ key: String) -> JSONValue? {
        part.value.members.first { $0.keyEquals(key) }?.value
      }
      let refused = { (says: String, key: String, value: JSONValue) in
        diagnostics.list.append(
          Diagnostic(
            position: value.position, at: part.at.appending(key).description, severity: .error,
            kind: .spec, says: says))
      }
      let csv = member(Self.key)!
      if part.value.count > (part.section == nil ? 2 : 1) {
        let whole = part.section == nil ? "beside \"column\"" : "alone"
        refused(
          "\"csv\" stands \(whole): the whole \(part.section == nil ? "list" : "section") is in the "
            + "table", Self.key, csv)
        continue
      }
      let path = csv.string!
      let table = opened[path] ?? access.open(path)
      opened[path] = table
      guard case .table(let bytes, let file) = table else {
        if case .refused(let reason) = table { refused("\(quoted(path)) \(reason)", Self.key, csv) }
        continue
      }
      text.beginTable(file, anchor: part.value.offset)
      let mistakes: [CSVTable.Mistake]
      if let section = part.section {
        mistakes = text.append(table: bytes, words: Self.words[section] ?? [])
      } else {
        guard let column = member(Self.column)!.string else {
          let value = member(Self.column)!
          refused(
            "expected the name of a column, found \(value.inWords)", Self.column, value)
          continue
        }
        mistakes = text.append(
          column: column, of: bytes, areWords: part.at.description == "/periods")
      }
      diagnostics.list += mistakes.map { mistake in
        Diagnostic(
          position: mistake.place, at: part.at.description, severity: .error, kind: .csv,
          says: mistake.says, file: file)
      }
    }
    if diagnostics.hasErrors { throw diagnostics }
    text.append(spec, from: done, to: spec.endOffset)
    document = try Diagnostics.reportingJSON(text.bytes)
    places = text.places
  }

  /// In the order of the file.
  private static func named(in spec: JSONDocument) -> [Named] {
    var named: [Named] = []
    if !spec.mayHave(key: key) { return named }
    let hasColumns = spec.mayHave(key: column)
    for member in spec.root.members {
      let at = Pointer().appending(member.key)
      if isTable(member) {
        named.append(Named(value: member.value, at: at, section: member.key))
      } else if hasColumns {
        addColumns(of: member.value, at: at, to: &named)
      }
    }
    return named
  }

  /// Before there were tables, a section of this form was wrong: no entry is a string.
  private static func isTable(_ member: JSONMember) -> Bool {
    guard sections.contains(where: member.keyEquals) else { return false }
    return member.value.members.contains { $0.keyEquals(key) && $0.value.kind == .string }
  }

  /// Where no list may stand, the reader complains of the list.
  private static func addColumns(of value: JSONValue, at pointer: Pointer, to named: inout [Named])
  {
    guard value.kind == .object else { return }
    let isColumn =
      value.members.contains { $0.keyEquals(key) && $0.value.kind == .string }
      && value.members.contains { $0.keyEquals(column) }
    if isColumn { return named.append(Named(value: value, at: pointer)) }
    for member in value.members where member.value.kind == .object {
      addColumns(of: member.value, at: pointer.appending(member.key), to: &named)
    }
  }
}
