# SPDX-License-Identifier: GPL-2.0-only
#
# regs, the kernel's own kernel_page_tables, and maps, as files whose names end so: the same mappings in both,
# to the letter. Ours are written as the kernel's ptdump.c writes a line; then both are merged over whatever
# divides like neighbours (its markers, our owners) and compared both ways.
# -v least=MAPPINGS, where not 20, with words.awk and the oracle_ARCH.awk of the architecture, which has
#	learn()			from a row of regs
#	theirs()		the attributes in a line of kernel_page_tables; "" if nothing is mapped
#	line_of_columns()	the same from a row of maps, and of its raw bits only what no column says
#	line_of_attrs()		the same from the raw bits alone

FNR == 1 {
	file = FILENAME
	sub(/.*[.\/]/, "", file)
	kept = ""
}

file == "regs" { learn(); next }

file == "kernel_page_tables" && is_range($1) {
	lines++
	if ((text = theirs()) != "")
		keep(text)
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
	keep(from_columns)
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

function raw()
{
	if (!match($0, / attrs=0x[0-9a-f]*/) || RLENGTH != 25) {
		fail("no attrs")
		return ZERO
	}
	return substr($0, RSTART + 9, 16)
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
	if (n[a] != n[b] || n[a] < (least ? least : 20) || lines < n[a])
		fail("too few, or not as many")
	finish(rows)
}
