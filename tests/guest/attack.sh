# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Everything at once: tables that lead nowhere and back, tables that the kernel frees for blocks, areas of all kinds that
# come and go, storms of lazily freed ones, modules loaded and unloaded, and beside it a reader of every file, questions,
# and readers that are killed. The machine must live, each reading must come to its end, and check must pass afterwards.

# shellcheck source=tests/lib/ktap.sh
. ./ktap.sh
# shellcheck source=tests/lib/dose.sh
. ./dose.sh
files=/sys/kernel/debug/ptwalk
fixture=/sys/kernel/debug/ptwalk_fixture
tmp=$(mktemp -d)
seconds=$(dose seconds 20 120)

control()
{
	echo "$*" >$fixture/control
}

# counted NAME: once more
counted()
{
	echo >>"$tmp/times.$1"
}

so_often()
{
	[ ! -e "$tmp/times.$1" ] || wc -l <"$tmp/times.$1"
}

# read_on FILE: each reading comes to its end
read_on()
{
	while [ -e "$tmp/go" ]; do
		cat "$files/$1" >"$tmp/$1" || { echo "$1" >>"$tmp/broken"; return; }
		counted "$1"
	done
}

ask_on()
{
	while [ -e "$tmp/go" ]; do
		for question in 'pid 1' 'sym start_kernel' 'region vmalloc areas' "$first" 'pa 0x40000000' 'range 0 1' 'nonsense'; do
			exec 3<>$files/query
			if echo "$question" 2>/dev/null >&3; then
				cat <&3 >"$tmp/answer" || echo "query: $question" >>"$tmp/broken"
			fi
			exec 3>&-
		done
		counted questions
	done
}

# kill_on: readers that end in the middle
kill_on()
{
	while [ -e "$tmp/go" ]; do
		for file in summary check maps areas tables tasks; do
			cat $files/$file >/dev/null &
			sleep 0.1
			kill -9 $! 2>/dev/null
			wait $!
		done
		counted killed
	done
}

modules_on()
{
	while [ -e "$tmp/go" ]; do
		insmod /modules/ptwalk_fixture_dummy.ko && rmmod ptwalk_fixture_dummy || echo "a module" >>"$tmp/broken"
		counted modules
	done
}

storms_on()
{
	while [ -e "$tmp/go" ]; do
		cat /proc/vmallocinfo >/dev/null
		control storm 50
		control map vmalloc-huge 600
		sleep 0.5
		counted storms
	done
}

# all_at_once: for so many seconds
all_at_once()
{
	touch "$tmp/go"
	for file in "$files"/*; do
		[ "${file##*/}" = query ] || read_on "${file##*/}" &
	done
	ask_on &
	kill_on &
	modules_on &
	storms_on &
	sleep "$seconds"
	rm "$tmp/go"
	wait
	[ ! -e "$tmp/broken" ] || { sort "$tmp/broken" | uniq -c; return 1; }
}

# attacked: by each of them, and every file was read to its end
attacked()
{
	for what in questions killed modules storms; do
		[ -n "$(so_often $what)" ] || { echo "no $what"; return 1; }
	done
	for file in "$files"/*; do
		file=${file##*/}
		[ "$file" = query ] || [ -n "$(so_often "$file")" ] || { echo "$file was never read"; return 1; }
	done
	[ "$(sed -n 's/^flip .* count=\([0-9]*\) .*/\1/p' "$tmp/state")" -gt "$seconds" ]
}

passes()
{
	cat $files/check >"$tmp/check"
	cat "$tmp/check"
	! grep -q '^[^#]' "$tmp/check" && [ "$(tail -n 1 "$tmp/check")" = '# result: pass' ]
}

ok "load" insmod /modules/ptwalk.ko
ok "load the fixture" insmod /modules/ptwalk_fixture.ko
ok "flip tables" control flip
first=$(awk '{ print substr($2, 1, 18) }' $fixture/state)
ok "churn areas" control churn on
control promote on
ok "$seconds seconds of everything at once" all_at_once
cat $fixture/state >"$tmp/state"
ok "that was an attack" attacked
note "$(for what in "$tmp"/times.*; do echo "${what##*.} $(wc -l <"$what")"; done | tr '\n' ' ')"
note "flips: $(sed -n 's/^flip .* count=\([0-9]*\) .*/\1/p' "$tmp/state"), $(cat $fixture/promoted)"
control promote off
ok "no more churn" control churn off
ok "take all back" control undo
ok "passes afterwards" passes
ok "unload the fixture" rmmod ptwalk_fixture
ok "unload" rmmod ptwalk
rm -rf "$tmp"
plan
