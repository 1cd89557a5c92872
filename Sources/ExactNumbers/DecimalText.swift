// SPDX-License-Identifier: GPL-3.0-or-later

/// Numbers as JSON has them, as bytes: the shortest digits that give the nearest double back, no
/// `.0`, no minus before zero.
public enum DecimalText {
  /// No double needs more bytes.
  public static let mostBytes = 32

  /// Writes the text of a double, and returns how many bytes it has.
  public static func write(_ value: Double, to bytes: UnsafeMutablePointer<UInt8>) -> Int {
    if let integer = Int64(exactly: value), integer.magnitude < 1 << 53 {
      return write(integer.magnitude, isNegative: integer < 0, to: bytes)
    }
    var text = value.description
    return text.withUTF8 { text in
      let count = text.hasPointZero ? text.count - 2 : text.count
      precondition(count <= mostBytes)
      if count > 0 { bytes.update(from: text.baseAddress.unsafelyUnwrapped, count: count) }
      return count
    }
  }

  /// Writes an integer, and returns how many bytes it has.
  public static func write(_ value: Int, to bytes: UnsafeMutablePointer<UInt8>) -> Int {
    write(UInt64(value.magnitude), isNegative: value < 0, to: bytes)
  }

  /// The text of a double.
  public static func text(of value: Double) -> String { text { write(value, to: $0) } }

  /// The text of what `write` writes.
  fileprivate static func text(_ write: (UnsafeMutablePointer<UInt8>) -> Int) -> String {
    String(unsafeUninitializedCapacity: mostBytes) {
      write($0.baseAddress.unsafelyUnwrapped)
    }
  }

  fileprivate static func write(
    _ magnitude: UInt64, isNegative: Bool, to bytes: UnsafeMutablePointer<UInt8>
  ) -> Int {
    var place = 0
    if isNegative {
      bytes[0] = UInt8(ascii: "-")
      place = 1
    }
    let end = place + digitCount(magnitude)
    writeDigits(magnitude, upTo: end, of: bytes)
    return end
  }

  /// Writes digits, of which the last stands before `end`, and nothing else before them.
  @inline(__always)
  fileprivate static func writeDigits(
    _ value: UInt64, upTo end: Int, of bytes: UnsafeMutablePointer<UInt8>
  ) {
    var (value, place) = (value, end)
    repeat {
      let (rest, digit) = value.quotientAndRemainder(dividingBy: 10)
      place &-= 1
      bytes[place] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: digit)
      value = rest
    } while value != 0
  }

  @inline(__always)
  fileprivate static func digitCount(_ value: UInt64) -> Int {
    var (count, limit) = (1, UInt64(10))
    while value >= limit {
      count &+= 1
      // No value has more than twenty digits.
      if count == 20 { break }
      limit &*= 10
    }
    return count
  }
}

extension Rational {
  /// Whether no double is near: the number is beyond their range.
  public var isBeyondDoubles: Bool { big.map { !$0.double.isFinite } ?? false }

  /// Writes the text of the nearest double, at most `DecimalText.mostBytes` bytes, and returns how many
  /// they are. The number is not beyond the doubles.
  public func writeDecimal(to bytes: UnsafeMutablePointer<UInt8>) -> Int {
    if big == nil {
      if denominator == 1 {
        if numerator.magnitude < 1 << 53 { return DecimalText.write(numerator, to: bytes) }
      } else if let count = writeShortDecimal(to: bytes) {
        return count
      }
    }
    return DecimalText.write(double, to: bytes)
  }

  /// Writes a fraction that is a decimal of at most fifteen digits, and not far below 1: decimals of
  /// so many digits all have different nearest doubles, so that none shorter gives the same double
  /// back. nil for all others.
  private func writeShortDecimal(to bytes: UnsafeMutablePointer<UInt8>) -> Int? {
    let twos = denominator.trailingZeroBitCount
    var (rest, fives) = (denominator &>> twos, 0)
    while rest != 1 {
      let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 5)
      if remainder != 0 { return nil }
      (rest, fives) = (quotient, fives + 1)
    }
    let places = max(twos, fives)
    guard places <= 15 else { return nil }
    // The fraction is reduced, so that the last digit is none that could be left out.
    let unit = Self.powersOfTen[places]
    let (scaled, overflow) = numerator.magnitude.multipliedReportingOverflow(
      by: UInt(unit / denominator))
    guard !overflow, scaled < 1_000_000_000_000_000, scaled >= UInt(unit) / 1000 else {
      return nil
    }
    var place = 0
    if numerator < 0 {
      bytes[0] = UInt8(ascii: "-")
      place = 1
    }
    let (whole, part) = UInt64(scaled).quotientAndRemainder(dividingBy: UInt64(unit))
    place += DecimalText.write(whole, isNegative: false, to: bytes + place)
    bytes[place] = UInt8(ascii: ".")
    let end = place + 1 + places
    for zero in place + 1..<end { bytes[zero] = UInt8(ascii: "0") }
    DecimalText.writeDigits(part, upTo: end, of: bytes)
    return end
  }

  /// The same as a text.
  public var decimalText: String { DecimalText.text(writeDecimal) }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate var hasPointZero: Bool {
    count > 2 && self[count - 1] == UInt8(ascii: "0") && self[count - 2] == UInt8(ascii: ".")
  }
}
