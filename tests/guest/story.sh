#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# query: what it says of addresses that are free, in a stack or just below one, in code, and of the use of a page.

# shellcheck source=tests/lib/ktap.sh
. ./ktap.sh
# shellcheck source=tests/lib/retry.sh
. ./retry.sh
files=/sys/kernel/debug/ptwalk
query=$files/query
fixture=/sys/kernel/debug/ptwalk_fixture
tmp=$(mktemp -d)

fact()
{
	sed -n "s/^$1: //p" $files/status
}

# ask QUESTION: without a process of its own, whose stack would be a new area
ask()
{
	exec 3<>$query && echo "$1" >&3 && cat <&3 >"$tmp/said"
	asked=$?
	exec 3>&-
	return $asked
}

# says QUESTION PATTERN...: the answer has a line like each of them
says()
{
	ask "$1" || return 1
	shift
	for pattern in "$@"; do
		grep -qE "^$pattern\$" "$tmp/said" || { echo "no line: $pattern"; cat "$tmp/said"; return 1; }
	done
}

# says_not QUESTION PATTERN
says_not()
{
	ask "$1" && ! grep -E "^$2" "$tmp/said"
}

# add ADDRESS BYTES: that may be negative
add()
{
	printf '0x%016x' $(($1 + $2))
}

# hole: between two areas that stay; all that is said of an address in it
hole()
{
	( cd $files && exec cat layout areas ) >"$tmp/all" || return 1
	# The largest hole between two neighbours in the vmalloc region.
	cat <<-'AWK' >"$tmp/program"
	/^# ptwalk/ { file = $3 }
	/^#/ || !is_range($1) { next }
	file == "layout:" {
		if ($3 == "vmalloc" && (from == "" || minus(end, start) > size)) {
			from = start; to = end; size = minus(end, start)
		}
		next
	}
	{
		if (last != "" && !before(last, from) && !before(to, start) && minus(start, last) > most) {
			most = minus(start, last)
			found = "0x" last " 0x" start " " range " " $1
		}
		last = end
		range = $1
	}
	END { print found }
	AWK
	awk -v page_size="$page_size" -f ./words.awk -f "$tmp/program" "$tmp/all" >"$tmp/hole"
	read -r first after range_before range_after <"$tmp/hole" || return 1
	middle=$(add "$first" $(((after - first) / 2)))
	says "$middle" 'pa: none' 'owner: none' 'mapped: nothing is mapped there' \
		"hole: $first-$after bytes=$((after - first))" \
		"before: $range_before (busy|lazy) [^ ]* distance=$((middle - first))" \
		"after: $range_after (busy|lazy) [^ ]* distance=$((after - middle))"
}

# stack_of PID: the address of its stack, and its name
stack_of()
{
	awk -v pid="$1" '$1 == pid { print $10, $2 }' $files/tasks
}

lazy()
{
	echo 'map lazy 7' >$fixture/control || return 1
	range=$(awk '$1 == "map-lazy" { print $2 }' $fixture/state)
	# Freed addresses may have gone back meanwhile.
	says "${range%-*}" 'pa: none' 'mapped: nothing is mapped there' '(area: [^ ]* lazy \+0x[0-9a-f]*|hole: .*)'
}

section()
{
	at=$(cat "/sys/module/ptwalk/sections/$1")
	case $(uname -r) in
	5.* | 6.[0-3].*) says "$at" 'area: [^ ]* busy \+0x[0-9a-f]* from=[^ ]*' ;;
	*) says "$at" "area: [^ ]* busy \\+0x[0-9a-f]* from=[^ ]* section=$2" ;;
	esac
}

echo 0 >/proc/sys/kernel/kptr_restrict
ok "load" insmod /modules/ptwalk.ko
ok "load the fixture" insmod /modules/ptwalk_fixture.ko
page_size=$(fact page_size)
# THREAD_SIZE
stack_bytes=16384
[ "$page_size" -le $stack_bytes ] || stack_bytes=$page_size

ok "a hole" retry 10 0.5 hole
ok "a lazily freed area" lazy
ok "take it back" sh -c "echo undo >$fixture/control"

stack=$(stack_of 2)
comm=${stack#* } stack=${stack% *}
ok "in a stack" says "$(add "$stack" 0x123)" "stack: pid=2 comm=$comm \\+0x123/$(printf '0x%x' "$stack_bytes")" \
	"area: [^ ]* busy \\+0x123 from=[^ ]* pid=2 comm=$comm"
ok "at its last byte" says "$(add "$stack" $((stack_bytes - 1)))" "stack: pid=2 comm=$comm \\+0x[0-9a-f]*/.*"
ok "in its guard" says "$(add "$stack" "$stack_bytes")" "stack: pid=2 comm=$comm guard page above it" 'owner: .* guard'
ok "below its end" says "$(add "$stack" -128)" "stack: pid=2 comm=$comm 128 bytes below its end: stack overflow" \
	'mapped: nothing is mapped there'

ok "code" says 'sym vfree+0x10' 'symbol: vfree\+0x10/0x[0-9a-f]*'
at=$(awk '$3 == "ptwalk_pause" { print "0x" $1 }' /proc/kallsyms)
ok "code of a module" says "$at" 'symbol: ptwalk_pause\+0x0/0x[0-9a-f]*\[ptwalk\]'
if grep -q ' D init_task$' /proc/kallsyms; then
	ok "data" says 'sym init_task' 'symbol: init_task\+0x0/0x[0-9a-f]*'
else
	skip "data" "kallsyms has functions only"
fi
ok "no code" says_not "$(add "$stack" 0)" 'symbol:'
ok "a part of a module" section .text text

task=$(awk '$1 == 1 { print $3 }' $files/tasks)
if [ -r /sys/kernel/slab/task_struct/order ]; then
	order=$(cat /sys/kernel/slab/task_struct/order)
else
	order='[0-9]'
fi
ok "a slab" says "$task" 'page: slab' 'slab: task_struct' "order: $order"
ok "the stack of a thread is in none" says_not "$stack" 'slab:'
ok "unload the fixture" rmmod ptwalk_fixture
ok "unload" rmmod ptwalk
rm -rf "$tmp"
plan
