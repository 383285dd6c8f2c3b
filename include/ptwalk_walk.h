/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The walk: from tables in memory to batches of like entries.
 */
#ifndef PTWALK_WALK_H
#define PTWALK_WALK_H

#include "ptwalk_format.h"

/**
 * PTWALK_WINDOW - most entries that are copied at once
 *
 * A 4K table is one window, tables of larger pages are several, so the
 * memory of a walk does not depend on the page size.
 */
#define PTWALK_WINDOW	512

/**
 * PTWALK_RETRIES - times that a walk retries a table that changes under it
 *
 * After that, the range of the table is reported as %PTWALK_TORN.
 */
#define PTWALK_RETRIES	8

/**
 * struct ptwalk_batch - neighbours in one table that are alike
 * @start: virtual address of the first
 * @kind: of all of them
 * @level: of the entries; for repeated tables the level of the leaves
 * @index: of the first one in its table
 * @count: entries (leaves, if @kind is %PTWALK_LEAF)
 * @raw: the first one as read
 * @pa: where the first one points
 * @attrs: the raw value without address bits, the same for all
 * @inherited: restrictions of the tables above, for ptwalk_format_ops.prot()
 * @table_pa: their table
 * @extents: physically contiguous ranges in the batch
 * @head: leaves in the first of these extents
 * @tail: leaves in the last of them
 * @longest: leaves in the longest
 * @next_pa: physical address after the last leaf
 * @e: the entries as copied, @count of them, valid until the next step of the walk;
 *	NULL if @repeated, and unless @kind is a leaf, %PTWALK_INVALID or
 *	%PTWALK_BAD
 * @repeated: the leaves of one shared table, seen through many entries
 * @used: of a %PTWALK_TABLE, entries of its table that are not zero
 * @tables: tables entered since the last batch, by level; a table seen through
 *	several entries in a row counts once
 *
 * A walk yields batches in the order of addresses. A batch does not cross the end
 * of its table. It does not cross the limit set by the user of the walk either,
 * unless it is a single entry, or the rest of one that was given up, counted in
 * entries of the level that the walk had reached. Batches are not merged further.
 */
struct ptwalk_batch {
	u64 start;
	enum ptwalk_kind kind;
	u8 level;
	u32 index;
	u64 count;
	u64 raw;
	u64 pa;
	u64 attrs;
	u64 inherited;
	u64 table_pa;
	u64 extents;
	u64 head;
	u64 tail;
	u64 longest;
	u64 next_pa;
	const u64 *e;
	bool repeated;
	u32 used;
	u32 tables[PTWALK_LEVELS];
};

/**
 * struct ptwalk_walk_stats - what a walk cost, and what it met
 * @tables: tables entered
 * @entries: entries copied
 * @retries: times that a table had changed when it was looked at again
 * @torn: ranges given up for that
 * @faults: tables that could not be read, are not in RAM, or loop
 */
struct ptwalk_walk_stats {
	u64 tables;
	u64 entries;
	u64 retries;
	u64 torn;
	u64 faults;
};

/**
 * struct ptwalk_cursor - the position of a walk
 * @va: next virtual address
 * @level: level of the next entry; the tables above it have been visited
 * @done: the walk has passed the last address; @va is meaningless
 */
struct ptwalk_cursor {
	u64 va;
	u8 level;
	bool done;
};

/**
 * struct ptwalk_window - the part of one table that a walk has copied
 * @table_pa: the table
 * @inherited: restrictions of the tables above on its entries
 * @entered: @table_pa and @inherited are those of the cursor's table
 * @first: index of the first entry in @buf
 * @count: entries in @buf, 0 for none
 * @used: an entry seen so far was not zero
 * @buf: the copy; memory of the caller
 */
struct ptwalk_window {
	u64 table_pa;
	u64 inherited;
	bool entered;
	u32 first;
	u32 count;
	bool used;
	u64 *buf;
};

