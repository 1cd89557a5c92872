// SPDX-License-Identifier: GPL-3.0-or-later

/// What a model knows of the shape of its linear program, for those who search for a starting
/// basis. A hint that is wrong or missing costs time and changes no answer.
public struct StructureHints: Sendable, Equatable {
  /// The rows that couple parts which would fall apart without them, such as budgets.
  public var linkingRows: [Int]?
  /// The columns that many of the parts have in common, such as the level of a max-min objective.
  public var commonColumns: [Int]?
  /// The period of each row, from 0; rows over the whole horizon have -1.
  public var periodOfRow: [Int32]?

  public init(
    linkingRows: [Int]? = nil, commonColumns: [Int]? = nil, periodOfRow: [Int32]? = nil
  ) {
    (self.linkingRows, self.commonColumns) = (linkingRows, commonColumns)
    self.periodOfRow = periodOfRow
  }
}
