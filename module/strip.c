// SPDX-License-Identifier: GPL-2.0-only
/*
 * The second half of the walk: from the descriptors at the cursor to a strip of
 * like ones. Pure.
 */
#include "walk.h"

/**
 * ptwalk_strip_describe - fill what all strips have in common
 * @w: the walk
 * @s: filled: one descriptor, at the cursor
 * @kind: what it is, or what is said of it
 * @raw: as read
 * @d: as decoded
 */
void ptwalk_strip_describe(struct ptwalk_walk *w, struct ptwalk_strip *s, enum ptwalk_kind kind,
			   u64 raw, const struct ptwalk_desc *d)
{
	unsigned int level = w->cur.level;
	const struct ptwalk_frame *f = &w->frame[level];
	u64 size = ptwalk_level_bytes(w->g, level, 1);

	/* One by one: to clear all of it first would take longer than the rest. */
	s->start = w->cur.va & ~(size - 1);
	s->kind = kind;
	s->level = level;
	s->index = index_at(w, level);
	s->count = 1;
	s->raw = raw;
	s->pa = d->pa;
	s->next_pa = d->pa + size;
	s->attrs = d->attrs;
	s->inherited = f->inherited;
	s->table_pa = f->table_pa;
	s->frags = 1;
	s->head = 1;
	s->tail = 1;
	s->longest = 1;
	s->e = NULL;
	s->repeated = false;
	s->used = 0;
	memset(s->tables, 0, sizeof(s->tables));
}

/**
 * ptwalk_strip_pa - where an address in a strip of leaves is mapped to
 * @g: the geometry
 * @s: the strip
 * @offset: of the address from the start of the strip
 *
 * Return: the physical address.
 */
u64 ptwalk_strip_pa(const struct ptwalk_geometry *g, const struct ptwalk_strip *s, u64 offset)
{
	unsigned int shift = g->level[s->level].shift;
	u64 within = offset & (BIT_ULL(shift) - 1);

	if (s->frags == 1)
		return s->pa + offset;
	if (s->repeated)
		return s->pa + within;
	return ptwalk_arch_pa(g, s->level, s->e[offset >> shift]) + within;
}

/**
 * ptwalk_strip_skip_empty - pass over zeros
 * @w: the walk, its cursor at one
 * @s: filled, if the whole table turns out to be empty
 *
 * Return: whether @s is filled.
 */
bool ptwalk_strip_skip_empty(struct ptwalk_walk *w, struct ptwalk_strip *s)
{
	static const struct ptwalk_desc zero = { .kind = PTWALK_EMPTY };
	unsigned int level = w->cur.level;
	struct ptwalk_frame *f = &w->frame[level];
	u32 entries = w->g->level[level].entries;
	u32 first = index_at(w, level), i = first - f->first, n;
	bool empty;

	while (i < f->count && !f->buf[i])
		i++;
	n = i + f->first - first;
	empty = first + n == entries && !f->used;
	if (empty) {
		u64 last = w->cur.va;

		w->cur.va -= ptwalk_level_bytes(w->g, level, first);
		ptwalk_strip_describe(w, s, PTWALK_EMPTY, 0, &zero);
		w->cur.va = last;
		s->count = entries;
		hand_over_tables(w, s);
	}
	ptwalk_walk_advance(w, n);
	return empty;
}

/*
 * ---- the hot path of the module: passes over the copy ----
 *
 * Without branches for each descriptor: of a block of them it is first found out
 * whether all go on like the first, and only if not, how many do.
 */

#define BLOCK 16

/*
 * How many descriptors go on as the first one does, each @step more than the one
 * before it, under a mask.
 */
static u32 count_series(const u64 *e, u32 n, u64 step, u64 mask)
{
	u64 next = e[0], other = 0;
	u32 k = 0, i;

	if (n == 1 || (e[1] ^ (next + step)) & mask)
		return 1;
	for (; k + BLOCK <= n; k += BLOCK) {
		const u64 *block = e + k;
		u64 before = next;

#pragma GCC unroll 16
		for (i = 0; i < BLOCK; i++, next += step)
			other |= block[i] ^ next;
		if (other & mask) {
			next = before;
			break;
		}
	}
	for (; k < n && !((e[k] ^ next) & mask); k++)
		next += step;
	return k;
}

/* Physical pieces so far: how many, the longest, the last, and where that ends. */
struct pieces {
	u64 frags;
	u64 longest;
	u64 tail;
	u64 end;
};

static inline void add_leaf(struct pieces *p, u64 e, u64 step)
{
	bool goes_on = e == p->end;

	p->end = e + step;
	p->frags += !goes_on;
	p->tail = goes_on ? p->tail + 1 : 1;
	p->longest = p->tail > p->longest ? p->tail : p->longest;
}

