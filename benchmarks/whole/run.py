#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times `dcopt solve` on specs with whole numbers beside other solvers on the program it exports.

    run.py DCOPT WORK_FOLDER [--limit SECONDS] [--only TEXT] [--seeds 1 2 3] [--peers highs cbc scip glpsol]
           [--anew dcopt highs …] [--peers-only | --table]

Gap 0, one thread each. dcopt's time is the whole process: reading JSON, the search, the exact check
of its tree, and JSON. A peer's time is from the loaded program to its answer. Both are processor
time, and so is a peer's limit. highspy and ortools come from pip; cbc and glpsol are looked for on the
path, and a peer that is not there is left out. MPS files in WORK_FOLDER/models (those of MIPLIB 3 are in
coin-or-tools/Data-miplib3 on GitHub) are solved beside the specs, by dcopt from the file itself.

Answers are kept in WORK_FOLDER/answers-SOLVER.json, so that a run can be made in pieces: what is there is not
run again, but for the solvers named after --anew (and all under a longer limit). --peers-only runs the
other solvers alone; --table runs nothing.
RESULTS.md beside this file is written anew unless --only or --peers-only is given.
"""
import argparse
import json
import math
import os
import re
import resource
import shutil
import signal
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))

# Some peers count seconds on the clock. They get more of them, and are ended by processor time.
WALL = 4


def highs(model, limit):
    import highspy
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", 0.0)
    solver.setOptionValue("time_limit", WALL * float(limit))
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
    solver.set_solver_specific_parameters("limits/gap = 0\nlimits/absgap = 0\ntiming/clocktype = 1\n")
    begin = os.times()
    status = solver.solve(program)
    end = os.times()
    value = solver.objective_value if status.name in ("OPTIMAL", "FEASIBLE") else float("nan")
    return status.name.lower(), value, end.user + end.system - begin.user - begin.system


def external(command, limit, pattern, ended, impossible):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        text = subprocess.run(
            command, capture_output=True, text=True, timeout=WALL * limit + 60, check=False).stdout
    except subprocess.TimeoutExpired:
        return "stopped", float("nan"), limit
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    found = re.findall(pattern, text)
    status = "optimal" if ended in text else "infeasible" if re.search(impossible, text) else "stopped"
    return (status, float(found[-1]) if found else float("nan"),
            after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def cbc(model, limit):
    return external(
        ["cbc", model, "-ratio", "0", "-allow", "0", "-seconds", str(limit), "-solve"], limit,
        r"Objective value:\s+(\S+)", "Result - Optimal solution found", r"(?i)problem (is|proven) infeasible")


def glpsol(model, limit):
    form = "--mps" if "/models/" in model else "--freemps"
    return external(
        ["glpsol", form, model, "--tmlim", str(int(WALL * limit))], limit, r"mip =\s+(\S+)",
        "INTEGER OPTIMAL SOLUTION FOUND", r"NO (PRIMAL |INTEGER )?FEASIBLE SOLUTION")


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

    def bound():
        resource.setrlimit(resource.RLIMIT_CPU, (limit + 3, limit + 5))

    try:
        run = subprocess.run(
            command, capture_output=True, text=True, timeout=20 * limit + 60, check=False,
            preexec_fn=bound)
        if run.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
            return ["stopped", None, limit]
        status, value, time = json.loads(run.stdout.splitlines()[-1])
        if time > limit:
            return ["stopped", value, time]
        # The clock ended it before it had its processor time: on a busy machine that says nothing.
        return [status, value, time] if solved([status]) or time > 0.9 * limit else None
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
    if not solved(answer):
        text = "stopped" if status != "broke" else "broke"
        gap = answer[3] if len(answer) > 3 else None
        if gap is not None and value:
            text += f", gap {100 * gap / abs(value):.2g} %"
    if len(answer) > 4 and status in ("optimal", "infeasible") and not answer[4]:
        text += ", not proved"
    return text


class Answers:
    """What each solver said of each instance, kept in a file a solver."""

    def __init__(self, folder, limit, anew):
        self.folder, self.limit, self.anew = folder, limit, anew
        self.known = {}

    def of(self, who):
        if who not in self.known:
            known = {}
            if os.path.exists(self.path(who)):
                with open(self.path(who)) as file:
                    known = json.load(file)
            self.known[who] = self.within(known)
        return self.known[who]

    def within(self, known):
        """The same where they were made with this limit or, but for dcopt, which looks at its own, a longer one."""
        longer = known.get("limit", 0)
        if longer == self.limit:
            return known
        kept = {"limit": self.limit}
        if longer > self.limit:
            for name, answer in known.items():
                if name != "limit" and len(answer) == 3:
                    late = answer[2] > self.limit or answer[0] == "stopped"
                    kept[name] = ["stopped", None, self.limit] if late else answer
        return kept

    def path(self, who):
        return os.path.join(self.folder, f"answers-{who}.json")

    def get(self, who, name, ask):
        """None where nothing is known and nothing is asked."""
        known = self.of(who)
        if ask and (who in self.anew or name not in known):
            answer = ask()
            if answer is None:
                known.pop(name, None)
                return None
            known[name] = answer
            with open(self.path(who), "w") as file:
                json.dump(known, file, indent=0)
        return known.get(name)


def mean(times):
    """The geometric mean of times, each at least 0.01 s."""
    return math.exp(sum(math.log(max(0.01, time)) for time in times) / max(1, len(times)))


def instances(work, only):
    """Names with the files that dcopt and the others read."""
    found = []
    for folder, end in (("specs", ".json"), ("models", ".mps")):
        path = os.path.join(work, folder)
        for name in sorted(os.listdir(path) if os.path.isdir(path) else []):
            if name.endswith(end) and (not only or re.search(only, name)):
                file = os.path.join(path, name)
                found.append((name[:-len(end)], file, file[:-len(end)] + ".mps"))
    return found


def solved(answer):
    return answer[0] in ("optimal", "infeasible")


class Table:
    """A line an instance, and what they come to."""

    def __init__(self, limit, solvers):
        self.limit, self.solvers = limit, solvers
        self.lines = ["| instance | " + " | ".join(solvers) + " |", "|---" * (1 + len(solvers)) + "|"]
        self.answers = []
        self.wrong = []

    def add(self, name, answers):
        """A solver's answer that is not there is told, and the line counts for nobody."""
        self.lines.append(
            f"| {name} | " + " | ".join(cell(a) if a else "not run" for a in answers.values()) + " |")
        print(self.lines[-1], flush=True)
        if all(answers.values()):
            self.answers.append(answers)
        values = {w: a[1] for w, a in answers.items() if a and a[0] == "optimal"}
        if len(values) > 1 and max(values.values()) - min(values.values()) > 1e-6 * max(
                1, abs(max(values.values()))):
            self.wrong.append(f"{name}: {values}")
        said = {a[0] for a in answers.values() if a and solved(a)}
        if len(said) > 1:
            self.wrong.append(f"{name}: {said}")

    def end(self):
        def line(title, text):
            self.lines.append(f"| {title} | " + " | ".join(text(w) for w in self.solvers) + " |")

        def times(who):
            return [a[who][2] if solved(a[who]) else max(self.limit, a[who][2]) for a in self.answers]

        line(f"ended, of {len(self.answers)}", lambda w: str(sum(solved(a[w]) for a in self.answers)))
        line("geometric mean", lambda w: f"{mean(times(w)):.2f} s")
        print("\n".join(self.lines[-2:]))
        for text in self.wrong:
            print("different:", text)
        return "\n".join(self.lines) + "\n" + "".join(f"\nDifferent: {t}\n" for t in self.wrong)


