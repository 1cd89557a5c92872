#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# run.sh PROGRAM: runs the what-if benchmark and writes RESULTS.md beside this file.
set -euo pipefail
{
  echo '# What a sweep and a frontier cost'
  echo
  echo 'Written by `make bench`, processor time (user and system) of one thread. A curve of one bound'
  echo 'over a staircase of 168 periods and 20 resources, 1,000 values on it beside cold solves of ten of'
  echo 'them; and frontiers of goals.'
  echo
  echo '```'
  "$1"
  echo '```'
} | tee "$(dirname "$0")/RESULTS.md"
