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
    Pointer.keys(of: pointer).reduce(.some(self)) { $0?.child($1) }
  }
}
