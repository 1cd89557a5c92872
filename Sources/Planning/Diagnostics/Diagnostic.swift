// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText

/// One thing that is wrong, or doubtful, in a spec.
public struct Diagnostic: Sendable, Equatable {
  public enum Severity: String, Sendable { case error, warning }
  public enum Kind: String, Sendable {
    /// The text is no JSON.
    case json
    /// It is JSON, and no spec.
    case spec
    /// The text is no YAML, or says what JSON cannot.
    case yaml
    /// A file of another solver that is no program, or none that is solved here.
    case model
    /// A table that a spec names is no CSV, or not one that fits a section.
    case csv
  }

  public let position: TextPosition
  /// JSON Pointer (RFC 6901) of the place; empty for the whole text.
  public let at: String
  public let severity: Severity
  public let kind: Kind
  public let says: String
  /// The table in which the place is; nil for the text that was read itself.
  public var file: String?

  /// The same at another line: of a spec that is one line of a larger text.
  public func moved(toLine line: Int) -> Diagnostic {
    if file != nil { return self }
    return moved(to: TextPosition(line: line, column: position.column))
  }

  /// The same at another place.
  func moved(to position: TextPosition) -> Diagnostic {
    Diagnostic(position: position, at: at, severity: severity, kind: kind, says: says)
  }
}

/// The diagnostics of one text, in the order of the file.
public struct Diagnostics: Error, Sendable {
  public var list: [Diagnostic] = []
  public var hasErrors: Bool { list.contains { $0.severity == .error } }
}

extension Diagnostics {
  /// The JSON in `bytes`; where it is none, the diagnostic that says so.
  public static func reportingJSON(_ bytes: [UInt8]) throws(Diagnostics) -> JSONDocument {
    do throws(JSONError) {
      return try JSONDocument(parsing: bytes)
    } catch {
      throw Diagnostics(list: [
        Diagnostic(
          position: error.position, at: "", severity: .error, kind: .json, says: error.message)
      ])
    }
  }
}
