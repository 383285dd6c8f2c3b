// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rare cases of the walk: shared tables that can't be read, readers without locks,
 * addresses that carry into the attributes.
 */
#include "fake.h"

static void shape_desc(const struct fake_shape *shape, char *desc)
{
	strscpy(desc, shape->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(shape, fake_trees, shape_desc);

/* Two neighbours of level 1 that lead to one table of five leaves; the first of them. */
static u64 *two_to_one(struct fake *f, u64 *table)
{
	u64 *e = fake_slot(f, -4 * fake_span(f, 0), 1);
	u32 i;

	*table = fake_table(f);
	for (i = 0; i < 5; i++)
		*fake_entry(f, *table, i) = fake_leaf(f, 0, 0x50000000, FAKE_RW);
	e[0] = fake_pointer(f, *table, 0);
	e[1] = e[0];
	return e;
}

static void expect_kind(struct kunit *test, struct ptwalk_walk *w, struct ptwalk_batch *b,
			enum ptwalk_kind kind)
{
	do
		KUNIT_ASSERT_EQ(test, ptwalk_walk_next(w, b), PTWALK_BATCH);
	while (b->kind == PTWALK_TABLE && b->level != 1);
	KUNIT_ASSERT_EQ(test, (int)b->kind, (int)kind);
}

/* It can't be read, so it is not known to be uniform: each place is given up separately. */
static void lost_shared(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	struct ptwalk_walk *w = fake_walk(f);
	struct ptwalk_batch b;
	u64 *e = two_to_one(f, &f->broken), va = -4 * fake_span(f, 0);
	u32 i;

	ptwalk_walk_seek(w, fake_begin(f, 0), ~0ULL);
	for (i = 0; i < 2; i++) {
		expect_kind(test, w, &b, PTWALK_FAULT);
		KUNIT_EXPECT_EQ(test, b.start, va + i * fake_span(f, 0));
		KUNIT_EXPECT_EQ(test, b.level, 1);
		KUNIT_EXPECT_EQ(test, b.count, 1ULL);
		KUNIT_EXPECT_EQ(test, b.raw, *e);
		KUNIT_EXPECT_EQ(test, b.pa, f->broken);
		KUNIT_EXPECT_FALSE(test, b.repeated);
	}
	KUNIT_EXPECT_EQ(test, ptwalk_walk_next(w, &b), PTWALK_END);
	KUNIT_EXPECT_EQ(test, w->stats.faults, 2ULL);
	KUNIT_EXPECT_EQ(test, w->stats.torn, 0ULL);
}

/* In a dump, a table that can't be read counts as having no used entries. */
static void lost_shown(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	struct ptwalk_walk *w = fake_walk(f);
	struct ptwalk_batch b;

	two_to_one(f, &f->broken);
	w->show_tables = true;
	w->dump_tables = true;
	ptwalk_walk_seek(w, fake_begin(f, 0), ~0ULL);
	expect_kind(test, w, &b, PTWALK_TABLE);
	KUNIT_EXPECT_EQ(test, b.used, 0);
	KUNIT_EXPECT_FALSE(test, b.repeated);
	expect_kind(test, w, &b, PTWALK_FAULT);
	expect_kind(test, w, &b, PTWALK_TABLE);
	KUNIT_EXPECT_EQ(test, b.used, 0);
	KUNIT_EXPECT_TRUE(test, b.repeated);
	KUNIT_EXPECT_EQ(test, ptwalk_walk_next(w, &b), PTWALK_END);
}

/*
 * A part of a table has been yielded when the rest turns out to be unreadable, or not a
 * table any more. That part stays, and the rest starts in the middle of the table.
 */
static void lost_after_some(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	struct ptwalk_walk *w = fake_walk(f);
	u64 va = -4 * fake_span(f, 0), page = fake_size(f, 0), *e = fake_slot(f, va, 1);
	u32 entries = f->space.geo.level[0].entries, torn;
	struct ptwalk_batch b;

	fake_map(f, va, 0x50000000, 0, FAKE_RW, 3);
	fake_map(f, va + 3 * page, 0x60000000, 0, FAKE_RW | FAKE_RO, 2);
	for (torn = 0; torn < 2; torn++) {
		ptwalk_walk_seek(w, fake_begin(f, 0), ~0ULL);
		expect_kind(test, w, &b, PTWALK_LEAF);
		KUNIT_EXPECT_EQ(test, b.count, 3ULL);
		ptwalk_walk_forget(w);
		f->broken = torn ? 0 : b.table_pa;
		if (torn)
			*e = 0xdead0000;
		expect_kind(test, w, &b, torn ? PTWALK_TORN : PTWALK_FAULT);
		KUNIT_EXPECT_EQ(test, b.start, va + 3 * page);
		KUNIT_EXPECT_EQ(test, b.level, 0);
		KUNIT_EXPECT_EQ(test, b.index, 3);
		KUNIT_EXPECT_EQ(test, b.count, entries - 3ULL);
		KUNIT_EXPECT_EQ(test, b.raw, *e);
		KUNIT_EXPECT_EQ(test, ptwalk_walk_next(w, &b), PTWALK_END);
		KUNIT_EXPECT_EQ(test, w->stats.faults, 1ULL);
		KUNIT_EXPECT_EQ(test, w->stats.torn, (u64)torn);
		f->broken = 0;
	}
}

/* Shown and not dumped: every place, no table read for its sake, and what is in it twice. */
static void shown_without_dump(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	struct ptwalk_walk *w = fake_walk(f);
	u64 va = -4 * fake_span(f, 0), table;
	struct ptwalk_batch b;
	u32 i;

	two_to_one(f, &table);
	w->show_tables = true;
	ptwalk_walk_seek(w, fake_begin(f, 0), ~0ULL);
	for (i = 0; i < 2; i++) {
		expect_kind(test, w, &b, PTWALK_TABLE);
		KUNIT_EXPECT_EQ(test, b.start, va + i * fake_span(f, 0));
		KUNIT_EXPECT_EQ(test, b.pa, table);
		KUNIT_EXPECT_EQ(test, b.used, 0);
		KUNIT_EXPECT_EQ(test, b.count, 1ULL);
		KUNIT_EXPECT_FALSE(test, b.repeated);
		KUNIT_EXPECT_EQ(test, b.tables[0], 1);
		expect_kind(test, w, &b, PTWALK_LEAF);
		KUNIT_EXPECT_EQ(test, b.count, 5ULL);
		KUNIT_EXPECT_EQ(test, b.tables[0], 0);
	}
	KUNIT_EXPECT_EQ(test, ptwalk_walk_next(w, &b), PTWALK_END);
}

/* Dumped up to a limit that lies between the places of one table. */
static void dump_to_limit(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	struct ptwalk_walk *w = fake_walk(f);
	u64 va = -4 * fake_span(f, 0), table, *e = two_to_one(f, &table);
	struct ptwalk_batch b;

	e[2] = e[0];
	e[3] = e[0];
	w->show_tables = true;
	w->dump_tables = true;
	w->limit = va + 3 * fake_span(f, 0) - 1;
	ptwalk_walk_seek(w, fake_begin(f, 0), ~0ULL);
	expect_kind(test, w, &b, PTWALK_TABLE);
	KUNIT_EXPECT_EQ(test, b.used, 5);
	expect_kind(test, w, &b, PTWALK_LEAF);
	expect_kind(test, w, &b, PTWALK_TABLE);
	KUNIT_EXPECT_EQ(test, b.start, va + fake_span(f, 0));
	KUNIT_EXPECT_EQ(test, b.count, 2ULL);
	KUNIT_EXPECT_EQ(test, b.used, 5);
	KUNIT_EXPECT_TRUE(test, b.repeated);
	KUNIT_EXPECT_EQ(test, ptwalk_walk_next(w, &b), PTWALK_LIMIT);
	w->limit = ~0ULL;
	expect_kind(test, w, &b, PTWALK_TABLE);
	KUNIT_EXPECT_EQ(test, b.start, va + 3 * fake_span(f, 0));
	KUNIT_EXPECT_EQ(test, b.count, 1ULL);
	KUNIT_EXPECT_TRUE(test, b.repeated);
	KUNIT_EXPECT_EQ(test, ptwalk_walk_next(w, &b), PTWALK_END);
}

/* enter() and leave() may be NULL, each alone too. */
static void without_locks(struct kunit *test)
{
	static const struct fake_how how = { .shared = true };
	struct fake *f = fake_new(test, test->param_value);
	struct fake_refs *refs = fake_refs_new(f);

	f->rd.enter = NULL;
	f->rd.leave = NULL;
	fake_busy(f);
	fake_list(f, refs);
	KUNIT_EXPECT_GT(test, fake_compare(f, fake_walk(f), refs, &how), 10);
}

/*
 * The last page that there is, and then an entry that is greater by a page: the sum
 * has run out of the address into a bit above it, so it is no neighbour.
 */
static void sum_in_attributes(struct kunit *test)
{
	struct fake *f = fake_new(test, &fake_shapes[1]);
	struct ptwalk_walk *w = fake_walk(f);
	u64 page = fake_size(f, 0), *e = fake_slot(f, f->space.geo.va_start, 0);
	struct ptwalk_batch b;
	u32 i;

	for (i = 0; i < 40; i++)
		e[i] = fake_leaf(f, 0, BIT_ULL(48) - 20 * page, FAKE_RW) + i * page;
	ptwalk_walk_seek(w, fake_begin(f, 0), ~0ULL);
	expect_kind(test, w, &b, PTWALK_LEAF);
	KUNIT_EXPECT_EQ(test, b.count, 20ULL);
	KUNIT_EXPECT_EQ(test, b.extents, 1ULL);
	KUNIT_EXPECT_EQ(test, b.head, 20ULL);
	KUNIT_EXPECT_EQ(test, b.tail, 20ULL);
	KUNIT_EXPECT_EQ(test, b.next_pa, BIT_ULL(48));
	expect_kind(test, w, &b, PTWALK_LEAF);
	KUNIT_EXPECT_EQ(test, b.start, f->space.geo.va_start + 20 * page);
	KUNIT_EXPECT_EQ(test, b.pa, 0ULL);
	KUNIT_EXPECT_EQ(test, b.count, 20ULL);
	KUNIT_EXPECT_EQ(test, b.extents, 1ULL);
}

/* Equal leaves followed by contiguous ones are one batch. */
static void same_and_others(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	struct ptwalk_walk *w = fake_walk(f);
	u64 page = fake_size(f, 0), *e = fake_slot(f, f->space.geo.va_start, 0);
	struct ptwalk_batch b;
	u32 i;

	for (i = 0; i < 7; i++)
		e[i] = fake_leaf(f, 0, 0x50000000 + (i < 3 ? 0 : i - 2) * page, FAKE_RW);
	ptwalk_walk_seek(w, fake_begin(f, 0), ~0ULL);
	expect_kind(test, w, &b, PTWALK_LEAF);
	KUNIT_EXPECT_EQ(test, b.count, 7ULL);
	KUNIT_EXPECT_EQ(test, b.extents, 3ULL);
	KUNIT_EXPECT_EQ(test, b.head, 1ULL);
	KUNIT_EXPECT_EQ(test, b.tail, 5ULL);
	KUNIT_EXPECT_EQ(test, b.longest, 5ULL);
	KUNIT_EXPECT_EQ(test, b.next_pa, 0x50000000 + 5 * page);
	for (i = 0; i < 7; i++)
		e[i] = i < 2 ? e[0] : 0;
	ptwalk_walk_seek(w, fake_begin(f, 0), ~0ULL);
	expect_kind(test, w, &b, PTWALK_LEAF);
	KUNIT_EXPECT_EQ(test, b.count, 2ULL);
	KUNIT_EXPECT_EQ(test, b.extents, 2ULL);
	KUNIT_EXPECT_EQ(test, b.longest, 1ULL);
	KUNIT_EXPECT_EQ(test, b.next_pa, 0x50000000 + page);
}

/* Where an address is, in each kind of batch: whole, in extents, repeated. */
static void batch_addresses(struct kunit *test)
{
	struct fake *f = fake_new(test, test->param_value);
	struct ptwalk_walk *w = fake_walk(f);
	u64 va = -4 * fake_span(f, 0), page = fake_size(f, 0), table, *e = two_to_one(f, &table);
	struct ptwalk_batch b;
	u32 i;

	for (i = 5; i < f->space.geo.level[0].entries; i++)
		*fake_entry(f, table, i) = fake_leaf(f, 0, 0x50000000, FAKE_RW);
	e[2] = 0;
	fake_map(f, va + 3 * fake_span(f, 0), 0x10000000, 0, FAKE_RW, 2);
	fake_map(f, va + 3 * fake_span(f, 0) + 2 * page, 0x30000000, 0, FAKE_RW, 2);
	ptwalk_walk_seek(w, fake_begin(f, 0), ~0ULL);
	expect_kind(test, w, &b, PTWALK_LEAF);
	KUNIT_EXPECT_TRUE(test, b.repeated);
	KUNIT_EXPECT_EQ(test, b.count, 2ULL * f->space.geo.level[0].entries);
	KUNIT_EXPECT_EQ(test, b.next_pa, 0x50000000 + page);
	KUNIT_EXPECT_EQ(test, ptwalk_batch_pa(&f->space.geo, &b, 0), 0x50000000ULL);
	KUNIT_EXPECT_EQ(test, ptwalk_batch_pa(&f->space.geo, &b, 9 * page + 24), 0x50000018ULL);
	expect_kind(test, w, &b, PTWALK_LEAF);
	KUNIT_EXPECT_EQ(test, b.extents, 2ULL);
	KUNIT_EXPECT_EQ(test, ptwalk_batch_pa(&f->space.geo, &b, page + 8), 0x10000008 + page);
	KUNIT_EXPECT_EQ(test, ptwalk_batch_pa(&f->space.geo, &b, 3 * page - 1),
			0x30000000 + page - 1);
	KUNIT_EXPECT_EQ(test, ptwalk_batch_pa(&f->space.geo, &b, 3 * page), 0x30000000 + page);
}

static struct kunit_case lost_cases[] = {
	KUNIT_CASE_PARAM(lost_shared, shape_gen_params),
	KUNIT_CASE_PARAM(lost_shown, shape_gen_params),
	KUNIT_CASE_PARAM(lost_after_some, shape_gen_params),
	KUNIT_CASE_PARAM(shown_without_dump, shape_gen_params),
	KUNIT_CASE_PARAM(dump_to_limit, shape_gen_params),
	KUNIT_CASE_PARAM(without_locks, shape_gen_params),
	KUNIT_CASE(sum_in_attributes),
	KUNIT_CASE_PARAM(same_and_others, shape_gen_params),
	KUNIT_CASE_PARAM(batch_addresses, shape_gen_params),
	{}
};

static struct kunit_suite lost_suite = {
	.name = "ptwalk-lost",
	.test_cases = lost_cases,
};

kunit_test_suite(lost_suite);
