# SPDX-License-Identifier: GPL-2.0-only
#
# Adds up extents by owner: "bytes extents tables owner" for each, and the range of the area with -v
# group=area. Reads status, areas if group is area, and extents.

# The owner of the current row: with group=area, the area that contains it.
function owner_of(    name) {
	name = $8
	if (group == "kind")
		sub(/:.*/, "", name)
	if (group != "area")
		return name
	while (at < areas && area_end[at + 1] <= start_of($1))
		at++
	if (at < areas && start_of(area[at + 1]) <= start_of($1))
		return area_name[at + 1] " " area[at + 1]
	return name " -"
}

# Rows are sorted: count only tables after the last one counted for this owner.
function count_tables(name,    first, last) {
	first = high($1) * (4294967296 / reach) + int(low($1) / reach)
	last = first + int((low($1) % reach + $2 - 1) / reach)
	if (name in seen && first <= seen[name])
		first = seen[name] + 1
	if (last >= first) {
		tables[name] += last - first + 1
		seen[name] = last
	}
}

/^# ptwalk\/1 / { head(); next }
/^#/ { next }
file == "status" && $1 == "page_size:" { reach = $2 * $2 / 8 }
file == "areas" && $4 == "busy" {
	area[++areas] = $1
	area_end[areas] = after($1)
	area_name[areas] = area_owner($3, $9)
}
file == "extents" {
	name = owner_of()
	bytes[name] += $2
	# A row with another level or other attributes may continue the same extent.
	if (name != last_name || start_of($1) != last_end || $7 != last_pa)
		extents[name]++
	last_name = name
	last_end = end_of($1)
	last_pa = add($7, $2)
	if ($3 == "pte")
		count_tables(name)
}
END {
	for (name in bytes)
		printf "%.0f %d %d %s\n", bytes[name], extents[name], tables[name], name
}
