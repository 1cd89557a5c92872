// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText
import LinearProgram

/// The formulations of all cases as one program, the extensive form: a case is a scenario, or a
/// scenario after a loss. Each is the formulation of a spec of its own, and all are of one shape.
///
/// Columns of what is decided before the case is known are there once, all others once a case; so
/// are rows, but for those that have the same columns and numbers in several cases (Birge and
/// Louveaux, "Introduction to stochastic programming", 2011, chapter 2.4). What is held is the same
/// in a scenario and after its losses; what is lost can be used for nothing.
struct Composition: Sendable {
  struct Case: Sendable {
    let formulation: Formulation
    /// Its constraints, without an objective.
    let program: LinearProgram
    /// By their places in `Futures`.
    let scenario: Int
    let loss: Int?
    /// The number in the whole of each of its columns and rows.
    fileprivate(set) var columns: [Int32] = []
    fileprivate(set) var rows: [Int32] = []
    /// How many entries each of its rows has.
    fileprivate let lengths: [Int32]

    /// The resources that are lost.
    let lost: Set<Int>

    var isPlan: Bool { loss == nil }

    /// A point with the columns of sections in the form that is printed.
    func settled(_ point: [Rational], printed: JSONValue? = nil) -> [Rational] {
      formulation.settled(point, printed: printed, without: lost)
    }

    fileprivate init(
      _ formulation: Formulation, _ program: LinearProgram, scenario: Int, loss: Int? = nil,
      lost: [Int] = []
    ) {
      (self.formulation, self.program, self.lost) = (formulation, program, Set(lost))
      (self.scenario, self.loss) = (scenario, loss)
      var lengths = [Int32](repeating: 0, count: program.rows.count)
      for j in program.columns.indices {
        for entry in program.entries[j] { lengths[entry.row] += 1 }
      }
      self.lengths = lengths
    }
  }

  /// What a column of the whole stands for.
  enum ColumnOwner: Sendable {
    /// A column of a case; of the first one that has it.
    case own(case: Int32, column: Int32)
    /// Whether a demand is missed in a scenario.
    case miss(chance: Int, scenario: Int)
  }

  /// What a row of the whole stands for.
  enum RowOwner: Sendable {
    case own(case: Int32, row: Int32)
    /// The bounds that a case has for a column that it shares.
    case bound(case: Int32, column: Int32)
    /// What the scenarios in which a demand is missed weigh.
    case chance(Int)
  }

  let futures: Futures
  /// Of each scenario its plan, and then its losses.
  private(set) var cases: [Case] = []
  /// Without an objective.
  private(set) var program = LinearProgram(sense: .minimize)
  private(set) var columnOwners: [ColumnOwner] = []
  private(set) var rowOwners: [RowOwner] = []
  /// The rows that several scenarios have in common.
  private(set) var commonRows: Set<Int> = []
  /// Of each column of a case, whether all scenarios share it, and whether a scenario shares it
  /// with its losses.
  let isAcrossScenarios: [Bool]
  let isHeld: [Bool]

  var columnCount: Int { columnOwners.count }
  var rowCount: Int { rowOwners.count }

  /// Linear in the nonzeros of all cases.
  init(_ futures: Futures) {
    self.futures = futures
    let first = Formulation(futures.scenarios[0].spec)
    let layout = first.layout
    var (across, held) = ([Bool](), [Bool]())
    for j in 0..<layout.columnCount {
      let (kind, period) = layout.kind(ofColumn: j)
      let isKnown = period.map { $0 < futures.knownPeriods } ?? false
      switch kind {
      case .amount(let r):
        across.append(isKnown || futures.isCommitted[r])
        held.append(true)
      case .bought(let r):
        across.append(isKnown || futures.isCommittedPurchase[r])
        held.append(true)
      default:
        across.append(isKnown)
        held.append(false)
      }
    }
    (isAcrossScenarios, isHeld) = (across, held)
    for (s, scenario) in futures.scenarios.enumerated() {
      let formulation = s == 0 ? first : Formulation(scenario.spec)
      let program = formulation.withoutObjective
      cases.append(Case(formulation, program, scenario: s))
      for (l, loss) in futures.losses.enumerated() {
        let rest = formulation.program(program, without: loss.resources)
        cases.append(Case(formulation, rest, scenario: s, loss: l, lost: loss.resources))
      }
    }
    var assembly = Assembly()
    for c in cases.indices { add(c, to: &assembly) }
    addChances(to: &assembly)
    program = assembly.program
  }

  func caseNumber(scenario: Int, loss: Int?) -> Int {
    scenario * (1 + futures.losses.count) + (loss.map { $0 + 1 } ?? 0)
  }

  /// The first case that has a column of case `c`: `c` itself, or one before it.
  private func owner(_ c: Int, _ column: Int) -> Int {
    caseNumber(
      scenario: isAcrossScenarios[column] ? 0 : cases[c].scenario,
      loss: isHeld[column] ? nil : cases[c].loss)
  }

