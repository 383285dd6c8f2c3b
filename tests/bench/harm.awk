# SPDX-License-Identifier: GPL-2.0-only
# harm.awk FIGURES: how long nobody else could run, in instructions, and the memory at its most. What is over the limit
# is marked, if it is ptwalk's doing.

BEGIN {
	limit = 50000
	# A microsecond, where an instruction is taken for 2^4 ns.
	instructions = 62.5
}

function stretch(s, f, m,    n, own)
{
	if (!((s, f, m) in value))
		return "-"
	n = value[s, f, m] * instructions
	own = m == "unyielding" ? f !~ /^(idle|kernel_page_tables|vmallocinfo)$/ : where[s, f, m] !~ /:-$/
	return sprintf("%.0f%s", n, !own ? " " : n > limit ? "!" : "p")
}

$1 == "harm" && $6 ~ /^[0-9]+$/ {
	s = $2 " " $3
	if (!(s in known)) {
		known[s]
		state[++states] = s
	}
	if (!((s, $4) in seen)) {
		seen[s, $4]
		n = ++files[s]
		file[s, n] = $4
	}
	value[s, $4, $5] = $6
	where[s, $4, $5] = $7
}

END {
	for (i = 1; i <= states; i++) {
		s = state[i]
		printf "\n%s: the longest stretch in instructions (p: of ptwalk; !: of ptwalk and over %d), and memory\n", s, limit
		printf "%-18s %10s %11s  %-38s %12s %8s\n", "file", "irqs off", "preempt off", "began in:ptwalk's", "unyielding", "peak"
		for (k = 1; k <= files[s]; k++) {
			f = file[s, k]
			printf "%-18s %10s %11s  %-38s %12s %8d\n", f, stretch(s, f, "irqsoff"), stretch(s, f, "preemptoff"), \
				substr(where[s, f, "preemptoff"], 1, 38), stretch(s, f, "unyielding"), value[s, f, "peak"]
		}
	}
}
