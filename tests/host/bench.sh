# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# What reading costs must not grow: the judges on invented figures, then the small states of scripts/bench beside what
# is recorded.

# shellcheck source=tests/lib/ktap.sh
. "$PTWALK_TOP/tests/lib/ktap.sh"
bench=$PTWALK_TOP/tests/bench
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# lines FILE LINE...
lines()
{
	_file=$1
	shift
	printf '%s\n' "$@" >"$tmp/$_file"
}

# judged STATUS PATTERN ROW...: these figures beside those recorded
judged()
{
	_want=$1 _pattern=$2
	shift 2
	lines now "$@"
	_status=0
	awk -f "$bench/compare.awk" "$tmp/recorded" "$tmp/now" >"$tmp/said" || _status=$?
	cat "$tmp/said"
	[ "$_status" = "$_want" ] && grep -qe "$_pattern" "$tmp/said"
}

# derived PATTERN...: each is in what is made of the invented figures
derived()
{
	awk -f "$bench/derive.awk" "$tmp/workloads" "$tmp/figures" >"$tmp/derived"
	cat "$tmp/derived"
	all_in "$tmp/derived" "$@"
}

# verdicts PATTERN...
verdicts()
{
	awk -f "$bench/targets.awk" "$tmp/targets" "$tmp/derived" >"$tmp/verdicts"
	cat "$tmp/verdicts"
	all_in "$tmp/verdicts" "$@"
}

# reported PATTERN...
reported()
{
	awk -f "$bench/report.awk" "$tmp/derived" >"$tmp/report"
	cat "$tmp/report"
	all_in "$tmp/report" "$@"
}

# harmed PATTERN...
harmed()
{
	awk -f "$bench/harm.awk" "$tmp/harm" >"$tmp/harmed"
	cat "$tmp/harmed"
	all_in "$tmp/harmed" "$@"
}

all_in()
{
	_in=$1
	shift
	for _each in "$@"; do
		grep -qE -e "$_each" "$_in" || { echo "not there: $_each"; return 1; }
	done
}

# narrow FILE...: fits a terminal
narrow()
{
	! awk 'length > 100 { print; wide = 1 } END { exit !wide }' "$@"
}

# kept: what was recorded is what is measured
kept()
{
	"$PTWALK_TOP/scripts/bench" -c >"$tmp/out" || { sed -n '/^recorded: /,$p' "$tmp/out"; return 1; }
}

lines recorded '# remark' 'dense 8 maps 1000' 'dense 8 layout 2000'
ok "the same" judged 0 '^2 figures compared$' 'dense 8 maps 1000' 'dense 8 layout 2000'
ok "10% more" judged 0 '^2 figures compared$' 'dense 8 maps 1100' 'dense 8 layout 2000'
ok "more than that: says what grew, and by how much" \
	judged 1 '^grew: dense 8 maps: 1000 recorded, now 1101: +10\.1%$' 'dense 8 maps 1101' 'dense 8 layout 2000'
ok "one that fell makes up for nothing" judged 1 '^grew: dense 8 layout' 'dense 8 maps 10' 'dense 8 layout 3000'
ok "less is no failure, but said" judged 0 '^fell: dense 8 maps' 'dense 8 maps 500' 'dense 8 layout 2000'
ok "missing" judged 1 '^not measured: dense 8 layout$' 'dense 8 maps 1000'
ok "zero" judged 1 '^now: no figure: dense 8 maps 0$' 'dense 8 maps 0' 'dense 8 layout 2000'
ok "negative" judged 1 '^now: no figure' 'dense 8 maps -5' 'dense 8 layout 2000'
ok "no number" judged 1 '^now: no figure' 'dense 8 maps 1e3' 'dense 8 layout 2000'
ok "a column is missing" judged 1 '^now: no figure: dense 8 maps$' 'dense 8 maps' 'dense 8 layout 2000'
ok "twice" judged 1 '^measured twice' 'dense 8 maps 1000' 'dense 8 maps 1000' 'dense 8 layout 2000'
ok "not recorded" judged 1 '^not recorded: dense 8 areas$' 'dense 8 maps 1000' 'dense 8 layout 2000' 'dense 8 areas 7'
ok "nothing measured" judged 1 '^not measured' ''
lines recorded 'dense 8 floor 1000' 'dense 8 layout 2000'
ok "another kernel is no failure, but said" judged 0 "^the kernel's own grew: dense 8 floor" 'dense 8 floor 2000' 'dense 8 layout 2000'
lines recorded 'dense 8 maps 0' 'dense 8 layout 2000'
ok "zero is recorded" judged 1 '^recorded: no figure: dense 8 maps 0$' 'dense 8 maps 1000' 'dense 8 layout 2000'
lines recorded '# remark'
ok "nothing is recorded" judged 1 '^nothing is recorded$' 'dense 8 maps 1000'
rm "$tmp/recorded"
ok "no record" not awk -f "$bench/compare.awk" "$tmp/recorded" "$tmp/now"

