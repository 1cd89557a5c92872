#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Fails a pull request that breaks a plan: check-plans.sh BASE [REPORT]
#
# BASE is the branch or commit that the change is compared with. For each spec in specs/, in JSON or
# YAML:
#   - the spec is valid and has an optimal plan,
#   - its objective is at most RISE (5 %) worse than that of the spec in BASE,
#   - the committed plan, plans/NAME.json, still passes `dcopt check`.
# What is wrong goes to standard error as annotations that GitHub shows in the pull request; REPORT
# gets the same as Markdown, to be posted, with what `dcopt diff` says of each spec. Needs dcopt, git,
# tar and awk.
set -u
base=$1
report=${2:-/dev/null}
rise=${RISE:-0.05}
failed=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The specs as they were, with the tables beside them.
mkdir "$work/before"
if git cat-file -e "$base:specs" 2>/dev/null; then
  git archive "$base" specs | tar -xf - -C "$work/before" || exit 1
elif ! git cat-file -e "$base" 2>/dev/null; then
  echo "check-plans.sh: $base: no such commit" >&2
  exit 64
fi
: > "$work/list"
: > "$work/changes"

# A file's name on one line, and as part of an annotation: nobody's name begins a line of its own.
oneline() { printf '%s' "$1" | tr '\n\r' '  '; }
escaped() { oneline "$1" | sed 's/%/%25/g; s/:/%3A/g; s/,/%2C/g'; }

fail() { # file, reason
  failed=1
  echo "::error file=$(escaped "$1")::$(oneline "$2")" >&2
  echo "- :x: \`$(oneline "$1")\`: $(oneline "$2")" >> "$work/list"
}

pass() { echo "- :white_check_mark: \`$(oneline "$1")\`: $2" >> "$work/list"; }

objective() { awk -F, '$1 == "objective" { print $3, $5; exit }'; } # of a result as CSV: sense, value

solve() { # spec; leaves sense and value of its objective in $now
  now=$(dcopt solve "$1" --format csv --diagnostics github)
  case $? in
  0) now=$(echo "$now" | objective) ;;
  2) fail "$1" "there is no plan any more; dcopt explain $1 says why"; return 1 ;;
  3) fail "$1" "the objective has no bound"; return 1 ;;
  *) fail "$1" "it could not be solved"; return 1 ;;
  esac
}

compare() { # spec
  if [ ! -e "$work/before/$1" ]; then
    pass "$1" "new, ${now% *} to ${now#* }"
    return
  fi
  before=$(dcopt solve "$work/before/$1" --quiet --format csv 2>/dev/null | objective)
  case $before in
  *' '?*) ;;
  *) pass "$1" "there was no plan before, now ${now% *} to ${now#* }"; return ;;
  esac
  if verdict=$(echo "$before $now" | awk -v rise="$rise" '{
      worse = ($3 == "maximize") ? $2 - $4 : $4 - $2
      size = ($2 < 0) ? -$2 : $2
      printf "from %s to %s", $2, $4
      if (size) printf " (%+.1f %%)", 100 * ($4 - $2) / size
      exit (worse > rise * size * (1 + 1e-9)) }'); then
    pass "$1" "$verdict"
  else
    fail "$1" "the objective went $verdict, and the limit is $(echo "$rise" | awk '{ print 100 * $1 }') %"
  fi
}

audit() { # spec, plan
  [ -e "$2" ] || return
  if audit=$(dcopt check "$1" "$2" --format table --diagnostics github --quiet); then
    pass "$2" 'passes'
  else
    fail "$2" "the plan does not pass: $(echo "$audit" | head -n 1)"
  fi
}

# What the change does to the answer, where it does anything and both have one.
changes() { # spec
  [ -e "$work/before/$1" ] || return
  text=$(dcopt diff "$work/before/$1" "$1" --quiet --format markdown 2>/dev/null)
  [ $? -eq 1 ] && printf '\n### `%s`\n\n%s\n' "$(oneline "$1")" "$text" >> "$work/changes"
}

for spec in specs/*.json specs/*.yaml specs/*.yml; do
  [ -e "$spec" ] || continue
  name=${spec##*/}
  if solve "$spec"; then
    compare "$spec"
    audit "$spec" "plans/${name%.*}.json"
  fi
  changes "$spec"
done
cat "$work/list" "$work/changes" > "$report"
exit $failed
