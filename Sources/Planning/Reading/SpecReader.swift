// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText

/// Reads a spec and notes everything that is wrong with it, not only the first thing.
struct SpecReader {
  let document: JSONDocument
  /// Where the document's parts come from; nil where it is the spec as it was written.
  private let places: TextPlaces?
  private(set) var findings: [Finding] = []
  private var duplicates: Set<Int> = []
  private var suggestions = 0
  private static let mostSuggestions = 100
  var spec = Spec()
  var model: Model?
  var names = NameTable()
  /// The members of the top level that are known.
  private(set) var found: [String: JSONMember] = [:]
  /// The attribute that stood at each place of the resource before: most likely it is the same.
  var lastAttributes: [(name: String, index: Int)?] = []
  /// Keys of plain resources, and of what stands under `on`, that were met before.
  var knownKeys = (ofResources: KnownKeys(), ofOptions: KnownKeys())
  /// The attributes that workloads name under `on`, right or wrong.
  var namedOnWorkloads: Set<Int> = []
  /// Made when a name is first looked up: most specs with many resources name none.
  private var resourcePlaces: [ExactName: Int]?

  /// Resources with a `start` that no scaling of theirs asks for, and where it stands.
  var idleStarts: [(resource: Int, offset: Int)] = []

  /// The link from one site to another.
  var linkPlaces: [Way: Int] = [:]

  struct Way: Hashable { let from, to: String }

  /// Whether the text is a scenario of another one: then its own scenarios are not read.
  private var isScenario = false
  /// What resources and demands say of scenarios.
  var committed = CommittedParts()

  /// Where keys of sections with rooms of their own lead, and who reads them, once one is met.
  let keys: SectionRegistry.Keys
  let registry: SectionRegistry
  private var rooms: [(any SectionReading)?]

  /// The spec in `bytes`, with its warnings, in the order of the file. Throws all that is wrong.
  static func read(
    _ bytes: [UInt8], tables: TableAccess = .none, isScenario: Bool = false,
    sections: SectionRegistry
  ) throws(Diagnostics) -> (spec: Spec, warnings: [Diagnostic]) {
    let document = try Diagnostics.reportingJSON(bytes)
    let whole = try SectionTables(document, tables)
    var reader = SpecReader(
      document: whole?.document ?? document, places: whole?.places, sections)
    reader.isScenario = isScenario
    reader.readRoot()
    if !isScenario { sections.readFutures(&reader) }
    let diagnostics = Diagnostics(list: reader.ordered)
    if diagnostics.hasErrors { throw diagnostics }
    reader.spec.tables = whole.map { TablePlaces(document: $0.document, places: $0.places) }
    return (reader.spec, diagnostics.list)
  }

  private init(document: JSONDocument, places: TextPlaces?, _ sections: SectionRegistry) {
    (self.document, self.places) = (document, places)
    (registry, keys) = (sections, SectionRegistry.Keys(sections))
    rooms = Array(repeating: nil, count: sections.readers.count)
  }

  /// The reader of a section.
  mutating func room(_ section: Int) -> any SectionReading {
    if let room = rooms[section] { return room }
    let room = registry.readers[section].init()
    rooms[section] = room
    return room
  }

  // MARK: - Noting

  struct Finding {
    let place: TextPlaces.Place
    let diagnostic: Diagnostic
  }

  /// Where the byte at an offset of the document was written.
  private func place(_ offset: Int) -> TextPlaces.Place {
    places?.place(ofOffset: offset)
      ?? .init(position: document.position(ofOffset: offset), anchor: offset)
  }

  mutating func note(
    _ says: String, at pointer: Pointer, offset: Int, severity: Diagnostic.Severity = .error
  ) {
    let place = place(offset)
    let diagnostic = Diagnostic(
      position: place.position, at: pointer.description, severity: severity, kind: .spec,
      says: says, file: place.file)
    findings.append(Finding(place: place, diagnostic: diagnostic))
  }

