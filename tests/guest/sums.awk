# SPDX-License-Identifier: GPL-2.0-only
#
# One snapshot of layout, maps, extents and status, as files whose names end so: the sums of the rows of maps and
# of extents are what layout says of each region, and each run of maps is as many extents as it says.
# -v page_size= levels= va_bits=, with words.awk.

BEGIN {
	geometry(page_size, levels, va_bits)
	n = split("pgd p4d pud pmd pte", level_name, " ")
}

FNR == 1 {
	file = FILENAME
	sub(/.*[.\/]/, "", file)
	region = 1
}

file == "status" {
	if ($1 == "walk.tables:" && $2 != tables)
		fail("layout has " tables " tables")
	next
}

file == "layout" && $1 == "#" && $2 == "total" {
	if ($3 != regions || $5 != sum[4] || $6 != sum[5] || $7 != sum[6])
		fail("not the total of the rows: " regions " regions, " sum[4] " " sum[5] " " sum[6])
	for (i = 7; i <= 12; i++)
		if ($(i + 1) != sum[i])
			fail("not the total of column " i ": " sum[i])
	totals++
}

/^#/ { next }

file == "layout" && is_range($1) {
	r = ++regions
	first[r] = start
	past[r] = end
	of[r] = $3
	want[r, "bytes"] = $4
	for (i = 4; i <= 12; i++)
		sum[i] += $i
	tables += $5
	for (i = 1; i <= n; i++)
		want[r, level_name[i]] = $(6 + i)
	want[r, "cont"] = $12
	want[r, "pieces"] = -1
	for (i = 13; i <= NF; i++)
		if ($i ~ /^extents=/)
			want[r, "pieces"] = substr($i, 9)
}

(file == "maps" || file == "extents") && is_range($1) {
	rows++
	while (region < regions && !before(start, past[region]))
		region++
	if (before(past[region], end) && $4 > 1)
		fail("goes beyond the end of its region")
	if (!belongs($8, of[region]))
		fail("owner in the region " of[region])
	got[file, region, "bytes"] += $2
	got[file, region, $3] += $4
	if ($0 ~ / cont=/)
		got[file, region, "cont"] += $4
	if ($0 ~ / repeated=/)
		repeated[region] = 1
}

file == "maps" && is_range($1) {
	runs++
	run_start[runs] = start
	run_end[runs] = end
	run_phys[runs] = $7
	run_repeated[runs] = $0 ~ / repeated=/
}

file == "extents" && is_range($1) {
	# Pieces of layout are contiguous whatever their attributes and levels are.
	if (!(same(start, piece_end) && same(substr($7, 3), piece_phys) && region == piece_region))
		got[file, region, "pieces"]++
	piece_end = end
	piece_phys = plus(substr($7, 3), $2)
	piece_region = region
	# Its run in maps.
	while (at < runs && (at == 0 || !before(start, run_end[at]))) {
		finish_run()
		at++
		pieces = 0
	}
	if (before(start, run_start[at]) || before(run_end[at], end))
		fail("is not within one run of maps")
	if (!pieces++)
		phys = $7
}

function finish_run()
{
	if (at && !run_repeated[at] && run_phys[at] != (pieces == 1 ? phys : "scattered:" pieces))
		fail("maps says " run_phys[at] " of the run at " run_start[at] ", which is " pieces " extents")
}

# Regions name their owner, but where areas are looked up.
function belongs(owner, name)
{
	if (name == "gap")
		return owner == "none"
	if (name == "vmalloc" || name == "bpf" || name == "modules")
		return owner == name || owner == "none" || owner ~ /^[a-z_]+:./
	return owner == name
}

function compare(file, r, what)
{
	if (got[file, r, what] + 0 != want[r, what])
		fail(file " sums up to " got[file, r, what] + 0 " " what " in " of[r] " at " first[r] ", layout has " \
			want[r, what])
}

END {
	finish_run()
	if (at != runs)
		fail("the last runs of maps have no extents")
	if (totals != 1)
		fail("no line of totals in layout")
	for (r = 1; r <= regions; r++) {
		split("maps extents", files, " ")
		for (f = 1; f <= 2; f++) {
			compare(files[f], r, "bytes")
			compare(files[f], r, "cont")
			for (i = 1; i <= n; i++)
				compare(files[f], r, level_name[i])
		}
		if (want[r, "pieces"] >= 0 && !repeated[r])
			compare("extents", r, "pieces")
	}
	finish(rows)
}
