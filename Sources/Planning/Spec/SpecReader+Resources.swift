// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText
import LinearProgram

extension SpecReader {
  static let reservedInResource = SpecFormat.resource.map(\.name)

  mutating func readResources(_ value: JSONValue) {
    let here = Pointer().appending("resources")
    guard value.kind == .object, value.count > 0 else {
      return expected("an object of resources, at least one", value, at: here)
    }
    names.isKnown = true
    for attribute in model?.defaults.keys.sorted() ?? [] { names.give(attribute) }
    for member in members(of: value) {
      let pointer = here.appending(member.key)
      if member.key.isEmpty {
        note("a resource needs a name", at: pointer, offset: member.keyOffset)
      }
      readResource(member, at: pointer)
    }
  }

  private mutating func readResource(_ member: JSONMember, at pointer: Pointer) {
    names.resources[ExactName(member.key)] = spec.resources.count
    var bounds = LinearProgram.Bounds(lower: .zero, upper: nil)
    var attributes = model?.defaults ?? [:]
    var seen: Set<String> = []
    var (minAt, maxAt): (Pointer?, Pointer?)
    var maxOffset = 0
    var isInteger = false
    defer {
      spec.resources.append(
        Spec.Resource(
          name: member.key, at: pointer, bounds: bounds, minAt: minAt, maxAt: maxAt,
          isInteger: isInteger, attributes: attributes))
    }
    guard member.value.kind == .object else {
      return expected("an object of attributes", member.value, at: pointer)
    }
    for field in members(of: member.value) {
      let value = field.value
      switch field.key {
      case "min":
        minAt = pointer.appending("min")
        if mayHaveNoMin, value.kind == .null {
          bounds.lower = nil
        } else if let number = number(value, at: minAt!) {
          bounds.lower = number
        }
      case "max":
        maxAt = pointer.appending("max")
        maxOffset = value.offset
        if let number = number(value, at: maxAt!) { bounds.upper = number }
      case "integer":
        if let flag = value.bool {
          isInteger = flag
        } else {
          expected("true or false", value, at: pointer.appending("integer"))
        }
      case Spec.units:
        note(
          "\"units\" is built in: 1 for every resource, and not to be set",
          at: pointer.appending(field.key), offset: field.keyOffset)
      case "":
        note(
          "an attribute needs a name", at: pointer.appending(field.key), offset: field.keyOffset)
      default:
        names.add(
          attribute: field.key, at: pointer.appending(field.key), offset: field.keyOffset)
        if !seen.insert(field.key).inserted {
          note(
            "\(quoted(field.key)) is there twice, spelled with different Unicode characters",
            at: pointer.appending(field.key), offset: field.keyOffset)
        }
        if let number = number(value, at: pointer.appending(field.key)) {
          attributes[field.key] = number
        }
      }
    }
    if let upper = bounds.upper, let lower = bounds.lower, lower > upper {
      let floor = minAt == nil ? "min, which is 0 where it is left out" : "min (\(lower.text))"
      note("max (\(upper.text)) is below \(floor)", at: maxAt!, offset: maxOffset)
    }
  }

  /// The number at `value`; a complaint and nil where there is none.
  mutating func number(_ value: JSONValue, at pointer: @autoclosure () -> Pointer) -> Rational? {
    guard let number = value.number else {
      expected("a number", value, at: pointer())
      return nil
    }
    return Rational(number)
  }

  mutating func noteUnusedAttributes() {
    for attribute in names.unused {
      note(
        "nothing uses the attribute \(quoted(attribute.name))"
          + suggestion(for: attribute.name, among: Self.reservedInResource),
        at: attribute.pointer, offset: attribute.offset, severity: .warning)
    }
  }
}

extension Rational {
  /// The exact value of a JSON number.
  init(_ number: JSONNumber) {
    if let digits = number.digits {
      self.init(digits: (number.isNegative ? "-" : "") + digits, exponent: number.exponent)
    } else if number.significand == 0 {
      self = .zero
    } else {
      self.init(
        isNegative: number.isNegative, significand: number.significand, exponent: number.exponent)
    }
  }

  /// The exact value of a decimal as JSON writes numbers; nil where the text is none.
  public init?(decimal text: String) {
    guard let number = try? JSONDocument(parsing: Array(text.utf8)).root.number else { return nil }
    self.init(number)
  }

  /// The shortest text of the nearest double: what people and programs are shown.
  public var text: String { printed(double) }
}

/// A double as JSON has it: shortest digits that give it back, no `.0`, no minus before zero.
public func printed(_ value: Double) -> String {
  if let integer = Int64(exactly: value), integer.magnitude < 1 << 53 { return String(integer) }
  let text = value.description
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
