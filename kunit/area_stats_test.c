// SPDX-License-Identifier: GPL-2.0-only
/*
 * Areas counted by kind and by caller.
 */
#include "fake.h"
#include "ptwalk_stats.h"

#define PAGE	4096ULL
#define BASE	0xffff800000000000ULL

static struct ptwalk_area_stats *area_stats_new(struct kunit *test)
{
	struct ptwalk_area_stats *c = kunit_kzalloc(test, sizeof(*c), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, c);
	return c;
}

static struct ptwalk_area area(u8 kind, u32 pages, u64 caller, u16 flags)
{
	return (struct ptwalk_area) {
		.start = BASE, .end = BASE + pages * PAGE, .caller = caller, .nr_pages = pages,
		.flags = flags, .kind = kind,
	};
}

static void count(struct ptwalk_area_stats *c, u8 kind, u32 pages, u64 caller, u16 flags)
{
	struct ptwalk_area a = area(kind, pages, caller, flags);

	ptwalk_area_stats_area(c, &a, 12);
}

/* Kinds count separately, lazily freed areas too; guards count in total. */
static void area_stats_kinds(struct kunit *test)
{
	struct ptwalk_area_stats *c = area_stats_new(test);
	u8 kind;

	for (kind = 0; kind < PTWALK_AREA_KINDS; kind++) {
		count(c, kind, kind + 2, 0x1000, PTWALK_AREA_GUARDED);
		count(c, kind, 1, 0x2000, 0);
	}
	count(c, PTWALK_AREA_VMALLOC, 7, 0x3000, PTWALK_AREA_LAZY | PTWALK_AREA_GUARDED);
	for (kind = 0; kind < PTWALK_AREA_KINDS; kind++) {
		KUNIT_EXPECT_EQ(test, c->kind[kind].areas, 2ULL);
		KUNIT_EXPECT_EQ(test, c->kind[kind].bytes, (kind + 3) * PAGE);
		KUNIT_EXPECT_EQ(test, c->kind[kind].mapped.mapped, 0ULL);
	}
	KUNIT_EXPECT_EQ(test, c->lazy.areas, 1ULL);
	KUNIT_EXPECT_EQ(test, c->lazy.bytes, 7 * PAGE);
	/* percpu has no guard; lazily freed areas count one. */
	KUNIT_EXPECT_EQ(test, c->guard, PTWALK_AREA_KINDS * PAGE);
	KUNIT_EXPECT_EQ(test, c->crowded, 0ULL);
}

/* One entry per kind and caller; the image and lazily freed areas have none. */
static void area_stats_callers(struct kunit *test)
{
	struct ptwalk_area_stats *c = area_stats_new(test);
	const struct ptwalk_caller *e;

	count(c, PTWALK_AREA_VMALLOC, 2, 0x1000, 0);
	count(c, PTWALK_AREA_VMALLOC, 3, 0x2000, 0);
	count(c, PTWALK_AREA_VMALLOC, 4, 0x1000, 0);
	count(c, PTWALK_AREA_VMAP, 5, 0x1000, 0);
	count(c, PTWALK_AREA_IMAGE, 50, 0x1000, 0);
	count(c, PTWALK_AREA_VMAP, 50, 0x1000, PTWALK_AREA_LAZY);

	/* What is behind the table is no caller. */
	c->crowded = ~0ULL;
	c->guard = ~0ULL;
	c->whole = ~0ULL;
	e = ptwalk_area_stats_largest(c, NULL);
	KUNIT_ASSERT_NOT_NULL(test, e);
	KUNIT_EXPECT_EQ(test, e->bytes, 6 * PAGE);
	KUNIT_EXPECT_EQ(test, e->areas, 2);
	KUNIT_EXPECT_EQ(test, e->caller, 0x1000ULL);
	KUNIT_EXPECT_EQ(test, (int)e->kind, PTWALK_AREA_VMALLOC);
	e = ptwalk_area_stats_largest(c, e);
	KUNIT_ASSERT_NOT_NULL(test, e);
	KUNIT_EXPECT_EQ(test, e->bytes, 5 * PAGE);
	KUNIT_EXPECT_EQ(test, (int)e->kind, PTWALK_AREA_VMAP);
	e = ptwalk_area_stats_largest(c, e);
	KUNIT_ASSERT_NOT_NULL(test, e);
	KUNIT_EXPECT_EQ(test, e->bytes, 3 * PAGE);
	KUNIT_EXPECT_EQ(test, e->caller, 0x2000ULL);
	KUNIT_EXPECT_EQ(test, e->areas, 1);
	KUNIT_EXPECT_NULL(test, ptwalk_area_stats_largest(c, e));
}

