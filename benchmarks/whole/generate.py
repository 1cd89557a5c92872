#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Specs with whole numbers as planners have them, families a to g.

    generate.py FOLDER SEED...
"""
import csv, json, math, random, os, sys
OUT = sys.argv[1]
SD = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'data')
def rows(p): return list(csv.DictReader(open(p)))
def f(x): return float(x) if x not in ('', None) else None

def catalogue():
    """name -> dict(vcpu, ram, disk, net, cost, power)."""
    out = {}
    for r in rows(f'{SD}/aws_instances.csv'):
        v = int(float(r['vcpu'])); net = f(r['network_mbps'])
        if net is None: net = 390.0 * v  # not in the table: a rate like that of the same generation
        if net > 400000: net = 400000.0
        disk = f(r['local_nvme_gib']) or 0.0
        out[r['instance_type']] = dict(vcpu=v, ram=f(r['ram_gib']), disk=round(disk), net=round(net),
            cost=f(r['annual_cost_3yr_reserved_usd']))
    shared = list(out)
    held = []
    pw = {r['instance_type']: f(r['watts_50pct']) for r in rows(f'{SD}/power_aws_instances.csv')}
    for n, d in out.items():
        d['power'] = pw.get(n.rstrip('+')) or round(3.1 * d['vcpu'] + 0.3 * d['ram'], 1)
    return out, shared, held
CAT, SHARED, HELD = catalogue()

def pick(n, rng):
    if n <= 40:
        return sorted(rng.sample(SHARED + HELD, n))
    if n == 170: return sorted(rng.sample(SHARED, min(170, len(SHARED))))
    return list(CAT)

def fleet(n, seed):
    """(a) whole machines against vcpu, ram, disk, network; most racks units, power, one family's cap."""
    rng = random.Random(1000 * n + seed)
    names = pick(n, rng)
    size = {20: 1, 170: 1, 400: 1}[n]
    vc = rng.randint(300, 900) * size
    dem = dict(vcpu=vc, ram=round(vc * rng.uniform(3, 9)), disk=round(vc * rng.uniform(20, 120)),
               net=round(vc * rng.uniform(150, 500)))
    if all(CAT[m]['disk'] == 0 for m in names): dem.pop('disk')
    res = {m: {**CAT[m], 'integer': True} for m in names}
    for m in names:
        if rng.random() < 0.5: res[m]['max'] = rng.randint(2, 12)
    spec = dict(dcopt=1, resources=res, demands=dem,
                budgets=dict(power=round(vc * 12.0), units=round(vc / 12)), minimize='cost')
    return spec

def zones(n, seed):
    """(b) the same in 3 zones: prices differ a little, stock differs, no zone has more than 45 % of
    the vcpu asked for, each at least 25 %; whole machines."""
    rng = random.Random(7000 * n + seed)
    names = pick(n, rng)
    vc = rng.randint(600, 1500)
    dem = dict(vcpu=vc, ram=round(vc * rng.uniform(3, 9)), disk=round(vc * rng.uniform(20, 100)),
               net=round(vc * rng.uniform(150, 500)))
    res, cons = {}, {}
    for z in 'abc':
        k = rng.uniform(0.95, 1.15)
        low, high, cnt = {}, {}, {}
        for m in names:
            if rng.random() < 0.15: continue
            d = dict(CAT[m]); d['cost'] = round(d['cost'] * k, 2)
            d['integer'] = True; d['max'] = rng.randint(1, 15)
            res[f'{m}@{z}'] = d
            low[f'{m}@{z}'] = d['vcpu']; cnt[f'{m}@{z}'] = d['ram']
        cons[f'vcpu in {z}'] = dict(terms=low, min=round(0.25 * vc), max=round(0.45 * vc))
        cons[f'ram in {z}'] = dict(terms=cnt, min=round(0.28 * dem['ram']))
    if all(r['disk'] == 0 for r in res.values()): dem.pop('disk')
    return dict(dcopt=1, resources=res, demands=dem, constraints=cons,
                budgets=dict(units=round(vc / 10)), minimize='cost')

