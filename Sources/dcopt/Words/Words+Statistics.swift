// SPDX-License-Identifier: GPL-3.0-or-later
import ExactSimplex
import Planning

/// What `--stats` says of a program and of the way it was solved.
extension Words {
  /// In lines, without the last one's end.
  func statistics(_ statistics: Statistics) -> String {
    let course = statistics.solve.map { [method($0), steps($0)] } ?? []
    return ([size(statistics)] + course).joined(separator: "\n")
  }

  /// `dual simplex: no shape that is known better`.
  func method(_ solve: SolveStatistics) -> String {
    choose(
      "\(solve.method): \(solve.why)",
      "\(inOwnWords(solve.method))：\(inOwnWords(solve.why))")
  }

  private func size(_ of: Statistics) -> String {
    let whole =
      of.integers == 0
      ? "" : choose(" (\(of.integers) of whole numbers)", "（其中 \(of.integers) 列取整数）")
    return choose(
      "\(of.rows) rows, \(of.columns) columns\(whole), \(of.nonzeros) nonzeros",
      "\(of.rows) 行，\(of.columns) 列\(whole)，\(of.nonzeros) 个非零系数")
  }

  private func steps(_ solve: SolveStatistics) -> String {
    let before =
      solve.methodIterations == 0
      ? ""
      : choose(
        "\(solve.methodIterations) steps to a basis, ", "\(solve.methodIterations) 步得到初始基，")
    let after = solve.fellBack ? choose(", after the basis was given up", "（初始基已放弃）") : ""
    return choose(
      "\(before)\(solve.pivots) pivots of GLPK's simplex method\(after)",
      "\(before)GLPK 单纯形法换基 \(solve.pivots) 次\(after)")
  }

  /// What a method says of itself, which it says in English: its sentence is looked up without its
  /// numbers, and has them back in their order. One that is not known stays as it is.
  private func inOwnWords(_ english: String) -> String {
    var (pattern, numbers): (String, [String]) = ("", [])
    for character in english {
      guard character.isASCII, character.isNumber else {
        pattern.append(character)
        continue
      }
      if pattern.last != "#" {
        pattern.append("#")
        numbers.append("")
      }
      numbers[numbers.count - 1].append(character)
    }
    guard let chinese = Self.methods[pattern] else { return english }
    return chinese.reduce(into: "") { text, character in
      text += character == "#" ? numbers.removeFirst() : String(character)
    }
  }

  /// The methods and the shapes that they are for.
  private static let methods: [String: String] = [
    "glpk primal": "GLPK 原始单纯形法", "glpk dual": "GLPK 对偶单纯形法", "asked for": "由用户指定",
    "dual simplex, flip ratio test": "对偶单纯形法（翻转比值检验）",
    "most columns have two bounds": "多数列有上下两个界限",
    "primal simplex": "原始单纯形法", "nothing at all is a feasible plan": "全部取零即为可行方案",
    "dual simplex": "对偶单纯形法", "no shape that is known better": "没有更合适的已知结构",
    "network simplex": "网络单纯形法",
    "a network of # nodes and # arcs": "# 个节点、# 条弧的网络",
    "common level": "共同水平法",
    "# parts with a common level, nothing shared binds": "# 个部分有共同水平，共用约束均有余量",
    "# parts with a common level, one linking row binds": "# 个部分有共同水平，一条连接约束起作用",
    "block prices": "分块定价法",
    "# linking row over # columns": "# 条连接约束，# 列",
    "# linking rows over # columns": "# 条连接约束，# 列",
    "# linking row over # blocks": "# 条连接约束，# 个块",
    "# linking rows over # blocks": "# 条连接约束，# 个块",
    "interior of the horizon": "时段内点法",
    "# rows one after the other that hang together": "# 行按时间先后排列，前后相连",
    "# rows one after the other that hang together, with # columns in common":
      "# 行按时间先后排列，前后相连，共用 # 列",
    "halves of the horizon": "时段对分法",
    "# rows one after the other, few across the middle": "# 行按时间先后排列，跨越中点的很少",
    "interior point": "内点法", "# rows with no known structure": "# 行，没有已知结构",
    "sifting": "筛选法", "# columns without an end over # rows": "# 列没有界限，# 行",
    "sparse dual simplex": "稀疏对偶单纯形法",
    "# rows over short columns, and every cost has an end": "# 行，列短，费用方向均有界",
    "# short rows, and every cost has an end": "# 条短行，费用方向均有界",
  ]
}
