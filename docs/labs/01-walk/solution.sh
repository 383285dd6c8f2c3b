#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Lab 1: walk with "lab peek", from the registers down.

# field NAME: print a field of TCR_EL1 or TTBR1_EL1
field()
{
	awk -v name="$1" '$2 == name { print $4 }' /sys/kernel/debug/ptwalk/regs
}

page=$(lab told page)
va_bits=$((64 - $(field T1SZ)))
case $(($(field TG1))) in
1) shift=14 ;;
2) shift=12 ;;
3) shift=16 ;;
esac
per_level=$((shift - 3))
level=$(((va_bits - shift + per_level - 1) / per_level - 1))
top=$level
mask=$((((1 << 48) - 1) & ~((1 << shift) - 1)))
lpa2=$(($(field DS)))
[ $lpa2 = 0 ] || mask=$((mask | 3 << 48))

table=$(($(field BADDR) << 1))
printf 'root 0x%016x\n' "$table"
while :; do
	bits=$((va_bits - shift - level * per_level))
	[ $bits -le $per_level ] || bits=$per_level
	index=$(((page >> (shift + level * per_level)) & ((1 << bits) - 1)))
	[ $level != $top ] || echo "top $index"
	entry=$(lab peek "$(printf '0x%x' $((table + 8 * index)))")
	table=$((entry & mask))
	[ $lpa2 = 0 ] || table=$((table | (entry & 0x300) << 42))
	[ $level != 0 ] || break
	level=$((level - 1))
done
echo "last $index"
echo "entry $entry"
printf 'pa 0x%016x\n' $((table | (page & ((1 << shift) - 1))))
