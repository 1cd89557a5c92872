#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times dcopt beside every peer that is installed, on the same files, in turn, in one run.

    run.py BENCH_PROGRAM WORK_FOLDER [--quick] [--family NAME] [--seeds N] [--limit SECONDS]
        [--largest N] [--only ALGORITHMS] [--backwards]

Every instance is solved by dcopt-bench and by each algorithm of each peer, one after the other.
All objectives have to agree to nine digits. It prints a table and, unless --quick is given or one
family asked for, writes RESULTS.md.
"""
import argparse
import json
import math
import os
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import generate  # noqa: E402
import measure  # noqa: E402
from measure import environment, installed, last_json, machine, versions  # noqa: E402

# PDLP is a first-order method: its answers are within its tolerance.
INEXACT = {"pdlp"}
ORTOOLS = {"glop", "pdlp"}
# These stop within a tolerance that is too loose for max-min programs.
LOOSE = {"glpk primal", "glpk dual", "glpk flip"}


def ours(program, path, limit):
    """The shortest of four runs, where they are short."""
    best = None
    for repeats in (1, 3):
        try:
            done = subprocess.run(
                [program, path, "--repeat", str(repeats)], capture_output=True, text=True,
                timeout=6 * limit + 20)
        except subprocess.TimeoutExpired:
            return best
        answer = last_json(done.stdout)
        if not answer or "seconds" not in answer:
            return best
        if best is None or answer["seconds"] < best["seconds"]:
            best = answer
        if best["seconds"] > 0.3:
            break
    return best


def plain_glpk(program, name, path, limit):
    """GLPK as glpsol runs it, from the same arrays and with the same clock as dcopt."""
    try:
        done = subprocess.run(
            [program, path, "--glpk", name.split()[1], "--repeat", "3"], capture_output=True,
            text=True, timeout=3 * limit + 5)
    except subprocess.TimeoutExpired:
        return None
    answer = last_json(done.stdout)
    return answer if answer and answer["status"] == "optimal" else None


def agrees(a, b, name):
    tolerance = 1e-4 if name in INEXACT else 1e-6 if name in LOOSE else 3e-7
    return abs(a - b) <= tolerance * max(1, abs(b))


def instance(work, family, size, seed):
    folder = os.path.join(work, "instances")
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, f"{family}-{size}-{seed}.mps")
    if not os.path.exists(path):
        with open(path + ".part", "w") as out:
            subprocess.run(
                [sys.executable, os.path.join(HERE, "generate.py"), family, str(size), str(seed)],
                stdout=out, check=True)
        os.rename(path + ".part", path)
    return path


def seconds(value):
    return "–" if value is None else f"{value:.4f}" if value < 0.1 else f"{value:.3g}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("work")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--family")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--only", help="algorithms of peers, with commas between")
    parser.add_argument("--backwards", action="store_true", help="the largest first")
    parser.add_argument("--largest", type=int, default=3, help="how many of the sizes")
    parser.add_argument("--limit", type=float, default=20)
    arguments = parser.parse_args()
    python = environment(arguments.work)
    names = subprocess.run(
        [sys.executable, os.path.join(HERE, "peer.py"), "--list"], capture_output=True, text=True)
    algorithms = sorted(LOOSE) + [n for n in names.stdout.splitlines() if installed(n, python)]
    if arguments.only:
        algorithms = [n for n in algorithms if n in arguments.only.split(",")]
    limit = 3 if arguments.quick else arguments.limit
    rows = []
    disagreements = []
    started = time.time()
    plan = [
        (family, sizes[rank], seed)
        for rank in ((0, 1) if arguments.quick else range(3 - arguments.largest, 3))
        for family, (_, sizes) in generate.FAMILIES.items()
        for seed in range(1, 2 if arguments.quick else arguments.seeds + 1)
        if not arguments.family or family == arguments.family]
    if arguments.backwards:
        plan.reverse()
    slow = {}
    for family, size, seed in plan:
        path = instance(arguments.work, family, size, seed)
        mine = ours(arguments.program, path, limit)
        theirs = {}
        for name in algorithms:
            # What ran out of time on a size is not asked for a larger one.
            if slow.get((family, name), math.inf) < size:
                continue
            if arguments.quick and name in ORTOOLS:
                continue
            if name in LOOSE:
                answer = plain_glpk(arguments.program, name, path, limit)
            else:
                answer = measure.peer(python, name, path, limit)
            if answer is None:
                slow[family, name] = size
                continue
            theirs[name] = answer
        rows.append((family, size, seed, mine, theirs))
        best = min(theirs.items(), key=lambda x: x[1]["seconds"], default=None)
        if mine and mine.get("objective") is not None:
            for name, answer in theirs.items():
                if not agrees(answer["objective"], mine["objective"], name):
                    disagreements.append(
                        f"{family} {size} {seed}: {name} says {answer['objective']!r},"
                        f" dcopt {mine['objective']!r}")
        print(line(family, size, seed, mine, best), flush=True)
        if not arguments.quick and not arguments.family:
            write(rows, disagreements, algorithms, python, limit)
    if disagreements:
        print("\nNot the same objective:")
        print("\n".join(disagreements))
    ratios = [r for r in (ratio(row) for row in rows) if r]
    if ratios:
        mean = math.exp(sum(math.log(r) for r in ratios) / len(ratios))
        print(f"\nbest peer / dcopt, geometric mean over {len(ratios)} instances: {mean:.2f}")
    print(f"{time.time() - started:.0f} s in all")


def ratio(row):
    _, _, _, mine, theirs = row
    if not mine or mine.get("status") != "optimal" or not theirs:
        return None
    return max(min(a["seconds"] for a in theirs.values()), 1e-4) / mine["seconds"]


def line(family, size, seed, mine, best):
    text = f"{family:13}{size:7}{seed:3}"
    if mine and "seconds" in mine:
        text += (
            f"  dcopt {seconds(mine['seconds']):>8} (numbers {seconds(mine['numbers'])}, method "
            f"{seconds(mine['method'])}, glpk {seconds(mine['glpk'])}, proof "
            f"{seconds(mine['prove'])}) {mine['proof']} {mine['mb']:.0f} MB, "
            f"{mine['algorithm']}, {mine['pivots']} pivots")
    else:
        text += "  dcopt no answer"
    if best:
        name, answer = best
        text += f"; best peer {name} {seconds(answer['seconds'])}, {answer['mb']:.0f} MB"
        if mine and mine.get("status") == "optimal":
            text += f"; {max(answer['seconds'], 1e-4) / mine['seconds']:.2f}x"
    return text


def write(rows, disagreements, algorithms, python, limit):
    load = os.getloadavg()[2]
    out = [
        "# Results of `make bench`", "",
        f"{machine()}. {versions(python)}. Load average {load:.1f}: where that is above 1, read"
        " ratios rather than seconds.", "",
        "Peers of this run: " + ", ".join(algorithms) + ".", "",
        "Seconds of processor time from the loaded program to the answer, the least of three runs,"
        " one thread: on an idle machine that is the time one waits."
        " dcopt's answer is proved in exact arithmetic where `proof` says so; its time holds the"
        " conversion to doubles, the method, GLPK and the proof. A peer's time is its own clock's,"
        " with the better of all its algorithms named. The ratio is best peer / dcopt: above 1,"
        " dcopt is faster. MB is the peak of the process that reads the file and solves; a peer's is"
        " at least the 11 of the Python that starts it.", "",
        "| family | size | seed | dcopt | numbers | method | GLPK | proof | proved | how | pivots"
        " | MB | best peer | seconds | MB | ratio |",
        "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        family, size, seed, mine, theirs = row
        cells = [family, str(size), str(seed)]
        if mine and "seconds" in mine:
            cells += [seconds(mine[k]) for k in ("seconds", "numbers", "method", "glpk", "prove")]
            cells += [mine["proof"], mine["algorithm"], str(mine["pivots"]), f"{mine['mb']:.0f}"]
        else:
            cells += ["–"] * 9
        best = min(theirs.items(), key=lambda x: x[1]["seconds"], default=None)
        if best:
            cells += [best[0], seconds(best[1]["seconds"]), f"{best[1]['mb']:.0f}"]
        else:
            cells += ["–"] * 3
        r = ratio(row)
        cells.append(f"{r:.2f}" if r else "–")
        out.append("| " + " | ".join(cells) + " |")
    out += ["", "## The geometric mean of the ratio by family and size", "",
            "| family | size | ratio |", "|---|---|---|"]
    groups = {}
    for row in rows:
        r = ratio(row)
        if r:
            groups.setdefault((row[0], row[1]), []).append(r)
    for (family, size), values in groups.items():
        mean = math.exp(sum(map(math.log, values)) / len(values))
        out.append(f"| {family} | {size} | {mean:.2f} |")
    out += ["", "## Every algorithm", "", f"Seconds; – where it did not end in {limit:.0f} s.", "",
            "| family | size | seed | dcopt | " + " | ".join(algorithms) + " |",
            "|---" * (len(algorithms) + 4) + "|"]
    for family, size, seed, mine, theirs in rows:
        cells = [family, str(size), str(seed), seconds(mine["seconds"] if mine else None)]
        cells += [seconds(theirs[n]["seconds"]) if n in theirs else "–" for n in algorithms]
        out.append("| " + " | ".join(cells) + " |")
    out += ["", "## Objectives that differ by more than 3e-7", ""]
    out += [f"- {text}" for text in disagreements] or ["None."]
    with open(os.path.join(HERE, "RESULTS.md"), "w") as file:
        file.write("\n".join(out) + "\n")


if __name__ == "__main__":
    main()
