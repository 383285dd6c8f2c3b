#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Lab 4: from the rows of "extents" in the range of the area.

data=$(lab told data)
range=$(awk -v va="$data" '!/^#/ { split($1, is, "-") } !/^#/ && "" is[1] <= "" va && "" va < "" is[2] { print $1 }' \
	/sys/kernel/debug/ptwalk/areas)
ptwalk query range "$range" extents | grep -v '^#' >/tmp/extents
awk '{ pages += $4; if ($2 > most) most = $2 } END { print "pages", pages; print "extents", NR; print "largest", most }' /tmp/extents
# shellcheck disable=SC2046 # words
set -- $(awk -v va="$data" '{ split($1, is, "-") } "" is[1] <= "" va && "" va < "" is[2] { print is[1], $7 }' /tmp/extents)
printf 'pa 0x%016x\n' $((data - $1 + $2))
