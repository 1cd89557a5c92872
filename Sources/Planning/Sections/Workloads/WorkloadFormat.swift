// SPDX-License-Identifier: GPL-3.0-or-later

/// The keys of a workload.
extension SpecFormat {
  public static let workload = [
    Key(
      "needs", ##"{"type": "object", "additionalProperties": {"$ref": "#/$defs/limit"}}"##,
      "Attribute: the least total of what the workload gets, or a range."),
    Key(
      "weight", #"{"type": "number", "exclusiveMinimum": 0}"#, "For the worst case; 1 if left out."),
    Key(
      "on",
      ##"{"type": "object", "minProperties": 1, "additionalProperties": {"$ref": "#/$defs/option"}}"##,
      "The resources that it can use, and what a unit of each counts for."),
    Key("share", ref("floored"), "The most that it gets in all."),
    Key("site", site, "Where it is; its traffic starts there. It counts as a tag."),
    Key("tags", tags, "Words by which demands and budgets choose a part of the plan."),
  ]
}
