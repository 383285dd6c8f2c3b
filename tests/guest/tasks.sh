#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# tasks: every thread that /proc has, with its name; its totals; and threads that come and go.

# shellcheck source=tests/lib/ktap.sh
. ./ktap.sh
# shellcheck source=tests/lib/retry.sh
. ./retry.sh
files=/sys/kernel/debug/ptwalk
tmp=$(mktemp -d)

fact()
{
	sed -n "s/^$1: //p" $files/status
}

# This shell reads without helpers: each one would be another thread.

# proc_threads: "<tid> <name>" of each; a thread may be gone meanwhile
proc_threads()
{
	for thread in /proc/[0-9]*/task/[0-9]*; do
		read -r name 2>/dev/null <"$thread/comm" && echo "${thread##*/} $name"
	done
}

copy_tasks()
{
	while read -r line; do
		echo "$line"
	done <$files/tasks
}

# read_threads: succeeds if tasks has the same threads as /proc, which is read before and after it
read_threads()
{
	proc_threads >"$tmp/before" && copy_tasks >"$tmp/tasks" && proc_threads >"$tmp/after"
	compare
}

same_threads()
{
	retry 20 0 read_threads
}

# compare: /proc/*/comm of a kernel thread may be longer: it then names the work in hand, too
compare()
{
	awk '
	function fail(why) { print why; wrong = 1 }
	{ name = $0; sub(/^[0-9]+ /, "", name) }
	FILENAME ~ /before$/ { was[$1] = name; next }
	FILENAME ~ /after$/ {
		n++
		is[$1] = name
		if (!($1 in was))
			fail($1 " is new")
		next
	}
	/^#/ { next }
	{
		rows++
		if (!($1 in is))
			fail($1 " is not in /proc: " $2)
		else if ($2 != is[$1] && !(is[$1] ~ /^kworker\/|^[^ ]{15}/ && index(is[$1], $2) == 1))
			fail($1 " is " is[$1] " in /proc, not " $2)
	}
	END {
		if (rows != n || !n)
			fail(rows + 0 " threads of " n + 0)
		exit wrong
	}' "$tmp/before" "$tmp/after" "$tmp/tasks"
}

# read_files: copy tasks; succeeds if extents and areas were the same before and after
read_files()
{
	( cd $files && exec cat extents areas tasks extents areas ) >"$tmp/all" || return 1
	awk -v dir="$tmp" '
		/^# ptwalk\/1 / { n++; out = dir "/" (n <= 2 ? "1" : n == 3 ? "tasks" : "2") ".files" }
		{ print >out }' "$tmp/all"
	diff "$tmp/1.files" "$tmp/2.files"
}

# consistent: tasks agrees with its totals, and with extents and areas
consistent()
{
	retry 20 0 read_files && judge "$tmp/1.files" "$tmp/tasks.files"
}

judge()
{
	awk -v page_size="$page_size" -v moving="${moving:-}" -f ./words.awk -f ./tasks.awk "$@"
}

# spoiled EXPRESSION: the checker must see what the sed expression does to tasks
spoiled()
{
	sed "$1" "$tmp/tasks.files" >"$tmp/spoiled"
	not cmp -s "$tmp/tasks.files" "$tmp/spoiled" && not judge "$tmp/1.files" "$tmp/spoiled"
}

# odd_name OCTAL-NAME FORMAT: a thread with such a name has it in one word
odd_name()
{
	mkfifo "$tmp/pipe"
	# shellcheck disable=SC2059 # it is one
	( printf "$2" >/proc/self/comm; : >"$tmp/named"; read -r _ <"$tmp/pipe" ) &
	until [ -e "$tmp/named" ]; do
		sleep 0.1
	done
	grep "^$! " $files/tasks | cut -d ' ' -f 2 >"$tmp/name"
	echo >"$tmp/pipe"
	wait $!
	rm -f "$tmp/pipe" "$tmp/named"
	cat "$tmp/name"
	[ "$(cat "$tmp/name")" = "$1" ]
}

# crowd: threads that stay
crowd()
{
	i=0 crowd=
	while [ $i -lt 200 ]; do
		i=$((i + 1))
		sleep 1000 &
		crowd="$crowd $!"
	done
}

come_and_go()
{
	while [ -e "$tmp/go" ]; do
		( : ) &
		( ( : ) & )
		wait
	done
}

whole_copy()
{
	cat $files/tasks >"$tmp/copy" && moving=1 judge "$tmp/copy" &&
		awk -v file=tasks -v moving=1 -v page_size="$page_size" -v levels="$levels" -v va_bits="$va_bits" \
			-f ./words.awk -f ./rows.awk $files/regs "$tmp/copy"
}

# while_forking: each copy is whole and in order, and sums up to its totals
while_forking()
{
	touch "$tmp/go"
	for _ in 1 2 3 4; do
		come_and_go &
	done
	i=0
	while [ $i -lt 25 ] && whole_copy; do
		i=$((i + 1))
	done
	rm "$tmp/go"
	wait
	[ $i = 25 ]
}

ok "load" insmod /modules/ptwalk.ko
page_size=$(fact page_size) levels=$(fact levels) va_bits=$(fact va_bits)
ok "as many threads as in /proc, by the same names" same_threads
for spoil in '5d' '7s/^[0-9]*/&0/' '9s/^\([0-9]* \)./\1/'; do
	sed "$spoil" "$tmp/tasks" >"$tmp/spoiled"
	mv "$tmp/spoiled" "$tmp/tasks"
	ok "the comparison sees $spoil" not compare
	ok "and again as many" same_threads
done
ok "rows, totals, extents and areas agree" consistent
# shellcheck disable=SC2016 # the last line, for sed
for spoil in '3d' '4s/ linear / vmalloc /' '4s/ ok / linear-hole /' '5s/ 0x00000000/ 0x00000001/' '$s/: [0-9]*,/: 1,/' \
	'/^# resolved/s/(1/(2/' '6s/area=0xffff/area=0xfff0/' '7s/ [0-9]* formula/ 9 formula/'; do
	ok "the checker sees $spoil" spoiled "$spoil"
done
ok "a name with a blank and a backslash" odd_name 'a\040b\134c' 'a b\\c'
ok "a name of what can't be printed" odd_name '\001\377\033[m' '\001\377\033[m'
crowd
ok "200 threads more, by the same names" same_threads
ok "200 threads more: the files agree" consistent
# shellcheck disable=SC2086 # a list
kill $crowd
wait
ok "while threads come and go" while_forking
ok "as many as in /proc when they are gone" same_threads
ok "unload" rmmod ptwalk
rm -rf "$tmp"
plan
