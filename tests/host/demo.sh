# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# The demo, from the outside.

# shellcheck source=tests/lib/ktap.sh
. "$PTWALK_TOP/tests/lib/ktap.sh"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
demo=$PTWALK_TOP/scripts/demo

# shows ARGUMENT...: the summary and nothing else on stdout
# shellcheck disable=SC2120 # may have none
shows()
{
	"$demo" "$@" </dev/null >"$tmp/out" || return 1
	head -n 1 "$tmp/out" | grep '^# ptwalk/1 summary:' || { cat "$tmp/out"; return 1; }
	! grep -E '^\[ *[0-9]+\.[0-9]+\]|ptwalk-guest' "$tmp/out"
}

quick()
{
	_start=$(date +%s)
	shows -k 6.12 && [ $(($(date +%s) - _start)) -lt 60 ]
}

# fails STATUS PATTERN ARGUMENT...
fails()
{
	_want=$1 _pattern=$2
	shift 2
	_status=0
	_said=$("$demo" "$@" </dev/null 2>&1) || _status=$?
	echo "status $_status: $_said"
	[ "$_status" = "$_want" ] && echo "$_said" | grep -qE -e "$_pattern"
}

# terminal: a shell in the guest that knows the terminal's size and that Ctrl-C does not leave; what it prints is
# spelled differently in what is typed, for that is echoed
terminal()
{
	: >"$tmp/screen"
	{
		_tries=0
		until grep -q 'This is a shell in the guest' "$tmp/screen" || [ $_tries = 100 ]; do
			sleep 1
			_tries=$((_tries + 1))
		done
		for _line in 'stty size' 'sleep 1000' "$(printf '\003')" 'ls files/' 'echo still_"here"' 'false' 'exit'; do
			sleep 1
			printf '%s\r' "$_line"
		done
		sleep 5
	} | TERM=vt100 script -qec "stty cols 101 rows 33; '$demo'" "$tmp/screen" >/dev/null 2>&1 || { cat "$tmp/screen"; return 1; }
	tr -d '\r' <"$tmp/screen" >"$tmp/text"
	tail -n 20 "$tmp/text"
	grep -q '^33 101' "$tmp/text" && grep -q 'summary' "$tmp/text" && grep -q '^still_here' "$tmp/text"
}

ok "shows the summary" shows
ok "the second time within a minute" quick
ok "another kernel and processor, more arguments" shows -k 6.1 -c max,pauth-impdef=on -s 1 -m 2G -p nokaslr
if script -qec true /dev/null </dev/null >/dev/null 2>&1; then
	ok "gives a shell on a terminal" terminal
else
	skip "gives a shell on a terminal" "no pseudo-terminal can be made here"
fi
ok "another architecture" shows -a x86_64
ok "an architecture that is not known" fails 2 "unknown architecture 'vax'" -a vax
ok "a kernel of another architecture" fails 2 '6.1 is a kernel for arm64, not x86_64' -a x86_64 -k 6.1
ok "a guest that dies" fails 1 'the guest died: Kernel panic.*log: ' -p rdinit=/none
ok "a processor that QEMU has not" fails 1 'QEMU failed: .*log: ' -c z80
plan
