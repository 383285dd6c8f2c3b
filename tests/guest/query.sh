#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# query: its answers against the files and against each other, hostile questions, many askers at once.

# shellcheck source=tests/lib/ktap.sh
. ./ktap.sh
# shellcheck source=tests/lib/retry.sh
. ./retry.sh
files=/sys/kernel/debug/ptwalk
query=$files/query
fixture=/sys/kernel/debug/ptwalk_fixture
tmp=$(mktemp -d)

control()
{
	echo "$*" >$fixture/control
}

fact()
{
	sed -n "s/^$1: //p" $files/status
}

# ask QUESTION
ask()
{
	exec 3<>$query && echo "$1" >&3 && cat <&3
	asked=$?
	exec 3>&-
	return $asked
}

# ---- addresses of every kind ----

# What else there is, the kernel has by itself.
map_all()
{
	control map vmalloc 5 && control map vmalloc-huge 2100 && control map vmap-scattered 5 && control map ioremap 3 &&
		control map vm-map-ram 20 && control map lazy 7
}

# answers: about each place, between two copies of the files
answers()
{
	( cd $files && cat layout extents areas tasks ) >"$tmp/files" || return 1
	awk -v page_size="$page_size" -f ./words.awk -f ./places.awk "$tmp/files" >"$tmp/places" || return 1
	( cd $files && cat layout extents areas linear ) >"$tmp/answers" || return 1
	exec 3<>$query
	while read -r place kind; do
		echo "# asked $place $kind" && echo "$place" >&3 && cat <&3 || return 1
	done <"$tmp/places" >"$tmp/said"
	exec 3>&-
	( cd $files && cat extents areas ) >>"$tmp/answers"
	cat "$tmp/said" >>"$tmp/answers"
}

# agree FILE
agree()
{
	awk -v page_size="$page_size" -v levels="$levels" -v va_bits="$va_bits" -v root_pa="$(fact root_pa)" \
		-f ./words.awk -f ./query.awk "$1" >"$tmp/judged"
	said=$?
	cat "$tmp/judged"
	return $said
}

# spoiled EXPRESSION: the comparison must see what the sed expression does to the answers
spoiled()
{
	sed "/^# asked /,\$$1" "$tmp/answers" >"$tmp/spoiled"
	not cmp -s "$tmp/answers" "$tmp/spoiled" && not agree "$tmp/spoiled"
}

# ---- who maps a physical address ----

# mapped_by PA ROWS: the rows that map it are as many, and those that a scan of extents finds
mapped_by()
{
	ask "pa $1" >"$tmp/pa.1" && cat $files/extents >"$tmp/extents" && ask "pa $1" >"$tmp/pa" || return 1
	head -n 1 "$tmp/pa" | grep -qx '# ptwalk/1 query: range bytes level leaves prot memtype phys owner' || return 1
	grep '^0x' "$tmp/pa" | sort >"$tmp/answered"
	awk -v page_size="$page_size" -v levels="$levels" -v va_bits="$va_bits" -v pa="${1#0x}" -f ./words.awk -f ./who.awk \
		"$tmp/extents" | sort >"$tmp/scanned"
	cmp "$tmp/pa.1" "$tmp/pa" && diff "$tmp/scanned" "$tmp/answered" || return 1
	[ "$(wc -l <"$tmp/answered")" = "$2" ] || { cat "$tmp/answered"; return 1; }
}

# ---- rows of other files ----

# read_rows FILE QUESTION [RANGE...]: read the file, the answer, and the file again in one process, since the stack of a
# new one would be a new area. Succeeds if the rows of the file within the ranges were the same before and after.
read_rows()
{
	_file=$1 _question=$2
	shift 2
	exec 3<>$query
	echo "$_question" >&3 || return 1
	cat "$files/$_file" - "$files/$_file" <&3 >"$tmp/all"
	exec 3>&-
	awk -v page_size="$page_size" -v levels="$levels" -v va_bits="$va_bits" -v ranges="$*" -v dir="$tmp" \
		-f ./words.awk -f ./within.awk "$tmp/all" && diff "$tmp/1.rows" "$tmp/3.rows"
}

