// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText
import ProgramText
import Testing

/// What was read, as lines that a test can state: the objective, the columns, the rows.
extension WrittenProgram {
  var lines: [String] {
    func say(_ value: Rational?) -> String { value.map(\.shown) ?? "-" }
    let goal = (isMaximization ? "max " : "min ") + objectiveName
    let costs = columns.filter { !$0.cost.isZero }.map { " \($0.cost.shown) \($0.name)" }
    let head = [goal + costs.joined() + (constant.isZero ? "" : " const \(constant.shown)")]
    return head
      + columns.map {
        "\($0.name) [\(say($0.lower)) \(say($0.upper))]" + ($0.isInteger ? " whole" : "")
      }
      + rows.map { row in
        "\(row.name):"
          + terms[row.terms].map { " \($0.coefficient.shown) \(columns[$0.column].name)" }.joined()
          + " [\(say(row.lower)) \(say(row.upper))]"
      }
  }
}

extension Rational {
  /// A fraction or a whole number, exactly.
  var shown: String { description }
}

/// Reads a text of a test; records what is wrong with it.
func read(_ text: String, as kind: ProgramText) throws -> WrittenProgram {
  do {
    return try kind.read(Array(text.utf8))
  } catch {
    Issue.record("\(error.remarks)\n\(text)")
    throw error
  }
}

/// What is wrong with a text, each as `line:column: what`.
func complaints(_ text: String, as kind: ProgramText) -> [String] {
  do {
    _ = try kind.read(Array(text.utf8))
    return []
  } catch {
    return error.remarks.map { "\($0.position.line):\($0.position.column): \($0.says)" }
  }
}
