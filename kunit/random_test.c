// SPDX-License-Identifier: GPL-2.0-only
/*
 * Random tables from fixed seeds, in three formats, walked in random ways and looked up,
 * against the second walker.
 */
#include "core/x86_64/x86_64.h"
#include "toy.h"

/** SEEDS - trees for each shape */
#define SEEDS	3

/** WAYS - to walk each tree */
#define WAYS	4

/** LOOKUPS - addresses to look up in each tree */
#define LOOKUPS	20

struct gardener;

/**
 * struct garden - what trees of a format are made of
 * @attrs: of leaves, the usual ones twice
 * @nr_attrs: how many
 * @table_attrs: of entries that point to a table
 * @nr_table_attrs: how many
 * @stretch: most leaves side by side
 * @pointers: most tables side by side
 * @pa: a physical address, not yet aligned
 * @oddity: an entry that is not zero, and no table that was made here
 * @may_block: may a level other than the last hold leaves? NULL: all may
 */
struct garden {
	const u64 *attrs;
	u32 nr_attrs;
	const u64 *table_attrs;
	u32 nr_table_attrs;
	u32 stretch;
	u32 pointers;
	u64 (*pa)(struct gardener *g, u64 size);
	u64 (*oddity)(struct gardener *g, unsigned int level);
	bool (*may_block)(const struct fake *f, unsigned int level);
};

/**
 * struct gardener - grows a tree
 * @garden: of this format
 * @f: in this arena
 * @seed: state of the generator
 * @tables: that may still be made
 * @shared: a table was used twice
 * @made: last table made of each level, 0 for none
 */
struct gardener {
	const struct garden *garden;
	struct fake *f;
	u64 seed;
	u32 tables;
	bool shared;
	u64 made[PTWALK_LEVELS];
};

static u32 rnd(struct gardener *g, u32 below)
{
	return fake_random(&g->seed, below);
}

/* ---- arm64 ---- */

static const u64 arm64_attrs[] = {
	FAKE_RW, FAKE_RW, FAKE_RW | FAKE_RO, FAKE_AF | FAKE_RO, FAKE_RW | FAKE_CONT,
	FAKE_RW | FAKE_NG, FAKE_RW | 5 << 2, 0,
};

static const u64 arm64_table_attrs[] = { 0, 0, 0, FAKE_PXN_TABLE, FAKE_RO_TABLE };

static u64 arm64_pa(struct gardener *g, u64 size)
{
	return rnd(g, 1 << 12) * size;
}

static u64 arm64_oddity(struct gardener *g, unsigned int level)
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

/* Few long stretches, so that a large table is no longer to list than a small one. */
static const struct garden arm64_garden = {
	.attrs = arm64_attrs, .nr_attrs = ARRAY_SIZE(arm64_attrs),
	.table_attrs = arm64_table_attrs, .nr_table_attrs = ARRAY_SIZE(arm64_table_attrs),
	.stretch = 400, .pointers = 3, .pa = arm64_pa, .oddity = arm64_oddity,
	.may_block = fake_may_block,
};

/* ---- x86_64 ---- */

#define X86_64_RW	(PTWALK_X86_64_WRITE | PTWALK_X86_64_NX)

static const u64 x86_64_attrs[] = {
	X86_64_RW, X86_64_RW, X86_64_RW | BIT_ULL(8), PTWALK_X86_64_NX, 0,
	X86_64_RW | PTWALK_X86_64_USER, X86_64_RW | BIT_ULL(3),
};

static const u64 x86_64_table_attrs[] = {
	PTWALK_X86_64_WRITE, PTWALK_X86_64_WRITE, PTWALK_X86_64_WRITE | PTWALK_X86_64_USER,
	PTWALK_X86_64_WRITE | BIT_ULL(5), 0, X86_64_RW,
};

static u64 x86_64_oddity(struct gardener *g, unsigned int level)
{
	const u64 some[] = {
		0xdead0000, 2 | (u64)rnd(g, 1000) << 20, BIT_ULL(62),
		level ? fake_pointer(g->f, 0x1000, 0) : PTWALK_X86_64_SIZE,
		/* A leaf at any level, which some levels can't have. */
		PTWALK_X86_64_PRESENT | PTWALK_X86_64_SIZE | BIT_ULL(51),
	};

	return some[rnd(g, ARRAY_SIZE(some))];
}

