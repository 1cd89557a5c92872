// SPDX-License-Identifier: GPL-3.0-or-later

/// The keys of a resource that are no attributes.
extension SpecFormat {
  /// Keys of a resource that are no attributes.
  public static let resource = [
    Key("min", ref("series"), "The least amount; 0 where left out."),
    Key("max", ref("series"), "The greatest amount; none where left out."),
    Key("integer", #"{"type": "boolean"}"#, "Whole units only."),
    Key("site", site, "Where the resource is; it counts as a tag."),
    Key("tags", tags, "Words by which demands and budgets choose a part of the plan."),
    Key("constant", #"{"type": "boolean"}"#, "With periods: one amount for all of them."),
  ]
}
