#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Installs the Debian package into an empty root with dpkg, and solves an example inside of it,
# where there is nothing else: test-deb.sh .build-release
set -eu
cd "$(dirname "$0")/.."
package=$(ls -t "$1"/dcopt_*.deb | head -1)
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
mkdir -p "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/updates"
touch "$root/var/lib/dpkg/status"
dpkg --root="$root" --force-not-root --force-bad-path --log=/dev/null --install "$package" >/dev/null

dpkg --root="$root" --status dcopt | grep -q '^Status: install ok installed'
if dpkg --root="$root" --status dcopt | grep '^Depends:'; then
  echo 'the package is not static: it can only be tested where its dependencies are' >&2
  exit 1
fi
for file in bin/dcopt share/man/man1/dcopt.1.gz share/man/man1/dcopt.solve.1.gz \
  share/bash-completion/completions/dcopt share/zsh/vendor-completions/_dcopt \
  share/fish/vendor_completions.d/dcopt.fish share/doc/dcopt/copyright; do
  test -s "$root/usr/$file" || { echo "missing: /usr/$file" >&2; exit 1; }
done

cp examples/energy.json "$root/"
mkdir "$root/proc"
# Swift's runtime reads its arguments from /proc, which every container and chroot has: a mount of
# our own brings it in, seen by nobody else and gone with the process.
own='unshare --mount'
if [ "$(id -u)" -ne 0 ]; then own='unshare --map-root-user --mount'; fi
if $own true 2>/dev/null; then
  $own sh -c 'mount --rbind /proc "$0/proc" && exec chroot "$0" /usr/bin/dcopt solve /energy.json' \
    "$root" > "$root/result.json"
else
  echo 'skipped: no namespace of our own can be made here; the installed program runs outside' >&2
  "$root/usr/bin/dcopt" solve "$root/energy.json" > "$root/result.json"
fi
{ cat "$root/result.json"; echo '--- exit code 0'; } \
  | cmp - Tests/dcoptTests/Fixtures/golden/example-energy.json
dpkg --root="$root" --force-not-root --force-bad-path --log=/dev/null --purge dcopt >/dev/null 2>&1
test ! -e "$root/usr/bin/dcopt"
echo "$(basename "$package") installs into an empty root, solves an example and is gone when purged"
