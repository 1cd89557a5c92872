// SPDX-License-Identifier: GPL-3.0-or-later

/// What a comparison of two results says.
extension Words {
  var noLongerInConflict: String { choose("No longer in the conflict:", "不再冲突的条件：") }
  var newInConflict: String { choose("New in the conflict:", "新出现的冲突条件：") }

  /// What a figure of a result is called.
  func figure(_ name: String) -> String {
    switch name {
    case "shadow_price": choose("shadow price", "\(term(name))")
    // The heading of the period in which something is is another word.
    case "in": choose(name, "存入")
    default: term(name)
    }
  }

  /// `battery: level`.
  func figure(_ name: String, of entry: String) -> String {
    choose("\(entry): \(figure(name))", "\(entry)：\(figure(name))")
  }

  /// At the head of a table, what is under `path` of a result.
  func heading(_ path: ArraySlice<String>) -> String {
    let path = Array(path)
    switch path[0] {
    case "scenarios":
      let own = choose("in scenario \(path[1])", "情景 \(path[1])")
      return path.count > 2
        ? choose("\(heading(path[2...])), \(path[1])", "\(own)：\(heading(path[2...]))") : own
    case "losses":
      let own = choose("without \(path[1])", "失去 \(path[1]) 后")
      return path.count > 2
        ? choose("\(heading(path[2...])), \(own)", "\(own)：\(heading(path[2...]))") : path[1]
    case "purchases": return term("bought")
    case "value_of": return term("value of")
    case "resources": return term("of resource")
    case "allocation": return term("amount of")
    case "placement": return choose("\(path[1]) gets of", "\(path[1])所得")
    case "sharing": return choose("\(path[1]) share of", "\(path[1])共用")
    case "demands": return term("demand")
    case "budgets": return term("budget")
    case "constraints": return term("constraint")
    case "links": return term("link")
    case "priorities": return term("priority")
    case "repair": return term("repair of")
    case "totals": return term("total of")
    case "workloads":
      return path.count > 2
        ? choose("need of \(path[1])", "\(path[1])的所需")
        : choose("workload \(path[1])", "工作负载 \(path[1])")
    default: return term(path[0])
    }
  }
}
