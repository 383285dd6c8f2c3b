# SPDX-License-Identifier: GPL-2.0-only
#
# layout and extents, as files whose names end so, and then one file of the kernel's own that says where things are:
# kallsyms, iomem, modules, vmallocinfo, or the program headers of kcore. -v page_size=, few= (symbols, where not 1000), header= (bytes
# before _stext, where they are text), with words.awk.

FNR == 1 {
	file = FILENAME
	sub(/.*[.\/]/, "", file)
}

# ---- kallsyms: "address type name [module]". There are 150,000 of them, so this comes first and is short.

file == "kallsyms" && FNR == 1 {
	image_first = "x" first[region["image:text"]]
	image_past = "x" past[region["image:data"]]
}

file == "kallsyms" && $4 == "" {
	# Constants are no addresses; the end of the image is not in it.
	if (("x" $1 < image_first || "x" $1 >= image_past) && $2 !~ /^[aA]$/ && $3 !~ /^(__pi_)?_end$/)
		fail("a symbol outside of the image, in the region " of[region_of($1)])
	symbols++
	if ($3 ~ /^_/)
		sym[$3] = $1
	next
}

file == "layout" && is_range($1) {
	r = ++regions
	first[r] = start
	past[r] = end
	of[r] = $3
	if (!($3 in region))
		region[$3] = r
	last_region[$3] = r
}

file == "extents" && is_range($1) {
	m = ++runs
	run_start[m] = start
	run_end[m] = end
	prot[m] = $5
	phys[m] = substr($7, 3)
	bytes[m] = $2
	owner[m] = $8
}

# region_of ADDRESS: its number, 0 for none; neighbours ask for the same one
function region_of(a)
{
	if (here && !before(a, first[here]) && before(a, past[here]))
		return here
	for (here = regions; here > 0; here--)
		if (!before(a, first[here]) && before(a, past[here]))
			break
	return here
}

# run_of ADDRESS: its number in extents, 0 if nothing is mapped there
function run_of(a,    m)
{
	for (m = runs; m > 0; m--)
		if (!before(a, run_start[m]) && before(a, run_end[m]))
			break
	return m
}

function page_up(a,    rest)
{
	rest = hex(substr(a, 9)) % page_size
	return rest ? plus(a, page_size - rest) : a
}

function expect(what, is, should)
{
	checked++
	if (!same(is, should))
		fail(what " is " is ", should be " should)
}

# What type a symbol of ours has is what its page allows.
file == "kallsyms" && $4 == "[ptwalk]" {
	m = run_of($1)
	if (!m)
		fail("not mapped")
	else if (($2 ~ /[tT]/ && prot[m] != "r-x") || ($2 ~ /[rR]/ && prot[m] != "r--") ||
		 ($2 ~ /[bB]/ && prot[m] != "rw-") || ($2 ~ /[dD]/ && prot[m] !~ /^r.-$/))
		fail("mapped " prot[m])
	if ($2 ~ /[tT]/)
		own_text++
}

function end_kallsyms()
{
	if (symbols < (few ? few : 1000) || !own_text)
		fail("too few symbols: " symbols + 0 ", and " own_text + 0 " of ptwalk")
	a = first[region["image:text"]]
	# The header before _stext is text up to 5.10; _text, where it begins, is no symbol there.
	if (header && same(plus(a, header), sym["_stext"]))
		sym["_stext"] = a
	if (!same(a, sym["_stext"]) && !same(a, sym["_text"]))
		fail("image:text starts at " a ", neither _stext nor _text")
	expect("the end of image:text", past[region["image:text"]], page_up(sym["_etext"]))
	expect("the start of image:rodata", first[region["image:rodata"]], page_up(sym["_etext"]))
	expect("the start of image:init", first[region["image:init"]], sym["__init_begin"])
	if ("__init_end" in sym)
		expect("the end of image:init", past[region["image:init"]], sym["__init_end"])
	if ("_sdata" in sym)
		expect("the start of image:data", first[region["image:data"]], sym["_sdata"])
	if ("_end" in sym)
		expect("the end of image:data", past[region["image:data"]], page_up(sym["_end"]))
	if ("__end_rodata" in sym && of[region_of(sym["__end_rodata"])] != "image:rodata")
		fail("__end_rodata is not in image:rodata")
	if ("__bss_start" in sym && of[region_of(sym["__bss_start"])] != "image:data")
		fail("__bss_start is not in image:data")
	# Text is executable, and nothing else of the image: not the header before it either.
	for (m = 1; m <= runs; m++)
		if (owner[m] ~ /^image:/ &&
		    (prot[m] ~ /x/) != (owner[m] == "image:text" && !before(run_start[m], sym["_stext"])))
			fail(owner[m] " is mapped " prot[m])
}

# ---- iomem: "start-end : name", the end included

file == "iomem" {
	split($1, ends, "-")
	while (length(ends[1]) < 16)
		ends[1] = "0" ends[1]
	while (length(ends[2]) < 16)
		ends[2] = "0" ends[2]
	from = ends[1]
	till = plus(ends[2], 1)
	title = $0
	sub(/^[^:]*: /, "", title)
	if (title == "Kernel code" || title == "Kernel data") {
		res_start[title] = from
		res_end[title] = till
	}
	# Only at the left: the children are RAM that somebody has.
	if ($0 ~ /^[0-9a-f]+-[0-9a-f]+ : System RAM$/) {
		rams++
		ram_start[rams] = from
		ram_end[rams] = till
	}
}

