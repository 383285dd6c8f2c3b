/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * riscv64: what the format keeps besides the geometry, and the registers that it is
 * derived from. References are to The RISC-V Instruction Set Manual, volume II,
 * Privileged Architecture (20240411): chapter 10, "Supervisor-Level ISA", for satp and
 * Sv39, Sv48 and Sv57, and chapter 11 for Svnapot, Svpbmt and Svade/Svadu.
 */
#ifndef PTWALK_RISCV64_H
#define PTWALK_RISCV64_H

#include "ptwalk_format.h"

/**
 * enum ptwalk_riscv64_extension - extensions that give bits of an entry a meaning
 * @PTWALK_RISCV64_SVNAPOT: bit 63: one of 16 equal entries that map 64K
 * @PTWALK_RISCV64_SVPBMT: bits 62:61 are a memory type
 * @PTWALK_RISCV64_SVADE: an access faults if A is clear, and a write if D is
 * @PTWALK_RISCV64_SVADU: hardware sets A and D
 * @PTWALK_RISCV64_MAE: bits 63:59 are a memory type, on T-Head's cores (XTheadMae)
 */
enum ptwalk_riscv64_extension {
	PTWALK_RISCV64_SVNAPOT = 1,
	PTWALK_RISCV64_SVPBMT = 2,
	PTWALK_RISCV64_SVADE = 4,
	PTWALK_RISCV64_SVADU = 8,
	PTWALK_RISCV64_MAE = 16,
};

/**
 * struct ptwalk_riscv64_regs - the registers as read
 * @root: physical address of the kernel's root table, swapper_pg_dir. satp has that of
 *	the running process, whose upper half is a copy.
 * @satp: for its MODE
 * @isa: mask of enum ptwalk_riscv64_extension
 */
struct ptwalk_riscv64_regs {
	u64 root;
	u64 satp;
	u64 isa;
};

/**
 * struct ptwalk_riscv64_format - how to read an entry, besides the geometry
 * @isa: mask of enum ptwalk_riscv64_extension
 * @reserved: bits that must be zero in every valid entry
 * @leaf_only: bits that must be zero in an entry that points to a table
 */
struct ptwalk_riscv64_format {
	u8 isa;
	u64 reserved;
	u64 leaf_only;
};

static_assert(sizeof(struct ptwalk_riscv64_format) <= PTWALK_FORMAT_WORDS * sizeof(u64));

/** ptwalk_riscv64_format - the private data of this format in a geometry */
static inline const struct ptwalk_riscv64_format *
ptwalk_riscv64_format(const struct ptwalk_geometry *g)
{
	return (const struct ptwalk_riscv64_format *)g->format;
}

/* An entry, of every level (10.4.1). */
#define PTWALK_RISCV64_V		BIT_ULL(0)
#define PTWALK_RISCV64_R		BIT_ULL(1)
#define PTWALK_RISCV64_W		BIT_ULL(2)
#define PTWALK_RISCV64_X		BIT_ULL(3)
#define PTWALK_RISCV64_U		BIT_ULL(4)
#define PTWALK_RISCV64_A		BIT_ULL(6)
#define PTWALK_RISCV64_D		BIT_ULL(7)
#define PTWALK_RISCV64_PPN	GENMASK_ULL(53, 10)
#define PTWALK_RISCV64_PBMT	GENMASK_ULL(62, 61)
#define PTWALK_RISCV64_MAE_TYPE	GENMASK_ULL(63, 59)
#define PTWALK_RISCV64_N		BIT_ULL(63)

/** PTWALK_RISCV64_PPN_SHIFT - where the page number is in an entry */
#define PTWALK_RISCV64_PPN_SHIFT	10

/** PTWALK_RISCV64_GROUP - entries of a group with N set: the only size there is (11.1) */
#define PTWALK_RISCV64_GROUP	16

/* entry.c: decoding of entries */
void ptwalk_riscv64_decode(const struct ptwalk_geometry *g, unsigned int level, u32 index, u64 raw,
			   struct ptwalk_entry *e);
u64 ptwalk_riscv64_inherit(const struct ptwalk_geometry *g, u64 above, u64 raw);
void ptwalk_riscv64_prot(const struct ptwalk_geometry *g, unsigned int level, u64 attrs,
			 u64 inherited, struct ptwalk_prot *p);
u8 ptwalk_riscv64_modes(const struct ptwalk_geometry *g);
extern const struct ptwalk_bit ptwalk_riscv64_bits[];
extern const unsigned int ptwalk_riscv64_nr_bits;

/* geometry.c: geometry from the registers */
int ptwalk_riscv64_geometry(const void *of, struct ptwalk_geometry *g);

/* registers.c: the registers, explained field by field */
extern const struct ptwalk_field ptwalk_riscv64_fields[];
extern const unsigned int ptwalk_riscv64_nr_fields;

/* format.c */
extern const struct ptwalk_format_ops ptwalk_riscv64_ops;

#endif /* PTWALK_RISCV64_H */
