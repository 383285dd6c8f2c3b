// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rows of holes.
 */
#include "ptwalk_text.h"

/**
 * ptwalk_put_zone - put the remark before the holes of a zone
 * @out: the text
 * @z: the zone
 */
void ptwalk_put_zone(struct ptwalk_text *out, const struct ptwalk_zone *z)
{
	u32 i;

	ptwalk_printf(out, "# zone %s ", z->use[0]);
	ptwalk_put_range(out, z->start, z->last - z->start + 1);
	ptwalk_put_dec(out, " ", z->last - z->start + 1);
	for (i = 1; i < z->uses; i++) {
		ptwalk_put(out, i == 1 ? " also=" : ",");
		ptwalk_put(out, z->use[i]);
	}
	ptwalk_putc(out, '\n');
}

static void put_neighbour(struct ptwalk_text *out, const struct ptwalk_area *a)
{
	struct ptwalk_owner o = { .area = a };

	ptwalk_putc(out, ' ');
	if (!a) {
		ptwalk_putc(out, '-');
	} else if (a->flags & PTWALK_AREA_LAZY) {
		ptwalk_put(out, "freed");
	} else {
		o.region = ptwalk_layout_find(&out->space->layout, a->start);
		ptwalk_put_owner(out, &o);
	}
}

/**
 * ptwalk_put_hole - put a row of holes
 * @out: the text
 * @z: the zone
 * @hole: the hole
 */
void ptwalk_put_hole(struct ptwalk_text *out, const struct ptwalk_zone *z,
		     const struct ptwalk_hole *hole)
{
	u64 bytes = hole->last - hole->start + 1;

	ptwalk_put_range(out, hole->start, bytes);
	ptwalk_put_dec(out, " ", bytes);
	put_neighbour(out, hole->before);
	put_neighbour(out, hole->after);
	ptwalk_put(out, " zone=");
	ptwalk_put(out, z->use[0]);
	ptwalk_putc(out, '\n');
}

/**
 * ptwalk_put_hole_stats - put the remarks after the holes of a zone
 * @out: the text
 * @z: the zone
 * @s: its holes
 */
void ptwalk_put_hole_stats(struct ptwalk_text *out, const struct ptwalk_zone *z,
			   const struct ptwalk_hole_stats *s)
{
	const struct ptwalk_geometry *g = &out->space->geo;
	unsigned int l;

	ptwalk_printf(out, "# free %s %llu holes=%llu largest=%llu lazy=%llu\n", z->use[0],
		      s->free, s->n, s->largest, s->lazy);
	ptwalk_printf(out, "# fits %s %llu", z->use[0], s->fits[0]);
	for (l = 1; l + 1 < g->levels; l++)
		ptwalk_printf(out, " %s=%llu", g->level[l].name, s->fits[l]);
	ptwalk_putc(out, '\n');
}
