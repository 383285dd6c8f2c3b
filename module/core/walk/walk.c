// SPDX-License-Identifier: GPL-2.0-only
/*
 * The walk: from tables in memory to batches of like entries.
 *
 * The cursor is an address. A step brings the entry at the cursor into a window
 * (path.c), counts the neighbours that are like it (scan.c) or that share a uniform
 * table (repeated.c), and moves the cursor past them.
 *
 * Whatever the tables hold, a walk ends: the cursor only moves forward, and a
 * table that is its own ancestor is not entered.
 */
#include "path.h"
#include "repeated.h"
#include "scan.h"

/**
 * ptwalk_walk_init - initialize a walk; ptwalk_walk_seek() starts it
 * @w: the walk
 * @space: what to walk
 * @windows: memory for @max entries of each level
 * @max: entries to copy at once: %PTWALK_WINDOW, or fewer for a short walk
 */
void ptwalk_walk_init(struct ptwalk_walk *w, const struct ptwalk_space *space, u64 *windows,
		      u32 max)
{
	unsigned int l;

	memset(w, 0, sizeof(*w));
	w->g = &space->geo;
	w->rd = space->reader;
	w->max = max;
	w->limit = ~0ULL;
	for (l = 0; l < w->g->levels; l++)
		w->window[l].buf = windows + l * max;
}

/**
 * ptwalk_walk_forget - drop all windows, so that the next step reads tables again
 * @w: the walk
 *
 * Call it when time has passed since the last step. The cursor stays.
 */
void ptwalk_walk_forget(struct ptwalk_walk *w)
{
	unsigned int l;

	for (l = 0; l < PTWALK_LEVELS; l++)
		leave_table(w, l);
}

/**
 * ptwalk_walk_seek - move the cursor
 * @w: the walk
 * @cur: new position: a cursor of this walk, or ptwalk_cursor_at() any address of
 *	the space
 * @last: last address of the range
 */
void ptwalk_walk_seek(struct ptwalk_walk *w, struct ptwalk_cursor cur, u64 last)
{
	ptwalk_walk_forget(w);
	memset(w->tables, 0, sizeof(w->tables));
	w->cur = cur;
	w->last = min(last, w->g->va_last);
	w->retries = 0;
	/* Count the root once: not in a walk that is resumed, nor in one of a part. */
	if (!cur.done && cur.va == w->g->va_start && cur.level == top_level(w)) {
		w->tables[cur.level] = 1;
		w->stats.tables++;
	}
}

/* Move the cursor past @count entries of its level, and out of tables that end there. */
static void advance(struct ptwalk_walk *w, u64 count)
{
	unsigned int level = w->cur.level;
	u64 size = ptwalk_level_bytes(w->g, level, 1);
	u64 start = w->cur.va & ~(size - 1);

	w->retries = 0;
	w->cur.va = start + count * size;
	/* Past the last address, the sum wraps to 0. */
	w->cur.done = w->cur.va < start;
	while (level < top_level(w) && !index_at(w, level))
		leave_table(w, level++);
	w->cur.level = (u8)level;
}

static void hand_over_tables(struct ptwalk_walk *w, struct ptwalk_batch *b)
{
	memcpy(b->tables, w->tables, sizeof(b->tables));
	memset(w->tables, 0, sizeof(w->tables));
}

/* How many of @n entries end at or before the limit; at least 1. */
static u32 up_to_limit(const struct ptwalk_walk *w, unsigned int level, u32 n)
{
	u64 bytes = w->limit - w->cur.va;
	u64 size = ptwalk_level_bytes(w->g, level, 1);
	u64 whole = (bytes >> w->g->level[level].shift) + !(~bytes & (size - 1));

	return whole < n ? max_t(u32, whole, 1) : n;
}

/* Describe one entry of the cursor's level, at @start. */
static void describe(const struct ptwalk_walk *w, struct ptwalk_batch *b, enum ptwalk_kind kind,
		     u64 start, u64 raw, const struct ptwalk_entry *e)
{
	unsigned int level = w->cur.level;
	const struct ptwalk_window *win = &w->window[level];
	u64 size = ptwalk_level_bytes(w->g, level, 1);

	/* Field by field: clearing all of it first would take longer than the rest. */
	b->start = start & ~(size - 1);
	b->kind = kind;
	b->level = (u8)level;
	b->index = ptwalk_level_index(w->g, level, start);
	b->count = 1;
	b->raw = raw;
	b->pa = e->pa;
	b->next_pa = e->pa + size;
	b->attrs = e->attrs;
	b->inherited = win->inherited;
	b->table_pa = win->table_pa;
	b->extents = 1;
	b->head = 1;
	b->tail = 1;
	b->longest = 1;
	b->e = NULL;
	b->repeated = false;
	b->used = 0;
	memset(b->tables, 0, sizeof(b->tables));
}

/*
 * Give a table up, with a verdict. If a part of its range has been yielded
 * already, only the rest of it is given up, counted in entries of the level that
 * the cursor had reached.
 */
