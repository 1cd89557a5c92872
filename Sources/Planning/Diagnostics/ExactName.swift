// SPDX-License-Identifier: GPL-3.0-or-later

/// A name to look up, equal only to the same bytes. To Swift's strings a composed and a decomposed
/// é are one; in a JSON file they are two keys.
public struct ExactName: Hashable, Sendable {
  private let name: String
  public init(_ name: String) { self.name = name }

  public static func == (a: ExactName, b: ExactName) -> Bool {
    var (a, b) = (a.name, b.name)
    return a.withUTF8 { a in b.withUTF8 { b in a.count == b.count && a.elementsEqual(b) } }
  }

  public func hash(into hasher: inout Hasher) {
    var name = name
    name.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}
