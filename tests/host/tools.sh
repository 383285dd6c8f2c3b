# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# The tools on a folder of invented files: what they print, their exit statuses, a terminal; with
# dash and mawk as they are here, and with nothing but busybox. Snapshots and what is answered from
# them are in snapshot.sh.

# shellcheck source=tests/lib/ktap.sh
. "$PTWALK_TOP/tests/lib/ktap.sh"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
# shellcheck source=tests/lib/invented.sh
. "$PTWALK_TOP/tests/lib/invented.sh"

# same FILE: ptwalk prints it as it is
same()
{
	# shellcheck disable=SC2086 # it may be two words
	PATH=$path $shell "$tools/ptwalk" "$1" | cmp - "$files/$1"
}

# lines NUMBER COMMAND...: so many rows, remarks not counted
lines()
{
	_number=$1
	shift
	# shellcheck disable=SC2086 # as above
	_rows=$(PATH=$path $shell "$tools/ptwalk" "$@") || return 1
	echo "$_rows"
	[ "$(printf '%s\n' "$_rows" | grep -vc '^#')" = "$_number" ]
}

# first PATTERN COMMAND...: the first row
first()
{
	_pattern=$1
	shift
	# shellcheck disable=SC2086 # as above
	PATH=$path $shell "$tools/ptwalk" "$@" | grep -v '^#' | head -n 1 | grep -E -e "$_pattern"
}

# narrow WIDTH COMMAND...: --pretty in a pipe is no wider
narrow()
{
	_width=$1
	shift
	# shellcheck disable=SC2086 # as above
	COLUMNS=$_width PATH=$path $shell "$tools/ptwalk" --pretty "$@" >"$tmp/screen" || return 1
	cat "$tmp/screen"
	awk -v most="$_width" 'length($0) > most { bad = 1 } END { exit bad }' "$tmp/screen"
}

# json FILTER COMMAND...: jq finds that true
json()
{
	_filter=$1
	shift
	# shellcheck disable=SC2086 # as above
	PATH=$path $shell "$tools/ptwalk" --json "$@" | jq -e "$_filter"
}

check_filters()
{
	ok "$1: filter: writable and executable" lines 1 maps -w -x
	ok "$1: filter: bundled" lines 1 maps -wx
	ok "$1: filter: protection" lines 2 maps -p rw-
	ok "$1: filter: owner" lines 1 maps -o one_caller
	ok "$1: filter: caller" lines 1 areas -o 'vmalloc:one'
	ok "$1: filter: memory type" lines 1 maps -m device
	ok "$1: filter: level" lines 1 linear --level=pmd
	ok "$1: filter: kind" lines 1 areas -k vmap
	ok "$1: filter: kind of an owner" lines 2 maps -k vmalloc
	ok "$1: filter: region" lines 2 maps -R vmalloc
	ok "$1: filter: no such region" tool 2 "no region 'nowhere'" ptwalk maps -R nowhere
	ok "$1: filter: an address" first ' one_caller ' areas -r 0xffff800000204fff
	ok "$1: filter: range" lines 3 areas -r FFFF800000204000-0xffff800000211000
	ok "$1: filter: up to an area" lines 0 areas -r 0xffff800000100000-0xffff800000200000
	ok "$1: filter: from the end of an area" lines 0 areas -r 0xffff800000205000-0xffff800000208000
	ok "$1: filter: size" lines 2 maps --min 16K
	ok "$1: filter: sizes" lines 1 maps --min 16K --max 1M
	ok "$1: filter: size: nonsense" tool 2 "'many' is no size" ptwalk maps --min many
	ok "$1: filter: any column" lines 1 areas --where 'state = lazy'
	ok "$1: filter: any key" lines 1 areas --where 'leaves ~ pte'
	ok "$1: filter: two conditions" lines 1 areas --where 'kind=vmalloc' --where 'extents>1'
	ok "$1: filter: no such column" tool 2 "no column or key 'colour'" ptwalk areas --where 'colour = red'
	ok "$1: filter: a column that another file has" tool 2 "areas has no column 'prot'" ptwalk areas -w
	ok "$1: sort: numbers from the largest" first ' linear ' maps --sort bytes
	ok "$1: sort: the other way" first ' two_caller|two_caller ' maps --sort bytes --reverse
	ok "$1: sort: words" first '^12345 ' tasks --sort comm --reverse
	ok "$1: limit" lines 2 areas -n 2
	ok "$1: totals stay if rows are only sorted" tool 0 '^# total 2 regions' ptwalk layout --sort bytes
	ok "$1: totals go if rows are chosen" not tool 0 '^# total' ptwalk layout -o linear
	ok "$1: what was left out" tool 0 '^# rows: 1 of 3$' ptwalk maps -m device
}

