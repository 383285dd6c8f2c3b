# SPDX-License-Identifier: GPL-2.0-only
# report.awk DERIVED: the tables for people, no wider than 100 columns. With brief=1 of each workload the last size
# only; the others are in the table of growth.

function show(value, form)
{
	return value == "-" ? "-" : sprintf(form, value)
}

# 1234567 as 1,234,567
function grouped(n,    text)
{
	if (n == "-")
		return n
	n = sprintf("%.0f", n)
	while (length(n) > 3) {
		text = "," substr(n, length(n) - 2) text
		n = substr(n, 1, length(n) - 3)
	}
	return n text
}

# The square root, which not every awk has.
function root(x,    r, i)
{
	r = x > 1 ? x : 1
	for (i = 0; i < 500 && r * r > x * (1 + 1e-15); i++)
		r = (r + x / r) / 2
	return r
}

function heading(w, n, kind, tables, descriptors,    what)
{
	what = w == "none" || w == "fresh" ? w ", guest of " n " GiB" : w ", " grouped(n) " of kind " kind
	return sprintf("%s: %s tables, %s descriptors\n", what, grouped(tables), grouped(descriptors)) \
		sprintf("%-18s %14s %8s %10s %8s %8s %12s %7s %7s\n", "file", "instructions", "a descr.", "each", "kpt/this", \
			"floors", "bytes", "KiB", "repeat")
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
	return i > 2 && d > 0 ? sprintf("%.6f", (i * sxy - sx * sy) / root(d)) : "-"
}

{
	w = $1
	if (!(w in sizes)) {
		order[++workloads] = w
		unit[w] = $3
	}
	if (size[w, sizes[w] + 0] != $2) {
		size[w, ++sizes[w]] = $2
		text[w] = (brief || text[w] == "" ? "" : text[w] "\n") heading(w, $2, $3, $10, $11)
	}
	net[w, sizes[w], $4] = $12
	if (!($4 in known)) {
		known[$4]
		file[++files] = $4
	}
	text[w] = text[w] sprintf("%-18s %14s %8s %10s %8s %8s %12s %7s %6.1f%%\n", $4, grouped($5), show($14, "%.2f"), \
		show($13, "%.2f"), show($15, "%.2f"), show($16, "%.2f"), grouped($7), $9, ($6 - $5) * 100 / $5)
}

END {
	for (i = 1; i <= workloads; i++)
		print text[order[i]]
	print "growth: instructions each, at each size, and the correlation r of instructions to the size"
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
