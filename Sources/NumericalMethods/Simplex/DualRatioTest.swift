// SPDX-License-Identifier: GPL-3.0-or-later

/// Which column enters: the ratio test of the dual simplex method that goes past the bounds of
/// columns with two of them, as long as that pays (Maros, "Computational techniques of the simplex
/// method", 2003, chapter 10.2.3), with Harris's tolerance ("Pivot selection methods of the Devex
/// LP code", 1973), as Koberstein puts them together ("The dual simplex method, techniques for a
/// fast and stable implementation", 2005, chapter 6.2.2).
final class DualRatioTest {
  struct Candidate {
    var variable: Int32
    /// The entry of the pivot row, with the sign of the step.
    var entry: Double
    /// How far the reduced cost is from the wrong sign.
    var slack: Double
    /// The distance of the two bounds.
    var range: Double
  }

  static let tolerance = 1e-9

  /// Room for every variable.
  let candidates: UnsafeMutablePointer<Candidate>
  private(set) var count = 0
  /// The variables that go to their other bound.
  private(set) var flipped: [Int32] = []

  init(variables: Int) { candidates = .allocate(capacity: max(1, variables)) }

  deinit { candidates.deallocate() }

  /// The loop of `DualSimplex` fills the candidates and says how many there are.
  func begin(_ number: Int) { count = number }

  /// - Parameter slope: how far the leaving variable is outside its bound.
  /// - Returns: the place of the entering candidate; nil where no end is there.
  func choose(slope: Double) -> Candidate? {
    flipped.removeAll(keepingCapacity: true)
    let candidates = candidates
    var rest = count
    var slope = slope
    // Of the groups passed, the best pivot, and how many flips went before it.
    var best: Candidate?
    var flipsBefore = 0
    while rest > 0 {
      // Where slacks are so large that the tolerance is lost in them, rounding may leave even the least
      // ratio above the limit: its variable is in the group whatever it says.
      var limit = Double.infinity
      var least: Int32 = -1
      for k in 0..<rest {
        let candidate = candidates[k]
        let ratio = (candidate.slack + Self.tolerance) / candidate.entry
        if ratio < limit { (limit, least) = (ratio, candidate.variable) }
      }
      // The group within the limit goes to the end of those that are left.
      var k = 0
      var group: Candidate?
      var decrease = 0.0
      let end = rest
      while k < rest {
        let candidate = candidates[k]
        if candidate.slack > limit * candidate.entry, candidate.variable != least {
          k += 1
          continue
        }
        decrease += candidate.range * candidate.entry
        if let known = group {
          if candidate.entry > known.entry
            || (candidate.entry == known.entry && candidate.variable < known.variable)
          {
            group = candidate
          }
        } else {
          group = candidate
        }
        rest -= 1
        candidates[k] = candidates[rest]
        candidates[rest] = candidate
      }
      // A pivot that is too small is only taken where nothing better was passed.
      if let group, best.map({ group.entry > min(1e-6, $0.entry) }) ?? true {
        best = group
        flipsBefore = flipped.count
      }
      slope -= decrease
      if !(slope > 0) { break }
      // Past all of them and still outside: nothing bounds the dual.
      if rest == 0 { return nil }
      for k in rest..<end { flipped.append(candidates[k].variable) }
    }
    flipped.removeLast(flipped.count - flipsBefore)
    return best
  }
}
