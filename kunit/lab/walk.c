// SPDX-License-Identifier: GPL-2.0-only
/*
 * A walk of the kernel's own tables, from the registers down.
 */
#include <linux/bits.h>
#include <linux/errno.h>
#include <linux/io.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include <asm/pgtable-hwdef.h>
#include <asm/sysreg.h>

#include "../fixture/arm64/entries.h"
#include "lab.h"

/* TCR_EL1.DS: entries hold 52-bit addresses, their upper two bits in [9:8]. */
#define LPA2 BIT_ULL(59)

/* Bits of an address that one table translates. */
#define TABLE_BITS (PAGE_SHIFT - 3)

static u64 tcr(void)
{
	return read_sysreg(tcr_el1);
}

static int va_bits(void)
{
	return 64 - (tcr() >> 16 & 0x3f);
}

/**
 * lab_levels - how many levels of table there are
 *
 * Return: 2 to %LAB_LEVELS.
 */
int lab_levels(void)
{
	return DIV_ROUND_UP(va_bits() - PAGE_SHIFT, TABLE_BITS);
}

/**
 * lab_root - where the root table is
 *
 * Return: its physical address.
 */
u64 lab_root(void)
{
	return virt_to_phys(fixture_root());
}

/**
 * lab_lowest - the lowest address that TTBR1_EL1 translates
 *
 * Return: the address.
 */
u64 lab_lowest(void)
{
	return ~0ULL << va_bits();
}

/**
 * lab_index - index of an address in its table
 * @level: the level, 0 is the last
 * @va: the address
 *
 * Return: the index.
 */
u32 lab_index(int level, u64 va)
{
	int shift = PAGE_SHIFT + level * TABLE_BITS;

	return (va & ~lab_lowest()) >> shift & (BIT(TABLE_BITS) - 1);
}

/**
 * lab_level_bytes - what one entry of a level maps
 * @level: the level, 0 is the last
 *
 * Return: bytes.
 */
u64 lab_level_bytes(int level)
{
	return 1ULL << (PAGE_SHIFT + level * TABLE_BITS);
}

/**
 * lab_entry_address - the address in an entry
 * @entry: the entry
 *
 * Return: a physical address.
 */
u64 lab_entry_address(u64 entry)
{
	if (PAGE_SIZE == SZ_64K)
		return (entry & GENMASK_ULL(47, 16)) | (entry & GENMASK_ULL(15, 12)) << 36;
	if (tcr() & LPA2)
		return (entry & GENMASK_ULL(49, PAGE_SHIFT)) | (entry & GENMASK_ULL(9, 8)) << 42;
	return entry & GENMASK_ULL(47, PAGE_SHIFT);
}

/**
 * lab_peek - read one word of memory
 * @pa: its physical address
 * @word: filled
 *
 * Return: 0, -EINVAL if @pa is not a multiple of 8, -EFAULT if there is no RAM.
 */
int lab_peek(u64 pa, u64 *word)
{
	if (pa % sizeof(*word))
		return -EINVAL;
	if (!pfn_is_map_memory(PHYS_PFN(pa)))
		return -EFAULT;
	return copy_from_kernel_nofault(word, phys_to_virt(pa), sizeof(*word)) ? -EFAULT : 0;
}

/* Does the walk go on at @table? Not to a table that it has passed already. */
static bool goes_on(const struct lab_walk *w, u64 table)
{
	int level;

	for (level = lab_levels() - 1; level >= w->level; level--)
		if (w->table[level] == table)
			return false;
	return pfn_is_map_memory(PHYS_PFN(table));
}

/**
 * lab_walk - go from the root to an address
 * @va: the address
 * @w: filled
 */
void lab_walk(u64 va, struct lab_walk *w)
{
	u64 table = lab_root(), entry, type;

	*w = (struct lab_walk) {};
	for (w->level = lab_levels() - 1; ; w->level--) {
		w->table[w->level] = table;
		if (lab_peek(table + lab_index(w->level, va) * sizeof(entry), &entry))
			return;
		w->entry[w->level] = entry;
		type = entry & 3;
		w->mapped = type == (w->level ? PMD_TYPE_SECT : PTE_TYPE_PAGE);
		table = lab_entry_address(entry);
		if (!w->level || type != PMD_TYPE_TABLE || !goes_on(w, table))
			break;
	}
	if (w->mapped)
		w->pa = table + (va & (lab_level_bytes(w->level) - 1));
}

/**
 * lab_measure - measure what is mapped, page by page
 * @start: first address
 * @end: address after the last
 * @s: filled
 *
 * Unlike fixture_measure() it may meet any fault.
 */
void lab_measure(u64 start, u64 end, struct fixture_shape *s)
{
	u64 va, run = 0, next = 0;
	struct lab_walk w;

	*s = (struct fixture_shape) {};
	for (va = start; va != end; va += PAGE_SIZE) {
		lab_walk(va, &w);
		if (!w.mapped) {
			run = 0;
			continue;
		}
		s->pages++;
		if (!run || w.pa != next) {
			s->extents++;
			run = 0;
		}
		run += PAGE_SIZE;
		next = w.pa + PAGE_SIZE;
		s->largest = max(s->largest, run);
	}
}

/**
 * lab_prot - what the kernel may do at an address
 * @w: the way to it
 * @prot: filled, as "r-x"; "---" if nothing is mapped
 *
 * Tables above may take away writing (APTable[1]) and executing (PXNTable).
 */
void lab_prot(const struct lab_walk *w, char prot[4])
{
	u64 leaf = w->entry[w->level], above = 0;
	int level;

	memcpy(prot, "---", sizeof("---"));
	if (!w->mapped)
		return;
	for (level = w->level + 1; level < lab_levels(); level++)
		above |= w->entry[level];
	prot[0] = 'r';
	/* A page that is clean (PTE_RDONLY) and PTE_WRITE becomes writable by itself. */
	if (!(above & BIT_ULL(62)) &&
	    (!(leaf & PTE_RDONLY) || (leaf & PTE_WRITE && tcr() & TCR_HD)))
		prot[1] = 'w';
	if (!(above & BIT_ULL(59)) && !(leaf & PTE_PXN))
		prot[2] = 'x';
}
