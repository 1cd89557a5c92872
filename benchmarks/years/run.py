#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times `dcopt solve` on plans over a year of hours beside HiGHS and CLP on the program it exports.

    run.py DCOPT WORK_FOLDER [--hours 8760] [--limit SECONDS] [--only FAMILY] [--quick]

dcopt's time is the whole process: reading JSON, the plan, its proof, and JSON. A peer's is that from
the exported model to the written solution, and, in brackets, from the loaded program to its answer. All
are processor time on one thread; memory is the peak of the process.
All in turn, in one run; RESULTS.md beside this file is written anew, unless --quick is given or one
family asked for. Without HiGHS (PyPI's highspy) or CLP in reach their columns are empty.
"""
import argparse
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
sys.path.insert(0, HERE)
import measure  # noqa: E402
from generate import FAMILIES  # noqa: E402
from measure import shown  # noqa: E402

PEERS = ["highs simplex", "highs ipm", "clp dual", "clp barrier"]


def row(arguments, family, python):
    name = os.path.join(arguments.work, f"{family}-{arguments.hours}")
    spec, result, model = name + ".json", name + ".result.json", name + ".mps"
    with open(spec, "w") as file:
        subprocess.run(
            [sys.executable, os.path.join(HERE, "generate.py"), family, str(arguments.hours), "1"],
            stdout=file, check=True)
    command = [arguments.dcopt, "solve", "--format", "json", "--stats", spec]
    taken = measure.shortest(
        lambda: measure.process(command, result, 10 * arguments.limit), lambda t: t[0], 1)
    if taken is None:
        return f"| {family} | – | – | no end | " + " | ".join("–" for _ in PEERS) + " | – |"
    with open(result) as file:
        answer = json.load(file)
    value, proof = answer["objective"]["value"], answer["proof"]
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
    size = answer["statistics"]
    proved = f"{answer['status']}, {proof.get('method')}" if proof["verified"] else "not proved"
    ratio = "–" if best is None else f"{best / taken[0]:.2f}"
    return (
        f"| {family} | {size['rows']} × {size['columns']} | {shown(taken[0])} s, {taken[1]:.0f} MB "
        f"| {value!r}, {proved} | {' | '.join(cells)} | {ratio} |")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("dcopt")
    parser.add_argument("work")
    parser.add_argument("--hours", type=int, default=8760)
    parser.add_argument("--limit", type=float, default=60)
    parser.add_argument("--only", choices=list(FAMILIES))
    parser.add_argument("--quick", action="store_true")
    arguments = parser.parse_args()
    os.makedirs(arguments.work, exist_ok=True)
    if arguments.quick:
        arguments.hours = 1000
    python = measure.environment(arguments.work)
    lines = [
        "# A year of hours beside other solvers", "",
        f"{measure.machine()}. {measure.versions(python)}. Load average {os.getloadavg()[0]:.1f}.", "",
        f"`benchmarks/years/run.py` wrote this file: {arguments.hours} hours. Seconds of processor time,",
        "one thread, and megabytes at the peak, in one run: dcopt from JSON to JSON with its proof; the",
        "others from the exported model, free MPS, to the written solution, and in brackets from the",
        f"loaded program to the answer; – is none in {arguments.limit:.0f} s.",
        "generate.py says what the specs are.", "",
        "| spec | rows × columns | dcopt | answer | " + " | ".join(PEERS) + " | best peer / dcopt |",
        "|" + "---|" * (len(PEERS) + 5)]
    print("\n".join(lines), flush=True)
    for family in [arguments.only] if arguments.only else FAMILIES:
        lines.append(row(arguments, family, python))
        print(lines[-1], flush=True)
    if not arguments.only and not arguments.quick:
        with open(os.path.join(HERE, "RESULTS.md"), "w") as file:
            file.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
