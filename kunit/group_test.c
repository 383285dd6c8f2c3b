// SPDX-License-Identifier: GPL-2.0-only
/*
 * Groups of equal entries that map consecutive pages, and equal entries that do not.
 */
#include "toy.h"
#include "ptwalk_run.h"

/* Ranges of two groups, @apart from each other physically: what they begin with is told whole. */
static void check_groups(struct fake *f, struct ptwalk_walk *w, u64 pa, u64 apart)
{
	u64 page = fake_size(f, 0);
	u32 n, from, to;

	for (from = 0; from < 2 * TOY_GROUP; from++) {
		u64 at = pa + from / TOY_GROUP * apart + from % TOY_GROUP * page;

		for (to = from; to < 2 * TOY_GROUP; to++) {
			u32 whole = min(to - from + 1, TOY_GROUP - from % TOY_GROUP);
			struct ptwalk_batch b = fake_only_batch(f, w, from * page, to * page, &n);

			KUNIT_ASSERT_EQ(f->test, b.extents, 1ULL);
			KUNIT_ASSERT_EQ(f->test, b.count, (u64)whole);
			KUNIT_ASSERT_EQ(f->test, b.pa, at);
			KUNIT_ASSERT_EQ(f->test, b.next_pa, at + whole * page);
			KUNIT_ASSERT_EQ(f->test,
					ptwalk_batch_pa(&f->space.geo, &b, whole * page - 1),
					at + whole * page - 1);
		}
	}
}

/* A group is one extent, in which each page has its own place: one after another, or one twice. */
static void groups_are_extents(struct kunit *test)
{
	struct fake *f = toy_new(test, toy_shape_named(test, "lower"));
	u64 group = TOY_GROUP * fake_size(f, 0), pa = 0x123450000ULL;
	const u64 aparts[] = { group, 0, 5 * group };
	struct fake_refs *refs = fake_refs_new(f);
	struct ptwalk_walk *w = fake_walk(f);
	u32 i, k;

	for (i = 0; i < ARRAY_SIZE(aparts); i++) {
		fake_clear(f);
		for (k = 0; k < 8; k++)
			toy_map_group(f, k * group, pa + k * aparts[i], TOY_RW);
		fake_compare_ways(f, refs, w);
		check_groups(f, w, pa, aparts[i]);
	}
}

/* Runs of a space as @how merges them. */
static u32 count_runs(struct fake *f, struct ptwalk_walk *w, enum ptwalk_merge how,
		      struct ptwalk_run *last)
{
	struct ptwalk_batch b;
	u32 n = 0;

	ptwalk_walk_seek(w, fake_begin(f, 0), ~0ULL);
	while (ptwalk_walk_next(w, &b) == PTWALK_BATCH) {
		if (n && ptwalk_run_add(last, &f->space.geo, &b, NULL, how))
			continue;
		ptwalk_run_start(last, &f->space.geo, &b, NULL);
		n++;
	}
	return n;
}

static void groups_make_runs(struct kunit *test)
{
	struct fake *f = toy_new(test, toy_shape_named(test, "whole"));
	u64 page = fake_size(f, 0), group = TOY_GROUP * page, i;
	struct ptwalk_walk *w = fake_walk(f);
	struct ptwalk_run r;

	/* Over the border of a table. */
	for (i = 0; i < 40; i++)
		toy_map_group(f, i * group, 0x40000000 + i * group, TOY_RW);
	w->split_phys = true;
	KUNIT_EXPECT_EQ(test, count_runs(f, w, PTWALK_MERGE_PHYS, &r), 1u);
	KUNIT_EXPECT_EQ(test, r.leaves, 40ULL * TOY_GROUP);
	KUNIT_EXPECT_EQ(test, r.extents.n, 1ULL);
	KUNIT_EXPECT_EQ(test, r.extents.longest, 40 * group);
	KUNIT_EXPECT_EQ(test, count_runs(f, w, PTWALK_MERGE_TABLE, &r), 2u);

	/* The same group once more is another extent. */
	toy_map_group(f, 40 * group, 0x40000000 + 39 * group, TOY_RW);
	KUNIT_EXPECT_EQ(test, count_runs(f, w, PTWALK_MERGE_PHYS, &r), 2u);
	KUNIT_EXPECT_EQ(test, count_runs(f, w, PTWALK_MERGE_LIKE, &r), 1u);
	KUNIT_EXPECT_EQ(test, r.extents.n, 2ULL);
	KUNIT_EXPECT_EQ(test, r.extents.longest, 40 * group);

	/* A page that is in no group is not like one that is, wherever it leads. */
	fake_map(f, 41 * group, 0x40000000 + 40 * group, 0, TOY_RW, 1);
	KUNIT_EXPECT_EQ(test, count_runs(f, w, PTWALK_MERGE_LIKE, &r), 2u);
}

