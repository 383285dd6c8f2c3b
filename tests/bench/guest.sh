#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# guest.sh WORKLOAD SIZE [COMMAND...]: in the guest: plant, then read each file with the meter, twice. Prints a row for
# each: bench WORKLOAD SIZE FILE INSTRUCTIONS AGAIN BYTES LINES KIB, and facts: fact WORKLOAD SIZE NAME VALUE.

debug=/sys/kernel/debug
fixture=$debug/ptwalk_fixture
parameter=/sys/module/ptwalk/parameters/mmu
workload=$1 size=$2
shift 2

# measure NAME FILE [QUESTION]: what was first is last: the first time is that of a cold cache
measure()
{
	name=$1
	shift
	# shellcheck disable=SC2046 # numbers
	set -- $(meter "$@")
	[ $# = 8 ] || { echo "bench: cannot measure $name: $*"; exit 1; }
	echo "bench $workload $size $name $5 $1 $6 $7 $8"
}

fact()
{
	echo "fact $workload $size $1 $2"
}

# planted: the range of all that is planted, without 0x
planted()
{
	awk '{ split(substr($2, 3), r, "-0x"); if (!s || "x" r[1] < "x" s) s = r[1]; if ("x" r[2] > "x" e) e = r[2] }
		END { print s, e }' $fixture/state
}

insmod /modules/ptwalk.ko && insmod /modules/ptwalk_fixture.ko || exit 1
if [ "$1" = - ]; then
	# Nothing is planted: ask about the end of the kernel's image.
	va=$(awk '$8 == "image:data" { split($1, r, "-"); print r[1]; exit }' $debug/ptwalk/maps)
	range=$(awk '$8 == "image:data" { print $1; exit }' $debug/ptwalk/maps)
else
	echo "$*" >$fixture/control || exit 1
	# shellcheck disable=SC2046 # two numbers
	set -- $(planted)
	range=0x$1-0x$2
	va=0x$1
fi
pa=$(exec 3<>$debug/ptwalk/query; echo "$va" >&3; sed -n 's/^pa: //p' <&3)
fact linux "$(uname -r)"
fact range "$range"
fact pa "$pa"
while read -r name value; do
	fact "${name%:}" "$value"
done <$fixture/floor

measure floor $fixture/floor
measure floor_memcpy $fixture/floor_memcpy
measure kernel_page_tables $debug/kernel_page_tables
measure vmallocinfo /proc/vmallocinfo
for file in layout summary maps extents areas check; do
	measure $file $debug/ptwalk/$file
done
if [ -e $parameter ]; then
	echo N >$parameter
	measure check_no_mmu $debug/ptwalk/check
	echo Y >$parameter
fi
measure query_va $debug/ptwalk/query "$va"
measure query_range $debug/ptwalk/query "range $range"
measure query_pa $debug/ptwalk/query "pa $pa"
