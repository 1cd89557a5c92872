// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// Branch and bound (Land and Doig, 1960) whose tree is kept as a certificate: the exact, proved
/// verdict on each part of the program closes a leaf or opens a branch.
///
/// The part with the best bound is next, and at ties the deeper one. Which column is branched on is
/// decided by solving both sides for the most promising few (strong branching; Achterberg, Koch and
/// Martin, "Branching rules revisited", 2005) until their gains are known from before
/// (pseudocosts). All limits are counts, so the same program gives the same tree.
public struct ExactSearch {
  public struct Result: Sendable {
    /// The best whole point; nil where there is none.
    public let point: [Rational]?
    /// What proves it. See `LinearProgram.proves(_:incumbent:)`.
    public let tree: SearchTree
    /// How many parts were solved.
    public let nodes: Int
  }

  /// What finds the exact, proved verdict on a part; the basis is the one of a larger part, to
  /// begin from. nil where that is too much work.
  public typealias Solving = (LinearProgram, Basis) throws -> Verdict?

  /// A part of the program that is not closed yet.
  private struct Part {
    /// Its place in the tree.
    let place: Int
    let depth: Int
    let bounds: [LinearProgram.Bounds]
    let optimum: Optimum
    /// The bound of its relaxation, rounded to a possible objective.
    let value: Rational
  }

  /// Parts that may still be solved.
  private var allowance: Int
  private let stop: StopSignal
  private let program: LinearProgram
  private let relaxation: LinearProgram
  private let wholeColumns: [Int]
  private let step: Rational?
  private var best: (point: [Rational], value: Rational)?
  private var nodes: [SearchTree.Node?] = [nil]
  private var open = PartHeap<Part>()
  private var solved = 0
  private var gains: [Gain]

  /// By how much the bound of a side got worse for each unit that was rounded away, on average.
  private struct Gain {
    var sum = (below: 0.0, above: 0.0)
    var count = (below: 0, above: 0)
  }

  /// `program` has whole bounds. `incumbent` is a feasible whole point to beat, if one is known. At
  /// most `nodes` parts are solved; nil is as many as are done in some seconds by `run()`.
  public init(
    _ program: LinearProgram, incumbent: [Rational]?, nodes: Int? = nil,
    until stop: StopSignal = .never
  ) {
    self.stop = stop
    self.program = program
    relaxation = program.relaxation
    let size = max(1, program.rows.count * program.columns.count)
    allowance = nodes ?? min(50_000, 6_000_000 / size)
    wholeColumns = program.columns.indices.filter { program.columns[$0].isInteger }
    step = program.objectiveStep
    best = incumbent.map { ($0, program.objective(at: $0)) }
    gains = Array(repeating: Gain(), count: program.columns.count)
  }

  /// Searches in exact arithmetic alone. nil where a limit ends it, or the relaxation has no end.
  public mutating func run() -> Result? {
    let stop = self.stop
    return run { part, basis in part.exactVerdict(from: basis, limit: 400_000, until: stop) }
  }

  /// Searches by the verdicts of `solve`. nil where a limit ends it, or the relaxation has no end.
  public mutating func run(solving solve: Solving) rethrows -> Result? {
    let start = Basis(ofRowsIn: program)
    guard try enter(0, depth: 0, program.columns.map(\.bounds), from: start, solve) else {
      return nil
    }
    while let part = next() {
      if let best, !program.isBetter(part.value, than: best.value) {
        nodes[part.place] = .bounded(prices: part.optimum.prices)
        continue
      }
      guard try branch(part, solve) else { return nil }
    }
    return Result(
      point: best?.point, tree: SearchTree(nodes: nodes.map { $0! }), nodes: solved)
  }

  /// Solves a part: closes it, or puts it among the open ones. false at a limit.
  private mutating func enter(
    _ place: Int, depth: Int, _ bounds: [LinearProgram.Bounds], from basis: Basis,
    _ solve: Solving
  ) rethrows -> Bool {
    if let j = wholeColumns.first(where: { bounds[$0].isCrossed }) {
      nodes[place] = .empty(column: j)
      return true
    }
    guard let verdict = try verdict(bounds, from: basis, solve) else { return false }
    return enter(place, depth: depth, bounds, verdict)
  }

  private mutating func verdict(
    _ bounds: [LinearProgram.Bounds], from basis: Basis, _ solve: Solving
  ) rethrows -> Verdict? {
    solved += 1
    guard solved <= allowance, !stop.isOver() else { return nil }
    var part = relaxation
    for j in wholeColumns { part.columns[j].bounds = bounds[j] }
    return try solve(part, basis)
  }

  private mutating func enter(
    _ place: Int, depth: Int, _ bounds: [LinearProgram.Bounds], _ verdict: Verdict
  ) -> Bool {
    switch verdict {
    case .unbounded: return false
    case .infeasible(let certificate): nodes[place] = .infeasible(certificate)
    case .optimal(let optimum):
      let objective = program.objective(at: optimum.point)
      let value = objective.rounded(to: step, up: program.sense == .minimize)
      if program.isWhole(optimum.point) {
        if best.map({ program.isBetter(objective, than: $0.value) }) ?? true {
          best = (optimum.point, objective)
        }
        nodes[place] = .bounded(prices: optimum.prices)
      } else if let best, !program.isBetter(value, than: best.value) {
        nodes[place] = .bounded(prices: optimum.prices)
      } else {
        push(Part(place: place, depth: depth, bounds: bounds, optimum: optimum, value: value))
      }
    }
    return true
  }
}

