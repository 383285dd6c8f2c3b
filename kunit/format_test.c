// SPDX-License-Identifier: GPL-2.0-only
/*
 * Two formats in one binary, and address spaces that no arm64 kernel has:
 * from address 0 on, half of a root, a root of two pages or of a part of one, and
 * equal entries that map consecutive pages.
 */
#include "toy.h"
#include "ptwalk_run.h"
#include "ptwalk_vtop.h"

/** SEEDS - random trees for each shape */
#define SEEDS	4

static void shape_desc(const struct toy_shape *shape, char *desc)
{
	strscpy(desc, shape->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(shape, toy_shapes, shape_desc);

static u64 space_bytes(const struct fake *f)
{
	return f->space.geo.va_last - f->space.geo.va_start + 1;
}

/* As fake_busy(), in this format: at both ends of the space, and across its middle. */
static void toy_busy(struct fake *f)
{
	u64 start = f->space.geo.va_start, mid = start + space_bytes(f) / 2;
	u64 page = fake_size(f, 0);
	u32 i;

	fake_map(f, start, 0x40000000, 0, TOY_RW, 3);
	fake_map(f, start + 3 * page, 0x50000000, 0, TOY_RW | TOY_U, 2);
	toy_map_group(f, start + 16 * page, 0x60000000, TOY_RW);
	toy_map_group(f, start + 32 * page, 0x60010000, TOY_RW);
	toy_map_group(f, start + 48 * page, 0x60000000, TOY_RW);
	for (i = 64; i < 64 + 90; i++)
		fake_map(f, start + i * page, 0x77000000, 0, TOY_RW, 1);
	*fake_slot(f, start + 160 * page, 0) = 0xdead0000;
	*fake_slot(f, start + 161 * page, 0) = TOY_V | TOY_W;
	fake_map(f, start + fake_size(f, 1), 0x80000000, 1, TOY_R | TOY_X | TOY_A, 4);
	fake_slot(f, start + 8 * fake_size(f, 1), 0);
	fake_map(f, mid - 2 * page, 0x90000000, 0, TOY_RW, 4);
	fake_map(f, mid + fake_size(f, 2), 0x4000000000, 2, TOY_RW, 2);
	fake_map(f, f->space.geo.va_last - page + 1, 0xa0000000, 0, TOY_A | TOY_R, 1);
}

static const struct fake_how whole_ways[] = {
	{},
	{ .split = true },
	{ .show = true },
	{ .resume = true },
	{ .forget = true, .show = true },
	{ .limit = 0x1000 * 7 },
	{ .limit = 0x1000 * 24, .split = true },
	{ .limit = 0x200000 * 3 },
};

/* Compare with and without tables shown; the walk is left without. */
static void compare_whole(struct fake *f, struct fake_refs *refs, struct ptwalk_walk *w)
{
	u32 i;

	fake_list(f, refs);
	for (i = 0; i < ARRAY_SIZE(whole_ways); i++)
		fake_compare(f, w, refs, &whole_ways[i]);
	w->split_phys = false;
	w->show_tables = false;
	w->dump_tables = false;
	w->limit = ~0ULL;
}

/* Take one batch and count its leaves; false at the end. */
static bool step(struct ptwalk_walk *w, u64 *leaves)
{
	struct ptwalk_batch b;

	if (ptwalk_walk_next(w, &b) != PTWALK_BATCH)
		return false;
	*leaves += b.kind == PTWALK_LEAF ? b.count : 0;
	return true;
}

static u64 count_leaves(const struct fake_refs *refs)
{
	u64 n = 0;
	u32 i;

	for (i = 0; i < refs->n; i++)
		n += refs->ref[i].kind == PTWALK_LEAF;
	return n;
}

/* Two walks in alternating steps do not affect each other. */
static void two_formats(struct kunit *test)
{
	struct fake *f[2] = {
		fake_new(test, &fake_shapes[1]),
		toy_new(test, toy_shape_named(test, "whole")),
	};
	struct fake_refs *refs = fake_refs_new(f[0]);
	struct ptwalk_walk *w[2];
	u64 leaves[2] = {}, want[2];
	bool more[2] = { true, true };
	u32 i;

	fake_busy(f[0]);
	toy_busy(f[1]);
	for (i = 0; i < 2; i++) {
		w[i] = fake_walk(f[i]);
		compare_whole(f[i], refs, w[i]);
		want[i] = count_leaves(refs);
		w[i] = fake_walk(f[i]);
		ptwalk_walk_seek(w[i], fake_begin(f[i], 0), ~0ULL);
	}
	for (i = 0; more[0] || more[1]; i ^= 1)
		more[i] = more[i] && step(w[i], &leaves[i]);
	KUNIT_EXPECT_EQ(test, leaves[0], want[0]);
	KUNIT_EXPECT_EQ(test, leaves[1], want[1]);
	KUNIT_EXPECT_NE(test, want[0], want[1]);
}

/* Entries written by hand, to check the decoder that other cases rely on. */
static void entries_by_hand(struct kunit *test)
{
	static const struct {
		u8 level;
		u16 index;
		u64 raw;
		enum ptwalk_kind kind;
		u64 pa;
		u64 attrs;
	} rows[] = {
		{ 0, 0, 0, PTWALK_EMPTY, 0, 0 },
		{ 0, 0, 0x1000, PTWALK_INVALID, 0, 0x1000 },
		{ 0, 5, 0x10000007, PTWALK_LEAF, 0x40000000, 7 },
		{ 0, 0, 0x003ffffffffffcc7, PTWALK_LEAF, 0xfffffffffff000, 0xc7 },
		{ 0, 0, 0x10000001, PTWALK_BAD, 0, 0x10000001 },
		{ 0, 0, 0x10000005, PTWALK_BAD, 0, 0x10000005 },
		{ 0, 0, 0x4000000010000007, PTWALK_BAD, 0, 0x4000000010000007 },
		{ 1, 0, 0x10000001, PTWALK_TABLE, 0x40000000, 1 },
		{ 1, 0, 0x10000041, PTWALK_BAD, 0, 0x10000041 },
		{ 1, 0, 0x10000003, PTWALK_LEAF, 0x40000000, 3 },
		{ 1, 0, 0x10000403, PTWALK_BAD, 0, 0x10000403 },
		{ 0, 0, 0x8000000010002003, PTWALK_LEAF, 0x40000000, 0x8000000000000003 },
		{ 0, 37, 0x8000000010002003, PTWALK_LEAF, 0x40005000, 0x8000000000000003 },
		{ 0, 0, 0x8000000010002403, PTWALK_BAD, 0, 0x8000000010002403 },
		{ 1, 0, 0x8000000010002003, PTWALK_BAD, 0, 0x8000000010002003 },
	};
	struct fake *f = toy_new(test, &toy_shapes[0]);
	struct ptwalk_entry e;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		ptwalk_decode(&f->space.geo, rows[i].level, rows[i].index, rows[i].raw, &e);
		KUNIT_EXPECT_EQ_MSG(test, (int)e.kind, (int)rows[i].kind, "row %u", i);
		KUNIT_EXPECT_EQ_MSG(test, e.pa, rows[i].pa, "row %u", i);
		KUNIT_EXPECT_EQ_MSG(test, e.attrs, rows[i].attrs, "row %u", i);
	}
}

/* The only batch of a range, or failure; *@n is how many there are. */
static struct ptwalk_batch only_batch(struct fake *f, struct ptwalk_walk *w, u64 start, u64 last,
				      u32 *n)
{
	struct ptwalk_batch b, first = {};

	w->limit = ~0ULL;
	ptwalk_walk_seek(w, fake_begin(f, start), last);
	for (*n = 0; ptwalk_walk_next(w, &b) == PTWALK_BATCH; ++*n)
		if (!*n)
			first = b;
	return first;
}

static void nothing_mapped(struct kunit *test)
{
	struct fake *f = toy_new(test, test->param_value);
	const struct ptwalk_geometry *g = &f->space.geo;
	struct ptwalk_walk *w = fake_walk(f);
	struct ptwalk_batch b;
	u32 n;

	b = only_batch(f, w, 0, ~0ULL, &n);
	KUNIT_ASSERT_EQ(test, n, 1u);
	KUNIT_EXPECT_EQ(test, (int)b.kind, PTWALK_EMPTY);
	KUNIT_EXPECT_EQ(test, b.start, g->va_start);
	KUNIT_EXPECT_EQ(test, ptwalk_batch_last(g, &b), g->va_last);
	KUNIT_EXPECT_EQ(test, b.tables[2], 1u);
	KUNIT_EXPECT_EQ(test, w->stats.tables, 1ULL);
	/* Of a part, nothing is known of the rest of the root. */
	only_batch(f, w, 0, g->va_last - fake_size(f, 2), &n);
	KUNIT_EXPECT_EQ(test, n, 0u);
	only_batch(f, w, g->va_start + fake_size(f, 2), g->va_last, &n);
	KUNIT_EXPECT_EQ(test, n, 0u);
}

/* One page at @va, in ranges of which it is the first, the last, in, and out. */
static void compare_page(struct kunit *test, struct fake *f, struct ptwalk_walk *w, u64 va)
{
	const struct ptwalk_geometry *g = &f->space.geo;
	u64 page = fake_size(f, 0);
	const struct {
		u64 start, last;
		bool in;
	} ranges[] = {
		{ g->va_start, g->va_last, true },
		{ va, va, true },
		{ va + page - 1, g->va_last, true },
		{ g->va_start, va + 1, true },
		{ va == g->va_start ? va + page : g->va_start,
		  va == g->va_start ? g->va_last : va - 1, false },
	};
	struct ptwalk_batch b;
	u32 i, n;

	for (i = 0; i < ARRAY_SIZE(ranges); i++) {
		b = only_batch(f, w, ranges[i].start, ranges[i].last, &n);
		KUNIT_ASSERT_EQ_MSG(test, n, (u32)ranges[i].in, "range %u of %llx", i, va);
		if (!n)
			continue;
		KUNIT_EXPECT_EQ(test, b.start, va);
		KUNIT_EXPECT_EQ(test, (int)b.kind, PTWALK_LEAF);
		KUNIT_EXPECT_EQ(test, b.pa, 0x123456789000ULL);
	}
}

static void first_and_last_page(struct kunit *test)
{
	struct fake *f = toy_new(test, test->param_value);
	const struct ptwalk_geometry *g = &f->space.geo;
	u64 page = fake_size(f, 0);
	const u64 pages[] = {
		g->va_start, g->va_start + page, g->va_start + space_bytes(f) / 2,
		g->va_last - 2 * page + 1, g->va_last - page + 1,
	};
	struct ptwalk_walk *w = fake_walk(f);
	u32 i;

	for (i = 0; i < ARRAY_SIZE(pages); i++) {
		fake_clear(f);
		fake_map(f, pages[i], 0x123456789000ULL, 0, TOY_RW, 1);
		compare_page(test, f, w, pages[i]);
	}
}

/* Batches tile the space from its first address to its last. */
static void everything_mapped(struct kunit *test)
{
	struct fake *f = toy_new(test, test->param_value);
	const struct ptwalk_geometry *g = &f->space.geo;
	u64 size = fake_size(f, 2), next = g->va_start;
	struct fake_refs *refs = fake_refs_new(f);
	struct ptwalk_walk *w = fake_walk(f);
	struct ptwalk_batch b;

	fake_map(f, g->va_start, 0x10000000000, 2, TOY_RW, space_bytes(f) / size);
	compare_whole(f, refs, w);
	KUNIT_EXPECT_EQ(test, (u64)refs->n, space_bytes(f) / size);
	ptwalk_walk_seek(w, fake_begin(f, 0), ~0ULL);
	while (ptwalk_walk_next(w, &b) == PTWALK_BATCH) {
		KUNIT_ASSERT_EQ(test, b.start, next);
		KUNIT_ASSERT_EQ(test, b.extents, 1ULL);
		next += ptwalk_batch_bytes(g, &b);
	}
	KUNIT_EXPECT_EQ(test, next, g->va_last + 1);
}

static void busy_in_parts(struct kunit *test)
{
	struct fake *f = toy_new(test, test->param_value);
	u64 start = f->space.geo.va_start, page = fake_size(f, 0);
	struct fake_refs *refs = fake_refs_new(f);
	struct ptwalk_walk *w = fake_walk(f);
	u64 cuts[] = {
		start + page, start + 20 * page, start + 33 * page, start + 100 * page,
		start + fake_size(f, 1), start + space_bytes(f) / 2,
		f->space.geo.va_last - page + 1,
	};
	u32 i, k;

	toy_busy(f);
	compare_whole(f, refs, w);
	for (i = 0; i < ARRAY_SIZE(cuts); i++) {
		for (k = 0; k < ARRAY_SIZE(whole_ways); k++) {
			struct fake_how how = whole_ways[k];

			how.end = cuts[i];
			fake_compare(f, w, refs, &how);
			how.start = cuts[i];
			how.end = k % 2 ? f->space.geo.va_last + 1 : 0;
			fake_compare(f, w, refs, &how);
		}
	}
}

/*
 * Two spaces on one root. The entries on both sides of the border are equal, to catch a
 * walk that crosses it.
 */
static void halves_of_a_root(struct kunit *test)
{
	struct fake *f = toy_new(test, toy_shape_named(test, "lower"));
	struct fake *other = toy_new(test, toy_shape_named(test, "upper"));
	struct fake_refs *refs = fake_refs_new(f);
	u64 table = fake_table(f), root = f->space.geo.root_pa;
	struct ptwalk_walk *w = fake_walk(f);
	struct ptwalk_batch b;
	u32 n;

	*fake_entry(f, table, 3) = fake_leaf(f, 1, 0x40000000, TOY_RW);
	*fake_entry(f, root, 255) = fake_pointer(f, table, 0);
	*fake_entry(f, root, 256) = fake_pointer(f, table, 0);
	*fake_entry(f, root, 511) = fake_leaf(f, 2, 0x80000000, TOY_RW);
	compare_whole(f, refs, w);
	KUNIT_EXPECT_EQ(test, count_leaves(refs), 1ULL);
	w->show_tables = true;
	w->dump_tables = true;
	b = only_batch(f, w, 0, ~0ULL, &n);
	KUNIT_EXPECT_EQ(test, (int)b.kind, PTWALK_TABLE);
	KUNIT_EXPECT_EQ(test, b.start, 255ULL << 30);

	f->space.geo = other->space.geo;
	compare_whole(f, refs, w);
	KUNIT_EXPECT_EQ(test, count_leaves(refs), 2ULL);
	w->show_tables = true;
	w->dump_tables = true;
	b = only_batch(f, w, 0, ~0ULL, &n);
	KUNIT_EXPECT_EQ(test, (int)b.kind, PTWALK_TABLE);
	KUNIT_EXPECT_EQ(test, b.start, ~0ULL << 38);
	KUNIT_EXPECT_FALSE(test, b.repeated);
	KUNIT_EXPECT_EQ(test, b.used, 1u);
}

static void half_is_empty(struct kunit *test)
{
	struct fake *f = toy_new(test, toy_shape_named(test, "upper"));
	struct ptwalk_walk *w = fake_walk(f);
	struct ptwalk_batch b;
	u32 n;

	/* What is in the other half does not make this one less empty. */
	*fake_entry(f, f->space.geo.root_pa, 0) = fake_leaf(f, 2, 0, TOY_RW);
	*fake_entry(f, f->space.geo.root_pa, 255) = fake_leaf(f, 2, 0, TOY_RW);
	b = only_batch(f, w, 0, ~0ULL, &n);
	KUNIT_EXPECT_EQ(test, n, 1u);
	KUNIT_EXPECT_EQ(test, (int)b.kind, PTWALK_EMPTY);
	KUNIT_EXPECT_EQ(test, b.count, 256ULL);
	KUNIT_EXPECT_EQ(test, b.index, 256u);
}

/* A table entry of each level that leads to a page of the root, and beside it. */
static void root_loops(struct kunit *test)
{
	struct fake *f = toy_new(test, test->param_value);
	u64 root = f->base, page = fake_size(f, 0);
	const struct {
		u64 pa;
		enum ptwalk_kind kind;
	} rows[] = {
		{ root, PTWALK_LOOP },
		{ root + (f->root_pages - 1) * page, PTWALK_LOOP },
		{ root - page, PTWALK_OUTSIDE },
		{ root + 100 * page, PTWALK_OUTSIDE },
	};
	struct fake_refs *refs = fake_refs_new(f);
	struct ptwalk_walk *w = fake_walk(f);
	struct ptwalk_batch b;
	u32 i, level, n;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		for (level = 1; level < 3; level++) {
			fake_clear(f);
			*fake_slot(f, f->space.geo.va_start, level) =
				fake_pointer(f, rows[i].pa, 0);
			compare_whole(f, refs, w);
			b = only_batch(f, w, 0, ~0ULL, &n);
			KUNIT_EXPECT_EQ(test, n, 1u);
			KUNIT_EXPECT_EQ_MSG(test, (int)b.kind, (int)rows[i].kind, "row %u", i);
			KUNIT_EXPECT_EQ(test, b.level, level);
		}
	}
	KUNIT_EXPECT_EQ(test, f->root_pages, f->space.geo.level[2].entries > 512 ? 2u : 1u);
}

