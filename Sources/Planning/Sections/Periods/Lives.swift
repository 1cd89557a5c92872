// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText

/// What is bought and lasts so many periods: `"buy": {"capex": 3, "lead": 1, "life": 5}`.
///
/// With b(t) bought, n(t) there and a(t) in use:
///
///     n(t) = n(t−1) + b(t−lead) − b(t−lead−life),  a(t) ≤ n(t)
///
/// What was there before the first period is as if it had come in the first: it is there for `life`
/// periods too. The chain keeps rows short, however long a life is.
struct Lives: Section {
  private struct Life {
    let resource: Int
    let lead: Int
    let life: Int
    let start: Rational
  }

  private let lives: [Life]

  /// nil where nothing has a life.
  init?(of spec: Spec) {
    lives = spec.resources.enumerated().compactMap { r, resource in
      guard let scaling = resource.scaling, let life = scaling.life else { return nil }
      return Life(resource: r, lead: scaling.lead, life: life, start: resource.start)
    }
    if lives.isEmpty { return nil }
  }

  func mathematics(in spec: Spec) -> SectionMathematics {
    var mathematics = SectionMathematics()
    for life in lives {
      let (r, resource) = (life.resource, spec.resources[life.resource])
      let at = resource.at.appending("buy")
      let there = mathematics.add(AddedColumn(name: "there of \(resource.name)", at: at))
      var terms: [AddedRow.Term] = [
        .init(.own(there)), .init(.own(there), -.one, lag: 1),
        .init(.bought(r), -.one, lag: life.lead),
      ]
      let end = life.lead + life.life
      if end < spec.periodCount { terms.append(.init(.bought(r), .one, lag: end)) }
      var start = [Rational](repeating: .zero, count: spec.periodCount)
      start[0] = life.start
      if life.life < start.count { start[life.life] = -life.start }
      mathematics.rows.append(
        AddedRow(
          name: "what comes and goes of \(resource.name)", at: at,
          bounds: .list(start.map { .init(lower: $0, upper: $0) }), terms: terms))
      mathematics.rows.append(
        AddedRow(
          name: "what is there of \(resource.name)", at: at,
          bounds: .constant(.init(lower: nil, upper: .zero)),
          terms: [.init(.amount(r)), .init(.own(there), -.one)]))
    }
    return mathematics
  }

  /// A plan says what is used, and what is there follows from what that asks to be bought.
  func settle(_ values: inout SectionValues, printed: JSONValue?) {
    if printed == nil { return }
    for (item, life) in lives.enumerated() {
      var there = life.start
      for t in 0..<values.periods {
        if t >= life.lead { there += values.bought(life.resource, t - life.lead) }
        let end = t - life.lead - life.life
        if end >= 0 { there = there - values.bought(life.resource, end) }
        if t == life.life { there = there - life.start }
        values[item, t] = there
      }
    }
  }
}

/// Makes the section of a spec in which something has a life: `life` is read with `buy`.
final class LivesReader: SectionReading {
  static let format = SectionFormat()
  static let isAlwaysAsked = true

  func finish(_ reader: inout SpecReader) -> (any Section)? { Lives(of: reader.spec) }
}

extension Resource {
  /// The least that must be bought for amounts, each as late as it can be. What cannot be there in
  /// time is not bought.
  func leastBought(for amounts: Series, _ periods: Int) -> [Rational] {
    var bought = [Rational](repeating: .zero, count: periods)
    guard let scaling else { return bought }
    var there = start
    for t in 0..<periods {
      if let life = scaling.life {
        if t == life { there = there - start }
        if t >= scaling.lead + life { there = there - bought[t - scaling.lead - life] }
      } else {
        there = scaling.keep[t] * (t == 0 ? start : amounts[t - 1])
      }
      if t < scaling.lead || amounts[t] <= there { continue }
      bought[t - scaling.lead] = amounts[t] - there
      there = amounts[t]
    }
    return bought
  }
}
