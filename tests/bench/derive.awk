# SPDX-License-Identifier: GPL-2.0-only
# derive.awk WORKLOADS FIGURES: from what was measured to what is compared, a line for each file in each state:
#
#	workload size unit file instructions again bytes lines kib tables descriptors net each perdesc kpt floor perrow
#
# net is what was added by what is planted: instructions less those in the state "none" with as much memory. A query of
# one address or range has no such part, and a fresh boot nothing planted: there net is all. each is net by size, kpt
# how often net goes into that of kernel_page_tables, floor how often the floor goes into net, perrow net by lines
# added. - is what has no meaning, or could not be computed.

function number(s)
{
	return s ~ /^-?[0-9]+$/
}

function ratio(a, b)
{
	return a > 0 && b > 0 ? sprintf("%.4f", a / b) : "-"
}

# A fact, or "-"
function known(state, name)
{
	return (state " " name) in fact ? fact[state " " name] : "-"
}

# What "none" has for a file, 0 if there is no such part.
function base(state, file, of,    none)
{
	none = "none " memory[state]
	if (planted[state] && file !~ /^query_(va|range)$/ && (none " " file) in of)
		return of[none " " file]
	return 0
}

FNR == NR {
	if ($0 ~ /^#/ || !NF)
		next
	unit[$1 " " $2] = $3
	memory[$1 " " $2] = $4 + 0
	planted[$1 " " $2] = $7 != "-"
	next
}

$1 == "fact" { fact[$2 " " $3 " " $4] = $5 }

$1 == "bench" && NF == 9 && number($5) && number($6) && number($7) && number($8) && number($9) {
	n++
	state[n] = $2 " " $3
	file[n] = $4
	rest[n] = $5 " " $6 " " $7 " " $8 " " $9
	instructions[$2 " " $3 " " $4] = $5
	lines[$2 " " $3 " " $4] = $8
}

END {
	for (i = 1; i <= n; i++) {
		s = state[i]
		f = file[i]
		net = instructions[s " " f] - base(s, f, instructions)
		kpt = instructions[s " kernel_page_tables"] - base(s, "kernel_page_tables", instructions)
		ground = instructions[s " floor"] - base(s, "floor", instructions)
		split(s, part, " ")
		print s, unit[s], f, rest[i], known(s, "tables"), known(s, "descriptors"), net, \
			planted[s] && f != "query_va" ? ratio(net, part[2]) : "-", \
			ratio(instructions[s " " f], known(s, "descriptors")), \
			f != "query_va" ? ratio(kpt, net) : "-", f != "query_va" ? ratio(net, ground) : "-", \
			ratio(net, lines[s " " f] - base(s, f, lines))
	}
}
