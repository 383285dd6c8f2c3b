# SPDX-License-Identifier: GPL-2.0-only
#
# Formats the rows of "ptwalk diff" for a terminal of -v width columns: what happened, in words.

function value(name) { return key_of(name, columns + 1) }

# "NAME old -> new", or what it is now
function change(name, old, new,    text) {
	old = value("was_" name)
	new = value(name)
	if (is_size(name)) {
		old = old == "" ? "" : human(old)
		new = new == "" ? "" : human(new)
	}
	if (old == "")
		return ""
	text = text ", " (name ~ /^(prot|memtype|level)$/ ? "" : name " ") old " -> " new
	return text
}

function signed(n) { return (n > 0 ? "+" : "") human(n) }

function words(    i, name, text) {
	if ($1 == "~") {
		n = split("prot memtype level pages mapped extents verdict phys areas", name, " ")
		for (i = 1; i <= n; i++)
			text = text change(name[i])
		if (value("was_bytes") != "")
			text = text ", " human(value("was_bytes")) " -> " human($4) " (" \
				signed($4 - value("was_bytes")) ")"
		if (value("phys") == "other")
			text = text ", other pages"
	} else if ($2 != "area") {
		text = ", " value("prot") " " value("memtype") " " value("level")
	}
	if ($3 == "-" && $1 == "~" && value("prot") != "")
		text = ", " value("prot") " " value("memtype") text
	if (value("areas") != "" && $1 != "~")
		text = text ", " value("areas") (value("areas") == 1 ? " area" : " areas")
	if (value("alias") != "")
		text = text ", " value("section") " of " value("alias")
	if ($2 == "area" && value("section") != "")
		text = text ", " value("section")
	if (value("name") != "")
		text = text ", " value("name")
	if (value("pid") != "")
		text = text ", stack of pid " value("pid") " (" value("comm") ")"
	if ($2 == "table")
		text = value("level") " table" (value("phys") == "" ? "" : " at pa " \
			value("phys")) \
			(value("was_phys") == "" ? "" : ", was " value("was_phys"))
	return substr(text, text ~ /^, / ? 3 : 1)
}

# wrap the words below the owner
function put(first, text,    n, word, i, out) {
	out = first
	n = split(text, word, " ")
	for (i = 1; i <= n; i++) {
		if (length(out word[i]) + 1 > width && i > 1) {
			emit(out)
			out = "        "
		}
		out = out " " word[i]
	}
	emit(out)
}

function emit(text,    code) {
	code = substr(text, 1, 1)
	code = code == "+" ? 32 : code == "-" ? 31 : code == "~" ? 33 : 0
	if (colour && code)
		text = "\033[" code "m" substr(text, 1, 1) "\033[0m" substr(text, 2)
	print text
}

NR == 1 { head(); next }
/^#/ { print; next }
$2 == "table" { put(sprintf("%s %-5s %s %9s", $1, $2, start_of($3), human($4)), words()); next }
$3 == "-" { put(sprintf("%s %-5s %9s %s", $1, $2, human($4), $5), words()); next }
{ put(sprintf("%s %-5s %s %9s %s", $1, $2, start_of($3), human($4), $5), words()) }
