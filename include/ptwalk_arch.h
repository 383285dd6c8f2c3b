/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The contract with an architecture: everything that the rest of the module
 * knows of one. To add an architecture:
 *
 *  1. Make module/arch/<SRCARCH>/ with a ptwalk_format.h that defines
 *     struct ptwalk_format (what the decoder must know, besides the geometry)
 *     and struct ptwalk_regs (the registers as read).
 *  2. Fill the pure half below over those two, without kernel state: KUnit
 *     drives it with invented registers and descriptors.
 *  3. Fill the live half: read the registers, name the regions.
 *  4. List the objects in module/arch/<SRCARCH>/Kbuild.
 *  5. Add decoder cases to kunit/, and a guest to tests/matrix.
 *
 * Nothing else in the tree mentions an architecture.
 */
#ifndef PTWALK_ARCH_H
#define PTWALK_ARCH_H

#include "ptwalk.h"

/**
 * struct ptwalk_field - one field of a register, for people
 * @reg: name of the register
 * @name: name of the field
 * @hi: highest bit
 * @lo: lowest bit
 * @offset: of the register in struct ptwalk_regs
 * @words: what each value means, without blanks, or NULL
 * @nr_words: how many of them
 * @mean: where words won't do: write what @value means to @buf, without blanks
 */
struct ptwalk_field {
	const char *reg;
	const char *name;
	u8 hi, lo;
	u16 offset;
	const char *const *words;
	u8 nr_words;
	void (*mean)(const struct ptwalk_regs *regs, const struct ptwalk_field *f, u64 value,
		     char *buf, size_t size);
};

/**
 * enum ptwalk_bit_where - the descriptors that a bit belongs to
 * @PTWALK_BIT_LEAF: leaves of every level
 * @PTWALK_BIT_BLOCK: leaves above the last level
 * @PTWALK_BIT_TABLE: descriptors of tables
 */
enum ptwalk_bit_where {
	PTWALK_BIT_LEAF = 1,
	PTWALK_BIT_BLOCK = 2,
	PTWALK_BIT_TABLE = 4,
};

/**
 * struct ptwalk_bit - one field of a descriptor
 * @name: the architecture's name for it
 * @flag: word for a dump, if the field being set is worth a word; or NULL
 * @hi: highest bit
 * @lo: lowest bit
 * @where: mask of enum ptwalk_bit_where
 * @words: what each value means, without blanks; NULL for a number
 * @unless: modes in which the bits mean something else, or 0
 * @only: modes without which they mean something else, or 0
 *
 * @unless and @only are masks over ptwalk_arch_modes().
 */
struct ptwalk_bit {
	const char *name;
	const char *flag;
	u8 hi, lo;
	u8 where;
	const char *const *words;
	u8 unless;
	u8 only;
};

/* ---- the pure half: plain integers in, plain integers out, any context ---- */

/** ptwalk_arch_name - as in status, e.g. "arm64" */
extern const char ptwalk_arch_name[];

/** ptwalk_arch_root - the register that holds the root, e.g. "TTBR1_EL1" */
extern const char ptwalk_arch_root[];

/** ptwalk_arch_fields - every field that regs shows */
extern const struct ptwalk_field ptwalk_arch_fields[];
extern const unsigned int ptwalk_arch_nr_fields;

/** ptwalk_arch_bits - every attribute of a descriptor */
extern const struct ptwalk_bit ptwalk_arch_bits[];
extern const unsigned int ptwalk_arch_nr_bits;

/**
 * ptwalk_arch_geometry - what the registers say
 * @regs: as read
 * @g: filled
 *
 * Return: 0, or -EOPNOTSUPP if the registers describe tables of a kind that
 * this decoder does not know, or -EINVAL if they contradict themselves.
 */
int ptwalk_arch_geometry(const struct ptwalk_regs *regs, struct ptwalk_geometry *g);

/**
 * ptwalk_arch_decode - decode one descriptor
 * @g: the geometry
 * @level: of the table that it stands in, 0 is pte
 * @raw: the descriptor, read once
 * @d: filled
 */
void ptwalk_arch_decode(const struct ptwalk_geometry *g, unsigned int level,
			u64 raw, struct ptwalk_desc *d);

