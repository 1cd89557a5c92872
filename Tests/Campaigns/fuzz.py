#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives dcopt with specs that nobody would write: fuzz.py DCOPT SECONDS [SEED]

Specs of all sections with hostile numbers and names, and changes of the examples, go through every
command and format. Looked for are signals, exit codes that the documentation does not name, output
beside exit code 65, text that is no JSON or has an infinity in it, other bytes on a second run, a verify
or a check that refuses what solve printed, a limit of time that is not kept, and a repair that, put into
the spec as it is printed, leaves it without a plan. Each finding is written to a folder of its own; the
same seed makes the same specs.
"""
import glob
import json
import os
import random
import subprocess
import sys
import tempfile
import time

PROGRAM, SECONDS = os.path.abspath(sys.argv[1]), float(sys.argv[2])
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else 1
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
LIMIT, PATIENCE = 2, 30  # seconds that dcopt gets, and that it may take on a busy machine
CODES = {0, 1, 2, 3, 4, 64, 65, 66, 70, 73, 74}
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
    try:
        done = subprocess.run([PROGRAM] + arguments, input=text.encode(), capture_output=True,
                              timeout=patience)
    except subprocess.TimeoutExpired:
        raise Finding("no end after %d s: %s" % (patience, " ".join(arguments)))
    call = " ".join(arguments)
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


def put(spec, pointer, value):
    parts = [p.replace("~1", "/").replace("~0", "~") for p in pointer.split("/")[1:]]
    for part in parts[:-1]:
        spec = spec[int(part)] if isinstance(spec, list) else spec[part]
    if isinstance(spec, list):
        spec[int(parts[-1])] = value
    else:
        spec[parts[-1]] = value


def examine(text, chooser, folder):
    path = os.path.join(folder, "spec.json")
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)
    limit = ["--quiet", "--time-limit", str(LIMIT)]
    begin = time.monotonic()
    solved = run(["solve", path] + limit)
    if solved.returncode == 70:
        raise Finding("a defect: " + solved.stderr.decode()[-600:])
    if solved.returncode == 65:
        return "invalid"
    result = read(solved.stdout, "solve")
    if result["status"] == "stopped":
        return "stopped"
    between = time.monotonic()
    again = run(["solve", path] + limit)
    # A limit of time may end either run first, or what is told beside a verdict.
    isQuick = max(between - begin, time.monotonic() - between) < LIMIT / 2
    if isQuick and again.returncode != 4 and again.stdout != solved.stdout:
        raise Finding("other bytes on a second run")
    printed = solved.stdout.decode()
    if result["proof"]["verified"]:
        verified = run(["verify", path, "-", "--quiet"], printed)
        # 4: not found out.
        if verified.returncode not in (0, 4):
            raise Finding("verify refuses: " + verified.stdout.decode())
    if result["status"] == "optimal":
        checked = run(["check", path, "-"] + limit, printed)
        audit = read(checked.stdout, "check")
        if checked.returncode != 0 or float(audit["objective"]["gap"] or 0) != 0:
            raise Finding("check refuses: " + checked.stdout.decode())
    if result["status"] == "infeasible" and result["repair"]:
        repaired = json.loads(text, parse_float=Number, parse_int=Number)
        for change in result["repair"]:
            put(repaired, change["at"], change["to"])
        again = run(["solve", "-"] + limit, text_of(repaired))
        if again.returncode == 2:
            raise Finding("a repair that does not repair: " + text_of(result["repair"]))
    command = chooser.choice(
        [["solve", path, "--format", f] for f in ["table", "markdown", "html", "csv", "openmetrics"]]
        + [["solve", path, "--sensitivity", "--alternatives"], ["explain", path],
           ["explain", path, "--lang", "zh"], ["export", path, "--to", "lp"],
           ["export", path, "--to", "mps"], ["validate", path]])
    if command[0] in ("solve", "explain"):
        command += ["--time-limit", str(LIMIT)]
    output = run(command + ["--quiet"]).stdout.decode()
    if command[1:2] == [path] and "--format" in command and "html" not in command:
        if any(word in output.split() for word in ["inf", "nan", "-inf"]):
            raise Finding("an infinity in " + " ".join(command))
    return result["status"]


def main():
    examples = [json.load(open(f, encoding="utf-8"))
                for f in sorted(glob.glob(os.path.join(ROOT, "examples", "*.json")))]
    examples = [e for e in examples if len(json.dumps(e)) < 5000]
    end, counts, findings, seed = time.monotonic() + SECONDS, {}, 0, SEED * 1_000_000
    folder = tempfile.mkdtemp(prefix="dcopt-fuzz-")
    while time.monotonic() < end:
        seed += 1
        maker = Maker(seed)
        spec = maker.spec() if maker.chance(0.8) else maker.changed(maker.random.choice(examples))
        text = text_of(spec)
        try:
            outcome = examine(text, maker.random, folder)
        except Finding as finding:
            findings += 1
            outcome = "finding"
            place = os.path.join(folder, "finding-%d" % seed)
            os.makedirs(place)
            with open(os.path.join(place, "spec.json"), "w", encoding="utf-8") as file:
                file.write(text)
            with open(os.path.join(place, "why.txt"), "w", encoding="utf-8") as file:
                file.write(str(finding) + "\n")
            print("seed %d: %s\n  %s" % (seed, finding, place), flush=True)
        counts[outcome] = counts.get(outcome, 0) + 1
    print("%d specs: %s" % (sum(counts.values()),
                            ", ".join("%d %s" % (n, o) for o, n in sorted(counts.items()))))
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
