// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText

/// A linear program as a file of another solver states it, in the file's own decimals.
public struct WrittenProgram: Sendable {
  public struct Column: Sendable {
    public var name: String
    /// nil: no lower end.
    public var lower: Rational?
    /// nil: no upper end. It may be below `lower`: then there is no plan.
    public var upper: Rational?
    public var cost: Rational
    public var isInteger: Bool

    public init(
      name: String, lower: Rational?, upper: Rational?, cost: Rational = .zero,
      isInteger: Bool = false
    ) {
      (self.name, self.lower, self.upper) = (name, lower, upper)
      (self.cost, self.isInteger) = (cost, isInteger)
    }
  }

  public struct Row: Sendable {
    /// Empty where the file has none.
    public var name: String
    /// nil: no lower end.
    public var lower: Rational?
    /// nil: no upper end. It may be below `lower`.
    public var upper: Rational?
    /// A range of `terms`.
    public var terms: Range<Int>

    public init(name: String, lower: Rational?, upper: Rational?, terms: Range<Int>) {
      (self.name, self.lower, self.upper, self.terms) = (name, lower, upper, terms)
    }
  }

  public struct Term: Sendable {
    public var column: Int
    /// Not zero.
    public var coefficient: Rational

    public init(column: Int, coefficient: Rational) {
      (self.column, self.coefficient) = (column, coefficient)
    }
  }

  /// Empty where the file has none.
  public var name = ""
  /// Empty where the file has none.
  public var objectiveName = ""
  public var isMaximization = false
  /// What the objective has beside its columns.
  public var constant = Rational.zero
  public var columns: [Column] = []
  public var rows: [Row] = []
  /// Those of a row stand together, each column once.
  public var terms: [Term] = []
  /// What is doubtful, in the order of the file.
  public var warnings: [Remark] = []

  public init() {}
}

/// What is wrong, or doubtful, at a place of a text.
public struct Remark: Sendable, Hashable {
  public let position: TextPosition
  public let says: String

  public init(position: TextPosition, says: String) {
    (self.position, self.says) = (position, says)
  }
}

/// Why a text is no program that can be solved here: one remark or more, in the order of the text.
public struct ProgramTextError: Error, Sendable {
  public let remarks: [Remark]

  public init(_ remarks: [Remark]) { self.remarks = remarks }
}
