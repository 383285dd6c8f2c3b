# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Loading and unloading: twice with every file read to its end, then a hundred times for leaks.

# shellcheck source=tests/lib/ktap.sh
. ./ktap.sh
files=/sys/kernel/debug/ptwalk
# In KiB.
page=$(awk '/^KernelPageSize:/ { print $2; exit }' /proc/self/smaps)

references()
{
	awk '$1 == "ptwalk" { print $3 }' /proc/modules
}

loaded()
{
	grep -q '^ptwalk ' /proc/modules
}

read_all()
{
	for file in "$files"/*; do
		# The first line names the file and the version of the interface.
		head -n 1 "$file" | grep -q "^# ptwalk/1 ${file##*/}:" || { echo "$file: $(head -n 1 "$file")"; return 1; }
		cat "$file" >/dev/null || return 1
	done
}

# settle: give back what can be given back; what is freed through RCU or a workqueue needs a moment
settle()
{
	sleep 1
	echo 3 >/proc/sys/vm/drop_caches
}

# used: KiB of the kernel's that a leak of ours could be in
used()
{
	awk '/^(SUnreclaim|VmallocUsed|Percpu):/ { sum += $2 } END { print sum }' /proc/meminfo
}

# unused: KiB that are free, with the free pages that each processor keeps for itself: megabytes move between the two
unused()
{
	cat /proc/meminfo /proc/zoneinfo |
		awk -v page="$page" '/^MemFree:/ { sum += $2 } $1 == "count:" { sum += $2 * page } END { print sum }'
}

cycle()
{
	insmod /modules/ptwalk.ko && rmmod ptwalk
}

cycles()
{
	i=0
	while [ $i -lt "$1" ]; do
		cycle || return 1
		i=$((i + 1))
	done
}

# no_leak: a page lost a load would be 100 pages; half of that is beyond noise
no_leak()
{
	cycles 20 || return 1
	settle
	used=$(used) unused=$(unused)
	cycles 100 || return 1
	settle
	more=$(($(used) - used)) less=$((unused - $(unused)))
	echo "used $more KiB more, $less KiB less are free"
	[ $more -lt $((50 * page)) ] && [ $less -lt $((50 * page)) ]
}
for round in 1 2; do
	ok "load, round $round" insmod /modules/ptwalk.ko
	ok "has files, round $round" [ -r $files/summary ]
	ok "every file is read to its end, round $round" read_all
	ok "nothing is held after reading, round $round" [ "$(references)" = 0 ]
	ok "unload, round $round" rmmod ptwalk
	ok "gone from /proc/modules, round $round" not loaded
	ok "gone from debugfs, round $round" [ ! -e $files ]
done
ok "a second load is refused" sh -c 'insmod /modules/ptwalk.ko && ! insmod /modules/ptwalk.ko; rmmod ptwalk'
if grep -q ' kasan_report$' /proc/kallsyms; then
	skip "memory is the same after 100 loads" "KASAN keeps what was freed in quarantine"
else
	ok "memory is the same after 100 loads" no_leak
fi
plan
