# SPDX-License-Identifier: GPL-2.0-only
#
# Addresses from layout, extents and tasks, each as "<address> <physical address or Unmapped> <region>": of each run the
# first, the last and pages between them, what is in none, every task and stack. With words.awk; -v page_size= levels=
# va_bits=.

BEGIN { geometry(page_size, levels, va_bits) }

function region(a,    i)
{
	for (i = 1; i <= regions && !before(a, region_end[i]); i++)
		;
	return region_name[i]
}

function pick(a, pa)
{
	if (a != TOP && a != "none" && !((a, 1) in picked)) {
		picked[a, 1] = 1
		print "0x" a, pa == "Unmapped" ? pa : "0x" pa, region(a)
	}
}

/^# ptwalk\/1 / {
	file = $3
	next
}
/^#/ { next }

file == "layout:" && is_range($1) {
	region_end[++regions] = end
	region_name[regions] = $3
}

file == "extents:" && is_range($1) {
	phys = substr($7, 3)
	# A hole, and the last page before it.
	if (last != "" && before(last, start))
		pick(last, "Unmapped")
	pages = $2 / page_size
	step = int(pages / ($8 == "linear" ? 60 : 4))
	for (page = 0; page < pages; page += step ? step : 1)
		pick(plus(start, page * page_size), plus(phys, page * page_size))
	pick(plus(start, $2 - page_size), plus(phys, $2 - page_size))
	last = end
	n++
	from[n] = start
	to[n] = end
	at[n] = phys
}

file == "tasks:" {
	for (column = 3; column <= 10; column += 7) {
		a = substr($column, 3)
		for (i = 1; i <= n; i++)
			if (!before(a, from[i]) && before(a, to[i]))
				pick(a, plus(at[i], minus(a, from[i])))
	}
}
