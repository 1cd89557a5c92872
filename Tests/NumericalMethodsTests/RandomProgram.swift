// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

@testable import Oracle

/// Random linear programs of the shapes that the methods are for, in small whole numbers, so that
/// ties and degenerate vertices are common.
struct RandomProgram {
  var sense = LinearProgram.Sense.minimize
  var columns: [LinearProgram.Column] = []
  var rows: [LinearProgram.Bounds] = []
  var entries: [[(row: Int, value: Int)]] = []

  mutating func row(_ lower: Int?, _ upper: Int?) -> Int {
    rows.append(.init(lower: lower.map { Rational($0) }, upper: upper.map { Rational($0) }))
    return rows.count - 1
  }

  mutating func column(
    cost: Int, lower: Int? = 0, upper: Int? = nil, _ coefficients: [(row: Int, value: Int)]
  ) {
    columns.append(
      .init(
        bounds: .init(lower: lower.map { Rational($0) }, upper: upper.map { Rational($0) }),
        cost: Rational(cost)))
    entries.append(coefficients.filter { $0.value != 0 }.sorted { $0.row < $1.row })
  }

  /// The same with the other sense and costs of the other sign.
  mutating func turn() {
    sense = sense == .minimize ? .maximize : .minimize
    for j in columns.indices { columns[j].cost = -columns[j].cost }
  }

  var program: LinearProgram {
    LinearProgram(
      sense: sense, columns: columns, rows: rows,
      entries: entries.map { $0.map { .init(row: $0.row, value: Rational($0.value)) } })
  }

  /// Linking rows of every kind over blocks and single columns. Often feasible.
  static func blocks(
    _ random: inout SplitMix64, blocks: Int, singles: Int, floors: Bool
  ) -> RandomProgram {
    var p = RandomProgram()
    p.sense = random.chance(50) ? .maximize : .minimize
    let gain = p.sense == .maximize ? 1 : -1
    let links = (0..<random.int(1...4)).map { _ -> Int in
      let size = 3 * blocks + 4 * singles
      switch random.int(1...8) {
      case 1: return p.row(random.int(0...(size / 2)), nil)
      case 2: return p.row(random.int(0...2), random.int(3...(size + 3)))
      case 3:
        let side = random.int(0...(size / 2))
        return p.row(side, side)
      default: return p.row(nil, random.int(1...(size + 1)))
      }
    }
    func entries(_ random: inout SplitMix64) -> [(row: Int, value: Int)] {
      links.filter { _ in random.chance(70) }.map {
        ($0, random.int(random.chance(10) ? -2...3 : 0...4))
      }
    }
    for _ in 0..<blocks {
      let side = random.int(1...3)
      let row =
        random.chance(70)
        ? p.row(nil, side)
        : !floors || random.chance(50) ? p.row(side, side) : p.row(side, nil)
      for _ in 0..<random.int(1...4) {
        p.column(
          cost: gain * random.int(-2...9),
          entries(&random) + [(row, random.int(1...2))])
      }
    }
    for _ in 0..<singles {
      let lower = random.chance(80) ? 0 : random.int(-2...2)
      p.column(
        cost: gain * random.int(-4...9), lower: lower,
        upper: random.chance(80) ? lower + random.int(0...6) : nil, entries(&random))
    }
    return p
  }

  /// Jobs on three types of devices; the one that gets least is to get the most.
  /// `slack`: capacities for more than all that is asked for, with a column of its own that is held
  /// for what is used of some; turned and negated here and there.
  static func fair(_ random: inout SplitMix64, jobs: Int, slack: Bool = false) -> RandomProgram {
    if slack { return slackFair(&random, jobs: jobs) }
    var p = RandomProgram()
    p.sense = .maximize
    let capacity = (0..<3).map { _ in p.row(nil, random.int(1...(jobs + 1))) }
    var level: [(row: Int, value: Int)] = []
    for _ in 0..<jobs {
      let time = p.row(nil, 1)
      let goal = p.row(0, nil)
      level.append((goal, -random.int(1...3)))
      for type in 0..<3 {
        p.column(
          cost: 0, [(capacity[type], random.int(1...4)), (time, 1), (goal, random.int(1...20))])
      }
    }
    p.column(cost: 1, level)
    return p
  }

