// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

/// Markdown, pages, CSV and OpenMetrics are read by other programs: by programs that are not ours.
struct FormatTests {
  private static let specs =
    "Tests/dcoptTests/Fixtures/golden/names.spec.json Tests/dcoptTests/Fixtures/golden/day.spec.json"
    + " examples/energy.json examples/listing-with-budget.json"

  private static let fleet = "Tests/dcoptTests/Fixtures/what-if/fleet.json"
  /// Every command that makes a page, with each kind of picture.
  private static let pages = [
    "solve \(specs)", "sweep \(fleet) --vary /demands/work=700:1100:100",
    "sweep \(fleet) --vary /demands/work=900,1050 --vary /budgets/energy=800:1400:200",
    "sweep \(fleet) --breakpoints /demands/work", "pareto \(fleet) --between energy,cost",
    "pareto \(fleet) --between energy,cost,max:work",
    "check \(fleet) Tests/dcoptTests/Fixtures/what-if/plan.json",
    "diff examples/energy.json examples/security.json",
  ]

  private static func python(_ script: String, _ arguments: String, _ from: String = "") throws
    -> Run
  {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString + ".py")
    try Data(script.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try Run.shell("\(from) python3 \(file.path) \(arguments)")
  }

  @Test func `a page stands alone and its elements are closed`() throws {
    let script = #"""
      import html.parser, sys
      class Page(html.parser.HTMLParser):
          def __init__(self): super().__init__(); self.open = []; self.text = ""
          def handle_starttag(self, tag, attributes):
              for name, value in attributes:
                  if name in ("src", "href", "onload", "onclick"): sys.exit(f"{tag} {name}={value}")
              if tag in ("script", "link", "iframe", "img"): sys.exit(tag)
              if tag != "meta": self.open.append(tag)
          def handle_startendtag(self, tag, attributes): pass
          def handle_endtag(self, tag):
              if not self.open or self.open.pop() != tag: sys.exit(f"{tag} closes nothing")
          def handle_data(self, data): self.text += data
      text = sys.stdin.read()
      if "http" in text or "url(" in text or "@import" in text: sys.exit("asks the network")
      page = Page(); page.feed(text); page.close()
      if page.open: sys.exit(f"still open: {page.open}")
      ids = [part.split('"')[0] for part in text.split(' id="')[1:]]
      if len(ids) != len(set(ids)): sys.exit("an id is there twice")
      """#
    for command in Self.pages {
      let run = try Self.python(script, "", "dcopt \(command) --format html |")
      #expect(run.code == 0, "\(command): \(run.error)")
    }
  }

  /// What is in a graph lies within it, and each picture is followed by a table.
  @Test func `no label and no point of a graph is outside its picture`() throws {
    let script = #"""
      import re, sys
      text = sys.stdin.read()
      for svg in re.findall(r"<svg.*?</svg>", text, re.S):
          height = float(re.search(r'viewBox="0 0 760 ([0-9.]+)"', svg).group(1))
          for attributes, label in re.findall(r"<text ([^>]*)>([^<]*)</text>", svg):
              if "rotate" in attributes: continue
              x, y = (float(re.search(rf'\b{k}="([-0-9.]+)"', attributes).group(1)) for k in "xy")
              wide = 6.2 * len(label)
              start = x - (wide if 'anchor="end"' in attributes else
                           wide / 2 if 'anchor="middle"' in attributes else 0)
              assert 0 <= start and start + wide <= 760 and 8 < y < height, (label, x, y)
          for x, y in re.findall(r'c[xy]="([-0-9.]+)" c[xy]="([-0-9.]+)"', svg):
              assert 0 < float(x) < 760 and 0 < float(y) < height, (x, y)
      for rest in re.split(r"</figure>\n", text)[1:]:
          assert re.match(r'<(figure|details|div class="wide" tabindex="0"><table)', rest), rest[:80]
      """#
    for command in Self.pages {
      let run = try Self.python(script, "", "dcopt \(command) --format html |")
      #expect(run.code == 0, "\(command): \(run.error)")
    }
  }

  @Test func `CSV has the same columns in every line, and JSON's figures`() throws {
    let script = #"""
      import csv, io, json, re, subprocess, sys
      # Names as CSV has them: control characters escaped, and no formula for a spreadsheet.
      def shown(name):
          name = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", lambda c: "\\u%04x" % ord(c[0]), name)
          number = re.fullmatch(r"-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][-+]?[0-9]+)?", name)
          return "'" + name if name[:1] in "=@\t\r+-" and name and not number else name
      for spec in sys.argv[1:]:
          run = lambda format: subprocess.run(["dcopt", "solve", spec, "--format", format],
                                              stdout=subprocess.PIPE).stdout.decode()
          rows = list(csv.DictReader(io.StringIO(run("csv"), newline="")))
          result = json.loads(run("json"))
          assert all(None not in row and None not in row.values() for row in rows), spec
          for resource, amount in result.get("allocation", {}).items():
              found = [float(r["value"]) for r in rows if r["kind"] == "amount"
                       and r["name"] == shown(resource)]
              assert found == (amount if isinstance(amount, list) else [amount]), (spec, resource)
          for section, kind in [("demands", "demand"), ("budgets", "budget")]:
              for name, row in result.get(section, {}).items():
                  found = [float(r["slack"]) for r in rows if r["kind"] == kind and r["name"] == shown(name)]
                  slack = row["slack"]
                  assert found == (slack if isinstance(slack, list) else [slack]), (spec, name)
      """#
    let run = try Self.python(script, Self.specs)
    #expect(run.code == 0, "\(run.error)")
  }

  @Test func `OpenMetrics is well formed: families together, labels escaped, no sample twice`()
    throws
  {
    let script = #"""
      import re, sys
      name = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
      label = r'[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"'
      sample = re.compile(rf"({name})(\{{{label}(?:,{label})*\}})? (-?[0-9.]+(?:e[+-]?[0-9]+)?)$")
      family, seen, families = None, set(), set()
      lines = sys.stdin.read().split("\n")
      assert lines[-2:] == ["# EOF", ""], lines[-2:]
      for line in lines[:-2]:
          if line.startswith("# HELP "): continue
          if line.startswith("# TYPE "):
              family = line.split()[2]
              assert family not in families and line.endswith(" gauge"), line
              families.add(family); continue
          match = sample.match(line)
          assert match and match.group(1) == family, line
          assert line.rsplit(" ", 1)[0] not in seen, line
          seen.add(line.rsplit(" ", 1)[0])
      assert len(seen) > 100
      """#
    let run = try Self.python(script, "", "dcopt solve \(Self.specs) --format openmetrics |")
    #expect(run.code == 0, "\(run.error)")
  }

  static let browser = ["chromium", "chromium-browser", "google-chrome"].first {
    (try? Run.shell("command -v \($0)").code) == 0
  }

  @Test(
    .enabled(if: browser != nil, "no Chromium is installed (Debian: chromium)"),
    arguments: [
      "solve Tests/dcoptTests/Fixtures/golden/day.spec.json",
      "sweep \(fleet) --breakpoints /demands/work",
    ])
  func `a browser draws the page, in light and in dark`(command: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let page = folder.appending(path: "plan.html").path
    #expect(try Run.shell("dcopt \(command) --format html --output \(page)").code == 0)
    var pictures: [Data] = []
    for dark in [false, true] {
      let picture = folder.appending(path: "\(dark).png")
      let run = try Run.shell(
        "\(Self.browser!) --headless --no-sandbox --disable-gpu --window-size=900,1400 "
          + "--user-data-dir=\(folder.path)/profile "
          + (dark ? "--blink-settings=preferredColorScheme=0 " : "")
          + "--screenshot=\(picture.path) file://\(page)")
      pictures.append((try? Data(contentsOf: picture)) ?? Data())
      #expect(pictures.last!.prefix(8) == Data([137, 80, 78, 71, 13, 10, 26, 10]), "\(run.error)")
      // A blank page of this size packs into a few thousand bytes.
      #expect(pictures.last!.count > 30_000)
    }
    #expect(pictures[0] != pictures[1])
  }

  @Test func `several specs make one page, one table of figures, one set of metrics`() throws {
    for (format, mark) in [("html", "<section>"), ("csv", "amount,"), ("openmetrics", "spec=")] {
      let run = try Run.shell("dcopt solve \(Self.specs) --format \(format)")
      #expect(run.code == 2)
      #expect(run.text.components(separatedBy: mark).count > 4, "\(format)")
    }
    let text = try Run.shell("dcopt solve \(Self.specs) --format markdown").text
    #expect(text.contains("\n## examples/energy.json\n"))
    #expect(try Run.shell("dcopt solve \(Self.specs) --format csv").text.hasPrefix("file,kind,of,"))
  }

  @Test(arguments: [
    ("solve examples/energy.json", "\u{1B}[32moptimal\u{1B}[0m: minimize"),
    (pages[1], "\u{1B}[33m5 points\u{1B}[0m: 4 optimal"),
    (pages[3], "\u{1B}[32m4 break points\u{1B}[0m: /demands/work"),
    (pages[4], "\u{1B}[32mminimize energy, minimize cost\u{1B}[0m: 2 corners"),
    (pages[6], "\u{1B}[31mnot feasible\u{1B}[0m: 1 of 5"),
    (pages[7], "\u{1B}[33mdifferent\u{1B}[0m"),
  ])
  func `a table takes color when told, and loses nothing but color`(command: String, ink: String)
    throws
  {
    let plain = try Run.shell("dcopt \(command) --format table").text
    let colored = try Run.shell("dcopt \(command) --format table --color always").text
    #expect(colored.contains(ink), "\(colored)")
    #expect(colored.replacing(/\u{1B}\[[0-9]+m/, with: "") == plain)
    #expect(!plain.contains("\u{1B}"))
  }
}
