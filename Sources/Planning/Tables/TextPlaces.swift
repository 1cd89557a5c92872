// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText

/// Where the parts of a spec's text come from, once tables have been put in place of sections:
/// from the spec, or from a cell of a table.
struct TextPlaces {
  /// A place in the files as they were written.
  struct Place {
    let position: TextPosition
    /// The table's name; nil in the spec itself.
    var file: String?
    /// Whether it is in a table's header: then what is wrong there is wrong in each row.
    var isHeader = false
    /// For the order of the diagnostics: where the spec, or what brought the table, stands.
    let anchor: Int
  }

  private enum Origin {
    /// So many bytes further in the new text than in the spec.
    case spec(shift: Int)
    case cell(table: Int, TextPosition, isHeader: Bool)
  }

  private let spec: JSONDocument
  private var starts: [Int] = [0]
  private var origins: [Origin] = [.spec(shift: 0)]
  private var tables: [(file: String, anchor: Int)] = []

  init(of spec: JSONDocument) { self.spec = spec }

  mutating func addTable(_ file: String, anchor: Int) { tables.append((file, anchor)) }

  /// What follows from `offset` on comes from a cell of the table that was added last.
  mutating func add(cell: TextPosition, isHeader: Bool, at offset: Int) {
    starts.append(offset)
    origins.append(.cell(table: tables.count - 1, cell, isHeader: isHeader))
  }

  mutating func add(spec original: Int, at offset: Int) {
    starts.append(offset)
    origins.append(.spec(shift: offset - original))
  }

  var count: Int { starts.count }

  /// Forgets all but the first parts.
  mutating func truncate(to count: Int) {
    starts.removeLast(starts.count - count)
    origins.removeLast(origins.count - count)
  }

  /// Where the byte at an offset of the new text stands, in time logarithmic in the parts.
  func place(ofOffset offset: Int) -> Place {
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    switch origins[low] {
    case .spec(let shift):
      return Place(position: spec.position(ofOffset: offset - shift), anchor: offset - shift)
    case .cell(let table, let position, let isHeader):
      return Place(
        position: position, file: tables[table].file, isHeader: isHeader,
        anchor: tables[table].anchor)
    }
  }
}
