# SPDX-License-Identifier: GPL-2.0-only
# harm.awk FIGURES: how long nobody else could run, in instructions, and the memory at its most. What is over the limit
# is marked, and the files are named where that is ptwalk's doing. A tracer keeps the longest stretch only: one of the
# kernel's may hide one of ptwalk's that is no longer.

BEGIN {
	limit = 50000
	# A microsecond, where an instruction is taken for 2^4 ns.
	instructions = 62.5
}

# Whose a stretch is: that between two chances to run is the file's.
function ours(s, f, m)
{
	return m == "unyielding" ? f !~ /^(idle|kernel_page_tables|vmallocinfo)$/ : where[s, f, m] !~ /:-$/
}

function stretch(s, f, m,    n)
{
	if (!((s, f, m) in value))
		return "-"
	n = value[s, f, m] * instructions
	if (ours(s, f, m) && n > limit)
		over[m] = over[m] " " f
	return sprintf("%.0f%s", n, n > limit ? (ours(s, f, m) ? "!" : "?") : ours(s, f, m) ? "p" : " ")
}

function verdict(m, words)
{
	printf "too long, %s:%s\n", words, over[m] == "" ? " none" : over[m]
	over[m] = ""
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
		printf "\n%s: longest stretch in instructions, and memory; p: ptwalk's, ! if over %d, ? the kernel's\n", s, limit
		printf "%-18s %10s %11s  %-34s %12s %8s\n", "file", "irqs off", "preempt off", "began in:ptwalk's", \
			"unyielding", "peak"
		for (k = 1; k <= files[s]; k++) {
			f = file[s, k]
			printf "%-18s %10s %11s  %-34s %12s %8d\n", f, stretch(s, f, "irqsoff"), stretch(s, f, "preemptoff"), \
				substr(where[s, f, "preemptoff"], 1, 34), stretch(s, f, "unyielding"), value[s, f, "peak"]
		}
		verdict("irqsoff", "interrupts off")
		verdict("preemptoff", "preemption off")
		verdict("unyielding", "unyielding")
	}
}
