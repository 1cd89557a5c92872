// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText

/// Keys that a reader has met, by their bytes, and what they mean: most of a hundred thousand objects
/// have the same keys in the same order.
struct KnownKeys {
  enum Meaning {
    case max
    case attribute(String, Int)
  }

  /// So many are looked through.
  private static let most = 32

  private var list: [(key: PlainKey, name: String, meaning: Meaning)] = []

  subscript(_ place: Int) -> Meaning { list[place].meaning }

  /// The members of an object; nil where they are read as they always are: it is no object, or no
  /// key is known.
  func plainMembers(of value: JSONValue) -> PlainMembers? {
    list.isEmpty ? nil : value.plainMembers
  }

  /// The place of the last member's key, most likely at `expected`; -1 where it is not known.
  func place(of members: PlainMembers, from expected: Int) -> Int {
    if expected < list.count, members.isUnder(list[expected].key) { return expected }
    return list.firstIndex { members.isUnder($0.key) } ?? -1
  }

  mutating func add(_ member: JSONMember, _ meaning: Meaning) {
    guard list.count < Self.most, !list.contains(where: { member.keyEquals($0.name) }),
      let key = member.plainKey
    else { return }
    list.append((key, member.key, meaning))
  }

  mutating func add(_ member: JSONMember, attribute: Int, _ names: NameTable) {
    if list.count < Self.most { add(member, .attribute(names.attributes[attribute], attribute)) }
  }
}

extension Rational {
  /// The number of the last member.
  init(_ member: PlainMembers) {
    self.init(
      isNegative: member.isNegative, significand: member.significand, exponent: member.exponent)
  }
}
