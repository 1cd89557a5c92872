#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts small mistakes into the sources and sees whether the tests notice: mutants.py STEP

    list     what would be done: one line a mutant
    prepare  copies the tree to .build-mutants/tree, with every mutant in it behind a switch
    build    builds that tree and its tests, once
    trace    runs every suite without a mutant: whether it passes, how long it takes, whom it meets
    run      runs each mutant against the suites that meet it, the likeliest first, until one fails
    report   writes Tests/MUTANTS.md
    all      all of them

A mutant turns a sign, a comparison, a constant, a boolean, an end or an exit code around, empties a text
or drops a statement (`mutation.py`). Of each part of the sources a number is chosen, all kinds in turn,
and within a kind by a hash of the line: nobody picks them, and a change elsewhere picks no others. What
does not compile is found by the compiler, and the next takes its place. First come the mistakes that
were once put in by hand and that no test noticed. What came of each is in Tests/Campaigns/mutants.json;
`why` in there is written by hand, and says of a mutant that survived what it changes.

A test that fails without a mutant counts for nothing. A suite that meets a mutant and has no end within
its time (a minute, or six times what it takes) has noticed it, and the table says so.
"""
import argparse
import glob
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time

from mutation import candidates, mark, support

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
STATE = os.path.join(ROOT, "Tests", "Campaigns", "mutants.json")
TABLE = os.path.join(ROOT, "Tests", "MUTANTS.md")
WORK = os.path.join(ROOT, ".build-mutants")
TREE, BUILD = os.path.join(WORK, "tree"), os.path.join(WORK, "build")
CHOSEN, TRACE = os.path.join(WORK, "chosen.json"), os.path.join(WORK, "trace.json")
LIMIT, BUDGET = 60, 900  # seconds of a suite with a mutant, and of suites that one mutant is given
# Suites that compare whatever a user sees: they are asked first of what is near to a user.
GOLDEN = ("dcoptTests.GoldenTests", "dcoptTests.DocumentationTests")

# Mistakes that no test noticed when they were first put in: file, what stood there, what was put there.
KNOWN = [
    ("Graph+SVG.swift", "HTML.escaped(TextTable.shortened(graph.x, to: 60))",
     "TextTable.shortened(graph.x, to: 60)"),
    ("Solve.swift", "ExitCode(4)", "ExitCode(3)"),
    ("PlanCheck.swift", "!point[j].isInteger", "point[j].isZero && !point[j].isInteger"),
    ("PlanCheck.swift", "isTurned ? -value : value", "isTurned ? value : value"),
    ("PlanCheck.swift", "sense == .minimize ? value - $0 : $0 - value", "value - $0"),
    ("SpecAnswer.swift", "text.hasDefect = true", "text.hasDefect = false"),
    ("PlanResult+OpenMetrics.swift", '"\\\\\\\\"', '"\\\\"'),
    ("Solve.swift", "timeLimit.map { .seconds($0) }", "timeLimit.map { .milliseconds($0) }"),
    ("Batch.swift", "timeLimit.map { .seconds($0) }", "timeLimit.map { .milliseconds($0) }"),
    ("TimeLimit.swift", "seconds.map { .seconds($0) }", "seconds.map { .milliseconds($0) }"),
    ("PlanResult+CSV.swift", '["\\"", ",", "\\n", "\\r"]', '["\\"", ",", "\\n"]'),
]

# The parts, and how many mutants of each.
PARTS = [
    ("ExactNumbers", 10), ("LinearProgram", 12), ("ExactSimplex", 12), ("ParametricProgramming", 8),
    ("NumericalMethods", 8), ("IntegerSearch", 10), ("GLPKSolver", 10), ("ProgramText", 12),
    ("JSONText", 8), ("YAMLText", 6), ("PlanSolving", 3),
    ("Planning/Check", 8), ("Planning/Certificates", 5), ("Planning/Verification", 8),
    ("Planning/Explanation", 8), ("Planning/Formulation", 8), ("Planning/Layout", 4),
    ("Planning/Sections", 14), ("Planning/Reading", 7), ("Planning/Scenarios", 7),
    ("Planning/Result", 7), ("Planning/WhatIf", 6), ("Planning/Tables", 5),
    ("Planning/Interchange", 4), ("Planning/Comparison", 4), ("Planning/Solving", 3),
    ("dcopt/Commands", 8), ("dcopt/Options", 3), ("dcopt/Tasks", 6), ("dcopt/Streams", 7),
    ("dcopt/Results", 7), ("dcopt/Rendering", 6), ("dcopt/Formats", 4), ("dcopt/Pictures", 4),
    ("dcopt/Reports", 3), ("dcopt/Explanations", 3), ("dcopt/Words", 3),
]


def sources(folder):
    for path, _, files in sorted(os.walk(os.path.join(ROOT, "Sources", folder))):
        for name in sorted(files):
            if name.endswith(".swift"):
                yield os.path.relpath(os.path.join(path, name), ROOT)


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    # In one go: who reads it meanwhile reads all of it.
    beside = "%s.%d" % (path, os.getpid())
    with open(beside, "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(beside, path)


def known():
    """The mistakes of `KNOWN`, in the form of the others."""
    from mutation import Change, choice
    paths = {os.path.basename(path): path for path in sources("")}
    for name, was, changed in KNOWN:
        lines = [(n, line) for n, line in enumerate(read(os.path.join(ROOT, paths[name])).split("\n"), 1)
                 if was in line]
        if len(lines) != 1:
            sys.exit("%s has %d lines with %s" % (name, len(lines), was))
        number, line = lines[0]
        begin = line.index(was)
        code = choice(changed, was)
        if was.startswith("text."):
            code = lambda n, was=was, changed=changed: "if mutantIs(%d) { %s } else { %s }" % (
                n, changed, was)
        if was.startswith("ExitCode"):
            code = lambda n, was=was: "ExitCode(mutantIs(%d) ? 3 : 4)" % n
        yield {"file": paths[name], "line": number, "kind": "known", "was": line.strip(),
               "is": line.replace(was, changed).strip(),
               "change": Change("known", begin, begin + len(was), changed, code)}


def ordered(folder):
    """All changes of a part: kinds in turn, and within a kind by their marks."""
    kinds = {}
    for path in sources(folder):
        for mutant in candidates(path, read(os.path.join(ROOT, path))):
            kinds.setdefault(mutant["kind"], []).append(mutant)
    if not folder.startswith("dcopt") and "text" in kinds:
        kinds["text"] = sorted(kinds["text"], key=mark)[:3]
    rows = [sorted(some, key=mark) for _, some in sorted(kinds.items())]
    # The part's name decides which kind begins, so that no kind is every part's first.
    turn = int(mark({"file": folder, "was": "", "is": ""}), 16) % max(1, len(rows))
    rows = rows[turn:] + rows[:turn]
    return [row[k] for k in range(max(map(len, rows), default=0)) for row in rows if k < len(row)]


class Choice:
    """The chosen mutants, and who takes the place of one that does not compile."""

    def __init__(self):
        self.refused = set(json.loads(read(CHOSEN + ".refused"))) if os.path.exists(
            CHOSEN + ".refused") else set()
        self.queues = {folder: ordered(folder) for folder, _ in PARTS}

    def chosen(self):
        taken, found = set(), []
        lists = [(list(known()), len(KNOWN))] + [(self.queues[f], n) for f, n in PARTS]
        for queue, wanted in lists:
            for mutant in queue:
                # A line has one change, and two lines that are alike count once.
                places = {(mutant["file"], mutant["line"]), mark(mutant)}
                if wanted and not places & taken and mark(mutant) not in self.refused:
                    taken |= places
                    found.append(mutant)
                    wanted -= 1
        return [dict(mutant, number=n) for n, mutant in enumerate(found, 1)]

    def refuse(self, mutants):
        self.refused |= {mark(m) for m in mutants}
        write(CHOSEN + ".refused", json.dumps(sorted(self.refused)))


def put(mutants):
    """Copies the tree and puts the mutants into it."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, check=True,
                            capture_output=True, text=True).stdout.splitlines()
    if os.path.exists(os.path.join(ROOT, "Package.resolved")):
        listed.append("Package.resolved")
    forget(set(listed))
    by_file = {}
    for mutant in mutants:
        by_file.setdefault(mutant["file"], []).append(mutant)
    targets = {}
    for path in listed:
        source = os.path.join(ROOT, path)
        if not os.path.isfile(source):
            continue
        goal = os.path.join(TREE, path)
        if path not in by_file:
            if not os.path.exists(goal) or read_bytes(goal) != read_bytes(source):
                os.makedirs(os.path.dirname(goal), exist_ok=True)
                shutil.copy(source, goal)
            continue
        lines = read(source).split("\n")
        for mutant in by_file[path]:
            change, k = mutant["change"], mutant["line"] - 1
            lines[k] = lines[k][:change.begin] + change.code(mutant["number"]) + lines[k][change.end:]
            target = path.split("/")[1]
            targets.setdefault(target, "")
            if change.helper:
                targets[target] += change.helper(mutant["number"])
        renew(goal, "\n".join(lines))
    fractions = [t for t in targets if "import ExactNumbers" in "".join(
        read(os.path.join(ROOT, path)) for path in sources(t))] + ["ExactNumbers"]
    for target, said in targets.items():
        renew(os.path.join(TREE, "Sources", target, "Mutants.swift"),
              support(len(mutants) + 1, target in fractions, target == "ExactNumbers") + said)


