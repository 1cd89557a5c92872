// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import GLPKSolver
import JSONText
import Planning
import ProgramText
import YAMLText

/// What is wrong with how a text was read.
struct Finding: Error {
  let says: String
}

/// The readers of texts that anybody may have written.
enum Reader: String, CaseIterable {
  case json, yaml, csv, mps, lp, mod

  /// The ends of the names of the files whose texts are changed.
  var extensions: [String] { self == .yaml ? ["yaml", "yml"] : [rawValue] }

  /// So many of a thousand texts are for it. A model of MathProg takes a process of its own.
  var share: Int {
    switch self {
    case .json: 240
    case .yaml: 200
    case .csv: 198
    case .mps, .lp: 180
    case .mod: 2
    }
  }

  /// Reads a text twice. Returns whether it was read, and what came of it in a form to compare.
  func read(_ text: [UInt8]) throws -> Bool {
    let (first, second) = (try outcome(text), try outcome(text))
    guard first == second else { throw Finding(says: "other words on a second reading") }
    if case .success = first { return true }
    return false
  }

  private enum Outcome: Equatable {
    case success([String])
    case failure([Remark])
  }

  private func outcome(_ text: [UInt8]) throws -> Outcome {
    let outcome =
      switch self {
      case .json: try Self.json(text)
      case .yaml: try Self.yaml(text)
      case .csv: try Self.csv(text)
      case .mps: try Self.program(text, .mps)
      case .lp: try Self.program(text, .lp)
      case .mod: try Self.model(text)
      }
    if case .failure(let remarks) = outcome {
      if remarks.isEmpty { throw Finding(says: "refused without a word") }
      for remark in remarks { try check(remark, of: text) }
    }
    return outcome
  }

  /// A complaint has a sentence, and a place that is in the text.
  private func check(_ remark: Remark, of text: [UInt8]) throws {
    // In YAML a carriage return ends a line too, and so do three characters beyond ASCII.
    let breaks: Set<UInt8> = self == .yaml ? [0x0A, 0x0D, 0x85, 0xA8, 0xA9] : [0x0A]
    let lines = text.count(where: breaks.contains) + 1
    let (line, column) = (remark.position.line, remark.position.column)
    guard !remark.says.isEmpty, (1...lines).contains(line), (1...text.count + 1).contains(column)
    else { throw Finding(says: "\(line):\(column): \(remark.says)") }
  }

  private static func json(_ text: [UInt8]) throws -> Outcome {
    let document: JSONDocument
    do throws(JSONError) {
      document = try JSONDocument(parsing: text)
    } catch {
      guard (0...text.count).contains(error.offset) else {
        throw Finding(says: "an offset of \(error.offset)")
      }
      return .failure([Remark(position: error.position, says: error.message)])
    }
    var found: [String] = []
    visit(document.root) { found.append($0) }
    return .success(found + document.duplicateKeys.map { "\($0)" })
  }

  private static func visit(_ value: JSONValue, _ tell: (String) -> Void) {
    let place = value.position
    tell("\(place.line):\(place.column) \(value.count)")
    switch value.kind {
    case .object:
      for member in value.members {
        tell(member.key)
        visit(member.value, tell)
      }
    case .array: for element in value.elements { visit(element, tell) }
    case .string: tell(value.string!)
    case .number: tell("\(value.numberText!) \(value.number!.double)")
    default: tell(value.sourceText)
    }
  }

  private static func yaml(_ text: [UInt8]) throws -> Outcome {
    let yaml: YAMLText
    do throws(YAMLError) {
      yaml = try YAMLText(parsing: text)
    } catch {
      return .failure([Remark(position: error.position, says: error.message)])
    }
    // A number of YAML may be beyond a double: the JSON says where, and the YAML has its place.
    do throws(JSONError) {
      _ = try JSONDocument(parsing: Array(yaml.json.utf8))
    } catch {
      guard error.message.contains("number") || error.message.contains("deep") else {
        throw Finding(says: "no JSON: \(error.message)")
      }
      let place = yaml.position(ofColumn: error.position.column)
      return .failure([Remark(position: place, says: error.message)])
    }
    return .success([yaml.json] + yaml.duplicateKeys.map { "\($0)" })
  }

  private static func csv(_ text: [UInt8]) throws -> Outcome {
    do throws(CSVTable.Mistake) {
      let table = try CSVTable(parsing: text)
      return .success(
        table.rows.map { row in
          table.cells[row].map { "\($0.place.line):\($0.place.column) \(table.text(of: $0))" }
            .joined(separator: "|")
        })
    } catch {
      return .failure([Remark(position: error.place, says: error.says)])
    }
  }

  private static func program(_ text: [UInt8], _ kind: ProgramText) throws -> Outcome {
    let program: WrittenProgram
    do throws(ProgramTextError) {
      program = try kind.read(text)
    } catch {
      return .failure(error.remarks)
    }
    return .success(try lines(program))
  }

  /// A program in words. Its terms are of columns that are there, each once a row and none of them 0.
  private static func lines(_ program: WrittenProgram) throws -> [String] {
    var lines = program.columns.map {
      "\($0.name) \(words($0.lower)) \(words($0.upper)) \($0.cost) \($0.isInteger)"
    }
    for warning in program.warnings {
      lines.append("\(warning.position.line):\(warning.position.column) \(warning.says)")
    }
    for row in program.rows {
      let terms = program.terms[row.terms]
      let columns = terms.map(\.column)
      guard Set(columns).count == columns.count, !terms.contains(where: \.coefficient.isZero),
        columns.allSatisfy(program.columns.indices.contains)
      else { throw Finding(says: "a row with terms that it cannot have") }
      lines.append("\(row.name) \(words(row.lower)) \(words(row.upper))")
      lines += terms.map { "\($0.column) \($0.coefficient)" }
    }
    return lines + ["\(program.isMaximization) \(program.constant)"]
  }

  private static func words(_ end: Rational?) -> String { end.map { "\($0)" } ?? "open" }

  private static func model(_ text: [UInt8]) throws -> Outcome {
    let remarks = MathProgFiles.remarks(text, readsTables: false)
    if !remarks.isEmpty { return .failure(remarks) }
    let program: WrittenProgram
    do throws(MathProgModel.Failure) {
      program = try MathProgModel.read(text, processorSeconds: 2)
    } catch {
      let place = TextPosition(line: error.line ?? 1, column: 1)
      return .failure([Remark(position: place, says: error.says)])
    }
    return .success(try lines(program))
  }
}
