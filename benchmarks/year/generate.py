#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints a spec of so many hours of ten resources, with scale-up costs and ramps.

    generate.py PERIODS [--start AMOUNT] > spec.json

The demand follows the day, the week and the year, and noise. Each resource runs at 25 before the
first hour; with `--start 0` the ramps are too small for the first demand, and there is no plan.
"""
import argparse
import json
import math
import random


def spec(periods, start):
    rng = random.Random(1)
    resources = {}
    for r in range(10):
        cpu = rng.randint(3, 16)
        resources[f"r{r}"] = {
            "cost": round(cpu * rng.uniform(.1, .3), 3), "cpu": cpu, "max": 60,
            "buy": {"cost": round(rng.uniform(.1, 1) * cpu * .2, 2)},
            "ramp_up": 15, "ramp_down": 15, "start": start}
    total = sum(resource["cpu"] for resource in resources.values())

    def wave(size, t, length):
        return size * math.sin(2 * math.pi * t / length)

    demand = [
        round(total * (28 + wave(8, t % 24 - 8, 24) + wave(3, t, 168) + wave(2, t, 8760)
                       + rng.uniform(-3, 3)), 1)
        for t in range(periods)]
    return {"dcopt": 1, "periods": periods, "resources": resources,
            "demands": {"cpu": demand}, "minimize": "cost"}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("periods", type=int)
    parser.add_argument("--start", type=float, default=25)
    arguments = parser.parse_args()
    print(json.dumps(spec(arguments.periods, arguments.start)))


if __name__ == "__main__":
    main()
