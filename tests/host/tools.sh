# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# The tools on a folder of invented files: what they print, their exit statuses, a terminal; with dash and mawk as
# they are here, and with nothing but busybox.

# shellcheck source=tests/lib/ktap.sh
. "$PTWALK_TOP/tests/lib/ktap.sh"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
tools=$PTWALK_TOP/scripts
export PTWALK_DIR="$tmp/files"
unset COLUMNS
mkdir "$PTWALK_DIR" "$tmp/bin"

# file NAME COLUMNS: of the folder, its rows on stdin
file()
{
	{ echo "# ptwalk/1 $1: $2"; cat; } >"$PTWALK_DIR/$1"
}

file status 'name: value' <<'END'
kernel: 0.1-invented
page_size: 4096
END
file layout 'range bytes name mapped_bytes tables table_bytes pgd p4d pud pmd pte cont' <<'END'
0xffff000000000000-0xffff800000000000 140737488355328 linear 4194304 3 12288 0 0 0 1 512 0 extents=1
0xffff800000000000-0x0000000000000000 140737488355328 vmalloc 24576 3 12288 0 0 0 0 6 0 extents=4
# total 2 regions 4218880 6 24576 0 0 0 1 518 0 extents=5
END
file areas 'range bytes kind state pages mapped extents largest caller verdict' <<'END'
0xffff800000200000-0xffff800000205000 20480 vmalloc busy 4 4 3 8192 one_caller ok leaves=pte:4
0xffff800000208000-0xffff80000020a000 8192 vmap busy 1 1 1 4096 a_caller_with_a_name_that_is_longer_than_any_column_will_ever_be[module] ok
0xffff800000210000-0xffff800000212000 8192 other lazy 0 0 0 0 - ok
0xffff8000003ff000-0xffff800000402000 12288 vmalloc busy 2 2 1 8192 two_caller ok
END
file maps 'range bytes level leaves prot memtype phys owner' <<'END'
0xffff000000000000-0xffff000000400000 4194304 pte 512 rw- normal 0x0000000040000000 linear attrs=0x00e8000000000f07
0xffff800000200000-0xffff800000204000 16384 pte 4 rw- normal scattered:3 vmalloc:one_caller attrs=0x00e8000000000f03
END
file extents 'range bytes level leaves prot memtype phys owner' <<'END'
0xffff000000000000-0xffff000000200000 2097152 pmd 1 rw- normal 0x0000000040000000 linear attrs=0x00e8000000000f05
0xffff000000200000-0xffff000000400000 2097152 pte 512 rw- normal 0x0000000040200000 linear attrs=0x00e8000000000f07
0xffff800000200000-0xffff800000202000 8192 pte 2 rw- normal 0x0000000050000000 vmalloc:one_caller attrs=0x00e8000000000f03
0xffff800000202000-0xffff800000203000 4096 pte 1 rw- normal 0x0000000060000000 vmalloc:one_caller attrs=0x00e8000000000f03
0xffff800000203000-0xffff800000204000 4096 pte 1 rw- normal 0x0000000050000000 vmalloc:one_caller attrs=0x00e8000000000f03
# 0xffff800000204000-0xffff800000205000 torn: table at 0x0000000041000000
0xffff8000003ff000-0xffff800000401000 8192 pte 2 rw- normal 0x0000000070000000 vmalloc:two_caller attrs=0x00e8000000000f03
END
file tables descriptor <<'END'
PGD[0] 0xffff000000000000 table pa 0x0000000041000000 used 1/512
  PUD[0] 0xffff000000000000 table pa 0x0000000041001000 used 1/512
