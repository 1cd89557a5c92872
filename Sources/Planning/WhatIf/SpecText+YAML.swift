// SPDX-License-Identifier: GPL-3.0-or-later
import YAMLText

extension SpecText {
  /// The text of a spec that is written in YAML, as JSON.
  public init(yaml bytes: [UInt8], tables: TableAccess = .none) throws(Diagnostics) {
    try self.init(Array(YAMLText(ofSpec: bytes).json.utf8), tables: tables)
  }
}
