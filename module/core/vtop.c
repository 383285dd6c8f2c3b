// SPDX-License-Identifier: GPL-2.0-only
/*
 * Virtual to physical: one address, with one entry of each level.
 */
#include "ptwalk_vtop.h"

/* The walk yields no batch for a zero entry: add it as the end of the path. */
static void end_in_zero(const struct ptwalk_space *space, struct ptwalk_vtop *v)
{
	const struct ptwalk_batch *above = v->n ? &v->path[v->n - 1] : NULL;
	u8 level = above ? (u8)(above->level - 1) : (u8)(space->geo.levels - 1);

	v->path[v->n++] = (struct ptwalk_batch) {
		.kind = PTWALK_EMPTY,
		.level = level,
		.table_pa = above ? above->pa : space->geo.root_pa,
		.index = ptwalk_level_index(&space->geo, level, v->va),
	};
}

/*
 * An entry may have been yielded as a table before the walk found that it can't enter
 * it. Then both batches describe one entry: merge them.
 */
static void take_verdict(struct ptwalk_vtop *v)
{
	const struct ptwalk_batch *b = &v->path[v->n];
	u32 i;

	for (i = 0; i < v->n && v->path[i].table_pa != b->table_pa; i++)
		;
	if (i < v->n) {
		v->path[i].kind = b->kind;
		v->path[i].raw = b->raw;
		v->path[i].pa = b->pa;
	}
	v->n = i;
}

/* Walk down once. 0 or -errno of ptwalk_walk_next(). */
static int follow(const struct ptwalk_space *space, u64 va, struct ptwalk_vtop *v)
{
	u64 windows[PTWALK_LEVELS];
	struct ptwalk_batch *b;
	struct ptwalk_walk w;
	int ret;

	ptwalk_walk_init(&w, space, windows, 1);
	w.show_tables = true;
	ptwalk_walk_seek(&w, ptwalk_cursor_at(&space->geo, va), va);
	/* There is at most one entry per level: a batch is one leaf. */
	for (v->n = 0; v->n < space->geo.levels; v->n++) {
		b = &v->path[v->n];
		ret = ptwalk_walk_next(&w, b);
		b->e = NULL;
		if (ret < 0)
			return ret;
		if (ret != PTWALK_BATCH || b->kind == PTWALK_EMPTY)
			break;
		if (b->kind == PTWALK_TABLE)
			continue;
		if (b->kind >= PTWALK_TORN)
			take_verdict(v);
		v->n++;
		v->mapped = b->kind == PTWALK_LEAF;
		if (v->mapped)
			v->pa = b->pa + (va - b->start);
		return 0;
	}
	if (v->n < PTWALK_LEVELS)
		end_in_zero(space, v);
	return 0;
}

/* The path is consistent if each entry leads to the table of the next. */
static bool holds_together(const struct ptwalk_space *space, const struct ptwalk_vtop *v)
{
	u32 i;

	for (i = 0; i < v->n; i++)
		if (v->path[i].level != space->geo.levels - 1 - i ||
		    (i && v->path[i].table_pa != v->path[i - 1].pa))
			return false;
	return true;
}

/**
 * ptwalk_vtop - translate an address and record its path
 * @space: the address space
 * @va: an address of it
 * @v: filled
 *
 * A path that changes meanwhile is walked again, %PTWALK_RETRIES times at most.
 *
 * Context: what the reader's functions need; the live one may sleep.
 * Return: 0 or -errno of ptwalk_walk_next().
 */
int ptwalk_vtop(const struct ptwalk_space *space, u64 va, struct ptwalk_vtop *v)
{
	unsigned int retries = 0;
	int ret;

	do {
		v->va = va;
		v->mapped = false;
		v->pa = 0;
		ret = follow(space, va, v);
	} while (!ret && !holds_together(space, v) && retries++ < PTWALK_RETRIES);
	return ret;
}
