#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# run.sh PROGRAM: runs the what-if benchmark and writes RESULTS.md beside this file.
set -euo pipefail
{
  echo '# What a sweep and a frontier cost'
  echo
  echo 'Written by `make bench`, wall time; curves on all processors, the rest on one. A curve of one'
  echo 'bound over a staircase of 168 periods and 20 resources, 1,000 values on it beside as many cold'
  echo 'solves; and frontiers of goals.'
  echo
  echo '```'
  "$1"
  echo '```'
} | tee "$(dirname "$0")/RESULTS.md"
