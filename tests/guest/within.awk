# SPDX-License-Identifier: GPL-2.0-only
#
# Three files, one behind the other, into DIR/1.rows, 2.rows and 3.rows: of the first and the third the rows that belong
# to each of the ranges in turn, of the second, which is an answer about these ranges, all. Remarks are left out, and what
# a row of the file tables folds, in which the answer folds nothing.
# -v ranges="<range> ..." dir= page_size= levels= va_bits=, with words.awk.

BEGIN {
	geometry(page_size, levels, va_bits)
	n = split(ranges, r, " ")
	for (i = 1; i <= n; i++) {
		is_range(r[i])
		from[i] = start
		to[i] = end
	}
	for (part = 3; part; part--)
		printf "" >(dir "/" part ".rows")
}

function of_ranges(    i, k)
{
	for (i = 1; i <= n; i++)
		for (k = 1; k <= rows; k++)
			if (before(row_start[k], to[i]) && before(from[i], row_end[k]))
				print row[k] >(dir "/" part ".rows")
	rows = 0
}

# A row of tables is a range, or the first address under a table: as much as its descriptor covers.
function is_tree_row(    level)
{
	if ($2 ~ /-/)
		return is_range($2)
	level = tolower($1)
	sub(/\[.*/, "", level)
	start = substr($2, 3)
	end = plus(start, size[level])
	return level in size
}

function depth()
{
	match($0, /^ */)
	return RLENGTH / 2
}

function is_folded(    i)
{
	for (i = 1; i <= folds; i++)
		if (!before(start, fold_start[i]) && !before(fold_end[i], end) && depth() >= fold_depth[i])
			return 1
	return 0
}

/^# ptwalk\/1 / {
	of_ranges()
	part++
	next
}
/^#/ { next }
/ tables, each / {
	is_range($2)
	if (part == 1) {
		fold_start[++folds] = start
		fold_end[folds] = end
		fold_depth[folds] = depth()
	}
	next
}
part == 2 {
	if (!folds || !is_tree_row() || !is_folded())
		print >(dir "/2.rows")
	next
}
/^ *(PGD|P4D|PUD|PMD|PTE)\[/ ? is_tree_row() : is_range($1) {
	row[++rows] = $0
	row_start[rows] = start
	row_end[rows] = end
}

END {
	of_ranges()
	exit part != 3
}
