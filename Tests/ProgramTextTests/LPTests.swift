// SPDX-License-Identifier: GPL-3.0-or-later
import ProgramText
import Testing

/// What each part of an LP file means, as docs/other-solvers.md has it.
struct LPTests {
  private static func lines(_ text: String) throws -> [String] { try read(text, as: .lp).lines }

  @Test func `a file with all its sections`() throws {
    let text = """
      \\ a comment
      MAXIMIZE \\ another
       gain: 3 x + 2y - .5e1 z + 7 - 2
      Subject To
       cap: x + y
         + z <= 10 \\ behind a row
       2 x - y >= -2
       r3: 3 = x - w
      Bounds
       x <= 4.5
       -1 <= y <= 8
       z free
       w >= -inf
      Generals
       w x
      Binary
       b
      End

      """
    #expect(
      try Self.lines(text) == [
        "max gain 3 x 2 y -5 z const 5", "x [0 9/2] whole", "y [-1 8]", "z [- -]", "w [- -] whole",
        "b [0 1] whole", "cap: 1 x 1 y 1 z [- 10]", ": 2 x -1 y [-2 -]", "r3: 1 x -1 w [3 3]",
      ])
    #expect(try Self.lines(text.replacing("\n", with: "\r\n")) == Self.lines(text))
    #expect(try Self.lines("\u{FEFF}" + text) == Self.lines(text))
  }

  @Test(arguments: [
    ("x + x", "2 x [- 4]"), ("x - x + y", "1 y [- 4]"), ("2 x + y - x", "1 x 1 y [- 4]"),
    ("x + 1", "1 x [- 3]"), ("0 x + y", "1 y [- 4]"), ("- x", "-1 x [- 4]"),
    ("+ - x", "-1 x [- 4]"),
    ("- -2x", "2 x [- 4]"), ("1.5e-1x", "3/20 x [- 4]"), ("2e x", "4"), ("1/3 x", "1/3 x [- 4]"),
    ("", "[- 4]"), ("0", "[- 4]"), ("x[1,2] + a/b", "1 x[1,2] 1 a/b [- 4]"),
    ("größe + 量", "1 größe 1 量 [- 4]"),
    ("x!#$%&()_'`{}|~?@.", "1 x!#$%&()_'`{}|~?@. [- 4]"), ("x\n + \n 2 \n y", "1 x 2 y [- 4]"),
  ])
  func `expressions`(expression: String, expected: String) throws {
    guard expression != "2e x" else {
      // A number ends before an e without digits: 2 times e, and then a second name.
      #expect(
        complaints("min x\nst\n c: 2e x <= 4\nend\n", as: .lp).first?.hasPrefix("3:8: ") == true)
      return
    }
    let row = try Self.lines("min\nst\n c: \(expression) <= 4\nend\n").last
    #expect(row == "c: " + expected || row == "c:" + expected || row == "c: \(expected)")
  }

  @Test(arguments: [
    ("x <= 4", "[- 4]"), ("x < 4", "[- 4]"), ("x =< 4", "[- 4]"), ("x >= 4", "[4 -]"),
    ("x > 4", "[4 -]"),
    ("x => 4", "[4 -]"), ("x = 4", "[4 4]"), ("4 >= x", "[- 4]"), ("4 <= x", "[4 -]"),
    ("4 = x", "[4 4]"),
    ("1 <= x <= 4", "[1 4]"), ("4 >= x >= 1", "[1 4]"), ("6 <= x <= 4", "[6 4]"),
    ("-inf <= x <= 4", "[- 4]"),
    ("1 <= x <= infinity", "[1 -]"), ("x <= 1e30", "[- -]"), ("x >= -1e31", "[- -]"),
    ("x <= +Inf", "[- -]"),
    ("1 <= x + 1 <= 4", "[0 3]"), ("x + 1 >= 3 - 2", "[0 -]"), ("x <=\n 4", "[- 4]"),
    ("x\n <= 4", "[- 4]"),
    ("x >= --4", "[4 -]"), ("1 <= x\n <= 4", "[1 4]"), ("2 <= 3 + x", "[-1 -]"),
  ])
  func `rows`(row: String, expected: String) throws {
    #expect(try Self.lines("min x\nst\n c: \(row)\nend\n").last == "c: 1 x \(expected)")
    #expect(try Self.lines("min x\nst\n \(row)\nend\n").last == ": 1 x \(expected)")
  }

  @Test func `columns on both sides of a row go to the left`() throws {
    #expect(
      try Self.lines("min x\nst\n c: 2 x + 1 >= y + x - 3\nend\n").last == "c: 1 x -1 y [-4 -]")
    #expect(
      try Self.lines("min x\nst\n c: 4 <= x + y\n + z\n d: z <= 1\nend\n").suffix(2) == [
        "c: 1 x 1 y 1 z [4 -]", "d: 1 z [- 1]",
      ])
  }

  @Test func `a row ends with the line of its right-hand side`() throws {
    #expect(
      try Self.lines("min x\nst\n x >= 4\n x + y <= 9\n -x + z >= 2\n y = 3\nend\n").suffix(4) == [
        ": 1 x [4 -]", ": 1 x 1 y [- 9]", ": -1 x 1 z [2 -]", ": 1 y [3 3]",
      ])
  }

  @Test(arguments: [
    ("x <= 4", "[0 4]"), ("4 >= x", "[0 4]"), ("x >= 1", "[1 -]"), ("1 <= x", "[1 -]"),
    ("x = 3", "[3 3]"),
    ("1 <= x <= 4", "[1 4]"), ("4 >= x >= 1", "[1 4]"), ("x free", "[- -]"), ("x FREE", "[- -]"),
    ("-inf <= x <= 4", "[- 4]"), ("x >= -Infinity", "[- -]"), ("x <= 1e30", "[0 -]"),
    ("x <= +inf", "[0 -]"),
    ("6 <= x <= 4", "[6 4]"), ("x <= -3", "[0 -3]"), ("x <= 4\n x <= 5", "[0 5]"),
    ("x free\n x >= 2", "[2 -]"),
    ("x < 4", "[0 4]"), ("x => -2", "[-2 -]"), ("3 = x", "[3 3]"), ("x <= 1/3", "[0 1/3]"),
  ])
  func `bounds`(bound: String, expected: String) throws {
    #expect(try Self.lines("min x\nst\nbounds\n \(bound)\nend\n")[1] == "x \(expected)")
  }

  @Test func `a negative upper bound leaves the lower one at 0, and a warning says so`() throws {
    let program = try read("min x\nst\nbounds\n x <= -3\nend\n", as: .lp)
    #expect(program.warnings.map(\.position.line) == [4])
    #expect(try read("min x\nst\nbounds\n -9 <= x <= -3\nend\n", as: .lp).warnings.isEmpty)
  }

  @Test(arguments: [
    ("int", "", "[0 -] whole"), ("General", "x <= 5", "[0 5] whole"), ("bin", "", "[0 1] whole"),
    ("Binaries", "x <= 5", "[0 1] whole"), ("binary", "x = 1", "[1 1] whole"),
    ("BIN", "x free", "[0 1] whole"),
    ("bin", "x >= 2", "[2 1] whole"), ("semi-continuous", "x <= 5", "[0 5]"), ("semi", "", "[0 -]"),
    ("Semis", "x <= 5", "[0 5]"),
  ])
  func `kinds of columns`(section: String, bound: String, expected: String) throws {
    let text = "min x\nst\n\(section)\n x\nbounds\n \(bound)\nend\n"
    #expect(try Self.lines(text)[1] == "x \(expected)")
  }

  @Test func `a semi-continuous column is 0 or within its bounds`() throws {
    let text = "max x\nst\nbounds\n 2 <= x <= 5\nsemi-continuous\n x\nint\n x\nend\n"
    #expect(
      try Self.lines(text) == [
        "max  1 x", "x [0 5] whole", "x is used [0 1] whole", "x at least: 1 x -2 x is used [0 -]",
        "x at most: 1 x -5 x is used [- 0]",
      ])
    #expect(
      complaints("max x\nst\nbounds\n x >= 2\nsemi\n x\nend\n", as: .lp).first?
        .hasPrefix("6:2: the semi-continuous column \"x\" has only one bound") == true)
  }

  @Test(arguments: [
    ("minimize\nobj:\nsubject to\nend", ["min obj"]), ("min\nst\nend", ["min "]), ("MIN", ["min "]),
    ("max 3\nst\nend", ["max  const 3"]), ("max o: 0 x\nst\nend", ["max o", "x [0 -]"]),
    (
      "max x + 2 subject to c: x <= 1 bounds x <= 4 end",
      ["max  1 x const 2", "x [0 4]", "c: 1 x [- 1]"]
    ),
    ("Minimize a subject to a >= 1 bounds a <= 0", ["min  1 a", "a [0 0]", ": 1 a [1 -]"]),
    ("max x\nbounds\nx <= 4\nend", ["max  1 x", "x [0 4]"]),
    ("max x such that\n1: x <= 4\nend", ["max  1 x", "x [0 -]", "1: 1 x [- 4]"]),
    (
      "max x\ns.t.\nc: x <= 4\nst.: x <= 5\nend",
      ["max  1 x", "x [0 -]", "c: 1 x [- 4]", "st.: 1 x [- 5]"]
    ),
    (
      "/* of HiGHS */ max x /* a\nb */\nst\nc: x <= 4\nend\n\n\\ nothing more\n",
      ["max  1 x", "x [0 -]", "c: 1 x [- 4]"]
    ),
    (
      "min x\nst\nint\nx\ngenerals\ny\nint\nz\nend",
      ["min  1 x", "x [0 -] whole", "y [0 -] whole", "z [0 -] whole"]
    ),
    ("min x\nst\nc0: = +0\nd: >= -1\nend", ["min  1 x", "x [0 -]", "c0: [0 0]", "d: [-1 -]"]),
  ])
  func `few sections, empty ones, and all in one line`(text: String, expected: [String]) throws {
    #expect(try Self.lines(text) == expected)
  }

  /// Words that begin a section elsewhere are columns and rows where they cannot.
  @Test func `names that are almost keywords`() throws {
    let text = """
      min ing + infinitz + frea + boundt
      st
       c: ing + infinitz + frea + boundt >= 1
      bounds
       ing <= 4
       infinitz <= 5
       2 <= frea
       boundt <= 6
      end
      """
    let lines = try Self.lines(text)
    #expect(lines[1...4] == ["ing [0 4]", "infinitz [0 5]", "frea [2 -]", "boundt [0 6]"])
    for wrong in ["x frea", "x <= ing", "ing <= x <= 3"] {
      #expect(
        !complaints("min x\nst\n c: x >= 1\nbounds\n \(wrong)\nend\n", as: .lp).isEmpty, "\(wrong)")
    }
  }

  @Test func `keywords as names`() throws {
    let text = """
      minimize
       min: free + 2 st + bin
      subject to
       end: free + int >= 2
       st: bounds - st + inf <= 3
       bin + general >= 1
       free >= 1
      bounds
       end <= 4
       free free
       gen free
       bin <= 5
       2 <= int <= 3
       st free
       inf <= 7
      end

      """
    #expect(
      try Self.lines(text) == [
        "min min 1 free 2 st 1 bin", "free [- -]", "st [- -]", "bin [0 5]", "int [2 3]",
        "bounds [0 -]",
        "inf [0 7]", "general [0 -]", "end [0 4]", "gen [- -]", "end: 1 free 1 int [2 -]",
        "st: 1 bounds -1 st 1 inf [- 3]", ": 1 bin 1 general [1 -]", ": 1 free [1 -]",
      ])
    // Where both would do, it is said.
    #expect(
      complaints("min x + end\nst\nint\n x\n end\n y\nend\n", as: .lp) == [
        "6:2: expected nothing after \"end\", found \"y\""
      ])
    #expect(
      complaints("min x + bin\nst\nint\n x\n bin\n y\nend\n", as: .lp) == [
        "5:2: \"bin\" is a column and begins a section: here it could be either"
      ])
  }

  @Test(arguments: [
    ("min [ x^2 ]\nst\nend", "1:5: quadratic"), ("min x^2\nst\nend", "1:6: "),
    ("min x\nst\n c: x + [ x * y ] <= 4\nend", "3:9: quadratic"),
    ("min x\nst\n c: b = 1 -> x <= 3\nend", "3:11: indicator"),
    ("min x\nst\n s: S1:: x:1 y:2\nend", "3:2: special ordered sets"),
    ("min x\nst\nsos\n s: S2:: x:1\nend", "4:2: special ordered sets"),
    ("min x\nst\nSOS1\n s: x:1\nend", "4:2: special ordered sets"),
    ("min x\nst\nlazy constraints\n l: x <= 1\nend", "4:2: lazy"),
    ("min x\nst\nuser cuts\n l: x <= 1\nend", "4:2: user cuts"),
    ("min x\nst\ngeneral constraints\n g: m = MAX ( x )\nend", "4:2: general"),
    ("min x\nst\npwlobj\n x: ( 1, 2 )\nend", "4:2: a piecewise"),
    ("min multi-objectives\n o: x\nst\nend", "1:5: several objectives"),
    ("max: 3x + 2y;\nc1: x <= 4;\n", "1:4: this is lp_solve's own"),
    ("/* x */ min: 3x;\n", "1:12: this is lp_solve's own"),
    ("min x * 2\nst\nend", "1:7: expected a number and a column without a sign"),
  ])
  func `what is no linear program is refused by its name`(text: String, expected: String) {
    let all = complaints(text, as: .lp)
    #expect(all.count == 1 && all[0].hasPrefix(expected), "\(all)")
    // A section without an entry says nothing.
    #expect(complaints("min x\nst\nsos\nlazy constraints\nuser cuts\nend", as: .lp).isEmpty)
  }

  @Test(arguments: [
    ("", "1:1: expected \"minimize\" or \"maximize\", found the end of the text"),
    ("\n\n hello", "3:2: expected \"minimize\" or \"maximize\", found \"hello\""),
    ("min x y\nst\nend", "1:7: expected a section, found \"y\""),
    ("min 2 3 x\nst\nend", "1:7: expected a column, + or -, found \"3\""),
    ("min x +\nst\n c: x >= 1\nend", "3:2: expected a section"),
    ("min x\nst\n c: x ++ <= 4\nend", "3:10: expected a number or a column, found \"<=\""),
    ("min x\nst\n c: x y <= 4\nend", "3:7: expected +, -, <=, >= or =, found \"y\""),
    ("min x\nst\n c: x\nend", "4:1: expected +, -, <=, >= or =, found \"end\""),
    ("min x\nst\n c: x >=\nend", "4:1: expected a number, found \"end\""),
    ("min x\nst\n c: x >= 2 y >= 3\nend", "3:14: expected the end of the row"),
    ("min x\nst\n c: x <= 2 <= 3\nend", "3:12: expected the end of the row"),
    ("min x\nst\n c: 1 <= x >= 3\nend", "3:12: a row with two signs"),
    ("min x\nst\n c: x >= inf\nend", "3:10: an infinite right-hand side"),
    ("min x\nst\n c: x = 1e30\nend", "3:9: an infinite"),
    ("min x\nst\n c: x <= 1e30 + 2\nend", "3:10: infinity in a sum"),
    ("min 1e400 x\nst\nend", "1:5: \"1e400\" is beyond"),
    ("min x\nst\nbounds\n 2 x <= 3\nend", "4:4: expected <=, >=, = or \"free\""),
    ("min x\nst\nbounds\n -x <= 3\nend", "4:3: expected a number"),
    ("min x\nst\nbounds\n x <= y\nend", "4:7: expected a number or infinity, found \"y\""),
    ("min x\nst\nbounds\n x >= inf\nend", "4:2: a lower bound of infinity"),
    ("min x\nst\nbounds\n x <= 1 y <= 2\nend", "4:9: expected the end of the bound"),
    ("min x\nst\nbounds\n 1 <= x >= 2\nend", "4:7: a bound with two signs"),
    ("min x\nst\nend\nc: x <= 1", "4:1: expected nothing after"),
    ("min x\nst\n c: 2 ( x + y ) <= 1\nend", "3:7: expected a column, found a parenthesis"),
    ("min x\nst\n c: x <= 1;\nend", "3:11: a name neither begins nor ends"),
    ("min x\nst\nint\n x, y\nend", "4:2: a name neither"),
    ("min x\nst\nint\n 3\nend", "4:2: expected the name of a column"),
    ("min x\nst\nmax y\nend", "3:5: a second objective"),
    ("min nan x\nst\nend", "1:9: expected a section"),
    ("min x\nst\n c: x ! 3\nend", "3:7: expected +, -"),
    ("min x\nst\n c: x >= 1\u{0}\nend", "3:11: expected"),
  ])
  func `a mistake has its line and column`(text: String, expected: String) {
    let all = complaints(text, as: .lp)
    #expect(all.count == 1 && all[0].hasPrefix(expected), "\(text)\n\(all)")
  }

  @Test func `a second row of a name, a column that is nowhere else, and no end are doubtful`()
    throws
  {
    let program = try read("min x\nst\n c: x >= 1\n c: x >= 2\nint\n y\n", as: .lp)
    #expect(program.warnings.map(\.position.line) == [4, 6, 7])
    #expect(program.rows.count == 2)
  }
}
