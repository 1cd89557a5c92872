// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText

/// The text of a spec in which numbers are put in place of others.
public struct SpecText: Sendable {
  private let bytes: [UInt8]
  private let document: JSONDocument

  /// Throws where the text is no JSON.
  public init(_ bytes: [UInt8]) throws(Diagnostics) {
    self.bytes = bytes
    document = try Diagnostics.reportingJSON(bytes)
  }

  /// Why a pointer leads to no number.
  public enum Refusal: Error, Sendable, Equatable {
    /// The longest part of it that leads somewhere, and the nearest name to what it goes on with.
    case nothingThere(known: String, nearest: String?)
    /// What is there, in words.
    case noNumber(String)

    public var says: String {
      switch self {
      case .nothingThere(let known, let nearest):
        "there is nothing after \(quoted(known.isEmpty ? "/" : known))"
          + (nearest.map { "; did you mean \(quoted($0))?" } ?? "")
      case .noNumber(let found): "expected a number there, found \(found)"
      }
    }
  }

  /// The number that a JSON Pointer (RFC 6901) leads to.
  public func number(at pointer: String) throws(Refusal) -> Rational {
    let value = try value(at: pointer)
    guard let number = value.number else { throw .noNumber(value.inWords) }
    return Rational(number)
  }

  /// The text with other numbers in some places, which all lead to numbers.
  public func replacing(_ changes: [(at: String, with: Rational)]) throws(Refusal) -> [UInt8] {
    var places: [(start: Int, end: Int, text: [UInt8])] = []
    for change in changes {
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

  private func value(at pointer: String) throws(Refusal) -> JSONValue {
    try Self.value(at: pointer, in: document.root)
  }

  /// What a JSON Pointer leads to.
  static func value(at pointer: String, in root: JSONValue) throws(Refusal) -> JSONValue {
    var value = root
    var known = ""
    guard pointer.hasPrefix("/") else { throw .nothingThere(known: "", nearest: "/" + pointer) }
    for part in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
      let key = String(part).replacing("~1", with: "/").replacing("~0", with: "~")
      let next: JSONValue?
      let names: [String]
      switch value.kind {
      case .object:
        next = value[key]
        names = value.members.map(\.key)
      case .array:
        let elements = Array(value.elements)
        next = Int(key).flatMap { elements.indices.contains($0) ? elements[$0] : nil }
        names = elements.indices.map(String.init)
      default: (next, names) = (nil, [])
      }
      guard let next else {
        let near = nearestName(to: key, among: names)
        throw .nothingThere(
          known: known,
          nearest: near.map {
            known + "/" + $0.replacing("~", with: "~0").replacing("/", with: "~1")
          })
      }
      value = next
      known += "/" + part
    }
    return value
  }
}
