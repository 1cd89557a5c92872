// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser

/// A length of time on the command line: a number of seconds, or of what the letter behind it says.
struct Seconds: ExpressibleByArgument {
  let duration: Duration

  init?(argument: String) {
    let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600]
    let unit = argument.last.flatMap { units[$0] }
    guard let number = Double(unit == nil ? argument : String(argument.dropLast())),
      // Beyond it, see `validate`.
      number.magnitude <= 1e9
    else { return nil }
    duration = .seconds(number * (unit ?? 1))
  }

  /// Throws where a limit is none.
  static func validate(_ limit: Seconds?) throws {
    if let limit, !(limit.duration >= .zero && limit.duration <= .seconds(2_000_000)) {
      throw ValidationError("--time-limit is a number of seconds, from 0 to 2000000.")
    }
  }
}