static bool x86_64_may_block(const struct fake *f, unsigned int level)
{
	return level < 3;
}

static const struct garden x86_64_garden = {
	.attrs = x86_64_attrs, .nr_attrs = ARRAY_SIZE(x86_64_attrs),
	.table_attrs = x86_64_table_attrs, .nr_table_attrs = ARRAY_SIZE(x86_64_table_attrs),
	.stretch = 400, .pointers = 3, .pa = arm64_pa, .oddity = x86_64_oddity,
	.may_block = x86_64_may_block,
};

/* Hardware sets accessed and dirty here and there, which must not make a difference. */
static u64 x86_64_encode(const struct fake *f, unsigned int level, bool table, u64 pa, u64 attrs)
{
	u64 raw = pa | attrs | PTWALK_X86_64_PRESENT;

	if (table)
		return raw;
	return raw | (pa >> f->space.geo.level[level].shift & 3) << 5 |
	       (level ? PTWALK_X86_64_SIZE : 0);
}

static struct fake *x86_64_new(struct kunit *test, const u8 *levels)
{
	const struct ptwalk_x86_64_regs regs = {
		.root = 0x40000000, .cr0 = BIT_ULL(31) | BIT_ULL(16), .efer = GENMASK_ULL(11, 10),
		.cr4 = *levels == 5 ? BIT_ULL(12) : 0, .pat = 0x0407050600070106ULL,
		.pa_bits = 52, .gbpages = 1,
	};
	struct fake *f = fake_new_format(test, &ptwalk_x86_64_ops, &regs, regs.root);

	f->encode = x86_64_encode;
	return f;
}

/* ---- the invented format ---- */

static const u64 toy_attrs[] = {
	TOY_RW, TOY_RW, TOY_RW | TOY_G, TOY_R | TOY_X, TOY_R | TOY_A,
};

static const u64 toy_table_attrs[] = { 0, 0, 0, TOY_G };

static u64 toy_pa(struct gardener *g, u64 size)
{
	return (u64)rnd(g, 8) << 53 | (u64)rnd(g, 1 << 16) << 16;
}

static u64 toy_oddity(struct gardener *g, unsigned int level)
{
	const u64 some[] = {
		TOY_V | TOY_W, 0xdead0000, TOY_V | BIT_ULL(60),
		/* Amid what is bigger, or of a group that is none. */
		fake_leaf(g->f, level, 0x40001000, TOY_RW) | (level ? 0 : TOY_N),
		level ? fake_pointer(g->f, g->f->base, 0) : TOY_V,
		level ? fake_pointer(g->f, 0x1000, 0) : 2,
	};

	return some[rnd(g, ARRAY_SIZE(some))];
}

static const struct garden toy_garden = {
	.attrs = toy_attrs, .nr_attrs = ARRAY_SIZE(toy_attrs),
	.table_attrs = toy_table_attrs, .nr_table_attrs = ARRAY_SIZE(toy_table_attrs),
	.stretch = 100, .pointers = 4, .pa = toy_pa, .oddity = toy_oddity,
};

/* ---- trees ---- */

static u64 random_pa(struct gardener *g, unsigned int level)
{
	u64 size = fake_size(g->f, level);

	return g->garden->pa(g, size) & ~(size - 1);
}

static u64 random_attrs(struct gardener *g)
{
	return g->garden->attrs[rnd(g, g->garden->nr_attrs)];
}

/* A stretch of leaves: one extent, one page again and again, or anything. */
static void grow_leaves(struct gardener *g, u64 table, unsigned int level, u32 from, u32 n)
{
	u64 attrs = random_attrs(g), pa = random_pa(g, level);
	u64 step = rnd(g, 3) ? fake_size(g->f, level) : 0;
	bool scattered = !rnd(g, 4);

	for (; n--; from++, pa += step) {
		if (scattered && !rnd(g, 3))
			pa = random_pa(g, level);
		pa &= BIT_ULL(g->f->space.geo.pa_bits) - 1;
		*fake_entry(g->f, table, from) = fake_leaf(g->f, level, pa, attrs);
	}
}