END
file summary prose </dev/null
file tasks 'pid comm task phys region level crosses contiguous verdict stack stack_extents' <<'END'
1 init 0xffff000000003000 0x0000000040003000 linear pte 0 yes ok 0xffff800000200000 1 formula=0x0000000040003000
12345 kworker/R-a_nam 0xffff000000004f00 0x0000000040004f00 linear pte 1 yes ok - 0 formula=0x0000000040004f00
END
# verdict RESULT [FINDING]
verdict()
{
	{ [ -z "${2:-}" ] || echo "$2"; echo "# result: $1"; } | file check 'severity rule range expected actual owner'
}
verdict pass

# tool STATUS PATTERN TOOL ARGUMENT...: ends so, and says that on stdout or stderr
tool()
{
	_want=$1 _pattern=$2 _tool=$3
	shift 3
	_status=0
	# shellcheck disable=SC2086 # may be two words
	_said=$(PATH=$path $shell "$tools/$_tool" "$@" 2>&1 </dev/null) || _status=$?
	echo "status $_status: $_said"
	[ "$_status" = "$_want" ] && printf '%s\n' "$_said" | grep -qE -e "$_pattern"
}

# same FILE: ptwalk prints it as it is
same()
{
	# shellcheck disable=SC2086 # it may be two words
	PATH=$path $shell "$tools/ptwalk" "$1" | cmp - "$PTWALK_DIR/$1"
}

# asks QUESTION ANSWER STATUS WORD...: a file that takes QUESTION and then has ANSWER behind it
asks()
{
	_question=$1 _answer=$2 _ends=$3
	shift 3
	printf '%s\n' "$_question" | tr -c '\n' '?' >"$PTWALK_DIR/query"
	printf '# ptwalk/1 query: question\n%s\n' "$_answer" >>"$PTWALK_DIR/query"
	tool "$_ends" "${_answer#*: }" ptwalk-query "$@" || return 1
	head -n 1 "$PTWALK_DIR/query" | grep -xF -e "$_question"
}

# asks_nothing ARGUMENT...: refused without a question
asks_nothing()
{
	echo untouched >"$PTWALK_DIR/query"
	tool 2 '16 hexadecimal digits' ptwalk-query "$@" && [ "$(cat "$PTWALK_DIR/query")" = untouched ]
}

# changed: a snapshot of which some things are different, as $tmp/new
snapshots()
{
	# shellcheck disable=SC2086 # as above
	PATH=$path $shell "$tools/ptwalk" snapshot "$tmp/old" || return 1
	[ "$(stat -c %a "$tmp/old")" = 600 ] || return 1
	sed -e '/a_caller_with/d' -e 's/ vmalloc busy 4 4 3 8192 / vmalloc busy 4 3 2 8192 /' \
		-e 's/^0xffff8000003ff000.*/0xffff8000003ff000-0xffff800000401000 8192 vmap busy 1 1 1 4096 three_caller ok/' \
		-e 's/other lazy 0 0 0 0 - ok/user busy 1 1 1 4096 four_caller ok/' -e 's/scattered:3/scattered:2/' \
		"$tmp/old" >"$tmp/new"
}

differs()
{
	tool 1 '# maps: 0 came, 0 went, 1 changed' ptwalk-diff "$tmp/old" "$tmp/new" >"$tmp/out" || { cat "$tmp/out"; return 1; }
	sed 's/^status 1: //' "$tmp/out" | diff - "$tmp/expected"
}
cat >"$tmp/expected" <<'END'
~ area 0xffff800000200000-0xffff800000205000 vmalloc:one_caller mapped 4 -> 3, extents 3 -> 2
- area 0xffff800000208000-0xffff80000020a000 8192 vmap busy 1 1 1 4096 a_caller_with_a_name_that_is_longer_than_any_column_will_ever_be[module] ok
+ area 0xffff800000210000-0xffff800000212000 8192 user busy 1 1 1 4096 four_caller ok
- area 0xffff8000003ff000-0xffff800000402000 12288 vmalloc busy 2 2 1 8192 two_caller ok
+ area 0xffff8000003ff000-0xffff800000401000 8192 vmap busy 1 1 1 4096 three_caller ok
~ map 0xffff800000200000-0xffff800000204000 vmalloc:one_caller phys scattered:3 -> scattered:2
# areas: 2 came, 2 went, 1 changed
# maps: 0 came, 0 went, 1 changed
END

