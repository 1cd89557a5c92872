// SPDX-License-Identifier: GPL-3.0-or-later
import ExactSimplex
import GLPKGuard
import LinearProgram
import NumericalMethods

/// How a linear program is gone about: a search for a starting basis where its shape allows one,
/// and the options with which GLPK begins where there is none.
///
/// The rules were measured on the families in `benchmarks/`: the flip ratio test saves hundreds of
/// pivots where columns are boxed and costs time where they are not; with few rows, scaling and a
/// triangular start cost more than the pivots; the primal method wins where all rows basic is
/// feasible and far from optimal, as in placements, and the dual one elsewhere.
struct MethodChoice {
  /// The method that is run now; nil where none is.
  private(set) var crash: CrashAttempt?
  /// The methods that were not asked yet.
  private var others: ArraySlice<any CrashMethod> = []
  /// How GLPK begins where no method finds a basis.
  var options: GuardedProblem.Options
  private(set) var statistics: SolveStatistics

  /// The methods that search for a starting basis, in the order in which they are asked whether a
  /// program is theirs; one that leads on a program is asked before those above it.
  struct Catalogue: Sendable {
    var crashes: [any CrashMethod]
    /// With fewer coefficients GLPK has the answer before a starting basis is found.
    var fewEntries = 1000

    init(usesAllProcessors: Bool = false) {
      crashes = [
        Sifting(),
        BlockPrices(),
        NetworkSimplex(),
        CommonLevel(),
        HorizonHalves(processors: usesAllProcessors ? nil : 1),
        HorizonInterior(),
        DualStart(),
        InteriorBasis(),
      ]
    }

    /// The methods for a program of this size, in their order.
    func methods(for program: NumericProgram, hints: StructureHints) -> [any CrashMethod] {
      if program.entryCount < fewEntries { return [] }
      guard let place = crashes.firstIndex(where: { $0.leads(on: program, hints: hints) })
      else { return crashes }
      var methods = crashes
      methods.insert(methods.remove(at: place), at: 0)
      return methods
    }
  }

  /// How GLPK begins by itself.
  private struct Beginning {
    var options = GuardedProblem.Options()
    let method: String
    let why: String

    init(for shape: Shape) {
      if shape.rows <= 20, shape.boxedShare > 0.5 {
        (options.startsFromRows, options.scales) = (true, false)
      }
      if shape.boxedShare > 0.5 {
        options.flips = true
        (method, why) = ("dual simplex, flip ratio test", "most columns have two bounds")
      } else if shape.rowsAreFeasible && !shape.rowsAreOptimal {
        options.method = GUARD_PRIMAL
        (method, why) = ("primal simplex", "nothing at all is a feasible plan")
      } else {
        (method, why) = ("dual simplex", "no shape that is known better")
      }
    }
  }

  /// Linear in the size of the program.
  init(for program: NumericProgram, hints: StructureHints, from catalogue: Catalogue) {
    let beginning = Beginning(for: Shape(of: program))
    options = beginning.options
    statistics = SolveStatistics(method: beginning.method, why: beginning.why)
    others = catalogue.methods(for: program, hints: hints)[...]
    _ = findNext(for: program, hints: hints)
  }

  /// Goes on to the next method whose shape the program has; false where there is none.
  mutating func findNext(for program: NumericProgram, hints: StructureHints) -> Bool {
    while let next = others.popFirst() {
      guard let attempt = next.attempt(program, hints: hints) else { continue }
      crash = attempt
      (statistics.method, statistics.why) = (next.name, attempt.why)
      return true
    }
    return false
  }

  /// What can be told of a program by reading it once.
  private struct Shape {
    let rows: Int
    /// The share of columns with two different bounds.
    let boxedShare: Double
    /// All columns at the bound nearest to 0 satisfy all rows.
    let rowsAreFeasible: Bool
    /// At those bounds no cost draws a column away.
    let rowsAreOptimal: Bool

    init(of program: NumericProgram) {
      rows = program.rowCount
      let sign = program.maximize ? -1.0 : 1.0
      var boxed = 0
      var isOptimal = true
      for j in 0..<program.columnCount {
        let (lower, upper) = (program.columnLower[j], program.columnUpper[j])
        let cost = sign * program.cost[j]
        if lower.isFinite && upper.isFinite && lower < upper { boxed += 1 }
        if lower < upper && (lower.isFinite ? cost < 0 : upper.isFinite ? cost > 0 : cost != 0) {
          isOptimal = false
        }
      }
      let activity = program.activity { j in
        let (lower, upper) = (program.columnLower[j], program.columnUpper[j])
        return lower.isFinite ? lower : upper.isFinite ? upper : 0
      }
      boxedShare = Double(boxed) / Double(max(1, program.columnCount))
      rowsAreOptimal = isOptimal
      rowsAreFeasible = (0..<rows).allSatisfy {
        program.rowLower[$0] <= activity[$0] && activity[$0] <= program.rowUpper[$0]
      }
    }
  }
}
