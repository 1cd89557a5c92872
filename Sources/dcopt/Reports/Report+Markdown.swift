// SPDX-License-Identifier: GPL-3.0-or-later

extension Report {
  /// For a pull request or an issue: GitHub Flavored Markdown (github.github.com/gfm).
  var markdown: String {
    var text = title.map { "### \(Self.escaped($0))\n\n" } ?? ""
    let (verdict, rest) = headlineParts
    text += "**\(Self.escaped(verdict))**" + Self.escaped(rest) + "\n"
    for block in blocks {
      switch block {
      case .table(let table): text += "\n" + Self.table(table)
      case .list(let heading, let items):
        text += "\n\(Self.escaped(heading))\n\n"
        text += items.map { "- \(Self.escaped($0))\n" }.joined()
      case .sentence(let sentence): text += "\n\(Self.escaped(sentence))\n"
      case .picture: continue
      }
    }
    return text
  }

  private static func table(_ table: TextTable) -> String {
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
    let rule = table.header.indices.map { $0 == 0 ? ":--" : "--:" }
    return line(table.header.map(escaped)) + line(rule)
      + table.rows.map { line($0.map(escaped)) }.joined()
  }

  /// Text that Markdown shows as it is. An underscore within a word needs no escape there.
  static func escaped(_ text: String) -> String {
    let scalars = Array(printable(text).unicodeScalars)
    func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
    var result = ""
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "\\", "`", "*", "[", "]", "<", ">", "|", "~", "&": result += "\\"
      case "_":
        let isInWord =
          index > 0 && index + 1 < scalars.count && isOfWord(scalars[index - 1])
          && isOfWord(scalars[index + 1])
        if !isInWord { result += "\\" }
      case "@":
        // GitHub calls somebody by it, except in the middle of a word.
        if index == 0 || !isOfWord(scalars[index - 1]) {
          result += "&#64;"
          continue
        }
      case "#" where index + 1 < scalars.count && scalars[index + 1].properties.numericType != nil:
        // An issue by its number.
        result += "\\"
      case "#", "+", "-":
        if index == 0, scalars.count > 1, scalars[1] == " " { result += "\\" }
      default: break
      }
      result.unicodeScalars.append(scalar)
    }
    return result
  }
}
