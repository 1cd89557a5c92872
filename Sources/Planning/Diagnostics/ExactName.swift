// SPDX-License-Identifier: GPL-3.0-or-later

/// A name to look up, equal only to the same bytes. To Swift's strings a composed and a decomposed
/// é are one; in a JSON file they are two keys.
public struct ExactName: Hashable, Sendable {
  private let bytes: [UInt8]
  public init(_ name: String) { bytes = Array(name.utf8) }
}
