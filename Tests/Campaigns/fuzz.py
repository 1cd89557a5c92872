#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives dcopt with specs that nobody would write: fuzz.py DCOPT SECONDS [SEED]

Specs of all sections with hostile numbers and names, and changes of the examples, go through `batch` by
the hundred, and each through some of the other commands and formats. Looked for are signals, exit codes
that the documentation does not name, output beside exit code 65, text that is no JSON or has an infinity
in it, other bytes on a second run, a verify or a check that refuses what was printed, a limit of time
that is not kept, a conflict that is not irreducible, and a repair that, put into the spec as it is
printed, leaves it without a plan. Each finding is written to a folder of its own; the same seed makes the
same specs and gives them the same commands. A limit that is missed counts only where it is missed by
much: the machine may be busy.
"""
import glob
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time

PROGRAM, SECONDS = os.path.abspath(sys.argv[1]), float(sys.argv[2])
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else 1
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
LIMIT, PATIENCE = 2, 20  # seconds that dcopt gets, and of processor time that it may take
STATUSES = {"optimal", "infeasible", "unbounded", "stopped", "invalid"}
SEVERAL = 100  # specs that go through a batch at once
CODES = {0, 1, 2, 3, 4, 64, 65, 66, 70, 73, 74}
PLAIN = {0, 2, 3, 4, 64, 65}  # of what compares nothing and is no defect
FORMATS = ["table", "markdown", "html", "csv"]
NAMES = ["cpu", "gpu", "a.b", "new\nline", "|pipe|", "::error::", "\u202erlo", "=1+1", "-1", "0",
         "constructor", "null", "é", "资源", "\\", "\"q\"", "<b>", "tab\t", "units ", "\u001b[31m"]
ATTRIBUTES = ["cost", "energy", "w", "A", "watt s", "é"]
NUMBERS = ["0", "-0.0", "1", "0.1", "0.3333333333333333", "1e-7", "5e-324", "1e308", "-1e308",
           "1e15", "999999999999999.9", "1000000000000001", "12345678901234567", "1e-200", "1e200",
           "2.2250738585072014e-308", "0.30000000000000004", "1E+2", "0e999", "33.3", "7", "100"]


class Number(float):
    """A number that JSON is to have in these digits."""

    def __new__(cls, text):
        number = super().__new__(cls, float(text))
        number.text = text
        return number

    def __repr__(self):
        return self.text


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.wild = self.random.choice([0, 0, 0.05, 0.3])

    def chance(self, share):
        return self.random.random() < share

    def number(self):
        if self.chance(self.wild):
            return Number(self.random.choice(NUMBERS))
        return Number(self.random.choice(["%d", "%.1f", "%.3f"]) % self.random.uniform(0, 20))

    def series(self, periods):
        if periods and self.chance(0.3):
            return [self.number() for _ in range(periods)]
        return self.number()

    def limit(self, periods):
        limit = {}
        if self.chance(0.7):
            limit["min"] = self.series(periods)
        if not limit or self.chance(0.3):
            limit["max"] = self.series(periods)
        if self.chance(0.2):
            limit["penalty"] = self.number()
        if periods and self.chance(0.3):
            limit = {k: v if not isinstance(v, list) else v[0] for k, v in limit.items()}
            limit["over"] = "all"
        return limit

    def resource(self, attributes, periods):
        resource = {a: self.series(periods) for a in attributes if self.chance(0.8)}
        if self.chance(0.5):
            resource["max"] = self.series(periods)
        if self.chance(0.2):
            resource["min"] = self.number()
        if self.chance(0.25):
            resource["integer"] = True
        if periods and self.chance(0.3):
            resource["ramp_up"] = self.series(periods)
        if periods and self.chance(0.2):
            resource["ramp_down"] = self.series(periods)
            resource["start"] = self.number()
        if periods and self.chance(0.3):
            resource["buy"] = {self.random.choice(attributes): self.number()}
            if self.chance(0.5):
                resource["keep"] = Number("0.9")
            elif self.chance(0.5):
                resource["buy"]["lead"] = self.random.choice([0, 1, 2, periods])
                resource["buy"]["life"] = self.random.choice([1, 2, periods])
        self.extend(resource, attributes, periods)
        return resource

    def extend(self, resource, attributes, periods):
        """The second part of a resource's keys."""
        if self.chance(0.7):
            return
        for key, share in [("step", 0.2), ("at_least", 0.2)]:
            if self.chance(share):
                resource[key] = self.number()
        for key in ["fixed", "start_up"]:
            if self.chance(0.15) and (periods or key == "fixed"):
                resource.setdefault("max", self.number())
                resource[key] = {self.random.choice(attributes): self.number()}
        for key in ["requires", "excludes"]:
            if self.chance(0.1):
                resource[key] = self.random.choice(self.names)
        if self.chance(0.2):
            ends = sorted((self.number(), self.number()))
            tiers = [[end, self.number()] for end in ends] + [self.number()]
            resource[self.random.choice(attributes)] = {"tiers": tiers}
        if self.chance(0.3):
            resource["tags"] = self.random.sample(["spot", "arm", "x"], self.random.randint(1, 2))
        if self.chance(0.2):
            resource["site"] = self.random.choice(["eu", "us"])
        if periods and self.chance(0.1):
            resource["constant"] = True
        if periods and self.chance(0.2):
            store = {"of": self.random.choice(attributes)}
            for key in ["in", "out", "efficiency", "keep", "start"]:
                if self.chance(0.4):
                    store[key] = self.number() if self.chance(0.5) else Number("0.5")
            if self.chance(0.3):
                store.pop("start", None)
                store["cyclic"] = True
            resource["store"] = store

    @staticmethod
    def tags(spec):
        return sorted({t for r in spec["resources"].values() for t in r.get("tags", [])})

    def more(self, spec, names, attributes, periods):
        """The second part's keys of demands, workloads and the top level."""
        for limit in list(spec.get("demands", {}).values()):
            if periods and self.chance(0.15) and "over" not in limit:
                limit["wait"] = self.random.choice(
                    [1, 2, {"most": 2, "penalty": self.number()}])
        if self.chance(0.3) and self.tags(spec):
            spec.setdefault("budgets", {})["part"] = {
                "of": self.random.choice(attributes), "where": self.random.choice(self.tags(spec)),
                "max": self.number()}
        if self.chance(0.1):
            spec["choices"] = {"some": {"of": names[:3], "max": self.random.randint(0, 2)}}
        if self.chance(0.1):
            spec["links"] = {"l": {"from": "eu", "to": "us", "bandwidth": self.number(),
                                   "latency": self.number(), "cost": self.number()}}
        if "constraints" in spec and periods and self.chance(0.2):
            spec["constraints"]["c"]["before"] = {names[0]: self.number()}
        for workload in spec.get("workloads", {}).values():
            for key, share in [("whole", 0.2), ("one_place", 0.2)]:
                if self.chance(share):
                    workload[key] = True
            if self.chance(0.2):
                workload["uses"] = {"mem": self.number()}
                for name in names:
                    spec["resources"][name]["gives"] = {"mem": self.number()}
            if self.chance(0.15):
                workload["spread"] = {"resources": self.number()}
            if self.chance(0.2) and "links" in spec:
                workload["site"] = "eu"
                workload["traffic"] = self.number()
                workload["max_latency"] = self.number()
        if self.chance(0.1) and spec.get("demands"):
            name = next(iter(spec["demands"]))
            ends = [e for e in ["min", "max"] if isinstance(spec["demands"][name].get(e), float)]
            if ends:
                place = "/demands/%s/%s" % (name, ends[0])
                spec["scenarios"] = {
                    "s%d" % k: {"set": {place: self.number()}} for k in range(2)}
                for name in names[:2]:
                    if self.chance(0.5):
                        spec["resources"][name]["committed"] = True
                if self.chance(0.5):
                    spec["over_scenarios"] = self.random.choice(
                        ["mean", "worst", {"tail": Number("0.5")}])
        if self.chance(0.05):
            spec["survive"] = {"any": 1, "of": names[:2]}

    def spec(self):
        periods = self.random.choice([0, 0, 2, 3, 5])
        attributes = self.random.sample(ATTRIBUTES, self.random.randint(1, 3))
        names = self.random.sample(NAMES, self.random.randint(1, 5))
        self.names = names
        spec = {"resources": {n: self.resource(attributes, periods) for n in names}}
        # Most attributes are somebody's.
        for attribute in attributes:
            if self.chance(0.95):
                spec["resources"][names[0]].setdefault(attribute, self.number())
        if periods:
            spec["periods"] = periods
        for section in ["demands", "budgets"]:
            if self.chance(0.7):
                chosen = self.random.sample(attributes + ["units"], 1)
                spec[section] = {a: self.limit(periods) for a in chosen}
        if self.chance(0.5):
            ends = self.random.choice(["min", "max", "equals"])
            terms = {n: self.number() for n in self.random.sample(names, 1) if n not in attributes}
            terms = terms or {"units": self.number()}
            spec["constraints"] = {"c": {"terms": terms, ends: self.number()}}
        if self.chance(0.25):
            on = {n: {"t": self.number()} for n in names[:2]}
            spec["workloads"] = {"job": {"on": on, "share": self.number()}}
            if self.chance(0.5):
                spec["workloads"]["job"]["needs"] = {"t": self.number()}
        goals = [{"minimize": a} for a in attributes]
        if any("max" in r for r in spec["resources"].values()):
            goals.append({"minimize": {"worst": "utilization"}})
        if self.chance(0.2):
            spec["priorities"] = self.random.sample(goals, min(2, len(goals)))
        else:
            spec.update(self.random.choice(goals))
            if self.chance(0.2) and not isinstance(spec["minimize"], dict):
                spec = {("maximize" if k == "minimize" else k): v for k, v in spec.items()}
        if self.chance(0.5):
            self.more(spec, names, attributes, periods)
        return spec

    def changed(self, value):
        """A copy of a spec with some of its numbers and keys changed."""
        if isinstance(value, dict):
            return {k: self.changed(v) for k, v in value.items() if not self.chance(0.01)}
        if isinstance(value, list):
            return [self.changed(v) for v in value]
        if isinstance(value, (int, float)) and not isinstance(value, bool) and self.chance(0.05):
            return self.number()
        return value


