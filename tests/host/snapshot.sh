# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Snapshots of invented files, what is answered from them, and their differences; with dash, and
# with nothing but busybox.

# shellcheck source=tests/lib/ktap.sh
. "$PTWALK_TOP/tests/lib/ktap.sh"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
# shellcheck source=tests/lib/invented.sh
. "$PTWALK_TOP/tests/lib/invented.sh"

# as SNAPSHOT FILE: the snapshot has that file as it is
as()
{
	# shellcheck disable=SC2086 # it may be two words
	PATH=$path $shell "$tools/ptwalk" -f "$1" "$2" | cmp - "$files/$2"
}

# make_snapshots: $tmp/old, and $tmp/new, of which some things are different
make_snapshots()
{
	# shellcheck disable=SC2086 # as above
	PATH=$path $shell "$tools/ptwalk" snapshot "$tmp/old" || return 1
	[ "$(stat -c %a "$tmp/old")" = 600 ] || return 1
	sed -e '/a_caller_with/d' -e 's/ vmalloc busy 4 4 3 8192 / vmalloc busy 4 3 2 8192 /' \
		-e 's/^0xffff8000003ff000.* two_caller ok/0xffff8000003ff000-0xffff800000401000 8192 vmap busy 1 1 1 4096 three_caller ok/' \
		-e 's/other lazy 0 0 0 0 - ok/user busy 1 1 1 4096 four_caller ok/' \
		-e 's/^0xffff800000203000-.*/0xffff800000206000-0xffff800000207000 4096 pte 1 r-x normal 0x0000000040200000 module:load_module[new]/' \
		-e '/^0xffff000000200000.*linear attrs/{
			/\<512 rw- normal 0x0000000040200000\>/c\
0xffff000000200000-0xffff000000201000 4096 pte 1 r-- normal 0x0000000040200000 linear\
0xffff000000201000-0xffff000000400000 2093056 pte 511 rw- normal 0x0000000040201000 linear
		}' \
		-e 's/\(PMD.1. 0xffff000000200000 table pa 0x00000000410\)03000/\107000/' -e '/PMD.1. 0xffff800000200000/d' \
		"$tmp/old" >"$tmp/new"
}

compressed()
{
	# shellcheck disable=SC2086 # as above
	PATH=$path $shell "$tools/ptwalk" snapshot "$tmp/old.gz" && gzip -dc "$tmp/old.gz" | cmp - "$tmp/old"
}

from_stdin()
{
	# shellcheck disable=SC2086 # as above
	gzip -dc "$tmp/old.gz" | PATH=$path $shell "$tools/ptwalk" -f - top -n 1 | grep '^4194304 1 1 linear'
}

# copied: a snapshot of a snapshot, which keeps its time and boot
copied()
{
	# shellcheck disable=SC2086 # as above
	PATH=$path $shell "$tools/ptwalk" -f "$tmp/old.gz" snapshot | cmp - "$tmp/old"
}

# differs: old and new, as expected
differs()
{
	tool 1 '^# tables: 0 added, 1 removed, 1 changed' ptwalk-diff "$tmp/old" "$tmp/new" >"$tmp/out" || { cat "$tmp/out"; return 1; }
	sed 's/^status 1: //' "$tmp/out" | diff - "$tmp/expected"
}
cat >"$tmp/expected" <<'END'
# ptwalk/1 diff: change what range bytes owner
~ area 0xffff800000200000-0xffff800000205000 20480 vmalloc:one_caller mapped=3 was_mapped=4 extents=2 was_extents=3
- area 0xffff800000208000-0xffff80000020a000 8192 vmap:a_caller_with_a_name_that_is_longer_than_any_column_will_ever_be[module] mapped=1 extents=1
+ area 0xffff800000210000-0xffff800000212000 8192 user:four_caller mapped=1 extents=1
- area 0xffff8000003ff000-0xffff800000402000 12288 vmalloc:two_caller mapped=2 extents=1
+ area 0xffff8000003ff000-0xffff800000401000 8192 vmap:three_caller mapped=1 extents=1
~ map 0xffff000000200000-0xffff000000201000 4096 linear prot=r-- was_prot=rw- memtype=normal level=pte alias=module:load_module[new] section=text
- map 0xffff800000203000-0xffff800000204000 4096 vmalloc:one_caller prot=rw- memtype=normal level=pte
+ map 0xffff800000206000-0xffff800000207000 4096 module:load_module[new] prot=r-x memtype=normal level=pte
~ table 0xffff000000200000-0xffff000000400000 2097152 - level=pmd phys=0x0000000041007000 was_phys=0x0000000041003000
- table 0xffff800000200000-0xffff800000400000 2097152 - level=pmd phys=0x0000000041006000
# stacks of the reader itself, or of no thread, left out: 2 (--stacks shows them)
# areas: 2 added, 2 removed, 1 changed
# maps: 1 added, 1 removed, 1 changed
# tables: 0 added, 1 removed, 1 changed
END

