# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154 # the right answers are set by who sources this
# Wrong answers to lab 9: lines of KEY CLASS VALUE.

[ "$index" = 0 ] || echo "index bits $((index * 4))"
echo "index byte $byte"
echo "byte byte 0xff"
echo "type cached normal"
echo "type type normal-wt"
echo "linear same $(lab told odd)"
page=$(ptwalk status | awk '/^page_size/ { print $2 }')
printf 'linear offset 0x%x\n' $((linear & ~(page - 1)))
echo "device cached normal"
echo "device type $type"
echo "rule rule alias-writable"
echo "rule other memtype"
