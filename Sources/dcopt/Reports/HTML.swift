// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Planning

/// A page that stands alone: no network, no script, light and dark, fit to be printed.
enum HTML {
  /// Reports one after the other, each with the name of its file where there are several.
  static func page(_ reports: [(name: String?, report: Report)]) -> String {
    let title = reports.first.flatMap { $0.report.title ?? $0.name } ?? "dcopt"
    let language = reports.first?.report.words.language ?? .en
    let body = reports.enumerated().map { section($1.report, named: $1.name, number: $0) }.joined()
    return """
      <!DOCTYPE html>
      <html lang="\(language)">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(escaped(title))</title>
      <style>
      \(style)
      </style>
      </head>
      <body>
      <main>
      \(body)</main>
      </body>
      </html>

      """
  }

  private static func section(_ report: Report, named name: String?, number: Int) -> String {
    var text = "<section>\n"
    if let name { text += "<p class=\"file\">\(escaped(name))</p>\n" }
    text += "<h1>\(escaped(report.title ?? report.words.term("Plan")))</h1>\n"
    let (verdict, rest) = report.headlineParts
    text += """
      <p class="headline"><strong class="\(report.tone)">\(escaped(verdict))</strong>\
      \(escaped(rest))</p>

      """
    for (index, block) in report.blocks.enumerated() {
      switch block {
      case .table(let table): text += self.table(table)
      case .list(let heading, let items):
        text += "<p>\(escaped(heading))</p>\n<ul>\n"
        text += items.map { "<li>\(escaped($0))</li>\n" }.joined() + "</ul>\n"
      case .sentence(let sentence): text += "<p>\(escaped(sentence))</p>\n"
      case .picture(let picture):
        text += "<figure>\n<figcaption>\(escaped(picture.title))</figcaption>\n"
        let words = report.words
        text += picture.svg(id: "c\(number)-\(index)-", words) + "</figure>\n"
        if let figures = picture.figures(words) {
          text += "<details>\n<summary>\(words.term("Figures"))</summary>\n"
          text += "\(self.table(figures))</details>\n"
        }
      }
    }
    return text + "</section>\n"
  }

  private static func table(_ table: TextTable) -> String {
    let head = table.header.map { "<th scope=\"col\">\(escaped($0))</th>" }.joined()
    var text = "<div class=\"wide\" tabindex=\"0\"><table>\n"
    text += "<thead><tr>\(head)</tr></thead>\n<tbody>\n"
    for row in table.rows {
      let cells = row.dropFirst().map { "<td>\(escaped($0))</td>" }.joined()
      text += "<tr><th scope=\"row\">\(escaped(row[0]))</th>\(cells)</tr>\n"
    }
    return text + "</tbody>\n</table></div>\n"
  }

