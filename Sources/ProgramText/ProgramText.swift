// SPDX-License-Identifier: GPL-3.0-or-later
import CZlib
import JSONText

/// A file of another solver that is a linear program.
public enum ProgramText: Sendable, CaseIterable {
  /// Fixed or free MPS.
  case mps
  /// CPLEX LP.
  case lp

  /// The program that a text states. Throws what is wrong with it.
  public func read(_ bytes: [UInt8]) throws(ProgramTextError) -> WrittenProgram {
    if bytes.count > Self.mostBytes {
      throw ProgramTextError([
        Remark(position: TextPosition(line: 1, column: 1), says: "the text is longer than 2 GB")
      ])
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw ProgramTextError([
        Remark(
          position: TextPosition(line: 1, column: 1), says: "the text is UTF-16; UTF-8 is expected")
      ])
    }
    // A byte at the end, so that an empty text has an address.
    let result: Result<WrittenProgram, ProgramTextError> = (bytes + [UInt8(ascii: "\n")])
      .withUnsafeBufferPointer { buffer in
        Result { () throws(ProgramTextError) in
          switch self {
          case .mps: try MPSReader.read(buffer)
          case .lp: try LPReader.read(buffer)
          }
        }
      }
    return try result.get()
  }

  private static let mostBytes = 2_000_000_000

  // MARK: - Packed

  /// Whether bytes are packed by gzip (RFC 1952).
  public static func isPacked(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

  /// What gzip packed; nil where that is damaged, cut off or more than 2 GB.
  public static func unpacked(_ bytes: [UInt8]) -> [UInt8]? {
    var stream = z_stream()
    // 15 bits of window, and 16 more: a gzip header.
    guard
      inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { return nil }
    defer { inflateEnd(&stream) }
    var result: [UInt8] = []
    var code = Z_OK
    var input = bytes
    input.withUnsafeMutableBufferPointer { packed in
      stream.next_in = packed.baseAddress
      var left = packed.count
      while result.count <= mostBytes {
        if stream.avail_in == 0 {
          stream.avail_in = UInt32(min(left, 1 << 30))
          left -= Int(stream.avail_in)
        }
        result += [UInt8](unsafeUninitializedCapacity: 1 << 18) { buffer, count in
          stream.next_out = buffer.baseAddress
          stream.avail_out = UInt32(buffer.count)
          code = inflate(&stream, Z_NO_FLUSH)
          count = buffer.count - Int(stream.avail_out)
        }
        // One file may be several, one after the other.
        let isMore = left > 0 || stream.avail_in > 0
        if code == Z_STREAM_END, isMore {
          code = inflateReset(&stream)
        } else if code != Z_OK {
          break
        }
      }
    }
    return code == Z_STREAM_END ? result : nil
  }
}
