// SPDX-License-Identifier: GPL-2.0-only
/*
 * The path: windows of the tables from the root down to the cursor, and whether
 * they can still be trusted.
 *
 * Tables may change while they are read. A window of a table is copied, and then
 * the path to it is read again, from the root down to its parent. If an entry on
 * the path has changed, the memory that was copied may no longer be a table: the
 * copy is discarded and the walk descends again, %PTWALK_RETRIES times at most.
 */
#include "path.h"

/* Not an error: descend again from the root. */
#define LOOK_AGAIN	1

/**
 * ptwalk_path_unchanged - does the path from the root still lead to a table?
 * @w: the walk
 * @level: of the table
 *
 * Return: true if it does. If not, windows from the change downwards are dropped.
 */
bool ptwalk_path_unchanged(struct ptwalk_walk *w, unsigned int level)
{
	unsigned int l, k;
	u64 now;

	for (l = top_level(w); l > level; l--) {
		const u64 *seen = in_window(w, l);
		u64 pa = w->window[l].table_pa + index_at(w, l) * sizeof(now);

		if (seen && !w->rd->read(w->rd, pa, &now, 1) &&
		    !((now ^ *seen) & w->g->table_mask))
			continue;
		w->window[l].count = 0;
		for (k = 0; k < l; k++)
			leave_table(w, k);
		return false;
	}
	return true;
}

/* Entries of a level from the cursor to @last; the last one may extend past it. */
static u64 room_to(const struct ptwalk_walk *w, unsigned int level, u64 last)
{
	return ((last - w->cur.va) >> w->g->level[level].shift) + 1;
}

/*
 * Copy the window of @level that holds the cursor, up to the end of the table,
 * of the walk or of the buffer. 0, %LOOK_AGAIN, -EFAULT, or an error of pause().
 */
static int load(struct ptwalk_walk *w, unsigned int level)
{
	struct ptwalk_window *win = &w->window[level];
	u32 first = index_at(w, level);
	u32 n = (u32)min_t(u64, min(w->max, end_index(w, level) - first),
			   room_to(w, level, w->last));
	bool holds;
	int err;

	err = w->rd->pause(w->rd);
	if (err)
		return err;

	if (w->rd->enter)
		w->rd->enter(w->rd);
	err = w->rd->read(w->rd, win->table_pa + first * sizeof(u64), win->buf, n);
	holds = ptwalk_path_unchanged(w, level);
	if (w->rd->leave)
		w->rd->leave(w->rd);

	if (!holds) {
		w->stats.retries++;
		w->retries++;
		return LOOK_AGAIN;
	}
	if (err)
		return err;
	win->first = first;
	win->count = n;
	w->stats.entries += n;
	return 0;
}

/* Is the page of @pa one of those of the table of @level at @table_pa? */
static bool is_of_table(const struct ptwalk_geometry *g, unsigned int level, u64 table_pa, u64 pa)
{
	/* Compare pages: a root may start inside a page, or have several. */
	u64 bytes = g->level[level].entries * sizeof(u64);
	u64 page = pa >> g->page_shift;

	return page >= table_pa >> g->page_shift &&
	       page <= (table_pa + bytes - 1) >> g->page_shift;
}

/**
 * ptwalk_path_verdict - may a table be entered?
 * @w: the walk
 * @level: of the entry that points to it
 * @pa: its address
 *
 * Return: %PTWALK_TABLE if so, otherwise the reason.
 */
enum ptwalk_kind ptwalk_path_verdict(const struct ptwalk_walk *w, unsigned int level, u64 pa)
{
	unsigned int l;

	for (l = level; l <= top_level(w); l++)
		if (is_of_table(w->g, l, w->window[l].table_pa, pa))
			return PTWALK_LOOP;
	if (!w->rd->is_ram(w->rd, pa, BIT_ULL(w->g->page_shift)))
		return PTWALK_OUTSIDE;
	return PTWALK_TABLE;
}

static void enter_table(struct ptwalk_walk *w, unsigned int level, u64 pa, u64 inherited)
{
	struct ptwalk_window *win = &w->window[level];

	win->table_pa = pa;
	win->inherited = inherited;
	win->entered = true;
	win->count = 0;
	/* After a seek into the middle of a table, its first entries are unknown. */
	win->used = index_at(w, level) != first_index(w, level);
}

/**
 * ptwalk_path_enter - enter the table below an entry
 * @w: the walk
 * @level: of the entry
 * @raw: the entry, which points to a table
 * @pa: that table
 */
void ptwalk_path_enter(struct ptwalk_walk *w, unsigned int level, u64 raw, u64 pa)
{
	enter_table(w, level - 1, pa, w->g->ops->inherit(w->g, w->window[level].inherited, raw));
}

/* Enter the table below @level, which the entry at the cursor points to. */
static int go_down(struct ptwalk_walk *w, unsigned int level, struct ptwalk_refusal *no)
{
	u64 raw = *in_window(w, level);
	enum ptwalk_kind verdict;
	struct ptwalk_entry e;

	ptwalk_decode(w->g, level, index_at(w, level), raw, &e);
	/* The entry is not zero, or was not, so its table is not empty. */
	if (e.kind == PTWALK_TABLE || amid(w, level))
		w->window[level].used = true;
	if (e.kind != PTWALK_TABLE) {
		/*
		 * It was a table before. Yield what is there now, unless a part of
		 * the old table has been yielded already.
		 */
		if (raw && amid(w, level))
			return refuse(no, level, PTWALK_TORN);
		w->cur.level = (u8)level;
		return 0;
	}
	verdict = ptwalk_path_verdict(w, level, e.pa);
	if (verdict != PTWALK_TABLE)
		return refuse(no, level, verdict);
	ptwalk_path_enter(w, level, raw, e.pa);
	return 0;
}

/**
 * ptwalk_path_to_cursor - bring the entry at the cursor into a window
 * @w: the walk
 * @no: filled, if the path ends before it
 *
 * Enters tables from the root on, unless they have been entered.
 *
 * Return: 0, %PTWALK_REFUSED, -EFAULT if the root can't be read, or an error of the
 * reader's pause().
 */
int ptwalk_path_to_cursor(struct ptwalk_walk *w, struct ptwalk_refusal *no)
{
	unsigned int top = top_level(w), l = top;
	int ret;

	if (in_window(w, w->cur.level))
		return 0;
	if (!w->window[top].entered)
		enter_table(w, top, w->g->root_pa, 0);

	for (;;) {
		if (!in_window(w, l)) {
			ret = load(w, l);
			if (ret == LOOK_AGAIN) {
				if (w->retries > PTWALK_RETRIES)
					return refuse(no, l + 1, PTWALK_TORN);
				l = top;
				continue;
			}
			if (ret == -EFAULT && l < top)
				return refuse(no, l + 1, PTWALK_FAULT);
			if (ret)
				return ret;
		}
		if (l <= w->cur.level)
			return 0;
		if (!w->window[l - 1].entered) {
			ret = go_down(w, l, no);
			if (ret || l == w->cur.level)
				return ret;
		}
		l--;
	}
}
