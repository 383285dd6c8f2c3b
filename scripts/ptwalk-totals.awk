# SPDX-License-Identifier: GPL-2.0-only
#
# Gives every total of the files on stdin a name: prints "NAME VALUE", sorted as they come. See
# "ptwalk assert -h" for the names.

function put(name, value) {
	if (!(name in total))
		order[++names] = name
	total[name] = value
}

function add_to(name, value) { put(name, (name in total ? total[name] : 0) + value) }

function number_text(value) { return value ~ /^-?[0-9.]+$/ && value >= 1e6 ? sprintf("%.0f", value) : value }

# sum and maximum of a column or key
function measure(name, value) {
	add_to(name, value)
	if (!((name ".max") in total) || value + 0 > total[name ".max"])
		put(name ".max", value + 0)
}

# key=value pairs of a remark, such as "# regain pmd: tables=4" or "# threads: 57, ..."
function remark(    i, name) {
	name = file
	for (i = 2; i <= NF && $i !~ /[=,]|^[0-9]|^0x/; i++) {
		name = name "." $i
		sub(/:$/, "", name)
	}
	if (i == 3 && $3 ~ /^[0-9]+[,;]?$/)
		put(name, $3 + 0)
	pairs(name ".", i)
}

function pairs(name, from,    i, at) {
	for (i = from; i <= NF; i++) {
		at = index($i, "=")
		if (at > 1 && substr($i, at + 1) ~ /^[0-9]+$/)
			put(name substr($i, 1, at - 1), substr($i, at + 1))
	}
}

FNR == 1 || /^# ptwalk\/1 [a-z]+: / {
	head()
	for (i = 1; i <= columns; i++)
		name_of[i] = $(i + 3)
	if (file !~ /^(status|metrics|tables)$/)
		put(file ".rows", 0)
	if (file == "check") {
		put("check.errors", 0)
		put("check.warnings", 0)
	}
	next
}

file == "status" {
	at = index($0, ":")
	text = substr($0, at + 2)
	# Only the first word of a value: names and numbers are one word.
	sub(/ .*/, "", text)
	put("status." substr($0, 1, at - 1), text == "" ? "-" : text)
	next
}

file == "metrics" {
	if (!/^#/)
		put("metrics." $1, $2)
	next
}

/^# findings: / {
	for (i = 4; i <= NF; i += 2)
		put("check." $i, $(i - 1) + 0)
	next
}
/^# rules: / { put("check.run", $3); put("check.skipped", $5 + 0); next }
/^# result: / { put("check.result", $3); next }
# Of the linear map, the totals come in remarks: "leaves: N pte=N" is linear.leaves and linear.pte.
file == "linear" && /^# (leaves|tables): / {
	put("linear." substr($2, 1, length($2) - 1), $3)
	for (i = 4; i <= NF; i++)
		if ($i ~ /^[a-z0-9]+=[0-9]+$/ && split($i, part, "="))
			put("linear." ($2 == "tables:" ? "table_" : "") part[1], part[2])
	next
}
file == "layout" && /^# total / {
	for (i = 4; i <= columns; i++)
		put("layout.total." name_of[i], $(i + 1))
	next
}
# Of a zone: "# free NAME BYTES holes=N ..." and "# fits NAME BYTES pmd=N ..."
file == "holes" && /^# free / { put("holes." $3 ".free", $4); pairs("holes." $3 ".", 5); next }
file == "holes" && /^# fits / { put("holes." $3 ".fits", $4); pairs("holes." $3 ".fits_", 5); next }
file == "holes" && /^# zone / { next }
/^# / { remark(); next }
/^#/ { next }

file == "tables" {
	if ($3 == "table")
		add_to("tables.count", 1)
	else if ($3 != "->")
		add_to("tables." $3, 1)
	next
}

{ add_to(file ".rows", 1) }
file == "layout" {
	for (i = 4; i <= columns; i++)
		add_to("layout." $3 "." name_of[i], $i)
	if ($3 == "linear")
		for (i = 7; i < columns; i++)
			if (!(("linear." name_of[i]) in total))
				put("linear." name_of[i], $i)
	next
}
file == "check" { add_to("check." $2, 1); next }
file == "areas" {
	kind = $4 == "lazy" ? "lazy" : $3
	add_to("areas." kind ".count", 1)
	if ($10 != "ok")
		add_to("areas.bad", 1)
	for (i = 2; i <= columns; i++)
		if ($i ~ /^[0-9]+$/) {
			measure("areas." name_of[i], $i)
			add_to("areas." kind "." name_of[i], $i)
		}
	next
}
file ~ /^(maps|extents)$/ {
	add_to(file "." $5 ".bytes", $2)
	add_to(file "." $6 ".bytes", $2)
}
{
	for (i = 1; i <= columns; i++)
		if ($i ~ /^[0-9]+$/ && name_of[i] !~ /^(pid|index)$/)
			measure(file "." name_of[i], $i)
	for (; i <= NF; i++)
		if (split($i, part, "=") == 2 && part[2] ~ /^[0-9]+$/)
			measure(file "." part[1], part[2])
}

END {
	if ("holes.bytes.max" in total && !("holes.largest" in total))
		put("holes.largest", total["holes.bytes.max"])
	if ("holes.rows" in total && !("holes.largest" in total))
		put("holes.largest", 0)
	for (i = 1; i <= names; i++)
		print order[i], number_text(total[order[i]])
}