def forget(listed):
    """Takes away the sources that the tree no longer has."""
    for folder in ("Sources", "Tests"):
        for path, _, files in os.walk(os.path.join(TREE, folder)):
            for name in files:
                file = os.path.join(path, name)
                if name != "Mutants.swift" and os.path.relpath(file, TREE) not in listed:
                    os.remove(file)


def read_bytes(path):
    with open(path, "rb") as file:
        return file.read()


def renew(path, text):
    """Writes what is not there yet: what stays as it is, is not built again."""
    if not os.path.exists(path) or read(path) != text:
        write(path, text)


def complaints(target):
    """Files and lines that the compiler refuses; the target is compiled beside what `swift build` made."""
    built = os.path.join(ROOT, ".build", "debug")
    maps = [os.path.join(ROOT, "Sources", name, "module.modulemap")
            for name in os.listdir(os.path.join(ROOT, "Sources")) if name[0] == "C" and name[1].isupper()]
    maps += glob.glob(os.path.join(built, "*.build", "module.modulemap"))
    swift = [os.path.join(path, name) for path, _, files in os.walk(os.path.join(TREE, "Sources", target))
             for name in files if name.endswith(".swift")]
    done = subprocess.run(
        ["swiftc", "-emit-sil", "-wmo", "-Onone", "-enable-testing", "-parse-as-library", "-swift-version", "6",
         "-module-name", target, "-package-name", os.path.basename(ROOT).lower(),
         "-I", os.path.join(built, "Modules"), "-o", os.devnull]
        + [part for path in maps for part in ("-Xcc", "-fmodule-map-file=" + path)] + sorted(swift),
        capture_output=True, text=True)
    found = {(os.path.relpath(path, TREE), int(line)) for path, line in re.findall(
        r"^(/\S+?):(\d+):\d+: error:", done.stderr, re.M)}
    if done.returncode != 0 and not found:
        sys.exit("%s does not compile:\n%s" % (target, done.stderr[-3000:]))
    return found, done.stderr


