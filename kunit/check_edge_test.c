// SPDX-License-Identifier: GPL-2.0-only
/*
 * The hooks of the rules: which questions the MMU gets, and how many; errors of look-ups;
 * and RAM of which not all ranges are known.
 */
#include "fake.h"
#include "pageset.h"
#include "ptwalk_check.h"

#define PHYS	0x40000000ULL
#define PAGE	4096ULL
#define ASKED	8

/**
 * struct edge - a check and its hooks
 * @f: for its geometry
 * @ck: the check
 * @odd: pages that are not writable and cached in the linear map
 * @ram: one range of 16 pages at %PHYS
 * @linear: the first pages of the space
 * @vmalloc: the rest of the space
 * @area: an area in it, from page 1000 on
 * @e: entries of the current batch
 * @n: questions to the MMU, or for a leaf
 * @asked: the first of them
 * @liar: address at which the MMU says that it would fault
 * @err: result of a look-up
 * @findings: how many
 * @last: the last of them
 */
struct edge {
	struct fake *f;
	struct ptwalk_check ck;
	struct ptwalk_pageset *odd;
	struct ptwalk_ram ram;
	struct ptwalk_region linear;
	struct ptwalk_region vmalloc;
	struct ptwalk_area area;
	u64 e[16];
	u32 n;
	u64 asked[ASKED];
	u64 liar;
	int err;
	u32 findings;
	struct ptwalk_finding last;
};

/* For callbacks without @priv; suites run one after the other. */
static struct edge *edge;

static void keep(void *priv, const struct ptwalk_finding *f)
{
	edge->findings++;
	edge->last = *f;
}

static void ask(u64 va)
{
	if (edge->n < ASKED)
		edge->asked[edge->n] = va;
	edge->n++;
}

static int mmu(void *priv, u64 va, u64 *pa)
{
	ask(va);
	*pa = va - edge->vmalloc.start + PHYS;
	return va == edge->liar ? -EFAULT : 0;
}

static int lookup(void *priv, u64 va, struct ptwalk_batch *b)
{
	ask(va);
	return edge->err;
}

static bool may_not(void *priv, const struct ptwalk_area *a)
{
	return false;
}

static int odd_add(void *priv, u64 pfn, u64 n)
{
	return ptwalk_pageset_add(edge->odd, pfn, n);
}

static u64 odd_run(void *priv, u64 pfn, u64 n, bool *has)
{
	return ptwalk_pageset_run(edge->odd, pfn, n, has);
}

static void keep_odd(struct kunit *test, struct edge *d)
{
	d->odd = ptwalk_pageset_new();
	KUNIT_ASSERT_NOT_NULL(test, d->odd);
	d->ck.in.odd_add = odd_add;
	d->ck.in.odd_run = odd_run;
}

static struct edge *edge_new(struct kunit *test)
{
	static const struct ptwalk_areas none;
	struct edge *d = kunit_kzalloc(test, sizeof(*d), GFP_KERNEL);
	u64 start, page = 4096;

	KUNIT_ASSERT_NOT_NULL(test, d);
	d->f = fake_new(test, &fake_shapes[1]);
	start = d->f->space.geo.va_start;
	d->linear = (struct ptwalk_region) { start, start + 900 * page - 1, "linear",
					      .fixed = true };
	d->vmalloc = (struct ptwalk_region) { start + BIT_ULL(40), ~0ULL, "vmalloc",
					       .fixed = true };
	d->area = (struct ptwalk_area) { .start = d->vmalloc.start,
					 .end = d->vmalloc.start + 8 * page };
	d->ram.n = 1;
	d->f->space.linear_offset = PHYS - start;
	d->ram.range[0].start = PHYS;
	d->ram.range[0].end = PHYS + 16 * page;
	d->ck.in.space = &d->f->space;
	d->ck.in.areas = &none;
	d->ck.in.linear = &d->linear;
	d->ck.in.emit = keep;
	edge = d;
	return d;
}

/* @count leaves, the first at @start: one extent, if @extents is 1, or each for itself. */
static struct ptwalk_batch leaves(struct edge *d, u64 start, u8 level, u64 pa, u64 count,
				  u64 attrs, bool pieces)
{
	u64 size = fake_size(d->f, level), i;

	for (i = 0; i < count && i < ARRAY_SIZE(d->e); i++)
		d->e[i] = fake_leaf(d->f, level, pa + i * size, attrs);
	return (struct ptwalk_batch) {
		.start = start, .kind = PTWALK_LEAF, .level = level, .count = count,
		.raw = d->e[0], .pa = pa, .attrs = attrs | (level ? 1 : 3),
		.extents = pieces ? 2 : 1, .head = count, .tail = count, .longest = count,
		.next_pa = pa + count * size, .e = d->e,
	};
}

