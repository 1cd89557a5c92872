// SPDX-License-Identifier: GPL-3.0-or-later
import ProgramText
import Testing

struct NamePlaceTests {
  @Test(arguments: [
    ("x", "min\n obj: 3 xx + x\nst", "2:14"), ("x", "\\ x is a column\nmin 2x + x", "2:10"),
    ("x", "* x\nROWS\n N xy\n L  x\n", "4:5"), ("GPU A", "ROWS\n N  GPU AB\n L  GPU A  1", "3:5"),
    ("c", "# c\nvar x;\ns.t. c{i in S}: x >= i;", "3:6"), ("é", "\u{FEFF}é", "1:1"),
    ("资源", "ROWS\n N é 资源\n", "2:6"), ("*x", "*x\n", "1:1"), ("x", "x", "1:1"), ("b", "a:b", "1:3"),
    ("x", "y:\\x\nx", "2:1"),
  ])
  func `a name has a place`(name: String, text: String, at: String) {
    let place = NamePlace.first(of: name, in: Array(text.utf8))
    #expect(place.map { "\($0.line):\($0.column)" } == at)
  }

  @Test(arguments: [("x", ""), ("", "x"), ("x", "xx yx\n"), ("x", "\\ x"), ("long name", "long")])
  func `a name that is not there has none`(name: String, text: String) {
    #expect(NamePlace.first(of: name, in: Array(text.utf8)) == nil)
  }
}
