# SPDX-License-Identifier: GPL-2.0-only
# report.awk DERIVED: the tables for people, no wider than 100 columns.

function show(value, form)
{
	return value == "-" ? "-" : sprintf(form, value)
}

# 1234567 as 1,234,567
function grouped(n,    text)
{
	n = sprintf("%.0f", n)
	while (length(n) > 3) {
		text = "," substr(n, length(n) - 2) text
		n = substr(n, 1, length(n) - 3)
	}
	return n text
}

# Pearson's correlation of net to size, over the sizes of one workload.
function correlation(w, f,    i, x, y, sx, sy, sxx, syy, sxy, d)
{
	for (i = 1; i <= sizes[w]; i++) {
		x = size[w, i]
		y = net[w, i, f]
		sx += x; sy += y; sxx += x * x; syy += y * y; sxy += x * y
	}
	i = sizes[w]
	d = (i * sxx - sx * sx) * (i * syy - sy * sy)
	return i > 2 && d > 0 ? sprintf("%.6f", (i * sxy - sx * sy) / sqrt(d)) : "-"
}

{
	w = $1
	if (!(w in sizes)) {
		order[++workloads] = w
		unit[w] = $3
	}
	if (size[w, sizes[w] + 0] != $2) {
		size[w, ++sizes[w]] = $2
		if (NR > 1)
			print ""
		if (w == "none" || w == "fresh")
			printf "%s, %s", w, w == "fresh" ? $2 " GiB" : "guest of " $2 " GiB"
		else
			printf "%s, %s of kind %s", w, grouped($2), $3
		printf ": %s tables, %s descriptors\n", grouped($10), grouped($11)
		printf "%-18s %14s %8s %10s %8s %8s %12s %7s %7s\n", "file", "instructions", "a descr.", \
			"each", "kpt/this", "floors", "bytes", "KiB", "repeat"
	}
	net[w, sizes[w], $4] = $12
	each[w, sizes[w], $4] = $13
	if (!($4 in known)) {
		known[$4]
		file[++files] = $4
	}
	printf "%-18s %14s %8s %10s %8s %8s %12s %7s %6.1f%%\n", $4, grouped($5), show($14, "%.2f"), show($13, "%.2f"), \
		show($15, "%.2f"), show($16, "%.2f"), grouped($7), $9, ($6 - $5) * 100 / $5
}

END {
	print "\ngrowth: instructions each, at each size, and the correlation r of instructions to the size"
	for (i = 1; i <= workloads; i++) {
		w = order[i]
		if (w == "none" || sizes[w] < 3)
			continue
		printf "\n%-18s", w
		for (k = 1; k <= sizes[w]; k++)
			printf " %14s", grouped(size[w, k]) " " unit[w]
		printf " %10s\n", "r"
		for (j = 1; j <= files; j++) {
			f = file[j]
			if (f == "query_va" || net[w, 1, f] == "")
				continue
			printf "%-18s", f
			for (k = 1; k <= sizes[w]; k++)
				printf " %14.2f", net[w, k, f] / size[w, k]
			printf " %10s\n", correlation(w, f)
		}
	}
}
