// SPDX-License-Identifier: GPL-2.0-only
/*
 * The ledger of the linear map: why each of its tables is there, and which of them a
 * block could replace.
 */
#include "ptwalk_splits.h"

/**
 * ptwalk_split_why_name - name of a reason
 * @why: the reason
 *
 * Return: one word.
 */
const char *ptwalk_split_why_name(enum ptwalk_split_why why)
{
	static const char *const names[] = {
		[PTWALK_SPLIT_LEVEL] = "level",
		[PTWALK_SPLIT_EDGE] = "edge",
		[PTWALK_SPLIT_UNREAD] = "unread",
		[PTWALK_SPLIT_MOVED] = "moved",
		[PTWALK_SPLIT_UNMAPPED] = "unmapped",
		[PTWALK_SPLIT_DIFFER] = "attributes",
		[PTWALK_SPLIT_UNIFORM] = "uniform",
	};

	static_assert(ARRAY_SIZE(names) == PTWALK_SPLIT_WHYS);
	return names[why];
}

static bool is_usual(const struct ptwalk_prot *p)
{
	return p->w && p->cached && !p->x;
}

/**
 * ptwalk_splits_is_odd - are leaves mapped in another way than the linear map usually is?
 * @g: the geometry
 * @b: the batch of leaves
 *
 * Return: true if they are not read-write, not cached, or executable.
 */
bool ptwalk_splits_is_odd(const struct ptwalk_geometry *g, const struct ptwalk_batch *b)
{
	struct ptwalk_prot p;

	g->ops->prot(g, b->level, b->attrs, b->inherited, &p);
	return !is_usual(&p);
}

/* ---- reasons ---- */

/* Is all of it memory that the linear map may map? Ranges may touch. */
static bool is_memory(const struct ptwalk_ram *ram, u64 pa, u64 bytes)
{
	u64 last = pa + (bytes - 1);
	u32 i;

	for (i = 0; i < ram->n && pa >= ram->range[i].start; i++) {
		if (pa >= ram->range[i].end)
			continue;
		if (last < ram->range[i].end)
			return true;
		pa = ram->range[i].end;
	}
	return false;
}

/* Could a block of this level be at this address? */
static bool may_be_block(const struct ptwalk_splits *s, u64 va, unsigned int level)
{
	u64 size = ptwalk_level_bytes(&s->space->geo, level, 1), pa = va + s->space->linear_offset;

	return !(pa & (size - 1)) && is_memory(s->ram, pa, size);
}

static enum ptwalk_split_why find_why(const struct ptwalk_splits *s, unsigned int level)
{
	const struct ptwalk_geometry *g = &s->space->geo;
	const struct ptwalk_split_table *t = &s->table[level];
	enum ptwalk_split_why why = PTWALK_SPLIT_UNREAD;

	if (level + 1 == g->levels || g->level[level + 1].no_leaf)
		return PTWALK_SPLIT_LEVEL;
	if (!may_be_block(s, t->start, level + 1))
		return PTWALK_SPLIT_EDGE;
	while (why < PTWALK_SPLIT_UNIFORM && !(t->seen & 1u << why))
		why++;
	return why;
}

static void see(struct ptwalk_split_table *t, enum ptwalk_split_why why, u64 va)
{
	if (!(t->seen & 1u << why))
		t->at[why] = va;
	t->seen |= 1u << why;
}

/* ---- leaves ---- */

static bool same_prot(const struct ptwalk_prot *a, const struct ptwalk_prot *b)
{
	return a->r == b->r && a->w == b->w && a->x == b->x && a->user == b->user &&
	       a->accessed == b->accessed && !strcmp(a->memtype, b->memtype);
}

/* Raw attributes can be compared within a level only. */
static bool alike(const struct ptwalk_split_leaf *a, const struct ptwalk_split_leaf *b)
{
	if (a->level == b->level && (a->attrs != b->attrs || a->inherited != b->inherited))
		return false;
	return same_prot(&a->prot, &b->prot);
}

/* Leaves like these are in the table from @va on. */
static void add_leaf(struct ptwalk_split_table *t, const struct ptwalk_split_leaf *leaf, u64 va)
{
	if (t->leaf.level == PTWALK_LEVELS)
		t->leaf = *leaf;
	else if (!alike(&t->leaf, leaf))
		see(t, PTWALK_SPLIT_DIFFER, va);
}

static void add_odd(struct ptwalk_split_table *t, u64 va, u64 bytes)
{
	if (!t->odd)
		t->first_odd = va;
	t->odd += bytes;
}

