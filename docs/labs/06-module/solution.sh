#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Lab 6: what "query" and "maps" say.

# line ADDRESS NAME: print a line of the answer
line()
{
	ptwalk query "$1" | sed -n "s/^$2: //p"
}

code=$(lab told code)
echo "text $(line "$code" prot)"
echo "data $(line "$(lab told number)" prot)"
echo "rodata $(line "$(lab told list)" prot)"
# shellcheck disable=SC2046 # words
set -- $(line "$code" linear)
echo "alias $1"
echo "aliasprot $3"
awk -v va="$code" '!/^#/ { split($1, is, "-") } !/^#/ && "" is[1] <= "" va && "" va < "" is[2] { print "pages", $4 }' \
	/sys/kernel/debug/ptwalk/maps
