// SPDX-License-Identifier: GPL-3.0-or-later

/// A step of a solve without whole numbers. Which one comes after which is `next(after:)`; what each
/// does is `SolveCourse`.
///
///     search ─→ proof of the start ─→ GLPK from the start ─→ proof ─→ feasibility ─→ …
///       ↺  └──────────→ GLPK ←──────────────┘ └─────────────↗ └─→ GLPK, enlarged ⇄ proof
enum SolveStep: Sendable, Equatable {
  /// The next method of the catalogue whose shape the program has looks for a basis to begin from.
  case search
  /// What is proved from the basis that a method takes for the last one.
  case proofOfStart
  /// GLPK goes on from the basis that a method found. Where that takes long, it is given up.
  case glpkFromStart
  /// GLPK begins in a basis of its own.
  case glpk
  /// What is proved from the basis that GLPK ended in.
  case proof
  /// GLPK says that its basis is optimal, and it is not: what is missed is too little for doubles. GLPK
  /// goes on from it in the program enlarged around it.
  case glpkEnlarged
  case proofOfEnlarged
  /// GLPK's verdict is not an optimum, and its basis does not prove it. Zero costs are dual feasible
  /// in every basis, so without the costs the dual simplex ends in a feasible point, or in a row that
  /// proves that there is none.
  case feasibility
  case proofOfFeasibility
  /// GLPK's primal simplex goes on from the feasible point, with the costs.
  case glpkFromFeasible
  case lastProof

  /// What a step came to.
  enum Outcome: Sendable, Equatable {
    /// What the next step begins from.
    case found
    /// Nothing, or nothing that is good enough.
    case nothing
    /// Nothing, and there is no other of its kind to be tried.
    case exhausted
    /// The verdict: the solve is over.
    case solved
  }

  /// The step that follows; nil where the solve is over.
  func next(after outcome: Outcome) -> SolveStep? {
    if outcome == .solved { return nil }
    switch (self, outcome) {
    case (.search, .found): return .proofOfStart
    case (.search, .nothing): return .search
    case (.search, _): return .glpk
    case (.proofOfStart, _): return .glpkFromStart
    case (.glpkFromStart, .found): return .proof
    case (.glpkFromStart, _): return .glpk
    case (.glpk, _): return .proof
    case (.proof, .found): return .glpkEnlarged
    case (.proof, _): return .feasibility
    case (.glpkEnlarged, .found): return .proofOfEnlarged
    case (.glpkEnlarged, _): return nil
    case (.proofOfEnlarged, _): return .glpkEnlarged
    case (.feasibility, _): return .proofOfFeasibility
    case (.proofOfFeasibility, _): return .glpkFromFeasible
    case (.glpkFromFeasible, _): return .lastProof
    case (.lastProof, _): return nil
    }
  }
}

extension SolveStep: CustomStringConvertible {
  /// As `--verbose` says it. A search is said by its method and what that saw.
  var description: String {
    switch self {
    case .search: "a search for a starting basis"
    case .proofOfStart, .proof, .proofOfEnlarged, .proofOfFeasibility, .lastProof:
      "the exact proof"
    case .glpkFromStart: "GLPK, from that basis"
    case .glpk: "GLPK, from a basis of its own"
    case .glpkEnlarged: "GLPK, seen from near that basis"
    case .feasibility: "GLPK, without the costs"
    case .glpkFromFeasible: "GLPK, from the plan without the costs"
    }
  }
}
