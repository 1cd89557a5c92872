// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// The figures of a printed result that a comparison looks at, by where they stand in it.
public struct ResultFigures: Sendable {
  /// A number, none (null), or one of these a period.
  public typealias Figure = PerPeriod<Rational?>

  /// What a section says of one name: a figure with no name of its own, such as an amount, or
  /// several, such as a demand's `min` and `total`.
  public struct Entry: Sendable {
    public let name: String
    public let figures: [(name: String?, figure: Figure)]
  }

  /// A part of the result, such as `demands`, or what a workload gets.
  public struct Section: Sendable {
    public let path: [String]
    public let entries: [Entry]
    /// Whether it is only there where there is a plan.
    let isOfPlan: Bool
  }

  /// One part of a conflict.
  public struct Clash: Sendable, Equatable {
    public let at: String
    public let says: String
  }

  public internal(set) var status = ""
  public internal(set) var isVerified: Bool?
  public internal(set) var sense: String?
  /// The attribute whose worst case is optimized.
  public internal(set) var worst: String?
  /// nil where there is no plan.
  public internal(set) var value: Rational?
  public internal(set) var sections: [Section] = []
  public internal(set) var conflict: [Clash] = []
  /// What the periods are called, where they have names.
  public var periods: [String]?

  var hasPlan: Bool { value != nil }
}

extension ResultFigures {
  /// Two results with lists over the same periods, matched by their names: those of the first in
  /// their order, then those that only the second has. A period that a side lacks has no figures
  /// there.
  static func matched(
    _ old: ResultFigures, _ new: ResultFigures
  ) -> (old: ResultFigures, new: ResultFigures) {
    guard let before = old.periods, let after = new.periods,
      before.map(ExactName.init) != after.map(ExactName.init)
    else { return (old, new) }
    let known = Set(before.map(ExactName.init))
    let all = before + after.filter { !known.contains(ExactName($0)) }
    return (old.over(all), new.over(all))
  }

  private func over(_ names: [String]) -> ResultFigures {
    let own = periods!
    let places = Dictionary(own.enumerated().map { (ExactName($1), $0) }) { first, _ in first }
    let from = names.map { places[ExactName($0)] }
    var figures = self
    figures.periods = names
    figures.sections = sections.map { section in
      Section(
        path: section.path,
        entries: section.entries.map { entry in
          Entry(
            name: entry.name,
            figures: entry.figures.map { name, figure in
              guard case .list(let values) = figure, values.count == own.count else {
                return (name, figure)
              }
              return (name, .list(from.map { $0.flatMap { values[$0] } }))
            })
        }, isOfPlan: section.isOfPlan)
    }
    return figures
  }
}