def text_of(value):
    """JSON with each number in its own digits."""
    if isinstance(value, dict):
        return "{" + ", ".join(json.dumps(k) + ": " + text_of(v) for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(text_of, value)) + "]"
    return value.text if isinstance(value, Number) else json.dumps(value)


class Finding(Exception):
    pass


def run(arguments, text="", expected=CODES, patience=PATIENCE):
    """What came of a command; `patience` is in seconds of processor time, for the machine may be busy."""
    call = " ".join(arguments)
    try:
        done = subprocess.run(
            [PROGRAM] + arguments, input=text.encode(), capture_output=True, timeout=20 * patience,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (patience, patience + 5)))
    except subprocess.TimeoutExpired:
        raise Finding("no end after %d s: %s" % (20 * patience, call))
    if done.returncode == -signal.SIGXCPU:
        raise Finding("no end after %d s of processor time: %s" % (patience, call))
    if done.returncode not in expected:
        raise Finding("exit code %d: %s\n%s" % (done.returncode, call, done.stderr.decode()[-600:]))
    if done.returncode == 65 and done.stdout:
        raise Finding("output beside exit code 65: " + call)
    return done


def read(output, what):
    def refuse(name):
        raise Finding("%s in %s" % (name, what))

    try:
        return json.loads(output, parse_constant=refuse, parse_float=Number, parse_int=Number)
    except ValueError as error:
        raise Finding("no JSON from %s: %s" % (what, error))


