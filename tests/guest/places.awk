# SPDX-License-Identifier: GPL-2.0-only
#
# Addresses of every kind that there is, from layout, extents, areas and tasks, each as "<address> <kind>": ends of
# regions, runs of each owner and protection, stacks, guards, holes. -v page_size=, with words.awk.

# less ADDRESS BYTES: fewer than 2^32
function less(a, n,    h, l)
{
	h = upper_half(a)
	l = hex(substr(a, 9)) - n
	return l < 0 ? hex8(h - 1) hex8(l + G4) : hex8(h) hex8(l)
}

# some KIND: is this among the first few?
function some(kind)
{
	return ++seen[kind] <= 4
}

function place(a, kind)
{
	if (a != TOP && a != "none")
		print "0x" a, kind
}

/^# ptwalk\// { file = $3; last = ""; next }
/^#/ || !is_range($1) && file != "tasks:" { next }

file == "layout:" {
	place(start, "border")
	place(less(end, 1), "border")
}

file == "extents:" {
	kind = $8
	sub(/:.*/, "", kind)
	if (kind == "image")
		kind = $8
	if (some($8 " " $3 " " $5 " " $6)) {
		place(start, kind)
		place(plus(start, 291), kind)
		place(less(end, 1), kind)
	}
	if (last != "" && before(last, start) && some("hole of " owner))
		place(last, "hole")
	last = end
	owner = kind
}

file == "areas:" {
	if ($4 == "lazy") {
		if (some("lazy"))
			place(start, "lazy")
	} else if ($3 != "percpu" && $2 - $5 * page_size == page_size && some("guard of " $3)) {
		place(less(end, page_size), "guard")
	} else if ($3 == "percpu" && some("percpu")) {
		place(less(end, page_size), "percpu-hole")
	}
}

file == "tasks:" && some("thread") {
	place(substr($3, 3), "task")
	place(substr($10, 3), "stack")
	place(plus(substr($10, 3), 9 * 1024), "stack")
}
