# SPDX-License-Identifier: GPL-2.0-only
#
# Formats the answer about one or two addresses for a terminal of -v width columns; with -v
# verbose=yes, the bits of each entry are below it.

function bits_put(text,    n, i, bit, out) {
	n = split(text, bit, ",")
	out = "    "
	for (i = 1; i <= n; i++) {
		if (length(out bit[i]) + 1 > width) {
			print out
			out = "    "
		}
		out = out " " bit[i]
	}
	print out
}

# NAME: VALUE, with the values below each other and long ones wrapped
function fact(    name, n, i, word, out) {
	name = $1
	$1 = ""
	n = split($0, word, " ")
	out = sprintf("%-9s", name)
	for (i = 1; i <= n; i++) {
		if (length(out word[i]) + 1 > width && i > 1) {
			print out
			out = sprintf("%-9s", "")
		}
		out = out " " word[i]
	}
	print out
}

# Of a thread, the second address is that of its stack.
function title() {
	printf "%s%s of %s:\n", (addresses++ ? "\n" : ""),
		(addresses == 1 ? "task_struct" : "stack"), question
}

NR == 1 && question ~ /^pid / { title() }
NR == 1 { printf "%-5s %5s %-18s %-18s %s\n", $4, $5, $6, $7, $8; next }
$1 == "size:" { $2 = human($2) }
$1 == "pa:" && $2 == "none" { $2 = "none: nothing is mapped there" }
$1 == "mapped:" { next }
$1 ~ /^[a-z-]+:$/ { fact(); facts = 1; next }
/^#/ { print; next }
facts && question ~ /^pid / { title(); facts = 0 }
{ printf "%-5s %5s %-18s %-18s %s\n", $1, $2, $3, $4, $5 }
verbose && $6 != "-" { bits_put($6) }
