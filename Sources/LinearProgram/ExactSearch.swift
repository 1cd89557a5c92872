// SPDX-License-Identifier: GPL-3.0-or-later

extension LinearProgram {
  /// Whether every column that must be a whole number is one at `point`.
  public func isWhole(_ point: [Rational]) -> Bool {
    zip(columns, point).allSatisfy { !$0.isInteger || $1.isInteger }
  }
}

/// Branch and bound in exact arithmetic (Land and Doig, 1960), to close the search of a small
/// program for certain: each leaf is a relaxation whose verdict was proved.
public struct ExactSearch {
  private let program: LinearProgram
  private var best: (point: [Rational], value: Rational)?
  private var nodesLeft: Int
  private var work: Int

  /// `incumbent` is a feasible whole point to beat, if one is known.
  public init(
    _ program: LinearProgram, incumbent: [Rational]?, nodes: Int = 2_000, work: Int = 3_000_000
  ) {
    self.program = program
    best = incumbent.map { ($0, program.objective(at: $0)) }
    (nodesLeft, self.work) = (nodes, work)
  }

  /// The best whole point, or nil inside for none. nil where the program is too large, has no
  /// bounded relaxation or the nodes run out.
  public mutating func run() -> (point: [Rational]?, nodes: Int)? {
    let size = max(1, program.rows.count * program.columns.count)
    guard size <= 20_000 else { return nil }
    nodesLeft = min(nodesLeft, work / size)
    let allowed = nodesLeft
    var open = [(program.relaxation, Basis(ofRowsIn: program))]
    while let (node, hint) = open.popLast() {
      nodesLeft -= 1
      guard nodesLeft >= 0, let verdict = node.exactVerdict(from: hint, limit: 400_000)
      else { return nil }
      switch verdict {
      case .unbounded: return nil
      case .infeasible: continue
      case .optimal(let optimum):
        let value = node.objective(at: optimum.point)
        if let best {
          let improves = program.sense == .minimize ? value < best.value : value > best.value
          if !improves { continue }
        }
        let fractional = program.columns.indices.filter {
          program.columns[$0].isInteger && !optimum.point[$0].isInteger
        }
        guard
          let j = fractional.max(by: { distance(optimum.point[$0]) < distance(optimum.point[$1]) })
        else {
          best = (optimum.point, value)
          continue
        }
        let floor = optimum.point[j].floor
        var down = node
        down.columns[j].bounds.upper = floor
        var up = node
        up.columns[j].bounds.lower = floor + .one
        let nearDown = optimum.point[j] - floor < Rational(1, 2)
        open.append((nearDown ? up : down, optimum.basis))
        open.append((nearDown ? down : up, optimum.basis))
      }
    }
    return (best?.point, allowed - nodesLeft)
  }

  /// How far from the nearest whole number.
  private func distance(_ value: Rational) -> Rational {
    let rest = value - value.floor
    return min(rest, .one - rest)
  }
}
