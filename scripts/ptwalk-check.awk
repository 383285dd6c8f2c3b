# SPDX-License-Identifier: GPL-2.0-only
#
# Prints each finding of check on two lines, as rows are long.

NR == 1 { next }
/^#/ { print; next }
{
	word = colour ? "\033[" ($1 == "error" ? 31 : 33) "m" $1 "\033[0m" : $1
	printf "%s%s %s %s %s %s\n", word, substr("       ", length($1) + 1), $2, start_of($3),
		human(span($3)), $6
	printf "%-7s expected %s, found %s\n", "", $4, $5
}
