# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# ptwalk assert, explain and watch on invented files; with dash, and with nothing but busybox.

# shellcheck source=tests/lib/ktap.sh
. "$PTWALK_TOP/tests/lib/ktap.sh"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
# shellcheck source=tests/lib/invented.sh
. "$PTWALK_TOP/tests/lib/invented.sh"

# holds, fails ASSERTION...
holds()
{
	tool 0 ' 0 failed$' ptwalk assert "$@"
}

fails()
{
	tool 1 '^failed ' ptwalk assert "$@"
}

check_assert()
{
	verdict pass
	ok "$1: assert: equal" holds 'linear.pte == 512'
	ok "$1: assert: not" fails 'linear.pte == 0'
	ok "$1: assert: the value that was found" tool 1 '^failed linear\.pte == 0 512$' ptwalk assert 'linear.pte == 0'
	ok "$1: assert: without blanks" holds 'linear.pmd=1' 'linear.pmd>=1' 'linear.pmd<2' 'linear.pmd!=0' 'linear.pmd<=1' 'linear.pmd>0'
	ok "$1: assert: a unit" holds 'linear.bytes == 4M' 'linear.bytes < 1GiB'
	ok "$1: assert: another total" holds 'linear.bytes == layout.linear.mapped_bytes'
	ok "$1: assert: a word" holds 'status.arch == arm64' 'check.result == pass'
	ok "$1: assert: findings" holds 'check.errors == 0' 'check.orphan == 0'
	ok "$1: assert: write and execute" fails 'maps.rwx.bytes == 0'
	ok "$1: assert: what is missing is 0" holds 'maps.r-x.bytes == 0' 'areas.dma.bytes == 0'
	ok "$1: assert: areas" holds 'areas.vmalloc.count == 4' 'areas.lazy.bytes == 8K' 'areas.extents.max == 3'
	ok "$1: assert: tables" holds 'tables.count == 6' 'tables.bad == 1'
	ok "$1: assert: one of two" fails 'linear.pmd == 1' 'linear.pmd == 2'
	for _name in linear.ptee check.wxx areas.vmalloc.cuont maps.rwy.bytes status.nothing; do
		ok "$1: assert: no total $_name" tool 2 "no total '$_name'" ptwalk assert "$_name == 0"
	done
	ok "$1: assert: no operator" tool 2 "expected 'NAME OP VALUE'" ptwalk assert linear.pte
	ok "$1: assert: no value" tool 2 "expected 'NAME OP VALUE'" ptwalk assert 'linear.pte =='
	ok "$1: assert: no name" tool 2 'no name of a total' ptwalk assert 'pte == 0'
	ok "$1: assert: no file" tool 3 'holes' ptwalk assert 'holes.largest > 1G'
	file holes 'range bytes before after' <<-'END'
	0xffff800000215000-0xffff800000300000 962560 other:- vmalloc:x
	0xffff800000600000-0xffff800080600000 2147483648 vmalloc:y -
	END
	ok "$1: assert: the largest hole" holds 'holes.largest >= 1G' 'holes.rows == 2'
	rm "$files/holes"
	verdict fail 'error orphan 0xffff800000204000-0xffff800000205000 unmapped 0x0000000041000000 none'
	ok "$1: assert: a finding" fails 'check.orphan == 0'
	verdict pass
	ok "$1: assert -l" tool 0 '^layout\.vmalloc\.pte 6$' ptwalk assert -l
	ok "$1: assert -l of a prefix" not tool 0 '^layout' ptwalk assert -l areas
	ok "$1: assert --json" tool 0 '"result":"ok","name":"linear.pte","op":"==","value":512,"actual":512' \
		ptwalk --json assert 'linear.pte == 512'
}

check_explain()
{
	ok "$1: explain: where an entry is read" tool 0 '^pmd 29:21 1 0x0000000041005000 0x0000000041005008 - table -$' \
		ptwalk explain 0xffff800000201fff
	ok "$1: explain: in binary" tool 0 '^ 1111111111111111 100000000 000000000 000000001 000000001 111111111111$' \
		ptwalk --pretty explain 0xffff800000201fff
	ok "$1: explain: a sum" tool 0 '^pte: 0x0000000041006000 \+ 8 x 1 = 0x0000000041006008$' \
		ptwalk --pretty explain 0xffff800000201fff
	ok "$1: explain: the result" tool 0 '^physical address: 0x0000000050001000 \+ offset 0xfff = 0x0000000050001fff$' \
		ptwalk --pretty explain 0xffff800000201fff
	ok "$1: explain: a block" tool 0 '^pmd 29:21 0 ' ptwalk explain 0xffff000000000123
	ok "$1: explain: nothing there" tool 0 '^Nothing is mapped there' ptwalk --pretty explain 0xffff800000300000
	ok "$1: explain: a physical address" tool 2 'expected a virtual address' ptwalk explain pa 0x1000
	ok "$1: explain: two" tool 2 'expected one address' ptwalk explain pid 1 pid 2
}

