# SPDX-License-Identifier: GPL-2.0-only
#
# Compares two snapshots: their files are read with side=1, then with side=2, in the order snapshot,
# status, tasks, areas, tables, extents. Prints the rows of "ptwalk diff". -v stacks=yes: leave out
# no stacks.

# ---- reading ----

FNR == 1 { head() }
file == "snapshot" {
	if ($2 == "boot") boot[side] = $3
	for (i = 3; $2 == "reader" && i <= NF; i++)
		is_reader[side, $i]
	if ($2 == "reader") reader[side] = $3 + 0
	next
}
/^#/ { next }
file == "tasks" {
	has_tasks[side] = 1
	range = key_of("area", columns + 1)
	if (range != "" && !((side, $1) in is_reader) && !(reader[side] && $1 + 0 > reader[side])) {
		thread[side, range] = "pid=" $1 " comm=" $2
	}
	next
}
file == "areas" && $4 == "busy" { take_area(); next }
file == "status" && $1 == "page_size:" { page_size[side] = $2 }
file == "status" && $1 == "levels:" { levels[side] = $2 }
file == "tables" && /table/ { take_table(); next }
file == "extents" { take_extent() }

function ignored(owner) { return ENVIRON["without"] != "" && owner ~ ENVIRON["without"] }

# Is this the owner of stacks? Of these, only those count that belong to a thread which is not the
# reader: others are cached by the kernel, or come and go with each program.
function is_stack(who) { return !stacks && has_tasks[side] &&
	who ~ /^vmalloc:(kernel_clone|copy_process|dup_task_struct)$/ }

function take_area(    who) {
	who = area_owner($3, $9)
	if (is_stack(who)) {
		if (!((side, $1) in thread)) {
			left_out++
			return
		}
		used[side, ++useds[side]] = $1
	}
	if (!ignored(who))
		area[side, start_of($1)] = $0
}

# Both lists are sorted.
function in_used_stack(    n) {
	n = next_used[side] + 1
	while (n <= useds[side] && after(used[side, n]) <= start_of($1))
		n++
	next_used[side] = n - 1
	return n <= useds[side] && start_of(used[side, n]) <= start_of($1)
}

function take_extent(    n) {
	if (ignored($8) || is_stack($8) && !in_used_stack())
		return
	n = ++extents[side]
	start[side, n] = start_of($1)
	end[side, n] = after($1)
	size[side, n] = $2
	level[side, n] = $3
	prot[side, n] = $5
	memtype[side, n] = $6
	phys[side, n] = $7
	owner[side, n] = $8
}

# ---- writing ----

# Sort by address, areas first, and removals before additions.
function say(place, order, text) {
	count[substr(text, 3, index(substr(text, 3), " ") - 1), substr(text, 1, 1)]++
	print order, place, substr(text, 1, 1) == "+", text | sort
}

# ---- areas ----

function area_row(sign, row, more,    v) {
	split(row, v, " ")
	say(start_of(v[1]), 1, sign " area " v[1] " " v[2] " " area_owner(v[3], v[9]) more)
}

function facts_of(side, row,    v, i, text) {
	split(row, v, " ")
	text = " mapped=" v[6] " extents=" v[7]
	if ((side, v[1]) in thread)
		text = text " " thread[side, v[1]]
	for (i = 11; i in v; i++)
		if (v[i] ~ /^(name|section)=/)
			text = text " " v[i]
	return text
}

function compare_areas(a, b,    v, w, text, i) {
	split(a, v, " ")
	split(b, w, " ")
	if (v[3] != w[3] || v[9] != w[9]) {
		area_row("-", a, facts_of(1, a))
		area_row("+", b, facts_of(2, b))
		return
	}
	split("range bytes kind state pages mapped extents largest caller verdict", name, " ")
	for (i = 1; i <= 10; i++)
		if (v[i] "" != w[i] "")
			text = text (i < 3 ? " was_" name[i] "=" v[i] : " " name[i] "=" w[i] \
				" was_" name[i] "=" v[i])
	if (text != "")
		area_row("~", b, text)
}

