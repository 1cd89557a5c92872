// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText
import YAMLText

extension YAMLText {
  init(ofSpec bytes: [UInt8]) throws(Diagnostics) {
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
  init(_ duplicate: YAMLText.DuplicateKey) {
    let pointer = duplicate.path.reduce(Pointer()) { $0.appending($1) }
    self.init(
      position: duplicate.second, at: pointer.description, severity: .error, kind: .spec,
      says: "the key \(quoted(duplicate.path.last ?? "")) is there twice; it first stands at "
        + "\(duplicate.first.line):\(duplicate.first.column)")
  }
}
