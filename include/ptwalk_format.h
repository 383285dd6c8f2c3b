/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A format of page tables, as data and operations, so that one binary can hold
 * several. Each is a folder of module/core/.
 */
#ifndef PTWALK_FORMAT_H
#define PTWALK_FORMAT_H

#include "ptwalk.h"

/**
 * enum ptwalk_kind - what an entry is, or why its range could not be walked
 * @PTWALK_EMPTY: zero
 * @PTWALK_INVALID: not zero, but not valid to the hardware: a fault
 * @PTWALK_TABLE: points to a table of the level below
 * @PTWALK_LEAF: maps memory
 * @PTWALK_BAD: valid, in a way that the architecture reserves
 * @PTWALK_TORN: its table kept changing while it was read
 * @PTWALK_FAULT: its table could not be read
 * @PTWALK_OUTSIDE: its table is not in RAM, so it was not read
 * @PTWALK_LOOP: its table is one of its own ancestors
 *
 * Decoders return the first five; the others are verdicts of the walk on a table
 * entry.
 */
enum ptwalk_kind {
	PTWALK_EMPTY,
	PTWALK_INVALID,
	PTWALK_TABLE,
	PTWALK_LEAF,
	PTWALK_BAD,
	PTWALK_TORN,
	PTWALK_FAULT,
	PTWALK_OUTSIDE,
	PTWALK_LOOP,
	/* private: their number */
	PTWALK_KINDS
};

/**
 * struct ptwalk_entry - one entry, decoded
 * @kind: what it is
 * @pa: where it points, for a table or a leaf; otherwise 0
 * @attrs: the raw value without its address bits
 */
struct ptwalk_entry {
	enum ptwalk_kind kind;
	u64 pa;
	u64 attrs;
};

/**
 * enum ptwalk_cached - is memory cached that is accessed through a leaf?
 * @PTWALK_UNCACHED: it is not
 * @PTWALK_CACHED: it is
 * @PTWALK_CACHED_UNKNOWN: the tables don't tell, as it depends on the physical address
 *	alone. Then it is the same through all leaves that map this address.
 */
enum ptwalk_cached {
	PTWALK_UNCACHED,
	PTWALK_CACHED,
	PTWALK_CACHED_UNKNOWN,
};

/** PTWALK_MEMTYPE - size of the name of a memory type */
#define PTWALK_MEMTYPE	16

/**
 * struct ptwalk_prot - what the kernel may do with a leaf, and how it is cached
 * @r: readable; false only where the architecture can say so
 * @w: writable, as the hardware will decide it
 * @x: executable by the kernel
 * @user: accessible from user mode
 * @accessed: the access flag is set
 * @cont: belongs to a contiguous group
 * @cached: whether this is normal memory, cacheable
 * @memtype: memory type by name, no blanks, ends with NUL
 *
 * Permissions are effective: those of the leaf, less what the tables above it and
 * the control registers take away.
 */
struct ptwalk_prot {
	bool r, w, x;
	bool user;
	bool accessed;
	bool cont;
	enum ptwalk_cached cached;
	char memtype[PTWALK_MEMTYPE];
};

/**
 * struct ptwalk_field - one field of a register, as the file regs shows it
 * @reg: name of the register
 * @name: name of the field
 * @hi: highest bit
 * @lo: lowest bit
 * @offset: of the register in the format's struct of registers
 * @words: what each value means, without blanks, or NULL
 * @nr_words: how many of them
 * @mean: write what @value means to @buf, without blanks; instead of @words
 */
struct ptwalk_field {
	const char *reg;
	const char *name;
	u8 hi, lo;
	u16 offset;
	const char *const *words;
	u8 nr_words;
	void (*mean)(const void *regs, const struct ptwalk_field *f, u64 value, char *buf,
		     size_t size);
};

/**
 * enum ptwalk_bit_where - the entries that a bit belongs to
 * @PTWALK_BIT_LEAF: leaves of every level
 * @PTWALK_BIT_BLOCK: leaves above the last level
 * @PTWALK_BIT_TABLE: entries that point to tables
 * @PTWALK_BIT_PAGE: leaves of the last level
 */
enum ptwalk_bit_where {
	PTWALK_BIT_LEAF = 1,
	PTWALK_BIT_BLOCK = 2,
	PTWALK_BIT_TABLE = 4,
	PTWALK_BIT_PAGE = 8,
};

