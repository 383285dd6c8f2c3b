# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# For the tests of the tools on this machine: a folder of invented files, $tmp/files, and how to run
# a tool on it by a shell and an awk of choice. A test sets $tmp first.

tools=$PTWALK_TOP/scripts
# shellcheck disable=SC2154 # the test sets tmp
files=$tmp/files
unset COLUMNS NO_COLOR PTWALK_PAGER
export PTWALK_DIR="$files" PAGER=cat
mkdir "$files" "$tmp/bin"

# file NAME COLUMNS: of the folder, its rows on stdin
file()
{
	{ echo "# ptwalk/1 $1: $2"; cat; } >"$files/$1"
}

file status 'name: value' <<'END'
abi: ptwalk/1
kernel: 0.1-invented
arch: arm64
page_size: 4096
va_bits: 48
levels: 4
root_pa: 0x0000000041000000
END
file regs 'register field bits value meaning' <<'END'
TTBR1_EL1 BADDR 47:1 0x20800000 root-pa-0x0000000041000000
TCR2_EL1 PIE 1 0x0 off
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
0xffff800000500000-0xffff800000505000 20480 vmalloc busy 4 0 0 0 kernel_clone ok
0xffff800000510000-0xffff800000515000 20480 vmalloc busy 4 0 0 0 kernel_clone ok
END
file maps 'range bytes level leaves prot memtype phys owner' <<'END'
0xffff000000000000-0xffff000000400000 4194304 pte 512 rw- normal 0x0000000040000000 linear attrs=0x00e8000000000f07
0xffff800000200000-0xffff800000204000 16384 pte 4 rw- normal scattered:3 vmalloc:one_caller attrs=0x00e8000000000f03
0xffff8000003ff000-0xffff800000401000 8192 pte 2 rwx device-nGnRE 0x0000000070000000 vmalloc:two_caller attrs=0x00e8000000000f03
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
file linear 'range bytes level leaves prot memtype phys' <<'END'
0xffff000000000000-0xffff000000200000 2097152 pmd 1 rw- normal 0x0000000040000000
0xffff000000200000-0xffff000000400000 2097152 pte 512 rw- normal 0x0000000040200000
# leaves: 513 pte=512 pmd=1 cont=0 bytes=4194304 invalid=0
# tables: 3 bytes=12288 formula: pa = va + 0x0001000040000000
END
file tables descriptor <<'END'
PGD[0] 0xffff000000000000 table pa 0x0000000041001000 used 1/512
  PUD[0] 0xffff000000000000 table pa 0x0000000041002000 used 1/512
    PMD[0] 0xffff000000000000-0xffff000000200000 -> 0x0000000040000000 rw- normal owner=linear
    PMD[1] 0xffff000000200000 table pa 0x0000000041003000 used 512/512
      PTE[0-511] 0xffff000000200000-0xffff000000400000 -> 0x0000000040200000 rw- normal flags=ng owner=linear
PGD[256] 0xffff800000000000 table pa 0x0000000041004000 used 1/512
  PUD[0] 0xffff800000000000 table pa 0x0000000041005000 used 2/512
    PMD[1] 0xffff800000200000 table pa 0x0000000041006000 used 5/512
      PTE[0-1] 0xffff800000200000-0xffff800000202000 -> 0x0000000050000000 rw- normal owner=vmalloc:one_caller
      PTE[4] 0xffff800000204000-0xffff800000205000 bad raw=0x00e80000480ccf01
END
file summary prose </dev/null
file tasks 'pid comm task phys region level crosses contiguous verdict stack stack_extents' <<'END'
1 init 0xffff000000003000 0x0000000040003000 linear pte 0 yes ok 0xffff800000500000 1 formula=0x0000000040003000 area=0xffff800000500000-0xffff800000505000
12345 kworker/R-a_nam 0xffff000000004f00 0x0000000040004f00 linear pte 1 yes ok - 0 formula=0x0000000040004f00
END

# verdict RESULT [FINDING]
verdict()
{
	{
		[ -z "${2:-}" ] || echo "$2"
		echo "# rules: 18 run 0 skipped"
		echo "# findings: ${2:+1}${2:-0} errors 0 warnings 0 unstable" | sed 's/error .* errors/ errors/'
		echo "# result: $1"
	} | file check 'severity rule range expected actual owner'
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

# each TEST: call it for dash and mawk (or what this machine has), and for busybox alone; both with
# a NAME for messages
each()
{
	path=$PATH shell=dash
	"$1" dash
	if busybox --install -s "$tmp/bin" 2>/dev/null; then
		# It may not have installed itself.
		ln -sf "$(command -v busybox)" "$tmp/bin/busybox"
		path=$tmp/bin shell="busybox sh"
		"$1" busybox
	else
		skip "busybox" "there is none here"
	fi
	path=$PATH shell=dash
}

# on_terminal COLUMNS COMMAND...: what a terminal of that width gets, in $tmp/screen; none of it is
# wider
on_terminal()
{
	_columns=$1
	shift
	script -qec "stty cols $_columns; '$tools/ptwalk' $*" /dev/null </dev/null 2>&1 | tr -d '\r' >"$tmp/screen"
	cat "$tmp/screen"
	[ -s "$tmp/screen" ] &&
		sed 's/\x1b\[[0-9]*m//g' "$tmp/screen" | awk -v most="$_columns" '
		length($0) > most { print "too wide: " $0; bad = 1 }
		END { exit bad }'
}

# column NAME VALUE: a word of that row is under its heading
column()
{
	sed 's/\x1b\[[0-9]*m//g' "$tmp/screen" | awk -v name="$1" -v value="$2" '
	NR == 1 { at = index($0 " ", " " name " ") }
	NR > 1 && index($0 " ", " " value " ") == at { seen = 1 }
	END { exit !(at && seen) }'
}
