/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the two halves of the walk share: walk.c brings the cursor to a
 * descriptor, strip.c makes a strip of what stands there.
 */
#ifndef PTWALK_WALK_H
#define PTWALK_WALK_H

#include "ptwalk_arch.h"

static inline unsigned int top_level(const struct ptwalk_walk *w)
{
	return w->g->levels - 1u;
}

static inline u32 index_at(const struct ptwalk_walk *w, unsigned int level)
{
	const struct ptwalk_level *l = &w->g->level[level];

	return (w->cur.va >> l->shift) & (l->entries - 1);
}

/* Descriptors of a level from the cursor up to @end; the last may reach over it. */
static inline u64 room_to(const struct ptwalk_walk *w, unsigned int level, u64 end)
{
	return ((end - w->cur.va - 1) >> w->g->level[level].shift) + 1;
}

/* Of @n descriptors, those whole before the limit, or the one that reaches over it. */
static inline u64 up_to_limit(const struct ptwalk_walk *w, unsigned int level, u64 n)
{
	u64 whole = (w->limit - w->cur.va) >> w->g->level[level].shift;

	return w->limit ? min(n, max(whole, (u64)1)) : n;
}

static inline bool at_or_past(const struct ptwalk_walk *w, u64 end)
{
	return w->cur.va - 1 >= end - 1;
}

/* The descriptor at the cursor, if the window of that level holds it. */
static inline const u64 *in_window(const struct ptwalk_walk *w, unsigned int level)
{
	const struct ptwalk_frame *f = &w->frame[level];
	u32 i = index_at(w, level) - f->first;

	return f->entered && i < f->count ? &f->buf[i] : NULL;
}

static inline void leave_table(struct ptwalk_walk *w, unsigned int level)
{
	w->frame[level].entered = false;
	w->frame[level].count = 0;
}

/* The cursor is past the start of the descriptor of @level that it stands in. */
static inline bool amid(const struct ptwalk_walk *w, unsigned int level)
{
	return w->cur.va & (ptwalk_level_bytes(w->g, level, 1) - 1);
}

static inline void hand_over_tables(struct ptwalk_walk *w, struct ptwalk_strip *s)
{
	memcpy(s->tables, w->tables, sizeof(s->tables));
	memset(w->tables, 0, sizeof(w->tables));
}

/* walk.c */
void ptwalk_walk_advance(struct ptwalk_walk *w, u64 count);
bool ptwalk_walk_way_holds(struct ptwalk_walk *w, unsigned int level);
enum ptwalk_kind ptwalk_walk_judge(const struct ptwalk_walk *w, unsigned int level, u64 pa);

/* strip.c */
void ptwalk_strip_describe(struct ptwalk_walk *w, struct ptwalk_strip *s, enum ptwalk_kind kind,
			   u64 raw, const struct ptwalk_desc *d);
bool ptwalk_strip_skip_empty(struct ptwalk_walk *w, struct ptwalk_strip *s);
void ptwalk_strip_take(struct ptwalk_walk *w, struct ptwalk_strip *s, const u64 *e, u32 n,
		       const struct ptwalk_desc *d);
bool ptwalk_strip_take_repeated(struct ptwalk_walk *w, struct ptwalk_strip *s, const u64 *e, u32 n);
bool ptwalk_strip_skip_repeated(struct ptwalk_walk *w, struct ptwalk_strip *s, const u64 *e, u32 n,
				const struct ptwalk_desc *d);
u32 ptwalk_strip_count_used(struct ptwalk_walk *w, unsigned int level, u64 pa);

#endif /* PTWALK_WALK_H */
