/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Splits: the ledger of the linear map. Each of its tables stands where a block could,
 * or has a reason why none can.
 */
#ifndef PTWALK_SPLITS_H
#define PTWALK_SPLITS_H

#include "ptwalk_ram.h"
#include "ptwalk_walk.h"

/**
 * enum ptwalk_split_why - why a table of the linear map is there
 * @PTWALK_SPLIT_LEVEL: its entry is of a level without blocks, or it is the root
 * @PTWALK_SPLIT_EDGE: the block would reach beyond the RAM that is mapped, or its
 *	virtual and physical addresses are not both aligned
 * @PTWALK_SPLIT_UNREAD: part of it is malformed, or could not be walked
 * @PTWALK_SPLIT_MOVED: part of it is not where the formula of the linear map says
 * @PTWALK_SPLIT_UNMAPPED: part of it is not mapped
 * @PTWALK_SPLIT_DIFFER: its leaves differ in their attributes
 * @PTWALK_SPLIT_UNIFORM: nothing differs: a block would map the same
 *
 * The first that applies counts. In the order of the names in ptwalk_split_why_name().
 */
enum ptwalk_split_why {
	PTWALK_SPLIT_LEVEL,
	PTWALK_SPLIT_EDGE,
	PTWALK_SPLIT_UNREAD,
	PTWALK_SPLIT_MOVED,
	PTWALK_SPLIT_UNMAPPED,
	PTWALK_SPLIT_DIFFER,
	PTWALK_SPLIT_UNIFORM,
	/* private: their number */
	PTWALK_SPLIT_WHYS
};

/**
 * struct ptwalk_split - tables in the place of blocks, one after the other
 * @start: virtual address of the first
 * @bytes: of virtual address space that they span; 0 stands for 2^64
 * @level: of the entries that lead to them, so of the blocks; that of the root table is
 *	the number of levels
 * @why: the reason, the same for all
 * @tables: how many; what is below them has entries of its own
 * @mapped: bytes that leaves in these tables map, without those in tables below
 * @odd: bytes, tables below included, that are mapped in another way than read-write,
 *	cached and not executable, as the linear map usually is
 * @at: where the reason is first seen: the first address that differs, is not mapped,
 *	was moved or could not be walked; 0 if there is none
 *
 * Only tables whose reason is %PTWALK_SPLIT_LEVEL, %PTWALK_SPLIT_EDGE or
 * %PTWALK_SPLIT_UNIFORM are merged.
 */
struct ptwalk_split {
	u64 start;
	u64 bytes;
	u8 level;
	enum ptwalk_split_why why;
	u64 tables;
	u64 mapped;
	u64 odd;
	u64 at;
};

/**
 * struct ptwalk_split_totals - all of the linear map
 * @tables: by reason; all of them are the tables of the linear map
 * @mapped: bytes, by reason of the table that their leaf is in; all of them are what the
 *	linear map maps
 * @regain_tables: tables that could be given back, by level of the block
 * @regain_mapped: bytes that a block could map, by level of the largest one
 */
struct ptwalk_split_totals {
	u64 tables[PTWALK_SPLIT_WHYS];
	u64 mapped[PTWALK_SPLIT_WHYS];
	u64 regain_tables[PTWALK_LEVELS];
	u64 regain_mapped[PTWALK_LEVELS];
};

/**
 * struct ptwalk_split_leaf - how some leaves are mapped
 * @level: of the leaves; above all levels if there are none
 * @attrs: without the contiguous bit
 * @inherited: restrictions of the tables above
 * @prot: what these mean
 */
struct ptwalk_split_leaf {
	u8 level;
	u64 attrs;
	u64 inherited;
	struct ptwalk_prot prot;
};

/**
 * struct ptwalk_split_table - a table that the walk is in
 * @open: the walk is in one
 * @known: something was found in it, which settles @counts
 * @counts: the first that was found in it is in the linear map, as in the totals
 * @start: first address
 * @next: address after what was seen of it so far, modulo 2^64
 * @children: tables in it whose reason is %PTWALK_SPLIT_UNIFORM
 * @mapped: bytes that its own leaves map
 * @odd: as in struct ptwalk_split
 * @leaf: how its leaves are mapped, those in tables below included; all alike unless
 *	@at says otherwise
 * @seen: bit n: reason n applies
 * @at: where it was first seen, by reason
 * @first_odd: address of the first odd page; 0 if there is none
 */
struct ptwalk_split_table {
	bool open;
	bool known;
	bool counts;
	u64 start;
	u64 next;
	u64 children;
	u64 mapped;
	u64 odd;
	struct ptwalk_split_leaf leaf;
	u32 seen;
	u64 at[PTWALK_SPLIT_WHYS];
	u64 first_odd;
};

/** PTWALK_SPLIT_READY - most splits that one batch can complete, or the end of the walk */
#define PTWALK_SPLIT_READY	(2 * PTWALK_LEVELS)

/**
 * struct ptwalk_splits - a walk of the linear map, in progress
 * @space: the address space
 * @ram: what the linear map may map; kept by the caller
 * @first: first address of the linear map
 * @totals: so far
 * @table: by level of the entries in the table
 * @pending: the splits that may go on, by level of the entries in their tables;
 *	none if @tables is 0
 * @ready: splits that are complete, in the order in which the walk left them
 * @n: how many; the caller sets it to 0 once it has taken them
 *
 * A split of a low level is complete before the one of a higher level that it is in.
 */
struct ptwalk_splits {
	const struct ptwalk_space *space;
	const struct ptwalk_ram *ram;
	u64 first;
	struct ptwalk_split_totals totals;
	struct ptwalk_split_table table[PTWALK_LEVELS];
	struct ptwalk_split pending[PTWALK_LEVELS];
	struct ptwalk_split ready[PTWALK_SPLIT_READY];
	u32 n;
};

/* splits.c */
void ptwalk_splits_start(struct ptwalk_splits *s, const struct ptwalk_space *space,
			 const struct ptwalk_ram *ram, const struct ptwalk_region *linear);
void ptwalk_splits_batch(struct ptwalk_splits *s, const struct ptwalk_batch *b);
void ptwalk_splits_end(struct ptwalk_splits *s);
bool ptwalk_splits_is_odd(const struct ptwalk_geometry *g, const struct ptwalk_batch *b);
const char *ptwalk_split_why_name(enum ptwalk_split_why why);
u64 ptwalk_split_regain_tables(const struct ptwalk_split_totals *t);
u64 ptwalk_split_regain_mapped(const struct ptwalk_split_totals *t);

#endif /* PTWALK_SPLITS_H */
