# SPDX-License-Identifier: GPL-2.0-only
#
# metrics: the text format of Prometheus to the letter, as promtool would judge it, and what is said of regions against
# layout, which comes first. With words.awk.

BEGIN {
	n = split("info region_bytes region_mapped_bytes region_leaves region_contiguous_leaves region_extents " \
		"region_tables entries_invalid entries_malformed walk_retries walk_given_up check_findings " \
		"check_timestamp_seconds", must, " ")
}

FNR == 1 { files++ }

files == 1 {
	if (/^#/)
		next
	bytes[$3] += $2
	mapped[$3] += $4
	tables[$3] += $5
	next
}

FNR == 1 {
	if ($0 != "# ptwalk/1 metrics: metric value")
		fail("not the first line of metrics")
	next
}

{ rows++ }

/^# HELP / {
	if (NF < 4 || $3 !~ /^ptwalk_[a-z]+(_[a-z]+)*$/ || $0 !~ /\.$/)
		fail("form of HELP")
	name = $3
	if (name in seen)
		fail("twice")
	seen[name] = 1
	typed = 0
	next
}

/^# TYPE / {
	if ($3 != name || typed || $4 != "gauge" || NF != 4)
		fail("form of TYPE")
	typed = 1
	next
}

/^#/ { fail("another remark"); next }

{
	if (!typed)
		fail("no HELP and TYPE before")
	if ($0 !~ /^[a-z_]+(\{[a-z_]+="[^"\\]*"(,[a-z_]+="[^"\\]*")*\})? (0|[1-9][0-9]*)$/) {
		fail("form of a sample")
		next
	}
	series = $0
	sub(/ [0-9]+$/, "", series)
	if (series in had)
		fail("twice")
	had[series] = 1
	word = series
	sub(/\{.*/, "", word)
	if (word != name)
		fail("not of the metric above")
	value = $NF
}

function label(key,    s)
{
	s = series
	if (!sub(".*[{,]" key "=\"", "", s))
		return ""
	sub(/".*/, "", s)
	return s
}

name == "ptwalk_region_bytes" {
	if (!((r = label("region")) in bytes) || bytes[r] != value)
		fail("layout says " bytes[r])
	regions++
}
# The stack of another process may have come or gone.
name == "ptwalk_region_mapped_bytes" && label("region") == "linear" && mapped["linear"] != value { fail("layout says " mapped["linear"]) }
name == "ptwalk_region_leaves" { leaf_bytes[label("region")] += value * label("leaf_bytes") }
name == "ptwalk_region_mapped_bytes" { want[label("region")] = value }

END {
	for (i = 1; i <= n; i++)
		if (!(("ptwalk_" must[i]) in seen))
			fail("no " must[i])
	for (r in bytes)
		known++
	if (regions != known)
		fail("not every region")
	for (r in want)
		if (want[r] != leaf_bytes[r])
			fail(r ": leaves map " leaf_bytes[r] " of " want[r])
	finish(rows)
}
