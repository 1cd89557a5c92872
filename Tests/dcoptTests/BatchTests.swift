// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Oracle
import PlanSolving
import Planning
import Testing

@testable import dcopt

/// `batch` answers each line as `solve` answers a file, in order, whatever the others say.
struct BatchTests {
  private static let good = #"{"resources": {"a": {"cost": 2, "max": 5}}, "maximize": "cost"}"#

  @Test func `each line has the result that solve prints, for any number of threads`() throws {
    let specs = (UInt64(0)..<300).map { seed in
      String(
        RandomSpec(seed: seed, withIntegers: seed % 4 == 0).json.map { $0.isNewline ? " " : $0 })
    }
    let input = specs.joined(separator: "\n") + "\n"
    let run = try Run.dcopt("batch", "--jobs", "3", input: input)
    #expect(run.code == 0)
    let lines = run.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    #expect(lines.count == specs.count)
    for (spec, line) in zip(specs, lines) {
      let expected = try Planner().solve(Planner.read(Array(spec.utf8)).spec).output.line
      #expect(line == expected, "\(spec)")
    }
    for jobs in ["1", "2", "7"] {
      #expect(try Run.dcopt("batch", "--jobs", jobs, input: input).output == run.output)
    }
  }

  @Test func `a bad line says what is wrong with it, at its place, and the others are answered`()
    throws
  {
    let bad = #"{"resources": {"a": {"cost": "2"}}, "maximize": "cost"}"#
    let run = try Run.dcopt("batch", input: "\(Self.good)\n{\n\n\(bad)\r\n\(Self.good)")
    #expect(run.code == 0)
    let lines = try run.text.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? NSDictionary)
    }
    let statuses = lines.map { $0["status"] as? String }
    #expect(statuses == ["optimal", "invalid", "invalid", "invalid", "optimal"])
    let diagnostics = lines.compactMap { ($0["diagnostics"] as? [NSDictionary])?.first }
    #expect(
      diagnostics == [
        [
          "line": 1, "column": 2, "at": "", "severity": "error", "kind": "json",
          "says": "expected a key or \"}\", found the end of the text",
        ],
        [
          "line": 1, "column": 1, "at": "", "severity": "error", "kind": "json",
          "says": "expected a value, found the end of the text",
        ],
        [
          "line": 1, "column": 30, "at": "/resources/a/cost", "severity": "error", "kind": "spec",
          "says": "expected a number, found a string (\"2\")",
        ],
      ])
    #expect(run.error.isEmpty)
  }

  @Test func `hundreds of bad lines each get one line`() throws {
    let folder = Checkout.fixtures.appending(path: "bad")
    let texts = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .filter { $0.hasSuffix(".json") && $0 != "expected.json" }
      .map { try Data(contentsOf: folder.appending(path: $0)) }
      .filter { !$0.contains(10) }
    #expect(texts.count > 100)
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data(texts.joined(separator: [10])).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let run = try Run.dcopt("batch", "--jobs", "2", "--quiet", file.path)
    #expect(run.code == 0)
    #expect(run.error.isEmpty)
    let lines = run.text.split(separator: "\n")
    #expect(lines.count == texts.count)
    for line in lines { #expect(line.hasPrefix(#"{ "dcopt": 1, "status": ""#)) }
  }

  @Test func `warnings go to standard error with their line, and --strict makes them errors`()
    throws
  {
    let doubtful = #"{"resources": {"a": {"cost": 2, "noise": 5, "max": 1}}, "maximize": "cost"}"#
    let input = Self.good + "\n" + doubtful + "\n"
    let run = try Run.dcopt("batch", input: input)
    #expect(
      run.error
        == "<stdin>:2:33: warning: /resources/a/noise: nothing uses the attribute \"noise\"\n"
    )
    #expect(try Run.dcopt("batch", "--quiet", input: input).error.isEmpty)
    let strict = try Run.dcopt("batch", "--strict", input: input)
    #expect(strict.text.split(separator: "\n")[1].contains(#""severity": "error""#))
    #expect(strict.error.isEmpty)
  }

  @Test func `a line is answered before the next one is there`() throws {
    let run = try Run.shell(
      """
      folder=$(mktemp -d); mkfifo $folder/in $folder/out
      dcopt batch < $folder/in > $folder/out & exec 3> $folder/in 4< $folder/out
      for i in 1 2 3; do echo '\(Self.good)' >&3; read -r line <&4; echo "$line"; done
      exec 3>&-; wait; rm -r $folder
      """)
    #expect(run.text.split(separator: "\n").count == 3)
  }

  @Test func `no input is no output, and a wrong call says so`() throws {
    let run = try Run.dcopt("batch")
    #expect(run.code == 0 && run.output.isEmpty && run.error.isEmpty)
    #expect(try Run.dcopt("batch", "/nonexistent").code == 66)
    #expect(try Run.dcopt("batch", "/").code == 66)
    #expect(try Run.dcopt("batch", "--jobs", "0").code == 64)
    #expect(try Run.shell("echo '{}' | dcopt batch > /dev/full").code == 74)
  }

  @Test func `the memory does not grow with the input`() throws {
    let script = #"""
      import resource, subprocess, sys
      def peak(lines):
          line = b'{"title": "' + b'x' * 2000 + b'", "resources": 1}\n'
          code = """import resource, subprocess, sys
      run = subprocess.Popen(["dcopt", "batch", "--jobs", "2"], stdin=subprocess.PIPE,
                             stdout=subprocess.DEVNULL)
      line = sys.stdin.buffer.readline()
      for _ in range(int(sys.argv[1])): run.stdin.write(line)
      run.stdin.close(); run.wait()
      print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"""
          return int(subprocess.run([sys.executable, "-c", code, str(lines)], input=line,
                                    stdout=subprocess.PIPE, check=True).stdout)
      few, many = peak(1000), peak(20000)
      print("%d KiB, then %d KiB" % (few, many))
      sys.exit(0 if many < few + 8 * 1024 else 1)
      """#
    let run = try Run.shell("python3 - <<'END'\n\(script)\nEND")
    #expect(run.code == 0, "\(run.text)\(run.error)")
  }

  /// The processes of a batch are killed while it waits for lines, and while it has one.
  @Test(arguments: ["SEGV", "KILL", "ABRT"])
  func `a line that ends its process takes no other with it`(signal: String) throws {
    let slow = try String(
      contentsOf: Checkout.fixtures.appending(path: "outside/s17103.json"), encoding: .utf8
    ).replacing("\n", with: "")
    let run = try Run.shell(
      """
      folder=$(mktemp -d); mkfifo $folder/in
      dcopt batch --time-limit 60 < $folder/in > $folder/out 2> $folder/err & batch=$!
      exec 3> $folder/in
      echo '\(Self.good)' >&3; sleep 1; pkill -\(signal) -P $batch; sleep 0.3
      echo '\(Self.good)' >&3; sleep 1
      cat >&3 <<'E'
      \(slow)
      \(Self.good)
      E
      for i in 1 2; do sleep 2; pkill -\(signal) -P $batch; done; sleep 1
      echo '\(Self.good)' >&3
      exec 3>&-; wait $batch; echo "code $?" >> $folder/out
      cat $folder/out; cat $folder/err >&2; rm -r $folder
      """)
    let lines = run.text.split(separator: "\n")
    #expect(lines.count == 6, "\(run.text)\(run.error)")
    guard lines.count == 6 else { return }
    for k in [0, 1, 3, 4] { #expect(lines[k].contains("\"optimal\""), "\(lines[k])") }
    let isEnded = lines[2].contains("ended with signal")
    #expect(lines[2].contains("\"status\": \"failed\"") == isEnded, "\(lines[2])")
    #expect(lines[5] == (isEnded ? "code 70" : "code 0"), "\(run.error)")
    #expect(!isEnded || run.error.contains("<stdin>:3: the process that solved it ended"))
  }

  @Test func `a line that takes all memory is one line`() throws {
    let large =
      #"{"periods": 100000, "resources": {"#
      + (0..<40).map { #""r\#($0)": {"cost": 1, "w": 2, "ramp_up": 1}"# }.joined(separator: ", ")
      + #"}, "demands": {"w": 5}, "minimize": "cost"}"#
    let run = try Run.shell(
      """
      ulimit -v 300000
      { echo '\(Self.good)'; echo '\(large)'; echo '\(Self.good)'; } | dcopt batch
      """)
    let lines = run.text.split(separator: "\n")
    #expect(run.code == 70 && lines.count == 3, "\(run.code) \(run.error)")
    #expect(lines.count == 3 && lines[1].contains("\"status\": \"failed\""), "\(run.text)")
    #expect(lines[0] == lines[2])
    let alone = try Run.shell("ulimit -v 300000; echo '\(large)' | dcopt solve -")
    #expect(alone.code == 70 && alone.output.isEmpty, "\(alone.code)")
    #expect(alone.error.hasSuffix("dcopt: there is no memory left, or this is a defect\n"))
  }
}
