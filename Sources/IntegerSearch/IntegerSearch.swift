// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

extension LinearProgram {
  /// Branch and cut (Land and Doig, 1960; Padberg and Rinaldi, 1991) in floating point, in which
  /// every part that is closed is closed by a proof.
  ///
  /// The program has whole bounds, and `basis` is an optimal one of its relaxation, or near one.
  /// `plan` is a feasible whole point to beat, if one is known.
  ///
  /// - Returns: nil where the program's numbers are beyond doubles.
  public func searched(
    from basis: Basis, plan: [Rational]? = nil, limits: SearchLimits = SearchLimits(),
    watch: SearchWatch? = nil
  ) -> SearchResult? {
    guard let whole = WholeProgram(self, isPlain: limits.isPlain) else { return nil }
    let search = Search(whole, basis, plan, limits)
    search.cutSources = [SingleRows(), TableauRows(), JoinedRows(), ZeroHalfRows()]
    search.watch = watch
    return search.run()
  }
}
