// SPDX-License-Identifier: GPL-3.0-or-later
import GLPKGuard

/// A linear program in a file of another solver, as GLPK reads it. A bound that is nil is none.
public struct ModelFile: Sendable {
  /// The formats that GLPK reads ("Problem data reading/writing", chapter 2.9 of its manual).
  public enum Format: Sendable, CaseIterable {
    /// Fixed or free MPS.
    case mps
    /// CPLEX LP.
    case lp
    /// GNU MathProg, with its data in the same file.
    case mathProg
  }

  public struct Row: Sendable {
    public var name: String
    public var lower: Double?
    public var upper: Double?
    /// The nonzeros, columns ascending.
    public var terms: [(column: Int, coefficient: Double)] = []
  }

  public struct Column: Sendable {
    public var name: String
    public var lower: Double?
    public var upper: Double?
    public var cost: Double
    public var isInteger: Bool
  }

  /// Why GLPK could not read a file.
  public struct Failure: Error, Sendable {
    /// The line, from 1, where GLPK names one.
    public let line: Int?
    public let says: String
  }

  /// Empty where the file has none.
  public let name: String
  public let objectiveName: String
  public let isMaximization: Bool
  /// What the objective has beside its columns.
  public private(set) var constant: Double
  public var columns: [Column]
  public let rows: [Row]

  /// Reads a file in time and memory linear in it.
  public init(reading path: String, as format: Format) throws(Failure) {
    switch format {
    case .lp: self = try Self.read(path, GUARD_LP)
    case .mathProg: self = try Self.read(path, GUARD_MATHPROG)
    case .mps:
      // Fixed MPS has its fields in columns, free MPS between blanks. No file says which it is.
      // The one that comes further says what is wrong.
      do throws(Failure) {
        self = try Self.read(path, GUARD_FIXED_MPS)
      } catch let fixed {
        do throws(Failure) {
          self = try Self.read(path, GUARD_FREE_MPS)
        } catch let free {
          throw (fixed.line ?? 0) > (free.line ?? 0) ? fixed : free
        }
      }
      // A right-hand side b of the objective c·x makes it c·x − b to CPLEX, Gurobi, HiGHS and
      // lp_solve; GLPK has c·x + b.
      constant = -constant
    }
  }

  private static func read(_ path: String, _ format: guard_format) throws(Failure) -> ModelFile {
    var model = guard_model()
    guard guard_read_model(path, format, &model) == 0 else {
      let message = withUnsafeBytes(of: model.message) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      throw Failure(message: message, path: path)
    }
    defer { guard_free_model(&model) }
    return ModelFile(model)
  }

  private init(_ model: guard_model) {
    let names = UnsafeRawBufferPointer(start: model.names, count: model.name_bytes)
      .split(separator: 0, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    let (rowCount, columnCount) = (Int(model.rows), Int(model.columns))
    name = names[0]
    objectiveName = names[1]
    isMaximization = model.maximize != 0
    constant = model.constant
    func bound(_ value: Double) -> Double? {
      value.magnitude < Double.greatestFiniteMagnitude ? value : nil
    }
    columns = (0..<columnCount).map { j in
      Column(
        name: names[2 + rowCount + j], lower: bound(model.column_lower[j]),
        upper: bound(model.column_upper[j]), cost: model.cost[j],
        isInteger: model.is_integer[j] != 0)
    }
    var rows = (0..<rowCount).map { i in
      Row(name: names[2 + i], lower: bound(model.row_lower[i]), upper: bound(model.row_upper[i]))
    }
    for j in 0..<columnCount {
      for k in Int(model.column_start[j])..<Int(model.column_start[j + 1]) {
        rows[Int(model.row_index[k])].terms.append((j, model.value[k]))
      }
    }
    self.rows = rows
  }
}

extension ModelFile.Failure {
  /// GLPK prints what it does and then why it stops, `path:line: why`, with more lines after it
  /// that show where in the text.
  fileprivate init(message: String, path: String) {
    let lines = message.split(whereSeparator: \.isNewline).map(String.init)
    for text in lines where text.hasPrefix(path + ":") {
      let rest = text.dropFirst(path.count + 1)
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