# a_copy_is_left_alone: a query of a folder of copies writes nothing to it
a_copy_is_left_alone()
{
	echo untouched >"$files/query"
	tool 0 '^va: 0xffff800000200123' ptwalk-query 0xffff800000200123 && [ "$(cat "$files/query")" = untouched ]
}

# refused QUESTION: although another one before it has an answer
refused()
{
	tool 2 '^ptwalk-query: ' ptwalk query pid 1 "$1" >"$tmp/out"
	cat "$tmp/out"
	[ "$(wc -l <"$tmp/out")" = 1 ]
}

check_answers()
{
	ok "$1: query of a copy" a_copy_is_left_alone
	ok "$1: query: the path" tool 0 '^pte 1 0x0000000041006000 - leaf -$' ptwalk -f "$tmp/old" query 0xffff800000201fff
	ok "$1: query: physical address" tool 0 '^pa: 0x0000000050001fff$' ptwalk -f "$tmp/old" query 0xFFFF800000201FFF
	ok "$1: query: as kallsyms has it" tool 0 '^owner: vmalloc:one_caller$' ptwalk -f "$tmp/old" query ffff800000201fff
	ok "$1: query: through the linear map" tool 0 '^linear: 0xffff000000201000 pte rw- pa 0x0000000040201000$' \
		ptwalk query 0xffff000000201000
	ok "$1: query: an empty entry" tool 0 '^pte 3 0x0000000041006000 - empty -$' ptwalk query 0xffff800000203000
	ok "$1: query: an entry that is none" tool 0 '^pte 4 0x0000000041006000 - bad -$' ptwalk query 0xffff800000204000
	ok "$1: query: guard" tool 0 '^owner: vmalloc:one_caller guard$' ptwalk query 0xffff800000204000
	ok "$1: query: what lies before a hole" tool 0 '^before: .* busy vmap:.* distance=4096$' ptwalk query 0xffff80000020b000
	ok "$1: query: what lies after it" tool 0 '^after: .* lazy other:- distance=20480$' ptwalk query 0xffff80000020b000
	ok "$1: query: the hole" tool 0 '^hole: 0xffff80000020a000-0xffff800000210000 bytes=24576$' ptwalk query 0xffff80000020b000
	ok "$1: query: lazily freed" tool 0 '^area: .* lazy \+0x10$' ptwalk query 0xffff800000210010
	ok "$1: query: whose stack" tool 0 '^stack: pid=1 comm=init \+0x0' ptwalk query pid 1
	ok "$1: query: no such thread" tool 2 'pid 77777: there was no such thread' ptwalk query pid 77777
	ok "$1: query: pa, short, without 0x: all mappings" tool 0 '^0xffff800000203000-0xffff800000204000 4096 .*one_caller' \
		ptwalk query pa 50000ABC
	ok "$1: query: pa: one page of a long row" tool 0 '^0xffff000000234000-0xffff000000235000 4096 pte 1 .* 0x0000000040234000 linear' \
		ptwalk query pa 0x40234567
	ok "$1: query: pa: nobody" tool 0 '^# nothing is mapped there' ptwalk query pa 0x90000000
	ok "$1: query: a range without a verb" tool 0 ' two_caller ok' ptwalk query 0xffff800000300000-0x0000000000000000 areas
	ok "$1: query: range of tables" tool 0 '^ +PTE\[0-1\]' ptwalk query range 0xffff800000200000-0xffff800000201000 tables
	ok "$1: query: a region" tool 0 '^0xffff8000003ff000.*two_caller' ptwalk query region vmalloc
	ok "$1: query: no such region" tool 2 'no region has this name' ptwalk query region nowhere
	ok "$1: query: several have labels" tool 0 '^# query: pid 1' ptwalk query region linear pid 1
	ok "$1: query: in one argument" tool 0 '^# query: pid 1' ptwalk query 'region linear pid 1'
	ok "$1: query: a symbol" tool 2 'a snapshot has no symbols' ptwalk query sym vfree+0x10
	for _junk in 0x800000abcdef 'pid 1 junk' 'pid x' 'range 0xffff800000000000-' 'pa 0xg' 'sym vfree+x' \
		'tables-of 0xff' 'tables-of 0xffff800000200000 depth x' 'region' '0xffff800000300000-0xffff800000200000'; do
		ok "$1: query: nothing is printed before '$_junk'" refused "$_junk"
	done
	ok "$1: query: half an address" tool 2 '16 hexadecimal digits' ptwalk query 0x800000abcdef
	cp -R "$files" "$tmp/a copy"
	ok "$1: query: from a path with blanks" tool 0 '^owner: vmalloc:one_caller$' ptwalk -f "$tmp/a copy" query ffff800000201fff
	rm -r "$tmp/a copy"
	ok "$1: query: nothing" tool 2 'no query given' ptwalk query
}

