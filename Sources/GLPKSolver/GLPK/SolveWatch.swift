// SPDX-License-Identifier: GPL-3.0-or-later
import GLPKGuard

/// Somebody who is told what a solver does while it works. What is told changes no answer.
public struct SolveWatch: Sendable {
  public enum Event: Sendable {
    /// The method that suits the program, and what was seen in it.
    case chosen(method: String, why: String)
    /// What is done from now on, in a few words.
    case begins(String)
    /// A line of GLPK's own.
    case printed(String)
    /// Where GLPK's simplex method is.
    case pivoted(count: Int, objective: Double)
    /// Where the search over whole numbers is; nil for no plan and no bound yet.
    case searched(nodes: Int, objective: Double?, bound: Double?)
    /// How a run of GLPK ended, in words.
    case ended(String)
    /// How many linear programs a curve or a frontier has taken.
    case solved(count: Int)
  }

  /// Whether GLPK is to print, for `Event.printed`.
  public let wantsLog: Bool
  /// Called on the thread that solves.
  public let tell: @Sendable (Event) -> Void

  public init(wantsLog: Bool, tell: @escaping @Sendable (Event) -> Void) {
    (self.wantsLog, self.tell) = (wantsLog, tell)
  }
}

extension SolveWatch {
  /// Runs `body` with what the guard calls for this watch.
  func withGuardWatch(_ body: (UnsafePointer<guard_watch>) -> Void) {
    let teller = Teller(self)
    withExtendedLifetime(teller) {
      var watch = guard_watch()
      watch.info = Unmanaged.passUnretained(teller).toOpaque()
      if wantsLog {
        watch.say = { info, text in Teller.of(info).say(String(cString: text!)) }
      }
      watch.pass = { info, pivots, nodes, objective, bound in
        Teller.of(info).pass(Int(pivots), Int(nodes), objective, bound)
      }
      body(&watch)
    }
  }
}

/// Makes events of the guard's calls; those of one run come from one thread.
private final class Teller {
  private let watch: SolveWatch
  private var line = ""

  init(_ watch: SolveWatch) { self.watch = watch }

  static func of(_ info: UnsafeMutableRawPointer?) -> Teller {
    Unmanaged<Teller>.fromOpaque(info!).takeUnretainedValue()
  }

  func say(_ text: String) {
    line += text
    while let end = line.firstIndex(of: "\n") {
      let whole = line[..<end]
      if whole.contains(where: { $0 != " " }) { watch.tell(.printed(String(whole))) }
      line = String(line[line.index(after: end)...])
    }
  }

  func pass(_ pivots: Int, _ nodes: Int, _ objective: Double, _ bound: Double) {
    func known(_ value: Double) -> Double? { value.isFinite ? value : nil }
    watch.tell(
      nodes == 0
        ? .pivoted(count: pivots, objective: objective)
        : .searched(nodes: nodes, objective: known(objective), bound: known(bound)))
  }
}

extension GuardedProblem.Answer {
  /// `optimal after 12 pivots`.
  var inWords: String {
    let word =
      switch outcome {
      case GUARD_OPTIMAL: "optimal"
      case GUARD_INFEASIBLE: "infeasible"
      case GUARD_UNBOUNDED: "unbounded"
      case GUARD_UNDECIDED: "undecided"
      case GUARD_ABORTED: "gave up (\(message))"
      default: "stopped"
      }
    return iterations == 0
      ? word : "\(word) after \(iterations) \(iterations == 1 ? "pivot" : "pivots")"
  }
}
