# SPDX-License-Identifier: GPL-2.0-only
#
# Formats rows as a table of at most -v width= columns; -v colour=yes marks what a reader should
# notice. If a table is too wide, these go, in this order: key=value fields, ends of ranges, columns
# by importance, the end of the owner.

# What a reader needs most has the largest number. What is not listed has 50.
BEGIN {
	rows = 0
	n = split("range 100 change 99 owner 98 name 98 verdict 96 what 96 prot 95 caller 94 " \
		"rule 94 severity 93 " \
		"pid 98 comm 97 start 97 bytes 92 kind 90 state 88 reason 87 register 100 " \
		"field 99 mapped_bytes 86 " \
		"mapped 70 phys 65 stack 64 task 62 extents 60 expected 58 actual 57 tables 56 " \
		"table_bytes 54 largest 52 " \
		"pte 49 pmd 48 pud 46 crosses 44 contiguous 43 region 42 level 40 cont 36 " \
		"stack_extents 30 pgd 24 p4d 22 " \
		"alias_prot 92 alias_owner 91 alias 60 memtype 20 pages 15 leaves 10 " \
		"bytes_delta 91 count_delta 89 before 55 after 54", word, " ")
	for (i = 1; i < n; i += 2)
		importance[word[i]] = word[i + 1]
	heading["table_bytes"] = "table_size"
	heading["mapped_bytes"] = "mapped"
	heading["alias"] = "alias_at"
	heading["alias_prot"] = "alias"
	heading["alias_owner"] = "alias_of"
	# Keys that say the most come first; others follow in their order.
	split("was_prot prot was_memtype memtype was_level level by because zone name section " \
		"pid comm at odd from huge phys cont", first_key, " ")
}

function keep(n, text) {
	cell[rows, n] = text
	if (length(text) > wide[n])
		wide[n] = length(text)
}

function shown(name, text) {
	if (name ~ /_delta$/ && text > 0)
		return "+" (is_size(name) ? human(text) : text)
	# Elsewhere, "mapped" counts pages.
	if (file == "splits" && name == "mapped")
		return human(text)
	return is_size(name) && text ~ /^-?[0-9]+$/ ? human(text) : text
}

function total(    i, sum) {
	for (i = 1; i <= columns; i++)
		if (!(i in gone))
			sum += wide[i] + 1
	return sum - 1
}

function hide(what) { hidden = hidden (hidden == "" ? "" : ", ") what }

function rank(i) { return name[i] in importance ? importance[name[i]] : 50 }

function drop_one(    i, least) {
	for (i = 1; i <= columns; i++)
		if (!(i in gone) && i != range && (!least || rank(i) < rank(least)))
			least = i
	if (!least)
		return 0
	gone[least]
	return 1
}

# Show the most important hidden column that still fits.
function restore_one(    i, most) {
	for (i = 1; i <= columns; i++)
		if (i in gone && total() + 1 + wide[i] <= width && (!most || rank(i) > rank(most)))
			most = i
	if (!most)
		return 0
	delete gone[most]
	return 1
}

# Some of what a row is about is in keys, such as why a table of the linear map is there, or
# the device of an ioremap: columns make room for them, on a terminal that is not narrow.
function reserve_room(    r, room) {
	for (r = 1; r <= rows; r++)
		if (extra[r] ~ /(^| )(by|because)=/)
			return 27
		else if (width >= 100 && extra[r] ~ /(^| )(name|section|pid)=/)
			room = 20
	return room + 0
}

function fit(    i, full, screen) {
	screen = width
	width -= reserve_room()
	full = long_name ? wide[long_name] : 0
	# Owners may be long: other columns need not go for more than 32 columns of them.
	if (full > 32)
		wide[long_name] = 32
	for (i = 1; i <= columns; i++)
		if (name[i] ~ /^(before|after)$/ && wide[i] > 25 && total() > width)
			wide[i] = 25
	if (total() > width && range && bytes) {
		hide("ends of ranges")
		for (i = 0; i <= rows; i++)
			cell[i, range] = i ? start_of(cell[i, range]) : "start"
		wide[range] = 18
	}
	while (total() > width)
		if (!drop_one())
			break
	if (full) {
		wide[long_name] += width - total()
		if (wide[long_name] > full)
			wide[long_name] = full
		if (wide[long_name] < 8)
			wide[long_name] = 8
	}
	width = screen
	while (!reserve_room() && restore_one())
		;
	for (i = 1; i <= columns; i++)
		if (i in gone)
			hide(name[i])
}

