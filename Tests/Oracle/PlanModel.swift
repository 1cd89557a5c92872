// SPDX-License-Identifier: GPL-3.0-or-later

/// What a spec with periods, workloads, links and several objectives says, as plain data.
public struct PlanModel: Sendable {
  /// A number, or one a period.
  enum Numbers: Sendable {
    case one(DecimalNumber)
    case each([DecimalNumber])

    subscript(period: Int) -> Fraction {
      switch self {
      case .one(let number): number.fraction
      case .each(let numbers): numbers[period].fraction
      }
    }
  }

  typealias Figures = [(name: String, value: Numbers)]

  struct Resource: Sendable {
    var name: String
    var attributes: Figures = []
    var min: Numbers?
    var max: Numbers?
    var integer = false
    var rampUp: Numbers?
    var rampDown: Numbers?
    var start: DecimalNumber?
    var buy: Figures?
    var keep: Numbers?
    var site: String?
  }

  /// A demand, a budget or a need.
  struct Limit: Sendable {
    var name: String
    var min: Numbers?
    var max: Numbers?
    var overAll = false
    var penalty: DecimalNumber?
    /// One number in place of an object.
    var bare = false
  }

  struct Constraint: Sendable {
    var name: String
    var terms: Figures
    var min: Numbers?
    var max: Numbers?
    var equals: Numbers?
  }

  struct Workload: Sendable {
    var name: String
    var weight: DecimalNumber?
    var share: Numbers?
    var needs: [Limit] = []
    var on: [(resource: String, figures: Figures)] = []
    var site: String?
    var traffic: Numbers?
    var maxLatency: DecimalNumber?
  }

  struct Link: Sendable {
    var name: String
    var from: String
    var to: String
    var bandwidth: Numbers?
    var latency: DecimalNumber?
    var cost: Numbers?
  }

  struct Objective: Sendable {
    enum Goal: Sendable {
      case terms([(name: String, weight: DecimalNumber)])
      case worst(String)
    }

    var sense: OracleProblem.Sense
    var goal: Goal
    var thenNext = false
    var within: DecimalNumber?
  }

  var periods: Int?
  /// The names of the periods, where they have some.
  var periodNames: [String]?
  var resources: [Resource] = []
  var demands: [Limit] = []
  var budgets: [Limit] = []
  var constraints: [Constraint] = []
  var workloads: [Workload] = []
  var links: [Link] = []
  var objectives: [Objective] = []
  /// Written as `priorities`, even where there is one.
  var usesPriorities = false

  var periodCount: Int { periods ?? 1 }

  func resource(_ name: String) -> Int { resources.firstIndex { $0.name == name }! }

  func link(from workload: Workload, to resource: Resource) -> Crossing {
    guard !links.isEmpty, let from = workload.site, let to = resource.site, from != to else {
      return .none
    }
    return links.firstIndex { $0.from == from && $0.to == to }.map { .link($0) } ?? .impossible
  }

  /// What lies between a workload and a resource.
  enum Crossing {
    case none
    case link(Int)
    case impossible
  }
}
