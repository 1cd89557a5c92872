// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Planning

/// The bounds of an audit as a person reads them: what is the same in many periods once, and of a long
/// plan what it violates and what it is nearest to.
struct CheckedBounds {
  struct Line {
    let finding: PlanCheck.Finding
    /// How many further periods, scenarios or losses have the same figures there.
    var others = 0
  }

  private(set) var list: [Line] = []
  /// Whether pointers alone do not tell the bounds apart.
  let haveNames: Bool
  /// How many bounds are not in the list, and hold.
  private(set) var held = 0

  private static let most = 60
  private static let nearest = 20

  init(_ findings: [PlanCheck.Finding]) {
    var places: Set<String> = []
    haveNames =
      !findings.allSatisfy { places.insert("\($0.at) \($0.kind)").inserted }
      || findings.contains { finding in
        // The number of a period says less than its name.
        finding.at.split(separator: "/").last?.allSatisfy(\.isNumber) ?? false
      }
    var known: [Figures: Int] = [:]
    for finding in findings {
      let figures = Figures(finding)
      if let place = known[figures] {
        list[place].others += 1
      } else {
        known[figures] = list.count
        list.append(Line(finding: finding))
      }
    }
    if list.count > Self.most { keepWhatMatters() }
  }

  private mutating func keepWhatMatters() {
    let order = list.indices.sorted { (list[$0].place, $0) < (list[$1].place, $1) }
    let violated = order.prefix { list[$0].finding.isViolation }.count
    let kept = Set(order.prefix(max(Self.nearest, min(violated, Self.most))))
    held = list.indices.reduce(0) { sum, k in
      kept.contains(k) || list[k].finding.isViolation ? sum : sum + 1 + list[k].others
    }
    list = list.indices.filter { kept.contains($0) || list[$0].finding.isViolation }.map {
      list[$0]
    }
  }

  /// What makes two lines the same to a reader.
  private struct Figures: Hashable {
    let at: String
    let kind: Int
    let numbers: [Rational]

    init(_ finding: PlanCheck.Finding) {
      (at, kind) = (finding.at, finding.kind)
      numbers = [finding.limit, finding.total, finding.by]
    }
  }
}

extension PlanCheck.Finding {
  fileprivate var kind: Int { isWholeness ? 2 : isLower ? 1 : 0 }
}

extension CheckedBounds.Line {
  /// How far it is from its bound, as a part of it; what is violated comes first.
  fileprivate var place: Double {
    if finding.isViolation { return -1 }
    let size = finding.limit.isZero ? Rational.one : finding.limit.magnitude
    return ((finding.total - finding.limit).magnitude / size).double
  }
}
