#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# harm.sh WORKLOAD SIZE COMMAND...: in a guest with tracers: plant, then read each file once under each tracer. Prints
# harm WORKLOAD SIZE FILE MEASURE VALUE WHERE:
#
#	irqsoff, preemptoff	microseconds for which interrupts, or preemption, were off at a stretch; where: the
#				function in which that began, and behind a : the innermost one of ptwalk's on the way
#				there, or - if it is not ptwalk's doing; what an interrupt does is not
#	unyielding		microseconds between two chances to run somebody else, as a kernel without preemption has
#				them: at cond_resched(), and between system calls; where: the function at its beginning
#	peak			bytes that the reader had at most, taken since the open

debug=/sys/kernel/debug
tracing=$debug/tracing
fixture=$debug/ptwalk_fixture
workload=$1 size=$2
shift 2

# The files, in the meter's words; idle is nothing at all.
files()
{
	cat <<-END
	idle -
	kernel_page_tables $debug/kernel_page_tables
	vmallocinfo /proc/vmallocinfo
	END
	for file in layout summary maps extents areas tables linear tasks check; do
		echo "$file $debug/ptwalk/$file"
	done
	echo "query_va $debug/ptwalk/query $va"
	echo "query_pa $debug/ptwalk/query pa $pa"
}

# during NAME [FILE [QUESTION]]: trace that
during()
{
	echo >$tracing/trace
	if [ "$2" = - ]; then
		echo 1 >$tracing/tracing_on
		sleep 1
		echo 0 >$tracing/tracing_on
	else
		shift
		meter -t "$@"
	fi
}

report()
{
	echo "harm $workload $size $*"
}

# latency TRACER NAME FILE [QUESTION]
latency()
{
	tracer=$1
	shift
	echo 0 >$tracing/tracing_max_latency
	during "$@" || return 1
	report "$1" "$tracer" "$(cat $tracing/tracing_max_latency)" "$(awk '
		FILENAME != ARGV[2] && $4 == "[ptwalk]" { own[$3]; next }
		FILENAME != ARGV[2] { theirs[$3]; next }
		/=> started at:/ { began = $NF }
		/^ *=> el1h?_(64_)?(irq|interrupt)/ { interrupt = 1 }
		/^ *=> / && !ours && !interrupt && ($2 in own) && !($2 in theirs) { ours = $2 }
		END { print (began ? began : "-") ":" (ours ? ours : "-") }' "$symbols" $tracing/trace)"
}

unyielding()
{
	during "$@" || return 1
	# shellcheck disable=SC2046 # two words
	report "$1" unyielding $(awk '
		$1 ~ /^meter-/ {
			for (i = 2; $i !~ /^[0-9]+\.[0-9]+:$/; i++)
				;
			now = $i + 0
			if (last && now - last > most) {
				most = now - last
				where = from
			}
			last = now
			from = $(i + 1)
		}
		END { printf "%.0f %s\n", most * 1000000, where ? where : "-" }' $tracing/trace)
}

# Pages of a slab or of a large kmalloc() are compound ones: what came out of them is counted by itself.
peak()
{
	during "$@" || return 1
	report "$1" peak "$(awk -v page=4096 '
		function value(name,    n) {
			n = length(name) + 2
			return match($0, " " name "=[^ ]*") ? substr($0, RSTART + n, RLENGTH - n) : ""
		}
		# A large kmalloc() is traced twice.
		function take(key, bytes) { give(key); held[key] = bytes; sum += bytes; if (sum > most) most = sum }
		function give(key) { sum -= held[key]; delete held[key] }
		function pages(order,    n) { for (n = page; order > 0; order--) n *= 2; return n }
		$1 !~ /^meter-/ { next }
		/ (kmalloc|kmem_cache_alloc): / { take(value("ptr"), value("bytes_alloc")) }
		/ (kfree|kmem_cache_free): / { give(value("ptr")) }
		/ mm_page_alloc: / && !/__GFP_COMP/ { take(value("pfn"), pages(value("order"))) }
		/ mm_page_free(_batched)?: / { give(value("pfn")) }
		END { printf "%.0f\n", most }' $tracing/trace)" -
}

# each COMMAND...: for every file
each()
{
	files | while read -r name file question; do
		# shellcheck disable=SC2086 # no question is no word
		"$@" "$name" "$file" ${question:+"$question"} || { echo "bench: $* $name failed"; exit 1; }
	done
}

insmod /modules/ptwalk.ko && insmod /modules/ptwalk_fixture.ko || exit 1
symbols=$(mktemp)
cat /proc/kallsyms >"$symbols"
echo "$*" >$fixture/control || exit 1
va=$(sed -n '1s/.* \(0x[0-9a-f]*\)-.*/\1/p' $fixture/state)
pa=$(exec 3<>$debug/ptwalk/query; echo "$va" >&3; sed -n 's/^pa: //p' <&3)
echo 0 >$tracing/tracing_on
echo 0 >$tracing/options/function-trace
echo 32768 >$tracing/buffer_size_kb

for tracer in irqsoff preemptoff; do
	echo $tracer >$tracing/current_tracer || exit 1
	each latency $tracer || exit 1
done
echo nop >$tracing/current_tracer

chances='dynamic_cond_resched __cond_resched ksys_read ksys_write do_sys_openat2 __arm64_sys_close'
echo "$chances" >$tracing/set_ftrace_filter
echo 1 >$tracing/options/function-trace
echo function >$tracing/current_tracer || exit 1
each unyielding || exit 1
echo nop >$tracing/current_tracer

for event in kmalloc kmem_cache_alloc kfree kmem_cache_free mm_page_alloc mm_page_free mm_page_free_batched; do
	echo 1 >$tracing/events/kmem/$event/enable || exit 1
done
each peak
