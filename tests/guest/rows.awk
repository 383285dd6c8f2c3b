# SPDX-License-Identifier: GPL-2.0-only
#
# The rows of one file to the letter of INTERFACE.md, each for itself and with its neighbour: form, sizes,
# levels, permissions against the raw descriptor, order, overlap, and whether two rows should have been one.
# -v file=NAME page_size= levels= va_bits=, and moving=1 while areas come and go, with words.awk; regs come first,
# as a file named "regs" or ".../regs".

BEGIN {
	columns["status"] = "name: value"
	columns["regs"] = "register field bits value meaning"
	columns["layout"] = "range bytes name mapped_bytes tables table_bytes pgd p4d pud pmd pte cont"
	columns["maps"] = "range bytes level leaves prot memtype phys owner"
	columns["extents"] = columns["maps"]
	columns["linear"] = "range bytes level leaves prot memtype phys"
	columns["splits"] = "range bytes level tables table_bytes mapped reason"
	columns["areas"] = "range bytes kind state pages mapped extents largest caller verdict"
	columns["tasks"] = "pid comm task phys region level crosses contiguous verdict stack stack_extents"
	columns["check"] = "severity rule range expected actual owner"
	geometry(page_size, levels, va_bits)
	last = ""
}

# Registers that descriptors are read by.
FILENAME ~ /(^|\/)regs$/ && file != "regs" {
	if ($1 == "MAIR_EL1")
		memtype_of[substr($2, 5)] = $5
	else if ($1 == "IA32_PAT")
		memtype_of[substr($2, 3)] = $5
	else
		reg[$1 "." $2] = $4
	next
}

FNR == 1 {
	if (!(file in columns))
		fail("a file that is not known here")
	else if ($0 != "# ptwalk/1 " file ": " columns[file])
		fail("not the first line of " file)
	next
}

# The verdict is in remarks, once each, in this order.
file == "check" && /^# (rules|findings|result):/ {
	rows++
	said = said substr($2, 1, 2)
	if ($2 == "rules:" && $0 !~ /^# rules: [0-9]+ run ([1-9][0-9]* skipped: .|0 skipped$)/)
		fail("form")
	if ($2 == "findings:" && ($0 !~ /^# findings: [0-9]+ errors [0-9]+ warnings [0-9]+ unstable$/ ||
	    $3 != of_severity["error"] + 0 || $5 != of_severity["warning"] + 0))
		fail("not as many rows")
	if ($2 == "result:" && $0 != "# result: " (of_severity["error"] + of_severity["warning"] ? "fail" : "pass"))
		fail("not what the rows say")
	next
}

/^#/ {
	# Ranges that could not be walked are rare, but are no rows.
	if ($0 !~ /^# [^ ]/)
		fail("no remark")
	next
}

{
	rows++
	if ($0 ~ /^ / || $0 ~ / $/ || $0 ~ /  /)
		fail("blanks")
}

file == "status" {
	if ($0 !~ /^[a-z_]+(\.[a-z_]+)?: [^ ]/)
		fail("not name: value")
	if ($1 in value)
		fail("twice")
	value[$1] = substr($0, length($1) + 2)
	next
}

file == "regs" { check_reg(); next }
file == "layout" { check_layout(); next }
file == "maps" || file == "extents" { check_run(); next }
file == "areas" { check_area(); next }
file == "check" { check_finding(); next }
file == "tasks" { check_task(); next }
file == "linear" { check_linear(); next }
file == "splits" { check_split(); next }

{ fail("the rows of this file have no checker yet") }

