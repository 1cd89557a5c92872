// SPDX-License-Identifier: GPL-3.0-or-later
import ProgramText
import Testing

/// What is found in the text of a MathProg model before GLPK translates it.
struct MathProgFilesTests {
  private static func places(_ text: String, readsTables: Bool = false) -> [String] {
    MathProgFiles.remarks(Array(text.utf8), readsTables: readsTables).map {
      "\($0.position.line):\($0.position.column) \($0.says.prefix(6))"
    }
  }

  @Test(arguments: [
    #"printf "x\n" > "a.txt";"#, #"printf "x" >> "a.txt";"#, #"printf{i in S}: "%d", i>"a";"#,
    #"printf "%d", (if a > b then 1 else 0) > "a";"#, "printf/* c */'x' > 'a' & 'b';",
    "printf 'it''s'>'a';",
    #"printf if a > b then "x" else "y" > "a";"#,
  ])
  func `printf into a file`(text: String) {
    #expect(Self.places(text) == ["1:1 printf"])
    #expect(
      Self.places("# c\nparam a := 1;\nfor {i in 1..2} { display i; " + text + " }\n") == [
        "3:30 printf"
      ])
    #expect(Self.places("for {i in S: i > 2} " + text) == ["1:21 printf"])
    #expect(Self.places(text, readsTables: true).count == 1)
  }

  @Test(arguments: [
    #"printf "a > b\n";"#, #"printf "%d\n", if a > b then 1 else 0;"#,
    #"printf {i in S: i > 2} "%d", i;"#,
    #"printf "%d", (a > b);"#, #"# printf "x" > "a";"#, #"/* printf "x" > "a"; */"#,
    "s.t. c: x > 2;", #"/*/ printf "x" > "a"; */"#, #"/**/ param p := 1; /* printf > */"#,
    "param p := 'printf > ';", "check a > b;", "display x > 2;",
  ])
  func `what is not printf into a file`(text: String) {
    #expect(Self.places(text + "\nvar x;\n").isEmpty)
  }

  @Test func `tables`() {
    let reads = #"table t IN "CSV" "a.csv" : S <- [k], v;"#
    let writes = #"table t {s in S: v[s] > 2} OUT "CSV" "a.csv" : s ~ S;"#
    #expect(Self.places(reads) == ["1:1 a tabl"])
    #expect(Self.places(reads, readsTables: true).isEmpty)
    #expect(Self.places(writes) == ["1:1 a tabl"])
    #expect(Self.places(writes, readsTables: true) == ["1:1 a tabl"])
    #expect(Self.places("/* c */ " + writes) == ["1:9 a tabl"])
    #expect(Self.places("/**//* c */table/**/t OUT;") == ["1:12 a tabl"])
    #expect(Self.places("set IN; table: x >= 2; set table;").isEmpty)
    #expect(
      Self.places(reads + "\n" + writes + "\n" + #"printf "" > "a";"#) == [
        "1:1 a tabl", "2:1 a tabl", "3:1 printf",
      ])
  }
}
