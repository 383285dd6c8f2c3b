# SPDX-License-Identifier: GPL-2.0-only
#
# Reads rows of extents: with side=1 those that were chosen, with side=2 all. Prints the other
# mappings of the same physical pages, in any order: a row for each physically contiguous part. -v
# want=PROT: only those with this protection, or the letters in it.

/^#/ { next }
side == 1 {
	n++
	range[n] = $1
	prot[n] = $5
	phys[n] = $7
	phys_end[n] = add($7, $2)
	owner[n] = $8
	# Many pages of the linear map lie below or above all chosen ones.
	if (lowest == "" || phys[n] < lowest)
		lowest = phys[n]
	if (phys_end[n] > highest)
		highest = phys_end[n]
	next
}
n && $7 < highest {
	last = add($7, $2)
	if (last <= lowest)
		next
	for (i = 1; i <= n; i++)
		if (phys[i] < last && $7 < phys_end[i] && $1 != range[i])
			overlap(i)
}

function wanted(    i) {
	if (length(want) == 3)
		return $5 == want
	for (i = 1; i <= length(want); i++)
		if (!index($5, substr(want, i, 1)))
			return 0
	return 1
}

function overlap(i,    from, to, bytes, va, alias) {
	if (!wanted())
		return
	from = phys[i] < $7 ? $7 : phys[i]
	to = phys_end[i] < last ? phys_end[i] : last
	bytes = distance(to, from)
	va = plus(start_of(range[i]), minus(from, phys[i]))
	alias = plus(start_of($1), minus(from, $7))
	seen[i] = 1
	say(i, va, bytes, alias "-" add(alias, bytes), $5, $8, from)
}

function say(i, va, bytes, alias, alias_prot, alias_owner, pa) {
	printf "%s-%s %.0f %s %s %s %s %s %s\n", va, add(va, bytes), bytes, prot[i], owner[i],
		alias, alias_prot,
		alias_owner, pa
}

END {
	for (i = 1; i <= n && want == ""; i++)
		if (!(i in seen))
			printf "%s %.0f %s %s - - - %s\n", range[i], span(range[i]), prot[i],
				owner[i], phys[i]
}