/* Equal entries that are no group are one page, seen many times. */
static void equal_pages(struct kunit *test)
{
	struct fake *f = toy_new(test, toy_shape_named(test, "lower"));
	struct ptwalk_walk *w = fake_walk(f);
	u64 page = fake_size(f, 0);
	struct ptwalk_batch b;
	u32 i, n;

	for (i = 0; i < 512; i++)
		fake_map(f, i * page, 0x40008000, 0, TOY_RW, 1);
	b = fake_only_batch(f, w, 0, ~0ULL, &n);
	KUNIT_EXPECT_EQ(test, n, 1u);
	KUNIT_EXPECT_EQ(test, b.count, 512ULL);
	KUNIT_EXPECT_EQ(test, b.extents, 512ULL);
	KUNIT_EXPECT_EQ(test, b.next_pa, 0x40009000ULL);
	KUNIT_EXPECT_EQ(test, ptwalk_batch_pa(&f->space.geo, &b, 300 * page + 5), 0x40008005ULL);
}

/* Table @pa from each entry of a pmd table. */
static void share_table(struct fake *f, u64 pa)
{
	u32 i;

	for (i = 0; i < 512; i++)
		*fake_slot(f, i * fake_size(f, 1), 1) = fake_pointer(f, pa, 0);
}

static void repeated_tables(struct kunit *test)
{
	struct fake *f = toy_new(test, toy_shape_named(test, "lower"));
	struct fake_refs *refs = fake_refs_new(f);
	u64 pa = fake_table(f), pages = 512 * 512, leaves = 0, i;
	struct ptwalk_walk *w = fake_walk(f);
	struct ptwalk_batch b;
	u32 n;

	/* One page throughout: told in one batch, from few entries. */
	for (i = 0; i < 512; i++)
		*fake_entry(f, pa, i) = fake_leaf(f, 0, 0x40000000, TOY_RW);
	share_table(f, pa);
	f->words = 0;
	b = fake_only_batch(f, w, 0, ~0ULL, &n);
	KUNIT_EXPECT_EQ(test, n, 1u);
	KUNIT_EXPECT_TRUE(test, b.repeated);
	KUNIT_EXPECT_EQ(test, b.count, pages);
	KUNIT_EXPECT_EQ(test, b.extents, pages);
	KUNIT_EXPECT_LT(test, f->words, 3000ULL);

	/* Equal entries again, but groups: each of 16 pages. */
	for (i = 0; i < 512; i++)
		*fake_entry(f, pa, i) = fake_leaf(f, 0, 0x40000000, TOY_RW | TOY_N);
	ptwalk_walk_seek(w, fake_begin(f, 0), ~0ULL);
	while (ptwalk_walk_next(w, &b) == PTWALK_BATCH) {
		KUNIT_ASSERT_FALSE(test, b.repeated);
		KUNIT_ASSERT_EQ(test, b.count, (u64)TOY_GROUP);
		KUNIT_ASSERT_EQ(test, b.extents, 1ULL);
		KUNIT_ASSERT_EQ(test, b.pa, 0x40000000ULL);
		leaves += b.count;
	}
	KUNIT_EXPECT_EQ(test, leaves, pages);

	/* Fewer of them, as a list has room for: leaf by leaf. */
	for (i = 40; i < 512; i++)
		*fake_slot(f, i * fake_size(f, 1), 1) = 0;
	fake_list(f, refs);
	fake_compare(f, w, refs, &(struct fake_how){ .shared = true });
	fake_compare(f, w, refs, &(struct fake_how){ .shared = true, .split = true });
	fake_compare(f, w, refs, &(struct fake_how){ .shared = true, .show = true });
}

static struct kunit_case group_cases[] = {
	KUNIT_CASE(groups_are_extents),
	KUNIT_CASE(groups_make_runs),
	KUNIT_CASE(equal_pages),
	KUNIT_CASE(repeated_tables),
	{}
};

static struct kunit_suite group_suite = {
	.name = "ptwalk-group",
	.test_cases = group_cases,
};

kunit_test_suite(group_suite);
