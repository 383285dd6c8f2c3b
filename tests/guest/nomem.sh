# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# No memory: let each allocation of a load fail in turn. Each failed load says so and leaves nothing behind.
# Then the same for reading. For kernels with fault injection. The ordinary test takes one allocation in seven.

# shellcheck source=tests/lib/ktap.sh
. ./ktap.sh
# shellcheck source=tests/lib/dose.sh
. ./dose.sh
debug=/sys/kernel/debug
files=$debug/ptwalk
step=$(dose step 7 1)

# busybox tries finit_module() and, whatever went wrong, then init_module(): a single failure would be made good.
# What is compressed the first cannot load.
gzip -c /modules/ptwalk.ko >/tmp/ptwalk.ko.gz

# failing N COMMAND...: with the N-th allocation of the command failing
failing()
{
	nth=$1
	shift
	# The number is that of the task, which stays the same through exec.
	sh -c 'echo "$0" >/proc/self/fail-nth; exec "$@"' "$nth" "$@" 2>&1
}

# Loads in a row that need no more allocations than that, for the loader makes some that it can do without.
enough=$((30 / step + 2))

clean()
{
	! grep -q '^ptwalk ' /proc/modules && [ ! -e $files ]
}

# each_load: until no allocation is left to fail. Most are the loader's; ours are among them.
each_load()
{
	n=0 loads=0 refused=0 in_a_row=0
	while [ $in_a_row -lt $enough ] && [ $n -lt 1000 ]; do
		n=$((n + step)) loads=$((loads + 1))
		if said=$(failing $n insmod /tmp/ptwalk.ko.gz); then
			in_a_row=$((in_a_row + 1))
			rmmod ptwalk || return 1
		else
			in_a_row=0
			case $said in
			*'annot allocate memory'* | *'ut of memory'*) refused=$((refused + 1)) ;;
			esac
		fi
		clean || { echo "something is left after failure $n: $said"; return 1; }
	done
	echo "$loads loads, $refused were refused for lack of memory" | tee /tmp/loads
	[ $refused -gt 0 ] && [ $in_a_row = $enough ]
}

# each_read FILE: fails or goes well, and the next one without failures is well. All that is allocated is so for
# the first rows; with KASAN's shadow some files are long.
each_read()
{
	n=0
	while [ $n -lt 40 ]; do
		n=$((n + step))
		failing $n head -c 20000 "$1" >/dev/null
		head -n 1 "$1" | grep -q '^# ptwalk/1 ' || { echo "$1 after failure $n"; return 1; }
	done
}

if [ ! -e /proc/self/fail-nth ]; then
	skip "loads without memory" "this kernel has no fault injection"
	plan
	exit
fi
for kind in failslab fail_page_alloc; do
	echo 0 >$debug/$kind/verbose
	echo N >$debug/$kind/ignore-gfp-wait
done
echo 0 >$debug/fail_page_alloc/min-order
echo 'ptwalk-test: failures begin' >/dev/kmsg

ok "every failed load is refused and leaves nothing" each_load
note "one in $step allocations failed: $(cat /tmp/loads)"
# The MMU takes no memory, but time.
ok "loads afterwards" insmod /modules/ptwalk.ko mmu=N
for file in "$files"/*; do
	ok "reads of ${file##*/} without memory" each_read "$file"
done
ok "unloads afterwards" rmmod ptwalk
echo 'ptwalk-test: failures end' >/dev/kmsg
plan