# sums: the arithmetic of ptwalk-lib.awk, whose every line is EXPRESSION and RESULT
sums()
{
	while read -r _expression _result; do
		echo "same($_expression, \"$_result\")"
	done <<-'END' >"$tmp/sums"
	add("0xffff7fffffffffff",1) 0xffff800000000000
	add("0x00000000fffff000",4096) 0x0000000100000000
	add("0xfffffffffffff000",4096) 0x0000000000000000
	add("0x0000000100000000",-1) 0x00000000ffffffff
	minus("0xffff800080000000","0x0000000080000001") 0xffff7fffffffffff
	plus("0xffff278040000000","0x0000d88000000000") 0x0000000040000000
	distance("0x0000000100000000","0x00000000ffffffff") 1
	span("0xffff800000000000-0x0000000000000000") 140737488355328
	after("0xffff800000000000-0x0000000000000000")>"0xffffffffffffffff" 1
	bits("0xffff800080000000",31,1) 1
	bits("0xffff800080000000",30,9) 2
	bits("0xffff800080000000",39,9) 256
	bits("0x0123456789abcdef",20,40) 78187493530
	bytes_of("4096") 4096
	bytes_of("1.5GiB") 1610612736
	bytes_of("2x") -1
	human(0) 0
	human(1023) 1023
	whole_address("FFFF800000000000") 0xffff800000000000
	hex_number(0) 0x0
	hex_number(68719476736) 0x1000000000
	END
	printf 'BEGIN {\n%s\n}\n' "$(cat "$tmp/sums")" >"$tmp/sums.awk"
	cat >>"$tmp/sums.awk" <<-'AWK'
	function same(got, wanted) {
		# Some awks print large numbers with an exponent.
		if (got ~ /e\+/)
			got = sprintf("%.0f", got)
		if (got "" != wanted) {
			print "got " got ", not " wanted
			bad = 1
		}
	}
	END { exit bad }
	AWK
	PATH=$path awk -f "$tools/ptwalk-lib.awk" -f "$tmp/sums.awk" </dev/null
}

check_json()
{
	ok "$1: json: numbers" json '.rows[0].bytes == 4194304 and .file == "maps"' maps
	ok "$1: json: keys" json '.rows[0].leaves == "pte:4"' areas
	ok "$1: json: remarks" json '.remarks[0] | test("^total 2 regions")' layout
	ok "$1: json: tables" json '[.rows[] | select(.kind == "table" and .level == "pmd")] | length == 2' tables
	ok "$1: json: status" json '.rows[] | select(.name == "page_size") | .value == 4096' status
	ok "$1: json: filtered" json '.rows | length == 1' maps -wx
	ok "$1: json: text stays text" json '.rows[1].comm == "kworker/R-a_nam"' tasks
	ok "$1: json: nothing" json '.rows == []' summary
	ok "$1: json: top" json '.rows[0] | .owner == "linear" and .extents == 1' top
}

check_all()
{
	ok "$1: ptwalk lists its commands" tool 0 '^  query +show everything known' ptwalk help
	ok "$1: ptwalk --help" tool 0 '^Usage: ptwalk ' ptwalk --help
	ok "$1: ptwalk --version" tool 0 "^ptwalk $(sed -n 's/^#define PTWALK_VERSION.*"\(.*\)"/\1/p' \
		"$PTWALK_TOP/include/ptwalk.h")\$" ptwalk --version
	ok "$1: ptwalk help of a file" tool 0 '^  verdict +ok, or the rule' ptwalk help areas
	ok "$1: ptwalk without a command" tool 2 'no command given' ptwalk
	ok "$1: ptwalk with an unknown one" tool 2 "unknown command 'nonsense'" ptwalk nonsense
	ok "$1: ptwalk does not run what is no tool" tool 2 'unknown command' ptwalk lib.sh
	ok "$1: an argument too many" tool 2 "takes no argument '1'" ptwalk maps 1
	ok "$1: an option without its value" tool 2 "option '-o' needs an argument" ptwalk maps -o
	ok "$1: an option with a value too many" tool 2 "option '--json' takes no value" ptwalk maps --json=x
	for _file in status layout maps extents areas tables summary tasks linear; do
		ok "$1: ptwalk $_file in a pipe" same $_file
	done
	verdict pass
	ok "$1: check passes" tool 0 'result: pass' ptwalk check
	verdict fail 'error orphan 0xffff800000204000-0xffff800000205000 unmapped 0x0000000041000000 none'
	ok "$1: check finds" tool 1 'result: fail' ptwalk check
	ok "$1: check finds something else than what is asked for" tool 1 'rows: 0 of 1' ptwalk check -o linear
	: >"$files/check"
	ok "$1: check breaks off" tool 3 'without a result line' ptwalk check
	verdict pass
	ok "$1: a file that is not there" tool 3 'PTWALK_DIR' ptwalk holes

	ok "$1: largest first" tool 0 '^4194304 1 1 linear' ptwalk top
	ok "$1: top: runs and tables" tool 0 '^16384 3 1 vmalloc:one_caller' ptwalk top
	ok "$1: top: pages in two tables" tool 0 '^8192 1 2 vmalloc:two_caller' ptwalk top
	ok "$1: top -k extents" tool 0 '^16384 3 1 vmalloc:one_caller' ptwalk top -n 1 -k extents
	ok "$1: top -n" tool 0 '^# 2 more' ptwalk top -n 1
	ok "$1: top -g kind: a table counts once" tool 0 '^24576 4 2 vmalloc$' ptwalk top -g kind
	ok "$1: top -g area" tool 0 '^16384 3 1 vmalloc:one_caller 0xffff800000200000-0xffff800000205000$' ptwalk top -g area
	ok "$1: top of a region" first '^16384 ' top -R vmalloc
	ok "$1: top: no such key" tool 2 '-k takes' ptwalk top -k size

	ok "$1: sums of addresses" sums
	check_filters "$1"
	if command -v jq >/dev/null; then
		PATH=$PATH check_json "$1"
	else
		skip "$1: json" "there is no jq here"
	fi

	for _width in 80 100 132 200; do
		for _file in layout maps areas tasks linear regs 'top -g area'; do
			# shellcheck disable=SC2086 # may be two words
			ok "$1: $_file in $_width columns" narrow $_width $_file
		done
	done
	ok "$1: 80 columns have the owner and the protection" narrow 80 maps
	ok "$1: owner" grep -q 'rwx .*vmalloc:two_caller' "$tmp/screen"
	ok "$1: what is hidden" grep -q '^# hidden: ends of ranges, leaves, ' "$tmp/screen"
	narrow 80 areas >/dev/null
	ok "$1: 80 columns have the verdict" column verdict ok
	ok "$1: a long owner keeps its module" grep -q 'a_caller_.*>\[module\]' "$tmp/screen"
}
each check_all

