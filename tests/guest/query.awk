# SPDX-License-Identifier: GPL-2.0-only
#
# The answers about single addresses against the files, which were read before and after all of them: layout, extents,
# areas, linear. What was not the same both times is not judged. The input is those files, then "# asked <address>
# <kind>" and the answer, for each; the files are told by their first lines. Prints "<kind> <number>" of what was
# judged. -v page_size= levels= va_bits= root_pa=, with words.awk.

BEGIN {
	geometry(page_size, levels, va_bits)
	no_mmu = "not available"
}

function log2(n,    i)
{
	for (i = 0; n > 1; i++)
		n /= 2
	return i
}

# field ADDRESS LOW BITS: of the lower 52 bits, or of the upper 32
function field(a, low, n)
{
	if (low >= 32)
		return int(hex(substr(a, 1, 8)) / power(low - 32)) % power(n)
	return int(hex(substr(a, 4)) / power(low)) % power(n)
}

# splice DESCRIPTOR ADDRESS SHIFT: bits 47 to SHIFT of the one, those below of the other
function splice(raw, a, shift,    i, all, cut, r, v)
{
	all = "0000"
	for (i = 11; i >= 0; i--) {
		cut = shift - 4 * i
		cut = cut <= 0 ? 1 : cut >= 4 ? 16 : power(cut)
		r = hex(substr(raw, 16 - i, 1))
		v = hex(substr(a, 16 - i, 1))
		all = all sprintf("%x", r - r % cut + v % cut)
	}
	return all
}

# sum ADDRESS ADDRESS: modulo 2^64
function sum(a, b,    h, l)
{
	l = hex(substr(a, 9)) + hex(substr(b, 9))
	h = hex(substr(a, 1, 8)) + hex(substr(b, 1, 8)) + int(l / G4)
	return hex8(h % G4) hex8(l % G4)
}

# covers FILE ADDRESS: which of its rows does, 0 for none
function covers(f, a,    low, high, mid)
{
	low = 1
	high = n[f] + 0
	while (low < high) {
		mid = int((low + high + 1) / 2)
		if (before(a, from[f, mid]))
			high = mid - 1
		else
			low = mid
	}
	return low && high && !before(a, from[f, low]) && before(a, to[f, low]) ? low : 0
}

function wrong(why)
{
	if (++failures <= 10)
		print "0x" va " " kind ": " why
}

# expect NAME VALUE
function expect(what, value)
{
	if (("x" said[what]) != ("x" value))
		wrong(what ": " said[what] ", not " value)
}

# expect_mmu VALUE: if it can be asked
function expect_mmu(value)
{
	expect("mmu", ENVIRON["PTWALK_ARCH"] ~ /^(x86_64|riscv64)$/ ? no_mmu : value)
}

function judge_level(depth,    lo, bits)
{
	lo = log2(size[name[depth]])
	bits = log2(entries)
	if (lo + bits > va_bits)
		bits = va_bits - lo
	if (level[depth] != name[depth] || index_of[depth] != field(va, lo, bits))
		wrong("row " depth + 1 ": level or index")
	if (depth && kind_of[depth - 1] != "table")
		wrong("goes on behind what is no table")
	if (table_pa[depth] != "0x" (depth ? splice(raw[depth - 1], ZERO, log2(page_size)) : substr(root_pa, 3)))
		wrong("row " depth + 1 ": not in the table that the row before leads to")
}

function judge_mapped(text,    c, r, last, pa, size_of_leaf)
{
	split(text, c, " ")
	split(c[1], r, "-")
	last = rows - 1
	size_of_leaf = size[level[last]]
	pa = splice(raw[last], va, log2(size_of_leaf))
	if (!same(pa, plus(substr(c[7], 3), minus(va, substr(r[1], 3)))))
		wrong("the descriptor says " pa ", extents otherwise: " text)
	expect("pa", "0x" pa)
	expect("size", sprintf("%.0f", size_of_leaf))
	expect("prot", c[5])
	expect("memtype", c[6])
	expect("owner", c[8])
	expect_mmu("0x" pa " agrees")
	if (kind_of[last] != "leaf" || level[last] != c[3])
		wrong("no leaf of " c[3])
	if (said["page"] !~ /^(free|slab|page-table|reserved|anonymous|in-use|none)$/)
		wrong("page: " said["page"])
	if (said["linear"] == "none") {
		if (covers("ram", pa))
			wrong("RAM, but not in the linear map")
		return
	}
	split(said["linear"], c, " ")
	if (!(c[2] in size) || c[3] !~ /^r[w-][x-]$/ || c[6] != "0x" pa || sum(substr(c[1], 3), formula) != pa)
		wrong("linear: " said["linear"])
}

function judge_unmapped(region, area, guard)
{
	expect("pa", "none")
	expect_mmu("fault agrees")
	if (kind_of[rows - 1] !~ /^(empty|invalid)$/)
		wrong("ends with " kind_of[rows - 1])
	if (region ~ /^image:/ || (area == "" && region !~ /^(gap|vmalloc|modules)$/))
		expect("owner", region)
	else
		expect("owner", (area == "" ? "none" : area) guard)
}

# Behind the pages of its area, whose row is in C.
function is_guard(c,    r)
{
	split(c[1], r, "-")
	return c[4] == "busy" && minus(va, substr(r[1], 3)) >= c[5] * page_size
}

# The answer is complete.
function judge(    l, e, a, c, i)
{
	if (kind == "")
		return
	for (i = 0; i < rows; i++)
		judge_level(i)
	expect("va", "0x" va)
	l = covers("layout1", va)
	expect("region", name_of[l])
	e = covers("extents1", va)
	a = covers("areas1", va)
	if (text["extents1", e] != text["extents2", covers("extents2", va)] ||
	    text["areas1", a] != text["areas2", covers("areas2", va)])
		return
	judged[kind]++
	total++
	split(text["areas1", a], c, " ")
	if (e)
		judge_mapped(text["extents1", e])
	else
		judge_unmapped(name_of[l], a ? c[3] ":" c[9] : "", a && is_guard(c) ? " guard" : "")
	if ((kind == "stack" || kind == "task") && !e || kind ~ /^(hole|lazy|guard)$/ && e)
		wrong("is " (e ? "mapped" : "not mapped"))
}

/^# asked / {
	judge()
	va = substr($3, 3)
	kind = $4
	rows = 0
	split("", said)
	file = "answer"
	next
}

/^# ptwalk\/1 / && file != "answer" {
	file = substr($3, 1, length($3) - 1)
	file = file (++times[file])
	next
}

file == "linear1" && /^# ram / { $0 = substr($0, 7); file = "ram" }
file == "linear1" && /formula: / { formula = substr($NF, 3) }
file ~ /^(ram|layout1|extents[12]|areas[12])$/ && !/^#/ && is_range($1) {
	n[file]++
	from[file, n[file]] = start
	to[file, n[file]] = end
	text[file, n[file]] = $0
	if (file == "layout1")
		name_of[n[file]] = $3
	if (file == "ram")
		file = "linear1"
	next
}

file == "answer" && /^[a-z]+: / {
	said[substr($1, 1, length($1) - 1)] = substr($0, length($1) + 2)
	next
}
file == "answer" && /^(pgd|p4d|pud|pmd|pte) / {
	level[rows] = $1
	index_of[rows] = $2
	table_pa[rows] = $3
	raw[rows] = substr($4, 3)
	kind_of[rows] = $5
	rows++
}

END {
	judge()
	for (kind in judged)
		print kind, judged[kind]
	if (!total || formula == "" || failures) {
		print failures + 0 " failures of " total + 0 " answers"
		exit 1
	}
}
