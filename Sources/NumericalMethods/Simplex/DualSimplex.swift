// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// The dual simplex method with bounds, as Koberstein describes it ("The dual simplex method,
/// techniques for a fast and stable implementation", 2005): rows are chosen by dual steepest edges
/// (Forrest and Goldfarb, "Steepest-edge simplex algorithms for linear programming", 1992),
/// columns by `DualRatioTest`. All loops run over nonzeros.
final class DualSimplex {
  enum Outcome {
    /// No bound is violated, and no reduced cost has the wrong sign for the costs worked with.
    case optimal
    /// This basic variable stays outside its bounds whatever the others do.
    case infeasible(Int)
    /// No plan is as good as `objectiveLimit`, as far as rounding can tell.
    case pastLimit
    case gaveUp
  }

  let state: SimplexState
  private let choice: RowChoice
  private let test: DualRatioTest
  private(set) var pivots = 0
  /// Whether costs were changed to keep reduced costs of the right sign.
  private(set) var hasShifted = false
  /// A run ends where the objective is certain to come out above this.
  var objectiveLimit = Double.infinity
  /// How often numbers did not agree.
  private var tries = 0
  private var sinceFactor = 0
  /// The entries of all vectors so far: what is done is about proportional to them.
  private var work = 0

  init(_ state: SimplexState) {
    self.state = state
    choice = RowChoice(size: state.rows)
    test = DualRatioTest(variables: state.variables)
  }

  /// Gives up where that takes more pivots than `pivotLimit`, or work out of all proportion to the
  /// program.
  func run(pivotLimit: Int, until stop: StopSignal) -> Outcome {
    refactor()
    return goOn(pivotLimit: pivotLimit, until: stop)
  }

  /// The same after bounds have changed, or statuses and costs where there is a new factor to be
  /// made. The factor, the weights and the reduced costs of the run before are kept else.
  func rerun(keepsFactor: Bool, pivotLimit: Int, until stop: StopSignal) -> Outcome {
    (work, tries) = (0, 0)
    let isShifted = hasShifted
    if isShifted {
      for j in 0..<state.variables { state.cost[j] = state.program.cost[j] }
      hasShifted = false
    }
    if keepsFactor && !isFactorWornOut {
      if isShifted { state.computeReducedCosts() }
      correctSigns()
      state.computeValues()
      for i in 0..<state.rows { rescore(i) }
    } else {
      refactor()
    }
    return goOn(pivotLimit: pivots + pivotLimit, until: stop)
  }

  private func goOn(pivotLimit: Int, until stop: StopSignal) -> Outcome {
    let workLimit = 20_000_000 + 1000 * (state.variables + state.program.columnOf.count)
    while true {
      if pivots % 64 == 0 && stop.isOver() { return .gaveUp }
      if pivots & 3 == 0, objectiveLimit.isFinite, state.objective > objectiveLimit {
        return .pastLimit
      }
      if pivots >= pivotLimit || work > workLimit || tries > 50 { return .gaveUp }
      if isFactorWornOut { refactor() }
      guard let leaving = choice.largest() else {
        if state.factor.updates == 0 { return .optimal }
        refactor()
        continue
      }
      if let outcome = iterate(leaving) { return outcome }
    }
  }

  /// The same, and where costs had to be changed, the primal simplex takes that back.
  ///
  /// - Returns: the basis, with what it is worth for the program's own costs; nil where it gave up.
  func solve(pivotLimit: Int, until stop: StopSignal) -> StartingBasis? {
    let outcome = run(pivotLimit: pivotLimit, until: stop)
    var start = StartingBasis(basis: state.basis, claim: .optimal, iterations: pivots)
    switch outcome {
    case .infeasible(let variable): start.claim = .infeasible(outside: variable)
    case .gaveUp, .pastLimit: return nil
    case .optimal:
      if !hasShifted || state.isDualFeasible { break }
      let primal = PrimalSimplex(state)
      if primal.run(pivotLimit: pivotLimit, until: stop) == .optimal {
        start.basis = state.basis
      } else {
        start.claim = .primalFeasible
      }
      pivots += primal.pivots
      start.iterations = pivots
    }
    return start
  }

