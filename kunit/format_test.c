// SPDX-License-Identifier: GPL-2.0-only
/*
 * Two formats in one binary, and address spaces that no arm64 kernel has:
 * from address 0 on, half of a root, a root of two pages or of a part of one.
 */
#include "toy.h"

static void shape_desc(const struct toy_shape *shape, char *desc)
{
	strscpy(desc, shape->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(shape, toy_shapes, shape_desc);

/* As fake_busy(), in this format: at both ends of the space, and across its middle. */
static void toy_busy(struct fake *f)
{
	u64 start = f->space.geo.va_start, mid = start + fake_bytes(f) / 2;
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
		fake_compare_ways(f[i], refs, w[i]);
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

static void nothing_mapped(struct kunit *test)
{
	struct fake *f = toy_new(test, test->param_value);
	const struct ptwalk_geometry *g = &f->space.geo;
	struct ptwalk_walk *w = fake_walk(f);
	struct ptwalk_batch b;
	u32 n;

	b = fake_only_batch(f, w, 0, ~0ULL, &n);
	KUNIT_ASSERT_EQ(test, n, 1u);
	KUNIT_EXPECT_EQ(test, (int)b.kind, PTWALK_EMPTY);
	KUNIT_EXPECT_EQ(test, b.start, g->va_start);
	KUNIT_EXPECT_EQ(test, ptwalk_batch_last(g, &b), g->va_last);
	KUNIT_EXPECT_EQ(test, b.tables[fake_top(f)], 1u);
	KUNIT_EXPECT_EQ(test, w->stats.tables, 1ULL);
	/* Of a part, nothing is known of the rest of the root. */
	fake_only_batch(f, w, 0, g->va_last - fake_size(f, fake_top(f)), &n);
	KUNIT_EXPECT_EQ(test, n, 0u);
	fake_only_batch(f, w, g->va_start + fake_size(f, fake_top(f)), g->va_last, &n);
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
		b = fake_only_batch(f, w, ranges[i].start, ranges[i].last, &n);
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
		g->va_start, g->va_start + page, g->va_start + fake_bytes(f) / 2,
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
	u64 size = fake_size(f, fake_top(f)), next = g->va_start;
	struct fake_refs *refs = fake_refs_new(f);
	struct ptwalk_walk *w = fake_walk(f);
	struct ptwalk_batch b;

	fake_map(f, g->va_start, 0x10000000000 & ~(size - 1), fake_top(f), TOY_RW,
		 fake_bytes(f) / size);
	fake_compare_ways(f, refs, w);
	KUNIT_EXPECT_EQ(test, (u64)refs->n, fake_bytes(f) / size);
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
		start + fake_size(f, 1), start + fake_bytes(f) / 2,
		f->space.geo.va_last - page + 1,
	};
	u32 i, k;

	toy_busy(f);
	fake_compare_ways(f, refs, w);
	for (i = 0; i < ARRAY_SIZE(cuts); i++) {
		for (k = 0; k < ARRAY_SIZE(fake_ways); k++) {
			struct fake_how how = fake_ways[k];

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
	fake_compare_ways(f, refs, w);
	KUNIT_EXPECT_EQ(test, count_leaves(refs), 1ULL);
	w->show_tables = true;
	w->dump_tables = true;
	b = fake_only_batch(f, w, 0, ~0ULL, &n);
	KUNIT_EXPECT_EQ(test, (int)b.kind, PTWALK_TABLE);
	KUNIT_EXPECT_EQ(test, b.start, 255ULL << 30);

	f->space.geo = other->space.geo;
	fake_compare_ways(f, refs, w);
	KUNIT_EXPECT_EQ(test, count_leaves(refs), 2ULL);
	w->show_tables = true;
	w->dump_tables = true;
	b = fake_only_batch(f, w, 0, ~0ULL, &n);
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
	b = fake_only_batch(f, w, 0, ~0ULL, &n);
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
		for (level = 1; level <= fake_top(f); level++) {
			fake_clear(f);
			*fake_slot(f, f->space.geo.va_start, level) =
				fake_pointer(f, rows[i].pa, 0);
			fake_compare_ways(f, refs, w);
			b = fake_only_batch(f, w, 0, ~0ULL, &n);
			KUNIT_EXPECT_EQ(test, n, 1u);
			KUNIT_EXPECT_EQ_MSG(test, (int)b.kind, (int)rows[i].kind, "row %u", i);
			KUNIT_EXPECT_EQ(test, b.level, level);
		}
	}
	KUNIT_EXPECT_EQ(test, f->root_pages,
			f->space.geo.level[fake_top(f)].entries > 512 ? 2u : 1u);
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
	fake_compare_ways(f, refs, w);
	how.start = 510ULL << 30;
	fake_compare(f, w, refs, &how);
	how.end = 513ULL << 30;
	fake_compare(f, w, refs, &how);
	b = fake_only_batch(f, w, 501ULL << 30, ~0ULL, &n);
	KUNIT_EXPECT_EQ(test, n, 1u);
	KUNIT_EXPECT_EQ(test, b.count, 99ULL);
	KUNIT_EXPECT_EQ(test, b.index, 501u);
}

static void lookups(struct kunit *test)
{
	struct fake *f = toy_new(test, test->param_value);
	u64 start = f->space.geo.va_start, page = fake_size(f, 0), i;
	struct fake_refs *refs = fake_refs_new(f);

	fake_list(f, refs);
	fake_check_lookup(f, refs, start);
	fake_check_lookup(f, refs, f->space.geo.va_last);
	toy_busy(f);
	fake_list(f, refs);
	for (i = 0; i < 200; i++) {
		fake_check_lookup(f, refs, start + i * page);
		fake_check_lookup(f, refs, start + i * page + 0x123);
		fake_check_lookup(f, refs, start + i * page + page - 1);
	}
	for (i = 0; i < 32; i++) {
		fake_check_lookup(f, refs, f->space.geo.va_last - i * (page / 2));
		fake_check_lookup(f, refs, start + i * (fake_size(f, 1) / 2));
		fake_check_lookup(f, refs, start + i * (fake_bytes(f) / 32));
	}
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
	KUNIT_CASE_PARAM(lookups, shape_gen_params),
	{}
};

static struct kunit_suite format_suite = {
	.name = "ptwalk-format",
	.test_cases = format_cases,
};

kunit_test_suite(format_suite);
