// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import LinearProgram
import PlanSolving
import Planning

/// Reading, solving and writing. The defaults are those of the command's options.
struct SolveTask {
  var input = SpecReading()
  var planner = Planner()
  var extras: Planner.Extras = []
  var repairWeights = Repair.Weights()
  var words = Words()
  var format = Output.reportFormat(for: nil)
  var output: String?
  var isVerbose = false

  /// One spec, after `prepare` has had it. Throws the exit code unless all is well.
  func run(
    _ path: String, certificate: String? = nil, prepare: (Spec) throws -> Spec = { $0 }
  ) throws {
    let result = try input.orExit {
      try self.result(of: path) { try prepare(input.read(path, for: &$0)) }
    }
    let end = ContinuousClock.now
    let count = try format.write(result, in: words, color: input.color, to: output)
    report("\(count) bytes written", since: end, path)
    if let certificate {
      guard let proof = result.certificate else {
        Output.complain(
          "dcopt: no certificate: after a stop, or a search that was not closed exactly, there is "
            + "none to write")
        throw ExitCode(73)
      }
      guard let text = Self.isVIPR(certificate) ? proof.vipr : proof.json else {
        Output.complain(
          "dcopt: no certificate in VIPR's format, which is for one objective with a plan or without "
            + "one, and figures that can be written down: name a file that does not end in .vipr")
        throw ExitCode(73)
      }
      try Output.write(text, to: certificate)
    }
    if let code = Interruption.exitCode ?? result.exitCode { throw code }
  }

  /// Whether a certificate is asked for in VIPR's format.
  static func isVIPR(_ path: String) -> Bool { path.hasSuffix(".vipr") }

  /// In a function of its own, so that a large spec is gone before its result is written.
  private func result(
    of path: String, _ read: (inout Planner) throws -> Spec
  ) throws -> PlanResult {
    let start = ContinuousClock.now
    var planner = planner
    let spec = try read(&planner)
    report("read", since: start, path)
    return try solve(spec, path, planner)
  }

  /// Several specs, one after the other. Throws the greatest exit code.
  func run(_ paths: [String]) throws {
    var worst: Int32 = 0
    var several = SeveralReports(
      format: format, words: words, color: input.color, output: output)
    for path in paths {
      worst = max(worst, answer(path, &several))
      if output == nil { try Output.write(several.take(), to: nil) }
      if Interruption.hasCome { break }
    }
    try Output.write(several.end(), to: output)
    if let code = Interruption.exitCode { throw code }
    if worst != 0 { throw ExitCode(worst) }
  }

  /// One of several. Returns the exit code.
  private func answer(_ path: String, _ several: inout SeveralReports) -> Int32 {
    let name = SpecReading.name(path)
    do {
      let result = try result(of: path) { try input.spec(at: path, for: &$0) }
      several.add(result, named: name)
      return result.exitCode?.rawValue ?? 0
    } catch let diagnostics as Diagnostics {
      several.add(diagnostics.output, "invalid", named: name)
      return 65
    } catch {
      let code = (error as? ExitCode)?.rawValue ?? 70
      let reason =
        switch code {
        case 64: "no bound where a repair weight is"
        case 66: "cannot be read"
        default: "a defect: see standard error"
        }
      several.add(.failed(because: reason), reason, named: name)
      return code
    }
  }

  private func report(_ what: String, since start: ContinuousClock.Instant, _ path: String) {
    if !isVerbose { return }
    let time = start.duration(to: .now).inMilliseconds
    Output.complain("\(SpecReading.name(path)): \(what) in \(time)")
  }

  private func solve(
    _ spec: Spec, _ path: String, _ planner: Planner
  ) throws -> PlanResult {
    let name = SpecReading.name(path)
    try repairWeights.check(for: spec, in: name)
    if let refusal = Planner.refusal(of: extras, for: spec) {
      Output.complain("\(name): \(refusal)")
      throw ExitCode(64)
    }
    let start = ContinuousClock.now
    Interruption.listen()
    if isVerbose { Output.complain("\(name): \(Formulation(spec).program.sizeInWords)") }
    if isVerbose { for remark in spec.remarks { Output.complain("\(name): \(remark)") } }
    let result = try input.answeringOrDiagnostics(path) {
      try working(planner, log: isVerbose ? name : nil) { planner in
        try planner.solve(spec, also: extras, repairWeights: repairWeights)
      }
    }
    if extras.contains(.sensitivity), result.status == .optimal, result.sensitivity == nil,
      !input.quiet
    {
      Output.complain(
        "\(name): no prices: "
          + (result.hasPrices
            ? "they were not found out"
            : "over whole numbers a bound matters in steps; dcopt sweep --breakpoints tells them"))
    }
    if isVerbose {
      let objective = result.objective.value.map { ", objective \($0.text)" } ?? ""
      let time = start.duration(to: .now).inMilliseconds
      Output.complain(
        "\(name): \(result.status.rawValue)\(objective) after \(time); proof: "
          + result.proof.method.rawValue)
      if let solve = result.statistics?.solve { Output.complain("\(name): \(solve.times)") }
    }
    return result
  }
}

extension LinearProgram {
  /// `2 rows, 3 columns (1 of whole numbers), 6 coefficients`.
  fileprivate var sizeInWords: String {
    let whole = columns.count { $0.isInteger }
    let integers = whole == 0 ? "" : " (\(whole) of whole numbers)"
    let nonzeros = entries.reduce(0) { $0 + $1.count }
    return "\(rows.count) rows, \(columns.count) columns\(integers), \(nonzeros) coefficients"
  }
}

extension Duration {
  /// `1.3 ms`.
  var inMilliseconds: String {
    let (seconds, attoseconds) = components
    let tenths = (Double(seconds) * 10_000 + Double(attoseconds) / 1e14).rounded()
    return printed(tenths / 10) + " ms"
  }
}