function areas(    key, part) {
	for (key in area) {
		split(key, part, SUBSEP)
		if (part[1] == 1 && (2, part[2]) in area)
			compare_areas(area[key], area[2, part[2]])
		else if (part[1] == 1)
			area_row("-", area[key], facts_of(1, area[key]))
		else if (!((1, part[2]) in area))
			area_row("+", area[key], facts_of(2, area[key]))
	}
}

# ---- tables: each is the range of addresses under it; like tables may be folded into one row ----

function take_table(    depth, at, i, from) {
	match($0, /^ */)
	depth = RLENGTH / 2
	at = index($1, "[")
	if ($3 == "table" && $4 == "pa") {
		put_table(depth, tolower(substr($1, 1, at - 1)), $2, add($2, power(2,
			shift_of(depth))), $5)
		return
	}
	# "<range> N tables, each u/m tables, each u/m": a level for each of them
	for (i = 3; i <= NF; i++)
		if ($i ~ /^tables,?$/)
			put_table(depth + from++, "", start_of($2), end_of($2), "")
}

function shift_of(depth,    shift, n) {
	for (n = page_size[side]; n > 1; n /= 2)
		shift++
	return shift + (levels[side] - 1 - depth) * (shift - 3)
}

function put_table(depth, name, from, to, pa,    n) {
	if (name != "")
		level_name[depth] = name
	n = ++table_n[side, depth]
	table_from[side, depth, n] = from
	table_to[side, depth, n] = to == "0x0000000000000000" ? "1x" : to
	table_pa[side, depth, n] = pa
}

# As for mappings: from border to border
function tables(depth,    i, j, at, a, b, next_at) {
	i = j = 1
	while (i <= table_n[1, depth] || j <= table_n[2, depth]) {
		if (i <= table_n[1, depth] && table_to[1, depth, i] <= at) { i++; continue }
		if (j <= table_n[2, depth] && table_to[2, depth, j] <= at) { j++; continue }
		a = i <= table_n[1, depth] && table_from[1, depth, i] <= at ? i : 0
		b = j <= table_n[2, depth] && table_from[2, depth, j] <= at ? j : 0
		next_at = "2x"
		if (i <= table_n[1, depth])
			next_at = a ? table_to[1, depth, i] : table_from[1, depth, i]
		if (j <= table_n[2, depth] && (b ? table_to[2, depth, j] : table_from[2, depth,
			j]) < next_at)
			next_at = b ? table_to[2, depth, j] : table_from[2, depth, j]
		if (a || b)
			table_piece(depth, a, b, at, next_at)
		at = next_at
	}
}

function table_piece(depth, a, b, from, to,    old, new, sign) {
	old = a ? table_pa[1, depth, a] : ""
	new = b ? table_pa[2, depth, b] : ""
	sign = !a ? "+" : !b ? "-" : old != "" && new != "" && old != new ? "~" : ""
	if (sign != "")
		say(from, 3, sign " table " from "-" edge(to) " " sprintf("%.0f",
			span(from "-" edge(to))) " - level=" \
			level_name[depth] (b && new != "" ? " phys=" new : a && !b &&
				old != "" ? " phys=" old : "") \
			(sign == "~" ? " was_phys=" old : ""))
}

# ---- mappings: both lists are walked at once, from border to border ----

function pa_at(side, n, va) { return plus(phys[side, n], minus(va, start[side, n])) }

function was(key, old, new) { return " " key "=" new (old == new ? "" : " was_" key "=" old) }

function section_of(p) { return p ~ /x/ ? "text" : p ~ /w/ ? "data" : "rodata" }

# the difference between mapping a of the old side and b of the new one, at an address; 0 stands for
# none
function difference(a, b, va,    text) {
	if (!a)
		return "+ " owner[2, b] " prot=" prot[2, b] " memtype=" memtype[2,
			b] " level=" level[2, b]
	if (!b)
		return "- " owner[1, a] " prot=" prot[1, a] " memtype=" memtype[1,
			a] " level=" level[1, a]
	text = was("prot", prot[1, a], prot[2, b]) was("memtype", memtype[1, a], memtype[2, b]) \
		was("level", level[1, a], level[2, b])
	if (start[1, a] == start[2, b] ? phys[1, a] != phys[2, b] : pa_at(1, a, va) != pa_at(2, b,
		va))
		text = text " phys=other"
	return text ~ /was_|phys=/ ? "~ " owner[2, b] text : ""
}

