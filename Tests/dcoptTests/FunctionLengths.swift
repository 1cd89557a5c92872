// SPDX-License-Identifier: GPL-3.0-or-later

/// How many lines the functions of a file take, from their first word to their last brace. It reads
/// the indentation that the formatter makes.
struct FunctionLengths {
  /// Name and lines, in the order of the file.
  private(set) var functions: [(name: String, lines: Int)] = []

  init(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (first, line) in lines.enumerated() {
      guard let name = Self.name(declaredIn: line) else { continue }
      let indent = line.prefix { $0 == " " }
      guard let opening = Self.opening(lines, from: first, indent) else { continue }
      let end = lines[(opening + 1)...].firstIndex { $0.hasPrefix(indent + "}") }
      if let end { functions.append((name, end - first + 1)) }
    }
  }

  private static func name(declaredIn line: Substring) -> String? {
    var words = line.split(separator: " ")[...]
    while let word = words.first {
      if word == "func" { return words.dropFirst().first.map { String($0.prefix { $0 != "(" }) } }
      if word.hasPrefix("init(") || word.hasPrefix("init?(") || word.hasPrefix("init<") {
        return "init"
      }
      if word.hasPrefix("subscript(") { return "subscript" }
      let isModifier = word.first!.isLowercase || word.first! == "@"
      if !isModifier || word.hasPrefix("//")
        || !modifiers.contains(String(word.prefix { $0 != "(" }))
      {
        return nil
      }
      words = words.dropFirst()
    }
    return nil
  }

  private static let modifiers: Set<String> = [
    "public", "package", "internal", "fileprivate", "private", "static", "class", "final",
    "override", "mutating", "nonmutating", "consuming", "borrowing", "convenience", "required",
    "nonisolated", "@inline", "@inlinable", "@usableFromInline", "@discardableResult", "@_spi",
    "@Sendable", "@MainActor",
  ]

  /// The line that opens the body; nil where there is none, or where the body is in one line.
  private static func opening(_ lines: [Substring], from first: Int, _ indent: Substring) -> Int? {
    for (number, line) in lines[first...].enumerated() {
      if number > 0 {
        let rest = line.dropFirst(indent.count)
        guard line.hasPrefix(indent), let mark = rest.first, " ){w".contains(mark) else {
          return nil
        }
      }
      if line.hasSuffix("{") { return first + number }
      if line.hasSuffix("}") { return nil }
    }
    return nil
  }
}
