// SPDX-License-Identifier: GPL-2.0-only
/*
 * The walk: from tables in memory to strips of like descriptors. Pure: tables
 * are read through the reader, and descriptors are decoded by the architecture.
 *
 * Tables may change while they are read, so nothing is believed at once. A
 * window of a table is copied, and then the way to it is read again, from the
 * root down to its parent. If a descriptor on the way is no longer what led
 * here, the copy may be of memory that is no table any more: it is thrown away
 * and the walk goes down anew, %PTWALK_RETRIES times at most.
 *
 * Whatever the tables hold, a walk ends: the cursor only moves forward, and a
 * table that is its own ancestor is not entered.
 */
#include "ptwalk_arch.h"

/* Not an error: go down again from the root. */
#define LOOK_AGAIN	1

static unsigned int top_level(const struct ptwalk_walk *w)
{
	return w->g->levels - 1u;
}

static u32 index_at(const struct ptwalk_walk *w, unsigned int level)
{
	const struct ptwalk_level *l = &w->g->level[level];

	return (w->cur.va >> l->shift) & (l->entries - 1);
}

/* Descriptors of a level from the cursor up to @end; the last may reach over it. */
static u64 room_to(const struct ptwalk_walk *w, unsigned int level, u64 end)
{
	return ((end - w->cur.va - 1) >> w->g->level[level].shift) + 1;
}

/* Of @n descriptors, those whole before the limit, or the one that reaches over it. */
static u64 up_to_limit(const struct ptwalk_walk *w, unsigned int level, u64 n)
{
	u64 whole = (w->limit - w->cur.va) >> w->g->level[level].shift;

	return w->limit ? min(n, max(whole, (u64)1)) : n;
}

static bool at_or_past(const struct ptwalk_walk *w, u64 end)
{
	return w->cur.va - 1 >= end - 1;
}

/* The descriptor at the cursor, if the window of that level holds it. */
static const u64 *in_window(const struct ptwalk_walk *w, unsigned int level)
{
	const struct ptwalk_frame *f = &w->frame[level];
	u32 i = index_at(w, level) - f->first;

	return f->entered && i < f->count ? &f->buf[i] : NULL;
}

static void leave_table(struct ptwalk_walk *w, unsigned int level)
{
	w->frame[level].entered = false;
	w->frame[level].count = 0;
}

/**
 * ptwalk_walk_init - make a walk ready; ptwalk_walk_seek() starts it
 * @w: the walk
 * @g: the geometry
 * @rd: the reader
 * @windows: room for %PTWALK_LEVELS times %PTWALK_WINDOW descriptors
 */
void ptwalk_walk_init(struct ptwalk_walk *w, const struct ptwalk_geometry *g,
		      struct ptwalk_reader *rd, u64 *windows)
{
	unsigned int l;

	memset(w, 0, sizeof(*w));
	w->g = g;
	w->rd = rd;
	for (l = 0; l < PTWALK_LEVELS; l++)
		w->frame[l].buf = windows + l * PTWALK_WINDOW;
}

/**
 * ptwalk_walk_forget - drop every copy, so that what follows is read afresh
 * @w: the walk
 *
 * To be called when time has passed since the last step. The cursor stays.
 */
void ptwalk_walk_forget(struct ptwalk_walk *w)
{
	unsigned int l;

	for (l = 0; l < PTWALK_LEVELS; l++)
		leave_table(w, l);
}

/**
 * ptwalk_walk_seek - put the cursor somewhere
 * @w: the walk
 * @cur: where to go on: a cursor of this walk, or any address of the kernel's
 *	half with the level of the root
 * @end: where to stop, 0 for the end of the address space
 */
void ptwalk_walk_seek(struct ptwalk_walk *w, struct ptwalk_cursor cur, u64 end)
{
	ptwalk_walk_forget(w);
	memset(w->tables, 0, sizeof(w->tables));
	w->cur = cur;
	w->end = end;
	w->retries = 0;
	/* Elsewhere it is a walk that goes on, or one of a part: the root is not its own. */
	if (cur.va == w->g->va_start && cur.level == top_level(w)) {
		w->tables[cur.level] = 1;
		w->stats.tables++;
	}
}

