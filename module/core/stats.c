// SPDX-License-Identifier: GPL-2.0-only
/*
 * Stats: one walk of everything, counted by region and by kind of area.
 */
#include "ptwalk_stats.h"

/* Areas between two calls of pause(). */
#define AT_ONCE 64u

/* A table was entered: count its slots in the regions that they belong to. */
static void count_slots(struct ptwalk_counting *c, unsigned int level, u64 va)
{
	const struct ptwalk_geometry *g = &c->space->geo;
	const struct ptwalk_layout *l = &c->space->layout;
	unsigned int shift = g->level[level].shift;
	u64 span = ptwalk_level_bytes(g, level, g->level[level].entries);
	u64 first = max(va & ~(span - 1), g->va_start);
	u64 last = min((va & ~(span - 1)) + (span - 1), g->va_last);
	u32 i = (u32)(ptwalk_layout_find(l, first) - l->region);

	for (; i < l->n && l->region[i].start <= last; i++) {
		u64 from = max(first, l->region[i].start);
		u64 to = min(last, l->region[i].last);

		c->stats->by_region[i].slots[level] += (to >> shift) - (from >> shift) + 1;
	}
}

/* Is less of the area mapped than must be? */
static bool falls_short(const struct ptwalk_area *a, unsigned int page_shift, u64 mapped)
{
	u64 body = ptwalk_area_body_end(a, page_shift) - a->start;

	switch (ptwalk_area_expect(a)) {
	case PTWALK_EXPECT_NOTHING:
		return false;
	case PTWALK_EXPECT_ALL_OR_NONE:
		return mapped && mapped < body;
	default:
		return mapped < body;
	}
}

/* The walk has passed all areas before number @i. */
static int leave_areas(struct ptwalk_counting *c, u32 i)
{
	unsigned int shift = c->space->geo.page_shift;
	int err;

	for (; c->area < i; c->area++, c->mapped = 0) {
		const struct ptwalk_area *a = ptwalk_areas_at(c->areas, c->area);

		err = c->pause && c->area % AT_ONCE == 0 ? c->pause() : 0;
		if (err)
			return err;
		ptwalk_area_stats_area(&c->stats->areas, a, shift);
		/* An area that was freed since it was copied may be partly unmapped. */
		if (!falls_short(a, shift, c->mapped) || !c->is_gone || !c->is_gone(a))
			ptwalk_area_stats_mapped(&c->stats->areas, a, shift, c->mapped);
	}
	return 0;
}

static int take_leaves(struct ptwalk_counting *c, const struct ptwalk_batch *b,
		       const struct ptwalk_owner *o, bool cont)
{
	const struct ptwalk_geometry *g = &c->space->geo;
	int err;

	if (!o->area || o->guard)
		return 0;
	while (ptwalk_areas_at(c->areas, c->area) != o->area) {
		err = leave_areas(c, c->area + 1);
		if (err)
			return err;
	}
	c->mapped += ptwalk_batch_bytes(g, b);
	ptwalk_area_stats_batch(&c->stats->areas, g, b, o->area, cont);
	return 0;
}

/**
 * ptwalk_stats_start - start counting
 * @c: @space, @areas, @is_gone and @stats are set
 */
void ptwalk_stats_start(struct ptwalk_counting *c)
{
	memset(c->stats, 0, sizeof(*c->stats));
	c->area = 0;
	c->mapped = 0;
}

/**
 * ptwalk_stats_batch - count the next batch
 * @c: the walk
 * @b: the batch
 * @o: its owner
 *
 * Return: 0 or an error of @pause.
 */
int ptwalk_stats_batch(struct ptwalk_counting *c, const struct ptwalk_batch *b,
		       const struct ptwalk_owner *o)
{
	const struct ptwalk_geometry *g = &c->space->geo;
	bool leaf = b->kind == PTWALK_LEAF, cont = leaf && (b->attrs & g->cont_mask);
	unsigned int l;

	for (l = 0; l < g->levels; l++)
		if (b->tables[l])
			count_slots(c, l, b->start);
	ptwalk_totals_batch(&c->stats->by_region[o->region - c->space->layout.region], g, b, cont);
	return leaf ? take_leaves(c, b, o, cont) : 0;
}

/**
 * ptwalk_stats_end - finish after the walk
 * @c: the walk
 *
 * Return: 0 or an error of @pause.
 */
int ptwalk_stats_end(struct ptwalk_counting *c)
{
	int err = leave_areas(c, c->areas->n);
	u32 i;

	if (err)
		return err;
	for (i = 0; i < c->space->layout.n; i++)
		ptwalk_totals_add(&c->stats->total, &c->stats->by_region[i]);
	return 0;
}

/**
 * ptwalk_stats_region - totals of all parts of a region
 * @stats: the stats
 * @l: their layout
 * @name: of the region
 * @bytes: filled with the size of all parts
 *
 * Return: the sum.
 */
struct ptwalk_totals ptwalk_stats_region(const struct ptwalk_stats *stats,
					 const struct ptwalk_layout *l, const char *name,
					 u64 *bytes)
{
	struct ptwalk_totals t = {};
	u32 i;

	*bytes = 0;
	for (i = 0; i < l->n; i++) {
		if (strcmp(l->region[i].name, name))
			continue;
		ptwalk_totals_add(&t, &stats->by_region[i]);
		*bytes += l->region[i].last - l->region[i].start + 1;
	}
	return t;
}