ROWS = ["demands", "budgets", "constraints"]


def parts_of(pointer):
    return [p.replace("~1", "/").replace("~0", "~") for p in pointer.split("/")[1:]]


def entry(pointer):
    """The section of a pointer and the name in it."""
    return tuple((parts_of(pointer) + ["", ""])[:2])


def put(spec, pointer, value):
    parts = parts_of(pointer)
    for part in parts[:-1]:
        spec = spec[int(part)] if isinstance(spec, list) else spec[part]
    if isinstance(spec, list):
        spec[int(parts[-1])] = value
    else:
        spec[parts[-1]] = value


class Case:
    """A spec, the result that a batch printed of it, and the commands that are asked of both."""

    limit = ["--quiet", "--time-limit", str(LIMIT)]

    def __init__(self, seed, text, chooser, folder):
        self.seed, self.text, self.random, self.folder = seed, text, chooser, folder
        self.path = os.path.join(folder, "spec.json")
        self.printed = self.result = None

    def write(self):
        with open(self.path, "w", encoding="utf-8", newline="") as file:
            file.write(self.text)

    def chance(self, share):
        return self.random.random() < share

    def take(self, line):
        """What a batch printed."""
        self.printed = line + "\n"
        self.result = read(line, "batch")
        if self.result["status"] not in STATUSES:
            raise Finding("status %s: %s" % (self.result["status"], line[:600]))

    def examine(self):
        """Raises a finding, or returns the status."""
        status = self.result["status"]
        # What is chosen does not hang on what comes of it.
        shares = [self.random.random() for _ in range(6)]
        self.write()
        if status == "invalid":
            if shares[0] < 0.1 and run(["solve", self.path, "--quiet"], expected={65}).returncode != 65:
                raise Finding("invalid to batch alone")
            return status
        if status != "stopped":
            if shares[0] < 0.2:
                self.solve_alone()
            if shares[1] < 0.5 and self.result["proof"]["verified"]:
                self.verify()
        if status == "optimal" and shares[2] < 0.5:
            self.check()
        if status == "infeasible":
            if shares[2] < 0.5 and self.result["repair"]:
                self.repair()
            if shares[3] < 0.5 and len(self.result["conflict"]) > 1:
                self.reduce()
        if shares[4] < 0.4:
            self.other_command()
        return status

    def solve_alone(self):
        """Two runs say the same bytes, and what the batch said."""
        begin = time.monotonic()
        solved = run(["solve", self.path] + self.limit)
        between = time.monotonic()
        again = run(["solve", self.path] + self.limit)
        if solved.returncode == 70:
            raise Finding("a defect: " + solved.stderr.decode()[-600:])
        # A limit of time may end any of them first, or what is told beside a verdict.
        isQuick = max(between - begin, time.monotonic() - between) < LIMIT / 4
        if isQuick and again.returncode != 4:
            if again.stdout != solved.stdout:
                raise Finding("other bytes on a second run")
            # The batch may have met a limit in the crowd: once more, by itself.
            if read(solved.stdout, "solve") != self.result and read(
                    batch([self], self.path)[0], "batch") != read(solved.stdout, "solve"):
                raise Finding("solve says other than batch: " + solved.stdout.decode()[:600])

    def verify(self):
        verified = run(["verify", self.path, "-", "--quiet"], self.printed)
        # 4: not found out.
        if verified.returncode not in (0, 4):
            raise Finding("verify refuses: " + verified.stdout.decode())

    def check(self):
        # With all the time it wants where the best plan was not found within the limit.
        for limit in [self.limit, ["--quiet"]]:
            checked = run(["check", self.path, "-"] + limit, self.printed)
            audit = read(checked.stdout, "check")
            if checked.returncode == 0 and float(audit["objective"]["gap"] or 0) == 0:
                return
        raise Finding("check refuses: " + checked.stdout.decode())

    def repair(self):
        repaired = json.loads(self.text, parse_float=Number, parse_int=Number)
        for change in self.result["repair"]:
            put(repaired, change["at"], change["to"])
        again = run(["solve", "-"] + self.limit, text_of(repaired))
        if again.returncode == 2:
            raise Finding("a repair that does not repair: " + text_of(self.result["repair"]))

    def reduce(self):
        """The other parts of a conflict alone do not conflict."""
        conflict = self.result["conflict"]
        part = self.random.choice(conflict)
        section, name = entry(part["at"])
        if section not in ROWS or "undecided" in part:
            return
        said = lambda parts: {(one["at"], one["says"]) for one in parts}
        kept = said(conflict) - said([part])
        named = {entry(at) for at, _ in kept}
        spec = json.loads(self.text, parse_float=Number, parse_int=Number)
        for rows in ROWS:
            for other in list(spec.get(rows, {})):
                if (rows, other) not in named or (rows, other) == (section, name):
                    del spec[rows][other]
            if not spec.get(rows, True):
                del spec[rows]
        again = run(["solve", "-"] + self.limit, text_of(spec))
        if again.returncode == 2 and said(read(again.stdout, "solve")["conflict"]) <= kept:
            raise Finding("a conflict without need of %s: %s" % (part["at"], text_of(conflict)))

    def other_command(self):
        ways = [self.formats, self.formats, self.sweep, self.break_points, self.frontier, self.diff,
                self.export, self.certificate, self.sensitivity, self.gap, self.replan]
        self.random.choice(ways)()

    def formats(self):
        command = self.random.choice(
            [["solve", self.path, "--format", f, "--lang", self.random.choice(["en", "zh"])]
             for f in FORMATS + ["openmetrics"]]
            + [["explain", self.path], ["explain", self.path, "--lang", "zh"],
               ["validate", self.path]])
        if command[0] != "validate":
            command = command + ["--time-limit", str(LIMIT)]
        look_for_infinity(run(command + ["--quiet"], expected=PLAIN), command)

    def number_places(self):
        """Pointers to the numbers of the spec."""
        return [place for place, value in leaves(json.loads(self.text), "")
                if isinstance(value, (int, float)) and not isinstance(value, bool)]

    def sweep(self):
        places = self.number_places()
        if not places:
            return
        command = ["sweep", self.path]
        for place in self.random.sample(places, min(len(places), self.random.choice([1, 1, 2]))):
            if self.chance(0.3):
                place += "*"
            values = [self.random.choice(NUMBERS[:-3] + ["1", "2", "3.5", "10"])
                      for _ in range(self.random.randint(1, 3))]
            command += ["--vary", place + "=" + ",".join(values)]
        self.what_if(command)

    def break_points(self):
        places = self.number_places()
        if not places:
            return
        place = self.random.choice(places)
        if self.chance(0.6):
            ends = sorted([self.random.choice(NUMBERS), self.random.choice(NUMBERS)], key=float)
            place += "=" + ":".join(ends)
        self.what_if(["sweep", self.path, "--breakpoints", place])

    def frontier(self):
        spec = json.loads(self.text)
        names = sorted({k for r in spec["resources"].values() for k in r if k in ATTRIBUTES})
        if len(names) < 2:
            return
        goals = [self.random.choice(["", "max:", "min:"]) + n
                 for n in self.random.sample(names, self.random.randint(2, len(names)))]
        self.what_if(["pareto", self.path, "--between", ",".join(goals)])

    def what_if(self, command):
        form = self.random.choice(FORMATS + ["json"])
        command = command + ["--format", form, "--quiet", "--time-limit", str(LIMIT)]
        done = run(command, expected=PLAIN, patience=PATIENCE + 20 * LIMIT)
        if form != "json":
            return look_for_infinity(done, command)
        for text in done.stdout.decode().split("\n{"):
            if text.strip():
                text = text if text.startswith("{") else "{" + text
                result = read(text, " ".join(command))
                if result.get("result", {}).get("status") == "failed":
                    raise Finding("a defect in " + " ".join(command))

    def diff(self):
        """A result is the same as itself, and a spec differs from another one or does not."""
        if run(["diff", "-", self.path, "--quiet"], self.printed).returncode == 70:
            raise Finding("a defect of diff")
        path = os.path.join(self.folder, "result.json")
        with open(path, "w", encoding="utf-8") as file:
            file.write(self.printed)
        same = run(["diff", path, path, "--quiet"], expected={0, 1, 65})
        if same.returncode != 0:
            raise Finding("a result differs from itself: " + same.stdout.decode() + same.stderr.decode())
        other = json.loads(self.text, parse_float=Number, parse_int=Number)
        for place in self.random.sample(self.number_places(), min(2, len(self.number_places()))):
            put(other, place, Number(self.random.choice(NUMBERS)))
        command = ["diff", self.path, "-", "--format", self.random.choice(["json", "table", "markdown", "html"])]
        look_for_infinity(run(command + self.limit, text_of(other), {0, 1, 2, 3, 4, 64, 65}), command)

    def export(self):
        """What is written for other programs has the same answer."""
        form, ending = self.random.choice([("lp", "lp"), ("mps", "mps"), ("mathprog", "mod")])
        path = os.path.join(self.folder, "model." + ending)
        written = run(["export", self.path, "--to", form, "--output", path, "--quiet"],
                      expected=PLAIN | {2, 3, 4}, patience=PATIENCE)
        if written.returncode != 0 or self.result["status"] == "stopped":
            return
        again = run(["solve", path] + self.limit, expected=PLAIN)
        if again.returncode in (4, 65) and form == "mathprog":
            return  # GLPK rounds what it reads, and refuses names.
        if again.returncode == 65:
            raise Finding("the %s file is refused: %s" % (form, again.stderr.decode()))
        result = read(again.stdout, "solve")
        if result["status"] == "stopped" or form == "mathprog":
            return
        isAlone = "priorities" not in self.result and "over_scenarios" not in self.result
        if isAlone and result["status"] != self.result["status"]:
            raise Finding("the %s file is %s, and the spec %s" % (
                form, result["status"], self.result["status"]))
        if isAlone and "value" in self.result["objective"]:
            one, two = float(self.result["objective"]["value"]), float(result["objective"]["value"])
            if self.result["objective"]["sense"] != result["objective"]["sense"]:
                two = -two  # MPS has no sense.
            if abs(one - two) > 1e-9 * max(abs(one), abs(two)):
                raise Finding("the %s file has %r, and the spec %r" % (form, two, one))

    def certificate(self):
        path = os.path.join(self.folder, "certificate.json")
        solved = run(["solve", self.path, "--certificate", path] + self.limit, expected=PLAIN | {73})
        if solved.returncode in (0, 2, 3):
            verified = run(["verify", self.path, path, "--quiet"])
            if verified.returncode not in (0, 4):
                raise Finding("verify refuses the certificate: " + verified.stdout.decode()
                              + verified.stderr.decode())

    def sensitivity(self):
        command = ["solve", self.path, "--sensitivity", "--alternatives"]
        solved = run(command + self.limit, expected=PLAIN)
        if solved.returncode in (0, 2, 3):
            if not read(solved.stdout, "solve")["proof"]["verified"]:
                return
            verified = run(["verify", self.path, "-", "--quiet"], solved.stdout.decode())
            if verified.returncode not in (0, 4):
                raise Finding("verify refuses with prices: " + verified.stdout.decode())

    def gap(self):
        share = self.random.choice(["0.5", "0.1", "0.01"])
        solved = run(["solve", self.path, "--gap", share] + self.limit, expected=PLAIN)
        if solved.returncode == 0:
            verified = run(["verify", self.path, "-", "--quiet"], solved.stdout.decode())
            if verified.returncode not in (0, 4):
                raise Finding("verify refuses within a gap: " + verified.stdout.decode())
            checked = run(["check", self.path, "-"] + self.limit, solved.stdout.decode())
            if not read(checked.stdout, "check")["feasible"]:
                raise Finding("check refuses within a gap: " + checked.stdout.decode())

    def replan(self):
        """From the plan that it has, nothing is better for no cost of moving."""
        if self.result["status"] != "optimal":
            return
        path = os.path.join(self.folder, "running.json")
        with open(path, "w", encoding="utf-8") as file:
            file.write(self.printed)
        cost = self.random.choice(["0", "0.5", "1e9"])
        command = ["solve", self.path, "--from", path, "--keep-cost", cost]
        again = run(command + self.limit, expected=PLAIN)
        if again.returncode in (2, 3):
            raise Finding("no plan from its own plan: " + again.stdout.decode())


