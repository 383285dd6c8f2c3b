/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * arm64: what the decoder knows besides the geometry, and the registers that
 * all of it is derived from. References are to the Arm Architecture Reference
 * Manual for A-profile (DDI 0487), chapter D8, "The AArch64 Virtual Memory
 * System Architecture", and to the descriptions of the registers in chapter D24.
 */
#ifndef PTWALK_FORMAT_H
#define PTWALK_FORMAT_H

/** PTWALK_ARM64_TYPE - valid, and table, block or page */
#define PTWALK_ARM64_TYPE	GENMASK_ULL(1, 0)

/** PTWALK_ARM64_CONTIGUOUS - one of a group that may share a TLB entry (D8.7.1) */
#define PTWALK_ARM64_CONTIGUOUS	BIT_ULL(52)

/**
 * PTWALK_ARM64_HIERARCHICAL - what a table imposes on the kernel: PXNTable and
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
 * struct ptwalk_regs - the registers as read
 * @ttbr1: TTBR1_EL1, root of the kernel's half
 * @tcr: TCR_EL1, its shape
 * @mair: MAIR_EL1, eight memory types
 * @sctlr: SCTLR_EL1, for WXN
 * @tcr2: TCR2_EL1, 0 where the CPU has none
 * @pir: PIR_EL1, 0 where the CPU has none
 * @pire0: PIRE0_EL1, likewise
 */
struct ptwalk_regs {
	u64 ttbr1;
	u64 tcr;
	u64 mair;
	u64 sctlr;
	u64 tcr2;
	u64 pir;
	u64 pire0;
};

/**
 * struct ptwalk_format - how to read a descriptor
 * @addr: the address bits that stand where they belong
 * @high: address bits that stand elsewhere
 * @high_shift: by how much they are to be shifted left
 * @block_levels: bit n is set if level n may hold leaves
 * @modes: mask of enum ptwalk_arm64_mode
 * @wxn: writable means not executable (SCTLR_EL1.WXN)
 * @hw_dirty: hardware makes DBM descriptors writable (TCR_EL1.HD)
 * @no_hierarchy: table descriptors impose nothing (TCR_EL1.HPD1, or PIE)
 * @mair: memory types
 * @pir: permissions by index for the kernel
 * @pire0: permissions by index for user mode
 */
struct ptwalk_format {
	u64 addr;
	u64 high;
	u8 high_shift;
	u8 block_levels;
	u8 modes;
	bool wxn;
	bool hw_dirty;
	bool no_hierarchy;
	u64 mair;
	u64 pir;
	u64 pire0;
};

#endif /* PTWALK_FORMAT_H */
