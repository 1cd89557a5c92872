// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText
import Planning

/// Writes JSON as bytes, through a buffer of fixed size where there is somebody who takes them.
///
/// A value that may fit on a line is written on it up to the line's end, and written anew over several
/// lines where it turns out too long. No text is made for it, and what is too long is found out
/// before more than a line is written.
final class JSONWriter {
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// How many bytes are in the buffer.
  private var count = 0
  /// How many were taken from it before.
  private var taken = 0
  /// How many bytes only go on with a character.
  private var continuations = 0
  /// Takes bytes; false where it cannot, and is then not asked again.
  private let take: ((UnsafeRawBufferPointer) -> Bool)?
  private var hasFailed = false

  /// Where what is written as long as it may fit on the line began; nil where all is to be written.
  private var trialStart: Int?
  /// Whether it does not fit.
  private var isTooLong = false
  /// A value of a list, before it is known on which line it stands.
  private lazy var word = JSONWriter()

  /// What fits on a line, and how many children a line may have.
  private static let (width, mostChildren) = (98, 40)
  /// No character has more bytes than four.
  private static let trialBytes = 4 * width + 2 * DecimalText.mostBytes

  /// Keeps all bytes.
  init() {
    (capacity, take) = (256, nil)
    base = .allocate(capacity: capacity)
  }

  /// Hands the bytes over, some ten thousand at a time. `end` hands over the last.
  init(to take: @escaping (UnsafeRawBufferPointer) -> Bool) {
    (capacity, self.take) = (1 << 16, take)
    base = .allocate(capacity: capacity)
  }

  deinit { base.deallocate() }

  /// How many bytes were written.
  var total: Int { taken + count }

  /// All bytes, where they are kept.
  var text: String {
    String(decoding: UnsafeBufferPointer(start: base, count: count), as: UTF8.self)
  }

  /// Hands over what is left. False where something was not taken.
  func end() -> Bool {
    handOver()
    return !hasFailed
  }

  private func handOver() {
    if let take, !hasFailed {
      hasFailed = !take(UnsafeRawBufferPointer(start: base, count: count))
    }
    taken += count
    count = 0
  }

  // MARK: - Bytes

  /// Makes room for so many bytes; false where they are not to be written.
  @inline(__always)
  private func hasRoom(for more: Int) -> Bool {
    if let trialStart {
      if count - trialStart + more > Self.trialBytes { isTooLong = true }
      return !isTooLong
    }
    if count + more > capacity { makeRoom(for: more) }
    return true
  }

