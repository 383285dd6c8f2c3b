// SPDX-License-Identifier: GPL-2.0-only
/*
 * The hooks of the rules: which questions the MMU gets, and how many; RAM of which not all
 * ranges are known; and what a check keeps.
 */
#include "edge.h"

/* Every page is asked about at its first address, a block also at its last page. */
static void mmu_pages_and_blocks(struct kunit *test)
{
	struct edge *d = edge_new(test);
	u64 va = d->vmalloc.start, block = fake_size(d->f, 1);
	struct ptwalk_batch b = edge_leaves(d, va, 0, EDGE_PHYS, 3, FAKE_RW, false);

	edge_mmu(d);
	ptwalk_check_start(&d->ck, d->f->space.geo.va_start);
	edge_judge(d, &b, &d->vmalloc, NULL);
	KUNIT_ASSERT_EQ(test, d->n, 3);
	KUNIT_EXPECT_EQ(test, d->asked[0], va);
	KUNIT_EXPECT_EQ(test, d->asked[1], va + 4096);
	KUNIT_EXPECT_EQ(test, d->asked[2], va + 2 * 4096);
	d->n = 0;
	b = edge_leaves(d, va + block, 1, EDGE_PHYS + block, 2, FAKE_RW, false);
	edge_judge(d, &b, &d->vmalloc, NULL);
	KUNIT_ASSERT_EQ(test, d->n, 4);
	KUNIT_EXPECT_EQ(test, d->asked[0], va + block);
	KUNIT_EXPECT_EQ(test, d->asked[1], va + 2 * block - 4096);
	KUNIT_EXPECT_EQ(test, d->asked[2], va + 2 * block);
	KUNIT_EXPECT_EQ(test, d->asked[3], va + 3 * block - 4096);
	d->n = 0;
	b = edge_leaves(d, va + 4 * block, 1, EDGE_PHYS, 2, FAKE_RW & ~FAKE_AF, false);
	edge_judge(d, &b, &d->vmalloc, NULL);
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
	struct ptwalk_batch b = edge_leaves(d, va, 1, EDGE_PHYS, 3, FAKE_RW, false);

	edge_mmu(d);
	d->liar = va + 2 * block - 4096;
	ptwalk_check_start(&d->ck, d->f->space.geo.va_start);
	edge_judge(d, &b, &d->vmalloc, NULL);
	ptwalk_check_end(&d->ck, ~0ULL);
	KUNIT_ASSERT_EQ(test, d->findings, 1);
	KUNIT_EXPECT_EQ(test, (int)d->last.rule, PTWALK_MMU_DISAGREES);
	KUNIT_EXPECT_EQ(test, d->last.start, va + block);
	KUNIT_EXPECT_EQ(test, d->last.last, va + 2 * block - 1);
	KUNIT_EXPECT_EQ(test, d->last.expected, EDGE_PHYS + 2 * block - 4096);
	KUNIT_EXPECT_EQ(test, d->last.actual, PTWALK_NO_PA);
}

/* Of a repeated table, the first and last leaf are asked about; of a single leaf, it alone. */
static void mmu_repeated(struct kunit *test)
{
	struct edge *d = edge_new(test);
	u64 va = d->vmalloc.start;
	struct ptwalk_batch b = edge_leaves(d, va, 0, EDGE_PHYS, 5120, FAKE_RW, true);

	b.repeated = true;
	b.extents = b.count;
	edge_mmu(d);
	ptwalk_check_start(&d->ck, d->f->space.geo.va_start);
	edge_judge(d, &b, &d->vmalloc, NULL);
	KUNIT_ASSERT_EQ(test, d->n, 2);
	KUNIT_EXPECT_EQ(test, d->asked[0], va);
	KUNIT_EXPECT_EQ(test, d->asked[1], va + 5119 * 4096);
	/* The first is where it is asked for, the last is not: one page is all there is. */
	KUNIT_EXPECT_EQ(test, d->findings, 0);
	ptwalk_check_end(&d->ck, ~0ULL);
	KUNIT_ASSERT_EQ(test, d->findings, 1);
	KUNIT_EXPECT_EQ(test, d->last.start, va + 5119 * 4096);
	KUNIT_EXPECT_EQ(test, d->last.expected, EDGE_PHYS);
	d->n = 0;
	b.count = 2;
	ptwalk_check_start(&d->ck, d->f->space.geo.va_start);
	edge_judge(d, &b, &d->vmalloc, NULL);
	KUNIT_EXPECT_EQ(test, d->n, 2);
	d->n = 0;
	b.count = 1;
	b.extents = 1;
	ptwalk_check_start(&d->ck, d->f->space.geo.va_start);
	edge_judge(d, &b, &d->vmalloc, NULL);
	KUNIT_EXPECT_EQ(test, d->n, 1);
}