static void judge(struct edge *d, const struct ptwalk_batch *b, const struct ptwalk_region *r,
		  const struct ptwalk_area *a)
{
	struct ptwalk_owner o = { .region = r, .area = a };

	ptwalk_check_batch(&d->ck, b, &o);
}

/* Every page is asked about at its first address, a block also at its last page. */
static void mmu_pages_and_blocks(struct kunit *test)
{
	struct edge *d = edge_new(test);
	u64 va = d->vmalloc.start, block = fake_size(d->f, 1);
	struct ptwalk_batch b = leaves(d, va, 0, PHYS, 3, FAKE_RW, false);

	d->ck.in.translate = mmu;
	ptwalk_check_start(&d->ck, d->f->space.geo.va_start);
	judge(d, &b, &d->vmalloc, NULL);
	KUNIT_ASSERT_EQ(test, d->n, 3);
	KUNIT_EXPECT_EQ(test, d->asked[0], va);
	KUNIT_EXPECT_EQ(test, d->asked[1], va + 4096);
	KUNIT_EXPECT_EQ(test, d->asked[2], va + 2 * 4096);
	d->n = 0;
	b = leaves(d, va + block, 1, PHYS + block, 2, FAKE_RW, false);
	judge(d, &b, &d->vmalloc, NULL);
	KUNIT_ASSERT_EQ(test, d->n, 4);
	KUNIT_EXPECT_EQ(test, d->asked[0], va + block);
	KUNIT_EXPECT_EQ(test, d->asked[1], va + 2 * block - 4096);
	KUNIT_EXPECT_EQ(test, d->asked[2], va + 2 * block);
	KUNIT_EXPECT_EQ(test, d->asked[3], va + 3 * block - 4096);
	d->n = 0;
	b = leaves(d, va + 4 * block, 1, PHYS, 2, FAKE_RW & ~FAKE_AF, false);
	judge(d, &b, &d->vmalloc, NULL);
	KUNIT_EXPECT_EQ(test, d->n, 0);
	ptwalk_check_end(&d->ck, ~0ULL);
	/* What can't be accessed says so, and nothing else is wrong. */
	KUNIT_EXPECT_EQ(test, d->findings, 1);
	KUNIT_EXPECT_EQ(test, (int)d->last.rule, PTWALK_AF_CLEAR);
}

/* It disagrees about the last page of a block: the finding covers the whole block. */
static void mmu_fault_in_block(struct kunit *test)
{
	struct edge *d = edge_new(test);
	u64 va = d->vmalloc.start, block = fake_size(d->f, 1);
	struct ptwalk_batch b = leaves(d, va, 1, PHYS, 3, FAKE_RW, false);

	d->ck.in.translate = mmu;
	d->liar = va + 2 * block - 4096;
	ptwalk_check_start(&d->ck, d->f->space.geo.va_start);
	judge(d, &b, &d->vmalloc, NULL);
	ptwalk_check_end(&d->ck, ~0ULL);
	KUNIT_ASSERT_EQ(test, d->findings, 1);
	KUNIT_EXPECT_EQ(test, (int)d->last.rule, PTWALK_MMU_DISAGREES);
	KUNIT_EXPECT_EQ(test, d->last.start, va + block);
	KUNIT_EXPECT_EQ(test, d->last.last, va + 2 * block - 1);
	KUNIT_EXPECT_EQ(test, d->last.expected, PHYS + 2 * block - 4096);
	KUNIT_EXPECT_EQ(test, d->last.actual, PTWALK_NO_PA);
}

