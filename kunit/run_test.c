// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs of batches, compared with a reference over single leaves.
 */
#include "fake.h"
#include "ptwalk_run.h"

/** struct leaves - neighbouring leaves that are alike: @pa of each page, 0 ends them */
struct leaves {
	const char *name;
	u8 pa[24];
};

static const struct leaves patterns[] = {
	{ "one", { 1 } },
	{ "one piece", { 1, 2, 3, 4, 5, 6, 7, 8 } },
	{ "two pieces", { 1, 2, 3, 11, 12, 13, 14 } },
	{ "same page", { 5, 5, 5, 5, 5, 5 } },
	{ "backwards", { 9, 8, 7, 6, 5, 4, 3 } },
	{ "long first", { 1, 2, 3, 4, 5, 20, 30, 31 } },
	{ "long last", { 20, 30, 31, 1, 2, 3, 4, 5, 6 } },
	{ "long middle", { 20, 30, 1, 2, 3, 4, 5, 40, 50 } },
	{ "mixed", { 1, 2, 3, 3, 4, 5, 5, 5, 6, 7, 9, 10, 11, 2, 3, 1, 1, 2, 3, 4, 5, 6, 8 } },
};

static void pattern_desc(const struct leaves *p, char *desc)
{
	strscpy(desc, p->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(pattern, patterns, pattern_desc);

static const struct ptwalk_geometry geometry = {
	.page_shift = 12,
	.levels = 2,
	.level = { { .shift = 12, .entries = 512 }, { .shift = 21, .entries = 512 } },
};

#define START	0xffff000000000000ULL

static const char owner_a[] = "a", owner_b[] = "b";

/* The batch of leaves [@from, @to) of a pattern, counted the simple way. */
static struct ptwalk_batch batch_of(const u8 *pa, u32 from, u32 to)
{
	struct ptwalk_batch b = {
		.start = START + from * 4096ULL, .kind = PTWALK_LEAF, .index = from,
		.count = to - from, .raw = pa[from], .pa = pa[from] * 4096ULL, .attrs = 7,
		.table_pa = 0x1000, .extents = 1, .next_pa = (pa[to - 1] + 1) * 4096ULL,
	};
	u32 i, piece = 1;

	for (i = from + 1; i < to; i++) {
		if (pa[i] != pa[i - 1] + 1) {
			if (b.extents++ == 1)
				b.head = piece;
			b.longest = max_t(u64, b.longest, piece);
			piece = 0;
		}
		piece++;
	}
	if (b.extents == 1)
		b.head = piece;
	b.tail = piece;
	b.longest = max_t(u64, b.longest, piece);
	return b;
}

static void expect_pieces(struct kunit *test, const struct ptwalk_run *r, const u8 *pa, u32 n)
{
	struct ptwalk_batch all = batch_of(pa, 0, n);

	KUNIT_EXPECT_EQ(test, r->start, START);
	KUNIT_EXPECT_EQ(test, r->bytes, n * 4096ULL);
	KUNIT_EXPECT_EQ(test, r->leaves, (u64)n);
	KUNIT_EXPECT_EQ(test, r->extents.n, all.extents);
	KUNIT_EXPECT_EQ(test, r->extents.longest, all.longest * 4096);
	KUNIT_EXPECT_EQ(test, r->extents.tail, all.tail * 4096);
	KUNIT_EXPECT_EQ(test, r->extents.next_pa, all.next_pa);
	KUNIT_EXPECT_EQ(test, r->pa, pa[0] * 4096ULL);
}

/* Cut the pattern into three batches at every two places: the run is the same. */
static void run_like(struct kunit *test)
{
	const u8 *pa = ((const struct leaves *)test->param_value)->pa;
	u32 n = strnlen(pa, 24), a, b;

	for (a = 1; a <= n; a++) {
		for (b = a; b <= n; b++) {
			struct ptwalk_batch s = batch_of(pa, 0, a);
			struct ptwalk_run r;

			ptwalk_run_start(&r, &geometry, &s, owner_a);
			if (a < b) {
				s = batch_of(pa, a, b);
				KUNIT_EXPECT_TRUE(test, ptwalk_run_add(&r, &geometry, &s, owner_a,
								       PTWALK_MERGE_LIKE));
			}
			if (b < n) {
				s = batch_of(pa, b, n);
				KUNIT_EXPECT_TRUE(test, ptwalk_run_add(&r, &geometry, &s, owner_a,
								       PTWALK_MERGE_LIKE));
			}
			expect_pieces(test, &r, pa, n);
		}
	}
}

/* Leaf by leaf: a run goes on exactly where the physical address does. */
static void run_phys(struct kunit *test)
{
	const u8 *pa = ((const struct leaves *)test->param_value)->pa;
	u32 n = strnlen(pa, 24), i, from = 0;
	struct ptwalk_batch b = batch_of(pa, 0, 1);
	struct ptwalk_run r;

	ptwalk_run_start(&r, &geometry, &b, owner_a);
	for (i = 1; i < n; i++) {
		bool joins = pa[i] == pa[i - 1] + 1;

		b = batch_of(pa, i, i + 1);
		KUNIT_EXPECT_EQ(test, joins, ptwalk_run_add(&r, &geometry, &b, owner_a,
							    PTWALK_MERGE_PHYS));
		if (!joins) {
			from = i;
			ptwalk_run_start(&r, &geometry, &b, owner_a);
		}
		KUNIT_EXPECT_EQ(test, r.leaves, (u64)i - from + 1);
		KUNIT_EXPECT_EQ(test, r.extents.n, 1ULL);
		KUNIT_EXPECT_EQ(test, r.bytes, r.extents.longest);
	}
}

/* A batch that differs in one thing, and how far it may still be merged. */
static const struct differs {
	const char *name;
	struct ptwalk_batch b;
	const char *owner;
	bool like, phys, table;
} differences[] = {
#define NEXT	.start = START + 4096, .kind = PTWALK_LEAF, .count = 1, .pa = 8192, \
		.attrs = 7, .table_pa = 0x1000, .extents = 1, .head = 1, .tail = 1, .longest = 1
	{ "nothing", { NEXT }, owner_a, true, true, true },
	{ "owner", { NEXT }, owner_b },
	{ "no owner", { NEXT }, NULL },
	{ "table", { NEXT }, owner_a, true, true, false },
	{ "pa", { NEXT }, owner_a, true, false, false },
	{ "attrs", { NEXT }, owner_a },
	{ "inherited", { NEXT }, owner_a },
	{ "kind", { NEXT }, owner_a },
	{ "level", { NEXT }, owner_a },
	{ "hole", { NEXT }, owner_a },
	{ "repeated", { NEXT }, owner_a, true, false, false },
#undef NEXT
};

static void differs_desc(const struct differs *d, char *desc)
{
	strscpy(desc, d->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(differs, differences, differs_desc);

static struct ptwalk_batch changed(const struct differs *d)
{
	struct ptwalk_batch b = d->b;

	b.next_pa = b.pa + 4096;
	if (!strcmp(d->name, "table"))
		b.table_pa += 4096;
	else if (!strcmp(d->name, "pa"))
		b.pa += 4096;
	else if (!strcmp(d->name, "attrs"))
		b.attrs ^= 1;
	else if (!strcmp(d->name, "inherited"))
		b.inherited ^= 1;
	else if (!strcmp(d->name, "kind"))
		b.kind = PTWALK_INVALID;
	else if (!strcmp(d->name, "level"))
		b.level = 1;
	else if (!strcmp(d->name, "hole"))
		b.start += 4096;
	else if (!strcmp(d->name, "repeated"))
		b.repeated = true;
	return b;
}

static void run_differs(struct kunit *test)
{
	static const u8 pa[] = { 1 };
	const struct differs *d = test->param_value;
	const bool want[] = { d->like, d->phys, d->table };
	struct ptwalk_batch first = batch_of(pa, 0, 1), s = changed(d);
	struct ptwalk_run r, before;
	int how;

	for (how = PTWALK_MERGE_LIKE; how <= PTWALK_MERGE_TABLE; how++) {
		ptwalk_run_start(&r, &geometry, &first, owner_a);
		before = r;
		KUNIT_EXPECT_EQ_MSG(test, want[how],
				    ptwalk_run_add(&r, &geometry, &s, d->owner, how), "%d", how);
		if (!want[how])
			KUNIT_EXPECT_EQ(test, memcmp(&r, &before, sizeof(r)), 0);
	}
}

/* A shared table seen many times: one page, which is an extent of its own each time. */
static void run_repeated(struct kunit *test)
{
	struct ptwalk_batch b = {
		.start = START, .kind = PTWALK_LEAF, .count = 1ULL << 30, .pa = 0x5000,
		.next_pa = 0x6000, .extents = 1ULL << 30, .head = 1, .tail = 1, .longest = 1,
		.repeated = true,
	};
	int how;

	for (how = PTWALK_MERGE_LIKE; how <= PTWALK_MERGE_TABLE; how++) {
		struct ptwalk_run r;

		b.start = START;
		b.pa = 0x5000;
		ptwalk_run_start(&r, &geometry, &b, NULL);
		b.start += 4096ULL << 30;
		KUNIT_EXPECT_TRUE(test, ptwalk_run_add(&r, &geometry, &b, NULL, how));
		KUNIT_EXPECT_EQ(test, r.leaves, 2ULL << 30);
		KUNIT_EXPECT_EQ(test, r.bytes, 8192ULL << 30);
		KUNIT_EXPECT_EQ(test, r.extents.n, 2ULL << 30);
		KUNIT_EXPECT_EQ(test, r.extents.longest, 4096ULL);
		KUNIT_EXPECT_TRUE(test, r.repeated);
		b.start += 4096ULL << 30;
		b.pa = 0x7000;
		KUNIT_EXPECT_EQ(test, how == PTWALK_MERGE_LIKE,
				ptwalk_run_add(&r, &geometry, &b, NULL, how));
	}
}

/* The end of the address space: a run whose end is 2^64. */
static void run_last(struct kunit *test)
{
	struct ptwalk_batch b = { .start = -4096ULL, .kind = PTWALK_LEAF, .count = 1, .extents = 1,
				  .head = 1, .tail = 1, .longest = 1, .next_pa = 4096 };
	struct ptwalk_run r;

	ptwalk_run_start(&r, &geometry, &b, NULL);
	KUNIT_EXPECT_EQ(test, r.start + r.bytes, 0ULL);
	KUNIT_EXPECT_FALSE(test, ptwalk_run_add(&r, &geometry, &b, NULL, PTWALK_MERGE_LIKE));
}

/* A run that has taken leaves of a shared table says so, whichever came first. */
static void run_turns_repeated(struct kunit *test)
{
	static const u8 pa[] = { 5, 5, 5, 5 };
	struct ptwalk_batch b[2] = { batch_of(pa, 0, 2), batch_of(pa, 2, 4) };
	struct ptwalk_run r;
	u32 first;

	for (first = 0; first < 2; first++) {
		b[0].repeated = first == 0;
		b[1].repeated = first == 1;
		ptwalk_run_start(&r, &geometry, &b[0], owner_a);
		KUNIT_EXPECT_EQ(test, r.repeated, first == 0);
		KUNIT_EXPECT_FALSE(test, ptwalk_run_add(&r, &geometry, &b[1], owner_a,
							PTWALK_MERGE_PHYS));
		KUNIT_EXPECT_TRUE(test, ptwalk_run_add(&r, &geometry, &b[1], owner_a,
						       PTWALK_MERGE_LIKE));
		KUNIT_EXPECT_TRUE(test, r.repeated);
		KUNIT_EXPECT_EQ(test, r.leaves, 4ULL);
	}
}

static struct kunit_case run_cases[] = {
	KUNIT_CASE(run_turns_repeated),
	KUNIT_CASE_PARAM(run_like, pattern_gen_params),
	KUNIT_CASE_PARAM(run_phys, pattern_gen_params),
	KUNIT_CASE_PARAM(run_differs, differs_gen_params),
	KUNIT_CASE(run_repeated),
	KUNIT_CASE(run_last),
	{}
};

static struct kunit_suite run_suite = {
	.name = "ptwalk-run",
	.test_cases = run_cases,
};

kunit_test_suite(run_suite);
