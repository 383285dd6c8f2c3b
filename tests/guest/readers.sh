# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Readers that do not behave: byte by byte, seeking, leaving early, many at once, unprivileged, during unload.

# shellcheck source=tests/lib/ktap.sh
. ./ktap.sh
# shellcheck source=tests/lib/retry.sh
. ./retry.sh
files=/sys/kernel/debug/ptwalk
# This one does not change while the kernel runs.
stable=$files/regs
tmp=$(mktemp -d)

bytewise()
{
	dd if=$stable of="$tmp/bytes" bs=1 2>/dev/null && cmp "$tmp/bytes" "$tmp/whole"
}

# seek BYTES: from there on, the same bytes as in one go
seek()
{
	dd if=$stable of="$tmp/part" bs="$1" skip=1 2>/dev/null || return 1
	tail -c +$(($1 + 1)) "$tmp/whole" | cmp "$tmp/part" -
}

# past_end: reading beyond the end gives nothing, and no error
past_end()
{
	dd if=$stable bs=1048576 skip=1 2>/dev/null >"$tmp/part" && [ ! -s "$tmp/part" ]
}

# bytes_of_each: a little of each file, byte by byte, has a well-formed first line
bytes_of_each()
{
	for file in "$files"/*; do
		dd if="$file" bs=1 count=200 2>/dev/null | head -n 1 | grep -q '^# ptwalk/1 ' || { echo "$file"; return 1; }
	done
}

leave_early()
{
	for file in "$files"/*; do
		head -n 1 "$file" >/dev/null || return 1
		head -c 5000 "$file" >/dev/null || return 1
	done
}

many()
{
	pids=
	i=0
	while [ $i -lt 50 ]; do
		cat "$files/status" "$files/layout" $stable >"$tmp/many.$i" 2>&1 &
		pids="$pids $!"
		i=$((i + 1))
	done
	for pid in $pids; do
		wait "$pid" || { cat "$tmp"/many.*; return 1; }
	done
	# Whatever the others do, the stable file comes out whole.
	size=$(wc -c <"$tmp/whole")
	for out in "$tmp"/many.*; do
		tail -c "$size" "$out" | cmp - "$tmp/whole" || return 1
	done
}

unprivileged()
{
	chmod 755 /sys/kernel/debug
	for file in "$files"/*; do
		case $(stat -c %a "$file") in
		400 | 600) ;;
		*) echo "$file: mode $(stat -c %a "$file")"; return 1 ;;
		esac
		said=$(su nobody -c "cat $file" 2>&1) && { echo "$file can be read"; return 1; }
		case $said in
		*'ermission denied'*) ;;
		*) echo "$said"; return 1 ;;
		esac
	done
}

unload_while_open()
{
	exec 7<$stable
	said=$(rmmod ptwalk 2>&1) && { echo "unloaded under an open file"; exec 7<&-; return 1; }
	exec 7<&-
	case $said in
	*'emporarily unavailable'* | *'in use'* | *busy*) ;;
	*) echo "$said"; return 1 ;;
	esac
}

# unload_race: unload while readers open and close files; both must survive, whichever wins
unload_race()
{
	i=0
	while [ $i -lt 10 ]; do
		( while [ -e $stable ]; do cat $stable >/dev/null 2>&1; done ) &
		( while [ -e $stable ]; do cat $files/layout >/dev/null 2>&1; done ) &
		retry 2000 0 rmmod ptwalk 2>/dev/null || return 1
		wait
		insmod /modules/ptwalk.ko || return 1
		i=$((i + 1))
	done
}

ok "load" insmod /modules/ptwalk.ko
cat $stable >"$tmp/whole"
ok "the stable file has content" [ -s "$tmp/whole" ]
ok "and is the same the second time" cmp $stable "$tmp/whole"
ok "read byte by byte" bytewise
for offset in 1 7 100 1000; do
	ok "seek to $offset" seek $offset
done
ok "read past the end" past_end
ok "a few bytes of each file" bytes_of_each
ok "leave early" leave_early
ok "50 readers at once" many
ok "not root: permission denied" unprivileged
ok "unload while a file is open is refused" unload_while_open
ok "unload in a race with readers" unload_race
ok "unload afterwards" rmmod ptwalk
rm -rf "$tmp"
plan
