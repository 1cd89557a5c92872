// SPDX-License-Identifier: GPL-3.0-or-later
import ProgramText
import Testing

/// gzip (RFC 1952). The bytes are what `printf 'min x\nst\nend\n' | gzip -n` writes.
struct PackedTests {
  private static let packed: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0xCB, 0xCD, 0xCC, 0x53, 0xA8, 0xE0,
    0x2A, 0x2E,
    0xE1, 0x4A, 0xCD, 0x4B, 0xE1, 0x02, 0x00, 0xB6, 0x52, 0x62, 0xCC, 0x0D, 0x00, 0x00, 0x00,
  ]

  @Test func `what is packed is unpacked, and several one after the other`() throws {
    #expect(ProgramText.isPacked(Self.packed) && !ProgramText.isPacked(Array("min x".utf8)))
    #expect(
      ProgramText.unpacked(Self.packed).map { String(decoding: $0, as: UTF8.self) }
        == "min x\nst\nend\n")
    let twice = ProgramText.unpacked(Self.packed + Self.packed)
    #expect(twice.map { String(decoding: $0, as: UTF8.self) } == "min x\nst\nend\nmin x\nst\nend\n")
  }

  @Test func `what is cut off or damaged is not`() {
    for count in 2..<Self.packed.count {
      #expect(ProgramText.unpacked(Array(Self.packed.prefix(count))) == nil)
    }
    var damaged = Self.packed
    damaged[Self.packed.count - 6] ^= 1
    #expect(ProgramText.unpacked(damaged) == nil)
    #expect(ProgramText.unpacked(Self.packed + [1, 2, 3]) == nil)
  }
}