/*
 * Groups of equal entries, where the format has them, most of them whole: the next
 * after the last, the same again, or anything.
 */
static void grow_groups(struct gardener *g, u64 table, u32 from, u32 n)
{
	u64 pa = random_pa(g, 0), step = rnd(g, 3) ? TOY_GROUP * fake_size(g->f, 0) : 0;
	u32 at = from & ~(TOY_GROUP - 1u);

	if (!rnd(g, 4))
		at = from;
	for (; at < from + n; at++) {
		if (!(at % TOY_GROUP))
			pa = rnd(g, 6) ? pa + step : random_pa(g, 0);
		*fake_entry(g->f, table, at) = fake_leaf(g->f, 0, pa, TOY_RW | TOY_N);
	}
}

static u64 grow_table(struct gardener *g, unsigned int level);

static void grow_pointers(struct gardener *g, u64 table, unsigned int level, u32 from, u32 n)
{
	const struct garden *garden = g->garden;

	for (n = min(n, garden->pointers); n--; from++) {
		u64 attrs = garden->table_attrs[rnd(g, garden->nr_table_attrs)], below;

		if (g->made[level - 1] && !rnd(g, 3)) {
			below = g->made[level - 1];
			g->shared = true;
		} else if (g->tables) {
			below = grow_table(g, level - 1);
		} else {
			return;
		}
		*fake_entry(g->f, table, from) = fake_pointer(g->f, below, attrs);
	}
}

static bool may_hold_leaves(const struct gardener *g, unsigned int level)
{
	return !level || !g->garden->may_block || g->garden->may_block(g->f, level);
}

static void grow_stretch(struct gardener *g, u64 table, unsigned int level, u32 from, u32 n)
{
	u32 what = rnd(g, 10);

	if (!what)
		*fake_entry(g->f, table, from) = g->garden->oddity(g, level);
	else if (what < 3)
		return;
	else if (level && (what < 8 || !may_hold_leaves(g, level)))
		grow_pointers(g, table, level, from, n);
	else if (!level && what < 7 && g->f->space.geo.napot_mask)
		grow_groups(g, table, from, n);
	else
		grow_leaves(g, table, level, from, level ? min(n, 40u) : n);
}

static void fill_table(struct gardener *g, u64 table, unsigned int level)
{
	u32 entries = g->f->space.geo.level[level].entries, at = 0, n;

	if (!rnd(g, 8))
		return;
	while (at < entries) {
		n = 1 + rnd(g, rnd(g, 2) ? 8 : min(entries, g->garden->stretch));
		n = min(n, entries - at);
		grow_stretch(g, table, level, at, n);
		at += n + (rnd(g, 3) ? 0 : rnd(g, entries));
	}
}

/* Equal entries throughout: one page, or one group. */
static void fill_equal(struct gardener *g, u64 table)
{
	u64 raw = fake_leaf(g->f, 0, random_pa(g, 0), g->garden->attrs[0]);
	u32 i;

	if (rnd(g, 2))
		raw |= g->f->space.geo.napot_mask;
	for (i = 0; i < g->f->space.geo.level[0].entries; i++)
		*fake_entry(g->f, table, i) = raw;
}

static u64 grow_table(struct gardener *g, unsigned int level)
{
	u64 table = fake_table(g->f);

	g->tables--;
	if (!level && !rnd(g, 5))
		fill_equal(g, table);
	else
		fill_table(g, table, level);
	g->made[level] = table;
	return table;
}

/* All of the root is filled, whatever part of it is of the space. */
static void grow_tree(struct gardener *g)
{
	fake_clear(g->f);
	memset(g->made, 0, sizeof(g->made));
	g->shared = false;
	g->tables = g->f->space.geo.page_shift == 12 ? 24 :
		    g->f->space.geo.page_shift == 14 ? 12 : 6;
	fill_table(g, g->f->space.geo.root_pa, fake_top(g->f));
}

/* ---- walks ---- */

