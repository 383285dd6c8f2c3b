# SPDX-License-Identifier: GPL-2.0-only
# targets.awk TARGETS DERIVED: each target beside what is, and the verdict; one that nothing was measured for says so.

# The value of a measure in a state, or "-".
function value(m, s, f)
{
	if (m == "each")
		return each[s, f]
	if (m == "total")
		return total[s, f]
	if (m == "less")
		return less[s, f]
	if (m == "floor")
		return ground[s, f]
	if (m == "layout")
		return net[s, "layout"] > 0 ? net[s, f] / net[s, "layout"] : "-"
	return row[s, f] > 0 && ptdump_row > 0 ? row[s, f] / ptdump_row : "-"
}

FNR == NR {
	if ($0 ~ /^#/ || !NF)
		next
	file[++targets] = $1
	workload[targets] = $2
	measure[targets] = $3
	limit[targets] = $4
	next
}

{
	s = $1 " " $2
	if (!(s in known)) {
		known[s]
		state[++states] = s
		kind[states] = $1
	}
	total[s, $4] = $5
	net[s, $4] = $12
	each[s, $4] = $13
	less[s, $4] = $15
	ground[s, $4] = $16
	row[s, $4] = $17
	if ($1 == "single" && $4 == "kernel_page_tables")
		ptdump_row = $17
}

END {
	for (i = 1; i <= targets; i++)
		if (!((file[i] == "check_no_mmu") && !((state[states], file[i]) in total)))
			continue
		else
			file[i] = "check"
	printf "%-14s %-20s %-8s %10s %10s  %s\n", "file", "workload", "measure", "limit", "is", "verdict"
	for (i = 1; i <= targets; i++) {
		f = file[i]
		seen = 0
		for (k = 1; k <= states; k++) {
			if (workload[i] != "*" && workload[i] != kind[k] || !((state[k], f) in total))
				continue
			v = value(measure[i], state[k], f)
			reached = v != "-" && (measure[i] == "less" ? v + 0 >= limit[i] + 0 : v + 0 <= limit[i] + 0)
			seen = 1
			printf "%-14s %-20s %-8s %10s %10s  %s\n", f, state[k], measure[i], limit[i], \
				v == "-" ? "-" : sprintf("%.2f", v), reached ? "reached" : "not reached"
		}
		if (!seen)
			printf "%-14s %-20s %-8s %10s %10s  %s\n", f, workload[i], measure[i], limit[i], "-", "not measured"
	}
}
