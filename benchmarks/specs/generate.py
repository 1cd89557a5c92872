#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes large specs as JSON.

    generate.py FAMILY SIZE SEED > spec.json

total, fair   SIZE workloads on three accelerators, capacity for 15 in 100 of them: the greatest
              total, and max-min fairness with weights
fair-slack    the same with capacity for all of them

The same family, size and seed give the same bytes.
"""
import json
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


FAMILIES = {"total": placement, "fair": placement, "fair-slack": placement}


def main():
    family, size, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    json.dump(FAMILIES[family](family, size, random.Random(seed)), sys.stdout)
    print()


if __name__ == "__main__":
    main()
