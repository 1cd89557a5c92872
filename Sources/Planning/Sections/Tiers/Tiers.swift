// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText
import LinearProgram

/// Figures that change with the amount: `"cost": {"tiers": [[10, 90], [50, 85], 70]}`.
///
/// The amount x is cut at the tiers' ends, x = Σ yₖ with 0 ≤ yₖ ≤ wₖ, and a unit of yₖ is charged the
/// rate of its tier. Where the rates rise and the total can only hurt, or they fall and it can only
/// help, the program itself fills the tiers in their order and no whole number is needed. Elsewhere
/// zₖ ∈ {0, 1} says that tier k is begun:
///
///     wₖ₋₁ zₖ ≤ yₖ₋₁        a tier is begun only where the one before is full
///     yₖ ≤ wₖ zₖ
///
/// (Williams, "Model building in mathematical programming", 2013, chapter 7.3.)
struct Tiers: OpenSection {
  /// The tiers of one attribute of a resource, or of what is bought of it.
  struct Curve: Sendable {
    let target: AddedRow.Term.Target
    let resource: Int
    let attribute: Int
    /// Where each tier but the last ends, rising.
    let ends: [Rational]
    /// One a tier.
    let rates: [Series]
    let at: Pointer
    let offset: Int
    /// The upper end of the amount in each period; empty until the rest of the spec is known, and
    /// where no whole numbers are needed.
    var most: [Rational] = []
    /// What a tier costs needs whole numbers to be told right.
    var needsWholeNumbers = false
    var resourceName = ""
    var attributeName = ""

    var count: Int { rates.count }
    /// How much fits into a tier; nil in the last.
    func width(_ k: Int) -> Rational? {
      k < ends.count ? ends[k] - (k == 0 ? .zero : ends[k - 1]) : nil
    }
  }

  var curves: [Curve] = []

  /// The place of a curve's first column; its tiers come first, then what is begun.
  private func first(_ c: Int) -> Int {
    curves[..<c].reduce(0) { $0 + $1.count + ($1.needsWholeNumbers ? $1.count - 1 : 0) }
  }

  func mathematics(in spec: Spec) -> SectionMathematics {
    var mathematics = SectionMathematics()
    for curve in curves { add(curve, spec, to: &mathematics) }
    return mathematics
  }

  private func add(_ curve: Curve, _ spec: Spec, to mathematics: inout SectionMathematics) {
    let resource = spec.resources[curve.resource]
    let span = curve.span(in: spec)
    let tiers = (0..<curve.count).map { k in
      mathematics.add(
        AddedColumn(
          name: "\(curve.name), tier \(k + 1)", at: curve.at, span: span,
          bounds: .constant(.init(lower: .zero, upper: curve.width(k))),
          charges: [.init(attribute: curve.attribute, series: curve.rates[k])],
          resource: curve.resource))
    }
    mathematics.rows.append(
      AddedRow(
        name: "\(curve.name) by tiers", at: curve.at,
        bounds: .constant(.init(lower: .zero, upper: .zero)),
        terms: [.init(curve.target)] + tiers.map { .init(.own($0), -.one) }))
    // Until its ends are known, a curve allows more than it means.
    guard curve.needsWholeNumbers, !curve.most.isEmpty else { return }
    let isBegun = (1..<curve.count).map { k in
      mathematics.add(
        AddedColumn(
          name: "\(curve.name) above \(curve.ends[k - 1].text)", at: curve.at, span: span,
          isWhole: true,
          bounds: PerPeriod(spec.periods) { t in
            let isReachable = curve.most[t] > curve.ends[k - 1]
            return .init(lower: .zero, upper: isReachable ? .one : .zero)
          }, resource: curve.resource, derived: curve.derivedEnd(spec)))
    }
    for k in 1..<curve.count {
      let name =
        "\(curve.attributeName) tier of \(resource.name) above \(curve.ends[k - 1].text)"
      mathematics.rows.append(
        AddedRow(
          name: name, at: curve.at, bounds: .constant(.init(lower: .zero, upper: nil)),
          terms: [
            .init(.own(tiers[k - 1])), .init(.own(isBegun[k - 1]), -curve.width(k - 1)!),
          ]))
      mathematics.rows.append(
        AddedRow(
          name: "\(name), its part", at: curve.at,
          bounds: .constant(.init(lower: nil, upper: .zero)),
          terms: [
            .init(.own(tiers[k])),
            .init(
              .own(isBegun[k - 1]),
              PerPeriod(spec.periods) { t in
                // What the amount's end leaves of the tier, and nothing of one beyond it.
                let rest = max(.zero, curve.most[t] - curve.ends[k - 1])
                return -(curve.width(k).map { min($0, rest) } ?? rest)
              }),
          ], derived: curve.derivedEnd(spec)))
    }
  }