/* Both pages of the root in one step, from an entry in the middle of the first. */
static void root_of_two_pages(struct kunit *test)
{
	struct fake *f = toy_new(test, toy_shape_named(test, "two-pages"));
	struct fake_refs *refs = fake_refs_new(f);
	struct ptwalk_walk *w = fake_walk(f);
	struct fake_how how = {};
	struct ptwalk_batch b;
	u32 n;

	fake_map(f, 500ULL << 30, 0x4000000000, 2, TOY_RW, 100);
	compare_whole(f, refs, w);
	how.start = 510ULL << 30;
	fake_compare(f, w, refs, &how);
	how.end = 513ULL << 30;
	fake_compare(f, w, refs, &how);
	b = only_batch(f, w, 501ULL << 30, ~0ULL, &n);
	KUNIT_EXPECT_EQ(test, n, 1u);
	KUNIT_EXPECT_EQ(test, b.count, 99ULL);
	KUNIT_EXPECT_EQ(test, b.index, 501u);
}

/* Ranges of two groups, @apart from each other physically: what they begin with is told whole. */
static void check_groups(struct fake *f, struct ptwalk_walk *w, u64 pa, u64 apart)
{
	u64 page = fake_size(f, 0);
	u32 n, from, to;

	for (from = 0; from < 2 * TOY_GROUP; from++) {
		u64 at = pa + from / TOY_GROUP * apart + from % TOY_GROUP * page;

		for (to = from; to < 2 * TOY_GROUP; to++) {
			u32 whole = min(to - from + 1, TOY_GROUP - from % TOY_GROUP);
			struct ptwalk_batch b = only_batch(f, w, from * page, to * page, &n);

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
		compare_whole(f, refs, w);
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
	b = only_batch(f, w, 0, ~0ULL, &n);
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
	b = only_batch(f, w, 0, ~0ULL, &n);
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

/* Leaf of the list that maps an address, or NULL. */
static const struct fake_ref *leaf_at(const struct fake *f, const struct fake_refs *refs, u64 va)
{
	u32 i;

	for (i = 0; i < refs->n; i++) {
		const struct fake_ref *r = &refs->ref[i];

		if (r->kind == PTWALK_LEAF && va - r->va < fake_size(f, r->level))
			return r;
	}
	return NULL;
}

/* ptwalk_vtop() and ptwalk_walk_lookup() agree with the list. */
static void check_lookup(struct kunit *test, struct fake *f, const struct fake_refs *refs, u64 va)
{
	const struct fake_ref *r = leaf_at(f, refs, va);
	struct ptwalk_vtop *v = kunit_kzalloc(test, sizeof(*v), GFP_KERNEL);
	struct ptwalk_batch b;
	int ret = ptwalk_walk_lookup(&f->space, va, &b);

	KUNIT_ASSERT_NOT_NULL(test, v);
	KUNIT_ASSERT_EQ_MSG(test, ret, r ? 0 : -ENOENT, "at %llx", va);
	KUNIT_ASSERT_EQ(test, ptwalk_vtop(&f->space, va, v), 0);
	KUNIT_ASSERT_EQ_MSG(test, v->mapped, !!r, "at %llx", va);
	fake_check_path(f, v);
	if (r) {
		u64 pa = r->pa + (va - r->va);

		KUNIT_ASSERT_EQ(test, b.start, r->va);
		KUNIT_ASSERT_EQ(test, b.count, 1ULL);
		KUNIT_ASSERT_EQ_MSG(test, ptwalk_batch_pa(&f->space.geo, &b, va - b.start), pa,
				    "at %llx", va);
		KUNIT_ASSERT_EQ_MSG(test, v->pa, pa, "at %llx", va);
	}
	kunit_kfree(test, v);
}

static void lookups(struct kunit *test)
{
	struct fake *f = toy_new(test, test->param_value);
	u64 start = f->space.geo.va_start, page = fake_size(f, 0), i;
	struct fake_refs *refs = fake_refs_new(f);

	fake_list(f, refs);
	check_lookup(test, f, refs, start);
	check_lookup(test, f, refs, f->space.geo.va_last);
	toy_busy(f);
	fake_list(f, refs);
	for (i = 0; i < 200; i++) {
		check_lookup(test, f, refs, start + i * page);
		check_lookup(test, f, refs, start + i * page + 0x123);
		check_lookup(test, f, refs, start + i * page + page - 1);
	}
	for (i = 0; i < 32; i++) {
		check_lookup(test, f, refs, f->space.geo.va_last - i * (page / 2));
		check_lookup(test, f, refs, start + i * (fake_size(f, 1) / 2));
		check_lookup(test, f, refs, start + i * (space_bytes(f) / 32));
	}
}

/**
 * struct grower - grows a random tree
 * @f: in this arena
 * @seed: state of the generator
 * @tables: that may still be made
 * @shared: a table was used twice
 * @made: last table made of each level, 0 for none
 */
struct grower {
	struct fake *f;
	u64 seed;
	u32 tables;
	bool shared;
	u64 made[PTWALK_LEVELS];
};

/* xorshift64: any seed but 0. */
static u32 rnd(struct grower *g, u32 below)
{
	return fake_random(&g->seed, below);
}

static u64 random_oddity(struct grower *g, unsigned int level)
{
	const u64 some[] = {
		TOY_V | TOY_W, 0xdead0000, TOY_V | BIT_ULL(60),
		/* Amid what is bigger, or of a group that is none. */
		fake_leaf(g->f, level, 0x40001000, TOY_RW) | (level ? 0 : TOY_N),
		level ? fake_pointer(g->f, g->f->base, 0) : TOY_V,
		level ? fake_pointer(g->f, 0x1000, 0) : 2,
	};

	return some[rnd(g, ARRAY_SIZE(some))];
}

static u64 random_pa(struct grower *g, unsigned int level)
{
	u64 pa = (u64)rnd(g, 8) << 53 | (u64)rnd(g, 1 << 16) << 16;

	return pa & ~(fake_size(g->f, level) - 1);
}

/* A stretch of leaves: one extent, one page again and again, or anything. */
static void grow_leaves(struct grower *g, u64 table, unsigned int level, u32 from, u32 n)
{
	static const u64 some[] = { TOY_RW, TOY_RW, TOY_RW | TOY_G, TOY_R | TOY_X, TOY_R | TOY_A };
	u64 attrs = some[rnd(g, ARRAY_SIZE(some))], pa = random_pa(g, level);
	u64 step = rnd(g, 3) ? fake_size(g->f, level) : 0;
	bool scattered = !rnd(g, 4);

	for (; n--; from++, pa += step) {
		if (scattered && !rnd(g, 3))
			pa = random_pa(g, level);
		*fake_entry(g->f, table, from) = fake_leaf(g->f, level, pa, attrs);
	}
}

/* Groups, most of them whole: the next after the last, the same again, or anything. */
static void grow_groups(struct grower *g, u64 table, u32 from, u32 n)
{
	u64 pa = random_pa(g, 0), step = rnd(g, 3) ? TOY_GROUP * fake_size(g->f, 0) : 0;
	u32 at = from & ~(TOY_GROUP - 1u);

	if (!rnd(g, 4))
		at = from;
	for (; at < from + n; at++) {
		if (!(at % TOY_GROUP))
			pa = rnd(g, 6) ? pa + step : random_pa(g, 0);
		*fake_entry(g->f, table, at) = fake_leaf(g->f, 0, pa, TOY_RW | TOY_N);
	}
}

static u64 grow_table(struct grower *g, unsigned int level);

static void grow_pointers(struct grower *g, u64 table, unsigned int level, u32 from, u32 n)
{
	for (n = min(n, 4u); n--; from++) {
		u64 below;

		if (g->made[level - 1] && !rnd(g, 3)) {
			below = g->made[level - 1];
			g->shared = true;
		} else if (g->tables) {
			below = grow_table(g, level - 1);
		} else {
			return;
		}
		*fake_entry(g->f, table, from) = fake_pointer(g->f, below, rnd(g, 4) ? 0 : TOY_G);
	}
}

static void grow_stretch(struct grower *g, u64 table, unsigned int level, u32 from, u32 n)
{
	u32 what = rnd(g, 10);

	if (!what)
		*fake_entry(g->f, table, from) = random_oddity(g, level);
	else if (what < 3)
		return;
	else if (level && what < 8)
		grow_pointers(g, table, level, from, n);
	else if (!level && what < 7)
		grow_groups(g, table, from, n);
	else
		grow_leaves(g, table, level, from, n);
}

static void fill_table(struct grower *g, u64 table, unsigned int level, u32 from, u32 to)
{
	u32 n;

	if (!rnd(g, 8))
		return;
	for (; from < to; from += n + (rnd(g, 3) ? 0 : rnd(g, to))) {
		n = min(1 + rnd(g, rnd(g, 2) ? 8 : 100), to - from);
		grow_stretch(g, table, level, from, n);
	}
}

static u64 grow_table(struct grower *g, unsigned int level)
{
	u64 table = fake_table(g->f), raw;
	u32 i;

	g->tables--;
	if (!level && !rnd(g, 4)) {
		raw = fake_leaf(g->f, 0, random_pa(g, 0), TOY_RW | (rnd(g, 2) ? TOY_N : 0));
		for (i = 0; i < 512; i++)
			*fake_entry(g->f, table, i) = raw;
	} else {
		fill_table(g, table, level, 0, 512);
	}
	g->made[level] = table;
	return table;
}

/* All of the root is filled, whatever part of it is of the space. */
static void grow_tree(struct grower *g)
{
	fake_clear(g->f);
	memset(g->made, 0, sizeof(g->made));
	g->shared = false;
	g->tables = 24;
	fill_table(g, g->f->space.geo.root_pa, 2, 0, g->f->space.geo.level[2].entries);
}

static struct fake_how random_how(struct grower *g, const struct fake_refs *refs)
{
	static const u64 limits[] = { 0, 0, 0x1000, 0x9000, 0x21000, 0x200000, 0x40000000 };
	struct fake_how how = {
		.split = rnd(g, 2),
		.show = rnd(g, 2),
		.resume = !rnd(g, 3),
		.forget = !rnd(g, 3),
		.limit = limits[rnd(g, ARRAY_SIZE(limits))],
		.shared = g->shared,
	};

	if (refs->n && !rnd(g, 3))
		how.end = refs->ref[rnd(g, refs->n)].va + (1 + rnd(g, 20)) * 0x1000;
	if (refs->n && !rnd(g, 3))
		how.start = refs->ref[rnd(g, refs->n)].va + rnd(g, 2) * 0x3000;
	if (how.start - g->f->space.geo.va_start >= space_bytes(g->f) ||
	    (how.end && how.start >= how.end))
		how.start = 0;
	return how;
}

static void random_trees(struct kunit *test)
{
	struct grower g = { .f = toy_new(test, test->param_value) };
	struct fake_refs *refs = fake_refs_new(g.f);
	struct ptwalk_walk *w = fake_walk(g.f);
	u32 seed, i, compared = 0;

	for (seed = 1; seed <= SEEDS; seed++) {
		g.seed = seed * 0x9e3779b97f4a7c15ULL;
		grow_tree(&g);
		fake_list(g.f, refs);
		if (refs->full)
			continue;
		for (i = 0; i < 6; i++) {
			struct fake_how how = random_how(&g, refs);

			kunit_info(test, "seed %u: split %d show %d resume %d forget %d", seed,
				   how.split, how.show, how.resume, how.forget);
			kunit_info(test, "limit %llx range %llx-%llx", how.limit, how.start,
				   how.end);
			fake_compare(g.f, w, refs, &how);
		}
		for (i = 0; i < 40 && refs->n; i++)
			check_lookup(test, g.f, refs,
				     refs->ref[rnd(&g, refs->n)].va + rnd(&g, 0x4000));
		compared++;
	}
	KUNIT_EXPECT_GE(test, compared, SEEDS / 2);
}

static struct kunit_case format_cases[] = {
	KUNIT_CASE(two_formats),
	KUNIT_CASE(entries_by_hand),
	KUNIT_CASE_PARAM(nothing_mapped, shape_gen_params),
	KUNIT_CASE_PARAM(first_and_last_page, shape_gen_params),
	KUNIT_CASE_PARAM(everything_mapped, shape_gen_params),
	KUNIT_CASE_PARAM(busy_in_parts, shape_gen_params),
	KUNIT_CASE(halves_of_a_root),
	KUNIT_CASE(half_is_empty),
	KUNIT_CASE_PARAM(root_loops, shape_gen_params),
	KUNIT_CASE(root_of_two_pages),
	KUNIT_CASE(groups_are_extents),
	KUNIT_CASE(groups_make_runs),
	KUNIT_CASE(equal_pages),
	KUNIT_CASE(repeated_tables),
	KUNIT_CASE_PARAM(lookups, shape_gen_params),
	KUNIT_CASE_PARAM(random_trees, shape_gen_params),
	{}
};

static struct kunit_suite format_suite = {
	.name = "ptwalk-format",
	.test_cases = format_cases,
};

kunit_test_suite(format_suite);
