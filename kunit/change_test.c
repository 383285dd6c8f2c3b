// SPDX-License-Identifier: GPL-2.0-only
/*
 * Walks over tables that change, can't be read, or form loops.
 */
#include "fake.h"

static void shape_desc(const struct fake_shape *shape, char *desc)
{
	strscpy(desc, shape->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(shape, fake_trees, shape_desc);

/* The address of the changing table in the trees of this file. */
static u64 middle(const struct fake *f)
{
	return -3 * fake_span(f, 0);
}

static u64 last_of_middle(const struct fake *f)
{
	return middle(f) + fake_span(f, 0) - fake_size(f, 0);
}

/* A table before it, the table, one after it. Return: the entry of the table. */
static u64 *three_tables(struct fake *f)
{
	u64 va = middle(f), page = fake_size(f, 0);

	fake_map(f, va - fake_span(f, 0), 0x10000000, 0, FAKE_RW, 3);
	fake_map(f, va, 0x20000000, 0, FAKE_RW, 2);
	fake_map(f, va + 4 * page, 0x30000000, 0, FAKE_RW, 1);
	fake_map(f, last_of_middle(f), 0x38000000, 0, FAKE_RW, 1);
	fake_map(f, va + fake_span(f, 0), 0x40000000, 0, FAKE_RW, 3);
	return fake_slot(f, va, 1);
}

/* A replacement table, which maps 0x70000000. */
static u64 other_table(struct fake *f)
{
	u64 pa = fake_table(f);

	*fake_entry(f, pa, 0) = fake_leaf(f, 0, 0x70000000, FAKE_RW);
	*fake_entry(f, pa, 4) = fake_leaf(f, 0, 0x70000000, FAKE_RW | FAKE_RO);
	*fake_entry(f, pa, f->space.geo.level[0].entries - 1) =
		fake_leaf(f, 0, 0x70000000, FAKE_RW);
	return fake_pointer(f, pa, 0);
}

static void change_once(struct fake *f, u64 pa)
{
	if (f->reads == f->nth)
		*f->slot = f->value;
}

/* Switch between many tables, so that no walk sees the same one twice in a row. */
static void change_always(struct fake *f, u64 pa)
{
	*f->slot = fake_pointer(f, f->value + (f->reads % 29 << f->space.geo.page_shift), 0);
}

static void change_flag(struct fake *f, u64 pa)
{
	*f->slot ^= FAKE_AF;
}

/**
 * struct seen - result of a walk over three_tables()
 * @before: leaves before the table in the middle
 * @old: leaves of that table
 * @new: leaves of its replacement
 * @after: leaves after it
 * @torn: batches that were given up
 */
struct seen {
	u32 before, old, new, after, torn;
};

/* Walk everything. Batches must be in order, and of entries that existed at some time. */
static struct seen look(struct fake *f, struct ptwalk_walk *w, bool resume)
{
	u64 va = middle(f), next = 0;
	struct seen seen = {};
	struct ptwalk_batch b;

	ptwalk_walk_seek(w, fake_begin(f, 0), ~0ULL);
	while (ptwalk_walk_next(w, &b) == PTWALK_BATCH) {
		u64 last = b.start + ptwalk_level_bytes(&f->space.geo, b.level, b.count) - 1;

		KUNIT_ASSERT_GE_MSG(f->test, b.start, next, "batches overlap");
		next = last;
		if (b.kind == PTWALK_TORN)
			seen.torn++;
		else if (b.kind == PTWALK_EMPTY)
			KUNIT_EXPECT_GE(f->test, b.start, va);
		else if (last < va)
			seen.before += b.count;
		else if (b.start >= va + fake_span(f, 0))
			seen.after += b.count;
		else if (b.level || b.kind != PTWALK_LEAF || b.pa == 0x70000000)
			seen.new++;
		else
			seen.old += b.count;
		KUNIT_ASSERT_LT(f->test, f->reads, 1000ULL);
		if (resume)
			ptwalk_walk_seek(w, w->cur, ~0ULL);
	}
	return seen;
}

/* What the middle table may change to. */
enum target { TO_TABLE, TO_BLOCK, TO_NOTHING, TO_INVALID, TO_OUTSIDE, TARGETS };

static u64 target(struct fake *f, enum target to)
{
	switch (to) {
	case TO_TABLE:
		return other_table(f);
	case TO_BLOCK:
		return fake_leaf(f, 1, 0, FAKE_RW);
	case TO_INVALID:
		return 0xdead0000;
	case TO_OUTSIDE:
		return fake_pointer(f, 0, 0);
	default:
		return 0;
	}
}

/** struct change - one change of one tree */
static const struct change {
	const char *name;
	enum target to;
	bool resume;
} changes[] = {
	{ "table", TO_TABLE }, { "table, resumed", TO_TABLE, true },
	{ "block", TO_BLOCK }, { "block, resumed", TO_BLOCK, true },
	{ "nothing", TO_NOTHING }, { "nothing, resumed", TO_NOTHING, true },
	{ "invalid", TO_INVALID }, { "invalid, resumed", TO_INVALID, true },
	{ "outside", TO_OUTSIDE }, { "outside, resumed", TO_OUTSIDE, true },
};

/* The change comes before the @nth read. */
static void change_at(struct fake *f, struct ptwalk_walk *w, const struct change *c, u64 nth)
{
	u64 old = *f->slot, retries = w->stats.retries;
	struct kunit *test = f->test;
	struct seen seen;

	f->reads = 0;
	f->nth = nth;
	f->on_read = change_once;
	seen = look(f, w, c->resume);
	KUNIT_ASSERT_EQ_MSG(test, seen.before, 3, "%s at %llu", c->name, nth);
	KUNIT_ASSERT_EQ_MSG(test, seen.after, 3, "%s at %llu", c->name, nth);
	KUNIT_ASSERT_LE_MSG(test, seen.old, 4, "%s at %llu", c->name, nth);
	/* All of the old table, or its start up to the new one. */
	if (!seen.new && !seen.torn && c->to != TO_NOTHING && c->to != TO_OUTSIDE)
		KUNIT_ASSERT_EQ_MSG(test, seen.old, 4, "%s at %llu", c->name, nth);
	KUNIT_ASSERT_LE(test, w->stats.retries - retries, 2ULL);
	*f->slot = old;
}

/* One change, before each of the reads that a walk makes. */
static void change_at_every_read(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	struct ptwalk_walk *w = fake_walk(f);
	u32 i;

	f->slot = three_tables(f);
	for (i = 0; i < ARRAY_SIZE(changes); i++) {
		u64 reads, nth;

		f->on_read = NULL;
		f->reads = 0;
		KUNIT_EXPECT_EQ(test, look(f, w, changes[i].resume).old, 4);
		reads = f->reads;
		f->value = target(f, changes[i].to);
		for (nth = 1; nth <= reads; nth += 1 + reads / 16)
			change_at(f, w, &changes[i], nth);
	}
}

static void change_always_is_torn(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	struct ptwalk_walk *w = fake_walk(f);
	struct seen seen;
	u32 i;

	f->slot = three_tables(f);
	f->value = fake_table(f);
	for (i = 1; i < 29; i++)
		fake_table(f);
	f->on_read = change_always;
	seen = look(f, w, false);
	KUNIT_EXPECT_EQ(test, seen.before, 3);
	KUNIT_EXPECT_EQ(test, seen.after, 3);
	KUNIT_EXPECT_EQ(test, seen.torn, 1);
	KUNIT_EXPECT_EQ(test, seen.old + seen.new, 0);
	KUNIT_EXPECT_EQ(test, w->stats.torn, 1ULL);
	KUNIT_EXPECT_EQ(test, w->stats.retries, PTWALK_RETRIES + 1ULL);
}

/* Bits that hardware changes by itself don't count as a change. */
static void change_of_access_flag(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	struct ptwalk_walk *w = fake_walk(f);

	f->slot = three_tables(f);
	f->on_read = change_flag;
	look(f, w, false);
	KUNIT_EXPECT_EQ(test, w->stats.retries, 0ULL);
	KUNIT_EXPECT_EQ(test, w->stats.torn, 0ULL);
}

/* A shared table is read ahead; if it changes meanwhile, that result is not used. */
static void change_of_shared(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	struct ptwalk_walk *w = fake_walk(f);
	u64 pa = fake_table(f), nth;
	u32 i;

	for (i = 0; i < f->space.geo.level[0].entries; i++)
		*fake_entry(f, pa, i) = fake_leaf(f, 0, 0x50000000, FAKE_RW);
	for (nth = 1; nth < 60; nth++) {
		u64 old = 0, new = 0;
		struct ptwalk_batch b;

		f->on_read = NULL;
		f->slot = fake_slot(f, middle(f), 1);
		f->slot[0] = fake_pointer(f, pa, 0);
		f->slot[1] = fake_pointer(f, pa, 0);
		f->value = fake_leaf(f, 1, 0, FAKE_RW);
		f->reads = 0;
		f->nth = nth;
		f->on_read = change_once;
		ptwalk_walk_seek(w, fake_begin(f, 0), ~0ULL);
		while (ptwalk_walk_next(w, &b) == PTWALK_BATCH) {
			old += b.level ? 0 : b.count;
			new += b.level == 1;
		}
		if (new)
			KUNIT_ASSERT_EQ(test, old, (u64)f->space.geo.level[0].entries);
		else
			KUNIT_ASSERT_EQ(test, old % f->space.geo.level[0].entries, 0ULL);
		if (f->reads < nth)
			break;
	}
	KUNIT_EXPECT_LT(test, nth, 60ULL);
}

static void look_for(struct kunit *test, struct fake *f, u32 batches)
{
	static const struct fake_how ways[] = {
		{ }, { .split = true, .resume = true }, { .show = true },
	};
	struct fake_refs *refs = fake_refs_new(f);
	struct ptwalk_walk *w = fake_walk(f);
	u32 i;

	fake_list(f, refs);
	for (i = 0; i < ARRAY_SIZE(ways); i++) {
		struct fake_how how = ways[i];

		/* A table is shown before it is found to be unreadable. */
		if (how.show && f->broken)
			continue;
		how.shared = true;
		w->stats.faults = 0;
		f->reads = 0;
		fake_compare(f, w, refs, &how);
		KUNIT_EXPECT_EQ(test, w->stats.faults, (u64)batches);
		KUNIT_EXPECT_LT(test, f->reads, 2000ULL);
	}
}

static void lost_outside_ram(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	u64 *slot = three_tables(f);
	struct ptwalk_entry d;

	ptwalk_decode(&f->space.geo, 1, 0, *slot, &d);
	f->hole = d.pa;
	look_for(test, f, 1);
	f->hole = 0;
	*slot = fake_pointer(f, 0, 0);
	look_for(test, f, 1);
}

static void lost_in_loops(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	unsigned int l;
	u64 pa;

	three_tables(f);
	/* To itself, at each level, and to the root. */
	for (l = 1; l < f->space.geo.levels; l++) {
		u64 *slot = fake_slot(f, middle(f), l);

		pa = l == fake_top(f) ? f->space.geo.root_pa : fake_table(f);
		*slot = fake_pointer(f, pa, 0);
		if (l < fake_top(f))
			*fake_entry(f, pa, 3) = fake_pointer(f, f->space.geo.root_pa, 0);
		if (l > 1 && l < fake_top(f)) {
			*fake_entry(f, pa, 5) = fake_pointer(f, pa, 0);
			look_for(test, f, 2);
		}
		if (l == fake_top(f))
			look_for(test, f, 1);
		*slot = 0;
	}
}

/* A root in the middle of its page, as a 52-bit kernel of 64K pages has it on 48 bits. */
static void lost_in_offset_root(struct kunit *test)
{
	static const struct fake_shape shape = { "", 16, 48, false };
	struct fake *f = fake_new(test, &shape);

	f->space.geo.root_pa += 0x1e00;
	three_tables(f);
	*fake_slot(f, f->space.geo.va_start, 2) = fake_pointer(f, f->base, 0);
	look_for(test, f, 1);
}

static void lost_unreadable(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	struct ptwalk_walk *w = fake_walk(f);
	struct ptwalk_batch b;
	struct ptwalk_entry d;

	ptwalk_decode(&f->space.geo, 1, 0, *three_tables(f), &d);
	f->broken = d.pa;
	if (d.pa != f->space.geo.root_pa)
		look_for(test, f, 1);
	f->broken = f->space.geo.root_pa;
	ptwalk_walk_seek(w, fake_begin(f, 0), ~0ULL);
	KUNIT_EXPECT_EQ(test, ptwalk_walk_next(w, &b), -EFAULT);
}

/* Only half of a table can be read: the walk gives up the rest, and nothing else. */
static void lost_half_way(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	struct ptwalk_walk *w = fake_walk(f);
	u64 va = middle(f), lost = 0, found = 0;
	struct ptwalk_batch b;
	struct ptwalk_entry d;

	if (f->space.geo.level[0].entries <= PTWALK_WINDOW)
		kunit_skip(test, "tables of one window");
	ptwalk_decode(&f->space.geo, 1, 0, *three_tables(f), &d);
	f->broken = d.pa;
	f->broken_from = PTWALK_WINDOW;
	ptwalk_walk_seek(w, fake_begin(f, 0), ~0ULL);
	while (ptwalk_walk_next(w, &b) == PTWALK_BATCH) {
		if (b.kind == PTWALK_LEAF) {
			found += b.count;
			continue;
		}
		KUNIT_EXPECT_EQ(test, (int)b.kind, PTWALK_FAULT);
		KUNIT_EXPECT_EQ(test, b.start, va + PTWALK_WINDOW * fake_size(f, 0));
		lost += ptwalk_level_bytes(&f->space.geo, b.level, b.count);
	}
	KUNIT_EXPECT_EQ(test, found, 9ULL);
	KUNIT_EXPECT_EQ(test, lost, fake_span(f, 0) - PTWALK_WINDOW * fake_size(f, 0));
}

static struct kunit_case change_cases[] = {
	KUNIT_CASE_PARAM(change_at_every_read, shape_gen_params),
	KUNIT_CASE_PARAM(change_always_is_torn, shape_gen_params),
	KUNIT_CASE_PARAM(change_of_access_flag, shape_gen_params),
	KUNIT_CASE_PARAM(change_of_shared, shape_gen_params),
	KUNIT_CASE_PARAM(lost_outside_ram, shape_gen_params),
	KUNIT_CASE_PARAM(lost_in_loops, shape_gen_params),
	KUNIT_CASE(lost_in_offset_root),
	KUNIT_CASE_PARAM(lost_unreadable, shape_gen_params),
	KUNIT_CASE_PARAM(lost_half_way, shape_gen_params),
	{}
};

static struct kunit_suite change_suite = {
	.name = "ptwalk-change",
	.test_cases = change_cases,
};

kunit_test_suite(change_suite);
