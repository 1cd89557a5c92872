// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText
import LinearProgram

/// Whatever speaks of an amount that is used, that is, above 0: `step`, `at_least`, `fixed`,
/// `start_up`, `requires`, `excludes` and `choices`.
///
/// With x the amount in a period, u ∈ {0, 1} whether it is used, U its upper end and a the smallest
/// amount that is used:
///
///     a u ≤ x ≤ U u         used means an amount
///     s ≥ u − u₋₁           a start-up, charged
///     u ≤ v                 u requires v
///     u + v ≤ 1             u excludes v
///     min ≤ Σ u ≤ max       choices
///     x = step · n, n whole
///
/// (Williams, "Model building in mathematical programming", 2013, chapter 9.) Where being used could
/// be a gain, a smallest amount must be known: else a program would call 0 used.
struct UsedAmounts: OpenSection {
  /// What a resource says.
  struct Use: Sendable {
    let resource: Int
    var atLeast: WrittenBound?
    var fixed: [Spec.Figure] = []
    var startUp: [Spec.Figure]?
    /// The upper end in each period; empty until the rest of the spec is known.
    var most: [Rational] = []
    /// Whether it was used before the first period.
    var startsUsed = false
    /// The smallest amount that is used: `at_least`, or a whole unit or step.
    var least: Rational?
    /// Where the spec first speaks of its use.
    var at: Pointer
    var offset: Int
    /// What it is called, and the attributes of `fixed` and of `startUp`.
    var name = ""
    var fixedNames: [String] = []
    var startNames: [String] = []
  }

  struct Step: Sendable {
    let resource: Int
    let size: WrittenBound
  }

  /// Where one resource is used, another is (or is not).
  struct Link: Sendable {
    let resource: Int
    let other: Int
    let isExclusion: Bool
    let at: Pointer
  }

  struct Choice: Sendable {
    let name: String
    let resources: [Int]
    let ends: Ends
    let at: Pointer
  }

  var uses: [Use] = []
  var steps: [Step] = []
  var links: [Link] = []
  var choices: [Choice] = []

  /// The column of each use, and of its start-up.
  private func columns(_ u: Int) -> (used: Int, started: Int?) {
    let before = uses[..<u].reduce(0) { $0 + ($1.startUp == nil ? 1 : 2) }
    return (before, uses[u].startUp == nil ? nil : before + 1)
  }

  private var firstStep: Int { uses.reduce(0) { $0 + ($1.startUp == nil ? 1 : 2) } }

  func mathematics(in spec: Spec) -> SectionMathematics {
    var mathematics = SectionMathematics()
    var used = [Int: Int]()
    for use in uses {
      used[use.resource] = mathematics.columns.count
      add(use, spec, to: &mathematics)
    }
    for link in links { add(link, used, spec, to: &mathematics) }
    for choice in choices {
      mathematics.rows.append(
        AddedRow(
          name: choice.name, at: choice.at,
          bounds: PerPeriod(spec.periods) { choice.ends.bounds($0) },
          terms: choice.resources.map { .init(.own(used[$0]!)) },
          says: .init(
            lower: choice.ends.min.map {
              .init(name: Phrase(choice.name), bound: $0, isFloor: true, canChange: true)
            },
            upper: choice.ends.max.map {
              .init(name: Phrase(choice.name), bound: $0, isFloor: false, canChange: true)
            })))
    }
    for step in steps { add(step, spec, to: &mathematics) }
    return mathematics
  }

