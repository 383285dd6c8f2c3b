/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * x86_64: what the format keeps besides the geometry, and the registers that it is
 * derived from. References are to the Intel 64 and IA-32 Architectures Software
 * Developer's Manual (SDM), volume 3A, chapter 4 "Paging" and 11.12 "Page Attribute
 * Table", and to the AMD64 Architecture Programmer's Manual (APM), volume 2, for the C-bit.
 */
#ifndef PTWALK_X86_64_H
#define PTWALK_X86_64_H

#include "ptwalk_format.h"

/** PTWALK_X86_64_PRESENT - the hardware uses the entry (P) */
#define PTWALK_X86_64_PRESENT	BIT_ULL(0)

/** PTWALK_X86_64_WRITE - writable (R/W) */
#define PTWALK_X86_64_WRITE	BIT_ULL(1)

/** PTWALK_X86_64_USER - accessible from user mode (U/S) */
#define PTWALK_X86_64_USER	BIT_ULL(2)

/** PTWALK_X86_64_SIZE - above the last level: a leaf (PS); in the last one it is PAT */
#define PTWALK_X86_64_SIZE	BIT_ULL(7)

/** PTWALK_X86_64_NX - not executable (XD), reserved unless EFER.NXE */
#define PTWALK_X86_64_NX	BIT_ULL(63)

/** PTWALK_X86_64_HW - bits that hardware sets: A and D */
#define PTWALK_X86_64_HW	GENMASK_ULL(6, 5)

/**
 * PTWALK_X86_64_HIERARCHICAL - bits of a table that restrict everything under it: the
 * permissions of an access are the AND of all levels (SDM 4.6.1)
 */
#define PTWALK_X86_64_HIERARCHICAL \
	(PTWALK_X86_64_WRITE | PTWALK_X86_64_USER | PTWALK_X86_64_NX)

/**
 * struct ptwalk_x86_64_regs - the registers as read
 * @root: physical address of the kernel's root; CR3 has that of the process that runs
 * @cr0: CR0, for WP
 * @cr3: CR3 as read
 * @cr4: CR4, for LA57, SMEP and SMAP
 * @efer: IA32_EFER, for NXE
 * @pat: IA32_PAT, eight memory types
 * @pa_bits: MAXPHYADDR of CPUID, without bits that memory encryption takes
 * @c_bit: the bit of an address that memory encryption uses, as a mask; 0 without
 * @gbpages: Page1GB of CPUID: the level above pmd may have leaves
 */
struct ptwalk_x86_64_regs {
	u64 root;
	u64 cr0;
	u64 cr3;
	u64 cr4;
	u64 efer;
	u64 pat;
	u64 pa_bits;
	u64 c_bit;
	u64 gbpages;
};

/**
 * struct ptwalk_x86_64_format - how to read an entry, besides the geometry
 * @block_levels: bit n is set if level n may hold leaves
 * @nx: bit 63 is no-execute, and not reserved
 * @wp: the kernel obeys R/W
 * @smep: the kernel can't execute what user mode can access
 * @pat: memory types
 * @c_bit: mask of the encryption bit, 0 without
 */
struct ptwalk_x86_64_format {
	u8 block_levels;
	bool nx;
	bool wp;
	bool smep;
	u64 pat;
	u64 c_bit;
};

static_assert(sizeof(struct ptwalk_x86_64_format) <= PTWALK_FORMAT_WORDS * sizeof(u64));

/** ptwalk_x86_64_format - the private data of this format in a geometry */
static inline const struct ptwalk_x86_64_format *
ptwalk_x86_64_format(const struct ptwalk_geometry *g)
{
	return (const struct ptwalk_x86_64_format *)g->format;
}

/**
 * enum ptwalk_x86_64_mode - modes that give bits of an entry another meaning
 * @PTWALK_X86_64_C_47: the C-bit is bit 47 (AMD family 17h)
 * @PTWALK_X86_64_C_51: the C-bit is bit 51 (later ones)
 */
enum ptwalk_x86_64_mode {
	PTWALK_X86_64_C_47 = 1,
	PTWALK_X86_64_C_51 = 2,
};

/* entry.c: decoding of entries */
void ptwalk_x86_64_decode(const struct ptwalk_geometry *g, unsigned int level, u32 index, u64 raw,
			  struct ptwalk_entry *e);
u64 ptwalk_x86_64_inherit(const struct ptwalk_geometry *g, u64 above, u64 raw);
u8 ptwalk_x86_64_modes(const struct ptwalk_geometry *g);
bool ptwalk_x86_64_memtype(u64 pat, unsigned int index, char name[PTWALK_MEMTYPE]);
void ptwalk_x86_64_prot(const struct ptwalk_geometry *g, unsigned int level, u64 attrs,
			u64 inherited, struct ptwalk_prot *p);
extern const struct ptwalk_bit ptwalk_x86_64_bits[];
extern const unsigned int ptwalk_x86_64_nr_bits;

/* geometry.c: geometry from the registers */
int ptwalk_x86_64_geometry(const void *of, struct ptwalk_geometry *g);

/* registers.c: the registers, explained field by field */
extern const struct ptwalk_field ptwalk_x86_64_fields[];
extern const unsigned int ptwalk_x86_64_nr_fields;

/* format.c */
extern const struct ptwalk_format_ops ptwalk_x86_64_ops;

#endif /* PTWALK_X86_64_H */
