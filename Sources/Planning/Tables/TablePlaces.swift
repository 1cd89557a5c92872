// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText

/// Where a number stands in a table.
public struct TablePlace: Sendable, Equatable {
  public let file: String
  /// Counted from 1.
  public let line: Int
}

/// Where the numbers of a spec stand that tables hold.
struct TablePlaces: Sendable {
  /// The text with all tables in it.
  let document: JSONDocument
  let places: TextPlaces

  /// The cell that a JSON Pointer leads to; nil where it leads to none.
  func place(of pointer: String) -> TablePlace? {
    guard let value = document.root.value(at: pointer) else { return nil }
    let place = places.place(ofOffset: value.offset)
    return place.file.map { TablePlace(file: $0, line: place.position.line) }
  }
}

extension JSONValue {
  /// What a JSON Pointer (RFC 6901) leads to.
  fileprivate func value(at pointer: String) -> JSONValue? {
    var value = self
    for part in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
      let key = part.replacing("~1", with: "/").replacing("~0", with: "~")
      let next =
        value.kind == .array
        ? Int(key).flatMap { $0 < 0 ? nil : value.elements.dropFirst($0).first { _ in true } }
        : value[String(key)]
      guard let next else { return nil }
      value = next
    }
    return value
  }
}
