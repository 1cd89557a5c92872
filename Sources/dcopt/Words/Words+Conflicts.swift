// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Planning

/// What is said of a spec without a plan.
extension Words {
  var noPlan: String { choose("There is no plan.", "没有可行方案。") }

  // MARK: - What clashes

  /// What stands above the parts; what is not decided of some of them is said here once.
  func clash(of parts: [Conflict.Part]) -> String {
    if parts.count == 1 { return choose("This cannot hold:", "以下条件不能成立：") }
    let undecided = parts.count { $0.isUndecided }
    if undecided == 0 {
      return choose(
        "These cannot hold together, and any one fewer could:", "以下条件不能同时成立，去掉其中任意一条即可成立：")
    }
    if undecided == parts.count {
      return choose(
        "These cannot hold together; it was not decided whether some of them could be left out:",
        "以下条件不能同时成立；其中是否有可去掉的，尚未判定：")
    }
    return choose(
      "These cannot hold together; whether those marked * could be left out was not decided:",
      "以下条件不能同时成立；标有 * 的能否去掉，尚未判定：")
  }

  /// The parts, those that were not decided marked where others were.
  func lines(of parts: [Conflict.Part]) -> [String] {
    let marks = parts.contains { !$0.isUndecided } && parts.count > 1
    return first(of: parts.map { part($0) + (marks && $0.isUndecided ? " *" : "") })
  }

  /// As many lines as are read.
  private func first(of lines: [String]) -> [String] {
    let most = 40
    if lines.count <= most + 5 { return lines }
    let rest = lines.count - most
    return lines.prefix(most) + [
      choose("and \(rest) more; JSON and CSV have all", "另有 \(rest) 条，见 JSON 和 CSV")
    ]
  }

  private func part(_ part: Conflict.Part) -> String {
    let at = place(part.at, part.table.map(place))
    if let sentence = part.sentence {
      return choose(
        "\(at): \(printable(sentence.english))", "\(at)：\(printable(sentence.chinese))")
    }
    let (english, chinese) = (printable(part.name.english), printable(part.name.chinese))
    let bound = part.bound.text
    switch part.relation {
    case .atLeast:
      return choose("\(at): \(english) is at least \(bound)", "\(at)：\(chinese) 至少为 \(bound)")
    case .atMost:
      return choose("\(at): \(english) is at most \(bound)", "\(at)：\(chinese) 至多为 \(bound)")
    case .equal:
      return choose("\(at): \(english) is \(bound)", "\(at)：\(chinese) 等于 \(bound)")
    }
  }

  /// `/demands/kwh/10 (load.csv:12)`.
  private func place(_ at: String, _ table: String?) -> String {
    table.map { choose("\(printable(at)) (\($0))", "\(printable(at))（\($0)）") } ?? printable(at)
  }

  private func place(_ table: TablePlace) -> String { "\(printable(table.file)):\(table.line)" }

  // MARK: - What mends it

  func repair(_ changes: [Repair.Change], isCheapest: Bool) -> String {
    switch (isCheapest, changes.count > 1) {
    case (true, false): choose("The least change with which there is a plan:", "使方案可行的最小修改：")
    case (true, true):
      choose(
        "The least change with which there is a plan, all of these together:",
        "使方案可行的最小修改（须同时修改）：")
    case (false, false):
      choose(
        "A change with which there is a plan (whether a lesser one would do was not decided):",
        "一种使方案可行的修改（是否还有更小的修改，尚未判定）：")
    case (false, true):
      choose(
        "A change with which there is a plan, all of these together (whether a lesser one would do was "
          + "not decided):",
        "一种使方案可行的修改（须同时修改；是否还有更小的修改，尚未判定）：")
    }
  }

  func lines(of changes: [Repair.Change]) -> [String] { first(of: changes.map(change)) }

  /// One number in place of several.
  var orAlone: String { choose("Or this one alone:", "或者只修改这一项：") }

  var undecidedRepair: String {
    choose(
      "Whether a change of its numbers would give it a plan was not decided.",
      "修改其中的数值能否使其有方案，尚未判定。")
  }

  /// What is to be typed into the spec, and so without commas.
  func change(_ change: Repair.Change) -> String {
    let (from, to, raised) = (change.from.text, change.to.text, change.to > change.from)
    let table = change.table.map { list([place($0), printable(choose(change.name))]) }
    let at = place(change.at, table)
    return choose(
      "\(raised ? "raise" : "lower") \(at) from \(from) to \(to)",
      "把 \(at) 从 \(from) \(raised ? "提高" : "降低")到 \(to)")
  }
}
