// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation

/// Gives texts that nobody meant to the readers, in this process: fuzz-readers COUNT SEED FOLDER…
///
/// The texts are changed from those of the folders. Each is read twice, and must be read or refused with
/// a sentence and a place, the same both times. With the address sanitizer (`make fuzz-readers`) the
/// process ends where memory is touched that is none of the reader's. A text that ends the process is
/// found again by its number, which stands in the file `fuzz-readers.last`, and SEED.
@main
struct FuzzReaders {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count > 3, let count = Int(arguments[1]), let seed = UInt64(arguments[2]) else {
      print("fuzz-readers COUNT SEED FOLDER…")
      exit(64)
    }
    let mutations = try seeds(in: Array(arguments[3...]))
    var findings = 0
    var (isRead, isRefused) = ([Reader: Int](), [Reader: Int]())
    let readers = Reader.allCases.flatMap { Array(repeating: $0, count: $0.share) }
    let last = open("fuzz-readers.last", O_WRONLY | O_CREAT, 0o644)
    for number in 0..<count {
      var random = SplitMix64(state: seed << 32 | UInt64(number))
      let reader = readers.randomElement(using: &random)!
      let text = mutations[reader]!.text(&random)
      var said = Array("\(number) \(reader)      \n".utf8)
      pwrite(last, &said, said.count, 0)
      do {
        if try reader.read(text) {
          isRead[reader, default: 0] += 1
        } else {
          isRefused[reader, default: 0] += 1
        }
      } catch let finding as Finding {
        findings += 1
        let name = "fuzz-readers.\(seed).\(number).\(reader)"
        try Data(text).write(to: URL(filePath: name))
        print("\(name): \(finding.says)")
      }
    }
    for reader in Reader.allCases {
      print("\(reader): \(isRead[reader] ?? 0) read, \(isRefused[reader] ?? 0) refused")
    }
    print("\(count) texts, seed \(seed): \(findings) findings")
    exit(findings == 0 ? 0 : 1)
  }

  /// The texts of each reader, from all files of the folders that have its extension.
  private static func seeds(in folders: [String]) throws -> [Reader: Mutation] {
    var files: [String] = []
    for folder in folders {
      let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
      files += names.map { folder + "/" + $0 }
    }
    var result: [Reader: Mutation] = [:]
    for reader in Reader.allCases {
      let mine = files.filter { name in
        reader.extensions.contains { name.hasSuffix("." + $0) }
          // Models that are made to break GLPK, or to take all the time there is.
          && !(reader == .mod && name.contains("hostile"))
      }
      let texts = try mine.sorted().map { try Array(Data(contentsOf: URL(filePath: $0))) }
        .filter { !$0.isEmpty && $0.count < 200_000 }
      result[reader] = Mutation(
        seeds: texts + reader.samples.map { Array($0.utf8) }, words: reader.words)
    }
    return result
  }
}
