#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# How many small specs a second: dcopt batch beside one glpsol process a spec, both on all cores,
# and the memory of the batch for a hundredth of the specs and for all of them.
# Needs glpsol (Debian: glpk-utils) and python3. batch.sh [SPECS] [SPECS FOR GLPSOL]
set -euo pipefail
cd "$(dirname "$0")/.."
dcopt=$PWD/.build-release/dcopt
count=${1:-100000}
few=${2:-3000}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 examples/scale/scenarios.py "$count" > "$folder/specs"

# The same models for glpsol, in files on the same disk.
head -n "$few" "$folder/specs" | split -l 1 -a 6 -d - "$folder/spec-"
for spec in "$folder"/spec-*; do
  "$dcopt" export "$spec" --to lp --output "${spec/spec-/model-}.lp"
done

rate() { # specs, command...
  local specs=$1 start end
  shift
  start=$(date +%s.%N)
  "$@"
  end=$(date +%s.%N)
  awk -v n="$specs" -v a="$start" -v b="$end" 'BEGIN { printf "%.0f", n / (b - a) }'
}
peak() { # lines
  head -n "$1" "$folder/specs" > "$folder/some"
  python3 -c 'import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)' "$dcopt" batch "$folder/some"
}
batch() { "$dcopt" batch "$folder/specs" > "$folder/results"; }
glpsol_each() {
  find "$folder" -name 'model-*.lp' -print0 \
    | xargs -0 -n 1 -P "$(nproc)" glpsol --lp > /dev/null
}
# The two in turn, three times: what else the machine does hits both.
for round in 1 2 3; do
  ours=$(rate "$count" batch)
  theirs=$(rate "$few" glpsol_each)
  echo "round $round: dcopt batch $ours specs/s, glpsol $theirs specs/s, ratio $((ours / theirs))"
done
[ "$(wc -l < "$folder/results")" -eq "$count" ]
echo "peak memory: $(peak $((count / 100))) KiB for $((count / 100)) specs, $(peak "$count") KiB for $count"
