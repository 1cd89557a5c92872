// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import ExactNumbers
import Planning

/// A decimal of 0 or more on the command line, read as exactly what it says.
struct Fraction: ExpressibleByArgument {
  let value: Rational

  init?(argument: String) {
    guard let value = Rational(decimal: argument), value.signum >= 0 else { return nil }
    self.value = value
  }
}
