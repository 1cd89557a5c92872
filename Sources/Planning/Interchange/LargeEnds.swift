// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

extension ExportedProgram {
  /// The same for readers that take a bound or a right-hand side from 1e30 on for an infinite one: a row
  /// with such an end is divided by a power of ten, and such a bound is a row.
  var withoutLargeEnds: ExportedProgram {
    let isLarge = { (bounds: LinearProgram.Bounds) in bounds.divisor != nil }
    guard
      program.rows.contains(where: isLarge)
        || program.columns.contains(where: { isLarge($0.bounds) })
    else { return self }
    let divisors = program.rows.map { $0.divisor ?? .one }
    var changed = LinearProgram(
      sense: program.sense, columns: program.columns,
      rows: zip(program.rows, divisors).map { $0.divided(by: $1) },
      entries: program.entries.map { column in
        column.map { .init(row: $0.row, value: $0.value / divisors[$0.row]) }
      })
    var names = rows
    var taken = UniqueNames(separator: "_")
    for name in [objective] + columns + rows { _ = taken.take(name) }
    var added: [(bounds: LinearProgram.Bounds, entries: [LinearProgram.RowEntry])] = []
    for (j, column) in program.columns.enumerated() {
      guard let divisor = column.bounds.divisor else { continue }
      let large = column.bounds.large
      names.append(taken.take("\(columns[j])_bound"))
      added.append((large.divided(by: divisor), [.init(column: j, value: .one / divisor)]))
      changed.columns[j].bounds = .init(
        lower: large.lower == nil ? column.bounds.lower : nil,
        upper: large.upper == nil ? column.bounds.upper : nil)
    }
    changed.append(rows: added)
    return ExportedProgram(self, program: changed, rows: names)
  }
}

extension LinearProgram.Bounds {
  /// 1e30; what is as large counts as infinite.
  private static let infinite = (0..<30).reduce(Rational.one) { ten, _ in ten * Rational(10) }

  private static func isLarge(_ end: Rational?) -> Bool {
    end.map { $0.magnitude >= infinite } ?? false
  }

  /// The ends that are large.
  fileprivate var large: LinearProgram.Bounds {
    .init(lower: Self.isLarge(lower) ? lower : nil, upper: Self.isLarge(upper) ? upper : nil)
  }

  /// The least power of ten that leaves no end, and no distance between the ends, large; nil where none
  /// is.
  fileprivate var divisor: Rational? {
    guard Self.isLarge(lower) || Self.isLarge(upper) else { return nil }
    var (divisor, size) = (Rational.one, max(lower?.magnitude ?? .zero, upper?.magnitude ?? .zero))
    while size + size >= Self.infinite {
      (divisor, size) = (divisor * Rational(10), size / Rational(10))
    }
    return divisor
  }

  fileprivate func divided(by divisor: Rational) -> LinearProgram.Bounds {
    .init(lower: lower.map { $0 / divisor }, upper: upper.map { $0 / divisor })
  }
}
