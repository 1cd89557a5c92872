// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText

/// `"wait": 3` or `"wait": {"most": 3, "penalty": 0.1}` on a demand.
final class WaitingReader: SectionReading {
  private static let keys = ["most", "penalty"]

  static let format = SectionFormat(
    limit: [
      SpecFormat.Key(
        "wait", ##"{"$ref": "#/$defs/wait"}"##,
        "On a demand: how many periods later it may be served; by the end it is.")
    ],
    definitions: [
      .init(
        "wait",
        ##"""
        {"anyOf": [
          {"type": "integer", "minimum": 0},
          {"type": "object", "required": ["most"], "additionalProperties": false, "properties": {
            "most": {"description": "The most periods that a unit waits.", "type": "integer", "minimum": 0},
            "penalty": {"description": "The price of each period that a unit waits.", "type": "number", "minimum": 0}}}]}
        """##
      )
    ],
    needPeriods: ["wait"],
    resultOfLimit: [.init(name: "backlog", says: "What still waits at the end of the period.")])

  private struct Found {
    let limit: Pointer
    let at: Pointer
    let offset: Int
    var most: Int?
    var penalty: Rational?
  }

  private var found: [Found] = []

  func read(
    limitKey member: JSONMember, of limit: Pointer, at pointer: Pointer, _ reader: inout SpecReader
  ) {
    let value = member.value
    var wait = Found(limit: limit, at: pointer, offset: member.keyOffset)
    if reader.found["periods"] == nil {
      reader.note(
        "\"wait\" needs \"periods\": without them there is no later", at: pointer,
        offset: member.keyOffset)
    }
    if value.kind == .object {
      for field in reader.members(of: value) {
        let place = pointer.appending(field.key)
        switch field.key {
        case "most": wait.most = reader.wholeNumber(field.value, from: 0, at: place)
        case "penalty": wait.penalty = reader.nonnegative(field.value, at: place)
        default: reader.unknown("key", field, at: place, among: Self.keys)
        }
      }
      if !reader.members(of: value).contains(where: { $0.key == "most" }) {
        reader.note(
          "a wait needs \"most\": how many periods", at: pointer, offset: value.offset)
      }
    } else if value.number != nil {
      wait.most = reader.wholeNumber(value, from: 0, at: pointer)
    } else {
      reader.expected("a number of periods, or {\"most\": …, \"penalty\": …}", value, at: pointer)
    }
    found.append(wait)
  }

  func finish(_ reader: inout SpecReader) -> (any Section)? {
    var waits: [Waiting.Wait] = []
    for wait in found {
      guard let i = reader.spec.demands.firstIndex(where: { $0.at == wait.limit }) else {
        reader.note(
          "\"wait\" stands on a demand: a budget is spent in its period", at: wait.at,
          offset: wait.offset)
        continue
      }
      let demand = reader.spec.demands[i]
      func refuse(_ says: String) { reader.note(says, at: wait.at, offset: wait.offset) }
      if demand.span == .all {
        refuse("\"wait\" beside \"over\": a demand over all periods is served in any of them")
        continue
      }
      guard let asked = demand.ends.min?.series else {
        refuse("\"wait\" needs a \"min\": what is asked for in each period")
        continue
      }
      if demand.ends.max != nil {
        refuse("\"wait\" beside \"max\": put the most in each period into \"budgets\"")
        continue
      }
      if asked.values.contains(where: { $0.signum < 0 }) {
        refuse("\"wait\" needs a \"min\" of 0 or more: what is asked for in each period")
        continue
      }
      guard let most = wait.most, let periods = reader.spec.periods else { continue }
      waits.append(
        Waiting.Wait(
          demand: i,
          most: WrittenBound(series: .constant(Rational(most)), at: wait.at),
          penalty: wait.penalty, periods: min(most, periods.count), name: demand.name,
          asked: asked))
    }
    return waits.isEmpty ? nil : Waiting(waits: waits)
  }
}

extension SpecReader {
  /// A whole number, at most that of the longest horizon.
  mutating func wholeNumber(_ value: JSONValue, from least: Int, at place: Pointer) -> Int? {
    guard let number = number(value, at: place) else { return nil }
    guard number.isInteger, number >= Rational(least), number <= Rational(Periods.most) else {
      note(
        "expected a whole number of \(least) or more, found \(number.text)", at: place,
        offset: value.offset)
      return nil
    }
    return Int(number.double)
  }
}