check_all()
{
	ok "$1: ptwalk lists its commands" tool 0 '^  query +show everything known' ptwalk help
	ok "$1: ptwalk without a command" tool 2 'no command given' ptwalk
	ok "$1: ptwalk with an unknown one" tool 2 "unknown command 'nonsense'" ptwalk nonsense
	ok "$1: ptwalk does not run what is no tool" tool 2 'unknown command' ptwalk lib.sh
	ok "$1: an argument too many" tool 2 'takes no arguments' ptwalk maps 1
	for _file in status layout maps extents areas tables summary tasks; do
		ok "$1: ptwalk $_file in a pipe" same $_file
	done
	verdict pass
	ok "$1: check passes" tool 0 'result: pass' ptwalk check
	verdict fail 'error orphan 0xffff800000204000-0xffff800000205000 unmapped 0x0000000041000000 none'
	ok "$1: check finds" tool 1 'result: fail' ptwalk check
	: >"$PTWALK_DIR/check"
	ok "$1: check breaks off" tool 3 'without a result line' ptwalk check
	ok "$1: a file that is not there" tool 3 'PTWALK_DIR' ptwalk regs

	ok "$1: largest first" tool 0 '^4194304 1 1 linear' ptwalk top
	ok "$1: top: runs and tables" tool 0 '^16384 3 1 vmalloc:one_caller' ptwalk top
	ok "$1: top: pages in two tables" tool 0 '^8192 1 2 vmalloc:two_caller' ptwalk top
	ok "$1: top -k extents" tool 0 '^16384 3 1 vmalloc:one_caller' ptwalk top -n 1 -k extents
	ok "$1: top -n" tool 0 '^# 2 more' ptwalk top -n 1
	ok "$1: top -g kind: a table counts once" tool 0 '^24576 4 2 vmalloc$' ptwalk top -g kind
	ok "$1: top -g area" tool 0 '^16384 3 1 vmalloc:one_caller 0xffff800000200000-0xffff800000205000$' ptwalk top -g area
	ok "$1: top: no such key" tool 2 '-k takes' ptwalk top -k size

	ok "$1: query: an address, in upper case" asks 0xffff8000000abcde '# x: yes' 0 0XFFFF8000000ABCDE
	ok "$1: query: as kallsyms has it" asks 0xffff8000000abcde '# x: yes' 0 ffff8000000abcde
	ok "$1: query: sym" asks 'sym vFree' '# x: yes' 0 sym vFree
	ok "$1: query: in one argument" asks 'sym vfree' '# x: yes' 0 'sym vfree'
	ok "$1: query: pa" asks 'pa 0x40abc000' '# x: yes' 0 pa 0x40ABC000
	ok "$1: query: range and file" asks 'range 0xffff800000000000-0x0000000000000000 areas' '# x: yes' 0 \
		range 0xffff800000000000-0x0000000000000000 areas
	ok "$1: query: region, then a second query" asks 'pid 1' '# query: pid 1' 0 region vmalloc pid 1
	ok "$1: query: the file says no" asks 'pid 77777' '# error: there is no such thread' 2 pid 77777
	ok "$1: query: half an address" asks_nothing 0x800000abcdef
	ok "$1: query: half a range" asks_nothing range 0xffff800000000000-
	ok "$1: query: nothing" tool 2 'no query given' ptwalk query

	ok "$1: snapshot" snapshots
	ok "$1: diff: the same" tool 0 '# areas: 0 came, 0 went, 0 changed' ptwalk diff "$tmp/old"
	ok "$1: diff: came, went, changed" differs
	ok "$1: diff -x" tool 1 '# areas: 1 came, 1 went, 0 changed' ptwalk diff -x '(one|two|three)_caller' "$tmp/old" "$tmp/new"
	ok "$1: diff -q has totals only" not tool 1 '^[-+~] ' ptwalk diff -q "$tmp/old" "$tmp/new"
	ok "$1: diff: no snapshot" tool 2 'not a complete snapshot' ptwalk diff "$PTWALK_DIR/maps"
	sed '$d' "$tmp/old" >"$tmp/half"
	ok "$1: diff: half a snapshot" tool 2 'not a complete snapshot' ptwalk diff "$tmp/half"
	ok "$1: snapshot cannot be written" tool 2 'cannot write' ptwalk snapshot /nonexistent/file
}
path=$PATH shell=dash
check_all dash
if busybox --install -s "$tmp/bin" 2>/dev/null; then
	path=$tmp/bin shell="busybox sh"
	check_all busybox
