// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText
import LinearProgram

extension SpecReader {
  /// `"committed": true` of a resource, or of what is bought of it. False where it is an attribute
  /// like any other: in a spec without scenarios, a number.
  mutating func readCommitted(_ value: JSONValue, at pointer: Pointer, isPurchase: Bool) -> Bool {
    let place = pointer.appending("committed")
    if found["scenarios"] == nil {
      if value.bool == nil { return false }
      note(
        "\"committed\" needs \"scenarios\": it is what they have in common", at: place,
        offset: value.offset)
      return true
    }
    guard let isCommitted = value.bool else {
      expected("true or false", value, at: place)
      return true
    }
    if isCommitted {
      let resource = spec.resources.count
      if isPurchase {
        committed.purchases.insert(resource)
      } else {
        committed.amounts.insert(resource)
      }
    }
    return true
  }

  /// `"probability": 0.95` of a demand: it may be missed in scenarios that weigh the rest.
  mutating func readProbability(_ field: JSONMember, of limit: Pointer, in value: JSONValue) {
    let place = limit.appending("probability")
    let kind = limit.description
    guard kind == "/demand" || kind.hasPrefix("/demands/") else {
      return note(
        "only a demand of the whole plan is held with a \"probability\"", at: place,
        offset: field.keyOffset)
    }
    if found["scenarios"] == nil {
      return note("\"probability\" needs \"scenarios\"", at: place, offset: field.keyOffset)
    }
    let keys = members(of: value).map(\.key)
    if keys.contains("penalty") {
      return note(
        "\"probability\" beside \"penalty\": a demand is missed at a price, or in some scenarios",
        at: place, offset: field.keyOffset)
    }
    if keys.contains("min"), keys.contains("max") {
      return note(
        "\"probability\" is of a \"min\" or of a \"max\": write two demands, or one end only",
        at: place, offset: field.keyOffset)
    }
    guard let number = number(field.value, at: place) else { return }
    if number.signum < 0 || number > .one {
      return note(
        "expected a number from 0 to 1, found \(number.text)", at: place,
        offset: field.value.offset)
    }
    committed.chances.append((limit, number, place, field.keyOffset))
  }

  /// `scenarios` and what goes with them. Only where all else is in order: each scenario is read as
  /// a spec of its own, and would say the same again.
  mutating func readFutures() {
    if !FuturesReading.topLevel.contains(where: { found[$0] != nil }) { return }
    if findings.contains(where: { $0.diagnostic.severity == .error }) { return }
    var reading = FuturesReading(document, spec, found, registry)
    let chances = committed.chances.compactMap { chance in
      spec.demands.firstIndex { $0.at == chance.limit }.map {
        Futures.Chance(demand: $0, probability: chance.probability, at: chance.at)
      }
    }
    let futures = reading.read(
      committed: spec.resources.indices.map { committed.amounts.contains($0) },
      purchases: spec.resources.indices.map { committed.purchases.contains($0) }, chances: chances)
    for found in reading.notes {
      note(found.says, at: found.at, offset: found.offset, severity: found.severity)
    }
    spec.futures = futures
  }
}