/* Move the cursor over @count descriptors of its level, and out of full tables. */
static void advance(struct ptwalk_walk *w, u64 count)
{
	unsigned int level = w->cur.level;
	u64 size = ptwalk_level_bytes(w->g, level, 1);

	w->retries = 0;
	w->cur.va = (w->cur.va & ~(size - 1)) + count * size;
	while (level < top_level(w) && !index_at(w, level))
		leave_table(w, level++);
	w->cur.level = level;
}

/* ---- down to the cursor ---- */

/* Fill what all strips have in common. */
static void describe(struct ptwalk_walk *w, struct ptwalk_strip *s,
		     enum ptwalk_kind kind, u64 raw, const struct ptwalk_desc *d)
{
	unsigned int level = w->cur.level;
	const struct ptwalk_frame *f = &w->frame[level];
	u64 size = ptwalk_level_bytes(w->g, level, 1);

	memset(s, 0, sizeof(*s));
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
}

static void hand_over_tables(struct ptwalk_walk *w, struct ptwalk_strip *s)
{
	memcpy(s->tables, w->tables, sizeof(s->tables));
	memset(w->tables, 0, sizeof(w->tables));
}

/* Does the way from the root still lead to the table of @level? */
static bool way_holds(struct ptwalk_walk *w, unsigned int level)
{
	unsigned int l, k;
	u64 now;

	for (l = top_level(w); l > level; l--) {
		const struct ptwalk_frame *f = &w->frame[l];
		const u64 *seen = in_window(w, l);
		u64 pa = f->table_pa + index_at(w, l) * sizeof(now);

		if (seen && !w->rd->read(w->rd, pa, &now, 1) &&
		    !((now ^ *seen) & w->g->table_mask))
			continue;
		w->frame[l].count = 0;
		for (k = 0; k < l; k++)
			leave_table(w, k);
		return false;
	}
	return true;
}

/*
 * Copy the window of @level that holds the cursor, up to the end of the table,
 * of the walk or of the buffer. 0, %LOOK_AGAIN, -EFAULT, or what pause() said.
 */
static int load(struct ptwalk_walk *w, unsigned int level)
{
	struct ptwalk_frame *f = &w->frame[level];
	u32 first = index_at(w, level);
	u64 n = min((u64)PTWALK_WINDOW, room_to(w, level, w->end));
	bool holds;
	int err;

	n = min(n, (u64)w->g->level[level].entries - first);
	err = w->rd->pause(w->rd);
	if (err)
		return err;

	if (w->rd->enter)
		w->rd->enter(w->rd);
	err = w->rd->read(w->rd, f->table_pa + first * sizeof(u64), f->buf, n);
	holds = way_holds(w, level);
	if (w->rd->leave)
		w->rd->leave(w->rd);

	if (!holds) {
		w->stats.retries++;
		w->retries++;
		return LOOK_AGAIN;
	}
	if (err)
		return err;
	f->first = first;
	f->count = n;
	w->stats.entries += n;
	return 0;
}

/* May the table at @pa be entered below @level? %PTWALK_TABLE if so. */
static enum ptwalk_kind judge_table(const struct ptwalk_walk *w, unsigned int level, u64 pa)
{
	unsigned int l;

	/* By pages: a root may be smaller, and start within its page. */
	for (l = level; l <= top_level(w); l++)
		if (w->frame[l].table_pa >> w->g->page_shift == pa >> w->g->page_shift)
			return PTWALK_LOOP;
	if (!w->rd->is_ram(w->rd, pa, BIT_ULL(w->g->page_shift)))
		return PTWALK_OUTSIDE;
	return PTWALK_TABLE;
}

/* The cursor is past the start of the descriptor of @level that it stands in. */
static bool amid(const struct ptwalk_walk *w, unsigned int level)
{
	return w->cur.va & (ptwalk_level_bytes(w->g, level, 1) - 1);
}

/*
 * Give the table below the descriptor at the cursor up, with a reason. If a part
 * of its range has been yielded already, only the rest of it is given up, counted
 * in descriptors of the level that the cursor had reached.
 */
static int give_up(struct ptwalk_walk *w, struct ptwalk_strip *s, unsigned int level,
		   enum ptwalk_kind why)
{
	unsigned int reached = w->cur.level;
	u64 size = ptwalk_level_bytes(w->g, level, 1);
	struct ptwalk_desc d;
	const u64 *raw;

