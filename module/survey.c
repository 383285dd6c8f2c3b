// SPDX-License-Identifier: GPL-2.0-only
/*
 * A survey: one walk over everything, into totals for each region and each kind
 * of area.
 */
#include "ptwalk_live.h"

/* Areas that are dealt with before others may run. */
#define AT_ONCE 64u

/* A table has been entered: its slots belong to the regions that they lie in. */
static void count_slots(struct ptwalk_tally *by_region, unsigned int level, u64 va)
{
	const struct ptwalk_geometry *g = &ptwalk_kernel.geo;
	const struct ptwalk_layout *l = &ptwalk_kernel.layout;
	unsigned int shift = g->level[level].shift;
	u64 span = ptwalk_level_bytes(g, level, g->level[level].entries);
	u64 first = va & ~(span - 1), last = first + span - 1;
	u32 i = ptwalk_layout_find(l, first) - l->region;

	for (; i < l->n && l->region[i].start <= last; i++) {
		u64 from = max(first, l->region[i].start);
		u64 to = min(last, l->region[i].end - 1);

		by_region[i].slots[level] += (to >> shift) - (from >> shift) + 1;
	}
}

/**
 * struct tracker - the area that strips are of
 * @areas: all of them
 * @i: number of the area; those before it are done
 * @mapped: bytes mapped in it so far
 */
struct tracker {
	const struct ptwalk_areas *areas;
	u32 i;
	u64 mapped;
};

/* Less of it is mapped than has to be. */
static bool falls_short(const struct ptwalk_area *a, u64 mapped)
{
	u64 body = ptwalk_area_body_end(a, ptwalk_kernel.geo.page_shift) - a->start;

	switch (ptwalk_area_expect(a)) {
	case PTWALK_EXPECT_NOTHING:
		return false;
	case PTWALK_EXPECT_ALL_OR_NONE:
		return mapped && mapped < body;
	default:
		return mapped < body;
	}
}

/* All areas before number @i are behind the walk. */
static int leave_areas(struct ptwalk_census *c, struct tracker *t, u32 i)
{
	unsigned int shift = ptwalk_kernel.geo.page_shift;
	int err;

	for (; t->i < i; t->i++, t->mapped = 0) {
		const struct ptwalk_area *a = ptwalk_areas_at(t->areas, t->i);

		err = t->i % AT_ONCE ? 0 : ptwalk_pause();
		if (err)
			return err;
		ptwalk_census_area(c, a, shift);
		/* If it was freed since it was copied, that says nothing. */
		if (!falls_short(a, t->mapped) || !ptwalk_areas_is_gone(a))
			ptwalk_census_mapped(c, a, shift, t->mapped);
	}
	return 0;
}

static int take_leaves(struct ptwalk_survey *sv, struct tracker *t,
		       const struct ptwalk_strip *s, const struct ptwalk_owner *o, bool cont)
{
	int err;

	if (!o->area || o->guard)
		return 0;
	while (ptwalk_areas_at(t->areas, t->i) != o->area) {
		err = leave_areas(&sv->census, t, t->i + 1);
		if (err)
			return err;
	}
	t->mapped += ptwalk_level_bytes(&ptwalk_kernel.geo, s->level, s->count);
	ptwalk_census_strip(&sv->census, &ptwalk_kernel.geo, s, o->area, cont);
	return 0;
}

static int take_strip(struct ptwalk_survey *sv, struct tracker *t,
		      const struct ptwalk_strip *s, const struct ptwalk_owner *o)
{
	const struct ptwalk_geometry *g = &ptwalk_kernel.geo;
	bool leaf = s->kind == PTWALK_LEAF, cont = leaf && (s->attrs & g->cont_mask);
	unsigned int l;

	for (l = 0; l < g->levels; l++)
		if (s->tables[l])
			count_slots(sv->by_region, l, s->start);
	ptwalk_tally_strip(&sv->by_region[o->region - ptwalk_kernel.layout.region], g, s, cont);
	return leaf ? take_leaves(sv, t, s, o, cont) : 0;
}

/**
 * ptwalk_survey_take - walk everything once and count
 * @ss: a session, rewound
 * @sv: filled
 *
 * Context: may sleep.
 * Return: 0, or -errno of ptwalk_session_next() or ptwalk_pause().
 */
int ptwalk_survey_take(struct ptwalk_session *ss, struct ptwalk_survey *sv)
{
	struct tracker t = { .areas = &ss->areas };
	struct ptwalk_owner owner;
	struct ptwalk_strip s;
	int ret;
	u32 i;

	memset(sv, 0, sizeof(*sv));
	while ((ret = ptwalk_session_next(ss, &s, &owner)) > 0) {
		ret = take_strip(sv, &t, &s, &owner);
		if (ret)
			return ret;
	}
	if (!ret)
		ret = leave_areas(&sv->census, &t, ss->areas.n);
	if (ret)
		return ret;
	for (i = 0; i < ptwalk_kernel.layout.n; i++)
		ptwalk_tally_add(&sv->total, &sv->by_region[i]);
	return 0;
}