  // MARK: - Putting together

  /// The whole as it grows: columns by themselves, as shared ones get entries case by case.
  private struct Assembly {
    var columns: [LinearProgram.Column] = []
    var entries: [[LinearProgram.Entry]] = []
    var rows: [LinearProgram.Bounds] = []

    var program: LinearProgram {
      LinearProgram(sense: .minimize, columns: columns, rows: rows, entries: entries)
    }
  }

  private mutating func add(_ c: Int, to assembly: inout Assembly) {
    let program = cases[c].program
    var columns: [Int32] = []
    columns.reserveCapacity(program.columns.count)
    for j in program.columns.indices {
      let owner = owner(c, j)
      if owner < c {
        columns.append(cases[owner].columns[j])
        continue
      }
      columns.append(Int32(assembly.columns.count))
      assembly.columns.append(program.columns[j])
      assembly.entries.append([])
      columnOwners.append(.own(case: Int32(c), column: Int32(j)))
    }
    cases[c].columns = columns
    var rows = commonRows(of: c)
    var isNew = [Bool](repeating: false, count: rows.count)
    for i in rows.indices where rows[i] < 0 {
      isNew[i] = true
      rows[i] = Int32(assembly.rows.count)
      assembly.rows.append(program.rows[i])
      rowOwners.append(.own(case: Int32(c), row: Int32(i)))
    }
    cases[c].rows = rows
    for j in program.columns.indices {
      for entry in program.entries[j] where isNew[entry.row] {
        assembly.entries[Int(columns[j])].append(
          .init(row: Int(rows[entry.row]), value: entry.value))
      }
    }
    for j in program.columns.indices where owner(c, j) < c { addBounds(ofShared: j, c, &assembly) }
  }

  /// A case's own bounds for a column that it shares are a row, so that each stays what it is: where
  /// they contradict those of another case, the two are the conflict.
  private mutating func addBounds(ofShared j: Int, _ c: Int, _ assembly: inout Assembly) {
    let owner = cases[owner(c, j)]
    let (mine, theirs) = (cases[c].program.columns[j].bounds, owner.program.columns[j].bounds)
    let isChanged = [true, false].contains { isLower in
      place(of: .column(j, isLower: isLower), in: c)?.at
        != place(of: .column(j, isLower: isLower), in: self.owner(c, j))?.at
    }
    if mine == theirs && !isChanged { return }
    let row = assembly.rows.count
    assembly.rows.append(mine)
    rowOwners.append(.bound(case: Int32(c), column: Int32(j)))
    assembly.entries[Int(cases[c].columns[j])].append(.init(row: row, value: .one))
  }

  /// For each row of a case the one in the whole that says the same of the same columns; -1 where
  /// there is none.
  private mutating func commonRows(of c: Int) -> [Int32] {
    let program = cases[c].program
    var result = [Int32](repeating: -1, count: program.rows.count)
    if c == 0 { return result }
    var isShared = [Bool](repeating: true, count: program.rows.count)
    var latest = [Int](repeating: 0, count: program.rows.count)
    for row in chanceRows(of: cases[c].formulation) { isShared[row] = false }
    for j in program.columns.indices {
      let owner = owner(c, j)
      for entry in program.entries[j] {
        if owner == c { isShared[entry.row] = false }
        latest[entry.row] = max(latest[entry.row], owner)
      }
    }
    guard isShared.contains(true) else { return result }
    var weights = [Int](repeating: 0, count: program.rows.count)
    for j in program.columns.indices {
      for entry in program.entries[j] where isShared[entry.row] {
        let other = cases[latest[entry.row]]
        let same =
          other.columns[j] == cases[c].columns[j]
          && other.program.entries[j].contains { $0.row == entry.row && $0.value == entry.value }
        if same { weights[entry.row] += 1 } else { isShared[entry.row] = false }
      }
    }
    for i in result.indices where isShared[i] {
      let other = latest[i]
      guard cases[other].program.rows[i] == program.rows[i],
        Int(cases[other].lengths[i]) == weights[i],
        [true, false].allSatisfy({
          place(of: .row(i, isLower: $0), in: c)?.at
            == place(of: .row(i, isLower: $0), in: other)?.at
        })
      else { continue }
      result[i] = cases[other].rows[i]
      if cases[other].scenario != cases[c].scenario { commonRows.insert(Int(result[i])) }
    }
    return result
  }

  /// The rows of a case that may be missed.
  private func chanceRows(of formulation: Formulation) -> Set<Int> {
    futures.chanceRows(in: formulation.layout)
  }