  /// Text for an element or an attribute.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in printable(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The colors of the curves are those of Okabe and Ito, which people tell apart whatever colors
  /// they see ("Color universal design", 2008), darker or lighter for the ground they are on.
  private static let style = """
    :root { color-scheme: light dark; --ground: #fff; --ink: #1c2024; --soft: #5b6570;
      --line: #d8dde2; --edge: #b9c2cb; --good: #116329; --bad: #a40e26; --neutral: #7a5200; --bar: #2f6fb0;
      --mark: #b3261e; --c0: #0072b2; --c1: #b34d00; --c2: #00795a; --c3: #a8447c; --c4: #1d7fb5;
      --c5: #8a6d00; --c6: #30363d; --c7: #6f42c1; }
    @media (prefers-color-scheme: dark) { :root { --ground: #14171a; --ink: #e6e9ec;
      --soft: #a0a9b2; --line: #343b42; --edge: #59636d; --good: #5bd27a; --bad: #ff8a80; --neutral: #e8b84a;
      --bar: #6aaeea; --mark: #ff8a80; --c0: #56b4e9; --c1: #f0a04b; --c2: #3fc99a; --c3: #e08bc0;
      --c4: #8cc7ff; --c5: #f0e442; --c6: #e6e9ec; --c7: #b79cff; } }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--ground); color: var(--ink);
      font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
    main { max-width: 64rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
    section + section { border-top: 1px solid var(--line); margin-top: 2.5rem; }
    h1 { font-size: 1.5rem; line-height: 1.25; margin: 1rem 0 .25rem; }
    .file { color: var(--soft); margin: 1rem 0 -.75rem; }
    .headline { font-size: 1.125rem; margin: 0 0 1rem; }
    .good { color: var(--good); } .bad { color: var(--bad); } .neutral { color: var(--neutral); }
    .wide, figure { overflow-x: auto; background:
      linear-gradient(to right, var(--ground) 40%, transparent) 0 0 / 2.5rem 100% no-repeat local,
      linear-gradient(to left, var(--ground) 40%, transparent) 100% 0 / 2.5rem 100% no-repeat local,
      linear-gradient(to right, var(--edge), transparent) 0 0 / .9rem 100% no-repeat scroll,
      linear-gradient(to left, var(--edge), transparent) 100% 0 / .9rem 100% no-repeat scroll; }
    .wide { margin: .75rem 0 1.5rem; }
    table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
    th, td { padding: .3rem .6rem; text-align: right; white-space: nowrap;
      border-bottom: 1px solid var(--line); }
    th:first-child { text-align: left; }
    thead th { color: var(--soft); font-weight: 600; }
    tbody th { font-weight: 400; }
    figure { margin: 1.25rem 0 .25rem; break-inside: avoid; }
    figcaption { color: var(--soft); font-size: .875rem; position: sticky; left: 0; }
    svg { width: 100%; min-width: 38rem; height: auto; display: block; }
    svg text { font-size: 12px; fill: var(--ink); }
    svg .tick { fill: var(--soft); font-variant-numeric: tabular-nums; }
    .grid { stroke: var(--line); } .leader { stroke: var(--soft); }
    .gap { fill: var(--line); opacity: .6; }
    .bar { fill: var(--bar); } .mark { stroke: var(--mark); stroke-width: 2; }
    .curve { fill: none; stroke-width: 2; }
    \((0..<8).map { ".c\($0) { stroke: var(--c\($0)); } svg .t\($0) { fill: var(--c\($0)); }" }
      .joined(separator: "\n"))
    \((0..<8).map { ".f\($0) { fill: var(--c\($0)); }" }.joined(separator: " "))
    .layer { fill-opacity: .75; stroke: var(--ground); stroke-width: 1; }
    .curve.bound { stroke: var(--mark); stroke-width: 6; stroke-opacity: .35; }
    svg .bounded { fill: var(--mark); }
    .heat { fill: var(--bar); } svg .over { fill: var(--ground); }
    .c1 { stroke-dasharray: 8 3; } .c2 { stroke-dasharray: 3 3; } .c3 { stroke-dasharray: 10 3 2 3; }
    .c4 { stroke-dasharray: 1 3; } .c5 { stroke-dasharray: 14 4; } .c6 { stroke-dasharray: 5 2 1 2; }
    .c7 { stroke-dasharray: 2 5; }
    summary { color: var(--soft); font-size: .875rem; cursor: pointer; }
    ul { padding-left: 1.25rem; } li { overflow-wrap: anywhere; }
    @media print { :root { color-scheme: light; --ground: #fff; --ink: #000; --soft: #444;
        --line: #bbb; } main { max-width: none; padding: 0; } .wide, figure { overflow: visible; background: none; }
      svg { min-width: 0; } svg * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      th, td { white-space: normal; } tr, figure { break-inside: avoid; } }
    """
}

extension Picture {
  var title: String {
    switch self {
    case .lines(let title, _, _), .bars(let title, _), .stack(let title, _, _, _),
      .heat(let title, _, _, _):
      title
    case .graph(let graph): graph.title
    }
  }

  /// All that curves over periods show, for those who cannot see them. The others stand beside a
  /// table anyway.
  func figures(_ words: Words) -> TextTable? {
    let (labels, lines): ([String], [Line])
    switch self {
    case .lines(_, let own, let all): (labels, lines) = (own, all)
    case .stack(_, let own, let layers, let bounds): (labels, lines) = (own, layers + bounds)
    case .bars, .heat, .graph: return nil
    }
    var table = words.table(["period"], lines.map(\.name))
    for (t, label) in labels.enumerated() {
      table.add(
        [.name(label)]
          + lines.map { line in
            let value = line.values[t]
            return value.isFinite ? .number(Rational(exactly: value)) : .text(printed(value))
          })
    }
    return table
  }
}
