#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times dcopt on a year of hours beside other solvers on the very same model.

    run.py DCOPT WORK

DCOPT is the program. WORK is a folder for specs and models; where it has a virtual environment
`venv` with highspy, as `make bench` makes one, HiGHS takes part. Writes RESULTS.md beside this file.
"""
import json
import os
import platform
import resource
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
PEER = os.path.join(HERE, "..", "peer.py")
PEERS = ["clp dual", "clp primal", "clp barrier", "highs simplex", "highs ipm"]
LIMIT = 120


def timed(command, output):
    """Processor time and peak memory of one process, and its exit code."""
    with open(output, "w") as out:
        pid = os.posix_spawn(
            command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, out.fileno(), 1)])
        _, status, usage = os.wait4(pid, 0)
    return (usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024,
            os.waitstatus_to_exitcode(status))


def best(command, output, runs=3):
    return min(timed(command, output) for _ in range(runs))


def peers(python, path):
    for name in PEERS:
        interpreter = python if name.startswith("highs") else sys.executable
        if not interpreter:
            continue
        try:
            done = subprocess.run(
                [interpreter, PEER, name, path, str(LIMIT)], capture_output=True, text=True,
                timeout=3 * LIMIT)
            yield name, json.loads(done.stdout.splitlines()[-1])
        except (OSError, IndexError, ValueError, subprocess.TimeoutExpired):
            yield name, {"status": "none"}


def machine():
    with open("/proc/cpuinfo") as text:
        model = next(
            (line.split(":")[1].strip() for line in text if line.startswith("model name")), "?")
    return f"{model}, {os.cpu_count()} cores, {platform.system()}"


def main():
    dcopt, work = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    python = os.path.join(work, "venv", "bin", "python")
    python = python if os.path.exists(python) else None
    load = []
    out = []
    for periods, start in [(168, 25), (1000, 25), (8760, 25), (8760, 0)]:
        name = os.path.join(work, f"year-{periods}-{start}")
        spec, model, answer = name + ".json", name + ".mps", name + ".out"
        with open(spec, "w") as file:
            subprocess.run(
                [sys.executable, os.path.join(HERE, "generate.py"), str(periods), "--start",
                 str(start)], stdout=file, check=True)
        load.append(os.getloadavg()[0])
        seconds, megabytes, code = best([dcopt, "solve", spec, "--format", "json"], answer)
        with open(answer) as file:
            result = json.load(file)
        rows = periods * 21
        out += ["", f"## {periods} periods, each resource at {start} before the first", "",
                f"{rows} rows, {periods * 20} columns.", ""]
        proof = result["proof"]
        said = f"{result['status']}, verified: {str(proof['verified']).lower()}"
        if code == 2:
            parts, repairs = len(result["conflict"]), len(result["repair"])
            out.append(
                f"dcopt, from the spec to the printed result: {seconds:.2f} s, {megabytes:.0f} MB; "
                f"{said}, with a conflict of {parts} parts of which none can go, and a repair of "
                f"{repairs}.")
            continue
        value = result["objective"]["value"]
        out += ["| solver | seconds | MB | objective |", "|---|---|---|---|",
                f"| dcopt ({said}) | {seconds:.2f} | {megabytes:.0f} | {value!r} |"]
        subprocess.run([dcopt, "export", spec, "--to", "mps"], stdout=open(model, "w"), check=True)
        for peer, found in peers(python, model):
            if found["status"] != "optimal":
                out.append(f"| {peer} | – | – | no answer in {LIMIT} s |")
                continue
            out.append(
                f"| {peer} | {found['seconds']:.2f} | {found['mb']:.0f} | {found['objective']!r} |")
            print(periods, peer, found, flush=True)
        print(periods, "dcopt", seconds, megabytes, said, flush=True)
        load.append(os.getloadavg()[0])
    head = [
        "# A year of hours", "",
        f"Written by `run.py`. {machine()}. Load average during the run: {min(load):.1f} to "
        f"{max(load):.1f}: other work shared the machine where that is above 1.", "",
        "Seconds of processor time, one thread. dcopt's are those of the whole process, from the "
        "JSON spec to the printed result and its exact proof, the least of three. A peer's are its "
        "own clock's for solving the exported model, without reading it or writing an answer; its "
        "memory is that of a process that reads the model and solves it."]
    with open(os.path.join(HERE, "RESULTS.md"), "w") as file:
        file.write("\n".join(head + out) + "\n")


if __name__ == "__main__":
    main()
