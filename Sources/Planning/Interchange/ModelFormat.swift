// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText
import ProgramText

/// How a linear program is written in a file of another solver.
public enum ModelFormat: Sendable, CaseIterable {
  /// Fixed or free MPS.
  case mps
  /// CPLEX LP.
  case lp
  /// GNU MathProg, with its data in the same file.
  case mathProg

  /// By the ending of a file's name, `.gz` behind it or not; nil for a spec.
  public init?(ofFileAt path: String) {
    let name = path.hasSuffix(".gz") ? path.dropLast(3) : path[...]
    if name.hasSuffix(".mps") {
      self = .mps
    } else if name.hasSuffix(".lp") {
      self = .lp
    } else if name.hasSuffix(".mod") {
      self = .mathProg
    } else {
      return nil
    }
  }
}

extension Planner {
  /// A file of another solver as a spec: its columns are the resources, its rows the constraints.
  /// See `WrittenProgram.spec` for what becomes of what. `translate` makes a program of a MathProg
  /// model. Throws as `read` does.
  public static func read(
    model bytes: [UInt8], as format: ModelFormat, strict: Bool,
    translate: ([UInt8]) throws(ProgramTextError) -> WrittenProgram
  ) throws(Diagnostics) -> (spec: Spec, warnings: [Diagnostic]) {
    try judge(strict: strict) { () throws(Diagnostics) in
      let program = try program(bytes, as: format, translate: translate)
      return (program.spec, program.warnings.map { Diagnostic($0, .warning) })
    }
  }

  /// The program in a file of another solver.
  static func program(
    _ bytes: [UInt8], as format: ModelFormat,
    translate: ([UInt8]) throws(ProgramTextError) -> WrittenProgram
  ) throws(Diagnostics) -> WrittenProgram {
    var text = bytes
    if ProgramText.isPacked(bytes) {
      guard let unpacked = ProgramText.unpacked(bytes) else {
        throw .of("what gzip packed here is damaged, cut off or longer than 2 GB", line: 1)
      }
      text = unpacked
    }
    do throws(ProgramTextError) {
      switch format {
      case .mps: return try ProgramText.mps.read(text)
      case .lp: return try ProgramText.lp.read(text)
      case .mathProg: return try translate(text)
      }
    } catch {
      throw Diagnostics(list: error.remarks.map { Diagnostic($0, .error) })
    }
  }
}

extension Diagnostic {
  fileprivate init(_ remark: Remark, _ severity: Severity) {
    self.init(
      position: remark.position, at: "", severity: severity, kind: .model, says: remark.says)
  }
}

extension Diagnostics {
  fileprivate static func of(_ says: String, line: Int) -> Diagnostics {
    let position = TextPosition(line: max(1, line), column: 1)
    return Diagnostics(list: [
      Diagnostic(position: position, at: "", severity: .error, kind: .model, says: says)
    ])
  }
}
