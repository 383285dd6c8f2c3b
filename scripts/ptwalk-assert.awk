# SPDX-License-Identifier: GPL-2.0-only
#
# Reads assertions "NAME OP VALUE", one a line. With -v what=files, prints the names of totals in
# them. With -v what=results, totals "NAME VALUE" follow after an empty line; prints a row for each
# assertion, and exits with 1 if one does not hold.

function fail(text) {
	print "ptwalk-assert: " text " (-h shows the usage)" | "cat >&2"
	close("cat >&2")
	failed = 2
	exit 2
}

function is_number(text) { return text ~ /^-?[0-9]+(\.[0-9]+)?$/ || bytes_of(text) >= 0 }

function is_name(text) { return text ~ /^[a-z]+\.[A-Za-z]/ }

function number(text) { return text ~ /^-/ ? text + 0 : bytes_of(text) }

function parse(text) {
	if (!match(text, /[ \t]*(==|!=|<=|>=|<|>|=)[ \t]*/) || RSTART == 1 ||
		RSTART + RLENGTH > length(text))
		fail("'" text "': expected 'NAME OP VALUE'")
	n++
	name[n] = substr(text, 1, RSTART - 1)
	op[n] = substr(text, RSTART, RLENGTH)
	gsub(/[ \t]/, "", op[n])
	if (op[n] == "=")
		op[n] = "=="
	want[n] = substr(text, RSTART + RLENGTH)
	sub(/[ \t]+$/, "", want[n])
	if (name[n] ~ /[ \t]/ || want[n] ~ /[ \t]/)
		fail("'" text "': expected 'NAME OP VALUE'")
}

function compare(a, o, b) {
	if (o == "==") return a == b
	if (o == "!=") return a != b
	if (o == "<") return a < b
	if (o == "<=") return a <= b
	if (o == ">") return a > b
	return a >= b
}

# Totals that files could have, and that are 0 if they are missing. Anything else that is missing
# may be a mistake in the name.
BEGIN {
	rules = "area-unmapped|guard-mapped|lazy-mapped|pfn-mismatch|orphan|linear-affine|" \
		"linear-hole|linear-extra|alias-writable|alias-memtype|wx|user-access|af-clear|" \
		"cont-broken|bad-descriptor|table-outside-ram|table-loop|mmu-disagrees"
	kinds = "vmalloc|vmap|ioremap|module|user|dma|percpu|vm_map_ram|image|other|lazy"
	possible = "^(check\\.(" rules ")|areas\\.(" kinds \
		")\\.(count|bytes|pages|mapped|extents|largest)|areas\\.bad|" \
		"(maps|extents)\\.([r-][w-][x-]|(normal|device)[a-zA-Z-]*)\\.bytes|" \
		"(maps|extents)\\.(cont|user)|" \
		"linear\\.(pgd|p4d|pud|pmd|pte|cont))$"
}

function actual_of(what) {
	if (what in total)
		return total[what]
	if (what !~ possible)
		fail("there is no total '" what "'; -l lists them")
	return 0
}

function holds(i,    value) {
	value = want[i]
	if (!is_number(value) && is_name(value))
		value = actual_of(value)
	got[i] = actual_of(name[i])
	if (is_number(got[i]) && is_number(value))
		return compare(number(got[i]) + 0, op[i], number(value) + 0)
	return compare(got[i] "", op[i], value "")
}

what == "files" {
	parse($0)
	print name[n]
	if (!is_number(want[n]) && is_name(want[n]))
		print want[n]
	next
}
!totals && $0 == "" { totals = 1; next }
!totals { parse($0); next }
{ total[$1] = $2 }
END {
	if (failed || what == "files")
		exit failed
	for (i = 1; i <= n; i++)
		result[i] = holds(i)
	print "# ptwalk/1 assert: result name op value actual"
	for (i = 1; i <= n; i++) {
		print (result[i] ? "ok" : "failed"), name[i], op[i], want[i], got[i]
		bad += !result[i]
	}
	printf "# assertions: %d ok %d failed\n", n - bad, bad
	exit !!bad
}
