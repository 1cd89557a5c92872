// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the proof costs beside the solve, on programs of known kinds.
//
//   proof-benchmark FAMILY SIZE… [--seed N] [--basis FILE | --model FILE]
//
// FAMILY SIZE…: sum JOBS TYPES, fair JOBS TYPES PLACES, periods PERIODS RESOURCES DEMANDS,
// transport SOURCES SINKS, wide COLUMNS BUDGETS, random ROWS COLUMNS NONZEROS.
// --model writes the program as free MPS, and --basis proves a basis that HiGHS wrote for it, for
// programs that take GLPK too long. Without arguments, the table of benchmarks/proof/RESULTS.md.
import ExactNumbers
import ExactSimplex
import Foundation
import GLPKSolver
import LinearProgram

/// The processor's seconds that `body` takes: one thread works, and others may share the machine.
func seconds(_ body: () throws -> Void) rethrows -> Double {
  func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
  let begin = now()
  try body()
  return now() - begin
}

func shown(_ seconds: Double) -> String { String(format: "%9.4f", seconds) }

/// A basis file of HiGHS: `# Columns n`, n names with a number, `# Rows m`, m such.
func basis(_ path: String) throws -> Basis {
  let text = try String(contentsOfFile: path, encoding: .utf8)
  let statuses: [Basis.Status] = [.atLower, .basic, .atUpper, .atZero, .atLower]
  var lists: [[Basis.Status]] = []
  for line in text.split(separator: "\n") where lists.count < 3 {
    if line.hasPrefix("# Columns") || line.hasPrefix("# Rows") { lists.append([]) } else
    if !lists.isEmpty, !line.hasPrefix("#") {
      lists[lists.count - 1].append(statuses[Int(line.split(separator: " ").last!)!])
    }
  }
  return Basis(columns: lists[0], rows: lists[1])
}

func writeModel(_ program: LinearProgram, _ path: String) throws {
  func decimal(_ value: Rational) -> String { "\(value.double)" }
  var text = "NAME x\nOBJSENSE\n  \(program.sense == .maximize ? "MAX" : "MIN")\nROWS\n N c\n"
  for (i, row) in program.rows.enumerated() {
    text += " \(row.isFixed ? "E" : row.lower != nil ? "G" : "L") r\(i)\n"
  }
  text += "COLUMNS\n"
  for (j, column) in program.columns.enumerated() {
    if !column.cost.isZero { text += " x\(j) c \(decimal(column.cost))\n" }
    for entry in program.entries[j] { text += " x\(j) r\(entry.row) \(decimal(entry.value))\n" }
  }
  text += "RHS\n"
  for (i, row) in program.rows.enumerated() {
    text += " rhs r\(i) \(decimal(row.lower ?? row.upper!))\n"
  }
  text += "BOUNDS\n"
  for (j, column) in program.columns.enumerated() {
    if let upper = column.bounds.upper { text += " UP b x\(j) \(decimal(upper))\n" }
  }
  try (text + "ENDATA\n").write(toFile: path, atomically: false, encoding: .utf8)
}

func run(_ arguments: [String]) throws {
  var (sizes, seed, basisFile, modelFile) = ([Int](), UInt64(1), String?.none, String?.none)
  var k = 1
  while k < arguments.count {
    switch arguments[k] {
    case "--seed": k += 1; seed = UInt64(arguments[k])!
    case "--basis": k += 1; basisFile = arguments[k]
    case "--model": k += 1; modelFile = arguments[k]
    default: sizes.append(Int(arguments[k])!)
    }
    k += 1
  }
  var program: LinearProgram!
  let building = seconds {
    var families = Families(seed: seed)
    program = families.program(arguments[0], sizes)
  }
  if let modelFile { return try writeModel(program, modelFile) }
  let name = arguments[0] + sizes.map { " \($0)" }.joined()
  var (hint, total, status) = (Basis?.none, 0.0, "")
  if let basisFile {
    hint = try basis(basisFile)
  } else {
    total = try seconds {
      let solution = try Solver().solve(program)
      (hint, status) = (solution.basis, "\(solution.status) \(solution.proof)")
    }
  }
  var proof: BasisProof?
  let proving = seconds { proof = hint.flatMap { program.proof(from: $0) } }
  let answer =
    switch proof {
    case .exact(.optimal(let optimum)):
      "optimal \(program.objective(at: optimum.point).double)"
    case .exact(.infeasible): "infeasible"
    case .exact(.unbounded): "unbounded"
    case .rounded(let optimum): "optimal \(optimum.objective.double), rounded"
    case .bounded(let optimum):
      "bounded \(optimum.objective.double), gap \(optimum.relativeGap), "
        + "violation \(optimum.largestViolation.double)"
    case nil: "no verdict"
    }
  print(
    name.padding(toLength: 26, withPad: " ", startingAt: 0), shown(building), shown(total),
    shown(proving), status, answer)
}

print("family                       build  solve+proof   proof (seconds)")
if CommandLine.arguments.count > 1 {
  try run(Array(CommandLine.arguments.dropFirst()))
} else {
  for line in [
    "sum 1000 3", "sum 5000 3", "sum 2000 10", "fair 1000 3 2", "periods 168 20 4",
    "transport 100 1000", "wide 100000 1", "wide 50000 10", "random 1000 1000 10000",
    "random 10000 10000 100000",
  ] { try run(line.split(separator: " ").map(String.init)) }
}
