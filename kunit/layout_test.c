// SPDX-License-Identifier: GPL-2.0-only
/*
 * The layout, with tiny numbers: addresses from 100 on, and up to 2^64.
 */
#include "fake.h"

#define START	100ULL

/**
 * struct tiling - regions, and what they come to
 * @name: of the case
 * @in: regions, in any order; one without name ends them
 * @out: pieces; one without name ends them
 * @err: what is returned instead
 */
struct tiling {
	const char *name;
	struct ptwalk_region in[6];
	struct ptwalk_region out[10];
	int err;
};

static const struct tiling tilings[] = {
	{ "nothing", {}, { { 100, 0, "gap" } } },
	{ "everything", { { 100, 0, "a" } }, { { 100, 0, "a" } } },
	{ "first", { { 100, 200, "a" } }, { { 100, 200, "a" }, { 200, 0, "gap" } } },
	{ "last", { { 200, 0, "a" } }, { { 100, 200, "gap" }, { 200, 0, "a" } } },
	{ "last byte", { { -1ULL, 0, "a" } }, { { 100, -1ULL, "gap" }, { -1ULL, 0, "a" } } },
	{ "before the last byte", { { 200, -1ULL, "a" } },
	  { { 100, 200, "gap" }, { 200, -1ULL, "a" }, { -1ULL, 0, "gap" } } },
	{ "adjacent", { { 300, 0, "b" }, { 100, 300, "a" } },
	  { { 100, 300, "a" }, { 300, 0, "b" } } },
	{ "apart", { { 300, 400, "b" }, { 150, 200, "a" } },
	  { { 100, 150, "gap" }, { 150, 200, "a" }, { 200, 300, "gap" }, { 300, 400, "b" },
	    { 400, 0, "gap" } } },
	{ "overlap, second wins", { { 100, 300, "a", 1 }, { 200, 0, "b", 2 } },
	  { { 100, 200, "a" }, { 200, 0, "b" } } },
	{ "overlap, first wins", { { 100, 300, "a", 2 }, { 200, 0, "b", 1 } },
	  { { 100, 300, "a" }, { 300, 0, "b" } } },
	{ "nested", { { 100, 0, "a", 1 }, { 200, 300, "b", 2 } },
	  { { 100, 200, "a" }, { 200, 300, "b" }, { 300, 0, "a" } } },
	{ "hidden", { { 100, 0, "a", 2 }, { 200, 300, "b", 1 } }, { { 100, 0, "a" } } },
	{ "nested twice", { { 200, 300, "c", 3 }, { 150, 400, "b", 2 }, { 100, 500, "a", 1 } },
	  { { 100, 150, "a" }, { 150, 200, "b" }, { 200, 300, "c" }, { 300, 400, "b" },
	    { 400, 500, "a" }, { 500, 0, "gap" } } },
	{ "same start", { { 200, 300, "b", 2 }, { 200, 400, "a", 1 } },
	  { { 100, 200, "gap" }, { 200, 300, "b" }, { 300, 400, "a" }, { 400, 0, "gap" } } },
	{ "same end", { { 300, 0, "b", 2 }, { 200, 0, "a", 1 } },
	  { { 100, 200, "gap" }, { 200, 300, "a" }, { 300, 0, "b" } } },
	{ "one byte", { { 200, 201, "a" } },
	  { { 100, 200, "gap" }, { 200, 201, "a" }, { 201, 0, "gap" } } },
	{ "same name twice", { { 100, 200, "a" }, { 200, 0, "a" } },
	  { { 100, 200, "a" }, { 200, 0, "a" } } },
	{ "empty", { { 200, 200, "a" } }, {}, -EINVAL },
	{ "backwards", { { 300, 200, "a" } }, {}, -EINVAL },
	{ "too low", { { 99, 200, "a" } }, {}, -EINVAL },
	{ "from zero", { { 0, 0, "a" } }, {}, -EINVAL },
};

