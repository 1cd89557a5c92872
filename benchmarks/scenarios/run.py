#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times specs with scenarios beside HiGHS and CLP on the exported model, in one run.

    run.py DCOPT WORK_FOLDER [--limit SECONDS] [--per-period] [--sizes 100,300,1000]

All times are processor time on one thread. dcopt's is that of the whole command: reading, solving, the
proof, the values of planning and of knowing, printing. A peer's is that from the exported model to the
written solution, and, in brackets, from the loaded program to its answer. RESULTS.md beside this file is
written anew, unless sizes are given.
"""
import argparse
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import measure  # noqa: E402
from measure import shown  # noqa: E402

PEERS = ["highs simplex", "highs ipm", "clp dual", "clp barrier"]
SIZES = [100, 300, 1000]


def row(arguments, size, python):
    name = os.path.join(arguments.work, f"scenarios-{size}")
    spec, result, model = name + ".json", name + ".result.json", name + ".mps"
    made = [sys.executable, os.path.join(HERE, "generate.py"), str(size), "24", "10"]
    with open(spec, "w") as file:
        subprocess.run(made + (["--per-period"] if arguments.per_period else []), stdout=file, check=True)
    command = [arguments.dcopt, "solve", "--format", "json", "--stats", spec]
    taken = measure.process(command, result, 10 * arguments.limit)
    if taken is None:
        return f"| {size} | – | no end | – | " + " | ".join("–" for _ in PEERS) + " | – |"
    with open(result) as file:
        answer = json.load(file)
    value, proof, shape = answer["objective"]["value"], answer["proof"], answer["statistics"]
    with open(model, "w") as file:
        subprocess.run([arguments.dcopt, "export", "--to", "mps", spec], stdout=file, check=True)
    cells, best = [], None
    for peer in PEERS:
        found = None
        if measure.installed(peer, python):
            found = measure.peer(python, peer, model, arguments.limit, whole=True)
        if found is None:
            cells.append("–")
            continue
        doubt = ""
        if abs(found["objective"] - value) > 1e-6 * max(1, abs(value)):
            doubt = f" says {found['objective']!r}"
        cells.append(
            f"{shown(found['whole'])} s ({shown(found['seconds'])}), {found['mb']:.0f} MB{doubt}")
        if not doubt:
            best = min(best or found["whole"], found["whole"])
    proved = f"{answer['status']}, {proof.get('method')}" if proof["verified"] else "not proved"
    ratio = "–" if best is None else f"{best / taken[0]:.2f}"
    return (
        f"| {size} | {shape['rows']} × {shape['columns']} | {shown(taken[0])} s, {taken[1]:.0f} MB "
        f"| {value!r}, {proved} | {' | '.join(cells)} | {ratio} |")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("dcopt")
    parser.add_argument("work")
    parser.add_argument("--limit", type=float, default=60)
    parser.add_argument("--per-period", action="store_true")
    parser.add_argument("--sizes", type=lambda text: [int(size) for size in text.split(",")])
    arguments = parser.parse_args()
    os.makedirs(arguments.work, exist_ok=True)
    python = measure.environment(arguments.work)
    committed = "one for each period" if arguments.per_period else "one for all periods"
    lines = [
        "# Specs with scenarios beside other solvers", "",
        f"{measure.machine()}. {measure.versions(python)}. Load average {os.getloadavg()[0]:.1f}.", "",
        "`benchmarks/scenarios/run.py` wrote this file: so many scenarios of 24 periods and 10 resources, of",
        f"which three are committed, {committed}, and seven are bought as it comes, at prices of each",
        "scenario's own; one more has no end. Seconds of processor time, one thread, and megabytes at the",
        "peak, in one run: dcopt from JSON to JSON with its proof and with the values of planning and of",
        "knowing, which are a further program as large and one a scenario; the others from the exported",
        "model, free MPS, to the written solution, and in brackets from the loaded program to the answer;",
        f"– is none in {arguments.limit:.0f} s.", "",
        "| scenarios | rows × columns | dcopt | answer | " + " | ".join(PEERS) + " | best peer / dcopt |",
        "|" + "---|" * (len(PEERS) + 5)]
    print("\n".join(lines), flush=True)
    for size in arguments.sizes or SIZES:
        lines.append(row(arguments, size, python))
        print(lines[-1], flush=True)
    if not arguments.sizes and not arguments.per_period:
        with open(os.path.join(HERE, "RESULTS.md"), "w") as file:
            file.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
