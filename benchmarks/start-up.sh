#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The wall time of the document's three cases, process start to end, beside glpsol on the same
# models. Writes START-UP.md beside this file. Needs hyperfine and glpsol (Debian: hyperfine,
# glpk-utils).
# (glpsol -o removes the file it is given before it writes: never give it a device as root.)
set -euo pipefail
cd "$(dirname "$0")/.."
dcopt=.build-release/dcopt
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
commands=()
for case in allocation energy security; do
  "$dcopt" export --to lp "examples/$case.json" > "$work/$case.lp"
  commands+=(-n "dcopt solve examples/$case.json" "$dcopt solve examples/$case.json")
  commands+=(-n "glpsol --lp $case.lp" "glpsol --lp $work/$case.lp")
done
hyperfine -N --warmup 20 --runs 300 --export-markdown "$work/table.md" "${commands[@]}"
{
  echo '# From start to end on the three cases of the document'
  echo
  echo 'Written by `make bench`. Wall time of the whole process: dcopt with its proof and its JSON,'
  echo 'glpsol with its log.'
  echo
  cut -d '|' -f 1-5 "$work/table.md" | sed 's/$/|/'
} > benchmarks/START-UP.md
