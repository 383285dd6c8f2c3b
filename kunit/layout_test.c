// SPDX-License-Identifier: GPL-2.0-only
/*
 * The layout, with tiny numbers: addresses from 100 on, and up to 2^64.
 */
#include "fake.h"

#define START	100ULL

/**
 * struct tiling - regions, and their layout
 * @name: of the case
 * @in: regions, in any order; one without name ends them
 * @out: the regions of the layout; one without name ends them
 * @err: the error that is returned instead
 */
struct tiling {
	const char *name;
	struct ptwalk_region in[6];
	struct ptwalk_region out[10];
	int err;
};

static const struct tiling tilings[] = {
	{ "nothing", {}, { { 100, -1ULL, "gap" } } },
	{ "everything", { { 100, -1ULL, "a" } }, { { 100, -1ULL, "a" } } },
	{ "first", { { 100, 199, "a" } }, { { 100, 199, "a" }, { 200, -1ULL, "gap" } } },
	{ "last", { { 200, -1ULL, "a" } }, { { 100, 199, "gap" }, { 200, -1ULL, "a" } } },
	{ "last byte", { { -1ULL, -1ULL, "a" } },
	  { { 100, -2ULL, "gap" }, { -1ULL, -1ULL, "a" } } },
	{ "before the last byte", { { 200, -2ULL, "a" } },
	  { { 100, 199, "gap" }, { 200, -2ULL, "a" }, { -1ULL, -1ULL, "gap" } } },
	{ "adjacent", { { 300, -1ULL, "b" }, { 100, 299, "a" } },
	  { { 100, 299, "a" }, { 300, -1ULL, "b" } } },
	{ "apart", { { 300, 399, "b" }, { 150, 199, "a" } },
	  { { 100, 149, "gap" }, { 150, 199, "a" }, { 200, 299, "gap" }, { 300, 399, "b" },
	    { 400, -1ULL, "gap" } } },
	{ "overlap, second wins", { { 100, 299, "a", 1 }, { 200, -1ULL, "b", 2 } },
	  { { 100, 199, "a" }, { 200, -1ULL, "b" } } },
	{ "overlap, first wins", { { 100, 299, "a", 2 }, { 200, -1ULL, "b", 1 } },
	  { { 100, 299, "a" }, { 300, -1ULL, "b" } } },
	{ "overlap, of one rank", { { 200, 399, "a", 1 }, { 100, 299, "b", 1 } },
	  { { 100, 199, "b" }, { 200, 399, "a" }, { 400, -1ULL, "gap" } } },
	{ "nested", { { 100, -1ULL, "a", 1 }, { 200, 299, "b", 2 } },
	  { { 100, 199, "a" }, { 200, 299, "b" }, { 300, -1ULL, "a" } } },
	{ "hidden", { { 100, -1ULL, "a", 2 }, { 200, 299, "b", 1 } }, { { 100, -1ULL, "a" } } },
	{ "nested twice", { { 200, 299, "c", 3 }, { 150, 399, "b", 2 }, { 100, 499, "a", 1 } },
	  { { 100, 149, "a" }, { 150, 199, "b" }, { 200, 299, "c" }, { 300, 399, "b" },
	    { 400, 499, "a" }, { 500, -1ULL, "gap" } } },
	{ "same start", { { 200, 299, "b", 2 }, { 200, 399, "a", 1 } },
	  { { 100, 199, "gap" }, { 200, 299, "b" }, { 300, 399, "a" }, { 400, -1ULL, "gap" } } },
	{ "same end", { { 300, -1ULL, "b", 2 }, { 200, -1ULL, "a", 1 } },
	  { { 100, 199, "gap" }, { 200, 299, "a" }, { 300, -1ULL, "b" } } },
	{ "one byte", { { 200, 200, "a" } },
	  { { 100, 199, "gap" }, { 200, 200, "a" }, { 201, -1ULL, "gap" } } },
	{ "same name twice", { { 100, 199, "a" }, { 200, -1ULL, "a" } },
	  { { 100, 199, "a" }, { 200, -1ULL, "a" } } },
	{ "empty", { { 200, 199, "a" } }, {}, -EINVAL },
	{ "backwards", { { 300, 199, "a" } }, {}, -EINVAL },
	{ "the second is empty", { { 100, 199, "a" }, { 300, 299, "b" } }, {}, -EINVAL },
	{ "too low", { { 99, 199, "a" } }, {}, -EINVAL },
	{ "from zero", { { 0, -1ULL, "a" } }, {}, -EINVAL },
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

	KUNIT_ASSERT_EQ(test, t->err, ptwalk_layout_build(l, START, ~0ULL, t->in,
							  count_named(t->in, ARRAY_SIZE(t->in))));
	if (t->err)
		return;
	KUNIT_ASSERT_EQ(test, l->n, n);
	for (i = 0; i < n; i++) {
		KUNIT_EXPECT_STREQ(test, l->region[i].name, t->out[i].name);
		KUNIT_EXPECT_EQ(test, l->region[i].start, t->out[i].start);
		KUNIT_EXPECT_EQ(test, l->region[i].last, t->out[i].last);
	}
}

