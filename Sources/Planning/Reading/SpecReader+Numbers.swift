// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText

/// Numbers, lists of numbers and bounds.
extension SpecReader {
  /// Periods were stated and are not known: what hangs on them is not complained of again.
  private var periodsAreWrong: Bool { found["periods"] != nil && spec.periods == nil }

  /// The number at `value`; a complaint and nil where there is none.
  mutating func number(_ value: JSONValue, at pointer: @autoclosure () -> Pointer) -> Rational? {
    guard let number = value.number else {
      expected("a number", value, at: pointer())
      return nil
    }
    return Rational(number)
  }

  /// A number, or a list with one number a period.
  mutating func series(_ value: JSONValue, at pointer: @autoclosure () -> Pointer) -> Series? {
    guard value.kind == .array else { return number(value, at: pointer()).map(Series.constant) }
    guard let count = spec.periods?.count else {
      if periodsAreWrong { return nil }
      let hint = found["periods"] == nil ? "; a list needs \"periods\"" : ""
      note(
        "expected a number, found \(value.inWords)\(hint)", at: pointer(), offset: value.offset)
      return nil
    }
    guard value.count == count else {
      note(
        "expected a number or a list of \(count) numbers, one a period, found "
          + "\(value.inWords) of \(value.count)", at: pointer(), offset: value.offset)
      return nil
    }
    let pointer = pointer()
    var list: [Rational] = []
    for (t, element) in value.elements.enumerated() {
      if let number = number(element, at: pointer.appending(t)) { list.append(number) }
    }
    return list.count == count ? .list(list) : nil
  }

  /// As `series`, and no number below 0.
  mutating func nonnegativeSeries(_ value: JSONValue, at pointer: Pointer) -> Series? {
    guard let series = series(value, at: pointer) else { return nil }
    return noteNegative(series, value, at: pointer) ? nil : series
  }

  /// A number of 0 or more.
  mutating func nonnegative(_ value: JSONValue, at pointer: Pointer) -> Rational? {
    guard let number = number(value, at: pointer) else { return nil }
    return noteNegative(.constant(number), value, at: pointer) ? nil : number
  }

  private mutating func noteNegative(_ series: Series, _ value: JSONValue, at pointer: Pointer)
    -> Bool
  {
    guard series.contains(where: { $0.signum < 0 }) else { return false }
    let t = series.values.firstIndex { $0.signum < 0 }!
    note(
      "expected 0 or more, found \(series.values[t].text)",
      at: series.isList ? pointer.appending(t) : pointer, offset: offset(of: value, element: t))
    return true
  }

  /// Where the number for a period stands: in a list, the element.
  func offset(of value: JSONValue, element: Int) -> Int {
    guard value.kind == .array else { return value.offset }
    return Array(value.elements)[element].offset
  }

  /// `min`, `max` and, where it is known, `equals`. Keys beside `known` are complained of.
  mutating func readEnds(of value: JSONValue, known: [String], at pointer: Pointer) -> Ends {
    var ends = Ends()
    var maxValue: JSONValue?
    var keys: [String] = []
    for member in members(of: value) {
      let place = pointer.appending(member.key)
      guard known.contains(member.key) else {
        unknown("key", member, at: place, among: known)
        continue
      }
      if !["min", "max", "equals"].contains(member.key) { continue }
      if let other = keys.first(where: { ($0 == "equals") != (member.key == "equals") }) {
        note(
          "\(quoted(member.key)) beside \(quoted(other)): \"equals\" stands alone",
          at: place, offset: member.keyOffset)
      }
      keys.append(member.key)
      guard let series = series(member.value, at: place) else { continue }
      let bound = WrittenBound(series: series, at: place)
      switch member.key {
      case "min": ends.min = bound
      case "max":
        ends.max = bound
        maxValue = member.value
      default: (ends.min, ends.max) = (bound, bound)
      }
    }
    if !keys.contains("equals"), let lower = ends.min, let upper = ends.max,
      let t = upper.series.firstPeriod(below: lower.series)
    {
      note(
        "max (\(upper.series[t].text)) is below min (\(lower.series[t].text))\(inPeriod(t))",
        at: upper.place(t), offset: offset(of: maxValue!, element: t))
    }
    return ends
  }

  /// ` in tue`, for a message; nothing where there are no periods.
  func inPeriod(_ period: Int) -> String {
    spec.periods.map { " in \($0.label(period))" } ?? ""
  }
}

extension Rational {
  /// The exact value of a JSON number.
  init(_ number: JSONNumber) {
    if let digits = number.digits {
      self.init(digits: (number.isNegative ? "-" : "") + digits, exponent: number.exponent)
    } else if number.significand == 0 {
      self = .zero
    } else {
      self.init(
        isNegative: number.isNegative, significand: number.significand, exponent: number.exponent)
    }
  }

  /// The exact value of a decimal as JSON writes numbers; nil where the text is none.
  public init?(decimal text: String) {
    guard let number = try? JSONDocument(parsing: Array(text.utf8)).root.number else { return nil }
    self.init(number)
  }

  /// The shortest text of the nearest double: what people and programs are shown.
  ///
  /// A number beyond the doubles is no figure of a result; where one is shown all the same, it is in
  /// digits of its own, cut after the seventeenth.
  public var text: String {
    isBeyondDoubles ? beyondDoubles : decimalText
  }

  private var beyondDoubles: String {
    let digits = magnitude.floor.description
    let (first, rest) = (digits.prefix(1), digits.dropFirst().prefix(16))
    return (signum < 0 ? "-" : "") + "\(first).\(rest)e+\(digits.utf8.count - 1)"
  }
}

/// A double as JSON has it: shortest digits that give it back, no `.0`, no minus before zero.
public func printed(_ value: Double) -> String { DecimalText.text(of: value) }
