#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Solves one MPS file with one algorithm of one peer and prints a JSON line.

    peer.py ALGORITHM FILE SECONDS [--whole]

`seconds` is the peer's processor time from the loaded program to the answer, one thread: it counts presolve
and postsolve and leaves reading out. CLP prints hundredths of a second: where it is quick, it is
the time of the process less that of one that only reads, each the shortest of three, within
what CLP printed.
With --whole, for CLP and HiGHS, `whole` is the same with reading the file and writing the solution.
`mb` is the peak memory of the process, which holds what reads the file as well.
"""
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time

CLP = {
    "clp default": [],
    "clp dual": ["-dualsimplex"],
    "clp primal": ["-primalsimplex"],
    "clp barrier": ["-barrier"],
}
HIGHS = {"highs simplex": "simplex", "highs ipm": "ipm"}
ORTOOLS = {"glop": "GLOP", "pdlp": "PDLP"}
ALGORITHMS = [*CLP, *HIGHS, *ORTOOLS]


def peak(who):
    """Of a child, what the kernel tells of it; of this process VmHWM, as the other begins with the
    peak of the program that started it."""
    if who == resource.RUSAGE_SELF:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
    return resource.getrusage(who).ru_maxrss / 1024


def shortest(command, runs):
    """The last output, and the least processor time of a process."""
    best = None
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        text = subprocess.run(command, capture_output=True, text=True).stdout
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
        best = spent if best is None else min(best, spent)
    return text, best


def clp(name, path, limit, written):
    command = ["clp", path, "-seconds", str(limit)]
    writing = ["-solution", written] if written else []
    text, spent = shortest(command + (CLP[name] or ["-solve"]) + writing, 1)
    found = re.search(r"^Optimal objective\s+(\S+) - .*?time ([\d.]+)", text, re.M)
    if not found:
        return None
    seconds = float(found[2])
    if written:
        return float(found[1]), seconds, spent
    if seconds < 0.1:
        # Its clock has steps of a hundredth: the difference to only reading is finer.
        _, spent = shortest(command + (CLP[name] or ["-solve"]), 3)
        _, reading = shortest(["clp", path, "-quit"], 3)
        seconds = min(max(spent - reading, seconds - 0.011, 1e-3), seconds + 0.01)
    return float(found[1]), seconds


def highs(name, path, limit, written):
    import highspy
    begin = time.process_time()
    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    model.readModel(path)
    model.setOptionValue("solver", HIGHS[name])
    model.setOptionValue("threads", 1)
    model.setOptionValue("time_limit", float(limit))
    start = time.process_time()
    model.run()
    seconds = time.process_time() - start
    if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    if written:
        model.writeSolution(written, 0)
    whole = time.process_time() - begin
    return model.getInfo().objective_function_value, seconds, whole


def ortools(name, path, limit):
    from ortools.linear_solver import pywraplp
    from ortools.linear_solver.python import model_builder
    model = model_builder.Model()
    if not model.import_from_mps_file(path):
        raise ValueError(path)
    solver = model_builder.Solver(ORTOOLS[name])
    solver.set_time_limit_in_seconds(limit)
    if name == "pdlp":
        solver.set_solver_specific_parameters(
            "termination_criteria { simple_optimality_criteria {"
            " eps_optimal_absolute: 1e-8 eps_optimal_relative: 1e-8 } }")
    start = time.process_time()
    status = solver.solve(model)
    seconds = time.process_time() - start
    if status != model_builder.SolveStatus.OPTIMAL:
        return None
    return solver.objective_value, seconds


def main():
    if sys.argv[1:] == ["--list"]:
        print("\n".join(ALGORITHMS))
        return
    name, path, limit = sys.argv[1], sys.argv[2], float(sys.argv[3])
    with tempfile.TemporaryDirectory() as folder:
        written = os.path.join(folder, "solution.txt") if "--whole" in sys.argv else None
        solve(name, path, limit, written)


def solve(name, path, limit, written):
    if name in CLP:
        answer, who = clp(name, path, limit, written), resource.RUSAGE_CHILDREN
    elif name in HIGHS:
        answer, who = highs(name, path, limit, written), resource.RUSAGE_SELF
    else:
        answer, who = ortools(name, path, limit), resource.RUSAGE_SELF
    if answer is None:
        print(json.dumps({"algorithm": name, "status": "none", "mb": peak(who)}))
    else:
        told = {"algorithm": name, "status": "optimal", "objective": answer[0],
                "seconds": answer[1], "mb": peak(who)}
        if written and len(answer) > 2:
            told["whole"] = answer[2]
        print(json.dumps(told))


if __name__ == "__main__":
    main()
