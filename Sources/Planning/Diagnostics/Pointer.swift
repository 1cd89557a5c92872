// SPDX-License-Identifier: GPL-3.0-or-later

/// A JSON Pointer (RFC 6901): where in a spec something stands.
public struct Pointer: Sendable, Hashable, CustomStringConvertible {
  public private(set) var description: String

  public init() { description = "" }

  /// The pointer to a member of what this one points to.
  public func appending(_ key: String) -> Pointer {
    var result = self
    result.description += "/"
    guard key.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else {
      result.description += key
      return result
    }
    for scalar in key.unicodeScalars {
      switch scalar {
      case "~": result.description += "~0"
      case "/": result.description += "~1"
      default: result.description.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The pointer to an element of a list.
  public func appending(_ index: Int) -> Pointer { appending(String(index)) }
}
