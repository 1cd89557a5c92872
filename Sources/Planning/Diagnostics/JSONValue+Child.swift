// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText

extension JSONValue {
  /// What one key of a JSON Pointer (RFC 6901) leads to: a member of an object, or an element of an array
  /// by its number from 0.
  func child(_ key: String) -> JSONValue? {
    guard kind == .array else { return self[key] }
    guard let index = Int(key), index >= 0 else { return nil }
    return elements.dropFirst(index).first { _ in true }
  }
}