def pods(shapes, types, seed):
    """(c1) pods of some shapes on whole nodes, by `workloads`: how many of a shape fill a node."""
    rng = random.Random(91 * shapes + 13 * types + seed)
    names = rng.sample([m for m in CAT if CAT[m]['vcpu'] >= 8 and CAT[m]['cost'] < 30000], types)
    res = {m: dict(cost=CAT[m]['cost'], integer=True, max=rng.randint(4, 40)) for m in names}
    wl = {}
    for s in range(shapes):
        cpu = rng.choice([0.25, 0.5, 1, 2, 4, 6, 8]); mem = round(cpu * rng.choice([1, 2, 4, 8, 12]), 2)
        on = {}
        for m in names:
            k = math.floor(min(CAT[m]['vcpu'] * 0.95 / cpu, CAT[m]['ram'] * 0.93 / mem))
            if k > 0: on[m] = dict(pods=k)
        wl[f'shape{s}'] = dict(on=on, needs=dict(pods=rng.randint(10, 200)))
    return dict(dcopt=1, resources=res, workloads=wl, minimize='cost')

def pods2(shapes, types, seed):
    """(c2) the same with cpu and memory apart: whole pods of a shape on a type, whole nodes."""
    rng = random.Random(191 * shapes + 17 * types + seed)
    names = rng.sample([m for m in CAT if CAT[m]['vcpu'] >= 8 and CAT[m]['cost'] < 30000], types)
    res = {m: dict(cost=CAT[m]['cost'], integer=True, max=40) for m in names}
    cons = {}
    for m in names:
        cons[f'cpu of {m}'] = dict(terms={m: -round(CAT[m]['vcpu'] * 0.95, 2)}, max=0)
        cons[f'ram of {m}'] = dict(terms={m: -round(CAT[m]['ram'] * 0.93, 2)}, max=0)
        cons[f'pods of {m}'] = dict(terms={m: -110}, max=0)
    for s in range(shapes):
        cpu = rng.choice([0.25, 0.5, 1, 2, 4, 6, 8]); mem = round(cpu * rng.choice([1, 2, 4, 8, 12]), 2)
        cons[f'shape{s}'] = dict(terms={}, min=rng.randint(5, 60))
        for m in names:
            if cpu > CAT[m]['vcpu'] * 0.95 or mem > CAT[m]['ram'] * 0.93: continue
            r = f's{s}@{m}'
            res[r] = dict(integer=True)
            cons[f'shape{s}']['terms'][r] = 1
            cons[f'cpu of {m}']['terms'][r] = cpu
            cons[f'ram of {m}']['terms'][r] = mem
            cons[f'pods of {m}']['terms'][r] = 1
    return dict(dcopt=1, resources=res, constraints=cons, minimize='cost')

GPUS = [ # name, $/h (public list prices), GiB, llama2-70b tok/s a GPU (mlperf v4.1 where it is there)
    ('L4', 0.70, 24, 210), ('A10G', 1.01, 24, 330), ('L40S', 1.9, 48, 900), ('A100-40', 2.4, 40, 1400),
    ('A100-80', 3.67, 80, 1700), ('H100', 5.5, 80, 3050), ('H200', 7.4, 141, 4250), ('MI300X', 5.0, 192, 2950)]
def melange(buckets, seed):
    """(d) request buckets (input x output length) on whole GPUs of 8 types, some in short stock."""
    rng = random.Random(333 + 5 * buckets + seed)
    ins = [16, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384]
    outs = [16, 64, 256, 1024, 4096]
    pairs = [(i, o) for i in ins for o in outs]
    while len(pairs) < buckets: pairs.append((rng.randint(20, 16000), rng.randint(20, 4000)))
    pairs = pairs[:buckets]
    res = {g: dict(cost=c, integer=True, max=rng.randint(3, 25)) for g, c, _, _ in GPUS}
    wl = {}
    for k, (i, o) in enumerate(pairs):
        on = {}
        for g, c, mem, tps in GPUS:
            need = (i + o) * 0.32 / 1024 + 13  # GiB for one request with its share of the weights
            if need * 1.15 > mem: continue
            batch = min(1.0, (mem - 13) / (60 * need / 13))
            eff = tps * batch ** 0.35 * rng.uniform(0.85, 1.15)
            rate = eff / (o + i / 8)
            on[g] = dict(requests=round(rate, 3))
        wl[f'b{k}-{i}x{o}'] = dict(on=on, needs=dict(requests=round(rng.paretovariate(1.2) * 3.5 * 60 / (o + i / 8) * rng.uniform(0.4, 2), 3)))
    return dict(dcopt=1, resources=res, workloads=wl, minimize='cost')

