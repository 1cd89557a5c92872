#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times `dcopt solve` on large specs beside other solvers on the linear program it exports.

    run.py DCOPT WORK [--limit SECONDS] [--only FAMILY]

dcopt's time is the whole process: reading JSON, the plan, its proof, and JSON. A peer's time is
from the loaded program to its answer. Both are processor time on one thread; memory is the peak of
the process. One run, one after the other; RESULTS.md beside this file is written anew.
"""
import argparse
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import run as bench  # noqa: E402

CASES = [
    (family, size, 1) for size in (2_500, 10_000) for family in ("total", "fair", "fair-slack")]
# CLP's barrier takes minutes on the max-min ones.
PEERS = ["clp dual", "clp primal", "highs simplex", "highs ipm", "glop"]


def measured(command, output, limit):
    """Seconds of processor time and megabytes of a process; None where it did not end in time."""
    with open(output, "wb") as file:
        process = subprocess.Popen(["timeout", str(limit)] + command, stdout=file)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode == 124:
        return None
    # `timeout` waits for the program, so that its usage is counted here.
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def shown(seconds):
    return "–" if seconds is None else f"{seconds:.3g}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("dcopt")
    parser.add_argument("work")
    parser.add_argument("--limit", type=float, default=60)
    parser.add_argument("--only")
    arguments = parser.parse_args()
    python = bench.environment(arguments.work)
    algorithms = [name for name in PEERS if bench.installed(name, python)]
    folder = os.path.join(arguments.work, "specs")
    os.makedirs(folder, exist_ok=True)
    lines = [
        "# Placement specs beside other solvers", "",
        f"{bench.machine()}. {bench.versions(python)}. Load average {os.getloadavg()[0]:.1f}.", "",
        "`python3 benchmarks/specs/run.py .build-release/dcopt .build-bench` writes this file. Seconds",
        "of processor time and megabytes of memory, one run: dcopt from JSON to JSON with its proof,",
        f"the others from the loaded program; – is no answer in {arguments.limit:.0f} s.", "",
        "| spec | size | dcopt | proof | " + " | ".join(algorithms) + " | best peer / dcopt |",
        "|---" * (len(algorithms) + 5) + "|"]
    for family, size, seed in CASES:
        if arguments.only and family != arguments.only:
            continue
        spec = os.path.join(folder, f"{family}-{size}-{seed}.json")
        with open(spec, "w") as file:
            subprocess.run(
                [sys.executable, os.path.join(HERE, "generate.py"), family, str(size), str(seed)],
                stdout=file, check=True)
        result = spec.replace(".json", ".result.json")
        mine = measured(
            [arguments.dcopt, "solve", "--format", "json", spec], result, 10 * arguments.limit)
        answer = {}
        if mine is not None:
            with open(result) as file:
                answer = json.load(file)
        program = spec.replace(".json", ".mps")
        with open(program, "w") as file:
            subprocess.run(
                [arguments.dcopt, "export", "--to", "mps", spec], stdout=file, check=True)
        cells = []
        best = None
        for name in algorithms:
            peer = bench.peer(None, python, name, program, arguments.limit)
            if peer is None:
                cells.append("–")
                continue
            value = answer.get("objective", {}).get("value")
            doubt = ""
            if value is None or not bench.agrees(abs(peer["objective"]), abs(value), name):
                doubt = f" says {peer['objective']!r}"
            cells.append(f"{shown(peer['seconds'])} s, {peer['mb']:.0f} MB{doubt}")
            if best is None or peer["seconds"] < best:
                best = peer["seconds"]
        proof = answer.get("proof", {})
        verdict = answer.get("status", "–")
        if not proof.get("verified"):
            verdict += ", not proved"
        lines.append(
            f"| {family} | {size} | "
            + ("–" if mine is None else f"{shown(mine[0])} s, {mine[1]:.0f} MB")
            + f" | {verdict}, {proof.get('method', '–')} | " + " | ".join(cells) + " | "
            + (f"{best / mine[0]:.2f}" if best and mine else "–") + " |")
        print(lines[-1], flush=True)
        if not arguments.only:
            with open(os.path.join(HERE, "RESULTS.md"), "w") as file:
                file.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