// MARK: - Branches

extension ExactSearch {
  private struct Branch {
    let column: Int
    let floor: Rational
    let below: [LinearProgram.Bounds]
    let above: [LinearProgram.Bounds]
    /// What is known of the two sides already.
    var verdicts: (below: Verdict, above: Verdict)?
    var score = 0.0
  }

  /// Opens the two sides of a part. false at a limit.
  private mutating func branch(_ part: Part, _ solve: Solving) rethrows -> Bool {
    guard let branch = try choose(part, solve) else { return false }
    let places = (below: nodes.count, above: nodes.count + 1)
    nodes += [nil, nil]
    nodes[part.place] = .branch(
      column: branch.column, floor: branch.floor, below: places.below, above: places.above)
    if let verdicts = branch.verdicts {
      return enter(places.below, depth: part.depth + 1, branch.below, verdicts.below)
        && enter(places.above, depth: part.depth + 1, branch.above, verdicts.above)
    }
    let basis = part.optimum.basis
    return try enter(places.below, depth: part.depth + 1, branch.below, from: basis, solve)
      && enter(places.above, depth: part.depth + 1, branch.above, from: basis, solve)
  }

  private mutating func choose(_ part: Part, _ solve: Solving) rethrows -> Branch? {
    var branches = wholeColumns.compactMap { j in
      part.optimum.point[j].isInteger ? nil : candidate(j, part)
    }
    for place in branches.indices { branches[place].score = score(branches[place], part) }
    // The most promising first; ties go to the lower column.
    branches.sort { ($0.score, $1.column) > ($1.score, $0.column) }
    var chosen: Branch?
    for var branch in branches.prefix(4) {
      let known = gains[branch.column].count
      if known.below < 2 || known.above < 2, !branch.below[branch.column].isCrossed,
        !branch.above[branch.column].isCrossed
      {
        let basis = part.optimum.basis
        guard let below = try verdict(branch.below, from: basis, solve),
          let above = try verdict(branch.above, from: basis, solve)
        else { return nil }
        branch.verdicts = (below, above)
        note(below, above, branch, part)
        branch.score = score(of: worsening(below, part), worsening(above, part))
        // A side that is closed by this makes the branch free.
        if branch.score == .infinity { return branch }
      }
      if branch.score > chosen?.score ?? -1 { chosen = branch }
    }
    return chosen
  }

  private func candidate(_ j: Int, _ part: Part) -> Branch {
    let floor = part.optimum.point[j].floor
    var (below, above) = (part.bounds, part.bounds)
    below[j].upper = floor
    above[j].lower = floor + .one
    return Branch(column: j, floor: floor, below: below, above: above)
  }

  /// By how much a side is worse than the part; infinite where it is closed.
  private func worsening(_ verdict: Verdict, _ part: Part) -> Double {
    guard case .optimal(let optimum) = verdict else { return .infinity }
    let value = program.objective(at: optimum.point)
    let rounded = value.rounded(to: step, up: program.sense == .minimize)
    if let best, !program.isBetter(rounded, than: best.value) { return .infinity }
    return (value - program.objective(at: part.optimum.point)).magnitude.double
  }

  private func score(of below: Double, _ above: Double) -> Double {
    max(below, 1e-6) * max(above, 1e-6)
  }

  /// What the branch is likely to gain, by what its column has gained so far.
  private func score(_ branch: Branch, _ part: Part) -> Double {
    let value = part.optimum.point[branch.column]
    let rest = (value - branch.floor).double
    let gain = gains[branch.column]
    let below = gain.count.below > 0 ? gain.sum.below / Double(gain.count.below) : 1
    let above = gain.count.above > 0 ? gain.sum.above / Double(gain.count.above) : 1
    return score(of: below * rest, above * (1 - rest))
  }

  private mutating func note(
    _ below: Verdict, _ above: Verdict, _ branch: Branch, _ part: Part
  ) {
    let rest = (part.optimum.point[branch.column] - branch.floor).double
    let (down, up) = (worsening(below, part), worsening(above, part))
    if down.isFinite {
      gains[branch.column].sum.below += down / rest
      gains[branch.column].count.below += 1
    }
    if up.isFinite {
      gains[branch.column].sum.above += up / (1 - rest)
      gains[branch.column].count.above += 1
    }
  }
}

// MARK: - The open parts

extension ExactSearch {
  /// The better bound first, the deeper and then the older part where bounds are the same.
  private static func order(in program: LinearProgram) -> (Part, Part) -> Bool {
    { a, b in
      if a.value != b.value { return program.isBetter(a.value, than: b.value) }
      return a.depth != b.depth ? a.depth > b.depth : a.place < b.place
    }
  }

  private mutating func push(_ part: Part) { open.push(part, by: Self.order(in: program)) }

  private mutating func next() -> Part? { open.pop(by: Self.order(in: program)) }
}