# Remember who else came or went, with physical addresses, to explain what happened to their
# aliases.
function other(side, n, from, to) {
	if (owner[side, n] == "linear")
		return
	others++
	other_pa[others] = pa_at(side, n, from)
	other_end[others] = pa_at(side, n, to)
	other_text[others] = " alias=" owner[side, n] " section=" section_of(prot[side, n])
}

function piece(a, b, from, to,    text) {
	if (a && b && owner[1, a] != owner[2, b]) {
		piece(a, 0, from, to)
		piece(0, b, from, to)
		return
	}
	text = difference(a, b, from)
	if (text == "")
		return
	if (!b)
		other(1, a, from, to)
	else
		other(2, b, from, to)
	pieces++
	piece_start[pieces] = from
	piece_end[pieces] = to
	piece_text[pieces] = text
	piece_pa[pieces] = b ? pa_at(2, b, from) : pa_at(1, a, from)
}

function maps(    i, j, at, a, b, next_at) {
	i = j = 1
	while (i <= extents[1] || j <= extents[2]) {
		if (i <= extents[1] && end[1, i] <= at) { i++; continue }
		if (j <= extents[2] && end[2, j] <= at) { j++; continue }
		# Most extents are the same in both.
		if (start[1, i] == start[2, j] && end[1, i] == end[2, j] && at <= start[1, i] &&
			same(i, j)) {
			at = end[1, i]
			continue
		}
		a = i <= extents[1] && start[1, i] <= at ? i : 0
		b = j <= extents[2] && start[2, j] <= at ? j : 0
		next_at = "2x"
		if (i <= extents[1]) next_at = a ? end[1, i] : start[1, i]
		if (j <= extents[2] && (b ? end[2, j] : start[2, j]) < next_at)
			next_at = b ? end[2, j] : start[2, j]
		if (a || b)
			piece(a, b, at, next_at)
		at = next_at
	}
}

function same(i, j) {
	return prot[1, i] == prot[2, j] && phys[1, i] == phys[2, j] && owner[1, i] == owner[2, j] &&
		level[1, i] == level[2, j] && memtype[1, i] == memtype[2, j]
}

function alias_of(n,    i, last_pa) {
	if (piece_text[n] !~ /^~ linear /)
		return ""
	last_pa = plus(piece_pa[n], minus(edge(piece_end[n]), piece_start[n]))
	for (i = 1; i <= others; i++)
		if (other_pa[i] < last_pa && piece_pa[n] < other_end[i])
			return other_text[i]
	return ""
}

function edge(e) { return e == "1x" ? "0x0000000000000000" : e }

# Neighbours with the same difference are one row.
function pieces_say(sign,    n, from, last) {
	for (n = 1; n <= pieces; n++) {
		if (substr(piece_text[n], 1, 1) != sign)
			continue
		if (last && piece_start[n] == piece_end[last] &&
			piece_text[n] == piece_text[last]) {
			last = n
			continue
		}
		if (last)
			piece_row(sign, from, last)
		from = last = n
	}
	if (last)
		piece_row(sign, from, last)
}

function piece_row(sign, from, last,    range) {
	range = piece_start[from] "-" edge(piece_end[last])
	say(piece_start[from], 2, sign " map " range " " sprintf("%.0f",
		span(range)) " " substr(piece_text[from], 3))
}

BEGIN { sort = "LC_ALL=C sort | cut -d ' ' -f 4-" }
END {
	print "# ptwalk/1 diff: change what range bytes owner"
	fflush()
	areas()
	maps()
	for (i = 1; i <= pieces; i++)
		piece_text[i] = piece_text[i] alias_of(i)
	pieces_say("-")
	pieces_say("~")
	pieces_say("+")
	for (i = 0; i < 5; i++)
		tables(i)
	close(sort)
	if (boot[1] != boot[2])
		print "# snapshots are from different boots, so addresses may differ; try --by-owner"
	if (left_out)
		print "# stacks of the reader itself, or of no thread, left out: " left_out \
			" (--stacks shows them)"
	split("area map table", name, " ")
	for (i = 1; i <= 3; i++)
		printf "# %ss: %d added, %d removed, %d changed\n", name[i], count[name[i], "+"],
			count[name[i], "-"], \
			count[name[i], "~"]
}
