#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes large specs as JSON.

    generate.py FAMILY SIZE SEED > spec.json

total, fair   SIZE workloads on three accelerators, capacity for 15 in 100 of them: the greatest
              total, and max-min fairness with weights
fair-slack    the same with capacity for all of them
list          SIZE resources, each with a price, what it computes and a max, on one line
hours         SIZE hours of ten resources that run at 25 before the first, with scale-up costs and
              ramps; the demand follows the day, the week and the year, and noise
hours-budget  the same with energy, of which a bit less may be used in all than the cheapest plan uses
hours-late    the same from 0: the ramps are too small for the first demand, and there is no plan

The same family, size and seed give the same bytes.
"""
import json
import math
import random
import sys


def placement(family, size, rng):
    workloads = {}
    for i in range(size):
        v100 = rng.uniform(1, 12)
        p100 = v100 * rng.uniform(0.5, 0.9)
        k80 = v100 * rng.uniform(0.2, 0.4)
        workloads[f"job{i}"] = {
            "weight": rng.choice([1, 1, 2, 4]),
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


def price_list(family, size, rng):
    resources = {
        f"r{i}": {
            "cost": round(rng.uniform(1, 100), 1), "compute": round(rng.uniform(1, 100), 1),
            "max": rng.randint(3, 20)}
        for i in range(size)}
    return {
        "dcopt": 1, "resources": resources, "demands": {"compute": 100 * size},
        "budgets": {"cost": 400 * size}, "minimize": "cost"}


def hours(family, size, rng):
    resources = {}
    for r in range(10):
        cpu = rng.randint(3, 16)
        resources[f"r{r}"] = {
            "cost": round(cpu * rng.uniform(.1, .3), 3), "cpu": cpu, "max": 60,
            "buy": {"cost": round(rng.uniform(.1, 1) * cpu * .2, 2)},
            "ramp_up": 15, "ramp_down": 15, "start": 0 if family == "hours-late" else 25}
    total = sum(resource["cpu"] for resource in resources.values())

    def wave(size, t, length):
        return size * math.sin(2 * math.pi * t / length)

    demand = [
        round(total * (28 + wave(8, t % 24 - 8, 24) + wave(3, t, 168) + wave(2, t, 8760)
                       + rng.uniform(-3, 3)), 1)
        for t in range(size)]
    spec = {"dcopt": 1, "periods": size, "resources": resources,
            "demands": {"cpu": demand}, "minimize": "cost"}
    if family == "hours-budget":
        rng = random.Random(1)
        for resource in resources.values():
            resource["energy"] = round(resource["cpu"] * rng.uniform(.5, 2), 2)
        spec["budgets"] = {"energy": {"max": round(sum(demand) * 1.2), "over": "all"}}
    return spec


FAMILIES = {
    "total": placement, "fair": placement, "fair-slack": placement, "list": price_list,
    "hours": hours, "hours-late": hours, "hours-budget": hours,
}


def main():
    family, size, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    json.dump(FAMILIES[family](family, size, random.Random(seed)), sys.stdout)
    print()


if __name__ == "__main__":
    main()
