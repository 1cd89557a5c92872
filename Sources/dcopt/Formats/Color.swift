// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

enum ColorChoice: String, ExpressibleByArgument, CaseIterable { case auto, always, never }

/// Whether a stream takes color, and the escapes for it (ECMA-48, "Select Graphic Rendition").
struct Color: Sendable {
  enum Ink: String { case bold = "1", red = "31", green = "32", yellow = "33" }

  static let off = Color(isOn: false)
  let isOn: Bool

  private init(isOn: Bool) { self.isOn = isOn }

  static func onStandardError(_ choice: ColorChoice) -> Color { Color(choice, STDERR_FILENO) }
  static func onStandardOutput(_ choice: ColorChoice) -> Color { Color(choice, STDOUT_FILENO) }

  /// With `auto`: on a terminal that knows colors, unless the environment has a NO_COLOR that is
  /// not empty (no-color.org).
  private init(_ choice: ColorChoice, _ descriptor: Int32) {
    switch choice {
    case .always: isOn = true
    case .never: isOn = false
    case .auto:
      let refused = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
      let terminal = getenv("TERM").map { String(cString: $0) } ?? "dumb"
      isOn = !refused && terminal != "dumb" && isatty(descriptor) == 1
    }
  }

  func paint(_ text: String, _ ink: Ink) -> String {
    isOn ? "\u{1B}[\(ink.rawValue)m\(text)\u{1B}[0m" : text
  }
}
