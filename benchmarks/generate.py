#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes linear programs of the families that dcopt is for, as free MPS files.

    generate.py FAMILY SIZE SEED > program.mps
    generate.py --list

The same family, size and seed give the same bytes. All numbers are short decimals. MPS always
minimizes here: a family that maximizes is written with its costs negated.
"""
import random
import sys


class Program:
    """Rows and columns in the order they are added; infinite bounds are None."""

    def __init__(self, name):
        self.name = name
        self.rows = []  # (lower, upper)
        self.columns = []  # (cost, lower, upper, [(row, value)])

    def row(self, lower=None, upper=None):
        self.rows.append((lower, upper))
        return len(self.rows) - 1

    def column(self, cost, entries, upper=None):
        self.columns.append((cost, upper, entries))
        return len(self.columns) - 1

    def write(self, out):
        lines = [f"NAME {self.name}", "ROWS", " N cost"]
        sides = []
        for i, (lower, upper) in enumerate(self.rows):
            if lower is not None and lower == upper:
                kind, side = "E", lower
            elif lower is not None:
                kind, side = "G", lower
            else:
                kind, side = "L", upper
            lines.append(f" {kind} r{i}")
            if side != 0:
                sides.append(f" rhs r{i} {number(side)}")
        lines.append("COLUMNS")
        for j, (cost, _, entries) in enumerate(self.columns):
            if cost != 0:
                lines.append(f" c{j} cost {number(cost)}")
            for i, value in entries:
                lines.append(f" c{j} r{i} {number(value)}")
        lines.append("RHS")
        lines += sides
        bounds = [
            f" UP bnd c{j} {number(upper)}"
            for j, (_, upper, _) in enumerate(self.columns)
            if upper is not None
        ]
        if bounds:
            lines.append("BOUNDS")
            lines += bounds
        lines.append("ENDATA\n")
        out.write("\n".join(lines))


def number(value):
    return str(value) if isinstance(value, int) else f"{value:.10g}"


def decimal(rng, low, high, digits=2):
    return round(rng.uniform(low, high), digits)


def allocation(size, rng):
    """`size` boxed resources, one budget and one demand that both bind."""
    cost = [decimal(rng, 1, 100) for _ in range(size)]
    gain = [decimal(rng, 0.5, 10) for _ in range(size)]
    efficiency = [decimal(rng, 0, 5) for _ in range(size)]
    upper = [rng.randint(1, 100) for _ in range(size)]
    budget = round(0.3 * sum(c * u for c, u in zip(cost, upper)))
    order = sorted(range(size), key=lambda j: -gain[j] / cost[j])
    left, reached, possible = budget, 0, 0
    for j in order:
        amount = min(upper[j], left / cost[j])
        left -= amount * cost[j]
        reached += amount * efficiency[j]
    left = budget
    for j in sorted(range(size), key=lambda j: -efficiency[j] / cost[j]):
        amount = min(upper[j], left / cost[j])
        left -= amount * cost[j]
        possible += amount * efficiency[j]
    p = Program("allocation")
    p.row(upper=budget)
    p.row(lower=round(0.7 * reached + 0.3 * possible))
    for j in range(size):
        p.column(-gain[j], [(0, cost[j]), (1, efficiency[j])], upper=upper[j])
    return p


def budgets(size, rng, count=10):
    """`size` boxed resources under ten budgets."""
    p = Program("budgets")
    weights = [[decimal(rng, 0, 10) for _ in range(count)] for _ in range(size)]
    upper = [rng.randint(1, 50) for _ in range(size)]
    for i in range(count):
        total = sum(weights[j][i] * upper[j] for j in range(size))
        p.row(upper=round(total * rng.uniform(0.2, 0.4)))
    for j in range(size):
        entries = [(i, weights[j][i]) for i in range(count) if weights[j][i]]
        p.column(-decimal(rng, 1, 100), entries, upper=upper[j])
    return p


def placement(size, rng, types, binding, fair):
    """`size` jobs on accelerator types: each job has one unit of time to share out, each type so
    many devices. The most total throughput, or the most for the job that gets least of its own
    best (max-min)."""
    p = Program("placement")
    devices = [rng.choice([1, 1, 1, 2, 4, 8]) for _ in range(size)]
    speed = [decimal(rng, 0.5, 4) for _ in range(types)]
    share = 0.5 if binding else 2
    total = sum(devices)
    capacity = [
        p.row(upper=max(1, round(total * share * rng.uniform(0.6, 1.4) / types)))
        for _ in range(types)
    ]
    rates = []
    for _ in range(size):
        scale = decimal(rng, 1, 20)
        rates.append(
            [round(scale * speed[k] * rng.uniform(0.3, 1.7), 3) for k in range(types)])
    level = []
    entries_of_level = []
    for j in range(size):
        time = p.row(upper=1)
        if fair:
            goal = p.row(lower=0)
            entries_of_level.append((goal, -max(rates[j])))
        for k in range(types):
            entries = [(capacity[k], devices[j]), (time, 1)]
            if fair:
                entries.append((goal, rates[j][k]))
            p.column(0 if fair else -rates[j][k], entries)
    if fair:
        p.column(-1, entries_of_level)
    return p


def periods(size, rng):
    """A horizon of periods: demands in each, resources that cost while in use and cost to scale
    up: x[t] - x[t-1] - bought[t] <= 0."""
    count, resources, demands = {168: (168, 20, 4), 336: (336, 30, 4), 720: (720, 50, 5)}[size]
    import math
    p = Program("periods")
    running = [decimal(rng, 1, 10) for _ in range(resources)]
    buying = [decimal(rng, 5, 100) for _ in range(resources)]
    gives = [[decimal(rng, 0, 4) for _ in range(demands)] for _ in range(resources)]
    upper = [rng.randint(20, 100) for _ in range(resources)]
    level = [
        0.15 * sum(gives[r][d] * upper[r] for r in range(resources)) for d in range(demands)]
    chain = [[0] * resources for _ in range(count)]
    floor = [[0] * demands for _ in range(count)]
    for t in range(count):
        for d in range(demands):
            wave = 1 + 0.5 * math.sin(2 * math.pi * (t + 5 * d) / 24) + rng.uniform(-0.3, 0.3)
            floor[t][d] = p.row(lower=round(level[d] * wave, 2))
        for r in range(resources):
            chain[t][r] = p.row(upper=0)
    for t in range(count):
        for r in range(resources):
            entries = [(floor[t][d], gives[r][d]) for d in range(demands) if gives[r][d]]
            entries.append((chain[t][r], 1))
            if t + 1 < count:
                entries.append((chain[t + 1][r], -1))
            p.column(running[r], entries, upper=upper[r])
        for r in range(resources):
            p.column(buying[r], [(chain[t][r], -1)])
    return p


def catalogue(size, rng, bounded, demands=100):
    """`size` offers on a price list, each of a few of a hundred things that are wanted. They can be
    had without end, or up to an amount each, of which about a tenth is wanted."""
    p = Program("catalogue")
    offers = []
    wanted = [0] * demands
    for _ in range(size):
        things = sorted(rng.sample(range(demands), rng.randint(1, 7)))
        gives = [(i, decimal(rng, 1, 100, 1)) for i in things]
        upper = rng.randint(10, 20)
        price = sum(g for _, g in gives) * rng.uniform(0.2, 1)
        offers.append((round(price, 1), gives, upper))
        for i, g in gives:
            wanted[i] += g * upper
    for i in range(demands):
        p.row(lower=round(wanted[i] * rng.uniform(0.05, 0.15)))
    for price, gives, upper in offers:
        p.column(price, gives, upper=upper if bounded else None)
    return p


def transport(size, rng, loses=False):
    """`size` sources and ten times as many destinations; costs grow with distance, and with
    losses a part that does too does not arrive."""
    p = Program("transport")
    sources, targets = size, 10 * size
    demand = [rng.randint(1, 50) for _ in range(targets)]
    supply = [rng.uniform(0.5, 1.5) for _ in range(sources)]
    scale = 1.15 * sum(demand) / sum(supply)
    out = [p.row(upper=round(s * scale) + 1) for s in supply]
    into = [p.row(lower=d) for d in demand]
    place = [(rng.random(), rng.random()) for _ in range(sources)]
    goal = [(rng.random(), rng.random()) for _ in range(targets)]
    for i in range(sources):
        for j in range(targets):
            way = ((place[i][0] - goal[j][0]) ** 2 + (place[i][1] - goal[j][1]) ** 2) ** 0.5
            cost = round(1 + 100 * way + rng.uniform(0, 5), 2)
            arrives = round(1 - way / 20, 4) if loses else 1
            p.column(cost, [(out[i], 1), (into[j], arrives)])
    return p


FAMILIES = {
    # name: (generator, sizes)
    "allocation": (allocation, [1000, 10000, 100000]),
    "budgets10": (budgets, [500, 5000, 50000]),
    "place3": (lambda n, r: placement(n, r, 3, True, False), [1000, 10000, 50000]),
    "place3-slack": (lambda n, r: placement(n, r, 3, False, False), [1000, 10000, 50000]),
    "place10": (lambda n, r: placement(n, r, 10, True, False), [500, 2500, 10000]),
    "fair3": (lambda n, r: placement(n, r, 3, True, True), [500, 2500, 10000]),
    "fair3-slack": (lambda n, r: placement(n, r, 3, False, True), [500, 2500, 10000]),
    "fair10": (lambda n, r: placement(n, r, 10, True, True), [200, 1000, 4000]),
    "periods": (periods, [168, 336, 720]),
    "transport": (transport, [30, 100, 300]),
    "losses": (lambda n, r: transport(n, r, True), [30, 100, 300]),
    "catalogue": (lambda n, r: catalogue(n, r, False), [4000, 40000, 200000]),
    "catalogue-max": (lambda n, r: catalogue(n, r, True), [2000, 20000, 100000]),
}


def main():
    if sys.argv[1:] == ["--list"]:
        for name, (_, sizes) in FAMILIES.items():
            print(name, *sizes)
        return
    family, size, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    FAMILIES[family][0](size, random.Random(f"{family} {size} {seed}")).write(sys.stdout)


if __name__ == "__main__":
    main()
