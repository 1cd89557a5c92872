// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// A linear program with a name for each row and column that every solver can read.
public struct ExportedProgram: Sendable {
  public let title: String?
  public let objective: String
  public let columns: [String]
  public let rows: [String]
  public let program: LinearProgram
  /// What was renamed, with what the spec calls it.
  public let renamed: [(name: String, original: String)]
  /// Which of the spec's objectives the program has, from 1, and how many there are.
  public let priority: Int
  public let objectives: Int

  /// A spec with priorities is exported with the first one.
  public init(_ formulation: Formulation) {
    self.init(formulation, priority: 1, program: formulation.program)
  }

  /// `program` is the formulation's with the objective `priority`, whose first columns and rows are
  /// the formulation's; behind them are those of a worst case, and rows that hold earlier objectives.
  init(_ formulation: Formulation, priority: Int, program: LinearProgram) {
    let spec = formulation.spec
    (title, self.priority, objectives) = (spec.title, priority, spec.objectives.count)
    var exported = program
    var names = PortableNames()
    objective = names.take("objective")
    let known = formulation.columnNames
    columns = program.columns.indices.map { names.take($0 < known.count ? known[$0] : "the worst") }
    // A row of a worst case says that a contender, less the worst's column, is on one side of 0.
    var hasWorst = [Bool](repeating: false, count: program.rows.count)
    for column in program.entries.dropFirst(formulation.columnCount) {
      for entry in column { hasWorst[entry.row] = true }
    }
    rows = program.rows.indices.map { i in
      guard i < formulation.rowCount else {
        exported.rows[i] = program.rows[i].roundedOutward
        let isZero = (program.rows[i].lower ?? program.rows[i].upper)?.isZero == true
        return names.take(hasWorst[i] && isZero ? "worst" : "earlier")
      }
      return names.take(formulation.exportedName(ofRow: i))
    }
    self.program = exported
    renamed = names.renamed
  }

  /// Another with a program that says the same of the same columns.
  init(_ other: ExportedProgram, program: LinearProgram, rows: [String]) {
    (title, objective, columns) = (other.title, other.objective, other.columns)
    (renamed, priority, objectives) = (other.renamed, other.priority, other.objectives)
    (self.program, self.rows) = (program, rows)
  }
}

extension LinearProgram.Bounds {
  /// The same with numbers that decimal text and doubles have exactly, and no plan less.
  fileprivate var roundedOutward: LinearProgram.Bounds {
    func rounded(_ bound: Rational, _ next: (Double) -> Double) -> Rational {
      let nearest = bound.double
      guard nearest.isFinite, Rational(decimal: printed(nearest)) != bound else { return bound }
      return Rational(decimal: printed(next(nearest))) ?? bound
    }
    return LinearProgram.Bounds(
      lower: lower.map { rounded($0, \.nextDown) }, upper: upper.map { rounded($0, \.nextUp) })
  }
}

/// Names that MPS, LP and MathProg all read as names: ASCII letters, digits and underscores, no
/// digit first, at most 64 of them, none that is a word of a language, none twice.
struct PortableNames {
  private var unique = UniqueNames(separator: "_")
  private(set) var renamed: [(name: String, original: String)] = []

  mutating func take(_ original: String) -> String {
    let name = unique.take(Self.portable(original))
    if name != original { renamed.append((name, original)) }
    return name
  }

  static func portable(_ original: String) -> String {
    var name = ""
    for scalar in original.unicodeScalars.prefix(64) {
      let isPlain =
        scalar.isASCII
        && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_")
      name.unicodeScalars.append(isPlain ? scalar : "_")
    }
    let first = name.first ?? "_"
    // CPLEX reads e10 behind a number as its exponent.
    let isExponent = (first == "e" || first == "E") && name.dropFirst().first?.isNumber == true
    if first.isNumber || first == "_" || isExponent || words.contains(name.lowercased()) {
      name = "x_" + name
    }
    return name
  }

  /// Words of the LP format and of MathProg ("Keywords" in chapter 2 of its reference).
  private static let words: Set<String> = [
    "abs", "and", "atan", "bin", "binaries", "binary", "bounds", "by", "card", "ceil", "check",
    "cos", "cross", "data", "default", "diff", "dimen", "display", "div", "else", "end", "exists",
    "exp", "floor", "for", "forall", "free", "gen", "general", "generals", "gmtime", "if", "in",
    "inf", "infinity", "int", "integer", "integers", "inter", "length", "less", "log", "log10",
    "max", "maximize", "maximise", "maximum", "min", "minimize", "minimise", "minimum", "mod",
    "normal", "normal01", "not", "or", "param", "print", "printf", "prod", "round", "s", "sec",
    "semi", "set", "setof", "sin", "solve", "sos", "sos1", "sos2", "sqrt", "st", "str2time",
    "subj", "subject", "substr", "such", "sum", "symbolic", "symdiff", "table", "tan", "that",
    "then", "time2str", "to", "trunc", "uniform", "uniform01", "union", "var", "within",
  ]
}

extension Rational {
  /// The number as a decimal, exactly where that takes at most 60 digits; else the nearest double.
  var decimal: String {
    guard let exact = exactDecimal else { return text }
    return exact
  }

  private var exactDecimal: String? {
    var (scaled, places) = (self, 0)
    while !scaled.isInteger {
      guard places < 60 else { return nil }
      (scaled, places) = (scaled * Rational(10), places + 1)
    }
    var digits = scaled.magnitude.description
    guard digits.utf8.count <= 60 else { return nil }
    if places > 0 {
      digits = String(repeating: "0", count: max(0, places + 1 - digits.utf8.count)) + digits
      digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -places))
    }
    return (signum < 0 ? "-" : "") + digits
  }
}

extension ExportedProgram {
  /// What the file says first of itself, a line each, without the signs of a comment.
  var preface: [String] {
    var lines = title.map { ["dcopt: \(Self.onOneLine($0))"] } ?? ["dcopt"]
    if objectives > 1 {
      lines.append(
        priority == 1
          ? "the first of \(objectives) objectives"
          : "objective \(priority) of \(objectives), with those before it held")
    }
    for (name, original) in renamed where Self.onOneLine(original) != name {
      lines.append("\(name) is \(Self.onOneLine(quoted(original)))")
    }
    return lines
  }

  /// A text as a comment: without ends of lines, and with control characters as JSON escapes them.
  private static func onOneLine(_ text: String) -> String {
    var line = ""
    for scalar in text.unicodeScalars {
      if Character(scalar).isNewline {
        line += " "
      } else if scalar.properties.generalCategory == .control {
        let hex = String(scalar.value, radix: 16)
        line += "\\u" + String(repeating: "0", count: 4 - hex.utf8.count) + hex
      } else {
        line.unicodeScalars.append(scalar)
      }
    }
    return line
  }

  /// The nonzeros of each row, columns ascending.
  var rowTerms: [[(column: Int, value: Rational)]] {
    var terms = [[(column: Int, value: Rational)]](repeating: [], count: rows.count)
    for (j, column) in program.entries.enumerated() {
      for entry in column { terms[entry.row].append((j, entry.value)) }
    }
    return terms
  }

  /// The objective; a column that is nowhere else is in it with 0, so that no format forgets it.
  var costs: [(column: Int, value: Rational)] {
    program.columns.enumerated()
      .filter { !$1.cost.isZero || program.entries[$0].isEmpty }.map { ($0, $1.cost) }
  }
}
