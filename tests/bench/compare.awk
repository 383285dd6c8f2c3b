# SPDX-License-Identifier: GPL-2.0-only
# compare.awk RECORDED NOW: rows "workload size file instructions". Prints what grew by more than 10%, and what is
# missing, new, zero or no number on either side; exit status 1 if there was any. What fell by more than 10% is printed,
# for then the record should be renewed, and is no failure. Nor is what grew of the kernel's own: that is another kernel.

function fail(why)
{
	print why
	failed = 1
}

function usable(side)
{
	if (NF == 4 && $4 ~ /^[0-9]+$/ && $4 > 0)
		return 1
	fail(side ": no figure: " $0)
	return 0
}

/^#/ || !NF { next }

{ key = $1 " " $2 " " $3 }

FILENAME == ARGV[1] {
	if (key in recorded)
		fail("recorded twice: " key)
	if (usable("recorded"))
		recorded[key] = $4
	rows++
	next
}

{
	if (key in now)
		fail("measured twice: " key)
	now[key] = 1
	if (!usable("now"))
		next
	if (!(key in recorded)) {
		fail("not recorded: " key)
		next
	}
	percent = ($4 - recorded[key]) * 100 / recorded[key]
	line = sprintf("%s: %.0f recorded, now %.0f: %+.1f%%", key, recorded[key], $4, percent)
	if ($4 * 10 > recorded[key] * 11 && $3 ~ /^(floor|floor_memcpy|kernel_page_tables|vmallocinfo)$/)
		print "the kernel's own grew: " line
	else if ($4 * 10 > recorded[key] * 11)
		fail("grew: " line)
	else if ($4 * 10 < recorded[key] * 9)
		print "fell: " line
	compared++
}

END {
	for (key in recorded)
		if (!(key in now))
			fail("not measured: " key)
	if (!rows)
		fail("nothing is recorded")
	print compared + 0 " figures compared"
	exit failed
}