  private func add(_ use: Use, _ spec: Spec, to mathematics: inout SectionMathematics) {
    let resource = spec.resources[use.resource]
    let span: Limit.Span = resource.isConstant ? .all : .each
    let isAlways = PerPeriod(spec.periods) { t in (resource.min?[t].signum ?? 0) > 0 }
    let used = mathematics.add(
      AddedColumn(
        name: "use of \(resource.name)", at: use.at, span: span, isWhole: true,
        bounds: PerPeriod(spec.periods) { t in
          .init(lower: isAlways[t] ? .one : .zero, upper: .one)
        }, charges: use.fixed, resource: use.resource))
    func row(
      _ name: String, _ bounds: LinearProgram.Bounds, _ coefficient: Series,
      says: AddedRow.Clauses = .init(), derived: DerivedEnd? = nil
    ) {
      mathematics.rows.append(
        AddedRow(
          name: name, at: use.at, bounds: .constant(bounds),
          terms: [.init(.amount(use.resource)), .init(.own(used), coefficient)], says: says,
          derived: derived))
    }
    if !use.most.isEmpty {
      let most = PerPeriod(spec.periods) { use.most[$0] }
      row(
        "\(resource.name) only where it is used", .init(lower: nil, upper: .zero),
        most.map { -$0 }, derived: .init(targets: [.amount(use.resource)], most: most))
    }
    if let least = use.least {
      let name = "least use of \(resource.name)"
      row(
        name, .init(lower: .zero, upper: nil), .constant(-least),
        says: .init(
          lower: use.atLeast.map {
            .init(
              name: Phrase(name, "\(resource.name)的最小用量"), bound: $0, isFloor: true,
              sentence: Phrase(
                "\(resource.name) is at least \(least.text) where it is used",
                "\(resource.name) 一旦使用，至少为 \(least.text)"))
          }))
    }
    if let startUp = use.startUp { add(startUp, of: use, used, spec, to: &mathematics) }
  }

  /// A column that is 1 in each period in which an amount is used and was not in the one before.
  private func add(
    _ startUp: [Spec.Figure], of use: Use, _ used: Int, _ spec: Spec,
    to mathematics: inout SectionMathematics
  ) {
    let resource = spec.resources[use.resource]
    let started = mathematics.add(
      AddedColumn(
        name: "start-up of \(resource.name)", at: use.at,
        bounds: .constant(.init(lower: .zero, upper: .one)),
        charges: startUp, resource: use.resource))
    let before: Rational = resource.start.signum > 0 ? .one : .zero
    let isFirst = { (t: Int) in t == 0 ? before : .zero }
    // s ≥ u − u₋₁; and, should a start be a gain, s ≤ u and s ≤ 1 − u₋₁.
    mathematics.rows.append(
      AddedRow(
        name: "start-up of \(resource.name)", at: use.at,
        bounds: PerPeriod(spec.periods) { .init(lower: -isFirst($0), upper: nil) },
        terms: [.init(.own(started)), .init(.own(used), -.one), .init(.own(used), .one, lag: 1)]))
    let directions = AttributeDirections(spec)
    guard startUp.contains(where: { $0.gains(directions) }) else { return }
    mathematics.rows.append(
      AddedRow(
        name: "start-up of \(resource.name) only where it is used", at: use.at,
        bounds: .constant(.init(lower: nil, upper: .zero)),
        terms: [.init(.own(started)), .init(.own(used), -.one)]))
    mathematics.rows.append(
      AddedRow(
        name: "start-up of \(resource.name) only where it was not used", at: use.at,
        bounds: PerPeriod(spec.periods) { .init(lower: nil, upper: .one - isFirst($0)) },
        terms: [.init(.own(started)), .init(.own(used), .one, lag: 1)]))
  }

  private func add(
    _ link: Link, _ used: [Int: Int], _ spec: Spec, to mathematics: inout SectionMathematics
  ) {
    let (one, other) = (spec.resources[link.resource].name, spec.resources[link.other].name)
    let bound = WrittenBound(series: .constant(link.isExclusion ? .one : .zero), at: link.at)
    mathematics.rows.append(
      AddedRow(
        name: link.isExclusion ? "\(one) or \(other)" : "\(one) with \(other)", at: link.at,
        bounds: .constant(.init(lower: nil, upper: bound.series[0])),
        terms: [
          .init(.own(used[link.resource]!)),
          .init(.own(used[link.other]!), link.isExclusion ? .one : -.one),
        ],
        says: .init(
          upper: .init(
            name: Phrase(one), bound: bound, isFloor: false,
            sentence: link.isExclusion
              ? Phrase("\(one) excludes \(other)", "\(one) 与 \(other) 不能同时使用")
              : Phrase("\(one) requires \(other)", "使用 \(one) 就必须使用 \(other)")))))
  }

