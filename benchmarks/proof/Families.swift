// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// Programs of the kinds that plans of data centers are, from a seed.
struct Families {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64.
  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A decimal with so many places, between two numbers.
  private mutating func decimal(_ low: Int, _ high: Int, places: Int) -> Rational {
    var scale = 1
    for _ in 0..<places { scale *= 10 }
    let value = low * scale + Int(next() % UInt64((high - low) * scale + 1))
    return Rational(isNegative: false, significand: UInt64(value), exponent: -places)
  }

  typealias Entry = LinearProgram.Entry
  typealias Bounds = LinearProgram.Bounds

  /// The program of a family by name: `sum 1000 3`.
  mutating func program(_ name: String, _ sizes: [Int]) -> LinearProgram? {
    switch (name, sizes.count) {
    case ("sum", 2): return placement(jobs: sizes[0], types: sizes[1])
    case ("fair", 3): return fairPlacement(jobs: sizes[0], types: sizes[1], places: sizes[2])
    case ("periods", 3): return periods(sizes[0], resources: sizes[1], demands: sizes[2])
    case ("transport", 2): return transport(sources: sizes[0], sinks: sizes[1])
    case ("wide", 2): return wide(columns: sizes[0], budgets: sizes[1])
    case ("random", 3): return random(rows: sizes[0], columns: sizes[1], nonzeros: sizes[2])
    default: return nil
    }
  }

  /// Jobs on accelerator types: the greatest total throughput. A row a job, a linking row a type.
  private mutating func placement(jobs: Int, types: Int) -> LinearProgram {
    var rows = [Bounds](repeating: Bounds(lower: nil, upper: .one), count: jobs)
    for _ in 0..<types {
      rows.append(Bounds(lower: nil, upper: Rational(max(1, jobs * 6 / (10 * types)))))
    }
    var program = LinearProgram(sense: .maximize, rows: rows)
    for job in 0..<jobs {
      for type in 0..<types {
        let entries = [
          Entry(row: job, value: .one),
          Entry(row: jobs + type, value: decimal(1, 4, places: 2)),
        ]
        let column = LinearProgram.Column(
          bounds: Bounds(lower: .zero, upper: nil), cost: decimal(1, 100, places: 2))
        program.append(column, entries: entries)
      }
    }
    return program
  }

  /// The greatest least throughput (max-min fairness): a common column in a row of every job.
  private mutating func fairPlacement(jobs: Int, types: Int, places: Int) -> LinearProgram {
    var rows = [Bounds](repeating: Bounds(lower: nil, upper: .one), count: jobs)
    rows += Array(repeating: Bounds(lower: .zero, upper: nil), count: jobs)
    for _ in 0..<types {
      rows.append(Bounds(lower: nil, upper: Rational(max(1, jobs * 5 / 100))))
    }
    var program = LinearProgram(sense: .maximize, rows: rows)
    for job in 0..<jobs {
      for type in 0..<types {
        let entries = [
          Entry(row: job, value: .one),
          Entry(row: jobs + job, value: decimal(1, 10, places: places)),
          Entry(row: 2 * jobs + type, value: .one),
        ]
        program.append(
          LinearProgram.Column(bounds: Bounds(lower: .zero, upper: nil), cost: .zero),
          entries: entries)
      }
    }
    program.append(
      LinearProgram.Column(bounds: Bounds(lower: .zero, upper: nil), cost: .one),
      entries: (jobs..<2 * jobs).lazy.map { Entry(row: $0, value: Rational(-1)) })
    return program
  }

  /// What is in use in a period is at most what was, plus what is bought: a staircase.
  private mutating func periods(_ count: Int, resources: Int, demands: Int) -> LinearProgram {
    var rows: [Bounds] = []
    for _ in 0..<count {
      for _ in 0..<resources { rows.append(Bounds(lower: nil, upper: .zero)) }
      for _ in 0..<demands {
        rows.append(Bounds(lower: decimal(100, 1000, places: 1), upper: nil))
      }
    }
    var program = LinearProgram(sense: .minimize, rows: rows)
    let stride = resources + demands
    let gains = (0..<resources).map { _ in
      (0..<demands).map { _ in next() % 2 == 0 ? decimal(1, 10, places: 2) : Rational.zero }
    }
    let (use, buy) = (
      (0..<resources).map { _ in decimal(1, 20, places: 2) },
      (0..<resources).map { _ in decimal(1, 50, places: 2) }
    )
    for t in 0..<count {
      for r in 0..<resources {
        var entries = [Entry(row: t * stride + r, value: .one)]
        for d in 0..<demands where !gains[r][d].isZero {
          entries.append(Entry(row: t * stride + resources + d, value: gains[r][d]))
        }
        if t + 1 < count {
          entries.append(Entry(row: (t + 1) * stride + r, value: Rational(-1)))
        }
        program.append(
          LinearProgram.Column(
            bounds: Bounds(lower: .zero, upper: Rational(500)), cost: use[r]),
          entries: entries)
        program.append(
          LinearProgram.Column(bounds: Bounds(lower: .zero, upper: nil), cost: buy[r]),
          entries: [Entry(row: t * stride + r, value: Rational(-1))])
      }
    }
    return program
  }

  private mutating func transport(sources: Int, sinks: Int) -> LinearProgram {
    let demand = (0..<sinks).map { _ in 1 + Int(next() % 100) }
    let supply = demand.reduce(0, +) * 12 / (10 * sources) + 1
    var rows = [Bounds](repeating: Bounds(lower: nil, upper: Rational(supply)), count: sources)
    rows += demand.map { Bounds(lower: Rational($0), upper: nil) }
    var program = LinearProgram(sense: .minimize, rows: rows)
    for source in 0..<sources {
      for sink in 0..<sinks {
        program.append(
          LinearProgram.Column(
            bounds: Bounds(lower: .zero, upper: nil), cost: decimal(1, 100, places: 2)),
          entries: [Entry(row: source, value: .one), Entry(row: sources + sink, value: .one)])
      }
    }
    return program
  }

  /// Boxed resources under budgets, with a demand.
  private mutating func wide(columns: Int, budgets: Int) -> LinearProgram {
    var rows = (0..<budgets).map { _ in Bounds(lower: nil, upper: Rational(columns * 200)) }
    rows.append(Bounds(lower: Rational(columns * 20), upper: nil))
    var program = LinearProgram(sense: .maximize, rows: rows)
    for _ in 0..<columns {
      program.append(
        LinearProgram.Column(
          bounds: Bounds(lower: .zero, upper: decimal(1, 100, places: 1)),
          cost: decimal(1, 10, places: 2)),
        entries: (0...budgets).map { Entry(row: $0, value: decimal(1, 20, places: 2)) })
    }
    return program
  }

  /// No structure at all.
  private mutating func random(rows m: Int, columns n: Int, nonzeros: Int) -> LinearProgram {
    let each = max(1, nonzeros / n)
    var program = LinearProgram(
      sense: .maximize,
      rows: (0..<m).map { _ in Bounds(lower: nil, upper: decimal(100, 1000, places: 1)) })
    for _ in 0..<n {
      var places: Set<Int> = []
      while places.count < min(each, m) { places.insert(Int(next() % UInt64(m))) }
      program.append(
        LinearProgram.Column(
          bounds: Bounds(lower: .zero, upper: nil), cost: decimal(1, 100, places: 2)),
        entries: places.sorted().map { Entry(row: $0, value: decimal(1, 10, places: 2)) })
    }
    return program
  }
}