/* Where leaves begin that are not mapped by the formula; false if all of them are. */
static bool find_moved(const struct ptwalk_splits *s, const struct ptwalk_batch *b, u64 *va)
{
	const struct ptwalk_geometry *g = &s->space->geo;
	u64 size = ptwalk_level_bytes(g, b->level, 1), i;

	for (i = 0; i < b->count; i++) {
		*va = b->start + i * size;
		if (ptwalk_batch_pa(g, b, i * size) != *va + s->space->linear_offset)
			return true;
		if (b->extents == 1)
			break;
	}
	return false;
}

static void take_leaves(struct ptwalk_splits *s, const struct ptwalk_batch *b)
{
	const struct ptwalk_geometry *g = &s->space->geo;
	struct ptwalk_split_table *t = &s->table[b->level];
	struct ptwalk_split_leaf leaf = {
		.level = b->level,
		.attrs = b->attrs & ~(g->cont_mask | g->napot_mask),
		.inherited = b->inherited,
	};
	u64 bytes = ptwalk_batch_bytes(g, b), moved;

	g->ops->prot(g, b->level, b->attrs, b->inherited, &leaf.prot);
	t->mapped += bytes;
	add_leaf(t, &leaf, b->start);
	if (!is_usual(&leaf.prot))
		add_odd(t, b->start, bytes);
	if (find_moved(s, b, &moved))
		see(t, PTWALK_SPLIT_MOVED, moved);
}

/* ---- rows ---- */

static void flush(struct ptwalk_splits *s, unsigned int level)
{
	if (s->pending[level].tables)
		s->ready[s->n++] = s->pending[level];
	s->pending[level].tables = 0;
}

static bool may_merge(const struct ptwalk_split *a, const struct ptwalk_split *b)
{
	return a->tables && a->why == b->why && a->start + a->bytes == b->start &&
	       (b->why <= PTWALK_SPLIT_EDGE || b->why == PTWALK_SPLIT_UNIFORM);
}

static void emit(struct ptwalk_splits *s, unsigned int level, const struct ptwalk_split *row)
{
	struct ptwalk_split *p = &s->pending[level];

	if (!may_merge(p, row)) {
		flush(s, level);
		*p = *row;
		return;
	}
	p->bytes += row->bytes;
	p->tables += row->tables;
	p->mapped += row->mapped;
	p->odd += row->odd;
}

static void count(struct ptwalk_splits *s, unsigned int level, enum ptwalk_split_why why)
{
	const struct ptwalk_geometry *g = &s->space->geo;
	const struct ptwalk_split_table *t = &s->table[level];
	struct ptwalk_split_totals *sum = &s->totals;

	sum->tables[why]++;
	sum->mapped[why] += t->mapped;
	if (why != PTWALK_SPLIT_UNIFORM)
		return;
	sum->regain_tables[level + 1]++;
	sum->regain_mapped[level + 1] += ptwalk_level_bytes(g, level + 1, 1);
	/* One block instead of several smaller ones. */
	sum->regain_mapped[level] -= ptwalk_level_bytes(g, level, t->children);
}

/* ---- tables ---- */

static u64 table_bytes(const struct ptwalk_geometry *g, unsigned int level)
{
	return ptwalk_level_bytes(g, level, g->level[level].entries);
}

static void open_table(struct ptwalk_splits *s, unsigned int level, u64 start)
{
	struct ptwalk_split_table *t = &s->table[level];

	memset(t, 0, sizeof(*t));
	t->open = true;
	t->start = start;
	t->next = start;
	t->leaf.level = PTWALK_LEVELS;
}

/* What is seen in a table is seen in the one above as well. */
static void tell_parent(struct ptwalk_split_table *parent, const struct ptwalk_split_table *t)
{
	unsigned int why;

	for (why = 0; why < PTWALK_SPLIT_WHYS; why++)
		if (t->seen & 1u << why)
			see(parent, why, t->at[why]);
	if (t->leaf.level != PTWALK_LEVELS)
		add_leaf(parent, &t->leaf, t->start);
	if (t->odd)
		add_odd(parent, t->first_odd, t->odd);
}

