// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import PlanSolving
import Planning

/// How specs are read and what is said of them: the same for every command that takes one.
struct SpecInput: ParsableArguments {
  @Flag(help: "Treat warnings as errors.")
  var strict = false

  @Option(help: "How to say what is wrong with a spec.")
  var diagnostics: DiagnosticFormat = .text

  @Flag(help: "Say nothing of warnings.")
  var quiet = false

  @Option(help: "Color in tables and complaints; auto: on a terminal, if NO_COLOR is not set.")
  var color: ColorChoice = .auto

  @Flag(
    help:
      "Read tables that a spec names ({\"csv\": …}) from outside its folder too, and a model's tables."
  )
  var allowOutside = false

  @Flag(help: "Say once a second on standard error how far it is: bound, plan and gap.")
  var progress = false

  func validate() { StatusLine.printsLines = progress }

  var reader: SpecReading {
    SpecReading(
      strict: strict, diagnostics: diagnostics, quiet: quiet, color: color,
      allowsOutside: allowOutside)
  }
}

enum DiagnosticFormat: String, ExpressibleByArgument, CaseIterable { case text, json, github }

/// Reads specs and says what is wrong with them.
struct SpecReading: Sendable {
  var strict = false
  var diagnostics = DiagnosticFormat.text
  var quiet = false
  var color = ColorChoice.auto
  var allowsOutside = false
  /// What the translation of a model may take.
  var patience: Duration?

  /// The spec in a file, for a planner of whose time the translation of a model takes its part.
  func read(_ path: String, for planner: inout Planner) throws -> Spec {
    try orExit { try spec(at: path, for: &planner) }
  }

  /// The same, with what is wrong thrown as `Diagnostics`.
  func spec(at path: String, for planner: inout Planner) throws -> Spec {
    guard ModelFormat(ofFileAt: path) == .mathProg, let limit = planner.limits.time else {
      return try spec(at: path)
    }
    var reading = self
    reading.patience = limit
    let start = ContinuousClock.now
    let spec = try reading.spec(at: path)
    planner.limits.time = max(.zero, limit - start.duration(to: .now))
    return spec
  }

  /// The spec in a file. What is wrong with it goes to standard error, and the exit code is thrown.
  func read(_ path: String) throws -> Spec { try orExit { try spec(at: path) } }

  /// What `parse` makes of a file, with its complaints treated as a spec's are.
  func read<T>(_ path: String, _ parse: ([UInt8]) throws(Diagnostics) -> T) throws -> T {
    try orExit { try reading(path, parse) }
  }

  /// The spec in a file. What is wrong with it goes to standard error and is thrown, as
  /// `Diagnostics`; where the file cannot be read, the exit code is thrown.
  func spec(at path: String) throws -> Spec {
    if let format = ModelFormat(ofFileAt: path) {
      return try reading(path) { bytes throws(Diagnostics) in
        let (spec, warnings) = try Planner.read(
          model: bytes, as: format, readsTables: allowsOutside, patience: patience, strict: strict)
        report(warnings, in: path)
        return spec
      }
    }
    return try reading(path) { bytes throws(Diagnostics) in try spec(bytes, of: path) }
  }

  /// What is found out of a spec as it is solved, such as a figure beyond the range of a number, is
  /// said as what is wrong with it is when it is read, and the exit code is thrown.
  func answering<T>(_ path: String, _ body: () throws -> T) throws -> T {
    try orExit { try answeringOrDiagnostics(path, body) }
  }

  /// The same, with the diagnostics thrown.
  func answeringOrDiagnostics<T>(_ path: String, _ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as Diagnostics {
      let placed = placed(error, in: path)
      report(placed.list, in: Self.name(path))
      throw placed
    }
  }

  /// What was found out of a spec as it was solved, at its places in its file.
  private func placed(_ diagnostics: Diagnostics, in path: String) -> Diagnostics {
    guard let bytes = Input.bytesAgain(path) else { return diagnostics }
    if ModelFormat(ofFileAt: path) != nil { return diagnostics.placed(inModel: bytes) }
    return Self.isYAML(path)
      ? diagnostics.placed(inYAML: bytes, tables: tables(of: path))
      : diagnostics.placed(inSpec: bytes, tables: tables(of: path))
  }

