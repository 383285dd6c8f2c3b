// SPDX-License-Identifier: GPL-2.0-only
/*
 * maps and extents: runs of leaves that are alike; those of extents are also physically
 * contiguous. Their rows differ only in where they end.
 */
#include "files.h"

/**
 * struct state - the current row
 * @run: the row
 * @owner: its owner
 */
struct state {
	struct ptwalk_run run;
	struct ptwalk_owner owner;
};

static int maps_begin(struct ptwalk_iter *it)
{
	it->walk.split_phys = false;
	return 0;
}

static int extents_begin(struct ptwalk_iter *it)
{
	it->walk.split_phys = true;
	return 0;
}

/* Leaves become rows; ranges that could not be walked become remarks. */
static bool is_shown(enum ptwalk_kind kind)
{
	return kind == PTWALK_LEAF || kind >= PTWALK_TORN;
}

/* Find the next batch that is shown. */
static int peek_shown(struct ptwalk_iter *it)
{
	int ret;

	while ((ret = ptwalk_iter_peek(it)) > 0 && !is_shown(it->ahead.kind))
		ptwalk_iter_take(it);
	return ret;
}

static int next_run(struct ptwalk_iter *it, enum ptwalk_merge how)
{
	const struct ptwalk_geometry *g = &it->space->geo;
	struct state *st = it->state;
	int ret;

	ret = peek_shown(it);
	if (ret <= 0)
		return ret;
	ptwalk_run_start(&st->run, g, &it->ahead, ptwalk_owner_key(&it->ahead_owner));
	st->owner = it->ahead_owner;
	do {
		ptwalk_iter_take(it);
		ret = peek_shown(it);
	} while (ret > 0 && ptwalk_run_add(&st->run, g, &it->ahead,
					   ptwalk_owner_key(&it->ahead_owner), how));
	return ret < 0 ? ret : 1;
}

static int maps_next(struct ptwalk_iter *it)
{
	return next_run(it, PTWALK_MERGE_LIKE);
}

static int extents_next(struct ptwalk_iter *it)
{
	return next_run(it, PTWALK_MERGE_PHYS);
}

static void run_show(struct ptwalk_iter *it, struct ptwalk_text *out)
{
	const struct state *st = it->state;

	ptwalk_put_run(out, &st->run, &st->owner, it->walk.split_phys);
}

#define COLUMNS "range bytes level leaves prot memtype phys owner"

const struct ptwalk_file ptwalk_file_maps = {
	.name = "maps",
	.columns = COLUMNS,
	.state_size = sizeof(struct state),
	.owners = true,
	.begin = maps_begin,
	.next = maps_next,
	.show = run_show,
};

const struct ptwalk_file ptwalk_file_extents = {
	.name = "extents",
	.columns = COLUMNS,
	.state_size = sizeof(struct state),
	.owners = true,
	.begin = extents_begin,
	.next = extents_next,
	.show = run_show,
};
