# SPDX-License-Identifier: GPL-2.0-only
#
# Makes one row of neighbours whose aliases are alike, as in maps: for the sorted rows of "ptwalk
# aliases".

function like() { return $3 " " $4 " " $6 " " $7 }

function flush_row() {
	if (first != "")
		printf "%s-%s %.0f %s %s %s %s\n", first, last, bytes, prot_owner,
			(parts > 1 ? "scattered:" parts : alias == "-" ? "-" : alias "-" alias_end),
			other, (parts > 1 ? "scattered:" parts : phys)
}

BEGIN { print "# ptwalk/1 aliases: range bytes prot owner alias alias_prot alias_owner phys" }
like() == kind && start_of($1) == last {
	last = end_of($1)
	bytes += $2
	parts += start_of($5) != alias_end
	alias_end = end_of($5)
	next
}
{
	flush_row()
	kind = like()
	first = start_of($1)
	last = end_of($1)
	bytes = $2
	prot_owner = $3 " " $4
	alias = start_of($5)
	alias_end = end_of($5)
	other = $6 " " $7
	phys = $8
	parts = 1
}
END { flush_row() }
