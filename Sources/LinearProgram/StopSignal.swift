// SPDX-License-Identifier: GPL-3.0-or-later

/// Tells a method when to give up. It is asked now and then, and has to be quick.
public struct StopSignal: Sendable {
  public let isOver: @Sendable () -> Bool

  public init(isOver: @escaping @Sendable () -> Bool) { self.isOver = isOver }

  public static let never = StopSignal { false }
}
