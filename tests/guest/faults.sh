#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# check: nothing to say about a healthy kernel, and of each fault that is planted exactly its finding.

# shellcheck source=tests/lib/ktap.sh
. ./ktap.sh
# shellcheck source=tests/lib/modules.sh
. ./modules.sh
files=/sys/kernel/debug/ptwalk
fixture=/sys/kernel/debug/ptwalk_fixture
tmp=$(mktemp -d)
faults='area-unmapped guard-mapped lazy-mapped pfn-mismatch pfn-swapped pages-elsewhere orphan wx user-access af-clear
	alias-memtype cont-broken bad-descriptor table-outside-ram table-loop
	linear-affine linear-hole linear-extra mmu-disagrees'
# The list of lazily freed areas is a list since 5.11 (commit 96e2db456135). Before, nobody can see what is in it.
lazy='lazy-mapped'
case $(uname -r) in
5.10.*)
	# shellcheck disable=SC2086,SC2116 # in one line
	faults=$(echo $faults | sed 's/ lazy-mapped / /')
	lazy=
	;;
esac
# What no access faults for, what the format does not have, and what nobody can be asked about.
case $(uname -m) in
x86_64)
	# shellcheck disable=SC2086,SC2116 # in one line
	faults=$(echo $faults | sed 's/ af-clear / /; s/ cont-broken / /; s/ mmu-disagrees$//; s/ lazy-mapped / /')
	# The last one: to split a block of the linear map, the kernel purges what was freed lazily.
	faults="$faults lazy-mapped"
	accessed=
	;;
riscv64)
	accessed=af-clear
	# shellcheck disable=SC2086,SC2116 # in one line
	faults=$(echo $faults | sed 's/ mmu-disagrees$//')
	grep -q svpbmt /proc/cpuinfo || faults=$(echo "$faults" | sed 's/ alias-memtype / /')
	grep -q svnapot /proc/cpuinfo || faults=$(echo "$faults" | sed 's/ cont-broken / /')
	;;
*) accessed=af-clear ;;
esac
# Only rodata=full keeps the linear map from writing to what is read-only elsewhere.
grep -qE 'rodata=(o|noalias)' /proc/cmdline || faults="$faults alias-writable"
# Those that can be planted here.
possible=
# With KASAN a check takes many seconds: there, unless the tests were started with -f, all are planted at once only.
singly=yes
case " $(cat /proc/cmdline) " in
*' ptwalk-test.full '*) ;;
*' ptwalk-test.together '*) singly='' ;;
esac
maps='vmalloc vmalloc-huge vmap-uniform vmap-contiguous vmap-scattered vm-map-ram ioremap lazy'

control()
{
	echo "$*" >$fixture/control
}

# all_judged: none of the rules that faults are planted for was skipped
all_judged()
{
	skipped=$(sed -n 's/^# rules: .* skipped//p' "$tmp/check")
	for rule in $faults; do
		case $skipped in
		*"$rule"*) echo "skipped$skipped"; return 1 ;;
		esac
	done
}

# passes: no finding, and that is not for want of looking
passes()
{
	cat $files/check >"$tmp/check" || return 1
	grep -v '^#' "$tmp/check" && return 1
	all_judged && grep -q '^# findings: 0 errors 0 warnings ' "$tmp/check" && [ "$(tail -n 1 "$tmp/check")" = '# result: pass' ]
}

# exact: the rows of check are what the fixture says is planted, rule by rule and range by range
exact()
{
	cat $files/check >"$tmp/check" && cat $fixture/state >"$tmp/state" || return 1
	awk '!/^#/ { print $2, $3 }' "$tmp/check" | sort >"$tmp/found"
	awk '{ print $1, $2 }' "$tmp/state" | sort >"$tmp/planted"
	cat "$tmp/check"
	[ -s "$tmp/planted" ] && diff "$tmp/planted" "$tmp/found" && [ "$(tail -n 1 "$tmp/check")" = '# result: fail' ]
}

# rated: severity and owner are right
rated()
{
	awk '
	/^#/ { next }
	$1 != ($2 == "af-clear" ? "warning" : "error") { print "severity: " $0; wrong = 1 }
	$2 == "orphan" && $6 != "none" { print "owner: " $0; wrong = 1 }
	$2 ~ /^linear-/ && $6 != "linear" { print "owner: " $0; wrong = 1 }
	$2 !~ /^(orphan|lazy-mapped|linear-.*)$/ && $6 !~ /^(vmalloc|vmap):[^ ]*\[ptwalk_fixture\]$/ { print "owner: " $0; wrong = 1 }
	END { exit wrong }' "$tmp/check"
}

