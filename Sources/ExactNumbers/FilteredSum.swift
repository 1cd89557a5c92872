// SPDX-License-Identifier: GPL-3.0-or-later

/// A sum of products in doubles that knows how far it may be from the exact one, so that its sign
/// is either certain or not known: a floating-point filter (Fortune and Van Wyk, "Static analysis
/// yields efficient exact integer arithmetic for computational geometry", 1996; Shewchuk,
/// "Adaptive precision floating-point arithmetic and fast robust geometric predicates", 1997).
///
/// The bound is the running one of Higham, "Accuracy and stability of numerical algorithms", 2002,
/// chapter 3: with u = 2⁻⁵³, a factor is within 3u of its fraction, so a term of k products
/// passes through at most k + 7 roundings, and the error is at most γ(k + 7) Σ|ab|. Σ|ab| is itself
/// summed with as many roundings; (k + 24) u times the sum that was found is above both. Factors
/// below 2⁻⁵⁰⁰ or above 2⁵⁰⁰ are NaN, which makes no sign certain, so nothing underflows or
/// overflows on the way.
@usableFromInline
package struct FilteredSum {
  @usableFromInline package internal(set) var sum = 0.0
  @usableFromInline var magnitude = 0.0
  @usableFromInline var terms = 0

  @inlinable package init() {}

  @inlinable @inline(__always)
  package mutating func add(_ a: Double, _ b: Double) {
    let product = a * b
    sum += product
    magnitude += product.magnitude
    terms &+= 1
  }

  @inlinable @inline(__always)
  package mutating func add(_ a: Double) { add(a, 1) }

  /// Whether nothing was added yet.
  package var isUntouched: Bool { terms == 0 }

  /// The greatest distance of `sum` from the exact sum; NaN where none is known.
  @inlinable package var error: Double { magnitude * (Double(terms + 24) * 0x1p-53) }

  /// 1 or -1 where the exact sum certainly has this sign, or 0 where that is not known.
  @inlinable @inline(__always)
  package var certainSign: Int {
    let error = error
    return sum > error ? 1 : sum < -error ? -1 : 0
  }

  /// The same for the difference of this sum and another number.
  @inlinable @inline(__always)
  package func certainSign(less other: Double) -> Int {
    var difference = self
    difference.add(-other)
    return difference.certainSign
  }
}

extension Rational {
  /// The number within three units of rounding (3·2⁻⁵³ of its magnitude), or NaN where it is
  /// nonzero and not between 2⁻⁵⁰⁰ and 2⁵⁰⁰.
  @inlinable @inline(__always)
  package var approximation: Double {
    if big != nil { return largeApproximation }
    return Double(numerator) / Double(denominator)
  }

  @usableFromInline
  var largeApproximation: Double {
    let double = double
    return double.magnitude >= 0x1p-500 && double.magnitude <= 0x1p500 ? double : .nan
  }
}

extension PackedRationals {
  /// As `Rational.approximation`.
  @inlinable @inline(__always)
  package func approximation(_ index: Int) -> Double {
    let pair = pairs[index]
    return pair.denominator == 0
      ? large[pair.numerator].approximation : Double(pair.numerator) / Double(pair.denominator)
  }
}
