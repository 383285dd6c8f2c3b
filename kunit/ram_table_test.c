// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of what the linear map may map: examples, more than there is room for,
 * and random ranges against a map that has a byte for each address.
 */
#include <kunit/test.h>
#include <linux/prandom.h>

#include "ptwalk_ram.h"

#define O PTWALK_RAM_ONLINE
#define F PTWALK_RAM_OFFLINE
#define D PTWALK_RAM_DEVICE

/**
 * struct put_case - ranges that are added, and the resulting table
 * @name: of the case
 * @put: in this order; an end of 0 ends the list
 * @expect: the table
 */
struct put_case {
	const char *name;
	struct ptwalk_ram_range put[4];
	struct ptwalk_ram_range expect[5];
};

static const struct put_case put_cases[] = {
	{ "nothing", { { 5, 5, O }, { 6, 3, O } }, { } },
	{ "one", { { 3, 7, O } }, { { 3, 7, O } } },
	{ "apart, the later first", { { 8, 9, O }, { 3, 7, O } }, { { 3, 7, O }, { 8, 9, O } } },
	{ "touching", { { 3, 7, O }, { 7, 9, O } }, { { 3, 9, O } } },
	{ "touching from before", { { 3, 7, O }, { 1, 3, O } }, { { 1, 7, O } } },
	{ "closing a gap", { { 1, 3, O }, { 5, 7, O }, { 3, 5, O } }, { { 1, 7, O } } },
	{ "touching, of another kind", { { 3, 7, O }, { 7, 9, F } }, { { 3, 7, O }, { 7, 9, F } } },
	{ "the middle", { { 1, 9, O }, { 3, 5, F } }, { { 1, 3, O }, { 3, 5, F }, { 5, 9, O } } },
	{ "the head", { { 1, 9, O }, { 1, 5, F } }, { { 1, 5, F }, { 5, 9, O } } },
	{ "the tail", { { 1, 9, O }, { 5, 9, F } }, { { 1, 5, O }, { 5, 9, F } } },
	{ "over both borders", { { 3, 5, O }, { 1, 9, F } }, { { 1, 9, F } } },
	{ "over two", { { 1, 4, O }, { 6, 9, D }, { 3, 7, F } },
	  { { 1, 3, O }, { 3, 7, F }, { 7, 9, D } } },
	{ "back again", { { 1, 9, O }, { 3, 5, F }, { 2, 6, O } }, { { 1, 9, O } } },
	{ "joined on one side, cut on the other", { { 1, 4, F }, { 4, 9, O }, { 3, 6, F } },
	  { { 1, 6, F }, { 6, 9, O } } },
	{ "up to the last address", { { 3, 7, O }, { 7, ~0ULL, F } },
	  { { 3, 7, O }, { 7, ~0ULL, F } } },
};

static void case_desc(const struct put_case *c, char *desc)
{
	strscpy(desc, c->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(put, put_cases, case_desc);

static struct ptwalk_ram *new_table(struct kunit *test)
{
	struct ptwalk_ram *ram = kunit_kzalloc(test, sizeof(*ram), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, ram);
	return ram;
}

static void ranges_entered(struct kunit *test)
{
	const struct put_case *c = test->param_value;
	struct ptwalk_ram *ram = new_table(test);
	u32 i;

	for (i = 0; i < ARRAY_SIZE(c->put) && c->put[i].end; i++)
		ptwalk_ram_put(ram, c->put[i].start, c->put[i].end, c->put[i].kind);
	KUNIT_EXPECT_FALSE(test, ram->more);
	for (i = 0; i < ram->n; i++) {
		KUNIT_EXPECT_EQ(test, ram->range[i].start, c->expect[i].start);
		KUNIT_EXPECT_EQ(test, ram->range[i].end, c->expect[i].end);
		KUNIT_EXPECT_EQ(test, (int)ram->range[i].kind, (int)c->expect[i].kind);
	}
	KUNIT_EXPECT_EQ(test, c->expect[i].end, 0ULL);
}

/* A full table accepts ranges that merge with others, and sets @more for the rest. */
static void full_table(struct kunit *test)
{
	struct ptwalk_ram *ram = new_table(test);
	u32 i;

	for (i = 0; i < PTWALK_RAM_RANGES; i++)
		ptwalk_ram_put(ram, 10 * i, 10 * i + 5, O);
	KUNIT_EXPECT_EQ(test, ram->n, (u32)PTWALK_RAM_RANGES);
	KUNIT_EXPECT_FALSE(test, ram->more);
	ptwalk_ram_put(ram, 5, 10, O);
	KUNIT_EXPECT_EQ(test, ram->n, (u32)PTWALK_RAM_RANGES - 1);
	ptwalk_ram_put(ram, 21, 23, F);
	KUNIT_EXPECT_TRUE(test, ram->more);
	KUNIT_EXPECT_EQ(test, ram->n, (u32)PTWALK_RAM_RANGES - 1);
	KUNIT_EXPECT_EQ(test, ram->range[1].end, 25ULL);
}

/* 200 addresses are too few for a table that is full. */
static void random_ranges(struct kunit *test)
{
	struct ptwalk_ram *ram = new_table(test);
	u8 *model = kunit_kzalloc(test, 201, GFP_KERNEL);
	struct rnd_state rnd;
	u32 round, at, n;

	KUNIT_ASSERT_NOT_NULL(test, model);
	prandom_seed_state(&rnd, 4711);
	for (round = 0; round < 3000; round++) {
		u32 start = prandom_u32_state(&rnd) % 200;
		u32 end = min(200U, start + prandom_u32_state(&rnd) % 12);
		u32 kind = prandom_u32_state(&rnd) % 4;

		ptwalk_ram_put(ram, start, end, kind);
		memset(model + start, kind + 1, end - start);
		KUNIT_ASSERT_FALSE(test, ram->more);
		/* The table, written out, is the model, in as few ranges as can be. */
		for (at = 0, n = 0; n < ram->n; n++) {
			const struct ptwalk_ram_range *r = &ram->range[n];

			KUNIT_ASSERT_LT(test, r->start, r->end);
			for (; at < r->start; at++)
				KUNIT_ASSERT_EQ(test, model[at], 0);
			for (; at < r->end; at++)
				KUNIT_ASSERT_EQ(test, model[at], r->kind + 1);
			KUNIT_ASSERT_NE(test, model[at], r->kind + 1);
		}
		for (; at < 200; at++)
			KUNIT_ASSERT_EQ(test, model[at], 0);
		if (round % 300 == 299) {
			ram->n = 0;
			memset(model, 0, 200);
		}
	}
}

static struct kunit_case ram_table_cases[] = {
	KUNIT_CASE_PARAM(ranges_entered, put_gen_params),
	KUNIT_CASE(full_table),
	KUNIT_CASE(random_ranges),
	{}
};

static struct kunit_suite ram_table_suite = {
	.name = "ptwalk-ram-table",
	.test_cases = ram_table_cases,
};

kunit_test_suite(ram_table_suite);