else
	skip "busybox" "there is none here"
fi
path=$PATH shell=dash

for name in ptwalk ptwalk-query ptwalk-top ptwalk-snapshot ptwalk-diff; do
	ok "$name -h" tool 0 '^Usage: ptwalk ' $name -h
	ok "$name -h has examples" tool 0 '^Examples:' $name -h
	ok "$name: unknown option" tool 2 "unknown option '-Z'" $name -Z
done
ln -s "$tools/ptwalk" "$tmp/a link"
tools=$tmp
ok "through a link" tool 0 '^4194304 1 1 linear' "a link" top
tools=$PTWALK_TOP/scripts

unset PTWALK_DIR
if [ -e /sys/kernel/debug/ptwalk ]; then
	skip "not loaded: says what to do" "it is loaded"
else
	ok "not loaded: says what to do" tool 3 'sudo|mount -t debugfs|insmod' ptwalk maps
fi
export PTWALK_DIR="$tmp/files"

# on_terminal COLUMNS COMMAND...: what a terminal of that width gets, in $tmp/screen; none of it is wider
on_terminal()
{
	_columns=$1
	shift
	script -qec "stty cols $_columns; '$tools/ptwalk' $*" /dev/null </dev/null 2>&1 | tr -d '\r' >"$tmp/screen"
	cat "$tmp/screen"
	[ -s "$tmp/screen" ] && awk -v most="$_columns" 'length($0) > most { print "too wide: " $0; bad = 1 } END { exit bad }' "$tmp/screen"
}

# column NAME VALUE: a word of that row is under its heading
column()
{
	awk -v name="$1" -v value="$2" 'NR == 1 { at = index($0 " ", " " name " ") } NR > 1 && index($0 " ", " " value " ") == at { seen = 1 }
		END { exit !(at && seen) }' "$tmp/screen"
}

aligned()
{
	on_terminal 100 areas && column kind vmalloc && column caller one_caller && column verdict ok && grep -q ' 20.0 KiB vmalloc' "$tmp/screen" &&
		grep -q '^# narrow terminal: keys, ends of ranges.* hidden' "$tmp/screen"
}
if script -qec true /dev/null </dev/null >/dev/null 2>&1; then
	ok "areas at a terminal of 100 columns" aligned
	for name in layout maps extents tasks 'top -g area' 'query region linear'; do
		[ "$name" != 'query region linear' ] || asks 'region linear' '# nothing' 0 region linear >/dev/null
		ok "$name at a terminal of 100 columns" on_terminal 100 "$name"
	done
	ok "wide enough for whole rows" on_terminal 250 maps
	ok "then nothing is hidden" not grep -q '^# narrow' "$tmp/screen"
	verdict fail 'error orphan 0xffff800000204000-0xffff800000205000 unmapped 0x0000000041000000 none'
	ok "check at a terminal" on_terminal 100 check
	ok "check at a terminal: what was expected" grep -q 'expected unmapped, found 0x' "$tmp/screen"
else
	skip "a terminal" "no pseudo-terminal can be made here"
fi
plan