  /// The diagnostics in the order of the file; what is wrong with a table's header once, and not
  /// with each row.
  private var ordered: [Diagnostic] {
    var said: Set<String> = []
    let kept = findings.filter { finding in
      let (place, diagnostic) = (finding.place, finding.diagnostic)
      return !place.isHeader
        || said.insert("\(place.anchor):\(place.position.column):\(diagnostic.says)").inserted
    }
    return kept.enumerated()
      .sorted { left, right in
        let (a, b) = (left.element.place, right.element.place)
        return (a.anchor, a.position, left.offset) < (b.anchor, b.position, right.offset)
      }
      .map(\.element.diagnostic)
  }

  mutating func expected(_ what: String, _ value: JSONValue, at pointer: Pointer) {
    note("expected \(what), found \(value.inWords)", at: pointer, offset: value.offset)
  }

  mutating func unknown(
    _ what: String, _ member: JSONMember, at pointer: Pointer, among known: some Sequence<String>
  ) {
    let isColumn = member.key == SectionTables.key && member.value.kind == .string
    note(
      "unknown \(what) \(quoted(member.key))"
        + (isColumn
          ? "; a list that is in a table needs \"\(SectionTables.column)\" beside it"
          : suggestion(for: member.key, among: known)),
      at: pointer, offset: member.keyOffset)
  }

  /// A hint for the first of many mistakes: each looks at every known name.
  mutating func suggestion(for name: String, among known: some Sequence<String>) -> String {
    suggestions += 1
    if suggestions > Self.mostSuggestions { return "" }
    return nearestName(to: name, among: known).map { "; did you mean \(quoted($0))?" }
      ?? ReservedWords.word(for: name, among: known).map { "; the word for it is \(quoted($0))" }
      ?? ""
  }

  /// The members of an object without those whose key stood there before.
  func members(of value: JSONValue) -> [JSONMember] { Array(eachMember(of: value)) }

  /// The same one after another, of a long object.
  func eachMember(of value: JSONValue) -> DistinctMembers {
    DistinctMembers(members: value.members.makeIterator(), repeated: duplicates)
  }

  struct DistinctMembers: Sequence, IteratorProtocol {
    fileprivate var members: JSONMembers.Iterator
    fileprivate let repeated: Set<Int>

    mutating func next() -> JSONMember? {
      while let member = members.next() {
        if repeated.isEmpty || !repeated.contains(member.keyOffset) { return member }
      }
      return nil
    }
  }

  // MARK: - The top level

  private mutating func readRoot() {
    let root = document.root
    let here = Pointer()
    noteDuplicates()
    guard root.kind == .object else { return expected("a spec (an object)", root, at: here) }
    if ["status", "objective", "proof"].allSatisfy({ root[$0] != nil }) {
      return note("this is a result of dcopt, and no spec", at: here, offset: root.offset)
    }
    var further: [(section: Int, member: JSONMember)] = []
    for member in members(of: root) {
      let section = keys.section(of: member, in: .topLevel)
      if section == nil, !SpecFormat.header.contains(where: { member.keyEquals($0.name) }) {
        let known = SpecFormat.header + registry.formats.flatMap(\.topLevel)
        unknown("key", member, at: here.appending(member.key), among: known.map(\.name))
        continue
      }
      found[member.key] = member
      if let section, !registry.readers[section].isAlwaysAsked { further.append((section, member)) }
    }
    readHeader()
    for (index, reading) in registry.readers.enumerated() {
      if reading.isAlwaysAsked { room(index).read(&self) }
      for (section, member) in further where section == index {
        room(section).read(topLevel: member, at: here.appending(member.key), &self)
      }
    }
    spec.attributes = names.attributes
    for index in rooms.indices where rooms[index] != nil || registry.readers[index].isAlwaysAsked {
      if let section = room(index).finish(&self) { spec.sections.append(section) }
    }
    noteUnusedAttributes()
    closeSections()
  }

  /// Gives the sections the ends that the rest of the spec implies; a spec that is wrong has none.
  private mutating func closeSections() {
    if spec.sections.isEmpty || findings.contains(where: { $0.diagnostic.severity == .error }) {
      return
    }
    let ends = registry.ends(spec)
    for (index, section) in spec.sections.enumerated() {
      guard let open = section as? any OpenSection else { continue }
      spec.sections[index] = open.closed(by: ends, &self)
    }
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
      let first = place(duplicate.first).position
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
