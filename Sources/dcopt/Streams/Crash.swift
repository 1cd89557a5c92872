// SPDX-License-Identifier: GPL-3.0-or-later

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What is said, and with which exit code, where the process cannot go on: no memory, or a defect.
enum Crash {
  private static let signals = [SIGABRT, SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE]

  /// From now on such an end is a sentence and exit code 70. Where SWIFT_BACKTRACE is set, the stack is
  /// shown as ever.
  static func isASentence() {
    if getenv("SWIFT_BACKTRACE") != nil { return }
    // A stack of its own: where the other one is full there is no room to say so.
    var stack = stack_t()
    stack.ss_size = 1 << 16
    stack.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: stack.ss_size, alignment: 16)
    sigaltstack(&stack, nil)
    var action = sigaction()
    action.sa_flags = Int32(SA_ONSTACK)
    // Nothing here may allocate.
    action.__sigaction_handler.sa_handler = { _ in
      let text: StaticString = "dcopt: there is no memory left, or this is a defect\n"
      _ = write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
      _exit(70)
    }
    for signal in signals { sigaction(signal, &action, nil) }
  }
}
