// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText

/// Where a name first stands by itself in a text of another solver.
///
/// A complaint about a column is found when all has been read and solved; readers of files with
/// millions of names keep no place for each.
public enum NamePlace {
  /// The place; nil where the name does not stand there. Comments of MPS (`*` at the head of a line), LP
  /// (`\`) and MathProg (`#`) are passed over. Time is linear in the text.
  public static func first(of name: String, in bytes: [UInt8]) -> TextPosition? {
    let wanted = Array(name.utf8)
    guard let head = wanted.first else { return nil }
    return (bytes + [UInt8(ascii: "\n")]).withUnsafeBufferPointer { buffer in
      let text = ByteText(buffer)
      var (next, isLineStart, isBetween) = (text.start, true, true)
      while next < text.end {
        let byte = text[next]
        let isComment =
          isLineStart && byte == UInt8(ascii: "*")
          || isBetween && (byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "#"))
        if isComment, byte != head {
          while next < text.end, text[next] != UInt8(ascii: "\n") { next += 1 }
          continue
        }
        let end = next + wanted.count
        if isBetween, byte == head, end <= text.end, isBreak(text[end]),
          wanted.indices.allSatisfy({ text[next + $0] == wanted[$0] })
        {
          return text.position(of: next)
        }
        isLineStart = byte == UInt8(ascii: "\n")
        isBetween = isBreak(byte)
        next += 1
      }
      return nil
    }
  }

  /// Whether a name cannot go on with a byte.
  private static func isBreak(_ byte: UInt8) -> Bool {
    if ByteText.isBlank(byte) { return true }
    switch byte {
    case UInt8(ascii: ":"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "*"),
      UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "="), UInt8(ascii: ";"),
      UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "("),
      UInt8(ascii: ")"), UInt8(ascii: "}"):
      return true
    default: return false
    }
  }
}
