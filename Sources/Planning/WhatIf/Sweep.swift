// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import LinearProgram
import ParametricProgramming

/// A spec solved at every combination of the values of some of its numbers.
///
/// Where one number moves and it is a bound or a weight, the objective's curve is calculated once
/// (`ParametricCurve`), and each point is read off it and proved: in the program of the spec as it is
/// with that value, or, where a spec has no sections that know their own numbers, in that of the spec
/// with its bounds moved. Else each point is solved by itself.
public struct Sweep: Sendable {
  /// What came out at a point.
  public enum Answer: Sendable {
    case result(PlanResult)
    /// The spec is not valid there.
    case invalid(Diagnostics)
  }

  public struct Point: Sendable {
    /// Each number's pointer and value.
    public let set: [(at: String, value: Rational)]
    public let answer: Answer
  }

  private let planner: Planner
  private let text: SpecText
  private let variations: [Variation]
  private let tables: TableAccess
  private let curve: (moving: MovingSpec, curve: ParametricCurve)?

  /// Throws `SpecText.Refusal` where a variation leads to no number, with its pointer.
  public init(
    _ text: SpecText, _ spec: Spec, _ variations: [Variation], planner: Planner,
    tables: TableAccess = .none
  ) throws {
    (self.text, self.variations, self.tables) = (text, variations, tables)
    // Points may run at the same time; each has one thread.
    var single = planner
    single.limits.usesAllProcessors = false
    self.planner = single
    var written: [Rational] = []
    for variation in variations { written.append(try text.number(at: variation.at)) }
    // Both ends are solved anyway.
    guard variations.count == 1, variations[0].values.count > 2 else {
      curve = nil
      return
    }
    let values = variations[0].values
    let moving = MovingSpec(text, spec, at: variations[0].at, written: written[0], tables: tables)
    curve = moving.parametric.flatMap { parametric in
      let curve = try? planner.solver.curve(
        of: parametric, from: values.min()! - written[0], to: values.max()! - written[0],
        pivotLimit: Self.pivotsOfSolve * values.count)
      return curve.map { (moving, $0) }
    }
  }

  /// About as many pivots as a cold solve is worth: a curve with too many break points between the
  /// values takes no longer than solving each does.
  private static let pivotsOfSolve = 60

  /// Whether points are read off a curve where that has a value.
  var hasCurve: Bool { curve != nil }

  /// How many points there are.
  public var count: Int { variations.reduce(1) { $0 * $1.values.count } }

  /// The answer at a point; the last variation moves fastest. Points may be asked for on several
  /// threads at once.
  public func point(_ index: Int) throws -> Point {
    var set: [(at: String, value: Rational)] = []
    var rest = index
    for variation in variations.reversed() {
      set.insert((variation.at, variation.values[rest % variation.values.count]), at: 0)
      rest /= variation.values.count
    }
    let bytes = try text.replacing(set.map { ($0.at, $0.value) })
    do throws(Diagnostics) {
      if let result = onCurve(set[0].value) {
        try placing(in: bytes) { () throws(Diagnostics) in try result.refuseFiguresOutOfRange() }
        return Point(set: set, answer: .result(result))
      }
      let spec = try Planner.read(bytes, tables: tables).spec
      let result = try placing(in: bytes) { () throws(Diagnostics) in
        try solved(spec, at: set[0].value)
      }
      return Point(set: set, answer: .result(result))
    } catch {
      return Point(set: set, answer: .invalid(error))
    }
  }

  /// What a spec's answer shows to be wrong with it, at its places in the spec.
  private func placing<T>(
    in bytes: [UInt8], _ answer: () throws(Diagnostics) -> T
  ) throws(Diagnostics) -> T {
    do throws(Diagnostics) {
      return try answer()
    } catch {
      throw error.placed(inSpec: bytes, tables: tables)
    }
  }

  /// A spec's answer; what the solver could not do is a stop.
  private func solved(_ spec: Spec, at value: Rational) throws(Diagnostics) -> PlanResult {
    let optimum = curve.flatMap { $0.curve.optimum(at: value - $0.moving.written) }
    do {
      return try planner.solve(spec) { program in optimum.flatMap { Self.proved($0, program) } }
    } catch let error as Diagnostics {
      throw error
    } catch {
      return PlanResult(
        PriorityChain(
          Formulation(spec), program: Formulation(spec).program,
          solution: Solution(status: .stopped, proof: .none)))
    }
  }

  /// The answer read off the curve, and proved; nil where that has no value there, or where the
  /// spec must be read again because more than a bound has moved.
  private func onCurve(_ value: Rational) -> PlanResult? {
    guard let (moving, curve) = curve, case .bounds = moving.parametric!.motion,
      // A section knows its own numbers, and not those that the curve has come to.
      moving.formulation.spec.sections.isEmpty, moving.formulation.composition == nil,
      let optimum = curve.optimum(at: value - moving.written)
    else { return nil }
    let program = moving.parametric!.program(at: value - moving.written)
    guard let solution = Self.proved(optimum, program) else { return nil }
    return PlanResult(PriorityChain(moving.formulation, program: program, solution: solution))
  }

  /// The optimum as the answer to a program; nil where it is not that.
  private static func proved(
    _ optimum: ParametricCurve.Optimum, _ program: LinearProgram
  ) -> Solution? {
    let (point, prices) = (optimum.point, optimum.prices)
    guard !program.hasIntegers, program.columns.count == point.count,
      program.rows.count == prices.count
    else { return nil }
    let verdict = Optimum(point: point, prices: prices, basis: Basis(ofRowsIn: program))
    guard program.proves(verdict) else { return nil }
    var solution = Solution(.optimal(verdict), of: program)
    solution.basis = nil
    return solution
  }
}
