// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Planning

extension Comparison {
  /// Only what is different, each under the keys that it has in a result.
  var json: String {
    var root = Branch()
    if let status { root[["status"]] = .change(status) }
    if let verified {
      root[["proof", "verified"]] = .object([
        ("from", verified.from.map(JSONOutput.bool) ?? .null),
        ("to", verified.to.map(JSONOutput.bool) ?? .null),
      ])
    }
    if let sense { root[["objective", "sense"]] = .change(sense) }
    if let worst { root[["objective", "worst"]] = .change(worst) }
    if let objective {
      // A goal may go from a number to none: both sides are said.
      let members = [("from", objective.from.output), ("to", objective.to.output)]
      for (name, value) in members + objective.changeMembers {
        root[["objective", name]] = value
      }
      if let percent = objective.percent { root[["objective", "percent"]] = .number(percent) }
    }
    for section in sections {
      for entry in section.entries { root[section.path + [entry.name]] = entry.output }
    }
    if !conflict.removed.isEmpty || !conflict.added.isEmpty {
      root[["conflict", "removed"]] = .list(conflict.removed.map(\.output))
      root[["conflict", "added"]] = .list(conflict.added.map(\.output))
    }
    return JSONOutput.object(
      [("dcopt", .integer(1)), ("differs", .bool(differs))] + root.members
    ).document
  }
}

/// An object that is put together path by path.
private struct Branch {
  private enum Node {
    case leaf(JSONOutput)
    case branch(Branch)
  }

  private var names: [ExactName: Int] = [:]
  private var nodes: [(name: String, node: Node)] = []

  /// Puts a value at the end of a path, which is made where it is not there yet.
  subscript(path: [String]) -> JSONOutput? {
    get { nil }
    set { put(newValue!, path[...]) }
  }

  private mutating func put(_ value: JSONOutput, _ path: ArraySlice<String>) {
    let (name, rest) = (path.first!, path.dropFirst())
    var inner = Branch()
    let index = names[ExactName(name)]
    if let index, case .branch(let known) = nodes[index].node { inner = known }
    if !rest.isEmpty { inner.put(value, rest) }
    let node = rest.isEmpty ? Node.leaf(value) : .branch(inner)
    if let index {
      nodes[index].node = node
    } else {
      names[ExactName(name)] = nodes.count
      nodes.append((name, node))
    }
  }

  var members: [(String, JSONOutput)] {
    nodes.map { name, node in
      switch node {
      case .leaf(let value): (name, value)
      case .branch(let branch): (name, .object(branch.members))
      }
    }
  }
}

extension Comparison.Entry {
  /// `{"from": …, "to": …, "change": …}`, by the figure's name where it has one.
  fileprivate var output: JSONOutput {
    var members: [(String, JSONOutput)] = []
    switch kind {
    case .changed: break
    case .added: members.append(("added", .bool(true)))
    case .removed: members.append(("removed", .bool(true)))
    }
    for (name, difference) in figures {
      var sides: [(String, JSONOutput)] = []
      if kind != .added { sides.append(("from", difference.from.output)) }
      if kind != .removed { sides.append(("to", difference.to.output)) }
      sides += difference.changeMembers
      if let name { members.append((name, .object(sides))) } else { members += sides }
    }
    return .object(members)
  }
}

extension Comparison.Difference {
  fileprivate var changeMembers: [(String, JSONOutput)] {
    change.map { [("change", Optional($0).output)] } ?? []
  }

  /// The change of one number in hundredths of what it was; nil where that was 0.
  var percent: Rational? {
    guard case .constant(let old)? = from, case .constant(let by)? = change, let old, let by,
      !old.isZero
    else { return nil }
    return by * Rational(100) / old.magnitude
  }
}

extension Comparison.Figure? {
  fileprivate var output: JSONOutput {
    map { .perPeriod($0) { JSONOutput.optional($0) } } ?? .null
  }
}

extension ResultFigures.Clash {
  fileprivate var output: JSONOutput { .object([("at", .string(at)), ("says", .string(says))]) }
}

extension JSONOutput {
  fileprivate static func change(_ words: Comparison.WordPair) -> JSONOutput {
    .object([
      ("from", words.from.map(JSONOutput.string) ?? .null),
      ("to", words.to.map(JSONOutput.string) ?? .null),
    ])
  }
}