  /// What the bytes of a file say, whose name says whether they are YAML. Warnings go to standard
  /// error.
  func spec(_ bytes: [UInt8], of path: String) throws(Diagnostics) -> Spec {
    let (spec, warnings) =
      try Self.isYAML(path)
      ? Planner.read(yaml: bytes, strict: strict, tables: tables(of: path))
      : Planner.read(bytes, strict: strict, tables: tables(of: path))
    report(warnings, in: Self.name(path))
    return spec
  }

  static func isYAML(_ path: String) -> Bool { path.hasSuffix(".yaml") || path.hasSuffix(".yml") }

  private func reading<T>(
    _ path: String, _ parse: ([UInt8]) throws(Diagnostics) -> T
  ) throws -> T {
    let bytes = try Input.read(path)
    return try reporting(path) { () throws(Diagnostics) in try parse(bytes) }
  }

  private func reporting<T>(
    _ path: String, _ parse: () throws(Diagnostics) -> T
  ) throws(Diagnostics) -> T {
    do throws(Diagnostics) {
      return try parse()
    } catch {
      report(error.list, in: Self.name(path))
      throw error
    }
  }

  /// Diagnostics that were said already become the exit code.
  func orExit<T>(_ read: () throws -> T) throws -> T {
    do {
      return try read()
    } catch is Diagnostics {
      throw ExitCode(65)
    }
  }

  /// What complaints call a file.
  static func name(_ path: String) -> String { path == "-" ? "<stdin>" : path }

  func report(_ list: [Diagnostic], in file: String) {
    for diagnostic in list where !quiet || diagnostic.severity == .error {
      Output.complain(text(diagnostic, in: file))
    }
  }

  /// Where the tables of a spec are read.
  func tables(of path: String) -> TableAccess {
    TableFolder(ofSpecAt: path, allowsOutside: allowsOutside).access
  }

  /// Where the tables of many specs in one text are read: only with `--allow-outside`, from the
  /// current folder, as the lines may come from anywhere.
  var tablesOfLines: TableAccess {
    if allowsOutside { return TableFolder(ofSpecAt: "-", allowsOutside: true).access }
    return TableAccess { _ in
      .refused(because: "is not read: in a batch --allow-outside must be given")
    }
  }

  /// A diagnostic as one line of standard error.
  func text(_ diagnostic: Diagnostic, in file: String) -> String {
    switch diagnostics {
    case .text: diagnostic.line(file: file, color: Color.onStandardError(color))
    case .json:
      JSONOutput.object([("file", .string(diagnostic.file ?? file))] + diagnostic.members).line
    case .github: diagnostic.annotation(file: file)
    }
  }
}

/// Text from a spec as a line of a terminal, a log or a page may show it. Escaped are control
/// characters, ends of lines, marks that turn the direction of what follows them, and what the runner
/// of GitHub Actions would take for a command (`::` at the beginning, `##[` anywhere).
func printable(_ text: String) -> String {
  guard text.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F || $0 == 0x3A || $0 == 0x23 })
  else { return text }
  var result = ""
  if text.isCommand, let colon = text.firstIndex(of: ":") {
    result = printable(String(text[..<colon])) + escape(":")
    return result + printable(String(text[text.index(after: colon)...]))
  }
  for scalar in text.unicodeScalars {
    if scalar.isUnprintable {
      result += escape(scalar)
    } else {
      result.unicodeScalars.append(scalar)
    }
  }
  return result.replacing("##[", with: "##" + escape("["))
}

/// `\u001b`, as JSON has it.
private func escape(_ scalar: Unicode.Scalar) -> String {
  let hex = String(scalar.value, radix: 16)
  return "\\u" + String(repeating: "0", count: max(0, 4 - hex.utf8.count)) + hex
}

extension String {
  /// Whether a line that begins with this text is a command for the runner of GitHub Actions
  /// (actions/runner, `ActionCommand.cs`: it skips blanks before `::`).
  fileprivate var isCommand: Bool {
    unicodeScalars.drop { $0.properties.isWhitespace }.starts(with: "::".unicodeScalars)
  }
}

extension Unicode.Scalar {
  fileprivate var isUnprintable: Bool {
    if value < 0x20 || value == 0x7F { return true }
    if value < 0x80 { return false }
    switch value {
    // Marks of direction, and separators of lines and paragraphs.
    case 0x61C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: return true
    default: return properties.generalCategory == .control
    }
  }
}
