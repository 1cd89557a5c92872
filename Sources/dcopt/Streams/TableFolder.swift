// SPDX-License-Identifier: GPL-3.0-or-later
import Planning

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The folder from which a spec's tables are read: that of the spec, or the current one for
/// standard input. A path in a spec leads out of it only with `--allow-outside`.
struct TableFolder: Sendable {
  /// With a slash at its end, or empty for the current folder.
  private let path: String
  private let allowsOutside: Bool

  init(ofSpecAt spec: String, allowsOutside: Bool) {
    let end = spec == "-" ? nil : spec.lastIndex(of: "/")
    path = end.map { String(spec[...$0]) } ?? ""
    self.allowsOutside = allowsOutside
  }

  var access: TableAccess { TableAccess(open) }

  /// Only what `realpath` says is opened, so that no symbolic link leads elsewhere.
  @Sendable private func open(_ table: String) -> TableAccess.Opened {
    if table.utf8.contains(0) || table.isEmpty { return .refused(because: "is no file's name") }
    if !allowsOutside {
      if table.hasPrefix("/") { return Self.outside("is an absolute path") }
      if table.split(separator: "/").contains("..") { return Self.outside("has \"..\" in it") }
    }
    let file = table.hasPrefix("/") ? table : path + table
    guard let real = Self.realPath(file) else { return .refused(because: Self.reason) }
    if !allowsOutside {
      guard let folder = Self.realPath(path.isEmpty ? "." : path) else {
        return .refused(because: Self.reason)
      }
      guard real.hasPrefix(folder == "/" ? "/" : folder + "/") else {
        return Self.outside("leads out of the spec's folder")
      }
    }
    var status = stat()
    guard stat(real, &status) == 0 else { return .refused(because: Self.reason) }
    guard status.st_mode & S_IFMT == S_IFREG || allowsOutside else {
      return .refused(because: "cannot be read: it is no regular file")
    }
    guard let bytes = Input.contents(ofFileAt: real) else { return .refused(because: Self.reason) }
    return .table(bytes, file: file)
  }

  private static func outside(_ what: String) -> TableAccess.Opened {
    .refused(
      because: "\(what): a table is beside its spec or below, unless --allow-outside is given")
  }

  private static var reason: String { "cannot be read: \(String(cString: strerror(errno)))" }

  private static func realPath(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}
