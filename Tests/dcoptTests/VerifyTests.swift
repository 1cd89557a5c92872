// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import JSONText
import Oracle
import PlanSolving
import Planning
import Testing

@testable import dcopt

/// `verify` believes what `solve` prints, and nothing that was changed in it.
struct VerifyTests {
  private func solved(_ text: String) throws -> (spec: Spec, json: String) {
    let spec = try Planner.read(Array(text.utf8)).spec
    return (spec, try Planner().solve(spec).json)
  }

  private func proves(_ json: String, _ spec: Spec) -> Bool {
    guard let document = try? JSONDocument(parsing: Array(json.utf8)) else { return false }
    return Verification(of: document, for: spec).isProved
  }

  @Test func `every result of 1000 random specs is proved`() throws {
    for seed in UInt64(0)..<1000 {
      let text = RandomSpec(seed: seed, withIntegers: seed % 3 == 0).json
      let (spec, json) = try solved(text)
      let document = try JSONDocument(parsing: Array(json.utf8))
      let because = Verification(of: document, for: spec).because
      #expect(because == nil, "seed \(seed): \(because ?? "")\n\(text)\n\(json)")
    }
  }

  @Test func `two-sided prices and alternatives are proved, and not with one changed`() throws {
    var refused = 0
    for seed in UInt64(0)..<300 {
      let text = RandomSpec(seed: seed, withIntegers: seed % 6 == 0).json
      let spec = try Planner.read(Array(text.utf8)).spec
      let json = try Planner().solve(spec, also: [.sensitivity, .alternatives]).json
      #expect(proves(json, spec), "seed \(seed)\n\(text)\n\(json)")
      for key in ["\"more\": ", "\"less\": ", "\"from\": "] {
        guard let place = json.range(of: key + "null") ?? json.range(of: key) else { continue }
        let isNull = json[place].hasSuffix("null")
        let changed = json.replacingCharacters(in: place, with: key + (isNull ? "7" : "1"))
        // A digit before a number makes it another one; before a minus it is no JSON.
        if changed.contains(key + "1-") { continue }
        #expect(!proves(changed, spec), "seed \(seed)\n\(json)\n\(changed)")
        refused += 1
      }
    }
    #expect(refused > 150)
  }

  @Test func `certificates prove all verdicts, and not with one digit changed`() throws {
    var refused = 0
    for seed in UInt64(0)..<400 {
      let spec = try Planner.read(Array(RandomSpec(seed: seed).json.utf8)).spec
      let json = try #require(try Planner().solve(spec, also: .certificate).certificate).json
      #expect(proves(json, spec), "seed \(seed)\n\(json)")
      // Weak duality: another certificate may prove the same, so only refusals are counted.
      var bytes = Array(json.utf8)
      let body = json.utf8.count / 3
      guard
        let place = bytes.indices.dropFirst(body).first(where: { (49...57).contains(bytes[$0]) })
      else { continue }
      bytes[place] = bytes[place] == 57 ? 49 : bytes[place] + 1
      if !proves(String(decoding: bytes, as: UTF8.self), spec) { refused += 1 }
    }
    #expect(refused > 200)
  }

  @Test func `certificates of whole numbers prove their trees, and not with one digit changed`()
    throws
  {
    var (trees, refused) = (0, 0)
    for seed in UInt64(0)..<450 {
      let text = RandomSpec(seed: seed, withIntegers: true).json
      let spec = try Planner.read(Array(text.utf8)).spec
      let result = try Planner().solve(spec, also: .certificate)
      guard result.status == .optimal || result.status == .infeasible else { continue }
      let certificate = try #require(result.certificate, "seed \(seed)\n\(text)")
      let json = certificate.json
      #expect(proves(json, spec), "seed \(seed)\n\(text)\n\(json)")
      if certificate.parts[0].tree.count > 1 { trees += 1 }
      // The other verdict is not proved by the same tree.
      let other = json.replacing(
        "\"certificate\": \"\(result.status)\"",
        with: "\"certificate\": \"\(result.status == .optimal ? "infeasible" : "optimal")\"")
      #expect(!proves(other, spec), "seed \(seed)\n\(text)\n\(other)")
      var bytes = Array(json.utf8)
      guard let place = bytes.indices.last(where: { (49...57).contains(bytes[$0]) }) else {
        continue
      }
      bytes[place] = bytes[place] == 57 ? 49 : bytes[place] + 1
      if !proves(String(decoding: bytes, as: UTF8.self), spec) { refused += 1 }
    }
    #expect(trees > 20)
    #expect(refused > 50)
  }

  @Test func `1000 results with one digit, one name or the status changed are refused`() throws {
    var changer = ResultChanger()
    var refused = 0
    var seed: UInt64 = 0
    while refused < 1000 {
      seed += 1
      let (spec, json) = try solved(RandomSpec(seed: seed, withIntegers: seed % 5 == 0).json)
      for _ in 0..<4 {
        // Leading zeros are no JSON, and -0 is 0: those say nothing wrong.
        guard let changed = try changer.change(json) else { continue }
        // Which exact way settled a search may differ.
        #expect(!proves(changed, spec), "seed \(seed)\n\(json)\n\(changed)")
        refused += 1
      }
    }
  }
}
