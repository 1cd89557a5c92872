#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A spec with scenarios: `generate.py SCENARIOS PERIODS RESOURCES [SEED] [--per-period]` on standard output.

Three tenths of the resources are reserved: their amounts are committed, one for all periods (or one a
period). The others are bought as it comes, at prices that vary from scenario to scenario, and one more
has no end. The load varies from scenario to scenario and period to period.
"""
import json
import math
import random
import sys


def spec(scenarios, periods, count, seed=1, per_period=False):
    rnd = random.Random(seed)
    resources = {}
    reserved = max(1, count * 3 // 10)
    for r in range(count):
        vcpu = round(rnd.uniform(4, 16), 1)
        if r < reserved:
            resources[f"reserved {r}"] = {"vcpu": vcpu, "cost": round(rnd.uniform(1, 4), 3), "committed": True}
            if not per_period:
                resources[f"reserved {r}"]["constant"] = True
        else:
            resources[f"spot {r}"] = {
                "vcpu": vcpu, "cost": round(rnd.uniform(2, 9), 3), "max": round(rnd.uniform(10, 60))}
    spots = [name for name in resources if name.startswith("spot")]
    resources["overflow"] = {"vcpu": 1, "cost": 5}
    load = [round(1000 + 400 * math.sin(6.28 * t / periods), 1) for t in range(periods)]
    futures = {}
    for s in range(scenarios):
        factor = rnd.lognormvariate(0, 0.25)
        change = {"/demands/vcpu": [round(x * factor * rnd.uniform(0.9, 1.1), 1) for x in load]}
        for name in spots:
            change[f"/resources/{name}/cost"] = round(resources[name]["cost"] * rnd.lognormvariate(0, 0.2), 3)
        futures[f"s{s}"] = {"set": change}
    return {
        "title": f"{scenarios} scenarios of {periods} periods",
        "periods": periods,
        "resources": resources,
        "demands": {"vcpu": load},
        "scenarios": futures,
        "minimize": "cost",
    }


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:] if not argument.startswith("--")]
    json.dump(spec(*numbers, per_period="--per-period" in sys.argv), sys.stdout)