/* Each caller once, the largest first, the first in the table first of those that are equal. */
static void expect_largest(struct kunit *test, const struct ptwalk_area_stats *c, u32 callers,
			   u64 bytes)
{
	const struct ptwalk_caller *e = NULL, *before;
	u64 sum = 0;
	u32 n = 0;

	while (before = e, (e = ptwalk_area_stats_largest(c, e))) {
		n++;
		KUNIT_ASSERT_LE(test, n, callers);
		if (before)
			KUNIT_EXPECT_TRUE(test, e->bytes < before->bytes ||
					  (e->bytes == before->bytes && e > before));
		sum += e->bytes;
	}
	KUNIT_EXPECT_EQ(test, n, callers);
	KUNIT_EXPECT_EQ(test, sum, bytes);
}

/** MAKERS - callers that there is room for, with kinds counted each; an even number */
#define MAKERS	(PTWALK_CALLERS - 6)

/* So many that most of them are not where they are looked for first. Each makes two kinds. */
static void area_stats_many(struct kunit *test)
{
	struct ptwalk_area_stats *c = area_stats_new(test);
	u64 bytes = 0;
	u32 i;

	KUNIT_EXPECT_NULL(test, ptwalk_area_stats_largest(c, NULL));
	for (i = 0; i < 4 * MAKERS; i++) {
		u32 pages = 1 + i % MAKERS % 7;

		count(c, i % 2 ? PTWALK_AREA_VMALLOC : PTWALK_AREA_IOREMAP, pages,
		      i % MAKERS / 2 * 4, PTWALK_AREA_HAS_VM);
		bytes += pages * PAGE;
	}
	expect_largest(test, c, MAKERS, bytes);
	for (i = 0; i < PTWALK_CALLERS; i++)
		KUNIT_EXPECT_TRUE(test, !c->callers[i].areas || c->callers[i].areas == 4);
	KUNIT_EXPECT_EQ(test, c->crowded, 0ULL);
}

/* More callers than fit: the first stay, and the others are counted. */
static void area_stats_crowded(struct kunit *test)
{
	struct ptwalk_area_stats *c = area_stats_new(test);
	u64 bytes = PAGE;
	u32 i;

	for (i = 0; i < PTWALK_CALLERS + 50; i++) {
		count(c, PTWALK_AREA_VMALLOC, 1 + i % 4, 0x10000 + 4 * i, 0);
		bytes += i < PTWALK_CALLERS ? (1 + i % 4) * PAGE : 0;
		KUNIT_ASSERT_EQ(test, c->crowded, i < PTWALK_CALLERS ? 0ULL :
				(u64)i - PTWALK_CALLERS + 1);
	}
	/* Callers that have an entry are still counted in it. */
	count(c, PTWALK_AREA_VMALLOC, 1, 0x10000, 0);
	KUNIT_EXPECT_EQ(test, c->crowded, 50ULL);
	KUNIT_EXPECT_EQ(test, c->kind[PTWALK_AREA_VMALLOC].areas, PTWALK_CALLERS + 51ULL);
	expect_largest(test, c, PTWALK_CALLERS, bytes);
}

/* The last free entry is found from wherever the search begins. */
static void area_stats_last_entry(struct kunit *test)
{
	struct ptwalk_area_stats *c = area_stats_new(test), *full = area_stats_new(test);
	u32 i;

	for (i = 1; i < PTWALK_CALLERS; i++)
		count(c, PTWALK_AREA_VMALLOC, 1, 0x10000 + 4 * i, 0);
	for (i = 0; i < 16 * PTWALK_CALLERS; i++) {
		*full = *c;
		count(full, PTWALK_AREA_VMALLOC, 1, 0x20000 + 4 * i, 0);
		KUNIT_ASSERT_EQ(test, full->crowded, 0ULL);
		count(full, PTWALK_AREA_VMALLOC, 1, 0x10000, 0);
		KUNIT_ASSERT_EQ(test, full->crowded, 1ULL);
	}
}

