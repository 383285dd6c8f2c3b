// SPDX-License-Identifier: GPL-2.0-only
/*
 * The kernel's own root table. On some architectures a register holds it at any time; the
 * vmcoreinfo note then confirms it. On others the register holds the root of the process
 * that runs, whose upper half is the same as the kernel's; the root is found by the note,
 * and the register confirms it.
 */
#include <linux/kernel.h>

#include "compat/ksym.h"
#include "compat/vmcoreinfo.h"
#include "ptwalk_walk.h"
#include "root.h"

/**
 * ptwalk_root_symbol - the virtual address of the kernel's root table
 *
 * Context: after ptwalk_ksym_init().
 * Return: the address, or 0 if neither the note nor the table of symbols has it.
 */
u64 ptwalk_root_symbol(void)
{
	u64 va;

	if (ptwalk_vmcoreinfo_hex("SYMBOL(swapper_pg_dir)=", &va))
		return ptwalk_ksym("swapper_pg_dir");
	return va;
}

/**
 * ptwalk_root_by_note - let vmcoreinfo confirm a root that a register holds
 * @space: the address space
 * @who: filled with who confirms it, or "nobody: " and the reason
 * @size: of @who
 *
 * vmcoreinfo has the virtual address of the root. Walked from the root in the register,
 * it must lead back to that root. Compare pages, as a root that is smaller than a page
 * may start inside one.
 */
void ptwalk_root_by_note(const struct ptwalk_space *space, char *who, size_t size)
{
	struct ptwalk_batch b;
	u64 va, pa;

	if (ptwalk_vmcoreinfo_hex("SYMBOL(swapper_pg_dir)=", &va)) {
		snprintf(who, size, "nobody: no vmcoreinfo note");
		return;
	}
	if (ptwalk_walk_lookup(space, va, &b)) {
		snprintf(who, size, "nobody: vmcoreinfo says 0x%016llx, which is not mapped", va);
		return;
	}
	pa = b.pa + (va - b.start);
	if ((pa ^ space->geo.root_pa) >> space->geo.page_shift)
		snprintf(who, size, "nobody: vmcoreinfo says 0x%016llx, which is at 0x%016llx",
			 va, pa);
	else
		snprintf(who, size, "vmcoreinfo");
}

/* Entry @index of the root at @pa, without what hardware changes; -1 if it can't be read. */
static u64 root_entry(const struct ptwalk_space *space, u64 pa, u32 index)
{
	struct ptwalk_reader *rd = space->reader;
	u64 e;

	if (rd->read(rd, pa + index * sizeof(e), &e, 1))
		return ~0ULL;
	return e & space->geo.table_mask;
}

/**
 * ptwalk_root_by_register - let a register confirm a root that a symbol led to
 * @space: the address space
 * @running: physical address of the root in the register
 * @name: of the register
 * @who: filled with who confirms it, or "nobody: " and the reason
 * @size: of @who
 *
 * The register's root is that of a process, and in the kernel's part it has the same
 * entries, except those that a process has for itself, and those that it has not met yet.
 */
void ptwalk_root_by_register(const struct ptwalk_space *space, u64 running, const char *name,
			     char *who, size_t size)
{
	const struct ptwalk_geometry *g = &space->geo;
	unsigned int top = g->levels - 1u;
	u32 i = ptwalk_level_index(g, top, g->va_start);
	u32 last = ptwalk_level_index(g, top, g->va_last), same = 0;

	if (!space->reader->is_ram(space->reader, running, BIT_ULL(g->page_shift))) {
		snprintf(who, size, "nobody: %s leads to no memory", name);
		return;
	}
	for (; i <= last; i++) {
		u64 own = root_entry(space, g->root_pa, i), its = root_entry(space, running, i);

		if (own && its && own != its) {
			snprintf(who, size, "nobody: entry %u is not the one of the root in %s", i,
				 name);
			return;
		}
		same += own && own == its;
	}
	if (same)
		snprintf(who, size, "%u entries of the root in %s", same, name);
	else
		snprintf(who, size, "nobody: the root in %s has no entry of the kernel's", name);
}