/* Leaves of which one is elsewhere and one no RAM: each is one finding; all RAM is not known. */
static void linear_in_pieces(struct kunit *test)
{
	struct edge *d = edge_new(test);
	u64 start = d->f->space.geo.va_start, page = 4096;
	struct ptwalk_batch b;
	u32 more;

	for (more = 0; more < 2; more++) {
		b = edge_leaves(d, start, 0, EDGE_PHYS, 16, FAKE_RW, true);
		d->e[3] = fake_leaf(d->f, 0, EDGE_PHYS + 40 * page, FAKE_RW);
		d->ram.range[0].end = EDGE_PHYS + 15 * page;
		d->ram.more = more;
		d->ck.in.ram = &d->ram;
		d->findings = 0;
		ptwalk_check_start(&d->ck, start);
		edge_judge(d, &b, &d->linear, NULL);
		ptwalk_check_end(&d->ck, ~0ULL);
		KUNIT_EXPECT_EQ(test, d->findings, 2 - more);
		KUNIT_EXPECT_EQ(test, (int)d->last.rule,
				more ? PTWALK_LINEAR_AFFINE : PTWALK_LINEAR_EXTRA);
		KUNIT_EXPECT_EQ(test, d->last.start, start + (more ? 3 : 15) * page);
		KUNIT_EXPECT_EQ(test, d->last.last, start + (more ? 4 : 16) * page - 1);
		KUNIT_EXPECT_EQ(test, d->last.actual, EDGE_PHYS + (more ? 40 : 15) * page);
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
	d->area.phys = EDGE_PHYS + 0x123;
	for (off = 0; off < 2; off++) {
		b = edge_leaves(d, d->area.start, 0, EDGE_PHYS + off * page, n, FAKE_RW, false);
		ptwalk_check_start(&d->ck, d->f->space.geo.va_start);
		edge_judge(d, &b, &d->vmalloc, &d->area);
		ptwalk_check_end(&d->ck, ~0ULL);
		KUNIT_ASSERT_EQ(test, d->findings, off);
	}
	KUNIT_EXPECT_EQ(test, (int)d->last.rule, PTWALK_PFN_MISMATCH);
	KUNIT_EXPECT_EQ(test, d->last.start, d->area.start);
	KUNIT_EXPECT_EQ(test, d->last.last, d->area.end - 1);
	KUNIT_EXPECT_EQ(test, d->last.expected, EDGE_PHYS);
	KUNIT_EXPECT_EQ(test, d->last.actual, EDGE_PHYS + page);
}

/* Equal leaves under different tables: cached permissions must not be reused. */
static void prot_of_neighbours(struct kunit *test)
{
	struct edge *d = edge_new(test);
	u64 va = d->vmalloc.start;
	struct ptwalk_batch b = edge_leaves(d, va, 0, EDGE_PHYS, 4, FAKE_AF | FAKE_UXN, false);
	u32 i;

	ptwalk_check_start(&d->ck, d->f->space.geo.va_start);
	for (i = 0; i < 4; i++) {
		b.start = va + 4 * i * 4096;
		b.inherited = i % 2 ? 0 : FAKE_PXN_TABLE;
		edge_judge(d, &b, &d->vmalloc, NULL);
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
	struct ptwalk_batch b = edge_leaves(d, d->vmalloc.start, 0, EDGE_PHYS, 4,
					    FAKE_AF | FAKE_UXN, false);

	ptwalk_check_start(&d->ck, d->f->space.geo.va_start);
	edge_judge(d, &b, &d->vmalloc, NULL);
	ptwalk_check_start(&d->ck, d->f->space.geo.va_start);
	ptwalk_check_end(&d->ck, ~0ULL);
	KUNIT_EXPECT_EQ(test, d->findings, 0);
}

/* What was known of the permissions of equal leaves is forgotten at the start. */
static void prot_begun_anew(struct kunit *test)
{
	static const struct { u8 level; u64 attrs; } rows[] = {
		{ 0, FAKE_AF | FAKE_UXN },
		{ 1, 0 },
	};
	struct edge *d = edge_new(test);
	u32 i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		struct ptwalk_batch b = edge_leaves(d, d->vmalloc.start, rows[i].level, EDGE_PHYS,
						    1, rows[i].attrs, false);

		d->findings = 0;
		d->ck.known = (struct ptwalk_known_prot) { .attrs = b.attrs, .level = b.level };
		ptwalk_check_start(&d->ck, d->f->space.geo.va_start);
		edge_judge(d, &b, &d->vmalloc, NULL);
		ptwalk_check_end(&d->ck, ~0ULL);
		/* Writable and executable, and of the second the access flag is clear, too. */
		KUNIT_EXPECT_EQ(test, d->findings, 1 + i);
	}
}

/* Nothing is mapped in the linear map: all RAM is missing, each time it is judged. */
static void linear_begun_anew(struct kunit *test)
{
	struct edge *d = edge_new(test);
	u32 i;

	d->ck.in.ram = &d->ram;
	for (i = 1; i < 3; i++) {
		ptwalk_check_start(&d->ck, d->linear.start);
		ptwalk_check_end(&d->ck, ~0ULL);
		KUNIT_EXPECT_EQ(test, d->findings, i);
		KUNIT_EXPECT_EQ(test, (int)d->last.rule, PTWALK_LINEAR_HOLE);
		KUNIT_EXPECT_EQ(test, d->last.start, d->linear.start);
		KUNIT_EXPECT_EQ(test, d->last.last, d->linear.start + 16 * EDGE_PAGE - 1);
	}
}

/* A broken group of two runs is one finding, in each check from address 0 on as well. */
static void cont_from_zero(struct kunit *test)
{
	struct edge *d = edge_new(test);
	u64 va = d->vmalloc.start, attrs = FAKE_RW | FAKE_CONT;
	struct ptwalk_batch b;
	u32 i;

	for (i = 1; i < 3; i++) {
		ptwalk_check_start(&d->ck, 0);
		b = edge_leaves(d, va, 0, EDGE_PHYS, 3, attrs, false);
		edge_judge(d, &b, &d->vmalloc, NULL);
		b = edge_leaves(d, va + 8 * EDGE_PAGE, 0, EDGE_PHYS + 40 * EDGE_PAGE, 4, attrs,
				false);
		edge_judge(d, &b, &d->vmalloc, NULL);
		ptwalk_check_end(&d->ck, ~0ULL);
		KUNIT_EXPECT_EQ(test, d->findings, i);
	}
	KUNIT_EXPECT_EQ(test, (int)d->last.rule, PTWALK_CONT_BROKEN);
	KUNIT_EXPECT_EQ(test, d->last.start, va);
	KUNIT_EXPECT_EQ(test, d->last.last, va + 16 * EDGE_PAGE - 1);
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
	KUNIT_CASE(linear_in_pieces),
	KUNIT_CASE(pages_of_ioremap),
	KUNIT_CASE(prot_of_neighbours),
	KUNIT_CASE(begun_anew),
	KUNIT_CASE(prot_begun_anew),
	KUNIT_CASE(linear_begun_anew),
	KUNIT_CASE(cont_from_zero),
	KUNIT_CASE(rules_need),
	{}
};

static struct kunit_suite edge_suite = {
	.name = "ptwalk-check-edge",
	.test_cases = edge_cases,
};

kunit_test_suite(edge_suite);
