// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText
import ProgramText

extension Diagnostics {
  /// What the answer to a file of another solver showed to be wrong with it, where the file first names
  /// the column, the row or the objective that is meant; at its head where it names none.
  public func placed(inModel bytes: [UInt8]) -> Diagnostics {
    let text = ProgramText.isPacked(bytes) ? ProgramText.unpacked(bytes) ?? [] : bytes
    // The total of the objective's one attribute bears its name.
    let objective = list.lazy.map { Pointer.keys(of: $0.at) }
      .first { $0.count == 2 && $0[0] == "totals" }?[1]
    return Diagnostics(
      list: list.map { diagnostic in
        let keys = Pointer.keys(of: diagnostic.at)
        guard let name = keys.count > 1 ? keys[1] : objective,
          let place = Self.place(of: name, in: text)
        else { return diagnostic }
        return diagnostic.moved(to: place)
      })
  }

  /// A name that MathProg made, such as `x[1,2]`, stands there as `x`.
  private static func place(of name: String, in text: [UInt8]) -> TextPosition? {
    if let place = NamePlace.first(of: name, in: text) { return place }
    return NamePlace.first(of: String(name.prefix { $0 != "[" }), in: text)
  }
}
