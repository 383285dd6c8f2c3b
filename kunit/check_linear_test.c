// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rules of the linear map, and the MMU's, on a linear map of a few pages.
 * Everything is counted in pages; page 0 of the map is physical page 100.
 */
#include "world.h"

#define PHYS	WORLD_PHYS

/* Leaves that are alike, as a walk would yield them. */
struct piece {
	u32 va;
	u32 count;
	u32 pa;
	enum ptwalk_kind kind;
};

/**
 * struct linear_case - one linear map
 * @name: of the case
 * @ram: physical ranges: start, end and kind; an end of 0 ends the list
 * @piece: what is mapped; a count of 0 ends the list
 * @liar: virtual page about which the MMU disagrees; 0 for none
 * @expect: findings as words, in the order in which they come
 */
struct linear_case {
	const char *name;
	u32 ram[3][3];
	struct piece piece[6];
	u32 liar;
	const char *expect;
};

#define L PTWALK_LEAF
#define OFFLINE PTWALK_RAM_OFFLINE
#define DEVICE PTWALK_RAM_DEVICE
#define EDGE PTWALK_RAM_EDGE

static const struct linear_case cases[] = {
	{ "all of it", { { 100, 110 } }, { { 0, 10, 100, L } }, 0, "" },
	{ "in two pieces", { { 100, 110 } }, { { 0, 4, 100, L }, { 4, 6, 104, L } }, 0, "" },
	{ "two ranges", { { 100, 104 }, { 106, 110 } }, { { 0, 4, 100, L }, { 6, 4, 106, L } },
	  0, "" },
	{ "nothing", { { 100, 110 } }, { }, 0, "linear-hole 0-10 " },
	{ "head missing", { { 100, 110 } }, { { 3, 7, 103, L } }, 0, "linear-hole 0-3 " },
	{ "middle missing", { { 100, 110 } }, { { 0, 3, 100, L }, { 5, 5, 105, L } }, 0,
	  "linear-hole 3-5 " },
	{ "tail missing", { { 100, 110 } }, { { 0, 9, 100, L } }, 0, "linear-hole 9-10 " },
	{ "a range missing", { { 100, 102 }, { 104, 106 }, { 108, 110 } },
	  { { 0, 2, 100, L }, { 8, 2, 108, L } }, 0, "linear-hole 4-6 " },
	{ "taken out on purpose", { { 100, 110 } },
	  { { 0, 4, 100, L }, { 4, 1, 0, PTWALK_INVALID }, { 5, 5, 105, L } }, 0, "" },
	{ "a table nobody knows", { { 100, 110 } },
	  { { 0, 4, 100, L }, { 4, 6, 0, PTWALK_TORN } }, 0, "" },
	{ "more than RAM", { { 100, 104 } }, { { 0, 6, 100, L } }, 0, "linear-extra 4-6 " },
	{ "between two ranges", { { 100, 102 }, { 104, 106 } }, { { 0, 6, 100, L } }, 0,
	  "linear-extra 2-4 " },
	{ "before the first range", { { 102, 104 } }, { { 0, 4, 100, L } }, 0,
	  "linear-extra 0-2 " },
	{ "no RAM at all", { }, { { 0, 2, 100, L } }, 0, "linear-extra 0-2 " },
	{ "offline and not mapped", { { 100, 104 }, { 104, 110, OFFLINE } }, { { 0, 4, 100, L } },
	  0, "" },
	{ "offline and mapped", { { 100, 104 }, { 104, 110, OFFLINE } }, { { 0, 10, 100, L } },
	  0, "" },
	{ "missing beside what is offline", { { 100, 104 }, { 104, 106, OFFLINE }, { 106, 110 } },
	  { { 0, 3, 100, L }, { 8, 2, 108, L } }, 0, "linear-hole 3-4 linear-hole 6-8 " },
	{ "a device's", { { 100, 104 }, { 106, 108, DEVICE } },
	  { { 0, 4, 100, L }, { 6, 2, 106, L } }, 0, "" },
	{ "a device's, in part", { { 100, 104 }, { 106, 108, DEVICE } },
	  { { 0, 4, 100, L }, { 7, 1, 107, L } }, 0, "" },
	{ "on both sides of a device's", { { 100, 104 }, { 106, 108, DEVICE } },
	  { { 0, 10, 100, L } }, 0, "linear-extra 4-6 linear-extra 8-10 " },
	{ "a device's elsewhere", { { 100, 104 }, { 106, 108, DEVICE } },
	  { { 0, 4, 100, L }, { 6, 1, 106, L }, { 7, 1, 777, L } }, 0, "linear-affine 7-8 " },
	{ "more than an edge", { { 100, 104 }, { 104, 105, EDGE } }, { { 0, 6, 100, L } }, 0,
	  "linear-extra 5-6 " },
	{ "elsewhere", { { 100, 104 } },
	  { { 0, 2, 100, L }, { 2, 1, 777, L }, { 3, 1, 103, L } }, 0, "linear-affine 2-3 " },
	{ "two of them swapped", { { 100, 104 } },
	  { { 0, 1, 100, L }, { 1, 1, 102, L }, { 2, 1, 101, L }, { 3, 1, 103, L } }, 0,
	  "linear-affine 1-3 " },
	{ "the MMU disagrees", { { 100, 104 } }, { { 0, 4, 100, L } }, 2, "mmu-disagrees 2-3 " },
};

