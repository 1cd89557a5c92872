// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// An end of a row or a column with a number in it that follows from the rest of the spec.
struct DerivedPlace: Sendable {
  let item: End
  let holds: Condition

  /// What makes the end say no more than the author.
  enum Condition: Sendable {
    /// These columns are at most so much together (`DerivedEnd`).
    case atMost([Int], Rational)
    /// The row cannot bind where this column, which is 0 or 1, is 1.
    case isOff(with: Int)
  }
}

extension Formulation {
  /// In the numbers of the whole program.
  var derivedEnds: [DerivedPlace] {
    guard let composition else { return sections.isEmpty ? [] : rooms.further.derivedEnds(layout) }
    let own = composition.cases.flatMap { own in
      own.formulation.derivedEnds.map { $0.moved(columns: own.columns, rows: own.rows) }
    }
    return own
      + composition.ownersOfMisses.flatMap { j in
        composition.program.entries[j].compactMap { entry in
          if case .chance = composition.rowOwners[entry.row] { return nil }
          return DerivedPlace(
            item: .row(entry.row, isLower: entry.value.signum > 0), holds: .isOff(with: j))
        }
      }
  }
}

extension Composition {
  /// The columns that say whether a demand with a probability is missed.
  fileprivate var ownersOfMisses: [Int] {
    if futures.chances.isEmpty { return [] }
    return columnOwners.indices.filter { if case .miss = columnOwners[$0] { true } else { false } }
  }
}

extension DerivedPlace {
  fileprivate func moved(columns: [Int32], rows: [Int32]) -> DerivedPlace {
    let item: End =
      switch item {
      case .row(let i, let isLower): .row(Int(rows[i]), isLower: isLower)
      case .column(let j, let isLower): .column(Int(columns[j]), isLower: isLower)
      }
    let condition: Condition =
      switch holds {
      case .atMost(let list, let most): .atMost(list.map { Int(columns[$0]) }, most)
      case .isOff(let j): .isOff(with: Int(columns[j]))
      }
    return DerivedPlace(item: item, holds: condition)
  }
}

extension LinearProgram {
  /// The program, from which ends were taken away, without those that followed from them: it allows
  /// all that the author's remaining words allow. An end that still follows from what is left stays:
  /// by single rows (`impliedBounds`), or by the rows together: `greatest` is the proved maximum of a
  /// program, asked at most 24 times.
  func without(
    _ derived: [DerivedPlace], greatest: (LinearProgram) -> Rational? = { _ in nil }
  ) -> LinearProgram {
    if derived.isEmpty { return self }
    var free = self
    free.free(derived)
    let bounds = free.impliedBounds()
    let activities = leastActivities(of: derived, bounds)
    var known: [[Int]: Rational?] = [:]
    func most(_ list: [Int], if end: Rational) -> Bool {
      let ends = list.map { bounds[$0].upper }
      if !ends.contains(nil), ends.reduce(.zero, { $0 + ($1 ?? .zero) }) <= end { return true }
      if known[list] == nil, known.count < 24 {
        var program = free.relaxation
        program.sense = .maximize
        for j in program.columns.indices {
          program.columns[j].cost = list.contains(j) ? .one : .zero
        }
        known[list] = .some(greatest(program))
      }
      return (known[list] ?? nil).map { $0 <= end } ?? false
    }
    var loose = free
    for place in derived {
      switch place.holds {
      case .atMost(let list, let end): if !most(list, if: end) { continue }
      case .isOff:
        guard case .row(let i, let isLower) = place.item, let least = activities[place.item],
          let end = isLower ? rows[i].lower : rows[i].upper.map({ -$0 }), least >= end
        else { continue }
      }
      switch place.item {
      case .row(let i, true): loose.rows[i].lower = rows[i].lower
      case .row(let i, false): loose.rows[i].upper = rows[i].upper
      case .column(let j, _): loose.columns[j].bounds.upper = columns[j].bounds.upper
      }
    }
    return loose
  }

  /// Takes away all of them.
  mutating func free(_ derived: [DerivedPlace]) {
    for place in derived {
      switch place.item {
      case .row(let i, true): rows[i].lower = nil
      case .row(let i, false): rows[i].upper = nil
      // It says whether something is begun, and was 0 where that could not be.
      case .column(let j, _): columns[j].bounds.upper = .one
      }
    }
  }

  /// The least that a row that is switched off by a column can come to (of an upper end: the least of
  /// its negative); none where there is no least.
  private func leastActivities(of derived: [DerivedPlace], _ bounds: [Bounds]) -> [End: Rational] {
    var switches: [End: Int] = [:]
    for place in derived { if case .isOff(let j) = place.holds { switches[place.item] = j } }
    if switches.isEmpty { return [:] }
    var least: [End: Rational] = [:]
    var endless: Set<End> = []
    for j in columns.indices {
      for entry in entries[j] {
        for isLower in [true, false] {
          let end = End.row(entry.row, isLower: isLower)
          guard let column = switches[end] else { continue }
          let value = isLower ? entry.value : -entry.value
          let place = column == j ? .one : value.signum > 0 ? bounds[j].lower : bounds[j].upper
          if let place { least[end, default: .zero] += place * value } else { endless.insert(end) }
        }
      }
    }
    return least.filter { !endless.contains($0.key) }
  }
}