lines workloads 'none 1 - 1G small - -' 'dense 100 PTE 1G small - map dense 100' 'dense 200 PTE 1G small - map dense 200' \
	'dense 300 PTE 1G small - map dense 300' 'single 10 area 1G small - areas 10'
lines figures 'fact none 1 descriptors 512' 'fact none 1 tables 1' 'bench none 1 floor 100 100 1 2 0' \
	'bench none 1 kernel_page_tables 9000 9000 1 9 16' 'bench none 1 layout 1000 1000 1 3 32' \
	'bench none 1 query_va 500 500 1 3 32' 'fact dense 100 descriptors 1024' 'fact dense 100 tables 2' \
	'bench dense 100 floor 600 600 1 2 0' 'bench dense 100 kernel_page_tables 29000 29000 1 9 16' \
	'bench dense 100 layout 2000 2200 1 13 32' 'bench dense 100 query_va 700 700 1 3 32' 'bench dense 100 maps 1000 x 1 3 32' \
	'bench dense 200 layout 3000 3000 1 13 32' 'bench dense 300 layout 4000 4000 1 13 32' \
	'bench single 10 kernel_page_tables 11000 11000 1 29 16'
ok "what was added, for each, beside the kernel's dump and the floor; nothing else of a query" derived \
	'^dense 100 PTE layout 2000 2200 1 13 32 2 1024 1000 10\.0000 1\.9531 20\.0000 2\.0000 100\.0000$' \
	'^dense 100 PTE query_va 700 700 1 3 32 2 1024 700 - 0\.6836 - - ' '^none 1 - layout 1000 .* 1000 - '
ok "a figure that cannot be read is left out" not grep -q ' maps ' "$tmp/derived"
lines targets 'layout dense each 9' 'layout dense each 10' 'layout dense less 20' 'layout dense less 21' \
	'layout dense floor 2' 'layout dense row 1' 'maps dense each 5' 'query_va * total 600'
ok "targets" verdicts '^layout +dense 100 +each +9 +10\.00 +not reached$' '^layout +dense 100 +each +10 +10\.00 +reached$' \
	'^layout +dense 100 +less +20 +20\.00 +reached$' '^layout +dense 100 +less +21 +20\.00 +not reached$' \
	'^layout +dense 100 +floor +2 +2\.00 +reached$' '^layout +dense 100 +row +1 +1\.00 +reached$' \
	'^maps +dense +each +5 +- +not measured$' '^query_va +none 1 +total +600 +500\.00 +reached$' \
	'^query_va +dense 100 +total +600 +700\.00 +not reached$'
ok "the tables for people" reported '^layout +2,000 +1\.95 +10\.00 +20\.00 +2\.00 +1 +32 +10\.0%$' \
	'^layout +10\.00 +10\.00 +10\.00 +1\.000000$'
lines harm 'harm dense 8 idle irqsoff 4 f:-' 'harm dense 8 idle preemptoff 9999 f:-' 'harm dense 8 maps irqsoff 8 f:-' \
	'harm dense 8 maps preemptoff 801 f:row' 'harm dense 8 maps unyielding 800 f' 'harm dense 8 maps peak 4096 -'
ok "what takes too long is marked, if it is ptwalk's" harmed '^idle +250  +624938\? ' '^maps +500  +50062! +f:row +50000p +4096$' \
	'^too long, preemption off: maps$' '^too long, unyielding: none$'
ok "the tables fit a terminal" narrow "$tmp/report" "$tmp/verdicts" "$tmp/harmed"
ok "no instruction count grew by more than 10%: scripts/bench -c" kept
[ ! -s "$tmp/out" ] || note "$(cat "$tmp/out")"
plan
