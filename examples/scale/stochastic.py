#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One plan for many scenarios, whose cuts come from many machines (the L-shaped method of Van Slyke
and Wets, 1969): each round, the engine solves every scenario by itself with the amounts that the
master plan commits (map), and dcopt finds the next ones from what they said (reduce).

    stochastic.py SPEC [--engine COMMAND] [--spark MASTER] [--rounds 200] [--gap 1e-9]

SPEC has "scenarios", resources that are "committed", a mean to minimize, and costs of 0 or more; each
scenario must have a plan whatever is committed, such as an overflow without end. COMMAND reads specs
from standard input, one a line, and writes results in the same order: `dcopt batch` (where left out),
or GNU parallel, which sends them to other machines:

    --engine 'parallel --will-cite --pipe --keep-order --block 100k dcopt batch --jobs 1'

With --spark, which needs pyspark, MASTER's executors are the engine: 'local-cluster[2,1,1024]'. Prints
the cost, the bound that it is proved by, and what is committed, as JSON.
"""
import argparse
import copy
import json
import shlex
import shutil
import subprocess
import sys


def put(spec, pointer, value):
    """Replaces the number at a JSON Pointer."""
    *way, last = [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]
    for part in way:
        spec = spec[int(part) if isinstance(spec, list) else part]
    spec[int(last) if isinstance(spec, list) else last] = value


def cases(spec):
    """The probability and the spec of each scenario."""
    futures = list(spec["scenarios"].values())
    for future in futures:
        case = copy.deepcopy({key: value for key, value in spec.items() if key != "scenarios"})
        for resource in case["resources"].values():
            resource.pop("committed", None)
        for pointer, value in future["set"].items():
            put(case, pointer, value)
        yield future.get("probability", 1 / len(futures)), case


def ran(command, lines):
    done = subprocess.run(
        command, shell=True, input="\n".join(lines) + "\n", stdout=subprocess.PIPE, text=True,
        check=True)
    return done.stdout.splitlines()


class Spark:
    def __init__(self, master):
        from pyspark.sql import SparkSession
        # Executors need not have the same PATH.
        self.command = shlex.quote(shutil.which("dcopt")) + " batch --jobs 1"
        self.session = SparkSession.builder.master(master).appName("dcopt").getOrCreate()

    def __call__(self, lines):
        context = self.session.sparkContext
        return context.parallelize(lines, 8).pipe(self.command, checkCode=True).collect()


def amounts(resource, periods):
    """How many amounts of a committed resource there are: one in each period, or one for all."""
    return 1 if periods is None or resource.get("constant") else periods


def held(plan, case):
    """Puts the committed amounts into a scenario's spec."""
    for name, numbers in plan.items():
        value = numbers[0] if len(numbers) == 1 else numbers
        case["resources"][name].update({"min": value, "max": value})


def cut(plan, weights, results):
    """The mean cost, and what a further unit of each committed amount adds to it."""
    value, slope = 0.0, {name: [0.0] * len(numbers) for name, numbers in plan.items()}
    for weight, result in zip(weights, results):
        if result["status"] != "optimal":
            sys.exit(f"a scenario is {result['status']} with what is committed")
        value += weight * result["objective"]["value"]
        for name, sums in slope.items():
            rates = result["resources"][name]["reduced_cost"]
            # That of a constant amount is the same in each period, and there once.
            for t in range(len(sums)):
                sums[t] += weight * (rates[t] if isinstance(rates, list) else rates)
    return value, slope


def column(name, t):
    return f"{name} {t + 1}"


def master(spec, sizes, cuts):
    """The least that the cuts allow: cost at least value + slope · (amounts − those of the cut)."""
    resources = {"mean cost": {"cost": 1}}
    for name, size in sizes.items():
        own = spec["resources"][name]
        for t in range(size):
            resources[column(name, t)] = {
                key: own[key][t] if isinstance(own[key], list) else own[key]
                for key in ("min", "max") if key in own}
    constraints = {}
    for k, (plan, value, slope) in enumerate(cuts):
        terms, constant = {"mean cost": 1}, value
        for name, rates in slope.items():
            for t, rate in enumerate(rates):
                if rate:
                    terms[column(name, t)] = -rate
                    constant -= rate * plan[name][t]
        constraints[f"cut {k + 1}"] = {"terms": terms, "min": constant}
    return {"resources": resources, "constraints": constraints, "minimize": "cost"}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("spec")
    parser.add_argument("--engine", default="dcopt batch")
    parser.add_argument("--spark")
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--gap", type=float, default=1e-9)
    arguments = parser.parse_args()
    with open(arguments.spec) as file:
        spec = json.load(file)
    engine = Spark(arguments.spark) if arguments.spark else lambda lines: ran(
        arguments.engine, lines)
    periods = spec.get("periods")
    periods = len(periods) if isinstance(periods, list) else periods
    sizes = {
        name: amounts(resource, periods) for name, resource in spec["resources"].items()
        if resource.get("committed")}
    weights, alone = zip(*cases(spec))
    first = {name: spec["resources"][name].get("min", 0) for name in sizes}
    plan = {
        name: first[name] if isinstance(first[name], list) else [first[name]] * size
        for name, size in sizes.items()}
    cuts, best, bound = [], None, None
    for number in range(1, arguments.rounds + 1):
        for case in alone:
            held(plan, case)
        results = [json.loads(line) for line in engine([json.dumps(case) for case in alone])]
        value, slope = cut(plan, weights, results)
        if best is None or value < best[0]:
            best = (value, plan)
        cuts.append((plan, value, slope))
        problem = json.dumps(master(spec, sizes, cuts))
        answer = json.loads("".join(ran("dcopt solve --quiet --format json -", [problem])))
        bound = answer["objective"]["value"]
        print(f"round {number}: at least {bound}, at most {best[0]}", file=sys.stderr)
        if best[0] - bound <= arguments.gap * max(1, abs(best[0])):
            break
        plan = {
            name: [answer["allocation"][column(name, t)] for t in range(size)]
            for name, size in sizes.items()}
    json.dump({"cost": best[0], "bound": bound, "rounds": number, "committed": best[1]}, sys.stdout)
    print()


if __name__ == "__main__":
    main()
