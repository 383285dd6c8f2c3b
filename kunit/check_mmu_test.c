// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rule that asks the MMU, with a fake MMU.
 */
#include "scene.h"

/* The fake MMU reports a fault from this address on. */
static u64 blind_from;
static u32 asked;

static int our_mmu(void *priv, u64 va, u64 *pa)
{
	struct scene_stage *st = priv;
	struct ptwalk_batch b;

	asked++;
	if (va >= blind_from || ptwalk_walk_lookup(&st->f->space, va, &b))
		return -EFAULT;
	*pa = b.pa + (va - b.start);
	return 0;
}

/* Two blocks, and three pages after them. */
static struct scene_stage *blocks_and_pages(struct kunit *test, u64 *start)
{
	static const struct fake_shape shape = { "4k", 12, 48, false };
	static const struct scene nothing = { .unknown = true, .everything = true };
	struct scene_stage *st = scene_new(test, &shape, &nothing);
	u64 size = fake_size(st->f, 1);

	*start = -BIT_ULL(40);
	fake_map(st->f, *start, 64 * size, 1, FAKE_RW, 2);
	fake_map(st->f, *start + 2 * size, size, 0, FAKE_RW, 3);
	st->ck.in.translate = our_mmu;
	asked = 0;
	return st;
}

static void mmu_agrees(struct kunit *test)
{
	u64 start;
	struct scene_stage *st = blocks_and_pages(test, &start);

	blind_from = ~0ULL;
	scene_judge_walk(st, st->f->space.geo.va_start, ~0ULL);
	KUNIT_EXPECT_EQ(test, st->n, 0);
	KUNIT_EXPECT_EQ(test, asked, 2 * 2 + 3);
}

static void expect_from(struct kunit *test, const struct scene_stage *st, u64 start, u64 expected)
{
	KUNIT_ASSERT_EQ(test, st->n, 1);
	KUNIT_EXPECT_EQ(test, st->found[0].rule, PTWALK_MMU_DISAGREES);
	KUNIT_EXPECT_EQ(test, st->found[0].start, start);
	KUNIT_EXPECT_EQ(test, st->found[0].last, -BIT_ULL(40) + (4 << 20) + (3 << 12) - 1);
	KUNIT_EXPECT_EQ(test, st->found[0].expected, expected);
	KUNIT_EXPECT_EQ(test, st->found[0].actual, PTWALK_NO_PA);
}

/* Both answers about a block are wrong: one finding, which the next leaf extends. */
static void mmu_disagrees_all_over(struct kunit *test)
{
	u64 start;
	struct scene_stage *st = blocks_and_pages(test, &start);

	blind_from = start;
	scene_judge_walk(st, st->f->space.geo.va_start, ~0ULL);
	expect_from(test, st, start, 64 << 21);
	scene_judge_again(st);
}

/* Only the last page of the second block is wrong. */
static void mmu_disagrees_in_a_block(struct kunit *test)
{
	u64 start;
	struct scene_stage *st = blocks_and_pages(test, &start);

	blind_from = start + (4 << 20) - (1 << 12);
	scene_judge_walk(st, st->f->space.geo.va_start, ~0ULL);
	expect_from(test, st, start + (2 << 20), (66 << 21) - (1 << 12));
	scene_judge_again(st);
}

static struct kunit_case check_mmu_cases[] = {
	KUNIT_CASE(mmu_agrees),
	KUNIT_CASE(mmu_disagrees_all_over),
	KUNIT_CASE(mmu_disagrees_in_a_block),
	{}
};

static struct kunit_suite check_mmu_suite = {
	.name = "ptwalk-check-mmu",
	.test_cases = check_mmu_cases,
};

kunit_test_suite(check_mmu_suite);
