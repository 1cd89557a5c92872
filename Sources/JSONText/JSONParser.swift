// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads a text and notes what cannot be seen from a value's place alone. What is open lies on a stack of
/// its own, so that no depth of brackets can exhaust the thread's.
struct JSONParser {
  struct Result {
    var spans: LongSpans
    let lines: LineIndex
    let duplicateKeys: [JSONDocument.DuplicateKey]
    let hasEscapedKeys: Bool
  }

  /// An array or object that is not closed yet.
  private struct Frame {
    /// The offset of the opening bracket; -1 outside of all.
    let opening: Int
    let isObject: Bool
    /// Where the keys of an object begin.
    let mark: KeyLedger.Mark
    /// The elements or members so far, the present one included.
    var count: Int
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private let base: UnsafePointer<UInt8>
  private let count: Int
  private var index = 0
  private var spans = LongSpans()
  private var lines = LineIndex()
  private var ledger: KeyLedger
  private var hasEscapedKeys = false
  /// The innermost array or object, and those around it.
  private var top: Frame
  private var frames: [Frame] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    // The address of nothing is never followed.
    base = bytes.baseAddress ?? UnsafePointer(bitPattern: 1).unsafelyUnwrapped
    count = bytes.count
    ledger = KeyLedger(bytes)
    top = Frame(opening: -1, isObject: false, mark: ledger.mark, count: 0)
  }

  /// Gives its memory back.
  mutating func discard() { ledger.discard() }

  var result: Result {
    Result(
      spans: spans, lines: lines, duplicateKeys: ledger.duplicates.sorted { $0.second < $1.second },
      hasEscapedKeys: hasEscapedKeys)
  }

  mutating func parse() throws(JSONError) {
    let mark = ByteOrderMark.length(in: UnsafeBufferPointer(start: base, count: count))
    if mark > 0 {
      index = mark
      lines = LineIndex(first: mark)
    }
    skipWhitespace()
    var expectation: StaticString = "a value"
    // Each round begins where a value is expected.
    while true {
      guard index < count else { throw unexpected(expecting: "\(expectation)") }
      switch base[index] {
      case UInt8(ascii: "{"):
        open(isObject: true)
        skipWhitespace()
        if index < count, base[index] == UInt8(ascii: "}") {
          close()
        } else {
          try member(expecting: "a key or \"}\"")
          expectation = "a value"
          continue
        }
      case UInt8(ascii: "["):
        open(isObject: false)
        skipWhitespace()
        if index < count, base[index] == UInt8(ascii: "]") {
          close()
        } else {
          top.count = 1
          expectation = "a value or \"]\""
          continue
        }
      case UInt8(ascii: "\""):
        _ = try string()
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        try number()
      default:
        try literal(expecting: "\(expectation)")
      }
      guard try advance() else { return }
      expectation = "a value"
    }
  }

  /// Opens the array or object at the index.
  @inline(__always)
  private mutating func open(isObject: Bool) {
    frames.append(top)
    top = Frame(opening: index, isObject: isObject, mark: ledger.mark, count: 0)
    index += 1
  }

