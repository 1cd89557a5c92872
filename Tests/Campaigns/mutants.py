#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts small mistakes into the sources, one at a time, and sees whether the tests notice.

    mutants.py --list            what would be done: one line a mutant
    mutants.py [--seconds N] [--only TEXT] [--through COMMAND]

A mutant turns a sign, a comparison, a constant, a boolean, an exit code or a call around. The sources
are changed, built incrementally and given to the filters of their target; then they are as they were.
What comes of each goes to Tests/Campaigns/mutants.json, and Tests/MUTANTS.md is made of that. First come
the mistakes that were once put in by hand and that no test noticed, then some of each part in turn, so
that a short run is a fair sample. `--through "nice -n 10"` goes before each build and each test. A
mutant whose line the sources do not have any more is chosen anew. `why` in the file is written by hand,
and says of a mutant that survived what it would take to notice it, or that it changes nothing.
"""
import argparse
import json
import os
import re
import signal
import subprocess
import sys
import time

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
STATE = os.path.join(ROOT, "Tests", "Campaigns", "mutants.json")
TABLE = os.path.join(ROOT, "Tests", "MUTANTS.md")

SMALL = "SmallMistakeTests"
# Mistakes that no test noticed when they were first put in: file, what stood there, what was put there.
KNOWN = [
    ("Graph+SVG.swift", "HTML.escaped(TextTable.shortened(graph.x, to: 60))",
     "TextTable.shortened(graph.x, to: 60)"),
    ("Solve.swift", "case .stopped: ExitCode(4)", "case .stopped: ExitCode(3)"),
    ("PlanCheck.swift", "if program.columns[j].isInteger, !point[j].isInteger {",
     "if program.columns[j].isInteger, point[j].isZero, !point[j].isInteger {"),
    ("PlanCheck.swift", "total: isTurned ? -value : value",
     "total: isTurned ? value : value"),
    ("PlanCheck.swift", "sense == .minimize ? value - $0 : $0 - value",
     "sense == .minimize ? value - $0 : value - $0"),
    ("SpecAnswer.swift", "text.hasDefect = true", "text.hasDefect = false"),
    ("PlanResult+OpenMetrics.swift", 'case "\\\\": result += "\\\\\\\\"',
     'case "\\\\": result += "\\\\"'),
    ("Solve.swift", "timeLimit.map { .seconds($0) }",
     "timeLimit.map { .milliseconds($0) }"),
    ("Batch.swift", "timeLimit.map { .seconds($0) }",
     "timeLimit.map { .milliseconds($0) }"),
    ("TimeLimit.swift", "seconds.map { .seconds($0) }",
     "seconds.map { .milliseconds($0) }"),
    ("PlanResult+CSV.swift", '["\\"", ",", "\\n", "\\r"]', '["\\"", ",", "\\n"]'),
]

# The parts that matter, and the tests that should notice.
PARTS = [
    ("Sources/ExactNumbers", "ExactNumbersTests|LinearProgramTests"),
    ("Sources/LinearProgram", "LinearProgramTests|SearchTreeTests"),
    ("Sources/ExactSimplex", "ExactSimplexTests|LinearProgramTests"),
    ("Sources/Planning/Check", "SmallMistakeTests|OutsideCaseTests|PlanAgreementTests"),
    ("Sources/Planning/Explanation", "ExplanationTests|PlanConflictTests|RepairWeightTests"),
    ("Sources/Planning/Formulation", "PlanAgreementTests|LayoutTests|PlanningTests.ConformanceTests"),
    ("Sources/Planning/Verification", "VerifyTests|OutsideCaseTests"),
    ("Sources/Planning/Tables", "TableTests|TableFileTests"),
    ("Sources/dcopt/Rendering", "FormatTests|GoldenTests|SmallMistakeTests"),
    ("Sources/dcopt/Results", "FormatTests|GoldenTests|SmallMistakeTests"),
    ("Sources/dcopt/Commands", "SmallMistakeTests|OutsideCaseTests|StreamTests|ConventionTests"),
    ("Sources/dcopt/Streams", "StreamTests|OutsideCaseTests"),
    ("Sources/JSONText", "JSONTextTests"),
    ("Sources/YAMLText", "YAMLTests|OutsideCaseTests"),
]

CHANGES = [
    (re.compile(r" <= "), " < "), (re.compile(r" < "), " <= "), (re.compile(r" >= "), " > "),
    (re.compile(r" > "), " >= "), (re.compile(r" == "), " != "), (re.compile(r" != "), " == "),
    (re.compile(r" \+ "), " - "), (re.compile(r" - "), " + "), (re.compile(r" \* "), " / "),
    (re.compile(r" && "), " || "), (re.compile(r" \|\| "), " && "), (re.compile(r"\btrue\b"), "false"),
    (re.compile(r"\bfalse\b"), "true"), (re.compile(r"\.lower\b"), ".upper"),
    (re.compile(r"\.upper\b"), ".lower"), (re.compile(r"\bmin\("), "max("),
    (re.compile(r"\bmax\("), "min("), (re.compile(r"ExitCode\((\d+)\)"), "ExitCode(9)"),
    (re.compile(r"\.minimize\b"), ".maximize"), (re.compile(r"\.isZero\b"), ".isInteger"),
    (re.compile(r"-(\w+\.)"), r"\1"), (re.compile(r"\breturn nil\b"), "fatalError()"),
]


def mutants():
    """The known ones, then of every part as many, in turn, spread over its files and kinds of change."""
    parts = []
    for folder, tests in PARTS:
        candidates = []
        for path, _, files in sorted(os.walk(os.path.join(ROOT, folder))):
            for name in sorted(files):
                if name.endswith(".swift"):
                    candidates += of_file(os.path.relpath(os.path.join(path, name), ROOT), tests)
        wanted = 18
        step = max(1, len(candidates) // wanted)
        # A stride that meets early and late files of the part in the first few.
        chosen = candidates[step // 2::step][:wanted]
        parts.append([chosen[k * 7 % len(chosen)] for k in range(len(chosen))]
                     if len(chosen) % 7 else chosen)
    return known() + [part[k] for k in range(18) for part in parts if k < len(part)]


def known():
    found = []
    paths = {name: os.path.join(path, name)
             for path, _, files in os.walk(os.path.join(ROOT, "Sources")) for name in files}
    for name, was, changed in KNOWN:
        with open(paths[name], encoding="utf-8") as file:
            lines = [(n, line) for n, line in enumerate(file, 1) if was in line]
        if len(lines) != 1:
            sys.exit("%s has %d lines with %s" % (name, len(lines), was))
        number, line = lines[0]
        found.append({"file": os.path.relpath(paths[name], ROOT), "line": number, "was": was,
                      "is": changed, "text": line.replace(was, changed), "tests": SMALL})
    return found


def of_file(path, tests):
    found = []
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            bare = line.strip()
            if bare.startswith(("//", "import", "#", "func ", "case .", "@")) or '"' in line:
                continue
            for pattern, replacement in CHANGES:
                match = pattern.search(line)
                if not match or ("->" in line and pattern.pattern in (" > ", r" - ")):
                    continue
                changed = line[:match.start()] + pattern.sub(replacement, match.group(), 1)
                changed += line[match.end():]
                found.append({"file": path, "line": number, "was": bare,
                              "is": changed.strip(), "text": changed, "tests": tests})
    return found


def shell(command, limit):
    """The exit code and what was said; None where it had no end, and then nothing of it goes on."""
    # A mutant may eat memory for ever.
    process = subprocess.Popen("ulimit -v 16000000; " + command, cwd=ROOT, shell=True,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                               start_new_session=True)
    try:
        said, _ = process.communicate(timeout=limit)
        return process.returncode, said.decode(errors="replace")
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return None, ""


def attempt(mutant, through):
    path = os.path.join(ROOT, mutant["file"])
    with open(path, encoding="utf-8") as file:
        stated = file.read()
    lines = stated.splitlines(keepends=True)
    lines[mutant["line"] - 1] = mutant["text"]
    try:
        with open(path, "w", encoding="utf-8") as file:
            file.write("".join(lines))
        code, output = shell(through + " swift build --build-tests 2>&1", 3600)
        if code != 0:
            return "does not build" if "error:" in output else None
        code, output = shell(
            "%s swift test --skip-build --filter '%s' 2>&1" % (through, mutant["tests"]), 600)
        if code is None:
            return "noticed (no end)"
        return "survived" if code == 0 else "noticed"
    finally:
        with open(path, "w", encoding="utf-8") as file:
            file.write(stated)


def all_known(through):
    """Puts all known mistakes in at once, and says which tests fail."""
    stated = {}
    try:
        for mutant in known():
            path = os.path.join(ROOT, mutant["file"])
            with open(path, encoding="utf-8") as file:
                text = file.read()
            stated.setdefault(path, text)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text.replace(mutant["was"], mutant["is"], 1))
        code, output = shell(through + " swift build --build-tests 2>&1", 3600)
        if code == 0:
            _, output = shell(through + " swift test --skip-build --filter '%s' 2>&1" % SMALL, 600)
        print("\n".join(line for line in output.splitlines()
                        if "error:" in line or " recorded an issue " in line or "passed" in line))
    finally:
        for path, text in stated.items():
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)


def report(state):
    counted = [m for m in state if m["outcome"] != "does not build"]
    noticed = [m for m in counted if m["outcome"].startswith("noticed")]
    lines = [
        "# Small mistakes, and what the tests notice", "",
        "`make mutants SECONDS=3600` goes on with this table (`Tests/Campaigns/mutants.py`): one small "
        "change of the sources at a time, an incremental build, the filters that should notice. The first "
        "%d are mistakes that no test noticed when they were first put in by hand; with `--known` "
        "they are put in all at once, and each makes a test of its own fail." % len(KNOWN), "",
        "Chosen: %d. Run so far: %d, of which %d build. **Noticed: %d of %d.**" % (
            len(mutants()), len(state), len(counted), len(noticed), len(counted)), "",
    ]
    for outcome in ["survived", "noticed", "noticed (no end)", "does not build"]:
        some = [m for m in state if m["outcome"] == outcome]
        if some:
            lines += ["## %s" % outcome.capitalize(), "", "| where | was | is | why |", "|---|---|---|---|"]
            cell = lambda text: "`" + text.replace("|", "\\|") + "`"
            lines += ["| %s:%d | %s | %s | %s |" % (
                m["file"].removeprefix("Sources/"), m["line"], cell(m["was"]), cell(m["is"]),
                m.get("why", "")) for m in some] + [""]
    with open(TABLE, "w", encoding="utf-8") as file:
        file.write("\n".join(lines).rstrip() + "\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--only", default="")
    parser.add_argument("--through", default="")
    parser.add_argument("--known", action="store_true",
                        help="the known mistakes alone, all in one build: each has its own test")
    options = parser.parse_args()
    chosen = [m for m in mutants() if options.only in m["file"]]
    if options.list:
        for mutant in chosen:
            print("%(file)s:%(line)d: %(was)s  ->  %(is)s" % mutant)
        return
    if options.known:
        return all_known(options.through)
    state = json.load(open(STATE, encoding="utf-8")) if os.path.exists(STATE) else []
    there = {(m["file"], m["was"], m["is"]): m["line"] for m in mutants()}
    state = [dict(m, line=there[key]) for m in state
             for key in [(m["file"], m["was"], m["is"])] if key in there]
    known = {(m["file"], m["was"], m["is"]) for m in state}
    end = time.monotonic() + options.seconds
    for mutant in chosen:
        if (mutant["file"], mutant["was"], mutant["is"]) in known:
            continue
        if time.monotonic() > end:
            break
        begin = time.monotonic()
        outcome = attempt(mutant, options.through)
        if outcome is None:
            continue
        mutant["outcome"] = outcome
        print("%3.0f s " % (time.monotonic() - begin), end="")
        print("%(outcome)s: %(file)s:%(line)d: %(was)s  ->  %(is)s" % mutant, flush=True)
        del mutant["text"]
        state.append(mutant)
        with open(STATE, "w", encoding="utf-8") as file:
            json.dump(state, file, indent=1, ensure_ascii=False)
            file.write("\n")
    report(state)


if __name__ == "__main__":
    sys.exit(main())
