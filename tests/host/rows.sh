# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# shellcheck disable=SC2016 # $ is for sed
# The checkers of tests/guest on a small invented kernel: what is right passes, and each single fault is seen.

# shellcheck source=tests/lib/ktap.sh
. "$PTWALK_TOP/tests/lib/ktap.sh"
guest=$PTWALK_TOP/tests/guest
# The one that the guests have, if it is here.
awk='busybox awk'
busybox true 2>/dev/null || awk='awk'
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
good=$tmp/good
mkdir "$good"

cat >"$good/status" <<'END'
# ptwalk/1 status: name: value
abi: ptwalk/1
version: 0.1
kernel: 6.12.0
arch: arm64
page_size: 4096
va_bits: 48
pa_bits: 48
levels: 4
root_pa: 0x0000000041858000
root_source: TTBR1_EL1
root_agrees_with: vmcoreinfo
area_source: none
area_layout: none
areas: 0
locks: none
locks.exclude: nothing
locks.not_excluded: huge-vmap promotion (each path is read again)
walk.tables: 10
walk.entries: 4096
walk.retries: 0
walk.torn: 0
walk.faults: 0
walk.ns: 1000
limits: none
END
cat >"$good/regs" <<'END'
# ptwalk/1 regs: register field bits value meaning
TTBR1_EL1 BADDR 47:1 0x20c2c000 root-pa-0x0000000041858000
TCR_EL1 T1SZ 21:16 0x10 48-bit
TCR_EL1 TG1 31:30 0x2 4K
TCR_EL1 HD 40 0x0 off
TCR_EL1 DS 59 0x0 up-to-48-bit
MAIR_EL1 Attr0 7:0 0xff normal
MAIR_EL1 Attr1 15:8 0xff normal
MAIR_EL1 Attr4 39:32 0x4 device-nGnRE
MAIR_EL1 Attr5 47:40 0x41 attr5:0x41
MAIR_EL1 Attr7 63:56 0x0 device-nGnRnE
END
cat >"$good/layout" <<'END'
# ptwalk/1 layout: range bytes name mapped_bytes tables table_bytes pgd p4d pud pmd pte cont
0xffff000000000000-0xffff800000000000 140737488355328 linear 4194304 4 16384 0 0 0 1 512 0 extents=1
0xffff800000000000-0xffff800080000000 2147483648 modules 0 0 0 0 0 0 0 0 0 extents=0
0xffff800080000000-0xfffffdffbf800000 138535235485696 vmalloc 20480 5 20480 0 0 0 0 5 0 extents=3
0xfffffdffbf800000-0xffffffffffe00000 2200103288832 gap 0 0 0 0 0 0 0 0 0 extents=0
0xffffffffffe00000-0x0000000000000000 2097152 fixmap 65536 1 4096 0 0 0 0 16 16 extents=1
# total 5 regions 4280320 10 40960 0 0 0 1 533 16 extents=5
END
cat >"$good/maps" <<'END'
# ptwalk/1 maps: range bytes level leaves prot memtype phys owner
0xffff000040000000-0xffff000040200000 2097152 pte 512 rw- normal 0x0000000040000000 linear attrs=0x00e8000000000f07
0xffff000040200000-0xffff000040400000 2097152 pmd 1 r-- normal 0x0000000040200000 linear attrs=0x00e0000000000f81
0xffff800080000000-0xffff800080004000 16384 pte 4 rw- normal scattered:2 vmalloc:f[m] attrs=0x00e8000000000f03
0xffff800080005000-0xffff800080006000 4096 pte 1 rw- device-nGnRE 0x0000000008020000 ioremap:g attrs=0x0068000000000f13
0xfffffffffff00000-0xfffffffffff10000 65536 pte 16 r-x normal 0x0000000041000000 fixmap attrs=0x00d0000000000f83 cont=16
END
cat >"$good/extents" <<'END'
# ptwalk/1 extents: range bytes level leaves prot memtype phys owner
0xffff000040000000-0xffff000040200000 2097152 pte 512 rw- normal 0x0000000040000000 linear attrs=0x00e8000000000f07
0xffff000040200000-0xffff000040400000 2097152 pmd 1 r-- normal 0x0000000040200000 linear attrs=0x00e0000000000f81
0xffff800080000000-0xffff800080002000 8192 pte 2 rw- normal 0x0000000040800000 vmalloc:f[m] attrs=0x00e8000000000f03
0xffff800080002000-0xffff800080004000 8192 pte 2 rw- normal 0x0000000040900000 vmalloc:f[m] attrs=0x00e8000000000f03
0xffff800080005000-0xffff800080006000 4096 pte 1 rw- device-nGnRE 0x0000000008020000 ioremap:g attrs=0x0068000000000f13
0xfffffffffff00000-0xfffffffffff10000 65536 pte 16 r-x normal 0x0000000041000000 fixmap attrs=0x00d0000000000f83 cont=16
END
cat >"$good/tables" <<'END'
# ptwalk/1 tables: descriptor
PGD[0] 0xffff000000000000 table pa 0x000000007fff8000 used 1/512 flags=pxn,uxn
  PUD[1] 0xffff000040000000 table pa 0x000000007fff7000 used 2/512 flags=pxn,uxn
    PMD[0] 0xffff000040000000 table pa 0x000000007fff6000 used 512/512
      PTE[0-511] 0xffff000040000000-0xffff000040200000 -> 0x0000000040000000 rw- normal flags=ng owner=linear
    PMD[1] 0xffff000040200000-0xffff000040400000 -> 0x0000000040200000 r-- normal flags=ng