def blamed(mutants, places):
    """The mutant of each line that the compiler refuses, or the nearest one above it."""
    found = []
    for path, line in places:
        numbers = re.search(r"Mutants\.swift", path) and mutants_of_helper(path, line)
        near = [m for m in mutants if m["number"] == numbers] if numbers else sorted(
            (m for m in mutants if m["file"] == path), key=lambda m: (m["line"] > line, abs(m["line"] - line)))
        if not near:
            sys.exit("nobody to blame for %s:%d" % (path, line))
        found.append(near[0])
    return found


def mutants_of_helper(path, line):
    lines = read(os.path.join(TREE, path)).split("\n")
    numbers = re.findall(r"mutantIs\((\d+)\)", "\n".join(lines[line - 1:line + 3]))
    return int(numbers[0]) if numbers else None


def prepare(through):
    choice = Choice()
    stale = {path.split("/")[1] for path in sources("") if path.split("/")[1] in {
        folder.split("/")[0] for folder, _ in PARTS}}
    sound = {}
    while True:
        mutants = choice.chosen()
        put(mutants)
        refused = []
        for target in sorted(stale):
            mine = [(mark(m), m["number"]) for m in mutants if m["file"].split("/")[1] == target]
            if sound.get(target) == [m for m, _ in mine]:
                continue
            places, _ = complaints(target)
            if not places:
                sound[target] = [m for m, _ in mine]
            refused += blamed(mutants, places)
        for mutant in refused:
            print("does not compile: %(file)s:%(line)d: %(is)s" % mutant, flush=True)
        if not refused:
            break
        choice.refuse(refused)
    write(CHOSEN, json.dumps([{k: v for k, v in m.items() if k != "change"} for m in mutants], indent=1))
    print("%d mutants in %s" % (len(mutants), TREE))