	w->cur.level = level;
	raw = in_window(w, level);
	ptwalk_arch_decode(w->g, level, raw ? *raw : 0, &d);
	describe(w, s, why, raw ? *raw : 0, &d);
	if (reached < level && amid(w, level)) {
		s->start = w->cur.va & ~(ptwalk_level_bytes(w->g, reached, 1) - 1);
		s->level = reached;
		s->index = (s->start >> w->g->level[reached].shift) &
			   (w->g->level[reached].entries - 1);
		s->count = (size - (s->start & (size - 1))) >> w->g->level[reached].shift;
	}
	if (why == PTWALK_TORN)
		w->stats.torn++;
	else
		w->stats.faults++;
	w->frame[level].used = true;
	hand_over_tables(w, s);
	advance(w, 1);
	return PTWALK_STRIP;
}

static void enter_table(struct ptwalk_walk *w, unsigned int level, u64 pa, u64 inherited)
{
	struct ptwalk_frame *f = &w->frame[level];

	f->table_pa = pa;
	f->inherited = inherited;
	f->entered = true;
	f->count = 0;
	/* Entered in the middle, as after a seek, nothing is known of the rest. */
	f->used = index_at(w, level) != 0;
}

/* Enter the table below @level, which the descriptor at the cursor points to. */
static int go_down(struct ptwalk_walk *w, struct ptwalk_strip *s, unsigned int level)
{
	const struct ptwalk_frame *f = &w->frame[level];
	u64 raw = *in_window(w, level);
	enum ptwalk_kind verdict;
	struct ptwalk_desc d;

	ptwalk_arch_decode(w->g, level, raw, &d);
	/* It holds what the cursor passes or has passed, so the table is not empty. */
	if (d.kind == PTWALK_TABLE || amid(w, level))
		w->frame[level].used = true;
	if (d.kind != PTWALK_TABLE) {
		/*
		 * It was one when the cursor passed it. Treat what stands there now,
		 * unless a part of what stood there has been yielded.
		 */
		if (raw && amid(w, level))
			return give_up(w, s, level, PTWALK_TORN);
		w->cur.level = level;
		return 0;
	}
	verdict = judge_table(w, level, d.pa);
	if (verdict != PTWALK_TABLE)
		return give_up(w, s, level, verdict);
	enter_table(w, level - 1, d.pa, ptwalk_arch_inherit(w->g, f->inherited, raw));
	return 0;
}

/*
 * Bring the descriptor at the cursor into a window, entering tables from the
 * root on. 0, %PTWALK_STRIP if @s tells why the way ends before it, or -errno.
 */
static int descend(struct ptwalk_walk *w, struct ptwalk_strip *s)
{
	unsigned int top = top_level(w), l = top;
	int ret;

	if (in_window(w, w->cur.level))
		return 0;
	if (!w->frame[top].entered)
		enter_table(w, top, w->g->root_pa, 0);

	for (;;) {
		if (!in_window(w, l)) {
			ret = load(w, l);
			if (ret == LOOK_AGAIN) {
				if (w->retries > PTWALK_RETRIES)
					return give_up(w, s, l + 1, PTWALK_TORN);
				l = top;
				continue;
			}
			if (ret == -EFAULT && l < top)
				return give_up(w, s, l + 1, PTWALK_FAULT);
			if (ret)
				return ret;
		}
		if (l <= w->cur.level)
			return 0;
		if (!w->frame[l - 1].entered) {
			ret = go_down(w, s, l);
			if (ret || l == w->cur.level)
				return ret;
		}
		l--;
	}
}

/* ---- what stands at the cursor ---- */

/* Pass over zeros. True if the whole table turns out to be empty: then @s says so. */
static bool skip_empty(struct ptwalk_walk *w, struct ptwalk_strip *s)
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
		describe(w, s, PTWALK_EMPTY, 0, &zero);
		w->cur.va = last;
		s->count = entries;
		hand_over_tables(w, s);
	}
	advance(w, n);
	return empty;
}

/*
 * A leaf like its neighbours: the hot path of the module. One pass over the
 * copy, in which the physical pieces are counted.
 */
