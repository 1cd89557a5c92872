#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Makes a Debian package of the release build in a folder: make-deb.sh .build-release
# The program is static, so that the package depends on nothing.
set -eu
cd "$(dirname "$0")/.."
release=$1
tree=$release/deb
architecture=$(dpkg --print-architecture)
version=$("$release/dcopt" --version | cut -d ' ' -f 2)

depends=
if ldd "$release/release/dcopt" >/dev/null 2>&1; then
  depends='Depends: libc6, libglpk40, libgmp10, libyaml-0-2, zlib1g'
fi

rm -rf "$tree"
make --no-print-directory install DESTDIR="$tree" PREFIX=/usr >&2
strip --strip-unneeded "$tree/usr/bin/dcopt"
gzip -9n "$tree"/usr/share/man/man1/*.1
mkdir -p "$tree/usr/share/zsh/vendor-completions" "$tree/usr/share/doc/dcopt" "$tree/DEBIAN"
mv "$tree/usr/share/zsh/site-functions/_dcopt" "$tree/usr/share/zsh/vendor-completions/"
rmdir "$tree/usr/share/zsh/site-functions"
gzip -9nc CHANGELOG.md > "$tree/usr/share/doc/dcopt/changelog.gz"
cat > "$tree/usr/share/doc/dcopt/copyright" <<END
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: dcopt

Files: *
Copyright: the authors of dcopt
License: GPL-3+
 On Debian systems the text of the licence is in /usr/share/common-licenses/GPL-3.
 The program contains GLPK (GPL-3+), GMP (LGPL-3+ or GPL-2+), the libraries of SuiteSparse that
 GLPK uses (LGPL-2.1+, BSD-3-clause), zlib (Zlib), libyaml (Expat), swift-argument-parser and the Swift standard
 library (Apache-2.0 with the Runtime Library Exception), and the C library (LGPL-2.1+).
END
cat > "$tree/DEBIAN/control" <<END
Package: dcopt
Version: $version
Architecture: $architecture
Maintainer: the authors of dcopt <dcopt@localhost>
Section: math
Priority: optional
Installed-Size: $(du -sk --exclude=DEBIAN "$tree" | cut -f 1)
${depends:+$depends
}Description: plan data-center resources with proved linear programs
 Reads what there is, what is needed and what may be spent from one JSON file,
 solves the linear program with GLPK, proves the answer in exact arithmetic
 and prints it for a person or for the next program.
END
find "$tree" -type d -exec chmod 755 {} +
find "$tree/usr/share" -type f -exec chmod 644 {} +
package=$release/dcopt_${version}_$architecture.deb
dpkg-deb --root-owner-group --build "$tree" "$package" >&2
echo "$package"