  /// A factor is made anew when its row transformations have cost as much as that does.
  private var isFactorWornOut: Bool {
    let factor = state.factor
    if factor.updates == 0 { return false }
    return factor.updates >= UpdatedFactor.mostUpdates
      || sinceFactor > 20 * (state.rows + 1000) + 4 * state.program.columnOf.count
  }

  private func refactor() {
    if !state.factorize() { tries += 1 }
    sinceFactor = 0
    state.computeReducedCosts()
    correctSigns()
    state.computeValues()
    for i in 0..<state.rows {
      if state.slot[i].weight == 0 { state.measureWeight(i) }
      rescore(i)
    }
  }

  /// Where the sign of a reduced cost is wrong, a variable with two bounds goes to the other one,
  /// and else its cost gives way.
  private func correctSigns() {
    let (s, p) = (state, state.program)
    for j in 0..<s.variables where s.status[j] != SimplexState.Status.basic {
      let wrong = s.wrongness(j)
      if wrong <= 0 { continue }
      if s.status[j] != SimplexState.Status.atZero && p.lower[j].isFinite && p.upper[j].isFinite
        && wrong > SimplexState.tolerance
      {
        s.flip(j)
      } else {
        shift(j)
      }
    }
  }

  /// Changes the cost of a variable so that its reduced cost is 0.
  private func shift(_ j: Int) {
    if abs(state.reduced[j]) > 1e-13 { hasShifted = true }
    state.cost[j] -= state.reduced[j]
    state.reduced[j] = 0
  }

  @inline(__always)
  private func rescore(_ i: Int) {
    let outside = state.outside(i)
    choice.set(i, outside == 0 ? 0 : outside * outside / state.slot[i].weight)
  }

  /// One pivot, or a new factor where the numbers do not agree.
  private func iterate(_ leaving: Int) -> Outcome? {
    let s = state
    // The row of the inverse, and of the tableau.
    s.row.clear()
    s.row.add(1, at: Int32(leaving))
    s.factor.solveTransposed(s.row, pivot: leaving)
    let weight = s.row.squaredLength
    s.slot[leaving].weight = weight
    s.multiplyRow()
    let outside = s.outside(leaving)
    let sign = outside < 0 ? -1.0 : 1.0
    collectCandidates(sign)
    guard let entering = test.choose(slope: abs(outside)) else {
      if s.factor.updates > 0 {
        tries += 1
        refactor()
        return nil
      }
      return .infeasible(Int(s.basic[leaving]))
    }
    let q = Int(entering.variable)
    // The entering column.
    s.load(q, into: s.column)
    s.factor.solve(s.column, spike: s.spike)
    let entry = s.column.value[leaving]
    if abs(abs(entry) - entering.entry) > 1e-7 * (1 + abs(entry)) || abs(entry) < 1e-9 {
      tries += 1
      if s.factor.updates > 0 {
        refactor()
        return nil
      }
      if abs(entry) < 1e-9 { return .gaveUp }
    }
    updateReducedCosts(entering, sign, entry, leaving)
    flip()
    updateValues(leaving, q, entry, outside)
    pivot(leaving, q, entry, outside, weight)
    return nil
  }

