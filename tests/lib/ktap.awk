# SPDX-License-Identifier: GPL-2.0-only
#
# Read the log of a unit, count its tests, show what failed. The log has sections
#
#	ptwalk-test: begin NAME
#	(KTAP)
#	ptwalk-test: end NAME STATUS
#
# -v expect="NAME NAME": the sections that must be there. Prints the failing lines, each with the remarks above
# it, then "total PASSED FAILED SKIPPED". Only leaves count: a test with subtests of its own is no test, but if
# it fails although none of them did, that is a failure. Nothing that is missing may look like success: a
# section, its end, a plan, a number in the sequence, a test.

function fail(why)
{
	failed++
	printf "%s: %s\n", section == "" ? "log" : section, why
}

# The block at this depth ends, with all that are deeper.
function close_blocks(depth)
{
	for (; deepest >= depth; deepest--) {
		# KUnit gives the parameters of a test no plan; their parent's line shows that all are there.
		if (plan[deepest] == "" && deepest < 2)
			fail("no plan" at(deepest))
		else if (plan[deepest] != "" && plan[deepest] != count[deepest])
			fail("planned " plan[deepest] " tests, saw " count[deepest] + 0 at(deepest))
		delete plan[deepest]
		delete count[deepest]
		delete bad[deepest]
	}
}

function at(depth)
{
	return depth ? " in a subtest" : ""
}

function open_block(depth)
{
	if (depth > deepest)
		deepest = depth
}

function result(depth, pass, number, text,    nested)
{
	nested = deepest > depth
	nested_bad = nested && bad[depth + 1]
	nested_empty = nested && !count[depth + 1]
	close_blocks(depth + 1)
	open_block(depth)
	count[depth]++
	if (number != count[depth])
		fail("test " number " where " count[depth] " was expected: " text)
	if (!pass)
		bad[depth] = 1
	if (nested && pass && nested_bad)
		fail("says ok, but a subtest failed: " text)
	else if (nested && nested_empty && !(text ~ /# SKIP/))
		fail("no test in: " text)
	else if (nested && (pass || nested_bad))
		return
	else if (!pass) {
		printf "%s", remarks
		fail(text)
	} else if (text ~ /# [Ss][Kk][Ii][Pp]/)
		skipped++
	else
		passed++
}

BEGIN {
	deepest = -1
	n = split(expect, names, " ")
	for (i = 1; i <= n; i++)
		wanted[names[i]] = 1
}

/^ptwalk-test: begin / {
	if (section != "")
		fail("no end")
	section = $3
	if (!(section in wanted))
		fail("not expected, or twice")
	delete wanted[section]
	deepest = 0
	before = passed + failed + skipped
	remarks = ""
	next
}

/^ptwalk-test: end / {
	close_blocks(0)
	if ($4 != 0)
		fail("the script ended with status " $4)
	if (passed + failed + skipped == before)
		fail("no test")
	section = ""
	next
}

section == "" { next }

match($0, /^ *[^ ]/) {
	depth = int((RLENGTH - 1) / 4)
	line = substr($0, RLENGTH)
	if (line ~ /^1\.\.[0-9]+/) {
		open_block(depth)
		if (plan[depth] != "")
			fail("a second plan" at(depth))
		plan[depth] = substr(line, 4) + 0
	} else if (line ~ /^(not )?ok( |$)/) {
		pass = line ~ /^ok/
		number = line
		sub(/^(not )?ok */, "", number)
		result(depth, pass, number + 0, line)
		remarks = ""
	} else if (line ~ /^Bail out!/) {
		fail(line)
	} else if (line ~ /^#/) {
		remarks = remarks "  " $0 "\n"
	}
}

END {
	if (section != "") {
		close_blocks(0)
		fail("no end: the log breaks off here")
		section = ""
	}
	for (name in wanted)
		fail("nothing of the test " name)
	print "total " passed + 0 " " failed + 0 " " skipped + 0
}
