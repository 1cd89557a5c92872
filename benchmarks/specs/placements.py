#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times `dcopt solve` on large placements beside HiGHS on the program that dcopt exports.

    placements.py DCOPT WORK_FOLDER [--limit SECONDS]

dcopt's time is the whole process, reading JSON and writing it; that of HiGHS (`pip install highspy`)
is from the loaded program to its answer. Wall seconds, one run each; PLACEMENTS.md has what they were.
"""
import argparse
import json
import os
import resource
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
CASES = [("sharing", 1_000), ("sharing", 10_000), ("pods", 30), ("pods", 90), ("pods", 300)]
PEER = """
import sys, time, highspy
h = highspy.Highs()
h.setOptionValue("output_flag", False)
h.setOptionValue("threads", 1)
h.setOptionValue("time_limit", float(sys.argv[2]))
h.setOptionValue("mip_rel_gap", 0.0)
h.readModel(sys.argv[1])
start = time.time()
h.run()
info = h.getInfo()
bound = info.mip_dual_bound if info.mip_node_count >= 0 else info.objective_function_value
print(h.modelStatusToString(h.getModelStatus()), info.objective_function_value, bound,
      round(time.time() - start, 2), sep="; ")
"""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("dcopt")
    parser.add_argument("work")
    parser.add_argument("--limit", type=float, default=60)
    arguments = parser.parse_args()
    os.makedirs(arguments.work, exist_ok=True)
    print("| spec | size | rows × columns (whole) | dcopt | HiGHS: status; value; bound; seconds |")
    print("|---|---|---|---|---|")
    for family, size in CASES:
        name = os.path.join(arguments.work, f"{family}-{size}")
        with open(name + ".json", "w") as file:
            subprocess.run(
                [sys.executable, os.path.join(HERE, "generate.py"), family, str(size), "1"],
                stdout=file, check=True)
        start = time.time()
        with open(name + ".result", "w") as file:
            subprocess.run(
                [arguments.dcopt, "solve", "--format", "json", "--stats", "--time-limit",
                 str(arguments.limit), name + ".json"], stdout=file, check=False)
        taken = time.time() - start
        with open(name + ".result") as file:
            answer = json.load(file)
        with open(name + ".mps", "w") as file:
            subprocess.run(
                [arguments.dcopt, "export", "--to", "mps", name + ".json"], stdout=file, check=True)
        peer = subprocess.run(
            [sys.executable, "-c", PEER, name + ".mps", str(arguments.limit)],
            capture_output=True, text=True, check=False).stdout.strip()
        proof, size_of = answer["proof"], answer["statistics"]
        print(
            f"| {family} | {size} | {size_of['rows']} × {size_of['columns']} ({size_of['integers']}) "
            f"| {answer['status']}, {proof['method']}; {answer['objective'].get('value')}; "
            f"{proof.get('bound')}; {taken:.2f} | {peer} |", flush=True)
    print(f"\nPeak of dcopt: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
