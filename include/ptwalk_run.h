/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Runs: leaves that are alike, over any number of tables, and their extents.
 */
#ifndef PTWALK_RUN_H
#define PTWALK_RUN_H

#include "ptwalk_walk.h"

/**
 * struct ptwalk_extents - the extents of leaves, so far
 * @n: how many
 * @tail: bytes in the last
 * @longest: bytes in the longest
 * @next_pa: physical address after the last
 */
struct ptwalk_extents {
	u64 n;
	u64 tail;
	u64 longest;
	u64 next_pa;
};

/**
 * struct ptwalk_run - batches that are alike, over any number of tables
 * @start: virtual address
 * @bytes: of virtual address space
 * @kind: of all
 * @level: of all
 * @attrs: of all
 * @inherited: of all
 * @owner: of all, compared as a pointer
 * @raw: the first entry as read
 * @pa: where the first one points
 * @table_pa: the table of the first
 * @index: of the first in its table
 * @leaves: how many
 * @extents: of the leaves
 * @repeated: leaves of a shared table, seen through many entries
 */
struct ptwalk_run {
	u64 start;
	u64 bytes;
	enum ptwalk_kind kind;
	u8 level;
	u64 attrs;
	u64 inherited;
	const void *owner;
	u64 raw;
	u64 pa;
	u64 table_pa;
	u32 index;
	u64 leaves;
	struct ptwalk_extents extents;
	bool repeated;
};

/**
 * enum ptwalk_merge - how far runs reach
 * @PTWALK_MERGE_LIKE: same level, attributes and owner
 * @PTWALK_MERGE_PHYS: the same, and physically contiguous
 * @PTWALK_MERGE_TABLE: the same, and in one table
 */
enum ptwalk_merge {
	PTWALK_MERGE_LIKE,
	PTWALK_MERGE_PHYS,
	PTWALK_MERGE_TABLE,
};

/* run.c */
void ptwalk_extents_add(struct ptwalk_extents *x, const struct ptwalk_geometry *g,
			const struct ptwalk_batch *b, bool joins);
void ptwalk_run_start(struct ptwalk_run *r, const struct ptwalk_geometry *g,
		      const struct ptwalk_batch *b, const void *owner);
bool ptwalk_run_add(struct ptwalk_run *r, const struct ptwalk_geometry *g,
		    const struct ptwalk_batch *b, const void *owner,
		    enum ptwalk_merge how);

#endif /* PTWALK_RUN_H */