/**
 * struct ptwalk_walk - a walk in progress
 * @g: the geometry
 * @rd: the reader
 * @max: most entries that are copied at once
 * @cur: the position
 * @last: last address of its range
 * @limit: batches end at this address; set it before each step, ~0 for none
 * @split_phys: end a batch where physical addresses stop being contiguous
 * @split_cont: the same, for leaves of contiguous groups only
 * @show_tables: yield table entries too, before what is under them
 * @dump_tables: also count the used entries of those tables, which reads them twice,
 *	and skip what is under neighbours that lead to the table just shown
 * @stats: accumulated since ptwalk_walk_init()
 * @tables: tables entered since the last batch
 * @retries: failed attempts at the current table
 * @window: indexed by level
 *
 * All state of a walk except the memory of the windows. For one user at a time.
 */
struct ptwalk_walk {
	const struct ptwalk_geometry *g;
	struct ptwalk_reader *rd;
	u32 max;
	struct ptwalk_cursor cur;
	u64 last;
	u64 limit;
	bool split_phys;
	bool split_cont;
	bool show_tables;
	bool dump_tables;
	struct ptwalk_walk_stats stats;
	u32 tables[PTWALK_LEVELS];
	u32 retries;
	struct ptwalk_window window[PTWALK_LEVELS];
};

/**
 * enum ptwalk_step - result of a step of a walk
 * @PTWALK_END: the walk is at the end of its range
 * @PTWALK_BATCH: a batch was yielded
 * @PTWALK_LIMIT: the cursor is past the limit: set a new one
 */
enum ptwalk_step {
	PTWALK_END,
	PTWALK_BATCH,
	PTWALK_LIMIT,
};

/** ptwalk_batch_bytes - bytes of virtual address space that a batch covers */
static inline u64 ptwalk_batch_bytes(const struct ptwalk_geometry *g, const struct ptwalk_batch *b)
{
	return ptwalk_level_bytes(g, b->level, b->count);
}

/** ptwalk_batch_last - the last address of a batch */
static inline u64 ptwalk_batch_last(const struct ptwalk_geometry *g, const struct ptwalk_batch *b)
{
	return b->start + (ptwalk_batch_bytes(g, b) - 1);
}

/**
 * ptwalk_batch_pa - physical address of an address in a batch of leaves
 * @g: the geometry
 * @b: the batch
 * @offset: of the address from the start of the batch
 *
 * Return: the physical address.
 */
static inline u64 ptwalk_batch_pa(const struct ptwalk_geometry *g, const struct ptwalk_batch *b,
				  u64 offset)
{
	unsigned int shift = g->level[b->level].shift;
	u64 within = offset & (BIT_ULL(shift) - 1);

	if (b->extents == 1)
		return b->pa + offset;
	if (b->repeated)
		return b->pa + within;
	return ptwalk_entry_pa(g, shift, b->e[offset >> shift]) + within;
}

/* walk.c */
void ptwalk_walk_init(struct ptwalk_walk *w, const struct ptwalk_space *space, u64 *windows,
		      u32 max);
void ptwalk_walk_seek(struct ptwalk_walk *w, struct ptwalk_cursor cur, u64 last);
void ptwalk_walk_forget(struct ptwalk_walk *w);
int ptwalk_walk_next(struct ptwalk_walk *w, struct ptwalk_batch *b);
int ptwalk_walk_lookup(const struct ptwalk_space *space, u64 va, struct ptwalk_batch *b);

/**
 * ptwalk_cursor_at - a cursor that starts at the root
 * @g: the geometry
 * @va: an address of the space
 *
 * Return: the cursor.
 */
static inline struct ptwalk_cursor ptwalk_cursor_at(const struct ptwalk_geometry *g, u64 va)
{
	return (struct ptwalk_cursor) { .va = va, .level = (u8)(g->levels - 1) };
}

#endif /* PTWALK_WALK_H */
