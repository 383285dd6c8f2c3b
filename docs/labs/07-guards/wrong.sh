# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154 # the right answers are set by who sources this
# Wrong answers to lab 7: lines of KEY CLASS VALUE.

for key in first second third; do
	eval "right=\$$key"
	for cause in guard lazy stack; do
		[ $cause = "$right" ] || echo "$key not-$cause $cause"
	done
	echo "$key word oops"
done
page=$(ptwalk status | awk '/^page_size/ { print $2 }')
printf 'guard end 0x%x\n' $((guard + page))
printf 'guard last 0x%x\n' $((guard - page))
echo "past guard $((page - past))"
printf 'past virtual 0x%x\n' $((guard + past))
printf 'thread name %d\n' "$(awk -v pid="$thread" '$1 == pid { sub(/^lab-/, "", $2); print $2 }' /sys/kernel/debug/ptwalk/tasks)"
