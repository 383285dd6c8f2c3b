# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# The reader of KTAP must count what is there and fail where anything is missing.

# shellcheck source=tests/lib/ktap.sh
. "$PTWALK_TOP/tests/lib/ktap.sh"

# totals "PASSED FAILED SKIPPED" LINE...: the log of the section x, of which these are the lines
totals()
{
	_want=$1
	shift
	_got=$(printf '%s\n' "$@" | awk -v expect=x -f "$PTWALK_TOP/tests/lib/ktap.awk")
	[ "$(echo "$_got" | tail -n 1)" = "total $_want" ] || { echo "want $_want, got: $_got"; return 1; }
}

b='ptwalk-test: begin x' e='ptwalk-test: end x 0'

ok "passed" totals "2 0 0" "$b" 'KTAP version 1' 1..2 'ok 1 a' 'ok 2 b' "$e"
ok "plan at the end" totals "2 0 0" "$b" 'ok 1 a' 'ok 2 b' 1..2 "$e"
ok "remarks and noise are no tests" totals "1 0 0" "$b" 1..1 '# not ok 7 x' 'okay then' 'ok 1 a' "$e"
ok "not ok" totals "1 1 0" "$b" 1..2 'ok 1 a' 'not ok 2 b' "$e"
ok "skipped" totals "1 0 1" "$b" 1..2 'ok 1 a' 'ok 2 b # SKIP no reason' "$e"
ok "not ok is no skip" totals "1 1 0" "$b" 1..2 'ok 1 a' 'not ok 2 b # SKIP no reason' "$e"
ok "nested: the leaves count" totals "3 1 1" "$b" 1..2 '    KTAP version 1' '    # Subtest: s' '    1..3' \
	'    ok 1 a' '        KTAP version 1' '        # Subtest: p' '        ok 1 p1' '        ok 2 p2' '    ok 2 p' \
	'    ok 3 c # SKIP' 'ok 1 s' '    1..1' '    not ok 1 y' 'not ok 2 t' "$e"
ok "only skipped is not nothing" totals "0 0 1" "$b" 1..1 'ok 1 a # SKIP' "$e"
ok "text outside of sections is ignored" totals "1 0 0" 'ok 9 z' "$b" 1..1 'ok 1 a' "$e" 'not ok 8 y'

ok "empty log" totals "0 1 0" ''
ok "no test" totals "0 1 0" "$b" 1..0 "$e"
ok "no plan" totals "1 1 0" "$b" 'ok 1 a' "$e"
ok "two plans" totals "1 1 0" "$b" 1..1 1..1 'ok 1 a' "$e"
ok "fewer than planned" totals "1 1 0" "$b" 1..2 'ok 1 a' "$e"
ok "more than planned" totals "2 1 0" "$b" 1..1 'ok 1 a' 'ok 2 b' "$e"
ok "a number left out" totals "2 2 0" "$b" 1..3 'ok 1 a' 'ok 3 c' "$e"
ok "breaks off" totals "1 2 0" "$b" 1..2 'ok 1 a'
ok "breaks off within a line" totals "1 2 0" "$b" 1..2 'ok 1 a' 'o'
ok "breaks off after the last test" totals "1 1 0" "$b" 1..1 'ok 1 a'
ok "panic" totals "1 2 0" "$b" 1..2 'ok 1 a' '[    2.0] Kernel panic - not syncing'
ok "bail out" totals "1 1 0" "$b" 1..1 'ok 1 a' 'Bail out! tired' "$e"
ok "the script fails" totals "1 1 0" "$b" 1..1 'ok 1 a' 'ptwalk-test: end x 3'
ok "the section is there twice" totals "2 1 0" "$b" 1..1 'ok 1 a' "$e" "$b" 1..1 'ok 1 a' "$e"
ok "nested: a failure without a failed leaf" totals "1 1 0" "$b" 1..1 '    1..1' '    ok 1 a' 'not ok 1 s' "$e"
ok "nested: ok over a failed leaf" totals "0 2 0" "$b" 1..1 '    1..1' '    not ok 1 a' 'ok 1 s' "$e"
ok "nested: fewer than planned" totals "1 1 0" "$b" 1..1 '    1..2' '    ok 1 a' 'ok 1 s' "$e"
ok "nested: no plan" totals "1 1 0" "$b" 1..1 '    ok 1 a' 'ok 1 s' "$e"
ok "nested: no test" totals "0 1 0" "$b" 1..1 '    1..0' 'ok 1 s' "$e"
ok "nested: no parent" totals "1 1 0" "$b" 1..1 '    1..1' '    ok 1 a' "$e"

# What the helper prints is what the reader reads.
helper()
{
	totals "$1" "$b" "$(PTWALK_TOP=$PTWALK_TOP sh -c ". \"\$PTWALK_TOP/tests/lib/ktap.sh\"; $2" 2>&1)" "$e"
}
ok "the helper: ok, not ok, skip" helper "1 1 1" 'plan 3; ok a true; ok b sh -c "echo ok 9; false"; skip c "no reason"'
ok "the helper: plan at the end" helper "2 0 0" 'ok a true; ok b not false; plan'
plan