PGD[256] 0xffff800000000000 table pa 0x000000007fff5000 used 1/512
  PUD[2] 0xffff800080000000 table pa 0x000000007fff4000 used 3/512
    PMD[0] 0xffff800080000000 table pa 0x000000007fff3000 used 7/512
      PTE[0-1] 0xffff800080000000-0xffff800080002000 -> 0x0000000040800000 rw- normal flags=ng
      PTE[2-3] 0xffff800080002000-0xffff800080004000 -> 0x0000000040900000 rw- normal flags=ng
      PTE[5] 0xffff800080005000-0xffff800080006000 -> 0x0000000008020000 rw- device-nGnRE flags=ng
      PTE[6-7] 0xffff800080006000-0xffff800080008000 invalid raw=0x0000000000000800
    PMD[2-3] 0xffff800080400000-0xffff800080800000 2 tables, each 0/512 table_flags=uxn
PGD[511] 0xffffff8000000000 table pa 0x000000007fff2000 used 1/512
  PUD[511] 0xffffffffc0000000 table pa 0x000000007fff1000 used 1/512
    PMD[511] 0xffffffffffe00000 table pa 0x000000007fff0000 used 16/512
      PTE[256-271] 0xfffffffffff00000-0xfffffffffff10000 -> 0x0000000041000000 r-x normal flags=cont,ng
