// SPDX-License-Identifier: GPL-3.0-or-later

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A file that is written before it has its name, so that under its name it is whole or as it was.
///
/// Where the system has files without a name (O_TMPFILE of open(2), Linux), nothing is left of one
/// whose process is killed. Where the name is taken, the new file needs one of its own for the moment
/// of the rename.
struct NewFile {
  let descriptor: Int32
  private let target: String
  /// A temporary name; nil while there is none.
  private var name: [CChar]?

  /// nil, and `errno` says why, where no file can be made in the target's folder.
  init?(at target: String) {
    self.target = target
    let folder = target.lastIndex(of: "/").map { String(target[...$0]) } ?? "."
    // 0o20000000 | O_DIRECTORY: the macro is no constant that Swift can read.
    let nameless = open(folder, 0o20200000 | O_WRONLY | O_CLOEXEC, 0o600)
    if nameless >= 0 {
      descriptor = nameless
      return
    }
    var name = Array((target + ".XXXXXX").utf8CString)
    descriptor = mkstemp(&name)
    if descriptor < 0 { return nil }
    self.name = name
  }

  /// Gives the file its name, in place of one that has it where that is meant. False, and `errno` says
  /// why, where that fails.
  mutating func take(replacing: Bool) -> Bool {
    if name == nil {
      if !replacing, link(as: Array(target.utf8CString)) { return finish() }
      guard linkUnderOtherName() else { return false }
    }
    guard rename(name!, target) == 0 else { return false }
    name = nil
    return finish()
  }

  private func finish() -> Bool { close(descriptor) == 0 }

  private func link(as name: [CChar]) -> Bool {
    linkat(AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0
  }

  /// A name that nobody has, as mkstemp(3) finds one.
  private mutating func linkUnderOtherName() -> Bool {
    for _ in 0..<100 {
      let number = UInt32.random(in: 0..<(1 << 30))
      let candidate = Array("\(target).\(String(number, radix: 36))".utf8CString)
      if link(as: candidate) {
        name = candidate
        return true
      }
      if errno != EEXIST { return false }
    }
    return false
  }

  /// Leaves nothing behind; `errno` stays as it is.
  func discard() {
    let reason = errno
    if let name { unlink(name) }
    close(descriptor)
    errno = reason
  }
}
