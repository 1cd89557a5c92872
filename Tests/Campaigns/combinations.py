#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Specs in which sections of the spec meet, beside HiGHS: combinations.py DCOPT COUNT [SEED] [--show]
       combinations.py --cases DCOPT COUNT SEED Tests/SectionTests/Fixtures/combinations.json

Each spec has some of: tiers, fixed costs, start-ups, steps, smallest amounts, what requires and excludes,
choices, constant amounts, ramps, purchases that age or live and come late, stores, demands that wait or
may be missed, budgets on tags, constraints with the period before, workloads with whole units, one place,
spread, uses, shared units and traffic over links, priorities, penalties, scenarios, losses, and a plan
that runs. The same plan is written out here a second time, as a program that shares no code with dcopt:
with sums in place of chains and with a whole number for every tier. dcopt's answer is to be HiGHS's, and
`verify` and `check` are to take it. A spec that is refused is counted by the sentence. The same seed makes
the same specs; --show prints them. --cases writes specs with their answers for the tests. Needs highspy.
"""
import collections
import copy
import json
import os
import random
import subprocess
import sys
import tempfile

import highspy

INFINITY = float("inf")
FAR = 1000.0


class Program:
    """A program in columns and rows, and what HiGHS says of it."""

    def __init__(self):
        self.columns, self.rows = [], []

    def column(self, low=0.0, high=INFINITY, whole=False):
        self.columns.append((low, high, whole))
        return len(self.columns) - 1

    def row(self, form, low=-INFINITY, high=INFINITY):
        self.rows.append((dict(form), low, high))

    def solve(self, form, sense):
        """Status and value of the least or greatest value of a form."""
        h = highspy.Highs()
        h.setOptionValue("output_flag", False)
        h.setOptionValue("threads", 1)
        h.setOptionValue("mip_rel_gap", 0.0)
        h.setOptionValue("mip_abs_gap", 1e-9)
        h.setOptionValue("mip_feasibility_tolerance", 1e-9)
        h.setOptionValue("primal_feasibility_tolerance", 1e-9)
        h.setOptionValue("time_limit", 20.0)
        lp = highspy.HighsLp()
        n, m = len(self.columns), len(self.rows)
        lp.num_col_, lp.num_row_ = n, m
        constant = form.get(None, 0.0)
        lp.col_cost_ = [form.get(j, 0.0) for j in range(n)]
        lp.col_lower_ = [c[0] for c in self.columns]
        lp.col_upper_ = [c[1] for c in self.columns]
        lp.integrality_ = [highspy.HighsVarType.kInteger if c[2] else highspy.HighsVarType.kContinuous
                           for c in self.columns]
        if not any(c[2] for c in self.columns):
            lp.integrality_ = []
        start, index, value = [0], [], []
        lower, upper = [], []
        for f, low, high in self.rows:
            shift = f.get(None, 0.0)
            lower.append(low - shift)
            upper.append(high - shift)
            for j, v in f.items():
                if j is not None and v != 0:
                    index.append(j)
                    value.append(v)
            start.append(len(index))
        lp.row_lower_, lp.row_upper_ = lower, upper
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = start, index, value
        lp.sense_ = highspy.ObjSense.kMinimize if sense == "minimize" else highspy.ObjSense.kMaximize
        h.passModel(lp)
        h.run()
        status = h.getModelStatus()
        S = highspy.HighsModelStatus
        if status == S.kUnboundedOrInfeasible:
            h.setOptionValue("presolve", "off")
            h.run()
            status = h.getModelStatus()
            if status == S.kUnboundedOrInfeasible:
                h.changeColsCost(n, list(range(n)), [0.0] * n)
                h.run()
                status = S.kInfeasible if h.getModelStatus() == S.kInfeasible else S.kUnbounded
        if status == S.kOptimal:
            return "optimal", h.getInfo().objective_function_value + constant
        if status == S.kInfeasible:
            return "infeasible", None
        if status == S.kUnbounded:
            return "unbounded", None
        return "undecided", None


def add(form, other, factor=1.0):
    for j, v in other.items():
        form[j] = form.get(j, 0.0) + factor * v
    return form


def at(series, t):
    return series[t] if isinstance(series, list) else series


RESERVED = {"min", "max", "integer", "step", "at_least", "fixed", "start_up", "requires", "excludes", "site",
            "tags", "constant", "ramp_up", "ramp_down", "start", "buy", "keep", "store", "gives", "committed"}


class Plan:
    """A spec as a program; in scenarios, what is known beforehand is shared."""

    def __init__(self, spec, program, common, lost=None):
        self.spec, self.p, self.common = spec, program, common
        self.lost, self.missed = lost, {}
        self.n = spec.get("periods", 1)
        self.penalties = {}
        self.parts = []  # (attribute, period, tags, form)
        self.x, self.u, self.bought, self.placed = {}, {}, {}, {}
        self.shared_units = []
        resources = spec["resources"]
        self.speaks = set()
        for name, r in resources.items():
            if any(k in r for k in ("at_least", "fixed", "start_up", "requires", "excludes")):
                self.speaks.add(name)
            for k in ("requires", "excludes"):
                self.speaks.update(self.listed(r.get(k, [])))
        for c in spec.get("choices", {}).values():
            self.speaks.update(c["of"])
        for name in resources:
            self.amounts(name, resources[name])
        for name in resources:
            self.using(name, resources[name])
        self.choose()
        self.place()
        self.limits("demands")
        self.limits("budgets")
        self.constraints()

    @staticmethod
    def listed(value):
        return value if isinstance(value, list) else [value]

    def shared(self, key, committed, make):
        # After a loss, all amounts are those of the plan.
        if not committed and "survive" not in self.spec:
            return make()
        if key not in self.common:
            self.common[key] = make()
        return self.common[key]

    # amounts

    def amounts(self, name, r):
        p, n = self.p, self.n
        whole = r.get("integer", False)
        step = r.get("step")
        held = r.get("committed", False)
        one = r.get("constant", False)
        xs = []
        for t in range(n):
            if one and t:
                xs.append(xs[0])
                continue
            low, high = at(r.get("min", 0), t), at(r.get("max", INFINITY), t)
            if one:
                low = max(at(r.get("min", 0), s) for s in range(n))
                high = min(at(r.get("max", INFINITY), s) for s in range(n))
            if "at_least" in r:
                low = min(low, 0) if low <= 0 else low

            def make():
                if step:
                    k = p.column(-INFINITY if low < 0 else 0, INFINITY, True)
                    x = p.column(low, high)
                    p.row({x: 1, k: -step}, 0, 0)
                    return x
                return p.column(low, high, whole)
            xs.append(self.shared((name, "x", 0 if one else t), held, make))
        self.x[name] = xs
        own = self.own_tags(r)
        for t in range(n):
            if name in (self.lost or ()):
                break
            self.parts.append(("units", t, own, {xs[t]: 1}))
            for a, figure in r.items():
                if a in RESERVED:
                    continue
                if isinstance(figure, dict):
                    form = self.tiered(xs[t], figure["tiers"], self.cap(r, t))
                else:
                    form = {xs[t]: at(figure, t)}
                self.parts.append((a, t, own, form))
        start = r.get("start", 0)
        if n > 1 or "periods" in self.spec:
            for t in range(n):
                change = add({xs[t]: 1.0}, {xs[t - 1]: -1.0} if t else {None: -float(start)})
                if "ramp_up" in r:
                    p.row(change, high=at(r["ramp_up"], t))
                if "ramp_down" in r:
                    p.row(change, low=-at(r["ramp_down"], t))
        if "buy" in r:
            self.purchases(name, r, xs, own)
        if "store" in r and name not in (self.lost or ()):
            self.store(r, xs, own)

    def own_tags(self, r):
        return set(r.get("tags", [])) | ({r["site"]} if "site" in r else set())

    @staticmethod
    def cap(r, t):
        return at(r["max"], t) if "max" in r else FAR

    def tiered(self, x, tiers, cap):
        """Every tier with its whole number."""
        p = self.p
        ends = [tier[0] for tier in tiers[:-1]] + [cap]
        rates = [tier[1] for tier in tiers[:-1]] + [tiers[-1]]
        form, total, before, filled = {}, {x: -1.0}, 0.0, None
        for k, (end, rate) in enumerate(zip(ends, rates)):
            width = max(0.0, end - before)
            before = max(before, end)
            z = p.column(0, width)
            if filled is not None:
                begun = p.column(0, 1, True)
                p.row({filled[0]: 1, begun: -filled[1]}, low=0)
                p.row({z: 1, begun: -width}, high=0)
            filled = (z, width)
            form[z] = rate
            total[z] = 1.0
        p.row(total, 0, 0)
        return form

    def purchases(self, name, r, xs, own):
        p, n, buy = self.p, self.n, r["buy"]
        lead, life = buy.get("lead", 0), buy.get("life")
        start, keep = r.get("start", 0), r.get("keep", 1)
        held = buy.get("committed", False)
        bs = [self.shared((name, "b", t), held, lambda: p.column()) for t in range(n)]
        self.bought[name] = bs
        for t in range(n):
            there = {xs[t]: -1.0}
            if life is not None:
                for s in range(n):
                    if s + lead <= t < s + lead + life:
                        add(there, {bs[s]: 1.0})
                if t < life:
                    add(there, {None: float(start)})
            else:
                if t >= lead:
                    add(there, {bs[t - lead]: 1.0})
                add(there, {xs[t - 1]: at(keep, t)} if t else {None: at(keep, 0) * start})
            p.row(there, low=0)
            for a, figure in buy.items():
                if a in ("lead", "life", "committed"):
                    continue
                if isinstance(figure, dict):
                    form = self.tiered(bs[t], figure["tiers"], FAR)
                else:
                    form = {bs[t]: at(figure, t)}
                self.parts.append((a, t, own, form))

    def store(self, r, xs, own):
        p, n, s = self.p, self.n, r["store"]
        into = [p.column() for _ in range(n)]
        out = [p.column() for _ in range(n)]
        efficiency, keep = s.get("efficiency", 1), s.get("keep", 1)
        first = {p.column(): 1.0} if s.get("cyclic") else {xs[0]: float(s.get("start", 0))}
        level = dict(first)
        for t in range(n):
            level = {j: keep * v for j, v in level.items()}
            add(level, {into[t]: efficiency, out[t]: -1.0})
            p.row(level, low=0)
            p.row(add(dict(level), {xs[t]: -1.0}), high=0)
            if "in" in s:
                p.row({into[t]: 1, xs[t]: -s["in"]}, high=0)
            if "out" in s:
                p.row({out[t]: 1, xs[t]: -s["out"]}, high=0)
            self.parts.append((s["of"], t, own, {out[t]: 1.0, into[t]: -1.0}))
        if s.get("cyclic"):
            p.row(add(dict(level), first, -1.0), 0, 0)

    # use

    def using(self, name, r):
        if name not in self.speaks:
            return
        p, n = self.p, self.n
        least = r.get("at_least", r.get("step", 1 if r.get("integer") else 0))
        us = []
        own = self.own_tags(r)
        for t in range(n):
            u = p.column(0, 1, True)
            us.append(u)
            isLost = name in (self.lost or ())
            x = self.x[name][t]
            p.row({x: 1, u: -self.cap(r, t)}, high=0)
            p.row({x: 1, u: -least}, low=0)
            for a, v in ({} if isLost else r.get("fixed", {})).items():
                self.parts.append((a, t, own, {u: at(v, t)}))
            if "start_up" in r:
                s = p.column(0, 1, True)
                was = 1.0 if r.get("start", 0) > 0 else 0.0
                before = {us[t - 1]: 1.0} if t else {None: was}
                p.row(add({s: 1.0, u: -1.0}, before), low=0)
                p.row({s: 1, u: -1}, high=0)
                p.row(add({s: 1.0}, before), high=1)
                for a, v in ({} if isLost else r["start_up"]).items():
                    self.parts.append((a, t, own, {s: at(v, t)}))
        self.u[name] = us

    def choose(self):
        p = self.p
        for name, r in self.spec["resources"].items():
            for t in range(self.n):
                for other in self.listed(r.get("requires", [])):
                    p.row({self.u[name][t]: 1, self.u[other][t]: -1}, high=0)
                for other in self.listed(r.get("excludes", [])):
                    p.row({self.u[name][t]: 1, self.u[other][t]: 1}, high=1)
        for c in self.spec.get("choices", {}).values():
            for t in range(self.n):
                p.row({self.u[k][t]: 1 for k in c["of"]}, c.get("min", -INFINITY), c.get("max", INFINITY))

    # workloads

    def place(self):
        p, n, spec = self.p, self.n, self.spec
        workloads = spec.get("workloads", {})
        resources = spec["resources"]
        takes = collections.defaultdict(list)  # (resource, t) -> (form, uses or None)
        got = collections.defaultdict(list)  # (workload, t) -> (resource, column, figures)
        self.flows = collections.defaultdict(dict)
        for w, work in workloads.items():
            work_tags = set(work.get("tags", [])) | ({work["site"]} if "site" in work else set())
            for t in range(n):
                for name, option in work["on"].items():
                    reach = self.reach(work, resources[name])
                    gone = reach is None or name in (self.lost or ())
                    c = p.column(0, 0 if gone else FAR, work.get("whole", False))
                    if reach:
                        flow = work.get("traffic", 0)
                        add(self.flows[reach, t], {c: flow})
                        self.parts.append(("cost", t, work_tags | self.own_tags(resources[name]),
                                           {c: flow * spec["links"][reach].get("cost", 0)}))
                    self.placed[w, name, t] = c
                    uses = {**work.get("uses", {}), **option.get("uses", {})} or None
                    takes[name, t].append(({c: 1.0}, uses))
                    got[w, t].append((name, c, option))
        for pair, s in spec.get("sharing", {}).items():
            for name, who in s["on"].items():
                whole = any(workloads[w].get("whole") for w in who)
                for t in range(n):
                    c = p.column(0, 0 if name in (self.lost or ()) else FAR, whole)
                    self.shared_units.append(c)
                    takes[name, t].append(({c: 1.0}, None))
                    for w, figures in who.items():
                        got[w, t].append((name, c, figures))
        for (name, t), list_ in takes.items():
            gives = resources[name].get("gives", {})
            quantities = sorted({q for _, uses in list_ for q in (uses or {})})
            bounds = quantities if quantities else [None]
            if quantities and any(uses is None for _, uses in list_):
                bounds = sorted(set(gives) | set(quantities))
            for q in bounds:
                row = {}
                for form, uses in list_:
                    if q is None:
                        add(row, form)
                    elif uses is None:
                        add(row, form, gives.get(q, 0.0))
                    else:
                        add(row, form, uses.get(q, 0.0))
                x = self.x[name][t]
                p.row(add(row, {x: -(1.0 if q is None else gives.get(q, 0.0))}), high=0)
        for w, work in workloads.items():
            own = set(work.get("tags", [])) | ({work["site"]} if "site" in work else set())
            for t in range(n):
                all_ = got[w, t]
                if "share" in work:
                    p.row({c: 1 for _, c, _ in all_}, high=at(work["share"], t))
                for attribute in sorted({a for _, _, f in all_ for a in f if a != "uses"} | {"units"}):
                    for name, c, figures in all_:
                        value = 1.0 if attribute == "units" else at(figures.get(attribute, 0), t)
                        if attribute != "units":
                            self.parts.append(
                                (attribute, t, own | self.own_tags(resources[name]), {c: value}))
                spread = work.get("spread", {})
                for kind, most in spread.items():
                    places = collections.defaultdict(dict)
                    for name, c, _ in all_:
                        key = name if kind == "resources" else resources[name].get("site")
                        add(places[key], {c: 1.0})
                    for form in places.values():
                        p.row(add({c: -most for _, c, _ in all_}, form), high=0)
                if work.get("one_place"):
                    if work["one_place"] is True or t == 0:
                        here = {name: p.column(0, 1, True) for name in work["on"]}
                        p.row({b: 1 for b in here.values()}, high=1)
                    for name, c, _ in all_:
                        p.row({c: 1, here[name]: -FAR}, high=0)
            for attribute, bound in work.get("needs", {}).items():
                forms = []
                for t in range(n):
                    form = {}
                    for name, c, figures in got[w, t]:
                        add(form, {c: 1.0 if attribute == "units" else at(figures.get(attribute, 0), t)})
                    forms.append(form)
                self.hold(("need", w, attribute), forms, bound, "min")
        for (link, t), form in self.flows.items():
            if "bandwidth" in spec["links"][link]:
                p.row(form, high=at(spec["links"][link]["bandwidth"], t))
        self.levels = {w: [got[w, t] for t in range(n)] for w in workloads}

    def reach(self, work, resource):
        """The link by which a workload gets at a resource: "" for none needed, None where there is none."""
        here, there = work.get("site"), resource.get("site")
        if here is None or there is None or here == there:
            return ""
        for name, link in self.spec.get("links", {}).items():
            if link["from"] == here and link["to"] == there:
                if work.get("max_latency", INFINITY) >= link.get("latency", 0):
                    return name
        return None

    # bounds

    def total(self, attribute, t, tags=frozenset()):
        form = {}
        for a, s, own, part in self.parts:
            if a == attribute and s == t and set(tags) <= own:
                add(form, part)
        return form

    def limits(self, section):
        for name, bound in self.spec.get(section, {}).items():
            whole = bound if isinstance(bound, dict) else {}
            tags = self.listed(whole.get("where", []))
            forms = [self.total(whole.get("of", name), t, tags) for t in range(self.n)]
            self.hold((section, name), forms, bound, "min" if section == "demands" else "max")

    def hold(self, key, forms, bound, side):
        """A bound, which may be on all periods, be missed at a price, or wait."""
        p = self.p
        if not isinstance(bound, dict):
            bound = {side: bound}
        if bound.get("over") == "all":
            joined = {}
            for form in forms:
                add(joined, form)
            forms = [joined]
        slack = []
        wait = bound.get("wait")
        if wait is not None and "min" in bound:
            most = wait["most"] if isinstance(wait, dict) else wait
            price = wait.get("penalty", 0) if isinstance(wait, dict) else 0
            serving = [{j: -v for j, v in form.items()} for form in forms]
            for u in range(len(forms)):
                served = {}
                for k in range(most + 1):
                    if u + k < len(forms):
                        c = p.column()
                        served[c] = 1.0
                        add(serving[u + k], {c: 1.0})
                        add(self.penalties, {c: price * k})
                if "penalty" in bound:
                    c = p.column()
                    served[c] = 1.0
                    add(self.penalties, {c: at(bound["penalty"], u)})
                p.row(served, low=at(bound["min"], u))
            for form in serving:
                p.row(form, high=0)
        for t, form in enumerate(forms):
            for end, sign in (("min", 1.0), ("max", -1.0)):
                if end not in bound or end == "min" and wait is not None:
                    continue
                row = dict(form)
                if "penalty" in bound:
                    c = p.column()
                    add(row, {c: sign})
                    add(self.penalties, {c: at(bound["penalty"], t)})
                value = at(bound[end], t)
                if "probability" in bound:
                    if key not in self.missed:
                        self.missed[key] = p.column(0, 1, True)
                    add(row, {self.missed[key]: sign * 10 * FAR})
                p.row(row, *((value, INFINITY) if end == "min" else (-INFINITY, value)))

    def constraints(self):
        spec = self.spec
        for c in spec.get("constraints", {}).values():
            for t in range(self.n):
                row = {}

                def put(key, v, s):
                    if key in (self.lost or ()):
                        return
                    if key in spec["resources"]:
                        x = {self.x[key][s]: 1.0} if s >= 0 else {
                            None: float(spec["resources"][key].get("start", 0))}
                        add(row, x, v)
                    elif s >= 0:
                        add(row, self.total(key, s), v)
                    else:
                        for r in spec["resources"].values():
                            add(row, {None: v * r.get("start", 0) * (
                                1 if key == "units" else r.get(key, 0))})
                for key, v in c.get("terms", {}).items():
                    put(key, at(v, t), t)
                for key, v in c.get("before", {}).items():
                    put(key, at(v, t), t - 1)
                low, high = c.get("min", -INFINITY), c.get("max", INFINITY)
                if "equals" in c:
                    low = high = c["equals"]
                self.p.row(row, at(low, t), at(high, t))

    # goals

    def goal(self, weights):
        """The form of an objective; a worst case is a column with its rows."""
        p = self.p
        if isinstance(weights, dict) and "worst" in weights:
            level = p.column(-INFINITY)
            what = weights["worst"]
            if what == "utilization":
                for name, r in self.spec["resources"].items():
                    if "max" not in r:
                        continue
                    for t in range(self.n):
                        if at(r["max"], t) > 0:
                            p.row({level: at(r["max"], t), self.x[name][t]: -1.0}, low=0)
            else:
                for w, work in self.spec["workloads"].items():
                    form = {level: -float(work.get("weight", 1))}
                    for t in range(self.n):
                        for name, c, figures in self.levels[w][t]:
                            add(form, {c: at(figures.get(what, 0), t)})
                    p.row(form, low=0)
            return {level: 1.0}
        if isinstance(weights, str):
            weights = {weights: 1}
        if isinstance(weights, list):
            weights = {a: 1 for a in weights}
        form = {}
        for a, v in weights.items():
            for t in range(self.n):
                add(form, self.total(a, t), at(v, t))
        return form


def replaced(spec, future):
    case = copy.deepcopy({k: v for k, v in spec.items() if k not in ("scenarios", "over_scenarios")})
    for pointer, value in future["set"].items():
        *way, last = pointer.split("/")[1:]
        place = case
        for key in way:
            place = place[int(key) if isinstance(place, list) else key]
        place[int(last) if isinstance(place, list) else last] = value
    return case


def losses(spec):
    """The resources that are lost at once, a set for each loss."""
    survive = spec.get("survive")
    if not survive:
        return
    of = survive["of"]
    if of == "sites":
        of = list(dict.fromkeys(r["site"] for r in spec["resources"].values() if "site" in r))
    for what in of:
        yield {name for name, r in spec["resources"].items()
               if name == what or what in Plan.own_tags(None, r)}


def expected(spec, running=None, keep_cost=0):
    """What HiGHS says of the spec: a status, and the value of each goal in turn."""
    program, common = Program(), {}
    futures = spec.get("scenarios")
    weights = []
    plans = []
    if futures:
        for f in futures.values():
            weights.append(f.get("probability", 1 / len(futures)))
            plans.append(Plan(replaced(spec, f), program, common))
    else:
        weights, plans = [1.0], [Plan(spec, program, common)]
        for lost in losses(spec):
            Plan(spec, program, common, lost)
    chances = {key for plan in plans for key in plan.missed}
    for key in chances:
        least = spec["demands"][key[1]]["probability"]
        program.row({plan.missed[key]: w for plan, w in zip(plans, weights)}, high=1 - least + 1e-9)
    goals = spec.get("priorities") or [{k: spec[k] for k in ("minimize", "maximize") if k in spec}]
    values = []
    for number, goal in enumerate(goals):
        sense = "minimize" if "minimize" in goal else "maximize"
        sign = 1.0 if sense == "minimize" else -1.0
        form = {}
        parts = []
        for weight, plan in zip(weights, plans):
            own = dict(plan.goal(goal[sense]))
            if number == 0:
                add(own, plan.penalties, sign)
            parts.append((weight, own))
        over = spec.get("over_scenarios", "mean")
        if over == "mean" or not futures:
            for weight, own in parts:
                add(form, own, weight)
        else:
            level = program.column(-INFINITY)
            form = {level: 1.0}
            for weight, own in parts:
                row = add({level: 1.0}, own, -1.0)
                if over != "worst":
                    beyond = program.column()
                    add(form, {beyond: sign * weight / over["tail"]})
                    add(row, {beyond: sign})
                program.row(row, *((0.0, INFINITY) if sense == "minimize" else (-INFINITY, 0.0)))
        if number == 0 and running:
            plan = plans[0]
            for key, column in running(plan):
                moved = program.column()
                program.row({moved: 1.0, column: -1.0}, low=-key)
                program.row({moved: 1.0, column: 1.0}, low=key)
                add(form, {moved: sign * keep_cost})
        status, value = program.solve(form, sense)
        if status != "optimal":
            return status, values
        values.append(value)
        slack = goal.get("within", 0) * abs(value) + 1e-7 * max(1, abs(value))
        program.row(form, *((-INFINITY, value + slack) if sense == "minimize"
                            else (value - slack, INFINITY)))
    return "optimal", values


class Maker:
    def __init__(self, seed):
        self.r = random.Random(seed)

    def chance(self, share):
        return self.r.random() < share

    def pick(self, *values):
        return self.r.choice(values)

    def number(self, low, high, tenths=False):
        return self.r.randint(10 * low, 10 * high) / 10 if tenths else self.r.randint(low, high)

    def series(self, low, high, n, share=0.4, tenths=False):
        if n and self.chance(share):
            return [self.number(low, high, tenths) for _ in range(n)]
        return self.number(low, high, tenths)

    def tiers(self):
        ends = sorted(self.r.sample(range(1, 12), 2))
        rates = [self.number(1, 9) for _ in range(3)]
        shape = self.pick("up", "down", "any")
        if shape != "any":
            rates.sort(reverse=shape == "down")
        return {"tiers": [[e, v] for e, v in zip(ends, rates)] + [rates[2]]}

    def resource(self, name, n):
        r = {}
        if self.chance(0.9):
            r["cost"] = self.tiers() if self.chance(0.2) else self.series(1, 9, n)
        if self.chance(0.85):
            r["cpu"] = self.tiers() if self.chance(0.08) else self.series(1, 4, n, 0.15)
        if self.chance(0.6):
            r["mem"] = self.number(0, 5)
        if self.chance(0.8):
            r["max"] = self.series(4, 14, n, 0.25)
        if self.chance(0.12):
            r["min"] = self.number(0, 3)
        if self.chance(0.25):
            r["integer"] = True
        elif self.chance(0.12):
            r["step"] = self.pick(2, 3, 0.5)
        if self.chance(0.25):
            r["tags"] = self.r.sample(["a", "b"], self.pick(1, 1, 2))
        if self.chance(0.3):
            r["site"] = self.pick("eu", "us")
        if "max" in r:
            if self.chance(0.15):
                r["at_least"] = self.pick(2, 3, 4)
            if self.chance(0.15):
                r["fixed"] = {"cost": self.number(1, 20)}
            if n and self.chance(0.12):
                r["start_up"] = {"cost": self.number(1, 12)}
        if n:
            self.over_time(r, n)
        return r

    def over_time(self, r, n):
        if self.chance(0.15):
            r["constant"] = True
        if self.chance(0.12):
            r["ramp_up"] = self.number(1, 6)
        if self.chance(0.12):
            r["ramp_down"] = self.number(1, 6)
        if self.chance(0.3):
            r["start"] = self.number(0, 4)
        if self.chance(0.25):
            r["buy"] = {"cost": self.tiers() if self.chance(0.15) else self.series(1, 9, n)}
            if self.chance(0.5):
                r["buy"]["life"] = self.number(1, n + 1)
            elif self.chance(0.5):
                r["keep"] = self.pick(0.9, 0.5, 1)
            if self.chance(0.5):
                r["buy"]["lead"] = self.number(0, 2)
        if self.chance(0.2):
            r.pop("cpu", None)
            store = {"of": "cpu"}
            for key in ("in", "out", "efficiency", "keep"):
                if self.chance(0.6):
                    store[key] = self.number(4, 10) / 10
            if self.chance(0.3):
                store["cyclic"] = True
            elif self.chance(0.6):
                store["start"] = self.number(0, 10) / 10
            r["store"] = store

    def bound(self, low, high, n, waits=False):
        if self.chance(0.5):
            return self.series(low, high, n)
        b = {"min" if waits else "max": self.series(low, high, n)}
        if self.chance(0.3):
            b["penalty"] = self.series(2, 20, n, 0.2)
        if n and waits and self.chance(0.6):
            b["wait"] = self.pick(1, 2, {"most": 2, "penalty": self.number(1, 3)})
        elif n and self.chance(0.3):
            b = {k: v if not isinstance(v, list) else v[0] for k, v in b.items()}
            b["over"] = "all"
        return b

    def spec(self):
        n = self.pick(0, 2, 3, 4)
        names = ["r%d" % k for k in range(self.number(2, 4))]
        s = {"resources": {name: self.resource(name, n) for name in names}}
        rs = s["resources"]
        for a in ("cost", "cpu"):
            if not any(a in r for r in rs.values()):
                rs[names[0]][a] = 2
        if n:
            s["periods"] = n
        ended = [k for k in names if "max" in rs[k]]
        for name in ended:
            for key in ("requires", "excludes"):
                if len(ended) > 1 and self.chance(0.07):
                    rs[name][key] = self.r.choice([k for k in ended if k != name])
        if len(ended) > 1 and self.chance(0.15):
            s["choices"] = {"some": {"of": ended[:3], self.pick("max", "max", "min"): self.pick(1, 1, 2)}}
        if self.chance(0.45):
            self.work(s, names, n)
        if "workloads" not in s or self.chance(0.5):
            s["demands"] = {"cpu": self.bound(2, 24, n, True)}
        if self.chance(0.3):
            s["budgets"] = {"mem": self.bound(10, 60, n)}
        if self.chance(0.2):
            s.setdefault("budgets", {})["cost"] = self.bound(30, 150, n)
        tags = sorted({t for r in rs.values() for t in Plan.own_tags(None, r)})
        if tags and self.chance(0.3):
            where = self.r.choice(tags)
            if self.chance(0.5):
                s.setdefault("budgets", {})["part"] = {"of": self.pick("cost", "cpu", "units"), "where": where,
                                                       "max": self.number(4, 40)}
            else:
                s.setdefault("demands", {})["part"] = {"of": self.pick("cpu", "units"), "where": where,
                                                       "min": self.number(1, 6)}
        if self.chance(0.25):
            terms = {self.r.choice(names): 1, self.pick("cpu", "units", self.r.choice(names)): -1}
            c = {"terms": terms, self.pick("min", "max"): self.number(-5, 5)}
            if n and self.chance(0.5):
                c["before"] = {self.r.choice(names): self.pick(1, -1, 0.5)}
            s["constraints"] = {"c": c}
        self.goals(s, n)
        self.mend(s)
        if self.chance(0.2):
            self.futures(s, names, n)
        elif self.chance(0.12):
            sites = {r["site"] for r in rs.values() if "site" in r}
            s["survive"] = {"any": 1, "of": "sites" if sites and self.chance(0.5) else self.r.sample(
                names, self.pick(1, 2))}
            for c in s.get("constraints", {}).values():
                c.pop("before", None)
        return s

    def mend(self, s):
        """What most specs would be refused for, but for a few."""
        if self.chance(0.05):
            return
        rs = s["resources"]
        goal = json.dumps([s.get("priorities"), s.get("maximize"), s.get("minimize")])
        if "steps" not in goal:
            for work in s.get("workloads", {}).values():
                if "steps" in work.get("needs", {}) or "sharing" in s:
                    continue
                for option in work["on"].values():
                    if self.chance(0.5):
                        option["cpu"] = option.pop("steps")
                    else:
                        del option["steps"]
                if "cpu" not in json.dumps(work["on"]) and "needs" not in work:
                    work["needs"] = {"units": 1}
            on = [w for w in s.get("workloads", {}).values() if "steps" in json.dumps(w["on"])]
            if on and not any("steps" in w.get("needs", {}) for w in on):
                on[0].setdefault("needs", {})["steps"] = self.number(1, 4)
        needed = {k for r in rs.values() if "requires" in r for k in Plan.listed(r["requires"])}
        for c in s.get("choices", {}).values():
            if "min" in c:
                needed |= set(c["of"])
        for name, r in rs.items():
            if ("start_up" in r or name in needed) and not (
                    "at_least" in r or "step" in r or r.get("integer")):
                r[self.pick("at_least", "step")] = 2
        if "mem" in json.dumps(s.get("budgets", {})) + goal and not any("mem" in r for r in rs.values()):
            next(iter(rs.values()))["mem"] = 1

    def work(self, s, names, n):
        rs = s["resources"]
        held = names[:3]
        uses = self.chance(0.4)
        if uses:
            for name in held:
                rs[name]["gives"] = {"core": self.number(2, 8), "gb": self.number(4, 16)}
        s["workloads"] = {}
        for w in ("w0", "w1", "w2")[:self.number(1, 3)]:
            on = {}
            for name in self.r.sample(held, self.number(1, len(held))):
                on[name] = {"steps": self.series(1, 6, n, 0.15)}
            work = {"on": on}
            if self.chance(0.6):
                work["share"] = self.number(1, 6)
            if self.chance(0.6):
                work["needs"] = {self.pick("steps", "units"): self.bound(1, 6, 0 if self.chance(0.5) else n)}
                need = work["needs"]
                for k, b in list(need.items()):
                    if isinstance(b, dict) and "max" in b:
                        b["min"] = b.pop("max")
            if self.chance(0.2):
                work["whole"] = True
            if self.chance(0.15) and ("share" in work or all("max" in rs[k] for k in on)):
                work["one_place"] = {"over": "all"} if n and self.chance(0.3) else True
            if self.chance(0.15) and len(on) > 1:
                work["spread"] = {"resources": self.pick(0.5, 0.7)}
            if uses and self.chance(0.7):
                work["uses"] = {"core": self.number(1, 3), "gb": self.number(1, 6)}
            if self.chance(0.3):
                work["weight"] = self.number(1, 3)
            if self.chance(0.2):
                work["tags"] = ["b"]
            if self.chance(0.25):
                work["site"] = self.pick("eu", "us")
                work["traffic"] = self.number(1, 3)
                if self.chance(0.4):
                    work["max_latency"] = self.pick(10, 50)
                s["links"] = {"l0": {"from": "eu", "to": "us", "cost": self.number(0, 2), "latency": 20,
                                     "bandwidth": self.number(2, 9)},
                              "l1": {"from": "us", "to": "eu", "latency": 5}}
            s["workloads"][w] = work
        ws = list(s["workloads"])
        if len(ws) > 1 and not uses and self.chance(0.4):
            both = [k for k in held if all(k in s["workloads"][w]["on"] for w in ws[:2])]
            if both:
                s["sharing"] = {"+".join(ws[:2]): {"on": {both[0]: {
                    w: {"steps": self.number(1, 4)} for w in ws[:2]}}}}

    def goals(self, s, n):
        goals = [{"minimize": "cost"}]
        if self.chance(0.2):
            goals = [{"minimize": {"cost": 1, "mem": 2}}] if any(
                "mem" in r for r in s["resources"].values()) else goals
        if "workloads" in s and self.chance(0.3):
            goals = [{"maximize": "steps"}]
            for r in s["resources"].values():
                r.setdefault("max", self.number(3, 12))
            if self.chance(0.5):
                goals = [{"maximize": {"worst": "steps"}}]
        elif self.chance(0.1):
            for r in s["resources"].values():
                r.setdefault("max", self.number(5, 12))
            goals = [{"maximize": "cpu"}]
        if self.chance(0.06):
            for r in s["resources"].values():
                r.setdefault("max", self.number(5, 12))
            goals = [{"minimize": {"worst": "utilization"}}]
        if self.chance(0.2):
            others = [{"minimize": "cost"}, {"minimize": "units"}, {"minimize": "mem"}]
            others = [g for g in others if g != goals[0] and (
                g["minimize"] != "mem" or any("mem" in r for r in s["resources"].values()))]
            second = self.r.choice(others)
            first = dict(goals[0])
            if self.chance(0.6):
                first["within"] = self.pick(0.05, 0.2)
            s["priorities"] = [first, second]
        else:
            s.update(goals[0])

    def futures(self, s, names, n):
        count = self.number(2, 3)
        places = []
        for section in ("demands", "budgets"):
            for name, b in s.get(section, {}).items():
                if isinstance(b, dict):
                    places += [("/%s/%s/%s" % (section, name, k), b[k]) for k in ("min", "max", "penalty") if k in b]
                else:
                    places.append(("/%s/%s" % (section, name), b))
        for name in names:
            for a in ("cost", "cpu"):
                if a in s["resources"][name] and not isinstance(s["resources"][name][a], dict):
                    places.append(("/resources/%s/%s" % (name, a), s["resources"][name][a]))
        if not places:
            return
        chosen = self.r.sample(places, min(len(places), self.number(1, 3)))
        s["scenarios"] = {}
        shares = self.pick(None, [0.5, 0.25, 0.25], [0.6, 0.4])
        if shares and len(shares) != count:
            shares = None
        for k in range(count):
            set_ = {}
            for p, v in chosen:
                def other(x):
                    return max(0, x + self.number(-2, 3))
                set_[p] = [other(x) for x in v] if isinstance(v, list) else other(v)
            f = {"set": set_}
            if shares:
                f["probability"] = shares[k]
            s["scenarios"]["s%d" % k] = f
        for name in names:
            if self.chance(0.5):
                s["resources"][name]["committed"] = True
            elif "buy" in s["resources"][name] and self.chance(0.5):
                s["resources"][name]["buy"]["committed"] = True
        if self.chance(0.2):
            for name, b in s.get("demands", {}).items():
                if isinstance(b, (int, list)):
                    b = s["demands"][name] = {"min": b}
                    for future in s["scenarios"].values():
                        if "/demands/" + name in future["set"]:
                            future["set"]["/demands/%s/min" % name] = future["set"].pop("/demands/" + name)
                if "penalty" not in b and "wait" not in b and "max" not in b:
                    b["probability"] = 0.5
        if "priorities" not in s and self.chance(0.4):
            s["over_scenarios"] = self.pick("mean", "worst", {"tail": 0.5})


def running_plan(maker, spec):
    """A plan that runs, and the same as what is compared with it."""
    n = spec.get("periods", 1)

    def some(high):
        values = [maker.number(0, high) for _ in range(n)]
        return values

    def printed(values):
        return values if "periods" in spec else values[0]
    plan = {"allocation": {}}
    kept = []
    for name, r in spec["resources"].items():
        values = some(6)
        if r.get("constant"):
            values = [values[0]] * n
        plan["allocation"][name] = printed(values)
        if "workloads" not in spec:
            kept += [(("x", name, t), v) for t, v in enumerate(values)]
    if "workloads" in spec:
        plan["placement"] = {}
        for w, work in spec["workloads"].items():
            plan["placement"][w] = {}
            for name in work["on"]:
                values = some(3)
                plan["placement"][w][name] = printed(values)
                kept += [((w, name, t), v) for t, v in enumerate(values)]

    def pairs(plan_):
        for (what, name, t), v in kept:
            yield v, (plan_.x[name][t] if what == "x" else plan_.placed[what, name, t])
        # A unit that workloads come to share is one that was not.
        for column in plan_.shared_units:
            yield 0, column
    return plan, pairs


def run(program, arguments):
    return subprocess.run([program] + arguments, capture_output=True, text=True, timeout=300)


def started(maker, spec, folder):
    """Of some specs a plan that runs: the options that say so, what they are compared with, the cost."""
    if "scenarios" in spec or not maker.chance(0.15):
        return None, [], None, 0
    plan, pairs = running_plan(maker, spec)
    cost = maker.pick(0, 1, 0.5, 3)
    path = os.path.join(folder, "running.json")
    with open(path, "w") as file:
        json.dump(plan, file)
    return plan, ["--from", path, "--keep-cost", str(cost)], pairs, cost


def differences(program, path, result, extra, answer, status, values):
    """What is wrong with an answer; nothing where it is right or nobody knows."""
    mine = answer["status"]
    if mine == "stopped" or status == "undecided":
        return None
    if mine != status:
        return "dcopt says %s, HiGHS %s" % (mine, status)
    if mine == "optimal":
        value = answer["objective"]["value"]
        if abs(value - values[-1]) > 2e-5 * max(1, abs(value)):
            return "dcopt says %r, HiGHS %r" % (value, values)
        if answer["proof"]["largest_violation"] != 0:
            return "a violation of %r" % answer["proof"]["largest_violation"]
    for command in ["verify"] + (["check"] if mine == "optimal" else []):
        done = run(program, [command, path, result, "--quiet"] + extra)
        if done.returncode != 0:
            return "%s: %d %s" % (command, done.returncode, (done.stdout + done.stderr)[:500])
    return None


def campaign(program, count, seed, shows):
    seen, refused, examples = collections.Counter(), collections.Counter(), {}
    folder = tempfile.mkdtemp()
    path, result = os.path.join(folder, "spec.json"), os.path.join(folder, "result.json")
    findings = 0
    for k in range(seed, seed + count):
        maker = Maker(k)
        spec = maker.spec()
        with open(path, "w") as file:
            json.dump(spec, file)
        plan, extra, pairs, cost = started(maker, spec, folder)
        if shows:
            print(json.dumps(spec), plan and json.dumps(plan), extra)
        done = run(program, ["solve", "--format", "json", "--time-limit", "20", path] + extra)
        problem = None
        if done.returncode == 65:
            for line in done.stderr.splitlines():
                if ": error: " in line:
                    says = line.split(": error: ", 1)[1].split(": ", 1)[1][:110]
                    refused[says] += 1
                    examples.setdefault(says, k)
            seen["refused"] += 1
        elif done.returncode not in (0, 2, 3, 4):
            problem = "exit code %d: %s" % (done.returncode, done.stderr[-400:])
        else:
            with open(result, "w") as file:
                file.write(done.stdout)
            answer = json.loads(done.stdout)
            seen[answer["status"]] += 1
            problem = differences(
                program, path, result, extra, answer, *expected(spec, pairs, cost))
        if problem:
            findings += 1
            print("seed %d: %s" % (k, problem), flush=True)
    print("%d findings; %s" % (findings, dict(seen)))
    for says, number in refused.most_common():
        print("%4d %s (seed %d)" % (number, says, examples[says]))
    return findings


def cases(program, count, seed, target):
    """Specs that are taken, with HiGHS's answers; a tenth of them have no plan."""
    lines, infeasible = [], 0
    folder = tempfile.mkdtemp()
    while len(lines) < count:
        seed += 1
        maker = Maker(seed)
        spec = maker.spec()
        plan, _, pairs, cost = started(maker, spec, folder)
        path = os.path.join(folder, "spec.json")
        with open(path, "w") as file:
            json.dump(spec, file)
        if len(json.dumps(spec)) > 1500 or run(program, ["validate", path]).returncode != 0:
            continue
        status, values = expected(spec, pairs, cost)
        if status == "infeasible":
            infeasible += 1
        if status not in ("optimal", "infeasible") or status == "infeasible" and 10 * infeasible > count:
            continue
        case = {"seed": seed, "spec": spec, "status": status}
        if status == "optimal":
            case["value"] = round(values[-1], 6)
        if plan:
            case["running"], case["keep_cost"] = plan, cost
        lines.append(json.dumps(case))
    with open(target, "w") as file:
        file.write("[\n" + ",\n".join(lines) + "\n]\n")


def main():
    if sys.argv[1] == "--cases":
        return cases(os.path.abspath(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), sys.argv[5])
    words = [word for word in sys.argv[1:] if word != "--show"]
    seed = int(words[2]) if len(words) > 2 else 1
    sys.exit(min(1, campaign(os.path.abspath(words[0]), int(words[1]), seed, "--show" in sys.argv)))


if __name__ == "__main__":
    main()
