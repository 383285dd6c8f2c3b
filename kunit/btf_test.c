// SPDX-License-Identifier: GPL-2.0-only
/*
 * The reader of BTF, on descriptions made by hand.
 */
#include "btf_maker.h"

/* Every kind that there is, and what stands behind it, is passed over. */
static void all_kinds(struct kunit *test)
{
	static const u8 words[][2] = {
		{ 1, 0 }, { 0, 0 }, { 3, 0 }, { 0, 3 }, { 0, 3 }, { 0, 2 }, { 0, 0 }, { 0, 0 },
		{ 0, 0 }, { 0, 0 }, { 0, 0 }, { 0, 0 }, { 0, 2 }, { 1, 0 }, { 0, 3 }, { 0, 0 },
		{ 1, 0 }, { 0, 0 }, { 0, 3 },
	};
	static const struct maker_names same;
	struct maker *m = maker_new(test);
	u32 kind, parts, i;

	for (parts = 0; parts < 5; parts++) {
		for (kind = 1; kind <= ARRAY_SIZE(words); kind++) {
			maker_type(m, kind, "", parts, 0);
			for (i = 0; i < words[kind - 1][0] + parts * words[kind - 1][1]; i++)
				maker_word(m, ~0U);
		}
	}
	maker_nodes(m, &maker_6_12, &same, 32);
	/* More than a window of them. */
	KUNIT_EXPECT_GT(test, m->types, (u32)PTWALK_BTF_WINDOW);
	maker_expect_layout(m, &maker_6_12);
}

static void unknown_kinds(struct kunit *test)
{
	static const struct maker_names same;
	static const u8 kinds[] = { 0, 20, 31 };
	u32 i;

	for (i = 0; i < ARRAY_SIZE(kinds); i++) {
		struct maker *m = maker_new(test);

		maker_type(m, kinds[i], "", 0, 0);
		maker_nodes(m, &maker_6_12, &same, 32);
		KUNIT_EXPECT_EQ(test, maker_layout_error(m), -EOPNOTSUPP);
	}
}

/* The first struct of a name counts; what comes before it may have all sizes. */
static void windows(struct kunit *test)
{
	static const struct maker_names same;
	u32 before, i;

	for (before = 0; before < PTWALK_BTF_WINDOW / 12 + 2; before += before < 150 ? 30 : 1) {
		struct maker *m = maker_new(test);

		for (i = 0; i < before; i++)
			maker_type(m, MAKER_FWD, "", 0, 0);
		maker_nodes(m, &maker_6_12, &same, 32);
		maker_type(m, MAKER_STRUCT, "vmap_node", 0, 8);
		maker_expect_layout(m, &maker_6_12);
	}
}

/* With the flag, the upper bits of an offset are a width. */
static void bit_fields(struct kunit *test)
{
	static const struct maker_names same;
	struct maker *m = maker_new(test);
	u32 *node;

	maker_nodes(m, &maker_6_12, &same, 32);
	node = &m->type[m->types / 4 - 12];
	node[1] |= 1U << 31;
	maker_expect_layout(m, &maker_6_12);
	node[11] |= 5 << 24;
	KUNIT_EXPECT_EQ(test, maker_layout_error(m), -EINVAL);
	/* Without it they are a part of the offset. */
	node[1] &= ~(1U << 31);
	KUNIT_EXPECT_EQ(test, maker_layout_error(m), -ENOENT);
	node[11] = 6184 * 8 + 1;
	KUNIT_EXPECT_EQ(test, maker_layout_error(m), -EINVAL);
}

/* A header with one word that is wrong, and sections that do not fit. */
static void bad_headers(struct kunit *test)
{
	static const struct { u8 at; u32 value; int err; } words[] = {
		{ 0, 0x01eb9f, 0 }, { 0, 0x01eb9e, -EINVAL }, { 0, 0x019feb, -EINVAL },
		{ 0, 0x02eb9f, -EINVAL }, { 0, 0xff01eb9f, 0 }, { 4, 23, -EINVAL },
		{ 4, 24, 0 }, { 4, 25, -EINVAL }, { 8, 1 << 20, -EINVAL }, { 8, ~0U, -EINVAL },
		{ 12, ~0U, -EINVAL }, { 16, ~0U, -EINVAL }, { 20, ~0U, -EINVAL },
		{ 12, 0, 0 }, { 20, 0, 0 },
	};
	static const struct maker_names same;
	struct maker *m = maker_new(test);
	u32 i;

	maker_nodes(m, &maker_6_12, &same, 32);
	for (i = 0; i < ARRAY_SIZE(words); i++) {
		maker_pack(m);
		maker_put(m, words[i].at, words[i].value);
		KUNIT_EXPECT_EQ_MSG(test, ptwalk_btf_open(&m->btf), words[i].err, "row %u", i);
	}
	maker_pack(m);
	m->btf.bytes--;
	KUNIT_EXPECT_EQ(test, ptwalk_btf_open(&m->btf), -EINVAL);
	m->btf.bytes = MAKER_HEADER - 1;
	KUNIT_EXPECT_EQ(test, ptwalk_btf_open(&m->btf), -EINVAL);
	m->btf.bytes = 0;
	KUNIT_EXPECT_EQ(test, ptwalk_btf_open(&m->btf), -EINVAL);
	m->btf.bytes = BIT_ULL(28) + 1;
	KUNIT_EXPECT_EQ(test, ptwalk_btf_open(&m->btf), -EINVAL);
}

