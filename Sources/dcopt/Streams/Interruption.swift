// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import GLPKSolver

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Ctrl-C and SIGTERM while a plan is looked for: the search ends, and the best plan so far is printed
/// whole. The second one ends the process there and then.
enum Interruption {
  /// Written by the handler, read by whoever solves.
  nonisolated(unsafe) private static var number: sig_atomic_t = 0

  /// From now on both signals end the search, and no longer the process. Not to be called before all
  /// input is read: a read that waits would go on.
  static func listen() {
    for signal in [SIGINT, SIGTERM] {
      var action = sigaction()
      sigaction(signal, nil, &action)
      // Who starts dcopt with a signal ignored, as nohup does, wants it to be.
      let ignored = unsafeBitCast(SIG_IGN, to: Int.self)
      if unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == ignored { continue }
      action = sigaction()
      action.__sigaction_handler.sa_handler = { number in
        Interruption.number = number
        Interrupt.request()
      }
      action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND)) | SA_RESTART
      sigaction(signal, &action, nil)
    }
  }

  static var hasCome: Bool { number != 0 }

  /// 130 or 143 where one has come.
  static var exitCode: ExitCode? { number == 0 ? nil : ExitCode(128 + Int32(number)) }
}
