// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// What is the same in every period, or one a period.
public enum PerPeriod<Value: Sendable>: Sendable {
  case constant(Value)
  /// As many as there are periods.
  case list([Value])

  /// What holds in a period.
  public subscript(period: Int) -> Value {
    switch self {
    case .constant(let value): value
    case .list(let values): values[period]
    }
  }

  public var isList: Bool { if case .list = self { true } else { false } }

  func contains(where isWanted: (Value) -> Bool) -> Bool {
    switch self {
    case .constant(let value): isWanted(value)
    case .list(let values): values.contains(where: isWanted)
    }
  }

  /// Each value once: a constant is one.
  public var values: [Value] {
    switch self {
    case .constant(let value): [value]
    case .list(let values): values
    }
  }

  public func map<Other>(_ transform: (Value) throws -> Other) rethrows -> PerPeriod<Other> {
    switch self {
    case .constant(let value): .constant(try transform(value))
    case .list(let values): .list(try values.map(transform))
    }
  }

  /// One a period where there are periods, a constant where there are none.
  init(_ periods: Periods?, _ value: (Int) throws -> Value) rethrows {
    self =
      try periods.map { .list(try (0..<$0.count).map(value)) } ?? .constant(try value(0))
  }
}

extension PerPeriod: Equatable where Value: Equatable {
  /// Whether it is a list of which all are the same: what a resource has that is constant.
  public var isOneInAll: Bool {
    guard case .list(let values) = self, values.count > 1 else { return false }
    return values.allSatisfy { $0 == values[0] }
  }
}

/// A number, or one number a period.
public typealias Series = PerPeriod<Rational>

extension Series {
  /// The first period in which this is below `other`, if there is one.
  func firstPeriod(below other: Series) -> Int? {
    if case .constant(let one) = self, case .constant(let another) = other {
      return one < another ? 0 : nil
    }
    let count = max(values.count, other.values.count)
    return (0..<count).first { self[$0] < other[$0] }
  }
}

/// A bound as it stands in the spec.
public struct WrittenBound: Sendable, Equatable {
  public let series: Series
  public let at: Pointer

  /// Where the number for a period stands.
  func place(_ period: Int?) -> Pointer {
    if let period, series.isList { at.appending(period) } else { at }
  }
}

/// The two ends of what an author bounds; one `equals` is both.
public struct Ends: Sendable, Equatable {
  public var min: WrittenBound?
  public var max: WrittenBound?

  /// Written as one `equals`.
  public var isEquality: Bool { min != nil && min?.at == max?.at }

  public func bounds(_ period: Int) -> LinearProgram.Bounds {
    LinearProgram.Bounds(lower: min?.series[period], upper: max?.series[period])
  }
}
