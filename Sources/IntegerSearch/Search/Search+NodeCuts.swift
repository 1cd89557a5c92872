// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// Cuts below the root. They are made with the bounds of the root, so that they hold everywhere: each is
/// there for all nodes from then on, and stands at the root's end in the tree.
extension Search {
  /// A cut that was found below the root, and the row that it has become.
  struct LateCut {
    var cut: SearchTree.Cut
    var row: Int
  }

  private static let mostAtOnce = 3
  private static let mostLate = 3_000
  /// Rounds before they are judged, the share of the gap that they should close on average, and the
  /// nodes from one to the next where they do not.
  private static let trialRounds = 400
  private static let leastGain = 0.07
  private static let restingNodes = 4

  /// Where there is a plan to beat, and the rounds so far have paid.
  var lateCutsAreDue: Bool {
    guard cutoff.isFinite, late.count < Self.mostLate else { return false }
    return lateRounds < Self.trialRounds || lateGain >= Self.leastGain * Double(lateRounds)
      || nodes % Self.restingNodes == 0
  }

  /// A round of cuts at a node: those that others have made, and new ones where these are few.
  func strengthenNode(
    _ place: inout Int, _ bound: inout Double, _ changes: inout [BoundChange]
  ) -> Finding {
    if fractionalColumns.isEmpty || isOver { return .open }
    let before = relaxation.objective
    var added = violatedRows()
    if added.count < 2 { added += makeLateCuts() }
    if added.isEmpty { return .open }
    let idle = Set(relaxation.idleCuts)
    relaxation.change(
      to: relaxation.present.filter { !idle.contains($0) } + added, rows, domain)
    let finding = relax(&place, &bound, &changes, nil)
    lateRounds += 1
    let distance = max(cutoff - before, 1e-9 * max(1, cutoff.magnitude))
    switch finding {
    case .closed: lateGain += 1
    case .open: lateGain += min(1, max(0, relaxation.objective - before) / distance)
    case .unknown: break
    }
    return finding
  }

  private func makeLateCuts() -> [Int] {
    guard let mark = rootMark else { return [] }
    let here = domain
    domain = mark.domain
    defer { domain = here }
    let count = Int32(rows.count)
    return separate(most: Self.mostAtOnce).map { cut in
      let moved = cut.movingSplitRow(from: count, to: Int32(rows.count))
      late.append(LateCut(cut: moved, row: rows.count))
      rows.append(moved.terms, lower: moved.lower)
      return rows.count - 1
    }
  }

  /// Cuts that the relaxation has left out and its point breaks, the most broken first.
  private func violatedRows() -> [Int] {
    var isThere = [Bool](repeating: false, count: rows.count)
    for i in relaxation.present { isThere[i] = true }
    var found: [(row: Int, distance: Double)] = []
    for i in program.rows..<max(program.rows, rows.count) where !isThere[i] {
      let excess = rows.lower[i] - activity(i)
      if excess < 1e-6 { continue }
      var square = 0.0
      for k in rows.start[i]..<rows.start[i + 1] { square += rows.value[k] * rows.value[k] }
      let distance = excess / square.squareRoot()
      if distance > 1e-4 { found.append((i, distance)) }
    }
    found.sort { ($0.distance, $1.row) > ($1.distance, $0.row) }
    return found.prefix(Self.mostAtOnce).map(\.row)
  }

  /// Before another start, late cuts become the root's own.
  func settleLateCuts(_ place: inout Int) {
    for late in late {
      tree[place] = .cut(late.cut, next: tree.count)
      rowOfCut[place] = Int32(late.row)
      place = tree.count
      tree.append(nil)
    }
    late.removeAll()
  }
}
