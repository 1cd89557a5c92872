// SPDX-License-Identifier: GPL-3.0-or-later

/// Words that stand alone: headings, figures, verdicts.
extension Words {
  /// The word for `english`, which is the word itself where a later section of the spec has one that
  /// is not here yet.
  func term(_ english: String) -> String {
    language == .en ? english : Self.terms[english] ?? english
  }

  /// Every word, with what it is in Chinese.
  static let terms: [String: String] = [
    // Verdicts, and what a check or a comparison finds.
    "optimal": "最优", "infeasible": "不可行", "unbounded": "无界", "stopped": "已停止",
    "within_gap": "在允许差距内", "invalid": "规格有误", "feasible": "可行",
    "minimize": "最小化", "maximize": "最大化", "yes": "是", "no": "否",
    // What a plan consists of.
    "resource": "资源", "amount": "数量", "used": "已用", "at": "所处界限", "reduced cost": "检验数",
    "min": "下限", "max": "上限", "fixed": "固定", "whole": "整数", "priority": "优先级",
    "value": "实际值", "best": "最优值", "may worsen by": "允许劣化",
    "demand": "需求", "budget": "预算", "constraint": "约束", "link": "链路", "need": "所需",
    "total": "合计", "slack": "余量", "missed": "未满足", "shadow price": "影子价格",
    "attribute": "属性", "total of": "合计项", "over all periods": "全部时段合计",
    "mean (range)": "平均（范围）",
    // Plans over time.
    "period": "时段", "least": "最小", "mean": "平均", "greatest": "最大", "in": "所在时段",
    "periods used": "使用时段", "bought": "购入", "least slack": "最小余量", "binds in": "无余量的时段",
    "shadow price, least": "影子价格最小值", "all": "全部", "in every period": "每个时段",
    // What further sections say.
    "stores": "储存", "store": "储存", "level": "存量", "out": "取出",
    "backlog": "积压", "is_used": "使用", "starts": "启动", "steps": "档数", "capacity": "容量",
    "given": "总量", "sharing": "共用", "shared by": "共用组合",
    // Workloads.
    "workload": "工作负载", "on": "所在资源", "placed on": "分配于", "held": "持有",
    "workloads": "工作负载数", "level, least to greatest": "水平（最小至最大）", "least level": "最小水平",
    "greatest level": "最大水平", "missed most": "未满足最多", "by": "缺口",
    "move of": "调整", "from": "由", "to": "至",
    // Scenarios and losses.
    "scenario": "情景", "probability": "概率", "objective": "目标值", "counts for": "在目标中的权重",
    "without": "失去", "tightest": "最紧", "binds": "无余量",
    "bought in all scenarios": "所有情景都购买", "demand that may be missed": "可不满足的需求",
    "must hold": "要求概率", "holds": "实际概率", "missed in": "未满足的情景",
    "scenarios missed": "未满足的情景数", "share": "占比", "by at most": "最多相差",
    // Prices and their ranges.
    "price of": "影子价格", "bound": "界限", "one less": "减一单位时", "one more": "增一单位时",
    "holds from": "有效范围：从", "holds to": "到", "weight of": "权重", "best plan from": "方案不变：从",
    "in plans as good": "同样好的方案中", "no plan": "不可行", "any": "不限",
    // Checks, comparisons, sweeps.
    "limit": "限值", "of what": "对象", "violated by": "超出", "change": "变化", "status": "结论",
    "verdict": "结论",
    "proved": "已证明", "sense": "方向", "worst case of": "最坏情形", "added": "新增",
    "removed": "移除", "a unit": "每单位", "what binds": "起作用的约束", "Plan": "方案",
    "Figures": "数据", "Different": "有差异", "different": "有差异", "The same": "相同",
    "the same": "相同", "What changed": "有何变化", "reduced cost of": "检验数",
    "of resource": "资源", "amount of": "数量", "value of": "价值", "repair of": "修复",
    "shadow_price": "影子价格", "reduced_cost": "检验数", "planning": "规划", "knowing": "预知",
    "penalties": "惩罚成本", "move_cost": "调整费用",
    "units": "总数量", "utilization": "利用率",
  ]
}
