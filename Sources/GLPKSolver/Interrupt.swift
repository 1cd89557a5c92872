// SPDX-License-Identifier: GPL-3.0-or-later
import GLPKGuard

/// An end of all solves that comes from outside: they stop soon with what they have.
public enum Interrupt {
  /// A signal handler may call it.
  public static func request() { guard_interrupt() }

  public static var isRequested: Bool { guard_is_interrupted() != 0 }
}