  private func makeRoom(for more: Int) {
    if take != nil { handOver() }
    if count + more <= capacity { return }
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: max(2 * capacity, count + more))
    larger.update(from: base, count: count)
    base.deallocate()
    (base, capacity) = (larger, max(2 * capacity, count + more))
  }

  @inline(__always)
  private func write(_ text: StaticString) {
    let length = text.utf8CodeUnitCount
    guard hasRoom(for: length) else { return }
    for place in 0..<length { base[count + place] = text.utf8Start[place] }
    count += length
  }

  /// Writes bytes, of which some only go on with a character.
  private func copy(_ bytes: UnsafeBufferPointer<UInt8>, continuations further: Int = 0) {
    guard let start = bytes.baseAddress, hasRoom(for: bytes.count) else { return }
    (base + count).update(from: start, count: bytes.count)
    count += bytes.count
    continuations += further
  }

  func endLine() { write("\n") }

  private func writeMargin(_ width: Int) {
    guard hasRoom(for: width) else { return }
    (base + count).update(repeating: UInt8(ascii: " "), count: width)
    count += width
  }

  @inline(__always)
  private func write(atMost most: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Int) {
    guard hasRoom(for: most) else { return }
    count += write(base + count)
  }

  private func writeQuoted(_ text: String) {
    var text = text
    let isPlain = text.withUTF8 { bytes in
      guard hasRoom(for: bytes.count + 2) else { return true }
      // Nearly all names need no escape, and are copied as they are.
      var further = 0
      let target = base + count + 1
      for (place, byte) in bytes.enumerated() {
        if byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F { return false }
        further += byte & 0xC0 == 0x80 ? 1 : 0
        target[place] = byte
      }
      base[count] = UInt8(ascii: "\"")
      target[bytes.count] = UInt8(ascii: "\"")
      count += bytes.count + 2
      continuations += further
      return true
    }
    if !isPlain { writeEscaped(text) }
  }

  private func writeEscaped(_ text: String) {
    var quoted = ""
    quoted.appendQuoted(text)
    quoted.withUTF8 { copy($0, continuations: $0.count { $0 & 0xC0 == 0x80 }) }
  }

  /// Unicode scalars: all bytes but those that continue one.
  private var characters: Int { taken + count - continuations }

  // MARK: - Values

  func writeLine(_ value: JSONOutput) {
    switch value {
    case .null: write("null")
    case .bool(let value): if value { write("true") } else { write("false") }
    case .integer(let value):
      write(atMost: DecimalText.mostBytes) { DecimalText.write(value, to: $0) }
    case .number(let value): writeNumber(value)
    case .string(let string): writeQuoted(string)
    case .list, .numbers, .elements: writeElements(of: value)
    case .object, .members: writeMembers(of: value)
    }
  }

  private func writeNumber(_ value: Rational) {
    if value.isBeyondDoubles {
      var text = value.text
      text.withUTF8 { copy($0) }
    } else {
      write(atMost: DecimalText.mostBytes) { value.writeDecimal(to: $0) }
    }
  }

  private func writeElements(of list: JSONOutput) {
    write("[")
    for index in 0..<list.childCount! {
      if index > 0 { write(", ") }
      writeLine(list.element(index))
      if isTooLong { return }
    }
    write("]")
  }

  private func writeMembers(of object: JSONOutput) {
    let size = object.childCount!
    if size == 0 { return write("{}") }
    write("{ ")
    for index in 0..<size {
      if index > 0 { write(", ") }
      let (key, value) = object.member(index)
      writeQuoted(key)
      write(": ")
      writeLine(value)
      if isTooLong { return }
    }
    write(" }")
  }

  /// Over as many lines as a person needs. `used` characters of the line are taken.
  func writeDocument(
    _ value: JSONOutput, indent: Int = 0, used: Int = 0, isRoot: Bool = true
  ) {
    guard let size = value.childCount, size > 0 else { return writeLine(value) }
    if !isRoot, size <= Self.mostChildren, writeIfItFits(value, in: Self.width - used) { return }
    switch value {
    case .list(let elements):
      if elements.allSatisfy({ $0.childCount == nil }) { return writeFilled(value, indent) }
      write("[\n")
      for (index, element) in elements.enumerated() {
        writeMargin(indent + 2)
        writeDocument(element, indent: indent + 2, used: indent + 2, isRoot: false)
        if index == elements.count - 1 { write("\n") } else { write(",\n") }
      }
      writeMargin(indent)
      write("]")
    case .numbers, .elements: writeFilled(value, indent)
    default:
      write("{\n")
      for index in 0..<size {
        let (key, value) = value.member(index)
        writeMargin(indent + 2)
        let start = characters
        writeQuoted(key)
        write(": ")
        writeDocument(
          value, indent: indent + 2, used: indent + 2 + characters - start, isRoot: false)
        if index == size - 1 { write("\n") } else { write(",\n") }
      }
      writeMargin(indent)
      write("}")
    }
  }

  /// Writes a value on the line where it has no more characters than `width`; else nothing, and
  /// returns false.
  private func writeIfItFits(_ value: JSONOutput, in width: Int) -> Bool {
    guard hasRoom(for: Self.trialBytes) else { return false }
    let (start, before) = (count, continuations)
    (trialStart, isTooLong) = (start, false)
    writeLine(value)
    let fits = !isTooLong && count - start - (continuations - before) <= width
    (trialStart, isTooLong) = (nil, false)
    if !fits { (count, continuations) = (start, before) }
    return fits
  }

  /// A long list of plain values: as many on a line as fit.
  private func writeFilled(_ list: JSONOutput, _ indent: Int) {
    let size = list.childCount!
    write("[\n")
    writeMargin(indent + 2)
    var used = indent + 2
    for index in 0..<size {
      (word.count, word.continuations) = (0, 0)
      word.writeLine(list.element(index))
      if index < size - 1 { word.write(",") }
      let width = word.characters
      if used > indent + 2, used + 1 + width > Self.width {
        write("\n")
        writeMargin(indent + 2)
        used = indent + 2
      } else if index > 0 {
        write(" ")
        used += 1
      }
      copy(
        UnsafeBufferPointer(start: word.base, count: word.count),
        continuations: word.continuations)
      used += width
    }
    write("\n")
    writeMargin(indent)
    write("]")
  }
}

extension JSONOutput {
  /// How many elements or members there are; nil for a plain value.
  @inline(__always)
  fileprivate var childCount: Int? {
    switch self {
    case .list(let elements): elements.count
    case .object(let members): members.count
    case .numbers(let numbers): numbers.count
    case .elements(let count, _), .members(let count, _): count
    default: nil
    }
  }

  /// An element of a list.
  @inline(__always)
  fileprivate func element(_ index: Int) -> JSONOutput {
    switch self {
    case .list(let elements): elements[index]
    case .numbers(let numbers): .number(numbers[index])
    case .elements(_, let make): make(index)
    default: preconditionFailure("no list")
    }
  }

  /// A member of an object.
  @inline(__always)
  fileprivate func member(_ index: Int) -> (String, JSONOutput) {
    switch self {
    case .object(let members): members[index]
    case .members(_, let make): make(index)
    default: preconditionFailure("no object")
    }
  }
}
