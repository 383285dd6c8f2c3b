// SPDX-License-Identifier: GPL-2.0-only
/*
 * Folding the rows of tables.
 *
 * A table is like others if it is empty, full of one run of leaves, or full of like
 * tables. That is known only when it is over, so its row waits until then. As
 * soon as it is known to be different, its row and those of the tables that it lies in
 * are handed out. At most one table of each level is open, so memory is constant.
 */
#include "ptwalk_fold.h"

static struct ptwalk_fold_row *new_row(struct ptwalk_fold *f, enum ptwalk_fold_kind kind)
{
	struct ptwalk_fold_row *row = &f->row[f->n++];

	row->kind = kind;
	return row;
}

static void show_table(struct ptwalk_fold *f, const struct ptwalk_batch *b)
{
	new_row(f, PTWALK_FOLD_TABLE)->table = *b;
}

static void show_entries(struct ptwalk_fold *f, const struct ptwalk_run *r,
			 const struct ptwalk_owner *o)
{
	struct ptwalk_fold_row *row = new_row(f, PTWALK_FOLD_ENTRIES);

	row->run = *r;
	row->owner = *o;
}

/* Like tables: one row, but a single table is shown with what is in it. */
static void show_like(struct ptwalk_fold *f, struct ptwalk_fold_level *l)
{
	struct ptwalk_like_tables like = l->like;

	l->like.n = 0;
	if (!like.n)
		return;
	if (like.n == 1) {
		show_table(f, &l->first);
		if (like.empty)
			return;
		if (like.bottom + 1u == like.level) {
			show_entries(f, &like.leaves, &like.owner);
			return;
		}
		like.level--;
		like.index = 0;
		like.n = f->g->level[like.level].entries;
	}
	new_row(f, PTWALK_FOLD_TABLES)->tables = like;
}

/* What comes now is different: hand out the rows above @level. */
static void show_above(struct ptwalk_fold *f, unsigned int level)
{
	unsigned int k;

	for (k = f->g->levels - 1u; k > level; k--) {
		struct ptwalk_fold_level *l = &f->level[k];

		show_like(f, l);
		if (l->open && !l->shown)
			show_table(f, &l->table);
		l->shown = true;
	}
}

static u64 table_attrs(const struct ptwalk_fold *f, const struct ptwalk_batch *b)
{
	struct ptwalk_entry e;

	ptwalk_decode(f->g, b->level, b->index, b->raw, &e);
	return e.attrs;
}

/*
 * The table that is open at a level is over. Is it empty, or full of what is alike? Then
 * @like is filled with it.
 */
static bool is_like(const struct ptwalk_fold *f, unsigned int level,
		    struct ptwalk_like_tables *like)
{
	const struct ptwalk_fold_level *l = &f->level[level], *under = &f->level[level - 1];
	u32 entries = f->g->level[level - 1].entries;
	u64 attrs = table_attrs(f, &l->table);

	*like = (struct ptwalk_like_tables) { .attrs = attrs };
	if (l->full) {
		like->bottom = (u8)(level - 1);
		like->leaves = l->run;
		like->owner = l->owner;
	} else if (under->like.n == entries && under->like.attrs == attrs && !under->like.empty) {
		*like = under->like;
	} else if (!under->like.n && !l->table.used) {
		like->empty = true;
	} else {
		return false;
	}
	like->level = (u8)level;
	like->start = l->table.start;
	like->index = l->table.index;
	like->n = 1;
	return like->empty || l->table.used == entries;
}

/* The leaves of one table go on in those of the next. */
static bool go_on(const struct ptwalk_run *a, const struct ptwalk_run *b)
{
	return a->attrs == b->attrs && a->inherited == b->inherited && a->level == b->level &&
	       a->owner == b->owner && b->start == a->start + a->bytes &&
	       b->pa == a->extents.next_pa;
}