END
# Three more tables than the fixmap of layout has, for the tree is told in full.
sed -i -e '/fixmap/s/ 65536 1 4096 / 65536 3 12288 /' -e '/total/s/ 10 40960 / 12 49152 /' "$good/layout"
sed -i 's/walk.tables: 10/walk.tables: 12/' "$good/status"
cat >"$good/kernel_page_tables" <<'END'
---[ Linear Mapping start ]---
0xffff000000000000-0xffff000040000000           1G PUD
0xffff000040000000-0xffff000040200000           2M PTE       RW NX SHD AF NG         UXN    MEM/NORMAL-TAGGED
0xffff000040200000-0xffff000040400000           2M PMD       ro NX SHD AF NG     BLK UXN    MEM/NORMAL
0xffff000040400000-0xffff800080000000      131071G PGD
---[ vmalloc() area ]---
0xffff800080000000-0xffff800080002000           8K PTE       RW NX SHD AF NG         UXN    MEM/NORMAL
---[ a border that is only theirs ]---
0xffff800080002000-0xffff800080004000           8K PTE       RW NX SHD AF NG         UXN    MEM/NORMAL
0xffff800080004000-0xffff800080005000           4K PTE
0xffff800080005000-0xffff800080006000           4K PTE       RW NX SHD AF NG         UXN    DEVICE/nGnRE
0xffff800080006000-0xffff800080008000           8K PTE   F     RW x         NG     BLK        MEM/NORMAL
0xfffffffffff00000-0xfffffffffff10000          64K PTE       ro x  SHD AF NG CON     UXN    MEM/NORMAL
0xfffffffffff10000-0x0000000000000000         960K PTE
END
cat >"$good/areas" <<'END'
# ptwalk/1 areas: range bytes kind state pages mapped extents largest caller verdict
0xffff800080000000-0xffff800080005000 20480 vmalloc busy 4 4 2 8192 f[m] ok nodes=0:4 leaves=pte:4 from=f+0x8/0x10[m] pid=1 comm=init
0xffff800080005000-0xffff800080007000 8192 ioremap busy 1 1 1 4096 g ok leaves=pte:1 phys=0x0000000008020000 from=g+0x8/0x10 name=9000000.pl011
0xffff800080010000-0xffff800080012000 8192 other lazy 0 0 0 0 - ok
0xffff800080200000-0xffff800080601000 4198400 vmalloc busy 1024 1024 1 4194304 h guard-mapped leaves=pmd:2 huge=4194304
END
cat >"$good/linear" <<'END'
# ptwalk/1 linear: range bytes level leaves prot memtype phys
0xffff000000000000-0xffff000000200000 2097152 pte 512 rw- normal 0x0000000040000000
0xffff000000200000-0xffff000000400000 2097152 pmd 1 r-- normal 0x0000000040200000
# leaves: 513 pte=512 pmd=1 cont=0 bytes=4194304 invalid=0
END
cat >"$good/splits" <<'END'
# ptwalk/1 splits: range bytes level tables table_bytes mapped reason
0xffff000000000000-0xffff000000200000 2097152 pmd 1 4096 2097152 uniform
0xffff000000000000-0xffff000040000000 1073741824 pud 1 4096 2097152 edge
0xffff000000000000-0xffff008000000000 549755813888 pgd 1 4096 0 level
0xffff000000000000-0x0000000000000000 281474976710656 - 1 4096 0 level
# total: tables=4 table_bytes=16384 mapped=4194304
# level: tables=2 table_bytes=8192 mapped=0
# edge: tables=1 table_bytes=4096 mapped=2097152
# uniform: tables=1 table_bytes=4096 mapped=2097152
# regain pmd: tables=1 table_bytes=4096 mapped=2097152
# regain: tables=1 table_bytes=4096 mapped=2097152
END
cat >"$good/tasks" <<'END'
# ptwalk/1 tasks: pid comm task phys region level crosses contiguous verdict stack stack_extents
1 init 0xffff000040000000 0x0000000040000000 linear pte 0 yes ok 0xffff800080000000 2 area=0xffff800080000000-0xffff800080005000
10 kworker/0:0 0xffff000040001000 0x0000000040001000 linear pte 1 yes ok 0xffff800080000000 1
END
cat >"$good/check" <<'END'
# ptwalk/1 check: severity rule range expected actual owner
error guard-mapped 0xffff800080600000-0xffff800080601000 unmapped 0x0000000008020000 vmalloc:h
# rules: 11 run 1 skipped: mmu-disagrees
# findings: 1 errors 0 warnings 2 unstable
# result: fail
END
cat >"$good/summary" <<'END'
# ptwalk/1 summary: prose
Linux 6.12.0, arm64, seen by ptwalk 0.1

health      0 errors, 0 warnings by the 14 rules that cost nothing extra
check       not read yet; it judges by all 18 rules
tables      12 read, 0 again because they changed, 0 given up
entries     0 malformed, 2 neither zero nor valid

region              size     mapped     leaves   extents    tables      cost
linear           128 TiB   4.00 MiB        513         1         4  16.0 KiB
vmalloc          126 TiB   20.0 KiB          5         3         5  20.0 KiB
fixmap          2.00 MiB   64.0 KiB         16         1         3  12.0 KiB
total            256 TiB   4.08 MiB        534         5        12  48.0 KiB

linear map  4.00 MiB mapped, 16.0 KiB of tables: 0.39%

vmalloc     4 areas of 4.02 MiB, 4.01 MiB of it mapped

