#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times `dcopt solve` on large specs beside other solvers on the linear program it exports.

    run.py DCOPT BENCH_PROGRAM WORK_FOLDER [--limit SECONDS] [--only FAMILY] [--quick]

dcopt's time is the whole process: reading JSON, the plan, its proof, and JSON. A peer's time is
from the loaded program to its answer. Both are processor time on one thread; memory is the peak of
the process. All in turn, in one run; RESULTS.md beside this file is written anew, unless --quick is
given or one family asked for.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import measure  # noqa: E402
from measure import shown  # noqa: E402
from run import agrees  # noqa: E402

CASES = [
    ("total", 2_500), ("fair", 2_500), ("fair-slack", 2_500), ("hours", 168), ("hours", 1000),
    ("hours-budget", 1000),
    ("list", 100_000), ("total", 10_000), ("fair", 10_000), ("fair-slack", 10_000),
    ("hours", 8760), ("hours-budget", 8760), ("hours-late", 8760), ("list", 1_000_000)]
QUICK = CASES[:6]
# CLP's barrier takes minutes on the max-min ones.
PEERS = ["clp dual", "clp primal", "highs simplex", "highs ipm", "glop"]


class Case:
    """One spec: what dcopt makes of it, and what its peers do."""

    def __init__(self, arguments, family, size):
        self.family, self.size = family, size
        self.dcopt, self.limit = arguments.dcopt, arguments.limit
        name = os.path.join(arguments.work, "specs", f"{family}-{size}")
        self.spec, self.result, self.model = name + ".json", name + ".result.json", name + ".mps"
        os.makedirs(os.path.dirname(name), exist_ok=True)
        with open(self.spec, "w") as file:
            subprocess.run(
                [sys.executable, os.path.join(HERE, "generate.py"), family, str(size), "1"],
                stdout=file, check=True)

    def solve(self):
        command = [self.dcopt, "solve", "--format", "json", self.spec]
        self.taken = measure.shortest(
            lambda: measure.process(command, self.result, 10 * self.limit), lambda t: t[0], 1)
        with open(self.result) as file:
            self.answer = json.load(file) if self.taken else {}

    def verdict(self):
        proof = self.answer.get("proof", {})
        text = self.answer.get("status", "–")
        if not proof.get("verified"):
            text += ", not proved"
        if "conflict" in self.answer:
            text += f", a conflict of {len(self.answer['conflict'])} parts and its repair"
        return f"{text}, {proof.get('method', '–')}"

    def peers(self, python, algorithms):
        """A cell for each, and the least time."""
        value = self.answer.get("objective", {}).get("value")
        if value is None:
            return ["–"] * len(algorithms), None
        with open(self.model, "w") as file:
            subprocess.run(
                [self.dcopt, "export", "--to", "mps", self.spec], stdout=file, check=True)
        cells, best = [], None
        for name in algorithms:
            found = measure.peer(python, name, self.model, self.limit)
            if found is None:
                cells.append("–")
                continue
            doubt = ""
            if not agrees(abs(found["objective"]), abs(value), name):
                doubt = f" says {found['objective']!r}"
            cells.append(f"{shown(found['seconds'])} s, {found['mb']:.0f} MB{doubt}")
            best = min(best or found["seconds"], found["seconds"])
        return cells, best


def text_alone(case, program):
    """Wall seconds of one run from text to text, and what of it the text alone takes: parsing the
    spec's JSON, and making and writing the result's."""
    parsed = measure.last_json(subprocess.run(
        [program, "--parse", case.spec], capture_output=True, text=True, check=True).stdout)
    best = None
    for _ in range(3):
        start = time.time()
        said = subprocess.run(
            [case.dcopt, "solve", "--format", "json", "--verbose", "--output", case.result,
             case.spec], capture_output=True, text=True, check=True).stderr
        whole = time.time() - start
        written = float(re.search(r"bytes written in ([\d.]+) ms", said)[1]) / 1000
        if best is None or whole < best[0]:
            best = whole, parsed["wall"], written
    return best


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("dcopt")
    parser.add_argument("program")
    parser.add_argument("work")
    parser.add_argument("--limit", type=float, default=30)
    parser.add_argument("--only")
    parser.add_argument("--quick", action="store_true")
    arguments = parser.parse_args()
    python = measure.environment(arguments.work)
    algorithms = [name for name in PEERS if measure.installed(name, python)]
    table = [
        "| spec | size | dcopt | answer | " + " | ".join(algorithms) + " | best peer / dcopt |",
        "|---" * (len(algorithms) + 5) + "|"]
    texts = []
    for family, size in QUICK if arguments.quick else CASES:
        if arguments.only and family != arguments.only:
            continue
        case = Case(arguments, family, size)
        case.solve()
        cells, best = case.peers(python, algorithms)
        mine = "–"
        ratio = "–"
        if case.taken:
            mine = f"{shown(case.taken[0])} s, {case.taken[1]:.0f} MB"
            ratio = f"{best / case.taken[0]:.2f}" if best else "–"
        table.append(
            f"| {family} | {size} | {mine} | {case.verdict()} | {' | '.join(cells)} | {ratio} |")
        print(table[-1], flush=True)
        if family == "list":
            whole, parsed, written = text_alone(case, arguments.program)
            texts.append(
                f"{size} resources, {os.path.getsize(case.spec) / 1e6:.0f} MB of JSON to "
                f"{os.path.getsize(case.result) / 1e6:.0f} MB: {whole:.2f} s. Parsing the one alone "
                f"takes {parsed:.2f} s, making and writing the other {written:.2f} s: "
                f"the whole is {whole / (parsed + written):.1f} times that.")
            print(texts[-1], flush=True)
        if not (arguments.only or arguments.quick):
            with open(os.path.join(HERE, "RESULTS.md"), "w") as file:
                file.write(page(python, arguments.limit, table, texts))


def page(python, limit, table, texts):
    head = [
        "# Large specs beside other solvers", "",
        f"{measure.machine()}. {measure.versions(python)}. Load average {os.getloadavg()[0]:.1f}.",
        "",
        "`make bench` writes this file. Seconds of processor time, one thread, and megabytes at the",
        "peak, in one run, the least of three where they are short: dcopt from JSON to JSON with its",
        "proof; the others from the loaded program to the answer, without reading or writing; – is",
        f"no answer in {limit:.0f} s, or nothing to ask for. generate.py says what the specs are.", ""]
    tail = ["", "## From text to text", ""] + texts if texts else []
    return "\n".join(head + table + tail) + "\n"


if __name__ == "__main__":
    main()
