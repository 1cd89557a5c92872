// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// For max-min programs in which what is shared does not bind: the level of the worst part is then
/// what that part could have if it were alone, and every other part is filled up to the same level.
///
/// The shape: one column t that counts in the objective, a row a·x − w t ≥ 0 for each part, rows of
/// one part alone with an upper end (its share of time), and linking rows. Each part is a fractional
/// knapsack a row (Dantzig, "Discrete-variable extremum problems", 1957). The optimal face is nearly
/// everything and no interior point finds a vertex of it, while this one is written down in one
/// pass. Where one linking row is violated there, the level is as high as the least use of that row
/// allows, which is a search along one line. Where that does not do, the program is left to others.
public struct CommonLevel: CrashMethod {
  public let name = "common level"

  public init() {}

  public func attempt(_ program: NumericProgram, hints: StructureHints) -> CrashAttempt? {
    guard let parts = LevelParts(program, hints) else { return nil }
    var alone = parts
    let why = "\(parts.count) parts with a common level, "
    if let basis = alone.basis() {
      return CrashAttempt(why: why + "nothing shared binds") { _ in
        StartingBasis(basis: basis, claim: .optimal, iterations: 1)
      }
    }
    var linked = parts
    guard let row = alone.onlyViolated, let basis = linked.basis(binding: row, upTo: alone.best)
    else { return nil }
    return CrashAttempt(why: why + "one linking row binds") { _ in
      StartingBasis(basis: basis, claim: .optimal, iterations: 1)
    }
  }
}

/// A max-min program taken apart.
struct LevelParts {
  let program: NumericProgram
  let level: Int
  /// Whether more of the level is better, as 1 or -1.
  let direction: Double
  /// The part of each row with the level, from 0; -1 of others.
  var partOfRow: [Int32]
  /// A row of each part, turned so that it is a·x ≥ need · level: the factor that turns it, and the
  /// need.
  var contenders: [(row: Int, turn: Double, need: Double)] = []
  /// The part that alone touches a row without the level; -1 none so far, -2 several or a column of
  /// no part.
  var owner: [Int32]
  /// The part of each column; -1 of none.
  var partOfColumn: [Int32]
  /// What each column adds to the turned row of its part.
  var gain: [Double]
  var columns: [Basis.Status]
  var rows: [Basis.Status]
  var value: [Double]

  /// The level without the linking rows, and the linking row that is violated there, if it is one.
  private(set) var best = Double.infinity
  private(set) var onlyViolated: Int?

  var count: Int { contenders.count }

  init?(_ program: NumericProgram, _ hints: StructureHints) {
    guard let level = Self.level(of: program, hints) else { return nil }
    self.program = program
    self.level = level
    direction = program.maximize == (program.cost[level] > 0) ? 1 : -1
    partOfRow = Array(repeating: -1, count: program.rowCount)
    owner = Array(repeating: -1, count: program.rowCount)
    partOfColumn = Array(repeating: -1, count: program.columnCount)
    gain = Array(repeating: 0, count: program.columnCount)
    columns = program.columnLower.indices.map {
      program.columnLower[$0].isFinite
        ? .atLower : program.columnUpper[$0].isFinite ? .atUpper : .atZero
    }
    rows = Array(repeating: .basic, count: program.rowCount)
    value = program.columnLower.indices.map {
      program.columnLower[$0].isFinite
        ? program.columnLower[$0]
        : program.columnUpper[$0].isFinite ? program.columnUpper[$0] : 0
    }
    guard findContenders(), findParts() else { return nil }
  }

  /// The one column that counts, where many rows have it.
  private static func level(of program: NumericProgram, _ hints: StructureHints) -> Int? {
    if let known = hints.commonColumns, known.count == 1, program.cost[known[0]] != 0 {
      return known[0]
    }
    var found: Int?
    for (j, cost) in program.cost.enumerated() where cost != 0 {
      if found != nil { return nil }
      found = j
    }
    guard let found, program.columnStart[found + 1] - program.columnStart[found] >= 10 else {
      return nil
    }
    return found
  }

  private mutating func findContenders() -> Bool {
    for k in program.entries(of: level) {
      let row = Int(program.rowIndex[k])
      let (lower, upper) = (program.rowLower[row], program.rowUpper[row])
      // One end, which is 0, and the level is what it holds down.
      guard lower == 0 && !upper.isFinite || upper == 0 && !lower.isFinite else { return false }
      let turn = lower == 0 ? 1.0 : -1
      let need = -turn * program.value[k] * direction
      if need <= 0 { return false }
      partOfRow[row] = Int32(contenders.count)
      contenders.append((row, turn, need))
    }
    return true
  }

  private mutating func findParts() -> Bool {
    for j in 0..<program.columnCount where j != level {
      var part: Int32 = -1
      for k in program.entries(of: j) {
        let known = partOfRow[Int(program.rowIndex[k])]
        if known < 0 { continue }
        if part >= 0 { return false }
        part = known
        gain[j] = contenders[Int(known)].turn * program.value[k]
      }
      partOfColumn[j] = part
      // From 0 upwards as far as one likes.
      if part >= 0, program.columnLower[j] != 0 { return false }
      for k in program.entries(of: j) {
        let row = Int(program.rowIndex[k])
        if partOfRow[row] >= 0 { continue }
        owner[row] = owner[row] == -1 && part >= 0 || owner[row] == part && part >= 0 ? part : -2
      }
    }
    return true
  }

