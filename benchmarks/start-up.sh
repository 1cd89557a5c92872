#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The wall time of one small solve, process start to end, beside glpsol on the same model.
# Needs hyperfine and glpsol (Debian: hyperfine, glpk-utils).
# (glpsol -o removes the file it is given before it writes: never give it a device as root.)
set -euo pipefail
cd "$(dirname "$0")/.."
hyperfine -N --warmup 20 --runs 300 \
  '.build-release/dcopt solve examples/energy.json' \
  'glpsol --lp benchmarks/energy.lp'
