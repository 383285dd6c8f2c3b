#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# check on a kernel with which nothing is wrong: right after boot, and after modules have come and gone.

# shellcheck source=tests/lib/ktap.sh
. ./ktap.sh
files=/sys/kernel/debug/ptwalk

# passes: not one finding, and that is not for want of looking
passes()
{
	check=$(cat $files/check)
	echo "$check"
	case $check in
	*'# rules: 15 run 1 skipped: mmu-disagrees '*'# findings: 0 errors 0 warnings '*'# result: pass') ;;
	*) return 1 ;;
	esac
	! echo "$check" | grep -q '^[^#]'
}

# all_found: summary finds every area that has to be mapped
all_found()
{
	found=$(sed -n 's/^vmalloc areas found in the page tables: //p' $files/summary)
	echo "$found"
	[ -n "$found" ] && [ "${found% of *}" = "${found#* of }" ] && [ "${found% of *}" -gt 10 ]
}

thirty_modules()
{
	i=0
	while [ $i -lt 30 ]; do
		insmod /modules/ptwalk_fixture_dummy.ko && rmmod ptwalk_fixture_dummy || return 1
		i=$((i + 1))
	done
}

ok "load" insmod /modules/ptwalk.ko
ok "check passes after boot" passes
ok "30 modules come and go" thirty_modules
ok "check passes after that" passes
ok "summary finds every area" all_found
ok "unload" rmmod ptwalk
plan
