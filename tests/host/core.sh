# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# The KUnit suites of the pure stages in user space: built by gcc and by clang, without a warning, run under the
# sanitizers for addresses, leaks and undefined behaviour. Their results are handed on as subtests. And what clang's
# static analyser says of the same sources.

# shellcheck source=tests/lib/ktap.sh
. "$PTWALK_TOP/tests/lib/ktap.sh"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# suites COMPILER: run them; all tests at the top get the numbers that are next here
suites()
{
	_status=0
	"$tmp/build/$1/core-test" >"$tmp/$1" 2>&1 || _status=$?
	awk -v n="$ktap_n" -v name="$1" '
		/^KTAP version/ || /^1\.\./ { next }
		/^(not )?ok / { sub(/ok [0-9]+ /, "ok " ++n " " name " ") }
		/^(not )?ok / || /^ / { print; next }
		{ print "# " $0 }' "$tmp/$1"
	ktap_n=$((ktap_n + $(grep -cE '^(not )?ok ' "$tmp/$1")))
	# What a sanitizer ends has no result of its own.
	ok "$1: all suites came to their end" [ "$_status" = 0 ]
}

# listed SUITES: every file of suites is in the program, but for the one that needs a kernel
listed()
{
	sed -n 's/^	\.name = "\(ptwalk-[a-z0-9_-]*\)".*/\1/p' "$PTWALK_TOP"/kunit/*_test.c | grep -vxF ptwalk-copy | sort >"$tmp/want"
	sed -n 's/\..*//p' "$1" | sort -u | diff "$tmp/want" -
}

cd "$tmp" || exit 1
for compiler in gcc clang; do
	if ! command -v $compiler >/dev/null; then
		skip "$compiler" "there is none here"
		continue
	fi
	ok "$compiler: builds" make -C "$PTWALK_TOP/user" O="$tmp/build" -j"$(nproc)" "$tmp/build/$compiler/core-test"
	[ -x "$tmp/build/$compiler/core-test" ] || continue
	"$tmp/build/$compiler/core-test" -l >"$tmp/list"
	ok "$compiler: no suite is left out" listed "$tmp/list"
	ok "$compiler: a pattern that fits nothing fails" not "$tmp/build/$compiler/core-test" nonsense
	suites $compiler
done
if command -v clang >/dev/null; then
	ok "clang's static analyser finds nothing" make -s -C "$PTWALK_TOP/user" O="$tmp/build" -j"$(nproc)" analyze
else
	skip "clang's static analyser" "there is none here"
fi
plan