/* The first and last byte of each region are found in it; nothing is before the first. */
static void layout_find(struct kunit *test)
{
	const struct tiling *t = test->param_value;
	struct ptwalk_layout *l = new_layout(test);
	u32 i;

	if (ptwalk_layout_build(l, START, ~0ULL, t->in, count_named(t->in, ARRAY_SIZE(t->in))))
		return;
	for (i = 0; i < l->n; i++) {
		const struct ptwalk_region *r = &l->region[i];

		KUNIT_EXPECT_PTR_EQ(test, r, ptwalk_layout_find(l, r->start));
		KUNIT_EXPECT_PTR_EQ(test, r, ptwalk_layout_find(l, r->last));
	}
	KUNIT_EXPECT_NULL(test, ptwalk_layout_find(l, START - 1));
	KUNIT_EXPECT_NULL(test, ptwalk_layout_find(l, 0));
}

/* As many regions as fit, and one more. */
static void layout_full(struct kunit *test)
{
	struct ptwalk_region *in = kunit_kcalloc(test, PTWALK_REGIONS, sizeof(*in), GFP_KERNEL);
	struct ptwalk_layout *l = new_layout(test);
	u32 n = PTWALK_REGIONS / 2, i;

	KUNIT_ASSERT_NOT_NULL(test, in);
	for (i = 0; i < n; i++)
		in[i] = (struct ptwalk_region) { START + 20 * i, START + 20 * i + 9, "a" };
	KUNIT_ASSERT_EQ(test, ptwalk_layout_build(l, START, ~0ULL, in, n), 0);
	KUNIT_EXPECT_EQ(test, l->n, PTWALK_REGIONS);
	KUNIT_EXPECT_EQ(test, l->region[l->n - 1].last, ~0ULL);
	in[n] = (struct ptwalk_region) { -10ULL, -1ULL, "b" };
	KUNIT_EXPECT_EQ(test, ptwalk_layout_build(l, START, ~0ULL, in, n + 1), -ENOSPC);
}

