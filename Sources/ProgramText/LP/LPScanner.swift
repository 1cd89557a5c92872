// SPDX-License-Identifier: GPL-3.0-or-later

/// A word, a number or a sign of an LP text.
struct LPToken {
  enum Kind {
    case name, number, plus, minus, less, greater, equal, colon
    /// `[`, `]`, `^`, `*`, `/`, `->`: of what is no linear program.
    case other
    case end
  }

  var kind: Kind
  var slice: Slice
  /// Whether it is the first of its line.
  var isFirst: Bool
  var number: DecimalScan?

  /// Whether it stands between operands.
  var isOperator: Bool {
    switch kind {
    case .plus, .minus, .less, .greater, .equal, .other: true
    default: false
    }
  }
}

/// Cuts an LP text into tokens. A name may hold any byte that is no blank, no control character and
/// none of `+ - * ^ < > = : \`; it begins with none of these and with no digit, point or bracket.
struct LPScanner {
  let text: ByteText
  private var next: Int

  init(_ text: ByteText) {
    self.text = text
    next = text.start
  }

  mutating func read() -> LPToken {
    let isFirst = skipBlanks()
    let start = next
    guard start < text.end else {
      return LPToken(kind: .end, slice: Slice(start: start, end: start), isFirst: true)
    }
    let byte = text[start]
    if ByteText.isDigit(byte) || byte == UInt8(ascii: "."),
      let number = DecimalScan(text, at: start, before: text.end, takesD: false)
    {
      next = number.end
      return LPToken(
        kind: .number, slice: Slice(start: start, end: next), isFirst: isFirst, number: number)
    }
    let kind = sign(byte)
    if kind == .name { while next < text.end, isInName(text[next]) { next += 1 } }
    return LPToken(kind: kind, slice: Slice(start: start, end: next), isFirst: isFirst)
  }

  /// The kind of what begins with a byte; moves behind a sign.
  private mutating func sign(_ byte: UInt8) -> LPToken.Kind {
    let following = next + 1 < text.end ? text[next + 1] : 0
    switch byte {
    case UInt8(ascii: "+"): return moved(1, .plus)
    case UInt8(ascii: "-"):
      return following == UInt8(ascii: ">") ? moved(2, .other) : moved(1, .minus)
    case UInt8(ascii: ":"): return moved(1, .colon)
    case UInt8(ascii: "<"): return moved(following == UInt8(ascii: "=") ? 2 : 1, .less)
    case UInt8(ascii: ">"): return moved(following == UInt8(ascii: "=") ? 2 : 1, .greater)
    case UInt8(ascii: "="):
      if following == UInt8(ascii: "<") { return moved(2, .less) }
      if following == UInt8(ascii: ">") { return moved(2, .greater) }
      return moved(1, .equal)
    case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "^"), UInt8(ascii: "*"),
      UInt8(ascii: "/"):
      return moved(1, .other)
    default: return isInName(byte) ? .name : moved(1, .other)
    }
  }

  private mutating func moved(_ count: Int, _ kind: LPToken.Kind) -> LPToken.Kind {
    next += count
    return kind
  }

  /// Moves over blanks and comments: `\` to the end of its line, and `/* … */`. True where a line
  /// ends among them.
  private mutating func skipBlanks() -> Bool {
    var isFirst = next == text.start
    while next < text.end {
      let byte = text[next]
      if byte == UInt8(ascii: "\n") {
        isFirst = true
        next += 1
      } else if ByteText.isBlank(byte) || byte == 0x1A {
        next += 1
      } else if byte == UInt8(ascii: "\\") {
        while next < text.end, text[next] != UInt8(ascii: "\n") { next += 1 }
      } else if byte == UInt8(ascii: "/"), next + 1 < text.end, text[next + 1] == UInt8(ascii: "*")
      {
        next += 2
        while next < text.end,
          !(text[next] == UInt8(ascii: "*") && next + 1 < text.end
            && text[next + 1] == UInt8(ascii: "/"))
        {
          if text[next] == UInt8(ascii: "\n") { isFirst = true }
          next += 1
        }
        next = min(text.end, next + 2)
      } else {
        break
      }
    }
    return isFirst
  }

  @inline(__always)
  private func isInName(_ byte: UInt8) -> Bool { Self.namesBytes[Int(byte)] }

  private static let namesBytes: [Bool] = {
    var table = [Bool](repeating: false, count: 256)
    for byte in 0x21...0xFF where byte != 0x7F { table[byte] = true }
    for sign in "+-*^<>=:\\".utf8 { table[Int(sign)] = false }
    return table
  }()
}