static void give_up(struct ptwalk_walk *w, struct ptwalk_batch *b, const struct ptwalk_refusal *no)
{
	unsigned int reached = w->cur.level, level = no->level;
	u64 rest, size = ptwalk_level_bytes(w->g, level, 1);
	struct ptwalk_entry e;
	const u64 *raw;

	w->cur.level = (u8)level;
	raw = in_window(w, level);
	ptwalk_decode(w->g, level, index_at(w, level), raw ? *raw : 0, &e);
	describe(w, b, no->why, w->cur.va, raw ? *raw : 0, &e);
	if (reached < level && amid(w, level)) {
		b->start = w->cur.va & ~(ptwalk_level_bytes(w->g, reached, 1) - 1);
		b->level = (u8)reached;
		b->index = ptwalk_level_index(w->g, reached, b->start);
		rest = size - (b->start & (size - 1));
		b->count = rest >> w->g->level[reached].shift;
	}
	if (no->why == PTWALK_TORN)
		w->stats.torn++;
	else
		w->stats.faults++;
	w->window[level].used = true;
	hand_over_tables(w, b);
	advance(w, 1);
}

/*
 * Pass over zeros. An empty table is reported after the cursor leaves it, so it
 * may start before the cursor. Whether @b is filled with one.
 */
static bool skip_empty(struct ptwalk_walk *w, struct ptwalk_batch *b)
{
	static const struct ptwalk_entry zero = { .kind = PTWALK_EMPTY };
	unsigned int level = w->cur.level;
	const struct ptwalk_window *win = &w->window[level];
	u32 at = index_at(w, level), start = first_index(w, level), end = end_index(w, level);
	u32 i = at - win->first;
	u32 n = ptwalk_scan_zeros(win->buf + i, win->count - i);
	bool empty = at + n == end && !win->used;

	if (empty) {
		describe(w, b, PTWALK_EMPTY,
			 w->cur.va - ptwalk_level_bytes(w->g, level, at - start), 0, &zero);
		b->count = end - start;
		hand_over_tables(w, b);
	}
	advance(w, n);
	return empty;
}

/* Neighbours of the same kind that are invalid or malformed; rare, so decode each. */
static u32 count_oddities(const struct ptwalk_walk *w, const struct ptwalk_batch *b, const u64 *e,
			  u32 n)
{
	struct ptwalk_entry other;
	u32 k;

	for (k = 1; k < n && !w->show_tables; k++) {
		ptwalk_decode(w->g, b->level, b->index + k, e[k], &other);
		if (other.kind != b->kind)
			break;
	}
	return k;
}

/* Equal leaves that map consecutive pages, within one group. */
static void take_napot(const struct ptwalk_walk *w, struct ptwalk_batch *b, const u64 *e, u32 n)
{
	u32 group = w->g->level[b->level].cont;

	n = min(n, group - b->index % group);
	b->count = ptwalk_scan_equal(e, n, ~w->g->hw_mask);
	b->head = b->count;
	b->tail = b->count;
	b->longest = b->count;
	b->next_pa = b->pa + ptwalk_batch_bytes(w->g, b);
}

/* Leaves that are alike. */
static void take_leaves(const struct ptwalk_walk *w, struct ptwalk_batch *b, const u64 *e, u32 n)
{
	const struct ptwalk_level *l = &w->g->level[b->level];
	bool split = w->split_phys || (w->split_cont && (*e & w->g->cont_mask));
	struct ptwalk_scan s;
	u32 same;

	if (*e & w->g->napot_mask && l->cont) {
		take_napot(w, b, e, n);
		return;
	}
	same = split ? 1 : ptwalk_scan_equal(e, n, ~0ULL);
	if (same > 1 && (same == n || same >= PTWALK_WINDOW / 8)) {
		b->count = same;
		b->extents = same;
		return;
	}
	ptwalk_scan_leaves(e, n, l->attrs, l->step, w->g->hw_mask, split, &s);
	b->count = s.count;
	b->extents = s.extents;
	b->head = s.head;
	b->tail = s.tail;
	b->longest = s.longest;
	b->next_pa = ptwalk_entry_pa(w->g, l->shift, e[s.count - 1]) + BIT_ULL(l->shift);
}

/* A batch of anything but tables and zeros. */
static void take_batch(struct ptwalk_walk *w, struct ptwalk_batch *b, const u64 *raw, u32 n,
		       const struct ptwalk_entry *e)
{
	n = up_to_limit(w, w->cur.level, n);
	describe(w, b, e->kind, w->cur.va, *raw, e);
	b->e = raw;
	if (e->kind == PTWALK_LEAF)
		take_leaves(w, b, raw, n);
	else
		b->count = count_oddities(w, b, raw, n);
	hand_over_tables(w, b);
	advance(w, b->count);
}

