// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText

@testable import Planning

/// A section that no version of the format has: `"spares": {"gpu": 0.1}` keeps a tenth of the
/// amount of `gpu` in reserve, at the price of 3 of the attribute `cost` for a unit.
struct Spares: Section {
  struct Share {
    let resource: Int
    let part: WrittenBound
  }

  let shares: [Share]
  let cost: Int

  func mathematics(in spec: Spec) -> SectionMathematics {
    var mathematics = SectionMathematics()
    for share in shares {
      let name = spec.resources[share.resource].name
      let spare = mathematics.add(
        AddedColumn(
          name: "spare \(name)", at: share.part.at,
          charges: [.init(attribute: cost, series: .constant(Rational(3)))],
          resource: share.resource))
      mathematics.rows.append(
        AddedRow(
          name: "spares of \(name)", at: share.part.at,
          bounds: .constant(.init(lower: .zero, upper: nil)),
          terms: [
            .init(.own(spare)),
            .init(.amount(share.resource), share.part.series.map { -$0 }),
          ],
          says: .init(
            lower: .init(name: "spares of \(name)", bound: share.part, isFloor: true), upper: nil)))
    }
    return mathematics
  }

  func settle(_ values: inout SectionValues, printed: JSONValue?) {
    for (item, share) in shares.enumerated() {
      for t in 0..<values.periods {
        values[item, t] = values.amount(share.resource, t) * share.part.series[t]
      }
    }
  }

  func figures(_ values: SectionValues) -> SectionFigures {
    var figures = SectionFigures()
    figures.groups = [
      .init(
        "spares", each: "spares of",
        shares.enumerated().map { item, share in
          let kept = (0..<values.periods).map { values[item, $0] }
          return (
            share.part.at.description.split(separator: "/").last.map(String.init)!,
            [.init("kept", values.periods == 1 ? .constant(kept[0]) : .list(kept))]
          )
        })
    ]
    return figures
  }
}

final class SparesReader: SectionReading {
  static let format = SectionFormat(
    topLevel: [
      SpecFormat.Key(
        "spares", ##"{"type": "object", "additionalProperties": {"$ref": "#/$defs/floored"}}"##,
        "The part of a resource's amount that is kept in reserve, by its name.")
    ],
    groups: [
      .init(
        name: "spares", says: "What is kept in reserve.",
        figures: [.init(name: "kept", says: "Units in reserve.")])
    ])

  private var shares: [Spares.Share] = []
  private var cost = 0

  func read(topLevel member: JSONMember, at pointer: Pointer, _ reader: inout SpecReader) {
    cost = reader.use("cost", at: pointer, offset: member.keyOffset) ?? 0
    for share in reader.members(of: member.value) {
      let place = pointer.appending(share.key)
      guard let resource = reader.resource(named: share.key) else {
        reader.note(
          "no resource is called \(quoted(share.key))", at: place, offset: share.keyOffset)
        continue
      }
      guard let series = reader.nonnegativeSeries(share.value, at: place) else { continue }
      shares.append(.init(resource: resource, part: WrittenBound(series: series, at: place)))
    }
  }

  func finish(_ reader: inout SpecReader) -> (any Section)? {
    shares.isEmpty ? nil : Spares(shares: shares, cost: cost)
  }
}