anomalies   none
END
cat >"$good/metrics" <<'END'
# ptwalk/1 metrics: metric value
# HELP ptwalk_info What is running; always 1.
# TYPE ptwalk_info gauge
ptwalk_info{version="0.1",kernel="6.12.0",format="arm64"} 1
# HELP ptwalk_region_bytes Size.
# TYPE ptwalk_region_bytes gauge
ptwalk_region_bytes{region="linear"} 140737488355328
ptwalk_region_bytes{region="modules"} 2147483648
ptwalk_region_bytes{region="vmalloc"} 138535235485696
ptwalk_region_bytes{region="gap"} 2200103288832
ptwalk_region_bytes{region="fixmap"} 2097152
# HELP ptwalk_region_mapped_bytes Mapped.
# TYPE ptwalk_region_mapped_bytes gauge
ptwalk_region_mapped_bytes{region="linear"} 4194304
ptwalk_region_mapped_bytes{region="modules"} 0
ptwalk_region_mapped_bytes{region="vmalloc"} 20480
ptwalk_region_mapped_bytes{region="gap"} 0
ptwalk_region_mapped_bytes{region="fixmap"} 65536
# HELP ptwalk_region_leaves Leaves.
# TYPE ptwalk_region_leaves gauge
ptwalk_region_leaves{region="linear",level="pte",leaf_bytes="4096"} 512
ptwalk_region_leaves{region="linear",level="pmd",leaf_bytes="2097152"} 1
ptwalk_region_leaves{region="linear",level="pud",leaf_bytes="1073741824"} 0
ptwalk_region_leaves{region="linear",level="pgd",leaf_bytes="549755813888"} 0
ptwalk_region_leaves{region="modules",level="pte",leaf_bytes="4096"} 0
ptwalk_region_leaves{region="modules",level="pmd",leaf_bytes="2097152"} 0
ptwalk_region_leaves{region="modules",level="pud",leaf_bytes="1073741824"} 0
ptwalk_region_leaves{region="modules",level="pgd",leaf_bytes="549755813888"} 0
ptwalk_region_leaves{region="vmalloc",level="pte",leaf_bytes="4096"} 5
ptwalk_region_leaves{region="vmalloc",level="pmd",leaf_bytes="2097152"} 0
ptwalk_region_leaves{region="vmalloc",level="pud",leaf_bytes="1073741824"} 0
ptwalk_region_leaves{region="vmalloc",level="pgd",leaf_bytes="549755813888"} 0
ptwalk_region_leaves{region="gap",level="pte",leaf_bytes="4096"} 0
ptwalk_region_leaves{region="gap",level="pmd",leaf_bytes="2097152"} 0
ptwalk_region_leaves{region="gap",level="pud",leaf_bytes="1073741824"} 0
ptwalk_region_leaves{region="gap",level="pgd",leaf_bytes="549755813888"} 0
ptwalk_region_leaves{region="fixmap",level="pte",leaf_bytes="4096"} 16
ptwalk_region_leaves{region="fixmap",level="pmd",leaf_bytes="2097152"} 0
ptwalk_region_leaves{region="fixmap",level="pud",leaf_bytes="1073741824"} 0
ptwalk_region_leaves{region="fixmap",level="pgd",leaf_bytes="549755813888"} 0
# HELP ptwalk_region_contiguous_leaves Some.
# TYPE ptwalk_region_contiguous_leaves gauge
ptwalk_region_contiguous_leaves{region="linear"} 1
# HELP ptwalk_region_extents Some.
# TYPE ptwalk_region_extents gauge
ptwalk_region_extents{region="linear"} 1
# HELP ptwalk_region_tables Some.
# TYPE ptwalk_region_tables gauge
ptwalk_region_tables{region="linear"} 1
# HELP ptwalk_entries_invalid Some.
# TYPE ptwalk_entries_invalid gauge
ptwalk_entries_invalid 0
# HELP ptwalk_entries_malformed Some.
# TYPE ptwalk_entries_malformed gauge
ptwalk_entries_malformed 0
# HELP ptwalk_walk_retries Some.
# TYPE ptwalk_walk_retries gauge
ptwalk_walk_retries 0
# HELP ptwalk_walk_given_up Some.
# TYPE ptwalk_walk_given_up gauge
ptwalk_walk_given_up 0
# HELP ptwalk_check_findings Of the last check.
# TYPE ptwalk_check_findings gauge
# HELP ptwalk_check_timestamp_seconds When.
# TYPE ptwalk_check_timestamp_seconds gauge
END
cat >"$good/analysis" <<'END'
# ptwalk/1 analysis: prose
# VMalloc Region Analysis

Linux 6.12

## Key Discovery

1 leaf

## Memory Layout Understanding

1 region

## VMalloc Characteristics

1. On demand

