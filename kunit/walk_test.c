// SPDX-License-Identifier: GPL-2.0-only
/*
 * Walks over tables that do not change: of every shape, whole and in parts.
 */
#include "fake.h"

static void shape_desc(const struct fake_shape *shape, char *desc)
{
	strscpy(desc, shape->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(shape, fake_shapes, shape_desc);

static const struct fake_how ways[] = {
	{ },
	{ .split = true },
	{ .show = true },
	{ .forget = true },
	{ .resume = true },
	{ .resume = true, .split = true, .show = true },
};

/* Compare in every way. Return: batches of the plain walk. */
static u32 compare_all(struct fake *f)
{
	struct fake_refs *refs = fake_refs_new(f);
	struct ptwalk_walk *w = fake_walk(f);
	u32 batches = 0, i;

	fake_list(f, refs);
	for (i = ARRAY_SIZE(ways); i--;)
		batches = fake_compare(f, w, refs, &ways[i]);
	return batches;
}

static void walk_empty(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	struct ptwalk_walk *w = fake_walk(f);
	unsigned int top = fake_top(f);
	struct ptwalk_batch b;

	ptwalk_walk_seek(w, fake_begin(f, 0), ~0ULL);
	KUNIT_ASSERT_EQ(test, ptwalk_walk_next(w, &b), PTWALK_BATCH);
	KUNIT_EXPECT_EQ(test, (int)b.kind, PTWALK_EMPTY);
	KUNIT_EXPECT_EQ(test, b.start, f->space.geo.va_start);
	KUNIT_EXPECT_EQ(test, b.count, (u64)f->space.geo.level[top].entries);
	KUNIT_EXPECT_EQ(test, b.tables[top], 1);
	KUNIT_EXPECT_EQ(test, ptwalk_walk_next(w, &b), PTWALK_END);
	KUNIT_EXPECT_EQ(test, ptwalk_walk_next(w, &b), PTWALK_END);
	KUNIT_EXPECT_EQ(test, w->cur.va, 0ULL);
	KUNIT_EXPECT_EQ(test, f->words, (u64)f->space.geo.level[top].entries);
	KUNIT_EXPECT_EQ(test, compare_all(f), 1);
}

static void walk_full(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	u32 n = f->space.geo.level[0].entries;

	fake_map(f, f->space.geo.va_start, 1ULL << 32, 0, FAKE_RW, n);
	fake_map(f, -fake_span(f, 0), 1ULL << 40, 0, FAKE_RW, n);
	KUNIT_EXPECT_EQ(test, compare_all(f), 2 * DIV_ROUND_UP(n, PTWALK_WINDOW));
}

static void walk_sparse(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	u64 va = f->space.geo.va_start;
	u32 i;

	for (i = 0; i < f->space.geo.va_bits - 1u; i++, va += BIT_ULL(i))
		if (BIT_ULL(i) >= fake_size(f, 0))
			fake_map(f, va, (u64)i << 20, 0, FAKE_RW, 1);
	compare_all(f);
}

static void walk_blocks(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	u64 va = f->space.geo.va_start;
	unsigned int l;
	u32 n = 0;

	for (l = 0; l < f->space.geo.levels; l++) {
		if (l && !fake_may_block(f, l))
			continue;
		if (f->space.geo.level[l].entries < 8)
			continue;
		/* Each level in the second entry of the one above. */
		va = f->space.geo.va_start + fake_size(f, l);
		fake_map(f, va, 4 * fake_size(f, l), l, FAKE_RW, 2);
		fake_map(f, va + 2 * fake_size(f, l), 0, l, FAKE_RW, 1);
		n++;
	}
	KUNIT_EXPECT_GE(test, n, 2);
	compare_all(f);
}

static void walk_cont(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	u32 cont = f->space.geo.level[0].cont;
	u64 bytes = cont * fake_size(f, 0);

	fake_map(f, f->space.geo.va_start, 0, 0, FAKE_RW, cont);
	fake_map(f, f->space.geo.va_start + bytes, bytes, 0, FAKE_RW | FAKE_CONT, cont);
	fake_map(f, f->space.geo.va_start + 2 * bytes, 2 * bytes, 0, FAKE_RW, cont);
	KUNIT_EXPECT_EQ(test, compare_all(f), 3);
}

static void walk_last_page(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	struct ptwalk_walk *w = fake_walk(f);
	u64 page = fake_size(f, 0);
	struct ptwalk_batch b;

	fake_map(f, -page, 0x1230000, 0, FAKE_RW, 1);
	KUNIT_EXPECT_EQ(test, compare_all(f), 1);
	ptwalk_walk_seek(w, fake_begin(f, -page), ~0ULL);
	KUNIT_ASSERT_EQ(test, ptwalk_walk_next(w, &b), PTWALK_BATCH);
	KUNIT_EXPECT_EQ(test, b.start, -page);
	KUNIT_EXPECT_EQ(test, b.count, 1ULL);
	KUNIT_EXPECT_EQ(test, b.pa, 0x1230000ULL);
	KUNIT_EXPECT_EQ(test, ptwalk_walk_next(w, &b), PTWALK_END);
}

static void walk_invalid(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	u64 va = f->space.geo.va_start, page = fake_size(f, 0);
	unsigned int l;

	*fake_slot(f, va, 0) = 2;
	*fake_slot(f, va + page, 0) = ~1ULL;
	*fake_slot(f, va + 2 * page, 0) = 1;
	fake_map(f, va + 3 * page, 0, 0, FAKE_RW, 1);
	*fake_slot(f, va + 4 * page, 0) = 2;
	for (l = 1; l < f->space.geo.levels; l++) {
		if (f->space.geo.level[l].entries < 4)
			continue;
		*fake_slot(f, va + fake_size(f, l), l) = BIT_ULL(40);
		*fake_slot(f, va + 2 * fake_size(f, l), l) = BIT_ULL(41) | 2;
		/* A block, good or reserved. */
		*fake_slot(f, va + 3 * fake_size(f, l), l) = fake_leaf(f, l, 0, FAKE_RW);
	}
	compare_all(f);
}

/* Restrictions of a table apply to everything under it, and to nothing else. */
static void walk_inherited(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	struct ptwalk_walk *w = fake_walk(f);
	u64 va = -4 * fake_span(f, 0), i;
	struct ptwalk_batch b;
	struct ptwalk_prot p;

	for (i = 0; i < 4; i++)
		fake_map(f, va + i * fake_span(f, 0), 0, 0, FAKE_AF, 1);
	*fake_slot(f, va + fake_span(f, 0), 1) |= FAKE_PXN_TABLE;
	*fake_slot(f, va + 2 * fake_span(f, 0), 1) |= FAKE_RO_TABLE;
	compare_all(f);

	ptwalk_walk_seek(w, fake_begin(f, 0), ~0ULL);
	for (i = 0; i < 4; i++) {
		KUNIT_ASSERT_EQ(test, ptwalk_walk_next(w, &b), PTWALK_BATCH);
		ptwalk_arm64_prot(&f->space.geo, b.level, b.attrs, b.inherited, &p);
		KUNIT_EXPECT_EQ(test, p.x, i != 1);
		KUNIT_EXPECT_EQ(test, p.w, i != 2);
	}
	if (f->space.geo.levels > 2) {
		*fake_slot(f, va, 2) |= FAKE_RO_TABLE;
		ptwalk_walk_seek(w, fake_begin(f, 0), ~0ULL);
		for (i = 0; i < 4; i++) {
			KUNIT_ASSERT_EQ(test, ptwalk_walk_next(w, &b), PTWALK_BATCH);
			ptwalk_arm64_prot(&f->space.geo, b.level, b.attrs, b.inherited, &p);
			KUNIT_EXPECT_FALSE(test, p.w);
			KUNIT_EXPECT_EQ(test, p.x, i != 1);
		}
	}
}

/* Tables that are several windows: empty, or with something at the seams. */
static void walk_windows(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	u64 va = -4 * fake_span(f, 0), page = fake_size(f, 0);
	u32 n = f->space.geo.level[0].entries, i;

	fake_slot(f, va, 0);
	fake_map(f, va + 2 * fake_span(f, 0) - page, 0x10000, 0, FAKE_RW, 1);
	for (i = 0; i < n; i += PTWALK_WINDOW)
		fake_map(f, va + 3 * fake_span(f, 0) + i * page, i * page, 0, FAKE_RW, 2);
	fake_slot(f, va + 3 * fake_span(f, 0), 0);
	fake_map(f, va + 2 * fake_span(f, 0), 0x10000, 0, FAKE_RW, 1);
	compare_all(f);
}

/* Nothing that was taken before a resume may be forgotten by an "empty" table. */
static void walk_resume_first(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	unsigned int l;

	for (l = 1; l < f->space.geo.levels; l++) {
		fake_clear(f);
		fake_map(f, -fake_span(f, l), 0x10000, 0, FAKE_RW, 2);
		fake_map(f, -fake_span(f, l) + 4 * fake_size(f, 0), 0x20000, 0, FAKE_RW, 1);
		KUNIT_EXPECT_EQ(test, compare_all(f), 2);
	}
}

static void walk_busy(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);

	fake_busy(f);
	compare_all(f);
}

static void walk_limits(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	struct fake_refs *refs = fake_refs_new(f);
	struct ptwalk_walk *w = fake_walk(f);
	struct fake_how how = {};
	u32 i;

	fake_busy(f);
	fake_list(f, refs);
	for (i = 1; i <= 40; i += i < 4 ? 1 : 9) {
		how.limit = i * fake_size(f, 0);
		how.split = i & 1;
		fake_compare(f, w, refs, &how);
		how.resume = i & 2;
		how.show = i & 4;
	}
	if (f->space.geo.levels > 2) {
		how.limit = fake_size(f, 1) + 5 * fake_size(f, 0);
		fake_compare(f, w, refs, &how);
	}
}

/* A walk of every range between two borders in the tables, and a page beside them. */
static void walk_ranges(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	struct fake_refs *refs = fake_refs_new(f);
	struct ptwalk_walk *w = fake_walk(f);
	u64 page = fake_size(f, 0);
	u32 i;

	fake_busy(f);
	fake_list(f, refs);
	for (i = 1; i < refs->n; i += i < 8 ? 1 : 1 + refs->n / 8) {
		struct fake_how how = { .end = refs->ref[i].va, .show = i & 1 };

		if (how.end == f->space.geo.va_start)
			continue;
		fake_compare(f, w, refs, &how);
		how.end += page;
		if (how.end)
			fake_compare(f, w, refs, &how);
		how.start = refs->ref[i / 2].va;
		fake_compare(f, w, refs, &how);
		how.start += how.start == -page ? 0 : page;
		how.end = 0;
		fake_compare(f, w, refs, &how);
	}
}

/* An interrupted walk continues where it was. */
static void walk_interrupted(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	struct fake_refs *refs = fake_refs_new(f);
	struct ptwalk_walk *w = fake_walk(f);
	static const struct fake_how how = {};
	struct ptwalk_batch b;

	fake_busy(f);
	fake_list(f, refs);
	f->eintr_every = 1;
	ptwalk_walk_seek(w, fake_begin(f, 0), ~0ULL);
	KUNIT_EXPECT_EQ(test, ptwalk_walk_next(w, &b), -EINTR);
	KUNIT_EXPECT_EQ(test, w->cur.va, f->space.geo.va_start);
	KUNIT_EXPECT_EQ(test, f->reads, 0ULL);
	f->eintr_every = 2;
	fake_compare(f, w, refs, &how);
}

static struct kunit_case walk_cases[] = {
	KUNIT_CASE_PARAM(walk_empty, shape_gen_params),
	KUNIT_CASE_PARAM(walk_full, shape_gen_params),
	KUNIT_CASE_PARAM(walk_sparse, shape_gen_params),
	KUNIT_CASE_PARAM(walk_blocks, shape_gen_params),
	KUNIT_CASE_PARAM(walk_cont, shape_gen_params),
	KUNIT_CASE_PARAM(walk_last_page, shape_gen_params),
	KUNIT_CASE_PARAM(walk_invalid, shape_gen_params),
	KUNIT_CASE_PARAM(walk_inherited, shape_gen_params),
	KUNIT_CASE_PARAM(walk_windows, shape_gen_params),
	KUNIT_CASE_PARAM(walk_resume_first, shape_gen_params),
	KUNIT_CASE_PARAM(walk_busy, shape_gen_params),
	KUNIT_CASE_PARAM(walk_limits, shape_gen_params),
	KUNIT_CASE_PARAM(walk_ranges, shape_gen_params),
	KUNIT_CASE_PARAM(walk_interrupted, shape_gen_params),
	{}
};

static struct kunit_suite walk_suite = {
	.name = "ptwalk-walk",
	.test_cases = walk_cases,
};

kunit_test_suite(walk_suite);
