// SPDX-License-Identifier: GPL-2.0-only
/*
 * Random tables from fixed seeds, walked in random ways, against the second walker.
 */
#include "fake.h"

/** SEEDS - trees for each shape */
#define SEEDS	3

static void shape_desc(const struct fake_shape *shape, char *desc)
{
	strscpy(desc, shape->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(shape, fake_shapes, shape_desc);

/**
 * struct gardener - grows a tree
 * @f: in this arena
 * @seed: state of the generator
 * @tables: that may still be made
 * @shared: a table was used twice
 * @made: last table made of each level, 0 for none
 */
struct gardener {
	struct fake *f;
	u64 seed;
	u32 tables;
	bool shared;
	u64 made[PTWALK_LEVELS];
};

/* xorshift64: any seed but 0. */
static u32 rnd(struct gardener *g, u32 below)
{
	return fake_random(&g->seed, below);
}

static u64 random_attrs(struct gardener *g)
{
	static const u64 some[] = {
		FAKE_RW, FAKE_RW, FAKE_RW | FAKE_RO, FAKE_AF | FAKE_RO, FAKE_RW | FAKE_CONT,
		FAKE_RW | FAKE_NG, FAKE_RW | 5 << 2, 0,
	};

	return some[rnd(g, ARRAY_SIZE(some))];
}

/* Not zero, and no table that was made here. */
static u64 random_oddity(struct gardener *g, unsigned int level)
{
	switch (rnd(g, 4)) {
	case 0:
		return 2 | (u64)rnd(g, 1000) << 20;
	case 1:
		return level ? fake_pointer(g->f, 0, 0) : 1;
	case 2:
		return fake_leaf(g->f, level, 0, FAKE_RW);
	default:
		return 0xdead0000;
	}
}

/* A stretch of leaves: one extent, one page again and again, or anything. */
static void grow_leaves(struct gardener *g, u64 table, unsigned int level, u32 from, u32 n)
{
	u64 size = fake_size(g->f, level), attrs = random_attrs(g);
	u64 step = rnd(g, 3) ? size : 0, pa = rnd(g, 1 << 12) * size;
	bool scattered = !rnd(g, 4);

	for (; n--; from++, pa += step) {
		if (scattered && !rnd(g, 3))
			pa = rnd(g, 1 << 12) * size;
		pa &= BIT_ULL(g->f->space.geo.pa_bits) - 1;
		*fake_entry(g->f, table, from) = fake_leaf(g->f, level, pa, attrs);
	}
}

static u64 grow_table(struct gardener *g, unsigned int level);

static void grow_pointers(struct gardener *g, u64 table, unsigned int level, u32 from, u32 n)
{
	static const u64 hierarchy[] = { 0, 0, 0, FAKE_PXN_TABLE, FAKE_RO_TABLE };

	for (n = min(n, 3u); n--; from++) {
		u64 attrs = hierarchy[rnd(g, ARRAY_SIZE(hierarchy))], below;

		if (level == 1 && g->made[0] && !rnd(g, 3)) {
			below = g->made[0];
			g->shared = true;
		} else if (g->tables) {
			below = grow_table(g, level - 1);
		} else {
			return;
		}
		*fake_entry(g->f, table, from) = fake_pointer(g->f, below, attrs);
	}
}

static void grow_stretch(struct gardener *g, u64 table, unsigned int level, u32 from, u32 n)
{
	u32 what = rnd(g, 8);

	if (!what)
		*fake_entry(g->f, table, from) = random_oddity(g, level);
	else if (what < 3)
		return;
	else if (level && (what < 7 || !fake_may_block(g->f, level)))
		grow_pointers(g, table, level, from, n);
	else
		grow_leaves(g, table, level, from, level ? min(n, 40u) : n);
}

static void fill_table(struct gardener *g, u64 table, unsigned int level)
{
	u32 entries = g->f->space.geo.level[level].entries, at = 0, n;

	/* Few long stretches, so that a large table is no longer to list than a small one. */
	if (!rnd(g, 8))
		return;
	while (at < entries) {
		n = 1 + rnd(g, rnd(g, 2) ? 8 : min(entries, 400u));
		n = min(n, entries - at);
		grow_stretch(g, table, level, at, n);
		at += n + (rnd(g, 3) ? 0 : rnd(g, entries));
	}
}

static u64 grow_table(struct gardener *g, unsigned int level)
{
	u64 table = fake_table(g->f);
	u32 i;

	g->tables--;
	if (!level && !rnd(g, 6)) {
		u64 raw = fake_leaf(g->f, 0, 0x50000000, FAKE_RW);

		for (i = 0; i < g->f->space.geo.level[0].entries; i++)
			*fake_entry(g->f, table, i) = raw;
	} else {
		fill_table(g, table, level);
	}
	g->made[level] = table;
	return table;
}

static void grow_tree(struct gardener *g)
{
	fake_clear(g->f);
	memset(g->made, 0, sizeof(g->made));
	g->shared = false;
	g->tables = g->f->space.geo.page_shift == 12 ? 24 :
		    g->f->space.geo.page_shift == 14 ? 12 : 6;
	fill_table(g, g->f->space.geo.root_pa, fake_top(g->f));
}

static struct fake_how random_how(struct gardener *g, const struct fake_refs *refs)
{
	struct fake_how how = {
		.split = rnd(g, 2),
		.show = rnd(g, 2),
		.resume = !rnd(g, 3),
		.forget = !rnd(g, 3),
		.shared = g->shared,
	};

	if (!rnd(g, 3))
		how.limit = (1 + rnd(g, 3000)) * fake_size(g->f, 0);
	else if (!rnd(g, 2))
		how.limit = fake_size(g->f, 1) * (1 + rnd(g, 5));
	/* Limits that close would make many steps of what is not there. */
	if (how.limit && BIT_ULL(g->f->space.geo.va_bits) / how.limit > 1ULL << 40)
		how.limit = 0;
	if (refs->n && !rnd(g, 3))
		how.end = refs->ref[rnd(g, refs->n)].va + rnd(g, 3) * fake_size(g->f, 0);
	if (how.end == g->f->space.geo.va_start)
		how.end = 0;
	if (refs->n && !rnd(g, 3))
		how.start = refs->ref[rnd(g, refs->n)].va;
	if (how.start - 1 >= how.end - 1)
		how.start = 0;
	return how;
}

static void random_trees(struct kunit *test)
{
	struct gardener g = { .f = fake_new(test, test->param_value) };
	struct fake_refs *refs = fake_refs_new(g.f);
	struct ptwalk_walk *w = fake_walk(g.f);
	u32 seed, i, compared = 0;

	for (seed = 1; seed <= SEEDS; seed++) {
		g.seed = seed * 0x9e3779b97f4a7c15ULL;
		grow_tree(&g);
		fake_list(g.f, refs);
		if (refs->full)
			continue;
		for (i = 0; i < 3; i++) {
			struct fake_how how = random_how(&g, refs);

			kunit_info(test, "seed %u: split %d show %d resume %d forget %d",
				   seed, how.split, how.show, how.resume, how.forget);
			kunit_info(test, "limit %llx range %llx-%llx",
				   how.limit, how.start, how.end);
			fake_compare(g.f, w, refs, &how);
		}
		compared++;
	}
	KUNIT_EXPECT_GE(test, compared, SEEDS / 2);
}

static struct kunit_case random_cases[] = {
	KUNIT_CASE_PARAM(random_trees, shape_gen_params),
	{}
};

static struct kunit_suite random_suite = {
	.name = "ptwalk-random",
	.test_cases = random_cases,
};

kunit_test_suite(random_suite);
