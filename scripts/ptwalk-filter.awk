# SPDX-License-Identifier: GPL-2.0-only
#
# Chooses and sorts rows by the variables F_* of the environment, as option_filter() in
# ptwalk-show.sh sets them. -v layout=FILE: for F_region. A remark at the end says how many rows
# there were.

function fail(text) {
	print "ptwalk: " text | "cat >&2"
	close("cat >&2")
	failed = 1
	exit 2
}

# the value of a column or key of the current row; "" if there is none
function value_of(name,    value) {
	if (name in column)
		return $column[name]
	value = key_of(name, columns + 1)
	if (value != "")
		seen[name]
	return value
}

# Split "COLUMN OP VALUE"; blanks are optional.
function condition(text, n,    at) {
	if (!match(text, /[ \t]*(!=|<=|>=|!~|=|<|>|~)[ \t]*/) || RSTART == 1)
		fail("--where takes 'COLUMN OP VALUE', not '" text "'")
	at = substr(text, RSTART, RLENGTH)
	gsub(/[ \t]/, "", at)
	where_name[n] = substr(text, 1, RSTART - 1)
	where_op[n] = at
	where_value[n] = substr(text, RSTART + RLENGTH)
}

function compare(a, op, b,    x, y) {
	if (op == "~")
		return a ~ b
	if (op == "!~")
		return a !~ b
	if (a == "")
		return op == "!="
	x = a
	y = b
	if (a ~ /^[0-9]+$/ && bytes_of(b) >= 0) {
		x = a + 0
		y = bytes_of(b)
	} else {
		x = a ""
		y = b ""
	}
	if (op == "=") return x == y
	if (op == "!=") return x != y
	if (op == "<") return x < y
	if (op == "<=") return x <= y
	if (op == ">") return x > y
	return x >= y
}

function prot_matches(prot, want,    i) {
	if (length(want) == 3 && want ~ /^[r-][w-][x-]$/)
		return prot == want
	for (i = 1; i <= length(want); i++)
		if (!index(prot, substr(want, i, 1)))
			return 0
	return 1
}

function owner_matches(    text, i) {
	if ("caller" in column && "kind" in column)
		text = $column["kind"] ":" $column["caller"]
	else if ("owner" in column)
		text = $column["owner"]
	else if ("name" in column)
		text = $column["name"]
	else if ("comm" in column)
		text = $column["comm"]
	else
		return 1
	if (text ~ owner)
		return 1
	for (i = columns + 1; i <= NF; i++)
		if ($i ~ /^(name|comm|alias)=/ && substr($i, index($i, "=") + 1) ~ owner)
			return 1
	return 0
}

function kind_of(    text) {
	if ("kind" in column)
		return $column["kind"]
	text = $column["owner"]
	sub(/:.*/, "", text)
	return text
}

# Does the range of the row touch [first, last)?
function touches(range, first, last) {
	return start_of(range) < last && first < after(range)
}

function in_region(    i) {
	for (i = 1; i <= regions; i++)
		if (touches($column["range"], region_start[i], region_end[i]))
			return 1
	return 0
}

# Ask for a column that this file has not
function must_have(name, option) {
	if (!(name in column) && file != "diff")
		fail("option " option ": " file " has no column '" name "'")
}

function check_columns(    i) {
	if (prot != "") must_have("prot", "--prot")
	if (memtype != "") must_have("memtype", "--memtype")
	if (level != "") must_have("level", "--level")
	if (min != "" || max != "") must_have("bytes", "--min")
	if (regions || range_start != "") must_have("range", "--range")
	if (kind != "" && !("kind" in column)) must_have("owner", "--kind")
	if (sort != "" && !(sort in column) &&
		sort !~ /^(nodes|leaves|cont|phys|name|pid|comm|extents)$/)
		must_have(sort, "--sort")
	# Keys cannot be checked: a row may or may not have them.
}