/* The pieces of leaves that are alike, the first of which has @head; how many leaves. */
static u32 count_pieces(const u64 *e, u32 n, u32 head, u64 mask, u64 step, struct pieces *to)
{
	/* Whole blocks are fastest: the last one that has some of the head is begun anew. */
	u32 k = head == n ? n : head - head % BLOCK, i;
	struct pieces p = { !!k, k, k, k ? e[k - 1] + step : ~e[0] };
	u64 first = e[0], other = 0;

	for (; k + BLOCK <= n; k += BLOCK) {
		const u64 *block = e + k;
		struct pieces before = p;

#pragma GCC unroll 16
		for (i = 0; i < BLOCK; i++) {
			other |= block[i] ^ first;
			add_leaf(&p, block[i], step);
		}
		if (other & mask) {
			p = before;
			break;
		}
	}
	for (; k < n && !((e[k] ^ first) & mask); k++)
		add_leaf(&p, e[k], step);
	*to = p;
	return k;
}

/* Leaves from the first on that are alike; with @split, in one piece. */
static void scan_leaves(const u64 *e, u32 n, u64 mask, u64 step, bool split, struct ptwalk_strip *s)
{
	u32 head = count_series(e, n, step, ~0ULL);
	struct pieces p;

	/* A sum that reaches into the attributes is no address any more. */
	while ((e[head - 1] ^ e[0]) & mask)
		head--;
	s->count = count_pieces(e, split ? head : n, head, mask, step, &p);
	s->frags = p.frags;
	s->head = head;
	s->tail = p.tail;
	s->longest = p.longest;
}

/* Not valid, or not validly so: rare, and each may say something else. */
static void scan_oddities(const struct ptwalk_walk *w, const u64 *e, u32 n, struct ptwalk_strip *s)
{
	struct ptwalk_desc d;
	u32 k;

	for (k = 1; k < n; k++) {
		ptwalk_arch_decode(w->g, s->level, e[k], &d);
		if (d.kind != s->kind || w->show_tables)
			break;
	}
	s->count = k;
}

/**
 * ptwalk_strip_take - a strip of leaves, or of what is neither leaf nor table
 * @w: the walk, its cursor at the first of them
 * @s: filled
 * @e: the descriptors
 * @n: how many there are up to the limit, or the end of the window
 * @d: the first one, decoded
 */
void ptwalk_strip_take(struct ptwalk_walk *w, struct ptwalk_strip *s, const u64 *e, u32 n,
		       const struct ptwalk_desc *d)
{
	unsigned int level = w->cur.level;
	u64 step = ptwalk_level_bytes(w->g, level, 1);
	bool split = w->split_phys || (w->split_cont && (*e & w->g->cont_mask));
	u32 same;

	ptwalk_strip_describe(w, s, d->kind, *e, d);
	s->e = e;
	same = split ? 1 : count_series(e, n, 0, ~0ULL);
	if (d->kind != PTWALK_LEAF) {
		scan_oddities(w, e, n, s);
	} else if (same > 1 && (same == n || same >= PTWALK_WINDOW / 8)) {
		s->count = same;
		s->frags = same;
		s->next_pa = d->pa + step;
	} else {
		scan_leaves(e, n, ptwalk_arch_attrs(w->g, level), step, split, s);
		s->next_pa = ptwalk_arch_pa(w->g, level, e[s->count - 1]) + step;
	}
	hand_over_tables(w, s);
	ptwalk_walk_advance(w, s->count);
}

/* All descriptors of the table at @pa say the same: then that is @d. */
static bool read_uniform(struct ptwalk_walk *w, unsigned int level, u64 pa, u64 *raw,
			 struct ptwalk_desc *d)
{
	u64 *buf = w->frame[level].buf;
	u32 entries = w->g->level[level].entries, first, n;
	u64 mask = ~0ULL;

	for (first = 0; first < entries; first += n) {
		n = min(w->window, entries - first);
		if (w->rd->read(w->rd, pa + first * sizeof(u64), buf, n))
			return false;
		w->stats.entries += n;
		if (!first) {
			*raw = *buf;
			ptwalk_arch_decode(w->g, level, *raw, d);
			if (d->kind == PTWALK_TABLE)
				mask = w->g->table_mask;
		}
		if (((*buf ^ *raw) & mask) || count_series(buf, n, 0, mask) != n)
			return false;
	}
	return true;
}

/*
 * Does every address below a table descriptor say the same? A chain of tables,
 * each of equal descriptors, ends in leaves or in nothing: @s is one of those.
 */