# same_rows FILE QUESTION [RANGE...]: the answer consists of the rows of the file within the ranges
same_rows()
{
	retry 21 0 read_rows "$@" && diff "$tmp/1.rows" "$tmp/2.rows"
}

# regions: every region in every file
regions()
{
	awk '!/^#/ { print $3 }' $files/layout | sort -u >"$tmp/regions"
	while read -r region; do
		ranges=$(awk -v name="$region" '$3 == name { print $1 }' $files/layout)
		for file in maps extents areas tables; do
			# shellcheck disable=SC2086 # a list
			same_rows $file "region $region $file" $ranges || { echo "region $region $file"; return 1; }
		done
	done <"$tmp/regions"
}

# ranges: from one row of the file to another
ranges()
{
	for file in maps extents areas; do
		for rows in '1 1' '3 9' '5 40'; do
			range=$(awk -v rows="$rows" 'BEGIN { split(rows, r, " ") } /^#/ { next } { split($1, a, "-"); n++ }
				n == r[1] { from = a[1] } n == r[2] { print from "-" a[2]; exit }' $files/$file)
			for answer in $file tables; do
				same_rows "$answer" "range $range $answer" "$range" || { echo "range $range $answer"; return 1; }
			done
		done
	done
	same_rows maps "range $range" "$range"
}

# unfolded: what a row of tables folds is there one by one, with nothing below it
unfolded()
{
	awk '/ tables, each / { match($0, /^ */); split($2, r, "-"); print RLENGTH / 2, r[1], $1, $3, $6 }' $files/tables >"$tmp/folded"
	while read -r depth start index n used; do
		ask "tables-of $start depth $depth" >"$tmp/tables" || return 1
		awk -v depth="$depth" -v index_="$index" -v n="$n" -v used="$used" '
			function first(word) { sub(/.*\[/, "", word); return word + 0 }
			function last(word) { sub(/.*[[-]/, "", word); return word + 0 }
			{ match($0, /^ */) }
			RLENGTH / 2 > depth { print "too deep: " $0; wrong = 1 }
			RLENGTH / 2 == depth && $3 == "table" && first($1) >= first(index_) && first($1) <= last(index_) {
				if ($7 != used) { print "used: " $0; wrong = 1 }
				seen++
			}
			END { if (seen != n) print seen + 0 " tables"; exit wrong || seen != n }' "$tmp/tables" ||
			{ echo "$depth $start $index $n $used"; return 1; }
	done <"$tmp/folded"
	[ -s "$tmp/folded" ]
}

# symbols: functions whose names are unique are where /proc/kallsyms says
symbols()
{
	awk '$2 == "T" { n[$3]++; at[$3] = $1 } END { for (s in n) if (n[s] == 1) print at[s], s }' /proc/kallsyms |
		sort | awk 'NR % 1500 == 7' >"$tmp/symbols"
	while read -r at symbol; do
		ask "sym $symbol" | grep -qx "va: 0x$at" || { echo "$symbol"; return 1; }
	done <"$tmp/symbols"
	[ "$(wc -l <"$tmp/symbols")" -ge 10 ]
}

# threads: task and stack are where tasks has them; a worker of the kernel may end meanwhile
threads()
{
	awk '!/^#/ && $11 > 0 && $1 < 60' $files/tasks >"$tmp/tasks"
	while read -r pid _ task phys _ _ _ _ _ stack _; do
		ask "pid $pid" >"$tmp/pid" 2>"$tmp/error" || [ -d "/proc/$pid" ] || continue
		awk -v want="$task $phys $stack" '$1 == "va:" { va[++n] = $2 } $1 == "pa:" { pa[n] = $2 }
			END { exit n != 2 || want != va[1] " " pa[1] " " va[2] }' "$tmp/pid" ||
			{ cat "$tmp/error" "$tmp/pid"; echo "$pid $task $phys $stack"; return 1; }
	done <"$tmp/tasks"
	[ "$(wc -l <"$tmp/tasks")" -ge 10 ]
}

# same_answer QUESTION QUESTION: both are understood, and mean the same
same_answer()
{
	ask "$1" >"$tmp/one" && ask "$2" >"$tmp/other" && grep -q '^[^#]' "$tmp/one" && diff "$tmp/one" "$tmp/other"
}

# as_typed: as people type them
as_typed()
{
	text=$(awk '$3 == "image:text" { print $1 }' $files/layout)
	at=$(ask 'sym vfree' | sed -n 's/^va: //p')
	same_answer "range $text" "$text" && same_answer "range $text extents" "$text extents" &&
		same_answer "$at" "${at#0x}" && same_answer "sym vfree" "sym vfree+0x0" &&
		same_answer "sym vfree+0x10" "$(printf '0x%x' $((at + 16)))" &&
		same_answer "sym vfree+0x10/0x98" "sym vfree+0x10" || return 1
	pa=$(ask "$at" | sed -n 's/^pa: 0x0*//p')
	same_answer "pa 0x$pa" "pa $pa"
}

# idle: the thread that has no pid is the one that the kernel begins with
idle()
{
	at=$(ask 'pid 0' | sed -n 's/^va: //p' | head -n 1)
	if grep -q ' init_task$' /proc/kallsyms; then
		[ "$at" = "0x$(sed -n 's/ D init_task$//p' /proc/kallsyms)" ]
	else
		ask "$at" | grep -qx 'region: image:data'
	fi
}

# junk QUESTION: is an error, and nothing is printed but that
junk()
{
	exec 3<>$query
	not echo "$1" >&3 && cat <&3 >"$tmp/junk"
	said=$?
	exec 3>&-
	[ $said = 0 ] && grep -q '^# error: ' "$tmp/junk" && ! grep '^[^#]' "$tmp/junk"
}

# says REMARK QUESTION: there is no row, and it says so
says()
{
	ask "$2" >"$tmp/empty" && cat "$tmp/empty" && grep -qx "# $1" "$tmp/empty" && ! grep '^[^#]' "$tmp/empty"
}

explains()
{
	echo 'pid 1' >$query
	cat $query >"$tmp/help" && grep -q 'loses it' "$tmp/help" && head -n 1 "$tmp/help" | grep -q '^# ptwalk/1 query: ' && ! grep '^[^#]' "$tmp/help"
}

says_why()
{
	exec 3<>$query
	not echo 'no question' >&3 && cat <&3 >"$tmp/why"
	exec 3>&-
	cat "$tmp/why"
	grep -q '^# error: ' "$tmp/why" && ! grep '^[^#]' "$tmp/why"
}

# ---- hostile questions ----

# objects: of kmalloc, in use
objects()
{
	awk '/^kmalloc-/ { sum += $2 } END { print sum }' /proc/slabinfo
}

available()
{
	awk '/^MemAvailable:/ { print $2 }' /proc/meminfo
}

# well: a question that makes sense is answered as it was before all that
well()
{
	echo "$known" >&3 && cat <&3 | cmp - "$tmp/known"
}

# put TEXT: one write
put()
{
	total=$((total + 1))
	echo "$1" >&3 || refused=$((refused + 1))
}

# piece BYTES: of a file, in one write, without a newline
piece()
{
	total=$((total + 1))
	dd if="$tmp/piece" bs="$1" count=1 >&3 2>"$tmp/dd" || refused=$((refused + 1))
	grep '^dd:' "$tmp/dd" >&2
}

# by_hand: what the random ones do not come upon
by_hand()
{
	for text in '' ' ' '0x' 0x0 0xffff 0xffffffffffffffff 0x10000000000000000 0xfffffffffffffffffffffffffffffff 0xg \
		-0x1 '0xffffffffffffffff 1' pa 'pa 0x' 'pa 0xffffffffffffffff' 'pa 1' pid 'pid -1' 'pid 0' 'pid 1x' \
		'pid 99999999999999999999' 'pid 1 2' sym 'sym a b' range 'range 0x1-0x2' 'range -' 'range 0xffff800000000000' \
		'range 0xffffffffffffffff-0x0 none' 'range 0xffffffffffffffff-0xffffffffffffffff' region 'region none' \
		'region vmalloc maps maps' 'region vmalloc check' 'a b c d e f g' '%s%n%x' '# ptwalk/1' "$(printf 'pid 1\npid 2')"; do
		put "$text"
	done
	for text in '\0' '0xffff800080000000\0' '\0000xffff800080000000' 'pid 1\0pid 2\n' '\377\376' '\n\n' '\t\t' '\033[2J'; do
		# shellcheck disable=SC2059 # it is a format
		printf "$text" >"$tmp/piece"
		piece 64
	done
	for bytes in 1 511 512 513 4096 1048576; do
		tr '\0' a </dev/zero | head -c "$bytes" >"$tmp/piece"
		piece $bytes
		head -c "$bytes" /dev/zero >"$tmp/piece"
		piece $bytes
		# A question with blanks behind it is one.
		( echo 'pid 1'; head -c "$bytes" /dev/zero | tr '\0' ' ' ) | tr '\n' ' ' | head -c "$bytes" >"$tmp/piece"
		piece $bytes
	done
}

# attack N: that many questions at random, all through one file; answers are read now and then
attack()
{
	awk -v n="$1" -f ./words.awk -f ./hostile.awk $files/layout >"$tmp/hostile" || return 1
	total=0 refused=0
	echo "$(objects) $(available)" >"$tmp/memory"
	exec 3<>$query
	. "$tmp/hostile" 2>"$tmp/complaints"
	by_hand 2>>"$tmp/complaints"
	note "$refused of $total refused: $(sort "$tmp/complaints" | uniq -c | tr '\n' ' ')" >"$tmp/attack"
	well || return 1
	exec 3>&-
	[ "$total" -ge "$1" ] && [ $refused -gt $((total / 10)) ] && [ $refused -lt $((total * 9 / 10)) ] || return 1
	# Nothing but these two, once for each that was refused.
	[ "$(grep -cE ': (Invalid argument|(Numerical )?[Rr]esult (out of range|not representable))$' "$tmp/complaints")" = \
		$refused ] && [ "$(wc -l <"$tmp/complaints")" = $refused ]
}

# no_leak N: less than one object for ten questions, and no memory
no_leak()
{
	read -r objects available <"$tmp/memory"
	note "kmalloc: $objects objects, then $(objects); $available kB available, then $(available)" >>"$tmp/attack"
	cat "$tmp/attack"
	[ $(($(objects) - objects)) -lt $(($1 / 10)) ] && [ $((available - $(available))) -lt 16384 ]
}

# ---- many at once ----

# some_questions: whose answers stay the same
some_questions()
{
	area=$(awk '$1 == "map-vmap-scattered" { print $2 }' $fixture/state)
	awk '$1 == 1 { print $3; print "pa", $4 }' $files/tasks
	awk '$3 == "image:text" { print substr($1, 1, 18) }' $files/layout
	sed -n 's/^areas .* pa=/pa /p' $fixture/state
	for more in 'sym vfree' 'sym schedule' 'pid 1' 'pid 2' 'region vmemmap extents'; do
		echo "$more"
	done
	for file in maps extents areas; do
		echo "range $area $file"
		for region in image:text image:rodata image:data; do
			echo "region $region $file"
		done
	done
}

# asker FIRST: seven files at once, each with a question of its own, written and read in another order every time
asker()
{
	exec 3<>$query 4<>$query 5<>$query 6<>$query 7<>$query 8<>$query 9<>$query
	: >"$tmp/open.$1"
	until [ -e "$tmp/open.0" ] && [ -e "$tmp/open.7" ] && [ -e "$tmp/open.14" ]; do
		sleep 0.1
	done
	for round in 1 2 3 4 5 6; do
		for fd in 5 3 9 7 4 8 6; do
			sed -n "$((($1 + fd * round) % 21 + 1))p" "$tmp/questions" >&"$fd" || return 1
		done
		for fd in 9 4 6 8 3 5 7; do
			dd bs=$((round * 37)) count=$((fd - 2)) <&"$fd" >"$tmp/got.$1.$fd" 2>/dev/null
		done
		for fd in 6 7 3 8 5 9 4; do
			cat <&"$fd" >>"$tmp/got.$1.$fd"
			cmp "$tmp/got.$1.$fd" "$tmp/alone.$((($1 + fd * round) % 21 + 1))" || return 1
		done
	done
}

never_mixed()
{
	some_questions >"$tmp/questions"
	[ "$(wc -l <"$tmp/questions")" = 21 ] || { cat "$tmp/questions"; return 1; }
	i=0
	while read -r question; do
		i=$((i + 1))
		ask "$question" >"$tmp/alone.$i" && grep -q '^[^#]' "$tmp/alone.$i" || return 1
	done <"$tmp/questions"
	[ "$(sort -u "$tmp/questions" | wc -l)" = 21 ] || return 1
	pids=
	for first in 0 7 14; do
		asker $first >"$tmp/asker.$first" 2>&1 &
		pids="$pids $!"
	done
	for pid in $pids; do
		wait "$pid" || { cat "$tmp"/asker.*; return 1; }
	done
}

echo 0 >/proc/sys/kernel/kptr_restrict
ok "load" insmod /modules/ptwalk.ko
ok "load the fixture" insmod /modules/ptwalk_fixture.ko
page_size=$(fact page_size) levels=$(fact levels) va_bits=$(fact va_bits)
ok "map what is known" map_all
ok "ask about places of every kind" answers
ok "the answers agree with the files" agree "$tmp/answers"
note "$(tr '\n' ' ' <"$tmp/judged")"
for kind in border linear vmalloc vmap vm_map_ram ioremap module percpu percpu-hole stack task image:text image:rodata \
	image:data vmemmap fixmap hole guard lazy; do
	ok "among them: $kind" grep -q "^$kind " "$tmp/judged"
done
for spoil in '/^pa: /s/0$/1/' '/^prot: rw-/s/w/-/' '/^owner: vmap/s/vmap/vmalloc/' '/^pte /s/ 0x0000/ 0x0001/' \
	'/^mmu: 0x/s/agrees/disagrees/' '/^region: v/s/v/w/' '/^linear: 0xffff/s/ffff/fff0/' '/^pmd [0-9]*1 /s/1 /3 /'; do
	ok "the comparison sees $spoil" spoiled "$spoil"
done
ok "take it back" control undo

ok "pa of a page that only the linear map has" mapped_by "$(awk '$1 == 1 { print $4 }' $files/tasks)" 1
for number in 1 2 100; do
	ok "pa: $number areas" control areas $number
	ok "pa: $number areas and the linear map" mapped_by "$(sed -n 's/.* pa=//p' $fixture/state)" $((number + 1))
	ok "pa: take them back" control undo
done
ok "pa that nobody maps" mapped_by 0x0000000fffff0000 0
ok "region: as in the files" regions
ok "range: as in the files" ranges
ok "tables-of: what tables folds" unfolded
ok "sym: as in /proc/kallsyms" symbols
ok "pid: as in tasks" threads

ok "questions as people type them" as_typed
ok "pid 0" idle
for question in '0xffff800080028000 maps' 'pa 40000000 maps' 'sym vfree +0x10' 'pid 1 2' 'sym vfree+10'; do
	ok "an error: $question" junk "$question"
done
hole=$(awk '$3 == "gap" { print $1; exit }' $files/layout)
ok "no row of maps" says 'nothing is mapped there' "$hole"
ok "no row of areas" says 'no area is there' "$hole areas"
ok "no row of pa" says 'nothing maps it' 'pa fffff0000'
ok "without a question it explains itself" explains
ok "what is refused says why" says_why
known=$(awk '$3 == "image:text" { print substr($1, 1, 18) }' $files/layout)
ask "$known" >"$tmp/known"
# Five guests of the matrix: a hundred thousand in all.
ok "20,000 hostile questions: each is refused or taken" attack 20000
ok "20,000 hostile questions: no memory is gone" no_leak 20000
cat "$tmp/attack"

ok "map what is asked about" control map vmap-scattered 40
ok "map one page five times" control areas 5
ok "21 open files, and no answer for another's question" never_mixed
ok "unload the fixture" rmmod ptwalk_fixture
ok "unload" rmmod ptwalk
rm -rf "$tmp"
plan
