# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Do the KUnit suites notice small mistakes in the pure stages? A sample of mutants, always the same for the same
# sources; "make mutate" tries all. And the tool itself, on stages of our own making.

# shellcheck source=tests/lib/ktap.sh
. "$PTWALK_TOP/tests/lib/ktap.sh"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

sample()
{
	"$PTWALK_TOP/user/mutate" -n 30 -m 95 >"$tmp/out" 2>&1 || { cat "$tmp/out"; return 1; }
	grep -E '^[0-9]+ mutants:' "$tmp/out"
}

# Every entry of the list has a reason, and the line that it names is there.
survivors_are_there()
{
	"$PTWALK_TOP/user/mutate" -c
}

# A copy in which no suite is left but that of the layout: it can't notice much of the walk.
unnoticed()
{
	mkdir "$tmp/top" &&
		cp -r "$PTWALK_TOP/module" "$PTWALK_TOP/include" "$PTWALK_TOP/kunit" "$PTWALK_TOP/user" "$tmp/top" &&
		find "$tmp/top/kunit" -name '*_test.c' ! -name 'layout_test.c' -exec rm {} + &&
		"$tmp/top/user/mutate" -n 3 -m 95 core/walk/walk.c >"$tmp/out" 2>&1
}

ok "at least 95% of a sample are noticed" sample
ok "the list of survivors fits the sources" survivors_are_there
ok "without the suites of the walk, changes to it are not noticed" not unnoticed
ok "they are named" grep -q '^# survived, .*walk\.c' "$tmp/out"
plan
