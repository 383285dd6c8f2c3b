# SPDX-License-Identifier: GPL-2.0-only
#
# The rows of tasks against its own totals, and, in the input before it, against extents and areas of the same moment.
# -v page_size=, and moving=1 if there is no such moment; with words.awk.

/^# ptwalk\/1 / {
	file = substr($3, 1, length($3) - 1)
	next
}

file == "extents" && !/^#/ && is_range($1) {
	extents++
	extent[extents] = start
	extent_end[extents] = end
	phys[extents] = substr($7, 3)
	next
}

file == "areas" && !/^#/ {
	is_area[$1] = 1
	next
}

# at ADDRESS: where extents has it
function at(a,    low, high, mid)
{
	low = 1
	high = extents
	while (low < high) {
		mid = int((low + high + 1) / 2)
		if (before(a, extent[mid]))
			high = mid - 1
		else
			low = mid
	}
	if (!extents || before(a, extent[low]) || !before(a, extent_end[low]))
		return "nowhere"
	return "0x" plus(phys[low], minus(a, extent[low]))
}

# pieces ADDRESS BYTES: physically contiguous ones
function pieces(a, bytes,    done, here, n, next_one)
{
	for (done = 0; done < bytes; done += page_size) {
		here = at(plus(a, done))
		if (here == "nowhere")
			next_one = ""
		else {
			if (here != next_one)
				n++
			next_one = "0x" plus(substr(here, 3), page_size)
		}
	}
	return n + 0
}

file != "tasks" { next }

/^# threads: / { said["threads"] = $3 + 0; bytes = $6; next }
/^# resolved / { said["resolved"] = $7; share = $8; said["linear"] = $NF; next }
/^# straddling / { said["straddling"] = $5 + 0; said["contiguous"] = $NF; next }

{
	rows++
	task[rows] = substr($3, 3)
	crosses[rows] = $7
	count["threads"]++
	count["resolved"] += $9 != "linear-hole"
	count["linear"] += $9 == "ok"
	count["straddling"] += $7 > 0
	count["contiguous"] += $7 > 0 && $8 == "yes"
	formula = area = ""
	for (i = 12; i <= NF; i++) {
		if ($i ~ /^formula=/)
			formula = substr($i, 9)
		if ($i ~ /^area=/)
			area = substr($i, 6)
	}
	if (($9 == "ok") != ($4 == formula) || $5 != "linear")
		fail("verdict, formula or region")
	if (moving)
		next
	if (at(substr($3, 3)) != $4)
		fail("extents has " at(substr($3, 3)))
	if ($10 == "-")
		next
	if (!(area in is_area) || !is_range(area) || before(substr($10, 3), start) || !before(substr($10, 3), end))
		fail("its stack is not in such an area")
	# 16 KiB, but a page at least.
	if (pieces(substr($10, 3), 16384) != $11)
		fail("its stack is in " pieces(substr($10, 3), 16384) " pieces")
}

END {
	for (i = 1; i <= rows; i++) {
		offset = hex(substr(task[i], 9)) % page_size
		if (crosses[i] != int((offset + bytes - 1) / page_size)) {
			print "0x" task[i] " crosses " crosses[i] " pages"
			failures++
		}
	}
	for (what in count)
		if (said[what] != count[what]) {
			print what ": " said[what] ", but there are " count[what]
			failures++
		}
	if (share !~ /^\([0-9]+\.[0-9][0-9]%\),$/ || substr(share, 2) + 0 != int(10000 * said["resolved"] / said["threads"]) / 100) {
		print "share: " share
		failures++
	}
	finish(rows)
}
