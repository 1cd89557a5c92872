#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Installs what dcopt is built with. Swift itself it only asks for.
set -eu

if ! command -v swift >/dev/null 2>&1; then
  echo 'dcopt needs Swift 6.1 or later, and there is no swift here: see https://www.swift.org/install' >&2
  exit 1
fi

has_headers() { [ -e /usr/include/glpk.h ] && [ -e /usr/include/yaml.h ] && [ -e /usr/include/zlib.h ] && ls /usr/include/gmp.h /usr/include/*/gmp.h; }
if has_headers >/dev/null 2>&1; then exit 0; fi
if printf '#include <glpk.h>\n#include <gmp.h>\n#include <yaml.h>\n#include <zlib.h>\n' | cc -E - >/dev/null 2>&1; then exit 0; fi

if ! command -v apt-get >/dev/null 2>&1; then
  echo 'dcopt needs the headers of GLPK, GMP, libyaml and zlib: install them (libglpk-dev, libgmp-dev, libyaml-dev and zlib1g-dev on Debian) and run make again' >&2
  exit 1
fi
as_root=
if [ "$(id -u)" -ne 0 ]; then as_root=sudo; fi
echo 'installing libglpk-dev (which brings libgmp-dev), libyaml-dev and zlib1g-dev' >&2
$as_root apt-get update -qq
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq libglpk-dev libgmp-dev libyaml-dev zlib1g-dev
