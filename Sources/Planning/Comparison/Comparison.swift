// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// What is different between two results: the first is what it was, the second what it is.
///
/// Compared are printed numbers, as the exact decimals that they say. Names stand for themselves:
/// what is called something else has been removed and added. What belongs to a plan is compared
/// where both have one; elsewhere the verdict says it all.
public struct Comparison: Sendable {
  public typealias Figure = ResultFigures.Figure

  public struct Entry: Sendable {
    public enum Kind: Sendable { case changed, added, removed }
    public let name: String
    public let kind: Kind
    /// Only those that are different; nil for a side that has none.
    public let figures: [(name: String?, difference: Difference)]
  }

  /// A figure that is different; one side may not have it.
  public struct Difference: Sendable {
    public let from: Figure?
    public let to: Figure?

    /// `to` less `from`, where both are numbers or both lists of one length.
    public var change: Figure? {
      switch (from, to) {
      case (.constant(let from)?, .constant(let to)?):
        guard let from, let to else { return nil }
        return .constant(to - from)
      case (.list(let from)?, .list(let to)?) where from.count == to.count:
        return .list(
          zip(from, to).map { from, to in from.flatMap { from in to.map { $0 - from } } })
      default: return nil
      }
    }
  }

  public struct Section: Sendable {
    public let path: [String]
    public let entries: [Entry]
  }

  /// What was and what is; only where it is different.
  public typealias WordPair = (from: String?, to: String?)

  public let status: WordPair?
  public let verified: (from: Bool?, to: Bool?)?
  public let sense: WordPair?
  public let worst: WordPair?
  public let objective: Difference?
  /// Only those with differences.
  public let sections: [Section]
  /// Parts of the conflict that are no longer there, and new ones.
  public let conflict: (removed: [ResultFigures.Clash], added: [ResultFigures.Clash])

  /// What either side calls its periods, where it says so; the same where both do.
  public let periods: (from: [String]?, to: [String]?)

  /// Whether there is any difference.
  public var differs: Bool {
    status != nil || verified != nil || sense != nil || worst != nil || objective != nil
      || !sections.isEmpty || !conflict.removed.isEmpty || !conflict.added.isEmpty
  }

  /// Numbers are the same where they differ by no more than `tolerance` times the greater of the
  /// two.
  public init(from old: ResultFigures, to new: ResultFigures, tolerance: Rational = .zero) {
    func words(_ from: String?, _ to: String?) -> WordPair? {
      from.map(ExactName.init) == to.map(ExactName.init) ? nil : (from, to)
    }
    let same = Sameness(tolerance: tolerance)
    let (old, new) = ResultFigures.matched(old, new)
    periods = (old.periods, new.periods)
    status = words(old.status, new.status)
    verified = old.isVerified == new.isVerified ? nil : (old.isVerified, new.isVerified)
    sense = words(old.sense, new.sense)
    worst = words(old.worst, new.worst)
    objective = same.difference(
      old.value.map(Figure.constant), new.value.map(Figure.constant))
    let both = old.hasPlan && new.hasPlan
    sections = Self.paired(
      old.sections.filter { both || !$0.isOfPlan }, new.sections.filter { both || !$0.isOfPlan },
      by: { $0.path.map(ExactName.init) }
    ).compactMap { pair in
      let entries = Self.entries(pair.old?.entries ?? [], pair.new?.entries ?? [], same)
      return entries.isEmpty ? nil : Section(path: (pair.old ?? pair.new!).path, entries: entries)
    }
    conflict = (
      old.conflict.filter { !new.conflict.contains($0) },
      new.conflict.filter { !old.conflict.contains($0) }
    )
  }

  private static func entries(
    _ old: [ResultFigures.Entry], _ new: [ResultFigures.Entry], _ same: Sameness
  ) -> [Entry] {
    paired(old, new, by: { ExactName($0.name) }).compactMap { pair in
      let figures = paired(
        pair.old?.figures ?? [], pair.new?.figures ?? [], by: { $0.name.map(ExactName.init) }
      ).compactMap { figure in
        same.difference(figure.old?.figure, figure.new?.figure).map {
          (name: (figure.old ?? figure.new!).name, difference: $0)
        }
      }
      let kind: Entry.Kind = pair.old == nil ? .added : pair.new == nil ? .removed : .changed
      if kind == .changed, figures.isEmpty { return nil }
      return Entry(name: (pair.old ?? pair.new!).name, kind: kind, figures: figures)
    }
  }

  /// What is in either list, each with its like in the other: in the first one's order, then what
  /// is only in the second, in its order.
  private static func paired<Element>(
    _ old: [Element], _ new: [Element], by key: (Element) -> some Hashable
  ) -> [(old: Element?, new: Element?)] {
    let known = Dictionary(new.map { (key($0), $0) }) { first, _ in first }
    let olds = Set(old.map(key))
    return old.map { ($0, known[key($0)]) }
      + new.filter { !olds.contains(key($0)) }.map { (nil, $0) }
  }
}

/// Which figures count as the same.
private struct Sameness {
  let tolerance: Rational

  /// nil where they are the same.
  func difference(
    _ from: ResultFigures.Figure?, _ to: ResultFigures.Figure?
  ) -> Comparison.Difference? {
    let isSame =
      switch (from, to) {
      case (nil, nil): true
      case (.constant(let from)?, .constant(let to)?): isSame(from, to)
      case (.list(let from)?, .list(let to)?):
        from.count == to.count && zip(from, to).allSatisfy(isSame)
      default: false
      }
    return isSame ? nil : Comparison.Difference(from: from, to: to)
  }

  private func isSame(_ from: Rational?, _ to: Rational?) -> Bool {
    guard let from, let to else { return from == nil && to == nil }
    if from == to { return true }
    return (to - from).magnitude <= tolerance * max(from.magnitude, to.magnitude)
  }
}
