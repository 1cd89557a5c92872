#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts small mistakes into the sources, one at a time, and sees whether the tests notice.

    mutants.py --list            what would be done: one line a mutant
    mutants.py [--seconds N] [--only TEXT]

A mutant turns a sign, a comparison, a constant, a boolean, an exit code or a call around. The sources
are changed, built incrementally and given to the filters of their target; then they are as they were.
What is left in the end goes to Tests/Campaigns/mutants.json, and Tests/MUTANTS.md is made of that.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import time

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
STATE = os.path.join(ROOT, "Tests", "Campaigns", "mutants.json")
TABLE = os.path.join(ROOT, "Tests", "MUTANTS.md")

# The parts that matter, and the tests that should notice.
PARTS = [
    ("Sources/ExactNumbers", "ExactNumbersTests|LinearProgramTests"),
    ("Sources/LinearProgram", "LinearProgramTests"),
    ("Sources/ExactSimplex", "ExactSimplexTests|LinearProgramTests"),
    ("Sources/Planning/Check", "SmallMistakeTests|OutsideCaseTests|GoldenTests"),
    ("Sources/Planning/Explanation", "ExplanationTests|PlanConflictTests|RepairWeightTests"),
    ("Sources/Planning/Formulation", "PlanningTests"),
    ("Sources/Planning/Verification", "VerifyTests|OutsideCaseTests"),
    ("Sources/Planning/Tables", "TableTests"),
    ("Sources/dcopt/Rendering", "GoldenTests|FormatTests|SmallMistakeTests|OutsideCaseTests"),
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
    """Of every part as many, spread over its files and kinds of change."""
    found = []
    for folder, tests in PARTS:
        candidates = []
        for path, _, files in sorted(os.walk(os.path.join(ROOT, folder))):
            for name in sorted(files):
                if name.endswith(".swift"):
                    candidates += of_file(os.path.relpath(os.path.join(path, name), ROOT), tests)
        wanted = 18
        step = max(1, len(candidates) // wanted)
        found += candidates[step // 2::step][:wanted]
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
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=limit, shell=True)
        return done.returncode, (done.stdout + done.stderr).decode(errors="replace")
    except subprocess.TimeoutExpired:
        return None, ""


def attempt(mutant):
    path = os.path.join(ROOT, mutant["file"])
    with open(path, encoding="utf-8") as file:
        stated = file.read()
    lines = stated.splitlines(keepends=True)
    lines[mutant["line"] - 1] = mutant["text"]
    try:
        with open(path, "w", encoding="utf-8") as file:
            file.write("".join(lines))
        code, output = shell("swift build --build-tests 2>&1", 3600)
        if code != 0:
            return "does not build"
        code, output = shell("swift test --skip-build --filter '%s' 2>&1" % mutant["tests"], 1800)
        if code is None:
            return "noticed (no end)"
        return "survived" if code == 0 else "noticed"
    finally:
        with open(path, "w", encoding="utf-8") as file:
            file.write(stated)


def report(state):
    counted = [m for m in state if m["outcome"] != "does not build"]
    noticed = [m for m in counted if m["outcome"].startswith("noticed")]
    lines = [
        "# Small mistakes, and what the tests notice", "",
        "`make mutants SECONDS=3600` goes on with this table (`Tests/Campaigns/mutants.py`): one small "
        "change of the sources at a time, an incremental build, the filters that should notice.", "",
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
    options = parser.parse_args()
    chosen = [m for m in mutants() if options.only in m["file"]]
    if options.list:
        for mutant in chosen:
            print("%(file)s:%(line)d: %(was)s  ->  %(is)s" % mutant)
        return
    state = json.load(open(STATE, encoding="utf-8")) if os.path.exists(STATE) else []
    known = {(m["file"], m["was"], m["is"]) for m in state}
    end = time.monotonic() + options.seconds
    for mutant in chosen:
        if (mutant["file"], mutant["was"], mutant["is"]) in known:
            continue
        if time.monotonic() > end:
            break
        mutant["outcome"] = attempt(mutant)
        print("%(outcome)s: %(file)s:%(line)d: %(was)s  ->  %(is)s" % mutant, flush=True)
        del mutant["text"]
        state.append(mutant)
        with open(STATE, "w", encoding="utf-8") as file:
            json.dump(state, file, indent=1, ensure_ascii=False)
            file.write("\n")
    report(state)


if __name__ == "__main__":
    sys.exit(main())
