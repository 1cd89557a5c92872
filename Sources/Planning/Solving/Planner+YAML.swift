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
