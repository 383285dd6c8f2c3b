// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rules of second addresses: errors of look-ups, RAM in parts, odd pages that are
 * remembered, and checks that begin anew.
 */
#include "edge.h"

/* Pages of the linear map, by number. */
static void judge_linear(struct edge *d, u64 first, u64 n, u64 attrs)
{
	struct ptwalk_batch b = edge_leaves(d, d->linear.start + first * EDGE_PAGE, 0,
					    EDGE_PHYS + first * EDGE_PAGE, n, attrs, false);

	edge_judge(d, &b, &d->linear, NULL);
}

/* The last finding is about pages of the area that the linear map has from page @linear on. */
static void expect_alias(struct edge *d, u32 findings, u64 first, u64 n, u64 linear)
{
	struct kunit *test = d->f->test;

	ptwalk_check_end(&d->ck, ~0ULL);
	edge_drop_odd(d);
	KUNIT_EXPECT_EQ(test, d->ck.err, 0);
	KUNIT_ASSERT_EQ(test, d->findings, findings);
	KUNIT_EXPECT_EQ(test, (int)d->last.rule, PTWALK_ALIAS_WRITABLE);
	KUNIT_EXPECT_EQ(test, d->last.start, d->vmalloc.start + first * EDGE_PAGE);
	KUNIT_EXPECT_EQ(test, d->last.last, d->vmalloc.start + (first + n) * EDGE_PAGE - 1);
	KUNIT_EXPECT_EQ(test, d->last.actual, d->linear.start + linear * EDGE_PAGE);
}

/* An error of a look-up ends the check; -ENOENT does not. */
static void alias_lookup_fails(struct kunit *test)
{
	struct edge *d = edge_new(test);
	struct ptwalk_batch b = edge_leaves(d, d->vmalloc.start, 0, EDGE_PHYS, 4,
					    FAKE_RW | FAKE_RO, false);

	edge_aliases(d, -ENOENT);
	ptwalk_check_start(&d->ck, d->vmalloc.start);
	edge_judge(d, &b, &d->vmalloc, &d->area);
	KUNIT_EXPECT_EQ(test, d->ck.err, 0);
	KUNIT_EXPECT_EQ(test, d->n, 4);
	d->err = -EIO;
	d->n = 0;
	edge_judge(d, &b, &d->vmalloc, &d->area);
	KUNIT_EXPECT_EQ(test, d->ck.err, -EIO);
	KUNIT_EXPECT_EQ(test, d->n, 1);
	KUNIT_EXPECT_EQ(test, d->asked[0], d->f->space.geo.va_start);
	/* A new start clears the error. */
	ptwalk_check_start(&d->ck, d->vmalloc.start);
	KUNIT_EXPECT_EQ(test, d->ck.err, 0);
}

/* Invalid entries of the linear map can't be written through; empty ones map nothing. */
static void alias_of_invalid(struct kunit *test)
{
	struct edge *d = edge_new(test);
	struct ptwalk_batch b;

	edge_aliases(d, -ENOENT);
	edge_keep_odd(d);
	ptwalk_check_start(&d->ck, d->linear.start);
	judge_linear(d, 0, 4, FAKE_RW);
	b = edge_leaves(d, d->linear.start + 4 * EDGE_PAGE, 0, 0, 2, 0, false);
	b.kind = PTWALK_INVALID;
	edge_judge(d, &b, &d->linear, NULL);
	b.start += 2 * EDGE_PAGE;
	b.kind = PTWALK_EMPTY;
	edge_judge(d, &b, &d->linear, NULL);
	judge_linear(d, 6, 10, FAKE_RW);
	b = edge_leaves(d, d->vmalloc.start, 0, EDGE_PHYS + 2 * EDGE_PAGE, 6,
			FAKE_RW | FAKE_RO, false);
	edge_judge(d, &b, &d->vmalloc, &d->area);
	expect_alias(d, 2, 4, 2, 6);
}

/* RAM in two ranges, read-only all over but for a page; a mapping in extents finds that one. */
static void alias_of_ranges(struct kunit *test)
{
	struct edge *d = edge_new(test);
	struct ptwalk_batch b;
	u32 i;

	d->ram.n = 2;
	d->ram.range[0].end = EDGE_PHYS + 8 * EDGE_PAGE;
	d->ram.range[1].start = EDGE_PHYS + 16 * EDGE_PAGE;
	d->ram.range[1].end = EDGE_PHYS + 32 * EDGE_PAGE;
	edge_aliases(d, -EIO);
	edge_keep_odd(d);
	ptwalk_check_start(&d->ck, d->linear.start);
	judge_linear(d, 0, 8, FAKE_RW | FAKE_RO);
	judge_linear(d, 16, 9, FAKE_RW | FAKE_RO);
	judge_linear(d, 25, 1, FAKE_RW);
	judge_linear(d, 26, 6, FAKE_RW | FAKE_RO);
	b = edge_leaves(d, d->vmalloc.start, 0, EDGE_PHYS, 6, FAKE_RW | FAKE_RO, true);
	for (i = 0; i < 6; i++) {
		u64 page = i == 3 ? 25 : 16 * (i & 1) + i;

		d->e[i] = fake_leaf(d->f, 0, EDGE_PHYS + page * EDGE_PAGE, FAKE_RW | FAKE_RO);
	}
	edge_judge(d, &b, &d->vmalloc, &d->area);
	expect_alias(d, 1, 3, 1, 25);
}

