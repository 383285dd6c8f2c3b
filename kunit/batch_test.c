// SPDX-License-Identifier: GPL-2.0-only
/*
 * Batches: the copied entries, and the extents of contiguous groups one by one.
 */
#include "fake.h"

static const struct fake_shape shapes[] = {
	{ "4k-48", 12, 48, false },
	{ "16k-48", 14, 48, false },
	{ "64k-52-lpa", 16, 52, true },
};

static void shape_desc(const struct fake_shape *shape, char *desc)
{
	strscpy(desc, shape->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(shape, shapes, shape_desc);

/* @e equals the entries in the table, for every kind of batch. */
static void batch_copies(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	struct ptwalk_walk *w = fake_walk(f);
	struct ptwalk_batch b;
	u32 seen = 0, way;
	int ret;

	fake_busy(f);
	for (way = 0; way < 4; way++) {
		w->split_cont = way & 1;
		w->limit = way & 2 ? f->space.geo.va_start + 7 * fake_size(f, 0) - 1 : ~0ULL;
		ptwalk_walk_seek(w, fake_begin(f, 0), ~0ULL);
		while ((ret = ptwalk_walk_next(w, &b)) != PTWALK_END) {
			if (ret == PTWALK_LIMIT) {
				w->limit = ~0ULL;
				continue;
			}
			if (b.kind != PTWALK_LEAF && b.kind != PTWALK_INVALID &&
			    b.kind != PTWALK_BAD)
				continue;
			KUNIT_ASSERT_NOT_NULL(test, b.e);
			KUNIT_ASSERT_EQ(test, b.e[0], b.raw);
			KUNIT_ASSERT_EQ(test, memcmp(b.e, fake_entry(f, b.table_pa, b.index),
						     b.count * sizeof(*b.e)), 0);
			seen++;
		}
	}
	KUNIT_EXPECT_GT(test, seen, 40);
}

/* Batches of repeated tables have no copy. */
static void batch_repeated(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	u64 va = -2 * fake_span(f, 0), *e = fake_slot(f, va, 0);
	struct ptwalk_walk *w = fake_walk(f);
	u32 n = f->space.geo.level[0].entries, i;
	struct ptwalk_batch b;

	for (i = 0; i < n; i++)
		e[i] = fake_leaf(f, 0, 0x50000000, FAKE_RW);
	e = fake_slot(f, va, 1);
	e[1] = e[0];
	ptwalk_walk_seek(w, fake_begin(f, 0), ~0ULL);
	KUNIT_ASSERT_EQ(test, ptwalk_walk_next(w, &b), PTWALK_BATCH);
	KUNIT_EXPECT_TRUE(test, b.repeated);
	KUNIT_EXPECT_NULL(test, b.e);
	KUNIT_EXPECT_EQ(test, b.count, 2ULL * n);
}

/* Expect extents of so many leaves each; 0 ends the list. */
static void expect_extents(struct kunit *test, struct ptwalk_walk *w, const u32 *n,
			   const u32 *extents)
{
	struct ptwalk_batch b;

	ptwalk_walk_seek(w, (struct ptwalk_cursor) { w->g->va_start, w->g->levels - 1 }, ~0ULL);
	for (; *n; n++, extents++) {
		KUNIT_ASSERT_EQ(test, ptwalk_walk_next(w, &b), PTWALK_BATCH);
		KUNIT_EXPECT_EQ(test, b.count, (u64)*n);
		KUNIT_EXPECT_EQ(test, b.extents, (u64)*extents);
	}
	KUNIT_EXPECT_EQ(test, ptwalk_walk_next(w, &b), PTWALK_END);
}

/* Only leaves with the bit are split where contiguity ends. */
static void batch_split_cont(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	struct ptwalk_walk *w = fake_walk(f);
	u64 va = f->space.geo.va_start, page = fake_size(f, 0);
	static const u32 plain[] = { 7, 9, 4, 0 }, plain_frags[] = { 2, 5, 1 };
	static const u32 split[] = { 7, 3, 3, 1, 1, 1, 4, 0 };
	static const u32 split_frags[] = { 2, 1, 1, 1, 1, 1, 1 };
	static const u32 phys[] = { 3, 4, 3, 3, 1, 1, 1, 4, 0 };
	static const u32 phys_frags[] = { 1, 1, 1, 1, 1, 1, 1, 1 };
	u32 i;

	fake_map(f, va, 0, 0, FAKE_RW, 3);
	fake_map(f, va + 3 * page, 40 * page, 0, FAKE_RW, 4);
	fake_map(f, va + 7 * page, 64 * page, 0, FAKE_RW | FAKE_CONT, 3);
	fake_map(f, va + 10 * page, 80 * page, 0, FAKE_RW | FAKE_CONT, 3);
	for (i = 13; i < 16; i++)
		fake_map(f, va + i * page, 7 * page, 0, FAKE_RW | FAKE_CONT, 1);
	fake_map(f, va + 16 * page, 16 * page, 0, FAKE_RW, 4);

	expect_extents(test, w, plain, plain_frags);
	w->split_cont = true;
	expect_extents(test, w, split, split_frags);
	w->split_phys = true;
	expect_extents(test, w, phys, phys_frags);
	w->split_cont = false;
	expect_extents(test, w, phys, phys_frags);
}

static struct kunit_case batch_cases[] = {
	KUNIT_CASE_PARAM(batch_copies, shape_gen_params),
	KUNIT_CASE_PARAM(batch_repeated, shape_gen_params),
	KUNIT_CASE_PARAM(batch_split_cont, shape_gen_params),
	{}
};

static struct kunit_suite batch_suite = {
	.name = "ptwalk-batch",
	.test_cases = batch_cases,
};

kunit_test_suite(batch_suite);
