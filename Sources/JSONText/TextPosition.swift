// SPDX-License-Identifier: GPL-3.0-or-later

/// A place in a text, as a person counts it.
public struct TextPosition: Hashable, Comparable, Sendable {
  /// The line, from 1. Only a line feed ends a line.
  public let line: Int
  /// The column, from 1, counted in Unicode scalars.
  public let column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  public static func < (left: TextPosition, right: TextPosition) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// Why, and where, a text is not JSON.
public struct JSONError: Error, Hashable, Sendable {
  public let position: TextPosition
  /// The place as a count of bytes from the start of the text.
  public let offset: Int
  /// What was expected and what was found.
  public let message: String
}

/// The offsets at which the lines of a text begin.
struct LineIndex: Sendable {
  /// Ascending; the first line's is included.
  private(set) var starts: [Int]

  /// `first` is where the first line begins, behind a byte order mark.
  init(first: Int = 0) { starts = [first] }

  /// Where the text begins.
  var first: Int { starts[0] }

  @inline(__always)
  mutating func append(_ start: Int) { starts.append(start) }

  /// The place of the byte at `offset`, in time logarithmic in the lines and linear in the line.
  func position(of offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> TextPosition {
    var low = 0
    var high = starts.count
    // The last line that starts at or before the offset lies in low..<high.
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    var column = 1
    for index in starts[low]..<max(offset, starts[low]) where !UTF8.isContinuation(bytes[index]) {
      column += 1
    }
    return TextPosition(line: low + 1, column: column)
  }
}