/* A mapping that begins before RAM and ends after it is judged where it maps RAM. */
static void alias_around_ram(struct kunit *test)
{
	struct edge *d = edge_new(test);
	struct ptwalk_batch b = edge_leaves(d, d->vmalloc.start, 0, EDGE_PHYS - 2 * EDGE_PAGE, 20,
					    FAKE_RW | FAKE_RO, false);

	edge_aliases(d, -ENOENT);
	edge_keep_odd(d);
	ptwalk_check_start(&d->ck, d->linear.start);
	judge_linear(d, 0, 16, FAKE_RW);
	edge_judge(d, &b, &d->vmalloc, &d->area);
	expect_alias(d, 1, 2, 16, 0);
}

/* Blocks of which the RAM begins and ends amid a block. */
static void alias_amid_blocks(struct kunit *test)
{
	struct edge *d = edge_new(test);
	u64 block = fake_size(d->f, 1);
	struct ptwalk_batch b;

	d->ram.n = 2;
	d->ram.range[1].start = EDGE_PHYS + 100 * EDGE_PAGE;
	d->ram.range[1].end = EDGE_PHYS + 700 * EDGE_PAGE;
	edge_aliases(d, -ENOENT);
	edge_keep_odd(d);
	ptwalk_check_start(&d->ck, d->linear.start);
	judge_linear(d, 0, 16, FAKE_RW);
	judge_linear(d, 100, 600, FAKE_RW);
	b = edge_leaves(d, d->vmalloc.start, 1, EDGE_PHYS, 2, FAKE_RW | FAKE_RO, true);
	/* The second is elsewhere, so that each is judged by itself. */
	d->e[1] = fake_leaf(d->f, 1, EDGE_PHYS + 4 * block, FAKE_RW | FAKE_RO);
	edge_judge(d, &b, &d->vmalloc, &d->area);
	expect_alias(d, 2, 100, 412, 100);
}

/* Of the linear map, only odd pages of RAM are remembered. */
static void odd_pages_of_ram(struct kunit *test)
{
	struct edge *d = edge_new(test);
	u64 pfn = EDGE_PHYS / EDGE_PAGE;
	bool odd;

	d->ram.range[0].start += 4 * EDGE_PAGE;
	edge_aliases(d, -ENOENT);
	edge_keep_odd(d);
	ptwalk_check_start(&d->ck, d->linear.start);
	judge_linear(d, 0, 32, FAKE_RW | FAKE_RO);
	KUNIT_EXPECT_EQ(test, ptwalk_pageset_run(d->odd, pfn, 4, &odd), 4ULL);
	KUNIT_EXPECT_FALSE(test, odd);
	KUNIT_EXPECT_EQ(test, ptwalk_pageset_run(d->odd, pfn + 4, 100, &odd), 12ULL);
	KUNIT_EXPECT_TRUE(test, odd);
	KUNIT_EXPECT_EQ(test, ptwalk_pageset_run(d->odd, pfn + 16, 16, &odd), 16ULL);
	KUNIT_EXPECT_FALSE(test, odd);
	edge_drop_odd(d);
}

/* The second time nothing is mapped in the linear map: no page is as it was before. */
static void alias_begun_anew(struct kunit *test)
{
	struct edge *d = edge_new(test);
	struct ptwalk_batch b = edge_leaves(d, d->vmalloc.start, 0, EDGE_PHYS, 4,
					    FAKE_RW | FAKE_RO, false);

	edge_aliases(d, -ENOENT);
	edge_keep_odd(d);
	ptwalk_check_start(&d->ck, d->linear.start);
	judge_linear(d, 0, 16, FAKE_RW);
	edge_judge(d, &b, &d->vmalloc, &d->area);
	expect_alias(d, 1, 0, 4, 0);
	d->findings = 0;
	edge_keep_odd(d);
	ptwalk_check_start(&d->ck, d->linear.start);
	edge_judge(d, &b, &d->vmalloc, &d->area);
	ptwalk_check_end(&d->ck, ~0ULL);
	edge_drop_odd(d);
	KUNIT_EXPECT_EQ(test, d->findings, 1);
	KUNIT_EXPECT_EQ(test, (int)d->last.rule, PTWALK_LINEAR_HOLE);
}

/* Without a list of RAM, or without look-ups, second addresses are not judged. */
static void alias_needs_both(struct kunit *test)
{
	struct edge *d = edge_new(test);
	struct ptwalk_batch b = edge_leaves(d, d->vmalloc.start, 0, EDGE_PHYS, 4,
					    FAKE_RW | FAKE_RO, false);

	edge_aliases(d, -EIO);
	d->ck.in.ram = NULL;
	ptwalk_check_start(&d->ck, d->linear.start);
	edge_judge(d, &b, &d->vmalloc, &d->area);
	d->ck.in.ram = &d->ram;
	d->ck.in.lookup = NULL;
	edge_judge(d, &b, &d->vmalloc, &d->area);
	KUNIT_EXPECT_EQ(test, d->n, 0);
	KUNIT_EXPECT_EQ(test, d->ck.err, 0);
}

static struct kunit_case alias_edge_cases[] = {
	KUNIT_CASE(alias_lookup_fails),
	KUNIT_CASE(alias_of_invalid),
	KUNIT_CASE(alias_of_ranges),
	KUNIT_CASE(alias_around_ram),
	KUNIT_CASE(alias_amid_blocks),
	KUNIT_CASE(odd_pages_of_ram),
	KUNIT_CASE(alias_begun_anew),
	KUNIT_CASE(alias_needs_both),
	{}
};

static struct kunit_suite alias_edge_suite = {
	.name = "ptwalk-alias-edge",
	.test_cases = alias_edge_cases,
};

kunit_test_suite(alias_edge_suite);