## Where VMalloc Regions Are Found

1 of 2

## Summary

1
END

# run CHECKER ARGUMENT...: with the geometry of this kernel
run()
{
	_checker=$1
	shift
	$awk -v page_size=4096 -v levels=4 -v va_bits=48 -v root_pa=0x0000000041858000 -v few=1 \
		-f "$guest/words.awk" -f "$guest/$_checker.awk" "$@"
}

# judge CHECKER[.FILE] FOLDER: the checker as tests/guest/*.sh calls it
judge()
{
	case $1 in
	rows.regs) run rows -v file=regs "$2/regs" ;;
	rows.*) run rows -v file="${1#rows.}" "$2/regs" "$2/${1#rows.}" ;;
	splits) run splits "$2/layout" "$2/splits" ;;
	sums) run sums "$2/layout" "$2/maps" "$2/extents" "$2/status" ;;
	tree) run tree "$2/tables" "$2/layout" ;;
	oracle) run oracle -f "$guest/oracle_aarch64.awk" -v least=1 "$2/regs" "$2/kernel_page_tables" "$2/maps" ;;
	summary | analysis) run "$1" "$2/$1" ;;
	metrics) run metrics "$2/layout" "$2/metrics" ;;
	esac
}

# sees CHECKER[.FILE] FILE SED-EXPRESSION [WHY]: it fails if FILE is spoiled like this, and says why
sees()
{
	rm -rf "$tmp/bad"
	cp -R "$good" "$tmp/bad"
	sed "$3" "$good/$2" >"$tmp/bad/$2"
	! cmp -s "$good/$2" "$tmp/bad/$2" || { echo "spoils nothing"; return 1; }
	! judge "$1" "$tmp/bad" >"$tmp/said" 2>&1 || { echo "passes"; return 1; }
	grep -qF -- "${4:-:}" "$tmp/said" || { echo "says:"; cat "$tmp/said"; return 1; }
}

bad()
{
	ok "$1 sees $2: ${4:-$3}" sees "$@"
}

# How far apart, added, a bit: where doubles alone would go wrong.
arithmetic()
{
	$awk -f "$guest/words.awk" -f /dev/stdin <<-'END'
	BEGIN {
		geometry(16384, 3, 47)
		if (minus(TOP, "fff0000000000000") != 4503599627370496) print "1"
		if (minus("fff0000000000001", "fff0000000000000") != 1) print "2"
		if (!same(plus("ffff0000ffffffff", 1), "ffff000100000000")) print "3"
		if (!same(plus("fffffffffffff000", 4096), TOP)) print "4"
		if (plus("fffffffffffff000", 4097) != "none") print "5"
		if (!before("fff0000000000000", "fff0000000000001") || before(TOP, "ffffffffffffffff")) print "6"
		if (same("0000000000000010", "0000000000000016")) print "7"
		if (!bit("0010000000000000", 52) || bit("0010000000000000", 53) || !bit("8000000000000001", 63)) print "8"
		if (size["pmd"] != 33554432 || size["pgd"] != 68719476736 || ("pud" in size)) print "9"
		if (!same(va_start, "ffff800000000000")) print "10"
		if (!aligned("ffff800000000000", 68719476736) || aligned("ffff800800000000", 68719476736)) print "11"
		if (is_range("0xffff800000000000-0xffff800000000000") || !is_range("0xffff800000000000-0x0000000000000000"))
			print "12"
	}
	END
}
ok "64 bits in doubles" [ -z "$(arithmetic)" ]
for checker in rows.status rows.regs rows.layout rows.maps rows.extents rows.linear rows.splits rows.areas rows.check rows.tasks splits sums tree oracle summary; do
	ok "$checker passes what is right" judge $checker "$good"
done
ok "analysis passes what is right" judge analysis "$good"
ok "metrics passes what is right" judge metrics "$good"

