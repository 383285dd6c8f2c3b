#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Lab 2: by the formula of "linear" and the ranges of "layout".

files=/sys/kernel/debug/ptwalk

# region_of ADDRESS: addresses of one length compare as text; the last range ends at 2^64, written as 0
region_of()
{
	awk -v va="$1" '!/^#/ { split($1, is, "-") }
		!/^#/ && "" is[1] <= "" va && ("" va < "" is[2] || is[2] == "0x0000000000000000") { print $3; exit }' $files/layout
}

# field NAME: print a field of TCR_EL1
field()
{
	echo $(($(awk -v name="$1" '$1 == "TCR_EL1" && $2 == name { print $4 }' $files/regs)))
}

frame=$(lab told frame) object=$(lab told object)
offset=$(sed -n 's/.* formula: pa = va + //p' $files/linear)
echo "first $(awk '!/^#/ { print $3; exit }' $files/layout)"
echo "claimed $(region_of 0xffff800000000000)"
where=$((frame - offset))
printf 'where 0x%016x\n' $where
printf 'pa 0x%016x\n' $((object + offset))
va_bits=$((64 - $(field T1SZ)))
case $(field TG1) in
1) page=14 ;;
2) page=12 ;;
*) page=16 ;;
esac
levels=$(((va_bits - page + page - 4) / (page - 3)))
top=$((page + (levels - 1) * (page - 3)))
echo "index $(((where & ((1 << va_bits) - 1)) >> top))"
