#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the example specs beside this file from the figures in data/.

    python3 examples/make.py            write examples/*.json and the tables they name
    python3 examples/make.py --check    exit 1 if a file is not what this script writes

Standard library only, and the same bytes on every run. Figures are decimals
from end to end, so that 32.1 in a CSV file is 32.1 in a spec. What is measured
comes from data/ (see data/SOURCES.md); what is asked for, the demands, the
limits and how many machines there are, stands here. The first six examples are
the cases of the article that README.md names, and their figures stand here too.
"""

import argparse
import csv
import json
import sys
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).resolve().parent

# The three devices of the article and what each of them costs.
DEVICES = {"CPU": 1, "GPU": 10, "TPU": 100}


def rows(name):
    """The rows of data/NAME as dictionaries."""
    with open(HERE / "data" / name, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def rounded(value, digits=6):
    """VALUE to DIGITS significant digits."""
    value = Decimal(value)
    if not value:
        return value
    return value.quantize(Decimal(1).scaleb(value.adjusted() - digits + 1))


# One function an example; its docstring is the question it answers.


def discount_ladder():
    """How much traffic goes through each carrier, where the next terabyte is cheaper?"""
    return {
        "title": "Traffic out at prices that fall with the amount",
        "resources": {
            # Dollars a terabyte: the list price of AWS for data out to the internet, by the month.
            "cloud": {
                "tb": 1,
                "cost": {"tiers": [[10, 90], [50, 85], [150, 70], 50]},
                "max": 500,
            },
            # A private line: a fee as soon as it is used, and at least a committed volume.
            "line": {"tb": 1, "cost": 30, "fixed": {"cost": 1500}, "at_least": 40, "max": 100},
            # A carrier that takes whole ports of 25 TB, two at most.
            "carrier": {"tb": 1, "cost": 62, "step": 25, "max": 50},
        },
        "demands": {"tb": 180},
        "minimize": "cost",
    }


def three_types():
    """Which instances meet the demands, if nobody wants to look after more than three types?"""
    resources = {}
    for row in rows("aws_instances.csv"):
        if int(row["accelerator_count"]):
            continue
        vcpu = Decimal(row["vcpu"])
        resources[row["instance_type"]] = {
            "cost": Decimal(row["hourly_cost_3yr_reserved_usd"]),
            "vcpu": vcpu,
            "ram": Decimal(row["ram_gib"]),
            "confidential_vcpu": vcpu * int(row["amd_sev_snp"]),
            # An image to build and to test for each type: 40 cents an hour.
            "fixed": {"cost": Decimal("0.4")},
            "at_least": 3,
            "integer": True,
            "max": 60,
            "tags": ["arm" if "Graviton" in row["cpu_model"] else "x86"],
        }
    return {
        "title": "A fleet of at most three types, no fewer than three of each",
        "resources": without_zeros(resources),
        "demands": {
            "vcpu": 1200,
            "ram": 4800,
            "confidential_vcpu": 300,
            "x86 vcpu": {"of": "vcpu", "where": "x86", "min": 600},
        },
        "choices": {"types": {"of": list(resources), "max": 3}},
        "minimize": "cost",
    }


def power_curves():
    """Which machines run, and how loaded, where watts do not grow in a straight line?"""
    resources = {}
    for row in rows("power_aws_instances.csv"):
        idle, tenth, half, full = (
            Decimal(row[key]) for key in ("watts_idle", "watts_10pct", "watts_50pct", "watts_100pct")
        )
        resources[row["instance_type"]] = {
            # The amount is the load of the machine in vCPUs, of the 16 that it has.
            "load": 1,
            "watts": {
                "tiers": [
                    [Decimal("1.6"), rounded((tenth - idle) / Decimal("1.6"), 5)],
                    [8, rounded((half - tenth) / Decimal("6.4"), 5)],
                    rounded((full - half) / 8, 5),
                ]
            },
            "fixed": {"watts": idle, "ram": Decimal(row["ram_gb"])},
            "at_least": Decimal("0.5"),
            "max": 16,
        }
    return {
        "title": "A load on machines whose power is a curve",
        "resources": resources,
        "demands": {"load": 70, "ram": 224},
        "minimize": "watts",
    }


def allocation():
    """How many units does a budget of 1000 buy?"""
    return {
        "title": "As many devices as the budget buys",
        "model": "allocation",
        "resources": {name: {"cost": cost} for name, cost in DEVICES.items()},
        "demand": 1000,
        "budget": 1000,
    }


def energy_resources():
    """Energy and time of one unit of work on each device."""
    figures = {"CPU": (5, 1), "GPU": (10, 5), "TPU": (50, 20)}
    return {name: {"energy": energy, "time": time} for name, (energy, time) in figures.items()}


def energy():
    """Which devices give 500 of time for the least energy and time?"""
    return {
        "title": "The work with the least energy and time",
        "model": "energy",
        "resources": energy_resources(),
        "demand": 500,
        "budget": 1000,
    }


def energy_long_form():
    """The same question with nothing left to the model."""
    return {
        "title": "The work with the least energy and time, in the long form",
        "resources": energy_resources(),
        "demands": {"time": 500},
        "budgets": {"energy": 1000},
        "minimize": {"energy": 1, "time": 1},
    }


def security():
    """Which devices give 500 of security at the least cost?"""
    return {
        "title": "Enough security at the least cost",
        "model": "security",
        "resources": {
            name: {"security": level, "cost": cost}
            for level, (name, cost) in enumerate(DEVICES.items(), start=1)
        },
        "demand": 500,
    }


def listing_resources():
    """Each device between half of its capacity and all of it."""
    capacity = {"CPU": 1000, "GPU": 300, "TPU": 200}
    return {
        name: {"cost": cost, "min": capacity[name] // 2, "max": capacity[name]}
        for name, cost in DEVICES.items()
    }


def listing():
    """How much can be spent when at least half of each capacity is used?"""
    return {
        "title": "The most that can be spent, with no budget",
        "resources": listing_resources(),
        "maximize": "cost",
    }


def listing_with_budget():
    """The same under a budget that the floors alone exceed."""
    return {
        "title": "The most that can be spent, with a budget below what the floors cost",
        "resources": listing_resources(),
        "budgets": {"cost": 1000},
        "maximize": "cost",
    }


def aws_fleet():
    """Which cloud instances meet the demands at the least cost an hour?"""
    resources = {}
    for row in rows("aws_instances.csv"):
        vcpu = Decimal(row["vcpu"])
        resources[row["instance_type"]] = {
            "cost": Decimal(row["hourly_cost_3yr_reserved_usd"]),
            "vcpu": vcpu,
            "ram": Decimal(row["ram_gib"]),
            "accelerators": Decimal(row["accelerator_count"]),
            "accelerator_memory": Decimal(row["accelerator_mem_gb_total"] or 0),
            "arm_vcpu": vcpu if "Graviton" in row["cpu_model"] else Decimal(0),
            "confidential_vcpu": vcpu * int(row["amd_sev_snp"]),
            "integer": True,
        }
    return {
        "title": "A cloud fleet at the least cost an hour",
        "resources": without_zeros(resources),
        "demands": {
            "vcpu": 1500,
            "ram": 6000,
            "accelerator_memory": 1200,
            "confidential_vcpu": 300,
        },
        "budgets": {"accelerators": 40},
        "constraints": {
            "at most half of the vCPUs are Arm": {
                "terms": {"arm_vcpu": 1, "vcpu": Decimal("-0.5")},
                "max": 0,
            },
        },
        "minimize": "cost",
    }


def training_mix():
    """Which jobs train on which accelerators, at the least cost a day?"""
    price = {
        row["accelerator"].removeprefix("NVIDIA ").lower(): Decimal(row["usd_per_accelerator_hour"])
        for row in rows("accelerator_prices.csv")
    }
    owned = {"v100": 10, "p100": 20, "k80": 30}
    demands = {
        "resnet18_b64": 16000,
        "resnet18_b256": 6000,
        "transformer_b32": 6000,
        "transformer_b128": 3000,
        "recommendation_b1024": 12000,
        "recommendation_b8192": 3000,
    }
    resources = {}
    for row in rows("gavel_throughputs.csv"):
        job = f"{row['model'].replace('-', '').lower()}_b{row['batch_size']}"
        for device in owned:
            steps_per_second = Decimal(row[device])
            if steps_per_second:  # 0: the job does not fit on the device
                # An hour of a device makes 3600 times as many steps as a second: 3.6 thousand.
                thousand_steps = steps_per_second * Decimal("3.6")
                resources[f"{job}@{device}"] = {"cost": price[device], job: thousand_steps}
    return {
        "title": "Training jobs on three generations of GPUs, at the least cost a day",
        "resources": resources,
        "demands": demands,
        "constraints": {
            f"{device} hours": {
                "terms": {name: 1 for name in resources if name.endswith("@" + device)},
                "max": 24 * count,
            }
            for device, count in owned.items()
        },
        "minimize": "cost",
    }


def inference_fleet():
    """How many tokens a second does a fleet serve within its power, next to two other models?"""
    nodes = {  # a node's name: accelerator in accelerator_tdp.csv, nodes there are
        "XE9680_H100_SXM_80GBx8_TRT": ("h100x8", "NVIDIA H100 SXM 80GB", 6),
        "XE9680_H200_SXM_141GBx8_TRT": ("h200x8", "NVIDIA H200 SXM 141GB", 4),
        "XE9680_MI300X_192GBx8": ("mi300x8", "AMD MI300X", 4),
        "R760xa_L40Sx4_TRT": ("l40sx4", "NVIDIA L40S", 12),
    }
    models = {"llama2-70b-99": "llama_tokens", "bert-99": "bert_queries", "resnet50": "resnet_queries"}
    tdp = {row["accelerator"]: Decimal(row["tdp_watts"]) for row in rows("accelerator_tdp.csv")}
    resources = {}
    for row in rows("mlperf_inference_v41.csv"):
        node, accelerator, _ = nodes[row["platform"]]
        served = models[row["model"]]
        resources[f"{node}@{served.partition('_')[0]}"] = {
            served: Decimal(row["throughput"]),
            "watts": tdp[accelerator] * int(row["accelerators"]),
            "integer": True,
        }
    return {
        "title": "The most Llama 2 70B tokens a second in 80 kW, next to BERT and ResNet-50",
        "resources": resources,
        "demands": {"bert_queries": 150000, "resnet_queries": 1500000},
        "budgets": {"watts": 80000},
        "constraints": {
            f"{node} nodes": {
                "terms": {name: 1 for name in resources if name.startswith(node + "@")},
                "max": count,
            }
            for node, _, count in nodes.values()
        },
        "maximize": "llama_tokens",
    }


def servers_least_energy():
    """Which servers are switched on, and how loaded, to carry a load on the least power?"""
    servers = {  # (system, published): a short name, servers there are
        ("Think System SR665 V3", "Nov-2024"): ("sr665-9845", 2),
        ("Think System SR655 V3", "Dec-2024"): ("sr655-9845", 3),
        ("Think System SR665 V3", "Oct-2023"): ("sr665-9754", 2),
        ("PowerEdge R7615 (AMD EPYC 9754, 2.25 GHz)", "Aug-2023"): ("r7615-9754", 4),
        ("ThinkEdge SE455", "Sep-2023"): ("se455-8534p", 6),
        ("PowerEdge R770 (Intel Xeon 6780E, 2.20 GHz)", "Aug-2024"): ("r770-6780e", 4),
        ("FUJITSU Server PRIMERGY RX2540 M7", "Apr-2024"): ("rx2540-8592", 4),
        ("ProLiant DL380 Gen11", "Mar-2024"): ("dl380-8592", 4),
    }
    on, load, links = {}, {}, {}
    for row in rows("specpower_servers.csv"):
        name, count = servers[row["system"], row["published"]]
        idle, full = Decimal(row["watts_active_idle"]), Decimal(row["watts_100pct"])
        # The rating is the operations at 100, 90, …, 10 % load over the watts at those loads and
        # at idle. With watts taken as linear in the load, that is full load's ops / (full + idle).
        mops = rounded(Decimal(row["overall_ssj_ops_per_watt"]) * (full + idle) / 1000000, 4)
        on[f"{name}.on"] = {
            "watts": idle,
            "memory": Decimal(row["memory_gb"]),
            "capacity": mops,
            "max": count,
            "integer": True,
        }
        load[f"{name}.load"] = {"watts": rounded((full - idle) / mops, 5), "mops": 1}
        links[f"{name} carries no more than is on"] = {
            "terms": {f"{name}.load": 1, f"{name}.on": -mops},
            "max": 0,
        }
    return {
        "title": "Servers for a load, on the least power",
        "resources": on | load,
        "demands": {"mops": 180, "capacity": 216, "memory": 3400},
        "constraints": links,
        "minimize": "watts",
    }

def hourly_load():
    """The load of a week, hour by hour, as a fraction of capacity."""
    return [Decimal(row["cpu_load_fraction"]) for row in rows("demand_hourly.csv")]


def elastic_week():
    """Which instances serve a week of hourly demand, when starting one costs too?"""
    price = {
        row["instance_type"]: (Decimal(row["hourly_cost_3yr_reserved_usd"]), int(row["vcpu"]))
        for row in rows("aws_instances.csv")
    }
    fleet = {"c6a.24xlarge": 30, "c6a.8xlarge": 60, "c5a.8xlarge": 40}
    resources = {}
    for name, count in fleet.items():
        hourly, vcpu = price[name]
        resources[name] = {
            "cost": rounded(hourly, 4),
            "vcpu": vcpu,
            "max": count,
            # Starting one takes as much as ten minutes of it.
            "buy": {"cost": rounded(hourly / 6, 3)},
            "ramp_down": 10,
        }
    return {
        "title": "A week of hourly demand on a mixed fleet, with the cost of scaling up",
        "periods": 168,
        "resources": resources,
        "demands": {"vcpu": [rounded(load * 4000, 4) for load in hourly_load()]},
        "minimize": "cost",
    }


def clean_hours():
    """When should training run that can wait, so that the week emits the least carbon?"""
    carbon = [Decimal(row["carbon_gco2_per_kwh"]) for row in rows("grid_hourly.csv")]
    watts = next(
        int(row["tdp_watts"])
        for row in rows("accelerator_tdp.csv")
        if row["accelerator"] == "NVIDIA H100 SXM 80GB"
    )
    # Eight accelerators, and as much again for the rest of the node: kilograms an hour of a node.
    kilograms = [rounded(grams * watts * 16 / 1000 / 1000, 4) for grams in carbon]
    return {
        "title": "Training moved to the hours of clean power",
        "periods": 168,
        "resources": {
            "serving": {"serving_nodes": 1, "carbon": kilograms},
            "training": {
                "training_hours": 1,
                "carbon": kilograms,
                "max": 60,
                "ramp_up": 20,
                "ramp_down": 20,
            },
        },
        "demands": {
            "serving_nodes": [rounded(load * 100, 4) for load in hourly_load()],
            "training_hours": {"min": 4000, "over": "all"},
        },
        "constraints": {"nodes": {"terms": {"serving": 1, "training": 1}, "max": 100}},
        "minimize": "carbon",
    }


def battery_week():
    """When does a battery take in and give, so that a week's power emits the least carbon?"""
    carbon = [Decimal(row["carbon_gco2_per_kwh"]) for row in rows("grid_hourly.csv")]
    return {
        "title": "A battery beside the grid, for the least carbon of a week",
        "periods": 168,
        "resources": {
            "grid": {"kwh": 1, "carbon": [rounded(grams / 1000, 4) for grams in carbon], "max": 1500},
            # Four hours from empty to full and back; nine tenths of what is taken in arrive.
            "battery": {
                "min": 2000,
                "max": 2000,
                "store": {
                    "of": "kwh",
                    "in": Decimal("0.25"),
                    "out": Decimal("0.25"),
                    "efficiency": Decimal("0.9"),
                    "cyclic": True,
                },
            },
        },
        "demands": {"kwh": [rounded(load * 1200, 4) for load in hourly_load()]},
        "minimize": "carbon",
    }


def commitment_week():
    """How many instances are reserved for all hours, beside those by the hour?"""
    hourly = next(
        Decimal(row["hourly_cost_3yr_reserved_usd"])
        for row in rows("aws_instances.csv")
        if row["instance_type"] == "c6a.8xlarge"
    )
    return {
        "title": "A commitment for all hours beside instances by the hour",
        "periods": 168,
        "resources": {
            "reserved": {"constant": True, "integer": True, "vcpu": 32, "cost": rounded(hourly, 4)},
            # By the hour they cost about two and a half times as much.
            "by the hour": {"vcpu": 32, "cost": rounded(hourly * Decimal("2.5"), 4)},
        },
        "demands": {"vcpu": [rounded(load * 4000, 4) for load in hourly_load()]},
        "minimize": "cost",
    }


def commitment_year():
    """How many instances are reserved for a year, beside those by the day, while the load grows?"""
    hourly = next(
        Decimal(row["hourly_cost_3yr_reserved_usd"])
        for row in rows("aws_instances.csv")
        if row["instance_type"] == "c6a.8xlarge"
    )
    load = hourly_load()
    # The busiest hour of each day of the week, and a load that grows by half through the year.
    peaks = [max(load[24 * day : 24 * day + 24]) for day in range(7)]
    growth = [1 + Decimal(day) / 728 for day in range(365)]
    return {
        "title": "A year's commitment beside instances by the day, while the load grows",
        "periods": 365,
        "resources": {
            "reserved": {"constant": True, "integer": True, "vcpu": 32, "cost": rounded(24 * hourly, 4)},
            # By the day they cost about two and a half times as much.
            "by the day": {"integer": True, "vcpu": 32, "cost": rounded(60 * hourly, 4)},
        },
        "demands": {"vcpu": [rounded(peaks[day % 7] * growth[day] * 4000, 2) for day in range(365)]},
        "minimize": "cost",
    }


def order_book():
    """Which accelerators are ordered when, if they come months later and last for years?"""
    months = [f"{year}-{month:02}" for year in (2027, 2028) for month in range(1, 13)]
    watts = {row["accelerator"]: int(row["tdp_watts"]) for row in rows("accelerator_tdp.csv")}
    demand = [rounded(Decimal(400) * (Decimal("1.06") ** month), 4) for month in range(24)]
    return {
        "title": "An order book: servers that come a quarter later and last for four years",
        "periods": months,
        "resources": {
            "running": {"gpus": 1, "kw": Decimal("0.7"), "max": [400] * 12 + [250] * 12},
            "h100": {
                "gpus": 1,
                "kw": Decimal(watts["NVIDIA H100 SXM 80GB"]) / 1000,
                "opex": 60,
                "buy": {"capex": 27000, "lead": 3, "life": 48},
            },
            "rented": {"gpus": 1, "opex": 1800},
        },
        "demands": {"gpus": demand},
        "budgets": {"capex": 1500000, "kw": 600},
        "minimize": {"capex": 1, "opex": 1},
    }


def training_queue():
    """When do jobs that may wait a day train, and those that may wait three hours?"""
    load = hourly_load()
    carbon = [Decimal(row["carbon_gco2_per_kwh"]) for row in rows("grid_hourly.csv")]
    price = {row["accelerator"]: Decimal(row["usd_per_accelerator_hour"]) for row in rows("accelerator_prices.csv")}
    return {
        "title": "A queue of training jobs with deadlines, in the hours of clean power",
        "periods": 168,
        "resources": {
            "short on v100": {"short": 1, "cost": price["NVIDIA V100"], "carbon": [rounded(g * 300 / 1000000, 4) for g in carbon]},
            "long on v100": {"long": 1, "cost": price["NVIDIA V100"], "carbon": [rounded(g * 300 / 1000000, 4) for g in carbon]},
        },
        "demands": {
            "short": {"min": [rounded(share * 60, 4) for share in load], "wait": 3},
            "long": {
                "min": [rounded(share * 40, 4) for share in load],
                "wait": {"most": 24, "penalty": Decimal("0.0005")},
            },
        },
        "constraints": {"devices": {"terms": {"short on v100": 1, "long on v100": 1}, "max": 80}},
        "minimize": "carbon",
    }


def security_stages():
    """Which controls are bought in which quarter, when they age and each quarter has a budget?"""
    # What a unit of each control does against each threat, what it costs to buy and to run, and
    # which part of it is still worth something a quarter later.
    controls = {
        "encryption": ({"theft": 5, "tampering": 3}, 40, 2, "0.98"),
        "access control": ({"intrusion": 4, "theft": 2}, 25, 3, "0.95"),
        "audit": ({"insider": 4, "tampering": 2}, 15, 4, "0.9"),
        "monitoring": ({"intrusion": 3, "insider": 2, "outage": 4}, 20, 5, "0.85"),
    }
    return {
        "title": "Security controls over four quarters, against five threats",
        "periods": ["Q1", "Q2", "Q3", "Q4"],
        "resources": {
            name: against | {"cost": running, "buy": {"cost": price}, "keep": Decimal(keep)}
            for name, (against, price, running, keep) in controls.items()
        },
        "demands": {
            "theft": [20, 30, 40, 40],
            "tampering": [10, 15, 20, 25],
            "intrusion": [20, 25, 30, 40],
            "insider": [10, 15, 20, 20],
            "outage": [10, 10, 15, 20],
        },
        "budgets": {"cost": [450, 300, 300, 300]},
        "minimize": "cost",
    }


def training_frontier():
    """How much energy does a cheaper plan for the training jobs cost?"""
    spec = training_mix()
    tdp = {"v100": "NVIDIA V100 SXM2", "p100": "NVIDIA P100 PCIe", "k80": "NVIDIA K80"}
    watts = {row["accelerator"]: int(row["tdp_watts"]) for row in rows("accelerator_tdp.csv")}
    for name, figures in spec["resources"].items():
        figures["energy"] = Decimal(watts[tdp[name.split("@")[1]]]) / 1000
    spec["title"] = "Training jobs on three generations of GPUs, between energy and cost"
    spec["budgets"] = {"energy": 500}
    return spec



# Placement: jobs of a trace on three generations of GPUs. A share is a job's fraction of the time,
# steps are training steps a second.

GPUS = ("v100", "p100", "k80")


def trace(count=None):
    """The jobs of the trace with their rates: (name, row, {device: steps a second})."""
    rates = {row["job_type"]: row for row in rows("gavel_throughputs.csv")}
    jobs = []
    for row in rows("gavel_philly_jobs.csv")[:count]:
        rate = rates[row["job_type"]]
        name = f"{row['job']}-{rate['model'].replace('-', '').lower()}-{rate['batch_size']}"
        jobs.append((name, row, {gpu: Decimal(rate[gpu]) for gpu in GPUS}))
    return jobs


def gpus(v100, p100, k80):
    """So many of each device that workloads share, with its price an hour."""
    price = {
        row["accelerator"].removeprefix("NVIDIA ").lower(): Decimal(row["usd_per_accelerator_hour"])
        for row in rows("accelerator_prices.csv")
    }
    counts = {"v100": v100, "p100": p100, "k80": k80}
    return {gpu: {"max": counts[gpu], "cost": price[gpu]} for gpu in GPUS}


def without_cost(resources):
    return {name: {"max": figures["max"]} for name, figures in resources.items()}


def on(rates):
    return {gpu: {"steps": rate} for gpu, rate in rates.items()}


def equal_share(rates):
    """The steps a second of a job that is on each device for a third of its time."""
    return rounded(sum(rates.values()) / 3, 5)


def placement_throughput():
    """Which job trains where, so that all together make the most steps a second?"""
    return {
        "title": "The most training steps a second",
        "resources": without_cost(gpus(3, 4, 5)),
        "workloads": {name: {"share": 1, "on": on(rates)} for name, _, rates in trace(16)},
        "maximize": "steps",
    }


def placement_fairness():
    """The same devices, shared so that the slowest job is as fast as can be?"""
    return {
        "title": "Max-min fairness: each job beside what an equal share of the devices gives it",
        "resources": without_cost(gpus(3, 4, 5)),
        "workloads": {
            name: {"weight": equal_share(rates), "share": 1, "on": on(rates)}
            for name, _, rates in trace(16)
        },
        "maximize": {"worst": "steps"},
    }


def placement_weighted():
    """The same, where the Transformers count three times?"""
    spec = placement_fairness()
    for name, workload in spec["workloads"].items():
        if "transformer" in name:
            workload["weight"] *= 3
    return spec | {"title": "Max-min fairness where the Transformers count three times"}


def placement_water_filling():
    """The same, and then the next slowest, and so on?"""
    spec = placement_fairness()
    # Two jobs can run on the K80s alone, which holds them back and nobody else.
    for name in list(spec["workloads"])[:2]:
        only = {"k80": spec["workloads"][name]["on"]["k80"]}
        spec["workloads"][name]["on"] = only
    return spec | {
        "title": "Water filling: the slowest job first, then the next, and so on",
        "maximize": {"worst": "steps", "then": "next"},
    }


def placement_least_cost():
    """Which devices are rented for at least half of a V100 for each job, at the least cost?"""
    return {
        "title": "At least half of a V100 for each job, at the least cost an hour",
        "resources": gpus(8, 8, 12),
        "workloads": {
            name: {"needs": {"steps": rates["v100"] / 2}, "share": 1, "on": on(rates)}
            for name, _, rates in trace(12)
        },
        "minimize": "cost",
    }


def placement_makespan():
    """How are the devices shared so that the last job ends as early as can be?"""
    return {
        "title": "The least makespan: 1 / the least level is the hours until the last job ends",
        "resources": without_cost(gpus(1, 1, 1)),
        "workloads": {
            name: {
                "weight": rounded(Decimal(row["total_steps"]) / 3600),
                "share": 1,
                "on": on(rates),
            }
            for name, row, rates in trace(16)[4:]
        },
        "maximize": {"worst": "steps"},
    }


def placement_trace():
    """The whole trace, from a table?"""
    return {
        "title": "Max-min fairness for the whole trace, from a table",
        "resources": without_cost(gpus(20, 30, 40)),
        "workloads": {"csv": "placement-trace.csv"},
        "maximize": {"worst": "steps"},
    }


def placement_trace_table():
    """The table of the whole trace."""
    text = "name,weight,share," + ",".join(f"on.{gpu}.steps" for gpu in GPUS) + "\n"
    for name, _, rates in trace():
        cells = [name, inline(equal_share(rates)), "1"] + [inline(rates[gpu]) for gpu in GPUS]
        text += ",".join(cells) + "\n"
    return text


def placement_sites():
    """Where is work done, near to its users, with even load and then with little carbon?"""
    carbon = {row["region"]: Decimal(row["gco2e_per_kwh"]) for row in rows("grid_emission_factors_aws.csv")}
    transfer = {
        (row["from_region"], row["to_region"]): Decimal(row["usd_per_gb"])
        for row in rows("aws_transfer_cost_usd_per_gb.csv")
    }
    servers = {"us-east-1": 120, "eu-west-1": 60, "eu-west-3": 80, "ap-northeast-1": 40}
    # Round trips in milliseconds, rounded: typed in, of the size that the regions measure.
    latency = {
        ("us-east-1", "eu-west-1"): 70,
        ("us-east-1", "eu-west-3"): 80,
        ("us-east-1", "ap-northeast-1"): 150,
        ("eu-west-1", "eu-west-3"): 20,
        ("eu-west-1", "ap-northeast-1"): 200,
        ("eu-west-3", "ap-northeast-1"): 220,
    }
    links = {}
    for (a, b), milliseconds in latency.items():
        for start, end in ((a, b), (b, a)):
            links[f"{start} to {end}"] = {
                "from": start,
                "to": end,
                "bandwidth": 400,
                "latency": milliseconds,
                "cost": transfer[start, end],
            }
    work = {  # a workload: its region, servers' worth of requests, GB an hour a server, latency
        "web-us": ("us-east-1", 60, 20, 50),
        "web-eu": ("eu-west-1", 50, 20, 60),
        "web-jp": ("ap-northeast-1", 25, 20, 50),
        "video-eu": ("eu-west-1", 30, 40, None),
        "batch-us": ("us-east-1", 35, 5, None),
    }
    workloads = {}
    for name, (site, need, traffic, most) in work.items():
        workloads[name] = {"site": site, "traffic": traffic}
        if most:
            workloads[name]["max_latency"] = most
        workloads[name] |= {
            "needs": {"requests": need},
            "on": {region: {"requests": 1} for region in servers},
        }
    return {
        "title": "Even load over four regions, and then the least carbon",
        # A server takes 0.4 kW: grams of CO2 an hour.
        "resources": {
            region: {"site": region, "max": count, "carbon": carbon[region] * Decimal("0.4")}
            for region, count in servers.items()
        },
        "links": links,
        "workloads": workloads,
        "budgets": {"cost": 25},
        "priorities": [
            {"minimize": {"worst": "utilization"}, "within": Decimal("0.2")},
            {"minimize": "carbon"},
        ],
    }


def placement_sharing():
    """The same, where two jobs may be on one device at the same time?"""
    spec = placement_fairness()
    jobs = trace(10)
    together = {}
    for row in rows("gavel_colocated_throughputs.csv"):
        steps = (Decimal(row["steps_per_s_a"]), Decimal(row["steps_per_s_b"]))
        if all(steps):
            pair = (row["job_type_a"], row["job_type_b"])
            together[row["accelerator"], *pair] = steps
            together[row["accelerator"], *reversed(pair)] = steps[::-1]
    sharing = {}
    for i, (name, job, alone) in enumerate(jobs):
        for other, other_job, other_alone in jobs[i + 1 :]:
            on_device = {}
            for gpu in GPUS:
                steps = together.get((gpu, job["job_type"], other_job["job_type"]))
                # Where the two lose by it, nobody would put them together.
                if steps and steps[0] / alone[gpu] + steps[1] / other_alone[gpu] > 1:
                    on_device[gpu] = {name: {"steps": steps[0]}, other: {"steps": steps[1]}}
            if on_device:
                sharing[f"{name} and {other}"] = {"on": on_device}
    return spec | {
        "title": "Max-min fairness where two jobs may share a device",
        "resources": without_cost(gpus(1, 2, 3)),
        "workloads": {name: spec["workloads"][name] for name, _, _ in jobs},
        "sharing": sharing,
    }


def placement_slices():
    """Which accelerators serve a mix of short and long requests at the least cost an hour?"""
    # Requests a second that an accelerator serves of each kind, typed in: made up in the shape of
    # Mélange (Griggs et al., 2024), where small ones are cheap for short requests.
    prices = {"l4": "0.70", "a10g": "1.01", "a100": "3.67", "h100": "7.516"}
    served = {
        "short in, short out": {"l4": "2.1", "a10g": "4.2", "a100": "9.5", "h100": "17"},
        "short in, long out": {"l4": "0.25", "a10g": "0.55", "a100": "1.9", "h100": "3.4"},
        "long in, short out": {"l4": "0.4", "a10g": "0.8", "a100": "3.5", "h100": "7.2"},
        "long in, long out": {"a10g": "0.12", "a100": "0.8", "h100": "1.7"},
    }
    # Requests a second of each kind; a slice of them is served by one kind of accelerator.
    asked = {
        "short in, short out": (20, 10),
        "short in, long out": (4, 8),
        "long in, short out": (6, 6),
        "long in, long out": (Decimal("1.2"), 6),
    }
    workloads = {}
    for name, (rate, slices) in asked.items():
        workloads[name] = {"whole": True, "needs": {"units": slices}}
        workloads[name]["on"] = {
            gpu: {"uses": {"time": rounded(Decimal(rate) / slices / Decimal(most), 5)}}
            for gpu, most in served[name].items()
        }
    return {
        "title": "Accelerators for four kinds of requests, each cut into slices",
        "resources": {
            gpu: {"cost": Decimal(price), "integer": True, "gives": {"time": 1}}
            for gpu, price in prices.items()
        },
        "workloads": workloads,
        "minimize": "cost",
    }


def commitment_futures():
    """How much is reserved for a day of 24 hours whose load nobody knows yet?"""
    price = next(
        Decimal(row["hourly_cost_3yr_reserved_usd"])
        for row in rows("aws_instances.csv")
        if row["instance_type"] == "c6a.8xlarge"
    )
    day = [rounded(load * 400, 4) for load in hourly_load()[:24]]
    futures = {"calm": (Decimal("0.5"), Decimal("0.8")), "as ever": (Decimal("0.3"), Decimal(1)), "launch": (Decimal("0.2"), Decimal("1.7"))}
    return {
        "title": "Reserved once, for three days that may come",
        "periods": 24,
        "resources": {
            "reserved": {"nodes": 1, "cost": price, "constant": True, "committed": True},
            "on demand": {"nodes": 1, "cost": rounded(price * Decimal("2.6")), "max": 150},
            "turned away": {"nodes": 1, "cost": 9},
        },
        "demands": {"nodes": day},
        "scenarios": {
            name: {"probability": weight, "set": {"/demands/nodes": [rounded(load * factor, 4) for load in day]}}
            for name, (weight, factor) in futures.items()
        },
        "minimize": "cost",
    }


def placement_nodes():
    """Which nodes, in which zones and how many of them on spot, run these pods at the least cost?"""
    # What the system keeps of a node, and what spot costs beside the price: typed in.
    kept = {"cpu": Decimal("0.4"), "memory": Decimal("0.92")}
    spot = Decimal("0.4")
    resources = {}
    for row in rows("aws_node_types.csv"):
        price = Decimal(row["hourly_cost_3yr_reserved_usd"])
        gives = {
            "cpu": int(row["vcpu"]) - kept["cpu"],
            "memory": rounded(int(row["ram_gib"]) * kept["memory"], 4),
        }
        for zone in ("a", "b", "c"):
            for kind in ("on demand", "spot"):
                # The zones' markets differ a little.
                cost = price if kind == "on demand" else price * (spot + Decimal("0.02") * "abc".index(zone))
                resources[f"{row['instance_type']} {zone} {kind}"] = {
                    "site": zone,
                    "tags": [kind],
                    "cost": rounded(cost, 5),
                    "vcpu": int(row["vcpu"]),
                    "integer": True,
                    "gives": gives,
                }
    # Pods: how many, CPUs and GiB of each, and where they may be.
    pods = {
        "web": (60, "0.5", "1", {"spread": {"sites": Decimal("0.4")}}, None),
        "api": (30, "1", "2", {"spread": {"sites": Decimal("0.5")}}, None),
        "cache": (9, "1", "14", {"spread": {"sites": Decimal("0.4")}}, "on demand"),
        "batch": (12, "3", "6", {}, "spot"),
    }
    workloads = {}
    for name, (count, cpu, memory, more, kind) in pods.items():
        workloads[name] = {
            "whole": True,
            "needs": {"units": count},
            "uses": {"cpu": Decimal(cpu), "memory": Decimal(memory)},
        }
        workloads[name] |= more
        workloads[name]["on"] = {
            node: {} for node, figures in resources.items() if kind is None or kind in figures["tags"]
        }
    return {
        "title": "Nodes for four kinds of pods, over three zones and partly on spot",
        "resources": resources,
        "workloads": workloads,
        # What may go away at any time is at most so much.
        "budgets": {"spot": {"of": "vcpu", "where": "spot", "max": 64}},
        "minimize": "cost",
    }


def commitment_tail():
    """The same with the mean of the worst tenth in place of the mean."""
    return commitment_futures() | {
        "title": "Reserved once, for the worst tenth of the days that may come",
        "over_scenarios": {"tail": Decimal("0.1")},
    }


def enough_in_most():
    """How many accelerators are enough in futures of 90 %?"""
    needs = [212, 230, 238, 251, 260, 274, 281, 296, 330, 460]
    return {
        "title": "Enough accelerators in nine of ten futures",
        "resources": {
            "h100 nodes": {"accelerators": 8, "cost": 1, "integer": True, "committed": True}
        },
        "demands": {"accelerators": {"min": needs[0], "probability": Decimal("0.9")}},
        "scenarios": {
            f"future {number}": {"set": {"/demands/accelerators/min": need}}
            for number, need in enumerate(needs, 1)
        },
        "minimize": "cost",
    }


def survive_any_site():
    """What must stand where, so that any one site may be lost?"""
    on = ("fra", "ams", "mad", "par")
    return {
        "title": "Four sites, of which any one may be lost",
        "resources": {
            "fra": {"site": "fra", "cost": 106},
            "ams": {"site": "ams", "cost": 101},
            "mad": {"site": "mad", "cost": 82, "max": 61},
            "par": {"site": "par", "cost": 94, "max": 90},
        },
        "workloads": {
            "germany": {"needs": {"rps": 128}, "on": {name: {"rps": 1} for name in on if name != "mad"}},
            "spain": {"needs": {"rps": 42}, "on": {name: {"rps": 1} for name in on if name != "ams"}},
        },
        "survive": {"any": 1, "of": "sites"},
        "minimize": "cost",
    }


EXAMPLES = {
    "allocation": allocation,
    "energy": energy,
    "energy-long-form": energy_long_form,
    "security": security,
    "listing": listing,
    "listing-with-budget": listing_with_budget,
    "aws-fleet": aws_fleet,
    "training-mix": training_mix,
    "inference-fleet": inference_fleet,
    "servers-least-energy": servers_least_energy,
    "placement-throughput": placement_throughput,
    "placement-fairness": placement_fairness,
    "placement-weighted": placement_weighted,
    "placement-water-filling": placement_water_filling,
    "placement-least-cost": placement_least_cost,
    "placement-makespan": placement_makespan,
    "placement-trace": placement_trace,
    "placement-sites": placement_sites,
    "placement-sharing": placement_sharing,
    "placement-slices": placement_slices,
    "placement-nodes": placement_nodes,
    "commitment-futures": commitment_futures,
    "commitment-tail": commitment_tail,
    "enough-in-most": enough_in_most,
    "survive-any-site": survive_any_site,
    "elastic-week": elastic_week,
    "clean-hours": clean_hours,
    "battery-week": battery_week,
    "commitment-week": commitment_week,
    "commitment-year": commitment_year,
    "order-book": order_book,
    "training-queue": training_queue,
    "security-stages": security_stages,
    "training-frontier": training_frontier,
    "discount-ladder": discount_ladder,
    "three-types": three_types,
    "power-curves": power_curves,
}

TABLES = {"placement-trace": placement_trace_table}


def without_zeros(resources):
    """RESOURCES without attributes that are 0: a spec may leave them out."""
    return {
        name: {key: value for key, value in figures.items() if value != 0}
        for name, figures in resources.items()
    }


def inline(value):
    """VALUE as JSON on one line; a decimal is written as the shortest text of its value."""
    if isinstance(value, dict):
        members = ", ".join(f"{inline(key)}: {inline(item)}" for key, item in value.items())
        return f"{{ {members} }}" if members else "{}"
    if isinstance(value, list):
        return "[" + ", ".join(map(inline, value)) + "]"
    if isinstance(value, Decimal):
        return "0" if not value else format(value.normalize(), "f")
    return json.dumps(value, ensure_ascii=False)


def has_long_lists(value):
    """Whether VALUE is an object with a list in it that fills more than a line."""
    return isinstance(value, dict) and any(
        isinstance(item, list) and len(item) > 24 for item in value.values()
    )


def entry_text(value):
    """VALUE as JSON; a long list has 24 of its numbers, a day of hours, on a line."""
    if isinstance(value, list) and len(value) > 24:
        lines = [", ".join(map(inline, value[i : i + 24])) for i in range(0, len(value), 24)]
        return "[\n      " + ",\n      ".join(lines) + "\n    ]"
    if has_long_lists(value):
        members = ",\n      ".join(
            f"{inline(key)}: {entry_text(item).replace(chr(10), chr(10) + '  ')}"
            for key, item in value.items()
        )
        return "{\n      " + members + "\n    }"
    return inline(value)


def spec_text(spec):
    """SPEC as JSON: a line a member, and in resources and constraints a line an entry."""
    members = []
    for key, value in ({"dcopt": 1} | spec).items():
        if (key in ("resources", "constraints", "workloads", "links", "sharing") and "csv" not in value) or has_long_lists(value):
            entries = ",\n".join(f"    {inline(name)}: {entry_text(item)}" for name, item in value.items())
            members.append(f"  {inline(key)}: {{\n{entries}\n  }}")
        else:
            members.append(f"  {inline(key)}: {inline(value)}")
    return "{\n" + ",\n".join(members) + "\n}\n"


def main():
    parser = argparse.ArgumentParser(description="Write the example specs from the figures in data/.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a file differs")
    check = parser.parse_args().check

    differ = False
    files = {HERE / f"{name}.json": spec_text(example()) for name, example in EXAMPLES.items()}
    files |= {HERE / f"{name}.csv": table() for name, table in TABLES.items()}
    for path, text in files.items():
        wanted = text.encode()
        if path.is_file() and path.read_bytes() == wanted:
            continue
        if check:
            print(f"{path.name} is not what make.py writes", file=sys.stderr)
            differ = True
        else:
            path.write_bytes(wanted)
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