static void tiling_desc(const struct tiling *t, char *desc)
{
	strscpy(desc, t->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(tiling, tilings, tiling_desc);

static u32 count_named(const struct ptwalk_region *r, u32 max)
{
	u32 n = 0;

	while (n < max && r[n].name)
		n++;
	return n;
}

static struct ptwalk_layout *new_layout(struct kunit *test)
{
	struct ptwalk_layout *l = kunit_kzalloc(test, sizeof(*l), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, l);
	return l;
}

static void layout_build(struct kunit *test)
{
	const struct tiling *t = test->param_value;
	struct ptwalk_layout *l = new_layout(test);
	u32 n = count_named(t->out, ARRAY_SIZE(t->out)), i;

	KUNIT_ASSERT_EQ(test, t->err, ptwalk_layout_build(l, START, t->in,
							  count_named(t->in, ARRAY_SIZE(t->in))));
	if (t->err)
		return;
	KUNIT_ASSERT_EQ(test, l->n, n);
	for (i = 0; i < n; i++) {
		KUNIT_EXPECT_STREQ(test, l->region[i].name, t->out[i].name);
		KUNIT_EXPECT_EQ(test, l->region[i].start, t->out[i].start);
		KUNIT_EXPECT_EQ(test, l->region[i].end, t->out[i].end);
	}
}

/* The first and the last byte of each piece are found in it, and nothing below all. */
static void layout_find(struct kunit *test)
{
	const struct tiling *t = test->param_value;
	struct ptwalk_layout *l = new_layout(test);
	u32 i;

	if (ptwalk_layout_build(l, START, t->in, count_named(t->in, ARRAY_SIZE(t->in))))
		return;
	for (i = 0; i < l->n; i++) {
		const struct ptwalk_region *r = &l->region[i];

		KUNIT_EXPECT_PTR_EQ(test, r, ptwalk_layout_find(l, r->start));
		KUNIT_EXPECT_PTR_EQ(test, r, ptwalk_layout_find(l, r->end - 1));
	}
	KUNIT_EXPECT_NULL(test, ptwalk_layout_find(l, START - 1));
	KUNIT_EXPECT_NULL(test, ptwalk_layout_find(l, 0));
}

/* As many pieces as there is room for, and one more. */
static void layout_full(struct kunit *test)
{
	struct ptwalk_region *in = kunit_kcalloc(test, PTWALK_REGIONS, sizeof(*in), GFP_KERNEL);
	struct ptwalk_layout *l = new_layout(test);
	u32 n = PTWALK_REGIONS / 2, i;

	KUNIT_ASSERT_NOT_NULL(test, in);
	for (i = 0; i < n; i++)
		in[i] = (struct ptwalk_region) { START + 20 * i, START + 20 * i + 10, "a" };
	KUNIT_ASSERT_EQ(test, ptwalk_layout_build(l, START, in, n), 0);
	KUNIT_EXPECT_EQ(test, l->n, PTWALK_REGIONS);
	KUNIT_EXPECT_EQ(test, l->region[l->n - 1].end, 0ULL);
	in[n] = (struct ptwalk_region) { -10ULL, 0, "b" };
	KUNIT_EXPECT_EQ(test, ptwalk_layout_build(l, START, in, n + 1), -ENOSPC);
}

/* The first piece of a name; names are compared, not where they stand. */
static void layout_named(struct kunit *test)
{
	const struct ptwalk_region in[] = {
		{ START, START + 100, "a" }, { START + 200, START + 300, "b" },
		{ START + 250, START + 260, "c", .rank = 1 },
	};
	struct ptwalk_layout *l = new_layout(test);
	char b[] = "b";

	KUNIT_ASSERT_EQ(test, ptwalk_layout_build(l, START, in, ARRAY_SIZE(in)), 0);
	KUNIT_EXPECT_PTR_EQ(test, ptwalk_layout_named(l, b),
			    ptwalk_layout_find(l, START + 200));
	KUNIT_EXPECT_PTR_EQ(test, ptwalk_layout_named(l, "c"),
			    ptwalk_layout_find(l, START + 250));
	KUNIT_EXPECT_PTR_EQ(test, ptwalk_layout_named(l, "gap"),
			    ptwalk_layout_find(l, START + 100));
	KUNIT_EXPECT_NULL(test, ptwalk_layout_named(l, "d"));
}

static struct kunit_case layout_cases[] = {
	KUNIT_CASE(layout_named),
	KUNIT_CASE_PARAM(layout_build, tiling_gen_params),
	KUNIT_CASE_PARAM(layout_find, tiling_gen_params),
	KUNIT_CASE(layout_full),
	{}
};

static struct kunit_suite layout_suite = {
	.name = "ptwalk-layout",
	.test_cases = layout_cases,
};

kunit_test_suite(layout_suite);
