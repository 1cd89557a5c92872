// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText

/// Demands that may be served a while after they are asked for.
///
/// With d(t) asked for, s(t) there to serve it and b(t) still waiting at the end of t:
///
///     s(t) + b(t) − b(t−1) ≥ d(t)
///     0 ≤ b(t) ≤ d(t) + d(t−1) + … + d(t−wait+1),  b = 0 after the last period
///
/// What is oldest is served first, so what waits at most `wait` periods is what was asked for in as
/// many; and nothing is served before it is asked for, as b is not below 0.
struct Waiting: Section {
  struct Wait: Sendable {
    let demand: Int
    /// In periods.
    let most: WrittenBound
    let penalty: Rational?
    let periods: Int
    let name: String
    /// What is asked for in each period.
    let asked: Series

    /// The most that may still wait at the end of a period.
    func window(_ count: Int) -> [Rational] {
      var window: [Rational] = []
      var sum = Rational.zero
      for t in 0..<count {
        sum += asked[t]
        if t >= periods { sum = sum - asked[t - periods] }
        window.append(t == count - 1 ? .zero : sum)
      }
      return window
    }
  }

  let waits: [Wait]

  func mathematics(in spec: Spec) -> SectionMathematics {
    var mathematics = SectionMathematics()
    for wait in waits {
      let name = "backlog of \(wait.name)"
      mathematics.columns.append(
        AddedColumn(
          name: name, at: wait.most.at,
          bounds: .list(
            wait.window(spec.periodCount).map { .init(lower: .zero, upper: $0) }),
          price: wait.penalty.map { .constant($0) },
          inDemands: [
            .init(demand: wait.demand, coefficient: .one),
            .init(demand: wait.demand, coefficient: -.one, later: 1),
          ],
          says: .init(
            upper: .init(
              name: Phrase("wait of \(wait.name)", "\(wait.name)的等待时间"), bound: wait.most,
              isFloor: false)),
          upperFollows: (wait.demand, wait.periods)))
    }
    return mathematics
  }

  /// The least that must wait.
  func settle(_ values: inout SectionValues, printed: JSONValue?) {
    for (item, wait) in waits.enumerated() {
      var before = Rational.zero
      for (t, most) in wait.window(values.periods).enumerated() {
        let open = before + wait.asked[t] - values.missed(wait.demand, t)
        before = min(most, max(.zero, open - values.total(ofDemand: wait.demand, t)))
        values[item, t] = before
      }
    }
  }

  func figures(_ values: SectionValues) -> SectionFigures {
    var figures = SectionFigures()
    for (item, wait) in waits.enumerated() {
      let backlog = (0..<values.periods).map { values[item, $0] }
      figures.demands[wait.demand] = [.init("backlog", .list(backlog))]
    }
    return figures
  }
}
