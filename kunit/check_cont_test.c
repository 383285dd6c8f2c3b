// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rule for contiguous groups, of every size. Numbers are quarters of a group.
 */
#include "scene.h"

/**
 * struct piece - leaves that are physically contiguous
 * @from: first quarter
 * @to: quarter after the last
 * @off: physical address less virtual one, in quarters
 * @attrs: all bits but address and type; 0 for those of a group
 */
struct piece {
	u8 from, to;
	s8 off;
	u64 attrs;
};

/**
 * struct groups - leaves, and what is wrong with their groups
 * @name: of the case
 * @piece: the leaves; a piece without leaves ends the list
 * @want: findings "from-to expected actual", divided by blanks
 * @areas: where one area ends and the next starts; 0 for none
 * @second: the finding starts in the second area
 */
struct groups {
	const char *name;
	struct piece piece[4];
	const char *want;
	u8 areas;
	bool second;
};

#define PLAIN	FAKE_RW
#define OTHER	(FAKE_RW | FAKE_RO | FAKE_CONT)

static const struct groups cases[] = {
	{ "one whole", { { 4, 8 } }, "" },
	{ "three whole", { { 0, 12 } }, "" },
	{ "whole, elsewhere each", { { 0, 4, 8 }, { 4, 8, 40 }, { 8, 12, 4 } }, "" },
	{ "whole, apart", { { 0, 4 }, { 8, 12 } }, "" },
	{ "whole, other attributes each", { { 0, 4 }, { 4, 8, 0, OTHER } }, "" },
	{ "none", { { 0, 3, 1, PLAIN } }, "" },
	{ "head missing", { { 1, 4 } }, "0-4 4 3" },
	{ "head missing, then whole", { { 1, 12 } }, "0-4 4 3" },
	{ "tail missing", { { 0, 3 } }, "0-4 4 3" },
	{ "whole, then tail missing", { { 0, 11 } }, "8-12 4 3" },
	{ "only the middle", { { 1, 3 } }, "0-4 4 2" },
	{ "both ends of two", { { 1, 7 } }, "0-4 4 3; 4-8 4 3" },
	{ "both ends of three", { { 3, 9 } }, "0-4 4 1; 8-12 4 1" },
	{ "head without the bit", { { 0, 1, 0, PLAIN }, { 1, 4 } }, "0-4 4 3" },
	{ "middle without the bit", { { 0, 1 }, { 1, 2, 0, PLAIN }, { 2, 4 } }, "0-4 4 1" },
	{ "tail without the bit", { { 0, 3 }, { 3, 4, 0, PLAIN } }, "0-4 4 3" },
	{ "a hole in the middle", { { 0, 1 }, { 2, 8 } }, "0-4 4 1" },
	{ "two pieces", { { 0, 2 }, { 2, 4, 8 } }, "0-4 4 2" },
	{ "two attributes", { { 0, 2 }, { 2, 4, 0, OTHER } }, "0-4 4 2" },
	{ "two pieces, then whole", { { 0, 2 }, { 2, 8, 8 } }, "0-4 4 2" },
	{ "not aligned physically", { { 0, 4, 1 } }, "0-4 4 0" },
	{ "not aligned, behind a reported group, two areas", { { 0, 1 }, { 1, 8, 9 } },
	  "0-4 4 1; 4-8 4 0", 4 },
	{ "three not aligned", { { 0, 12, 2 } }, "0-12 12 0" },
	{ "a part, not aligned", { { 1, 3, 2 } }, "0-4 4 0" },
	{ "from part to part, not aligned", { { 1, 9, 2 } }, "0-12 12 0" },
	{ "whole, then one not aligned", { { 0, 4 }, { 4, 8, 1 } }, "4-8 4 0" },
	{ "a broken one, and its rest not aligned", { { 0, 2 }, { 2, 4, 1 } }, "0-4 4 2" },
	{ "a broken one, then others not aligned", { { 0, 2 }, { 2, 12, 1 } },
	  "0-4 4 2; 4-12 8 0" },
	{ "not aligned, then the rest of a group", { { 0, 6, 1 }, { 6, 8 } }, "0-8 8 0" },
	{ "innocent: areas meet in a group", { { 0, 8 } }, "", 2 },
	{ "areas meet in a broken group", { { 1, 8 } }, "0-4 4 3", 2 },
	{ "areas meet before a broken group", { { 0, 7 } }, "4-8 4 3", 2, true },
	{ "areas meet where a broken group begins", { { 0, 7 } }, "4-8 4 3", 4, true },
	{ "areas meet in a broken group after others", { { 0, 11 } }, "8-12 4 3", 9 },
	{ "areas meet after a broken group", { { 0, 3 }, { 8, 12 } }, "0-4 4 3", 8 },
	{ "areas meet, not aligned", { { 0, 12, 2 } }, "0-12 12 0", 2 },
	{ "areas meet before some not aligned", { { 0, 4 }, { 4, 8, 1 } }, "4-8 4 0", 4, true },
};

