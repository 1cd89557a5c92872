#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Solves one MPS file with one algorithm of one peer and prints a JSON line.

    peer.py ALGORITHM FILE SECONDS

`seconds` is the peer's own time from the loaded program to the answer, one thread: it counts
presolve and postsolve and leaves reading out. CLP prints its time in hundredths of a second.
`mb` is the peak memory of the process, which holds what reads the file as well.
"""
import json
import re
import resource
import subprocess
import sys
import time

CLP = {
    "clp default": [],
    "clp dual": ["-dualsimplex"],
    "clp primal": ["-primalsimplex"],
    "clp barrier": ["-barrier"],
}
HIGHS = {"highs simplex": "simplex", "highs ipm": "ipm"}
ORTOOLS = {"glop": "GLOP", "pdlp": "PDLP"}
GLPSOL = {
    "glpsol primal": ["--primal"],
    "glpsol dual": ["--dual"],
    "glpsol flip": ["--dual", "--flip"],
}
ALGORITHMS = [*GLPSOL, *CLP, *HIGHS, *ORTOOLS]


def peak(who):
    return resource.getrusage(who).ru_maxrss / 1024


def clp(name, path, limit):
    command = ["clp", path, "-seconds", str(limit)]
    command += CLP[name] or ["-solve"]
    text = subprocess.run(command, capture_output=True, text=True).stdout
    found = re.search(r"^Optimal objective\s+(\S+) - .*?time ([\d.]+)", text, re.M)
    if not found:
        # Barrier with crossover, or stopped.
        objective = re.findall(r"Optimal - objective value (\S+)", text)
        seconds = re.search(r"time ([\d.]+)", text)
        if not objective or not seconds or "Stopped" in text:
            return None
        return float(objective[-1]), float(seconds[1])
    return float(found[1]), float(found[2])


def highs(name, path, limit):
    import highspy
    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    model.readModel(path)
    model.setOptionValue("solver", HIGHS[name])
    model.setOptionValue("threads", 1)
    model.setOptionValue("time_limit", float(limit))
    start = time.perf_counter()
    model.run()
    seconds = time.perf_counter() - start
    if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return model.getInfo().objective_function_value, seconds


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
    start = time.perf_counter()
    status = solver.solve(model)
    seconds = time.perf_counter() - start
    if status != model_builder.SolveStatus.OPTIMAL:
        return None
    return solver.objective_value, seconds


def glpsol(name, path, limit):
    """glpsol's own clock has a tenth of a second; reading is timed apart and taken off."""
    base = ["glpsol", "--freemps", path, "--nopresol"]
    start = time.perf_counter()
    subprocess.run(base + ["--check"], capture_output=True)
    reading = time.perf_counter() - start
    start = time.perf_counter()
    text = subprocess.run(
        base + GLPSOL[name] + ["--tmlim", str(int(limit))], capture_output=True, text=True).stdout
    seconds = time.perf_counter() - start - reading
    if "OPTIMAL LP SOLUTION FOUND" not in text:
        return None
    found = re.findall(r"obj =\s*(\S+)", text)
    return float(found[-1]), max(seconds, 0)


def main():
    if sys.argv[1:] == ["--list"]:
        print("\n".join(ALGORITHMS))
        return
    name, path, limit = sys.argv[1], sys.argv[2], float(sys.argv[3])
    if name in CLP:
        answer, who = clp(name, path, limit), resource.RUSAGE_CHILDREN
    elif name in GLPSOL:
        answer, who = glpsol(name, path, limit), resource.RUSAGE_CHILDREN
    elif name in HIGHS:
        answer, who = highs(name, path, limit), resource.RUSAGE_SELF
    else:
        answer, who = ortools(name, path, limit), resource.RUSAGE_SELF
    if answer is None:
        print(json.dumps({"algorithm": name, "status": "none", "mb": peak(who)}))
    else:
        print(json.dumps({
            "algorithm": name, "status": "optimal", "objective": answer[0],
            "seconds": answer[1], "mb": peak(who)}))


if __name__ == "__main__":
    main()