  // MARK: - The vertex

  /// The best column of a row of one part: the one that gains most for what it takes.
  private struct Filling {
    var row: Int
    var column: Int
    /// What it gains where the row is full, and how much of the column that is.
    var gain: Double
    var amount: Double
  }

  /// nil where a linking row is in the way, or the shape turns out to be another one.
  mutating func basis() -> Basis? {
    guard let fillings = fillings() else { return nil }
    var worst: Int?
    for (part, rows) in fillings.enumerated() {
      var most = 0.0
      for filling in rows { most += filling.gain }
      let reached = most / contenders[part].need
      if reached < best { (best, worst) = (reached, part) }
    }
    guard let worst, best.isFinite, best > 0 else { return nil }
    let end = direction > 0 ? program.columnUpper[level] : -program.columnLower[level]
    let start = direction > 0 ? program.columnLower[level] : -program.columnUpper[level]
    guard best < end, best > start else { return nil }
    columns[level] = .basic
    value[level] = direction * best
    for (part, list) in fillings.enumerated() {
      let contender = contenders[part]
      rows[contender.row] = contender.turn > 0 ? .atLower : .atUpper
      fill(list, upTo: part == worst ? .infinity : best * contender.need)
    }
    guard let violated = violatedLinkingRows() else { return nil }
    if violated.count == 1 { onlyViolated = violated[0] }
    return violated.isEmpty ? Basis(columns: columns, rows: rows) : nil
  }

  private mutating func fill(_ list: [Filling], upTo need: Double) {
    var rest = need
    for filling in list where rest > 0 {
      columns[filling.column] = .basic
      if filling.gain < rest {
        value[filling.column] = filling.amount
        if filling.row >= 0 { rows[filling.row] = .atUpper }
        rest -= filling.gain
      } else {
        value[filling.column] =
          filling.gain.isFinite ? filling.amount * rest / filling.gain : rest / gain[filling.column]
        rest = 0
      }
    }
  }

  /// By part; a part with a column in no row of its own has an endless one. nil for another shape.
  private func fillings() -> [[Filling]]? {
    var lists = [[Filling]](repeating: [], count: contenders.count)
    var place = [Int32](repeating: -1, count: program.rowCount)
    for j in 0..<program.columnCount {
      let part = Int(partOfColumn[j])
      if part < 0 || gain[j] <= 0 { continue }
      var own: (row: Int, takes: Double)?
      for k in program.entries(of: j) where owner[Int(program.rowIndex[k])] >= 0 {
        if own != nil { return nil }
        own = (Int(program.rowIndex[k]), program.value[k])
      }
      guard let own else {
        lists[part] = [Filling(row: -1, column: j, gain: .infinity, amount: .infinity)]
        continue
      }
      guard own.takes > 0, !program.rowLower[own.row].isFinite, program.rowUpper[own.row] >= 0,
        program.rowUpper[own.row].isFinite
      else { return nil }
      if lists[part].first?.row == -1 { continue }
      let amount = program.rowUpper[own.row] / own.takes
      let filling = Filling(row: own.row, column: j, gain: gain[j] * amount, amount: amount)
      if place[own.row] < 0 {
        place[own.row] = Int32(lists[part].count)
        lists[part].append(filling)
      } else if filling.gain > lists[part][Int(place[own.row])].gain {
        lists[part][Int(place[own.row])] = filling
      }
    }
    return lists
  }

  /// The columns of no part that are in one row alone, by their rows.
  func spareColumns() -> [Int32] {
    var spare = [Int32](repeating: -1, count: program.rowCount)
    for j in 0..<program.columnCount
    where j != level && partOfColumn[j] < 0 && program.entries(of: j).count == 1 {
      let row = Int(program.rowIndex[program.entries(of: j).lowerBound])
      if spare[row] < 0 { spare[row] = Int32(j) }
    }
    return spare
  }

  /// The rows of no part that the point does not fit, where a column of such a row alone may take up
  /// what is missing. `binding` is one that it is known to fit. nil where the point does not fit its
  /// own bounds.
  mutating func violatedLinkingRows(binding: Int? = nil) -> [Int]? {
    var activity = [Double](repeating: 0, count: program.rowCount)
    for j in 0..<program.columnCount where value[j] != 0 {
      if value[j] > program.columnUpper[j] || value[j] < program.columnLower[j] { return nil }
      for k in program.entries(of: j) {
        activity[Int(program.rowIndex[k])] += program.value[k] * value[j]
      }
    }
    let spare = spareColumns()
    var violated: [Int] = []
    for row in 0..<program.rowCount
    where partOfRow[row] < 0 && owner[row] < 0 && row != binding {
      let (lower, upper) = (program.rowLower[row], program.rowUpper[row])
      let isAbove = activity[row] > upper
      if !isAbove, activity[row] >= lower { continue }
      let j = Int(spare[row])
      if j >= 0 {
        let step =
          ((isAbove ? upper : lower) - activity[row])
          / program.value[program.entries(of: j).lowerBound]
        let moved = value[j] + step
        if moved <= program.columnUpper[j], moved >= program.columnLower[j] {
          columns[j] = .basic
          rows[row] = isAbove ? .atUpper : .atLower
          continue
        }
      }
      violated.append(row)
    }
    return violated
  }
}