/**
 * struct ptwalk_bit - one field of an entry
 * @name: the architecture's name for it
 * @flag: word to show if the field is set, or NULL
 * @hi: highest bit
 * @lo: lowest bit
 * @where: mask of enum ptwalk_bit_where
 * @words: what each value means, without blanks; NULL for a number
 * @unless: modes in which the bits have another meaning, or 0
 * @only: modes that must be on for this meaning, or 0
 *
 * @unless and @only are masks over ptwalk_format_ops.modes().
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

/**
 * struct ptwalk_format_ops - a format of page tables
 * @name: of the format, as the file status shows it
 * @root: where the root comes from: the register that holds it, or the symbol
 * @geometry: fill a geometry, all zero but @ops, from the registers. 0; -EOPNOTSUPP if they
 *	describe tables of a kind that this format does not know; -EINVAL if they contradict
 *	themselves.
 * @decode: decode the entry at @index of a table of @level
 * @inherit: the restrictions of a table entry on everything under it; @above is
 *	what restricts the entry itself, 0 at the root. Equal values mean equal
 *	restrictions.
 * @prot: effective permissions and memory type of a leaf of @level
 * @modes: a mask of the modes that the registers turn on
 * @bits: every attribute of an entry
 * @nr_bits: points to how many
 * @fields: every field of the registers
 * @nr_fields: points to how many
 *
 * Context: any. The loops over tables use the masks of the geometry and call none of
 * these per entry.
 */
struct ptwalk_format_ops {
	const char *name;
	const char *root;
	int (*geometry)(const void *regs, struct ptwalk_geometry *g);
	void (*decode)(const struct ptwalk_geometry *g, unsigned int level, u32 index, u64 raw,
		       struct ptwalk_entry *e);
	u64 (*inherit)(const struct ptwalk_geometry *g, u64 above, u64 raw);
	void (*prot)(const struct ptwalk_geometry *g, unsigned int level, u64 attrs, u64 inherited,
		     struct ptwalk_prot *p);
	u8 (*modes)(const struct ptwalk_geometry *g);
	const struct ptwalk_bit *bits;
	const unsigned int *nr_bits;
	const struct ptwalk_field *fields;
	const unsigned int *nr_fields;
};

/**
 * ptwalk_geometry_init - the shape of the tables that registers describe
 * @g: filled
 * @ops: the format
 * @regs: the format's struct of registers
 *
 * Return: as ptwalk_format_ops.geometry().
 */
static inline int ptwalk_geometry_init(struct ptwalk_geometry *g,
				       const struct ptwalk_format_ops *ops, const void *regs)
{
	*g = (struct ptwalk_geometry) { .ops = ops };
	return ops->geometry(regs, g);
}

/**
 * ptwalk_leaf_where - what a leaf is, in terms of enum ptwalk_bit_where
 * @level: of the leaf
 *
 * Return: mask of enum ptwalk_bit_where.
 */
static inline unsigned int ptwalk_leaf_where(unsigned int level)
{
	return PTWALK_BIT_LEAF | (level ? PTWALK_BIT_BLOCK : PTWALK_BIT_PAGE);
}

/**
 * ptwalk_entry_pa - the address in a leaf or a table entry
 * @g: the geometry
 * @shift: log2 of the bytes it maps; lower bits are not address
 * @raw: the entry, without any bit of @napot_mask: those need ptwalk_decode()
 *
 * Return: the physical address.
 */
static inline u64 ptwalk_entry_pa(const struct ptwalk_geometry *g, unsigned int shift, u64 raw)
{
	return ((raw & g->pa_low) << g->pa_low_shift & ~0ULL << shift) |
	       (raw & g->pa_high) << g->pa_high_shift;
}

/**
 * ptwalk_decode - decode one entry
 * @g: the geometry
 * @level: of the table that it stands in, 0 is pte
 * @index: in that table
 * @raw: the entry, read once
 * @e: filled
 */
static inline void ptwalk_decode(const struct ptwalk_geometry *g, unsigned int level, u32 index,
				 u64 raw, struct ptwalk_entry *e)
{
	g->ops->decode(g, level, index, raw, e);
}

#endif /* PTWALK_FORMAT_H */
