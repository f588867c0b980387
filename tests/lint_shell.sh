#!/bin/sh
# SPDX-License-Identifier: MIT
# The program shellcheck has nothing to say about any script here.
# shellcheck source=lint.sh
. "$(dirname "$0")/lint.sh"

command -v shellcheck >/dev/null 2>&1 || skip 'no shellcheck'
cd "$top_srcdir" || exit 99
scripts=$(find .ci quickstart tests -type f ! -path '*/.*.sw?' \
    -exec sh -c 'head -n 3 "$1" | grep -Eq "^#!.*sh|shellcheck shell="' \
    sh '{}' ';' -print)
for f in $scripts; do
	shellcheck -x -P SCRIPTDIR "$f" || fault "$f" 'see above'
done
verdict
