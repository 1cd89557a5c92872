// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// A polyhedron of goal values, all to be small: everything above some half-spaces w·y ≥ β with
/// w ≥ 0, kept with its vertices by the double description method (Motzkin, Raiffa, Thompson and
/// Thrall, 1953; Fukuda and Prodon, "Double description method revisited", 1996).
///
/// It goes on for ever in the direction of each goal and in no other, so its rays are the axes.
struct GoalPolyhedron {
  /// A vertex, or where `isRay` a direction.
  struct Generator {
    let values: [Rational]
    let isRay: Bool
    /// The half-spaces on whose boundary it is, ascending.
    var tight: [Int]
  }

  private(set) var generators: [Generator]
  private var halfSpaces: Int
  private let goals: Int

  /// All values that are at least `least`.
  init(above least: [Rational]) {
    goals = least.count
    // Half-spaces 0..<goals are yᵢ ≥ leastᵢ; number `goals` is that of the directions.
    halfSpaces = goals + 1
    let goals = goals
    generators = [Generator(values: least, isRay: false, tight: Array(0..<goals))]
    generators += (0..<goals).map { axis in
      Generator(
        values: (0..<goals).map { $0 == axis ? .one : .zero }, isRay: true,
        tight: (0...goals).filter { $0 != axis })
    }
  }

  /// Cuts off what is below w·y = β. O(vertices²·vertices) at worst.
  mutating func cut(weights: [Rational], bound: Rational) {
    let number = halfSpaces
    halfSpaces += 1
    let sides = generators.map {
      ParametricProgram.product(weights, $0.values) - ($0.isRay ? .zero : bound)
    }
    var kept: [Generator] = []
    for (generator, side) in zip(generators, sides) where side.signum >= 0 {
      kept.append(generator)
      if side.isZero { kept[kept.count - 1].tight.append(number) }
    }
    for (a, inside) in sides.enumerated() where inside.signum > 0 {
      for (b, outside) in sides.enumerated() where outside.signum < 0 && areNeighbours(a, b) {
        kept.append(meeting(a, inside, b, outside, number))
      }
    }
    generators = kept
  }

  /// Where the edge between a generator inside and a vertex outside meets the new boundary.
  private func meeting(
    _ a: Int, _ inside: Rational, _ b: Int, _ outside: Rational, _ number: Int
  ) -> Generator {
    let (from, to) = (generators[b], generators[a])
    // A direction: vertex + s·direction. Two vertices: between them.
    let values: [Rational]
    if to.isRay {
      let distance = -outside / inside
      values = zip(from.values, to.values).map { $0 + distance * $1 }
    } else {
      let share = outside / (outside - inside)
      values = zip(from.values, to.values).map { $0 + share * ($1 - $0) }
    }
    return Generator(
      values: values, isRay: false, tight: Self.common(from.tight, to.tight) + [number])
  }

  /// Whether an edge joins two generators: no third one is on all the boundaries that both are on.
  private func areNeighbours(_ a: Int, _ b: Int) -> Bool {
    let shared = Self.common(generators[a].tight, generators[b].tight)
    guard shared.count >= goals - 1 else { return false }
    for (other, generator) in generators.enumerated() where other != a && other != b {
      if Self.common(shared, generator.tight).count == shared.count { return false }
    }
    return true
  }

  private static func common(_ a: [Int], _ b: [Int]) -> [Int] {
    var (i, j) = (0, 0)
    var shared: [Int] = []
    while i < a.count, j < b.count {
      if a[i] == b[j] {
        shared.append(a[i])
        (i, j) = (i + 1, j + 1)
      } else if a[i] < b[j] {
        i += 1
      } else {
        j += 1
      }
    }
    return shared
  }
}