static u32 scan_leaves(const u64 *e, u32 n, u64 mask, u64 step, bool split, struct ptwalk_strip *s)
{
	u64 first = e[0], prev = first;
	u64 frags = 0, longest = 0, head = 0;
	u32 from = 0, k;

	for (k = 1; k < n; k++) {
		u64 d = e[k];

		if ((d ^ first) & mask)
			break;
		if (d != prev + step) {
			if (split)
				break;
			if (!frags++)
				head = k;
			if (k - from > longest)
				longest = k - from;
			from = k;
		}
		prev = d;
	}
	s->count = k;
	s->tail = k - from;
	s->longest = longest > s->tail ? longest : s->tail;
	s->head = frags ? head : k;
	s->frags = frags + 1;
	return k;
}

static u32 count_equal(const u64 *e, u32 n, u64 mask)
{
	u32 k = 1;

	while (k < n && !((e[k] ^ e[0]) & mask))
		k++;
	return k;
}

/* Not valid, or not validly so: rare, and each may say something else. */
static u32 scan_oddities(const struct ptwalk_walk *w, const u64 *e, u32 n, struct ptwalk_strip *s)
{
	struct ptwalk_desc d;
	u32 k;

	for (k = 1; k < n; k++) {
		ptwalk_arch_decode(w->g, s->level, e[k], &d);
		if (d.kind != s->kind || w->show_tables)
			break;
	}
	s->count = k;
	return k;
}

static void take_strip(struct ptwalk_walk *w, struct ptwalk_strip *s, const u64 *e, u32 n,
		       const struct ptwalk_desc *d)
{
	unsigned int level = w->cur.level;
	u64 step = ptwalk_level_bytes(w->g, level, 1);
	bool split = w->split_phys || (w->split_cont && (*e & w->g->cont_mask));
	struct ptwalk_desc last;
	u32 same;

	describe(w, s, d->kind, *e, d);
	s->e = e;
	same = split ? 1 : count_equal(e, n, ~0ULL);
	if (d->kind != PTWALK_LEAF) {
		scan_oddities(w, e, n, s);
	} else if (same > 1 && (same == n || same >= PTWALK_WINDOW / 8)) {
		s->count = same;
		s->frags = same;
		s->next_pa = d->pa + step;
	} else {
		scan_leaves(e, n, ptwalk_arch_attrs(w->g, level), step, split, s);
		ptwalk_arch_decode(w->g, level, e[s->count - 1], &last);
		s->next_pa = last.pa + step;
	}
	hand_over_tables(w, s);
	advance(w, s->count);
}

/* All descriptors of the table at @pa say the same: then that is @d. */
static bool read_uniform(struct ptwalk_walk *w, unsigned int level, u64 pa, u64 *raw,
			 struct ptwalk_desc *d)
{
	u64 *buf = w->frame[level].buf;
	u32 entries = w->g->level[level].entries, first, n;
	u64 mask = ~0ULL;

