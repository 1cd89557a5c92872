// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

extension MPSReader {
  /// What the lines say together.
  mutating func program() -> WrittenProgram {
    var program = WrittenProgram()
    program.name = text.string(name)
    program.isMaximization = isMaximization
    if let objective {
      program.objectiveName = text.string(rowNames.names[objective])
      // A right-hand side b of the objective c·x makes it c·x − b.
      if case .finite(let b)? = rows[objective].rightHandSide { program.constant = -b }
    }
    if isScattered { noteRepeatedEntries() }
    addRows(to: &program)
    addColumns(to: &program)
    program.warnings = remarks.toldWarnings
    return program
  }

  private func addRows(to program: inout WrittenProgram) {
    // The place of each row among those with bounds, and the entries by row.
    var starts = [Int](repeating: 0, count: rows.count + 1)
    for entry in entries where Int(entry.row) != objective { starts[Int(entry.row) + 1] += 1 }
    for i in rows.indices { starts[i + 1] += starts[i] }
    program.terms = [WrittenProgram.Term](
      repeating: .init(column: 0, coefficient: .zero), count: starts[rows.count])
    var next = starts
    for entry in entries where Int(entry.row) != objective {
      let place = next[Int(entry.row)]
      next[Int(entry.row)] = place + 1
      program.terms[place] = .init(column: Int(entry.column), coefficient: entry.value)
    }
    program.rows.reserveCapacity(rows.count)
    for (i, row) in rows.enumerated() where row.kind != .free {
      let bounds = row.bounds
      program.rows.append(
        .init(
          name: text.string(rowNames.names[i]), lower: bounds.lower, upper: bounds.upper,
          terms: starts[i]..<starts[i + 1]))
    }
  }

  private mutating func addColumns(to program: inout WrittenProgram) {
    if let objective {
      for entry in entries where Int(entry.row) == objective {
        columns[Int(entry.column)].cost = entry.value
      }
    }
    program.columns.reserveCapacity(columns.count)
    for j in columns.indices {
      let (lower, upper) = bounds(of: j)
      program.columns.append(
        .init(
          name: text.string(columnNames.names[j]), lower: lower, upper: upper,
          cost: columns[j].cost, isInteger: columns[j].isInteger))
    }
    for j in columns.indices {
      guard let offset = columns[j].semicontinuous else { continue }
      if !program.makeSemicontinuous(j) {
        note(WrittenProgram.openSemicontinuous(program.columns[j].name), at: offset)
      }
    }
  }

  private mutating func bounds(of j: Int) -> (lower: Rational?, upper: Rational?) {
    let column = columns[j]
    guard column.lower != nil || column.upper != nil else {
      return (.zero, column.isMarked ? .one : nil)
    }
    var lower: Rational? = .zero
    switch column.lower {
    case .finite(let value): lower = value
    case .minusInfinity: lower = nil
    default: break
    }
    guard case .finite(let upper)? = column.upper else { return (lower, nil) }
    if upper.signum < 0, column.lower == nil, column.semicontinuous == nil {
      remarks.warn(
        "the upper bound of the column \(text.quoted(columnNames.names[j])) is negative, and there "
          + "is no lower one: taken as no lower bound", at: column.offset, in: text)
      lower = nil
    }
    return (lower, upper)
  }

  /// Where the lines of a column are not together, the last column of a row does not tell whether
  /// one is there twice.
  private mutating func noteRepeatedEntries() {
    var places = [Int](repeating: -1, count: rows.count)
    var heads = [Int](repeating: -1, count: columns.count)
    var next = [Int](repeating: -1, count: entries.count)
    for k in entries.indices.reversed() {
      next[k] = heads[Int(entries[k].column)]
      heads[Int(entries[k].column)] = k
    }
    for j in columns.indices {
      var k = heads[j]
      while k >= 0 {
        let row = Int(entries[k].row)
        if places[row] == j {
          note(
            "a second number of the column \(text.quoted(columnNames.names[j])) in the row "
              + "\(text.quoted(rowNames.names[row])): solvers differ on which of them counts",
            at: entries[k].offset)
        }
        places[row] = j
        k = next[k]
      }
    }
  }
}

extension MPSReader.Row {
  /// The ends of a row: of an equation with a range, the range's sign says on which side it lies.
  var bounds: (lower: Rational?, upper: Rational?) {
    var side: Rational? = .zero
    switch rightHandSide {
    case .finite(let value): side = value
    case nil: break
    default: side = nil
    }
    guard let side else { return (nil, nil) }
    var width: Rational?
    if case .finite(let value)? = range { width = value }
    switch kind {
    case .free: return (nil, nil)
    case .less: return (width.map { side - $0.magnitude }, side)
    case .greater: return (side, width.map { side + $0.magnitude })
    case .equal:
      switch range {
      case nil: return (side, side)
      case .finite(let value): return value.signum < 0 ? (side + value, side) : (side, side + value)
      case .plusInfinity: return (side, nil)
      case .minusInfinity: return (nil, side)
      }
    }
  }
}
