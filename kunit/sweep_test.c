// SPDX-License-Identifier: GPL-2.0-only
/*
 * The sweep by itself: which parts of ranges are missing, each told once.
 */
#include <kunit/test.h>

#include "core/check/finding.h"

/** struct part - addresses, both included */
struct part {
	u64 start, last;
};

/**
 * struct sweep_case - ranges, what is mapped, and what is missing
 * @name: of the case
 * @start: first address that counts
 * @range: that must be mapped; one with a @last of 0 is empty
 * @cover: in this order; a @last of 0 ends the list
 * @last: last address that counts
 * @more: what is covered after the end
 * @again: the last address of a second end, or 0
 * @miss: what is missing
 */
struct sweep_case {
	const char *name;
	u64 start;
	struct part range[5];
	struct part cover[4];
	u64 last;
	struct part more;
	u64 again;
	struct part miss[5];
};

#define TOP	(~0ULL)

static const struct sweep_case sweep_cases[] = {
	{ "nothing is mapped", 0, { { 10, 19 }, { 30, 39 } }, {}, 99,
	  .miss = { { 10, 19 }, { 30, 39 } } },
	{ "all is mapped", 0, { { 10, 19 }, { 30, 39 } }, { { 10, 19 }, { 30, 39 } }, 99 },
	{ "all at once", 0, { { 10, 19 }, { 30, 39 } }, { { 5, 50 } }, 99 },
	{ "an empty one between", 0, { { 10, 19 }, {}, { 30, 39 } }, { { 10, 14 } }, 99,
	  .miss = { { 15, 19 }, { 30, 39 } } },
	{ "the head", 0, { { 10, 19 } }, { { 11, 19 } }, 99, .miss = { { 10, 10 } } },
	{ "the tail", 0, { { 10, 19 } }, { { 10, 18 } }, 99, .miss = { { 19, 19 } } },
	{ "amid", 0, { { 10, 19 } }, { { 10, 13 }, { 15, 19 } }, 99, .miss = { { 14, 14 } } },
	{ "one gap over two", 0, { { 10, 19 }, { 20, 39 } }, { { 10, 11 }, { 38, 39 } }, 99,
	  .miss = { { 12, 19 }, { 20, 37 } } },
	{ "overlapping covers", 0, { { 10, 19 } }, { { 10, 15 }, { 12, 13 }, { 16, 16 } }, 99,
	  .miss = { { 17, 19 } } },
	{ "from amid, up to amid", 15, { { 10, 19 }, { 30, 39 } }, {}, 34,
	  .miss = { { 15, 19 }, { 30, 34 } } },
	{ "from address 0", 0, { { 0, 19 } }, { { 0, 4 } }, 99, .miss = { { 5, 19 } } },
	{ "up to the last address", 0, { { TOP - 9, TOP } }, { { TOP - 4, TOP } }, TOP,
	  .miss = { { TOP - 9, TOP - 5 } } },
	{ "up to the last address, and again", 0, { { TOP - 9, TOP } }, { { TOP - 9, TOP } }, TOP,
	  { TOP - 9, TOP }, TOP },
	{ "the end goes up to the last address", 0, { { TOP - 9, TOP } }, {}, TOP,
	  { TOP - 3, TOP }, TOP, .miss = { { TOP - 9, TOP } } },
	{ "on after the end", 0, { { 10, 29 } }, { { 10, 14 } }, 19, { 22, 25 }, 99,
	  .miss = { { 15, 19 }, { 20, 21 }, { 26, 29 } } },
	{ "the end comes twice", 0, { { 10, 29 } }, { { 10, 14 } }, 19, {}, 19,
	  .miss = { { 15, 19 } } },
	{ "the end is behind what is covered", 0, { { 10, 29 } }, { { 10, 24 } }, 19, {}, 99,
	  .miss = { { 25, 29 } } },
};

static void case_desc(const struct sweep_case *c, char *desc)
{
	strscpy(desc, c->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(sweep, sweep_cases, case_desc);

/** struct sweep_test - a case, and what has been missing so far */
struct sweep_test {
	const struct sweep_case *c;
	struct part miss[5];
	u32 n;
};

static bool range(const struct ptwalk_check *ck, u32 i, u64 *start, u64 *last)
{
	const struct sweep_test *st = ck->in.priv;

	*start = st->c->range[i].start;
	*last = st->c->range[i].last;
	return *last;
}

static void miss(struct ptwalk_check *ck, u32 i, u64 start, u64 last)
{
	struct sweep_test *st = ck->in.priv;

	if (st->n < ARRAY_SIZE(st->miss))
		st->miss[st->n] = (struct part) { start, last };
	/* It is told of which range. */
	if (start < st->c->range[i].start || last > st->c->range[i].last)
		st->n = ARRAY_SIZE(st->miss);
	st->n++;
}

static void sweep_misses(struct kunit *test)
{
	static const struct ptwalk_sweep_ops ops = { .range = range, .miss = miss };
	const struct sweep_case *c = test->param_value;
	struct ptwalk_check *ck = kunit_kzalloc(test, sizeof(*ck), GFP_KERNEL);
	struct sweep_test st = { .c = c };
	const struct part *p;
	u32 n = ARRAY_SIZE(c->range), i;

	KUNIT_ASSERT_NOT_NULL(test, ck);
	ck->in.priv = &st;
	ptwalk_sweep_start(&ck->odd, 0, c->start);
	for (p = c->cover; p->last; p++)
		ptwalk_sweep_cover(ck, &ck->odd, &ops, n, p->start, p->last);
	ptwalk_sweep_end(ck, &ck->odd, &ops, n, c->last);
	if (c->more.last)
		ptwalk_sweep_cover(ck, &ck->odd, &ops, n, c->more.start, c->more.last);
	if (c->again)
		ptwalk_sweep_end(ck, &ck->odd, &ops, n, c->again);
	for (i = 0; i < ARRAY_SIZE(c->miss) && c->miss[i].last; i++) {
		KUNIT_EXPECT_EQ(test, st.miss[i].start, c->miss[i].start);
		KUNIT_EXPECT_EQ(test, st.miss[i].last, c->miss[i].last);
	}
	KUNIT_EXPECT_EQ(test, st.n, i);
}

static struct kunit_case sweep_test_cases[] = {
	KUNIT_CASE_PARAM(sweep_misses, sweep_gen_params),
	{}
};

static struct kunit_suite sweep_suite = {
	.name = "ptwalk-sweep",
	.test_cases = sweep_test_cases,
};

kunit_test_suite(sweep_suite);