/* Of a repeated table, the first and last leaf are asked about; of a single leaf, it alone. */
static void mmu_repeated(struct kunit *test)
{
	struct edge *d = edge_new(test);
	u64 va = d->vmalloc.start;
	struct ptwalk_batch b = leaves(d, va, 0, PHYS, 5120, FAKE_RW, true);

	b.repeated = true;
	b.extents = b.count;
	d->ck.in.translate = mmu;
	ptwalk_check_start(&d->ck, d->f->space.geo.va_start);
	judge(d, &b, &d->vmalloc, NULL);
	KUNIT_ASSERT_EQ(test, d->n, 2);
	KUNIT_EXPECT_EQ(test, d->asked[0], va);
	KUNIT_EXPECT_EQ(test, d->asked[1], va + 5119 * 4096);
	/* The first is where it is asked for, the last is not: one page is all there is. */
	KUNIT_EXPECT_EQ(test, d->findings, 0);
	ptwalk_check_end(&d->ck, ~0ULL);
	KUNIT_ASSERT_EQ(test, d->findings, 1);
	KUNIT_EXPECT_EQ(test, d->last.start, va + 5119 * 4096);
	KUNIT_EXPECT_EQ(test, d->last.expected, PHYS);
	d->n = 0;
	b.count = 2;
	ptwalk_check_start(&d->ck, d->f->space.geo.va_start);
	judge(d, &b, &d->vmalloc, NULL);
	KUNIT_EXPECT_EQ(test, d->n, 2);
	d->n = 0;
	b.count = 1;
	b.extents = 1;
	ptwalk_check_start(&d->ck, d->f->space.geo.va_start);
	judge(d, &b, &d->vmalloc, NULL);
	KUNIT_EXPECT_EQ(test, d->n, 1);
}

/* Second addresses are judged: look-ups return @err, and nobody may write to an area. */
static void alias_hooks(struct edge *d, int err)
{
	d->ck.in.ram = &d->ram;
	d->ck.in.lookup = lookup;
	d->ck.in.may_write = may_not;
	d->err = err;
}

/* Pages of the linear map, by number. */
static void judge_linear(struct edge *d, u64 first, u64 n, u64 attrs)
{
	struct ptwalk_batch b = leaves(d, d->linear.start + first * PAGE, 0, PHYS + first * PAGE,
				       n, attrs, false);

	judge(d, &b, &d->linear, NULL);
}

/* The last finding is about pages of the area that the linear map has from page @linear on. */
static void expect_alias(struct edge *d, u32 findings, u64 first, u64 n, u64 linear)
{
	struct kunit *test = d->f->test;

	ptwalk_check_end(&d->ck, ~0ULL);
	ptwalk_pageset_free(d->odd);
	KUNIT_EXPECT_EQ(test, d->ck.err, 0);
	KUNIT_ASSERT_EQ(test, d->findings, findings);
	KUNIT_EXPECT_EQ(test, (int)d->last.rule, PTWALK_ALIAS_WRITABLE);
	KUNIT_EXPECT_EQ(test, d->last.start, d->vmalloc.start + first * PAGE);
	KUNIT_EXPECT_EQ(test, d->last.last, d->vmalloc.start + (first + n) * PAGE - 1);
	KUNIT_EXPECT_EQ(test, d->last.actual, d->linear.start + linear * PAGE);
}

/* An error of a look-up ends the check; -ENOENT does not. */
static void alias_lookup_fails(struct kunit *test)
{
	struct edge *d = edge_new(test);
	struct ptwalk_batch b = leaves(d, d->vmalloc.start, 0, PHYS, 4, FAKE_RW | FAKE_RO, false);

	alias_hooks(d, -ENOENT);
	ptwalk_check_start(&d->ck, d->vmalloc.start);
	judge(d, &b, &d->vmalloc, &d->area);
	KUNIT_EXPECT_EQ(test, d->ck.err, 0);
	KUNIT_EXPECT_EQ(test, d->n, 4);
	d->err = -EIO;
	d->n = 0;
	judge(d, &b, &d->vmalloc, &d->area);
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

	alias_hooks(d, -ENOENT);
	keep_odd(test, d);
	ptwalk_check_start(&d->ck, d->linear.start);
	judge_linear(d, 0, 4, FAKE_RW);
	b = leaves(d, d->linear.start + 4 * PAGE, 0, 0, 2, 0, false);
	b.kind = PTWALK_INVALID;
	judge(d, &b, &d->linear, NULL);
	b.start += 2 * PAGE;
	b.kind = PTWALK_EMPTY;
	judge(d, &b, &d->linear, NULL);
	judge_linear(d, 6, 10, FAKE_RW);
	b = leaves(d, d->vmalloc.start, 0, PHYS + 2 * PAGE, 6, FAKE_RW | FAKE_RO, false);
	judge(d, &b, &d->vmalloc, &d->area);
	expect_alias(d, 2, 4, 2, 6);
}