for name in ptwalk ptwalk-query ptwalk-top ptwalk-snapshot ptwalk-diff ptwalk-check; do
	ok "$name -h" tool 0 '^Usage: ptwalk ' $name -h
	ok "$name -h has examples" tool 0 '^Examples:' $name -h
	ok "$name: unknown option" tool 2 "unknown option '-Z'" $name -Z
done
for name in summary layout maps extents areas holes linear splits tasks tables regs status analysis metrics check; do
	ok "ptwalk $name -h" tool 0 "^Usage: ptwalk $name " ptwalk $name -h
done
ln -s "$tools/ptwalk" "$tmp/a link"
tools=$tmp
ok "through a link" tool 0 '^4194304 1 1 linear' "a link" top
tools=$PTWALK_TOP/scripts
ok "make install-tools" make -s -C "$PTWALK_TOP" install-tools DESTDIR="$tmp/root" PREFIX=/usr
tools=$tmp/root/usr/bin
ok "what it installs works" tool 0 '^4194304 1 1 linear' ptwalk top
tools=$PTWALK_TOP/scripts

unset PTWALK_DIR
if [ -e /sys/kernel/debug/ptwalk ]; then
	skip "not loaded: says what to do" "it is loaded"
else
	ok "not loaded: says what to do" tool 3 'sudo|mount -t debugfs|insmod|CONFIG_DEBUG_FS' ptwalk maps
	ok "not loaded: a snapshot needs nothing" tool 3 'ptwalk -f FILE' ptwalk maps
fi
export PTWALK_DIR="$files"

aligned()
{
	on_terminal 100 areas && column kind vmalloc && column caller one_caller && column verdict ok &&
		grep -q ' 20.0 KiB vmalloc' "$tmp/screen"
}
if script -qec true /dev/null </dev/null >/dev/null 2>&1; then
	TERM=xterm
	ok "areas at a terminal of 100 columns" aligned
	for name in layout maps extents tasks 'top -g area'; do
		ok "$name at a terminal of 100 columns" on_terminal 100 "$name"
	done
	ok "wide enough for whole rows" on_terminal 250 maps
	ok "then nothing is hidden" not grep -q '^# hidden' "$tmp/screen"
	ok "w+x is red" grep -q "$(printf '\033\\[31mrwx')" "$tmp/screen"
	NO_COLOR=1 on_terminal 250 maps >/dev/null
	ok "unless NO_COLOR is set" not grep -q "$(printf '\033')" "$tmp/screen"
	TERM=dumb on_terminal 250 maps >/dev/null
	ok "or the terminal is dumb" not grep -q "$(printf '\033')" "$tmp/screen"
	on_terminal 100 --plain maps >/dev/null
	ok "--plain at a terminal" cmp -s "$tmp/screen" "$files/maps"
	PTWALK_PAGER="sed s/^/paged:/" on_terminal 107 maps >/dev/null
	ok "a pager" grep -q ^paged:0xff "$tmp/screen"
	PTWALK_PAGER="sed s/^/paged:/" on_terminal 100 --no-pager maps >/dev/null
	ok "--no-pager" not grep -q '^paged' "$tmp/screen"
	verdict fail 'error orphan 0xffff800000204000-0xffff800000205000 unmapped 0x0000000041000000 none'
	ok "check at a terminal" on_terminal 100 check
	ok "check at a terminal: what was expected" grep -q 'expected unmapped, found 0x' "$tmp/screen"
else
	skip "a terminal" "no pseudo-terminal can be made here"
fi
plan
