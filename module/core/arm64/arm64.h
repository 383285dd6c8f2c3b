/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * arm64 stage 1: what the format keeps besides the geometry, and the registers
 * that it is derived from. References are to the Arm Architecture Reference
 * Manual for A-profile (DDI 0487), chapter D8, "The AArch64 Virtual Memory
 * System Architecture", and to the descriptions of the registers in chapter D24.
 */
#ifndef PTWALK_ARM64_H
#define PTWALK_ARM64_H

#include "ptwalk_format.h"

/** PTWALK_ARM64_TYPE - valid, and table, block or page */
#define PTWALK_ARM64_TYPE	GENMASK_ULL(1, 0)

/** PTWALK_ARM64_CONTIGUOUS - one of a group that may share a TLB entry (D8.7.1) */
#define PTWALK_ARM64_CONTIGUOUS	BIT_ULL(52)

/**
 * PTWALK_ARM64_HIERARCHICAL - restrictions of a table on the kernel: PXNTable and
 * APTable. UXNTable concerns user mode alone, and KASAN's shared tables differ in it.
 */
#define PTWALK_ARM64_HIERARCHICAL	(BIT_ULL(59) | GENMASK_ULL(62, 61))

/**
 * enum ptwalk_arm64_mode - modes that give bits of a descriptor another meaning
 * @PTWALK_ARM64_DS: 52-bit output addresses at 4K and 16K (FEAT_LPA2, TCR_EL1.DS)
 * @PTWALK_ARM64_PIE: permission indirection (FEAT_S1PIE, TCR2_EL1.PIE)
 */
enum ptwalk_arm64_mode {
	PTWALK_ARM64_DS = 1,
	PTWALK_ARM64_PIE = 2,
};

/**
 * struct ptwalk_arm64_regs - the registers as read
 * @ttbr1: TTBR1_EL1, root of the kernel's half
 * @tcr: TCR_EL1, its shape
 * @mair: MAIR_EL1, eight memory types
 * @sctlr: SCTLR_EL1, for WXN
 * @tcr2: TCR2_EL1, 0 if the CPU has none
 * @pir: PIR_EL1, 0 if the CPU has none
 * @pire0: PIRE0_EL1, 0 if the CPU has none
 */
struct ptwalk_arm64_regs {
	u64 ttbr1;
	u64 tcr;
	u64 mair;
	u64 sctlr;
	u64 tcr2;
	u64 pir;
	u64 pire0;
};

/**
 * struct ptwalk_arm64_format - how to read an entry, besides the geometry
 * @block_levels: bit n is set if level n may hold leaves
 * @modes: mask of enum ptwalk_arm64_mode
 * @wxn: writable means not executable (SCTLR_EL1.WXN)
 * @hw_dirty: hardware makes DBM entries writable (TCR_EL1.HD)
 * @no_hierarchy: table entries impose nothing (TCR_EL1.HPD1, or PIE)
 * @mair: memory types
 * @pir: permissions by index for the kernel
 * @pire0: permissions by index for user mode
 */
struct ptwalk_arm64_format {
	u8 block_levels;
	u8 modes;
	bool wxn;
	bool hw_dirty;
	bool no_hierarchy;
	u64 mair;
	u64 pir;
	u64 pire0;
};

static_assert(sizeof(struct ptwalk_arm64_format) <= PTWALK_FORMAT_WORDS * sizeof(u64));

/** ptwalk_arm64_format - the private data of this format in a geometry */
static inline const struct ptwalk_arm64_format *ptwalk_arm64_format(const struct ptwalk_geometry *g)
{
	return (const struct ptwalk_arm64_format *)g->format;
}

/* entry.c: decoding of entries */
void ptwalk_arm64_decode(const struct ptwalk_geometry *g, unsigned int level, u32 index, u64 raw,
			 struct ptwalk_entry *e);
u64 ptwalk_arm64_inherit(const struct ptwalk_geometry *g, u64 above, u64 raw);
u8 ptwalk_arm64_modes(const struct ptwalk_geometry *g);
bool ptwalk_arm64_memtype(u64 mair, unsigned int index, char name[PTWALK_MEMTYPE]);
void ptwalk_arm64_prot(const struct ptwalk_geometry *g, unsigned int level, u64 attrs,
		       u64 inherited, struct ptwalk_prot *p);
extern const struct ptwalk_bit ptwalk_arm64_bits[];
extern const unsigned int ptwalk_arm64_nr_bits;

/* geometry.c: geometry from the registers */
int ptwalk_arm64_geometry(const void *of, struct ptwalk_geometry *g);

/* registers.c: the registers, explained field by field */
extern const struct ptwalk_field ptwalk_arm64_fields[];
extern const unsigned int ptwalk_arm64_nr_fields;

/* format.c */
extern const struct ptwalk_format_ops ptwalk_arm64_ops;

#endif /* PTWALK_ARM64_H */
