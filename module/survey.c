// SPDX-License-Identifier: GPL-2.0-only
/*
 * A survey: one walk over everything, into totals for each region and each kind
 * of area.
 */
#include "ptwalk_live.h"

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
 * @a: the area, NULL before the first
 * @mapped: bytes mapped in it so far
 */
struct tracker {
	const struct ptwalk_area *a;
	u64 mapped;
};

static void leave_area(struct ptwalk_census *c, struct tracker *t)
{
	if (t->a)
		ptwalk_census_mapped(c, t->a, ptwalk_kernel.geo.page_shift, t->mapped);
}

static void take_leaves(struct ptwalk_survey *sv, struct tracker *t,
			const struct ptwalk_strip *s, const struct ptwalk_owner *o, bool cont)
{
	if (!o->area || o->guard)
		return;
	if (o->area != t->a) {
		leave_area(&sv->census, t);
		*t = (struct tracker) { .a = o->area };
	}
	t->mapped += ptwalk_level_bytes(&ptwalk_kernel.geo, s->level, s->count);
	ptwalk_census_strip(&sv->census, &ptwalk_kernel.geo, s, o->area, cont);
}

static void take_strip(struct ptwalk_survey *sv, struct tracker *t,
		       const struct ptwalk_strip *s, const struct ptwalk_owner *o)
{
	const struct ptwalk_geometry *g = &ptwalk_kernel.geo;
	bool leaf = s->kind == PTWALK_LEAF, cont = leaf && (s->attrs & g->cont_mask);
	unsigned int l;

	for (l = 0; l < g->levels; l++)
		if (s->tables[l])
			count_slots(sv->by_region, l, s->start);
	ptwalk_tally_strip(&sv->by_region[o->region - ptwalk_kernel.layout.region], g, s, cont);
	if (leaf)
		take_leaves(sv, t, s, o, cont);
}

static void count_areas(struct ptwalk_survey *sv, const struct ptwalk_areas *areas)
{
	u32 i;

	for (i = 0; i < areas->n; i++)
		ptwalk_census_area(&sv->census, ptwalk_areas_at(areas, i),
				   ptwalk_kernel.geo.page_shift);
}

/**
 * ptwalk_survey_take - walk everything once and count
 * @ss: a session, rewound
 * @sv: filled
 *
 * Context: may sleep.
 * Return: 0 or -errno of ptwalk_session_next().
 */
int ptwalk_survey_take(struct ptwalk_session *ss, struct ptwalk_survey *sv)
{
	struct tracker t = { .a = NULL };
	struct ptwalk_owner owner;
	struct ptwalk_strip s;
	int ret;
	u32 i;

	memset(sv, 0, sizeof(*sv));
	while ((ret = ptwalk_session_next(ss, &s, &owner)) > 0)
		take_strip(sv, &t, &s, &owner);
	if (ret < 0)
		return ret;
	leave_area(&sv->census, &t);
	count_areas(sv, &ss->areas);
	for (i = 0; i < ptwalk_kernel.layout.n; i++)
		ptwalk_tally_add(&sv->total, &sv->by_region[i]);
	return 0;
}
