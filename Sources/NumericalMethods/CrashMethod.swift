// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// A way to a good starting basis that uses the shape of a linear program.
///
/// What it returns is a hint: a solver goes on from it and an exact check decides, so a method may
/// give up (nil) or be wrong, and that costs time and no answer.
public protocol CrashMethod: Sendable {
  /// A short name for `--stats`.
  var name: String { get }

  /// Whether the method is asked before those above it in a catalogue. About linear in the size of the
  /// program.
  func leads(on program: NumericProgram, hints: StructureHints) -> Bool

  /// nil where the program is not of the method's shape. About linear in the size of the program.
  func attempt(_ program: NumericProgram, hints: StructureHints) -> CrashAttempt?
}

extension CrashMethod {
  public func leads(on program: NumericProgram, hints: StructureHints) -> Bool { false }
}

/// A method and a program of its shape.
public struct CrashAttempt {
  /// What was seen in the program, in a few words.
  public let why: String
  private let run: (StopSignal) -> StartingBasis?

  public init(why: String, start: @escaping (StopSignal) -> StartingBasis?) {
    (self.why, run) = (why, start)
  }

  /// nil where the method comes to no end, or `stop` says that it is over.
  public func start(until stop: StopSignal = .never) -> StartingBasis? { run(stop) }
}

/// A basis to begin from.
public struct StartingBasis: Sendable {
  /// How good the basis is, in floating point and as far as the method knows.
  public enum Claim: Sendable, Equatable {
    case optimal
    /// No reduced cost has the wrong sign: the dual simplex goes on.
    case dualFeasible
    /// No bound is violated: the primal simplex goes on.
    case primalFeasible
    case none
    /// This basic variable, counted columns first and then rows, is outside its bounds, and its row
    /// of the tableau says that it always is.
    case infeasible(outside: Int)
  }

  /// As many basic variables as rows.
  public var basis: Basis
  public var claim: Claim
  /// How many steps of its own the method took.
  public var iterations: Int

  public init(basis: Basis, claim: Claim, iterations: Int) {
    (self.basis, self.claim, self.iterations) = (basis, claim, iterations)
  }
}
