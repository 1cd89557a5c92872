// SPDX-License-Identifier: GPL-3.0-or-later

/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Texts that are almost ones that somebody wrote.
struct Mutation {
  let seeds: [[UInt8]]
  /// What a format's texts are made of.
  let words: [String]
  /// A longer seed is cut to a piece.
  private static let mostBytes = 1500

  private static let numbers = [
    "0", "-0", "1", "-1", "1e308", "1e309", "-1e308", "5e-324", "1e-400", "1e99999999999",
    "9223372036854775807", "9223372036854775808", "-9223372036854775809", "18446744073709551616",
    "0.1", "00.1", "1.", ".5", "1e", "1e+", "inf", "nan", "1e30", "1e-30", "0x10",
    "340282366920938463463374607431768211456",
    "0.000000000000000000000000000000000000000000000000000000000000000000000000000001",
  ]
  private static let bytes: [[UInt8]] = [
    [0], [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xEF, 0xBB, 0xBF],
    [0xE2, 0x80, 0xA8], [0xC2, 0x85], [0xF0, 0x9F, 0x98, 0x80], [0xE2], [0x1A], [0x0D],
    [0x0D, 0x0A],
    [0x1F, 0x8B], [0x7F], [0x1B], [0xFE, 0xFF], [0x09], [0xC2, 0xA0],
  ]

  func text(_ random: inout SplitMix64) -> [UInt8] {
    var text = piece(&random)
    // Most have one change or two: what has many is refused for the first.
    let count = [1, 1, 1, 2, 2, 4, 8].randomElement(using: &random)!
    for _ in 0..<count { change(&text, &random) }
    return text
  }

  /// A seed, or a part of it.
  private func piece(_ random: inout SplitMix64) -> [UInt8] {
    let seed = seeds.randomElement(using: &random)!
    guard seed.count > Self.mostBytes else { return seed }
    let start =
      Bool.random(using: &random) ? 0 : Int.random(in: 0..<seed.count - 1, using: &random)
    return Array(seed[start..<min(seed.count, start + Self.mostBytes)])
  }

  private func change(_ text: inout [UInt8], _ random: inout SplitMix64) {
    let place = Int.random(in: 0...text.count, using: &random)
    let end = min(text.count, place + Int.random(in: 0...24, using: &random))
    switch Int.random(in: 0..<12, using: &random) {
    case 0: text.removeSubrange(place..<end)
    case 1: text.insert(UInt8.random(in: 0...255, using: &random), at: place)
    case 2: if place < text.count { text[place] ^= 1 << UInt8.random(in: 0..<8, using: &random) }
    case 3, 4: insert(Array(words.randomElement(using: &random)!.utf8), at: place, &text, &random)
    case 5: insert(Self.bytes.randomElement(using: &random)!, at: place, &text, &random)
    case 6: replaceNumber(after: place, &text, &random)
    case 7:
      let other = Int.random(in: 0...text.count, using: &random)
      text.insert(contentsOf: Array(text[place..<end]), at: other)
    case 8: text.removeSubrange(place...)
    case 9: text.removeSubrange(..<place)
    case 10:
      let count = 1 << Int.random(in: 1...11, using: &random)
      let repeated = Array(text[place..<min(end, place + 6)])
      text.insert(contentsOf: (0..<count).flatMap { _ in repeated }, at: place)
    default:
      let other = seeds.randomElement(using: &random)!
      let start = Int.random(in: 0...other.count, using: &random)
      text.insert(contentsOf: other[start..<min(other.count, start + 200)], at: place)
    }
  }

  private func insert(
    _ added: [UInt8], at place: Int, _ text: inout [UInt8], _ random: inout SplitMix64
  ) {
    // Between two words it meets a scanner that looks for it.
    let blank = text[place...].prefix(40).firstIndex { $0 == 0x20 || $0 == 0x0A }
    text.insert(contentsOf: added, at: Bool.random(using: &random) ? place : blank ?? place)
  }

  private func replaceNumber(
    after place: Int, _ text: inout [UInt8], _ random: inout SplitMix64
  ) {
    func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
    guard let start = text[place...].firstIndex(where: isDigit) else { return }
    let end = text[start...].firstIndex { !isDigit($0) && $0 != UInt8(ascii: ".") }
    text.replaceSubrange(
      start..<(end ?? text.count), with: Self.numbers.randomElement(using: &random)!.utf8)
  }
}
