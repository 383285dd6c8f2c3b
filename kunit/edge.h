/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A check with hooks that count, batches made by hand, and the last finding.
 */
#ifndef PTWALK_EDGE_H
#define PTWALK_EDGE_H

#include "fake.h"
#include "pageset.h"
#include "ptwalk_check.h"

/** EDGE_PHYS - where RAM starts, and what the linear map starts with */
#define EDGE_PHYS	0x40000000ULL

/** EDGE_PAGE - bytes of a page */
#define EDGE_PAGE	4096ULL

/** EDGE_ASKED - questions that are kept */
#define EDGE_ASKED	8

/**
 * struct edge - a check and its hooks
 * @f: for its geometry
 * @ck: the check
 * @odd: pages that are not writable and cached in the linear map
 * @ram: one range of 16 pages at %EDGE_PHYS
 * @linear: the first pages of the space
 * @vmalloc: the rest of the space
 * @area: an area in it, from page 1000 on
 * @e: entries of the current batch
 * @n: questions to the MMU, or for a leaf
 * @asked: the first of them
 * @liar: address at which the MMU says that it would fault
 * @err: result of a look-up
 * @findings: how many
 * @last: the last of them
 */
struct edge {
	struct fake *f;
	struct ptwalk_check ck;
	struct ptwalk_pageset *odd;
	struct ptwalk_ram ram;
	struct ptwalk_region linear;
	struct ptwalk_region vmalloc;
	struct ptwalk_area area;
	u64 e[16];
	u32 n;
	u64 asked[EDGE_ASKED];
	u64 liar;
	int err;
	u32 findings;
	struct ptwalk_finding last;
};

struct edge *edge_new(struct kunit *test);
void edge_mmu(struct edge *d);
void edge_aliases(struct edge *d, int err);
void edge_keep_odd(struct edge *d);
void edge_drop_odd(struct edge *d);
struct ptwalk_batch edge_leaves(struct edge *d, u64 start, u8 level, u64 pa, u64 count,
				u64 attrs, bool pieces);
void edge_judge(struct edge *d, const struct ptwalk_batch *b, const struct ptwalk_region *r,
		const struct ptwalk_area *a);

#endif /* PTWALK_EDGE_H */
