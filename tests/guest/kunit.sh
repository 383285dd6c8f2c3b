# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# The KUnit suites: load their module, hand on the kernel's own KTAP as subtests.

echo 'KTAP version 1'
results=/sys/kernel/debug/kunit
insmod /modules/ptwalk_kunit.ko || { echo 'Bail out! ptwalk_kunit.ko does not load'; exit 1; }

n=0
for suite in "$results"/*/; do
	[ -r "$suite/results" ] || continue
	n=$((n + 1))
	# Each file is a document of its own with one suite: its only top level line takes our number.
	grep -v -e '^KTAP version' -e '^1\.\.1$' "$suite/results" |
		sed "s/^ok [0-9]*/ok $n/; s/^not ok [0-9]*/not ok $n/"
done
[ $n != 0 ] || echo 'Bail out! no suite has results'
echo "1..$n"
rmmod ptwalk_kunit
