// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram
import Planning

/// What a plan comes to over many scenarios.
struct EvaluationSummary {
  private let sense: LinearProgram.Sense
  private let measure: Futures.Measure
  private let demands: [String]
  /// Of each scenario with a plan: its objective, and what it weighs.
  private var values: [(value: Rational, weight: Rational)] = []
  private(set) var count = 0
  private var weighted = 0
  private var weight = Rational.zero
  private var sum = Rational.zero
  private var valued = Rational.zero
  private var worst: (value: Rational, label: String)?
  private var infeasible = 0
  private var unproved = 0
  /// Of each demand: in how many scenarios it is missed, what they weigh, and by how much in all.
  private var missed: [(count: Int, weight: Rational, most: Rational)]

  /// Whether some scenarios say what they weigh, and others do not.
  var isMixed: Bool { weighted != 0 && weighted != count }

  init(_ evaluation: Evaluation) {
    (sense, measure, demands) = (evaluation.sense, evaluation.measure, evaluation.demands)
    missed = demands.map { _ in (0, .zero, .zero) }
  }

  mutating func add(_ outcome: Evaluation.Outcome, line: Int) {
    count += 1
    if outcome.weight != nil { weighted += 1 }
    let own = outcome.weight ?? .one
    weight += own
    if !outcome.isProved { unproved += 1 }
    for (demand, by) in outcome.missed {
      missed[demand].count += 1
      missed[demand].weight += own
      missed[demand].most = max(missed[demand].most, by)
    }
    guard let value = outcome.value else {
      infeasible += 1
      return
    }
    sum += own * value
    valued += own
    if case .tail = measure { values.append((value, own)) }
    let isWorse = worst.map { sense == .minimize ? value > $0.value : value < $0.value } ?? true
    if isWorse { worst = (value, outcome.name ?? "line \(line)") }
  }

  private var mean: Rational? { valued.isZero ? nil : sum / valued }

  /// The mean of the worst part of the scenarios that have a plan, where that is the spec's objective
  /// (conditional value at risk; Rockafellar and Uryasev, 2000).
  private var tail: (part: Rational, value: Rational)? {
    guard case .tail(let part) = measure, !valued.isZero else { return nil }
    let whole = part * valued
    var (rest, sum) = (whole, Rational.zero)
    for (value, weight) in values.sorted(by: { sense == .minimize ? $0.0 > $1.0 : $0.0 < $1.0 }) {
      let taken = min(rest, weight)
      sum += taken * value
      rest = rest - taken
      if rest.isZero { break }
    }
    return (part, sum / whole)
  }

  var json: String {
    JSONOutput.object([
      ("dcopt", .integer(1)), ("scenarios", .integer(count)),
      (
        "objective",
        .object(
          [
            ("sense", .string(sense.name)), ("mean", .optional(mean)),
            ("worst", .optional(worst?.value)),
            ("worst_in", worst.map { .string($0.label) } ?? .null),
          ] + (tail.map { [("tail", .number($0.value))] } ?? []))
      ),
      ("without_plan", .integer(infeasible)),
      (
        "missed",
        .object(
          demands.indices.map { d in
            (
              demands[d],
              .object([
                ("scenarios", .integer(missed[d].count)),
                ("share", .number(missed[d].weight / weight)), ("most", .number(missed[d].most)),
              ])
            )
          })
      ),
      ("proved", .bool(unproved == 0)),
    ]).document
  }

  func report(title: String?, in words: Words) -> Report {
    let head = mean.map { words.meanOf(sense, words.number($0), count) }
    var report = Report(
      title: title, headline: head ?? words.noPlanInAny(count), words: words)
    report.tone = infeasible == 0 ? .good : .bad
    if let worst {
      report.blocks.append(
        .sentence(words.theWorst(words.number(worst.value), printable(worst.label))))
    }
    if let tail {
      report.blocks.append(
        .sentence(words.theTail(words.percent(tail.part), words.number(tail.value))))
    } else if case .worst = measure {
      report.blocks.append(.sentence(words.worstIsTheObjective))
    }
    if infeasible > 0 {
      report.blocks.append(
        .sentence(words.withoutPlan(infeasible)))
    }
    var table = words.table(["demand", "scenarios missed", "share", "by at most"])
    for d in demands.indices {
      table.add([
        .name(demands[d]), .number(Rational(missed[d].count)),
        .text(words.percent(missed[d].weight / weight)), .number(missed[d].most),
      ])
    }
    if !table.isEmpty { report.blocks.append(.table(table)) }
    report.blocks.append(
      .sentence(
        unproved == 0 ? words.eachIsProved : words.someAreNotProved(unproved)))
    return report
  }
}

extension Evaluation.Outcome {
  func output(line: Int, _ demands: [String]) -> JSONOutput {
    var members: [(String, JSONOutput)] = [("line", .integer(line))]
    if let name { members.append(("name", .string(name))) }
    members += [
      ("status", .string(status.rawValue)), ("objective", .optional(value)),
      ("missed", .object(missed.map { (demands[$0.demand], .number($0.by)) })),
    ]
    return .object(members)
  }
}