/* Types that end too early end the pass, wherever that is. */
static void cut_short(struct kunit *test)
{
	static const struct maker_names same;
	struct maker *m = maker_new(test);
	struct ptwalk_vmap_layout l;
	const char *why;
	u32 types, names;
	int err;

	maker_nodes(m, &maker_6_12, &same, 32);
	for (types = 0; types < m->types; types++) {
		maker_pack(m);
		maker_put(m, 12, types);
		KUNIT_ASSERT_EQ(test, ptwalk_btf_open(&m->btf), 0);
		err = ptwalk_vmap_layout(&m->btf, &l, &why);
		KUNIT_EXPECT_TRUE_MSG(test, err == -EINVAL || err == -ENOENT, "%u: %d", types, err);
		/* Where a type ends, it is just missing. */
		if (!types || types == 12)
			KUNIT_EXPECT_EQ(test, err, -ENOENT);
		if (types % 12)
			KUNIT_EXPECT_EQ(test, err, -EINVAL);
	}
	for (names = 0; names < m->names; names++) {
		maker_pack(m);
		maker_put(m, 20, names);
		KUNIT_ASSERT_EQ(test, ptwalk_btf_open(&m->btf), 0);
		err = ptwalk_vmap_layout(&m->btf, &l, &why);
		KUNIT_EXPECT_TRUE_MSG(test, err == -EINVAL || err == -ENOENT, "%u: %d", names, err);
	}
}

/* An error of any read is the result. */
static void reads_that_fail(struct kunit *test)
{
	static const struct maker_names same;
	struct maker *m = maker_new(test);
	struct ptwalk_vmap_layout l;
	const char *why;
	u32 reads;
	int err;

	maker_nodes(m, &maker_6_12, &same, 32);
	maker_expect_layout(m, &maker_6_12);
	reads = m->reads;
	for (m->fail_at = 1; m->fail_at <= reads; m->fail_at++) {
		m->reads = 0;
		err = ptwalk_btf_open(&m->btf);
		if (!err)
			err = ptwalk_vmap_layout(&m->btf, &l, &why);
		KUNIT_EXPECT_EQ_MSG(test, err, -EIO, "read %u", m->fail_at);
	}
	/* A window that could not be read is not valid. */
	m->reads = 0;
	m->fail_at = reads + 1;
	maker_expect_layout(m, &maker_6_12);
}

/* By name, by number, by both; several in one pass, which ends with the last of them. */
static void finding(struct kunit *test)
{
	static const struct maker_names same;
	struct ptwalk_btf_type type[] = {
		{ .kind = PTWALK_BTF_STRUCT, .name = "rb_list" },
		{ .kind = PTWALK_BTF_STRUCT, .id = 2 },
		{ .kind = PTWALK_BTF_STRUCT, .id = 3, .name = "list_head" },
		{ .kind = PTWALK_BTF_TYPEDEF, .name = "spinlock_t" },
	};
	struct ptwalk_btf_type missing[] = {
		{ .kind = PTWALK_BTF_STRUCT, .id = 3, .name = "rb_root" },
		{ .kind = PTWALK_BTF_STRUCT, .id = 4 },
		{ .kind = PTWALK_BTF_TYPEDEF, .name = "rb_root" },
	};
	struct ptwalk_btf_type long_name = {
		.kind = PTWALK_BTF_STRUCT, .name = "a_name_that_is_too_long_to_look_for",
	};
	struct maker *m = maker_new(test);
	u32 i;

	maker_nodes(m, &maker_6_12, &same, 32);
	maker_pack(m);
	KUNIT_ASSERT_EQ(test, ptwalk_btf_open(&m->btf), 0);
	KUNIT_ASSERT_EQ(test, ptwalk_btf_find(&m->btf, type, ARRAY_SIZE(type)), 0);
	for (i = 0; i < ARRAY_SIZE(type); i++)
		KUNIT_EXPECT_TRUE_MSG(test, type[i].found, "%u", i);
	KUNIT_EXPECT_EQ(test, type[0].id, 5);
	KUNIT_EXPECT_EQ(test, type[0].bytes, 32);
	KUNIT_EXPECT_EQ(test, type[3].id, 4);
	KUNIT_ASSERT_EQ(test, ptwalk_btf_find(&m->btf, missing, ARRAY_SIZE(missing)), 0);
	for (i = 0; i < ARRAY_SIZE(missing); i++)
		KUNIT_EXPECT_FALSE_MSG(test, missing[i].found, "%u", i);
	KUNIT_EXPECT_EQ(test, ptwalk_btf_find(&m->btf, &long_name, 1), -EINVAL);
	/* What comes behind the last that is looked for is not looked at. */
	m->all[MAKER_HEADER + m->types - 12 * 4 + 7] = 31;
	KUNIT_EXPECT_EQ(test, ptwalk_btf_find(&m->btf, missing, 1), 0);
	m->btf.valid = 0;
	KUNIT_EXPECT_EQ(test, ptwalk_btf_find(&m->btf, missing, 1), -EOPNOTSUPP);
	KUNIT_EXPECT_EQ(test, ptwalk_btf_find(&m->btf, type, ARRAY_SIZE(type)), 0);
}

static struct kunit_case btf_cases[] = {
	KUNIT_CASE(all_kinds),
	KUNIT_CASE(unknown_kinds),
	KUNIT_CASE(windows),
	KUNIT_CASE(bit_fields),
	KUNIT_CASE(bad_headers),
	KUNIT_CASE(cut_short),
	KUNIT_CASE(reads_that_fail),
	KUNIT_CASE(finding),
	{}
};

static struct kunit_suite btf_suite = {
	.name = "ptwalk-btf",
	.test_cases = btf_cases,
};

kunit_test_suite(btf_suite);
