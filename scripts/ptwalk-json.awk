# SPDX-License-Identifier: GPL-2.0-only
#
# Turns a file of ptwalk, or the rows of a tool, into one JSON object: {"abi", "file", "columns",
# "rows", "remarks"}. A row is an object with its columns and its key=value fields. See
# docs/schema/.

function quote(text,    out, i, c, n) {
	if (text !~ /[^ -~]|["\\]/)
		return "\"" text "\""
	n = length(text)
	for (i = 1; i <= n; i++) {
		c = substr(text, i, 1)
		if (c == "\"" || c == "\\")
			c = "\\" c
		else if (c == "\t")
			c = "\\t"
		else if (c < " ")
			c = "?"
		out = out c
	}
	return "\"" out "\""
}

# Columns that are words even if they look like a number
function is_text(name) {
	if (file == "assert" && name ~ /^(value|actual)$/)
		return 0
	return name ~ /^(comm|name|bits|value|caller|owner|meaning|expected|actual|nodes|word)$/ ||
		name ~ /^(kernel|version|abi)$/
}

function value(name, text) {
	return text ~ /^(0|-?[1-9][0-9]*)$/ && !is_text(name) ? text : quote(text)
}

function member(name, text) {
	row = row (row == "" ? "" : ",") quote(name) ":" value(name, text)
}

function emit() {
	printf "%s\n  {%s}", (rows++ ? "," : ""), row
	row = ""
}

function remark(text) {
	remarks = remarks (remarks == "" ? "" : ",") "\n  " quote(text)
}

# A file, or one answer of query, starts
function open(    i) {
	shut()
	head()
	for (i = 1; i <= columns; i++) {
		title[i] = $(i + 3)
		sub(/:$/, "", title[i])
	}
	if (file == "query") {
		answer_open()
		return
	}
	printf "{\"abi\":\"ptwalk/1\",\"file\":%s,%s", quote(file), columns_text()
}

function columns_text(    i, out) {
	for (i = 1; i <= columns; i++)
		out = out (i > 1 ? "," : "") quote(title[i])
	rows = 0
	remarks = ""
	return "\"columns\":[" out "],\"rows\":["
}

function shut() {
	if (file == "")
		return
	printf "%s],\"remarks\":[%s]", (rows ? "\n" : ""), (remarks == "" ? "" : remarks "\n")
	if (file == "query")
		printf ",\"facts\":{%s}", facts
	printf "}%s", (file == "query" ? "" : "\n")
	facts = ""
}

# query: {"abi", "file", "answers"}, where an answer has "query", and "facts" about an address
function answer_open() {
	printf "%s{\"query\":%s,%s",
		(answers++ ? ",\n " : "{\"abi\":\"ptwalk/1\",\"file\":\"query\",\"answers\":[\n "),
		quote(asked), columns_text()
}

function query_fact(    at, name) {
	at = index($0, ":")
	name = substr($0, 1, at - 1)
	facts = facts (facts == "" ? "" : ",") quote(name) ":" value(name, substr($0, at + 2))
}

# NAME: VALUE, where the value may have blanks
function fact(    at) {
	at = index($0, ":")
	member("name", substr($0, 1, at - 1))
	row = row ",\"value\":" value(substr($0, 1, at - 1), substr($0, at + 2))
	emit()
}

# a row of tables: see INTERFACE.md for its grammar
function table_row(    i) {
	match($0, /^ */)
	member("depth", RLENGTH / 2)
	i = index($1, "[")
	member("level", tolower(substr($1, 1, i - 1)))
	row = row ",\"index\":" quote(substr($1, i + 1, length($1) - i - 1))
	if ($3 == "table" && $4 == "pa") {
		member("va", $2)
		member("kind", "table")
		member("pa", $5)
		member("used", substr($7, 1, index($7, "/") - 1))
		member("of", substr($7, index($7, "/") + 1))
		fields(8)
	} else if ($3 == "->") {
		member("range", $2)
		member("kind", "leaf")
		member("pa", $4)
		member("prot", $5)
		member("memtype", $6)
		fields(7)
	} else if ($4 == "tables,") {
		member("range", $2)
		member("kind", "tables")
		member("count", $3)
		member("rest", rest(4))
	} else {
		member("range", $2)
		member("rest", rest(3))
	}
	emit()
}

function rest(from,    i, out) {
	for (i = from; i <= NF; i++)
		out = out (out == "" ? "" : " ") $i
	return out
}

function fields(from,    i, at) {
	for (i = from; i <= NF; i++) {
		at = index($i, "=")
		if (at)
			member(substr($i, 1, at - 1), substr($i, at + 1))
		else
			member("word", $i)
	}
}

/^# query: / { asked = substr($0, 10); next }
/^# ptwalk\/1 [a-z]+:/ { open(); next }
/^#/ && file !~ /^(summary|analysis)$/ { remark(substr($0, 3)); next }
file ~ /^(summary|analysis|metrics)$/ { member("text", $0); emit(); next }
file == "status" { fact(); next }
file == "tables" { table_row(); next }
# The results of a query about an address follow its rows.
file == "query" && /^[a-z-]+: / { query_fact(); next }
file == "query" && title[1] == "descriptor" { table_row(); next }
# Of a thread, the second address has an answer of its own.
file == "query" && facts != "" { shut(); answer_open() }
NF {
	for (i = 1; i <= columns && i <= NF; i++)
		member(title[i], $i)
	fields(columns + 1)
	emit()
}
END {
	shut()
	if (answers)
		print "]}"
}
