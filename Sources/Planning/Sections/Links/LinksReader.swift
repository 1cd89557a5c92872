// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText

/// Reads ways for traffic between sites: `links`.
final class LinksReader: SectionReading {
  static let format = SectionFormat(
    place: 6,
    topLevel: [
      SpecFormat.Key(
        "links", SpecFormat.orTable(SpecFormat.named("link")),
        "Ways for traffic from one site to another, by name.")
    ],
    conditional: [.init(with: "links", workload: SpecFormat.workloadWithLinks)],
    definitions: [
      .init(
        "link",
        """
        {
          "type": "object",
          "properties": \(SpecFormat.properties(SpecFormat.link)),
          "required": ["from", "to"],
          "additionalProperties": false
        }
        """
      )
    ], rows: ["links"])
  static let isAlwaysAsked = true

  func read(_ reader: inout SpecReader) {
    if let links = reader.found["links"] { reader.readLinks(links.value) }
  }
}

extension SpecReader {
  private static let linkKeys = SpecFormat.link.map(\.name)

  fileprivate mutating func readLinks(_ value: JSONValue) {
    let here = Pointer().appending("links")
    guard value.kind == .object, value.count > 0 else {
      return expected("an object of named links, at least one", value, at: here)
    }
    for member in members(of: value) {
      let pointer = here.appending(member.key)
      if member.key.isEmpty {
        note("a link needs a name", at: pointer, offset: member.keyOffset)
      }
      guard member.value.kind == .object else {
        expected("an object with \"from\" and \"to\"", member.value, at: pointer)
        continue
      }
      readLink(member, at: pointer)
    }
  }

  private mutating func readLink(_ member: JSONMember, at pointer: Pointer) {
    var ends: [String: String] = [:]
    var bandwidth: WrittenBound?
    var latency = Rational.zero
    var cost: Series?
    for field in members(of: member.value) {
      let place = pointer.appending(field.key)
      switch field.key {
      case "from", "to": ends[field.key] = readSite(field.value, at: place) ?? ""
      case "bandwidth":
        bandwidth = nonnegativeSeries(field.value, at: place).map {
          WrittenBound(series: $0, at: place)
        }
      case "latency": latency = nonnegative(field.value, at: place) ?? .zero
      case "cost":
        cost = series(field.value, at: place)
        _ = names.add(attribute: LinkRoom.costName, at: place, offset: field.keyOffset)
      default: unknown("key", field, at: place, among: Self.linkKeys)
      }
    }
    for key in ["from", "to"] where ends[key] == nil {
      note("a link needs \"\(key)\"", at: pointer, offset: member.value.offset)
    }
    guard let from = ends["from"], let to = ends["to"] else { return }
    if from == to, !from.isEmpty {
      note(
        "a link leads from one site to another; within a site there is none to cross",
        at: pointer, offset: member.value.offset)
    }
    let way = Way(from: from, to: to)
    if let twin = linkPlaces[way], !from.isEmpty {
      note(
        "\(quoted(spec.links[twin].name)) already leads from \(quoted(from)) to \(quoted(to))",
        at: pointer,
        offset: member.keyOffset)
    }
    if linkPlaces[way] == nil { linkPlaces[way] = spec.links.count }
    spec.links.append(
      Link(
        name: member.key, from: from, to: to, bandwidth: bandwidth, latency: latency, cost: cost))
  }

  /// The link that leads from a workload's site to a resource's, and what is in its way.
  mutating func way(
    from site: String?, slowest: WrittenBound?, to resource: Int, at place: Pointer, offset: Int
  ) -> (link: Int?, obstacle: Workload.Obstacle?) {
    guard found["links"] != nil, let from = site, let to = spec.resources[resource].site,
      from != to
    else { return (nil, nil) }
    guard let link = linkPlaces[Way(from: from, to: to)] else {
      note(
        "no link leads from \(quoted(from)) to \(quoted(to)): the workload cannot go there",
        at: place, offset: offset, severity: .warning)
      return (nil, .noLink(from: from, to: to))
    }
    if let most = slowest?.series[0], spec.links[link].latency > most {
      return (link, .tooSlow(link: link))
    }
    return (link, nil)
  }
}
