// SPDX-License-Identifier: GPL-2.0-only
/*
 * arm64: the geometry, derived from the registers.
 */
#include "arm64.h"

/* TCR_EL1.IPS: bits of physical address. 0b111 (56 bits) needs 128-bit descriptors. */
static const u8 ips_bits[] = { 32, 36, 40, 42, 44, 48, 52, 0 };

/**
 * struct granule - properties of a granule
 * @shift: log2 of a page
 * @blocks: levels that may hold leaves
 * @blocks_52: more such levels, with 52-bit output addresses
 * @cont: leaves in a contiguous group, by level (D8.7.1)
 */
struct granule {
	u8 shift;
	u8 blocks;
	u8 blocks_52;
	u16 cont[PTWALK_LEVELS];
};

/* Indexed by TCR_EL1.TG1, whose encoding differs from TG0's. 0b00 is reserved. */
static const struct granule granules[] = {
	[1] = { .shift = 14, .blocks = 0x3, .blocks_52 = 0x4, .cont = { 128, 32 } },
	[2] = { .shift = 12, .blocks = 0x7, .blocks_52 = 0x8, .cont = { 16, 16, 16 } },
	[3] = { .shift = 16, .blocks = 0x3, .blocks_52 = 0x4, .cont = { 32, 32 } },
};

static u64 field(u64 reg, unsigned int hi, unsigned int lo)
{
	return (reg & GENMASK_ULL(hi, lo)) >> lo;
}

static void name_levels(struct ptwalk_geometry *g)
{
	static const char *const names[] = { "pte", "pmd", "pud", "p4d" };
	unsigned int top = g->levels - 1u, l;

	for (l = 0; l < top; l++)
		g->level[l].name = names[l];
	g->level[top].name = "pgd";
}

/*
 * With 52-bit physical addresses bits [5:2] hold PA[51:48], and tables are
 * aligned to 64 bytes (TTBR1_EL1.BADDR).
 */
static u64 root_address(u64 ttbr1, bool pa52, u64 table_bytes)
{
	u64 pa = ttbr1 & GENMASK_ULL(47, 1);

	if (pa52)
		pa = (ttbr1 & GENMASK_ULL(47, 6)) | field(ttbr1, 5, 2) << 48;
	return pa & ~(table_bytes - 1);
}

/*
 * The bits of a leaf that must be zero: address bits that this format does not have,
 * and the low address bits of a block, except nT.
 */
static u64 reserved_bits(const struct ptwalk_geometry *g, unsigned int level, bool ds)
{
	u64 mask = 0;

	if (!ds)
		mask |= GENMASK_ULL(49, 48);
	if (level)
		mask |= GENMASK_ULL(g->level[level].shift - 1, 17) | GENMASK_ULL(15, 12);
	else if (g->page_shift > 12)
		mask |= GENMASK_ULL(g->page_shift - 1, 12);
	return mask & ~g->pa_high;
}

/* The masks of the address in an entry, and those that follow for each level. */
static void set_addresses(struct ptwalk_geometry *g, bool ds, bool pa52)
{
	struct ptwalk_level *l;

	g->pa_low = GENMASK_ULL(ds ? 49 : 47, g->page_shift);
	if (ds) {
		g->pa_high = GENMASK_ULL(9, 8);
		g->pa_high_shift = 42;
	} else if (pa52) {
		g->pa_high = GENMASK_ULL(15, 12);
		g->pa_high_shift = 36;
	}
	for (l = g->level; l < g->level + g->levels; l++) {
		l->step = BIT_ULL(l->shift);
		l->attrs = ~(g->pa_low & ~0ULL << l->shift);
		l->reserved = reserved_bits(g, (unsigned int)(l - g->level), ds);
	}
}

/* Permissions and memory types. */
static void set_format(struct ptwalk_geometry *g, const struct ptwalk_arm64_regs *regs, u8 blocks,
		       bool ds)
{
	struct ptwalk_arm64_format *fmt = (struct ptwalk_arm64_format *)g->format;
	unsigned int l;

	fmt->block_levels = blocks;
	for (l = 1; l < g->levels; l++)
		g->level[l].no_leaf = !(blocks & 1u << l);
	fmt->modes = ds ? PTWALK_ARM64_DS : 0;
	if (field(regs->tcr2, 1, 1))
		fmt->modes |= PTWALK_ARM64_PIE;
	fmt->wxn = field(regs->sctlr, 19, 19);
	fmt->hw_dirty = field(regs->tcr, 40, 40);
	fmt->no_hierarchy = field(regs->tcr, 42, 42) || (fmt->modes & PTWALK_ARM64_PIE);
	fmt->mair = regs->mair;
	fmt->pir = regs->pir;
	fmt->pire0 = regs->pire0;
	g->accessed_faults = true;
	g->cont_mask = PTWALK_ARM64_CONTIGUOUS;
	g->table_mask = PTWALK_ARM64_TYPE | g->pa_low | g->pa_high;
	if (!fmt->no_hierarchy)
		g->table_mask |= PTWALK_ARM64_HIERARCHICAL;
}

/**
 * ptwalk_arm64_geometry - the shape of the tables, from the registers
 * @of: struct ptwalk_arm64_regs
 * @g: filled
 *
 * Return: as ptwalk_format_ops.geometry().
 */
int ptwalk_arm64_geometry(const void *of, struct ptwalk_geometry *g)
{
	const struct ptwalk_arm64_regs *regs = of;
	const struct granule *gran = &granules[field(regs->tcr, 31, 30)];
	bool ds = field(regs->tcr, 59, 59) && gran->shift != 16;
	u8 ips = ips_bits[field(regs->tcr, 34, 32)];
	unsigned int stride, l;
	bool pa52;

	/* TCR2_EL1.D128: descriptors of 128 bits. TCR_EL1.EPD1: no walks at all. */
	if (field(regs->tcr2, 5, 5) || field(regs->tcr, 23, 23))
		return -EOPNOTSUPP;
	if (!gran->shift || !ips)
		return -EINVAL;

	g->page_shift = gran->shift;
	g->va_bits = (u8)(64 - field(regs->tcr, 21, 16));
	if (g->va_bits < 25 || g->va_bits > 52)
		return -EINVAL;
	/* 49 bits and more are FEAT_LVA at 64K, and FEAT_LPA2 at the others. */
	if (g->va_bits > 48 && !ds && gran->shift != 16)
		return -EINVAL;

	pa52 = ips == 52 && (ds || gran->shift == 16);
	g->pa_bits = (u8)(pa52 ? 52 : min_t(u8, ips, 48));
	g->va_start = ~0ULL << g->va_bits;
	g->va_last = ~0ULL;

	stride = gran->shift - 3;
	g->levels = (u8)((g->va_bits - gran->shift + stride - 1) / stride);
	for (l = 0; l < g->levels; l++) {
		g->level[l].shift = (u8)(gran->shift + l * stride);
		g->level[l].entries = 1u << stride;
		g->level[l].cont = gran->cont[l];
	}
	l = g->levels - 1u;
	g->level[l].entries = 1u << (g->va_bits - g->level[l].shift);
	name_levels(g);
	g->root_pa = root_address(regs->ttbr1, ips == 52, g->level[l].entries * 8ULL);

	set_addresses(g, ds, pa52);
	set_format(g, regs, ds || pa52 ? gran->blocks | gran->blocks_52 : gran->blocks, ds);
	return 0;
}
