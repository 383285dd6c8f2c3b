// SPDX-License-Identifier: GPL-2.0-only
/*
 * x86_64: the geometry, derived from the registers.
 */
#include "x86_64.h"

#define CR0_WP		BIT_ULL(16)
#define CR0_PG		BIT_ULL(31)
#define CR4_LA57	BIT_ULL(12)
#define CR4_SMEP	BIT_ULL(20)
#define EFER_LMA	BIT_ULL(10)
#define EFER_NXE	BIT_ULL(11)

/* The highest bit of an address that an entry can hold. */
#define MAX_PA_BITS	52u

static void name_levels(struct ptwalk_geometry *g)
{
	static const char *const names[] = { "pte", "pmd", "pud", "p4d" };
	unsigned int l;

	for (l = 0; l < g->levels; l++)
		g->level[l].name = l == g->levels - 1u ? "pgd" : names[l];
}

/*
 * The bits of a leaf that must be zero: address bits that the CPU does not have, the low
 * address bits of a block but for PAT, and NX where it is off.
 */
static u64 reserved_bits(const struct ptwalk_geometry *g, unsigned int level, u64 c_bit, bool nx)
{
	u64 mask = g->pa_bits < MAX_PA_BITS ? GENMASK_ULL(MAX_PA_BITS - 1, g->pa_bits) : 0;

	if (level)
		mask |= GENMASK_ULL(g->level[level].shift - 1, 13);
	if (!nx)
		mask |= PTWALK_X86_64_NX;
	return mask & ~c_bit;
}

static void set_masks(struct ptwalk_geometry *g, u64 c_bit, bool nx)
{
	struct ptwalk_level *l;

	g->pa_low = GENMASK_ULL(g->pa_bits - 1u, g->page_shift) & ~c_bit;
	g->hw_mask = PTWALK_X86_64_HW;
	g->table_mask = PTWALK_X86_64_PRESENT | PTWALK_X86_64_SIZE | g->pa_low |
			PTWALK_X86_64_HIERARCHICAL;
	for (l = g->level; l < g->level + g->levels; l++) {
		l->step = BIT_ULL(l->shift);
		l->attrs = ~(g->pa_low & ~0ULL << l->shift) & ~g->hw_mask;
		l->reserved = reserved_bits(g, (unsigned int)(l - g->level), c_bit, nx);
		l->no_leaf = l - g->level > 2;
	}
}

/**
 * ptwalk_x86_64_geometry - the shape of the tables, from the registers
 * @of: struct ptwalk_x86_64_regs
 * @g: filled
 *
 * Return: as ptwalk_format_ops.geometry().
 */
int ptwalk_x86_64_geometry(const void *of, struct ptwalk_geometry *g)
{
	const struct ptwalk_x86_64_regs *regs = of;
	struct ptwalk_x86_64_format *fmt = (struct ptwalk_x86_64_format *)g->format;
	unsigned int l;

	/* Paging off, or that of a 32-bit kernel; or nobody knows the root. */
	if (!(regs->cr0 & CR0_PG) || !(regs->efer & EFER_LMA) || !regs->root)
		return -EOPNOTSUPP;
	if (regs->pa_bits < 36 || regs->pa_bits > MAX_PA_BITS ||
	    regs->root & ~GENMASK_ULL(regs->pa_bits - 1, 12))
		return -EINVAL;
	/* One bit of an address, or none. */
	if (regs->c_bit & (regs->c_bit - 1) || regs->c_bit & ~GENMASK_ULL(51, 32))
		return -EINVAL;

	g->page_shift = 12;
	g->levels = regs->cr4 & CR4_LA57 ? 5 : 4;
	g->va_bits = regs->cr4 & CR4_LA57 ? 57 : 48;
	g->pa_bits = (u8)regs->pa_bits;
	/* One root translates both halves; the kernel's is the upper one. */
	g->va_start = ~0ULL << (g->va_bits - 1);
	g->va_last = ~0ULL;
	g->root_pa = regs->root;
	for (l = 0; l < g->levels; l++) {
		g->level[l].shift = (u8)(12 + 9 * l);
		g->level[l].entries = 512;
	}
	name_levels(g);

	fmt->block_levels = regs->gbpages ? 0x7 : 0x3;
	fmt->nx = regs->efer & EFER_NXE;
	fmt->wp = regs->cr0 & CR0_WP;
	fmt->smep = regs->cr4 & CR4_SMEP;
	fmt->pat = regs->pat;
	fmt->c_bit = regs->c_bit;
	set_masks(g, regs->c_bit, fmt->nx);
	return 0;
}
