// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs: strips that are alike, put together over any number of tables. Pure.
 */
#include "ptwalk.h"

/**
 * ptwalk_run_start - begin a run with a strip
 * @r: filled
 * @g: the geometry
 * @s: the strip
 * @owner: whose it is; compared as a pointer, never followed
 */
void ptwalk_run_start(struct ptwalk_run *r, const struct ptwalk_geometry *g,
		      const struct ptwalk_strip *s, const void *owner)
{
	*r = (struct ptwalk_run) {
		.start = s->start,
		.bytes = ptwalk_level_bytes(g, s->level, s->count),
		.kind = s->kind,
		.level = s->level,
		.attrs = s->attrs,
		.inherited = s->inherited,
		.owner = owner,
		.raw = s->raw,
		.pa = s->pa,
		.table_pa = s->table_pa,
		.index = s->index,
		.leaves = s->count,
		.frags = s->frags,
		.tail = ptwalk_level_bytes(g, s->level, s->tail),
		.longest = ptwalk_level_bytes(g, s->level, s->longest),
		.next_pa = s->next_pa,
		.repeated = s->repeated,
	};
}

static bool alike(const struct ptwalk_run *r, const struct ptwalk_strip *s, const void *owner)
{
	return s->start == r->start + r->bytes && s->kind == r->kind && s->level == r->level &&
	       s->attrs == r->attrs && s->inherited == r->inherited && owner == r->owner;
}

/* One piece, or the same shared table again. */
static bool contiguous(const struct ptwalk_run *r, const struct ptwalk_strip *s)
{
	if (r->repeated || s->repeated)
		return r->repeated && s->repeated && r->pa == s->pa;
	return r->frags == 1 && s->frags == 1 && s->pa == r->next_pa;
}

/**
 * ptwalk_run_add - add the next strip to a run, if it belongs there
 * @r: the run
 * @g: the geometry
 * @s: the strip
 * @owner: whose it is
 * @how: what has to be alike
 *
 * Return: false if the strip begins a run of its own.
 */
bool ptwalk_run_add(struct ptwalk_run *r, const struct ptwalk_geometry *g,
		    const struct ptwalk_strip *s, const void *owner,
		    enum ptwalk_merge how)
{
	u64 head = ptwalk_level_bytes(g, s->level, s->head);
	u64 tail = ptwalk_level_bytes(g, s->level, s->tail);
	bool joins = s->pa == r->next_pa;

	if (!alike(r, s, owner))
		return false;
	if (how >= PTWALK_MERGE_PHYS && !contiguous(r, s))
		return false;
	if (how == PTWALK_MERGE_TABLE && (s->table_pa != r->table_pa || s->kind != PTWALK_LEAF))
		return false;

	if (joins) {
		head += r->tail;
		r->longest = max(r->longest, head);
		if (s->frags == 1)
			tail = head;
	}
	r->longest = max(r->longest, ptwalk_level_bytes(g, s->level, s->longest));
	r->tail = tail;
	r->frags += s->frags - joins;
	r->bytes += ptwalk_level_bytes(g, s->level, s->count);
	r->leaves += s->count;
	r->next_pa = s->next_pa;
	r->repeated |= s->repeated;
	return true;
}
