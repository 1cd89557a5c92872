#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Time specs with scenarios beside HiGHS and CLP on the exported model, in one run.

    benchmarks/scenarios/run.py DCOPT [--per-period] [SCENARIOS ...]

Seconds are processor time, so that a machine with other work to do tells about the same. dcopt's are
those of the whole command: reading, solving, proving, the values of planning and of knowing, printing.
HiGHS and CLP get the program as MPS, and only their solve is counted (CLP's reading too).
"""
import json
import re
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
HIGHS = """
import highspy, resource, sys
h = highspy.Highs(); h.setOptionValue("output_flag", False); h.setOptionValue("threads", 1)
h.readModel(sys.argv[1])
before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
h.run()
after = resource.getrusage(resource.RUSAGE_SELF)
print(h.getInfo().objective_function_value, after.ru_utime - before, after.ru_maxrss / 1024)
"""


def timed(command):
    """Output, processor seconds and peak megabytes of a command."""
    with tempfile.NamedTemporaryFile() as file:
        script = (
            "import resource, subprocess, sys\n"
            "run = subprocess.run(sys.argv[2:], capture_output=True, text=True)\n"
            "u = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
            "open(sys.argv[1], 'w').write(f'{u.ru_utime + u.ru_stime} {u.ru_maxrss / 1024}')\n"
            "sys.stdout.write(run.stdout); sys.stderr.write(run.stderr)\n"
        )
        run = subprocess.run([sys.executable, "-c", script, file.name, *command], capture_output=True, text=True)
        seconds, megabytes = map(float, Path(file.name).read_text().split())
    return run, seconds, megabytes


def main():
    dcopt = sys.argv[1]
    options = [a for a in sys.argv[2:] if a.startswith("--")]
    sizes = [int(a) for a in sys.argv[2:] if not a.startswith("--")] or [100, 300, 1000]
    print("| scenarios × 24 × 10 | rows, columns | who | objective | proved | seconds | MB |")
    print("|---|---|---|---|---|---|---|")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            spec, mps = f"{folder}/spec.json", f"{folder}/spec.mps"
            made = [sys.executable, str(HERE / "generate.py"), str(size), "24", "10", *options]
            Path(spec).write_text(subprocess.run(made, capture_output=True, text=True).stdout)
            run, seconds, megabytes = timed([dcopt, "solve", spec, "--stats", "--format", "json"])
            result = json.loads(run.stdout)
            shape = f"{result['statistics']['rows']}, {result['statistics']['columns']}"
            rows = [("dcopt", result["objective"]["value"], "exactly" if result["proof"]["verified"] else "no", seconds, megabytes)]
            subprocess.run([dcopt, "export", spec, "--to", "mps", "--output", mps], check=True)
            run = subprocess.run([sys.executable, "-c", HIGHS, mps], capture_output=True, text=True)
            value, seconds, megabytes = map(float, run.stdout.split()[-3:])
            rows.append(("HiGHS", value, "no", seconds, megabytes))
            run, seconds, megabytes = timed(["clp", mps, "-solve"])
            found = re.search(r"^Optimal objective\s+(\S+)", run.stdout, re.M)
            rows.append(("CLP", float(found[1]) if found else float("nan"), "no", seconds, megabytes))
            for who, value, proved, seconds, megabytes in rows:
                print(f"| {size} | {shape} | {who} | {value:.6f} | {proved} | {seconds:.1f} | {megabytes:.0f} |", flush=True)


if __name__ == "__main__":
    main()