  func settle(_ values: inout SectionValues, printed: JSONValue?) {
    for (c, curve) in curves.enumerated() {
      let first = first(c)
      for t in 0..<values.periods {
        var rest = curve.amount(values, t)
        for k in 0..<curve.count {
          if k > 0, curve.needsWholeNumbers {
            values[first + curve.count + k - 1, t] = rest.signum > 0 ? .one : .zero
          }
          let part = curve.width(k).map { min(rest, $0) } ?? rest
          values[first + k, t] = part
          rest = rest - part
        }
      }
    }
  }

  func figures(_ values: SectionValues) -> SectionFigures {
    var figures = SectionFigures()
    figures.tiered = curves.map { curve in
      func amount(_ t: Int) -> Rational { curve.amount(values, t) }
      return SectionFigures.Tiered(
        resource: curve.resourceName, attribute: curve.attributeName,
        isBought: curve.isOfBought, amount: values.series(amount),
        sum: values.series { curve.sum(of: amount($0), $0) },
        tier: values.series { curve.tier(of: amount($0)) },
        rate: values.series { curve.rates[curve.tier(of: amount($0))][$0] },
        next: values.series { curve.rates[curve.tier(beyond: amount($0))][$0] }, ends: curve.ends)
    }
    return figures
  }

  func holds(for directions: AttributeDirections) -> Bool {
    curves.allSatisfy { curve in
      let periods = curve.rates.map(\.values.count).max() ?? 1
      return curve.needsWholeNumbers
        || !curve.isFilledWrongly(directions[curve.attribute], periods: periods)
    }
  }

  var remarks: [String] {
    curves.map { curve in
      "tiers of \(curve.name): "
        + (curve.needsWholeNumbers
          ? "with whole numbers, since the dearer or better part could be taken first"
          : "linear, since they are filled in their order by themselves")
    }
  }
}

extension Tiers.Curve {
  /// One column a period, or one where the amount is the same in all.
  func span(in spec: Spec) -> Limit.Span {
    if case .amount(let r) = target, spec.resources[r].isConstant { return .all }
    return .each
  }

  func derivedEnd(_ spec: Spec) -> DerivedEnd {
    DerivedEnd(targets: [target], most: PerPeriod(spec.periods) { most[$0] })
  }

  func amount(_ values: SectionValues, _ t: Int) -> Rational {
    if case .bought(let r) = target { return values.bought(r, t) }
    return values.amount(resource, t)
  }

  /// `cost of bought h100`.
  var name: String { "\(attributeName) of \(isOfBought ? "bought " : "")\(resourceName)" }

  var isOfBought: Bool { if case .bought = target { true } else { false } }

  /// The tier that the last unit of an amount is in, and the one that a unit more would be in.
  func tier(of amount: Rational) -> Int { ends.count { $0 < amount } }
  func tier(beyond amount: Rational) -> Int { ends.count { $0 <= amount } }

  /// What all of an amount counts for in a period.
  func sum(of amount: Rational, _ t: Int) -> Rational {
    var (sum, rest) = (Rational.zero, amount)
    for k in 0...tier(of: amount) {
      let part = width(k).map { min(rest, $0) } ?? rest
      sum += rates[k][t] * part
      rest = rest - part
    }
    return sum
  }

  /// Whether the program would fill the tiers in another order than theirs.
  func isFilledWrongly(_ directions: AttributeDirections.Directions, periods: Int) -> Bool {
    for t in 0..<periods {
      for k in rates.indices.dropFirst() {
        let (before, here) = (rates[k - 1][t], rates[k][t])
        if here < before, directions.gainsByLess { return true }
        if here > before, directions.gainsByMore { return true }
      }
    }
    return false
  }
}
