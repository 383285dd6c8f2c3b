// SPDX-License-Identifier: GPL-2.0-only
/*
 * Uniform tables that many neighbouring entries share. KASAN maps the shadow of
 * unused addresses like that: terabytes of it with three tables.
 */
#include "repeated.h"
#include "scan.h"

/* Are all entries of the table at @pa equal? If so, @raw is the first, and @e decodes it. */
static bool read_uniform(struct ptwalk_walk *w, unsigned int level, u64 pa, u64 *raw,
			 struct ptwalk_entry *e)
{
	u64 *buf = w->window[level].buf;
	u32 entries = w->g->level[level].entries, first, n;
	u64 mask = ~0ULL;

	for (first = 0; first < entries; first += n) {
		n = min(w->max, entries - first);
		if (w->rd->read(w->rd, pa + first * sizeof(u64), buf, n))
			return false;
		w->stats.entries += n;
		if (!first) {
			*raw = *buf;
			ptwalk_decode(w->g, level, 0, *raw, e);
			if (e->kind == PTWALK_TABLE)
				mask = w->g->table_mask;
		}
		if (((*buf ^ *raw) & mask) || ptwalk_scan_equal(buf, n, mask) != n)
			return false;
	}
	return true;
}

/*
 * Is everything below a table entry uniform? A chain of tables, each with equal
 * entries, ends in leaves or zeros: @b describes one of those.
 */
static bool find_uniform(struct ptwalk_walk *w, u64 raw, struct ptwalk_batch *b)
{
	unsigned int level = w->cur.level, l = level;
	u64 inherited = w->window[level].inherited;
	struct ptwalk_entry e;

	ptwalk_decode(w->g, l, index_at(w, l), raw, &e);
	while (e.kind == PTWALK_TABLE) {
		inherited = w->g->ops->inherit(w->g, inherited, raw);
		b->table_pa = e.pa;
		if (ptwalk_path_verdict(w, l--, e.pa) != PTWALK_TABLE)
			return false;
		/* For the next verdict, as the chain may form a loop. */
		w->window[l].table_pa = e.pa;
		if (!read_uniform(w, l, e.pa, &raw, &e))
			return false;
	}
	b->kind = e.kind;
	b->level = (u8)l;
	b->raw = raw;
	b->pa = e.pa;
	b->next_pa = e.pa + ptwalk_level_bytes(w->g, l, 1);
	b->attrs = e.attrs;
	b->inherited = inherited;
	/* Equal leaves of a NAPOT group map different pages. */
	if (e.kind != PTWALK_EMPTY && (e.kind != PTWALK_LEAF || raw & w->g->napot_mask))
		return false;
	if (ptwalk_path_unchanged(w, level - 1))
		return true;
	w->stats.retries++;
	w->retries++;
	return false;
}

/* Entries of a level that are entirely in the range of the walk, and before its limit. */
static u64 whole_entries(const struct ptwalk_walk *w, unsigned int level)
{
	u64 bytes = min(w->last, w->limit) - w->cur.va;
	u64 size = ptwalk_level_bytes(w->g, level, 1);

	return (bytes >> w->g->level[level].shift) + !(~bytes & (size - 1));
}

/**
 * ptwalk_repeated_leaves - leaves of a uniform table that neighbours share
 * @w: the walk, its cursor at a table entry
 * @b: filled, if the return value is not 0
 * @e: the entries
 * @n: how many there are in the window
 *
 * If neighbours lead to one table in which all entries are equal, @b has its leaves,
 * once for each of the neighbours.
 *
 * Return: entries of the cursor's level that @b covers; 0 if there is no such table.
 */
u32 ptwalk_repeated_leaves(struct ptwalk_walk *w, struct ptwalk_batch *b, const u64 *e, u32 n)
{
	unsigned int level = w->cur.level, l;
	u64 size = ptwalk_level_bytes(w->g, level, 1);

	if (n < 2 || (e[1] ^ e[0]) & w->g->table_mask || amid(w, level))
		return 0;
	n = (u32)min_t(u64, n, whole_entries(w, level));
	n = n ? ptwalk_scan_equal(e, n, w->g->table_mask) : 0;
	if (n < 2 || w->retries > PTWALK_RETRIES)
		return 0;
	memset(b, 0, sizeof(*b));
	if (!find_uniform(w, *e, b))
		return 0;

	b->start = w->cur.va;
	b->count = (n * size) >> w->g->level[b->level].shift;
	b->extents = b->count;
	b->head = 1;
	b->tail = 1;
	b->longest = 1;
	b->repeated = true;
	for (l = b->level; l < level; l++) {
		w->stats.tables++;
		w->tables[l]++;
	}
	return n;
}

/**
 * ptwalk_repeated_used - how many entries of a table are not zero
 * @w: the walk
 * @level: of the table
 * @pa: its address
 *
 * Return: how many.
 */
u32 ptwalk_repeated_used(struct ptwalk_walk *w, unsigned int level, u64 pa)
{
	struct ptwalk_window *win = &w->window[level];
	u32 entries = w->g->level[level].entries, first, n, i, used = 0;

	for (first = 0; first < entries; first += n) {
		n = min(w->max, entries - first);
		if (w->rd->read(w->rd, pa + first * sizeof(u64), win->buf, n))
			break;
		for (i = 0; i < n; i++)
			used += !!win->buf[i];
	}
	win->count = 0;
	return used;
}

/**
 * ptwalk_repeated_tables - count entries that lead to the table just shown
 * @w: the walk, its cursor at a table entry
 * @e: the entries
 * @n: how many there are
 * @pa: where the first one leads
 *
 * Return: how many; 0 if the entry before the cursor leads elsewhere.
 */
u32 ptwalk_repeated_tables(struct ptwalk_walk *w, const u64 *e, u32 n, u64 pa)
{
	unsigned int level = w->cur.level;
	u32 index = index_at(w, level);
	u64 before, at;

	if (index == first_index(w, level))
		return 0;
	at = w->window[level].table_pa + (index - 1) * sizeof(before);
	if (w->rd->read(w->rd, at, &before, 1) || (before ^ *e) & w->g->table_mask ||
	    ptwalk_path_verdict(w, level, pa) != PTWALK_TABLE)
		return 0;
	return ptwalk_scan_equal(e, n, w->g->table_mask);
}
