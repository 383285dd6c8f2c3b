// SPDX-License-Identifier: GPL-2.0-only
/*
 * Holes between areas, and what fits in them.
 */
#include "ptwalk_holes.h"

/* Areas between two calls of pause(). */
#define AT_ONCE 64u

/**
 * ptwalk_zones_add - add a zone, or one more use of a zone
 * @zs: the zones
 * @use: what is allocated there
 * @start: first address
 * @last: last address
 *
 * Return: 0, also if it is there already; -EINVAL if the range is empty, -ENOSPC if there
 * is no room.
 */
int ptwalk_zones_add(struct ptwalk_zones *zs, const char *use, u64 start, u64 last)
{
	struct ptwalk_zone *z = zs->zone;
	u32 i;

	if (last < start)
		return -EINVAL;
	while (z < zs->zone + zs->n && (z->start != start || z->last != last))
		z++;
	if (z == zs->zone + PTWALK_ZONES)
		return -ENOSPC;
	if (z == zs->zone + zs->n) {
		*z = (struct ptwalk_zone) { .start = start, .last = last };
		zs->n++;
	}
	for (i = 0; i < z->uses; i++)
		if (!strcmp(z->use[i], use))
			return 0;
	if (z->uses == PTWALK_ZONE_USES)
		return -ENOSPC;
	z->use[z->uses++] = use;
	return 0;
}

/**
 * ptwalk_zones_add_regions - add the regions in which areas are made
 * @zs: the zones
 * @l: the layout
 * @name: add regions of this name only; NULL for all
 *
 * Parts of a region that another one splits are one zone: what lies between them is an
 * area, too. Regions that do not fit are left out.
 */
void ptwalk_zones_add_regions(struct ptwalk_zones *zs, const struct ptwalk_layout *l,
			      const char *name)
{
	const struct ptwalk_region *r, *end = l->region + l->n, *part;
	u64 last;

	for (r = l->region; r < end; r++) {
		if (!r->areas || r->fixed || (name && strcmp(r->name, name)) ||
		    ptwalk_layout_named(l, r->name) != r)
			continue;
		last = r->last;
		for (part = r + 1; part < end; part++)
			if (!strcmp(part->name, r->name))
				last = part->last;
		ptwalk_zones_add(zs, r->name, r->start, last);
	}
}

/**
 * ptwalk_holes_start - start a search
 * @h: @areas, @purged and @pause are set
 * @z: the zone
 */
void ptwalk_holes_start(struct ptwalk_holes *h, const struct ptwalk_zone *z)
{
	h->next = z->start;
	h->last = z->last;
	h->area = ptwalk_areas_search(h->areas, z->start, 0);
	h->before = NULL;
	h->done = false;
}

/* Go on behind area @a, which is the next one. */
static void pass_area(struct ptwalk_holes *h, const struct ptwalk_area *a)
{
	h->area++;
	if (h->purged && a->flags & PTWALK_AREA_LAZY)
		return;
	h->next = a->end;
	h->before = a;
	h->done = a->end - 1 >= h->last;
}

/* The next area that takes addresses of the zone; NULL if there is none. */
static const struct ptwalk_area *next_area(const struct ptwalk_holes *h)
{
	const struct ptwalk_area *a;

	if (h->area == h->areas->n)
		return NULL;
	a = ptwalk_areas_at(h->areas, h->area);
	return a->start <= h->last ? a : NULL;
}

/**
 * ptwalk_holes_next - find the next hole
 * @h: the search
 * @hole: filled
 *
 * Return: 1, 0 if there is none, or an error of @pause.
 */
int ptwalk_holes_next(struct ptwalk_holes *h, struct ptwalk_hole *hole)
{
	const struct ptwalk_area *a;
	int err;

	while (!h->done) {
		err = h->pause && h->area % AT_ONCE == 0 ? h->pause() : 0;
		if (err < 0)
			return err;
		a = next_area(h);
		if (a && (a->start <= h->next || (h->purged && a->flags & PTWALK_AREA_LAZY))) {
			pass_area(h, a);
			continue;
		}
		*hole = (struct ptwalk_hole) {
			.start = h->next, .last = a ? a->start - 1 : h->last,
			.before = h->before, .after = a,
		};
		if (a)
			pass_area(h, a);
		else
			h->done = true;
		return 1;
	}
	return 0;
}

/* The largest request that fits if it is aligned as a leaf of a level. */
static u64 fits(const struct ptwalk_hole *hole, const struct ptwalk_geometry *g,
		unsigned int level)
{
	u64 align = ptwalk_level_bytes(g, level, 1), page = BIT_ULL(g->page_shift);
	u64 start = (hole->start + align - 1) & ~(align - 1);

	if (start < hole->start || start > hole->last || hole->last - start < page)
		return 0;
	return hole->last - start + 1 - page;
}

static int count(struct ptwalk_hole_stats *s, struct ptwalk_holes *h,
		 const struct ptwalk_geometry *g)
{
	struct ptwalk_hole hole;
	unsigned int l;
	int ret;

	while ((ret = ptwalk_holes_next(h, &hole)) > 0) {
		s->n++;
		s->free += hole.last - hole.start + 1;
		s->largest = max(s->largest, hole.last - hole.start + 1);
		for (l = 0; l + 1 < g->levels; l++)
			s->fits[l] = max(s->fits[l], fits(&hole, g, l));
	}
	return ret;
}

/**
 * ptwalk_hole_stats_count - count the holes of a zone
 * @s: filled
 * @as: all areas
 * @z: the zone
 * @g: the geometry
 * @pause: as in struct ptwalk_holes
 *
 * Return: 0 or an error of @pause.
 */
int ptwalk_hole_stats_count(struct ptwalk_hole_stats *s, const struct ptwalk_areas *as,
			    const struct ptwalk_zone *z, const struct ptwalk_geometry *g,
			    int (*pause)(void))
{
	struct ptwalk_holes h = { .areas = as, .pause = pause };
	struct ptwalk_hole_stats purged = {};
	int err;

	*s = purged;
	ptwalk_holes_start(&h, z);
	err = count(s, &h, g);
	if (err)
		return err;
	h.purged = true;
	ptwalk_holes_start(&h, z);
	err = count(&purged, &h, g);
	s->lazy = purged.free - s->free;
	memcpy(s->fits, purged.fits, sizeof(s->fits));
	return err;
}
