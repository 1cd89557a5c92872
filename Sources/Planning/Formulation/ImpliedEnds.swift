// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// The upper ends of amounts and purchases, written or implied by the rest of the spec: what a
/// section needs where something is only there when an amount is above 0. They follow from the
/// author's numbers by exact bound tightening; nobody writes a big number.
final class ImpliedEnds: EndsOfAmounts {
  private let spec: Spec
  private lazy var formulation = Formulation(spec)
  private lazy var bounds = formulation.withoutObjective.impliedBounds()

  /// `spec` has all its sections, in a form that allows at least what the spec allows.
  init(_ spec: Spec) { self.spec = spec }

  /// The greatest amount of a resource in a period; nil where nothing ends it.
  func amount(_ resource: Int, _ period: Int) -> Rational? {
    if spec.resources[resource].isConstant {
      if let upper = spec.resources[resource].bounds(0..<spec.periodCount).upper {
        return upper
      }
    } else if let upper = spec.resources[resource].max?[period] {
      return upper
    }
    return bounds[formulation.layout.amount(resource, period)].upper.map { Swift.max($0, .zero) }
  }

  /// The most that can be bought of a resource in a period; nil where nothing ends it.
  func bought(_ resource: Int, _ period: Int) -> Rational? {
    guard let column = formulation.layout.column(.bought(resource), period) else { return nil }
    return bounds[column].upper.map { Swift.max($0, .zero) }
  }
}