function check_reg(    bits, width)
{
	if (NF != 5 || $1 !~ /^([A-Z0-9]+_EL1|init_top_pgt|swapper_pg_dir|satp|isa|CR[034]|IA32_[A-Z]+|CPUID)$/ || $2 !~ /^[A-Za-z0-9-]+$/ || $4 !~ /^0x(0|[1-9a-f][0-9a-f]*)$/) {
		fail("form")
		return
	}
	if (($1, $2) in seen)
		fail("twice")
	seen[$1, $2] = 1
	if ($3 !~ /^[0-9]+(:[0-9]+)?$/)
		fail("bits")
	split($3, bits, ":")
	width = bits[2] == "" ? 1 : bits[1] - bits[2] + 1
	if (bits[1] > 63 || width < 1 || hex(substr($4, 3)) >= power(width))
		fail("value does not fit")
	if ($2 == "TG1") {
		granule["16K"] = 16384; granule["4K"] = 4096; granule["64K"] = 65536
		if (granule[$5] != page_size)
			fail("page_size is " page_size " in status")
	}
	if ($2 == "T1SZ" && (64 - hex(substr($4, 3)) != va_bits || $5 != va_bits "-bit"))
		fail("va_bits is " va_bits " in status")
	if ($2 == "LA57" && $5 != levels "-levels")
		fail("levels are " levels " in status")
	if ($2 == "MODE" && $5 != "Sv" va_bits)
		fail("va_bits is " va_bits " in status")
	if (($2 == "root" || $2 == "PPN") && plus(ZERO, hex(substr($4, 3)) * 4096) != substr(root_pa, 3))
		fail("root_pa is " root_pa " in status")
	if ($1 == "IA32_PAT" && $5 !~ /^(uc|wc|wt|wp|wb|uc-)$/)
		fail("memory type")
	if ($2 == "BADDR" && plus(ZERO, hex(substr($4, 3)) * 2) != substr(root_pa, 3))
		fail("root_pa is " root_pa " in status")
	if ($1 == "MAIR_EL1")
		check_mair()
}

function check_mair(    byte, index_)
{
	known["0x0"] = "device-nGnRnE"; known["0x4"] = "device-nGnRE"; known["0x8"] = "device-nGRE"
	known["0xc"] = "device-GRE"; known["0x44"] = "normal-nc"; known["0xbb"] = "normal-wt"
	known["0xf0"] = "normal-tagged"; known["0xff"] = "normal"
	byte = hex(substr($4, 3))
	index_ = substr($2, 5)
	if ($3 != index_ * 8 + 7 ":" index_ * 8)
		fail("bits of an attribute")
	if ($5 != ($4 in known ? known[$4] : sprintf("attr%d:0x%02x", index_, byte)))
		fail("memory type")
}

# The range in $1 and its size in $2, behind the row before.
function check_range()
{
	if (!is_range($1)) {
		fail("range")
		return 0
	}
	if (!is_number($2) || $2 != minus(end, start))
		fail("bytes are not end - start")
	if (before(start, va_start))
		fail("below the first kernel address")
	if (last != "" && before(start, last))
		fail("overlaps the row before, or is out of order")
	return 1
}

function check_layout(    i)
{
	if (NF < 12 || !check_range()) {
		fail("form")
		return
	}
	if (!same(start, last == "" ? va_start : last))
		fail("a hole before it")
	if ($3 !~ /^(linear|kasan-shadow|bpf|modules|vmalloc|vmemmap|pci-io|fixmap|gap|image:(text|rodata|init|data))$/ &&
	    $3 !~ /^(image|cpu-entry-area|espfix|efi|ldt-remap|vsyscall)$/)
		fail("unknown region")
	if (last != "" && $3 == last_name)
		fail("two neighbours of one name")
	for (i = 4; i <= 12; i++)
		if (!is_number($i))
			fail("column " i " is no number")
	for (i = 7; i <= 11; i++)
		if ($i > 0 && !(level_at(i) in size))
			fail("leaves at a level that this hardware has not")
	if ($6 != $5 * page_size)
		fail("table_bytes")
	if ($4 > $2)
		fail("more is mapped than there is")
	check_tail(13)
	last = end
	last_name = $3
}

function level_at(column,    all)
{
	split("pgd p4d pud pmd pte", all, " ")
	return all[column - 6]
}

# key=value fields, from the given one on; sets tail[key]
function check_tail(from,    i, key)
{
	for (key in tail)
		delete tail[key]
	for (i = from; i <= NF; i++) {
		if ($i !~ /^[a-z][a-z_]*=[^=]+$/) {
			fail("not key=value: " $i)
			continue
		}
		key = substr($i, 1, index($i, "=") - 1)
		if (key in tail)
			fail(key " twice")
		tail[key] = substr($i, length(key) + 2)
	}
}

# Everything that two rows of one run would share.
function likeness()
{
	return $3 " " $5 " " $6 " " $8 " " tail["attrs"] " " tail["user"] " " tail["accessed"]
}

# What a row of leaves begins with, in every file
function check_leaves()
{
	if (!($3 in size)) {
		fail("a level that this hardware has not")
		return 0
	}
	if (!is_number($4) || $4 < 1 || $2 != $4 * size[$3])
		fail("bytes are not leaves * " size[$3])
	if (!aligned(start, size[$3]) || (end != TOP && !aligned(end, size[$3])))
		fail("not aligned to its level")
	if ($5 !~ /^(r-x|rw-|r--|rwx)$/)
		fail("prot")
	if ($6 !~ /^(normal|normal-tagged|normal-nc|normal-wt|device-nGnRnE|device-nGnRE|device-nGRE|device-GRE)$/ &&
	    $6 !~ /^attr[0-7]:0x[0-9a-f][0-9a-f]$/ && $6 !~ /^(uc|wc|wt|wp|wb|uc-|pma|nc|io|unknown)$/)
		fail("memtype")
	return 1
}

