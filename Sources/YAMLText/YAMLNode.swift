// SPDX-License-Identifier: GPL-3.0-or-later
import CYAML
import JSONText

/// Why, and where, a text is not YAML, or not YAML that could be JSON.
public struct YAMLError: Error, Sendable {
  public let position: TextPosition
  public let message: String
}

/// One value of a document. An alias is the node that its anchor named.
final class YAMLNode {
  enum Content {
    /// `isPlain`: without quotes, so that it may be a number, a boolean or null.
    case scalar(String, isPlain: Bool)
    case list([YAMLNode])
    case object([(key: String, position: TextPosition, value: YAMLNode)])
  }

  let position: TextPosition
  var content: Content
  /// How deep lists and objects are nested in it, itself included, aliases too.
  var depth = 0

  init(_ position: TextPosition, _ content: Content) {
    (self.position, self.content) = (position, content)
  }
}

/// Builds the one document of a text from the events of libyaml (pyyaml.org/wiki/LibYAML).
struct YAMLReader {
  private static let mostDeep = 500

  /// A list or an object that is not closed yet.
  private struct Open {
    let node: YAMLNode
    let anchor: String?
    var elements: [YAMLNode] = []
    var members: [(key: String, position: TextPosition, value: YAMLNode)] = []
    /// A key whose value is to come.
    var key: (name: String, position: TextPosition)?
    let isObject: Bool
  }

  private var open: [Open] = []
  private var anchors: [String: YAMLNode] = [:]
  private var openAnchors: Set<String> = []
  private var root: YAMLNode?
  private var documents = 0

  static func read(_ bytes: [UInt8]) throws(YAMLError) -> YAMLNode {
    var reader = YAMLReader()
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else {
      throw YAMLError(position: TextPosition(line: 1, column: 1), message: "no memory for YAML")
    }
    defer { yaml_parser_delete(&parser) }
    let result = bytes.withUnsafeBufferPointer { buffer -> Result<Void, YAMLError> in
      yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
      do throws(YAMLError) {
        while try reader.step(&parser, buffer) {}
        return .success(())
      } catch {
        return .failure(error)
      }
    }
    try result.get()
    return reader.root
      ?? YAMLNode(TextPosition(line: 1, column: 1), .scalar("", isPlain: true))
  }

  /// Takes one event; false after the last one.
  private mutating func step(
    _ parser: inout yaml_parser_t, _ bytes: UnsafeBufferPointer<UInt8>
  ) throws(YAMLError) -> Bool {
    var event = yaml_event_t()
    guard yaml_parser_parse(&parser, &event) == 1 else { throw Self.failure(parser, bytes) }
    defer { yaml_event_delete(&event) }
    let position = Self.position(event.start_mark)
    switch event.type {
    case YAML_STREAM_END_EVENT: return false
    case YAML_DOCUMENT_START_EVENT:
      documents += 1
      if documents > 1 {
        throw YAMLError(position: position, message: "expected one document, and here is a second")
      }
    case YAML_SCALAR_EVENT: try takeScalar(event.data.scalar, at: position)
    case YAML_ALIAS_EVENT:
      let name = Self.text(event.data.alias.anchor) ?? ""
      guard let node = anchors[name] else {
        let why =
          openAnchors.contains(name)
          ? "the anchor \(name) holds itself" : "no anchor is called \(name)"
        throw YAMLError(position: position, message: why)
      }
      try take(node, at: position)
    case YAML_SEQUENCE_START_EVENT:
      let start = event.data.sequence_start
      try begin(.list([]), Self.text(start.anchor), Self.text(start.tag), at: position)
    case YAML_MAPPING_START_EVENT:
      let start = event.data.mapping_start
      try begin(.object([]), Self.text(start.anchor), Self.text(start.tag), at: position)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: try end()
    default: break
    }
    return true
  }

