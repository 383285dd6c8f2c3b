# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# status and extents for the judge outside (tests/outside/judge.py), who stops this guest and reads its tables from
# its memory. The shell copies by itself, and waits: so nobody comes or goes meanwhile.

# shellcheck source=tests/lib/ktap.sh
. ./ktap.sh
files=/sys/kernel/debug/ptwalk

copy()
{
	for file in status extents; do
		while read -r line; do
			# Figures of the last walk: not the same twice.
			case $line in
			walk.* | areas:*) ;;
			*) echo "$line" ;;
			esac
		done <$files/$file
	done
}

# With each sample KFENCE changes a page of the linear map: no two copies would be the same.
sampling=/sys/module/kfence/parameters/sample_interval
[ ! -w $sampling ] || echo 0 >$sampling
ok "load" insmod /modules/ptwalk.ko
sleep 2
n=0 answer=more
while [ "$answer" = more ]; do
	n=$((n + 1))
	echo "ptwalk-outside: copy $n"
	copy
	echo "ptwalk-outside: ready $n"
	read -r answer || answer=nobody
done
ok "the judge has seen enough" [ "$answer" = enough ]
ok "unload" rmmod ptwalk
plan
