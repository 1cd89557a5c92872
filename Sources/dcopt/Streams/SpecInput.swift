// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Planning

/// How specs are read and what is said of them: the same for every command that takes one.
struct SpecInput: ParsableArguments {
  @Flag(help: "Treat warnings as errors.")
  var strict = false

  @Option(help: "How to say what is wrong with a spec.")
  var diagnostics: DiagnosticFormat = .text

  var reader: SpecReading { SpecReading(strict: strict, diagnostics: diagnostics) }
}

enum DiagnosticFormat: String, ExpressibleByArgument, CaseIterable { case text, json }

/// Reads specs and says what is wrong with them.
struct SpecReading {
  var strict = false
  var diagnostics = DiagnosticFormat.text

  /// The spec in a file. What is wrong with it goes to standard error, and the exit code is thrown.
  func read(_ path: String) throws -> Spec {
    let (spec, warnings) = try read(path) { bytes throws(Diagnostics) in
      try Planner.read(bytes, strict: strict)
    }
    report(warnings, in: Self.name(path))
    return spec
  }

  /// What `parse` makes of a file, with its complaints treated as a spec's are.
  func read<T>(_ path: String, _ parse: ([UInt8]) throws(Diagnostics) -> T) throws -> T {
    let bytes = try Input.read(path)
    do throws(Diagnostics) {
      return try parse(bytes)
    } catch {
      report(error.list, in: Self.name(path))
      throw ExitCode(65)
    }
  }

  private static func name(_ path: String) -> String { path == "-" ? "<stdin>" : path }

  private func report(_ list: [Diagnostic], in file: String) {
    for diagnostic in list {
      Output.complain(
        diagnostics == .json ? diagnostic.json(file: file) : diagnostic.line(file: file))
    }
  }
}

extension Diagnostic {
  /// `spec.json:7:14: error: /resources/gpu/max: expected a number, found a string ("300")`
  func line(file: String) -> String {
    let place = at.isEmpty ? "" : "\(printable(at)): "
    return "\(file):\(position.line):\(position.column): \(severity.rawValue): \(place)\(says)"
  }

  /// The same as a JSON object on one line.
  func json(file: String) -> String {
    JSONOutput.object([
      ("file", .string(file)), ("line", .integer(position.line)),
      ("column", .integer(position.column)), ("at", .string(at)),
      ("severity", .string(severity.rawValue)), ("kind", .string(kind.rawValue)),
      ("says", .string(says)),
    ]).line
  }
}

/// Text from a spec as a line of a terminal may show it: control characters escaped.
func printable(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
  else { return text }
  return text.unicodeScalars.reduce(into: "") { result, scalar in
    if scalar.properties.generalCategory == .control {
      let hex = String(scalar.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
    } else {
      result.unicodeScalars.append(scalar)
    }
  }
}
