// SPDX-License-Identifier: GPL-3.0-or-later
//
// dcopt-bench FILE [--glpk primal|dual|flip] [--no-proof] [--repeat N]
// dcopt-bench --parse FILE
//
// Reads a program from free MPS and prints a line of JSON: the times from the loaded program to
// the answer, the objective, the counts and the peak memory. Of several runs, the shortest counts.
// With --parse it reads a file and parses it as JSON, and does nothing with it.
import GLPKSolver
import Glibc
import JSONText

struct Arguments {
  var path = ""
  var onlyParses = false
  var plain: BenchmarkRun.Plain?
  var proves = true
  var repeats = 1

  init(_ arguments: [String]) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "--glpk": plain = BenchmarkRun.Plain(rawValue: rest.popFirst() ?? "")
      case "--no-proof": proves = false
      case "--parse": onlyParses = true
      case "--repeat": repeats = Int(rest.popFirst() ?? "") ?? 1
      default: path = argument
      }
    }
  }
}

func seconds(_ duration: Duration) -> Double {
  Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
}

/// Peak memory of this process in megabytes: VmHWM, as what `getrusage` says begins with the peak of
/// whatever program started this one.
func peakMegabytes() -> Double {
  let lines = String(decoding: bytes(of: "/proc/self/status"), as: UTF8.self).split(separator: "\n")
  let peak = lines.first { $0.hasPrefix("VmHWM:") }
  return peak?.split(separator: " ").dropFirst().first.flatMap { Double($0) }.map { $0 / 1024 } ?? 0
}

/// The bytes of a file.
func bytes(of path: String) -> [UInt8] {
  guard let file = fopen(path, "r") else { return [] }
  defer { fclose(file) }
  // What the kernel writes as it is read has no length.
  let length = fseek(file, 0, SEEK_END) == 0 ? ftell(file) : 0
  rewind(file)
  return [UInt8](unsafeUninitializedCapacity: max(length, 1 << 16)) { buffer, count in
    count = fread(buffer.baseAddress, 1, buffer.count, file)
  }
}

let arguments = Arguments(Array(CommandLine.arguments.dropFirst()))
if arguments.onlyParses {
  let start = ContinuousClock.now
  let document = try JSONDocument(parsing: bytes(of: arguments.path))
  let time = start.duration(to: .now)
  let kind = document.root.kind
  print("{\"kind\": \"\(kind)\", \"wall\": \(seconds(time)), \"mb\": \(peakMegabytes())}")
  exit(0)
}
do {
  let program = try MPSReader.program(in: arguments.path)
  let loadedMegabytes = peakMegabytes()
  var best: BenchmarkRun?
  for _ in 0..<max(1, arguments.repeats) {
    let run = try BenchmarkRun(program, plain: arguments.plain, proves: arguments.proves)
    if best == nil || run.processor < best!.processor { best = run }
  }
  let run = best!
  // The parts are measured by the wall clock: give them their share of the processor's time.
  let share = seconds(run.processor) / max(1e-9, seconds(run.total))
  let fields: [(String, String)] = [
    ("status", "\"\(run.status)\""), ("proof", "\"\(run.proof)\""),
    ("objective", run.objective.map { "\($0)" } ?? "null"),
    ("seconds", "\(seconds(run.processor))"), ("wall", "\(seconds(run.total))"),
    ("numbers", "\(share * seconds(run.numbers))"),
    ("method", "\(share * seconds(run.statistics.methodTime))"),
    ("glpk", "\(share * seconds(run.statistics.solverTime))"),
    ("prove", "\(share * seconds(run.statistics.proofTime))"),
    ("steps", "\(run.statistics.methodIterations)"), ("pivots", "\(run.statistics.pivots)"),
    ("fell_back", "\(run.statistics.fellBack)"),
    ("mb", "\(peakMegabytes())"), ("mb_loaded", "\(loadedMegabytes)"),
    ("algorithm", "\"\(run.statistics.method)\""), ("why", "\"\(run.statistics.why)\""),
  ]
  print("{" + fields.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}")
} catch {
  print("{\"status\": \"error\", \"says\": \"\(error)\"}")
  exit(1)
}
