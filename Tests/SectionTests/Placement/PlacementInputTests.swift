// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText
import Testing

@testable import Planning

/// What makes no sense is refused with its place, and what is read as something else than it looks
/// like is warned of.
struct PlacementInputTests {
  /// A spec with something put in at the marks.
  private func spec(
    gives: String = "", workload: String = "", option: String = "", other: String = "",
    top: String = ""
  ) -> String {
    """
    {"resources": {
       "v": {"cost": 2, "max": 4, "site": "x"\(gives)}, "k": {"cost": 1, "max": 4, "site": "y"}},
     "links": {"l": {"from": "x", "to": "y"}},
     "workloads": {
       "a": {"needs": {"steps": 1},
             "on": {"v": {"steps": 1\(option)}, "k": {"steps": 1}}\(workload)},
       "b": {"needs": {"steps": 1}, "on": {"v": {"steps": 1}}\(other)}},
     "minimize": "cost"\(top)}
    """
  }

  private func complaints(_ text: String) -> [Diagnostic] {
    do throws(Diagnostics) {
      return try Planner.read(Array(text.utf8)).warnings
    } catch {
      return error.list
    }
  }

  private func expect(_ text: String, _ at: String, _ says: String, _ count: Int = 1) {
    let list = complaints(text)
    #expect(list.count == count, "\(list.map { ($0.at, $0.says) })")
    #expect(
      list.contains { $0.at == at && $0.says.contains(says) },
      "\(list.map { ($0.at, $0.says) }), wanted \(at): \(says)")
    // Each has its line and column in the text.
    #expect(list.allSatisfy { $0.position.line >= 1 && $0.position.column > 1 })
  }

  @Test func `keys have their types`() {
    expect(spec(workload: #", "whole": 1"#), "/workloads/a/whole", "expected true or false")
    expect(
      spec(workload: #", "one_place": "v""#), "/workloads/a/one_place", "expected true, false or")
    expect(
      spec(workload: #", "one_place": {"over": "x"}"#), "/workloads/a/one_place", "expected true")
    expect(
      spec(workload: #", "one_place": {"over": "all"}"#), "/workloads/a/one_place",
      "\"over\" needs \"periods\"")
    expect(spec(workload: #", "uses": 2"#), "/workloads/a/uses", "an object of quantities")
    expect(spec(workload: #", "uses": {}"#), "/workloads/a/uses", "an object of quantities")
    expect(spec(gives: #", "gives": 3"#), "/resources/v/gives", "an object of quantities")
    expect(spec(gives: #", "gives": {"cpu": "2"}"#), "/resources/v/gives/cpu", "expected a number")
    expect(spec(gives: #", "gives": {"cpu": -2}"#), "/resources/v/gives/cpu", "expected 0 or more")
    expect(
      spec(gives: #", "gives": {"cpu": [1, 2]}"#), "/resources/v/gives/cpu", "needs \"periods\"")
    expect(spec(gives: #", "gives": {"": 2}"#), "/resources/v/gives/", "a quantity needs a name", 2)
    expect(spec(workload: #", "spread": 0.4"#), "/workloads/a/spread", "an object with \"sites\"")
    expect(spec(workload: #", "wohle": true"#), "/workloads/a/wohle", "did you mean \"whole\"?")
    expect(spec(top: #", "sharin": {}"#), "/sharin", "did you mean \"sharing\"?")
  }

  @Test func `a quantity that is used is given`() {
    expect(
      spec(workload: #", "uses": {"cpu": 2}"#), "/workloads/a/uses/cpu",
      "the resource \"v\" gives no \"cpu\"; write \"gives\"", 2)
    expect(
      spec(gives: #", "gives": {"cpu": 2}"#, option: #", "uses": {"cpuu": 1}"#),
      "/workloads/a/on/v/uses/cpuu", "did you mean \"cpu\"?", 2)
    expect(
      spec(gives: #", "gives": {"cpu": 2}"#), "/resources/v/gives/cpu",
      "nothing uses \"cpu\" of \"v\"")
    // What is used of nothing need not be given.
    #expect(complaints(spec(workload: #", "uses": {"cpu": 0}"#)).isEmpty)
  }

  @Test func `a spread has room for all`() {
    expect(
      spec(workload: #", "spread": {"sites": 0.4}"#), "/workloads/a/spread/sites",
      "with 2 sites it takes at least 0.5")
    expect(
      spec(workload: #", "spread": {"resources": [0.4]}"#), "/workloads/a/spread/resources",
      "needs \"periods\"")
    expect(
      spec(workload: #", "spread": {"sites": 1.4}"#), "/workloads/a/spread/sites",
      "a fraction above 0 and at most 1, found 1.4")
    expect(spec(workload: #", "spread": {"sites": 0}"#), "/workloads/a/spread/sites", "above 0")
    expect(
      spec(workload: #", "spread": {"site": 0.5}"#), "/workloads/a/spread/site",
      "did you mean \"sites\"?")
    expect(
      spec(workload: #", "one_place": true, "spread": {"sites": 0.5}"#),
      "/workloads/a/spread/sites",
      "what is in one place cannot be spread")
    expect(
      spec(workload: #", "spread": {"sites": 0.5}"#).replacing(#", "site": "y""#, with: ""),
      "/workloads/a/spread/sites", "the resource \"k\" has no \"site\"")
  }

  @Test func `what is shared is shared by two who can be there`() {
    func sharing(_ text: String) -> String { spec(top: #", "sharing": "# + text) }
    expect(sharing("{}"), "/sharing", "at least one entry")
    expect(sharing(#"{"s": 1}"#), "/sharing/s", "expected an object with \"on\"")
    expect(sharing(#"{"s": {}}"#), "/sharing/s", "needs \"on\"")
    expect(sharing(#"{"s": {"on": {}, "of": 1}}"#), "/sharing/s/of", "unknown key", 2)
    expect(sharing(#"{"s": {"on": {"w": {}}}}"#), "/sharing/s/on/w", "no resource is called")
    expect(sharing(#"{"s": {"on": {"v": 1}}}"#), "/sharing/s/on/v", "an object of workloads")
    expect(
      sharing(#"{"s": {"on": {"v": {"a": {"steps": 1}}}}}"#), "/sharing/s/on/v",
      "by two workloads or more, found 1")
    expect(
      sharing(#"{"s": {"on": {"v": {"a": {"steps": 1}, "c": {}}}}}"#), "/sharing/s/on/v/c",
      "no workload is called \"c\"")
    expect(
      sharing(#"{"s": {"on": {"k": {"a": {"steps": 1}, "b": {"steps": 1}}}}}"#),
      "/sharing/s/on/k/b", "what it cannot use alone it cannot share")
    expect(
      sharing(#"{"s": {"on": {"v": {"a": {"steps": 1}, "b": {"steps": "1"}}}}}"#),
      "/sharing/s/on/v/b/steps", "expected a number")
    expect(
      sharing(#"{"s": {"on": {"v": {"a": {"steps": 1}, "b": 2}}}}"#), "/sharing/s/on/v/b",
      "what a unit counts for")
    expect(
      #"{"resources": {"v": {"cost": 1}}, "minimize": "cost", "sharing": {"s": {"on": {}}}}"#,
      "/sharing", "needs \"workloads\"")
  }

  @Test func `one place needs an end, and says what would be one`() {
    let open = spec(workload: #", "one_place": true"#).replacing("\"max\": 4, ", with: "")
    // More than the floor asks for is of no use: it is the end.
    #expect(complaints(open).isEmpty, "\(complaints(open).map(\.says))")
    let wished = open.replacing(
      #""minimize": "cost""#, with: #""maximize": {"steps": 3, "cost": -1}"#)
    expect(
      wished, "/workloads/a/one_place",
      "nothing ends what \"a\" could get on \"v\", and more than its needs may be of use")
    for end in [#", "share": 1"#, #", "weight": 2, "share": 3"#] {
      #expect(
        complaints(
          wished.replacing(#""one_place": true"#, with: #""one_place": true"# + end)
        ).isEmpty)
    }
    let most = wished.replacing(#"{"steps": 1}"#, with: #"{"steps": {"min": 1, "max": 3}}"#)
    #expect(!complaints(most).contains { $0.at.hasSuffix("one_place") })
    // Other amounts that are wished for without end do not matter.
    let cheap = open.replacing(#""minimize": "cost""#, with: #""maximize": {"cost": -1}"#)
    #expect(complaints(cheap).isEmpty)
  }

  @Test func `a workload that is written as if units shared a unit is warned of`() {
    let naive = """
      {"resources": {"n": {"cost": 1, "cpu": 8, "mem": 32}},
       "workloads": {
         "web": {"needs": {"pods": 9}, "on": {"n": {"pods": 1, "cpu": -0.5, "mem": -1}}},
         "db": {"needs": {"pods": 2}, "on": {"n": {"pods": 1, "cpu": -1}}}},
       "demands": {"cpu": 0, "mem": 0}, "minimize": "cost"}
      """
    expect(
      naive, "/workloads/web/on/n/cpu",
      #"(and so for 1 more workload); if units share one, write "uses": {"cpu": 0.5}"#, 2)
    let whole = """
      {"resources": {"n": {"cost": 1}},
       "workloads": {
         "web": {"needs": {"cpu": 9, "mem": 3}, "on": {"n": {"cpu": 8, "mem": 32}}},
         "db": {"needs": {"cpu": 2, "mem": 40}, "on": {"n": {"cpu": 8, "mem": 32}}}},
       "minimize": "cost"}
      """
    expect(whole, "/workloads/web/needs", "write what one of them takes as \"uses\"")
    // Figures of its own are no capacities.
    #expect(
      complaints(whole.replacing(#"{"cpu": 8, "mem": 32}}}}"#, with: #"{"cpu": 5, "mem": 7}}}}"#))
        .isEmpty)
  }

  /// Beside what nobody uses any more, there is one complaint of a place.
  private func expectOfPlace(_ text: String, _ at: String, _ says: String) {
    let list = complaints(text).filter { $0.at.contains("/on/") }
    #expect(list.map(\.at) == [at], "\(list.map(\.says))")
    #expect(list.allSatisfy { $0.says.contains(says) && $0.severity == .warning }, "\(list)")
  }

  @Test func `a whole pod that fits on no single node is warned of where it could go`() {
    func pods(
      _ uses: String, integer: Bool = true, whole: Bool = true, gives: String = #"{"mem": 14}"#,
      on: String = #"{"n": {}, "m": {}, "big": {}}"#
    ) -> String {
      let kind = integer ? #", "integer": true"# : ""
      return """
        {"resources": {
           "n": {"cost": 1\(kind), "gives": \(gives)}, "m": {"cost": 1\(kind), "gives": \(gives)},
           "big": {"cost": 9\(kind), "gives": {"mem": 60}}},
         "workloads": {
           "db": {\(whole ? #""whole": true, "# : "")"uses": \(uses), "needs": {"units": 3}, "on": \(on)}},
         "minimize": "cost"}
        """
    }
    expectOfPlace(
      pods(#"{"mem": 30}"#), "/workloads/db/on/n",
      #"one "db" uses 30 "mem" and one "n" gives 14: no single one can hold it (and so for "m")"#)
    expectOfPlace(pods(#"{"mem": 30}"#), "/workloads/db/on/n", "leave these out of its \"on\"")
    expectOfPlace(
      pods(#"{"mem": 30}"#, on: #"{"n": {}, "big": {}}"#), "/workloads/db/on/n",
      #"leave "n" out of its "on""#)
    expectOfPlace(
      pods(#"{"mem": 70}"#, on: #"{"big": {}}"#), "/workloads/db/on/big",
      "none of its resources can, so put one that gives enough under \"on\"")
    // Of periods the first in which it does not fit; what differs under `on` counts there.
    let varied = pods(#"{"mem": [7, 15]}"#)
      .replacing("{\"resources", with: "{\"periods\": 2, \"resources")
    expectOfPlace(varied, "/workloads/db/on/n", #"one "db" uses 15 "mem""#)
    expectOfPlace(
      pods(#"{"mem": 14}"#, on: #"{"n": {}, "m": {"uses": {"mem": 14.5}}}"#), "/workloads/db/on/m",
      #"uses 14.5 "mem""#)
    // Whole racks are machines too.
    expectOfPlace(
      pods(#"{"mem": 30}"#, integer: false, on: #"{"n": {}, "big": {}}"#).replacing(
        #""n": {"cost": 1"#, with: #""n": {"cost": 1, "step": 8"#), "/workloads/db/on/n",
      "no single one can hold it")
    // What fits, what may be split, what is bought by the part and what is the quantity itself.
    for spec in [
      pods(#"{"mem": 14}"#), pods(#"{"mem": 30}"#, whole: false),
      pods(#"{"mem": 30}"#, integer: false), pods(#"{"mem": 8}"#, gives: #"{"mem": 1}"#),
    ] { #expect(complaints(spec).isEmpty, "\(complaints(spec).map(\.says))") }
  }
}
