// SPDX-License-Identifier: GPL-2.0-only
/*
 * Areas counted by kind and by caller.
 */
#include "ptwalk_stats.h"

static void count_caller(struct ptwalk_area_stats *c, const struct ptwalk_area *a)
{
	u32 i, at = (u32)((a->caller >> 2) * 0x9e3779b1u + a->kind);
	struct ptwalk_caller *e;

	for (i = 0; i < PTWALK_CALLERS; i++) {
		e = &c->callers[(at + i) % PTWALK_CALLERS];
		if (e->areas && (e->caller != a->caller || e->kind != a->kind))
			continue;
		e->caller = a->caller;
		e->kind = a->kind;
		e->bytes += a->end - a->start;
		e->areas++;
		return;
	}
	c->crowded++;
}

/**
 * ptwalk_area_stats_area - count an area
 * @c: the counts
 * @a: the area
 * @page_shift: log2 of a page
 */
void ptwalk_area_stats_area(struct ptwalk_area_stats *c, const struct ptwalk_area *a,
			    unsigned int page_shift)
{
	bool lazy = a->flags & PTWALK_AREA_LAZY;
	struct ptwalk_kind_total *k = lazy ? &c->lazy : &c->kind[a->kind];

	k->areas++;
	k->bytes += a->end - a->start;
	c->guard += a->end - ptwalk_area_body_end(a, page_shift);
	/* The caller of the image's areas is always the same. */
	if (!lazy && a->kind != PTWALK_AREA_IMAGE)
		count_caller(c, a);
}

/**
 * ptwalk_area_stats_batch - count what is mapped in an area
 * @c: the counts
 * @g: the geometry
 * @b: leaves
 * @a: the area
 * @cont: they have the contiguous bit
 */
void ptwalk_area_stats_batch(struct ptwalk_area_stats *c, const struct ptwalk_geometry *g,
			     const struct ptwalk_batch *b, const struct ptwalk_area *a, bool cont)
{
	bool lazy = a->flags & PTWALK_AREA_LAZY;

	ptwalk_totals_batch(lazy ? &c->lazy.mapped : &c->kind[a->kind].mapped, g, b, cont);
}

/**
 * ptwalk_area_stats_mapped - count whether an area is mapped whole
 * @c: the counts
 * @a: the area
 * @page_shift: log2 of a page
 * @mapped: bytes that are mapped in it
 */
void ptwalk_area_stats_mapped(struct ptwalk_area_stats *c, const struct ptwalk_area *a,
			      unsigned int page_shift, u64 mapped)
{
	enum ptwalk_expect expect = ptwalk_area_expect(a);

	if (expect == PTWALK_EXPECT_NOTHING ||
	    (expect == PTWALK_EXPECT_ALL_OR_NONE && !mapped))
		return;
	c->wanted++;
	c->whole += mapped >= ptwalk_area_body_end(a, page_shift) - a->start;
}

/**
 * ptwalk_area_stats_largest - iterate over callers, the largest first
 * @c: the counts
 * @after: the previous caller, or NULL for the first
 *
 * Return: the next smaller one, or NULL.
 */
const struct ptwalk_caller *ptwalk_area_stats_largest(const struct ptwalk_area_stats *c,
						      const struct ptwalk_caller *after)
{
	const struct ptwalk_caller *best = NULL, *e;

	for (e = c->callers; e < c->callers + PTWALK_CALLERS; e++) {
		if (!e->areas || e == after)
			continue;
		/* Callers with as many bytes come in the order of the table. */
		if (after && (e->bytes > after->bytes || (e->bytes == after->bytes && e < after)))
			continue;
		if (!best || e->bytes > best->bytes)
			best = e;
	}
	return best;
}
