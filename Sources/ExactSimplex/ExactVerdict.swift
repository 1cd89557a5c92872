// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

extension LinearProgram {
  /// The exact verdict on this program without its demand for whole numbers, from a basis that a
  /// floating-point solver stopped at. The basis is only a hint: where it proves nothing, the
  /// exact simplex method goes on from it, if the program is small enough.
  ///
  /// Every verdict was checked by `proves`. nil where that would take more than about `limit`
  /// multiplications of fractions, or where `stop` says so.
  public func exactVerdict(
    from hint: Basis, limit: Int = 20_000_000, until stop: StopSignal = .never
  ) -> Verdict? {
    if let verdict = BasisSolution(of: self, at: hint, limit: limit, until: stop)?.verdict {
      return verdict
    }
    return tableauVerdict(from: hint, limit: limit, until: stop)
  }

  func tableauVerdict(
    from hint: Basis, limit: Int, until stop: StopSignal = .never
  ) -> Verdict? {
    guard var tableau = ExactTableau(self, startingAt: hint, limit: limit, until: stop),
      let verdict = tableau.solve(), proves(verdict)
    else { return nil }
    return verdict
  }
}