# A run of the linear map: nothing but what is contiguous
function check_linear()
{
	if (NF < 7 || !check_range() || !check_leaves()) {
		fail("form")
		return
	}
	if (!is_address($7) || !aligned(substr($7, 3), size[$3]))
		fail("phys")
	check_tail(8)
	if (("cont" in tail) && tail["cont"] != $4)
		fail("cont")
	last = end
}

# Tables in the place of blocks. Those of a low level come before the larger one that they are in.
function check_split()
{
	if (NF < 7 || !is_range($1)) {
		fail("form")
		return
	}
	if (!is_number($2) || $2 != minus(end, start))
		fail("bytes are not end - start")
	if ($3 == "-") {
		if ($4 != 1)
			fail("there is one root")
	} else if (!($3 in size) || $3 == "pte" || $2 != $4 * size[$3])
		fail("bytes are not tables * size")
	if ($5 != $4 * page_size)
		fail("table_bytes")
	if (!is_number($6) || $6 > $2)
		fail("mapped")
	if ($7 !~ /^(level|edge|unread|moved|unmapped|attributes|uniform)$/)
		fail("reason")
	check_tail(8)
	if (($7 ~ /^(unread|moved|unmapped|attributes)$/) != ("at" in tail))
		fail("at")
	if (("because" in tail) != ($7 == "unmapped"))
		fail("because")
}

function check_run()
{
	if (NF < 9 || !check_range()) {
		fail("form")
		return
	}
	if (!check_leaves())
		return
	if ($8 !~ /^(linear|vmemmap|fixmap|pci-io|kasan-shadow|none|bpf|modules|vmalloc|image:(text|rodata|init|data))$/ &&
	    $8 !~ /^(image|cpu-entry-area|espfix|efi|vsyscall)$/ &&
	    $8 !~ /^(vmalloc|vmap|ioremap|module|user|dma|percpu|vm_map_ram|image|other):[^:]+$/)
		fail("owner")
	check_tail(9)
	check_phys()
	check_attrs()
	# Where areas move while they are read, a new one may lie across two that were there before.
	if (!moving && same(start, last) && likeness() == last_like && (file == "maps" || joins()))
		fail("is one run with the row before")
	last = end
	last_like = likeness()
	last_phys = substr($7, 3)
	last_next = is_address($7) ? plus(last_phys, $2) : ""
	last_repeated = tail["repeated"]
}

# A rule of INTERFACE.md
function is_rule(s)
{
	return s ~ /^(area-unmapped|guard-mapped|lazy-mapped|pfn-mismatch|orphan|linear-affine|linear-hole|linear-extra)$/ ||
		s ~ /^(alias-writable|alias-memtype|wx|user-access|af-clear|cont-broken|bad-descriptor)$/ ||
		s ~ /^(table-outside-ram|table-loop|mmu-disagrees)$/
}

function check_finding()
{
	if (NF < 6 || $1 !~ /^(error|warning)$/ || !is_rule($2) || !is_range($3))
		fail("form")
	of_severity[$1]++
	check_tail(7)
}

# A thread: where its task is and its stack
function check_task()
{
	if (NF < 11 || !is_number($1) || $1 + 0 <= last + 0)
		fail("form, or not behind the pid before")
	last = $1
	if (!is_address($3) || !is_address($4) || !($6 in size) || !is_number($7) || $8 !~ /^(yes|no)$/)
		fail("task")
	if ($9 != "ok" && $9 != "unstable" && !is_rule($9))
		fail("verdict")
	# A thread that is dead, but not forgotten, has none.
	if (!(is_address($10) || $10 " " $11 == "- 0") || !is_number($11))
		fail("stack")
	check_tail(12)
}