static bool find_uniform(struct ptwalk_walk *w, u64 raw, struct ptwalk_strip *s)
{
	unsigned int level = w->cur.level, l = level;
	u64 inherited = w->frame[level].inherited;
	struct ptwalk_desc d;

	ptwalk_arch_decode(w->g, l, raw, &d);
	while (d.kind == PTWALK_TABLE) {
		inherited = ptwalk_arch_inherit(w->g, inherited, raw);
		s->table_pa = d.pa;
		if (ptwalk_walk_judge(w, l--, d.pa) != PTWALK_TABLE)
			return false;
		/* For the next judgement: a chain may lead back into itself. */
		w->frame[l].table_pa = d.pa;
		if (!read_uniform(w, l, d.pa, &raw, &d))
			return false;
	}
	s->kind = d.kind;
	s->level = l;
	s->raw = raw;
	s->pa = d.pa;
	s->next_pa = d.pa + ptwalk_level_bytes(w->g, l, 1);
	s->attrs = d.attrs;
	s->inherited = inherited;
	if (d.kind != PTWALK_LEAF && d.kind != PTWALK_EMPTY)
		return false;
	if (ptwalk_walk_way_holds(w, level - 1))
		return true;
	w->stats.retries++;
	w->retries++;
	return false;
}

/**
 * ptwalk_strip_take_repeated - the leaves of a table that stands for itself many times
 * @w: the walk, its cursor at a table descriptor
 * @s: filled, if the return value is true
 * @e: the descriptors
 * @n: how many there are in the window
 *
 * Neighbours that lead to one table, in which every descriptor is the same: its
 * leaves, once for each. KASAN's shadow of what is not there is made so,
 * terabytes of it from three tables.
 *
 * Return: whether it is so.
 */
bool ptwalk_strip_take_repeated(struct ptwalk_walk *w, struct ptwalk_strip *s, const u64 *e, u32 n)
{
	unsigned int level = w->cur.level, l;
	u64 size = ptwalk_level_bytes(w->g, level, 1);

	/* Whole descriptors only, up to the end and the limit. */
	if (n < 2 || (e[1] ^ e[0]) & w->g->table_mask || amid(w, level))
		return false;
	n = min((u64)n, (w->end - w->cur.va) / size);
	if (w->limit)
		n = min((u64)n, (w->limit - w->cur.va) / size);
	n = n ? count_series(e, n, 0, w->g->table_mask) : 0;
	if (n < 2 || w->retries > PTWALK_RETRIES)
		return false;
	memset(s, 0, sizeof(*s));
	if (!find_uniform(w, *e, s))
		return false;

	s->start = w->cur.va;
	s->count = (n * size) >> w->g->level[s->level].shift;
	s->frags = s->count;
	s->head = 1;
	s->tail = 1;
	s->longest = 1;
	s->repeated = true;
	for (l = s->level; l < level; l++) {
		w->stats.tables++;
		w->tables[l]++;
	}
	hand_over_tables(w, s);
	ptwalk_walk_advance(w, n);
	return true;
}

/**
 * ptwalk_strip_count_used - how many descriptors of a table are not zero
 * @w: the walk
 * @level: of the table
 * @pa: where it is
 *
 * Return: how many.
 */
u32 ptwalk_strip_count_used(struct ptwalk_walk *w, unsigned int level, u64 pa)
{
	struct ptwalk_frame *f = &w->frame[level];
	u32 entries = w->g->level[level].entries, first, n, i, used = 0;

	for (first = 0; first < entries; first += n) {
		n = min(w->window, entries - first);
		if (w->rd->read(w->rd, pa + first * sizeof(u64), f->buf, n))
			break;
		for (i = 0; i < n; i++)
			used += !!f->buf[i];
	}
	f->count = 0;
	return used;
}

/**
 * ptwalk_strip_skip_repeated - pass over descriptors that lead to the table just shown
 * @w: the walk, its cursor at a table descriptor
 * @s: filled, if the return value is true
 * @e: the descriptors
 * @n: how many there are in the window
 * @d: the first one, decoded
 *
 * Return: whether its neighbour leads there as well.
 */
bool ptwalk_strip_skip_repeated(struct ptwalk_walk *w, struct ptwalk_strip *s, const u64 *e, u32 n,
				const struct ptwalk_desc *d)
{
	const struct ptwalk_frame *f = &w->frame[w->cur.level];
	u32 index = index_at(w, w->cur.level);
	u64 before;

	if (!index ||
	    w->rd->read(w->rd, f->table_pa + (index - 1) * sizeof(before), &before, 1) ||
	    (before ^ *e) & w->g->table_mask ||
	    ptwalk_walk_judge(w, w->cur.level, d->pa) != PTWALK_TABLE)
		return false;
	n = up_to_limit(w, w->cur.level, n);
	ptwalk_strip_describe(w, s, PTWALK_TABLE, *e, d);
	s->count = count_series(e, n, 0, w->g->table_mask);
	s->used = ptwalk_strip_count_used(w, w->cur.level - 1, d->pa);
	s->repeated = true;
	ptwalk_walk_advance(w, s->count);
	return true;
}
