// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// A section that needs the upper ends of amounts, written or implied by the rest of the spec.
protocol OpenSection: Section {
  /// The same section with the ends that it needs, once all of the spec has been read; what is
  /// missing is noted. Until then its mathematics allows at least what it means.
  func closed(by ends: any EndsOfAmounts, _ reader: inout SpecReader) -> any Section
}

/// How much there can be at most, in a period; nil where nothing ends it.
protocol EndsOfAmounts: AnyObject {
  func amount(_ resource: Int, _ period: Int) -> Rational?
  /// What can be bought.
  func bought(_ resource: Int, _ period: Int) -> Rational?
}
