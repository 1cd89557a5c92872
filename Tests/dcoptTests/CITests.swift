// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing
import YAMLText

/// The job for pull requests in `examples/ci`, played against a git repository of its own.
struct CITests {
  private static let script = Checkout.root.appending(path: "examples/ci/check-plans.sh").path

  /// A repository with specs and their plans on `main`, and a branch `change` to be checked.
  private struct Repository {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

    init() throws {
      for name in ["specs", "plans"] {
        try FileManager.default.createDirectory(
          at: folder.appending(path: name), withIntermediateDirectories: true)
      }
      try write(
        "specs/fleet.json",
        #"""
        {
          "title": "The fleet",
          "resources": {
            "small": { "cost": 1, "compute": 1, "max": 200 },
            "large": { "cost": 10, "compute": 12, "max": 20 }
          },
          "demands": { "compute": 240 },
          "minimize": "cost"
        }
        """#)
      try write(
        "specs/jobs.json",
        #"{"resources": {"gpu": {"max": 3}}, "workloads": {"csv": "jobs.csv"}, "maximize": "tokens"}"#
      )
      try write("specs/jobs.csv", "name,on.gpu.tokens\na,2\n")
      try write(
        "specs/night.yaml",
        "resources: {gpu: {cost: 2, work: 1}}\ndemands: {work: 5}\nminimize: cost\n")
      #expect(
        try run(
          """
          git init -q -b main . && for s in specs/*.json specs/*.yaml; do
            n=${s##*/}; dcopt solve $s --output plans/${n%.*}.json || exit 1
          done; git add -A && git commit -qm start && git checkout -q -b change
          """
        ).code == 0)
    }

    func write(_ path: String, _ text: String) throws {
      try text.write(to: folder.appending(path: path), atomically: true, encoding: .utf8)
    }

    func read(_ path: String) throws -> String {
      try String(contentsOf: folder.appending(path: path), encoding: .utf8)
    }

    func run(_ command: String) throws -> Run {
      try Run.shell(
        """
        cd \(folder.path) && export GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=a \
          GIT_AUTHOR_EMAIL=a@localhost GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@localhost
        \(command)
        """)
    }

    /// Changes files by a command, commits that and runs the job. What it posts is in `report.md`.
    func change(_ command: String, _ environment: String = "") throws -> Run {
      #expect(try run(command + " && git add -A && git commit -qm change").code == 0, "\(command)")
      return try run("\(environment) \(CITests.script) main report.md")
    }

    func end() { try? FileManager.default.removeItem(at: folder) }
  }

  private func inRepository(_ body: (Repository) throws -> Void) throws {
    let repository = try Repository()
    defer { repository.end() }
    try body(repository)
  }

  @Test func `what changes nothing passes, and nothing but that is posted`() throws {
    try inRepository { repository in
      let run = try repository.change("touch unrelated")
      #expect(run.code == 0 && run.error.isEmpty && run.text.isEmpty, "\(run.error)")
      #expect(
        try repository.read("report.md") == """
          - :white_check_mark: `specs/fleet.json`: from 200 to 200 (+0.0 %)
          - :white_check_mark: `plans/fleet.json`: passes
          - :white_check_mark: `specs/jobs.json`: from 6 to 6 (+0.0 %)
          - :white_check_mark: `plans/jobs.json`: passes
          - :white_check_mark: `specs/night.yaml`: from 10 to 10 (+0.0 %)
          - :white_check_mark: `plans/night.json`: passes

          """)
    }
  }

  @Test func `a cost that rises by 5 per cent passes, by more fails, and the diff is posted`()
    throws
  {
    try inRepository { repository in
      let exactly = try repository.change(
        "sed -i 's/\"cost\": 10,/\"cost\": 10.5,/' specs/fleet.json")
      #expect(exactly.code == 0, "\(exactly.error)")
      let diff = try repository.run(
        "git show main:specs/fleet.json > old.json; dcopt diff old.json specs/fleet.json --format markdown; rm old.json"
      ).text
      #expect(diff.hasPrefix("**Different**\n"))
      let report = try repository.read("report.md")
      #expect(report.contains("`specs/fleet.json`: from 200 to 210 (+5.0 %)\n"), "\(report)")
      #expect(report.hasSuffix("\n\n### `specs/fleet.json`\n\n" + diff), "\(report)")

      let above = try repository.change(
        "sed -i 's/\"cost\": 10.5,/\"cost\": 10.51,/' specs/fleet.json")
      #expect(above.code == 1)
      let says = "the objective went from 200 to 210.2 (+5.1 %), and the limit is 5 %"
      #expect(above.error == "::error file=specs/fleet.json::\(says)\n")
      #expect(try repository.read("report.md").contains("- :x: `specs/fleet.json`: \(says)\n"))
      #expect(try repository.run("RISE=0.1 \(Self.script) main").code == 0)
    }
  }

  @Test func `where an objective is maximized, a fall is what fails`() throws {
    try inRepository { repository in
      #expect(try repository.change("sed -i 's/a,2/a,2.5/' specs/jobs.csv").code == 0)
      let run = try repository.change("sed -i 's/a,2.5/a,1.8/' specs/jobs.csv")
      #expect(run.code == 1)
      #expect(run.error.contains("the objective went from 6 to 5.4 (-10.0 %)"), "\(run.error)")
    }
  }

  @Test func `a spec that becomes infeasible fails, and the others are told all the same`() throws {
    try inRepository { repository in
      let run = try repository.change(
        "sed -i 's/\"compute\": 240/\"compute\": 2400/' specs/fleet.json")
      #expect(run.code == 1)
      #expect(
        run.error
          == "::error file=specs/fleet.json::there is no plan any more; "
          + "dcopt explain specs/fleet.json says why\n")
      let report = try repository.read("report.md")
      #expect(report.contains("- :white_check_mark: `plans/night.json`: passes\n"))
      // What clashes is part of the difference.
      #expect(report.contains("\n- /demands/compute: compute is at least 2400\n"), "\(report)")
    }
  }

  @Test func `a committed plan that no longer passes fails`() throws {
    try inRepository { repository in
      let run = try repository.change("sed -i 's/work: 5/work: 5.1/' specs/night.yaml")
      #expect(run.code == 1)
      #expect(
        run.error
          == "::error file=plans/night.json::the plan does not pass: not feasible: "
          + "1 of 1 bounds violated\n")
      #expect(try repository.change("dcopt solve specs/night.yaml > plans/night.json").code == 0)
    }
  }

  @Test func `what is no spec fails with its place, new specs and those that had no plan pass`()
    throws
  {
    try inRepository { repository in
      let wrong = try repository.change(
        "sed -i 's/\"max\": 20 /\"max\": \"20\" /' specs/fleet.json")
      #expect(wrong.code == 1)
      #expect(
        wrong.error.hasPrefix(
          "::error file=specs/fleet.json,line=5,col=50::/resources/large/max: "),
        "\(wrong.error)")
      let new = try repository.change(
        "git checkout -q main -- specs && cp specs/night.yaml specs/b.yml")
      #expect(new.code == 0, "\(new.error)")
      #expect(
        try repository.read("report.md").contains("`specs/b.yml`: new, minimize to 10\n"))
      // The base has a spec without a plan.
      let mended = try repository.run(
        """
        git checkout -qf main && sed -i 's/max": 3/max": -1/' specs/jobs.json && git commit -qam broken
        git checkout -q change && \(Self.script) main report.md
        """)
      #expect(mended.code == 0, "\(mended.error)")
      let report = try repository.read("report.md")
      #expect(report.contains("there was no plan before, now maximize to 6\n"), "\(report)")
    }
  }

  @Test func `a base that is not there is said, and one without specs has only new ones`() throws {
    try inRepository { repository in
      let run = try repository.run("\(Self.script) nowhere report.md")
      #expect(run.code == 64 && run.error == "check-plans.sh: nowhere: no such commit\n")
      let first = try repository.run(
        """
        git checkout -q --orphan empty && git rm -rqf . && git commit -q --allow-empty -m nothing
        git checkout -q change && \(Self.script) empty report.md
        """)
      #expect(first.code == 0, "\(first.error)")
      #expect(
        try repository.read("report.md").contains("`specs/fleet.json`: new, minimize to 200\n"))
    }
  }

  @Test func `the job's file is in order and runs the script`() throws {
    let file = Checkout.root.appending(path: "examples/ci/plans.yml")
    let job =
      try JSONSerialization.jsonObject(
        with: Data(YAMLText(parsing: [UInt8](Data(contentsOf: file))).json.utf8)) as? [String: Any]
    let jobs = try #require(job?["jobs"] as? [String: [String: Any]])
    let steps = try #require(jobs["plans"]?["steps"] as? [[String: Any]])
    let commands = steps.compactMap { $0["run"] as? String }
    #expect(
      commands.contains { $0.contains("check-plans.sh \"origin/$GITHUB_BASE_REF\" report.md") })
    #expect(commands.contains { $0.contains("gh pr comment") && $0.contains("comment.md") })
    #expect(
      job?["permissions"] as? [String: String] == ["contents": "read", "pull-requests": "write"])
  }
}
