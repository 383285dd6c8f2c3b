// SPDX-License-Identifier: GPL-2.0-only
/*
 * The layout of vmap nodes, from descriptions of types made by hand: of a kernel that has
 * moved members, and of one that has renamed them.
 */
#include "btf_maker.h"

static void expect_why(struct maker *m, const char *want)
{
	struct ptwalk_vmap_layout l = {};
	const char *why = NULL;

	maker_pack(m);
	KUNIT_ASSERT_EQ(m->test, ptwalk_btf_open(&m->btf), 0);
	KUNIT_EXPECT_EQ_MSG(m->test, ptwalk_vmap_layout(&m->btf, &l, &why), -ENOENT, "%s", want);
	KUNIT_ASSERT_NOT_NULL(m->test, why);
	KUNIT_EXPECT_STREQ(m->test, why, want);
}

/* Members are found where they are, wherever a kernel has them. */
static void fields_that_moved(struct kunit *test)
{
	static const struct ptwalk_vmap_layout places[] = {
		{ 6272, 6152, 6184, 0, 8, 24 },
		{ 6272, 6184, 6152, 0, 8, 24 },
		{ 64, 0, 32, 24, 8, 0 },
		{ 64, 32, 0, 0, 8, 28 },
		{ 65536, 65504, 0, 24, 0, 20 },
	};
	static const struct maker_names same;
	struct maker *m;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(places); i++) {
		m = maker_new(test);
		maker_nodes(m, &places[i], &same, 32);
		maker_expect_layout(m, &places[i]);
	}
}

static void fields_that_were_renamed(struct kunit *test)
{
	static const struct { struct maker_names names; const char *why; } cases[] = {
		{ { .node = "vmap_nodes" }, "vmap areas: no struct vmap_node in BTF" },
		{ { .node = "vmap_nod" }, "vmap areas: no struct vmap_node in BTF" },
		{ { .busy = "used" }, "vmap areas: no vmap_node.busy in BTF" },
		{ { .lazy = "lazyy" }, "vmap areas: no vmap_node.lazy in BTF" },
		{ { .root = "tree" }, "vmap areas: no vmap_node.busy.root in BTF" },
		{ { .head = "list" }, "vmap areas: no vmap_node.busy.head in BTF" },
		{ { .lock = "busy_lock" }, "vmap areas: no vmap_node.busy.lock in BTF" },
		{ { .root_type = "maple_tree" },
		  "vmap areas: in BTF, vmap_node.busy.root is no struct rb_root" },
		{ { .head_type = "hlist_head" },
		  "vmap areas: in BTF, vmap_node.busy.head is no struct list_head" },
		{ { .lock_type = "raw_spinlock_t" },
		  "vmap areas: in BTF, vmap_node.busy.lock is no spinlock_t" },
	};
	struct maker *m;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		m = maker_new(test);
		maker_nodes(m, &maker_6_12, &cases[i].names, 32);
		expect_why(m, cases[i].why);
	}
}

static void offsets_without_sense(struct kunit *test)
{
	static const struct { struct ptwalk_vmap_layout l; u32 list_bytes; } cases[] = {
		{ { 6272, 6152, 6244, 0, 8, 24 }, 32 },
		{ { 6272, 6248, 6184, 0, 8, 24 }, 32 },
		{ { 6272, 6152, 6248, 0, 8, 24 }, 32 },
		{ { 6272, 6153, 6184, 0, 8, 24 }, 32 },
		{ { 6276, 6152, 6184, 0, 8, 24 }, 32 },
		{ { 6272, 6152, 6184, 4, 8, 24 }, 32 },
		{ { 6272, 6152, 6184, 0, 12, 24 }, 32 },
		{ { 6272, 6152, 6184, 0, 8, 26 }, 32 },
		{ { 6272, 6152, 6184, 32, 8, 24 }, 32 },
		{ { 6272, 6152, 6184, 0, 24, 24 }, 32 },
		{ { 6272, 6152, 6184, 0, 8, 32 }, 32 },
		{ { 6272, 0, 0, 0, 0, 0 }, 16 },
		{ { 24, 0, 0, 0, 8, 20 }, 32 },
		{ { 65544, 6152, 6184, 0, 8, 24 }, 32 },
	};
	static const struct maker_names same;
	struct maker *m;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		m = maker_new(test);
		maker_nodes(m, &cases[i].l, &same, cases[i].list_bytes);
		expect_why(m, "vmap areas: in BTF, the offsets in struct vmap_node make no sense");
	}
}

/* Two structs, and something that is none. */
static void lists_that_differ(struct kunit *test)
{
	static const char why[] =
		"vmap areas: in BTF, vmap_node.busy and vmap_node.lazy are not alike";
	static const struct maker_names same;
	struct maker *m;
	u32 i;

	for (i = 0; i < 2; i++) {
		m = maker_new(test);
		maker_nodes(m, &maker_6_12, &same, 32);
		/* The last member, or both: its type is the word before the last. */
		m->type[m->types / 4 - 2]--;
		m->type[m->types / 4 - 5] -= i;
		expect_why(m, why);
	}
}

static struct kunit_case vmap_layout_cases[] = {
	KUNIT_CASE(fields_that_moved),
	KUNIT_CASE(fields_that_were_renamed),
	KUNIT_CASE(offsets_without_sense),
	KUNIT_CASE(lists_that_differ),
	{}
};

static struct kunit_suite vmap_layout_suite = {
	.name = "ptwalk-vmap-layout",
	.test_cases = vmap_layout_cases,
};

kunit_test_suite(vmap_layout_suite);