static void area_stats_batches(struct kunit *test)
{
	struct ptwalk_area_stats *c = area_stats_new(test);
	struct fake *f = fake_new(test, &fake_shapes[1]);
	struct ptwalk_batch b = {
		.start = BASE, .kind = PTWALK_LEAF, .count = 3, .pa = PAGE, .next_pa = 4 * PAGE,
		.extents = 1, .head = 3, .tail = 3, .longest = 3,
	};
	struct ptwalk_area a = area(PTWALK_AREA_VMAP, 4, 0, 0);

	ptwalk_area_stats_batch(c, &f->space.geo, &b, &a, true);
	KUNIT_EXPECT_EQ(test, c->kind[PTWALK_AREA_VMAP].mapped.mapped, 3 * PAGE);
	KUNIT_EXPECT_EQ(test, c->kind[PTWALK_AREA_VMAP].mapped.cont, 3ULL);
	a.flags = PTWALK_AREA_LAZY;
	ptwalk_area_stats_batch(c, &f->space.geo, &b, &a, false);
	KUNIT_EXPECT_EQ(test, c->kind[PTWALK_AREA_VMAP].mapped.mapped, 3 * PAGE);
	KUNIT_EXPECT_EQ(test, c->lazy.mapped.mapped, 3 * PAGE);
	KUNIT_EXPECT_EQ(test, c->lazy.mapped.cont, 0ULL);
}

/**
 * struct whole - an area of 4 pages, the last a guard, and what is mapped in it
 * @name: of the case
 * @kind: of the area
 * @nr_pages: that it has
 * @mapped: pages
 * @wanted: it must be mapped whole
 * @is: it is mapped whole
 */
struct whole {
	const char *name;
	u8 kind;
	u8 nr_pages;
	u8 mapped;
	u8 wanted;
	u8 is;
};

static const struct whole wholes[] = {
	{ "all", PTWALK_AREA_VMALLOC, 3, 3, 1, 1 },
	{ "and the guard", PTWALK_AREA_VMALLOC, 3, 4, 1, 1 },
	{ "one short", PTWALK_AREA_VMALLOC, 3, 2, 1, 0 },
	{ "nothing, of what has pages", PTWALK_AREA_VMALLOC, 3, 0, 1, 0 },
	{ "nothing, of what has none", PTWALK_AREA_VMALLOC, 0, 0, 0, 0 },
	{ "some, of what has none", PTWALK_AREA_IOREMAP, 0, 1, 1, 0 },
	{ "all, of what has none", PTWALK_AREA_IOREMAP, 0, 3, 1, 1 },
	{ "percpu", PTWALK_AREA_PERCPU, 3, 3, 0, 0 },
};

static void whole_desc(const struct whole *w, char *desc)
{
	strscpy(desc, w->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(whole, wholes, whole_desc);

static void area_stats_whole(struct kunit *test)
{
	const struct whole *w = test->param_value;
	struct ptwalk_area_stats *c = area_stats_new(test);
	struct ptwalk_area a = area(w->kind, 4, 0, PTWALK_AREA_GUARDED);

	a.nr_pages = w->nr_pages;
	ptwalk_area_stats_mapped(c, &a, 12, w->mapped * PAGE);
	KUNIT_EXPECT_EQ(test, c->wanted, (u64)w->wanted);
	KUNIT_EXPECT_EQ(test, c->whole, (u64)w->is);
}

static struct kunit_case area_stats_cases[] = {
	KUNIT_CASE(area_stats_kinds),
	KUNIT_CASE(area_stats_callers),
	KUNIT_CASE(area_stats_many),
	KUNIT_CASE(area_stats_crowded),
	KUNIT_CASE(area_stats_last_entry),
	KUNIT_CASE(area_stats_batches),
	KUNIT_CASE_PARAM(area_stats_whole, whole_gen_params),
	{}
};

static struct kunit_suite area_stats_suite = {
	.name = "ptwalk-area-stats",
	.test_cases = area_stats_cases,
};

kunit_test_suite(area_stats_suite);