static void groups_desc(const struct groups *c, char *desc)
{
	strscpy(desc, c->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(groups, cases, groups_desc);

/* Every level of every granule that has groups. */
static const struct size {
	struct fake_shape shape;
	u8 level;
	u16 cont;
} sizes[] = {
	{ { "4k", 12, 48, false }, 0, 16 },
	{ { "4k", 12, 48, false }, 1, 16 },
	{ { "4k", 12, 48, false }, 2, 16 },
	{ { "16k", 14, 48, false }, 0, 128 },
	{ { "16k", 14, 48, false }, 1, 32 },
	{ { "64k", 16, 52, true }, 0, 32 },
	{ { "64k", 16, 52, true }, 1, 32 },
};

/**
 * struct ground - where the groups are
 * @st: a scene without anything
 * @level: of the leaves
 * @quarter: bytes in a quarter of a group
 * @start: address of the first quarter
 */
struct ground {
	struct scene_stage *st;
	u8 level;
	u64 quarter;
	u64 start;
};

static void set_ground(struct kunit *test, const struct size *size, struct ground *gr)
{
	static const struct scene nothing = { .unknown = true, .everything = true };

	gr->st = scene_new(test, &size->shape, &nothing);
	gr->level = size->level;
	gr->quarter = size->cont / 4 * fake_size(gr->st->f, size->level);
	/* The middle of the address space. */
	gr->start = -BIT_ULL(size->shape.va_bits - 1);
	KUNIT_ASSERT_EQ(test, gr->st->f->space.geo.level[size->level].cont, size->cont);
}

static void map_pieces(struct ground *gr, const struct piece *p, u32 n)
{
	u64 size = fake_size(gr->st->f, gr->level);

	for (; n-- && p->to; p++)
		fake_map(gr->st->f, gr->start + p->from * gr->quarter,
			 (p->from + p->off) * gr->quarter, gr->level,
			 p->attrs ?: FAKE_RW | FAKE_CONT,
			 (p->to - p->from) * (u32)(gr->quarter / size));
}

/* Two adjacent areas that cover everything a case maps. */
static void set_areas(struct kunit *test, struct ground *gr, u8 border)
{
	u64 middle = gr->start + border * gr->quarter;
	struct ptwalk_area a[] = {
		{ .start = gr->start, .end = middle, .flags = PTWALK_AREA_HAS_VM,
		  .kind = PTWALK_AREA_OTHER },
		{ .start = middle, .end = gr->start + 12 * gr->quarter,
		  .flags = PTWALK_AREA_HAS_VM, .kind = PTWALK_AREA_OTHER },
	};

	gr->st->as = scene_areas(test, a, ARRAY_SIZE(a));
	gr->st->ck.in.areas = gr->st->as;
}

static void tell(const struct ground *gr, char *text)
{
	u64 leaves = gr->quarter / fake_size(gr->st->f, gr->level);
	u32 i;

	*text = 0;
	for (i = 0; i < gr->st->n; i++) {
		const struct ptwalk_finding *f = &gr->st->found[i];

		KUNIT_EXPECT_EQ(gr->st->test, f->rule, PTWALK_CONT_BROKEN);
		sprintf(text + strlen(text), "%s%llu-%llu %llu %llu", i ? "; " : "",
			(f->start - gr->start) / gr->quarter,
			(f->last + 1 - gr->start) / gr->quarter,
			f->expected / leaves, f->actual / leaves);
	}
}

/* The owner of a finding is that of the group's first leaf. */
static void expect_owner(const struct ground *gr, const struct groups *c)
{
	u64 want = gr->start + (c->second ? c->areas * gr->quarter : 0);

	if (c->areas && gr->st->n)
		KUNIT_EXPECT_EQ(gr->st->test, gr->st->found[0].area.start, want);
}

static void check_groups(struct kunit *test)
{
	char *text = kunit_kzalloc(test, SCENE_TEXT, GFP_KERNEL);
	const struct groups *c = test->param_value;
	struct ground gr;
	static u32 turn;
	u32 i;

	KUNIT_ASSERT_NOT_NULL(test, text);
	/* The smallest groups, and one of the other sizes in turn. */
	for (i = 0; i < ARRAY_SIZE(sizes); i = i ? ARRAY_SIZE(sizes) : 1 + turn % 6) {
		set_ground(test, &sizes[i], &gr);
		map_pieces(&gr, c->piece, ARRAY_SIZE(c->piece));
		if (c->areas)
			set_areas(test, &gr, c->areas);
		scene_judge_walk(gr.st, gr.st->f->space.geo.va_start, ~0ULL);
		tell(&gr, text);
		KUNIT_EXPECT_STREQ_MSG(test, text, c->want, "%s, level %u",
				       sizes[i].shape.name, sizes[i].level);
		expect_owner(&gr, c);
		scene_judge_again(gr.st);
	}
	turn++;
}

/* The last group, whose end is 2^64. */
static void check_last_group(struct kunit *test)
{
	static const struct groups last[] = {
		{ "whole", { { 8, 12 } }, "" },
		{ "head missing", { { 9, 12 } }, "8-12 4 3" },
		{ "tail missing", { { 8, 11 } }, "8-12 4 3" },
		{ "only the middle", { { 9, 11 } }, "8-12 4 2" },
		{ "not aligned", { { 4, 12, 1 } }, "4-12 8 0" },
	};
	char *text = kunit_kzalloc(test, SCENE_TEXT, GFP_KERNEL);
	struct ground gr;
	u32 i;

	KUNIT_ASSERT_NOT_NULL(test, text);
	for (i = 0; i < ARRAY_SIZE(last); i++) {
		set_ground(test, &sizes[i % 2], &gr);
		gr.start = -12 * gr.quarter;
		map_pieces(&gr, last[i].piece, ARRAY_SIZE(last[i].piece));
		scene_judge_walk(gr.st, gr.st->f->space.geo.va_start, ~0ULL);
		tell(&gr, text);
		KUNIT_EXPECT_STREQ_MSG(test, text, last[i].want, "%s", last[i].name);
		scene_judge_again(gr.st);
	}
}

/* A shared table that maps one page many times, with the bit: never a group. */
static void check_repeated_group(struct kunit *test)
{
	struct ground gr;
	u64 *e;
	u32 i;

	set_ground(test, &sizes[0], &gr);
	fake_map(gr.st->f, gr.start, 0x40000000, 0, FAKE_RW | FAKE_CONT, 1);
	e = fake_slot(gr.st->f, gr.start, 0);
	for (i = 1; i < 512; i++)
		e[i] = e[0];
	e = fake_slot(gr.st->f, gr.start, 1);
	e[1] = e[0];
	e[2] = e[0];
	scene_judge_walk(gr.st, gr.st->f->space.geo.va_start, ~0ULL);
	KUNIT_ASSERT_EQ(test, gr.st->n, 1);
	KUNIT_EXPECT_EQ(test, gr.st->found[0].rule, PTWALK_CONT_BROKEN);
	KUNIT_EXPECT_EQ(test, gr.st->found[0].start, gr.start);
	KUNIT_EXPECT_EQ(test, gr.st->found[0].last, gr.start + 3 * 512 * 4096 - 1);
	KUNIT_EXPECT_EQ(test, gr.st->found[0].expected, 3 * 512);
	KUNIT_EXPECT_EQ(test, gr.st->found[0].actual, 0ULL);
	scene_judge_again(gr.st);
}

/* A table in the place of one leaf of a group, with a broken group of its own. */
static void check_group_in_group(struct kunit *test)
{
	struct ground gr;
	u64 size, after;

	set_ground(test, &sizes[1], &gr);
	size = fake_size(gr.st->f, 1);
	after = gr.start + 4 * gr.quarter;
	fake_map(gr.st->f, gr.start, 0, 1, FAKE_RW | FAKE_CONT, 6);
	fake_map(gr.st->f, gr.start + 6 * size, 6 * size, 0, FAKE_RW | FAKE_CONT, 3);
	fake_map(gr.st->f, gr.start + 7 * size, 7 * size, 1, FAKE_RW | FAKE_CONT, 9);
	fake_map(gr.st->f, after, 0, 0, FAKE_RW | FAKE_CONT, 3);
	scene_judge_walk(gr.st, gr.st->f->space.geo.va_start, ~0ULL);
	KUNIT_ASSERT_EQ(test, gr.st->n, 2);
	KUNIT_EXPECT_EQ(test, gr.st->found[0].start, gr.start);
	KUNIT_EXPECT_EQ(test, gr.st->found[0].last, after - 1);
	KUNIT_EXPECT_EQ(test, gr.st->found[0].actual, 6ULL);
	KUNIT_EXPECT_EQ(test, gr.st->found[1].start, after);
	KUNIT_EXPECT_EQ(test, gr.st->found[1].last, after + 16 * 4096 - 1);
	KUNIT_EXPECT_EQ(test, gr.st->found[1].actual, 3ULL);
	scene_judge_again(gr.st);
}

/* The reverse: the inner group comes first, then the rest of the larger one, in both looks. */
static void check_group_before_group(struct kunit *test)
{
	struct ground gr;
	u64 size, after;

	set_ground(test, &sizes[1], &gr);
	size = fake_size(gr.st->f, 1);
	after = gr.start + 4 * gr.quarter;
	fake_map(gr.st->f, gr.start, 0, 0, FAKE_RW | FAKE_CONT, 3);
	fake_map(gr.st->f, gr.start + size, size, 1, FAKE_RW | FAKE_CONT, 15);
	scene_judge_walk(gr.st, gr.st->f->space.geo.va_start, ~0ULL);
	KUNIT_ASSERT_EQ(test, gr.st->n, 2);
	KUNIT_EXPECT_EQ(test, gr.st->found[0].start, gr.start);
	KUNIT_EXPECT_EQ(test, gr.st->found[0].last, gr.start + 16 * 4096 - 1);
	KUNIT_EXPECT_EQ(test, gr.st->found[0].actual, 3ULL);
	KUNIT_EXPECT_EQ(test, gr.st->found[1].start, gr.start + 16 * 4096);
	KUNIT_EXPECT_EQ(test, gr.st->found[1].last, after - 1);
	KUNIT_EXPECT_EQ(test, gr.st->found[1].expected, 16ULL);
	KUNIT_EXPECT_EQ(test, gr.st->found[1].actual, 15ULL);
	scene_judge_again(gr.st);
}

/* At levels without groups, the bit has no meaning. */
static void check_no_groups(struct kunit *test)
{
	static const struct fake_shape shape = { "4k", 12, 52, true };
	static const struct scene nothing = { .unknown = true, .everything = true };
	struct scene_stage *st = scene_new(test, &shape, &nothing);

	fake_map(st->f, -3 * fake_size(st->f, 3), 0, 3, FAKE_RW | FAKE_CONT, 2);
	scene_judge_walk(st, st->f->space.geo.va_start, ~0ULL);
	KUNIT_EXPECT_EQ(test, st->n, 0);
}

static struct kunit_case check_cont_cases[] = {
	KUNIT_CASE_PARAM(check_groups, groups_gen_params),
	KUNIT_CASE(check_last_group),
	KUNIT_CASE(check_repeated_group),
	KUNIT_CASE(check_group_in_group),
	KUNIT_CASE(check_group_before_group),
	KUNIT_CASE(check_no_groups),
	{}
};

static struct kunit_suite check_cont_suite = {
	.name = "ptwalk-check-cont",
	.test_cases = check_cont_cases,
};

kunit_test_suite(check_cont_suite);
