// SPDX-License-Identifier: GPL-3.0-or-later

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What is done now. On a terminal it is the last line of standard error, until something else is
/// written there or on standard output; with `--progress` it is a line of its own once a second. Any
/// thread may call this.
enum StatusLine {
  /// Whether there are lines (`--progress`). Set before anything is done.
  nonisolated(unsafe) static var printsLines = false
  private static let isTerminal = isatty(STDERR_FILENO) == 1

  static var isOn: Bool { printsLines || isTerminal }

  private final class State: @unchecked Sendable {
    let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    var isShown = false
    var printed: ContinuousClock.Instant?

    init() { pthread_mutex_init(lock, nil) }
  }

  private static let state = State()

  /// Shows a text, cut where the terminal's line ends, in place of the one before.
  static func show(_ text: String) {
    guard isOn else { return }
    pthread_mutex_lock(state.lock)
    defer { pthread_mutex_unlock(state.lock) }
    if printsLines {
      let now = ContinuousClock.now
      if let last = state.printed, now - last < .milliseconds(990) { return }
      state.printed = now
      return Output.put(printable(text) + "\n")
    }
    state.isShown = true
    let room = Output.columns(of: STDERR_FILENO) ?? 80
    Output.put("\r\u{1B}[K" + cut(printable(text), to: max(8, room - 1)))
  }

  private static func cut(_ text: String, to room: Int) -> String {
    var used = 0
    return String(
      text.prefix { character in
        used += TextTable.width(of: String(character))
        return used <= room
      })
  }

  /// Takes the text away.
  static func clear() {
    guard isOn else { return }
    pthread_mutex_lock(state.lock)
    if state.isShown { Output.put("\r\u{1B}[K") }
    state.isShown = false
    pthread_mutex_unlock(state.lock)
  }
}
