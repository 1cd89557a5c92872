// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText

/// The figures of a printed result, by the keys that lead to them.
struct PrintedPlan {
  let root: JSONValue
  /// The members of each object of the result, so that a name among many is found at once.
  private let members: [String: [ExactName: JSONValue]]

  init(_ root: JSONValue) {
    self.root = root
    var members: [String: [ExactName: JSONValue]] = [:]
    for member in root.members where member.value.kind == .object {
      members[member.key] = Dictionary(
        member.value.members.map { (ExactName($0.key), $0.value) }
      ) { first, _ in first }
    }
    self.members = members
  }

  /// What keys lead to; nil where there is no such thing, and for no keys.
  func value(at keys: [String]) -> JSONValue? {
    guard keys.count > 1 else { return nil }
    return keys[2...].reduce(members[keys[0]]?[ExactName(keys[1])]) { $0?[$1] }
  }

  /// A number, or the one for a period of a list.
  func number(at keys: [String], _ period: Int) -> Rational? { value(at: keys)?.figure(period) }

  /// What the result has of a column.
  func value(_ kind: Layout.ColumnKind, _ period: Int, _ layout: Layout) -> Rational? {
    layout.room(of: kind).value(of: kind, in: period, self, layout)
  }

  /// What is printed of a row; nil for rows of which nothing is.
  func row(
    _ kind: Layout.RowKind, _ period: Int, _ layout: Layout
  ) -> (total: Double, slack: Double, price: Double)? {
    let keys = layout.room(of: kind).words(ofRow: kind.item, layout).keys
    guard let entry = value(at: keys), let total = entry["total"]?.figure(period)?.double
    else { return nil }
    // A soft bound that is missed holds its row all the same.
    let isMissed = (entry["missed"]?.figure(period)?.signum ?? 0) > 0
    return (
      total, isMissed ? 0 : entry["slack"]?.figure(period)?.double ?? 1,
      entry["shadow_price"]?.figure(period)?.double ?? 0
    )
  }
}

extension JSONValue {
  /// The value of an object's member; nil for anything else.
  subscript(key: String) -> JSONValue? {
    members.first { $0.keyEquals(key) }?.value
  }

  /// A number, or the one for a period of a list.
  func figure(_ period: Int) -> Rational? {
    if let number { return Rational(number) }
    guard kind == .array, period < count else { return nil }
    return Array(elements)[period].number.map(Rational.init)
  }
}
