// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import ExactNumbers
import Planning

/// The number whose break points are wanted, and in which range.
struct BreakPoints: ExpressibleByArgument {
  let at: String
  var from: Rational?
  var to: Rational?

  init?(argument: String) {
    self.init(at: argument)
    guard let equals = argument.lastIndex(of: "=") else { return }
    let range = argument[argument.index(after: equals)...].split(
      separator: ":", omittingEmptySubsequences: false)
    // A key may hold anything, but then it has no range behind it.
    guard range.count == 2 else { return }
    let ends = range.map { Rational(decimal: String($0)) }
    guard let from = ends[0], let to = ends[1], from < to else { return nil }
    self = BreakPoints(at: String(argument[..<equals]), from: from, to: to)
  }

  private init(at: String, from: Rational? = nil, to: Rational? = nil) {
    (self.at, self.from, self.to) = (at, from, to)
  }
}
