// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText
import LinearProgram

/// `"spread": {"sites": 0.4}`.
extension PlacementReader {
  private static let kinds = ["sites", "resources"]

  func spread(
    _ written: Written, _ w: Int, _ reader: inout SpecReader
  ) -> [PlacementSection.Spread] {
    guard let (value, at) = written.spread else { return [] }
    guard value.kind == .object, value.count > 0 else {
      reader.expected("an object with \"sites\" or \"resources\" and a fraction", value, at: at)
      return []
    }
    return reader.members(of: value).compactMap { member in
      let place = at.appending(member.key)
      guard Self.kinds.contains(member.key) else {
        reader.unknown("key", member, at: place, among: Self.kinds)
        return nil
      }
      return spread(member, written, w, at: place, &reader)
    }
  }

  private func spread(
    _ member: JSONMember, _ written: Written, _ w: Int, at place: Pointer,
    _ reader: inout SpecReader
  ) -> PlacementSection.Spread? {
    guard let series = reader.series(member.value, at: place) else { return nil }
    if let t = series.values.firstIndex(where: { $0.signum <= 0 || $0 > .one }) {
      reader.note(
        "expected a fraction above 0 and at most 1, found \(series.values[t].text)",
        at: series.isList ? place.appending(t) : place,
        offset: reader.offset(of: member.value, element: t))
      return nil
    }
    let isOfSites = member.keyEquals("sites")
    // A workload without options is told of elsewhere.
    guard let groups = groups(w, bySite: isOfSites, at: place, member.keyOffset, &reader),
      !groups.isEmpty
    else { return nil }
    let least = series.values.min()!
    let what = isOfSites ? "sites" : "resources"
    if least < .one, written.onePlace != nil {
      reader.note(
        "what is in one place cannot be spread: \"one_place\" puts all of it on one resource",
        at: place, offset: member.keyOffset)
    } else if least * Rational(groups.count) < .one {
      reader.note(
        "at most \(least.text) of it in each of \(groups.count) \(what) leaves a part that can be "
          + "nowhere: with \(groups.count) \(what) it takes at least "
          + "\((Rational.one / Rational(groups.count)).text)", at: place, offset: member.keyOffset)
    }
    return .init(part: WrittenBound(series: series, at: place), groups: groups)
  }

  /// The options of a workload by what they are to be spread over; nil where one has no site.
  private func groups(
    _ w: Int, bySite: Bool, at place: Pointer, _ offset: Int, _ reader: inout SpecReader
  ) -> [(name: String, options: [Int])]? {
    let spec = reader.spec
    var groups: [(name: String, options: [Int])] = []
    for (k, option) in spec.workloads[w].options.enumerated() {
      let resource = spec.resources[option.resource]
      guard bySite else {
        groups.append((resource.name, [k]))
        continue
      }
      guard let site = resource.site else {
        reader.note(
          "the resource \(quoted(resource.name)) has no \"site\"", at: place, offset: offset)
        return nil
      }
      if let known = groups.firstIndex(where: { ExactName($0.name) == ExactName(site) }) {
        groups[known].options.append(k)
      } else {
        groups.append((site, [k]))
      }
    }
    return groups
  }
}
