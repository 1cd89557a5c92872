// SPDX-License-Identifier: GPL-3.0-or-later

/// A sum in twice the precision of a double (Dekker, "A floating-point technique for extending the
/// available precision", 1971; Ogita, Rump and Oishi, "Accurate sum and dot product", 2005).
package struct DoubleDouble {
  private var high: Double
  private var low = 0.0

  package init(_ value: Double) { high = value }

  @inline(__always)
  package mutating func subtract(_ a: Double, _ b: Double) {
    let product = a * b
    let rest = (-product).addingProduct(a, b)
    let sum = high - product
    let back = sum - high
    low += ((high - (sum - back)) - (product + back)) - rest
    high = sum
  }

  package var value: Double { high + low }
}
