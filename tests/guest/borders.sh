#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Where things are, as the kernel itself says it: symbols, resources, modules, areas, the segments of kcore.

# shellcheck source=tests/lib/ktap.sh
. ./ktap.sh
# shellcheck source=tests/lib/retry.sh
. ./retry.sh
files=/sys/kernel/debug/ptwalk
tmp=$(mktemp -d)

fact()
{
	sed -n "s/^$1: //p" $files/status
}

# against FILE [SED-EXPRESSION]: the checker on what the kernel says in $tmp/FILE, spoiled by the expression
against()
{
	source=$tmp/$1
	if [ $# = 2 ]; then
		mkdir -p "$tmp/spoiled"
		sed "$2" "$source" >"$tmp/spoiled/$1"
		not cmp -s "$source" "$tmp/spoiled/$1" || { echo "spoils nothing"; return 0; }
		source=$tmp/spoiled/$1
	fi
	awk -v page_size="$page_size" -v few="${few:-}" -v header="${header:-}" -f ./words.awk -f ./borders.awk "$tmp/layout" "$tmp/extents" "$source"
}

# words OFFSET COUNT: of kcore, as 16 hex digits each, from little-endian bytes
words()
{
	dd if=/proc/kcore bs=8 skip=$(($1 / 8)) count="$2" 2>/dev/null | hexdump -v -e '8/1 "%02x " "\n"' |
		awk '{ print $8 $7 $6 $5 $4 $3 $2 $1 }'
}

# segments: kcore's PT_LOAD, as offset, vaddr, paddr, filesz (elf(5))
segments()
{
	table=$(words 32 1)
	counts=$(words 56 1)
	# 56 bytes a header; how many stands in the lowest 16 bits.
	words $((0x$table)) $((7 * 0x${counts#????????????})) |
		awk '{ w[(NR - 1) % 7] = $1 } NR % 7 == 0 && w[0] ~ /00000001$/ {
			print "0x" w[1], w[2], w[3], "0x" w[4] }'
}

# t1sz: TCR_EL1.T1SZ as the kernel notes it for crash dumps
t1sz()
{
	head -c 16384 /proc/kcore | tr -c ' -~' '\n' | sed -n 's/^NUMBER(TCR_EL1_T1SZ)=//p'
}

# The bits that this processor can translate with this kernel: what LPA2 adds, a cortex has not.
cpu_bits()
{
	part=$(awk -F': *' '/^CPU part/ { print $2; exit }' /proc/cpuinfo)
	case $page_size.$part.$(uname -r) in
	*.*.5.* | *.*.6.1.*) echo 48 ;;
	4096.0xd08.*) echo 48 ;;
	16384.0xd0b.*) echo 47 ;;
	*.0x051.*) echo 52 ;;
	*) echo "unknown: page size $page_size, CPU part $part" ;;
	esac
}

# snapshot: copy the files; even on an idle kernel, areas may come and go between two of them
snapshot()
{
	( cd $files && cat layout extents ) | awk -v dir="$tmp" \
		'/^# ptwalk\/1 / { out = dir "/" substr($3, 1, length($3) - 1) } { print >out }'
	cat /proc/modules >"$tmp/modules"
	cat /proc/vmallocinfo >"$tmp/vmallocinfo"
}

against_snapshot()
{
	snapshot && against "$1"
}

ok "load" insmod /modules/ptwalk.ko
page_size=$(fact page_size)
# SEGMENT_ALIGN; commit e2a073dde921 (5.11) took the header out of the text.
case $(uname -r) in
5.10.*) header=65536 ;;
esac
echo 0 >/proc/sys/kernel/kptr_restrict
cat /proc/kallsyms >"$tmp/kallsyms"
cat /proc/iomem >"$tmp/iomem"
echo 1 >/proc/sys/kernel/kptr_restrict
snapshot
ok "/proc/kallsyms: the image's sections, every symbol of the kernel and of ptwalk" against kallsyms
ok "/proc/iomem: the image's memory, and all System RAM in the linear map" against iomem
ok "/proc/modules: text is in the region of modules and executable" retry 5 0.5 against_snapshot modules
ok "/proc/vmallocinfo: areas are in regions that have areas, and where they say" retry 5 0.5 against_snapshot vmallocinfo
if [ -e /proc/kcore ]; then
	segments >"$tmp/kcore"
	ok "/proc/kcore: RAM, vmalloc and modules where the kernel has them" against kcore
	ok "/proc/kcore: TCR_EL1.T1SZ" [ $((64 - $(t1sz))) = "$(fact va_bits)" ]
else
	skip "/proc/kcore: RAM, vmalloc and modules where the kernel has them" "this kernel has none"
	skip "/proc/kcore: TCR_EL1.T1SZ" "this kernel has none"
fi
ok "the CPU: $(cpu_bits) bits of address" [ "$(cpu_bits)" = "$(fact va_bits)" ]

# Each check can fail.
grep -E ' (_[a-z_]*)$|\[ptwalk\]' "$tmp/kallsyms" >"$tmp/kallsyms.new"
mv "$tmp/kallsyms.new" "$tmp/kallsyms"
few=10
ok "a few symbols" against kallsyms
for symbol in _stext _etext __init_begin; do
	ok "$symbol elsewhere is seen" not against kallsyms "s/^ffff\\(.* $symbol\\)$/fffe\\1/"
	ok "$symbol a page off is seen" not against kallsyms "s/0000\\( . $symbol\\)$/1000\\1/"
done
ok "data for text is seen" not against kallsyms 's/ t \(.*\[ptwalk\]\)/ d \1/'
ok "other RAM is seen" not against iomem 's/^\([0-9a-f]*\)-[0-9a-f]*\( : System RAM\)/\1-ffffffff\2/'
ok "an image elsewhere is seen" not against iomem 's/0\([0-9a-f]*-[0-9a-f]* : Kernel data\)/1\1/'
ok "a module elsewhere is seen" not against modules 's/0xffff/0xfff7/'
ok "an area elsewhere is seen" not against vmallocinfo 's/phys=0x0000000/phys=0x0000001/'
if [ -s "$tmp/kcore" ]; then
	ok "RAM elsewhere is seen in kcore" not against kcore 's/ 00000000\([0-9a-f]* 0x\)/ 00000001\1/'
	ok "another end of vmalloc is seen in kcore" not against kcore 's/\(f 0x[0-9a-f]*\)00000$/\110000/'
fi
ok "unload" rmmod ptwalk
rm -rf "$tmp"
plan
