#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# The course in docs/labs: of each lab the reference solution scores exactly 100, an empty one 0, and wrong answers get
# no point and are told what is wrong with them.

# shellcheck source=tests/lib/ktap.sh
. ./ktap.sh
tmp=$(mktemp -d)
export LAB_LABS=/labs LAB_WORK="$tmp/work"
mkdir -p "$LAB_WORK"
echo tester >"$LAB_WORK/name"

# points FILE: the sum
points()
{
	awk '{ sum += $2 } END { print sum + 0 }' "$1"
}

# scores N ANSWERS: check says so many points. Answers one by one would take longer than all at once.
scores()
{
	cp "$2" "/run/lab/answers.$lab"
	lab check -m >"$tmp/checked"
	cat "$tmp/checked"
	[ "$(points "$tmp/checked")" = "$1" ]
}

solve()
{
	sh "/labs/$name/solution.sh" >"$tmp/right" 2>"$tmp/errors"
	cat "$tmp/right" "$tmp/errors"
	[ ! -s "$tmp/errors" ]
}

# spoil: the wrong answers that belong to the right ones, lines of "KEY CLASS VALUE"; at least three
spoil()
{
	(
		eval "$(sed 's/ /=/' "$tmp/right")"
		# shellcheck source=/dev/null
		. "/labs/$name/wrong.sh"
	) >"$tmp/wrong" 2>"$tmp/errors"
	cat "$tmp/errors"
	[ ! -s "$tmp/errors" ] && [ "$(wc -l <"$tmp/wrong")" -ge 3 ]
}

# all_wrong: none has a point, each has its class. In rounds, with one wrong answer to each question in a round.
all_wrong()
{
	rounds=$(awk '{ n[$1]++ } n[$1] > most { most = n[$1] } END { print most + 0 }' "$tmp/wrong")
	round=0 bad=0
	while [ $round -lt "$rounds" ]; do
		round=$((round + 1))
		awk -v r=$round '++n[$1] == r' "$tmp/wrong" >"$tmp/round"
		awk '{ print $1, $3 }' "$tmp/round" >"/run/lab/answers.$lab"
		lab check -m >"$tmp/checked"
		awk 'NR == FNR { class[$1] = $2; value[$1] = $3; next }
			$2 != 0 { print $1 " has " $2 " points for " value[$1]; bad = 1 }
			($1 in class) && class[$1] != $4 { print $1 " " value[$1] ": " $4 ", not " class[$1]; bad = 1 }
			{ delete class[$1] }
			END { for (key in class) { print "no question " key; bad = 1 } exit bad }' \
			"$tmp/round" "$tmp/checked" || bad=1
	done
	return $bad
}

# explained: lines of at most 80 columns, and no class without a text
explained()
{
	for command in check task hint hint hint; do
		lab $command
	done >"$tmp/text"
	awk 'length > 80 { print; bad = 1 } END { exit bad }' "$tmp/text" && ! grep -n 'first one again' "$tmp/text"
}

# total: what a whole course is worth
total()
{
	lab score | tee "$tmp/score" | tail -n 1
	cat "$tmp/score"
	tail -n 1 "$tmp/score" | awk '{ exit $1 != $4 || $1 == 0 }'
}

reported()
{
	lab report && cat "$LAB_WORK/report" && [ "$(grep -c '^lab ' "$LAB_WORK/report")" = "$(find /labs/ -name lab | wc -l)" ]
}

# refused COMMAND...: with status 2, and a word about it
refused()
{
	status=0
	said=$("$@" 2>&1) || status=$?
	echo "$status: $said"
	[ $status = 2 ] && [ -n "$said" ]
}

ok "load" insmod /modules/ptwalk.ko
ok "load the labs" insmod /modules/ptwalk_lab.ko
note "seed: $(cat /sys/module/ptwalk_lab/parameters/seed)"
ok "list" lab list
for folder in /labs/*/; do
	name=$(basename "$folder")
	lab=${name%%-*} lab=${lab#0}
	ok "$name: start" lab start "$lab"
	: >"$tmp/none"
	ok "$name: nothing answered scores 0" scores 0 "$tmp/none"
	ok "$name: the solution has no error" solve
	ok "$name: wrong answers" spoil
	ok "$name: wrong answers score 0, each with its hint" all_wrong
	ok "$name: what a student sees" explained
	ok "$name: the solution scores 100" scores 100 "$tmp/right"
done
ok "the score is whole" total
ok "report" reported
ok "no lab 99" refused lab start 99
ok "no such command" refused lab win
ok "no such question" refused lab answer nothing 1
ok "unload the labs" rmmod ptwalk_lab
ok "check passes without them" sh -c 'tail -n 1 /sys/kernel/debug/ptwalk/check | grep -qx "# result: pass"'
ok "unload" rmmod ptwalk
rm -rf "$tmp"
plan
