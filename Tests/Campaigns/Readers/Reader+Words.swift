// SPDX-License-Identifier: GPL-3.0-or-later

extension Reader {
  /// What texts of the format are made of.
  var words: [String] {
    switch self {
    case .json:
      [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud800", "\\udc00", "\\u0000", "\"a\": ",
        "null", "true", "false", "[[[[[[[[", "{\"a\":{\"a\":", "1e5", "-", "\"\"", "/*", "//",
        "\\n",
      ]
    case .yaml:
      [
        "- ", ": ", "&a ", "*a", "<<: *a", "!!str ", "!<tag:x> ", "|\n", ">-\n", "---\n", "...\n",
        "%YAML 1.1\n", "# ", "? ", "{", "}", "[", "]", "\"", "'", "~", "null", "\t", "@", "`",
        "\n  ",
        "[&b [*a, *a], *b]", "!!binary ", "\"\\x\"", "0o17", ".inf", ".nan", "true", "yes",
      ]
    case .csv:
      [
        ",", "\"", "\"\"", "\n", "\r\n", "\r", ",,,,", "\"a\nb\"", ";", "\t", "=1+1", "name", "max",
        "TRUE",
      ]
    case .mps:
      [
        "NAME", "ROWS\n", "COLUMNS\n", "RHS\n", "RANGES\n", "BOUNDS\n", "ENDATA\n", "OBJSENSE\n",
        "    MAX\n", " N  ", " L  ", " UP ", " MI ", " FR ", " BV ", " SC ", " LI ", "'MARKER'",
        "'INTORG'", "'INTEND'", "QUADOBJ\n", "SOS\n", "OBJNAME\n", "*", "Infinity", "-1e30", "1/3",
        "1.5D+2", " RHS ", "\n\n", "$",
      ]
    case .lp:
      [
        "Minimize\n", "max ", "Subject To\n", "st\n", "Bounds\n", "Generals\n", "Binary\n", "End\n",
        "<=",
        ">=", "=", "<", "=<", " free ", "-inf", "1e30", "1/3", "\\", "/*", "*/", "[", "]/2", "^2",
        "->",
        "::", "sos\n", "semi-continuous\n", "x", "y:", ":", "+ + -", "e5", "2 3 x",
        "lazy constraints\n",
      ]
    case .mod:
      [
        "var x;", "var y >= 0, integer;", "param p := 3;", "set S := 1..3;", "minimize z: x;",
        "s.t. c{i in S}: x >= i;", "data;", "end;", "solve;", "display x;", "{i in 1..9}", "sum",
        "if",
        "then", "else", ";", ":", ":=", "(", ")", "{", "}", "#", "/*", "'", "\"", "..", "**", "div",
        "mod", "check 1 > 2;", "for{i in S}{", "printf \"%d\", 3;", "card(S)", "substr(\"abc\",2)",
      ]
    }
  }

  /// Texts to change where few files are there.
  var samples: [String] {
    switch self {
    case .mod:
      [
        "set I := 1..4;\nparam c{i in I} := i * 2 + 1;\nvar x{I} >= 0, <= 9, integer;\nvar y >= -3;\nminimize cost: sum{i in I} c[i] * x[i] + y;\ns.t. need: sum{i in I} x[i] >= 7.5;\ns.t. most{i in I: i > 2}: x[i] + y <= 4;\ns.t. both: 1 <= y + x[1] <= 6;\nsolve;\ndisplay x;\nend;\n",
        "param n;\nset J := {1..n};\nparam w{J}, default 2;\nvar b{J}, binary;\nmaximize v: sum{j in J} w[j] * b[j];\ns.t. r: sum{j in J} b[j] <= 3;\ndata;\nparam n := 5;\nparam w := 1 3 2 4.5 5 1e2;\nend;\n",
      ]
    case .yaml:
      [
        "resources:\n  a: &r {cost: 1, max: 10}\n  \"b\": *r\n  c:\n    - 1\n    - [2, 3.5e2]\ndemands: {units: {min: 3}}\ntext: |\n  many\n  lines\nfolded: >-\n  a\n  b\nminimize: cost\n"
      ]
    case .csv: ["name,cost,max\na,1,10\n\"b, c\",2.5,\"\"\n\r\nd,\"e\"\"f\",TRUE\r\n"]
    default: []
    }
  }
}
