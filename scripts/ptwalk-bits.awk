# SPDX-License-Identifier: GPL-2.0-only
#
# What the fields of an entry are called in Linux, and what their values mean. A field has the name
# that the file query gives it. An arm64 row is about a leaf unless its field ends in "Table".
# "quiet" fields are ignored by the hardware or say nothing here: they are shown with -v only.

# bit ARCH FIELD VALUE NAME TEXT: VALUE "*" stands for any other one; NAME "" makes it quiet
function bit(arch, field, value, name, text) {
	bit_name[arch, field, value] = name
	bit_text[arch, field, value] = text
	bit_known[arch, field]
}

function arm64(    a) {
	a = "arm64"
	bit(a, "valid", "*", "", "the hardware uses this entry")
	bit(a, "type", "*", "", "table or page, rather than a block")
	bit(a, "type", "block", "", "a block, rather than a table or page")
	bit(a, "AttrIndx", "*", "PTE_ATTRINDX", "memory type %m, byte %v of MAIR_EL1")
	bit(a, "NS", "*", "", "ignored: the kernel runs in the non-secure state")
	bit(a, "AP[1]", "kernel-only", "", "PTE_USER is clear: user mode has no access")
	bit(a, "AP[1]", "user", "PTE_USER", "user mode may access it")
	bit(a, "AP[2]", "read-only", "PTE_RDONLY", "no writes")
	bit(a, "AP[2]", "read-write", "!PTE_RDONLY", "writable")
	bit(a, "SH", "*", "PTE_SHARED", "%v: caches of all CPUs agree")
	bit(a, "AF", "accessed", "PTE_AF", "accessed: the first access does not fault")
	bit(a, "AF", "not-accessed", "!PTE_AF",
		"not accessed yet: an access faults, or hardware sets the bit")
	bit(a, "table:AF", "*", "", "ignored in a table, without FEAT_HAFT")
	bit(a, "nG", "not-global", "PTE_NG",
		"TLB entries belong to one ASID; set if the kernel has tables of its own (KPTI)")
	bit(a, "nG", "global", "!PTE_NG", "TLB entries are for every ASID")
	bit(a, "nT", "off", "", "")
	bit(a, "GP", "not-guarded", "", "PTE_GP is clear: branch targets are not checked (BTI)")
	bit(a, "GP", "guarded", "PTE_GP", "branches must lead to a BTI instruction")
	bit(a, "DBM", "on", "PTE_WRITE",
		"Linux may make it writable; the hardware calls this bit DBM")
	bit(a, "DBM", "off", "!PTE_WRITE", "never writable")
	bit(a, "Contiguous", "group", "PTE_CONT",
		"contpte: one of a group that a single TLB entry may hold")
	bit(a, "Contiguous", "single", "", "PTE_CONT is clear: no contiguous group")
	bit(a, "PXN", "no-exec", "PTE_PXN", "the kernel does not execute it")
	bit(a, "PXN", "exec", "!PTE_PXN", "the kernel may execute it")
	bit(a, "UXN", "no-exec", "PTE_UXN", "user mode does not execute it")
	bit(a, "UXN", "exec", "!PTE_UXN", "user mode may execute it, if it has access")
	bit(a, "sw-dirty", "on", "PTE_DIRTY",
		"written to, as far as Linux knows; ignored by hardware")
	bit(a, "sw-special", "on", "PTE_SPECIAL", "no struct page to be used; ignored by hardware")
	bit(a, "sw-devmap", "on", "PTE_DEVMAP", "memory of a device; ignored by hardware")
	bit(a, "PXNTable", "no-exec", "PMD_TABLE_PXN",
		"the kernel executes nothing below this table")
	bit(a, "UXNTable", "user-no-exec", "PMD_TABLE_UXN",
		"user mode executes nothing below this table")
	bit(a, "APTable[0]", "kernel-only", "APTable[0]",
		"user mode accesses nothing below this table")
	bit(a, "APTable[1]", "read-only", "APTable[1]", "nothing below this table is writable")
	bit(a, "NSTable", "*", "", "ignored: the kernel runs in the non-secure state")
}