function chosen(    i) {
	if (owner != "" && !owner_matches()) return 0
	if (prot != "" && !prot_matches(value_of("prot"), prot)) return 0
	if (memtype != "" && value_of("memtype") !~ memtype) return 0
	if (level != "" && value_of("level") != level) return 0
	if (kind != "" && kind_of() != kind) return 0
	if (min != "" && $column["bytes"] < min) return 0
	if (max != "" && $column["bytes"] > max) return 0
	if (range_start != "" && !touches($column["range"], range_start, range_end)) return 0
	if (regions && !in_region()) return 0
	for (i = 1; i <= conditions; i++)
		if (!compare(value_of(where_name[i]), where_op[i], where_value[i]))
			return 0
	return 1
}

function size_option(name, option,    n) {
	if (ENVIRON[name] == "")
		return ""
	n = bytes_of(ENVIRON[name])
	if (n < 0)
		fail("option " option ": '" ENVIRON[name] "' is no size")
	return n
}

function range_option(text,    n, part) {
	n = split(text, part, "-")
	range_start = whole_address(part[1])
	range_end = n == 2 ? whole_address(part[2]) : add(range_start, 1)
	if (range_start == "" || range_end == "" || n > 2)
		fail("option --range: expected an address or START-END, of 16 hexadecimal digits each")
	if (range_end == "0x0000000000000000")
		range_end = "1x"
}

function read_layout(name,    line, part) {
	while ((getline line <layout) > 0) {
		split(line, part, " ")
		if (part[3] != name && index(part[3], name ":") != 1 || line ~ /^#/)
			continue
		region_start[++regions] = start_of(part[1])
		region_end[regions] = after(part[1])
	}
	if (!regions)
		fail("option --region: layout has no region '" name "'")
}

BEGIN {
	owner = ENVIRON["F_owner"]
	prot = ENVIRON["F_prot"]
	memtype = ENVIRON["F_memtype"]
	level = ENVIRON["F_level"]
	kind = ENVIRON["F_kind"]
	sort = ENVIRON["F_sort"]
	limit = ENVIRON["F_limit"] + 0
	min = size_option("F_min", "--min")
	max = size_option("F_max", "--max")
	if (ENVIRON["F_range"] != "")
		range_option(ENVIRON["F_range"])
	if (ENVIRON["F_region"] != "")
		read_layout(ENVIRON["F_region"])
	for (n = split("owner prot memtype level kind min max range region where", word, " "); n; n--)
		if (ENVIRON["F_" word[n]] != "")
			choosing = 1
	conditions = ENVIRON["F_where"] == "" ? 0 : split(ENVIRON["F_where"], where, "\n")
	for (i = 1; i <= conditions; i++)
		condition(where[i], i)
}

# Numbers are sorted from the largest, words and addresses from the first; the first row decides.
function sorted_by(key,    down) {
	down = (key ~ /^[0-9]+$/) != (ENVIRON["F_reverse"] != "")
	return "LC_ALL=C sort -s " (down ? "-r " : "") "-k 1,1 | cut -d ' ' -f 2-" (limit \
		? " | head -n " limit : "")
}

function emit(    key) {
	shown++
	if (sort == "") {
		if (!limit || shown <= limit)
			print
		return
	}
	key = value_of(sort)
	if (by == "")
		by = sorted_by(key)
	if (key ~ /^[0-9]+$/)
		key = sprintf("%020.0f", key)
	print (key == "" ? "-" : key) " " $0 | by
}

NR == 1 {
	head()
	check_columns()
	print
	fflush()
	next
}
/^# result: / { result = $0; next }
# Totals are of all rows: they stay unless some rows are left out by what they are.
/^#/ {
	if (!choosing)
		remark[++remarks] = $0
	next
}
{ total++ }
chosen() { emit() }
END {
	if (failed)
		exit 2
	if (by != "")
		close(by)
	for (i = 1; i <= remarks; i++)
		print remark[i]
	for (i = 1; i <= conditions; i++)
		if (total && !(where_name[i] in column) && !(where_name[i] in seen))
			fail("--where: " file " has no column or key '" where_name[i] "'")
	printf "# rows: %d of %d%s\n", limit && limit < shown ? limit : shown, total,
		result == "" ? "" : "\n" result
}
