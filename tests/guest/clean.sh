#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# check on a kernel with which nothing is wrong: right after boot, and after modules have come and gone.

# shellcheck source=tests/lib/ktap.sh
. ./ktap.sh
# shellcheck source=tests/lib/modules.sh
. ./modules.sh
files=/sys/kernel/debug/ptwalk

# Of 18 rules, those that this kernel, architecture or format has nothing for, with their reasons.
skipped=
skip_rule()
{
	skipped="$skipped${skipped:+, }$1 ($2)"
	rules_run=$((rules_run - 1))
}
rules_run=18
# There, the list of lazily freed areas can't be read.
case $(uname -r) in
5.10.*) skip_rule lazy-mapped 'lazily freed vmap areas: the self-test failed' ;;
esac
# Only what rodata=full promises can be broken.
case $(cat /proc/cmdline) in
*rodata=o* | *rodata=noalias*) skip_rule alias-writable 'booted without rodata=full' ;;
esac
case $(uname -m) in
x86_64)
	skip_rule af-clear 'hardware sets the access flag'
	skip_rule cont-broken 'this format has no contiguous groups'
	skip_rule mmu-disagrees "the MMU can't be asked on this machine"
	;;
riscv64)
	grep -q svpbmt /proc/cpuinfo || skip_rule alias-memtype 'memory types are not in the tables'
	grep -q svnapot /proc/cpuinfo || skip_rule cont-broken 'this format has no contiguous groups'
	skip_rule mmu-disagrees "the MMU can't be asked on this machine"
	;;
esac
rules="# rules: $rules_run run $((18 - rules_run)) skipped${skipped:+: $skipped}"

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

# all_found: analysis finds every area that has to be mapped
all_found()
{
	found=$(sed -n 's/^vmalloc areas found in the page tables: //p' $files/analysis)
	echo "$found"
	[ -n "$found" ] && [ "${found% of *}" = "${found#* of }" ] && [ "${found% of *}" -gt 10 ]
}

ok "load" insmod /modules/ptwalk.ko
ok "check passes after boot" passes
case $skipped in
*mmu-disagrees*) skip "the MMU is asked unless the parameter says no" "it can't be asked on this machine" ;;
*) ok "the MMU is asked unless the parameter says no" only_without_mmu ;;
esac
ok "30 modules come and go" thirty_modules
ok "check passes after that" passes
ok "analysis finds every area" all_found
ok "unload" rmmod ptwalk
plan
