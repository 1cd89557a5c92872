// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation

/// One folder names a type of another.
struct Arrow: Hashable, Comparable, CustomStringConvertible {
  let from: String
  let to: String

  init(_ from: String, _ to: String) { (self.from, self.to) = (from, to) }

  var description: String { "\(from) → \(to)" }

  static func < (a: Arrow, b: Arrow) -> Bool { (a.from, a.to) < (b.from, b.to) }
}

extension String {
  /// The target of a file or a folder under `Sources`.
  var target: String { String(prefix { $0 != "/" }) }
}

/// What the Swift files under `Sources` say of each other. It reads words and not meaning: a type is
/// found by its name, in the file's own target first and then in those that it imports.
struct SourceGraph {
  /// By path under `Sources`, without comments and without texts but for what is put into them.
  private(set) var texts: [String: String] = [:]
  private(set) var imports: [String: Set<String>] = [:]
  /// The names that each arrow stands for, each with its file.
  private(set) var arrows: [Arrow: Set<String>] = [:]
  private(set) var fileCounts: [String: Int] = [:]

  init() {
    for (file, text) in (try? Self.sources()) ?? [:] { texts[file] = Self.code(of: text) }
    var declared: [String: Set<String>] = [:]
    for (file, text) in texts {
      fileCounts[Self.folder(of: file), default: 0] += 1
      imports[file] = Set(text.matches(of: /(?m)^(?:@\w+ )?import (\w+)/).map { String($0.1) })
      for type in Self.types(in: text) { declared[type, default: []].insert(file) }
    }
    for (file, text) in texts {
      let reachable = imports[file]!
      for name in Self.names(in: text) {
        guard let files = declared[name] else { continue }
        let own = files.filter { $0.target == file.target }
        for other in own.isEmpty ? files.filter({ reachable.contains($0.target) }) : own {
          let arrow = Arrow(Self.folder(of: file), Self.folder(of: other))
          if arrow.from != arrow.to { arrows[arrow, default: []].insert("\(name) in \(file)") }
        }
      }
    }
  }

  /// The text of each Swift file, by its path under `Sources`.
  static func sources() throws -> [String: String] {
    let root = Checkout.root.appending(path: "Sources")
    var texts: [String: String] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: root.path)
    where path.hasSuffix(".swift") {
      texts[path] = try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }
    return texts
  }

  private static func folder(of file: String) -> String {
    file.split(separator: "/").dropLast().joined(separator: "/")
  }

  /// Types at the top of a file that other files can name.
  private static func types(in code: String) -> [String] {
    code.matches(
      of:
        /(?m)^(?:@\w+ )*(?:public |package )?(?:final |indirect )*(?:struct|enum|class|actor|protocol|typealias) (\w+)/
    ).map { String($0.1) }
  }

  /// Words with a capital that are no member of something, nor a type within one of the file's own.
  private static func names(in code: String) -> Set<String> {
    let inner = code.matches(
      of: /(?m)^ +(?:[a-z]+ )*(?:struct|enum|class|protocol|typealias) (\w+)/
    ).map { String($0.1) }
    return Set(code.matches(of: /(?:^|[^\w.])([A-Z]\w*)/).map { String($0.1) })
      .subtracting(inner)
  }

  /// Without comments, and of a text only what is put into it.
  private static func code(of text: String) -> String {
    text.replacing(/(?s)""".*?"""/, with: "\"\"").split(
      separator: "\n", omittingEmptySubsequences: false
    ).map { line in
      line.replacing(/\/\/.*/, with: "").replacing(/"(?:\\.|[^"\\])*"/) { text in
        text.output.matches(of: /\\\(([^"]*?)\)/).map { String($0.1) }.joined(separator: " ")
      }
    }.joined(separator: "\n")
  }

  /// Folders from each of which arrows lead to all others of the same set (Tarjan, "Depth-first
  /// search and linear graph algorithms", 1972); the sets of two and more.
  static func circles(of arrows: [Arrow]) -> [Set<String>] {
    var next: [String: [String]] = [:]
    for arrow in arrows.sorted() { next[arrow.from, default: []].append(arrow.to) }
    var (number, lowest): ([String: Int], [String: Int]) = ([:], [:])
    var open: [String] = []
    var found: [Set<String>] = []
    func visit(_ folder: String) {
      number[folder] = number.count
      lowest[folder] = number[folder]
      open.append(folder)
      for other in next[folder] ?? [] {
        if number[other] == nil {
          visit(other)
          lowest[folder] = min(lowest[folder]!, lowest[other]!)
        } else if open.contains(other) {
          lowest[folder] = min(lowest[folder]!, number[other]!)
        }
      }
      guard lowest[folder] == number[folder] else { return }
      let place = open.lastIndex(of: folder)!
      if open.count - place > 1 { found.append(Set(open[place...])) }
      open.removeSubrange(place...)
    }
    for folder in next.keys.sorted() where number[folder] == nil { visit(folder) }
    return found
  }
}
