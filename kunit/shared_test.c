// SPDX-License-Identifier: GPL-2.0-only
/*
 * Walks over shared tables, as KASAN makes them: one page of shadow, one table of that
 * page, one table of that table, for terabytes.
 */
#include "fake.h"
#include "ptwalk_run.h"

static void shape_desc(const struct fake_shape *shape, char *desc)
{
	strscpy(desc, shape->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(shape, fake_trees, shape_desc);

/* A table of equal entries. */
static u64 uniform_table(struct fake *f, unsigned int level, u64 raw)
{
	u64 pa = fake_table(f);
	u32 i;

	for (i = 0; i < f->space.geo.level[level].entries; i++)
		*fake_entry(f, pa, i) = raw;
	return pa;
}

/* The table of leaves, and above it tables of tables up to below @top. */
static u64 shadow(struct fake *f, unsigned int top)
{
	u64 pa = uniform_table(f, 0, fake_leaf(f, 0, 0x50000000, FAKE_RW | FAKE_RO));
	unsigned int l;

	for (l = 1; l < top; l++)
		pa = uniform_table(f, l, fake_pointer(f, pa, 0));
	return pa;
}

/* Half of the root leads to one tree: every leaf is yielded, few tables are read. */
static void shared_terabytes(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	unsigned int top = fake_top(f);
	u32 half = f->space.geo.level[top].entries / 2, i;
	u64 pa = shadow(f, top), leaves = 0, bound;
	struct ptwalk_walk *w = fake_walk(f);
	struct ptwalk_run run;
	struct ptwalk_batch b;

	for (i = 0; i < half; i++)
		*fake_entry(f, f->space.geo.root_pa, half + i) = fake_pointer(f, pa, 0);
	ptwalk_walk_seek(w, fake_begin(f, 0), ~0ULL);
	while (ptwalk_walk_next(w, &b) == PTWALK_BATCH) {
		KUNIT_ASSERT_EQ(test, (int)b.kind, PTWALK_LEAF);
		KUNIT_ASSERT_EQ(test, b.level, 0);
		KUNIT_ASSERT_EQ(test, b.pa, 0x50000000ULL);
		if (!leaves)
			ptwalk_run_start(&run, &f->space.geo, &b, NULL);
		else
			KUNIT_ASSERT_TRUE(test, ptwalk_run_add(&run, &f->space.geo, &b, NULL,
							       PTWALK_MERGE_LIKE));
		leaves += b.count;
	}
	KUNIT_EXPECT_EQ(test, leaves, BIT_ULL(f->space.geo.va_bits - 1 - f->space.geo.page_shift));
	KUNIT_EXPECT_EQ(test, run.start, -BIT_ULL(f->space.geo.va_bits - 1));
	KUNIT_EXPECT_EQ(test, run.start + run.bytes, 0ULL);
	KUNIT_EXPECT_EQ(test, run.extents.n, leaves);
	KUNIT_EXPECT_EQ(test, run.extents.longest, fake_size(f, 0));
	/* Each window of each table a few times over, whatever they map. */
	bound = 4 * top * DIV_ROUND_UP(f->space.geo.level[0].entries, PTWALK_WINDOW) *
		PTWALK_LEVELS +
		2 * DIV_ROUND_UP(f->space.geo.level[top].entries, PTWALK_WINDOW) * top;
	KUNIT_EXPECT_LE(test, f->reads, bound);
	/* All entries of each of them count as read, and nothing that was not. */
	KUNIT_EXPECT_GE(test, w->stats.entries, (u64)top * f->space.geo.level[0].entries);
	KUNIT_EXPECT_LE(test, w->stats.entries, (u64)f->words);
}

static const struct fake_how ways[] = {
	{ .shared = true },
	{ .shared = true, .split = true },
	{ .shared = true, .show = true },
	{ .shared = true, .resume = true },
	{ .shared = true, .forget = true, .show = true },
};

/*
 * Each call uses the next way to walk; each case calls this more often than there are
 * ways.
 */
static void compare_all(struct fake *f)
{
	const struct fake_how parts[] = {
		/* Limits and ends within what is shared. */
		{ .shared = true, .limit = 2 * fake_span(f, 0) + 3 * fake_size(f, 0) },
		{ .shared = true, .end = -fake_span(f, 0) - fake_size(f, 0) },
		{ .shared = true, .start = -4 * fake_span(f, 0) + 7 * fake_size(f, 0),
		  .end = -2 * fake_span(f, 0) - 5 * fake_size(f, 0) },
	};
	struct fake_refs *refs = fake_refs_new(f);
	struct ptwalk_walk *w = fake_walk(f);
	static u32 turn;

	fake_list(f, refs);
	fake_compare(f, w, refs, &ways[turn % ARRAY_SIZE(ways)]);
	fake_compare(f, w, refs, &parts[turn % ARRAY_SIZE(parts)]);
	turn++;
}

/* The last four entries of level 1, which may be the root. */
static u64 *last_four(struct fake *f)
{
	return fake_slot(f, -4 * fake_span(f, 0), 1);
}

static void shared_neighbours(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	u64 pa = shadow(f, 1), *e = last_four(f);

	if (f->space.geo.level[0].entries > 2048)
		kunit_skip(test, "too many leaves to list");
	e[0] = fake_pointer(f, pa, 0);
	e[1] = e[0];
	e[2] = e[0];
	e[3] = e[0];
	compare_all(f);
	/* Not quite: something else between them. */
	e[1] = fake_pointer(f, fake_table(f), 0);
	e[2] = e[0];
	compare_all(f);
	e[2] = e[1];
	compare_all(f);
}

/* One table, but not the same permissions from above. */
static void shared_inherited(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	u64 pa = shadow(f, 1), *e = last_four(f);

	if (f->space.geo.level[0].entries > 2048)
		kunit_skip(test, "too many leaves to list");
	e[0] = fake_pointer(f, pa, 0);
	e[1] = fake_pointer(f, pa, FAKE_PXN_TABLE);
	e[2] = fake_pointer(f, pa, FAKE_PXN_TABLE);
	e[3] = fake_pointer(f, pa, FAKE_RO_TABLE);
	compare_all(f);
}

/* One entry of the shared table differs: the first, the last, one at a seam. */
static void shared_but_one(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	u32 n = f->space.geo.level[0].entries, i;
	const u32 odd[] = { 0, n - 1, PTWALK_WINDOW - 1, n / 2 };
	u64 pa = shadow(f, 1), *e = last_four(f);

	if (n > 2048)
		kunit_skip(test, "too many leaves to list");
	e[2] = fake_pointer(f, pa, 0);
	e[3] = e[2];
	for (i = 0; i < ARRAY_SIZE(odd); i++) {
		u64 *one = fake_entry(f, pa, odd[i]), was = *one;

		*one = fake_leaf(f, 0, 0x60000000, FAKE_RW);
		compare_all(f);
		*one = 0;
		compare_all(f);
		*one = was;
	}
}

static void shared_empty(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	u64 *e = last_four(f);

	e[0] = fake_pointer(f, fake_table(f), 0);
	e[1] = e[0];
	e[2] = e[0];
	compare_all(f);
	e[3] = e[0];
	compare_all(f);
}

/* Neighbours that share a table of malformed entries, of loops, or of tables outside RAM. */
static void shared_odd(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	u64 *e = last_four(f), pa;

	if (f->space.geo.level[0].entries > 2048)
		kunit_skip(test, "too many descriptors to list");
	e[1] = fake_pointer(f, uniform_table(f, 0, 0xdead0000), 0);
	e[2] = e[1];
	compare_all(f);
	/* As many oddities as a table has, in each of five: not of the large ones. */
	if (f->space.geo.levels < 3 || f->space.geo.level[1].entries > 1024)
		return;
	/* A table at level 1 that is full of itself, and one full of tables outside RAM. */
	fake_clear(f);
	e = fake_slot(f, -4 * fake_span(f, 1), 2);
	if (f->space.geo.level[2].entries < 4)
		return;
	pa = fake_table(f);
	memcpy(fake_entry(f, pa, 0), fake_entry(f, uniform_table(f, 1, fake_pointer(f, pa, 0)), 0),
	       f->space.geo.level[1].entries * sizeof(u64));
	e[0] = fake_pointer(f, pa, 0);
	e[1] = e[0];
	pa = uniform_table(f, 1, fake_pointer(f, 0, 0));
	e[2] = fake_pointer(f, pa, 0);
	e[3] = e[2];
	compare_all(f);
}

static struct kunit_case shared_cases[] = {
	KUNIT_CASE_PARAM(shared_terabytes, shape_gen_params),
	KUNIT_CASE_PARAM(shared_neighbours, shape_gen_params),
	KUNIT_CASE_PARAM(shared_inherited, shape_gen_params),
	KUNIT_CASE_PARAM(shared_but_one, shape_gen_params),
	KUNIT_CASE_PARAM(shared_empty, shape_gen_params),
	KUNIT_CASE_PARAM(shared_odd, shape_gen_params),
	{}
};

static struct kunit_suite shared_suite = {
	.name = "ptwalk-shared",
	.test_cases = shared_cases,
};

kunit_test_suite(shared_suite);