# An area, and that its mapped pages are what its leaves map.
function check_area(    i, n, bytes, leaves, by_level, one)
{
	if (NF < 10 || !check_range()) {
		fail("form")
		return
	}
	last = end
	if ($3 !~ /^(vmalloc|vmap|ioremap|module|user|dma|percpu|vm_map_ram|image|other)$/)
		fail("kind")
	if ($4 != "busy" && $4 != "lazy")
		fail("state")
	for (i = 5; i <= 8; i++)
		if (!is_number($i))
			fail("column " i " is no number")
	if (!aligned(start, page_size) || $2 % page_size)
		fail("not of whole pages")
	if ($10 != "ok" && $10 != "unstable" && !is_rule($10))
		fail("verdict")
	check_tail(11)
	n = split(tail["leaves"], by_level, ",")
	for (i = 1; i <= n; i++) {
		split(by_level[i], one, ":")
		if (!(one[1] in size) || !is_number(one[2]) || one[2] == 0)
			fail("leaves")
		bytes += one[2] * size[one[1]]
		leaves += one[2]
	}
	if ($6 * page_size != bytes || $6 * page_size > $2)
		fail("mapped is not what the leaves map")
	if ($5 * page_size > $2 || ($4 == "busy" && $3 != "other" && $5 == 0))
		fail("pages")
	if (("huge" in tail) && (!is_number(tail["huge"]) || tail["huge"] > bytes || tail["huge"] == 0))
		fail("huge")
	if (("section" in tail) && ($3 != "module" || tail["section"] !~ /^(text|rodata|data|ro_after_init|init)$/))
		fail("section")
	if (("name" in tail) && $3 != "ioremap")
		fail("name")
	if (("pid" in tail) != ("comm" in tail) || (("pid" in tail) && (!is_number(tail["pid"]) || $3 != "vmalloc")))
		fail("pid and comm")
	if (("from" in tail) && index(tail["from"], substr($9, 1, index($9 "[", "[") - 1) "+0x") != 1)
		fail("from")
	if ($7 > leaves + 0 || ($7 == 0) != ($6 == 0) || $8 % page_size || $8 * $7 < bytes || $8 > bytes)
		fail("extents and largest")
}

# Does this extent go on where the one before ends, in physical memory too?
function joins()
{
	if (tail["repeated"] || last_repeated)
		return tail["repeated"] && last_repeated && same(substr($7, 3), last_phys)
	return same(substr($7, 3), last_next)
}

function check_phys()
{
	if (is_address($7)) {
		if (!aligned(substr($7, 3), size[$3]))
			fail("phys is not aligned to its level")
	} else if (file == "extents")
		fail("phys of an extent is an address")
	else if ($7 !~ /^scattered:[1-9][0-9]*$/ || substr($7, 11) + 0 < 2 || substr($7, 11) + 0 > $4 + 0)
		fail("phys")
}

function check_attrs()
{
	if (!is_address(tail["attrs"]))
		fail("attrs")
	else if (ENVIRON["PTWALK_ARCH"] == "x86_64")
		check_x86_64(substr(tail["attrs"], 3))
	else if (ENVIRON["PTWALK_ARCH"] == "riscv64")
		check_riscv64(substr(tail["attrs"], 3))
	else
		check_arm64(substr(tail["attrs"], 3))
}

# That the columns say what the raw bits do (Intel SDM 4.5 and 4.6)
function check_x86_64(a,    pat)
{
	if (!bit(a, 0) || ($3 != "pte" && !bit(a, 7)))
		fail("attrs are not of a leaf of this level")
	if (substr(a, 4, 9) != "000000000" || substr(a, 13, 1) !~ ($3 == "pte" ? "0" : "[01]"))
		fail("attrs have address bits")
	if (bit(a, 5) || bit(a, 6))
		fail("attrs have bits that hardware sets")
	if (("cont" in tail) || ("accessed" in tail))
		fail("cont, or accessed")
	pat = $3 == "pte" ? bit(a, 7) : bit(a, 12)
	if ($6 != memtype_of[pat * 4 + bit(a, 4) * 2 + bit(a, 3)])
		fail("memtype is not that of PAT, PCD and PWT")
	# Tables can only take away.
	if ($5 ~ /w/ && !bit(a, 1))
		fail("writable against the entry")
	if ($5 ~ /x/ && bit(a, 63))
		fail("executable against the entry")
	if (("user" in tail) && !bit(a, 2))
		fail("user against the entry")
}

