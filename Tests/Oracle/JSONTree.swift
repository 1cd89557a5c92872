// SPDX-License-Identifier: GPL-3.0-or-later

/// JSON to be written in one of its many layouts.
indirect enum JSONTree {
  case object([(name: String, value: JSONTree)])
  case list([JSONTree])
  case string(String)
  case number(DecimalNumber)
  /// Text that is written as it is.
  case word(String)
}

/// Writes JSON with random white space, number notations and escapes.
struct JSONWriter {
  private enum Layout {
    case compact, pretty, messy
  }

  private let layout: Layout
  private let indentation: String
  private let newline: String
  private var random: SplitMix64
  private var text = ""

  static func text(of tree: JSONTree, seed: UInt64) -> String {
    var random = SplitMix64(seed: seed)
    var writer = JSONWriter(
      layout: random.pick([.compact, .pretty, .messy]),
      indentation: random.pick(["  ", "    ", "\t", ""]),
      newline: random.chance(15) ? "\r\n" : "\n",
      random: random)
    writer.write(tree, depth: 0)
    if random.chance(70) { writer.text += writer.newline }
    return writer.text
  }

  private init(layout: Layout, indentation: String, newline: String, random: SplitMix64) {
    self.layout = layout
    self.indentation = indentation
    self.newline = newline
    self.random = random
  }

  private mutating func write(_ tree: JSONTree, depth: Int) {
    switch tree {
    case .word(let word): text += word
    case .string(let string): write(string)
    case .number(let number): text += number.text(&random)
    case .list(let items):
      write("[", "]", items, depth) { $0.write($1, depth: depth + 1) }
    case .object(let members):
      write("{", "}", members, depth) { writer, member in
        writer.write(member.name)
        writer.blank()
        writer.text += ":"
        if writer.layout == .pretty { writer.text += " " } else { writer.blank() }
        writer.write(member.value, depth: depth + 1)
      }
    }
  }

  private mutating func write<T>(
    _ open: String, _ close: String, _ items: [T], _ depth: Int,
    _ one: (inout JSONWriter, T) -> Void
  ) {
    text += open
    for (index, item) in items.enumerated() {
      if index > 0 {
        blank()
        text += ","
      }
      breakLine(depth + 1)
      one(&self, item)
    }
    if !items.isEmpty { breakLine(depth) }
    text += close
  }

  private mutating func breakLine(_ depth: Int) {
    switch layout {
    case .compact: break
    case .pretty: text += newline + String(repeating: indentation, count: depth)
    case .messy: blank()
    }
  }

  /// White space of any kind, in the messy layout only.
  private mutating func blank() {
    guard layout == .messy else { return }
    for _ in 0..<random.int(0...2) { text += random.pick([" ", "\t", newline, " "]) }
  }

  private mutating func write(_ string: String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "/" where random.chance(30): text += "\\/"
      case _ where scalar.value < 0x20 || (scalar.value <= 0xFFFF && random.chance(2)):
        let hex = String(scalar.value, radix: 16, uppercase: random.chance(50))
        text += "\\u" + String(repeating: "0", count: 4 - hex.utf8.count) + hex
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
