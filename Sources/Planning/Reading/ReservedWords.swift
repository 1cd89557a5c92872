// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// Names of attributes that were most likely meant to be words of the format: another spelling of
/// one, or what other tools call it.
enum ReservedWords {
  /// What others say for a word, without blanks, hyphens and underscores.
  private static let synonyms: [(word: String, names: [String])] = [
    (
      "max",
      [
        "maximum", "capacity", "limit", "available", "availability", "count", "quantity", "stock",
        "ub", "mx", "upper", "atmost", "upperbound", "maxamount", "maxcount", "最大", "最大值", "上限",
        "最多",
        "容量", "数量",
      ]
    ),
    (
      "min",
      [
        "minimum", "lb", "mn", "lower", "lowerbound", "minamount", "mincount", "最小", "最小值", "下限",
        "最少",
      ]
    ),
    ("integer", ["int", "isinteger", "integral", "whole", "discrete", "整数"]),
    (
      "at_least",
      [
        "minifused", "minimumifused", "minused", "semicontinuous", "minorder", "minimumorder",
        "moq",
        "minbatch", "起订量",
      ]
    ),
    (
      "fixed",
      [
        "fixedcost", "fixedcharge", "fixedcosts", "setupcost", "setup", "activationcost", "固定成本",
        "固定费用",
      ]
    ),
    ("start_up", ["startupcost", "startcost", "startupcharge", "启动成本"]),
    (
      "step",
      [
        "stp", "batch", "batchsize", "multiple", "multipleof", "lotsize", "lot", "increment",
        "packsize",
        "granularity",
      ]
    ),
    ("requires", ["dependson", "depends", "prerequisite", "prerequisites", "依赖"]),
    ("excludes", ["conflicts", "conflictswith", "incompatible", "exclusivewith", "互斥"]),
    ("constant", ["sameinallperiods", "commitment", "static"]),
    (
      "efficiency",
      [
        "roundtripefficiency", "roundtrip", "chargeefficiency", "chargingefficiency",
        "dischargeefficiency", "dischargingefficiency", "效率",
      ]
    ),
    ("store", ["storage", "isstore"]),
    ("tags", ["tag", "labels", "label", "标签"]),
    ("buy", ["purchase", "purchasecost", "购买"]),
    ("keep", ["retention", "decay"]),
    ("ramp_up", ["rampuprate", "maxincrease"]),
    ("ramp_down", ["rampdownrate", "maxdecrease"]),
    ("start", ["initial", "initialamount", "init"]),
  ]

  /// Words that stand inside of another one.
  private static let inside = [
    ("lead", "buy", ["lead", "leadtime", "leadperiods", "deliverytime", "交货期", "提前期"]),
    ("life", "buy", ["life", "lifetime", "lifespan", "servicelife", "寿命"]),
    ("wait", "a demand", ["wait", "maxwait", "deadline", "等待"]),
    ("penalty", "a demand or a budget", ["penalty", "penaltycost"]),
  ]

  private static func plain(_ name: String) -> String {
    String(
      String.UnicodeScalarView(
        name.lowercased().unicodeScalars.filter { !["_", "-", " ", "."].contains($0) }))
  }

  /// What to say of an attribute that nothing uses, if it is near to one of `words` or to what
  /// others call one; nil for a name that is just a name.
  static func hint(for name: String, among words: [String]) -> String? {
    let plain = plain(name)
    if let word = words.first(where: {
      Self.plain($0) == plain || isSlip(plain, of: Self.plain($0))
    }) {
      return "did you mean \(quoted(word))?"
    }
    if let word = word(for: name, among: words) { return "the word for it is \(quoted(word))" }
    if let found = inside.first(where: { $0.2.contains(plain) }) {
      let place = found.1.contains(" ") ? found.1 : quoted(found.1)
      return "\(quoted(found.0)) stands in \(place)"
    }
    return nil
  }

  /// The one of `words` for which others say `name`.
  static func word(for name: String, among words: some Sequence<String>) -> String? {
    let plain = plain(name)
    let found = synonyms.filter { $0.names.contains(plain) }.map(\.word)
    return found.isEmpty ? nil : words.first { found.contains($0) }
  }

  /// One letter too many, or in a longer word one letter wrong or missing.
  private static func isSlip(_ name: String, of word: String) -> Bool {
    let (letters, wanted) = (name.unicodeScalars.count, word.unicodeScalars.count)
    if letters == wanted + 1 || wanted >= 5 {
      return abs(letters - wanted) <= 1 && editDistance(of: name, to: word) <= 1
    }
    return false
  }
}
