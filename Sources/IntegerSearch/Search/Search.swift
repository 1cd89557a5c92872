// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// The state of a search: the tree, the open nodes, the best plan, and the relaxation at one node.
final class Search {
  let program: WholeProgram
  let limits: SearchLimits
  var watch: SearchWatch?
  var rows: Rows
  let relaxation: Relaxation
  /// The same without cuts, for plans and for exact solves.
  let bare: Relaxation
  var safe: SafeBounds
  let propagation: Propagation
  var pseudocosts: Pseudocosts

  // The tree.
  var tree: [SearchTree.Node?] = [nil]
  /// The rows that the cuts of the tree have become, by their places.
  var rowOfCut: [Int: Int32] = [:]
  var open = OpenNodes()
  /// Changes of bounds on the way to each node, and where the way goes on towards the root.
  var paths: [(parent: Int, changes: [BoundChange])] = []
  /// The bounds at the root, and at the node that is looked at.
  var root: Domain
  var domain: Domain

  // The best plan.
  var best: (point: [Rational], value: Rational)?
  var incumbent: [Double] = []
  /// What a better plan costs at most, rounded up; infinite without a plan.
  var cutoff = Double.infinity

  /// Whether a whole column has no end at the root.
  var hasEndlessColumns = false

  // Counts.
  var nodes = 0
  var isStopped = false
  /// The bound of the part that is looked at.
  var boundAtHand = -Double.infinity
  /// Whether a part was left that nothing closed.
  var hasUnprovedLeaf = false
  var unprovedBound = Double.infinity
  /// Where a dive to a leaf has begun.
  var plungeDepth = 0
  var exactCloses = 0
  /// 0, or 1 in a small search.
  var level = 0
  var smallCount = 0
  var smallPivots = 0
  var nextSmallSearch: Int
  /// Small searches since one has found something.
  var fruitless = 0
  var draw: UInt64 = 18
  var diveCount = 0
  /// What cuts are looked for by.
  var cutSources: [any CutSource] = []
  /// The root as it was left, for another start from it.
  var rootMark: RootMark?
  var restarts = 0
  var wantsRestart = false
  /// Cuts that were found below the root since its last start.
  var late: [LateCut] = []
  /// Rounds of cuts below the root, and the shares of the gap that they closed.
  var lateRounds = 0
  var lateGain = 0.0
  /// Prices that closed parts.
  var pool = PricePool()

  init(
    _ program: WholeProgram, _ basis: Basis, _ plan: [Rational]?, _ limits: SearchLimits
  ) {
    self.program = program
    self.limits = limits
    nextSmallSearch = limits.habits.firstSmallSearch
    rows = Rows(program)
    root = Domain(lower: program.numeric.columnLower, upper: program.numeric.columnUpper)
    domain = root
    relaxation = Relaxation(program, rows, root)
    bare = Relaxation(program, rows, root)
    safe = SafeBounds(program)
    propagation = Propagation(program)
    pseudocosts = Pseudocosts(columns: program.columns)
    relaxation.simplex.take(basis)
    bare.simplex.take(basis)
    if let plan { take(plan) }
  }

  // MARK: - The loop

  func run() -> SearchResult {
    walk()
    return result()
  }

  func walk() {
    if let place = prepareRoot() {
      open.push(
        OpenNode(
          place: place, depth: 0, bound: -.infinity, path: -1, basis: relaxation.basis))
    }
    while !isOver, let node = open.pop() {
      load(node)
      plunge(node)
      if wantsRestart { restart() }
    }
  }

  var isOver: Bool {
    if isStopped { return true }
    if nodes >= limits.nodes ?? mostNodes { isStopped = true }
    if let most = limits.pivots, relaxation.pivots >= most { isStopped = true }
    // About as many nodes as a megabyte holds; where nobody gives a limit, a few gigabytes.
    let megabytes = limits.memoryMegabytes > 0 ? limits.memoryMegabytes : 4_000
    if tree.count > megabytes * 3_000 { isStopped = true }
    if limits.stop.isOver() { isStopped = true }
    return isStopped
  }

  /// From a node down to a leaf, and on with the sides that are left on the way as long as they are
  /// about as good.
  private func plunge(_ first: OpenNode) {
    var node: OpenNode? = first
    var steps = 0
    while let now = node, !isOver, !wantsRestart {
      node = process(now)
      steps += 1
      if steps >= 40, let left = node {
        var kept = left
        kept.basis = relaxation.basis
        open.push(kept)
        return
      }
    }
    if let left = node { open.push(left) }
  }

  /// The bounds at a node and the relaxation's basis.
  private func load(_ node: OpenNode) {
    domain = root
    var way: [Int] = []
    var at = node.path
    while at >= 0 {
      way.append(at)
      at = paths[at].parent
    }
    for step in way.reversed() {
      for change in paths[step].changes { domain.take(change) }
    }
    if let basis = node.basis { relaxation.take(basis, rows, domain) }
    relaxation.load(domain)
  }

  /// Where nobody gives a limit: whole columns without an end may make a search endless.
  private var mostNodes: Int {
    if !hasEndlessColumns { return .max }
    return best == nil ? 50_000 : 2_000_000
  }

  // MARK: - The end

  private func result() -> SearchResult {
    var result = SearchResult()
    result.point = best?.point
    (result.nodes, result.pivots) = (nodes, relaxation.pivots)
    let isComplete = !isStopped && open.isEmpty && !hasUnprovedLeaf
    if isComplete {
      let whole = finishedTree()
      if program.exact.proves(whole, incumbent: best?.point, until: limits.stop) {
        result.tree = whole
        result.bound = best?.value
        return result
      }
    }
    result.bound = bound
    result.isWithinGap = isComplete && limits.gap != nil && best != nil
    return result
  }

  /// The best objective that is still possible, exactly.
  private var bound: Rational? {
    var least = min(open.bound, unprovedBound)
    if isStopped { least = min(least, stoppedBound) }
    let isMinimum = program.sign > 0
    func stated(_ value: Rational) -> Rational {
      (isMinimum ? value : -value).rounded(toMultipleOf: program.exactStep, up: isMinimum)
    }
    guard let best else { return least.isFinite ? stated(Rational(exactly: least)) : nil }
    let value = isMinimum ? best.value : -best.value
    var bound = value
    if let gap = limits.gap { bound = value - gap * value.magnitude }
    if least.isFinite {
      bound = min(bound, Rational(exactly: least))
    } else if least < 0 {
      return nil
    }
    let result = stated(bound)
    return isMinimum ? min(result, best.value) : max(result, best.value)
  }

  /// The bound of the node that a limit came to.
  var stoppedBound = Double.infinity
}

extension Rational {
  /// The next multiple of `step` upwards or downwards; the number itself where there is no step.
  func rounded(toMultipleOf step: Rational?, up: Bool) -> Rational {
    guard let step else { return self }
    let count = self / step
    return step * (up ? -(-count).floor : count.floor)
  }
}
