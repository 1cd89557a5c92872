#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a plan over many hours as JSON, each in the words of the section that it is about.

    generate.py FAMILY HOURS SEED > spec.json

battery        a battery beside a load and prices that change by the hour
battery-sized  the same, its size to be chosen, constant, as full at the end as at the beginning
wait           work that may wait three hours
wait-penalty   the same, and waiting costs
lead           servers that come three hours late and live a week; lead-long: three days, a month
commitment     three families of machines on demand, and a commitment that all hours share: constant
commitment-buy the same, bought once and kept for all hours
commitment-fall  the same, whose use may fall: paid while it is used
purchases      the same, bought at any hour, each for a month

The same family, hours and seed give the same bytes.
"""
import json
import math
import random
import sys


def wave(t, length, shift=0):
    return math.sin(2 * math.pi * (t - shift) / length)


def prices(hours, rng):
    return [round(0.1 + 0.05 * wave(t, 24, 12) + 0.02 * wave(t, 168) + rng.uniform(-0.02, 0.02), 4)
            for t in range(hours)]


def load(hours, size, rng):
    return [round(size * (1 + 0.3 * wave(t, 24, 8) + 0.1 * wave(t, 168) + 0.05 * wave(t, 8760)
                          + rng.uniform(-0.1, 0.1)), 1) for t in range(hours)]


def battery(family, hours, rng):
    store = {"of": "kwh", "in": 0.25, "out": 0.25, "efficiency": 0.9, "keep": 0.999}
    resource = {"max": 400, "store": store | {"start": 0.5}}
    if family == "battery-sized":
        resource = {"max": 2000, "constant": True, "cost": 0.004, "store": store | {"cyclic": True}}
    return {
        "dcopt": 1, "periods": hours,
        "resources": {"grid": {"cost": prices(hours, rng), "kwh": 1, "max": 600},
                      "battery": resource},
        "demands": {"kwh": load(hours, 300, rng)}, "minimize": "cost"}


def wait(family, hours, rng):
    late = {"most": 3, "penalty": 0.01} if family == "wait-penalty" else 3
    work = load(hours, 300, rng)
    return {
        "dcopt": 1, "periods": hours,
        "resources": {"grid": {"cost": prices(hours, rng), "work": 1, "max": 420},
                      "own": {"cost": 0.09, "work": 1, "max": 150}},
        "demands": {"work": {"min": work, "wait": late}}, "minimize": "cost"}


def lead(family, hours, rng):
    after, life = (72, 720) if family == "lead-long" else (3, 168)
    return {
        "dcopt": 1, "periods": hours,
        "resources": {
            "server": {"vcpu": 64, "cost": 0.05, "start": 4,
                       "buy": {"cost": 20 if after == 3 else 80, "lead": after, "life": life}},
            "cloud": {"vcpu": 16, "cost": [round(8 * p, 4) for p in prices(hours, rng)]}},
        "demands": {"vcpu": load(hours, 400, rng)}, "minimize": "cost"}


def commitment(family, hours, rng):
    machines = {"m6i.xlarge": (.192, .1410, 120), "c6i.xlarge": (.17, .1247, 200),
                "r6i.xlarge": (.252, .1851, 60)}
    bought = {
        "commitment": {"constant": True, "cost": 1},
        "commitment-buy": {"buy": {"cost": hours}, "constant": True},
        "commitment-fall": {"buy": {"cost": hours}},
        "purchases": {"buy": {"cost": 720, "life": 720}},
    }[family]
    resources = {"commitment": bought | {"max": 10000}}
    terms = {"commitment": -1}
    demands = {}
    for name, (dear, cheap, size) in machines.items():
        resources[f"{name} on-demand"] = {"cost": dear, name: 1}
        resources[f"{name} on plan"] = {name: 1}
        terms[f"{name} on plan"] = cheap
        demands[name] = [
            round(size * (1 + t / 35040) * (1 + .45 * wave(t, 24, 8))
                  * (.7 if t // 24 % 7 > 4 else 1) * rng.uniform(1, 1.08), 1)
            for t in range(hours)]
    return {
        "dcopt": 1, "periods": hours, "resources": resources, "demands": demands,
        "constraints": {"what the plan covers": {"terms": terms, "max": 0}}, "minimize": "cost"}


FAMILIES = {
    "battery": battery, "battery-sized": battery, "wait": wait, "wait-penalty": wait,
    "lead": lead, "lead-long": lead, "commitment": commitment, "commitment-buy": commitment,
    "commitment-fall": commitment, "purchases": commitment,
}


def main():
    family, hours, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    json.dump(FAMILIES[family](family, hours, random.Random(seed)), sys.stdout)
    print()


if __name__ == "__main__":
    main()
