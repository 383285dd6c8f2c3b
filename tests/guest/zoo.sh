#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# A machine of any kind: it is what it shall be, every file can be read, and check has nothing to say.

# shellcheck source=tests/lib/ktap.sh
. ./ktap.sh
files=/sys/kernel/debug/ptwalk

read_all()
{
	for file in "$files"/*; do
		echo "$file"
		head -n 1 "$file" | grep -q "^# ptwalk/1 ${file##*/}:" || return 1
		cat "$file" >/dev/null || return 1
	done
}

# passes: not one finding, and all rules were run but for what the command line takes away
passes()
{
	case $(cat /proc/cmdline) in
	*rodata=o*) rules='# rules: 17 run 1 skipped: alias-writable (booted without ' ;;
	*) rules='# rules: 18 run 0 skipped' ;;
	esac
	cat $files/check | tee /tmp/check
	# A kernel that was booted so has such pages, and that is said.
	case $(cat /proc/cmdline) in
	*rodata=off*)
		[ "$(awk '!/^#/ { print $2, $6 }' /tmp/check | sort -u | tr '\n' ' ')" = 'wx fixmap wx image:text ' ]
		return
		;;
	esac
	grep -q '^[^#]' /tmp/check && return 1
	grep -qF "$rules" /tmp/check && grep -qx '# findings: 0 errors 0 warnings .*' /tmp/check &&
		[ "$(tail -n 1 /tmp/check)" = '# result: pass' ]
}

shows()
{
	grep "$2" "$1" && return
	case $1 in
	*/linear) grep '^#' "$1" ;;
	*) tail -n 30 "$1" ;;
	esac
	return 1
}

ok "load" insmod /modules/ptwalk.ko
# That it is this machine.
while read -r file pattern; do
	[ -z "$file" ] || ok "$file has $pattern" shows "$file" "$pattern"
done <./shows
ok "every file can be read" read_all
ok "check passes" passes
ok "unload" rmmod ptwalk
plan
