// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import LinearProgram

/// Finds a conflict: it starts from all that the author wrote, or from what a Farkas certificate leans
/// on, and takes away what is not needed (a deletion filter; Chinneck, "Feasibility and infeasibility
/// in optimization", 2008, chapter 6). Of many parts it takes away whole families first, such as a
/// demand in all periods, and then halves of those of which some are needed (Junker, "QuickXplain",
/// 2004).
///
/// Whole numbers: where their relaxation has no plan either, a conflict of the relaxation comes first,
/// which takes linear programs alone. Each of its parts is needed there; whether the whole numbers need
/// it too is then asked of the search, part by part.
///
/// What is taken away may have given a section an end (`DerivedEnd`). That there is no plan is said of a
/// program without such ends, and that there is one of the program with them: the first allows more than
/// the author's words, the second less.
struct ConflictSearch {
  /// Answers of the search and of linear programs; nil is undecided.
  struct Solves {
    let best: (LinearProgram) -> Solution?
    /// The verdict on a program without whole numbers that differs from the spec's own in its ends and
    /// its costs.
    let fractions: (LinearProgram) -> Verdict?
  }

  private let formulation: Formulation
  private let solves: Solves
  private let derived: [DerivedPlace]
  private var kept: [End]
  private var undecided: Set<End>
  /// How many linear programs may still be solved: fewer where each is long.
  private var linearSolves: Int
  private var searches = 400

  /// More parts than this are taken away by families and halves.
  private static let many = 24

  /// The conflict in a spec that was found infeasible; `certificate` is of its program without whole
  /// numbers, where that is known to have none.
  static func parts(
    _ certificate: FarkasCertificate?, of formulation: Formulation, _ solves: Solves
  ) -> [Conflict.Part] {
    var search = ConflictSearch(formulation, solves)
    let isWhole = formulation.program.hasIntegers
    if let certificate, search.begin(with: certificate) {
      search.filter { $0.fractionsAreInfeasible($1) }
      if isWhole || !search.derived.isEmpty { search.filterSingly { $0.isInfeasible($1) } }
    } else {
      search.filter { $0.isInfeasible($1) }
    }
    return search.kept.map { end in
      var part = Conflict.part(formulation.place(of: end)!, formulation.spec.tables)
      part.isUndecided = search.undecided.contains(end)
      return part
    }
  }

  private init(_ formulation: Formulation, _ solves: Solves) {
    (self.formulation, self.solves) = (formulation, solves)
    derived = formulation.derivedEnds
    kept = Conflict.withWholeEqualities(
      formulation.writtenEnds(withColumns: true), formulation)
    undecided = Set(kept)
    let program = formulation.program
    linearSolves = min(
      4_000,
      8_000_000 / (1 + program.entries.entryCount + program.rows.count + program.columns.count))
  }

  /// Goes on with what a certificate leans on; false where that alone is no conflict, since a section's
  /// end leans on more.
  private mutating func begin(with certificate: FarkasCertificate) -> Bool {
    let ends = Conflict.withWholeEqualities(
      Conflict.ends(certificate, of: formulation), formulation)
    if !derived.isEmpty, fractionsAreInfeasible(ends) != true { return false }
    kept = ends
    undecided = Set(ends)
    return true
  }

  // MARK: - Taking away

  /// What is asked of the parts that would be left: whether they have no plan, nil where neither is
  /// decided.
  private typealias Question = (inout ConflictSearch, [End]) -> Bool?

  private mutating func filter(_ question: Question) {
    if kept.count > Self.many {
      for family in families { filter(family, question) }
      return
    }
    filterSingly(question)
  }

  /// One by one, and once more what was not decided while there were more.
  private mutating func filterSingly(_ question: Question) {
    undecided = Set(kept)
    var isSmaller = true
    for _ in 0..<2 where isSmaller {
      isSmaller = false
      for end in kept where undecided.contains(end) {
        if takeAway([end], question) { isSmaller = true }
      }
    }
  }

  /// All of a group, or what can go of each half of it.
  private mutating func filter(_ group: [End], _ question: Question) {
    let group = group.filter(kept.contains)
    if group.isEmpty || takeAway(group, question) || group.count == 1 { return }
    let half = group.count / 2
    filter(Array(group[..<half]), question)
    filter(Array(group[half...]), question)
  }

  /// Whether the group is gone.
  private mutating func takeAway(_ group: [End], _ question: Question) -> Bool {
    let rest = kept.filter { !group.contains($0) }
    switch question(&self, rest) {
    case true?:
      // At least one part is said, whatever a section has that no author wrote.
      if rest.isEmpty { return false }
      kept = kept.filter(latest.map(Set.init)?.contains ?? { !group.contains($0) })
      latest = nil
      undecided.formIntersection(kept)
      return true
    case false?:
      if group.count == 1 { undecided.remove(group[0]) }
      return false
    case nil: return false
    }
  }

  /// What the last certificate leans on, where that is known to be all that is needed.
  private var latest: [End]?

  /// Parts at the same place but for the period, the largest families first.
  private var families: [[End]] {
    var groups: [String: [End]] = [:]
    var order: [String] = []
    for end in kept {
      let place = formulation.place(of: end)!
      var name = place.at[...]
      if let slash = name.lastIndex(of: "/"), name[slash...].dropFirst().allSatisfy(\.isNumber) {
        name = name[..<slash]
      }
      let key = "\(place.isEquality) \(place.isFloor) \(name)"
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(end)
    }
    let numbered = order.enumerated().sorted {
      (-groups[$0.element]!.count, $0.offset) < (-groups[$1.element]!.count, $1.offset)
    }
    return numbered.map { groups[$0.element]! }
  }

  // MARK: - Questions

  /// Whether parts have no plan in fractions of units.
  private mutating func fractionsAreInfeasible(_ ends: [End]) -> Bool? {
    linearSolves -= 1
    if linearSolves < 0 { return nil }
    let stated = Conflict.program(with: ends, of: formulation)
    let loose = loosened(stated).relaxation
    switch solves.fractions(loose) {
    case .infeasible(let certificate)? where loose.proves(certificate):
      if derived.isEmpty, ends.count >= Self.many {
        let support = Set(
          Conflict.withWholeEqualities(
            Conflict.ends(certificate, of: formulation), formulation))
        latest = ends.filter(support.contains)
        if latest!.isEmpty { latest = nil }
      }
      return true
    case .optimal(let optimum)? where loose.isFeasible(optimum.point): return false
    case .unbounded(let ray)? where loose.isFeasible(ray.point): return false
    default: return nil
    }
  }

  /// Whether parts have no plan.
  private mutating func isInfeasible(_ ends: [End]) -> Bool? {
    searches -= 1
    if searches < 0 { return nil }
    let stated = Conflict.program(with: ends, of: formulation)
    if derived.isEmpty { return solves.best(stated)?.provesInfeasible }
    let loose = loosened(stated)
    let answer = solves.best(loose)?.provesInfeasible
    if answer == true { return true }
    return solves.best(stated)?.provesInfeasible == false ? false : nil
  }

  private mutating func loosened(_ program: LinearProgram) -> LinearProgram {
    if derived.isEmpty { return program }
    return program.without(derived) { program in
      linearSolves -= 1
      guard linearSolves >= 0, case .optimal(let optimum)? = solves.fractions(program),
        program.proves(optimum)
      else { return nil }
      return program.objective(at: optimum.point)
    }
  }
}
