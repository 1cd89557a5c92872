// SPDX-License-Identifier: GPL-3.0-or-later
import Planning

extension Diagnostic {
  /// `spec.json:7:14: error: /resources/gpu/max: expected a number, found a string ("300")`
  func line(file: String, color: Color = .off) -> String {
    let place = at.isEmpty ? "" : "\(printable(at)): "
    let severity = color.paint("\(severity.rawValue):", severity == .error ? .red : .yellow)
    return
      "\(printable(self.file ?? file)):\(position.line):\(position.column): \(severity) \(place)\(printable(says))"
  }

  /// The members of the same as a JSON object.
  var members: [(String, JSONOutput)] {
    [
      ("line", .integer(position.line)), ("column", .integer(position.column)),
      ("at", .string(at)), ("severity", .string(severity.rawValue)),
      ("kind", .string(kind.rawValue)), ("says", .string(says)),
    ]
  }

  /// The same as an annotation of GitHub Actions, which shows it at its line in a pull request
  /// (docs.github.com, "Workflow commands for GitHub Actions"; the escapes are those of
  /// actions/toolkit, packages/core/src/command.ts).
  func annotation(file: String) -> String {
    let place = at.isEmpty ? "" : "\(at): "
    return
      "::\(severity.rawValue) file=\(Self.escaped(self.file ?? file, isProperty: true)),line=\(position.line),"
      + "col=\(position.column)::\(Self.escaped(place + says, isProperty: false))"
  }

  private static func escaped(_ text: String, isProperty: Bool) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      case ":" where isProperty: result += "%3A"
      case "," where isProperty: result += "%2C"
      default:
        // ESC and its kin mean nothing to a page and much to a terminal.
        result += printable(String(scalar))
      }
    }
    return result
  }
}

extension Diagnostics {
  /// In place of a result.
  var output: JSONOutput {
    .object([
      ("dcopt", .integer(1)), ("status", .string("invalid")),
      (
        "diagnostics",
        .list(
          list.map { .object(($0.file.map { [("file", .string($0))] } ?? []) + $0.members) })
      ),
    ])
  }
}

extension JSONOutput {
  /// In place of a result, where it is not the spec that is wrong.
  static func failed(because reason: String) -> JSONOutput {
    .object([("dcopt", .integer(1)), ("status", .string("failed")), ("because", .string(reason))])
  }
}
