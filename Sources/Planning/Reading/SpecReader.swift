// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText
import LinearProgram

/// Reads a spec and notes everything that is wrong with it, not only the first thing.
struct SpecReader {
  let document: JSONDocument
  private(set) var findings: [(offset: Int, diagnostic: Diagnostic)] = []
  private var duplicates: Set<Int> = []
  var spec = Spec()
  var model: Model?
  var names = NameTable()
  /// The members of the top level that are known.
  private(set) var found: [String: JSONMember] = [:]
  /// The attribute that stood at each place of the resource before: most likely it is the same.
  var lastAttributes: [Int: (name: String, index: Int)] = [:]
  /// The attributes that workloads name under `on`, right or wrong.
  var namedOnWorkloads: Set<Int> = []
  /// Made when a name is first looked up: most specs with many resources name none.
  private var resourcePlaces: [ExactName: Int]?

  /// Whether `"min": null` says that an amount has no lower end: not in a spec, but in what a file
  /// of another solver becomes.
  private(set) var mayHaveNoMin = false

  static let topLevel = SpecFormat.topLevel.map(\.name)

  /// The spec in `bytes`, with its warnings, in the order of the file. Throws all that is wrong.
  static func read(
    _ bytes: [UInt8], mayHaveNoMin: Bool = false
  ) throws(Diagnostics) -> (spec: Spec, warnings: [Diagnostic]) {
    let document = try Diagnostics.reportingJSON(bytes)
    var reader = SpecReader(document: document)
    reader.mayHaveNoMin = mayHaveNoMin
    reader.readRoot()
    let ordered = reader.findings.enumerated()
      .sorted { ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset) }
      .map(\.element.diagnostic)
    let diagnostics = Diagnostics(list: ordered)
    if diagnostics.hasErrors { throw diagnostics }
    return (reader.spec, ordered)
  }

  private init(document: JSONDocument) { self.document = document }

  // MARK: - Noting

  mutating func note(
    _ says: String, at pointer: Pointer, offset: Int, severity: Diagnostic.Severity = .error
  ) {
    let diagnostic = Diagnostic(
      position: document.position(ofOffset: offset), at: pointer.description, severity: severity,
      kind: .spec, says: says)
    findings.append((offset, diagnostic))
  }

  mutating func expected(_ what: String, _ value: JSONValue, at pointer: Pointer) {
    note("expected \(what), found \(value.inWords)", at: pointer, offset: value.offset)
  }

  mutating func unknown(
    _ what: String, _ member: JSONMember, at pointer: Pointer, among known: some Sequence<String>
  ) {
    note(
      "unknown \(what) \(quoted(member.key))" + suggestion(for: member.key, among: known),
      at: pointer, offset: member.keyOffset)
  }

  func suggestion(for name: String, among known: some Sequence<String>) -> String {
    nearestName(to: name, among: known).map { "; did you mean \(quoted($0))?" } ?? ""
  }

  /// The members of an object without those whose key stood there before.
  func members(of value: JSONValue) -> [JSONMember] {
    value.members.filter { !duplicates.contains($0.keyOffset) }
  }

  // MARK: - The top level

  private mutating func readRoot() {
    let root = document.root
    let here = Pointer()
    noteDuplicates()
    guard root.kind == .object else { return expected("a spec (an object)", root, at: here) }
    for member in members(of: root) {
      if Self.topLevel.contains(member.key) {
        found[member.key] = member
      } else {
        unknown("key", member, at: here.appending(member.key), among: Self.topLevel)
      }
    }
    readHeader()
    if let periods = found["periods"] { readPeriods(periods.value) }
    if let resources = found["resources"] {
      readResources(resources.value)
    } else {
      note("expected \"resources\", and there are none", at: here, offset: root.offset)
    }
    if let links = found["links"] { readLinks(links.value) }
    if let workloads = found["workloads"] { readWorkloads(workloads.value) }
    readLimits()
    if let constraints = found["constraints"] { readConstraints(constraints.value) }
    readObjective(root: root)
    noteUnusedAttributes()
    spec.attributes = names.attributes
  }

  /// The place of a resource in the spec.
  mutating func resource(named name: String) -> Int? {
    if resourcePlaces == nil {
      resourcePlaces = Dictionary(
        spec.resources.indices.map { (ExactName(spec.resources[$0].name), $0) }
      ) { first, _ in first }
    }
    return resourcePlaces![ExactName(name)]
  }

  private mutating func noteDuplicates() {
    for duplicate in document.duplicateKeys {
      duplicates.insert(duplicate.second)
      let first = document.position(ofOffset: duplicate.first)
      let pointer = pointer(toObjectAt: duplicate.object).appending(duplicate.key)
      note(
        "the key \(quoted(duplicate.key)) is there twice; it first stands at "
          + "\(first.line):\(first.column)", at: pointer, offset: duplicate.second)
    }
  }

  private func pointer(toObjectAt offset: Int) -> Pointer {
    var (value, pointer) = (document.root, Pointer())
    while value.offset != offset {
      if value.kind == .object {
        guard let next = Array(value.members).last(where: { $0.keyOffset < offset }) else { break }
        (value, pointer) = (next.value, pointer.appending(next.key))
      } else {
        guard
          let (index, next) = Array(value.elements).enumerated().last(where: {
            $0.element.offset <= offset
          })
        else { break }
        (value, pointer) = (next, pointer.appending(index))
      }
    }
    return pointer
  }

  private mutating func readHeader() {
    let here = Pointer()
    if let version = found["dcopt"]?.value, version.number.map(Rational.init) != .one {
      expected("1, the version of the spec format", version, at: here.appending("dcopt"))
    }
    for key in ["$schema", "title"] {
      guard let value = found[key]?.value else { continue }
      if value.kind != .string { expected("a string", value, at: here.appending(key)) }
      if key == "title" { spec.title = value.string }
    }
    if let value = found["model"]?.value {
      let names = Model.all.map(\.name)
      if let name = value.string {
        model = Model.all.first { $0.name == name }
        if model == nil {
          note(
            "unknown model \(quoted(name))"
              + (nearestName(to: name, among: names).map { "; did you mean \(quoted($0))?" }
                ?? "; the models are \(names.joined(separator: ", "))"),
            at: here.appending("model"), offset: value.offset)
        }
      } else {
        expected("the name of a model", value, at: here.appending("model"))
      }
      modelIsUnknown = model == nil
    }
  }

  /// A model was named and is not known: what hangs on it is not complained of again.
  var modelIsUnknown = false
}

extension JSONValue {
  /// What a message calls this value: `a string ("300")`.
  var inWords: String {
    switch kind {
    case .null: "null"
    case .bool: bool == true ? "true" : "false"
    case .number: "a number (\(shortened(sourceText)))"
    case .string: "a string (\(quoted(string ?? "")))"
    case .array: count == 0 ? "an empty list" : "a list"
    case .object: count == 0 ? "an empty object" : "an object"
    }
  }
}

/// A name as a message shows it: in quotes, control characters escaped, long ones cut.
public func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in shortened(text).unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    case _ where scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value):
      let hex = String(scalar.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}

private func shortened(_ text: String) -> String {
  text.unicodeScalars.count <= 60 ? text : String(text.unicodeScalars.prefix(59)) + "…"
}