def leaves(value, place):
    """The pointers to what is no object and no list."""
    pairs = value.items() if isinstance(value, dict) else (
        enumerate(value) if isinstance(value, list) else [])
    if not isinstance(value, (dict, list)):
        yield place, value
    for key, inner in pairs:
        yield from leaves(inner, place + "/" + str(key).replace("~", "~0").replace("/", "~1"))


def look_for_infinity(done, command):
    words = done.stdout.decode().replace(",", " ").split()
    if "html" not in command and any(word in words for word in ["inf", "nan", "-inf"]):
        raise Finding("an infinity in " + " ".join(command))


def batch(cases, path):
    """Gives the specs to a batch and each case its line, or raises a finding about all of them."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write("".join(case.text + "\n" for case in cases))
    done = run(["batch", path] + Case.limit, patience=PATIENCE + 2 * LIMIT * len(cases))
    lines = done.stdout.decode().splitlines()
    if done.returncode not in (0, 70) or len(lines) != len(cases):
        raise Finding("a batch with exit code %d and %d lines: %s" % (
            done.returncode, len(lines), done.stderr.decode()[-600:]))
    return lines


class Campaign:
    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="dcopt-fuzz-")
        self.counts, self.findings = {}, 0
        examples = [json.load(open(f, encoding="utf-8"))
                    for f in sorted(glob.glob(os.path.join(ROOT, "examples", "*.json")))]
        self.examples = [e for e in examples if len(json.dumps(e)) < 5000]

    def case(self, seed):
        maker = Maker(seed)
        spec = maker.spec() if maker.chance(0.8) else maker.changed(
            maker.random.choice(self.examples))
        return Case(seed, text_of(spec), maker.random, self.folder)

    def count(self, outcome):
        self.counts[outcome] = self.counts.get(outcome, 0) + 1

    def tell(self, finding, seed, text):
        self.findings += 1
        self.count("finding")
        place = os.path.join(self.folder, "finding-%d" % seed)
        os.makedirs(place, exist_ok=True)
        for name, said in [("spec.json", text), ("why.txt", str(finding) + "\n")]:
            with open(os.path.join(place, name), "w", encoding="utf-8") as file:
                file.write(said)
        print("seed %d: %s\n  %s" % (seed, finding, place), flush=True)

    def several(self, first, end):
        """Goes through some specs, as long as there is time."""
        cases = [self.case(first + k) for k in range(SEVERAL)]
        try:
            lines = batch(cases, os.path.join(self.folder, "specs.ndjson"))
        except Finding as finding:
            self.tell(finding, first, "".join(case.text + "\n" for case in cases))
            return
        for case, line in zip(cases, lines):
            if time.monotonic() > end:
                return
            try:
                case.take(line)
                self.count(case.examine())
            except Finding as finding:
                self.tell(finding, case.seed, case.text)


def main():
    campaign, end, seed = Campaign(), time.monotonic() + SECONDS, SEED * 1_000_000
    while time.monotonic() < end:
        campaign.several(seed + 1, end)
        seed += SEVERAL
        if seed % (SEVERAL * 50) == 0:
            print("%s" % campaign.counts, flush=True)
    counts = campaign.counts
    print("%d specs: %s" % (sum(counts.values()),
                            ", ".join("%d %s" % (n, o) for o, n in sorted(counts.items()))))
    sys.exit(1 if campaign.findings else 0)


if __name__ == "__main__":
    main()
