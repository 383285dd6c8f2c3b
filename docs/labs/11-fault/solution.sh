#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Lab 11: the finding of "check", and the last entry on the way.

# shellcheck disable=SC2046 # words
set -- $(awk '!/^#/ { print $2, $3; exit }' /sys/kernel/debug/ptwalk/check)
start=${2%-*}
echo "rule $1"
echo "start $start"
echo "bytes $((${2#*-} - start))"
echo "entry $(ptwalk query "$start" | awk '!/^#/ && $4 ~ /^0x/ && NF >= 5 && $1 !~ /:$/ { raw = $4 } END { print raw }')"
