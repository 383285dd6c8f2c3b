#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# holes: exactly what areas leave free, and what the kernel then really gives: the largest request succeeds, one page
# more does not.

# shellcheck source=tests/lib/ktap.sh
. ./ktap.sh
# shellcheck source=tests/lib/retry.sh
. ./retry.sh
files=/sys/kernel/debug/ptwalk
fixture=/sys/kernel/debug/ptwalk_fixture
tmp=$(mktemp -d)

fact()
{
	sed -n "s/^$1: //p" $files/status
}

# snapshot: copy areas and holes, in one process, since the stack of a new one would be a new area. Succeeds if the
# holes were the same before and after.
snapshot()
{
	( cd $files && cat holes areas holes ) >"$tmp/all" || return 1
	awk -v dir="$tmp" '/^# ptwalk\/1 / { out = dir "/" ++n } { print >out }' "$tmp/all"
	cmp "$tmp/1" "$tmp/3"
}

exact()
{
	awk -v page_size="$page_size" -v levels="$levels" -v va_bits="$(fact va_bits)" -f ./words.awk -f ./holes.awk \
		"$tmp/2" "$1"
}

# spoiled EXPRESSION: the checker must see what the sed expression does to the holes
spoiled()
{
	sed "$1" "$tmp/1" >"$tmp/spoiled"
	not cmp -s "$tmp/1" "$tmp/spoiled" || return 1
	not exact "$tmp/spoiled"
}

# read_zone ZONE: set range and fits; nothing may be started meanwhile, as the stack of a new process is an area
read_zone()
{
	range='' fits=''
	while read -r mark word name first rest; do
		case $mark$word$name in
		"#zone$1") range=$first ;;
		"#fits$1") fits=$first ;;
		esac
	done <$files/holes
	[ -n "$range" ] && [ -n "$fits" ]
}

# gives ZONE: the largest request succeeds, and a page more does not. Others may take addresses just then: try again.
gives()
{
	read_zone "$1" || return 1
	! echo "reserve $range $((fits + page_size))" >$fixture/control || return 1
	read_zone "$1" || return 1
	echo "reserve $range $fits" >$fixture/control || return 1
	echo "$1: $fits"
	cat $fixture/state
	read_zone "$1" && echo "now: $fits"
	echo undo >$fixture/control
}

zones()
{
	sed -n 's/^# zone \([^ ]*\) .*/\1/p' $files/holes
}

# window_is_real: module memory, ours too, lies in the zones that are for modules
window_is_real()
{
	awk '
	FILENAME ~ /holes$/ && $2 == "zone" && $3 ~ /^modules/ { n++; split($4, r, "-"); from[n] = r[1]; to[n] = r[2] }
	FILENAME ~ /areas$/ && $3 == "module" {
		split($1, r, "-")
		for (i = 1; i <= n && !(("" from[i]) <= ("" r[1]) && ("" r[2]) <= ("" to[i])); i++)
			;
		areas++
		if (i > n) {
			print "outside: " $0
			wrong = 1
		}
	}
	END { exit wrong || !areas || !n }' $files/holes $files/areas
}

ok "load" insmod /modules/ptwalk.ko
ok "load the fixture" insmod /modules/ptwalk_fixture.ko
page_size=$(fact page_size) levels=$(fact levels)
for round in plain "with freed areas"; do
	[ "$round" = plain ] || ok "free areas between others" sh -c "echo storm 300 >$fixture/control"
	ok "$round: one moment" retry 30 0.2 snapshot
	ok "$round: the holes are what areas leave" exact "$tmp/1"
done
note "$(grep '^# ' "$tmp/1")"
for spoil in '3d' '3s/ / 1/' '3p' 's/holes=/holes=1/' 's/lazy=/lazy=1/' 's/ pmd=/ pmd=1/' \
	'/^0x/s/ [^ ]* zone/ x zone/' '/^# fits/d'; do
	ok "the checker sees $spoil" spoiled "$spoil"
done
ok "free them" sh -c "echo undo >$fixture/control"
if grep -q ' kasan_report$' /proc/kallsyms; then
	skip "the largest request" "KASAN needs memory for each page of it"
else
	for zone in $(zones); do
		ok "the largest request in $zone succeeds, a page more does not" retry 20 0.2 gives "$zone"
	done
	note "$(gives vmalloc)"
fi
case $(fact limits) in
*'where modules go'*) skip "modules are in their zones" "this kernel does not say where they go" ;;
*) ok "modules are in their zones" window_is_real ;;
esac
ok "unload the fixture" rmmod ptwalk_fixture
ok "unload" rmmod ptwalk
rm -rf "$tmp"
plan
