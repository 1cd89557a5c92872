#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Plays the job of plans.yml against a git repository of its own, change by change, and says what
# became of each.
set -eu
check=$(cd "$(dirname "$0")" && pwd)/check-plans.sh
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@localhost
export GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@localhost
git init -q -b main .

mkdir specs plans
cat > specs/fleet.json <<'END'
{
  "dcopt": 1,
  "title": "The fleet",
  "resources": {
    "small": { "cost": 1, "compute": 1, "max": 200 },
    "large": { "cost": 9, "compute": 12, "max": 20 }
  },
  "demands": { "compute": 300 },
  "minimize": "cost"
}
END
dcopt solve specs/fleet.json --output plans/fleet.json
git add -A
git commit -qm 'The fleet and its plan'

# what, an edit of the spec
change() {
  git checkout -q -b change main
  sed -i "$2" specs/fleet.json
  git commit -qam "$1"
  code=0
  "$check" main report.md 2> annotations || code=$?
  if [ $code -eq 0 ]; then echo "passes: $1"; else echo "fails:  $1"; fi
  sed 's/^/  /' annotations
  git checkout -q main
  git branch -q -D change
}

change 'nothing but the title' 's/The fleet/Our fleet/'
change 'a large one costs 4 % more' 's/"cost": 9,/"cost": 9.36,/'
change 'a large one costs a tenth more' 's/"cost": 9,/"cost": 9.9,/'
change 'more is asked for than there is' 's/"compute": 300/"compute": 3000/'
change 'a large one does less' 's/"max": 20/"max": 24/; s/"compute": 12/"compute": 11.8/'
change 'a word for a number' 's/"compute": 300/"compute": "much"/'

echo
echo 'What is posted for the second:'
git checkout -q -b change main
sed -i 's/"cost": 9,/"cost": 9.36,/' specs/fleet.json
git commit -qam 'a large one costs 4 % more'
"$check" main report.md
cat report.md
