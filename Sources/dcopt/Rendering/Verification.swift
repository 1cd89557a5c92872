// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText
import Planning

/// Whether a printed result is what its spec proves, to the last digit.
struct Verification {
  let status: String
  let because: String?
  /// Whether it was found out; where not, nothing is said against the result.
  var isChecked = true
  var isProved: Bool { because == nil }

  init(of document: JSONDocument, for spec: Spec) {
    let given = document.root
    if let duplicate = document.duplicateKeys.first {
      status = "unknown"
      because = "the key \(quoted(duplicate.key)) is there twice"
      return
    }
    if let certificate = given.members.first(where: { $0.key == "certificate" }) {
      status = certificate.value.string ?? "unknown"
      because = Certificate.refusal(of: given, for: spec)
      return
    }
    status = given.members.first { $0.key == "status" }?.value.string ?? "unknown"
    if spec.running == nil, given.members.contains(where: { $0.key == "moves" }) {
      because = "the result starts from a running plan: say which, with --from and --keep-cost"
      return
    }
    switch Verifier.finding(on: given, for: spec) {
    case .refused(let reason): because = reason
    case .notChecked(let reason): (because, isChecked) = (reason, false)
    case .proved(let expected):
      // What is compared are the bytes that `solve` prints, as values.
      guard let printed = try? JSONDocument(parsing: Array(expected.json.utf8)) else {
        because = "the result could not be printed again"
        return
      }
      because = Self.difference(given, printed.root, at: Pointer())
    }
  }

  var json: String {
    var members: [(String, JSONOutput)] = [
      ("dcopt", .integer(1)), ("proved", .bool(isProved)), ("status", .string(status)),
    ]
    if !isChecked { members.append(("checked", .bool(false))) }
    if let because { members.append(("because", .string(because))) }
    return JSONOutput.object(members).line + "\n"
  }

  /// The first place where a result is not what it should be.
  private static func difference(
    _ given: JSONValue, _ right: JSONValue, at place: Pointer
  ) -> String? {
    // Which of the exact ways settled a search over whole numbers may differ; that it was settled
    // may not.
    if place.description == "/proof/method", right.string == "exact search",
      ["exact", "exact search"].contains(given.string)
    {
      return nil
    }
    // A basis says where to look and is no claim: there may be none on one side.
    if place.description.hasPrefix("/proof/bases/"), given.string == "" || right.string == "" {
      return nil
    }
    guard given.kind == right.kind else {
      return "\(place): is \(given.sourceText), and should be \(right.sourceText)"
    }
    switch right.kind {
    case .object:
      let known = Dictionary(right.members.map { (ExactName($0.key), $0.value) }) { first, _ in
        first
      }
      for member in given.members where known[ExactName(member.key)] == nil {
        // How it was solved is no part of the answer.
        if place.description.isEmpty, member.key == "statistics" { continue }
        return "\(place.appending(member.key)): should not be there"
      }
      let there = Dictionary(given.members.map { (ExactName($0.key), $0.value) }) { first, _ in
        first
      }
      for member in right.members {
        let inside = place.appending(member.key)
        // Nothing has to be said of the program without whole numbers where they leave no plan.
        if inside.description == "/proof/relaxation_bound", there[ExactName("bound")] == nil,
          there[ExactName(member.key)] == nil
        {
          continue
        }
        guard let value = there[ExactName(member.key)] else { return "\(inside): is missing" }
        if let found = difference(value, member.value, at: inside) { return found }
      }
      return nil
    case .array:
      guard given.count == right.count else {
        return "\(place): has \(given.count) entries, and should have \(right.count)"
      }
      for (index, pair) in zip(given.elements, right.elements).enumerated() {
        if let found = difference(pair.0, pair.1, at: place.appending(index)) { return found }
      }
      return nil
    case .number:
      if given.number?.double == right.number?.double { return nil }
    case .string:
      if given.string.map({ Array($0.utf8) }) == right.string.map({ Array($0.utf8) }) { return nil }
    default:
      if given.sourceText == right.sourceText { return nil }
    }
    return "\(place): is \(given.sourceText), and should be \(right.sourceText)"
  }
}
