// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText
import YAMLText

extension Planner {
  /// Reads a spec that is written in YAML. Throws everything that is wrong with it, at its places in
  /// the YAML; with `strict`, warnings too.
  public static func read(
    yaml bytes: [UInt8], strict: Bool = false, tables: TableAccess = .none
  ) throws(Diagnostics) -> (spec: Spec, warnings: [Diagnostic]) {
    let text = try YAMLText(ofSpec: bytes)
    let repeated = text.duplicateKeys.map(Diagnostic.init)
    func inYAML(_ list: [Diagnostic]) -> [Diagnostic] {
      let moved = list.map { $0.moved(to: text.position(ofColumn: $0.position.column)) }
      return (repeated + moved).enumerated()
        .sorted { ($0.element.position, $0.offset) < ($1.element.position, $1.offset) }
        .map(\.element)
    }
    do throws(Diagnostics) {
      let (spec, warnings) = try read(Array(text.json.utf8), strict: strict, tables: tables)
      if !repeated.isEmpty { throw Diagnostics(list: warnings) }
      return (spec, inYAML(warnings))
    } catch {
      throw Diagnostics(list: inYAML(error.list))
    }
  }
}

extension SpecText {
  /// The text of a spec that is written in YAML, as JSON.
  public init(yaml bytes: [UInt8], tables: TableAccess = .none) throws(Diagnostics) {
    try self.init(Array(YAMLText(ofSpec: bytes).json.utf8), tables: tables)
  }
}

extension YAMLText {
  fileprivate init(ofSpec bytes: [UInt8]) throws(Diagnostics) {
    do throws(YAMLError) {
      try self.init(parsing: bytes)
    } catch {
      throw Diagnostics(list: [
        Diagnostic(
          position: error.position, at: "", severity: .error, kind: .yaml, says: error.message)
      ])
    }
  }
}

extension Diagnostic {
  /// The words are those for a key that JSON repeats.
  fileprivate init(_ duplicate: YAMLText.DuplicateKey) {
    let pointer = duplicate.path.reduce(Pointer()) { $0.appending($1) }
    self.init(
      position: duplicate.second, at: pointer.description, severity: .error, kind: .spec,
      says: "the key \(quoted(duplicate.path.last ?? "")) is there twice; it first stands at "
        + "\(duplicate.first.line):\(duplicate.first.column)")
  }
}
