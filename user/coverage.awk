# SPDX-License-Identifier: GPL-2.0-only
#
# From "gcov -b -c -t" of the core: lines and branches that were taken, by file, and the lines of those
# that were not.

function leave()
{
	if (file != "" && lines)
		printf "%-44s lines %4d of %4d  branches %4d of %4d\n", file, run, lines, taken, branches
	all_lines += lines
	all_run += run
	all_branches += branches
	all_taken += taken
	lines = run = branches = taken = 0
}

function miss(what)
{
	if (line != told)
		missed[++n] = file ":" line
	told = line
}

/^ *-: *0:Source:/ {
	leave()
	sub(/.*Source:/, "")
	sub(/^(\.\.\/)+/, "")
	file = $0
	told = ""
	next
}
# Of headers only the inline functions of the stages' own.
file ~ /^(kunit|include)\// || file ~ /\/kunit\// { next }
/^ *[0-9#=-]+\*?: *[0-9]+:/ {
	count = $1
	sub(/^ *[0-9#=-]+\*?: */, "")
	line = $0
	sub(/:[ \t]*/, ": ", line)
	if (count == "-:" || count ~ /^-/)
		next
	lines++
	if (count ~ /^[#=]/)
		miss()
	else
		run++
	next
}
/^branch/ {
	branches++
	if (/never executed/ || /taken 0( |$)/)
		miss()
	else
		taken++
}
END {
	leave()
	printf "%-44s lines %4d of %4d  branches %4d of %4d\n", "all", all_run, all_lines, all_taken, all_branches
	for (i = 1; i <= n; i++)
		print "not taken: " missed[i]
}