bad rows.status status '/limits/d' 'no limits'
bad rows.status status 's/: vmcoreinfo/: nothing/' 'not confirmed'
bad rows.status status 's/walk.torn: 0/walk.torn: x/' 'is no number'
bad rows.status status '/areas/p' 'twice'
bad rows.regs regs 's/ 4K/ 16K/' 'page_size'
bad rows.regs regs 's/0x10 48-bit/0x19 39-bit/' 'va_bits'
bad rows.regs regs 's/0x20c2c000/0x20c2c001/' 'root_pa'
bad rows.regs regs 's/ 0x2 4K/ 0x4 4K/' 'does not fit'
bad rows.regs regs 's/0xff normal/0xf0 normal/' 'memory type'
bad rows.regs regs '/T1SZ/d' 'is missing'
bad rows.layout layout 1d 'not the first line'
bad rows.layout layout '1s/ cont//' 'not the first line'
bad rows.layout layout /modules/d 'a hole'
bad rows.layout layout 's/^0xffff000000000000/0xffff000000001000/' 'bytes are not'
bad rows.layout layout '/fixmap/d' 'does not end'
bad rows.layout layout 's/ gap / other /' 'unknown region'
bad rows.layout layout '/linear/s/ 0 0 0 1 / 0 1 0 1 /' 'hardware has not'
bad rows.layout layout '/linear/s/ 16384 / 16385 /' 'table_bytes'
for file in maps extents; do
	bad rows.$file $file '1s/range/Range/' 'not the first line'
	bad rows.$file $file '2s/0xffff000040000000-/ffff000040000000-/' 'range'
	bad rows.$file $file '2s/-0xffff000040200000/-0xffff000040201000/' 'bytes are not end'
	bad rows.$file $file '2s/ 512 / 511 /' 'bytes are not leaves'
	bad rows.$file $file '3s/ 2097152 pmd 1 / 2097152 pmd 01 /' 'bytes are not leaves'
	bad rows.$file $file '2s/ pte 512 / p4d 1 /' 'hardware has not'
	bad rows.$file $file '2s/ rw- / -w- /' 'prot'
	bad rows.$file $file '2s/ normal / ordinary /' 'memtype'
	bad rows.$file $file '2s/ linear / nobody /' 'owner'
	bad rows.$file $file '2s/ attrs.*//' 'form'
	bad rows.$file $file '2s/f07/f17/' 'not that of AttrIndx'
	bad rows.$file $file '2s/f07/f06/' 'not of a leaf'
	bad rows.$file $file '3s/f81/f83/' 'not of a leaf'
	bad rows.$file $file '2s/0000000f07/0000001f0f07/' 'attrs'
	bad rows.$file $file '2s/00e8000000000f07/00e8000000010f07/' 'address bits'
	bad rows.$file $file '2s/00e8/00f8/' 'cont'
	bad rows.$file $file 's/ cont=16/ cont=15/' 'cont'
	bad rows.$file $file '3s/ r-- / rw- /' 'writable against'
	bad rows.$file $file '3s/ r-- / r-x /' 'executable against'
	bad rows.$file $file '2s/f07/b07/' 'accessed'
	bad rows.$file $file '2s/$/ x/' 'not key=value'
	bad rows.$file $file '2s/ linear/  linear/' 'blanks'
	bad rows.$file $file '2p' 'overlaps'
	bad rows.$file $file '2{h;d};3G' 'out of order'
	bad rows.$file $file '2d;3s/.*/0xffff000040201000-0xffff000040401000 2097152 pmd 1 r-- normal 0x0000000040200000 linear attrs=0x00e0000000000f81/' 'not aligned'
	bad rows.$file $file '3s/.*/0xffff000040200000-0xffff000040201000 4096 pte 1 rw- normal 0x0000000040200000 linear attrs=0x00e8000000000f07/' 'one run'
	bad rows.$file $file '2,$d' 'no row'
