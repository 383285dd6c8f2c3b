/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The path of a walk: from the root down to the entry at its cursor.
 */
#ifndef PTWALK_PATH_H
#define PTWALK_PATH_H

#include "ptwalk_walk.h"

/* Beside enum ptwalk_step: a table can't be entered. */
#define PTWALK_REFUSED	3

/**
 * struct ptwalk_refusal - a table that a walk can't enter or continue
 * @level: of the entry at the cursor that points to it
 * @why: the verdict
 */
struct ptwalk_refusal {
	unsigned int level;
	enum ptwalk_kind why;
};

static inline int refuse(struct ptwalk_refusal *no, unsigned int level, enum ptwalk_kind why)
{
	*no = (struct ptwalk_refusal) { .level = level, .why = why };
	return PTWALK_REFUSED;
}

static inline unsigned int top_level(const struct ptwalk_walk *w)
{
	return w->g->levels - 1u;
}

static inline u32 index_at(const struct ptwalk_walk *w, unsigned int level)
{
	return ptwalk_level_index(w->g, level, w->cur.va);
}

/* Index of a table's first entry that belongs to the space; not 0 if a root is shared. */
static inline u32 first_index(const struct ptwalk_walk *w, unsigned int level)
{
	return level == top_level(w) ? ptwalk_level_index(w->g, level, w->g->va_start) : 0;
}

/* Index after a table's last entry that belongs to the space. */
static inline u32 end_index(const struct ptwalk_walk *w, unsigned int level)
{
	return level == top_level(w) ? ptwalk_level_index(w->g, level, w->g->va_last) + 1 :
	       w->g->level[level].entries;
}

/* The entry at the cursor, or NULL if the window of that level does not hold it. */
static inline const u64 *in_window(const struct ptwalk_walk *w, unsigned int level)
{
	const struct ptwalk_window *win = &w->window[level];
	u32 i = index_at(w, level) - win->first;

	return win->entered && i < win->count ? &win->buf[i] : NULL;
}

/* Is the cursor past the start of the entry of @level that it is in? */
static inline bool amid(const struct ptwalk_walk *w, unsigned int level)
{
	return w->cur.va & (ptwalk_level_bytes(w->g, level, 1) - 1);
}

static inline void leave_table(struct ptwalk_walk *w, unsigned int level)
{
	w->window[level].entered = false;
	w->window[level].count = 0;
}

void ptwalk_path_enter(struct ptwalk_walk *w, unsigned int level, u64 raw, u64 pa);
bool ptwalk_path_unchanged(struct ptwalk_walk *w, unsigned int level);
enum ptwalk_kind ptwalk_path_verdict(const struct ptwalk_walk *w, unsigned int level, u64 pa);
int ptwalk_path_to_cursor(struct ptwalk_walk *w, struct ptwalk_refusal *no);

#endif /* PTWALK_PATH_H */