  /// A column a demand and scenario that says whether the demand is missed there, and a row a demand
  /// on what these scenarios weigh.
  private mutating func addChances(to assembly: inout Assembly) {
    let implied =
      futures.chances.isEmpty
      ? [] : cases.map { GiveOfRows($0.program, without: chanceRows(of: $0.formulation)) }
    for (k, chance) in futures.chances.enumerated() {
      let sum = assembly.rows.count
      assembly.rows.append(.init(lower: nil, upper: .one - chance.probability))
      rowOwners.append(.chance(k))
      for (s, scenario) in futures.scenarios.enumerated() {
        var entries: [LinearProgram.Entry] = []
        for (own, implied) in zip(cases, implied) where own.scenario == s {
          let layout = own.formulation.layout
          for t in 0..<layout.periods {
            guard let row = layout.row(.demand(chance.demand), t) else { continue }
            if case .atMost(let give) = implied.give(row: row, isLower: true), give.signum > 0 {
              entries.append(.init(row: Int(own.rows[row]), value: give))
            } else if case .atMost(let give) = implied.give(row: row, isLower: false),
              give.signum > 0
            {
              entries.append(.init(row: Int(own.rows[row]), value: -give))
            }
            if layout.kind(ofRow: row).period == nil { break }
          }
        }
        assembly.columns.append(
          .init(bounds: .init(lower: .zero, upper: .one), cost: .zero, isInteger: true))
        assembly.entries.append(entries + [.init(row: sum, value: scenario.probability)])
        columnOwners.append(.miss(chance: k, scenario: s))
      }
    }
  }
}

extension Formulation {
  /// Whether a row is one in which what is lost counts for nothing.
  private func isCounted(in row: Int) -> Bool {
    layout.traits(of: layout.kind(ofRow: row).kind).isOnTotals
  }

  /// The same constraints where some resources are lost: nothing is placed on them, and neither their
  /// amounts nor what they store counts in demands, budgets and constraints.
  fileprivate func program(_ whole: LinearProgram, without lost: [Int]) -> LinearProgram {
    let isLost = Set(lost)
    var columns = whole.columns
    var entries = ColumnMatrix()
    for j in columns.indices {
      let kind = layout.kind(ofColumn: j).kind
      if places(kind, on: isLost) {
        columns[j].bounds = .init(lower: .zero, upper: .zero)
      } else if isCharged(kind, to: isLost) {
        entries.append(whole.entries[j].filter { !isCounted(in: $0.row) })
        continue
      }
      entries.append(Array(whole.entries[j]))
    }
    return LinearProgram(sense: whole.sense, columns: columns, rows: whole.rows, entries: entries)
  }

  private func places(_ kind: Layout.ColumnKind, on lost: Set<Int>) -> Bool {
    if case .placement(let w, let k) = kind {
      return lost.contains(spec.workloads[w].options[k].resource)
    }
    return layout.placing(of: kind).map { lost.contains($0.resource) } ?? false
  }

  /// An amount of what is lost, or what a section counts of it, such as the units of a tier. What is
  /// bought is paid for all the same.
  func isCharged(_ kind: Layout.ColumnKind, to lost: Set<Int>) -> Bool {
    if case .bought = kind { return false }
    guard case .resource(let r) = layout.room(of: kind).bearer(of: kind) else { return false }
    return lost.contains(r)
  }
}

extension Futures {
  /// The rows of a case that may be missed.
  func chanceRows(in layout: Layout) -> Set<Int> {
    Set(
      chances.flatMap { chance in
        (0..<layout.periods).compactMap { layout.row(.demand(chance.demand), $0) }
      })
  }
}

extension Composition {
  /// Which rows are of which scenario, and the columns that hold the cases together.
  func hints(of program: LinearProgram) -> StructureHints {
    var hints = StructureHints()
    hints.commonColumns =
      columnOwners.indices.filter { j in
        if case .own(let c, let column) = columnOwners[j] {
          isAcrossScenarios[Int(column)] || (isHeld[Int(column)] && cases[Int(c)].isPlan)
        } else {
          false
        }
      } + Array(columnCount..<program.columns.count)
    return hints
  }
}

extension Composition {
  /// A point of the whole with the columns of sections in the one form that is printed, case by
  /// case; from what is printed of a case, where that is what there is of it.
  func settled(
    _ point: [Rational], printed: (Case) -> JSONValue? = { _ in nil }
  ) -> [Rational] {
    var result = point
    for (c, own) in cases.enumerated() {
      let said = printed(own)
      var part = own.settled(own.columns.map { point[Int($0)] }, printed: said)
      if said != nil { own.formulation.rooms.running.settle(&part, own.formulation.layout) }
      for (column, value) in zip(own.columns, part) where owns(c, Int(column)) {
        result[Int(column)] = value
      }
    }
    return result
  }

  /// What a column of the whole stands for; nil for whether a demand is missed.
  func kind(ofColumn column: Int) -> Layout.ColumnKind? {
    guard case .own(let c, let own) = columnOwners[column] else { return nil }
    return cases[Int(c)].formulation.layout.kind(ofColumn: Int(own)).kind
  }

  /// Whether a column of the whole is of a case, and of none before it.
  func owns(_ c: Int, _ column: Int) -> Bool {
    if case .own(let owner, _) = columnOwners[column] { Int(owner) == c } else { false }
  }
}
