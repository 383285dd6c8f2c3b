# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# For a test script, on the host and in a guest: print KTAP.
#
#	plan 2
#	ok "addition works" [ $((1 + 1)) = 2 ]
#	skip "subtraction works" "no minus sign here"
#
# A script that cannot know its number of tests calls plan without a number, at its end.

ktap_n=0
ktap_failed=0
echo 'KTAP version 1'

# plan [NUMBER]
# shellcheck disable=SC2120 # may have no argument
plan()
{
	echo "1..${1:-$ktap_n}"
}

# note TEXT: a remark, each line of it
note()
{
	printf '%s\n' "$*" | sed 's/^/# /'
}

# ok NAME COMMAND...: passes if the command does; the end of what it prints is shown if not
ok()
{
	ktap_n=$((ktap_n + 1))
	ktap_name=$1
	shift
	if ktap_out=$("$@" 2>&1); then
		echo "ok $ktap_n $ktap_name"
	else
		ktap_failed=$((ktap_failed + 1))
		note "$*"
		[ -z "$ktap_out" ] || note "$(echo "$ktap_out" | tail -n 20)"
		echo "not ok $ktap_n $ktap_name"
	fi
}

# not COMMAND...: succeeds if the command fails
not()
{
	! "$@"
}

# skip NAME REASON
skip()
{
	ktap_n=$((ktap_n + 1))
	echo "ok $ktap_n $1 # SKIP $2"
}
