#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A batch under GNU parallel, which cuts its input into blocks of whole lines and keeps their order:
#   parallel.sh SPECS RESULTS
# With --sshlogin the blocks go to other machines.
set -eu
parallel --will-cite --pipe --keep-order --block 1M --jobs "${JOBS:-2}" dcopt batch --jobs 1 \
  < "$1" > "$2"
