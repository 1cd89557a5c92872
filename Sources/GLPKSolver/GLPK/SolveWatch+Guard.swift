// SPDX-License-Identifier: GPL-3.0-or-later
import ExactSimplex
import GLPKGuard

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
      watch.pass = { info, pivots, objective in
        Teller.of(info).watch.tell(.pivoted(count: Int(pivots), objective: objective))
      }
      body(&watch)
    }
  }
}

/// Makes events of the guard's calls; those of one run come from one thread.
private final class Teller {
  let watch: SolveWatch
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
