#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes large specs as JSON.

    generate.py FAMILY SIZE SEED > spec.json

total, fair   SIZE workloads on three accelerators, capacity for 15 in 100 of them: the greatest
              total, and max-min fairness with weights
fair-slack    the same with capacity for all of them
year          SIZE periods of ten resources with buy and ramps, against a demand by the hour
year-ramps    the same from nothing, with ramps that are too slow: there is no plan

The same family, size and seed give the same bytes.
"""
import json
import math
import random
import sys


def placement(family, size, random):
    workloads = {}
    for i in range(size):
        v100 = random.uniform(1, 12)
        p100 = v100 * random.uniform(0.5, 0.9)
        k80 = v100 * random.uniform(0.2, 0.4)
        workloads[f"job{i}"] = {
            "weight": random.choice([1, 1, 2, 4]),
            "share": 1,
            "on": {
                name: {"tokens": round(rate, 4)}
                for name, rate in (("v100", v100), ("p100", p100), ("k80", k80))},
        }
    most = size if family == "fair-slack" else size // 20
    goal = "tokens" if family == "total" else {"worst": "tokens"}
    return {
        "dcopt": 1,
        "resources": {name: {"max": most} for name in ("v100", "p100", "k80")},
        "workloads": workloads,
        "maximize": goal,
    }


def year(family, size, random):
    resources = {}
    for r in range(10):
        cpu = random.randint(3, 16)
        resources[f"r{r}"] = {
            "cost": round(cpu * random.uniform(0.1, 0.3), 3), "cpu": cpu, "max": 60,
            "buy": {"cost": round(random.uniform(0.1, 1) * cpu * 0.2, 2)},
            "ramp_up": 15, "ramp_down": 15, "start": 25}
        if family == "year-ramps":
            del resources[f"r{r}"]["start"]
    total = sum(resource["cpu"] for resource in resources.values())
    demand = [
        round(total * (
            28 + 8 * math.sin(2 * math.pi * (t % 24 - 8) / 24)
            + 3 * math.sin(2 * math.pi * t / 168) + 2 * math.sin(2 * math.pi * t / 8760)
            + random.uniform(-3, 3)), 1)
        for t in range(size)]
    return {
        "dcopt": 1, "periods": size, "resources": resources, "demands": {"cpu": demand},
        "minimize": "cost"}


FAMILIES = {
    "total": placement, "fair": placement, "fair-slack": placement,
    "year": year, "year-ramps": year}


def main():
    family, size, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    json.dump(FAMILIES[family](family, size, random.Random(seed)), sys.stdout)
    print()


if __name__ == "__main__":
    main()