def shell(command, limit, environment=None):
    """The exit code and what was said; None where it had no end, and then nothing of it goes on."""
    # A mutant may eat memory for ever.
    process = subprocess.Popen("ulimit -v 16000000; ulimit -c 0; " + command, cwd=TREE, shell=True,
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, start_new_session=True,
                               env=dict(os.environ, **(environment or {})))
    try:
        said, _ = process.communicate(timeout=limit)
        return process.returncode, said.decode(errors="replace")
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return None, ""


def build(through):
    code, output = shell("%s swift build --build-tests --scratch-path %s 2>&1" % (through, BUILD), 7200)
    if code != 0:
        sys.exit("\n".join(line for line in output.splitlines() if "error:" in line)[:6000])


def bundle():
    return os.path.join(BUILD, "debug", "dcoptPackageTests.xctest")


def suites():
    code, output = shell("swift test list --skip-build --scratch-path %s 2>&1" % BUILD, 600)
    found = {match.group(1) for match in re.finditer(r"^(\w+\.\w+)/", output, re.M)}
    return sorted(found)


def run_suite(suite, through, limit, environment):
    code, output = shell("%s %s --testing-library swift-testing --filter '^%s/' 2>&1" % (
        through, bundle(), re.escape(suite)), limit, environment)
    failed = re.findall(r"Test (.+?) recorded an issue", output) or re.findall(
        r"(Fatal error: .{0,80})", output)
    return code, sorted(set(failed)), output


def trace(through):
    mutants = json.loads(read(CHOSEN))
    file = os.path.join(WORK, "trace.bytes")
    found = {}
    for suite in suites():
        with open(file, "wb") as out:
            out.write(bytes(max(4096, len(mutants) + 1)))
        begin = os.times()
        clock = time.monotonic()
        code, failed, output = run_suite(suite, through, 1800, {"DCOPT_MUTANT_TRACE": file})
        end = os.times()
        with open(file, "rb") as done:
            met = [n for n, byte in enumerate(done.read()) if byte]
        took = (end.children_user + end.children_system) - (begin.children_user + begin.children_system)
        found[suite] = {"fails": failed, "passes": code == 0 or bool(failed), "seconds": round(took, 2), "met": met,
                        "clock": round(time.monotonic() - clock, 1)}
        print("%-50s %5.1f s (%5.1f)  meets %3d%s" % (
            suite, took, time.monotonic() - clock, len(met), "" if code == 0 else "  FAILS " + str(failed)),
            flush=True)
        write(TRACE, json.dumps(found))


def attempt(mutant, traced, through):
    """What came of a mutant, which suite noticed, and which tests in it."""
    number = mutant["number"]
    target = mutant["file"].split("/")[1]
    near = [s for s, t in traced.items() if t["passes"] and number in t["met"]]
    isNear = target in ("Planning", "dcopt")

    def cost(suite):
        share = 0.1 if isNear and suite in GOLDEN else 1 if suite.startswith(target + "Tests.") else 2
        return traced[suite]["seconds"] * share
    near.sort(key=cost)
    spent, tried = 0, 0
    for suite in near:
        if tried and spent + traced[suite]["seconds"] > BUDGET:
            break
        spent += traced[suite]["seconds"]
        tried += 1
        limit = max(LIMIT, 6 * traced[suite]["clock"])
        code, failed, _ = run_suite(suite, through, limit, {"DCOPT_MUTANT": str(number)})
        if code is None:
            return "noticed (no end)", suite, []
        fresh = [test for test in failed if test not in traced[suite]["fails"]]
        if code != 0 and (fresh or not failed):
            return "noticed", suite, fresh[:3]
    if not near:
        return "survived", "no suite meets it", []
    return "survived", "%d of %d suites that meet it" % (tried, len(near)), []


def run(through, only, again):
    mutants, traced = json.loads(read(CHOSEN)), json.loads(read(TRACE))
    state = json.loads(read(STATE)) if os.path.exists(STATE) else []
    known_outcomes = {mark(m): m for m in state}
    for mutant in mutants:
        before = known_outcomes.get(mark(mutant), {})
        isDone = before.get("outcome") and not (again and before["outcome"] == "survived")
        if only not in mutant["file"] or isDone:
            continue
        begin = time.monotonic()
        outcome, by, failed = attempt(mutant, traced, through)
        mutant = {k: v for k, v in mutant.items() if k != "number"}
        mutant.update({"outcome": outcome, "by": by, "tests": failed})
        if "why" in before:
            mutant["why"] = before["why"]
        known_outcomes[mark(mutant)] = mutant
        print("%4.0f s %s: %s:%d: %s  ->  %s  [%s] %s" % (
            time.monotonic() - begin, outcome, mutant["file"], mutant["line"], mutant["was"],
            mutant["is"], by, failed), flush=True)
        save(mutants, known_outcomes)
    save(mutants, known_outcomes)


