# SPDX-License-Identifier: GPL-2.0-only
#
# The file tables, then layout: each row stands in the table above it, at its index, once; a table has as many
# used descriptors as it says; all leaves together are what layout counts.
# -v page_size= levels= va_bits=, with words.awk.

BEGIN {
	geometry(page_size, levels, va_bits)
	first[-1] = va_start
	past[-1] = TOP
	times[-1] = 1
	index_next[0] = 0
	tables = 1
}

FNR == 1 {
	if (++files == 1 && $0 != "# ptwalk/1 tables: descriptor")
		fail("not the first line of tables")
	if (files == 2)
		close_tables(0)
}

files == 2 {
	if ($1 != "#" || $2 != "total")
		next
	totals++
	# A table that stands for itself many times (KASAN's shadow) is told once here, but counted each time there.
	if (repeats)
		next
	if ($6 != tables)
		fail("there are " tables " tables in the tree")
	split("pgd p4d pud pmd pte", all, " ")
	for (i = 1; i <= 5; i++)
		if ($(7 + i) != leaves[all[i]] + 0)
			fail("there are " leaves[all[i]] + 0 " leaves at " all[i] " in the tree")
	next
}

/^#/ { next }

{
	rows++
	match($0, /^ */)
	depth = RLENGTH / 2
	if (!(depth in name)) {
		fail("no such depth")
		next
	}
	if (depth > deepest) {
		fail("deeper than the row above allows")
		next
	}
	close_tables(depth + 1)
	deepest = depth
	read_row()
}

# The tables whose rows stood deeper than this have ended.
function close_tables(depth)
{
	for (; deepest >= depth && deepest > 0; deepest--) {
		if (used[deepest] != says_used[deepest])
			fail("above this, " used[deepest] " descriptors in the table at " first[deepest - 1] \
				", which says used " says_used[deepest])
		delete used[deepest]
	}
}

# name[depth] in upper case, [n] or [n-m] with m > n
function read_index(    word, at)
{
	word = $1
	at = index(word, "[")
	if (substr(word, 1, at - 1) != toupper(name[depth]) || word !~ /\[[0-9]+(-[0-9]+)?\]$/) {
		fail("not an index of " name[depth])
		return 0
	}
	low = high = substr(word, at + 1) + 0
	if (word ~ /-/) {
		high = substr(word, index(word, "-") + 1) + 0
		if (high <= low)
			fail("index")
	}
	return 1
}

function read_row(    bytes, count)
{
	if (!read_index())
		return
	bytes = size[name[depth]]
	count = high - low + 1
	if (low < index_next[depth])
		fail("index is not behind the one before")
	if (high >= entries)
		fail("index is beyond the end of a table")
	index_next[depth] = high + 1
	used[depth] += count

	if ($3 == "table") {
		read_table(bytes, count)
		return
	}
	if ($4 == "tables,") {
		read_folded(bytes, count)
		return
	}
	if (!is_range($2)) {
		fail("neither a table nor a range")
		return
	}
	check_place(bytes, count)
	if ($3 == "->")
		read_leaves(bytes, count)
	else if (NF < 4 || $3 !~ /^(invalid|bad|torn|unreadable|outside-ram|loop)$/ || $4 !~ /^raw=0x/ ||
	    !is_address(substr($4, 5)))
		fail("form")
}

# start and end against the table above and the index in it
function check_place(bytes, count)
{
	if (before(start, first[depth - 1]) || before(past[depth - 1], end))
		fail("not within the table above, which is " first[depth - 1] "-" past[depth - 1])
	else if (minus(start, first[depth - 1]) % (bytes * entries) != (low - (depth ? 0 : root_first)) * bytes)
		fail("not at its index")
	if (minus(end, start) != count * bytes)
		fail("range and index are not of one size")
}

# "LEVEL[i] 0xVA table pa 0xPA used n/m [repeated=n] [key=value]..."
function read_table(bytes, count,    share, i)
{
	if (NF < 7 || $4 != "pa" || $6 != "used" || !is_address($2) || !is_address($5) || $7 !~ /^[0-9]+\/[0-9]+$/) {
		fail("form")
		return
	}
	start = substr($2, 3)
	end = plus(start, bytes * count)
	check_place(bytes, count)
	split($7, share, "/")
	if (share[2] != entries || share[1] + 0 > entries)
		fail("used")
	if (!aligned(substr($5, 3), page_size))
		fail("a table that is not aligned")
	if (depth == levels - 1)
		fail("a table at the last level")
	times[depth] = times[depth - 1]
	for (i = 8; i <= NF; i++) {
		if ($i ~ /^repeated=[0-9]+$/) {
			repeats++
			times[depth] *= count
			if (substr($i, 10) != count)
				fail("repeated is not the number of descriptors")
		} else if ($i !~ /^[a-z][a-z_]*=[^ =]+$/)
			fail("form")
	}
	if (count > 1 && times[depth] == times[depth - 1])
		fail("several tables in one row")
	tables++
	first[depth] = start
	# What stands under a repeated table is shown for the first of them.
	past[depth] = plus(start, bytes)
	deepest = depth + 1
	used[deepest] = 0
	says_used[deepest] = share[1]
	index_next[deepest] = 0
}

# "LEVEL[i-m] RANGE n tables, each u/m [tables, each u/m]... [-> 0xPA prot memtype] [key=value]..."
function read_folded(bytes, count,    i, below, share, n)
{
	if (!is_range($2)) {
		fail("form")
		return
	}
	check_place(bytes, count)
	if ($3 != count || count < 2)
		fail("not as many tables as indices")
	n = count * times[depth - 1]
	below = depth
	for (i = 4; $i == "tables," && $(i + 1) == "each"; i += 3) {
		if (split($(i + 2), share, "/") != 2 || share[2] != entries || (share[1] != entries && share[1] != 0))
			fail("used")
		tables += n
		n *= share[1]
		below++
	}
	if (below >= levels)
		fail("a table at the last level")
	folded++
	if (!n)
		return
	if ($i != "->" || !is_address($(i + 1)) || $(i + 2) !~ /^(r-x|rw-|r--|rwx)$/ || !aligned(substr($(i + 1), 3), size[name[below]]))
		fail("form")
	for (i += 4; i <= NF; i++)
		if ($i !~ /^[a-z][a-z_]*=[^ =]+$/)
			fail("form")
	leaves[name[below]] += n
}

function read_leaves(bytes, count,    i)
{
	if (NF < 6 || !is_address($4) || $5 !~ /^(r-x|rw-|r--|rwx)$/ || $6 !~ /^(normal|device|attr[0-7]:0x|w[btpc]$|uc-?$|(pma|nc|io|unknown)$)/)
		fail("form")
	else if (!aligned(substr($4, 3), bytes))
		fail("physical address")
	for (i = 7; i <= NF; i++)
		if ($i !~ /^[a-z][a-z_]*=[^ =]+$/)
			fail("form")
	leaves[name[depth]] += count * times[depth - 1]
}

END {
	if (totals != 1)
		fail("no line of totals in layout")
	finish(rows)
}
