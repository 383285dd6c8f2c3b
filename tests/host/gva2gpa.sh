# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# The walk against QEMU's own: its monitor (gva2gpa) is asked for the addresses that a guest's files have.

# shellcheck source=tests/lib/ktap.sh
. "$PTWALK_TOP/tests/lib/ktap.sh"
# shellcheck source=scripts/lib/all.sh
. "$PTWALK_TOP/scripts/lib/all.sh"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# The shell of the guest reads by itself: then nobody comes or goes between the copy and the questions, and all CPUs are
# idle in the kernel, so that the monitor sees the kernel's tables.
job()
{
	cat <<-'END'
	insmod /modules/ptwalk.ko && cd /sys/kernel/debug/ptwalk || exit 1
	copy()
	{
		echo "gva2gpa: copy $1"
		for file in status layout extents tasks; do
			while read -r line; do
				echo "$line"
			done <$file
		done
	}
	sleep 2
	copy 1
	echo "gva2gpa: ready"
	read -r _
	copy 2
	exit 0
	END
}

# wait_for SECONDS COMMAND...: until it succeeds; nothing will come of a guest that has ended
wait_for()
{
	_until=$(($(date +%s) + $1))
	shift
	until "$@"; do
		[ "$(date +%s)" -lt $_until ] && [ ! -e "$dir/ended" ] || return 1
		sleep 0.2
	done
}

# boot KERNEL: up to where it waits, a monitor on $dir/mon
boot()
{
	mkfifo "$dir/mon.in" "$dir/mon.out" "$dir/stdin"
	guest_stdin=$dir/stdin guest_qemu="-chardev pipe,id=mon,path=$dir/mon -mon chardev=mon,mode=control"
	module_build "$1" "$dir" || return 1
	job >"$dir/job"
	guest_pack "$dir"
	{ guest_run "$dir" 180; echo "$? $guest_fate" >"$dir/ended"; } &
	# For both directions, so that nobody waits for the other to open.
	exec 7<>"$dir/stdin" 8<>"$dir/mon.in"
	cat <>"$dir/mon.out" >"$dir/said" &
	reader=$!
	wait_for 150 grep -q '^gva2gpa: ready' "$dir/console"
}

# picks N: the addresses, from that copy
picks()
{
	sed -n "/^gva2gpa: copy $1/,/^gva2gpa: /p; s/^ptwalk-guest: .*//" "$dir/$2" | tr -d '\r' >"$dir/copy"
	awk -v page_size="$(sed -n 's/^page_size: //p' "$dir/copy")" -v levels="$(sed -n 's/^levels: //p' "$dir/copy")" \
		-v va_bits="$(sed -n 's/^va_bits: //p' "$dir/copy")" -f "$PTWALK_TOP/tests/guest/words.awk" \
		-f "$PTWALK_TOP/tests/host/gva2gpa.awk" "$dir/copy" | sort
}

all_answered()
{
	[ "$(grep -c '"id": "0x' "$dir/said")" = "$(wc -l <"$dir/picks.1")" ]
}

# ask: about all of them, each answer with its question
ask()
{
	picks 1 console >"$dir/picks.1"
	[ "$(wc -l <"$dir/picks.1")" -ge 500 ] || return 1
	{
		echo '{"execute": "qmp_capabilities"}'
		sed 's/^\(0x[0-9a-f]*\) .*/{"execute": "human-monitor-command", "arguments": {"command-line": "gva2gpa \1"}, "id": "\1"}/' \
			"$dir/picks.1"
	} >&8
	wait_for 60 all_answered
}

# ended: the guest, by itself and well
ended()
{
	echo >&7
	wait_for 60 [ -e "$dir/ended" ] || :
	cat "$dir/ended" && grep -qx '0 ' "$dir/ended"
}

# agree: of what was there before and after, each as the monitor says; how many of which region goes to $dir/counts
agree()
{
	picks 2 log >"$dir/picks.2"
	comm -12 "$dir/picks.1" "$dir/picks.2" >"$dir/picks"
	awk '
	# Without leading zeros, as in C.
	function number(s) { sub(/^0x0*/, "", s); return s == "" ? "0" : s }
	FILENAME ~ /said$/ {
		if (match($0, /"id": "0x[0-9a-f]*"/)) {
			id = substr($0, RSTART + 7, RLENGTH - 8)
			answer[id] = $0
			if (match($0, /gpa: 0x[0-9a-f]+/))
				answer[id] = number(substr($0, RSTART + 5, RLENGTH - 5))
			else if ($0 ~ /Unmapped/)
				answer[id] = "Unmapped"
		}
		next
	}
	{
		count[$3]++
		count["all"]++
		count["unmapped"] += $2 == "Unmapped"
		if (("x" answer[$1]) != ("x" ($2 == "Unmapped" ? $2 : number($2)))) {
			print $0 ": QEMU says " answer[$1]
			wrong = 1
		}
	}
	END {
		for (name in count)
			print name, count[name] >counts
		exit wrong || count["all"] < 500
	}' counts="$dir/counts" "$dir/said" "$dir/picks"
}

# all_regions: that map something
all_regions()
{
	awk 'FILENAME ~ /counts$/ { has[$1]; next }
		/^# ptwalk/ { layout = $3 == "layout:"; seen += layout }
		layout && /^0x/ && $4 > 0 && !($3 in has) { print $3 " is not among them"; wrong = 1 }
		END { exit wrong || !seen }' "$dir/counts" "$dir/copy"
}

# another_page: the comparison must see an answer for another page
another_page()
{
	cp "$dir/said" "$dir/said.whole"
	sed '100s/gpa: 0x\(.\)/gpa: 0x1\1/; 100s/Unmapped/gpa: 0x40000000/' "$dir/said.whole" >"$dir/said"
	not cmp -s "$dir/said" "$dir/said.whole" && not agree
}

no_guest()
{
	tail -n 5 "$dir/console" "$dir/log" "$dir/stderr"
	return 1
}

compare()
{
	ok "$1: every question is answered" ask
	ok "$1: the guest ends" ended
	ok "$1: QEMU's walk and ptwalk's agree" agree
	note "$(sort "$dir/counts" | tr '\n' ' ')"
	ok "$1: every region is among them" all_regions
	ok "$1: unmapped ones are among them" grep -q '^unmapped [1-9][0-9]' "$dir/counts"
	ok "$1: the comparison sees another page" another_page
}

# with_qemu KERNEL CPU ARGUMENTS
with_qemu()
{
	dir=$tmp/$1 reader=
	mkdir "$dir"
	guest_cpu=$2 guest_args="kpti=0 $3"
	if boot "$1" 2>"$dir/stderr"; then
		compare "$1"
	else
		ok "$1: boots" no_guest
	fi
	exec 7>&- 8>&-
	[ -z "$reader" ] || kill "$reader"
	# A guest that hangs until its time is over, too.
	wait
}

cache_open
with_qemu 6.12 cortex-a72 nokaslr
with_qemu 6.12-16k max,pauth-impdef=on ''
plan