static void case_desc(const struct linear_case *c, char *desc)
{
	strscpy(desc, c->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(linear, cases, case_desc);

/* What the test and its hooks share; suites run one after the other. */
static struct world world;
static const struct linear_case *playing;

static u64 page(u64 n)
{
	return world_bytes(&world, n);
}

static void say(void *priv, const struct ptwalk_finding *f)
{
	size_t n = strlen(world.said);

	fake_check_finding(world.test, &world.space.geo, f);
	if (f->rule == PTWALK_LINEAR_EXTRA)
		KUNIT_EXPECT_EQ(world.test, f->actual, f->start + world.space.linear_offset);
	if (f->rule == PTWALK_LINEAR_AFFINE)
		KUNIT_EXPECT_EQ(world.test, f->expected, f->start + world.space.linear_offset);
	snprintf(world.said + n, sizeof(world.said) - n, "%s %llu-%llu ",
		 ptwalk_rules[f->rule].name, world_page(&world, f->start),
		 world_page(&world, f->last + 1));
}

static int fake_translate(void *priv, u64 va, u64 *pa)
{
	if (playing->liar && world_page(&world, va) == playing->liar)
		return -EFAULT;
	*pa = va + world.space.linear_offset;
	return 0;
}

static void set_up(struct kunit *test, const struct linear_case *c)
{
	u32 i;

	world_init(&world, test);
	for (i = 0; i < ARRAY_SIZE(c->ram) && c->ram[i][1]; i++)
		world_add_ram(&world, c->ram[i][0], c->ram[i][1], c->ram[i][2]);
	playing = c;
	world.ck.in.translate = c->liar ? fake_translate : NULL;
	world.ck.in.emit = say;
}

static struct ptwalk_batch make_batch(const struct piece *p)
{
	return (struct ptwalk_batch) {
		.start = world.linear.start + page(p->va),
		.kind = p->kind,
		.count = p->count,
		.pa = page(p->pa),
		.next_pa = page(p->pa + p->count),
		.attrs = FAKE_RW | 3,
		.extents = 1,
		.head = p->count,
		.tail = p->count,
		.longest = p->count,
	};
}

static void linear_judged(struct kunit *test)
{
	const struct linear_case *c = test->param_value;
	struct ptwalk_owner owner = { .region = &world.linear };
	u32 i;

	set_up(test, c);
	ptwalk_check_start(&world.ck, world.linear.start);
	for (i = 0; i < ARRAY_SIZE(c->piece) && c->piece[i].count; i++) {
		struct ptwalk_batch b = make_batch(&c->piece[i]);

		ptwalk_check_batch(&world.ck, &b, &owner);
	}
	ptwalk_check_end(&world.ck, ~0ULL);
	KUNIT_EXPECT_STREQ(test, world.said, c->expect);
}

static struct kunit_case linear_cases[] = {
	KUNIT_CASE_PARAM(linear_judged, linear_gen_params),
	{}
};

static struct kunit_suite linear_suite = {
	.name = "ptwalk-check-linear",
	.test_cases = linear_cases,
};

kunit_test_suite(linear_suite);
