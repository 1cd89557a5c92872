// SPDX-License-Identifier: GPL-3.0-or-later

/// Sebastiano Vigna's SplitMix64. The same seed gives the same numbers everywhere.
public struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  public mutating func int(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.count))
  }

  public mutating func chance(_ percent: Int) -> Bool { int(1...100) <= percent }

  public mutating func pick<T>(_ items: [T]) -> T { items[int(0...(items.count - 1))] }

  mutating func shuffle<T>(_ items: [T]) -> [T] {
    var rest = items
    var result: [T] = []
    while !rest.isEmpty { result.append(rest.remove(at: int(0...(rest.count - 1)))) }
    return result
  }

  /// Some of the items, in random order, at most as many as there are.
  mutating func some<T>(_ count: Int, of items: [T]) -> [T] { Array(shuffle(items).prefix(count)) }
}
