// SPDX-License-Identifier: GPL-3.0-or-later

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The last line of standard error where that is a terminal: what is done now, until something else
/// is written there or on standard output. Any thread may call this.
enum StatusLine {
  static let isOn = isatty(STDERR_FILENO) == 1

  private final class State: @unchecked Sendable {
    let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    var isShown = false

    init() { pthread_mutex_init(lock, nil) }
  }

  private static let state = State()

  /// Shows a text, cut where the terminal's line ends, in place of the one before.
  static func show(_ text: String) {
    guard isOn else { return }
    pthread_mutex_lock(state.lock)
    state.isShown = true
    let room = Output.columns(of: STDERR_FILENO) ?? 80
    Output.put("\r\u{1B}[K" + cut(printable(text), to: max(8, room - 1)))
    pthread_mutex_unlock(state.lock)
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
