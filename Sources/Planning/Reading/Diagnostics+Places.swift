// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText
import YAMLText

/// What a spec's answer showed to be wrong with it, at its places in the spec's text: a result's
/// pointers are not all those of its spec.
extension Diagnostics {
  /// The same at their places in the spec that `bytes` are.
  public func placed(
    inSpec bytes: [UInt8], tables: TableAccess = .none
  ) -> Diagnostics {
    guard let document = try? JSONDocument(parsing: bytes) else { return self }
    let whole = (try? SectionTables(document, tables)).flatMap(\.self)
    let places = SpecPlaces(root: (whole?.document ?? document).root)
    return Diagnostics(
      list: inOrder { diagnostic in
        let (value, at) = places.place(of: diagnostic.at)
        let place = whole?.places.place(ofOffset: value.offset)
        return Diagnostic(
          position: place?.position ?? value.position, at: at.description,
          severity: diagnostic.severity, kind: diagnostic.kind, says: diagnostic.says,
          file: place?.file)
      })
  }

  /// The same in a spec that is written in YAML.
  public func placed(inYAML bytes: [UInt8], tables: TableAccess = .none) -> Diagnostics {
    guard let text = try? YAMLText(parsing: bytes) else { return self }
    let placed = placed(inSpec: Array(text.json.utf8), tables: tables)
    return Diagnostics(
      list: placed.inOrder { diagnostic in
        if diagnostic.file != nil { return diagnostic }
        return diagnostic.moved(to: text.position(ofColumn: diagnostic.position.column))
      })
  }
}

extension Diagnostics {
  /// The diagnostics that a change makes of these, in the order of the file.
  fileprivate func inOrder(_ change: (Diagnostic) -> Diagnostic) -> [Diagnostic] {
    list.map(change).enumerated()
      .sorted { ($0.element.position, $0.offset) < ($1.element.position, $1.offset) }
      .map(\.element)
  }
}

/// Where in a spec the figures of its result come from.
private struct SpecPlaces {
  let root: JSONValue

  /// As far as a result's pointer leads in the spec.
  func place(of pointer: String) -> (value: JSONValue, at: Pointer) {
    let keys = Pointer.keys(of: pointer)
    switch keys.first {
    case "objective": return objective
    case "totals" where keys.count > 1: return figure(of: keys[1]) ?? objective
    // The single numbers of a model.
    case "demands" where root["demands"] == nil: return follow(["demand"])
    case "budgets" where root["budgets"] == nil: return follow(["budget"])
    default: return follow(keys)
    }
  }

  private func follow(_ keys: [String]) -> (value: JSONValue, at: Pointer) {
    var (value, at) = (root, Pointer())
    for key in keys {
      guard let next = value.child(key) else { break }
      (value, at) = (next, at.appending(key))
    }
    return (value, at)
  }

  private var objective: (value: JSONValue, at: Pointer) {
    let key = ["minimize", "maximize", "priorities", "model"].first { root[$0] != nil }
    return follow(key.map { [$0] } ?? [])
  }

  /// The first figure of an attribute.
  private func figure(of attribute: String) -> (value: JSONValue, at: Pointer)? {
    func members(_ value: JSONValue?) -> [JSONMember] { value.map { Array($0.members) } ?? [] }
    for resource in members(root["resources"]) where resource.value[attribute] != nil {
      return follow(["resources", resource.key, attribute])
    }
    for workload in members(root["workloads"]) {
      for option in members(workload.value["on"]) where option.value[attribute] != nil {
        return follow(["workloads", workload.key, "on", option.key, attribute])
      }
    }
    return nil
  }
}
