// SPDX-License-Identifier: GPL-3.0-or-later
import ProgramText
import Testing

/// What each part of an MPS file means, as docs/other-solvers.md has it.
struct MPSTests {
  /// A file with one row and the columns a, b, c.
  private static func file(
    head: String = "", columns: String = " a cost 1 need 1\n b cost 2 need 1\n",
    rows: String = " N cost\n G need\n", vectors: String = " RHS need 4\n", rest: String = ""
  ) -> String {
    "NAME t\n\(head)ROWS\n\(rows)COLUMNS\n\(columns)RHS\n\(vectors)\(rest)ENDATA\n"
  }

  private static func lines(_ text: String) throws -> [String] { try read(text, as: .mps).lines }

  /// What the bounds of the column a are.
  private static func bounds(_ lines: String, integer: Bool = false) throws -> String {
    let columns =
      integer
      ? " m1 'MARKER' 'INTORG'\n a cost 1 need 1\n m2 'MARKER' 'INTEND'\n" : " a cost 1 need 1\n"
    return try Self.lines(file(columns: columns, rest: "BOUNDS\n" + lines))[1]
  }

  @Test func `free and fixed MPS say the same`() throws {
    let free =
      "NAME t\nROWS\n N cost\n G need\nCOLUMNS\n x cost 1.5 need 2\n y need -3\nRHS\n need 4\nENDATA\n"
    let fixed = """
      NAME          t
      ROWS
       N  cost
       G  need
      COLUMNS
          x         cost               1.5   need                 2
          y         need                -3
      RHS
          RHS       need                 4
      ENDATA

      """
    let expected = ["min cost 3/2 x", "x [0 -]", "y [0 -]", "need: 2 x -3 y [4 -]"]
    #expect(try Self.lines(free) == expected)
    #expect(try Self.lines(fixed) == expected)
    #expect(try Self.lines(free.replacing("\n", with: "\r\n")) == expected)
    #expect(try Self.lines("\u{FEFF}" + fixed) == expected)
    #expect(
      try Self.lines("* a comment\n\n" + free.replacing("ROWS", with: "\n*\nROWS")) == expected)
    #expect(try Self.lines(free.replacing(" ", with: "\t")) == expected)
    #expect(try Self.lines(free.lowercased().replacing("rhs", with: "Rhs")) == expected)
  }

  @Test func `names with blanks stay apart in fixed MPS`() throws {
    let text = """
      NAME          MERGE
      ROWS
       N  COST
       G  NEED 1
       G  NEED1
      COLUMNS
          GPU A     NEED 1             1.0   COST               7.0
          GPUA      NEED1              1.0
          X R1 2    NEED1              3.0
      RHS
          RHS       NEED 1             3.0   NEED1              9.0
      BOUNDS
       UP BND       GPU A              5.0
       UP           GPUA               6.0
      ENDATA

      """
    #expect(
      try Self.lines(text) == [
        "min COST 7 GPU A", "GPU A [0 5]", "GPUA [0 6]", "X R1 2 [0 -]", "NEED 1: 1 GPU A [3 -]",
        "NEED1: 1 GPUA 3 X R1 2 [9 -]",
      ])
  }

  @Test func `a name and a value of free MPS may stand where fixed MPS has others`() throws {
    // The bound's number is in the columns of a third name.
    let text = Self.file(rest: "BOUNDS\n UP bnd       a                             753\n")
    #expect(try Self.lines(text)[1] == "a [0 753]")
  }

  @Test(arguments: [
    ("", "[0 -]"), (" UP B a 4\n", "[0 4]"), (" LO B a 4\n", "[4 -]"), (" FX B a 4\n", "[4 4]"),
    (" FR B a\n", "[- -]"), (" MI B a\n", "[- -]"), (" PL B a\n", "[0 -]"),
    (" BV B a\n", "[0 1] whole"), (" LI B a 4\n", "[4 -] whole"), (" UI B a 4\n", "[0 4] whole"),
    (" UP B a -4\n", "[- -4]"), (" UP B a -4\n LO B a -9\n", "[-9 -4]"),
    (" LO B a 0\n UP B a -4\n", "[0 -4]"), (" UP B a 0\n", "[0 0]"),
    (" MI B a\n UP B a 4\n", "[- 4]"),
    (" UP B a 1e30\n", "[0 -]"), (" UP B a Infinity\n", "[0 -]"), (" UP B a +inf\n", "[0 -]"),
    (" UP B a 1.#INF\n", "[0 -]"), (" UP B a 1D30\n", "[0 -]"), (" LO B a -1e999\n", "[- -]"),
    (" UP B a 9.99e29\n", "[0 999000000000000000000000000000]"), (" LO B a -INFINITY\n", "[- -]"),
    (" UP a 4\n", "[0 4]"), (" FR a\n", "[- -]"), (" MI B a 0\n", "[- -]"),
    (" BV a 1\n", "[0 1] whole"),
    (" UP B a 1.5D1\n", "[0 15]"), (" UP B a 1/3\n", "[0 1/3]"), (" UP B a .5\n", "[0 1/2]"),
    (" UP B a 5.\n", "[0 5]"), (" UP B a +5\n", "[0 5]"), (" UP B a 5 \n UP C a 6\n", "[0 5]"),
    (" SC B a 5\n", "[0 5]"), (" SI B a 5\n", "[0 5] whole"), (" SC B a\n", "[0 -]"),
    (
      " UP B a 0.1234567890123456789012345\n",
      "[0 246913578024691357802469/2000000000000000000000000]"
    ),
  ])
  func `bounds`(lines: String, expected: String) throws {
    #expect(try Self.bounds(lines) == "a " + expected)
  }

  /// Between markers a column without any bound is 0 or 1; with one, the other end is as elsewhere.
  @Test(arguments: [
    ("", "[0 1]"), (" LO B a 1\n", "[1 -]"), (" MI B a\n", "[- -]"), (" PL B a\n", "[0 -]"),
    (" FR B a\n", "[- -]"), (" UP B a 3\n", "[0 3]"), (" LI B a 2\n", "[2 -]"),
    (" LO B a 0\n", "[0 -]"),
    (" UP B a 1e30\n", "[0 -]"),
  ])
  func `bounds of a marked integer column`(lines: String, expected: String) throws {
    #expect(try Self.bounds(lines, integer: true) == "a \(expected) whole")
  }

  @Test(arguments: [
    ("L", " R need 4\n", " R need 3\n", "[1 4]"), ("L", " R need 4\n", " R need -3\n", "[1 4]"),
    ("G", " R need 4\n", " R need 3\n", "[4 7]"), ("G", " R need 4\n", " R need -3\n", "[4 7]"),
    ("E", " R need 4\n", " R need 3\n", "[4 7]"), ("E", " R need 4\n", " R need -3\n", "[1 4]"),
    ("E", " R need 4\n", " R need 0\n", "[4 4]"), ("G", "", " R need 3\n", "[0 3]"),
    ("L", "", "", "[- 0]"), ("E", "", "", "[0 0]"), ("L", " R need 1e30\n", "", "[- -]"),
    ("G", " R need -Inf\n", "", "[- -]"), ("G", " R need 4\n", " R need 1e31\n", "[4 -]"),
    ("E", " R need 4\n", " R need -inf\n", "[- 4]"), ("L", " need 4\n", " need 3\n", "[1 4]"),
    ("L", " R need 4\n S need 5\n", "", "[- 4]"), ("L", " R need 4\n R need 4\n", "", "[- 4]"),
  ])
  func `right-hand sides and ranges`(
    kind: String, side: String, range: String, expected: String
  ) throws {
    let text = Self.file(
      columns: " a need 1\n", rows: " N cost\n \(kind) need\n", vectors: side,
      rest: range.isEmpty ? "" : "RANGES\n" + range)
    #expect(try Self.lines(text).last == "need: 1 a \(expected)")
    // The sections may stand in another order.
    let before = Self.file(columns: " a need 1\n", rows: " N cost\n \(kind) need\n", vectors: "")
      .replacing("RHS\n", with: (range.isEmpty ? "" : "RANGES\n" + range) + "RHS\n" + side)
    #expect(try Self.lines(before).last == "need: 1 a \(expected)")
  }

  @Test(arguments: [
    ("", "min"), ("OBJSENSE\n    MAX\n", "max"), ("OBJSENSE MAX\n", "max"),
    ("OBJSENSE\nMAXIMIZE\n", "max"),
    ("OBJSENSE\n  Min\n", "min"), ("OBJSENSEMAX\n", "max"), ("OBJSENSE\n maximum\n", "max"),
  ])
  func `the sense of the objective`(head: String, sense: String) throws {
    #expect(try Self.lines(Self.file(head: head))[0] == "\(sense) cost 1 a 2 b")
  }

  @Test func `the objective is the first N row or the one that OBJNAME names`() throws {
    let rows = " N watch\n G need\n N cost\n"
    let columns = " a cost 1 need 1\n a watch 5\n b cost 2\n"
    let vectors = " R need 4\n R cost -7\n R watch 9\n"
    let text = Self.file(columns: columns, rows: rows, vectors: vectors)
    #expect(
      try Self.lines(text) == ["min watch 5 a const -9", "a [0 -]", "b [0 -]", "need: 1 a [4 -]"])
    let named = Self.file(head: "OBJNAME\n cost\n", columns: columns, rows: rows, vectors: vectors)
    #expect(try Self.lines(named)[0] == "min cost 1 a 2 b const 7")
  }

  @Test func `no name, no objective, no vectors, columns without entries`() throws {
    #expect(
      try Self.lines("ROWS\n G r\nCOLUMNS\n a r 1\n b\n c r 0\nENDATA\n") == [
        "min ", "a [0 -]", "b [0 -]", "c [0 -]", "r: 1 a [0 -]",
      ])
    #expect(try Self.lines("NAME\nROWS\n N c\nCOLUMNS\nRHS\nBOUNDS\nENDATA\n") == ["min c"])
    let program = try read(Self.file(rest: "BOUNDS\n UP B z 5\n"), as: .mps)
    #expect(program.lines.contains("z [0 5]"))
    #expect(program.warnings.count == 1 && program.warnings[0].position.line == 11)
  }

  @Test func `the lines of a column need not stand together`() throws {
    let columns = " a cost 1\n b need 2\n a need 3\n"
    #expect(try Self.lines(Self.file(columns: columns)).last == "need: 2 b 3 a [4 -]")
  }

  @Test func `columns may be called like sections`() throws {
    let columns =
      "    RHS       need      1\n    BOUNDS    need      2\n    NAME      need      3\n"
    #expect(try Self.lines(Self.file(columns: columns)).last == "need: 1 RHS 2 BOUNDS 3 NAME [4 -]")
    // Lines of free MPS that begin at the first column.
    #expect(
      try Self.lines(
        "ROWS\nN cost\nG need\nCOLUMNS\nRHS need 1\nx need 2\nRHS\nRHS need 4\nENDATA\n"
      )
      .last == "need: 1 RHS 2 x [4 -]")
  }

  @Test func `a semi-continuous column is 0 or within its bounds`() throws {
    // 0 or 2 to 5, and with whole numbers.
    for (kind, whole) in [("SC", ""), ("SI", " whole")] {
      let lines = try Self.lines(
        Self.file(columns: " a cost 1 need 1\n", rest: "BOUNDS\n \(kind) B a 5\n LO B a 2\n"))
      #expect(
        lines == [
          "min cost 1 a", "a [0 5]\(whole)", "a is used [0 1] whole", "need: 1 a [4 -]",
          "a at least: 1 a -2 a is used [0 -]", "a at most: 1 a -5 a is used [- 0]",
        ])
    }
    // 0 or -5 to -2.
    let below = try Self.lines(
      Self.file(columns: " a cost 1\n", rest: "BOUNDS\n LO B a -5\n SC B a -2\n"))
    #expect(below[1] == "a [-5 0]")
    #expect(
      below.suffix(2) == ["a at least: 1 a 5 a is used [0 -]", "a at most: 1 a 2 a is used [- 0]"])
  }

  @Test func `only the first vector counts, and a warning says so`() throws {
    let program = try read(
      Self.file(
        vectors: " one need 4\n two need 5\n",
        rest: "RANGES\n r need 1\n s need 2\nBOUNDS\n UP x a 1\n UP y a 2\n"),
      as: .mps)
    #expect(program.lines[1] == "a [0 1]" && program.lines.last == "need: 1 a 1 b [4 5]")
    #expect(program.warnings.map(\.position.line) == [10, 13, 16])
  }

  @Test(arguments: [
    ("QUADOBJ\n a a 2\n", "quadratic"), ("QMATRIX\n a a 2\n", "quadratic"),
    ("QSECTION cost\n a a 2\n", "quadratic"), ("QCMATRIX need\n a a 2\n", "quadratic"),
    ("CSECTION k 0 QUAD\n a\n", "cones"), ("SOS\n S1 s 1\n a 1\n", "ordered sets"),
    ("SOS1\n s\n", "ordered sets"), ("INDICATORS\n IF need a 1\n", "indicator"),
    ("LAZYCONS\n L lazy\n", "lazy"), ("USERCUTS\n L cut\n", "cuts"),
    ("GENCONS\n MAX m\n", "general"), ("PWLOBJ\n a 1 2\n", "piecewise"),
  ])
  func `what is no linear program is refused by its name`(section: String, mentions: String) {
    let all = complaints(Self.file(rest: section), as: .mps)
    #expect(all.count == 1 && all[0].contains(mentions), "\(all)")
    // A section without a line says nothing.
    let empty = Self.file(rest: section.prefix { $0 != "\n" } + "\n")
    #expect(complaints(empty, as: .mps).isEmpty)
  }

  @Test(arguments: [
    (" a cost 1 s 1\n", "", "6:11: no row of ROWS is called \"s\""),
    (
      " a cost 1 need\n", "",
      "6:2: expected a column and pairs of a row and a number, found 4 fields"
    ),
    (" a cost 1x\n", "", "6:9: expected a number, found \"1x\""),
    (" a cost nan\n", "", "6:9: expected a number, found \"nan\""),
    (" a cost inf\n", "", "6:9: expected a finite number, found \"inf\""),
    (" a cost 1e400\n", "", "6:9: \"1e400\" is beyond the range"),
    (" a cost 1e-400\n", "", "6:9: \"1e-400\" is beyond the range"),
    (" a cost 1/0\n", "", "6:9: expected a number"),
    (" a cost 1/2/3\n", "", "6:9: expected a number"),
    (" a cost 1 cost 2\n", "", "6:11: a second number of the column \"a\" in the row \"cost\""),
    (" a cost 1\n b cost 1\n a cost 2\n", "", "8:4: a second number"),
    (" m 'MARKER' 'INTBEG'\n", "", "6:13: expected 'INTORG' or 'INTEND'"),
    (" m 'MARKER' 'SOSORG'\n", "", "6:13: special ordered sets"),
    (" a need 1\n", "BOUNDS\n UQ B a 1\n", "10:2: expected a kind of bound"),
    (" a need 1\n", "BOUNDS\n UP B a\n", "10:7: expected a number or Infinity, found \"a\""),
    (" a need 1\n", "BOUNDS\n UP a\n", "10:2: expected the name of a vector"),
    (" a need 1\n", "BOUNDS\n LO B a 1e30\n", "10:9: a lower bound of infinity"),
    (" a need 1\n", "BOUNDS\n UP B a -1e30\n", "10:9: an upper bound of minus infinity"),
    (" a need 1\n", "BOUNDS\n FX B a 1e30\n", "10:9: a fixed amount of infinity"),
    (" a need 1\n", "BOUNDS\n UP B a 1\n UP B a 2\n", "11:9: a second upper bound"),
    (" a need 1\n", "BOUNDS\n FR B a\n LO B a 2\n", "11:9: a second lower bound"),
    (
      " a need 1\n", "BOUNDS\n SC B a 0\n",
      "10:9: a semi-continuous column with an upper bound of 0"
    ),
    (" a need 1\n", "BOUNDS\n LO B a 2\n SC B a\n", "11:7: the semi-continuous column"),
    (" a need 1\n", "BOUNDZ\n", "9:1: expected a section of MPS"),
    (" a need 1\n", "RHS\n RHS need 4\n RHS need 5\n", "11:6: a second number of the row \"need\""),
    (" a need 1\n", "RHS\n need\n", "10:2: expected the name of a vector, or none, and pairs"),
    (" a need 1\nRHS\n need 1e30\n", "", "8:7: an infinite right-hand side"),
    (" a need 1\nRHS\n cost 1e30\n", "", "8:7: an infinite right-hand side"),
  ])
  func `a mistake has its line and column`(columns: String, rest: String, expected: String) {
    let all = complaints(Self.file(columns: columns, rest: rest), as: .mps)
    #expect(all.first?.hasPrefix(expected) == true, "\(all)")
  }

  @Test(arguments: [
    ("NAME t\nROWS\n N cost\n", "4:1: expected ENDATA"), ("", "1:1: expected ENDATA"),
    ("ROWS\n X r\nENDATA\n", "2:2: expected a kind of row"),
    ("ROWS\n N\nENDATA\n", "2:2: expected a kind of row and its name"),
    ("ROWS\n L r\n L r\nENDATA\n", "3:4: a second row \"r\""),
    ("ROWS\n N a row\nENDATA\n", "2:2: expected a kind of row and its name, found 3 fields"),
    ("OBJSENSE\n MINIMAX\nENDATA\n", "2:2: expected MAX or MIN"),
    ("OBJNAME\n x\nROWS\n N c\nCOLUMNS\nENDATA\n", "2:2: OBJNAME names no N row"),
    (" x y 1\nENDATA\n", "1:2: expected ROWS before"), ("hello\n", "1:1: expected a section"),
  ])
  func `a text that is not MPS`(text: String, expected: String) {
    let all = complaints(text, as: .mps)
    #expect(all.first?.hasPrefix(expected) == true, "\(all)")
  }

  @Test func `at most twenty mistakes are told`() {
    let columns = (0..<1000).map { " a nowhere\($0) 1\n" }.joined()
    #expect(complaints(Self.file(columns: columns), as: .mps).count == 20)
  }

  @Test func `UTF-16 is said to be UTF-16`() {
    let bytes: [UInt8] = [0xFF, 0xFE, 0x4E, 0]
    let error = #expect(throws: ProgramTextError.self) { try ProgramText.mps.read(bytes) }
    #expect(error?.remarks.first?.says.contains("UTF-16") == true)
  }
}
