/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Totals: counts over batches, for layout, areas and summary.
 */
#ifndef PTWALK_TOTALS_H
#define PTWALK_TOTALS_H

#include "ptwalk_run.h"

/**
 * struct ptwalk_totals - totals of one region
 * @mapped: bytes of virtual address space that leaves map
 * @tables: tables, by level; a table counts in the region of its first entry, and
 *	a table shared by neighbouring entries counts once
 * @used: entries that are not zero, by level of their table
 * @slots: entries, used or not, that the tables have for this region, by level
 * @leaves: by level
 * @cont: leaves in contiguous groups, all levels
 * @invalid: entries that are neither zero nor valid
 * @oddities: ranges that could not be walked, and malformed entries
 * @extents: of the leaves
 * @next_va: address after the last leaf
 */
struct ptwalk_totals {
	u64 mapped;
	u64 tables[PTWALK_LEVELS];
	u64 used[PTWALK_LEVELS];
	u64 slots[PTWALK_LEVELS];
	u64 leaves[PTWALK_LEVELS];
	u64 cont;
	u64 invalid;
	u64 oddities;
	struct ptwalk_extents extents;
	u64 next_va;
};

void ptwalk_totals_batch(struct ptwalk_totals *t, const struct ptwalk_geometry *g,
			 const struct ptwalk_batch *b, bool cont);
void ptwalk_totals_add(struct ptwalk_totals *to, const struct ptwalk_totals *t);
u64 ptwalk_totals_tables(const struct ptwalk_totals *t);
u64 ptwalk_totals_leaves(const struct ptwalk_totals *t);

#endif /* PTWALK_TOTALS_H */