HEAD = """# Whole numbers

Written by `benchmarks/whole/run.py`: processor time on one thread, limit {} s, gap 0. In the mean, each
time is at least 0.01 s, and what did not end counts the limit. What dcopt ended it has proved, and its
time has the proof in it. What is in INGREDIENTS.md beside this file was measured by leaving one out.

"""


def main():
    if sys.argv[1:2] == ["--peer"]:
        status, value, time = PEERS[sys.argv[2]](sys.argv[3], int(sys.argv[4]))
        print(json.dumps([status, value if value == value else None, time]))
        return
    parser = argparse.ArgumentParser()
    parser.add_argument("dcopt")
    parser.add_argument("work")
    parser.add_argument("--limit", type=int, default=60)
    parser.add_argument("--only")
    parser.add_argument("--seeds", nargs="+", default=["1", "2", "3"])
    parser.add_argument("--peers", nargs="*", default=list(PEERS))
    parser.add_argument("--anew", nargs="*", default=[])
    parser.add_argument("--peers-only", action="store_true")
    parser.add_argument("--table", action="store_true")
    arguments = parser.parse_args()
    specs = os.path.join(arguments.work, "specs")
    if not arguments.table:
        subprocess.run(
            [sys.executable, os.path.join(HERE, "generate.py"), specs] + arguments.seeds, check=True)
    peers = [peer for peer in arguments.peers if has(peer)]
    table = Table(arguments.limit, ([] if arguments.peers_only else ["dcopt"]) + peers)
    kept = Answers(arguments.work, arguments.limit, arguments.anew)
    for name, file, model in instances(arguments.work, arguments.only):
        if file != model and not os.path.exists(model):
            subprocess.run(
                [arguments.dcopt, "export", file, "--to", "mps", "--output", model, "--quiet"], check=True)
        asks = {"dcopt": lambda f=file: run_dcopt(arguments.dcopt, f, arguments.limit)}
        for peer in peers:
            asks[peer] = lambda p=peer, m=model: run_peer(p, m, arguments.limit)
        table.add(name, {
            who: kept.get(who, name, None if arguments.table else asks[who]) for who in table.solvers})
    text = table.end()
    if not arguments.only and not arguments.peers_only:
        with open(os.path.join(HERE, "RESULTS.md"), "w") as file:
            file.write(HEAD.format(arguments.limit) + text)


if __name__ == "__main__":
    main()
