// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText

/// A YAML text as the JSON that says the same, on one line, with the place in the YAML of each of
/// its keys and values.
///
/// Scalars without quotes are what YAML 1.2's core schema takes them for (yaml.org/spec/1.2.2,
/// chapter 10.3), so `on`, `yes` and `1_000` are texts. A number keeps its decimal digits. Aliases are
/// replaced by what they stand for; merge keys (`<<`) are keys like any other.
public struct YAMLText: Sendable {
  /// A key that an object repeats. It is not in the JSON again.
  public struct DuplicateKey: Sendable {
    /// The keys and the places in lists that lead to the object, and the key itself.
    public let path: [String]
    public let first: TextPosition
    public let second: TextPosition
  }

  public private(set) var json = ""
  public private(set) var duplicateKeys: [DuplicateKey] = []
  /// Where each key and value begins in the JSON, in Unicode scalars, and where it is in the YAML.
  private var places: [(offset: Int, position: TextPosition)] = []
  private var length = 0
  private let mostBytes: Int

  /// Reads a text, in time and memory linear in what its aliases stand for, of which there may be a
  /// hundred times as much as there is text.
  public init(parsing bytes: [UInt8]) throws(YAMLError) {
    mostBytes = max(1 << 20, bytes.count * 100)
    let root = try YAMLReader.read(bytes)
    var path: [String] = []
    try write(root, &path)
  }

  /// The place in the YAML of what the JSON has at a column.
  public func position(ofColumn column: Int) -> TextPosition {
    var (low, high) = (0, places.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if places[middle].offset < column { low = middle } else { high = middle }
    }
    return places.isEmpty ? TextPosition(line: 1, column: 1) : places[low].position
  }

  private mutating func append(_ text: String) {
    json += text
    length += text.unicodeScalars.count
  }

  private mutating func write(_ node: YAMLNode, _ path: inout [String]) throws(YAMLError) {
    if json.utf8.count > mostBytes {
      throw YAMLError(position: node.position, message: "the aliases stand for too much")
    }
    places.append((length, node.position))
    switch node.content {
    case .scalar(let text, let isPlain):
      if isPlain, let value = YAMLScalar.json(text) {
        append(value)
      } else {
        appendQuoted(text)
      }
    case .list(let elements):
      append("[")
      for (index, element) in elements.enumerated() {
        if index > 0 { append(",") }
        path.append(String(index))
        try write(element, &path)
        path.removeLast()
      }
      append("]")
    case .object(let members):
      append("{")
      var seen: [[UInt8]: TextPosition] = [:]
      for (key, position, value) in members {
        path.append(key)
        defer { path.removeLast() }
        if let first = seen[Array(key.utf8)] {
          duplicateKeys.append(DuplicateKey(path: path, first: first, second: position))
          continue
        }
        if !seen.isEmpty { append(",") }
        seen[Array(key.utf8)] = position
        places.append((length, position))
        appendQuoted(key)
        append(":")
        try write(value, &path)
      }
      append("}")
    }
  }

  private mutating func appendQuoted(_ text: String) {
    var quoted = ""
    quoted.appendQuoted(text)
    append(quoted)
  }
}
