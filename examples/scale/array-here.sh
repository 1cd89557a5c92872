#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs the tasks of array.sbatch one after the other where there is no Slurm, as Slurm would set them
# up: array-here.sh TASKS
set -eu
task=0
while [ "$task" -lt "$1" ]; do
  SLURM_ARRAY_TASK_ID=$task sh examples/scale/array.sbatch
  task=$((task + 1))
done