check_all()
{
	rm -f "$tmp/old" "$tmp/new" "$tmp/old.gz"
	ok "$1: snapshot" make_snapshots
	ok "$1: snapshot: compressed" compressed
	for _file in status layout maps extents areas tables summary tasks linear regs check; do
		ok "$1: snapshot has $_file" as "$tmp/old.gz" $_file
	done
	ok "$1: from stdin" from_stdin
	ok "$1: from a folder" tool 0 '^4194304 1 1 linear' ptwalk -f "$files" top
	ok "$1: the option after the command" tool 0 '^4194304 1 1 linear' ptwalk top -f "$tmp/old"
	ok "$1: a copy is of no boot" tool 0 '^# boot -$' ptwalk snapshot
	ok "$1: a snapshot of a snapshot is the same" copied
	ok "$1: a file that it lacks" tool 3 "the snapshot has no file 'holes'" ptwalk -f "$tmp/old" holes
	ok "$1: no snapshot" tool 2 'not a complete snapshot' ptwalk -f "$files/maps" maps
	ok "$1: no such file" tool 2 'cannot read' ptwalk -f "$tmp/nothing" maps
	check_answers "$1"

	ok "$1: diff: the same" tool 0 '# areas: 0 added, 0 removed, 0 changed' ptwalk diff "$tmp/old"
	ok "$1: diff: added, removed, changed" differs
	ok "$1: diff: in words" tool 1 'linear rw- -> r--, text of module:load_module\[new\]' \
		ptwalk diff --pretty "$tmp/old" "$tmp/new"
	ok "$1: diff -x" tool 1 '# areas: 1 added, 1 removed, 0 changed' ptwalk diff -x '(one|two|three)_caller' "$tmp/old" "$tmp/new"
	ok "$1: diff --stacks" not tool 1 'left out' ptwalk diff --stacks "$tmp/old" "$tmp/new"
	ok "$1: diff -o" tool 1 '^# rows: 3 of 10' ptwalk diff -o 'new|four' "$tmp/old" "$tmp/new"
	ok "$1: diff -q has totals only" not tool 1 '^[-+~] ' ptwalk diff -q "$tmp/old" "$tmp/new"
	ok "$1: diff --by-owner" tool 1 '^~ area - 0 vmalloc:two_caller|^- area - 12288 vmalloc:two_caller areas=1' \
		ptwalk diff --by-owner "$tmp/old" "$tmp/new"
	ok "$1: diff: no snapshot" tool 2 'not a complete snapshot' ptwalk diff "$files/maps"
	sed '$d' "$tmp/old" >"$tmp/half"
	ok "$1: diff: half a snapshot" tool 2 'not a complete snapshot' ptwalk diff "$tmp/half"
	ok "$1: snapshot cannot be written" tool 2 'cannot write' ptwalk snapshot /nonexistent/file
	ok "$1: top --delta" tool 0 '^-4096 -1 12288 2 1 vmalloc:one_caller' ptwalk top --delta "$tmp/old" -f "$tmp/new"
}
each check_all
plan
