// SPDX-License-Identifier: GPL-3.0-or-later
import GLPKSolver
import JSONText
import Planning
import ProgramText

extension Planner {
  /// A file of another solver as a spec: its columns are the resources, its rows the constraints.
  /// A MathProg model reads tables only where `readsTables`, and is translated within `patience`.
  /// Throws as `read` does.
  public static func read(
    model bytes: [UInt8], as format: ModelFormat, readsTables: Bool = false,
    patience: Duration? = nil, strict: Bool = false
  ) throws(Diagnostics) -> (spec: Spec, warnings: [Diagnostic]) {
    try read(model: bytes, as: format, strict: strict) { text throws(ProgramTextError) in
      try MathProgModel.translated(text, readsTables: readsTables, patience: patience)
    }
  }
}

extension MathProgModel {
  /// The program of a model; GLPK is not asked where the model would do more than state one.
  public static func translated(
    _ text: [UInt8], readsTables: Bool = false, patience: Duration? = nil
  ) throws(ProgramTextError) -> WrittenProgram {
    // GLPK knows no byte order mark.
    let mark = ByteOrderMark.length(in: text)
    let text = mark == 0 ? text : Array(text.dropFirst(mark))
    let remarks = MathProgFiles.remarks(text, readsTables: readsTables)
    if !remarks.isEmpty { throw ProgramTextError(remarks) }
    do throws(Failure) {
      return try read(text, readsTables: readsTables, patience: patience)
    } catch {
      let position = TextPosition(line: max(1, error.line ?? 1), column: 1)
      throw ProgramTextError([Remark(position: position, says: error.says)])
    }
  }
}
