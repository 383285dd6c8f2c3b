#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# check on a kernel with which nothing is wrong: right after boot, and after modules have come and gone.

# shellcheck source=tests/lib/ktap.sh
. ./ktap.sh
# shellcheck source=tests/lib/modules.sh
. ./modules.sh
files=/sys/kernel/debug/ptwalk

# Only what rodata=full promises can be broken.
case $(cat /proc/cmdline) in
*rodata=o* | *rodata=noalias*) rules='# rules: 17 run 1 skipped: alias-writable (booted without rodata=full)' ;;
*) rules='# rules: 18 run 0 skipped' ;;
esac
# There, the list of lazily freed areas can't be read.
case $(uname -r) in
5.10.*) rules='# rules: 17 run 1 skipped: lazy-mapped (lazily freed vmap areas: the self-test failed)' ;;
esac

# passes: not one finding, and that is not for want of looking
passes()
{
	check=$(cat $files/check)
	echo "$check"
	echo "$check" | grep -qxF "$rules" || return 1
	case $check in
	*'# findings: 0 errors 0 warnings '*'# result: pass') ;;
	*) return 1 ;;
	esac
	! echo "$check" | grep -q '^[^#]'
}

# only_without_mmu: switched off, one rule less is run, and it says why
only_without_mmu()
{
	parameter=/sys/module/ptwalk/parameters/mmu
	echo N >$parameter
	off=$(grep '^# rules: ' $files/check)
	echo Y >$parameter
	echo "$off"
	case $off in
	*"mmu-disagrees (switched off by the module's parameter mmu)") passes ;;
	*) return 1 ;;
	esac
}

# all_found: summary finds every area that has to be mapped
all_found()
{
	found=$(sed -n 's/^vmalloc areas found in the page tables: //p' $files/summary)
	echo "$found"
	[ -n "$found" ] && [ "${found% of *}" = "${found#* of }" ] && [ "${found% of *}" -gt 10 ]
}

ok "load" insmod /modules/ptwalk.ko
ok "check passes after boot" passes
ok "the MMU is asked unless the parameter says no" only_without_mmu
ok "30 modules come and go" thirty_modules
ok "check passes after that" passes
ok "summary finds every area" all_found
ok "unload" rmmod ptwalk
plan
