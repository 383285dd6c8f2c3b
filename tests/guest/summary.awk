# SPDX-License-Identifier: GPL-2.0-only
#
# summary: fits a screen of 60 lines and 80 columns, says what it is about, and adds up. With words.awk.

FNR == 1 {
	if ($0 != "# ptwalk/1 summary: prose")
		fail("not the first line of summary")
	next
}

length($0) > 80 { fail("longer than 80 columns") }
/[ \t]$/ { fail("blank at the end") }
NF { rows++ }
{ lines = FNR }

# Columns of the regions: leaves is the second from the fourth on, as sizes are two words.
$1 == "region" { in_regions = 1; next }
in_regions && !NF { in_regions = 0 }
in_regions {
	if (NF != 10)
		fail("form of a region")
	if ($1 == "total") {
		totals++
		if ($6 != leaves || $8 != tables)
			fail("not the sum of the regions: " leaves " " tables)
	}
	leaves += $6
	tables += $8
	next
}

/^(health|check|tables|entries|linear map|vmalloc|anomalies) / { seen[$1]++ }

END {
	if (lines > 60)
		fail(lines " lines")
	if (totals != 1)
		fail("no total of the regions")
	n = split("health check tables entries linear vmalloc anomalies", want, " ")
	for (i = 1; i <= n; i++)
		if (seen[want[i]] != 1)
			fail("no line about " want[i])
	finish(rows)
}
