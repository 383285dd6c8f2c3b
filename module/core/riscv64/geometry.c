// SPDX-License-Identifier: GPL-2.0-only
/*
 * riscv64: the geometry, derived from the registers.
 */
#include "riscv64.h"

/* satp.MODE: Sv39 is 8, and each mode after it has one level more (10.1.11). */
#define MODE_SHIFT	60
#define MODE_SV39	8
#define MODE_SV57	10

#define PAGE_SHIFT_SV	12
#define STRIDE		9
#define ENTRIES		512
#define PHYSICAL_BITS	56

static void set_levels(struct ptwalk_geometry *g)
{
	static const char *const names[] = { "pte", "pmd", "pud", "p4d" };
	unsigned int l;

	for (l = 0; l < g->levels; l++) {
		/* The page number of the next leaf is so much more. */
		u64 step = BIT_ULL(PTWALK_RISCV64_PPN_SHIFT + l * STRIDE);

		g->level[l] = (struct ptwalk_level) {
			.shift = (u8)(PAGE_SHIFT_SV + l * STRIDE),
			.entries = ENTRIES,
			.name = l == g->levels - 1u ? "pgd" : names[l],
			.step = step,
			.attrs = ~(PTWALK_RISCV64_PPN & -step) & ~g->hw_mask,
		};
	}
	g->level[0].cont = g->napot_mask ? PTWALK_RISCV64_GROUP : 0;
}

/*
 * Bits 60:54 are reserved; those above them are, too, unless an extension uses them. An
 * implementation faults on a reserved bit. Of tables, no extension has made use yet.
 */
static void set_format(struct ptwalk_geometry *g, u64 isa)
{
	struct ptwalk_riscv64_format *fmt = (struct ptwalk_riscv64_format *)g->format;
	u64 used = 0;

	if (isa & PTWALK_RISCV64_MAE)
		isa &= ~(u64)(PTWALK_RISCV64_SVNAPOT | PTWALK_RISCV64_SVPBMT);
	if (isa & PTWALK_RISCV64_SVNAPOT)
		used |= PTWALK_RISCV64_N;
	if (isa & PTWALK_RISCV64_SVPBMT)
		used |= PTWALK_RISCV64_PBMT;
	/* With both, hardware starts out as with Svade alone, and Linux leaves it so. */
	if ((isa & (PTWALK_RISCV64_SVADE | PTWALK_RISCV64_SVADU)) == PTWALK_RISCV64_SVADU)
		g->hw_mask = PTWALK_RISCV64_A | PTWALK_RISCV64_D;
	g->accessed_faults = !g->hw_mask;
	fmt->leaf_only = (used | PTWALK_RISCV64_U | PTWALK_RISCV64_A | PTWALK_RISCV64_D) &
			 ~g->hw_mask;
	if (isa & PTWALK_RISCV64_MAE)
		used |= PTWALK_RISCV64_MAE_TYPE;
	fmt->reserved = GENMASK_ULL(63, 54) & ~used;
	fmt->isa = (u8)isa;
	g->napot_mask = isa & PTWALK_RISCV64_SVNAPOT ? PTWALK_RISCV64_N : 0;
	g->cont_mask = g->napot_mask;
}

/**
 * ptwalk_riscv64_geometry - the shape of the tables, from the registers
 * @of: struct ptwalk_riscv64_regs
 * @g: filled
 *
 * One root translates both halves of the addresses; the kernel's is the upper one.
 *
 * Return: as ptwalk_format_ops.geometry().
 */
int ptwalk_riscv64_geometry(const void *of, struct ptwalk_geometry *g)
{
	const struct ptwalk_riscv64_regs *regs = of;
	unsigned int mode = (unsigned int)(regs->satp >> MODE_SHIFT);

	if (mode < MODE_SV39 || mode > MODE_SV57)
		return -EOPNOTSUPP;
	if (!regs->root || regs->root >> PHYSICAL_BITS || regs->root & GENMASK_ULL(11, 0))
		return -EINVAL;
	g->page_shift = PAGE_SHIFT_SV;
	g->levels = (u8)(mode - MODE_SV39 + 3);
	g->va_bits = (u8)(PAGE_SHIFT_SV + g->levels * STRIDE);
	g->pa_bits = PHYSICAL_BITS;
	g->va_start = ~0ULL << (g->va_bits - 1);
	g->va_last = ~0ULL;
	g->root_pa = regs->root;
	g->pa_low = PTWALK_RISCV64_PPN;
	g->pa_low_shift = PAGE_SHIFT_SV - PTWALK_RISCV64_PPN_SHIFT;
	set_format(g, regs->isa);
	set_levels(g);
	/* All but the bits for software. */
	g->table_mask = ~(GENMASK_ULL(9, 8) | g->hw_mask);
	return 0;
}
