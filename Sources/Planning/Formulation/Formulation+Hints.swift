// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

extension Formulation {
  /// What is known of the program's shape without a look at its coefficients: the period of each
  /// row, what links workloads, and the column of the worst case.
  var hints: StructureHints {
    if let composition { return composition.hints(of: program) }
    var hints = StructureHints()
    if layout.periods > 1 {
      hints.periodOfRow = program.rows.indices.map { i in
        i < layout.rowCount ? layout.kind(ofRow: i).period.map(Int32.init) ?? -1 : -1
      }
    }
    if !spec.workloads.isEmpty {
      hints.linkingRows = (0..<layout.rowCount).filter { i in
        layout.traits(of: layout.kind(ofRow: i).kind).isCommon
      }
    }
    if program.columns.count > layout.columnCount {
      hints.commonColumns = Array(layout.columnCount..<program.columns.count)
    }
    return hints
  }
}