/* Entries that lead to the same table as the one before, in one batch. False if none. */
static bool take_same_tables(struct ptwalk_walk *w, struct ptwalk_batch *b, const u64 *raw, u32 n,
			     const struct ptwalk_entry *e)
{
	unsigned int level = w->cur.level;

	n = ptwalk_repeated_tables(w, raw, up_to_limit(w, level, n), e->pa);
	if (!n)
		return false;
	describe(w, b, PTWALK_TABLE, w->cur.va, *raw, e);
	b->count = n;
	b->used = ptwalk_repeated_used(w, level - 1, e->pa);
	b->repeated = true;
	advance(w, n);
	return true;
}

static bool take_same_leaves(struct ptwalk_walk *w, struct ptwalk_batch *b, const u64 *raw, u32 n)
{
	n = ptwalk_repeated_leaves(w, b, raw, n);
	if (!n)
		return false;
	hand_over_tables(w, b);
	advance(w, n);
	return true;
}

/*
 * A table entry: descend, unless neighbours share a uniform table. 0 to continue,
 * %PTWALK_BATCH or %PTWALK_REFUSED.
 */
static int take_table(struct ptwalk_walk *w, struct ptwalk_batch *b, const u64 *raw, u32 n,
		      const struct ptwalk_entry *e, struct ptwalk_refusal *no)
{
	unsigned int level = w->cur.level;
	enum ptwalk_kind verdict;

	if (w->dump_tables ? take_same_tables(w, b, raw, n, e) :
	    !w->show_tables && take_same_leaves(w, b, raw, n))
		return PTWALK_BATCH;
	/* The path has changed, and the windows were dropped. */
	if (!in_window(w, level))
		return 0;
	verdict = ptwalk_path_verdict(w, level, e->pa);
	if (verdict != PTWALK_TABLE)
		return refuse(no, level, verdict);
	w->stats.tables++;
	w->tables[level - 1]++;
	if (w->show_tables) {
		describe(w, b, PTWALK_TABLE, w->cur.va, *raw, e);
		if (w->dump_tables)
			b->used = ptwalk_repeated_used(w, level - 1, e->pa);
		hand_over_tables(w, b);
	}
	ptwalk_path_enter(w, level, *raw, e->pa);
	w->cur.level = (u8)(level - 1);
	return w->show_tables ? PTWALK_BATCH : 0;
}

/* Take what is at the cursor. 0 to continue, %PTWALK_BATCH or %PTWALK_REFUSED. */
static int take(struct ptwalk_walk *w, struct ptwalk_batch *b, struct ptwalk_refusal *no)
{
	unsigned int level = w->cur.level;
	struct ptwalk_window *win = &w->window[level];
	const u64 *raw = in_window(w, level);
	u32 n = win->count - (u32)(raw - win->buf);
	struct ptwalk_entry e;

	if (!*raw)
		return skip_empty(w, b) ? PTWALK_BATCH : 0;
	win->used = true;
	ptwalk_decode(w->g, level, index_at(w, level), *raw, &e);
	if (e.kind == PTWALK_TABLE)
		return take_table(w, b, raw, n, &e, no);
	take_batch(w, b, raw, n, &e);
	return PTWALK_BATCH;
}

/**
 * ptwalk_walk_next - the next batch
 * @w: the walk
 * @b: filled, if the return value is %PTWALK_BATCH
 *
 * Context: what the reader's functions need; the live one may sleep.
 * Return: enum ptwalk_step, -EFAULT if the root can't be read, or an error of the
 * reader's pause().
 */
int ptwalk_walk_next(struct ptwalk_walk *w, struct ptwalk_batch *b)
{
	struct ptwalk_refusal no;
	int ret = 0;

	while (!ret) {
		if (w->cur.done || w->cur.va > w->last)
			return PTWALK_END;
		if (w->cur.va > w->limit)
			return PTWALK_LIMIT;
		ret = ptwalk_path_to_cursor(w, &no);
		if (!ret)
			ret = take(w, b, &no);
	}
	if (ret != PTWALK_REFUSED)
		return ret;
	give_up(w, b, &no);
	return PTWALK_BATCH;
}

/**
 * ptwalk_walk_lookup - find the leaf that maps one address
 * @space: the address space
 * @va: an address of it
 * @b: filled with that leaf, or with what is in its place
 *
 * Context: what the reader's functions need.
 * Return: 0, -ENOENT if nothing is mapped there, or another -errno of
 * ptwalk_walk_next().
 */
int ptwalk_walk_lookup(const struct ptwalk_space *space, u64 va, struct ptwalk_batch *b)
{
	u64 windows[PTWALK_LEVELS];
	struct ptwalk_walk w;
	int ret;

	ptwalk_walk_init(&w, space, windows, 1);
	ptwalk_walk_seek(&w, ptwalk_cursor_at(&space->geo, va), va);
	ret = ptwalk_walk_next(&w, b);
	b->e = NULL;
	if (ret < 0)
		return ret;
	return ret == PTWALK_BATCH && b->kind == PTWALK_LEAF ? 0 : -ENOENT;
}
