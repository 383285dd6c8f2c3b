# SPDX-License-Identifier: GPL-2.0-only
#
# splits against layout of one moment, as files whose names end so: the rows and the totals add up to the tables and the
# mapped bytes of the linear map. -v page_size= levels= va_bits=, with words.awk.

BEGIN { geometry(page_size, levels, va_bits) }

FNR == 1 {
	file = FILENAME
	sub(/.*[.\/]/, "", file)
}

file == "layout" {
	if ($3 == "linear") {
		want_tables += $5
		want_mapped += $4
	}
	next
}

# cost KEY: of the totals in hand
function cost(key,    i)
{
	for (i = 1; i <= NF; i++)
		if (index($i, key "=") == 1)
			return substr($i, length(key) + 2)
	fail("no " key)
}

# totals TABLES MAPPED: the totals in hand are these
function totals(tables, mapped)
{
	if (cost("tables") != tables + 0 || cost("table_bytes") != tables * page_size || cost("mapped") != mapped + 0)
		fail("not the sum of the rows: " tables + 0 " " mapped + 0)
}

/^# total:/ {
	said++
	totals(all_tables, all_mapped)
	if (cost("tables") != want_tables || cost("mapped") != want_mapped)
		fail("layout has " want_tables " tables and " want_mapped " bytes")
	next
}

/^# regain:/ {
	said++
	totals(tables["uniform"], regained)
	next
}

/^# regain / {
	level = substr($3, 1, length($3) - 1)
	regained += cost("mapped")
	if (cost("tables") != uniform[level])
		fail("not as many as the rows have at this level")
	next
}

/^# [a-z]+:/ {
	reason = substr($2, 1, length($2) - 1)
	totals(tables[reason], mapped[reason])
	delete tables_left[reason]
	next
}

/^#/ { next }

{
	rows++
	all_tables += $4
	all_mapped += $6
	tables[$7] += $4
	mapped[$7] += $6
	tables_left[$7] = 1
	if ($7 == "uniform")
		uniform[$3] += $4
}

END {
	for (reason in tables_left)
		fail("no totals of " reason)
	if (said != 2)
		fail("no totals")
	finish(rows)
}
