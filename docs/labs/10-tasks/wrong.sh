# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154 # the right answers are set by who sources this
# Wrong answers to lab 10: lines of KEY CLASS VALUE.

awk -v pid="$pid" '$1 == pid { print "task stack " $10; sub(/^lab-/, "", $2); print "pid name " $2 }' /tmp/tasks
echo "task physical $pa"
printf 'task truncated 0x%x\n' $((task & 0xffffffffffff))
echo "pa virtual $task"
echo "crosses pages $((crosses + 1))"
[ "$crosses" = 0 ] || echo "crosses none 0"
printf 'last end 0x%x\n' $((last + 1))
echo "last first $pa"
first=$(ptwalk query "$(lab told record)" | sed -n 's/^pa: //p')
printf 'second contiguous 0x%x\n' $((first + 32))
echo "second virtual $(printf '0x%x' $(($(lab told record) + 32)))"
