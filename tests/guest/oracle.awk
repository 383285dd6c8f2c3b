# SPDX-License-Identifier: GPL-2.0-only
#
# regs, the kernel's own kernel_page_tables, and maps, as files whose names end so: the same mappings in both,
# to the letter. Ours are written as arch/arm64/mm/ptdump.c writes a line; then both are merged over whatever
# divides like neighbours (its markers, our owners and software bits) and compared both ways.
# -v least=MAPPINGS, where not 20, with words.awk.

FNR == 1 {
	file = FILENAME
	sub(/.*[.\/]/, "", file)
	kept = ""
}

file == "regs" {
	if ($1 == "MAIR_EL1" && $2 == "Attr1")
		tagged = $4 == "0xf0" ? "normal-tagged" : "normal"
	if ($1 == "TCR_EL1" && $2 == "DS")
		ds = $4
	next
}

# "0xSTART-0xEND <size> LEVEL<attributes>"; what has no attributes is not mapped, nor what begins with F.
file == "kernel_page_tables" && is_range($1) {
	lines++
	if ($2 !~ /^[0-9]+[KMGTPE]$/ || $3 !~ /^(PGD|P4D|PUD|PMD|PTE)$/)
		fail("a line that is not understood")
	text = substr($0, 38)
	text = substr(text, index(text, $2) + length($2) + 1)
	if (NF > 3 && $4 != "F")
		keep(canonical(text))
	next
}

file == "kernel_page_tables" && !/^---\[ .* \]---$/ { fail("a line that is not understood") }

file == "maps" && !/^#/ {
	rows++
	if (!is_range($1))
		fail("form")
	from_columns = line_of_columns()
	from_attrs = line_of_attrs()
	if (from_columns != from_attrs)
		fail("the columns say \"" from_columns "\", the raw descriptor \"" from_attrs "\"")
	keep(canonical(from_columns))
}

# The one thing that ptdump has wrong: with LPA2 (TCR_EL1.DS) bits 9:8 of a descriptor are the upper bits of the
# physical address, which it takes for shareability. Where the bits do not exist, neither does the column.
function canonical(text)
{
	if (ds == "0x1")
		text = substr(text, 1, 15) "    " substr(text, 20)
	return text
}

# keep TEXT: the range at start and end, or more of the one before
function keep(text)
{
	if (kept == "" || text != kept || !same(start, kept_end)) {
		n[file]++
		from[file, n[file]] = start
		said[file, n[file]] = text
	}
	till[file, n[file]] = end
	kept = text
	kept_end = end
}

function line(level, user, write, execute, shared, af, ng, cont, block, uxn, gp, type)
{
	return level "   " (user ? "USR" : "   ") (write ? " RW" : " ro") (execute ? " x " : " NX") \
		(shared ? " SHD" : "    ") (af ? " AF" : "   ") (ng ? " NG" : "   ") (cont ? " CON" : "    ") \
		(block ? " BLK" : "    ") (uxn ? " UXN" : "    ") (gp ? " GP" : "   ") " " type
}

function raw()
{
	if (!match($0, / attrs=0x[0-9a-f]*/) || RLENGTH != 25) {
		fail("no attrs")
		return ZERO
	}
	return substr($0, RSTART + 9, 16)
}

function line_of_attrs(    a, type)
{
	a = raw()
	type[0] = "MEM/NORMAL"; type[1] = "MEM/NORMAL-TAGGED"; type[2] = "MEM/NORMAL-NC"
	type[3] = "DEVICE/nGnRnE"; type[4] = "DEVICE/nGnRE"
	return line(toupper($3), bit(a, 6), !bit(a, 7), !bit(a, 53), bit(a, 8) && bit(a, 9), bit(a, 10), bit(a, 11),
		bit(a, 52), !bit(a, 1), bit(a, 54), bit(a, 50), type[bit(a, 4) * 4 + bit(a, 3) * 2 + bit(a, 2)])
}

# From the raw bits only what no column says: shareability, nG, UXN, GP, and which of two indices for normal
# memory it is: on a processor without tags the one for tagged memory is the same type.
function line_of_columns(    a, type)
{
	a = raw()
	type["normal"] = "MEM/NORMAL"; type["normal-nc"] = "MEM/NORMAL-NC"
	type["device-nGnRnE"] = "DEVICE/nGnRnE"; type["device-nGnRE"] = "DEVICE/nGnRE"
	type["normal-tagged"] = "MEM/NORMAL-TAGGED"
	if ($6 == "normal" && tagged == "normal" && bit(a, 2) && !bit(a, 3) && !bit(a, 4))
		type["normal"] = "MEM/NORMAL-TAGGED"
	return line(toupper($3), / user=1/, $5 ~ /^.w/, $5 ~ /x$/, bit(a, 8) && bit(a, 9), !/ accessed=0/, bit(a, 11),
		/ cont=/, $3 != "pte", bit(a, 54), bit(a, 50), type[$6])
}

function show(file, i)
{
	if (++failures <= 20)
		printf "only in %s: %s-%s %s\n", file, from[file, i], till[file, i], said[file, i]
}

END {
	a = "kernel_page_tables"
	b = "maps"
	for (i = 1; i <= n[a]; i++)
		theirs[from[a, i] " " till[a, i] " " said[a, i]] = 1
	for (i = 1; i <= n[b]; i++)
		ours[from[b, i] " " till[b, i] " " said[b, i]] = 1
	for (i = 1; i <= n[a]; i++)
		if (!((from[a, i] " " till[a, i] " " said[a, i]) in ours))
			show(a, i)
	for (i = 1; i <= n[b]; i++)
		if (!((from[b, i] " " till[b, i] " " said[b, i]) in theirs))
			show(b, i)
	print n[a] + 0 " mappings in kernel_page_tables, " n[b] + 0 " in maps"
	if (n[a] != n[b] || n[a] < (least ? least : 20) || lines <= n[a])
		fail("too few, or not as many")
	finish(rows)
}
