#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Lab 8: all leaves of one physical page.

page=$(lab told page)
size=$(awk '/^page_size:/ { print $2 }' /sys/kernel/debug/ptwalk/status)
pa=$(ptwalk query "$page" | sed -n 's/^pa: //p')
echo "pa $pa"
echo "linear $(ptwalk query "$page" | awk '/^linear:/ { print $2 }')"
ptwalk query pa "$(printf '0x%x' $((pa & ~(size - 1))))" | grep -v '^#' | while read -r range _ _ leaves _; do
	i=0
	while [ $i -lt "$leaves" ]; do
		printf '0x%016x\n' $((${range%-*} + i * size))
		i=$((i + 1))
	done
done >/tmp/places
echo "count $(wc -l </tmp/places)"
echo "all $(tr '\n' ',' </tmp/places | sed 's/,$//')"
