# SPDX-License-Identifier: GPL-2.0-only
#
# analysis: the headings of the analysis, in its order, with something under each, in lines that fit a terminal.
# With words.awk.

BEGIN {
	n = split("VMalloc Region Analysis|Key Discovery|Evidence from /proc/vmallocinfo|" \
		"Corresponding Page Table Entries|Memory Layout Understanding|VMalloc Characteristics|" \
		"Where VMalloc Regions Are Found|Implications for Process Discovery|Summary", heading, "|")
	# What the module has no figures for yet may be left out.
	may_lack["Evidence from /proc/vmallocinfo"]
	may_lack["Corresponding Page Table Entries"]
	may_lack["Implications for Process Discovery"]
	at = 1
	text = 1
}

FNR == 1 {
	if ($0 != "# ptwalk/1 analysis: prose")
		fail("not the first line of analysis")
	next
}

length($0) > 100 { fail("longer than 100 columns") }
/[ \t]$/ { fail("blank at the end") }

/^#/ {
	if (!text)
		fail("nothing under the heading before")
	text = 0
	title = $0
	sub(/^#+ /, "", title)
	if (title == $0 || (at > 1) != ($0 ~ /^## /))
		fail("form of a heading")
	while (at <= n && heading[at] != title && heading[at] in may_lack)
		at++
	if (heading[at] != title)
		fail("not the heading that comes next: " heading[at])
	at++
	next
}

/[0-9]/ { text++ }
NF { rows++ }

END {
	if (!text)
		fail("nothing under the last heading")
	while (at <= n && heading[at] in may_lack)
		at++
	if (at <= n)
		fail("no heading " heading[at])
	finish(rows)
}
