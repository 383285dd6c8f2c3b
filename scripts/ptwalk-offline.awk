# SPDX-License-Identifier: GPL-2.0-only
#
# Answers a question from the files of a snapshot, in the form in which the file query answers it.
# -v kind=va, pa or tables, -v asked=ADDRESS, or START-END for tables. Reads, in this order, what
# there is of: snapshot, status, layout, areas, linear, tasks, tables, extents.
#
# Raw entries are not in a snapshot: "-".

# ---- tables ----

# log2 of the bytes that an entry of the level at this depth maps; the root has depth 0
function shift_of(depth,    page_shift, n) {
	for (n = page_size; n > 1; n /= 2)
		page_shift++
	return page_shift + (levels - 1 - depth) * (page_shift - 3)
}

# the part of the address space that a row of tables describes: [row_start, row_end)
function row_range(depth) {
	if ($2 ~ /-0x/) {
		row_start = start_of($2)
		row_end = after($2)
	} else {
		row_start = $2
		row_end = add($2, power(2, shift_of(depth)))
		if (row_end < row_start)
			row_end = "1x"
	}
}

# Like tables are one row, which does not say where they are.
function folded_row(depth,    i) {
	for (i = 4; $i == "tables,"; i += 3) {
		what[depth++] = "table"
		table_pa[depth] = "-"
	}
	if ($(i - 1) !~ /^0\//)
		what[depth++] = "leaf"
	depths = depth
}

function table_row(    depth, at) {
	match($0, /^ */)
	depth = RLENGTH / 2
	row_range(depth)
	if (kind == "tables") {
		if (row_start < last_end && first < row_end)
			print
		return
	}
	if (!(row_start <= asked && asked < row_end))
		return
	at = index($1, "[")
	level[depth] = tolower(substr($1, 1, at - 1))
	if ($4 == "tables,") {
		folded_row(depth)
		return
	}
	if ($3 == "table") {
		table_pa[depth + 1] = $5
		what[depth] = "table"
	} else {
		what[depth] = $3 == "->" ? "leaf" : $3
	}
	depths = depth + 1
}

# An entry that is zero has no row.
function levels_put(    d, page_shift) {
	for (d = 0; d <= depths && d < levels; d++) {
		if (d == depths && what[d - 1] != "table")
			break
		printf "%s %d %s - %s -\n", d in level ? level[d] : level_name(d), index_of(d),
			table_pa[d],
			(d in what ? what[d] : "empty")
		if (d == depths)
			break
	}
}

function level_name(d,    name) {
	split("pte pmd pud p4d", name, " ")
	return d == 0 ? "pgd" : name[levels - d]
}

function index_of(d,    low_shift, n) {
	low_shift = shift_of(d)
	n = d ? shift_of(d - 1) - low_shift : va_bits - low_shift
	return bits(asked, low_shift, n)
}

# ---- the result ----

# The n-th leaf of the current row of extents, as query shows only that
function one_leaf(n, size) {
	$1 = add(start_of($1), n * size) "-" add(start_of($1), (n + 1) * size)
	$2 = sprintf("%.0f", size)
	$4 = 1
	$7 = add($7, n * size)
	print
}

function result_put() {
	print "va: " asked
	if (leaf == "") {
		print "pa: none"
	} else {
		print "pa: " pa
		printf "size: %.0f\n", power(2, shift_of(level_depth(leaf_level)))
		print "prot: " prot
		print "memtype: " memtype
		print "attrs: " attrs
	}
	print "region: " region
	print "owner: " (leaf != "" ? owner : area != "" ? area_who guard : "none")
	if (linear != "")
		print "linear: " linear
	if (leaf == "")
		print "mapped: nothing is mapped there"
	around_put()
	print "page: unknown: a snapshot does not have it"
	print "mmu: not asked: this is a snapshot" (taken == "" ? "" : ", taken " taken)
}

function level_depth(name,    d) {
	for (d = 0; d < levels; d++)
		if (level_name(d) == name)
			return d
	return levels - 1
}

# The area, or what a free address is close to, as the module says it
function around_put(    hole_start, hole_end) {
	if (area != "")
		print "area: " area " " area_state " +" hex_number(distance(asked,
			start_of(area))) area_keys
	if (thread != "")
		print "stack: " thread
	if (area != "" || leaf != "" || !has_areas)
		return
	hole_start = before == "" || end_of(before) < region_start ? region_start : end_of(before)
	hole_end = behind == "" || region_end < start_of(behind) ? region_end : start_of(behind)
	printf "hole: %s-%s bytes=%.0f\n", hole_start, edge(hole_end),
		span(hole_start "-" edge(hole_end))
	if (before != "")
		printf "before: %s distance=%.0f\n", before_text, distance(asked, end_of(before))
	if (behind != "")
		printf "after: %s distance=%.0f\n", behind_text, distance(start_of(behind), asked)
}

function edge(e) { return e == "1x" ? "0x0000000000000000" : e }

# ---- the files ----

BEGIN {
	if (kind == "pa")
		asked = "0x" substr("0000000000000000" substr(asked, 3), length(asked) - 1)
	if (kind == "tables") {
		first = start_of(asked)
		last_end = after(asked)
	}
}
FNR == 1 {
	head()
	if (file == "tables" && kind == "tables")
		print "# ptwalk/1 query: descriptor"
	if (file == "extents" && kind == "pa")
		print "# ptwalk/1 query: range bytes level leaves prot memtype phys owner"
	next
}
file == "snapshot" && $2 == "taken" { taken = $3 == "-" ? "" : $3 }
file == "status" {
	if ($1 == "page_size:") page_size = $2
	if ($1 == "levels:") levels = $2
	if ($1 == "va_bits:") va_bits = $2
	if ($1 == "root_pa:") table_pa[0] = $2
}
file == "linear" && match($0, /formula: pa = va \+ 0x[0-9a-f]+/) {
	offset = substr($0, RSTART + RLENGTH - 18, 18)
}
/^#/ { next }
file == "layout" && start_of($1) <= asked && asked < after($1) {
	region = $3
	region_start = start_of($1)
	region_end = after($1)
	has_areas = $3 ~ /^(vmalloc|modules|gap)$/
}
file == "areas" && kind == "va" {
	who = area_owner($3, $9)
	if (start_of($1) <= asked && asked < after($1)) {
		area = $1
		area_who = who
		area_state = $4
		area_keys = ""
		for (i = columns + 1; i <= NF; i++)
			area_keys = area_keys " " $i
		guard = $5 + 0 && distance(asked, start_of($1)) >= $5 * page_size ? " guard" : ""
	} else if (after($1) <= asked) {
		before = $1
		before_text = $1 " " $4 " " who
	} else if (behind == "") {
		behind = $1
		behind_text = $1 " " $4 " " who
	}
}
file == "tasks" && area != "" && key_of("area", columns + 1) == area {
	thread = "pid=" $1 " comm=" $2 " +" hex_number(distance(asked, $10))
}
file == "tables" { table_row(); next }
file != "extents" { next }
kind == "pa" {
	d = distance(asked, $7)
	if (d >= 0 && d < $2)
		one_leaf(floor(d / ($2 / $4)), $2 / $4)
	next
}
kind == "va" && start_of($1) <= asked && asked < after($1) {
	leaf = $1
	leaf_level = $3
	prot = $5
	memtype = $6
	pa = plus($7, minus(asked, start_of($1)))
	owner = $8
	attrs = key_of("attrs", columns + 1)
}
# The same page through the linear map: extents of the linear map come first, so look again at the
# end.
kind == "va" && $8 == "linear" {
	row[++rows] = $1 " " $3 " " $5 " " $7
}
END {
	if (kind != "va")
		exit
	for (i = 1; leaf != "" && offset != "" && i <= rows; i++) {
		split(row[i], part, " ")
		alias = minus(pa, offset)
		if (start_of(part[1]) <= alias && alias < after(part[1]))
			linear = alias " " part[2] " " part[3] " pa " pa
	}
	if (leaf != "" && linear == "")
		linear = "none"
	print "# ptwalk/1 query: level index table_pa raw kind meaning"
	levels_put()
	result_put()
}
