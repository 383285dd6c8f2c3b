# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Formats rows as a table on a terminal. Needs ptwalk-lib.sh.

# width_find: set $width to the output width in columns
width_find()
{
	width=${COLUMNS:-}
	[ -n "$width" ] || { width=$(stty size 2>/dev/null <&4) || :; } 4>&1
	width=${width#* }
	case $width in
	'' | 0 | *[!0-9]*) width=100 ;;
	esac
}

# table: on a terminal, align the rows on stdin, with human-readable sizes and within its width; otherwise copy them
table()
{
	[ -t 1 ] || { cat; return; }
	width_find
	# shellcheck disable=SC2154 # set in ptwalk-lib.sh
	awk -v width="$width" "$awk_lib"'
	function keep(n, text,    i) {
		cell[rows, n] = text
		if (length(text) > wide[n])
			wide[n] = length(text)
	}
	function total(    i, sum) {
		for (i = 1; i <= columns; i++)
			sum += wide[i] + (i > 1)
		return sum
	}
	function hide(what) { hidden = hidden (hidden ? ", " : "") what }
	function fit(    i) {
		if (longest && total() + 1 + longest > width) {
			hide("keys")
			longest = 0
		}
		if (total() > width && range && bytes) {
			hide("ends of ranges")
			for (i = 0; i <= rows; i++)
				cell[i, range] = i ? start_of(cell[i, range]) : "start"
			wide[range] = 18
		}
		if (total() > width && owner) {
			wide[owner] -= total() - width
			if (wide[owner] < 16)
				wide[owner] = 16
		}
		while (total() > width && columns > 1)
			hide(name[columns--])
	}
	function line(r,    i, text, out) {
		for (i = 1; i <= columns; i++) {
			text = cell[r, i]
			if (length(text) > wide[i])
				text = substr(text, 1, wide[i] - 1) ">"
			out = out (i > 1 ? " " : "") sprintf("%" (words[i] ? "-" : "") wide[i] "s", text)
		}
		if (longest && extra[r] != "")
			out = out " " extra[r]
		sub(/ +$/, "", out)
		print out
	}
	NR == 1 {
		rows = 0
		columns = NF - 3
		for (i = 1; i <= columns; i++) {
			name[i] = $(i + 3)
			size[i] = name[i] ~ /^(bytes|.*_bytes|largest)$/
			if (name[i] == "range") range = i
			if (name[i] == "bytes") bytes = i
			if (name[i] ~ /^(owner|caller)$/) owner = i
			text = name[i]
			sub(/_bytes$/, "", text)
			keep(i, text)
		}
		next
	}
	# Align the totals of layout with the columns they sum up.
	/^# total [0-9]+ regions / { sub(/^# total/, "total -"); sub(/ regions/, "") }
	{ rows++ }
	/^#/ { remark[rows] = $0; next }
	{
		for (i = 1; i <= columns; i++) {
			if ($i !~ /^[0-9]+$/ && $1 != "total")
				words[i] = 1
			keep(i, size[i] && $i ~ /^[0-9]/ ? human($i) : $i)
		}
		text = ""
		for (; i <= NF; i++)
			text = text (text == "" ? "" : " ") $i
		extra[rows] = text
		if (length(text) > longest)
			longest = length(text)
	}
	END {
		fit()
		for (r = 0; r <= rows; r++)
			if (r in remark)
				print remark[r]
			else
				line(r)
		if (hidden)
			print "# narrow terminal: " hidden " hidden; a pipe gets whole rows"
	}'
}
