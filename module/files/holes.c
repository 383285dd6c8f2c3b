// SPDX-License-Identifier: GPL-2.0-only
/*
 * holes: the free ranges of each zone that areas come from, and what fits in them.
 * Made from the copy of the areas alone, without a walk.
 */
#include "../pause.h"
#include "../zones.h"
#include "files.h"

/* What the current row is. */
enum part {
	ZONE,
	HOLE,
	STATS,
	LIMITS,
};

/**
 * struct state - the current row
 * @zone: number of its zone
 * @part: what it is
 * @holes: the search in its zone
 * @hole: the hole
 * @stats: the totals of the zone
 */
struct state {
	u32 zone;
	enum part part;
	struct ptwalk_holes holes;
	struct ptwalk_hole hole;
	struct ptwalk_hole_stats stats;
};

static int holes_begin(struct ptwalk_iter *it)
{
	struct state *st = it->state;

	memset(st, 0, sizeof(*st));
	st->holes.areas = &it->areas;
	st->holes.pause = ptwalk_pause;
	return 0;
}

/* The next zone, or what could not be seen. */
static int start_zone(struct state *st, u32 zone)
{
	st->zone = zone;
	st->part = ptwalk_areas_known() && zone < ptwalk_zones()->n ? ZONE : LIMITS;
	if (st->part == ZONE)
		ptwalk_holes_start(&st->holes, &ptwalk_zones()->zone[zone]);
	return st->part == ZONE || ptwalk_areas_missing() || ptwalk_zones_missing();
}

static int holes_next(struct ptwalk_iter *it)
{
	struct state *st = it->state;
	int ret;

	if (!it->row)
		return start_zone(st, 0);
	if (st->part == STATS)
		return start_zone(st, st->zone + 1);
	if (st->part == LIMITS)
		return 0;
	ret = ptwalk_holes_next(&st->holes, &st->hole);
	if (ret) {
		st->part = HOLE;
		return ret;
	}
	st->part = STATS;
	ret = ptwalk_hole_stats_count(&st->stats, &it->areas, &ptwalk_zones()->zone[st->zone],
				      &it->space->geo, ptwalk_pause);
	return ret ? ret : 1;
}

static void show_limit(struct ptwalk_text *out, const char *what)
{
	if (what)
		ptwalk_printf(out, "# not available: %s\n", what);
}

static void holes_show(struct ptwalk_iter *it, struct ptwalk_text *out)
{
	const struct state *st = it->state;
	const struct ptwalk_zone *z = &ptwalk_zones()->zone[st->zone];

	switch (st->part) {
	case ZONE:
		ptwalk_put_zone(out, z);
		break;
	case HOLE:
		ptwalk_put_hole(out, z, &st->hole);
		break;
	case STATS:
		ptwalk_put_hole_stats(out, z, &st->stats);
		break;
	case LIMITS:
		show_limit(out, ptwalk_areas_missing());
		show_limit(out, ptwalk_zones_missing());
		break;
	}
}

const struct ptwalk_file ptwalk_file_holes = {
	.name = "holes",
	.columns = "range bytes before after",
	.state_size = sizeof(struct state),
	.owners = true,
	.window = 1,
	.begin = holes_begin,
	.next = holes_next,
	.show = holes_show,
};