# The kernel's own answer, with raw entries
explained()
{
	cat <<-'END' >"$tmp/answer"
	# ptwalk/1 query: level index table_pa raw kind meaning
	pgd 3 0x0000000041ee9000 0x1000000042d0b003 table valid=valid,AF=not-accessed,PXNTable=-,UXNTable=user-no-exec,NSTable=-
	pte 275 0x0000000042d0b000 0x00c0000040400f81 leaf valid=valid,NS=secure,AP[2]=read-only,DBM=on,Contiguous=group,new=odd,sw-58=off
	va: 0xfffffff832264123
	pa: 0x0000000040400123
	memtype: normal
	prot: r-x
	END
	{
		printf '# ptwalk/1 status: name: value\narch: arm64\npage_size: 16384\nva_bits: 36\nlevels: 2\n'
		cat "$tmp/answer"
	} | PATH=$path awk -v width=80 "$@" -f "$tools/ptwalk-lib.awk" -f "$tools/ptwalk-bits.awk" -f "$tools/ptwalk-explain.awk" >"$tmp/out"
	cat "$tmp/out"
}

has()
{
	explained >/dev/null
	grep -E -e "$1" "$tmp/out"
}

check_bits()
{
	ok "$1: bits: Linux's names" has '^ +PTE_RDONLY +no writes'
	ok "$1: bits: contpte" has '^ +PTE_CONT +contpte'
	ok "$1: bits: of a table" has '^ +PMD_TABLE_UXN'
	ok "$1: bits: ignored ones are left out" not has 'AF|NS|sw-58|valid'
	ok "$1: bits: unknown ones are shown" has '^ +new +odd'
	ok "$1: bits: 16K pages, two levels" has '^ 63:36 +35:25 +24:14 +13:0$'
	ok "$1: bits: index in binary" has '^ 1{28} +10000011001 +00010011001 +00000100100011$'
	explained -v verbose=yes >/dev/null
	ok "$1: bits: -v shows all" grep -qE '^ +NS +secure: ignored' "$tmp/out"
}

# changes_seen: watch sees an area that comes
changes_seen()
{
	( sleep 1; sed 's/^\(0xffff8000005\)10000.*/&\n0xffff800000600000-0xffff800000602000 8192 vmalloc busy 1 1 1 4096 new_caller ok/' \
		"$files/areas" >"$tmp/areas" && cp "$tmp/areas" "$files/areas" ) &
	tool 0 '^# \+ 0xffff800000600000-0xffff800000602000 8.00 KiB vmalloc:new_caller$' ptwalk watch --count 1 2 >"$tmp/out"
	_status=$?
	wait
	sed -i '/new_caller/d' "$files/areas"
	cat "$tmp/out"
	[ $_status = 0 ] && grep -q '^owner vmalloc:new_caller 4096 4096 1 1$' "$tmp/out"
}

check_aliases()
{
	ok "$1: aliases" tool 0 '^0xffff000000200000-0xffff000000201000 4096 rw- linear 0xffff800000206000-0xffff800000207000 r-x x 0x0000000040200000$' \
		ptwalk aliases -o linear
	ok "$1: aliases: neighbours" tool 0 ' 8192 r-x module:m 0xffff000000201000-0xffff000000203000 rw- linear 0x0000000040201000$' \
		ptwalk aliases -o module
	ok "$1: aliases: that are scattered" tool 0 ' 12288 rw- vmalloc:other scattered:2 rw- linear scattered:2$' ptwalk aliases -o other
	ok "$1: aliases: none" tool 0 ' 8192 rw- vmalloc:two_caller - - - 0x0000000070000000$' ptwalk aliases -o two_caller
	ok "$1: aliases: that are writable" not tool 0 'r-x x' ptwalk aliases -o linear --alias-prot w
	ok "$1: aliases of everything" tool 2 'choose mappings' ptwalk aliases
}

check_all()
{
	cp "$files/extents" "$tmp/extents"
	cat >>"$files/extents" <<-'END'
	0xffff800000206000-0xffff800000207000 4096 pte 1 r-x normal 0x0000000040200000 x
	0xffff800000300000-0xffff800000301000 4096 pte 1 r-x normal 0x0000000040201000 module:m cont=1
	0xffff800000301000-0xffff800000302000 4096 pte 1 r-x normal 0x0000000040202000 module:m
	0xffff800000304000-0xffff800000306000 8192 pte 2 rw- normal 0x0000000040210000 vmalloc:other
	0xffff800000306000-0xffff800000307000 4096 pte 1 rw- normal 0x0000000040220000 vmalloc:other
	END
	check_aliases "$1"
	cp "$tmp/extents" "$files/extents"
	check_assert "$1"
	check_explain "$1"
	check_bits "$1"
	ok "$1: watch" changes_seen
	ok "$1: watch: no time" tool 2 'expected a number of seconds' ptwalk watch x
}
each check_all

# Every rule has a name, so that a rule without findings is 0.
rules_known()
{
	grep -oE '^	\{ "[a-z-]+"' "$PTWALK_TOP/module/core/check/finding.c" | cut -d '"' -f 2 | while read -r _rule; do
		holds "check.$_rule == 0" >/dev/null || { echo "$_rule"; exit 1; }
	done
}
ok "assert knows every rule" rules_known

# ends_at_once: Ctrl-C at the terminal of a long watch
ends_at_once()
{
	_start=$(date +%s)
	{ sleep 1; printf '\003'; sleep 1; } | timeout 30 script -qec "'$tools/ptwalk' watch 60" /dev/null
	_took=$(($(date +%s) - _start))
	echo "took $_took s"
	[ $_took -lt 20 ]
}
if script -qec true /dev/null </dev/null >/dev/null 2>&1; then
	ok "watch: Ctrl-C ends it" ends_at_once
else
	skip "watch: Ctrl-C" "no pseudo-terminal can be made here"
fi
plan
