// SPDX-License-Identifier: GPL-3.0-or-later
import ExactSimplex
import PlanSolving
import Planning
import SystemThreads

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Runs `body` with a planner that says what it does: on the status line once it takes longer than a
/// second, and with `log` in lines of standard error that begin so. What the solver cannot do becomes
/// a line on standard error and exit code 70.
func working<T>(
  _ planner: Planner = Planner(limits: SolverLimits(usesAllProcessors: true)),
  phase: String = "solving", log: String? = nil,
  _ body: (Planner) throws -> T
) throws -> T {
  guard log != nil || StatusLine.isOn else { return try reportingDefects { try body(planner) } }
  let work = Work(phase, log: log)
  let ticker = StatusLine.isOn ? Ticker { work.status(after: $0) } : nil
  defer { ticker?.stop() }
  var planner = planner
  planner.watch = SolveWatch(wantsLog: log != nil, tell: work.note)
  return try reportingDefects { try body(planner) }
}

/// What a planner is at: one thread tells, another asks.
private final class Work: @unchecked Sendable {
  private let log: String?
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private var phase: String
  private var figures = ""

  init(_ phase: String, log: String?) {
    (self.phase, self.log) = (phase, log)
    pthread_mutex_init(lock, nil)
  }

  deinit {
    pthread_mutex_destroy(lock)
    lock.deallocate()
  }

  @Sendable func note(_ event: SolveWatch.Event) {
    if let log, let line = event.line { Output.complain("\(log): \(line)") }
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    switch event {
    case .chosen(let method, _): (phase, figures) = (method, "")
    case .begins(let what): (phase, figures) = (what, "")
    case .pivoted(let count, let objective):
      figures = "\(count) pivots, objective \(short(objective))"
    case .searched(let nodes, let objective, let bound):
      figures =
        "bound \(bound.map(short) ?? "-"), plan \(objective.map(short) ?? "-"), "
        + "gap \(gap(objective, bound)), \(short(Double(nodes))) parts"
    case .solved(let count): figures = "\(count) linear programs"
    case .printed, .ended: break
    }
  }

  func status(after seconds: Int) -> String {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return "\(seconds) s, \(phase)" + (figures.isEmpty ? "" : ": " + figures)
  }

  private func short(_ value: Double) -> String {
    Numeral.text(value, digits: Numeral.usualDigits)
  }

  /// How far a plan may be from the best, as a part of it.
  private func gap(_ objective: Double?, _ bound: Double?) -> String {
    guard let objective, let bound, objective != 0 else { return "-" }
    let part = ((objective - bound) / objective).magnitude
    return "\(Numeral.text((part * 10_000).rounded(.up) / 100, digits: 3)) %"
  }
}

extension SolveWatch.Event {
  /// For a log; nil for what is only of the moment.
  fileprivate var line: String? {
    switch self {
    case .chosen(let method, let why): "\(method): \(why)"
    case .begins(let what): what
    case .printed(let line): "GLPK: \(line)"
    case .ended(let how): how
    case .pivoted, .searched, .solved: nil
    }
  }
}

/// A thread that shows a text on the status line five times a second, from the first second on.
private final class Ticker: @unchecked Sendable {
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let wake = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var isOver = false
  private var thread: SystemThread?

  init(_ text: @escaping @Sendable (_ seconds: Int) -> String) {
    pthread_mutex_init(lock, nil)
    pthread_cond_init(wake, nil)
    thread = SystemThread { [self] in
      let start = ContinuousClock.now
      pthread_mutex_lock(lock)
      defer { pthread_mutex_unlock(lock) }
      var wait = 1000
      while !isOver {
        sleep(milliseconds: wait)
        let seconds = Int((ContinuousClock.now - start).components.seconds)
        if isOver || seconds < 1 { continue }
        StatusLine.show(text(seconds))
        wait = 200
      }
    }
  }

  /// Lets the lock go meanwhile.
  private func sleep(milliseconds: Int) {
    var until = timespec()
    clock_gettime(CLOCK_REALTIME, &until)
    let nanoseconds = until.tv_nsec + milliseconds % 1000 * 1_000_000
    until.tv_sec += milliseconds / 1000 + nanoseconds / 1_000_000_000
    until.tv_nsec = nanoseconds % 1_000_000_000
    _ = pthread_cond_timedwait(wake, lock, &until)
  }

  /// Waits for the thread's end and takes the text away.
  func stop() {
    pthread_mutex_lock(lock)
    isOver = true
    pthread_cond_signal(wake)
    pthread_mutex_unlock(lock)
    thread?.join()
    thread = nil
    StatusLine.clear()
  }

  deinit {
    pthread_mutex_destroy(lock)
    pthread_cond_destroy(wake)
    lock.deallocate()
    wake.deallocate()
  }
}
