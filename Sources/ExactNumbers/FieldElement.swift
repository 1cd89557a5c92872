// SPDX-License-Identifier: GPL-3.0-or-later

/// A number that a matrix can be factorised in.
package protocol FieldElement: Sendable {
  /// A sum of products that grows term by term.
  associatedtype Sum: FieldSum where Sum.Element == Self

  init(_ exact: Rational)
  static var zero: Self { get }
  /// Whether the number is certainly 0.
  var isZero: Bool { get }
  static prefix func - (a: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
  static func / (a: Self, b: Self) -> Self
  /// What an operation with this number costs, in operations with short ones.
  var weight: Int { get }
  /// How large the number is, as far as the choice of a pivot must know.
  var pivotSize: Double { get }
  /// Whether the number can be divided by, in a row whose largest is `largest`.
  func isPivot(in largest: Double) -> Bool
}

package protocol FieldSum {
  associatedtype Element
  init(_ value: Element)
  mutating func subtract(_ a: Element, _ b: Element)
  var value: Element { get }
  var weight: Int { get }
}

extension ExactSum: FieldSum {}

extension Rational: FieldElement {
  package typealias Sum = ExactSum
  package init(_ exact: Rational) { self = exact }
  package var pivotSize: Double { 0 }
  package func isPivot(in largest: Double) -> Bool { true }
}

extension Double: FieldElement {
  package init(_ exact: Rational) { self = exact.double }
  package var weight: Int { 1 }
  package var pivotSize: Double { magnitude }
  /// Threshold pivoting: a tenth of the largest in the row (Suhl and Suhl, "Computing sparse LU
  /// factorizations for large-scale linear programming bases", 1990, part 3).
  package func isPivot(in largest: Double) -> Bool {
    magnitude >= 0.1 * largest && isFinite && self != 0
  }

  package struct Sum: FieldSum {
    package private(set) var value: Double
    package init(_ value: Double) { self.value = value }
    package mutating func subtract(_ a: Double, _ b: Double) { value -= a * b }
    package var weight: Int { 1 }
  }
}
