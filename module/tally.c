// SPDX-License-Identifier: GPL-2.0-only
/*
 * Totals over strips. Pure.
 */
#include "ptwalk_tally.h"

static void tally_leaves(struct ptwalk_tally *t, const struct ptwalk_geometry *g,
			 const struct ptwalk_strip *s, bool cont)
{
	u64 head = ptwalk_level_bytes(g, s->level, s->head);
	u64 tail = ptwalk_level_bytes(g, s->level, s->tail);
	bool joins = t->frags && s->start == t->next_va && s->pa == t->next_pa;

	if (joins) {
		head += t->tail;
		t->longest = max(t->longest, head);
		if (s->frags == 1)
			tail = head;
	}
	t->longest = max(t->longest, ptwalk_level_bytes(g, s->level, s->longest));
	t->tail = tail;
	t->frags += s->frags - joins;
	t->leaves[s->level] += s->count;
	t->mapped += ptwalk_level_bytes(g, s->level, s->count);
	t->next_va = s->start + ptwalk_level_bytes(g, s->level, s->count);
	t->next_pa = s->next_pa;
	if (cont)
		t->cont += s->count;
}

/**
 * ptwalk_tally_strip - count the next strip of a region
 * @t: the totals so far
 * @g: the geometry
 * @s: the strip
 * @cont: its leaves have the contiguous bit
 */
void ptwalk_tally_strip(struct ptwalk_tally *t, const struct ptwalk_geometry *g,
			const struct ptwalk_strip *s, bool cont)
{
	unsigned int l;

	for (l = 0; l < g->levels; l++) {
		t->tables[l] += s->tables[l];
		/* Each table but the root is a used descriptor one level up. */
		if (l + 1 < g->levels)
			t->used[l + 1] += s->tables[l];
	}
	if (s->kind == PTWALK_LEAF)
		tally_leaves(t, g, s, cont);
	else if (s->kind == PTWALK_INVALID)
		t->invalid += s->count;
	else if (s->kind != PTWALK_EMPTY)
		t->oddities += s->count;
	if (s->kind != PTWALK_EMPTY && !s->repeated)
		t->used[s->level] += s->count;
}

/**
 * ptwalk_tally_add - add the totals of one region to those of several
 * @to: the sum
 * @t: what is added; a piece that goes on from one to the other counts twice
 */
void ptwalk_tally_add(struct ptwalk_tally *to, const struct ptwalk_tally *t)
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
	to->frags += t->frags;
	to->longest = max(to->longest, t->longest);
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
 * ptwalk_tally_tables - tables of all levels
 * @t: the totals
 *
 * Return: how many.
 */
u64 ptwalk_tally_tables(const struct ptwalk_tally *t)
{
	return sum(t->tables);
}

/**
 * ptwalk_tally_leaves - leaves of all levels
 * @t: the totals
 *
 * Return: how many.
 */
u64 ptwalk_tally_leaves(const struct ptwalk_tally *t)
{
	return sum(t->leaves);
}