  private mutating func takeScalar(
    _ scalar: yaml_event_s.__Unnamed_union_data.__Unnamed_struct_scalar, at position: TextPosition
  ) throws(YAMLError) {
    let text = String(
      decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
    let tag = Self.text(scalar.tag)
    try Self.check(tag, at: position)
    let isText = tag == "!" || tag == "tag:yaml.org,2002:str"
    let isPlain = !isText && (tag != nil || scalar.style == YAML_PLAIN_SCALAR_STYLE)
    let node = YAMLNode(position, .scalar(text, isPlain: isPlain))
    if let anchor = Self.text(scalar.anchor) { anchors[anchor] = node }
    try take(node, at: position)
  }

  /// A tag of JSON's own types says nothing more; any other means something that is not known here.
  private static func check(_ tag: String?, at position: TextPosition) throws(YAMLError) {
    guard let tag, tag != "!" else { return }
    let prefix = "tag:yaml.org,2002:"
    let known = ["str", "int", "float", "bool", "null", "map", "seq"]
    if tag.hasPrefix(prefix), known.contains(String(tag.dropFirst(prefix.count))) { return }
    throw YAMLError(position: position, message: "the tag \(tag) has no meaning here")
  }

  private mutating func begin(
    _ content: YAMLNode.Content, _ anchor: String?, _ tag: String?, at position: TextPosition
  ) throws(YAMLError) {
    try Self.check(tag, at: position)
    if open.count >= Self.mostDeep {
      throw YAMLError(position: position, message: "nested more than \(Self.mostDeep) deep")
    }
    if let last = open.last, last.isObject, last.key == nil {
      throw YAMLError(position: position, message: "expected a key, found a list or an object")
    }
    if let anchor { openAnchors.insert(anchor) }
    let isObject = if case .object = content { true } else { false }
    open.append(Open(node: YAMLNode(position, content), anchor: anchor, isObject: isObject))
  }

  private mutating func end() throws(YAMLError) {
    let last = open.removeLast()
    last.node.content = last.isObject ? .object(last.members) : .list(last.elements)
    let inside =
      last.isObject ? last.members.map(\.value.depth).max() : last.elements.map(\.depth).max()
    last.node.depth = 1 + (inside ?? 0)
    // Aliases stand for what is as deep as what they name.
    if open.count + last.node.depth > Self.mostDeep {
      throw YAMLError(
        position: last.node.position, message: "nested more than \(Self.mostDeep) deep")
    }
    if let anchor = last.anchor {
      openAnchors.remove(anchor)
      anchors[anchor] = last.node
    }
    try take(last.node, at: last.node.position)
  }

  /// Puts a whole value where it belongs.
  private mutating func take(_ node: YAMLNode, at position: TextPosition) throws(YAMLError) {
    guard let place = open.indices.last else {
      root = node
      return
    }
    if !open[place].isObject {
      open[place].elements.append(node)
    } else if let key = open[place].key {
      open[place].members.append((key.name, key.position, node))
      open[place].key = nil
    } else {
      guard case .scalar(let name, _) = node.content else {
        throw YAMLError(position: position, message: "expected a key, found a list or an object")
      }
      open[place].key = (name, position)
    }
  }

  // MARK: - From C

  private static func text(_ pointer: UnsafePointer<UInt8>?) -> String? {
    pointer.map { String(cString: $0) }
  }

  private static func text(_ pointer: UnsafeMutablePointer<UInt8>?) -> String? {
    pointer.map { String(cString: $0) }
  }

  private static func position(_ mark: yaml_mark_t) -> TextPosition {
    TextPosition(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }

  private static func failure(_ parser: yaml_parser_t, _ bytes: UnsafeBufferPointer<UInt8>)
    -> YAMLError
  {
    let problem = parser.problem.map { String(cString: $0) } ?? "this is no YAML"
    if parser.error == YAML_READER_ERROR {
      // There is no mark then, only an offset.
      let before = bytes.prefix(Int(parser.problem_offset))
      return YAMLError(position: end(of: before), message: problem)
    }
    let context = parser.context.map { String(cString: $0) + ": " } ?? ""
    let mark = parser.problem_mark
    // To libyaml, a text that ends within a line goes on with a line of its own.
    let isAtEnd = Int(mark.index) >= bytes.count { !UTF8.isContinuation($0) }
    return YAMLError(
      position: isAtEnd ? end(of: bytes[...]) : position(mark), message: context + problem)
  }

  private static func end(of bytes: Slice<UnsafeBufferPointer<UInt8>>) -> TextPosition {
    let line = bytes.count { $0 == UInt8(ascii: "\n") } + 1
    let start = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.startIndex
    return TextPosition(
      line: line, column: bytes[start...].count { !UTF8.isContinuation($0) } + 1)
  }
}
