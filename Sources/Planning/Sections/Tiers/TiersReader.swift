// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText
import LinearProgram

/// Reads tiers; see `Tiers`.
final class TiersReader: SectionReading {
  static let format = SectionFormat(
    figure: [
      SpecFormat.Key(
        "tiers",
        ##"""
        {"type": "array", "minItems": 1, "items": {"anyOf": [
          {"$ref": "#/$defs/series"},
          {"type": "array", "minItems": 2, "maxItems": 2,
           "items": {"$ref": "#/$defs/series"}}]}}
        """##,
        "Pairs of where a tier ends and what a unit in it counts for, then the figure of all others."
      )
    ])

  private var curves: [Tiers.Curve] = []

  func read(
    figure value: JSONValue, attribute: Int, of target: AddedRow.Term.Target, at pointer: Pointer,
    _ reader: inout SpecReader
  ) {
    for member in reader.members(of: value) where !member.keyEquals("tiers") {
      reader.unknown("key", member, at: pointer.appending(member.key), among: ["tiers"])
    }
    guard let tiers = value["tiers"], tiers.kind == .array, tiers.count > 0 else {
      return reader.expected(
        "a list of tiers: [[10, 90], [50, 85], 70] is 90 up to 10, 85 up to 50, 70 beyond",
        value["tiers"] ?? value, at: pointer.appending("tiers"))
    }
    let place = pointer.appending("tiers")
    var (ends, rates): ([Rational], [Series]) = ([], [])
    for (index, tier) in tiers.elements.enumerated() {
      let here = place.appending(index)
      if index == tiers.count - 1 {
        if tier.kind == .array, tier.count == 2, reader.spec.periodCount != 2 {
          reader.note(
            "the last tier has no end: expected its figure alone", at: here, offset: tier.offset)
        } else if let rate = reader.series(tier, at: here) {
          rates.append(rate)
        }
        continue
      }
      let pair = Array(tier.elements)
      guard tier.kind == .array, pair.count == 2 else {
        reader.expected("where the tier ends and its figure, [10, 90]", tier, at: here)
        continue
      }
      guard let end = reader.number(pair[0], at: here.appending(0)),
        let rate = reader.series(pair[1], at: here.appending(1))
      else { continue }
      if end <= ends.last ?? .zero {
        reader.note(
          "expected an end above \((ends.last ?? .zero).text), found \(end.text)",
          at: here.appending(0), offset: pair[0].offset)
        continue
      }
      ends.append(end)
      rates.append(rate)
    }
    guard rates.count == tiers.count else { return }
    let resource: Int
    switch target {
    case .amount(let r), .bought(let r): resource = r
    default: return
    }
    curves.append(
      Tiers.Curve(
        target: target, resource: resource, attribute: attribute, ends: ends, rates: rates,
        at: pointer, offset: value.offset))
  }

  func finish(_ reader: inout SpecReader) -> (any Section)? {
    if curves.isEmpty { return nil }
    let directions = AttributeDirections(reader.spec)
    for c in curves.indices where curves[c].resource < reader.spec.resources.count {
      let resource = reader.spec.resources[curves[c].resource]
      curves[c].resourceName = resource.name
      curves[c].attributeName = reader.spec.attributes[curves[c].attribute]
      let isNegative = (0..<reader.spec.periodCount).contains {
        (resource.min?[$0] ?? .zero).signum < 0
      }
      if !curves[c].isOfBought, isNegative {
        reader.note(
          "tiers begin at 0, and the amount of \(quoted(resource.name)) may be below it",
          at: curves[c].at, offset: curves[c].offset)
      }
      curves[c].needsWholeNumbers =
        curves[c].count > 1
        && curves[c].isFilledWrongly(
          directions[curves[c].attribute], periods: reader.spec.periodCount)
    }
    return Tiers(curves: curves)
  }
}

extension Tiers {
  func closed(by ends: any EndsOfAmounts, _ reader: inout SpecReader) -> any Section {
    var section = self
    for (c, curve) in curves.enumerated() where curve.needsWholeNumbers {
      var most: [Rational] = []
      for t in 0..<reader.spec.periodCount {
        let end =
          if case .bought(let r) = curve.target { ends.bought(r, t) } else {
            ends.amount(curve.resource, t)
          }
        guard let end else { break }
        most.append(end)
      }
      if most.count == reader.spec.periodCount {
        section.curves[c].most = most
      } else {
        let resource = reader.spec.resources[curve.resource].name
        // A `max` is one of what is there, and of purchases there is none.
        reader.note(
          "tiers whose figures change this way need an upper end of "
            + (curve.isOfBought ? "what is bought of " : "") + quoted(resource)
            + "\(reader.inPeriod(most.count)), and nothing in the spec gives one: "
            + (curve.isOfBought
              ? "a budget that purchases are charged to does" : "write its \"max\""),
          at: curve.at, offset: curve.offset)
      }
    }
    return section
  }
}