	for (first = 0; first < entries; first += n) {
		n = min((u32)PTWALK_WINDOW, entries - first);
		if (w->rd->read(w->rd, pa + first * sizeof(u64), buf, n))
			return false;
		w->stats.entries += n;
		if (!first) {
			*raw = *buf;
			ptwalk_arch_decode(w->g, level, *raw, d);
			if (d->kind == PTWALK_TABLE)
				mask = w->g->table_mask;
		}
		if (((*buf ^ *raw) & mask) || count_equal(buf, n, mask) != n)
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
		if (judge_table(w, l--, d.pa) != PTWALK_TABLE)
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
	if (way_holds(w, level - 1))
		return true;
	w->stats.retries++;
	w->retries++;
	return false;
}

/*
 * Neighbours that lead to one table, in which every descriptor is the same: its
 * leaves, once for each. KASAN's shadow of what is not there is made so,
 * terabytes of it from three tables.
 */
static bool take_repeated(struct ptwalk_walk *w, struct ptwalk_strip *s, const u64 *e, u32 n)
{
	unsigned int level = w->cur.level, l;
	u64 size = ptwalk_level_bytes(w->g, level, 1);

	/* Whole descriptors only, up to the end and the limit. */
	if (amid(w, level))
		return false;
	n = min((u64)n, (w->end - w->cur.va) / size);
	if (w->limit)
		n = min((u64)n, (w->limit - w->cur.va) / size);
	n = n ? count_equal(e, n, w->g->table_mask) : 0;
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
	advance(w, n);
	return true;
}

/* How many descriptors of the table at @pa are not zero. */
static u32 count_used(struct ptwalk_walk *w, unsigned int level, u64 pa)
{
	struct ptwalk_frame *f = &w->frame[level];
	u32 entries = w->g->level[level].entries, first, n, i, used = 0;

	for (first = 0; first < entries; first += n) {
		n = min((u32)PTWALK_WINDOW, entries - first);
		if (w->rd->read(w->rd, pa + first * sizeof(u64), f->buf, n))
			break;
		for (i = 0; i < n; i++)
			used += !!f->buf[i];
	}
	f->count = 0;
	return used;
}

/* The same where the descriptors themselves are shown: once is enough. */
static bool skip_repeated(struct ptwalk_walk *w, struct ptwalk_strip *s, const u64 *e, u32 n,
			  const struct ptwalk_desc *d)
{
	const struct ptwalk_frame *f = &w->frame[w->cur.level];
	u32 index = index_at(w, w->cur.level);
	u64 before;

	if (!index ||
	    w->rd->read(w->rd, f->table_pa + (index - 1) * sizeof(before), &before, 1) ||
	    (before ^ *e) & w->g->table_mask ||
	    judge_table(w, w->cur.level, d->pa) != PTWALK_TABLE)
		return false;
	n = up_to_limit(w, w->cur.level, n);
	describe(w, s, PTWALK_TABLE, *e, d);
	s->count = count_equal(e, n, w->g->table_mask);
	s->used = count_used(w, w->cur.level - 1, d->pa);
	s->repeated = true;
	advance(w, s->count);
	return true;
}

/*
 * Step down at a table descriptor. True if @s is filled: with the descriptor
 * itself, if those are to be shown, or with the reason why there is no way down.
 */
static bool step_down(struct ptwalk_walk *w, struct ptwalk_strip *s, u64 raw,
		      const struct ptwalk_desc *d)
{
	unsigned int level = w->cur.level;
	enum ptwalk_kind verdict = judge_table(w, level, d->pa);
	u64 inherited = w->frame[level].inherited;

	if (verdict != PTWALK_TABLE) {
		give_up(w, s, level, verdict);
		return true;
	}
	w->stats.tables++;
	w->tables[level - 1]++;
	if (w->show_tables) {
		describe(w, s, PTWALK_TABLE, raw, d);
		if (w->dump_tables)
			s->used = count_used(w, level - 1, d->pa);
		hand_over_tables(w, s);
	}
	enter_table(w, level - 1, d->pa, ptwalk_arch_inherit(w->g, inherited, raw));
	w->cur.level = level - 1;
	return w->show_tables;
}

/**
 * ptwalk_walk_next - the next strip
 * @w: the walk
 * @s: filled, if the return value is %PTWALK_STRIP
 *
 * Context: what the reader's functions need; the live one may sleep.
 * Return: enum ptwalk_step, or -EFAULT if the root can't be read, or what the
 * reader's pause() said.
 */
int ptwalk_walk_next(struct ptwalk_walk *w, struct ptwalk_strip *s)
{
	struct ptwalk_desc d;
	unsigned int level;
	const u64 *e;
	u64 n;
	int ret;

	for (;;) {
		if (!w->cur.va || at_or_past(w, w->end))
			return PTWALK_END;
		if (w->limit && at_or_past(w, w->limit))
			return PTWALK_LIMIT;
		ret = descend(w, s);
		if (ret)
			return ret;

		level = w->cur.level;
		e = in_window(w, level);
		if (!*e) {
			if (skip_empty(w, s))
				return PTWALK_STRIP;
			continue;
		}
		n = w->frame[level].count - (e - w->frame[level].buf);
		w->frame[level].used = true;
		ptwalk_arch_decode(w->g, level, *e, &d);
		if (d.kind == PTWALK_TABLE) {
			if (w->dump_tables ? skip_repeated(w, s, e, n, &d) :
			    !w->show_tables && take_repeated(w, s, e, n))
				return PTWALK_STRIP;
			/* The way here has changed: what was copied leads nowhere. */
			if (!in_window(w, level))
				continue;
			if (step_down(w, s, *e, &d))
				return PTWALK_STRIP;
			continue;
		}
		n = up_to_limit(w, level, n);
		take_strip(w, s, e, n, &d);
		return PTWALK_STRIP;
	}
}
