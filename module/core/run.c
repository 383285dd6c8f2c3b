// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs: batches that are alike, merged over any number of tables.
 */
#include "ptwalk_run.h"

/**
 * ptwalk_extents_add - add the extents of a batch of leaves
 * @x: the extents so far
 * @g: the geometry
 * @b: the batch
 * @joins: its first extent continues the last one
 */
void ptwalk_extents_add(struct ptwalk_extents *x, const struct ptwalk_geometry *g,
			const struct ptwalk_batch *b, bool joins)
{
	u64 head = ptwalk_level_bytes(g, b->level, b->head);
	u64 tail = ptwalk_level_bytes(g, b->level, b->tail);

	if (joins) {
		head += x->tail;
		x->longest = max(x->longest, head);
		if (b->extents == 1)
			tail = head;
	}
	x->longest = max(x->longest, ptwalk_level_bytes(g, b->level, b->longest));
	x->tail = tail;
	x->n += b->extents - joins;
	x->next_pa = b->next_pa;
}

/**
 * ptwalk_run_start - start a run with a batch
 * @r: filled
 * @g: the geometry
 * @b: the batch
 * @owner: its owner; compared as a pointer, never dereferenced
 */
void ptwalk_run_start(struct ptwalk_run *r, const struct ptwalk_geometry *g,
		      const struct ptwalk_batch *b, const void *owner)
{
	*r = (struct ptwalk_run) {
		.start = b->start,
		.bytes = ptwalk_batch_bytes(g, b),
		.kind = b->kind,
		.level = b->level,
		.attrs = b->attrs,
		.inherited = b->inherited,
		.owner = owner,
		.raw = b->raw,
		.pa = b->pa,
		.table_pa = b->table_pa,
		.index = b->index,
		.leaves = b->count,
		.repeated = b->repeated,
	};
	ptwalk_extents_add(&r->extents, g, b, false);
}

static bool alike(const struct ptwalk_run *r, const struct ptwalk_batch *b, const void *owner)
{
	return b->start == r->start + r->bytes && b->kind == r->kind && b->level == r->level &&
	       b->attrs == r->attrs && b->inherited == r->inherited && owner == r->owner;
}

/* They form one extent, or are leaves of the same shared table. */
static bool contiguous(const struct ptwalk_run *r, const struct ptwalk_batch *b)
{
	if (r->repeated || b->repeated)
		return r->repeated && b->repeated && r->pa == b->pa;
	return r->extents.n == 1 && b->extents == 1 && b->pa == r->extents.next_pa;
}

/**
 * ptwalk_run_add - add the next batch to a run, if it is alike
 * @r: the run
 * @g: the geometry
 * @b: the batch
 * @owner: its owner
 * @how: what must be alike
 *
 * Return: false if the batch is not part of the run.
 */
bool ptwalk_run_add(struct ptwalk_run *r, const struct ptwalk_geometry *g,
		    const struct ptwalk_batch *b, const void *owner,
		    enum ptwalk_merge how)
{
	if (!alike(r, b, owner))
		return false;
	if (how >= PTWALK_MERGE_PHYS && !contiguous(r, b))
		return false;
	if (how == PTWALK_MERGE_TABLE && (b->table_pa != r->table_pa || b->kind != PTWALK_LEAF))
		return false;

	ptwalk_extents_add(&r->extents, g, b, b->pa == r->extents.next_pa);
	r->bytes += ptwalk_batch_bytes(g, b);
	r->leaves += b->count;
	r->repeated |= b->repeated;
	return true;
}
