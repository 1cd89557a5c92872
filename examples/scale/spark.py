#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A batch in Apache Spark: every partition is piped through one dcopt (RDD.pipe).

    spark-submit --master MASTER spark.py COUNT PARTITIONS

Needs pyspark, and dcopt and this folder at the same place on every worker. Prints how many results there are of each
status, and the sum of the objectives.
"""
import json
import os
import shlex
import shutil
import sys

from pyspark.sql import SparkSession

dcopt = shlex.quote(shutil.which("dcopt"))
maker = os.path.join(os.path.dirname(os.path.abspath(__file__)), "scenarios.py")
count, partitions = int(sys.argv[1]), int(sys.argv[2])
spark = SparkSession.builder.appName("dcopt").getOrCreate()


def scenarios(part):
    import subprocess

    first, last = count * part // partitions, count * (part + 1) // partitions
    made = subprocess.run(
        [sys.executable, maker, str(last - first), str(first)],
        stdout=subprocess.PIPE, check=True, text=True)
    return made.stdout.splitlines()


results = (
    spark.sparkContext.parallelize(range(partitions), partitions)
    .flatMap(scenarios)
    .pipe(dcopt + " batch --jobs 1", checkCode=True)
    .map(json.loads)
    .map(lambda result: (result["status"], result.get("objective", {}).get("value", 0.0)))
    .cache()
)
for status, number in sorted(results.keys().countByValue().items()):
    print(status, number)
print("sum of objectives", round(results.values().sum(), 6))
spark.stop()
