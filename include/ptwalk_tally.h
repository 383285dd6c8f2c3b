/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Totals over strips, for layout and summary.
 */
#ifndef PTWALK_TALLY_H
#define PTWALK_TALLY_H

#include "ptwalk.h"

/**
 * struct ptwalk_tally - totals of one region
 * @mapped: bytes of virtual address space that leaves map
 * @tables: tables, by level; a table counts where its first descriptor lies,
 *	a table that stands for itself many times counts once
 * @used: descriptors that are not zero, by level of their table
 * @slots: descriptors, used or not, that the tables have for this region
 * @leaves: by level
 * @cont: leaves in contiguous groups, all levels
 * @invalid: descriptors that are neither zero nor valid
 * @oddities: ranges that could not be walked, and descriptors that make no sense
 * @frags: physically contiguous pieces
 * @longest: bytes in the longest piece
 * @tail: bytes in the piece that the last leaf belongs to
 * @next_va: address after the last leaf
 * @next_pa: physical address after the last leaf
 */
struct ptwalk_tally {
	u64 mapped;
	u64 tables[PTWALK_LEVELS];
	u64 used[PTWALK_LEVELS];
	u64 slots[PTWALK_LEVELS];
	u64 leaves[PTWALK_LEVELS];
	u64 cont;
	u64 invalid;
	u64 oddities;
	u64 frags;
	u64 longest;
	u64 tail;
	u64 next_va;
	u64 next_pa;
};

void ptwalk_tally_strip(struct ptwalk_tally *t, const struct ptwalk_geometry *g,
			const struct ptwalk_strip *s, bool cont);
void ptwalk_tally_add(struct ptwalk_tally *to, const struct ptwalk_tally *t);
u64 ptwalk_tally_tables(const struct ptwalk_tally *t);
u64 ptwalk_tally_leaves(const struct ptwalk_tally *t);

#endif /* PTWALK_TALLY_H */
