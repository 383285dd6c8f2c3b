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
#include "walk.h"

/* Not an error: go down again from the root. */
#define LOOK_AGAIN	1

/**
 * ptwalk_walk_init - make a walk ready; ptwalk_walk_seek() starts it
 * @w: the walk
 * @g: the geometry
 * @rd: the reader
 * @windows: room for @window descriptors of each level of @g
 * @window: descriptors to copy at once: %PTWALK_WINDOW, or fewer for a short way
 */
void ptwalk_walk_init(struct ptwalk_walk *w, const struct ptwalk_geometry *g,
		      struct ptwalk_reader *rd, u64 *windows, u32 window)
{
	unsigned int l;

	memset(w, 0, sizeof(*w));
	w->g = g;
	w->rd = rd;
	w->window = window;
	for (l = 0; l < g->levels; l++)
		w->frame[l].buf = windows + l * window;
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

/**
 * ptwalk_walk_advance - move the cursor, and out of tables that end there
 * @w: the walk
 * @count: descriptors of the cursor's level to pass over
 */
void ptwalk_walk_advance(struct ptwalk_walk *w, u64 count)
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

/**
 * ptwalk_walk_way_holds - does the way from the root still lead to a table?
 * @w: the walk
 * @level: of the table
 *
 * Return: true if it does; otherwise everything from where it changed on is
 * forgotten.
 */
bool ptwalk_walk_way_holds(struct ptwalk_walk *w, unsigned int level)
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
	u64 n = min((u64)w->window, room_to(w, level, w->end));
	bool holds;
	int err;

	n = min(n, (u64)w->g->level[level].entries - first);
	err = w->rd->pause(w->rd);
	if (err)
		return err;

	if (w->rd->enter)
		w->rd->enter(w->rd);
	err = w->rd->read(w->rd, f->table_pa + first * sizeof(u64), f->buf, n);
	holds = ptwalk_walk_way_holds(w, level);
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

/**
 * ptwalk_walk_judge - may a table be entered?
 * @w: the walk
 * @level: of the descriptor that points to it
 * @pa: where it is
 *
 * Return: %PTWALK_TABLE if so, otherwise why not.
 */
enum ptwalk_kind ptwalk_walk_judge(const struct ptwalk_walk *w, unsigned int level, u64 pa)
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
	ptwalk_strip_describe(w, s, why, raw ? *raw : 0, &d);
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
	ptwalk_walk_advance(w, 1);
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
	verdict = ptwalk_walk_judge(w, level, d.pa);
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

/*
 * Step down at a table descriptor. True if @s is filled: with the descriptor
 * itself, if those are to be shown, or with the reason why there is no way down.
 */
static bool step_down(struct ptwalk_walk *w, struct ptwalk_strip *s, u64 raw,
		      const struct ptwalk_desc *d)
{
	unsigned int level = w->cur.level;
	enum ptwalk_kind verdict = ptwalk_walk_judge(w, level, d->pa);
	u64 inherited = w->frame[level].inherited;

	if (verdict != PTWALK_TABLE) {
		give_up(w, s, level, verdict);
		return true;
	}
	w->stats.tables++;
	w->tables[level - 1]++;
	if (w->show_tables) {
		ptwalk_strip_describe(w, s, PTWALK_TABLE, raw, d);
		if (w->dump_tables)
			s->used = ptwalk_strip_count_used(w, level - 1, d->pa);
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
			if (ptwalk_strip_skip_empty(w, s))
				return PTWALK_STRIP;
			continue;
		}
		n = w->frame[level].count - (e - w->frame[level].buf);
		w->frame[level].used = true;
		ptwalk_arch_decode(w->g, level, *e, &d);
		if (d.kind == PTWALK_TABLE) {
			if (w->dump_tables ? ptwalk_strip_skip_repeated(w, s, e, n, &d) :
			    !w->show_tables && ptwalk_strip_take_repeated(w, s, e, n))
				return PTWALK_STRIP;
			/* The way here has changed: what was copied leads nowhere. */
			if (!in_window(w, level))
				continue;
			if (step_down(w, s, *e, &d))
				return PTWALK_STRIP;
			continue;
		}
		n = up_to_limit(w, level, n);
		ptwalk_strip_take(w, s, e, n, &d);
		return PTWALK_STRIP;
	}
}