  /// The variables whose reduced costs go towards the wrong sign.
  private func collectCandidates(_ sign: Double) {
    let (status, reduced, columns) = (state.status, state.reduced, state.columns)
    let (lower, upper, candidates) = (
      state.program.lower.base, state.program.upper.base, test.candidates
    )
    var count = 0
    @inline(__always)
    func consider(_ j: Int, _ signed: Double) {
      let resting = status[j]
      if resting == SimplexState.Status.basic || resting == SimplexState.Status.fixed { return }
      var (entry, slack) = (signed, reduced[j])
      if resting == SimplexState.Status.atUpper {
        (entry, slack) = (-signed, -slack)
      } else if resting == SimplexState.Status.atZero {
        (entry, slack) = (abs(signed), 0)
      }
      if entry <= 1e-9 { return }
      candidates[count] = .init(
        variable: Int32(truncatingIfNeeded: j), entry: entry, slack: max(0, slack),
        range: upper[j] - lower[j])
      count &+= 1
    }
    let (columnIndex, columnEntry) = (state.pivotRow.index, state.pivotRow.value)
    for k in 0..<state.pivotRow.count {
      let j = Int(columnIndex[k])
      consider(j, sign * columnEntry[j])
    }
    let (rowIndex, rowEntry) = (state.row.index, state.row.value)
    for k in 0..<state.row.count {
      let i = Int(rowIndex[k])
      consider(columns &+ i, sign * rowEntry[i])
    }
    test.begin(count)
  }

  private func updateReducedCosts(
    _ entering: DualRatioTest.Candidate, _ sign: Double, _ entry: Double, _ leaving: Int
  ) {
    let s = state
    let q = Int(entering.variable)
    if s.wrongness(q) > 0 { shift(q) }
    s.updateReducedCosts(entering: q, at: leaving, entry)
  }

  /// Takes the variables that are passed to their other bounds, and those that ended on the wrong
  /// side within the tolerance out of the way.
  private func flip() {
    let (s, p) = (state, state.program)
    for j in test.flipped { s.flip(Int(j)) }
    for k in 0..<test.count {
      let j = Int(test.candidates[k].variable)
      if s.wrongness(j) > 0 { shift(j) }
    }
    if test.flipped.isEmpty { return }
    s.further.clear()
    for variable in test.flipped {
      let j = Int(variable)
      let range = p.upper[j] - p.lower[j]
      s.addColumn(
        j, times: s.status[j] == SimplexState.Status.atUpper ? range : -range, to: s.further)
    }
    s.factor.solve(s.further)
    for k in 0..<s.further.count {
      let i = Int(s.further.index[k])
      s.slot[i].value -= s.further.value[i]
      rescore(i)
    }
  }

  private func updateValues(_ leaving: Int, _ q: Int, _ entry: Double, _ outside: Double) {
    let s = state
    let bound = outside < 0 ? s.slot[leaving].lower : s.slot[leaving].upper
    let step = (s.slot[leaving].value - bound) / entry
    let (slot, index, value) = (s.slot, s.column.index, s.column.value)
    for k in 0..<s.column.count {
      let i = Int(index[k])
      slot[i].value -= step * value[i]
    }
    slot[leaving].value = s.restingValue(q) + step
  }

  /// Exchanges the two variables, with the weights and the factor.
  private func pivot(
    _ leaving: Int, _ q: Int, _ entry: Double, _ outside: Double, _ weight: Double
  ) {
    let s = state
    s.factor.solve(s.row)
    work += s.pivotRow.count + s.column.count + s.row.count
    let (slot, index, column, tau) = (s.slot, s.column.index, s.column.value, s.row.value)
    for k in 0..<s.column.count {
      let i = Int(index[k])
      if i == leaving { continue }
      let ratio = column[i] / entry
      slot[i].weight = max(1e-4, slot[i].weight + ratio * (ratio * weight - 2 * tau[i]))
      rescore(i)
    }
    s.exchange(leaving, with: q, goesUp: outside > 0)
    s.slot[leaving].weight = max(1e-4, weight / (entry * entry))
    rescore(leaving)
    pivots += 1
    if !s.factor.update(leaving, spike: s.spike, entry: entry) {
      tries += 1
      refactor()
    }
    sinceFactor += 3 * s.factor.etaEntries
  }
}