static void close_table(struct ptwalk_splits *s, unsigned int level)
{
	const struct ptwalk_geometry *g = &s->space->geo;
	struct ptwalk_split_table *t = &s->table[level];
	struct ptwalk_split row = {
		.start = t->start,
		.bytes = table_bytes(g, level),
		.level = (u8)(level + 1),
		.tables = 1,
		.mapped = t->mapped,
		.odd = t->odd,
	};

	t->open = false;
	if (t->next != t->start + row.bytes)
		see(t, PTWALK_SPLIT_UNMAPPED, t->next);
	row.why = find_why(s, level);
	row.at = t->at[row.why];
	if (row.why == PTWALK_SPLIT_DIFFER && t->odd)
		row.at = t->first_odd;
	if (t->counts) {
		count(s, level, row.why);
		emit(s, level, &row);
	}
	if (level + 1 == g->levels)
		return;
	tell_parent(&s->table[level + 1], t);
	if (row.why == PTWALK_SPLIT_UNIFORM)
		s->table[level + 1].children++;
}

/* A table that two regions share is counted where its first entries are. */
static void settle_tables(struct ptwalk_splits *s, unsigned int level, u64 va)
{
	struct ptwalk_split_table *t;

	for (; level < s->space->geo.levels; level++) {
		t = &s->table[level];
		if (t->known)
			continue;
		t->known = true;
		t->counts = va >= s->first;
	}
}

/* Close the tables that the walk has left. */
static void leave_tables(struct ptwalk_splits *s, u64 va)
{
	const struct ptwalk_geometry *g = &s->space->geo;
	unsigned int l;

	for (l = 0; l + 1 < g->levels; l++)
		if (s->table[l].open && va - s->table[l].start >= table_bytes(g, l))
			close_table(s, l);
}

/**
 * ptwalk_splits_start - start a walk of the linear map
 * @s: filled
 * @space: the address space
 * @ram: what the linear map may map
 * @linear: the linear map
 */
void ptwalk_splits_start(struct ptwalk_splits *s, const struct ptwalk_space *space,
			 const struct ptwalk_ram *ram, const struct ptwalk_region *linear)
{
	memset(s, 0, sizeof(*s));
	s->space = space;
	s->ram = ram;
	s->first = linear->start;
	open_table(s, space->geo.levels - 1u, space->geo.va_start);
}

/**
 * ptwalk_splits_batch - take the next batch
 * @s: the walk
 * @b: the batch, of a walk with show_tables from the first address of the space to the
 *	last of the linear map
 *
 * Splits that are complete are in @ready.
 */
void ptwalk_splits_batch(struct ptwalk_splits *s, const struct ptwalk_batch *b)
{
	const struct ptwalk_geometry *g = &s->space->geo;
	u64 start = b->start & ~(ptwalk_level_bytes(g, b->level, 1) - 1);
	struct ptwalk_split_table *t = &s->table[b->level];

	leave_tables(s, start);
	if (b->kind != PTWALK_TABLE)
		settle_tables(s, b->level, b->start);
	if (b->kind == PTWALK_EMPTY)
		return;
	if (t->next != start)
		see(t, PTWALK_SPLIT_UNMAPPED, t->next);
	t->next = start + ptwalk_batch_bytes(g, b);
	if (b->kind == PTWALK_LEAF)
		take_leaves(s, b);
	else if (b->kind == PTWALK_TABLE)
		open_table(s, b->level - 1u, start);
	else if (b->kind == PTWALK_INVALID)
		see(t, PTWALK_SPLIT_UNMAPPED, start);
	else
		see(t, PTWALK_SPLIT_UNREAD, start);
}

/**
 * ptwalk_splits_end - finish after the walk
 * @s: the walk; the last splits are in @ready
 */
void ptwalk_splits_end(struct ptwalk_splits *s)
{
	unsigned int l;

	for (l = 0; l < s->space->geo.levels; l++) {
		if (s->table[l].open)
			close_table(s, l);
		flush(s, l);
	}
}

static u64 sum(const u64 *by_level)
{
	u64 n = 0;
	unsigned int l;

	for (l = 0; l < PTWALK_LEVELS; l++)
		n += by_level[l];
	return n;
}

/**
 * ptwalk_split_regain_tables - tables that blocks could replace
 * @t: the totals
 *
 * Return: how many, of all levels.
 */
u64 ptwalk_split_regain_tables(const struct ptwalk_split_totals *t)
{
	return sum(t->regain_tables);
}

/**
 * ptwalk_split_regain_mapped - what larger blocks could map
 * @t: the totals
 *
 * Return: bytes of the linear map.
 */
u64 ptwalk_split_regain_mapped(const struct ptwalk_split_totals *t)
{
	return sum(t->regain_mapped);
}
