// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram
import SystemThreads

/// Equal parts of a curve's interval that are traced at the same time. How many they are does not
/// depend on the threads, so neither does the curve.
public struct CurveParts: Sendable {
  public var count: Int
  public var threads: Int
  /// What finds the verdicts of one part, from a basis that is optimal where the part begins. It is
  /// called on the thread of the part.
  public var solving: @Sendable (Basis) -> ExactSolving

  public init(count: Int, threads: Int, solving: @escaping @Sendable (Basis) -> ExactSolving) {
    (self.count, self.threads, self.solving) = (count, threads, solving)
  }

  /// What `body` makes of each part, in their order; throws what the first that failed has thrown.
  func each<T: Sendable>(_ body: @escaping @Sendable (Int) throws -> T) throws -> [T] {
    try SystemThreads.each(below: count, threads: threads) { part in Result { try body(part) } }
      .map { try $0.get() }
  }
}