  /// Goes on from a value to the next one; false if there is none.
  @inline(__always)
  private mutating func advance() throws(JSONError) -> Bool {
    while true {
      skipWhitespace()
      guard top.opening >= 0 else {
        guard index == count else { throw unexpected(expecting: "the end of the text") }
        return false
      }
      let isObject = top.isObject
      guard index < count else {
        throw unexpected(expecting: isObject ? "\",\" or \"}\"" : "\",\" or \"]\"")
      }
      let byte = base[index]
      if byte == UInt8(ascii: ",") {
        index += 1
        skipWhitespace()
        if isObject {
          try member(expecting: "a key")
        } else {
          top.count += 1
        }
        return true
      }
      guard byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
        throw unexpected(expecting: isObject ? "\",\" or \"}\"" : "\",\" or \"]\"")
      }
      close()
    }
  }

  /// Closes the innermost array or object, whose closing bracket is at the index.
  @inline(__always)
  private mutating func close() {
    index += 1
    if index - top.opening >= LongSpans.least {
      spans.append(from: top.opening, to: index, count: top.count)
    }
    if top.isObject, top.count > 0 { ledger.close(top.mark, object: top.opening) }
    top = frames.removeLast()
  }

  /// Reads a key and its colon.
  @inline(__always)
  private mutating func member(expecting expectation: StaticString) throws(JSONError) {
    guard index < count, base[index] == UInt8(ascii: "\"") else {
      throw unexpected(expecting: "\(expectation)")
    }
    top.count += 1
    let offset = index
    let hasEscapes = try string()
    if hasEscapes { hasEscapedKeys = true }
    ledger.append(offset: offset, end: index - 1, hasEscapes: hasEscapes)
    skipWhitespace()
    guard index < count, base[index] == UInt8(ascii: ":") else {
      throw unexpected(expecting: "\":\"")
    }
    index += 1
    skipWhitespace()
  }

  // MARK: Tokens

  @inline(__always)
  private mutating func skipWhitespace() {
    if index < count, base[index] > 0x20 { return }
    // Most often one blank.
    if index + 1 < count, base[index] == UInt8(ascii: " "), base[index + 1] > 0x20 {
      index += 1
      return
    }
    skipMoreWhitespace()
  }

  private mutating func skipMoreWhitespace() {
    var index = index
    while index < count {
      switch base[index] {
      case UInt8(ascii: "\n"):
        index += 1
        lines.append(index)
        // What follows is most often an indentation.
        while index + 8 <= count, EightBytes(base, at: index).word == 0x2020_2020_2020_2020 {
          index += 8
        }
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        index += 1
      default:
        self.index = index
        return
      }
    }
    self.index = index
  }

  @inline(__always)
  private mutating func number() throws(JSONError) {
    let start = index
    guard let scan = NumberScan(bytes, at: start) else { throw malformedNumber() }
    // Nothing that could belong to a number may follow.
    if scan.end < count, base[scan.end] != UInt8(ascii: ","), isWord(base[scan.end]) {
      throw malformedNumber()
    }
    guard scan.isInRange(bytes, at: start) else {
      throw failure("expected a number in the range of a double, found \(quotedWord())")
    }
    index = scan.end
  }

  private mutating func literal(expecting expectation: String) throws(JSONError) {
    let start = index
    let word: StaticString
    switch base[start] {
    case UInt8(ascii: "n"): word = "null"
    case UInt8(ascii: "t"): word = "true"
    case UInt8(ascii: "f"): word = "false"
    default: throw unexpectedWord(expecting: expectation)
    }
    let length = word.utf8CodeUnitCount
    let found = UnsafeBufferPointer(rebasing: bytes[start..<min(start + length, count)])
    let wanted = UnsafeBufferPointer(start: word.utf8Start, count: length)
    let end = start + length
    guard KeyBytes.areEqual(found, wanted), end == count || !isWord(base[end]) else {
      throw unexpectedWord(expecting: expectation)
    }
    index = end
  }

  /// Reads the string at the index and tells whether it has escapes.
  @inline(__always)
  private mutating func string() throws(JSONError) -> Bool {
    let start = index
    var hasEscapes = false
    index += 1
    while true {
      while index + 8 <= count {
        let marks = EightBytes(base, at: index).endsOfPlainText
        if marks != 0 {
          index += marks.trailingZeroBitCount >> 3
          break
        }
        index += 8
      }
      guard index < count else { throw unterminated(start) }
      let byte = base[index]
      if byte == UInt8(ascii: "\"") {
        index += 1
        return hasEscapes
      }
      if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        try escape(in: start)
      } else if byte >= 0x80 {
        try skipNonASCII()
      } else if byte < 0x20 {
        throw failure("expected a control character to be escaped, found \(foundCharacter())")
      } else {
        index += 1
      }
    }
  }

  /// Skips the escape at the index, in the string that begins at `start`.
  private mutating func escape(in start: Int) throws(JSONError) {
    guard index + 1 < count else { throw unterminated(start) }
    let letter = base[index + 1]
    if StringEscapes.simple(letter) != nil {
      index += 2
      return
    }
    guard letter == UInt8(ascii: "u") else {
      let found = Self.quoted("\\" + character(at: index + 1).text)
      throw failure("expected an escape sequence, found \(found)")
    }
    guard let unit = try unit(at: index, in: start) else {
      throw failure("expected four hexadecimal digits after \"\\u\", found \(quotedEscape())")
    }
    if StringEscapes.isLowSurrogate(unit) { throw loneSurrogate() }
    if StringEscapes.isHighSurrogate(unit) {
      let next = index + 6
      guard next < count else { throw unterminated(start) }
      guard base[next] == UInt8(ascii: "\\") else { throw loneSurrogate() }
      guard next + 1 < count else { throw unterminated(start) }
      guard base[next + 1] == UInt8(ascii: "u") else { throw loneSurrogate() }
      guard let low = try self.unit(at: next, in: start) else { throw loneSurrogate() }
      guard StringEscapes.isLowSurrogate(low) else { throw loneSurrogate() }
      index = next
    }
    index += 6
  }

  /// The number of the \u escape at `place`; nil if its digits are wrong.
  private func unit(at place: Int, in start: Int) throws(JSONError) -> UInt32? {
    if let unit = StringEscapes.unit(bytes, at: place + 2) { return unit }
    // The text may end before anything is wrong.
    for byte in bytes[min(place + 2, count)..<min(place + 6, count)] {
      if !Self.isHexadecimal(byte) { return nil }
    }
    throw unterminated(start)
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }

  /// Skips the characters at the index that are not ASCII.
  private mutating func skipNonASCII() throws(JSONError) {
    while index < count, base[index] >= 0x80 {
      let length = scalarLength(at: index)
      guard length > 0 else { throw invalidUTF8() }
      index += length
    }
  }

  /// The length of the UTF-8 sequence at `index`, which is not an ASCII one; 0 if it is invalid.
  private func scalarLength(at index: Int) -> Int {
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch base[index] {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return 0
    }
    guard count - index >= length, second.contains(base[index + 1]) else { return 0 }
    for next in index + 2..<index + max(length, 2) where base[next] & 0xC0 != 0x80 { return 0 }
    return length
  }

  // MARK: Failures

  private func failure(_ message: String, at offset: Int? = nil) -> JSONError {
    let offset = offset ?? index
    return JSONError(
      position: lines.position(of: offset, in: bytes), offset: offset, message: message)
  }

  private func unexpected(expecting expectation: String) -> JSONError {
    if index < count, base[index] >= 0x80, scalarLength(at: index) == 0 { return invalidUTF8() }
    return failure("expected \(expectation), found \(foundCharacter())")
  }

  /// A failure where a value is expected, which shows a whole word if there is one.
  private func unexpectedWord(expecting expectation: String) -> JSONError {
    guard isWord(base[index]) else { return unexpected(expecting: expectation) }
    return failure("expected \(expectation), found \(quotedWord())")
  }

  private func malformedNumber() -> JSONError {
    failure("expected a number, found \(quotedWord())")
  }

  private func unterminated(_ start: Int) -> JSONError {
    failure("expected a closing quote for this string, found the end of the text", at: start)
  }

  private func loneSurrogate() -> JSONError {
    failure("expected a surrogate pair, found the lone surrogate \(quotedEscape())")
  }

  private func invalidUTF8() -> JSONError {
    failure("expected UTF-8, found the byte 0x\(Self.hexadecimal(UInt32(base[index]), width: 2))")
  }

  /// Whether a byte can be a part of a number or literal, well-formed or not.
  private func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// The number or literal at the index, cut if it is long.
  private func quotedWord() -> String {
    let limit = 40
    var end = index
    while end < count, end - index <= limit, isWord(base[end]) { end += 1 }
    let isCut = end - index > limit
    let text = String(decoding: bytes[index..<(isCut ? index + limit : end)], as: UTF8.self)
    return Self.quoted(isCut ? text + "…" : text)
  }

  /// The \u escape at the index, up to what is wrong in it.
  private func quotedEscape() -> String {
    var text = "\\u"
    for place in index + 2..<min(index + 6, count) {
      if Self.isHexadecimal(base[place]) {
        text += character(at: place).text
        continue
      }
      if base[place] != UInt8(ascii: "\"") { text += character(at: place).text }
      break
    }
    return Self.quoted(text)
  }

  private func foundCharacter() -> String {
    guard index < count else { return "the end of the text" }
    let found = character(at: index)
    return found.isVisible ? Self.quoted(found.text) : found.text
  }

  /// A character to show in a message.
  private func character(at index: Int) -> (text: String, isVisible: Bool) {
    let length = base[index] < 0x80 ? 1 : scalarLength(at: index)
    guard length > 0 else {
      return ("0x" + Self.hexadecimal(UInt32(base[index]), width: 2), false)
    }
    let text = String(decoding: bytes[index..<index + length], as: UTF8.self)
    let scalar = text.unicodeScalars.first.unsafelyUnwrapped
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned,
      .nonspacingMark, .enclosingMark, .spacingMark:
      return ("U+" + Self.hexadecimal(scalar.value, width: 4), false)
    case .spaceSeparator where scalar != " ":
      return ("U+" + Self.hexadecimal(scalar.value, width: 4), false)
    default:
      return (text, true)
    }
  }

  private static func quoted(_ text: String) -> String { "\"\(text)\"" }

  private static func hexadecimal(_ number: UInt32, width: Int) -> String {
    let digits = String(number, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
