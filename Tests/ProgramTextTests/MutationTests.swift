// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Oracle
import ProgramText
import Testing

/// Texts that nobody meant: they are read or refused, the same each time, and nothing else happens.
struct MutationTests {
  private static let mps = [
    "* c\nNAME t\nOBJSENSE\n MAX\nROWS\n N c\n L r\n G s\n E q\nCOLUMNS\n M 'MARKER' 'INTORG'\n x c 1 r 2\n x s 3\n M 'MARKER' 'INTEND'\n y q 1/3 r -1.5D2\nRHS\n R r 4 s -1e30\n c -2\nRANGES\n R q -3\nBOUNDS\n UP B x 4\n MI B y\n SC B y 7\nENDATA\n",
    "NAME          T\nROWS\n N  COST\n G  NEED 1\nCOLUMNS\n    GPU A     NEED 1             1.0   COST               7.0\nRHS\n    RHS       NEED 1             3.0\nBOUNDS\n UP BND       GPU A              5.0\nENDATA\n",
  ]
  private static let lp = [
    "\\ c\nMaximize\n o: 3 x + 2y - .5e1 z + 7\nSubject To\n c: x + y\n  + z <= 10\n -4 <= 2 x - y <= 1/3\n e: = 0\nBounds\n x <= 4.5\n -inf <= y <= 8\n z free\nGenerals\n w x\nBinary\n b\nsemi-continuous\n x\nEnd\n",
    "min x st c: x >= 1 bounds x <= 1e30 end",
  ]
  private static let pieces = [
    "end", "bounds", "\n", " ", "<=", ">=", "=", ":", "+", "-", "inf", "1e30", "1e999", "1e-999",
    "0", "free", "[",
    "^2", "->", "::", "'MARKER'", "'INTORG'", "RHS", "ENDATA", "\\", "/*", "*/", "*", "\t", "\u{0}",
    "\u{1A}", "é",
    "\u{FEFF}", "99999999999999999999999999", "1/0", "e5", ".", "..", "st", "x", "x x", "SC", "FR",
    "N", "\r\n",
  ]

  private static func mutated(_ text: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
    var bytes = text
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let place = Int.random(in: 0...bytes.count, using: &random)
      let end = min(bytes.count, place + Int.random(in: 0...12, using: &random))
      switch Int.random(in: 0..<6, using: &random) {
      case 0: bytes.replaceSubrange(place..<end, with: [])
      case 1: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
      case 2:
        if place < bytes.count { bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random) }
      case 3: bytes.insert(contentsOf: Array(pieces.randomElement(using: &random)!.utf8), at: place)
      case 4:
        bytes.insert(
          contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &random))
      default: bytes.removeSubrange(place...)
      }
    }
    return bytes
  }

  @Test(arguments: ProgramText.allCases)
  func `10000 mutations`(kind: ProgramText) throws {
    for text in kind == .mps ? Self.mps : Self.lp { #expect(complaints(text, as: kind).isEmpty) }
    var (isRead, isRefused) = (0, 0)
    for seed in UInt64(0)..<10_000 {
      var random = SplitMix64(seed: seed)
      let texts = kind == .mps ? Self.mps : Self.lp
      let bytes = Self.mutated(Array(texts.randomElement(using: &random)!.utf8), &random)
      switch Self.outcome(bytes, kind) {
      case .success(let program):
        isRead += 1
        Self.check(program, "seed \(seed)")
        #expect(try kind.read(bytes).lines == program.lines)
      case .failure(let error):
        isRefused += 1
        #expect(!error.remarks.isEmpty && error.remarks.count <= 20)
        let lineCount = bytes.count { $0 == UInt8(ascii: "\n") } + 1
        for remark in error.remarks {
          #expect(remark.position.line <= lineCount && !remark.says.isEmpty, "seed \(seed)")
        }
      }
    }
    #expect(isRead > 400 && isRefused > 400, "\(isRead) \(isRefused)")
  }

  private static func outcome(
    _ bytes: [UInt8], _ kind: ProgramText
  ) -> Result<WrittenProgram, ProgramTextError> {
    do throws(ProgramTextError) {
      return .success(try kind.read(bytes))
    } catch {
      return .failure(error)
    }
  }

  /// What every program that is read keeps to.
  private static func check(_ program: WrittenProgram, _ which: String) {
    var last = 0
    for row in program.rows {
      let columns = program.terms[row.terms].map(\.column)
      #expect(Set(columns).count == columns.count, "\(which)")
      #expect(columns.allSatisfy { program.columns.indices.contains($0) }, "\(which)")
      last = max(last, row.terms.upperBound)
    }
    #expect(last <= program.terms.count, "\(which)")
    #expect(program.terms.allSatisfy { !$0.coefficient.isZero }, "\(which)")
  }

  @Test(arguments: [
    ("min ", "x + ", 50_000, "x\nst\nend"), ("min ", "- ", 60_000, "x\nst\nend"),
    ("min x\nst\n c: ", "1/", 60_000, "1 x >= 1\nend"), ("min ", "/* */", 50_000, "x\nst\nend"),
    ("min x\nst\nint\n", "x ", 50_000, "\nend"), ("min ", "9", 60_000, " x\nst\nend"),
  ])
  func `long lines end`(head: String, middle: String, count: Int, tail: String) {
    let text = head + String(repeating: middle, count: count) + tail
    _ = complaints(text, as: .lp)
    _ = complaints(
      "ROWS\n N c\nCOLUMNS\n x c " + String(repeating: middle, count: count) + "\nENDATA\n",
      as: .mps)
  }
}
