#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Installs what `make bench` compares with, where apt-get is there: glpsol, clp, and hyperfine for
# start-up times. HiGHS, GLOP and PDLP come from PyPI, into a virtual environment of run.py's own.
set -eu
missing=
command -v glpsol >/dev/null 2>&1 || missing="$missing glpk-utils"
command -v clp >/dev/null 2>&1 || missing="$missing coinor-clp"
command -v hyperfine >/dev/null 2>&1 || missing="$missing hyperfine"
[ -n "$missing" ] || exit 0
if ! command -v apt-get >/dev/null 2>&1; then
  echo "not here, and left out of the comparison:$missing" >&2
  exit 0
fi
as_root=
if [ "$(id -u)" -ne 0 ]; then as_root=sudo; fi
echo "installing$missing" >&2
$as_root apt-get update -qq
# shellcheck disable=SC2086
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing
