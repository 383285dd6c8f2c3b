// SPDX-License-Identifier: GPL-2.0-only
/*
 * Totals over batches, against totals over single entries.
 */
#include "fake.h"
#include "ptwalk_totals.h"

static const struct fake_shape shapes[] = {
	{ "4k-48", 12, 48, false },
	{ "4k-52-lpa2", 12, 52, true },
	{ "16k-47", 14, 47, false },
	{ "64k-52-lpa", 16, 52, true },
};

static void shape_desc(const struct fake_shape *shape, char *desc)
{
	strscpy(desc, shape->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(shape, shapes, shape_desc);

/* Count leaves entry by entry. */
static void count_leaf(struct ptwalk_totals *t, const struct fake *f, const struct fake_ref *r)
{
	u64 size = fake_size(f, r->level);
	struct ptwalk_extents *x = &t->extents;

	if (x->n && r->va == t->next_va && r->pa == x->next_pa) {
		x->tail += size;
	} else {
		x->n++;
		x->tail = size;
	}
	x->longest = max(x->longest, x->tail);
	t->next_va = r->va + size;
	x->next_pa = r->pa + size;
	t->mapped += size;
	t->leaves[r->level]++;
	t->cont += !!(r->attrs & FAKE_CONT);
}

/* The totals of [@start, @end), tables only if it is everything. */
static struct ptwalk_totals reference(const struct fake *f, const struct fake_refs *refs,
				      u64 start, u64 end)
{
	struct ptwalk_totals t = {};
	u32 i;

	if (start == f->space.geo.va_start)
		t.tables[fake_top(f)] = 1;
	for (i = 0; i < refs->n; i++) {
		const struct fake_ref *r = &refs->ref[i];

		if (r->va < start || r->va - 1 >= end - 1 || r->kind == PTWALK_EMPTY)
			continue;
		t.used[r->level]++;
		if (r->kind == PTWALK_TABLE)
			t.tables[r->level - 1]++;
		else if (r->kind == PTWALK_LEAF)
			count_leaf(&t, f, r);
		else if (r->kind == PTWALK_INVALID)
			t.invalid++;
		else
			t.oddities++;
	}
	return t;
}

static void totals_walk(struct fake *f, struct ptwalk_walk *w, struct ptwalk_totals *t, u64 start,
			u64 end, u64 limit)
{
	struct ptwalk_batch b;
	int ret;

	memset(t, 0, sizeof(*t));
	w->limit = limit ? start + limit - 1 : ~0ULL;
	ptwalk_walk_seek(w, fake_begin(f, start), end - 1);
	while ((ret = ptwalk_walk_next(w, &b)) != PTWALK_END) {
		if (ret == PTWALK_LIMIT) {
			w->limit = limit <= ~w->cur.va ? w->cur.va + limit - 1 : ~0ULL;
			continue;
		}
		KUNIT_ASSERT_EQ(f->test, ret, PTWALK_BATCH);
		ptwalk_totals_batch(t, &f->space.geo, &b, b.attrs & FAKE_CONT);
	}
}

static void expect_same(struct kunit *test, const struct ptwalk_totals *t,
			const struct ptwalk_totals *want, bool tables)
{
	unsigned int l;

	for (l = 0; l < PTWALK_LEVELS; l++) {
		KUNIT_EXPECT_EQ(test, t->leaves[l], want->leaves[l]);
		if (!tables)
			continue;
		KUNIT_EXPECT_EQ(test, t->tables[l], want->tables[l]);
		KUNIT_EXPECT_EQ(test, t->used[l], want->used[l]);
	}
	KUNIT_EXPECT_EQ(test, t->mapped, want->mapped);
	KUNIT_EXPECT_EQ(test, t->cont, want->cont);
	KUNIT_EXPECT_EQ(test, t->invalid, want->invalid);
	KUNIT_EXPECT_EQ(test, t->oddities, want->oddities);
	KUNIT_EXPECT_EQ(test, t->extents.n, want->extents.n);
	KUNIT_EXPECT_EQ(test, t->extents.longest, want->extents.longest);
	KUNIT_EXPECT_EQ(test, t->extents.tail, want->extents.tail);
}

/* The totals do not depend on how the walk splits batches. */
static void compare_ways(struct fake *f)
{
	const u64 limits[] = { 0, fake_size(f, 0), 3 * fake_size(f, 0), fake_span(f, 0) };
	struct fake_refs *refs = fake_refs_new(f);
	struct ptwalk_walk *w = fake_walk(f);
	struct ptwalk_totals want, t;
	u32 i;

	fake_list(f, refs);
	KUNIT_ASSERT_FALSE(f->test, refs->full);
	want = reference(f, refs, f->space.geo.va_start, 0);
	for (i = 0; i < ARRAY_SIZE(limits); i++) {
		w->split_phys = i == 1;
		w->split_cont = i == 2;
		totals_walk(f, w, &t, f->space.geo.va_start, 0, limits[i]);
		expect_same(f->test, &t, &want, true);
		KUNIT_EXPECT_EQ(f->test, ptwalk_totals_tables(&t), (u64)refs->tables);
		KUNIT_EXPECT_EQ(f->test, ptwalk_totals_leaves(&t), ptwalk_totals_leaves(&want));
	}
}

static void totals_busy(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);

	fake_busy(f);
	compare_ways(f);
}

/* Long series of leaves over several tables, mostly physically contiguous. */
static void grow(struct fake *f, u64 seed)
{
	static const u64 attrs[] = { FAKE_RW, FAKE_RW | FAKE_RO, FAKE_RW | FAKE_CONT };
	u64 va = -3 * fake_span(f, 1), pa = 1ULL << 32, page = fake_size(f, 0);
	u32 i, n;

	for (i = 0; i < 60 && va < -3 * fake_size(f, 1); i++) {
		n = 1 + fake_random(&seed, fake_random(&seed, 3) ? 9 : 600);
		switch (fake_random(&seed, 8)) {
		case 0:
			*fake_slot(f, va, 0) = fake_random(&seed, 2) ? 0xdead0000 : 1;
			va += page;
			continue;
		case 1:
			va += n * page;
			continue;
		case 2:
			/* A block, where one can begin. */
			va = (va + fake_size(f, 1) - 1) & ~(fake_size(f, 1) - 1);
			pa = (pa + fake_size(f, 1) - 1) & ~(fake_size(f, 1) - 1);
			fake_map(f, va, pa, 1, FAKE_RW, 1 + n % 2);
			va += (1 + n % 2) * fake_size(f, 1);
			pa += (1 + n % 2) * fake_size(f, 1);
			continue;
		case 3:
			pa += n * page;
			break;
		}
		fake_map(f, va, pa, 0, attrs[fake_random(&seed, ARRAY_SIZE(attrs))], n);
		va += n * page;
		pa += n * page;
	}
}

static void totals_random(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	u64 seed;

	for (seed = 1; seed <= 2; seed++) {
		fake_clear(f);
		grow(f, seed * 0x9e3779b97f4a7c15ULL);
		compare_ways(f);
	}
}

/* A region for each half: an extent that crosses the border counts in both. */
static void totals_regions(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	struct fake_refs *refs = fake_refs_new(f);
	struct ptwalk_walk *w = fake_walk(f);
	u64 page = fake_size(f, 0), border = -fake_span(f, 0);
	struct ptwalk_totals sum = {}, t, want;

	fake_map(f, border - 5 * page, 1ULL << 32, 0, FAKE_RW, 8);
	fake_map(f, border + 4 * page, 1ULL << 33, 0, FAKE_RW, 2);
	fake_list(f, refs);
	totals_walk(f, w, &t, f->space.geo.va_start, border, 0);
	want = reference(f, refs, f->space.geo.va_start, border);
	expect_same(test, &t, &want, false);
	ptwalk_totals_add(&sum, &t);
	totals_walk(f, w, &t, border, 0, 0);
	want = reference(f, refs, border, 0);
	expect_same(test, &t, &want, false);
	ptwalk_totals_add(&sum, &t);
	KUNIT_EXPECT_EQ(test, sum.mapped, 10 * page);
	KUNIT_EXPECT_EQ(test, sum.leaves[0], 10ULL);
	KUNIT_EXPECT_EQ(test, sum.extents.n, 3ULL);
	KUNIT_EXPECT_EQ(test, sum.extents.longest, 5 * page);
}

/* One page in one table with four places: its leaves count four times. */
static void totals_repeated(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	u64 va = -4 * fake_span(f, 0), *e = fake_slot(f, va, 0);
	u32 n = f->space.geo.level[0].entries, i;
	struct ptwalk_totals t;

	for (i = 0; i < n; i++)
		e[i] = fake_leaf(f, 0, 0x50000000, FAKE_RW);
	e = fake_slot(f, va, 1);
	e[1] = e[0];
	e[2] = e[0];
	e[3] = e[0];
	totals_walk(f, fake_walk(f), &t, f->space.geo.va_start, 0, 0);
	KUNIT_EXPECT_EQ(test, t.leaves[0], 4ULL * n);
	KUNIT_EXPECT_EQ(test, t.mapped, 4 * fake_span(f, 0));
	KUNIT_EXPECT_EQ(test, t.extents.n, 4ULL * n);
	KUNIT_EXPECT_EQ(test, t.extents.longest, fake_size(f, 0));
	KUNIT_EXPECT_EQ(test, t.tables[0], 1ULL);
	KUNIT_EXPECT_EQ(test, t.cont, 0ULL);
}

/* Every number by itself, at every level; the longest extent is the longest of both. */
static void totals_sums(struct kunit *test)
{
	struct ptwalk_totals a = { .mapped = 1, .cont = 2, .invalid = 3, .oddities = 4,
				   .next_va = 9,
				   .extents = { .n = 5, .longest = 70, .tail = 8, .next_pa = 10 } };
	struct ptwalk_totals b = { .mapped = 100, .cont = 200, .invalid = 300, .oddities = 400,
				   .extents = { .n = 500, .longest = 60, .tail = 800 } }, sum = a;
	unsigned int l;

	for (l = 0; l < PTWALK_LEVELS; l++) {
		a.tables[l] = 1 + l;
		a.used[l] = 11 + l;
		a.slots[l] = 21 + l;
		a.leaves[l] = 31 + l;
	}
	ptwalk_totals_add(&sum, &b);
	ptwalk_totals_add(&sum, &a);
	for (l = 0; l < PTWALK_LEVELS; l++) {
		KUNIT_EXPECT_EQ(test, sum.tables[l], a.tables[l]);
		KUNIT_EXPECT_EQ(test, sum.used[l], a.used[l]);
		KUNIT_EXPECT_EQ(test, sum.slots[l], a.slots[l]);
		KUNIT_EXPECT_EQ(test, sum.leaves[l], a.leaves[l]);
	}
	KUNIT_EXPECT_EQ(test, sum.mapped, 102ULL);
	KUNIT_EXPECT_EQ(test, sum.cont, 204ULL);
	KUNIT_EXPECT_EQ(test, sum.invalid, 306ULL);
	KUNIT_EXPECT_EQ(test, sum.oddities, 408ULL);
	KUNIT_EXPECT_EQ(test, sum.extents.n, 510ULL);
	KUNIT_EXPECT_EQ(test, sum.extents.longest, 70ULL);
	b.extents.longest = 90;
	ptwalk_totals_add(&sum, &b);
	KUNIT_EXPECT_EQ(test, sum.extents.longest, 90ULL);
	KUNIT_EXPECT_EQ(test, ptwalk_totals_tables(&sum), 15ULL);
	KUNIT_EXPECT_EQ(test, ptwalk_totals_leaves(&sum), 165ULL);
}

static struct kunit_case totals_cases[] = {
	KUNIT_CASE(totals_sums),
	KUNIT_CASE_PARAM(totals_busy, shape_gen_params),
	KUNIT_CASE_PARAM(totals_random, shape_gen_params),
	KUNIT_CASE_PARAM(totals_regions, shape_gen_params),
	KUNIT_CASE_PARAM(totals_repeated, shape_gen_params),
	{}
};

static struct kunit_suite totals_suite = {
	.name = "ptwalk-totals",
	.test_cases = totals_cases,
};

kunit_test_suite(totals_suite);
