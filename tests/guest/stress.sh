#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# check while all CPUs map and unmap and modules come and go: never a finding, and every file well-formed.
# ptwalk-test.checks=N among the kernel's arguments makes it N checks; with -f, the three stock guests of the
# matrix make a thousand.

# shellcheck source=tests/lib/ktap.sh
. ./ktap.sh
# shellcheck source=tests/lib/dose.sh
. ./dose.sh
files=/sys/kernel/debug/ptwalk
fixture=/sys/kernel/debug/ptwalk_fixture
tmp=$(mktemp -d)
checks=$(dose checks 64 336)
workers=8
# KASAN's shadow is many thousands of extents.
more=extents
! grep -q ' kasan_report$' /proc/kallsyms || more=

fact()
{
	sed -n "s/^$1: //p" $files/status
}

# rows FILE COPY: are well-formed and in order
rows()
{
	awk -v file="$1" -v moving=1 -v page_size="$page_size" -v levels="$levels" -v va_bits="$va_bits" \
		-f ./words.awk -f ./rows.awk "$tmp/regs" "$2"
}

modules_come_and_go()
{
	while [ -e "$tmp/go" ]; do
		insmod /modules/ptwalk_fixture_dummy.ko || touch "$tmp/broken"
		rmmod ptwalk_fixture_dummy
		echo >>"$tmp/loads"
	done
}

churn()
{
	echo "churn $1" >$fixture/control
}

# no_finding COPY
no_finding()
{
	cat "$1"
	! grep -q '^[^#]' "$1" && grep -q '^# findings: 0 errors 0 warnings ' "$1" &&
		[ "$(tail -n 1 "$1")" = '# result: pass' ]
}

# worker N: its share of the checks, each without a finding
worker()
{
	i=0
	while [ $i -lt $((checks / workers)) ]; do
		cat $files/check >"$tmp/check.$1" && no_finding "$tmp/check.$1" || return 1
		grep '^# findings:' "$tmp/check.$1" >>"$tmp/often"
		i=$((i + 1))
	done
}

# check_often: all of them, by several at once, for most of a check is waiting for the second look
check_often()
{
	pids='' failed=0
	for n in 1 2 3 4 5 6 7 8; do
		worker $n >"$tmp/share.$n" 2>&1 &
		pids="$pids $!"
	done
	for pid in $pids; do
		wait "$pid" || failed=$((failed + 1))
	done
	[ $failed = 0 ] || { cat "$tmp"/share.*; return 1; }
	[ "$(wc -l <"$tmp/often")" -ge $((checks / workers * workers)) ]
}

# whole FILE: three times
whole()
{
	for _ in 1 2 3; do
		cat "$files/$1" >"$tmp/$1" && rows "$1" "$tmp/$1" || return 1
	done
}

# many: 50 readers at once; one copy of each file is looked at closely
many()
{
	i=0 pids=
	while [ $i -lt 50 ]; do
		for file in maps areas layout check $more; do
			cat "$files/$file" >"$tmp/$i.$file" &
			pids="$pids $!"
			i=$((i + 1))
		done
	done
	for pid in $pids; do
		wait "$pid" || return 1
	done
	for out in "$tmp"/[0-9]*.check; do
		no_finding "$out" || return 1
	done
	for file in maps areas layout check $more; do
		rows "$file" "$(printf '%s\n' "$tmp"/[0-9]*."$file" | tail -n 1)" || return 1
	done
}

ok "load" insmod /modules/ptwalk.ko
page_size=$(fact page_size) levels=$(fact levels) va_bits=$(fact va_bits)
cat $files/regs >"$tmp/regs"
ok "load the fixture" insmod /modules/ptwalk_fixture.ko
ok "churn" churn on
touch "$tmp/go"
modules_come_and_go &
ok "$checks checks without a finding" check_often
note "$(awk '{ sum += $7 } END { print sum + 0 " unstable in " NR " checks" }' "$tmp/often")"
for file in maps areas $more; do
	ok "rows of $file" whole "$file"
done
ok "50 readers at once" many
rm "$tmp/go"
wait
ok "all modules could be loaded" [ ! -e "$tmp/broken" ]
ok "no more churn" churn off
note "$(wc -l <"$tmp/loads") modules came and went"
cat $files/check >"$tmp/check"
ok "passes afterwards" no_finding "$tmp/check"
ok "nothing is left planted" [ ! -s $fixture/state ]
ok "unload the fixture" rmmod ptwalk_fixture
ok "unload" rmmod ptwalk
rm -rf "$tmp"
plan
