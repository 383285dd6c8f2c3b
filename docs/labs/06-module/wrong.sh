# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154 # the right answers are set by who sources this
# Wrong answers to lab 6: lines of KEY CLASS VALUE.

page=$(ptwalk status | awk '/^page_size/ { print $2 }')
code=$(lab told code)
start=$(ptwalk layout | awk '!/^#/ { print substr($1, 1, 18); exit }')
pa=$(ptwalk query "$code" | sed -n 's/^pa: //p')
echo "text both rwx"
echo "text executable r--"
echo "data readonly r--"
echo "rodata writable rw-"
echo "rodata executable r-x"
echo "alias same $code"
echo "alias physical $pa"
printf 'alias base 0x%x\n' $((start + pa))
printf 'alias offset 0x%x\n' $((alias & ~(page - 1)))
echo "aliasprot writable rw-"
echo "aliasprot executable r-x"
echo "pages bytes $((pages * page))"
