// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import GLPKGuard
import ProgramText

/// A model in GNU MathProg, which GLPK translates.
public enum MathProgModel {
  /// Why GLPK could not read a file.
  public struct Failure: Error, Sendable {
    /// The line, from 1, where GLPK names one.
    public let line: Int?
    public let says: String
  }

  /// The program of a model with its data in the same text. A number is the shortest decimal that
  /// reads back to the double that GLPK has: what MathProg calculates, it calculates in doubles.
  ///
  /// A model is a program: GLPK runs it in a process of its own, which reaches no file (tables it
  /// reads, where `readsTables`), and which has 1 GB of memory and so much processor time, within `patience` by the clock.
  public static func read(
    _ text: [UInt8], readsTables: Bool = false, processorSeconds: Int32 = 60,
    patience: Duration? = nil
  ) throws(Failure) -> WrittenProgram {
    var model = guard_model()
    let code = text.withUnsafeBytes { bytes in
      guard_read_model(
        bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count, readsTables ? 1 : 0,
        processorSeconds, patience.map(GuardedProblem.milliseconds) ?? .max, &model)
    }
    guard code == 0 else {
      let message = withUnsafeBytes(of: model.message) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      throw code == 1 ? Failure(message: message) : Failure(line: nil, says: message)
    }
    defer { guard_free_model(&model) }
    return WrittenProgram(model)
  }
}

extension WrittenProgram {
  fileprivate init(_ model: guard_model) {
    self.init()
    let names = UnsafeRawBufferPointer(start: model.names, count: model.name_bytes)
      .split(separator: 0, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    let (rowCount, columnCount) = (Int(model.rows), Int(model.columns))
    // The problem's own name would be that of its file, which GLPK is not told.
    objectiveName = names[1]
    isMaximization = model.maximize != 0
    constant = Rational(shortest: model.constant)
    func bound(_ value: Double) -> Rational? {
      value.magnitude < Double.greatestFiniteMagnitude ? Rational(shortest: value) : nil
    }
    columns = (0..<columnCount).map { j in
      Column(
        name: names[2 + rowCount + j], lower: bound(model.column_lower[j]),
        upper: bound(model.column_upper[j]), cost: Rational(shortest: model.cost[j]),
        isInteger: model.is_integer[j] != 0)
    }
    var ends = [Int](repeating: 0, count: rowCount + 1)
    let entryCount = Int(model.column_start[columnCount])
    for k in 0..<entryCount { ends[Int(model.row_index[k]) + 1] += 1 }
    for i in 0..<rowCount { ends[i + 1] += ends[i] }
    rows = (0..<rowCount).map { i in
      Row(
        name: names[2 + i], lower: bound(model.row_lower[i]), upper: bound(model.row_upper[i]),
        terms: ends[i]..<ends[i + 1])
    }
    terms = [Term](repeating: Term(column: 0, coefficient: .zero), count: entryCount)
    for j in 0..<columnCount {
      for k in Int(model.column_start[j])..<Int(model.column_start[j + 1]) {
        let row = Int(model.row_index[k])
        terms[ends[row]] = Term(column: j, coefficient: Rational(shortest: model.value[k]))
        ends[row] += 1
      }
    }
  }
}

extension Rational {
  /// The shortest decimal that reads back to a finite double.
  fileprivate init(shortest double: Double) {
    let text = double.description
    let mark = text.firstIndex { $0 == "e" }
    let digits = text[..<(mark ?? text.endIndex)]
    let exponent = mark.map { Int(text[text.index(after: $0)...]) ?? 0 } ?? 0
    let point = digits.firstIndex(of: ".")
    let places = point.map { digits.distance(from: $0, to: digits.endIndex) - 1 } ?? 0
    self.init(digits: String(digits.filter { $0 != "." }), exponent: exponent - places)
  }
}

extension MathProgModel.Failure {
  /// GLPK prints what it does and then why it stops, `name:line: why`, with more lines after it that
  /// show where in the text.
  fileprivate init(message: String) {
    let name = "/dev/stdin:"
    let lines = message.split(whereSeparator: \.isNewline).map(String.init)
    if lines.contains(where: { $0.contains("memory") && !$0.hasPrefix(name) }) {
      self.init(line: nil, says: "the model needs more than 1 GB of memory to be translated")
      return
    }
    for text in lines where text.hasPrefix(name) {
      let rest = text.dropFirst(name.count)
      if let colon = rest.firstIndex(of: ":"), let line = Int(rest[..<colon]) {
        let why = rest[rest.index(after: colon)...].drop { $0 == " " }
        if !why.hasPrefix("warning") {
          self.init(line: line, says: String(why))
          return
        }
      }
    }
    let told = lines.last { !$0.hasPrefix("Error detected in file") } ?? "the file cannot be read"
    self.init(line: nil, says: told)
  }
}