# verdict FAULT: areas has the rule as the verdict of the one area that it is in, and all others are well
verdict()
{
	case $1 in
	area-unmapped | guard-mapped | lazy-mapped | pfn-* | pages-*) ;;
	*) want=0 ;;
	esac
	cat $files/areas >"$tmp/areas" || return 1
	awk -v want="${want-1}" '
	NR == FNR { rule = $1; split($2, planted, "-"); next }
	/^#/ || $10 == "ok" || $10 == "unstable" { next }
	{ split($1, is, "-") }
	$10 == rule && ("" is[1]) <= ("" planted[1]) && ("" planted[2]) <= ("" is[2]) { found++; next }
	{ print "verdict: " $0; wrong = 1 }
	END { if (found + 0 != want) print found + 0 " areas with the verdict"; exit wrong || found + 0 != want }
	' "$tmp/state" "$tmp/areas"
	result=$?
	unset want
	return $result
}

take_back()
{
	control undo && [ ! -s $fixture/state ] && passes
}

# plant NAME...: all of them
plant()
{
	for name in "$@"; do
		control fault "$name" || { echo "cannot plant $name"; return 1; }
	done
}

# nothing_to_break FAULT: the fixture says that this kernel or CPU does not have what it would change
nothing_to_break()
{
	said=$(control fault "$1" 2>&1)
	control undo
	case $said in
	*'not supported'*) ;;
	*) return 1 ;;
	esac
}

map_all()
{
	for map in $maps; do
		echo "$map"
		control map "$map" 1 || return 1
		control map "$map" 37 || return 1
	done
	# Long enough for blocks where the kernel makes them.
	control map vmalloc-huge 2100 && control map ioremap 2100 && control map sparse 200
}

# not_asked: the way to a table that is not in RAM is not one for the MMU either
not_asked()
{
	at=$(awk '{ print substr($2, 1, 18) }' $fixture/state)
	exec 3<>$files/query
	echo "$at" >&3
	cat <&3 >"$tmp/answer"
	exec 3>&-
	cat "$tmp/answer"
	grep -q ' outside-ram ' "$tmp/answer" && grep -qx 'mmu: not asked' "$tmp/answer"
}

# refused COMMAND: with EINVAL, and nothing is planted
refused()
{
	said=$(control "$1" 2>&1) && return 1
	echo "$said"
	case $said in
	*'nvalid argument'*) [ ! -s $fixture/state ] ;;
	*) return 1 ;;
	esac
}

ok "load" insmod /modules/ptwalk.ko
ok "right after boot" passes
# For scripts/matrix.
note "kernel: $(uname -r)"
for fact in page_size va_bits area_source area_layout; do
	note "$fact: $(sed -n "s/^$fact: //p" $files/status)"
done
note "leaves: $(awk '!/^#/ { sum += $4 } END { print sum }' $files/maps)"
note "$(sed -n 's/^# \(rules: .*\)/\1/p' "$tmp/check")"
ok "load the fixture" insmod /modules/ptwalk_fixture.ko
ok "with the fixture" passes
for fault in $faults; do
	if nothing_to_break "$fault"; then
		skip "$fault" "nothing to break: the linear map is in blocks, or all address bits are implemented"
		continue
	fi
	possible="$possible $fault"
	[ -n "$singly" ] || continue
	ok "$fault: plant" plant "$fault"
	ok "$fault: exactly its finding" exact
	ok "$fault: severity and owner" rated
	ok "$fault: verdict in areas" verdict "$fault"
	[ "$fault" != table-outside-ram ] || ok "$fault: query does not ask the MMU" not_asked
	ok "$fault: passes when it is taken back" take_back
done
case $faults in
*alias-writable*) ;;
*) skip "alias-writable" "booted without rodata=full, which alone promises anything" ;;
esac
[ -n "$lazy" ] || skip "lazy-mapped" "this kernel's lazily freed areas can't be listed"
# shellcheck disable=SC2086 # a list
ok "all at once: plant" plant $possible
ok "all at once: exactly their findings" exact
ok "all at once: severity and owner" rated
ok "all at once: passes when they are taken back" take_back
ok "mappings of all kinds" map_all
ok "mappings of all kinds: passes" passes
ok "mappings of all kinds: passes when they are taken back" take_back
ok "30 modules come and go" thirty_modules
ok "30 modules come and go: passes" passes
for command in '' fault 'fault none' 'map' 'map vmalloc 0' 'map vmalloc -1' 'map vmalloc 1x' 'map vmalloc 4294967297' \
	'fault wx 1' 'undo it' 'areas' 'areas 1 2' 'churn' 'churn up' 'map vmalloc 1 1' 'orphan' \
	'map vmalloc 1 and much more than any command has, so much that it does not fit at all'; do
	ok "refused: '$command'" refused "$command"
done
# shellcheck disable=SC2086 # may be none
ok "leave faults to the unloading" plant wx orphan table-loop $accessed $lazy linear-extra
ok "unload the fixture" rmmod ptwalk_fixture
ok "passes without it" passes
ok "unload" rmmod ptwalk
rm -rf "$tmp"
plan
