#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Loading while /proc/vmallocinfo is some other file, or is not there: the kernel's own areas are found all the same.

# shellcheck source=tests/lib/ktap.sh
. ./ktap.sh
files=/sys/kernel/debug/ptwalk
real=/proc/vmallocinfo
tmp=$(mktemp -d)

fact()
{
	sed -n "s/^$1: //p" $files/status
}

# finds_areas: from where they come when nothing is in the way, lazily freed ones too, and check has no finding
finds_areas()
{
	cat $files/status
	[ "$(fact area_source)" = "$source" ] && ! grep -q '^limits: .*areas' $files/status &&
		[ "$(grep -vc '^#' $files/areas)" -gt 30 ] &&
		[ "$(tail -n 1 $files/check)" = '# result: pass' ]
}

# loads_and_finds: and unloads
loads_and_finds()
{
	insmod /modules/ptwalk.ko || return 1
	finds_areas
	found=$?
	rmmod ptwalk && return $found
}

# under FILE: with it in the place of /proc/vmallocinfo
under()
{
	mount --bind "$1" $real || return 1
	loads_and_finds
	found=$?
	umount $real && return $found
}

# without_proc COMMAND...: with the command's file system in its place, or none
without_proc()
{
	umount -l /proc && "$@" && [ ! -e $real ] && loads_and_finds
	found=$?
	umount /proc 2>/dev/null
	mount -t proc proc /proc && return $found
}

insmod /modules/ptwalk.ko
source=$(fact area_source)
rmmod ptwalk
ok "areas have a source: $source" [ "$source" != none ]
ok "under its own name" loads_and_finds
echo plain >"$tmp/plain"
# The last ones are seq_files as well, and kallsyms has functions of the same names.
for file in "$tmp/plain" /dev/null /proc/iomem /proc/kallsyms /proc/self/maps; do
	ok "with ${file##*/} mounted over it" under "$file"
done
ok "with /proc not mounted" without_proc true
ok "with another file system in /proc" without_proc mount -t tmpfs tmpfs /proc
ok "under its own name again" loads_and_finds
rm -rf "$tmp"
plan
