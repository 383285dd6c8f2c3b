# SPDX-License-Identifier: GPL-2.0-only
#
# areas and holes of one moment: the holes of each zone are exactly what no area of the zone covers, with the right
# neighbours, and the totals are theirs. -v page_size= levels= va_bits=, with words.awk.

BEGIN {
	geometry(page_size, levels, va_bits)
}

FNR == 1 {
	file = ++files == 1 ? "areas" : "holes"
	if ($0 !~ "^# ptwalk/1 " file ": ")
		fail("not the first line of " file)
	if (file == "holes" && $0 != "# ptwalk/1 holes: range bytes before after")
		fail("columns")
	next
}

file == "areas" {
	if (/^#/)
		next
	is_range($1)
	n++
	from[n] = start; to[n] = end; lazy[n] = $4 == "lazy"; owner[n] = $3 ":" $9
	next
}

$2 == "zone" {
	zones++
	if (NF < 5 || !is_range($4) || $5 != minus(end, start))
		fail("form of a zone")
	zone = $3; first = start; past = end
	at = start; rows_in_zone = free = largest = lazy_bytes = 0
	for (i = 0; i < levels - 1; i++)
		fits[i] = 0
	# What is free once lazily freed areas are given back, and the largest that fits.
	for (i = 1; i <= n; i++) {
		if (before(from[i], first) && before(first, to[i]) || !before(from[i], first) && before(from[i], past)) {
			if (!lazy[i]) {
				fit(at, from[i])
				at = to[i]
			} else {
				lazy_bytes += minus(before(past, to[i]) ? past : to[i], before(from[i], first) ? first : from[i])
			}
		}
	}
	fit(at, past)
	at = first
	near = 1
	next
}

# A hole of the purged zone: what fits at each alignment, from pte up.
function fit(a, b,    i, s)
{
	if (!before(a, b))
		return
	for (i = 0; i < levels - 1; i++) {
		s = up(a, size[name[levels - 1 - i]])
		if (s != "none" && before(s, b) && minus(b, s) - page_size > fits[i])
			fits[i] = minus(b, s) - page_size
	}
}

function up(a, bytes,    over)
{
	if (aligned(a, bytes))
		return a
	if (bytes <= G4)
		over = hex(substr(a, 9)) % bytes
	else
		over = hex(substr(a, 9)) + upper_half(a) % (bytes / G4) * G4
	return plus(a, bytes - over)
}

$2 == "free" {
	skip_areas(past)
	if (before(at, past))
		fail("no row for " at "-" past)
	if ($3 != zone || $4 != free || $5 != "holes=" rows_in_zone || $6 != "largest=" largest || $7 != "lazy=" lazy_bytes)
		fail("not the totals: " free " " rows_in_zone " " largest " " lazy_bytes)
	next
}

$2 == "fits" {
	if ($3 != zone || $4 != fits[0])
		fail("fits: " fits[0])
	for (i = 1; i < levels - 1; i++)
		if ($(4 + i) != name[levels - 1 - i] "=" fits[i])
			fail("fits: " name[levels - 1 - i] "=" fits[i])
	done++
	next
}

/^#/ { next }

# Go on to the next place that no area covers, but not beyond @end.
function skip_areas(end)
{
	while (near <= n && !before(at, from[near])) {
		if (before(at, to[near])) {
			at = to[near]
			left = near
		}
		near++
	}
}

{
	rows++
	rows_in_zone++
	left = 0
	skip_areas(past)
	if (!is_range($1) || NF < 5 || $2 != minus(end, start) || $5 != "zone=" zone) {
		fail("form")
		next
	}
	if (!same(start, at))
		fail("the next hole starts at " at)
	want = near <= n && before(from[near], past) ? from[near] : past
	if (!same(end, want))
		fail("this hole ends at " want)
	if (!neighbour($3, left) || !neighbour($4, same(end, past) ? 0 : near))
		fail("neighbours")
	free += $2
	if ($2 > largest)
		largest = $2
	at = end
}

# An image's owner is its section.
function neighbour(word, i)
{
	if (!i)
		return word == "-"
	if (lazy[i])
		return word == "freed"
	return word == owner[i] || (owner[i] ~ /^image:/ && word ~ /^image:/)
}

END {
	if (!zones || zones != done)
		fail("zones without totals")
	finish(rows)
}
