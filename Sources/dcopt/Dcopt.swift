// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import GLPKSolver
import Planning

@main
struct Dcopt: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dcopt",
    abstract: "Plan data-center resources: exact answers to linear programs written as JSON.",
    discussion: """
      A spec says what you have, what you need and what you may spend. `dcopt solve` finds the \
      best plan, proves it in exact arithmetic and prints it.

      Exit codes: 0 optimal, 1 a check failed, 2 infeasible, 3 unbounded, 4 stopped at a limit, \
      64 usage, 65 the spec is invalid, 66 an input cannot be read, 70 a defect, 73 and 74 the \
      output cannot be created or written, 130 and 143 interrupted.

      EXAMPLE:
        dcopt init energy > spec.json && dcopt solve spec.json
      """,
    version: "dcopt 0.1.0 (GLPK \(Solver.glpkVersion))",
    subcommands: [
      Solve.self, Batch.self, Validate.self, Check.self, Verify.self, Explain.self, Diff.self,
      Evaluate.self,
      SweepCommand.self, Pareto.self, Export.self, Schema.self, Init.self,
    ])

  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    // The process that solves the lines of a batch tells the one that started it by its signal.
    if !arguments.starts(with: ["batch", "--worker"]) { Crash.isASentence() }
    if let solve = PlainSolve(arguments) {
      do {
        try solve.run()
      } catch {
        end(with: error)
      }
    } else if let word = arguments.first, !word.hasPrefix("-"), !commandNames.contains(word) {
      let near = nearestName(to: word, among: commandNames)
      exit(
        withError: ValidationError(
          "There is no command '\(word)'." + (near.map { " Did you mean '\($0)'?" } ?? "")))
    } else {
      var command: any ParsableCommand
      do {
        command = try parseAsRoot(nil)
      } catch {
        exit(withError: error)
      }
      do {
        try command.run()
      } catch {
        end(with: error)
      }
    }
  }

  /// Ends the process. An error that no command knows is a defect: its name would tell a user
  /// nothing, and 1 says that a check failed.
  private static func end(with error: any Error) -> Never {
    if !(error is ExitCode), exitCode(for: error) == .failure {
      Output.complain("dcopt: a defect: please report this with its input")
      exit(withError: ExitCode(70))
    }
    // What only turns out as a command runs is one sentence; how it is called in general is no help.
    if let error = error as? ValidationError {
      Output.complain("Error: \(error.message)")
      exit(withError: ExitCode(64))
    }
    exit(withError: error)
  }

  private static var commandNames: [String] {
    configuration.subcommands.map { $0.configuration.commandName ?? "\($0)".lowercased() }
      + ["help"]
  }
}