def save(mutants, outcomes):
    lines = {mark(m): m["line"] for m in mutants}
    state = [dict(outcomes[mark(m)], line=lines[mark(m)]) for m in mutants if mark(m) in outcomes]
    write(STATE, json.dumps(state, indent=1, ensure_ascii=False) + "\n")


def report():
    state = json.loads(read(STATE))
    same = [m for m in state if m["outcome"] == "survived" and m.get("why", "").startswith("same:")]
    counted = [m for m in state if m not in same]
    noticed = [m for m in counted if m["outcome"].startswith("noticed")]
    late = [m for m in noticed if m["outcome"] != "noticed"]
    lines = [
        "# Small mistakes, and what the tests notice", "",
        "`make mutants` makes this table (`Tests/Campaigns/mutants.py`): small changes of the sources, "
        "each behind a switch, all in one build; each is then run against the suites whose tests come by "
        "it, until one fails. They are chosen by a hash of their lines, of every part of the sources and "
        "of every kind. The first %d are mistakes that no test noticed when they were first put in by "
        "hand." % len(KNOWN), "",
        "Chosen: %d. Run: %d. Of them %d change nothing that anybody can see, and say why. **Noticed: %d of the "
        "other %d, %.1f %%**; %d of these because a test had no end. One that survived says how many of "
        "the suites that meet it it was given, the likeliest first: where that is not all, the share is too "
        "low." % (
            len(KNOWN) + sum(n for _, n in PARTS), len(state), len(same), len(noticed), len(counted),
            100 * len(noticed) / max(1, len(counted)), len(late)), "",
        "| part | mutants | noticed | survived | the same |", "|---|---|---|---|---|",
    ]
    for part in sorted({part_of(m) for m in state}):
        mine = [m for m in state if part_of(m) == part]
        lines.append("| %s | %d | %d | %d | %d |" % (
            part, len(mine), sum(m in noticed for m in mine),
            sum(m in counted and m not in noticed for m in mine), sum(m in same for m in mine)))
    lines.append("")
    cell = lambda text: "`" + (text or " ").replace("|", "\\|") + "`"
    for title, some, told in [
            ("Survived", [m for m in counted if m not in noticed], "why"),
            ("Change nothing that anybody can see", same, "why"), ("Noticed", noticed, "by")]:
        if some:
            lines += ["## " + title, "", "| where | kind | was | is | %s |" % told, "|---|---|---|---|---|"]
            lines += ["| %s:%d | %s | %s | %s | %s |" % (
                m["file"].removeprefix("Sources/"), m["line"], m["kind"], cell(m["was"]), cell(m["is"]),
                (m.get(told) or m.get("by", "")).removeprefix("same: ")
                + (" (no end)" if m in late else "")) for m in some] + [""]
    write(TABLE, "\n".join(lines).rstrip() + "\n")


def part_of(mutant):
    parts = mutant["file"].split("/")
    return "/".join(parts[1:3]) if parts[1] in ("Planning", "dcopt") and len(parts) > 3 else parts[1]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("step", choices=["list", "prepare", "build", "trace", "run", "report", "all"])
    parser.add_argument("--through", default="", help="a command before each build and test")
    parser.add_argument("--only", default="", help="mutants of files whose path has this in it")
    parser.add_argument("--again", action="store_true", help="those that survived once more")
    options = parser.parse_args()
    if options.step == "list":
        for mutant in Choice().chosen():
            print("%(file)s:%(line)d: %(kind)s: %(was)s  ->  %(is)s" % mutant)
    if options.step in ("prepare", "all"):
        prepare(options.through)
    if options.step in ("build", "all"):
        build(options.through)
    if options.step in ("trace", "all"):
        trace(options.through)
    if options.step in ("run", "all"):
        run(options.through, options.only, options.again)
    if options.step in ("report", "all"):
        report()


if __name__ == "__main__":
    sys.exit(main())