# The image is one piece of physical memory in each of the two.
function check_image(title, name, origin,    m)
{
	for (m = 1; m <= runs; m++) {
		if (owner[m] != name)
			continue
		checked++
		if (minus(phys[m], res_start[title]) != minus(run_start[m], first[region[origin]]))
			fail(name " at " run_start[m] " has phys " phys[m] ", not within " title)
		else if (before(page_up(res_end[title]), plus(phys[m], bytes[m])))
			fail(name " at " run_start[m] " goes beyond " title)
		seen[name] += bytes[m]
	}
	if (!seen[name])
		fail("nothing of " name " is mapped")
}

# From 7.3 on the image's data and bss are not valid in the linear map.
function is_data(from, to)
{
	return same(from, res_start["Kernel data"]) && !before(res_end["Kernel data"], to)
}

# The linear map is all System RAM, at one distance, and nothing else.
function check_linear(    m, at, va, distance)
{
	for (m = 1; m <= runs; m++) {
		if (owner[m] != "linear")
			continue
		checked++
		# Of whole pages, differences are exact up to 2^64.
		if (distance == "")
			distance = minus(run_start[m], phys[m])
		else if (minus(run_start[m], phys[m]) != distance)
			fail("linear at " run_start[m] " is at another distance from " phys[m])
		if (va == "" || !same(phys[m], va) && !is_data(va, phys[m])) {
			if (at && !same(va, ram_end[at]))
				fail("the linear map has System RAM up to " va ", which ends at " ram_end[at])
			at++
			if (!same(phys[m], ram_start[at]))
				fail("the linear map has " phys[m] " next, System RAM " ram_start[at])
		}
		va = plus(phys[m], bytes[m])
		while (at < rams && !before(va, ram_end[at]) && same(ram_end[at], ram_start[at + 1]))
			at++
	}
	if (!at || at != rams || !same(va, ram_end[at]))
		fail("the linear map ends at " va ", with " at + 0 " of " rams " ranges of System RAM")
}

function end_iomem()
{
	check_image("Kernel code", "image:text", "image:text")
	check_image("Kernel code", "image:rodata", "image:text")
	check_image("Kernel data", "image:data", "image:data")
	check_linear()
}

# ---- modules: "name size refs by state 0xaddress"

file == "modules" {
	checked++
	a = substr($6, 3)
	if (!is_address($6) || of[region_of(a)] !~ /^(modules|vmalloc)$/)
		fail("a module in the region " of[region_of(a)])
	else if (!(m = run_of(a)) || prot[m] != "r-x")
		fail("the text of a module is mapped " (m ? prot[m] : "nowhere"))
}

# ---- vmallocinfo: "0xstart-0xend bytes caller ..."

file == "vmallocinfo" && !is_range($1) { fail("form; is kptr_restrict 1?") }

file == "vmallocinfo" && is_range($1) {
	checked++
	r = region_of(start)
	# An area has a guard page behind it.
	if (of[r] !~ /^(vmalloc|bpf|modules|image:.*)$/ || before(past[r], end) && !same(plus(past[r], page_size), end))
		fail("an area in the region " of[r])
	m = run_of(start)
	if (match($0, / phys=0x[0-9a-f]+/)) {
		physical = substr($0, RSTART + 8, RLENGTH - 8)
		if (m && !same(plus(phys[m], minus(start, run_start[m])), physical))
			fail("mapped to " phys[m] " at " run_start[m])
		located++
		if (of[r] ~ /^image:/)
			images[of[r]]++
	}
	if ($0 ~ / ioremap/ && !m)
		fail("not mapped")
}

function end_vmallocinfo()
{
	if (located < 3 || !images["image:text"] || !images["image:rodata"] || !images["image:data"])
		fail("the image has too few areas")
}

# ---- kcore: "offset vaddr paddr filesz", each of 16 digits, of each PT_LOAD

file == "kcore" {
	checked++
	a = $2
	end = plus(a, hex(substr($4, 3)))
	r = region_of(a)
	text = first[region["image:text"]]
	if (substr($3, 1, 1) != "f" && !before(text, a) && before(text, end)) {
		# The image, from the header that is before its text, by which way ever it is mapped.
		for (m = 1; owner[m] != "image:text" && m < runs; m++)
			;
		expect("the physical address of the text", phys[m], plus($3, minus(run_start[m], a)))
		expect("the end of image:data", past[region["image:data"]], page_up(end))
		image++
	} else if (of[r] == "linear") {
		# RAM, with its physical address.
		m = run_of(a)
		if (!m || !same(plus(phys[m], minus(a, run_start[m])), $3))
			fail("mapped to " (m ? phys[m] : "nothing"))
		linear++
	} else if (same(a, first[region["vmalloc"]])) {
		expect("the end of vmalloc", past[last_region["vmalloc"]], end)
		vmalloc++
	} else if (of[r] == "modules") {
		expect("the start of modules", first[r], a)
		expect("the end of modules", past[r], end)
	} else if (of[r] !~ /^(vmemmap|image:.*|gap)$/)
		fail("a segment in the region " of[r])
}

function end_kcore()
{
	if (!linear || vmalloc != 1 || image != 1)
		fail("segments of RAM: " linear + 0 ", of vmalloc: " vmalloc + 0 ", of the image: " image + 0)
}

END {
	if (!regions || !runs)
		fail("no layout, no extents")
	if (file == "kallsyms")
		end_kallsyms()
	if (file == "iomem")
		end_iomem()
	if (file == "vmallocinfo")
		end_vmallocinfo()
	if (file == "kcore")
		end_kcore()
	finish(checked)
}
