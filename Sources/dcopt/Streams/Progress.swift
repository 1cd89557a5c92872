// SPDX-License-Identifier: GPL-3.0-or-later

/// How far something is that has many parts, for a person at a terminal. Silent for the first second.
final class Progress {
  private let total: Int?
  private let start = ContinuousClock.now
  private var shown = ContinuousClock.now

  /// `total` is nil where nobody knows how many parts there are.
  init(total: Int?) { self.total = total }

  func advance(to done: Int, objective: String? = nil) {
    guard StatusLine.isOn else { return }
    let now = ContinuousClock.now
    guard now - start > .seconds(1), now - shown > .milliseconds(100) else { return }
    shown = now
    let value = objective.map { ", objective \($0)" } ?? ""
    StatusLine.show(
      (total.map { "\(done) of \($0), \($0 - done) left" } ?? "\(done) done") + value)
  }
}
