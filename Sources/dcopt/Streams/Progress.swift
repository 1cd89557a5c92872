// SPDX-License-Identifier: GPL-3.0-or-later

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// How far something long is, on one line of standard error that is taken away at the end. Silent
/// for the first second, and where standard error is no terminal.
final class Progress {
  private let total: Int
  private let start = ContinuousClock.now
  private var shown = ContinuousClock.now
  private let isOn: Bool
  private var isShown = false

  init(total: Int) {
    self.total = total
    isOn = isatty(STDERR_FILENO) == 1
  }

  func advance(to done: Int, objective: String?) {
    guard isOn else { return }
    let now = ContinuousClock.now
    guard now - start > .seconds(1), now - shown > .milliseconds(100) else { return }
    shown = now
    isShown = true
    let value = objective.map { ", objective \($0)" } ?? ""
    Output.complain(lines: "\r\u{1B}[K\(done) of \(total), \(total - done) left\(value)")
  }

  func clear() {
    if isShown { Output.complain(lines: "\r\u{1B}[K") }
  }
}
