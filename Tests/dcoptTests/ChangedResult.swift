// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import JSONText
import PlanSolving
import Planning

@testable import dcopt

/// Changes one character of a result, by a seed.
struct ResultChanger {
  private var state: UInt64 = 42

  private mutating func random(_ count: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(count))
  }

  /// The text with another digit or letter somewhere; nil where that says the same, as -0 for 0.
  mutating func change(_ json: String) throws -> String? {
    var bytes = Array(json.utf8)
    let isDigit = { (byte: UInt8) in (48...57).contains(byte) }
    let isLetter = { (byte: UInt8) in (97...122).contains(byte) }
    let kind = random(4) == 0 ? isLetter : isDigit
    let places = bytes.indices.filter { kind(bytes[$0]) }
    let place = places[random(places.count)]
    let base: UInt8 = isDigit(bytes[place]) ? 48 : 97
    let size: UInt8 = base == 48 ? 10 : 26
    bytes[place] = base + (bytes[place] - base + 1 + UInt8(random(Int(size) - 1))) % size
    let original = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? NSDictionary
    let parsed = try? JSONSerialization.jsonObject(with: Data(bytes)) as? NSDictionary
    return parsed == original ? nil : String(decoding: bytes, as: UTF8.self)
  }
}

/// A spec and what `solve` prints of it.
struct SolvedSpec {
  let spec: Spec
  let result: PlanResult
  var json: String { result.json }

  init(_ text: String) throws {
    spec = try Planner.read(Array(text.utf8)).spec
    result = try Planner().solve(spec, also: .certificate)
  }

  /// Why a result is not proved; nil where it is.
  func doubt(_ json: String) -> String? {
    guard let document = try? JSONDocument(parsing: Array(json.utf8)) else { return "no JSON" }
    return Verification(of: document, for: spec).because
  }
}
