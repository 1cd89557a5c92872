// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText

/// The text of a spec in which numbers are put in place of others.
public struct SpecText: Sendable {
  private let bytes: [UInt8]
  private let document: JSONDocument
  /// The same with tables in their places, where it names some.
  private let tables: TablePlaces?
  private var whole: JSONDocument? { tables?.document }

  /// Throws where the text is no JSON.
  public init(_ bytes: [UInt8], tables: TableAccess = .none) throws(Diagnostics) {
    self.bytes = bytes
    document = try Diagnostics.reportingJSON(bytes)
    self.tables = (try? SectionTables(document, tables)).map {
      TablePlaces(document: $0.document, places: $0.places)
    }
  }

  /// Why a pointer leads to no number.
  public enum Refusal: Error, Sendable, Equatable {
    /// The longest part of it that leads somewhere, the nearest name to what it goes on with, and
    /// all names there, where none is near and they are few.
    case nothingThere(at: String, known: String, nearest: String?, names: [String])
    /// What is there, in words.
    case noNumber(String)
    /// A table holds it; the list that it is in, where that is one column.
    case inTable(TablePlace, list: String?)

    public var says: String {
      switch self {
      case .nothingThere(let pointer, let known, let nearest, let names):
        quoted(pointer) + ": there is nothing after \(quoted(known.isEmpty ? "/" : known))"
          + (names.isEmpty ? "" : ", which has \(names.map(quoted).joined(separator: ", "))")
          + (nearest.map { "; did you mean \(quoted($0))?" } ?? "")
      case .noNumber(let found): "expected a number there, found \(found)"
      case .inTable(let place, let list):
        "it is in a table, \(place.file):\(place.line): "
          + (list.map { "change it there, or scale the whole list with \(quoted($0 + "*"))" }
            ?? "change it there")
      }
    }
  }

  /// The number that a JSON Pointer (RFC 6901) leads to; 1 for a pointer with a `*` behind it, which
  /// scales the number or the list that it leads to.
  public func number(at pointer: String) throws(Refusal) -> Rational {
    if let scaled = scaled(pointer) {
      _ = try numbers(at: scaled)
      return .one
    }
    let value = try value(at: pointer)
    guard let number = value.number else {
      throw .noNumber(value.inWords + Self.numbers(in: value, at: pointer))
    }
    return Rational(number)
  }

  /// Where numbers are in a list or an object that is none itself.
  private static func numbers(in value: JSONValue, at pointer: String) -> String {
    switch value.kind {
    case .array where value.elements.contains { $0.number != nil }:
      let (all, first) = (quoted(pointer + "*"), quoted(pointer + "/0"))
      return ": \(all) moves all of it by factors, \(first) its first number"
    case .object:
      let known = value.members.filter { $0.value.number != nil }.prefix(5)
        .map { quoted(pointer + Pointer().appending($0.key).description) }
      return known.isEmpty ? "" : ": there are numbers at " + known.joined(separator: ", ")
    default: return ""
    }
  }

  /// The text with other numbers in some places, which all lead to numbers.
  public func replacing(_ changes: [(at: String, with: Rational)]) throws(Refusal) -> [UInt8] {
    var places: [(start: Int, end: Int, text: [UInt8])] = []
    for change in changes {
      if let scaled = scaled(change.at) {
        let value = try value(at: scaled)
        let numbers = try numbers(at: scaled).map { ($0 * change.with).decimal }
        let isList = value.number == nil
        let text = isList ? "[\(numbers.joined(separator: ", "))]" : numbers[0]
        places.append((value.offset, value.endOffset, Array(text.utf8)))
        continue
      }
      let value = try value(at: change.at)
      guard let text = value.numberText else { throw .noNumber(value.inWords) }
      places.append(
        (value.offset, value.offset + text.utf8.count, Array(change.with.decimal.utf8)))
    }
    var result = bytes
    for place in places.sorted(by: { $0.start > $1.start }) {
      result.replaceSubrange(place.start..<place.end, with: place.text)
    }
    return result
  }

  /// The pointer without the `*` at its end; nil where there is none, or where a key ends so.
  private func scaled(_ pointer: String) -> String? {
    guard pointer.hasSuffix("*"), (try? value(at: pointer)) == nil else { return nil }
    return String(pointer.dropLast())
  }

  /// The numbers to scale: one, or those of a list, or of a table's column.
  private func numbers(at pointer: String) throws(Refusal) -> [Rational] {
    let written = try value(at: pointer)
    // In a table's place there is an object.
    let isColumn = written.kind == .object && whole != nil
    let value = isColumn ? try Self.value(at: pointer, in: whole!.root) : written
    if let number = value.number { return [Rational(number)] }
    let numbers = value.elements.compactMap { $0.number.map { Rational($0) } }
    guard value.kind == .array, !numbers.isEmpty, numbers.count == value.count else {
      throw .noNumber("\(value.inWords); a factor scales a number or a list of numbers")
    }
    return numbers
  }

  private func value(at pointer: String) throws(Refusal) -> JSONValue {
    do throws(Refusal) {
      return try Self.value(at: pointer, in: document.root)
    } catch {
      guard let place = tables?.place(of: pointer) else { throw error }
      let list = pointer.lastIndex(of: "/").map { String(pointer[..<$0]) }
      let isList = list.flatMap { try? Self.value(at: $0, in: document.root) } != nil
      throw .inTable(place, list: isList ? list : nil)
    }
  }

  /// What a JSON Pointer leads to. A refusal `suggests` a name where one is near, which takes a look
  /// at all that are there.
  static func value(
    at pointer: String, in root: JSONValue, suggests: Bool = true
  ) throws(Refusal) -> JSONValue {
    var value = root
    var known = Pointer()
    guard pointer.hasPrefix("/") else {
      throw .nothingThere(at: pointer, known: "", nearest: "/" + pointer, names: [])
    }
    for key in Pointer.keys(of: pointer) {
      guard let next = value.child(key) else {
        let names = suggests ? names(in: value) : []
        let near = nearestName(to: key, among: names)
        throw .nothingThere(
          at: pointer, known: known.description,
          nearest: near.map { known.appending($0).description },
          names: near == nil && names.count <= 8 ? names : [])
      }
      (value, known) = (next, known.appending(key))
    }
    return value
  }

  private static func names(in value: JSONValue) -> [String] {
    switch value.kind {
    case .object: value.members.map(\.key)
    case .array: (0..<value.count).map(String.init)
    default: []
    }
  }
}