/* RAM in two ranges, read-only all over but for a page; a mapping in extents finds that one. */
static void alias_of_ranges(struct kunit *test)
{
	struct edge *d = edge_new(test);
	struct ptwalk_batch b;
	u32 i;

	d->ram.n = 2;
	d->ram.range[0].end = PHYS + 8 * PAGE;
	d->ram.range[1].start = PHYS + 16 * PAGE;
	d->ram.range[1].end = PHYS + 32 * PAGE;
	alias_hooks(d, -EIO);
	keep_odd(test, d);
	ptwalk_check_start(&d->ck, d->linear.start);
	judge_linear(d, 0, 8, FAKE_RW | FAKE_RO);
	judge_linear(d, 16, 9, FAKE_RW | FAKE_RO);
	judge_linear(d, 25, 1, FAKE_RW);
	judge_linear(d, 26, 6, FAKE_RW | FAKE_RO);
	b = leaves(d, d->vmalloc.start, 0, PHYS, 6, FAKE_RW | FAKE_RO, true);
	for (i = 0; i < 6; i++)
		d->e[i] = fake_leaf(d->f, 0, PHYS + (i == 3 ? 25 : 16 * (i & 1) + i) * PAGE,
				    FAKE_RW | FAKE_RO);
	judge(d, &b, &d->vmalloc, &d->area);
	expect_alias(d, 1, 3, 1, 25);
}

/* Leaves of which one is elsewhere and one no RAM: each is one finding; all RAM is not known. */
static void linear_in_pieces(struct kunit *test)
{
	struct edge *d = edge_new(test);
	u64 start = d->f->space.geo.va_start, page = 4096;
	struct ptwalk_batch b;
	u32 more;

	for (more = 0; more < 2; more++) {
		b = leaves(d, start, 0, PHYS, 16, FAKE_RW, true);
		d->e[3] = fake_leaf(d->f, 0, PHYS + 40 * page, FAKE_RW);
		d->ram.range[0].end = PHYS + 15 * page;
		d->ram.more = more;
		d->ck.in.ram = &d->ram;
		d->findings = 0;
		ptwalk_check_start(&d->ck, start);
		judge(d, &b, &d->linear, NULL);
		ptwalk_check_end(&d->ck, ~0ULL);
		KUNIT_EXPECT_EQ(test, d->findings, 2 - more);
		KUNIT_EXPECT_EQ(test, (int)d->last.rule,
				more ? PTWALK_LINEAR_AFFINE : PTWALK_LINEAR_EXTRA);
		KUNIT_EXPECT_EQ(test, d->last.start, start + (more ? 3 : 15) * page);
		KUNIT_EXPECT_EQ(test, d->last.last, start + (more ? 4 : 16) * page - 1);
		KUNIT_EXPECT_EQ(test, d->last.actual, PHYS + (more ? 40 : 15) * page);
	}
}

/* An ioremap of more than %PTWALK_PAGES pages, of an unaligned address. */
static void pages_of_ioremap(struct kunit *test)
{
	struct edge *d = edge_new(test);
	u64 page = 4096, n = 2 * PTWALK_PAGES + 2, off;
	struct ptwalk_batch b;

	d->area.end = d->area.start + n * page;
	d->area.kind = PTWALK_AREA_IOREMAP;
	d->area.flags = PTWALK_AREA_HAS_VM | PTWALK_AREA_IO;
	d->area.phys = PHYS + 0x123;
	for (off = 0; off < 2; off++) {
		b = leaves(d, d->area.start, 0, PHYS + off * page, n, FAKE_RW, false);
		ptwalk_check_start(&d->ck, d->f->space.geo.va_start);
		judge(d, &b, &d->vmalloc, &d->area);
		ptwalk_check_end(&d->ck, ~0ULL);
		KUNIT_ASSERT_EQ(test, d->findings, off);
	}
	KUNIT_EXPECT_EQ(test, (int)d->last.rule, PTWALK_PFN_MISMATCH);
	KUNIT_EXPECT_EQ(test, d->last.start, d->area.start);
	KUNIT_EXPECT_EQ(test, d->last.last, d->area.end - 1);
	KUNIT_EXPECT_EQ(test, d->last.expected, PHYS);
	KUNIT_EXPECT_EQ(test, d->last.actual, PHYS + page);
}

