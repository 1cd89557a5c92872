// SPDX-License-Identifier: GPL-3.0-or-later

/// Where the parts of a text end that is known to be JSON. Nothing is checked again.
struct ValidText {
  let base: UnsafePointer<UInt8>
  let count: Int

  /// The first place from `index` on that is no white space; the end of the text where there is none.
  @inline(__always)
  func skippingSpace(_ index: Int) -> Int {
    var index = index
    while index < count, base[index] <= 0x20 { index &+= 1 }
    return index
  }

  /// The closing quote of the string that begins at a quote, and whether it has escapes.
  @inline(__always)
  func closingQuote(_ quote: Int) -> (place: Int, hasEscapes: Bool) {
    var (index, hasEscapes) = (quote &+ 1, false)
    while true {
      if index &+ 8 <= count {
        let marks = EightBytes(base, at: index).endsOfStrings
        if marks == 0 {
          index &+= 8
          continue
        }
        index &+= marks.trailingZeroBitCount &>> 3
      }
      switch base[index] {
      case UInt8(ascii: "\""): return (index, hasEscapes)
      case UInt8(ascii: "\\"):
        hasEscapes = true
        index &+= 2
      default: index &+= 1
      }
    }
  }

  /// The place behind the number, `true`, `false` or `null` at `start`.
  @inline(__always)
  func endOfWord(_ start: Int) -> Int {
    var index = start &+ 1
    while index < count {
      switch base[index] {
      case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"): return index
      case 0...0x20: return index
      default: index &+= 1
      }
    }
    return index
  }

  /// The place behind the array or object at `start`; nil where it is not before `limit`.
  func endOfBrackets(_ start: Int, limit: Int) -> Int? {
    var (index, depth) = (start, 0)
    repeat {
      if index >= limit { return nil }
      switch base[index] {
      case UInt8(ascii: "\""): index = closingQuote(index).place
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth &+= 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth &-= 1
      default: break
      }
      index &+= 1
    } while depth > 0
    return index
  }

  /// How many elements or members the array or object at `start` has.
  func childCount(_ start: Int) -> Int {
    var index = skippingSpace(start + 1)
    if base[index] == UInt8(ascii: "}") || base[index] == UInt8(ascii: "]") { return 0 }
    var (count, depth) = (1, 1)
    repeat {
      switch base[index] {
      case UInt8(ascii: "\""): index = closingQuote(index).place
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth &+= 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth &-= 1
      case UInt8(ascii: ","): if depth == 1 { count &+= 1 }
      default: break
      }
      index &+= 1
    } while depth > 0
    return count
  }
}

/// The arrays and objects that are too long to look for their ends again and again.
struct LongSpans {
  private struct Span {
    let start: Int
    let end: Int
    let count: Int
  }

  /// From so many bytes on.
  static let least = 256

  /// By their starts, once they are sorted.
  private var spans: [Span] = []

  mutating func append(from start: Int, to end: Int, count: Int) {
    spans.append(Span(start: start, end: end, count: count))
  }

  /// They are found from inside outwards.
  mutating func sort() { spans.sort { $0.start < $1.start } }

  private func place(_ start: Int) -> Int {
    var (low, high) = (0, spans.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if spans[middle].start <= start { low = middle } else { high = middle }
    }
    precondition(low < spans.count && spans[low].start == start, "no long array or object")
    return low
  }

  /// The place behind the one that begins at `start`.
  func end(_ start: Int) -> Int { spans[place(start)].end }

  /// How many elements or members it has.
  func count(_ start: Int) -> Int { spans[place(start)].count }
}
