// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

/// Every command that a page shows is run, and what it prints is compared with the page byte for
/// byte. `DCOPT_UPDATE=1` writes the pages anew.
struct DocumentationTests {
  /// Every page with commands in it.
  static let pages: [String] = {
    let docs =
      (try? FileManager.default.contentsOfDirectory(
        atPath: Checkout.root.appending(path: "docs").path)) ?? []
    let pages = docs.filter { $0.hasSuffix(".md") }.sorted().map { "docs/\($0)" }
    return (["README.md", "examples/README.md"] + pages).filter { page in
      let text = try? String(contentsOf: Checkout.root.appending(path: page), encoding: .utf8)
      return text?.contains("```console") == true
    }
  }()

  @Test(arguments: pages)
  func `what the page shows is what dcopt prints`(page: String) throws {
    let file = Checkout.root.appending(path: page)
    let text = try String(contentsOf: file, encoding: .utf8)
    var made: [String] = []
    var isInside = false
    var isOutput = false
    var commands = 0
    let lines = text.components(separatedBy: "\n")
    for (number, line) in lines.enumerated() {
      if isInside, line.hasPrefix("```") { (isInside, isOutput) = (false, false) }
      if isInside, line.hasPrefix("$ ") {
        commands += 1
        let run = try Run.shell(String(line.dropFirst(2)) + " 2>&1")
        let last = lines[(number + 1)...].prefix { !$0.hasPrefix("$ ") && !$0.hasPrefix("```") }
          .last { $0.hasPrefix("# exits with ") }
        let expected = last.flatMap { Int32($0.dropFirst("# exits with ".count)) } ?? 0
        #expect(run.code == expected, "\(page):\(number + 1): \(line)")
        made.append(line)
        made += run.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
          .map(String.init)
        if let last { made.append(last) }
        isOutput = true
      } else if !isOutput {
        made.append(line)
      }
      if line.hasPrefix("```console") { isInside = true }
    }
    #expect(commands > 0)
    let result = made.joined(separator: "\n")
    if Checkout.updates {
      try result.write(to: file, atomically: true, encoding: .utf8)
    } else {
      #expect(result == text, "\(page) shows something else")
    }
  }

  @Test func `the pages of the guide are found`() {
    #expect(Self.pages.count >= 12)
  }

  @Test func `the README is short, and every link of the guide leads somewhere`() throws {
    let readme = try String(
      contentsOf: Checkout.root.appending(path: "README.md"), encoding: .utf8)
    #expect(readme.components(separatedBy: "\n").count <= 201)
    for page in ["README.md", "docs/README.md"] + Self.pages {
      let file = Checkout.root.appending(path: page)
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(of: /\]\(([^)#: ]+)(#[^)]*)?\)/) {
        let target = file.deletingLastPathComponent().appending(path: String(match.1))
        #expect(FileManager.default.fileExists(atPath: target.path), "\(page): \(match.1)")
      }
    }
  }

  @Test func `every example is shown`() throws {
    let folder = Checkout.root.appending(path: "examples")
    let page = try String(contentsOf: folder.appending(path: "README.md"), encoding: .utf8)
    let specs = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".json") }
    #expect(specs.count >= 9)
    for spec in specs { #expect(page.contains("$ dcopt solve examples/\(spec)"), "\(spec)") }
  }

  @Test func `the examples are what their script makes of the data`() throws {
    let run = try Run.shell("python3 examples/make.py --check")
    #expect(run.code == 0, "\(run.text)\(run.error)")
  }
}
