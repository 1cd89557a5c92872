// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText

/// The header of a table as the keys of a section's entries: `needs.tokens` is the key `tokens` of
/// what is under `needs`. A name that begins with `/` is a JSON Pointer, for keys with dots in them.
struct TableColumns {
  /// A key and what stands under it, in the order in which the columns name them.
  struct Node {
    let key: String
    /// The first column that names it.
    let place: TextPosition
    /// The column, where this is the end of a name; nil where other keys stand under it.
    var column: Int?
    var children: [Node] = []
  }

  private(set) var nodes: [Node] = []
  private(set) var mistakes: [CSVTable.Mistake] = []
  let count: Int

  private static let deepest = 3

  /// `first` is the name that the first column must have.
  init(_ table: CSVTable, first: String) {
    guard let header = table.rows.first else {
      count = 0
      mistakes = [
        .init(
          place: TextPosition(line: 1, column: 1),
          says: "expected a line that names the columns, found nothing")
      ]
      return
    }
    count = header.count
    for (column, cell) in table.cells[header].enumerated() {
      let name = table.text(of: cell)
      if column == 0 {
        if name != first {
          note("expected \(quoted(first)) as the name of the first column", name, cell)
        }
        continue
      }
      guard let keys = Self.keys(of: name) else {
        note("expected the name of a key", name, cell)
        continue
      }
      if keys.count > Self.deepest {
        note("expected a key, or at most \(Self.deepest) with dots between them", name, cell)
      } else if !Self.add(keys[...], column, cell.place, to: &nodes) {
        mistakes.append(
          .init(
            place: cell.place,
            says: "the column \(quoted(name)) is there twice, or stands beside one of its parts"))
      }
    }
  }

  private mutating func note(_ expected: String, _ name: String, _ cell: CSVTable.Cell) {
    mistakes.append(.init(place: cell.place, says: "\(expected), found \(quoted(name))"))
  }

  /// nil where a key has no name.
  private static func keys(of name: String) -> [String]? {
    let isPointer = name.hasPrefix("/")
    let parts = (isPointer ? name.dropFirst() : name[...]).split(
      separator: isPointer ? "/" : ".", omittingEmptySubsequences: false)
    if parts.contains(where: \.isEmpty) { return nil }
    return isPointer ? parts.map(unescaped) : parts.map(String.init)
  }

  /// A part of a JSON Pointer (RFC 6901): `~1` is a slash, `~0` a tilde.
  private static func unescaped(_ part: Substring) -> String {
    var (result, isEscape) = ("", false)
    for scalar in part.unicodeScalars {
      if isEscape, scalar == "0" || scalar == "1" {
        result.unicodeScalars.removeLast()
        result.unicodeScalars.append(scalar == "0" ? "~" : "/")
      } else {
        result.unicodeScalars.append(scalar)
      }
      isEscape = scalar == "~"
    }
    return result
  }

  /// False where the name is taken.
  private static func add(
    _ keys: ArraySlice<String>, _ column: Int, _ place: TextPosition, to nodes: inout [Node]
  ) -> Bool {
    let key = keys.first!
    let known = nodes.firstIndex { ExactName($0.key) == ExactName(key) }
    if keys.count == 1 {
      if known != nil { return false }
      nodes.append(Node(key: key, place: place, column: column))
      return true
    }
    if known == nil { nodes.append(Node(key: key, place: place)) }
    let index = known ?? nodes.count - 1
    if nodes[index].column != nil { return false }
    return add(keys.dropFirst(), column, place, to: &nodes[index].children)
  }
}