/* Equal leaves under different tables: cached permissions must not be reused. */
static void prot_of_neighbours(struct kunit *test)
{
	struct edge *d = edge_new(test);
	u64 va = d->vmalloc.start;
	struct ptwalk_batch b = leaves(d, va, 0, PHYS, 4, FAKE_AF | FAKE_UXN, false);
	u32 i;

	ptwalk_check_start(&d->ck, d->f->space.geo.va_start);
	for (i = 0; i < 4; i++) {
		b.start = va + 4 * i * 4096;
		b.inherited = i % 2 ? 0 : FAKE_PXN_TABLE;
		judge(d, &b, &d->vmalloc, NULL);
	}
	KUNIT_EXPECT_EQ(test, d->findings, 1);
	ptwalk_check_end(&d->ck, ~0ULL);
	KUNIT_EXPECT_EQ(test, d->findings, 2);
	KUNIT_EXPECT_EQ(test, (int)d->last.rule, PTWALK_WX);
	KUNIT_EXPECT_EQ(test, d->last.start, va + 12 * 4096);
	KUNIT_EXPECT_EQ(test, d->last.last, va + 16 * 4096 - 1);
}

/* A new start drops pending findings. */
static void begun_anew(struct kunit *test)
{
	struct edge *d = edge_new(test);
	struct ptwalk_batch b = leaves(d, d->vmalloc.start, 0, PHYS, 4, FAKE_AF | FAKE_UXN, false);

	ptwalk_check_start(&d->ck, d->f->space.geo.va_start);
	judge(d, &b, &d->vmalloc, NULL);
	ptwalk_check_start(&d->ck, d->f->space.geo.va_start);
	ptwalk_check_end(&d->ck, ~0ULL);
	KUNIT_EXPECT_EQ(test, d->findings, 0);
}

/* The needs and severity of each rule, as its row in the table has them. */
static void rules_need(struct kunit *test)
{
	enum ptwalk_rule r;
	u32 areas = 0, ram = 0, warnings = 0, lazy = 0;

	for (r = 0; r < PTWALK_RULES; r++) {
		KUNIT_ASSERT_NOT_NULL(test, ptwalk_rules[r].name);
		areas |= ptwalk_rules[r].areas << r;
		ram |= ptwalk_rules[r].ram << r;
		warnings |= ptwalk_rules[r].warning << r;
		lazy |= ptwalk_rules[r].lazy << r;
	}
	KUNIT_EXPECT_EQ(test, areas, BIT_ULL(PTWALK_AREA_UNMAPPED) | BIT_ULL(PTWALK_GUARD_MAPPED) |
			BIT_ULL(PTWALK_LAZY_MAPPED) | BIT_ULL(PTWALK_PFN_MISMATCH) |
			BIT_ULL(PTWALK_ALIAS_WRITABLE));
	KUNIT_EXPECT_EQ(test, ram, BIT_ULL(PTWALK_LINEAR_AFFINE) | BIT_ULL(PTWALK_LINEAR_HOLE) |
			BIT_ULL(PTWALK_LINEAR_EXTRA) | BIT_ULL(PTWALK_ALIAS_WRITABLE) |
			BIT_ULL(PTWALK_ALIAS_MEMTYPE));
	KUNIT_EXPECT_EQ(test, warnings, BIT_ULL(PTWALK_AF_CLEAR));
	KUNIT_EXPECT_EQ(test, lazy, BIT_ULL(PTWALK_LAZY_MAPPED));
}

static struct kunit_case edge_cases[] = {
	KUNIT_CASE(mmu_pages_and_blocks),
	KUNIT_CASE(mmu_fault_in_block),
	KUNIT_CASE(mmu_repeated),
	KUNIT_CASE(alias_lookup_fails),
	KUNIT_CASE(alias_of_invalid),
	KUNIT_CASE(alias_of_ranges),
	KUNIT_CASE(linear_in_pieces),
	KUNIT_CASE(pages_of_ioremap),
	KUNIT_CASE(prot_of_neighbours),
	KUNIT_CASE(begun_anew),
	KUNIT_CASE(rules_need),
	{}
};

static struct kunit_suite edge_suite = {
	.name = "ptwalk-check-edge",
	.test_cases = edge_cases,
};

kunit_test_suite(edge_suite);
