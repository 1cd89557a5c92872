// SPDX-License-Identifier: GPL-3.0-or-later

/// The keys of a link, and those that it gives a workload.
extension SpecFormat {
  public static let link = [
    Key("from", site, "The site where it starts."), Key("to", site, "The site where it ends."),
    Key("bandwidth", ref("floored"), "The most traffic in a period."),
    Key("latency", nonnegative, "0 where left out."),
    Key("cost", ref("series"), "Charged to the attribute cost for each unit of traffic."),
  ]

  /// Further keys of a workload in a spec with links.
  public static let workloadWithLinks = [
    Key("traffic", ref("floored"), "What a unit placed sends over the link to its resource."),
    Key("max_latency", nonnegative, "The slowest link that it may use."),
  ]
}
