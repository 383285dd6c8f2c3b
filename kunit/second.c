// SPDX-License-Identifier: GPL-2.0-only
/*
 * The second walker: straightforward, recursive, one descriptor at a time, over
 * memory that holds still. And the comparison: strips are taken apart again and
 * held against its list, leaf by leaf.
 */
#include "fake.h"

/**
 * fake_refs_new - room for a list
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

/* What the walk must say of a table descriptor that leads to @pa. */
static enum ptwalk_kind judge(struct fake *f, const u64 *path, unsigned int level, u64 pa)
{
	unsigned int l;

	for (l = level; l <= fake_top(f); l++)
		if (path[l] >> f->g.page_shift == pa >> f->g.page_shift)
			return PTWALK_LOOP;
	if (pa == f->hole || (pa - f->base) >> f->g.page_shift >= f->n)
		return PTWALK_OUTSIDE;
	return f->broken && pa == f->broken ? PTWALK_FAULT : PTWALK_TABLE;
}

/* Return: descriptors of the table that are not zero. */
static u32 list_table(struct fake *f, struct fake_refs *refs, u64 *path, unsigned int level,
		      u64 va, u64 inherited)
{
	const u64 *table = fake_entry(f, path[level], 0);
	u32 used = 0, i;

	refs->tables++;
	for (i = 0; i < f->g.level[level].entries && !refs->full; i++) {
		struct ptwalk_desc d;
		struct fake_ref *r;

		if (!table[i])
			continue;
		used++;
		ptwalk_arch_decode(&f->g, level, table[i], &d);
		if (d.kind == PTWALK_TABLE)
			d.kind = judge(f, path, level, d.pa);
		r = add(refs);
		*r = (struct fake_ref) {
			.va = va + i * fake_size(f, level), .raw = table[i], .pa = d.pa,
			.attrs = d.attrs, .inherited = inherited, .table_pa = path[level],
			.index = i, .level = level, .kind = d.kind,
		};
		if (d.kind == PTWALK_TABLE) {
			path[level - 1] = d.pa;
			r->used = list_table(f, refs, path, level - 1, r->va,
					     ptwalk_arch_inherit(&f->g, inherited, table[i]));
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
	path[fake_top(f)] = f->g.root_pa;
	list_table(f, refs, path, fake_top(f), f->g.va_start, 0);
}

/**
 * struct compare - a comparison in progress
 * @f: the arena
 * @refs: what is to be seen
 * @how: how it is walked
 * @at: next of @refs
 * @pending: tables in @refs since the last strip, by level
 * @next: where the next strip may start
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

static void check_same(struct compare *c, const struct ptwalk_strip *s, u64 k,
		       const struct fake_ref *r)
{
	struct kunit *test = c->f->test;

	KUNIT_ASSERT_NOT_NULL_MSG(test, r, "strip at %llx is of nothing", s->start);
	/* The common case, quickly. */
	if (k && s->start + ptwalk_level_bytes(&c->f->g, s->level, k) == r->va &&
	    s->kind == r->kind && s->level == r->level &&
	    (s->kind != PTWALK_LEAF || (s->attrs == r->attrs && s->inherited == r->inherited)))
		return;
	KUNIT_ASSERT_EQ(test, s->start + ptwalk_level_bytes(&c->f->g, s->level, k), r->va);
	KUNIT_ASSERT_EQ_MSG(test, (int)s->kind, (int)r->kind, "at %llx", r->va);
	KUNIT_ASSERT_EQ(test, s->level, r->level);
	if (s->kind == PTWALK_LEAF || !k) {
		KUNIT_ASSERT_EQ(test, s->attrs, r->attrs);
		KUNIT_ASSERT_EQ(test, s->inherited, r->inherited);
	}
	if (!k) {
		KUNIT_ASSERT_EQ(test, s->raw, r->raw);
		KUNIT_ASSERT_EQ(test, s->pa, r->pa);
		KUNIT_ASSERT_EQ(test, s->table_pa, r->table_pa);
		KUNIT_ASSERT_EQ(test, s->index, r->index);
	}
}

/* Leaves, or oddities: take @s apart and count its pieces again. */
static void check_leaves(struct compare *c, const struct ptwalk_strip *s)
{
	u64 size = fake_size(c->f, s->level), k, frags = 0, longest = 0, head = 0, piece = 0;
	const struct fake_ref *r, *before = NULL;
	struct kunit *test = c->f->test;

	for (k = 0; k < s->count; k++, before = r) {
		r = next_ref(c);
		check_same(c, s, k, r);
		if (before && r->pa != before->pa + size) {
			head = frags++ ? head : piece;
			piece = 0;
		}
		longest = max(longest, ++piece);
	}
	if (s->kind != PTWALK_LEAF)
		return;
	KUNIT_ASSERT_EQ(test, s->frags, frags + 1);
	KUNIT_ASSERT_EQ(test, s->head, frags ? head : s->count);
	KUNIT_ASSERT_EQ(test, s->tail, piece);
	KUNIT_ASSERT_EQ(test, s->longest, longest);
	KUNIT_ASSERT_EQ(test, s->next_pa, before->pa + size);
	if (c->how->split && !s->repeated)
		KUNIT_ASSERT_EQ(test, s->frags, 1ULL);
}

static void check_table(struct compare *c, const struct ptwalk_strip *s)
{
	u64 last = s->start + ptwalk_level_bytes(&c->f->g, s->level, s->count) - 1;
	const struct fake_ref *r = next_ref(c);

	check_same(c, s, 0, r);
	if (!s->repeated) {
		KUNIT_ASSERT_EQ(c->f->test, s->used, r->used);
		return;
	}
	for (; c->at < c->refs->n && c->refs->ref[c->at].va <= last; c->at++) {
		r = &c->refs->ref[c->at];
		if (r->level == s->level)
			KUNIT_ASSERT_EQ(c->f->test, s->raw, r->raw);
	}
}

static void check_empty(struct compare *c, const struct ptwalk_strip *s)
{
	u64 bytes = ptwalk_level_bytes(&c->f->g, s->level, s->count), seen = 0;
	const struct fake_ref *r;

	if (!within(c, s->start, bytes))
		return;
	while (seen < bytes) {
		r = next_ref(c);
		KUNIT_ASSERT_NOT_NULL(c->f->test, r);
		KUNIT_ASSERT_EQ(c->f->test, (int)r->kind, PTWALK_EMPTY);
		KUNIT_ASSERT_EQ(c->f->test, r->va, s->start + seen);
		seen += ref_bytes(c, r);
	}
	KUNIT_ASSERT_EQ(c->f->test, seen, bytes);
}

static void check_order(struct compare *c, const struct ptwalk_strip *s, u64 limit)
{
	u64 bytes = ptwalk_level_bytes(&c->f->g, s->level, s->count);

	KUNIT_ASSERT_GE_MSG(c->f->test, s->start, c->next, "strips overlap");
	if (s->kind != PTWALK_TABLE)
		c->next = s->start + bytes - 1;
	if (limit && s->count > 1 && s->kind != PTWALK_EMPTY)
		KUNIT_ASSERT_LE(c->f->test, s->start + bytes - 1, limit - 1);
}

static void check_tables(struct compare *c, const struct ptwalk_strip *s)
{
	unsigned int l;

	for (l = 0; l < fake_top(c->f) && !c->how->shared && !c->how->start && !c->how->end; l++)
		KUNIT_ASSERT_EQ_MSG(c->f->test, s->tables[l], c->pending[l], "at %llx", s->start);
	memset(c->pending, 0, sizeof(c->pending));
}

static void check_strip(struct compare *c, const struct ptwalk_strip *s, u64 limit)
{
	check_order(c, s, limit);
	/* The tables on the way to a strip are those before its first descriptor. */
	if (s->kind == PTWALK_TABLE)
		check_table(c, s);
	else if (s->kind == PTWALK_EMPTY)
		check_empty(c, s);
	else
		check_leaves(c, s);
	check_tables(c, s);
}

/**
 * fake_compare - walk an arena and hold every strip against a list
 * @f: the arena
 * @w: a walk over it
 * @refs: its list
 * @how: how to walk it
 *
 * Return: strips that the walk took.
 */
u32 fake_compare(struct fake *f, struct ptwalk_walk *w, const struct fake_refs *refs,
		 const struct fake_how *how)
{
	struct compare c = { .f = f, .refs = refs, .how = how };
	u64 tables = w->stats.tables;
	struct ptwalk_strip s;
	u32 strips = 0;
	int ret;

	KUNIT_ASSERT_FALSE(f->test, refs->full);
	w->split_phys = how->split;
	w->show_tables = how->show;
	w->dump_tables = how->show;
	w->limit = how->limit ? (how->start ?: f->g.va_start) + how->limit : 0;
	ptwalk_walk_seek(w, fake_begin(f, how->start), how->end);
	while ((ret = ptwalk_walk_next(w, &s)) != PTWALK_END) {
		if (ret == PTWALK_LIMIT) {
			KUNIT_ASSERT_GE(f->test, w->cur.va - 1, w->limit - 1);
			w->limit += ((w->cur.va - w->limit) / how->limit + 1) * how->limit;
			if (w->limit <= w->cur.va)
				w->limit = 0;
			continue;
		}
		if (ret == -EINTR)
			continue;
		KUNIT_ASSERT_EQ(f->test, ret, PTWALK_STRIP);
		check_strip(&c, &s, w->limit);
		strips++;
		if (how->forget)
			ptwalk_walk_forget(w);
		if (how->resume)
			ptwalk_walk_seek(w, w->cur, how->end);
	}
	KUNIT_ASSERT_NULL_MSG(f->test, next_ref(&c), "the walk ended too early");
	KUNIT_ASSERT_EQ(f->test, f->depth, 0);
	if (!how->shared && !how->start && !how->end)
		KUNIT_ASSERT_EQ(f->test, w->stats.tables - tables, (u64)refs->tables);
	return strips;
}