/* Add a table to those before it, if it is like them. */
static bool join(struct ptwalk_like_tables *to, const struct ptwalk_like_tables *like)
{
	if (!to->n || like->index != to->index + to->n || like->attrs != to->attrs ||
	    like->empty != to->empty || like->bottom != to->bottom)
		return false;
	if (!to->empty) {
		if (!go_on(&to->leaves, &like->leaves))
			return false;
		to->leaves.bytes += like->leaves.bytes;
		to->leaves.leaves += like->leaves.leaves;
		to->leaves.extents.next_pa = like->leaves.extents.next_pa;
	}
	to->n++;
	return true;
}

/* The table that is open at a level is over. */
static void close_table(struct ptwalk_fold *f, unsigned int level)
{
	struct ptwalk_fold_level *l = &f->level[level];
	struct ptwalk_like_tables like;

	if (!l->open)
		return;
	if (!l->shown && is_like(f, level, &like)) {
		f->level[level - 1].like.n = 0;
		if (!join(&l->like, &like)) {
			if (l->like.n)
				show_above(f, level);
			show_like(f, l);
			l->like = like;
			l->first = l->table;
		}
	} else {
		show_above(f, level - 1);
		show_like(f, &f->level[level - 1]);
		/* The table has changed since its entries were counted. */
		if (l->full)
			show_entries(f, &l->run, &l->owner);
	}
	l->open = false;
}

/* Close all tables whose entries are of a level up to this one, the deepest first. */
static void close_tables(struct ptwalk_fold *f, unsigned int level)
{
	unsigned int k;

	for (k = 1; k <= level; k++)
		close_table(f, k);
}

/**
 * ptwalk_fold_start - start folding
 * @f: the fold
 * @g: the geometry
 */
void ptwalk_fold_start(struct ptwalk_fold *f, const struct ptwalk_geometry *g)
{
	memset(f, 0, sizeof(*f));
	f->g = g;
}

/**
 * ptwalk_fold_table - add the next entry that points to a table
 * @f: the fold; all rows have been taken
 * @b: the entry, or several that lead to the table of the one before
 */
void ptwalk_fold_table(struct ptwalk_fold *f, const struct ptwalk_batch *b)
{
	struct ptwalk_fold_level *l = &f->level[b->level];

	close_tables(f, b->level);
	if (b->repeated) {
		show_above(f, b->level);
		show_like(f, l);
		show_table(f, b);
		return;
	}
	l->open = true;
	l->shown = false;
	l->full = false;
	l->table = *b;
}

/**
 * ptwalk_fold_entries - add the next like entries of one table
 * @f: the fold; all rows have been taken
 * @r: the entries
 * @o: their owner
 */
void ptwalk_fold_entries(struct ptwalk_fold *f, const struct ptwalk_run *r,
			 const struct ptwalk_owner *o)
{
	unsigned int level = r->level;
	struct ptwalk_fold_level *l = level + 1 < f->g->levels ? &f->level[level + 1] : NULL;

	close_tables(f, level);
	if (l && l->open && !l->shown && !f->level[level].like.n && r->kind == PTWALK_LEAF &&
	    !r->repeated && r->extents.n == 1 && r->leaves == f->g->level[level].entries) {
		l->full = true;
		l->run = *r;
		l->owner = *o;
		return;
	}
	show_above(f, level);
	show_like(f, &f->level[level]);
	show_entries(f, r, o);
}

/**
 * ptwalk_fold_end - hand out what is left after the walk
 * @f: the fold; all rows have been taken
 */
void ptwalk_fold_end(struct ptwalk_fold *f)
{
	unsigned int top = f->g->levels - 1u;

	close_tables(f, top);
	show_like(f, &f->level[top]);
}

/**
 * ptwalk_fold_row - take the next row
 * @f: the fold
 *
 * Return: the row, valid until the next entry is added; NULL if there is none.
 */
const struct ptwalk_fold_row *ptwalk_fold_row(struct ptwalk_fold *f)
{
	if (f->taken < f->n)
		return &f->row[f->taken++];
	f->taken = 0;
	f->n = 0;
	return NULL;
}
