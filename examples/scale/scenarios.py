#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes scenarios of one small plan, a spec a line: scenarios.py COUNT [FIRST]

Scenario k is the same wherever it is made: prices and demand come from a generator seeded with k,
so that a million scenarios can be made in a thousand places without a file of a million lines.
"""
import json
import random
import sys

count = int(sys.argv[1])
first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
for k in range(first, first + count):
    draw = random.Random(k)
    print(json.dumps({
        "dcopt": 1,
        "title": f"scenario {k}",
        "model": "energy",
        "resources": {
            "cpu": {"energy": draw.randint(1, 9), "time": draw.randint(1, 5)},
            "gpu": {"energy": draw.randint(5, 20), "time": draw.randint(2, 9)},
            "tpu": {"energy": draw.randint(20, 60), "time": draw.randint(10, 30)},
        },
        "budget": 1000 + draw.randint(0, 100),
        "demand": 100 + draw.randint(0, 100),
    }))
