#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times `dcopt solve` on specs with whole numbers beside other solvers on the program it exports.

    run.py DCOPT WORK_FOLDER [--limit SECONDS] [--only TEXT] [--seeds 1 2 3] [--peers highs cbc scip glpsol]
           [--anew dcopt highs …]

Gap 0, one thread each. dcopt's time is the whole process: reading JSON, the search, the exact check
of its tree, and JSON. A peer's time is from the loaded program to its answer. Both are processor
time. highspy and ortools come from pip; cbc and glpsol are looked for on the path, and a peer that is
not there is left out. Answers are kept in WORK_FOLDER/answers.json, so that a run can be made in pieces:
what is there is not run again, but for the solvers named after --anew (and all under another limit).
RESULTS.md beside this file is written anew unless --only is given.
"""
import argparse
import json
import math
import os
import re
import resource
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def highs(model, limit):
    import highspy
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", 0.0)
    solver.setOptionValue("time_limit", float(limit))
    solver.readModel(model)
    begin = os.times()
    solver.run()
    end = os.times()
    status = solver.modelStatusToString(solver.getModelStatus())
    value = solver.getInfo().objective_function_value
    return status.lower(), value, end.user + end.system - begin.user - begin.system


def scip(model, limit):
    from ortools.linear_solver import pywraplp
    from ortools.linear_solver.python import model_builder
    solver = model_builder.Solver("SCIP")
    program = model_builder.Model()
    if not program.import_from_mps_file(model):
        return "unread", float("nan"), 0
    solver.set_time_limit_in_seconds(limit)
    solver.set_solver_specific_parameters("limits/gap = 0\nlimits/absgap = 0\n")
    begin = os.times()
    status = solver.solve(program)
    end = os.times()
    value = solver.objective_value if status.name in ("OPTIMAL", "FEASIBLE") else float("nan")
    return status.name.lower(), value, end.user + end.system - begin.user - begin.system


def external(command, limit, pattern, ended):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        text = subprocess.run(
            command, capture_output=True, text=True, timeout=10 * limit, check=False).stdout
    except subprocess.TimeoutExpired:
        return "stopped", float("nan"), limit
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    found = re.findall(pattern, text)
    status = "optimal" if ended in text else "infeasible" if "infeasible" in text.lower() else "stopped"
    return (status, float(found[-1]) if found else float("nan"),
            after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def cbc(model, limit):
    return external(
        ["cbc", model, "-ratio", "0", "-allow", "0", "-seconds", str(limit), "-solve"], limit,
        r"Objective value:\s+(\S+)", "Optimal solution found")


def glpsol(model, limit):
    return external(
        ["glpsol", "--freemps", model, "--tmlim", str(limit)], limit,
        r"mip =\s+(\S+)", "INTEGER OPTIMAL SOLUTION FOUND")


PEERS = {"highs": highs, "cbc": cbc, "scip": scip, "glpsol": glpsol}


def has(peer):
    if peer in ("cbc", "glpsol"):
        return shutil.which(peer) is not None
    try:
        __import__("highspy" if peer == "highs" else "ortools")
        return True
    except ImportError:
        return False


def run_peer(peer, model, limit):
    """In a process of its own, so that one that breaks takes nothing with it."""
    command = [sys.executable, __file__, "--peer", peer, model, str(limit)]
    try:
        text = subprocess.run(
            command, capture_output=True, text=True, timeout=20 * limit + 60, check=False).stdout
        return json.loads(text.splitlines()[-1])
    except (subprocess.TimeoutExpired, IndexError, json.JSONDecodeError):
        return ["broke", None, limit]


def run_dcopt(dcopt, spec, limit):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    text = subprocess.run(
        [dcopt, "solve", "--format", "json", "--quiet", "--time-limit", str(limit), spec],
        capture_output=True, text=True, check=False).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    time = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    try:
        result = json.loads(text)
    except json.JSONDecodeError:
        return ["broke", None, time, None, False]
    proof = result.get("proof", {})
    return [result["status"], result.get("objective", {}).get("value"), time, proof.get("gap"),
            proof.get("verified", False)]


def cell(answer):
    status, value, time = answer[:3]
    text = f"{time:.2f} s"
    if status not in ("optimal", "infeasible"):
        text = "stopped" if status != "broke" else "broke"
        gap = answer[3] if len(answer) > 3 else None
        if gap is not None and value:
            text += f", gap {100 * gap / abs(value):.2g} %"
    if len(answer) > 4 and status in ("optimal", "infeasible") and not answer[4]:
        text += ", not proved"
    return text


class Answers:
    """What each solver said of each instance, kept in a file."""

    def __init__(self, path, limit, anew):
        self.path, self.anew = path, anew
        self.known = {}
        if os.path.exists(path):
            with open(path) as file:
                self.known = json.load(file)
        if self.known.get("limit") != limit:
            self.known = {"limit": limit}

    def get(self, who, name, ask):
        key = f"{name} {who}"
        if who in self.anew or key not in self.known:
            self.known[key] = ask()
            with open(self.path, "w") as file:
                json.dump(self.known, file, indent=0)
        return self.known[key]


def mean(times):
    """The geometric mean of times, each at least 0.01 s."""
    return math.exp(sum(math.log(max(0.01, time)) for time in times) / max(1, len(times)))


def main():
    if sys.argv[1:2] == ["--peer"]:
        status, value, time = PEERS[sys.argv[2]](sys.argv[3], int(sys.argv[4]))
        print(json.dumps([status, value if value == value else None, time]))
        return
    parser = argparse.ArgumentParser()
    parser.add_argument("dcopt")
    parser.add_argument("work")
    parser.add_argument("--limit", type=int, default=20)
    parser.add_argument("--only")
    parser.add_argument("--seeds", nargs="+", default=["1", "2", "3"])
    parser.add_argument("--peers", nargs="*", default=list(PEERS))
    parser.add_argument("--anew", nargs="*", default=[])
    arguments = parser.parse_args()
    specs = os.path.join(arguments.work, "specs")
    subprocess.run(
        [sys.executable, os.path.join(HERE, "generate.py"), specs] + arguments.seeds, check=True)
    peers = [peer for peer in arguments.peers if has(peer)]
    lines = ["| instance | dcopt | " + " | ".join(peers) + " |", "|---" * (2 + len(peers)) + "|"]
    ended = {name: 0 for name in ["dcopt"] + peers}
    times = {name: [] for name in ["dcopt"] + peers}
    wrong = []
    kept = Answers(os.path.join(arguments.work, "answers.json"), arguments.limit, arguments.anew)
    for name in sorted(os.listdir(specs)):
        if not name.endswith(".json") or (arguments.only and arguments.only not in name):
            continue
        spec = os.path.join(specs, name)
        model = spec[:-5] + ".mps"
        subprocess.run(
            [arguments.dcopt, "export", spec, "--to", "mps", "--output", model, "--quiet"], check=True)
        answers = {
            "dcopt": kept.get(
                "dcopt", name, lambda: run_dcopt(arguments.dcopt, spec, arguments.limit))}
        for peer in peers:
            answers[peer] = kept.get(peer, name, lambda: run_peer(peer, model, arguments.limit))
        ours = answers["dcopt"]
        for who, answer in answers.items():
            if answer[0] in ("optimal", "infeasible"):
                ended[who] += 1
            times[who].append(
                answer[2] if answer[0] in ("optimal", "infeasible") else max(arguments.limit, answer[2]))
            if who != "dcopt" and ours[0] == "optimal" and answer[0] == "optimal":
                if abs(abs(ours[1]) - abs(answer[1])) > 1e-6 * max(1, abs(ours[1])):
                    wrong.append(f"{name}: {ours[1]} and {who}'s {answer[1]}")
        lines.append(f"| {name[:-5]} | " + " | ".join(cell(a) for a in answers.values()) + " |")
        print(lines[-1], flush=True)
    lines.append("| ended | " + " | ".join(str(ended[w]) for w in ["dcopt"] + peers) + " |")
    lines.append(
        "| geometric mean | " + " | ".join(f"{mean(times[w]):.2f} s" for w in ["dcopt"] + peers) + " |")
    print("\n".join(lines[-2:]))
    for line in wrong:
        print("different:", line)
    if not arguments.only:
        with open(os.path.join(HERE, "RESULTS.md"), "w") as file:
            file.write(
                "# Whole numbers\n\nWritten by `benchmarks/whole/run.py`: processor time on one thread, "
                f"limit {arguments.limit} s, gap 0.\nIn the mean, "
                "each time is at least 0.01 s, and what did not end counts the limit.\n\n" + "\n".join(lines) + "\n")
            for line in wrong:
                file.write(f"\nDifferent: {line}\n")


if __name__ == "__main__":
    main()
