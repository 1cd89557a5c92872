// SPDX-License-Identifier: GPL-3.0-or-later
import GLPKSolver
import JSONText

extension ModelFile {
  /// The text of a spec that says the same: each column a resource with its cost as the one
  /// attribute, each row a constraint on amounts.
  ///
  /// - A number is the shortest decimal that reads back to the double that GLPK has.
  /// - A constant of the objective is a resource of its own whose amount is fixed at 1, with an
  ///   attribute of its own, so that the result shows the objective's two parts.
  /// - A row without bounds says nothing and is left out; the objective of an MPS file is one.
  /// - A column without a lower end has `"min": null`, which no spec may have.
  var specText: String {
    var columnNames = UniqueNames(taken: [""])
    let columns = columns.enumerated().map { j, column in
      columnNames.take(column.name.isEmpty ? "column \(j + 1)" : column.name)
    }
    let hasConstant = constant != 0 || columns.isEmpty
    let constantName = columnNames.take("objective constant")
    // A term of a constraint must not be a resource and an attribute at once.
    var attributeNames = columnNames
    for reserved in SpecReader.reservedInResource + [Spec.units] {
      _ = attributeNames.take(reserved)
    }
    let cost = attributeNames.take(objectiveName.isEmpty ? "objective" : objectiveName)
    var text = "{"
    func add(_ key: String, to text: inout String) {
      text.appendQuoted(key)
      text += ":"
    }
    if !name.isEmpty {
      text += "\"title\":"
      text.appendQuoted(name)
      text += ","
    }
    text += "\"resources\":{"
    for (name, column) in zip(columns, self.columns) {
      add(name, to: &text)
      text += "{"
      add(cost, to: &text)
      text += printed(column.cost) + ",\"min\":" + (column.lower.map(printed) ?? "null")
      if let upper = column.upper { text += ",\"max\":" + printed(upper) }
      if column.isInteger { text += ",\"integer\":true" }
      text += "},"
    }
    if hasConstant {
      add(constantName, to: &text)
      text += "{"
      add(constantName, to: &text)
      text += printed(constant) + ",\"min\":1,\"max\":1},"
    }
    text.removeLast()
    text += "},\"constraints\":{"
    var rowNames = UniqueNames(taken: [""])
    let anyColumn = columns.first ?? constantName
    for (i, row) in rows.enumerated() where row.lower != nil || row.upper != nil {
      add(rowNames.take(row.name.isEmpty ? "row \(i + 1)" : row.name), to: &text)
      text += "{\"terms\":{"
      if row.terms.isEmpty {
        add(anyColumn, to: &text)
        text += "0,"
      }
      for term in row.terms {
        add(columns[term.column], to: &text)
        text += printed(term.coefficient) + ","
      }
      text.removeLast()
      text += "}"
      if let lower = row.lower, lower == row.upper {
        text += ",\"equals\":" + printed(lower)
      } else {
        if let lower = row.lower { text += ",\"min\":" + printed(lower) }
        if let upper = row.upper { text += ",\"max\":" + printed(upper) }
      }
      text += "},"
    }
    if text.hasSuffix(",") { text.removeLast() }
    text += "},"
    add(isMaximization ? "maximize" : "minimize", to: &text)
    text += "["
    if !columns.isEmpty { text.appendQuoted(cost) }
    if hasConstant {
      text += columns.isEmpty ? "" : ","
      text.appendQuoted(constantName)
    }
    return text + "]}"
  }
}

extension ModelFile {
  /// Takes the lower end from each column whose upper end is negative while the lower one is 0,
  /// and returns their names. In MPS a column without a lower bound has 0; most readers take a
  /// negative upper bound alone as one without a lower, and GLPK as a contradiction.
  mutating func openBelow() -> [String] {
    let found = columns.indices.filter { columns[$0].lower == 0 && columns[$0].upper ?? 0 < 0 }
    for j in found { columns[j].lower = nil }
    return found.map { columns[$0].name }
  }
}

/// Gives each name once: a second `x` becomes `x 2`.
struct UniqueNames {
  private var taken: Set<ExactName>
  /// The last number that each name got: ten thousand of one name are told apart in linear time.
  private var counts: [ExactName: Int] = [:]
  var separator = " "

  init(taken: [String] = [], separator: String = " ") {
    self.taken = Set(taken.map(ExactName.init))
    self.separator = separator
  }

  mutating func take(_ wanted: String) -> String {
    if taken.insert(ExactName(wanted)).inserted { return wanted }
    var (name, count) = (wanted, counts[ExactName(wanted)] ?? 1)
    repeat {
      count += 1
      name = "\(wanted)\(separator)\(count)"
    } while !taken.insert(ExactName(name)).inserted
    counts[ExactName(wanted)] = count
    return name
  }
}
