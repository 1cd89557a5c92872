// SPDX-License-Identifier: GPL-3.0-or-later

/// A JSON Pointer (RFC 6901): where in a spec something stands.
public struct Pointer: Sendable, Hashable, CustomStringConvertible {
  public let description: String

  public init() { description = "" }

  private init(_ description: String) { self.description = description }

  /// The pointer to a member of what this one points to.
  public func appending(_ key: String) -> Pointer {
    var (front, key) = (description, key)
    return front.withUTF8 { front in
      key.withUTF8 { key in
        let escapes = key.count { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }
        // Put together at once: a spec has many places.
        return Pointer(
          String(unsafeUninitializedCapacity: front.count + 1 + key.count + escapes) { bytes in
            for (place, byte) in front.enumerated() { bytes[place] = byte }
            var end = front.count
            bytes[end] = UInt8(ascii: "/")
            end += 1
            for byte in key {
              switch byte {
              case UInt8(ascii: "~"):
                (bytes[end], bytes[end + 1]) = (UInt8(ascii: "~"), UInt8(ascii: "0"))
                end += 2
              case UInt8(ascii: "/"):
                (bytes[end], bytes[end + 1]) = (UInt8(ascii: "~"), UInt8(ascii: "1"))
                end += 2
              default:
                bytes[end] = byte
                end += 1
              }
            }
            return end
          })
      }
    }
  }

  /// The keys that a pointer's text leads along, without its escapes.
  public static func keys(of pointer: String) -> [String] {
    pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map {
      String($0).replacing("~1", with: "/").replacing("~0", with: "~")
    }
  }

  /// The pointer to an element of a list.
  public func appending(_ index: Int) -> Pointer { appending(String(index)) }
}