def periods(T, types, seed):
    """(e) hours x types: whole machines, charged by the hour, starts cost; demand is a real trace."""
    rng = random.Random(4242 + 7 * T + seed)
    tr = [r for r in rows(f'{SD}/demand_hourly.csv')]
    series = {}
    for r in tr: series.setdefault((r['trace'], r['week']), []).append(float(r['cpu_load_fraction']))
    keys = sorted(series); s1 = series[keys[seed % len(keys)]]; s2 = series[keys[(seed + 1) % len(keys)]]
    off = rng.randint(0, 168 - T)
    names = rng.sample([m for m in CAT if 8 <= CAT[m]['vcpu'] <= 96 and CAT[m]['cost'] < 20000], types)
    scale = 1500
    cpu = [round(scale * x) for x in s1[off:off + T]]
    ram = [round(scale * rng.uniform(4.5, 5.5) * y) for y in s2[off:off + T]]
    res = {}
    for m in names:
        d = CAT[m]; hour = round(d['cost'] / 8760, 4)
        res[m] = dict(vcpu=d['vcpu'], ram=d['ram'], hourly=hour, integer=True, max=rng.randint(5, 30),
                      buy=dict(start_up=round(hour * rng.uniform(0.5, 3), 4)))
    return dict(dcopt=1, periods=T, resources=res, demands=dict(vcpu=cpu, ram=ram),
                minimize=['hourly', 'start_up'])

def controls(n, stages, seed):
    """(f) security controls, each taken or not; five threats, budgets a stage, what is taken stays."""
    rng = random.Random(99 + 3 * n + seed)
    threats = ['theft', 'tampering', 'intrusion', 'insider', 'outage']
    res = {}
    for k in range(n):
        c = rng.randint(5, 60)
        d = dict(integer=True, max=1)
        hit = rng.sample(threats, rng.randint(1, 4))
        for t in hit: d[t] = max(1, round(c * rng.uniform(0.4, 1.6) / len(hit)))
        if stages > 1: d['buy'] = dict(cost=c)
        else: d['cost'] = c
        d['effort'] = rng.randint(1, 9)
        res[f'control{k}'] = d
    tot = {t: sum(d.get(t, 0) for d in res.values()) for t in threats}
    if stages == 1:
        dem = {t: round(tot[t] * rng.uniform(0.3, 0.5)) for t in threats}
        return dict(dcopt=1, resources=res, demands=dem, minimize='cost',
                    budgets=dict(effort=round(sum(d['effort'] for d in res.values()) * 0.45)))
    end = {t: rng.uniform(0.3, 0.5) for t in threats}
    dem = {t: [round(tot[t] * end[t] * (s + 1) / stages) for s in range(stages)] for t in threats}
    cost = sum(d['buy']['cost'] for d in res.values())
    return dict(dcopt=1, periods=stages, resources=res, demands=dem, minimize='cost',
                budgets=dict(cost=[round(cost * 0.16)] * stages, effort=[round(sum(d['effort'] for d in res.values()) * 0.45)] * stages))

def mknap(m, n, alpha, seed):
    """(g) Chu and Beasley's multidimensional knapsack: a in U(1,1000), b = alpha sum a, correlated."""
    rng = random.Random(int(1e6 * alpha) + 100 * n + m + 31 * seed)
    a = [[rng.randint(1, 1000) for _ in range(n)] for _ in range(m)]
    p = [round(sum(a[i][j] for i in range(m)) / m + 500 * rng.random()) for j in range(n)]
    res = {f'project{j}': {**{f'r{i}': a[i][j] for i in range(m)}, 'value': p[j], 'integer': True, 'max': 1} for j in range(n)}
    return dict(dcopt=1, resources=res, budgets={f'r{i}': round(alpha * sum(a[i])) for i in range(m)}, maximize='value')

def main():
    os.makedirs(OUT, exist_ok=True)
    put = lambda name, spec: json.dump(spec, open(f'{OUT}/{name}.json', 'w'))
    for s in map(int, sys.argv[2:]):
        for n in (20, 170, 400):
            put(f'a-fleet{n}-{s}', fleet(n, s))
            put(f'b-zones{n}-{s}', zones(n, s))
        for sh, ty in ((10, 6), (30, 20)):
            put(f'c1-pods{sh}x{ty}-{s}', pods(sh, ty, s))
            put(f'c2-pods{sh}x{ty}-{s}', pods2(sh, ty, s))
        for b in (50, 200): put(f'd-melange{b}-{s}', melange(b, s))
        for T in (24, 168): put(f'e-periods{T}x10-{s}', periods(T, 10, s))
        for n in (50, 200):
            put(f'f-controls{n}-{s}', controls(n, 1, s))
            put(f'f-staged{n}x4-{s}', controls(n, 4, s))
        for m, n, al in ((5, 30, 0.5), (5, 100, 0.5), (10, 100, 0.25)):
            put(f'g-mknap{m}x{n}-{s}', mknap(m, n, al, s))
if __name__ == '__main__':
    main()