/* A space that begins at 0 and ends below 2^64, as user space does. */
static void layout_from_zero(struct kunit *test)
{
	static const struct ptwalk_region in[] = { { 0, 99, "a" }, { 200, 299, "b" } };
	static const struct ptwalk_region beyond = { 200, 300, "c" };
	struct ptwalk_layout *l = new_layout(test);

	KUNIT_ASSERT_EQ(test, ptwalk_layout_build(l, 0, 299, in, ARRAY_SIZE(in)), 0);
	KUNIT_ASSERT_EQ(test, l->n, 3);
	KUNIT_EXPECT_PTR_EQ(test, ptwalk_layout_find(l, 0), &l->region[0]);
	KUNIT_EXPECT_STREQ(test, ptwalk_layout_find(l, 100)->name, "gap");
	KUNIT_EXPECT_PTR_EQ(test, ptwalk_layout_find(l, 299), &l->region[2]);
	KUNIT_EXPECT_EQ(test, l->region[2].last, 299ULL);
	KUNIT_EXPECT_NULL(test, ptwalk_layout_find(l, 300));
	KUNIT_EXPECT_NULL(test, ptwalk_layout_find(l, ~0ULL));
	KUNIT_EXPECT_EQ(test, ptwalk_layout_build(l, 0, 299, &beyond, 1), -EINVAL);
	KUNIT_EXPECT_EQ(test, ptwalk_layout_build(l, 0, 299, NULL, 0), 0);
	KUNIT_EXPECT_EQ(test, l->n, 1);
}

/* The first region of a name; strings are compared, not pointers. */
static void layout_named(struct kunit *test)
{
	const struct ptwalk_region in[] = {
		{ START, START + 99, "a" }, { START + 200, START + 299, "b" },
		{ START + 250, START + 259, "c", .rank = 1 },
	};
	struct ptwalk_layout *l = new_layout(test);
	char b[] = "b";

	KUNIT_ASSERT_EQ(test, ptwalk_layout_build(l, START, ~0ULL, in, ARRAY_SIZE(in)), 0);
	KUNIT_EXPECT_PTR_EQ(test, ptwalk_layout_named(l, "a"), &l->region[0]);
	KUNIT_EXPECT_PTR_EQ(test, ptwalk_layout_named(l, b),
			    ptwalk_layout_find(l, START + 200));
	KUNIT_EXPECT_PTR_EQ(test, ptwalk_layout_named(l, "c"),
			    ptwalk_layout_find(l, START + 250));
	KUNIT_EXPECT_PTR_EQ(test, ptwalk_layout_named(l, "gap"),
			    ptwalk_layout_find(l, START + 100));
	KUNIT_EXPECT_NULL(test, ptwalk_layout_named(l, "d"));
}

/* All parts of the image are the image, and nothing else is, known or not. */
static void layout_in_image(struct kunit *test)
{
	const struct ptwalk_region in[] = {
		{ START, START + 99, "image" }, { START + 100, START + 199, "image:text" },
		{ START + 200, START + 299, "image:data" }, { START + 300, START + 399, "linear" },
	};
	struct ptwalk_layout *l = new_layout(test);

	KUNIT_ASSERT_EQ(test, ptwalk_layout_build(l, START, START + 399, in, ARRAY_SIZE(in)), 0);
	KUNIT_EXPECT_FALSE(test, ptwalk_layout_in_image(l, START + 99));
	KUNIT_EXPECT_TRUE(test, ptwalk_layout_in_image(l, START + 100));
	KUNIT_EXPECT_TRUE(test, ptwalk_layout_in_image(l, START + 299));
	KUNIT_EXPECT_FALSE(test, ptwalk_layout_in_image(l, START + 300));
	KUNIT_EXPECT_FALSE(test, ptwalk_layout_in_image(l, START - 1));
	KUNIT_EXPECT_FALSE(test, ptwalk_layout_in_image(l, START + 400));
}

static struct kunit_case layout_cases[] = {
	KUNIT_CASE(layout_in_image),
	KUNIT_CASE(layout_named),
	KUNIT_CASE_PARAM(layout_build, tiling_gen_params),
	KUNIT_CASE_PARAM(layout_find, tiling_gen_params),
	KUNIT_CASE(layout_full),
	KUNIT_CASE(layout_from_zero),
	{}
};

static struct kunit_suite layout_suite = {
	.name = "ptwalk-layout",
	.test_cases = layout_cases,
};

kunit_test_suite(layout_suite);
