// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText
import LinearProgram

/// The text of a spec in which scenarios put numbers, or lists of numbers, in place of others.
struct ScenarioText {
  /// The spec with 0 in place of what it says of scenarios: short, as it is read once a scenario.
  let document: JSONDocument

  init(_ document: JSONDocument) { self.document = document }

  /// A place, and what comes there.
  struct Change {
    let at: String
    /// Where it stands in the text of the whole spec.
    let offset: Int
    let value: JSONValue
  }

  /// Which change a complaint may come from: the first whose place is that of the complaint, around it,
  /// within it, or beside it (a `max` that is below the `min` that was replaced). Found in time linear in
  /// the depth of a place.
  struct Causes {
    private let changes: [Change]
    /// The first change at a place, within a place, and of something that a place holds.
    private var at: [String: Int] = [:]
    private var within: [String: Int] = [:]
    private var beside: [String: Int] = [:]

    init(_ changes: [Change]) {
      self.changes = changes
      for (k, change) in changes.enumerated().reversed() {
        at[change.at] = k
        let around = Self.around(change.at)
        for place in around { within[place] = k }
        if let parent = around.last { beside[parent] = k }
      }
    }

    func first(of pointer: String) -> Change? {
      let around = Self.around(pointer)
      let found =
        around.flatMap { [at[$0], beside[$0]] } + [at[pointer], within[pointer]]
      return found.compactMap(\.self).min().map { changes[$0] }
    }

    /// The places that hold a place, from the outermost, without the whole.
    private static func around(_ pointer: String) -> [String] {
      pointer.utf8.indices.dropFirst().filter { pointer.utf8[$0] == UInt8(ascii: "/") }
        .map { String(pointer[..<$0]) }
    }
  }

  /// The parts of a spec whose numbers may be other ones in a scenario.
  static let sections = [
    "resources", "demand", "budget", "demands", "budgets", "constraints", "workloads", "links",
    "maximize", "minimize",
  ]

  /// nil where the text cannot be read; the reader of the whole says why.
  init?(of document: JSONDocument, without keys: [String]) {
    var text: [UInt8] = []
    var done = 0
    for member in document.root.members where keys.contains(where: member.keyEquals) {
      text += document.bytes(from: done, to: member.value.offset)
      text.append(UInt8(ascii: "0"))
      done = member.value.endOffset
    }
    text += document.bytes(from: done, to: document.endOffset)
    guard let short = try? JSONDocument(parsing: text) else { return nil }
    self.document = short
  }

  /// Why no number may be replaced at a pointer; nil where one may be.
  func refusal(ofChanging pointer: String, suggests: Bool) -> String? {
    do throws(SpecText.Refusal) {
      let value = try SpecText.value(at: pointer, in: document.root, suggests: suggests)
      let section = pointer.split(separator: "/").first.map(String.init) ?? ""
      guard Self.sections.contains(section) else {
        return "a scenario may change the numbers of \(Self.sections.joined(separator: ", ")), and "
          + "of nothing else"
      }
      if pointer.hasPrefix("/demands/"), pointer.hasSuffix("/probability") {
        return "what scenarios weigh is the same in all of them"
      }
      if value.number != nil { return nil }
      if value.kind == .array, value.count > 0, value.elements.allSatisfy({ $0.number != nil }) {
        return nil
      }
      return "expected a number or a list of numbers there, found \(value.inWords)"
    } catch {
      return error.says
    }
  }

  /// Pairs of which the second is inside of the first.
  func overlaps(_ changes: [Change]) -> [(Change, Change)] {
    let pointers = Dictionary(changes.map { ($0.at, $0) }) { first, _ in first }
    return changes.compactMap { change in
      guard let parent = change.at.lastIndex(of: "/"),
        let outer = pointers[String(change.at[..<parent])]
      else { return nil }
      return (outer, change)
    }
  }

  /// The text of a scenario. Its pointers lead somewhere.
  func replacing(_ changes: [Change]) -> [UInt8] {
    let places = changes.compactMap { change in
      (try? SpecText.value(at: change.at, in: document.root)).map {
        (start: $0.offset, end: $0.endOffset, text: change.value.sourceText.utf8)
      }
    }.sorted { $0.start < $1.start }
    var result: [UInt8] = []
    var done = 0
    for place in places {
      result += document.bytes(from: done, to: place.start)
      result += place.text
      done = place.end
    }
    return result + document.bytes(from: done, to: document.endOffset)
  }
}
