// SPDX-License-Identifier: GPL-3.0-or-later

/// What a resource says of how it changes over time.
extension SpecFormat {
  /// Further such keys in a spec with periods.
  public static let resourceWithPeriods = [
    Key("ramp_up", ref("floored"), "The most that the amount may rise from a period to the next."),
    Key("ramp_down", ref("floored"), "The most that it may fall."),
    Key("start", nonnegative, "The amount before the first period; 0 where left out."),
    Key("buy", ref("buy"), "What buying a unit charges, by attribute; when it is there."),
    Key("keep", ref("floored"), "The part of a period's amount that is there in the next."),
  ]

  /// Keys of `buy` that are no attributes.
  public static let buy = [
    Key(
      "lead", #"{"type": "integer", "minimum": 0}"#,
      "How many periods later what is bought is there; 0 where left out."),
    Key(
      "life", #"{"type": "integer", "minimum": 1}"#,
      "For how many periods it is there, in place of keep."),
  ]
}