  private func add(_ step: Step, _ spec: Spec, to mathematics: inout SectionMathematics) {
    let resource = spec.resources[step.resource]
    let size = step.size.series[0]
    let count = mathematics.add(
      AddedColumn(
        name: "steps of \(resource.name)", at: step.size.at,
        span: resource.isConstant ? .all : .each, isWhole: true,
        bounds: PerPeriod(spec.periods) { t in
          let bounds =
            resource.isConstant
            ? resource.bounds(0..<spec.periodCount) : resource.bounds(t)
          return .init(
            lower: bounds.lower.map { -(-$0 / size).floor },
            upper: bounds.upper.map { ($0 / size).floor })
        }, resource: step.resource))
    let clause = AddedRow.Clause(
      name: Phrase(resource.name), bound: step.size, isFloor: false,
      sentence: Phrase(
        "\(resource.name) comes in steps of \(size.text)", "\(resource.name) 以 \(size.text) 为一档"))
    mathematics.rows.append(
      AddedRow(
        name: "\(resource.name) in steps", at: step.size.at,
        bounds: .constant(.init(lower: .zero, upper: .zero)),
        terms: [.init(.amount(step.resource)), .init(.own(count), -size)],
        says: .init(lower: clause, upper: clause)))
  }

  func settle(_ values: inout SectionValues, printed: JSONValue?) {
    for (u, use) in uses.enumerated() {
      let (used, started) = columns(u)
      for t in 0..<values.periods {
        values[used, t] = values.amount(use.resource, t).signum > 0 ? .one : .zero
      }
      guard let started else { continue }
      for t in 0..<values.periods {
        let before = t == 0 ? use.startedBefore : values[used, t - 1]
        values[started, t] = max(.zero, values[used, t] - before)
      }
    }
    for (s, step) in steps.enumerated() {
      for t in 0..<values.periods {
        values[firstStep + s, t] = values.amount(step.resource, t) / step.size.series[0]
      }
    }
  }

  func figures(_ values: SectionValues) -> SectionFigures {
    var figures = SectionFigures()
    func series(_ value: (Int) -> Rational) -> Series { values.series(value) }
    for (u, use) in uses.enumerated() {
      let (used, started) = columns(u)
      var own = [
        SectionFigures.Figure(
          "is_used", series { values[used, $0] }, isFlag: true, isEvident: true)
      ]
      if let started {
        own.append(.init("starts", series { values[started, $0] }, isFlag: true))
      }
      figures.resources[use.resource] = own
      func charge(_ charges: [Spec.Figure], _ names: [String], _ column: Int, isStart: Bool) {
        if charges.isEmpty { return }
        let times = (0..<values.periods).map { values[column, $0] }
        figures.standing.append(
          .init(
            resource: use.name, isStart: isStart,
            isCharged: values.series { !times[$0].isZero },
            sums: zip(charges, names).map { figure, name in
              let sum = times.indices.reduce(Rational.zero) { $0 + figure.series[$1] * times[$1] }
              return (name, sum)
            }))
      }
      charge(use.fixed, use.fixedNames, used, isStart: false)
      if let started { charge(use.startUp ?? [], use.startNames, started, isStart: true) }
    }
    for (s, step) in steps.enumerated() {
      figures.resources[step.resource, default: []].append(
        .init("steps", series { values[firstStep + s, $0] }))
    }
    return figures
  }
}

extension UsedAmounts.Use {
  /// Whether it was used before the first period.
  fileprivate var startedBefore: Rational { startsUsed ? .one : .zero }
}

extension Spec.Figure {
  /// Whether charging it once more could help a plan.
  func gains(_ directions: AttributeDirections) -> Bool {
    let direction = directions[attribute]
    return series.values.contains { value in
      value.signum > 0 && direction.gainsByMore || value.signum < 0 && direction.gainsByLess
    }
  }
}