/**
 * ptwalk_arch_pa - where a leaf leads, and nothing else of it
 * @g: the geometry
 * @level: of the leaf
 * @raw: the descriptor of a leaf
 *
 * Return: the physical address.
 */
u64 ptwalk_arch_pa(const struct ptwalk_geometry *g, unsigned int level, u64 raw);

/**
 * ptwalk_arch_attrs - the bits of a leaf that are no address
 * @g: the geometry
 * @level: of the leaf
 *
 * Two leaves of one level that are equal under this mask are alike. Address bits
 * that do not stand in order are left in, so leaves that differ in those only
 * are alike, but differ here.
 *
 * Return: the mask.
 */
u64 ptwalk_arch_attrs(const struct ptwalk_geometry *g, unsigned int level);

/**
 * ptwalk_arch_reserved - the bits that must be zero in the attributes of a leaf
 * @g: the geometry
 * @level: of the leaf
 *
 * Return: the mask.
 */
u64 ptwalk_arch_reserved(const struct ptwalk_geometry *g, unsigned int level);

/**
 * ptwalk_arch_inherit - what a table descriptor imposes on all under it
 * @g: the geometry
 * @above: what is imposed on the descriptor itself; 0 at the root
 * @raw: the table descriptor
 *
 * Return: a value for ptwalk_arch_prot(); equal values impose the same.
 */
u64 ptwalk_arch_inherit(const struct ptwalk_geometry *g, u64 above, u64 raw);

/**
 * ptwalk_arch_prot - effective permissions and memory type of a leaf
 * @g: the geometry
 * @attrs: of the leaf
 * @inherited: from the tables above it
 * @p: filled
 */
void ptwalk_arch_prot(const struct ptwalk_geometry *g, u64 attrs, u64 inherited,
		      struct ptwalk_prot *p);

/**
 * ptwalk_arch_modes - which of the architecture's modes the registers turn on
 * @g: the geometry
 *
 * Return: a mask, for @unless in struct ptwalk_bit.
 */
u8 ptwalk_arch_modes(const struct ptwalk_geometry *g);

/* ---- the live half: of the machine that runs ---- */

/**
 * ptwalk_arch_read_regs - read the registers of this CPU
 * @regs: filled
 *
 * Context: any; what is read is the same on every CPU.
 */
void ptwalk_arch_read_regs(struct ptwalk_regs *regs);

/**
 * ptwalk_arch_regions - the regions of the running kernel's address space
 * @g: the geometry
 * @out: filled, in any order, overlaps settled by rank
 * @max: room in @out
 *
 * Return: how many, or -ENOSPC.
 */
int ptwalk_arch_regions(const struct ptwalk_geometry *g,
			struct ptwalk_region *out, u32 max);

/**
 * ptwalk_arch_probe - ask the MMU
 * @va: an address of the kernel's half
 * @pa: filled with where a read would go
 *
 * Context: any; interrupts are off for a moment. The hardware walks the tables as it
 * would for an access: the caller has just read that they lead to RAM only.
 * Return: 0, -EFAULT if a read would fault, -EIO if the hardware can't read a table
 * on the way, -EOPNOTSUPP if this machine can't be asked.
 */
int ptwalk_arch_probe(u64 va, u64 *pa);

/**
 * ptwalk_arch_copy - copy words from memory that may not be there
 * @to: where to
 * @from: an address of the kernel's, aligned
 * @n: how many
 *
 * Each word is read once, in one piece. copy_from_kernel_nofault() does it
 * wherever nothing faster is at hand.
 *
 * Context: any.
 * Return: 0 or -EFAULT.
 */
int ptwalk_arch_copy(u64 *to, const u64 *from, u32 n);

/**
 * ptwalk_arch_linear_offset - what turns an address of the linear map physical
 *
 * Return: the number to add, modulo 2^64.
 */
u64 ptwalk_arch_linear_offset(void);

/**
 * ptwalk_arch_is_table_ram - is this memory that a table can be read from?
 * @pa: physical address
 *
 * Return: true if the page at @pa is memory that the kernel manages, so that
 * reading it has no side effect.
 */
bool ptwalk_arch_is_table_ram(u64 pa);

#endif /* PTWALK_ARCH_H */