static u64 random_limit(struct gardener *g)
{
	u64 limit = 0;

	if (!rnd(g, 3))
		limit = (1 + rnd(g, 3000)) * fake_size(g->f, 0);
	else if (!rnd(g, 2))
		limit = fake_size(g->f, 1) * (1 + rnd(g, 5));
	/* Limits that close would make many steps of what is not there. */
	return limit && fake_bytes(g->f) / limit > 1ULL << 40 ? 0 : limit;
}

static struct fake_how random_how(struct gardener *g, const struct fake_refs *refs)
{
	u64 page = fake_size(g->f, 0), start = g->f->space.geo.va_start;
	struct fake_how how = {
		.split = rnd(g, 2),
		.show = rnd(g, 2),
		.resume = !rnd(g, 3),
		.forget = !rnd(g, 3),
		.limit = random_limit(g),
		.shared = g->shared,
	};

	if (refs->n && !rnd(g, 3))
		how.end = refs->ref[rnd(g, refs->n)].va + rnd(g, 20) * page;
	if (how.end == start)
		how.end = 0;
	if (refs->n && !rnd(g, 3))
		how.start = refs->ref[rnd(g, refs->n)].va + rnd(g, 2) * 3 * page;
	if (how.start - start >= fake_bytes(g->f) || (how.end && how.start >= how.end))
		how.start = 0;
	return how;
}

static void compare_tree(struct gardener *g, const struct fake_refs *refs, struct ptwalk_walk *w)
{
	struct kunit *test = g->f->test;
	u32 i;

	for (i = 0; i < WAYS; i++) {
		struct fake_how how = random_how(g, refs);

		kunit_info(test, "split %d show %d resume %d forget %d limit %llx range %llx-%llx",
			   how.split, how.show, how.resume, how.forget, how.limit, how.start,
			   how.end);
		fake_compare(g->f, w, refs, &how);
	}
	for (i = 0; i < LOOKUPS && refs->n; i++)
		fake_check_lookup(g->f, refs,
				  refs->ref[rnd(g, refs->n)].va + rnd(g, 4 * fake_size(g->f, 0)));
}

static void compare_trees(struct fake *f, const struct garden *garden)
{
	struct gardener g = { .garden = garden, .f = f };
	struct fake_refs *refs = fake_refs_new(f);
	struct ptwalk_walk *w = fake_walk(f);
	u32 seed, compared = 0;

	for (seed = 1; seed <= SEEDS; seed++) {
		g.seed = seed * 0x9e3779b97f4a7c15ULL;
		grow_tree(&g);
		fake_list(f, refs);
		if (refs->full)
			continue;
		kunit_info(f->test, "seed %u", seed);
		compare_tree(&g, refs, w);
		compared++;
	}
	KUNIT_EXPECT_GE(f->test, compared, SEEDS / 2);
}

static void arm64_desc(const struct fake_shape *shape, char *desc)
{
	strscpy(desc, shape->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(arm64, fake_shapes, arm64_desc);

static void arm64_trees(struct kunit *test)
{
	compare_trees(fake_new(test, test->param_value), &arm64_garden);
}

static void toy_desc(const struct toy_shape *shape, char *desc)
{
	strscpy(desc, shape->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(toy, toy_shapes, toy_desc);

static void toy_trees(struct kunit *test)
{
	compare_trees(toy_new(test, test->param_value), &toy_garden);
}

static const u8 x86_64_levels[] = { 4, 5 };

static void x86_64_desc(const u8 *levels, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "%u levels", *levels);
}

KUNIT_ARRAY_PARAM(x86_64, x86_64_levels, x86_64_desc);

static void x86_64_trees(struct kunit *test)
{
	compare_trees(x86_64_new(test, test->param_value), &x86_64_garden);
}

static struct kunit_case random_cases[] = {
	KUNIT_CASE_PARAM(arm64_trees, arm64_gen_params),
	KUNIT_CASE_PARAM(x86_64_trees, x86_64_gen_params),
	KUNIT_CASE_PARAM(toy_trees, toy_gen_params),
	{}
};

static struct kunit_suite random_suite = {
	.name = "ptwalk-random",
	.test_cases = random_cases,
};

kunit_test_suite(random_suite);
