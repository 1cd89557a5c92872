// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// Work that gets amounts of resources.
public struct Workload: Sendable {
  /// A resource that the workload can use.
  public struct Option: Sendable {
    public let resource: Int
    /// What a unit of the resource that the workload gets counts for.
    let figures: [Spec.Figure]
    /// The link that the workload's traffic takes; nil within a site.
    let link: Int?
    /// Why the workload cannot go there at all, as it stands in the spec.
    let obstacle: Obstacle?
  }

  /// What keeps a workload from a resource.
  indirect enum Obstacle: Sendable, Equatable {
    case noLink(from: String, to: String)
    case tooSlow(link: Int)
  }

  public let name: String
  public let needs: [Limit]
  public let weight: Rational
  public let share: WrittenBound?
  public let site: String?
  /// Its own tags, and its site.
  public let tags: [String]
  let traffic: Series?
  public let maxLatency: WrittenBound?
  public let options: [Option]

  public var at: Pointer { Pointer().appending("workloads").appending(name) }

  /// Where an option stands.
  func place(of option: Option, in spec: Spec) -> Pointer {
    at.appending("on").appending(spec.resources[option.resource].name)
  }

  /// What a unit on an option counts for of an attribute.
  func figure(_ option: Option, _ attribute: Int, in period: Int) -> Rational {
    if attribute == Spec.unitsIndex { return .one }
    for figure in option.figures where figure.attribute == attribute {
      return figure.series[period]
    }
    return .zero
  }
}

/// A way for traffic from one site to another.
public struct Link: Sendable {
  public let name: String
  public let from: String
  public let to: String
  public let bandwidth: WrittenBound?
  public let latency: Rational
  /// Charged to the attribute `cost` for each unit of traffic.
  let cost: Series?

  public var at: Pointer { Pointer().appending("links").appending(name) }
}
