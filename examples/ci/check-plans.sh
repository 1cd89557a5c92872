#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Fails a pull request that breaks a plan: check-plans.sh BASE [REPORT]
#
# BASE is the branch or commit that the change is compared with. For each specs/NAME.json:
#   - the spec is valid and has an optimal plan,
#   - its objective is at most RISE (5 %) worse than that of the spec in BASE,
#   - the committed plan, plans/NAME.json, still passes `dcopt check`.
# What is wrong goes to standard error as annotations that GitHub shows in the pull request; REPORT
# gets the same with the plans as Markdown, to be posted. Needs dcopt, git and awk.
set -u
base=$1
report=${2:-/dev/null}
rise=${RISE:-0.05}
failed=0
: > "$report"

fail() { # file, reason
  failed=1
  echo "::error file=$1::$2" >&2
  echo "- :x: \`$1\`: $2" >> "$report"
}

pass() { echo "- :white_check_mark: \`$1\`: $2" >> "$report"; }

objective() { awk -F, '$1 == "objective" { print $3, $5 }'; } # of a result as CSV: sense, value

for spec in specs/*.json; do
  [ -e "$spec" ] || continue
  name=$(basename "$spec" .json)

  result=$(dcopt solve "$spec" --format csv --diagnostics github)
  case $? in
  0) ;;
  2) fail "$spec" "there is no plan any more; dcopt explain $spec says why"; continue ;;
  3) fail "$spec" "the objective has no bound"; continue ;;
  *) fail "$spec" "it could not be solved"; continue ;;
  esac

  now=$(echo "$result" | objective)
  before=$(git show "$base:$spec" 2>/dev/null | dcopt solve - --quiet --format csv 2>/dev/null | objective)
  if [ -z "$before" ]; then
    pass "$spec" "new: ${now#* }"
  elif verdict=$(echo "$before $now" | awk -v rise="$rise" '{
      worse = ($3 == "maximize") ? $2 - $4 : $4 - $2
      size = ($2 < 0) ? -$2 : $2
      printf "from %s to %s (%+.1f %%)", $2, $4, size ? 100 * ($4 - $2) / size : 0
      exit (worse > rise * size * (1 + 1e-9)) }'); then
    pass "$spec" "$verdict"
  else
    fail "$spec" "the objective went $verdict, and the limit is $(echo "$rise" | awk '{ print 100 * $1 }') %"
  fi

  plan=plans/$name.json
  if [ -e "$plan" ]; then
    if audit=$(dcopt check "$spec" "$plan" --format table --diagnostics github); then
      pass "$plan" 'passes'
    else
      fail "$plan" "the plan does not pass: $(echo "$audit" | head -n 1)"
    fi
  fi

  {
    echo
    if dcopt help diff >/dev/null 2>&1 && git show "$base:$spec" >/tmp/before.$$ 2>/dev/null; then
      dcopt diff /tmp/before.$$ "$spec" --format markdown
    else
      dcopt solve "$spec" --quiet --format markdown
    fi
    rm -f /tmp/before.$$
    echo
  } >> "$report" 2>/dev/null
done
exit $failed
