#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes large specs as JSON.

    generate.py FAMILY SIZE SEED > spec.json

total, fair   SIZE workloads on three accelerators, capacity for 15 in 100 of them: the greatest
              total, and max-min fairness with weights
fair-slack    the same with capacity for all of them
sharing       as fair, and each workload may share a V100 or a P100 with the next, and with another one
pods          SIZE shapes of pods, a whole number of each, on a third as many types of nodes, whole ones,
              with CPU and memory: the least cost
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


def sharing(family, size, rng):
    spec = placement("fair", size, rng)
    names = list(spec["workloads"])
    pairs = {}
    for i, name in enumerate(names):
        for other in (names[(i + 1) % size], names[rng.randrange(size)]):
            if other == name or f"{other}+{name}" in pairs:
                continue
            on = {}
            for device in ("v100", "p100"):
                lost = rng.uniform(0.5, 0.75), rng.uniform(0.5, 0.75)
                on[device] = {
                    who: {"tokens": round(part * spec["workloads"][who]["on"][device]["tokens"], 4)}
                    for who, part in zip((name, other), lost)}
            pairs[f"{name}+{other}"] = {"on": on}
    return spec | {"sharing": pairs}


def pods(family, size, rng):
    nodes = {}
    for n in range(size // 3):
        cpu = rng.choice([4, 8, 16, 32, 64])
        memory = cpu * rng.choice([2, 4, 8])
        price = 0.02 * cpu + 0.004 * memory
        nodes[f"node{n}"] = {
            "cost": round(price * rng.uniform(0.8, 1.2), 4), "integer": True,
            "gives": {"cpu": round(cpu - 0.4, 1), "memory": round(0.92 * memory, 2)}}
    shapes = {}
    for p in range(size):
        cpu = rng.choice([0.25, 0.5, 1, 2, 4])
        memory = round(cpu * rng.choice([1, 2, 4, 8, 12]), 2)
        fit = [name for name, node in nodes.items()
               if node["gives"]["cpu"] >= cpu and node["gives"]["memory"] >= memory]
        shapes[f"shape{p}"] = {
            "whole": True, "needs": {"units": rng.randint(1, 60)},
            "uses": {"cpu": cpu, "memory": memory},
            "on": {name: {} for name in rng.sample(fit, max(1, len(fit) * 3 // 4))}}
    return {"dcopt": 1, "resources": nodes, "workloads": shapes, "minimize": "cost"}


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
    "sharing": sharing, "pods": pods,
    "hours": hours, "hours-late": hours, "hours-budget": hours,
}


def main():
    family, size, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    json.dump(FAMILIES[family](family, size, random.Random(seed)), sys.stdout)
    print()


if __name__ == "__main__":
    main()