# Shorten text to n columns, marked by ">". The module at the end of an owner stays.
function cut(text, n,    tail) {
	if (length(text) <= n)
		return text
	if (match(text, /\[[^]]*\]$/) && RLENGTH + 6 < n) {
		tail = substr(text, RSTART)
		return substr(text, 1, n - RLENGTH - 1) ">" tail
	}
	return substr(text, 1, n - 1) ">"
}

function paint(code, text) { return colour && code ? "\033[" code "m" text "\033[0m" : text }

# what a reader should notice: errors and w+x in red, warnings and lazily freed areas in yellow
function code_of(n, text) {
	if (name[n] ~ /prot$/ && text ~ /^.wx/ || name[n] == "severity" && text == "error")
		return 31
	if (name[n] == "verdict" && text !~ /^(ok|-)$/)
		return 31
	if (name[n] == "state" && text == "lazy" || name[n] == "severity" && text == "warning")
		return 33
	if (name[n] == "change")
		return text == "+" ? 32 : text == "-" ? 31 : text == "~" ? 33 : 0
	return 0
}

function line(r,    i, text, out, pad, plain) {
	for (i = 1; i <= columns; i++) {
		if (i in gone)
			continue
		text = cut(cell[r, i], wide[i])
		pad = sprintf("%" (wide[i] - length(text) > 0 ? wide[i] - length(text) : 0) "s", "")
		if (plain > 0)
			out = out " "
		plain += wide[i] + (plain > 0)
		text = r ? paint(code_of(i, text), text) : text
		out = out (words[i] ? text pad : pad text)
	}
	out = out keys(r, width - plain)
	sub(/ +$/, "", out)
	print out
}

# as many key=value fields as there is room for, the most useful ones first, which may be cut
function keys(r, room,    i, n, part, out, used, k) {
	if (room < 6) {
		keys_hidden = keys_hidden || extra[r] != ""
		return ""
	}
	n = split(extra[r], part, " ")
	for (k = 1; k in first_key; k++)
		for (i = 1; i <= n; i++)
			if (index(part[i], first_key[k] "=") == 1 && !(i in used)) {
				used[i]
				out = out key(part[i], room - length(out), k <= 11)
			}
	for (i = 1; i <= n; i++)
		if (!(i in used))
			out = out key(part[i], room - length(out))
	return out
}

function key(text, room, useful) {
	if (is_size(substr(text, 1, index(text, "=") - 1)) && text ~ /=[0-9]+$/)
		text = substr(text, 1, index(text, "=")) human_word(substr(text, index(text,
			"=") + 1))
	if (length(text) + 1 <= room)
		return " " text
	keys_hidden = 1
	return useful && room > 20 ? " " cut(text, room - 1) : ""
}

# a size without a blank
function human_word(n) {
	n = human(n)
	sub(/ /, "", n)
	return n
}

# A remark, wrapped at blanks
function footer(text,    n, word, i, out) {
	n = split(text, word, " ")
	for (i = 1; i <= n; i++) {
		if (length(out) + 1 + length(word[i]) > width) {
			print out
			out = "# "
		}
		out = out (out ~ /^(# )?$/ ? "" : " ") word[i]
	}
	print out
}

NR == 1 {
	head()
	range = column["range"]
	bytes = column["bytes"]
	for (i = 1; i <= columns; i++) {
		name[i] = $(i + 3)
		if (name[i] ~ /^(owner|caller|cause|expression)$/)
			long_name = i
		keep(i, name[i] in heading ? heading[name[i]] : name[i])
	}
	next
}
# Align the totals of layout with the columns they sum up.
/^# total [0-9]+ regions / { sub(/^# total/, "total -"); sub(/ regions/, "") }
{ rows++ }
/^#/ { remark[rows] = $0; next }
{
	for (i = 1; i <= columns; i++) {
		if ($i !~ /^-?[0-9]+$/ && $1 != "total")
			words[i] = 1
		keep(i, shown(name[i], $i))
	}
	for (text = ""; i <= NF; i++)
		text = text (text == "" ? "" : " ") $i
	extra[rows] = text
}
END {
	fit()
	for (r = 0; r <= rows; r++)
		if (r in remark)
			footer(remark[r])
		else
			line(r)
	if (keys_hidden)
		hide("keys")
	if (hidden != "")
		footer("# hidden: " hidden " (--plain shows all)")
}