# The same (RISC-V Privileged Architecture 10.4.1, and chapter 11)
function check_riscv64(a,    type)
{
	if (!bit(a, 0) || !(bit(a, 1) || bit(a, 3)))
		fail("attrs are not of a leaf")
	# Bits 53 to 10 are address, 60 to 54 are reserved.
	if (a !~ /^[02468ace]000000000000[0-3][0-9a-f][0-9a-f]$/)
		fail("attrs have bits of the address, or reserved ones")
	if ($5 != ((bit(a, 1) ? "r" : "-") (bit(a, 2) ? "w" : "-") (bit(a, 3) && !bit(a, 4) ? "x" : "-")))
		fail("prot is not that of R, W and X")
	if (("user" in tail) != bit(a, 4) || ("accessed" in tail) == bit(a, 6) || ("cont" in tail) != bit(a, 63))
		fail("user, accessed or cont is not that of U, A or N")
	type = reg["isa.Svpbmt"] == "0x1" ? (bit(a, 62) ? "io" : bit(a, 61) ? "nc" : "pma") : "unknown"
	if ($6 != type || (bit(a, 63) && reg["isa.Svnapot"] != "0x1"))
		fail("memtype is not that of PBMT, or a group without Svnapot")
}

# attrs and cont, and that the columns say what the raw bits do (Arm ARM D8.3)
function check_arm64(a,    writable)
{
	if (!bit(a, 0) || bit(a, 1) != ($3 == "pte"))
		fail("attrs are not of a leaf of this level")
	# Address bits may not be left over: 47 down to where a page of this level starts.
	if (hex(substr(a, 5, 4)) || hex(substr(a, 9, 8)) >= 65536)
		fail("attrs have address bits")
	if (("cont" in tail) != bit(a, 52) || (bit(a, 52) && tail["cont"] != $4))
		fail("cont")
	if (("accessed" in tail) == bit(a, 10))
		fail("accessed")
	if ($6 != memtype_of[bit(a, 4) * 4 + bit(a, 3) * 2 + bit(a, 2)])
		fail("memtype is not that of AttrIndx")
	if (reg["TCR2_EL1.PIE"] == "0x1")
		return
	# What hangs on tables can only take away: write (APTable) and execute (PXNTable).
	writable = !bit(a, 7) || (bit(a, 51) && reg["TCR_EL1.HD"] == "0x1")
	if ($5 ~ /w/ && !writable)
		fail("writable against the descriptor")
	if ($5 ~ /x/ && bit(a, 53))
		fail("executable against the descriptor")
	if (writable && $5 !~ /w/ && reg["TCR_EL1.HPD1"] == "0x1")
		fail("not writable against the descriptor")
}

# Only a walk of all can be unfinished.
END {
	if (file == "layout" && rows && last != TOP)
		fail("does not end at 2^64")
	if (file == "status")
		check_status()
	if (file == "check" && said != "rufire")
		fail("not one line each of rules, findings, result")
	if (file == "regs" && rows && !has_fields("TTBR1_EL1 BADDR TCR_EL1 T1SZ TCR_EL1 TG1 MAIR_EL1 Attr0 MAIR_EL1 Attr7") &&
	    !has_fields("init_top_pgt root CR3 PML CR4 LA57 IA32_EFER NXE IA32_PAT PA0 IA32_PAT PA7") &&
	    !has_fields("swapper_pg_dir PPN satp MODE isa Svnapot isa Svpbmt"))
		fail("a register is missing that all else hangs on")
	finish(rows)
}

# Are all of these there, register and field by turns?
function has_fields(list,    n, i, word)
{
	n = split(list, word, " ")
	for (i = 1; i <= n; i += 2)
		if (!((word[i], word[i + 1]) in seen))
			return 0
	return 1
}

function check_status(    n, i, want, v)
{
	n = split("abi version kernel arch page_size va_bits pa_bits levels root_pa root_source root_agrees_with " \
		"area_source area_layout areas locks locks.exclude locks.not_excluded walk.tables walk.entries walk.retries walk.torn walk.faults walk.ns limits",
		want, " ")
	for (i = 1; i <= n; i++)
		if (!(want[i] ":" in value))
			fail("no " want[i])
	n = split("page_size va_bits pa_bits levels areas walk.tables walk.entries walk.retries walk.torn " \
		"walk.faults walk.ns", want, " ")
	for (i = 1; i <= n; i++) {
		v = value[want[i] ":"]
		if (!is_number(v))
			fail(want[i] " is no number: " v)
	}
	if (value["abi:"] != "ptwalk/1")
		fail("abi")
	if (value["root_agrees_with:"] !~ /^(vmcoreinfo|[1-9][0-9]* entries of the root in [A-Za-z0-9]+)$/)
		fail("the root is not confirmed by vmcoreinfo, or by a register")
	if (!is_address(value["root_pa:"]))
		fail("root_pa")
}
