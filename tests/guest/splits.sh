#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# splits: its sums, and the reasons for tables that are planted in the linear map.

# shellcheck source=tests/lib/ktap.sh
. ./ktap.sh
# shellcheck source=tests/lib/retry.sh
. ./retry.sh
files=/sys/kernel/debug/ptwalk
fixture=/sys/kernel/debug/ptwalk_fixture
tmp=$(mktemp -d)
# Does the kernel change the linear map when it protects a mapping? If not, it has blocks there.
rodata=full
grep -qE 'rodata=(on|noalias)' /proc/cmdline && rodata=on

fact()
{
	sed -n "s/^$1: //p" $files/status
}

# snapshot: succeeds if layout was the same before and after
snapshot()
{
	rm -f "$tmp"/[1-3].*
	( cd $files && cat layout splits layout ) >"$tmp/all" || return 1
	awk -v dir="$tmp" '/^# ptwalk\/1 / { out = dir "/" ++n "." substr($3, 1, length($3) - 1) } { print >out }' \
		"$tmp/all"
	diff "$tmp/1.layout" "$tmp/3.layout"
}

judge()
{
	awk -v page_size="$page_size" -v levels="$levels" -v va_bits="$va_bits" -f ./words.awk -f ./splits.awk "$@"
}

# spoiled EXPRESSION: the checker must see what the sed expression does to splits
spoiled()
{
	sed "$1" "$tmp/2.splits" >"$tmp/spoiled.splits"
	not cmp -s "$tmp/2.splits" "$tmp/spoiled.splits" && not judge "$tmp/1.layout" "$tmp/spoiled.splits"
}

# has PATTERN: a row is like this
has()
{
	cat $files/splits >"$tmp/now" || return 1
	grep -E "$1" "$tmp/now" || { cat "$tmp/now"; return 1; }
}

has_not()
{
	not has "$1"
}

# regained: print how many tables could be given back
regained()
{
	sed -n 's/^# regain: tables=\([0-9]*\) .*/\1/p' "$tmp/2.splits"
}

# page_of THING: the first address of what is planted
page_of()
{
	awk -v what="$1" '$1 == what { print substr($2, 1, 18) }' $fixture/state
}

# planted FAULT PATTERN: with that fault, the table of its page is there for that reason
planted()
{
	echo "fault $1" >$fixture/control || return 1
	has " $2 at=$(page_of "$1")( |$)"
	found=$?
	echo undo >$fixture/control && return $found
}

ok "load" insmod /modules/ptwalk.ko
page_size=$(fact page_size) levels=$(fact levels) va_bits=$(fact va_bits)
ok "one moment" retry 20 0.2 snapshot
ok "the sums are those of layout" judge "$tmp/1.layout" "$tmp/2.splits"
# shellcheck disable=SC2016 # the last line, for sed
for spoil in '2d' '3s/ pmd [0-9]* / pmd 0 /' '/^# total/s/tables=/tables=1/' '/^# level/d' '$s/mapped=/mapped=1/' \
	'$d'; do
	ok "the checker sees $spoil" spoiled "$spoil"
done
ok "the root is a table" has '^0x[^ ]* [0-9]* - 1 '
ok "load the fixture" insmod /modules/ptwalk_fixture.ko
if [ $rodata = full ]; then
	ok "nearly all could be regained" [ "$(regained)" -ge $((page_size == 4096 ? 400 : 20)) ]
	ok "a module's text is not in it" has_not 'by=[^ ]*\[ptwalk_fixture_dummy\]'
	ok "load a module" insmod /modules/ptwalk_fixture_dummy.ko
	# With large pages the owners in one block are more than the four that a row names.
	ok "its text splits the linear map" has ' attributes at=0x[0-9a-f]* odd=[0-9]* by=([^ ]*,)?(module:[^ ]*\[ptwalk_fixture_dummy\]|\.\.\.)'
	ok "unload it" rmmod ptwalk_fixture_dummy
	ok "a page that is not mapped" planted linear-hole unmapped
	ok "nobody is known to have unmapped it" has_not ' unmapped .* because=(kfence|secretmem|debug_pagealloc)'
	ok "a page that maps another" planted linear-affine moved
else
	ok "next to nothing could be regained" [ "$(regained)" -le 2 ]
	ok "no module splits it" has_not 'by=[^ ]*module:'
fi
ok "the image splits it" has ' attributes at=0x[0-9a-f]* odd=[0-9]* by=image:'
if grep -q 'kfence.sample_interval=[1-9]' /proc/cmdline; then
	ok "KFENCE splits it" has ' unmapped at=0x[0-9a-f]* .*because=kfence'
else
	skip "KFENCE splits it" "it is off"
fi
ok "unload the fixture" rmmod ptwalk_fixture
ok "unload" rmmod ptwalk
rm -rf "$tmp"
plan
