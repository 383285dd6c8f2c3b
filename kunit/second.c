// SPDX-License-Identifier: GPL-2.0-only
/*
 * The second walker: simple, recursive, one entry at a time, over memory that does not
 * change. And the comparison: batches are split into leaves and compared with its list.
 */
#include "fake.h"

/**
 * fake_refs_new - allocate a list
 * @f: the arena
 *
 * Return: the list, to be filled with fake_list().
 */
struct fake_refs *fake_refs_new(struct fake *f)
{
	struct fake_refs *refs;

	refs = kunit_kmalloc(f->test, struct_size(refs, ref, FAKE_REFS), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(f->test, refs);
	return refs;
}

static struct fake_ref *add(struct fake_refs *refs)
{
	if (refs->n < FAKE_REFS)
		return &refs->ref[refs->n++];
	refs->full = true;
	return &refs->ref[FAKE_REFS - 1];
}

/* The kind that the walk must report for a table entry that leads to @pa. */
static enum ptwalk_kind judge(struct fake *f, const u64 *path, unsigned int level, u64 pa)
{
	unsigned int l;

	for (l = level; l < fake_top(f); l++)
		if (path[l] >> f->space.geo.page_shift == pa >> f->space.geo.page_shift)
			return PTWALK_LOOP;
	if (pa - f->base < (u64)f->root_pages << f->space.geo.page_shift)
		return PTWALK_LOOP;
	if (pa == f->hole || (pa - f->base) >> f->space.geo.page_shift >= f->n)
		return PTWALK_OUTSIDE;
	return f->broken && pa == f->broken ? PTWALK_FAULT : PTWALK_TABLE;
}

/* Which entry of the root an address of the space goes through. */
static u32 root_index(const struct fake *f, u64 va)
{
	return va / fake_size(f, fake_top(f)) % f->space.geo.level[fake_top(f)].entries;
}

/* Return: entries of the table that are not zero. */
static u32 list_table(struct fake *f, struct fake_refs *refs, u64 *path, unsigned int level,
		      u64 va, u64 inherited)
{
	u32 first = level == fake_top(f) ? root_index(f, f->space.geo.va_start) : 0;
	u32 last = level == fake_top(f) ? root_index(f, f->space.geo.va_last) :
		   f->space.geo.level[level].entries - 1;
	u32 used = 0, i;

	refs->tables++;
	for (i = first; i <= last && !refs->full; i++) {
		u64 raw = *fake_entry(f, path[level], i);
		struct ptwalk_entry d;
		struct fake_ref *r;

		if (!raw)
			continue;
		used++;
		ptwalk_decode(&f->space.geo, level, i, raw, &d);
		if (d.kind == PTWALK_TABLE)
			d.kind = judge(f, path, level, d.pa);
		r = add(refs);
		*r = (struct fake_ref) {
			.va = va + (i - first) * fake_size(f, level), .raw = raw, .pa = d.pa,
			.attrs = d.attrs, .inherited = inherited, .table_pa = path[level],
			.index = i, .level = level, .kind = d.kind,
		};
		if (d.kind == PTWALK_TABLE) {
			path[level - 1] = d.pa;
			r->used = list_table(f, refs, path, level - 1, r->va,
					     f->space.geo.ops->inherit(&f->space.geo, inherited,
								       raw));
		}
	}
	if (!used)
		*add(refs) = (struct fake_ref) {
			.va = va, .level = level, .kind = PTWALK_EMPTY, .table_pa = path[level],
		};
	return used;
}

/**
 * fake_list - list an arena
 * @f: the arena
 * @refs: filled
 */
void fake_list(struct fake *f, struct fake_refs *refs)
{
	u64 path[PTWALK_LEVELS] = {};

	refs->n = 0;
	refs->full = false;
	refs->tables = 0;
	path[fake_top(f)] = f->space.geo.root_pa;
	list_table(f, refs, path, fake_top(f), f->space.geo.va_start, 0);
}

/**
 * struct compare - a comparison in progress
 * @f: the arena
 * @refs: what the walk must yield
 * @how: how it is walked
 * @at: next of @refs
 * @pending: tables in @refs since the last batch, by level
 * @next: where the next batch may start
 */
struct compare {
	struct fake *f;
	const struct fake_refs *refs;
	const struct fake_how *how;
	u32 at;
	u32 pending[PTWALK_LEVELS];
	u64 next;
};

static u64 ref_bytes(const struct compare *c, const struct fake_ref *r)
{
	/* A root without entries is all of the space, which may be a part of it. */
	if (r->kind == PTWALK_EMPTY && r->level == fake_top(c->f))
		return c->f->space.geo.va_last - c->f->space.geo.va_start + 1;
	return r->kind == PTWALK_EMPTY ? fake_span(c->f, r->level) : fake_size(c->f, r->level);
}

/* Does [@va, @va + @bytes) lie in the range that is walked? */
static bool within(const struct compare *c, u64 va, u64 bytes)
{
	return va >= c->how->start && va + bytes - 1 <= c->how->end - 1;
}

static bool touched(const struct compare *c, u64 va, u64 bytes)
{
	return va + bytes - 1 >= c->how->start && va <= c->how->end - 1;
}

/* Pass over what the walk does not yield: tables, and what is out of its range. */
static const struct fake_ref *next_ref(struct compare *c)
{
	for (; c->at < c->refs->n; c->at++) {
		const struct fake_ref *r = &c->refs->ref[c->at];
		u64 bytes = ref_bytes(c, r);

		if (r->kind == PTWALK_TABLE && touched(c, r->va, bytes))
			c->pending[r->level - 1]++;
		if (r->kind == PTWALK_TABLE ? !c->how->show || !touched(c, r->va, bytes) :
		    r->kind == PTWALK_EMPTY ? !within(c, r->va, bytes) :
		    !touched(c, r->va, bytes))
			continue;
		c->at++;
		return r;
	}
	return NULL;
}

static void check_same(struct compare *c, const struct ptwalk_batch *b, u64 k,
		       const struct fake_ref *r)
{
	struct kunit *test = c->f->test;

	KUNIT_ASSERT_NOT_NULL_MSG(test, r, "batch at %llx is of nothing", b->start);
	/* The common case, quickly. */
	if (k && b->start + ptwalk_level_bytes(&c->f->space.geo, b->level, k) == r->va &&
	    b->kind == r->kind && b->level == r->level &&
	    (b->kind != PTWALK_LEAF || (b->attrs == r->attrs && b->inherited == r->inherited)))
		return;
	KUNIT_ASSERT_EQ(test, b->start + ptwalk_level_bytes(&c->f->space.geo, b->level, k), r->va);
	KUNIT_ASSERT_EQ_MSG(test, (int)b->kind, (int)r->kind, "at %llx", r->va);
	KUNIT_ASSERT_EQ(test, b->level, r->level);
	if (b->kind == PTWALK_LEAF || !k) {
		KUNIT_ASSERT_EQ(test, b->attrs, r->attrs);
		KUNIT_ASSERT_EQ(test, b->inherited, r->inherited);
	}
	if (!k) {
		KUNIT_ASSERT_EQ(test, b->raw, r->raw);
		KUNIT_ASSERT_EQ(test, b->pa, r->pa);
		KUNIT_ASSERT_EQ(test, b->table_pa, r->table_pa);
		KUNIT_ASSERT_EQ(test, b->index, r->index);
	}
}

/* Leaves, or malformed entries: check each, and count the extents of @b again. */
static void check_leaves(struct compare *c, const struct ptwalk_batch *b)
{
	u64 size = fake_size(c->f, b->level), k, extents = 0, longest = 0, head = 0, piece = 0;
	const struct fake_ref *r, *before = NULL;
	struct kunit *test = c->f->test;

	for (k = 0; k < b->count; k++, before = r) {
		r = next_ref(c);
		check_same(c, b, k, r);
		if (before && r->pa != before->pa + size) {
			head = extents++ ? head : piece;
			piece = 0;
		}
		longest = max(longest, ++piece);
		if (b->kind == PTWALK_LEAF)
			KUNIT_ASSERT_EQ(test, ptwalk_batch_pa(&c->f->space.geo, b, k * size),
					r->pa);
	}
	if (b->kind != PTWALK_LEAF)
		return;
	KUNIT_ASSERT_EQ(test, b->extents, extents + 1);
	KUNIT_ASSERT_EQ(test, b->head, extents ? head : b->count);
	KUNIT_ASSERT_EQ(test, b->tail, piece);
	KUNIT_ASSERT_EQ(test, b->longest, longest);
	KUNIT_ASSERT_EQ(test, b->next_pa, before->pa + size);
	if (c->how->split && !b->repeated)
		KUNIT_ASSERT_EQ(test, b->extents, 1ULL);
}

static void check_table(struct compare *c, const struct ptwalk_batch *b)
{
	u64 last = b->start + ptwalk_level_bytes(&c->f->space.geo, b->level, b->count) - 1;
	const struct fake_ref *r = next_ref(c);

	check_same(c, b, 0, r);
	if (!b->repeated) {
		KUNIT_ASSERT_EQ(c->f->test, b->used, r->used);
		return;
	}
	for (; c->at < c->refs->n && c->refs->ref[c->at].va <= last; c->at++) {
		r = &c->refs->ref[c->at];
		if (r->level == b->level)
			KUNIT_ASSERT_EQ(c->f->test, b->raw, r->raw);
	}
}

static void check_empty(struct compare *c, const struct ptwalk_batch *b)
{
	u64 bytes = ptwalk_level_bytes(&c->f->space.geo, b->level, b->count), seen = 0;
	const struct fake_ref *r;

	if (!within(c, b->start, bytes))
		return;
	while (seen < bytes) {
		r = next_ref(c);
		KUNIT_ASSERT_NOT_NULL(c->f->test, r);
		KUNIT_ASSERT_EQ(c->f->test, (int)r->kind, PTWALK_EMPTY);
		KUNIT_ASSERT_EQ(c->f->test, r->va, b->start + seen);
		seen += ref_bytes(c, r);
	}
	KUNIT_ASSERT_EQ(c->f->test, seen, bytes);
}

static void check_order(struct compare *c, const struct ptwalk_batch *b, u64 limit)
{
	u64 bytes = ptwalk_level_bytes(&c->f->space.geo, b->level, b->count);

	KUNIT_ASSERT_GE_MSG(c->f->test, b->start, c->next, "batches overlap");
	if (b->kind != PTWALK_TABLE)
		c->next = b->start + bytes - 1;
	if (b->count > 1 && b->kind != PTWALK_EMPTY)
		KUNIT_ASSERT_LE(c->f->test, b->start + bytes - 1, limit);
}

static void check_tables(struct compare *c, const struct ptwalk_batch *b)
{
	unsigned int l;

	for (l = 0; l < fake_top(c->f) && !c->how->shared && !c->how->start && !c->how->end; l++)
		KUNIT_ASSERT_EQ_MSG(c->f->test, b->tables[l], c->pending[l], "at %llx", b->start);
	memset(c->pending, 0, sizeof(c->pending));
}

static void check_batch(struct compare *c, const struct ptwalk_batch *b, u64 limit)
{
	check_order(c, b, limit);
	/* The tables on the way to a batch are those before its first entry. */
	if (b->kind == PTWALK_TABLE)
		check_table(c, b);
	else if (b->kind == PTWALK_EMPTY)
		check_empty(c, b);
	else
		check_leaves(c, b);
	check_tables(c, b);
}

/**
 * fake_compare - walk an arena and compare every batch with a list
 * @f: the arena
 * @w: a walk over it
 * @refs: its list
 * @how: how to walk it
 *
 * Return: batches that the walk took.
 */
u32 fake_compare(struct fake *f, struct ptwalk_walk *w, const struct fake_refs *refs,
		 const struct fake_how *how)
{
	struct compare c = { .f = f, .refs = refs, .how = how };
	u64 tables = w->stats.tables;
	struct ptwalk_batch b;
	u32 batches = 0;
	int ret;

	KUNIT_ASSERT_FALSE(f->test, refs->full);
	w->split_phys = how->split;
	w->show_tables = how->show;
	w->dump_tables = how->show;
	w->limit = how->limit ? (how->start ?: f->space.geo.va_start) + how->limit - 1 : ~0ULL;
	ptwalk_walk_seek(w, fake_begin(f, how->start), how->end - 1);
	while ((ret = ptwalk_walk_next(w, &b)) != PTWALK_END) {
		if (ret == PTWALK_LIMIT) {
			KUNIT_ASSERT_GT(f->test, w->cur.va, w->limit);
			w->limit += ((w->cur.va - w->limit - 1) / how->limit + 1) * how->limit;
			if (w->limit < w->cur.va)
				w->limit = ~0ULL;
			continue;
		}
		if (ret == -EINTR)
			continue;
		KUNIT_ASSERT_EQ(f->test, ret, PTWALK_BATCH);
		check_batch(&c, &b, w->limit);
		batches++;
		if (how->forget)
			ptwalk_walk_forget(w);
		if (how->resume)
			ptwalk_walk_seek(w, w->cur, how->end - 1);
	}
	KUNIT_ASSERT_NULL_MSG(f->test, next_ref(&c), "the walk ended too early");
	KUNIT_ASSERT_EQ(f->test, f->depth, 0);
	KUNIT_ASSERT_LE(f->test, w->cur.level, fake_top(f));
	if (!how->shared && !how->start && !how->end)
		KUNIT_ASSERT_EQ(f->test, w->stats.tables - tables, (u64)refs->tables);
	return batches;
}

/**
 * fake_compare_ways - list an arena, and compare a walk in each of %fake_ways with the list
 * @f: the arena
 * @refs: filled
 * @w: a walk over it; left without tables shown
 */
void fake_compare_ways(struct fake *f, struct fake_refs *refs, struct ptwalk_walk *w)
{
	u32 i;

	fake_list(f, refs);
	for (i = 0; i < ARRAY_SIZE(fake_ways); i++)
		fake_compare(f, w, refs, &fake_ways[i]);
	w->split_phys = false;
	w->show_tables = false;
	w->dump_tables = false;
	w->limit = ~0ULL;
}
