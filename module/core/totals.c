// SPDX-License-Identifier: GPL-2.0-only
/*
 * Totals over batches.
 */
#include "ptwalk_totals.h"

static void add_leaves(struct ptwalk_totals *t, const struct ptwalk_geometry *g,
		       const struct ptwalk_batch *b, bool cont)
{
	bool joins = t->extents.n && b->start == t->next_va && b->pa == t->extents.next_pa;

	ptwalk_extents_add(&t->extents, g, b, joins);
	t->leaves[b->level] += b->count;
	t->mapped += ptwalk_batch_bytes(g, b);
	t->next_va = b->start + ptwalk_batch_bytes(g, b);
	if (cont)
		t->cont += b->count;
}

/**
 * ptwalk_totals_batch - count the next batch of a region
 * @t: the totals so far
 * @g: the geometry
 * @b: the batch
 * @cont: its leaves have the contiguous bit
 */
void ptwalk_totals_batch(struct ptwalk_totals *t, const struct ptwalk_geometry *g,
			 const struct ptwalk_batch *b, bool cont)
{
	unsigned int l;

	for (l = 0; l < g->levels; l++) {
		t->tables[l] += b->tables[l];
		/* Each table but the root is a used entry one level up. */
		if (l + 1 < g->levels)
			t->used[l + 1] += b->tables[l];
	}
	if (b->kind == PTWALK_LEAF)
		add_leaves(t, g, b, cont);
	else if (b->kind == PTWALK_INVALID)
		t->invalid += b->count;
	else if (b->kind != PTWALK_EMPTY)
		t->oddities += b->count;
	if (b->kind != PTWALK_EMPTY && !b->repeated)
		t->used[b->level] += b->count;
}

/**
 * ptwalk_totals_add - add the totals of one region to those of several
 * @to: the sum
 * @t: what is added; an extent that crosses from one region to the other counts twice
 */
void ptwalk_totals_add(struct ptwalk_totals *to, const struct ptwalk_totals *t)
{
	unsigned int l;

	for (l = 0; l < PTWALK_LEVELS; l++) {
		to->tables[l] += t->tables[l];
		to->used[l] += t->used[l];
		to->slots[l] += t->slots[l];
		to->leaves[l] += t->leaves[l];
	}
	to->mapped += t->mapped;
	to->cont += t->cont;
	to->invalid += t->invalid;
	to->oddities += t->oddities;
	to->extents.n += t->extents.n;
	to->extents.longest = max(to->extents.longest, t->extents.longest);
}

static u64 sum(const u64 *by_level)
{
	u64 n = 0;
	unsigned int l;

	for (l = 0; l < PTWALK_LEVELS; l++)
		n += by_level[l];
	return n;
}

/**
 * ptwalk_totals_tables - tables of all levels
 * @t: the totals
 *
 * Return: how many.
 */
u64 ptwalk_totals_tables(const struct ptwalk_totals *t)
{
	return sum(t->tables);
}

/**
 * ptwalk_totals_leaves - leaves of all levels
 * @t: the totals
 *
 * Return: how many.
 */
u64 ptwalk_totals_leaves(const struct ptwalk_totals *t)
{
	return sum(t->leaves);
}