function riscv64(    a) {
	a = "riscv64"
	bit(a, "V", "*", "", "the hardware uses this entry")
	bit(a, "R", "read", "_PAGE_READ", "readable")
	bit(a, "W", "write", "_PAGE_WRITE", "writable")
	bit(a, "X", "exec", "_PAGE_EXEC", "executable")
	bit(a, "U", "user", "_PAGE_USER", "for user mode")
	bit(a, "G", "global", "_PAGE_GLOBAL", "TLB entries are for every ASID")
	bit(a, "A", "accessed", "_PAGE_ACCESSED", "accessed: the first access does not fault")
	bit(a, "D", "dirty", "_PAGE_DIRTY", "the first write does not fault")
	bit(a, "RSW[0]", "on", "_PAGE_SPECIAL", "no struct page to be used; ignored by hardware")
	bit(a, "N", "group", "_PAGE_NAPOT", "one of a group that a single TLB entry may hold")
	bit(a, "PBMT", "*", "_PAGE_MTMASK", "memory type %m (%v)")
}

function x86_64(    a) {
	a = "x86_64"
	bit(a, "P", "*", "", "the hardware uses this entry")
	bit(a, "R/W", "read-write", "_PAGE_RW", "writable")
	bit(a, "R/W", "read-only", "!_PAGE_RW", "no writes")
	bit(a, "table:R/W", "read-write", "", "writes are not forbidden below this table")
	bit(a, "U/S", "user", "_PAGE_USER", "user mode may access it")
	bit(a, "U/S", "kernel-only", "", "_PAGE_USER is clear: user mode has no access")
	bit(a, "PWT", "on", "_PAGE_PWT", "one of the bits that choose the memory type, %m")
	bit(a, "PCD", "on", "_PAGE_PCD", "one of the bits that choose the memory type, %m")
	bit(a, "PAT", "on", "_PAGE_PAT", "one of the bits that choose the memory type, %m")
	bit(a, "A", "accessed", "_PAGE_ACCESSED", "accessed")
	bit(a, "table:A", "*", "", "")
	bit(a, "D", "dirty", "_PAGE_DIRTY", "written to")
	bit(a, "PS", "leaf", "_PAGE_PSE", "a block, rather than a table")
	bit(a, "PS", "table", "", "a table, rather than a block")
	bit(a, "G", "global", "_PAGE_GLOBAL", "TLB entries survive a change of CR3")
	bit(a, "sw-special", "on", "_PAGE_SPECIAL",
		"no struct page to be used; ignored by hardware")
	bit(a, "sw-dirty", "on", "_PAGE_SOFT_DIRTY", "written to, for user space; ignored by hardware")
	bit(a, "C-bit", "on", "C-bit", "the memory is encrypted (SME, SEV)")
	bit(a, "NX", "no-exec", "_PAGE_NX", "not executable")
	bit(a, "NX", "exec", "!_PAGE_NX", "executable")
	bit(a, "table:NX", "exec", "", "execution is not forbidden below this table")
}

BEGIN {
	arm64()
	riscv64()
	x86_64()
}

# Sets name and text for FIELD=VALUE of an entry; fails if it is quiet.
function bit_find(arch, where, field, value,    f, v) {
	f = where == "table" && (arch, "table:" field) in bit_known ? "table:" field : field
	v = (arch, f, value) in bit_name ? value : "*"
	if ((arch, f, v) in bit_name) {
		name = bit_name[arch, f, v]
		text = bit_text[arch, f, v]
		gsub(/%v/, value, text)
		gsub(/%m/, memtype, text)
		return name == "" ? bit_quiet(field, value, text) : 1
	}
	if (value ~ /^(off|-|0|no|single|none)$/ || (arch, f) in bit_known)
		return bit_quiet(field, value, "")
	name = field
	text = value
	return 1
}

function bit_quiet(field, value, why) {
	name = field
	text = value (why == "" ? "" : ": " why)
	return 0
}