done
bad rows.maps maps 's/scattered:2/scattered:1/' 'phys'
bad rows.maps maps 's/scattered:2/scattered:5/' 'phys'
bad rows.extents extents '4s/0x0000000040800000/scattered:2/' 'is an address'
bad rows.extents extents '5s/0x0000000040900000/0x0000000040802000/' 'one run'
bad rows.areas areas '2s/ 4 4 2 / 4 5 2 /' 'mapped is not'
bad rows.areas areas '2s/ 4 4 2 8192/ 4 4 5 8192/' 'extents and'
bad rows.areas areas '2s/ 4 4 2 8192/ 4 4 2 20480/' 'extents and'
bad rows.areas areas '2s/ 4 4 2 / 6 4 2 /' 'pages'
bad rows.areas areas '2s/ ok / fine /' 'verdict'
bad rows.areas areas '3{h;d};4G' 'out of order'
bad rows.areas areas '3s/80007000 8192/80011000 49152/' 'overlaps'
bad rows.areas areas '2s/ busy / idle /' 'state'
bad rows.areas areas '2s/ 20480 / 20479 /' 'bytes are not'
bad rows.areas areas '2s/ from=f/ from=e/' 'from'
bad rows.areas areas '2s/ comm=init//' 'pid and comm'
bad rows.areas areas '2s/$/ name=x/' 'name'
bad rows.areas areas '2s/$/ section=text/' 'section'
bad rows.areas areas 's/ huge=4194304/ huge=4194305/' 'huge'
bad rows.linear linear '2s/ 512 / 511 /' 'bytes are not'
bad rows.linear linear '3s/ pmd / pte /' 'bytes are not'
bad rows.linear linear '2s/ 0x0000000040000000/ scattered:2/' 'phys'
bad rows.linear linear '3s/0000000040200000/0000000040201000/' 'phys'
bad rows.linear linear '2{h;d};3G' 'out of order'
bad rows.splits splits '2s/ pmd 1 / pmd 2 /' 'bytes are not'
bad rows.splits splits '2s/ 4096 / 4095 /' 'table_bytes'
bad rows.splits splits '2s/uniform/same/' 'reason'
bad rows.splits splits '2s/uniform/moved/' 'at'
bad rows.splits splits '5s/ 1 / 2 /' 'one root'
bad splits splits '2d' 'not the sum'
bad splits splits '3s/ 2097152 edge/ 4096 edge/' 'not the sum'
bad splits splits '/^# edge/d' 'no totals of edge'
bad splits splits '/^# regain:/d' 'no totals'
bad splits splits '/^# regain pmd/s/tables=1/tables=2/' 'not as many'
bad splits layout '/ linear /s/ 4194304 / 8192 /' 'layout has'
bad rows.tasks tasks '2{h;d};3G' 'pid before'
bad rows.tasks tasks '2s/ yes / maybe /' 'task'
bad rows.tasks tasks '3s/ 0xffff800080000000 1/ - 1/' 'stack'
bad rows.check check '/^error/d' 'not as many'
bad rows.check check 's/guard-mapped/bad-luck/' 'form'
bad rows.check check 's/result: fail/result: pass/' 'not what the rows'
bad rows.check check '/^# result/d' 'not one line each'
bad rows.check check 's/1 skipped: .*/1 skipped/' 'form'
bad sums maps '2d' 'layout has'
bad sums extents '5d' 'layout has'
bad sums extents '5s/0x0000000040900000/0x0000000040802000/' 'pieces'
bad sums extents '4s/80002000 8192 pte 2/80003000 12288 pte 3/' 'layout has'
bad sums maps 's/scattered:2/scattered:3/' 'of the run'
bad sums maps '2s/ linear / fixmap /' 'owner'
bad sums maps '$d' 'layout has'
bad sums layout '/vmalloc/s/ 5 0 / 5 1 /' 'cont'
bad sums layout '/total/s/533/534/' 'total of column'
bad sums layout '/total/d' 'no line of totals'
bad sums layout 's/extents=3/extents=4/' 'pieces'
bad sums status 's/walk.tables: 12/walk.tables: 11/' 'tables'
bad tree tables 's/used 512/used 511/' 'which says used'
bad tree tables 's/used 16/used 15/' 'which says used'
bad tree tables '/PMD\[1\]/d' 'which says used'
bad tree tables '/PTE\[2-3\]/d' 'which says used'
bad tree tables 's/PTE\[5\]/PTE[6]/' 'not at its index'
bad tree tables 's/PUD\[2\]/PUD[3]/' 'not at its index'
bad tree tables 's/PMD\[0\] 0xffff8000/PMD[0] 0xffff9000/' 'not within'
bad tree tables 's/^  PUD\[2\]/    PUD[2]/' 'deeper than'
bad tree tables 's/^ *PTE\[5\]/          PTE[5]/' 'no such depth'
bad tree tables '/PTE\[0-1\]/{h;d};/PTE\[2-3\]/G' 'not behind'
bad tree tables 's/PTE\[0-511\]/PTE[0-510]/' 'not of one size'
bad tree tables 's/ -> 0x0000000040200000/ -> 0x0000000040201000/' 'physical address'
bad tree tables 's/ table pa 0x000000007fff5000/ table pa 0x000000007fff5800/' 'not aligned'
bad tree tables 's/ raw=.*//' 'form'
bad tree tables '2,$d' 'in the tree'
bad tree tables '/PTE\[5\]/s/->/invalid/' 'form'
bad tree tables 's/ 2 tables,/ 3 tables,/' 'not as many tables'
bad tree tables 's/PMD\[2-3\]/PMD[2-4]/' 'not of one size'
bad tree tables 's/each 0.512/each 1\/512/' 'used'
bad tree tables 's/each 0.512/each 512\/512/' 'form'
bad tree tables 's/each 0.512/each 0\/512 tables, each 0\/512/' 'last level'
bad tree tables '/ tables, /d' 'which says used'
bad tree layout '/total/s/ 533 / 534 /' 'in the tree'
bad oracle kernel_page_tables '3s/ RW / ro /' 'only in'
bad oracle kernel_page_tables '4s/ NX / x  /' 'only in'
bad oracle kernel_page_tables '3s/-TAGGED//' 'only in'
bad oracle kernel_page_tables '3s/ SHD/    /' 'only in'
bad oracle kernel_page_tables 's/ CON/    /' 'only in'
bad oracle kernel_page_tables 's/nGnRE/nGnRnE/' 'only in'
bad oracle kernel_page_tables '4s/ PMD / PUD /' 'only in'
bad oracle kernel_page_tables '7d' 'only in'
bad oracle kernel_page_tables '9d' 'only in'
bad oracle kernel_page_tables 's/^---.*border.*/what is this/' 'not understood'
bad oracle maps '4d' 'only in'
bad oracle maps '2s/00e8/00a8/' 'only in'
bad oracle maps '2s/ rw- / r-- /' 'the columns say'
bad oracle maps 's/ cont=16//' 'the columns say'
bad oracle maps '2s/ normal / normal-nc /' 'the columns say'
bad oracle maps '$s/$/ user=1/' 'the columns say'
bad analysis analysis '/^## Key/d' 'heading'
bad analysis analysis 's/^1 leaf/&                                                                                                x/' 'longer'
bad analysis analysis '/^1 leaf/d' 'nothing under'
bad analysis analysis '/^1$/d' 'nothing under the last'
bad analysis analysis 's/^1 leaf/& /' 'blank'
bad metrics metrics '/TYPE ptwalk_region_leaves/d' 'no HELP and TYPE'
bad metrics metrics '/HELP ptwalk_region_leaves/d' 'form of TYPE'
bad metrics metrics '/TYPE ptwalk_info/s/gauge/counter/' 'form of TYPE'
bad metrics metrics '/HELP ptwalk_info/s/ What.*//' 'form of HELP'
bad metrics metrics '/^ptwalk_info/s/"0.1"/0.1/' 'form of a sample'
bad metrics metrics '/^ptwalk_walk_retries/s/0/01/' 'form of a sample'
bad metrics metrics '/^ptwalk_walk_retries/p' 'twice'
bad metrics metrics '/^ptwalk_walk_retries/s/retries/given/' 'not of the metric'
bad metrics metrics '/^ptwalk_region_bytes.*vmalloc/s/1385/1386/' 'layout says'
bad metrics metrics '/^ptwalk_region_bytes.*vmalloc/d' 'not every region'
bad metrics metrics '/^ptwalk_region_leaves.*fixmap.*pte/s/16$/15/' 'leaves map'
bad metrics metrics '/ptwalk_walk_retries/d' 'no walk_retries'
bad metrics metrics '5s/^/# /' 'another remark'
bad summary summary '/^entries/d' 'no line about'
bad summary summary 's/^check  /checks /' 'no line about'
bad summary summary '/^vmalloc          126/d' 'not the sum'
bad summary summary 's/ 534 / 535 /' 'not the sum'
bad summary summary '/^total/d' 'no total'
bad summary summary 's/^anomalies.*/&                                                                     x/' 'longer'
bad summary summary 's/^anomalies.*/& /' 'blank'
bad summary summary '4{p;p;p;p;p;p;p;p;p;p;p;p;p;p;p;p;p;p;p;p;p;p;p;p;p;p;p;p;p;p;p;p;p;p;p;p;p;p;p;p;p;p}' 'lines'
plan
