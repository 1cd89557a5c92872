// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Oracle
import PlanSolving
import Testing

@testable import Planning

/// Resources and options of nothing but numbers are read in a way of their own. With an escape in each of
/// their keys they are read as any other: so both ways must say the same of the same text.
struct PlainResourceTests {
  private static let keys = ["cost", "cpu", "max", "energy", "mémoire", "me\u{301}moire", "min"]

  /// What stands under a key, now and then something wrong.
  private static func value(_ random: inout SplitMix64) -> String {
    let numbers = [
      "\(random.int(0...20))", "\(random.int(1...99)).\(random.int(0...99))", "1.50", "0", "-0",
      "0.0e5", "12345678901234567890", "1e3", "25E-1", "123456789012345678901234567890.5", "1e-300",
    ]
    let others = ["-3", "\"5\"", "null", "true", "[1]", "{}", "{\"tiers\": [[5, 1], 2]}"]
    return random.int(0...60) == 0 ? random.pick(others) : random.pick(numbers)
  }

  /// The members of a resource or an option; now and then a key is wrong or there twice.
  private static func object(_ random: inout SplitMix64, _ keys: [String]) -> [(String, String)] {
    var left = keys
    var members: [(String, String)] = []
    for _ in 0..<random.int(0...4) where !left.isEmpty {
      var key = left.remove(at: random.int(0...left.count - 1))
      if random.int(0...25) == 0 { key = random.pick(keys + ["units", "", "integer", "site"]) }
      members.append((key, value(&random)))
    }
    return members
  }

  /// The text, with keys as they are or with their first letter escaped. Blanks make up for an escape,
  /// so that all stands where it stood.
  private static func text(
    _ resources: [(String, [(String, String)])], _ options: [[(String, String)]], escaped: Bool
  ) -> String {
    func quoted(_ key: String) -> String {
      guard let first = key.unicodeScalars.first else { return "\"\"" }
      if !escaped { return "\"\(key)\"     " }
      let digits = String(first.value, radix: 16)
      return "\"\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        + String(String.UnicodeScalarView(key.unicodeScalars.dropFirst())) + "\""
    }
    func object(_ members: [(String, String)]) -> String {
      "{" + members.map { "\(quoted($0)): \($1)" }.joined(separator: ", ") + "}"
    }
    let list = resources.map { "\"\($0)\": \(object($1))" }.joined(separator: ",\n")
    var workloads: [String] = []
    for (w, start) in stride(from: 0, to: options.count, by: 2).enumerated() {
      let on = options[start..<min(start + 2, options.count)].enumerated().map { k, option in
        "\"\(resources[(w + k) % resources.count].0)\": \(object(option))"
      }
      workloads.append("\"w\(w)\": {\"share\": 1, \"on\": {\(on.joined(separator: ", "))}}")
    }
    return """
      {"resources": {\(list)}, "demands": {"cpu": 1, "units": {"max": 50}},
       \(workloads.isEmpty ? "" : "\"workloads\": {\(workloads.joined(separator: ", "))},")
       "minimize": {"cost": 1, "energy": 2}}
      """
  }

  /// What is said, or what comes of it.
  private static func outcome(_ text: String) -> String {
    do throws(Diagnostics) {
      let (spec, warnings) = try Planner.read(Array(text.utf8))
      let program = Formulation(spec).program
      return "\(warnings.map { "\($0.at): \($0.says)" })\n\(spec.attributes)\n\(program)"
    } catch {
      return error.list.map { "\($0.position) \($0.at): \($0.says)" }.joined(separator: "\n")
    }
  }

  @Test func `plain objects say the same as those with escapes in their keys`() {
    var random = SplitMix64(seed: 1128)
    var (valid, wrong) = (0, 0)
    for round in 0..<3_000 {
      let keys = Self.keys.filter { _ in random.int(0...1) == 0 } + ["cost"]
      let usual = Self.object(&random, keys)
      let all = [("cost", "3"), ("cpu", "2.5"), ("energy", "1"), ("max", "60")]
      let resources =
        [("all", all)]
        + (0..<random.int(1...6)).map { r in
          ("r\(r)", random.int(0...2) == 0 ? Self.object(&random, keys) : usual)
        }
      let numbers = keys.filter { !["max", "min"].contains($0) }
      let usualOption = Self.object(&random, numbers)
      let options = (0..<random.int(0...6)).map { _ in
        random.int(0...2) == 0 ? Self.object(&random, numbers) : usualOption
      }
      let plain = Self.outcome(Self.text(resources, options, escaped: false))
      let escaped = Self.outcome(Self.text(resources, options, escaped: true))
      #expect(plain == escaped, "round \(round): \(Self.text(resources, options, escaped: false))")
      if plain.hasPrefix("[") { valid += 1 } else { wrong += 1 }
    }
    #expect(valid > 300 && wrong > 300, "\(valid) valid, \(wrong) wrong")
  }
}
