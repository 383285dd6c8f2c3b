// SPDX-License-Identifier: GPL-2.0-only
/*
 * The ledger of the linear map: known tables, and random ones whose sums must be those
 * of the walk.
 */
#include "fake.h"
#include "ptwalk_splits.h"
#include "ptwalk_totals.h"

/* The linear map of the fakes begins at the first address, and RAM at this one. */
#define RAM	0x4000000000ULL

/* Of 4K pages. */
#define PAGE	0x1000ULL
#define PMD	0x200000ULL
#define PUD	0x40000000ULL

static const struct fake_shape shape_4k = { "4k-48", 12, 48, false };

static void shape_desc(const struct fake_shape *shape, char *desc)
{
	strscpy(desc, shape->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(shape, fake_trees, shape_desc);

/**
 * struct ledger - a linear map and what is said of it
 * @f: its tables
 * @ram: its RAM
 * @linear: the region
 * @s: the walk of it
 * @split: the splits of that walk
 * @n: how many
 * @totals: of the same walk
 */
struct ledger {
	struct fake *f;
	struct ptwalk_ram ram;
	struct ptwalk_region linear;
	struct ptwalk_splits s;
	struct ptwalk_split split[FAKE_TABLES];
	u32 n;
	struct ptwalk_totals totals;
};

/* A linear map of @bytes of RAM, nothing of which is mapped yet. */
static struct ledger *new_ledger(struct kunit *test, const struct fake_shape *shape, u64 bytes)
{
	struct ledger *l = kunit_kzalloc(test, sizeof(*l), GFP_KERNEL);
	const struct ptwalk_geometry *g;

	KUNIT_ASSERT_NOT_NULL(test, l);
	l->f = fake_new(test, shape);
	g = &l->f->space.geo;
	l->linear.start = g->va_start;
	l->linear.last = g->va_start + BIT_ULL(g->va_bits - 1) - 1;
	l->f->space.linear_offset = RAM - g->va_start;
	ptwalk_ram_put(&l->ram, RAM, RAM + bytes, PTWALK_RAM_ONLINE);
	return l;
}

/* Map @count leaves from @offset into RAM on. */
static void map(struct ledger *l, u64 offset, unsigned int level, u64 attrs, u32 count)
{
	fake_map(l->f, l->linear.start + offset, RAM + offset, level, attrs, count);
}

static u64 *slot(struct ledger *l, u64 offset, unsigned int level)
{
	return fake_slot(l->f, l->linear.start + offset, level);
}

static void take_ready(struct kunit *test, struct ledger *l)
{
	u32 i;

	KUNIT_ASSERT_LE(test, l->s.n, (u32)PTWALK_SPLIT_READY);
	for (i = 0; i < l->s.n; i++) {
		KUNIT_ASSERT_LT(test, l->n, (u32)FAKE_TABLES);
		l->split[l->n++] = l->s.ready[i];
	}
	l->s.n = 0;
}

static void walk(struct kunit *test, struct ledger *l)
{
	struct ptwalk_walk *w = fake_walk(l->f);
	struct ptwalk_batch b;
	int ret;

	l->n = 0;
	memset(&l->totals, 0, sizeof(l->totals));
	w->show_tables = true;
	ptwalk_walk_seek(w, fake_begin(l->f, l->f->space.geo.va_start), l->linear.last);
	ptwalk_splits_start(&l->s, &l->f->space, &l->ram, &l->linear);
	while ((ret = ptwalk_walk_next(w, &b)) == PTWALK_BATCH) {
		ptwalk_splits_batch(&l->s, &b);
		take_ready(test, l);
		ptwalk_totals_batch(&l->totals, &l->f->space.geo, &b, false);
	}
	KUNIT_ASSERT_EQ(test, ret, (int)PTWALK_END);
	ptwalk_splits_end(&l->s);
	take_ready(test, l);
}

/* The split of @level with the address at @offset, or NULL. */
static const struct ptwalk_split *find(const struct ledger *l, u64 offset, unsigned int level)
{
	u32 i;

	for (i = 0; i < l->n; i++)
		if (l->split[i].level == level &&
		    l->linear.start + offset - l->split[i].start < l->split[i].bytes)
			return &l->split[i];
	return NULL;
}

static void expect(struct kunit *test, struct ledger *l, u64 offset, unsigned int level,
		   enum ptwalk_split_why why, u64 tables, u64 mapped)
{
	const struct ptwalk_split *split = find(l, offset, level);

	KUNIT_ASSERT_NOT_NULL(test, split);
	KUNIT_EXPECT_STREQ(test, ptwalk_split_why_name(split->why), ptwalk_split_why_name(why));
	KUNIT_EXPECT_EQ(test, split->tables, tables);
	KUNIT_EXPECT_EQ(test, split->mapped, mapped);
}

static void expect_at(struct kunit *test, struct ledger *l, u64 offset, unsigned int level,
		      u64 at, u64 odd)
{
	const struct ptwalk_split *split = find(l, offset, level);

	KUNIT_ASSERT_NOT_NULL(test, split);
	KUNIT_EXPECT_EQ(test, split->at, l->linear.start + at);
	KUNIT_EXPECT_EQ(test, split->odd, odd);
}

static void expect_regain(struct kunit *test, struct ledger *l, unsigned int level, u64 tables,
			  u64 mapped)
{
	KUNIT_EXPECT_EQ(test, l->s.totals.regain_tables[level], tables);
	KUNIT_EXPECT_EQ(test, l->s.totals.regain_mapped[level], mapped);
}

/* What the splits add up to is what the walk counted. */
static void expect_sums(struct kunit *test, struct ledger *l)
{
	u64 tables = 0, mapped = 0, counted_tables = 0, counted_mapped = 0;
	u32 i;

	for (i = 0; i < l->n; i++) {
		tables += l->split[i].tables;
		mapped += l->split[i].mapped;
	}
	for (i = 0; i < PTWALK_SPLIT_WHYS; i++) {
		counted_tables += l->s.totals.tables[i];
		counted_mapped += l->s.totals.mapped[i];
	}
	KUNIT_EXPECT_EQ(test, tables, ptwalk_totals_tables(&l->totals));
	KUNIT_EXPECT_EQ(test, mapped, l->totals.mapped);
	KUNIT_EXPECT_EQ(test, counted_tables, tables);
	KUNIT_EXPECT_EQ(test, counted_mapped, mapped);
}

/* ---- known tables ---- */

/* RAM in one block: no table but those that lead to it. */
static void whole(struct kunit *test)
{
	struct ledger *l = new_ledger(test, &shape_4k, PUD);

	map(l, 0, 2, FAKE_RW, 1);
	walk(test, l);
	expect_sums(test, l);
	KUNIT_EXPECT_EQ(test, l->n, 2u);
	expect(test, l, 0, 3, PTWALK_SPLIT_LEVEL, 1, PUD);
	expect(test, l, 0, 4, PTWALK_SPLIT_LEVEL, 1, 0);
	KUNIT_EXPECT_EQ(test, ptwalk_split_regain_tables(&l->s.totals), 0ULL);
	KUNIT_EXPECT_EQ(test, ptwalk_split_regain_mapped(&l->s.totals), 0ULL);
}

/* Pages where a block could be, alike and not. */
static void pages(struct kunit *test)
{
	struct ledger *l = new_ledger(test, &shape_4k, PUD);

	map(l, 0, 1, FAKE_RW, 512);
	*slot(l, 3 * PMD, 1) = 0;
	map(l, 3 * PMD, 0, FAKE_RW, 512);
	*slot(l, 4 * PMD, 1) = 0;
	map(l, 4 * PMD, 0, FAKE_RW, 512);
	*slot(l, 6 * PMD, 1) = 0;
	map(l, 6 * PMD, 0, FAKE_RW, 512);
	map(l, 6 * PMD + 7 * PAGE, 0, FAKE_RW | FAKE_RO, 2);
	walk(test, l);
	expect_sums(test, l);
	/* Neighbours are one split. */
	expect(test, l, 3 * PMD, 1, PTWALK_SPLIT_UNIFORM, 2, 2 * PMD);
	expect(test, l, 6 * PMD, 1, PTWALK_SPLIT_DIFFER, 1, PMD);
	expect_at(test, l, 6 * PMD, 1, 6 * PMD + 7 * PAGE, 2 * PAGE);
	expect(test, l, 0, 2, PTWALK_SPLIT_DIFFER, 1, 509 * PMD);
	expect_at(test, l, 0, 2, 6 * PMD + 7 * PAGE, 2 * PAGE);
	expect_regain(test, l, 1, 2, 2 * PMD);
	expect_regain(test, l, 2, 0, 0);
}

/* If nothing differs in a large block, it replaces the small ones too. */
static void uniform(struct kunit *test)
{
	struct ledger *l = new_ledger(test, &shape_4k, 2 * PUD);

	map(l, 0, 1, FAKE_RW, 512);
	*slot(l, 3 * PMD, 1) = 0;
	map(l, 3 * PMD, 0, FAKE_RW, 512);
	/* A contiguous group maps the same. */
	map(l, 3 * PMD, 0, FAKE_RW | FAKE_CONT, 16);
	map(l, PUD, 1, FAKE_RW | FAKE_RO, 512);
	walk(test, l);
	expect_sums(test, l);
	expect(test, l, 3 * PMD, 1, PTWALK_SPLIT_UNIFORM, 1, PMD);
	expect(test, l, 0, 2, PTWALK_SPLIT_UNIFORM, 2, (511 + 512) * PMD);
	expect_regain(test, l, 1, 1, 0);
	expect_regain(test, l, 2, 2, 2 * PUD);
	KUNIT_EXPECT_EQ(test, ptwalk_split_regain_tables(&l->s.totals), 3ULL);
	KUNIT_EXPECT_EQ(test, ptwalk_split_regain_mapped(&l->s.totals), 2 * PUD);
}

/* A table above may restrict what the leaves permit. */
static void inherited(struct kunit *test)
{
	struct ledger *l = new_ledger(test, &shape_4k, PUD);

	map(l, 0, 1, FAKE_RW, 512);
	*slot(l, 5 * PMD, 1) = 0;
	map(l, 5 * PMD, 0, FAKE_RW, 512);
	*slot(l, 5 * PMD, 1) |= FAKE_RO_TABLE;
	walk(test, l);
	expect_sums(test, l);
	expect(test, l, 5 * PMD, 1, PTWALK_SPLIT_UNIFORM, 1, PMD);
	expect(test, l, 0, 2, PTWALK_SPLIT_DIFFER, 1, 511 * PMD);
	expect_at(test, l, 0, 2, 5 * PMD, PMD);
}

/* Pages that are not mapped, and such that are mapped elsewhere. */
static void unmapped(struct kunit *test)
{
	struct ledger *l = new_ledger(test, &shape_4k, PUD);
	u32 i;

	map(l, 0, 1, FAKE_RW, 512);
	for (i = 1; i < 6; i++) {
		*slot(l, i * PMD, 1) = 0;
		map(l, i * PMD, 0, FAKE_RW, 512);
	}
	*slot(l, PMD, 0) = 0;
	*slot(l, 2 * PMD + 5 * PAGE, 0) = 0xdead0000;
	*slot(l, 3 * PMD + 511 * PAGE, 0) = 0;
	*slot(l, 4 * PMD + PAGE, 0) = fake_leaf(l->f, 0, RAM, FAKE_RW);
	*slot(l, 5 * PMD + PAGE, 0) = 1;
	walk(test, l);
	expect_sums(test, l);
	expect(test, l, PMD, 1, PTWALK_SPLIT_UNMAPPED, 1, PMD - PAGE);
	expect_at(test, l, PMD, 1, PMD, 0);
	expect(test, l, 2 * PMD, 1, PTWALK_SPLIT_UNMAPPED, 1, PMD - PAGE);
	expect_at(test, l, 2 * PMD, 1, 2 * PMD + 5 * PAGE, 0);
	expect(test, l, 3 * PMD, 1, PTWALK_SPLIT_UNMAPPED, 1, PMD - PAGE);
	expect_at(test, l, 3 * PMD, 1, 3 * PMD + 511 * PAGE, 0);
	expect(test, l, 4 * PMD, 1, PTWALK_SPLIT_MOVED, 1, PMD);
	expect_at(test, l, 4 * PMD, 1, 4 * PMD + PAGE, 0);
	expect(test, l, 5 * PMD, 1, PTWALK_SPLIT_UNREAD, 1, PMD - PAGE);
	expect_at(test, l, 5 * PMD, 1, 5 * PMD + PAGE, 0);
	expect(test, l, 0, 2, PTWALK_SPLIT_UNREAD, 1, 507 * PMD);
	KUNIT_EXPECT_EQ(test, ptwalk_split_regain_tables(&l->s.totals), 0ULL);
}

/* Blocks that RAM does not fill, from either side and in the middle. */
static void edges(struct kunit *test)
{
	struct ledger *l = new_ledger(test, &shape_4k, PUD + 3 * PMD + 4 * PAGE);

	map(l, 0, 2, FAKE_RW, 1);
	map(l, PUD, 1, FAKE_RW, 3);
	map(l, PUD + 3 * PMD, 0, FAKE_RW, 4);
	ptwalk_ram_put(&l->ram, RAM + 2 * PUD - PMD, RAM + 3 * PUD, PTWALK_RAM_ONLINE);
	map(l, 2 * PUD - PMD, 0, FAKE_RW, 512);
	map(l, 2 * PUD, 1, FAKE_RW, 512);
	walk(test, l);
	expect_sums(test, l);
	expect(test, l, PUD + 3 * PMD, 1, PTWALK_SPLIT_EDGE, 1, 4 * PAGE);
	expect(test, l, 2 * PUD - PMD, 1, PTWALK_SPLIT_UNIFORM, 1, PMD);
	expect(test, l, PUD, 2, PTWALK_SPLIT_EDGE, 1, 3 * PMD);
	expect(test, l, 2 * PUD, 2, PTWALK_SPLIT_UNIFORM, 1, PUD);
	expect_regain(test, l, 1, 1, PMD);
	expect_regain(test, l, 2, 1, PUD);
	/* Ranges of two kinds that touch are one piece of memory; a hole is not. */
	ptwalk_ram_put(&l->ram, RAM + 2 * PUD, RAM + 2 * PUD + PMD, PTWALK_RAM_OFFLINE);
	walk(test, l);
	expect(test, l, 2 * PUD, 2, PTWALK_SPLIT_UNIFORM, 1, PUD);
	l->ram.range[2].start += PAGE;
	walk(test, l);
	expect(test, l, 2 * PUD, 2, PTWALK_SPLIT_EDGE, 2, PUD + 3 * PMD);
	expect_sums(test, l);
}

/* Where the offset is no multiple of a block, there can't be one. */
static void misaligned(struct kunit *test)
{
	struct ledger *l = new_ledger(test, &shape_4k, PUD);

	l->f->space.linear_offset += PMD;
	ptwalk_ram_put(&l->ram, RAM, RAM + 2 * PUD, PTWALK_RAM_ONLINE);
	fake_map(l->f, l->linear.start, RAM + PMD, 1, FAKE_RW, 512);
	walk(test, l);
	expect_sums(test, l);
	expect(test, l, 0, 2, PTWALK_SPLIT_EDGE, 1, PUD);
}

/* A table that begins before the linear map counts to what is there. */
static void begins_before(struct kunit *test)
{
	struct ledger *l = new_ledger(test, &shape_4k, PUD);

	map(l, 0, 1, FAKE_RW, 512);
	*slot(l, PMD, 1) = 0;
	map(l, PMD, 0, FAKE_RW, 512);
	l->linear.start += PMD;
	walk(test, l);
	KUNIT_EXPECT_EQ(test, l->n, 1u);
	expect(test, l, 0, 1, PTWALK_SPLIT_UNIFORM, 1, PMD);
}

/* ---- random tables ---- */

/* Leaves of random levels and attributes, with holes, from the first address on. */
static void fill(struct ledger *l, u64 *seed)
{
	const struct ptwalk_geometry *g = &l->f->space.geo;
	u64 size, at = fake_size(l->f, 0);
	u32 i, n;

	map(l, 0, 0, FAKE_RW, 1);
	for (i = 0; i < 60; i++) {
		unsigned int level = g->levels > 2 ? fake_random(seed, 3) : 0;

		while (!fake_may_block(l->f, level) && level)
			level--;
		size = fake_size(l->f, level);
		at = (at + size - 1) & ~(size - 1);
		n = 1 + fake_random(seed, fake_random(seed, 2) ? 3 : g->level[level].entries);
		if (at + n * size >= BIT_ULL(g->va_bits - 2) || l->f->n > FAKE_TABLES - 8)
			return;
		map(l, at, level, fake_random(seed, 3) ? FAKE_RW : FAKE_RW | FAKE_RO, n);
		at += n * size + (fake_random(seed, 4) ? 0 : size * fake_random(seed, 9));
	}
}

static void random_sums(struct kunit *test)
{
	struct ledger *l = new_ledger(test, test->param_value, BIT_ULL(35));
	u64 seed = 12;
	u32 i;

	for (i = 0; i < 20; i++) {
		fake_clear(l->f);
		fill(l, &seed);
		walk(test, l);
		expect_sums(test, l);
	}
}

static u64 all_tables(const struct ledger *l)
{
	u64 n = 0;
	u32 i;

	for (i = 0; i < PTWALK_SPLIT_WHYS; i++)
		n += l->s.totals.tables[i];
	return n;
}

/* Tables that begin before the linear map, with nothing of what is there in them. */
static void nothing_before(struct kunit *test)
{
	struct ledger *l = new_ledger(test, test->param_value, 1);
	const struct ptwalk_geometry *g = &l->f->space.geo;

	l->linear.start += BIT_ULL(g->va_bits - 2);
	l->f->space.linear_offset = RAM - l->linear.start;
	map(l, 0, 0, FAKE_RW, 1);
	walk(test, l);
	KUNIT_EXPECT_EQ(test, all_tables(l), (u64)g->levels);
}

/* A table that begins in the linear map, with nothing of it: what it has is behind it. */
static void nothing_inside(struct kunit *test)
{
	struct ledger *l = new_ledger(test, test->param_value, 1);
	const struct ptwalk_geometry *g = &l->f->space.geo;
	u64 table = ptwalk_level_bytes(g, 0, g->level[0].entries);

	l->linear.last = l->linear.start + table + table / 2 - 1;
	map(l, 0, 0, FAKE_RW, 1);
	map(l, 2 * table - ptwalk_level_bytes(g, 0, 1), 0, FAKE_RW, 1);
	walk(test, l);
	KUNIT_EXPECT_EQ(test, all_tables(l), (u64)g->levels);
}

static struct kunit_case splits_cases[] = {
	KUNIT_CASE(whole),
	KUNIT_CASE(pages),
	KUNIT_CASE(uniform),
	KUNIT_CASE(inherited),
	KUNIT_CASE(unmapped),
	KUNIT_CASE(edges),
	KUNIT_CASE(misaligned),
	KUNIT_CASE(begins_before),
	KUNIT_CASE_PARAM(random_sums, shape_gen_params),
	KUNIT_CASE_PARAM(nothing_before, shape_gen_params),
	KUNIT_CASE_PARAM(nothing_inside, shape_gen_params),
	{}
};

static struct kunit_suite splits_suite = {
	.name = "ptwalk-splits",
	.test_cases = splits_cases,
};

kunit_test_suite(splits_suite);
