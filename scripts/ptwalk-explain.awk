# SPDX-License-Identifier: GPL-2.0-only
#
# Explains the answers about one or two addresses: reads status, regs, and the answer of query.
# Prints text for people, or rows with -v verbose=raw. The shape of the tables comes from status and
# from the rows of the answer: entries of 8 bytes, and one page for each table but the root.

/^# ptwalk\/1 / {
	head()
	if (file == "query" && verbose == "raw")
		print "# ptwalk/1 explain: level bits index table_pa entry_pa raw kind meaning"
	next
}
file == "status" {
	if ($1 == "page_size:") page_size = $2
	if ($1 == "va_bits:") va_bits = $2
	if ($1 == "levels:") levels = $2
	if ($1 == "arch:") arch = $2
	if ($1 == "root_source:") root_source = $2
	next
}
file == "regs" { next }
/^#/ { print; next }
/^[a-z-]+: / {
	at = index($0, ":")
	fact[substr($0, 1, at - 1)] = substr($0, at + 2)
	next
}
# A row after the facts belongs to the next address.
"va" in fact { finish() }
{
	n++
	for (i = 1; i <= 6; i++)
		cell[n, i] = $i
}
END { if (n) finish() }

function finish(    k) {
	memtype = fact["memtype"]
	for (page_shift = 0; power(2, page_shift) < page_size; page_shift++)
		;
	if (verbose == "raw")
		rows_put()
	else
		text_put()
	for (k in fact)
		delete fact[k]
	n = 0
}

function shift_of(i) { return page_shift + (levels - i) * (page_shift - 3) }
function top_of(i) { return i == 1 ? va_bits - 1 : shift_of(i - 1) - 1 }

function entry_pa(i) { return cell[i, 3] ~ /^0x/ ? add(cell[i, 3], 8 * cell[i, 2]) : "-" }

function rows_put(    i) {
	for (i = 1; i <= n; i++)
		print cell[i, 1], top_of(i) ":" shift_of(i), cell[i, 2], cell[i, 3], entry_pa(i),
			cell[i, 4], cell[i, 5],
			cell[i, 6]
	if (!("pa" in fact))
		return
	printf "# va: %s\n# pa: %s\n", fact["va"], fact["pa"]
	if (fact["pa"] != "none")
		print "# offset: " hex_number(offset())
	printf "# mmu: %s\n", fact["mmu"]
}

function offset() { return bits(fact["va"], 0, shift_of(n)) }

# ---- for people ----

# the bits [low, high] of the address, in binary
function binary(high_bit, low_bit,    i, out) {
	for (i = high_bit; i >= low_bit; i--)
		out = out bits(fact["va"], i, 1)
	return out
}

# One column for each part of the address: its bits, and below them what they are.
function part(high_bit, low_bit, name,    w, text) {
	w = high_bit - low_bit + 1
	text = binary(high_bit, low_bit)
	if (length(name) > w)
		w = length(name)
	line_bits = line_bits " " sprintf("%-" w "s", high_bit ":" low_bit)
	line_binary = line_binary " " sprintf("%-" w "s", text)
	line_name = line_name " " sprintf("%-" w "s", name)
}

function text_put(    i) {
	printf "%s%s\n\n", (explained++ ? "\n" : ""), fact["va"]
	line_bits = line_binary = line_name = ""
	if (va_bits < 64)
		part(63, va_bits, "no index")
	for (i = 1; i <= n; i++)
		part(top_of(i), shift_of(i), cell[i, 1] " " cell[i, 2])
	part(shift_of(n) - 1, 0, cell[n, 5] == "leaf" ? "offset" : "not used")
	show(line_bits)
	show(line_binary)
	show(line_name)
	for (i = 1; i <= n; i++)
		level_put(i)
	result_put()
}

function show(text) {
	sub(/ +$/, "", text)
	print text
}

function level_put(i,    field, k, m, at) {
	printf "\n%s: %s + 8 x %d = %s\n", cell[i, 1], cell[i, 3], cell[i, 2], entry_pa(i)
	if (i == 1 && root_source != "")
		put("  ", "the root table: its address is from " root_source)
	put("  ", what_of(i))
	m = split(cell[i, 6], field, ",")
	for (k = 1; k <= m; k++) {
		at = index(field[k], "=")
		if (at && (bit_find(arch, cell[i, 5], substr(field[k], 1, at - 1), substr(field[k],
			at + 1)) || verbose))
			put(sprintf("    %-13s", name), text)
	}
}

function what_of(i,    raw) {
	raw = cell[i, 4] == "-" ? "" : "holds " cell[i, 4] ": "
	if (cell[i, 5] == "table")
		return raw "a table" (cell[i + 1, 3] ~ /^0x/ ? " at " cell[i + 1, 3] : "")
	if (cell[i, 5] == "leaf")
		return raw (i == levels ? "a page" : "a block of " human(power(2,
			shift_of(i)))) " at " page_pa()
	if (cell[i, 5] == "empty")
		return (raw == "" ? "" : "holds 0: ") "nothing is mapped there"
	return raw cell[i, 5] ": the translation ends here"
}

function page_pa() { return add(fact["pa"], -offset()) }

# text, wrapped behind what comes first
function put(first, text,    m, word, k, out) {
	m = split(text, word, " ")
	out = first
	for (k = 1; k <= m; k++) {
		if (length(out) + 1 + length(word[k]) > width && k > 1) {
			print out
			out = sprintf("%" length(first) "s", "")
		}
		out = out (out ~ / $/ ? "" : " ") word[k]
	}
	print out
}

function result_put() {
	if (fact["pa"] == "none") {
		print "\nNothing is mapped there."
	} else {
		printf "\nphysical address: %s + offset %s = %s\n", page_pa(),
			hex_number(offset()), fact["pa"]
		printf "the kernel may: %s; memory type: %s\n", fact["prot"], fact["memtype"]
		print "owner: " fact["owner"]
	}
	if (fact["mmu"] != "")
		put("the MMU says:", fact["mmu"])
}
