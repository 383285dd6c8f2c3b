#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Lab 7: decide by the areas around each address, find the guard page and the thread.

files=/sys/kernel/debug/ptwalk
page=$(awk '/^page_size:/ { print $2 }' $files/status)

# area_of ADDRESS: print "START END STATE CALLER" of the area around it. Addresses of one length compare as text.
area_of()
{
	awk -v va="$1" '!/^#/ { split($1, is, "-") } !/^#/ && "" is[1] <= "" va && "" va < "" is[2] { print is[1], is[2], $4, $9 }' \
		$files/areas
}

# shellcheck disable=SC2046 # words
set -- $(area_of "$(lab told buffer)")
guard=$(printf '0x%016x' $(($2 - page)))

number=0
for name in first second third; do
	number=$((number + 1))
	fault=0x$(lab reports | awk -v n=$number '/^report/ { at = $2 } at == n && /^Unable/ { print $NF }')
	sp=0x$(lab reports | awk -v n=$number '/^report/ { at = $2 } at == n && /^sp/ { print $NF }')
	# shellcheck disable=SC2046 # words
	set -- $(area_of "$fault")
	if [ "$sp" = "$fault" ]; then
		echo "$name stack"
		# The stack above: the nearest one whose lowest address is not below the fault.
		awk -v va="$fault" '!/^#/ && $10 != "-" && "" $10 >= "" va && (!best || "" $10 < "" best) { best = $10; pid = $1 }
			END { print "thread", pid }' $files/tasks
	elif [ "${3:-}" = lazy ]; then
		echo "$name lazy"
	else
		echo "$name guard"
		echo "past $((fault - guard))"
	fi
done
echo "guard $guard"
