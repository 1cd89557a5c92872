// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A few whole lines of the input.
struct SpecLines: Sendable {
  /// The number of the first line, from 1.
  let first: Int
  /// The lines, each with its line feed; the last of the input may have none.
  let bytes: [UInt8]

  /// Few, so that slow specs spread over all threads; several, so that fast ones do not wait for
  /// the ring's lock.
  static let most = 8
  static let mostBytes = 1 << 16

  /// Calls `body` for each line, without its line feed.
  func forEach(_ body: (_ number: Int, _ line: [UInt8]) -> Void) {
    var (number, start) = (first, 0)
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      body(number, Array(bytes[start..<end]))
      (number, start) = (number + 1, end + 1)
    }
  }

  /// Reads a file, or standard input for `-`, to its end. What has arrived is handed on at once:
  /// nothing waits for a block to fill. Keeps no more than a block and the line that is cut by it.
  /// Exits 66 where it cannot be read.
  static func read(_ path: String, from first: Int = 1, _ body: (SpecLines) -> Void) throws {
    let descriptor = try Input.open(path)
    defer { Input.close(descriptor) }
    var pending: [UInt8] = []
    var number = first
    // Where the search for a line feed goes on; before it there is none.
    var searched = 0
    while true {
      let count = try Input.append(1 << 16, from: descriptor, of: path, to: &pending)
      var (start, lines, end) = (0, 0, 0)
      func hand(on upTo: Int) {
        body(SpecLines(first: number, bytes: Array(pending[start..<upTo])))
        (number, start, lines) = (number + lines, upTo, 0)
      }
      while let feed = pending[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        (searched, end, lines) = (feed + 1, feed + 1, lines + 1)
        if lines == most || end - start >= mostBytes { hand(on: end) }
      }
      if lines > 0 { hand(on: end) }
      pending.removeFirst(start)
      searched = pending.count
      if count == 0 { break }
    }
    if !pending.isEmpty { body(SpecLines(first: number, bytes: pending)) }
  }
}