  private static func slackFair(_ random: inout SplitMix64, jobs: Int) -> RandomProgram {
    var p = RandomProgram()
    let minimizes = random.chance(50)
    p.sense = minimizes ? .minimize : .maximize
    let isHeld = (0..<3).map { _ in random.chance(50) }
    let capacity = isHeld.map { p.row(nil, $0 ? 0 : random.int(jobs...(5 * jobs))) }
    var level: [(row: Int, value: Int)] = []
    for _ in 0..<jobs {
      let times = (0..<random.int(1...2)).map { _ in p.row(nil, random.int(1...3)) }
      let turn = random.chance(30) ? -1 : 1
      let goal = turn > 0 ? p.row(0, nil) : p.row(nil, 0)
      level.append((goal, -turn * random.int(1...3)))
      for type in 0..<3 {
        for time in times where random.chance(80) {
          p.column(
            cost: 0,
            [
              (capacity[type], random.int(0...3)), (time, random.int(1...3)),
              (goal, turn * random.int(-1...20)),
            ])
        }
      }
    }
    for type in 0..<3 where isHeld[type] {
      p.column(cost: 0, upper: random.int(jobs...(5 * jobs)), [(capacity[type], -1)])
    }
    p.column(cost: minimizes ? -2 : 1, lower: random.chance(50) ? nil : 0, level)
    return p
  }

  /// Amounts of some resources over many periods, with what is bought and how far they may move.
  /// Rows stand by resource, so that their order is not that of time.
  struct Horizon {
    var program = RandomProgram()
    /// The period of each row; −1 over all of them.
    var periodOfRow: [Int32] = []

    /// - Parameters:
    ///   - sells: what is made is sold, as much as a limit in each period allows, and amounts have no
    ///     bound of their own.
    ///   - totals: bounds on what is in use over all periods, of all resources or of every other one.
    ///   - isRound: what was there before the first period is what the last one leaves.
    ///   - isSoft: what is missed of the totals can be had at a price.
    init(
      _ random: inout SplitMix64, periods: Int, resources: Int, ramp: Int? = nil,
      sells: Bool = false, totals: [(Int?, Int?)] = [], isRound: Bool = false,
      isSoft: Bool = false
    ) {
      let time = (0..<periods).map { Int32($0) }
      let least = time.map { _ in
        sells ? program.row(nil, random.int(5...30)) : program.row(random.int(0...30), nil)
      }
      periodOfRow = time
      let total = totals.map { program.row($0, $1) }
      periodOfRow += total.map { _ in -1 }
      for resource in 0..<resources {
        let keep = time.map { _ in program.row(nil, 0) }
        let moves = ramp.map { ramp in time.map { _ in program.row(-ramp, ramp) } }
        periodOfRow += moves == nil ? time : time + time
        let (cost, price, gives) = (random.int(1...5), random.int(1...20), random.int(1...4))
        for t in 0..<periods {
          var entries = [(row: least[t], value: gives), (row: keep[t], value: 1)]
          for (place, row) in total.enumerated() where place == 0 || resource % 2 == 0 {
            entries.append((row: row, value: place + 1))
          }
          if let moves { entries.append((row: moves[t], value: 1)) }
          if t + 1 < periods || isRound {
            let next = (t + 1) % periods
            entries.append((row: keep[next], value: -1))
            if let moves { entries.append((row: moves[next], value: -1)) }
          }
          program.column(cost: sells ? -cost : cost, upper: sells ? nil : 20, entries)
          program.column(cost: price, [(row: keep[t], value: -1)])
        }
      }
      for row in total where isSoft {
        program.column(cost: random.int(1...12), [(row: row, value: 1)])
        program.column(cost: random.int(1...12), [(row: row, value: -1)])
      }
    }
  }

  /// A network with rows of every kind, some of them multiplied by −1, and columns scaled.
  static func network(_ random: inout SplitMix64, nodes: Int, arcs: Int) -> RandomProgram {
    var p = RandomProgram()
    p.sense = random.chance(50) ? .maximize : .minimize
    let worth = p.sense == .maximize ? -1 : 1
    let sign = (0..<nodes).map { _ in random.chance(30) ? -1 : 1 }
    for _ in 0..<nodes {
      let side = random.int(-4...4)
      switch random.int(1...5) {
      case 1: _ = p.row(side, side)
      case 2: _ = p.row(side, nil)
      case 3: _ = p.row(side, side + random.int(1...5))
      default: _ = p.row(nil, side)
      }
    }
    for _ in 0..<arcs {
      let (a, b) = (random.int(0...(nodes - 1)), random.int(0...(nodes - 1)))
      let size = random.int(1...3)
      var entries = [(row: a, value: size * sign[a])]
      if b != a { entries.append((row: b, value: -size * sign[b])) }
      if random.chance(15) { entries = [(row: a, value: random.chance(50) ? size : -size)] }
      let lower = random.chance(80) ? 0 : random.int(-3...3)
      let upper = random.chance(40) ? lower + random.int(0...5) : nil
      p.column(
        cost: worth * random.int(-1...9), lower: upper == nil || random.chance(90) ? lower : nil,
        upper: upper, entries)
    }
    return p
  }
}
