// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText

/// Resources that hold an attribute from one period to the next: batteries, tanks, caches.
///
/// For a store of an amount a, with the level l at the end of a period, what it takes in i and what
/// it gives o:
///
///     l(t) = keep(t)·l(t−1) + efficiency(t)·i(t) − o(t)
///     l(t) ≤ a(t),  i(t) ≤ in(t)·a(t),  o(t) ≤ out(t)·a(t),  all of them ≥ 0
///
/// where l(−1) is start·a(0), or the level at the end of the last period where it is cyclic. The
/// attribute's total has o more and i less.
struct Stores: Section {
  struct Store: Sendable {
    let resource: Int
    let attribute: Int
    var into: WrittenBound?
    var outOf: WrittenBound?
    var efficiency = Series.constant(.one)
    var keep = Series.constant(.one)
    /// The part that is full before the first period; nil where it is as full as after the last.
    var start: Rational? = .zero
    let at: Pointer
  }

  let stores: [Store]
  private let names: [String]

  init(_ stores: [Store], of resources: [Resource]) {
    self.stores = stores
    names = stores.map { resources[$0.resource].name }
  }

  /// The three columns of each store, in this order.
  private enum Part: Int, CaseIterable {
    case level, into, outOf

    var inChinese: String {
      switch self {
      case .level: "存量"
      case .into: "存入量"
      case .outOf: "放出量"
      }
    }
  }

  private func item(_ store: Int, _ part: Part) -> Int {
    store * Part.allCases.count + part.rawValue
  }

  func mathematics(in spec: Spec) -> SectionMathematics {
    var mathematics = SectionMathematics()
    for (s, store) in stores.enumerated() {
      for part in Part.allCases {
        mathematics.columns.append(column(part, of: store, called: names[s]))
      }
      mathematics.rows.append(balance(s, spec.periodCount))
      mathematics.rows.append(
        atMost(
          s, .level, "level", WrittenBound(series: .constant(.one), at: store.at)))
      if let into = store.into { mathematics.rows.append(atMost(s, .into, "in", into)) }
      if let outOf = store.outOf { mathematics.rows.append(atMost(s, .outOf, "out", outOf)) }
    }
    return mathematics
  }

  private func column(_ part: Part, of store: Store, called name: String) -> AddedColumn {
    let (words, sign): (String, Rational) =
      switch part {
      case .level: ("level of", .zero)
      case .into: ("into", -.one)
      case .outOf: ("out of", .one)
      }
    return AddedColumn(
      name: "\(words) \(name)", at: store.at,
      charges: sign.isZero ? [] : [.init(attribute: store.attribute, series: .constant(sign))],
      resource: store.resource)
  }

  private func balance(_ s: Int, _ periods: Int) -> AddedRow {
    let store = stores[s]
    let level = AddedRow.Term.Target.own(item(s, .level))
    var terms: [AddedRow.Term] = [
      .init(level),
      .init(level, store.keep.map { -$0 }, lag: 1, isCyclic: store.start == nil),
      .init(.own(item(s, .into)), store.efficiency.map { -$0 }), .init(.own(item(s, .outOf))),
    ]
    if let start = store.start, !start.isZero {
      var first = [Rational](repeating: .zero, count: periods)
      first[0] = -start * store.keep[0]
      terms.append(.init(.amount(store.resource), .list(first)))
    }
    return AddedRow(
      name: "what is stored in \(names[s])", at: store.at,
      bounds: .constant(.init(lower: .zero, upper: .zero)), terms: terms)
  }

  /// That a column is at most so much of each unit of the store.
  private func atMost(_ s: Int, _ part: Part, _ word: String, _ most: WrittenBound) -> AddedRow {
    let name = "\(word) of a unit of \(names[s])"
    return AddedRow(
      name: name, at: most.at, bounds: .constant(.init(lower: nil, upper: .zero)),
      terms: [
        .init(.own(item(s, part))), .init(.amount(stores[s].resource), most.series.map { -$0 }),
      ],
      says: .init(
        upper: .init(
          name: Phrase(name, "每单位\(names[s])的\(part.inChinese)"), bound: most,
          isFloor: false)))
  }

  // MARK: - Plans and results

  static let group = "stores"

  /// A plan that says what goes in and out says the levels too; one that gives only amounts leaves
  /// its stores as they are.
  func settle(_ values: inout SectionValues, printed: JSONValue?) {
    guard let printed else { return }
    for (s, store) in stores.enumerated() {
      let entry = printed[Self.group]?[names[s]]
      let into = values.list(entry?["in"])
      let outOf = values.list(entry?["out"])
      // Around a cycle the levels do not follow from what goes in and out.
      var level = store.start.map { values.amount(store.resource, 0) * $0 }
      let levels = level == nil ? values.list(entry?["level"]) : []
      for t in 0..<values.periods {
        (values[item(s, .into), t], values[item(s, .outOf), t]) = (into[t], outOf[t])
        level = level.map { store.keep[t] * $0 + store.efficiency[t] * into[t] - outOf[t] }
        values[item(s, .level), t] = level ?? levels[t]
      }
    }
  }

  func figures(_ values: SectionValues) -> SectionFigures {
    var figures = SectionFigures()
    func series(_ s: Int, _ part: Part) -> Series {
      .list((0..<values.periods).map { values[item(s, part), $0] })
    }
    figures.stocks = stores.enumerated().map { s, store in
      (
        names[s], (0..<values.periods).map { values[item(s, .level), $0] },
        (0..<values.periods).map { values.amount(store.resource, $0) }
      )
    }
    figures.groups = [
      .init(
        Self.group, each: "store",
        stores.indices.map { s in
          (
            names[s],
            [
              .init("level", series(s, .level)), .init("in", series(s, .into)),
              .init("out", series(s, .outOf)),
            ]
          )
        })
    ]
    return figures
  }
}
