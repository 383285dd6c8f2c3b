# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# The search for splats must find each kind, and say so when it cannot search.

# shellcheck source=tests/lib/ktap.sh
. "$PTWALK_TOP/tests/lib/ktap.sh"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
first='[    0.000000] Booting Linux on physical CPU 0x0000000000 [0x410fd083]'

# judged STATUS LINE...: the log of these kernel messages
judged()
{
	_want=$1
	shift
	for _line in "$@"; do
		printf '[   12.345678] %s\n' "$_line"
	done | { echo "$first"; cat; } >"$tmp/log"
	_status=0
	"$PTWALK_TOP/tests/lib/splats" "$tmp/log" || _status=$?
	[ "$_status" = "$_want" ]
}

# judged_with LISTS STATUS: with other lists
judged_with()
{
	echo "$first" >"$tmp/log"
	_status=0
	PTWALK_SPLATS=$1 "$PTWALK_TOP/tests/lib/splats" "$tmp/log" || _status=$?
	[ "$_status" = "$2" ]
}

ok "clean" judged 0 'NET: Registered PF_INET protocol family' 'ptwalk: loading out-of-tree module taints kernel.'
ok "a trace while failures are injected" judged 0 'ptwalk-test: failures begin' 'Call trace:' 'ptwalk-test: failures end'
ok "a trace after that" judged 1 'ptwalk-test: failures begin' 'ptwalk-test: failures end' 'Call trace:'
ok "a warning while failures are injected" judged 1 'ptwalk-test: failures begin' 'WARNING: CPU: 0' 'ptwalk-test: failures end'
ok "what is allowed" judged 0 'kasan: KernelAddressSanitizer initialized (generic)'
while read -r line; do
	ok "found: $line" judged 1 "$line"
done <<'END'
WARNING: CPU: 0 PID: 77 at mm/vmalloc.c:1 foo+0x0/0x10
WARNING: possible circular locking dependency detected
WARNING: suspicious RCU usage
BUG: KASAN: slab-out-of-bounds in foo+0x0/0x10
BUG: sleeping function called from invalid context at mm/x.c:1
BUG: scheduling while atomic: cat/77/0x00000002
BUG: soft lockup - CPU#0 stuck for 26s! [cat:77]
BUG: KFENCE: out-of-bounds read in foo
Unable to handle kernel paging request at virtual address ffff800080000000
Internal error: Oops: 0000000096000004 [#1] SMP
Kernel panic - not syncing: panic_on_warn set ...
INFO: task cat:77 blocked for more than 120 seconds.
rcu: INFO: rcu_sched self-detected stall on CPU
------------[ cut here ]------------
UBSAN: array-index-out-of-bounds in foo.c:1
refcount_t: underflow; use-after-free.
debugfs: Directory 'ptwalk' with parent '/' already present!
cat: page allocation failure: order:0, mode:0x40cc0
ptwalk: the root is at 0xffff800080000000
END

: >"$tmp/none"
ok "an empty log is not clean" not "$PTWALK_TOP/tests/lib/splats" "$tmp/none"
echo '[    1.000000] the end of a log' >"$tmp/none"
ok "a log without its beginning is not clean" not "$PTWALK_TOP/tests/lib/splats" "$tmp/none"
ok "no log is not clean" not "$PTWALK_TOP/tests/lib/splats" "$tmp/missing"
ok "no lists: cannot tell" judged_with "$tmp/missing" 2
echo nothing >"$tmp/blind.deny"
echo nothing >"$tmp/blind.allow"
ok "a list that finds nothing: cannot tell" judged_with "$tmp/blind" 2
echo . >"$tmp/blind.allow"
cp "$PTWALK_TOP/tests/splats.deny" "$tmp/blind.deny"
ok "a list that allows everything: cannot tell" judged_with "$tmp/blind" 2
plan
