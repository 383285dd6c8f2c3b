// SPDX-License-Identifier: GPL-2.0-only
/*
 * A check with hooks that count: set-up.
 */
#include "edge.h"

/* For callbacks without @priv; suites run one after the other. */
static struct edge *edge;

static void keep(void *priv, const struct ptwalk_finding *f)
{
	fake_check_finding(edge->f->test, &edge->f->space.geo, f);
	edge->findings++;
	edge->last = *f;
}

static void ask(u64 va)
{
	if (edge->n < EDGE_ASKED)
		edge->asked[edge->n] = va;
	edge->n++;
}

static int mmu(void *priv, u64 va, u64 *pa)
{
	ask(va);
	*pa = va - edge->vmalloc.start + EDGE_PHYS;
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

/**
 * edge_mmu - have the MMU asked
 * @d: the check
 */
void edge_mmu(struct edge *d)
{
	d->ck.in.translate = mmu;
}

/**
 * edge_aliases - have second addresses judged; nobody may write to an area
 * @d: the check
 * @err: what look-ups return
 */
void edge_aliases(struct edge *d, int err)
{
	d->ck.in.ram = &d->ram;
	d->ck.in.lookup = lookup;
	d->ck.in.may_write = may_not;
	d->err = err;
}

/**
 * edge_keep_odd - have odd pages of the linear map remembered, in a new set
 * @d: the check
 */
void edge_keep_odd(struct edge *d)
{
	d->odd = ptwalk_pageset_new();
	KUNIT_ASSERT_NOT_NULL(d->f->test, d->odd);
	d->ck.in.odd_add = odd_add;
	d->ck.in.odd_run = odd_run;
}

/**
 * edge_drop_odd - free that set
 * @d: the check
 */
void edge_drop_odd(struct edge *d)
{
	ptwalk_pageset_free(d->odd);
	d->odd = NULL;
}

/**
 * edge_new - a check of 4K pages and 48 bits, without any hook but that for findings
 * @test: the test
 *
 * Return: the check.
 */
struct edge *edge_new(struct kunit *test)
{
	static const struct ptwalk_areas none;
	struct edge *d = kunit_kzalloc(test, sizeof(*d), GFP_KERNEL);
	u64 start, page = EDGE_PAGE;
	u32 i;

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
	d->f->space.linear_offset = EDGE_PHYS - start;
	d->ram.range[0].start = EDGE_PHYS;
	d->ram.range[0].end = EDGE_PHYS + 16 * page;
	/* What is behind the last range must not be looked at. */
	for (i = 1; i < ARRAY_SIZE(d->ram.range); i++)
		d->ram.range[i].end = ~0ULL;
	d->ck.in.space = &d->f->space;
	d->ck.in.areas = &none;
	d->ck.in.linear = &d->linear;
	d->ck.in.emit = keep;
	edge = d;
	return d;
}

/**
 * edge_leaves - leaves side by side
 * @d: the check; its @e are their entries
 * @start: address of the first
 * @level: of all
 * @pa: of the first; the others follow
 * @count: how many
 * @attrs: of all
 * @pieces: not one extent, but perhaps more
 *
 * Return: the batch.
 */
struct ptwalk_batch edge_leaves(struct edge *d, u64 start, u8 level, u64 pa, u64 count,
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

/**
 * edge_judge - judge a batch
 * @d: the check
 * @b: the batch
 * @r: its region
 * @a: its area, or NULL
 */
void edge_judge(struct edge *d, const struct ptwalk_batch *b, const struct ptwalk_region *r,
		const struct ptwalk_area *a)
{
	struct ptwalk_owner o = { .region = r, .area = a };

	ptwalk_check_batch(&d->ck, b, &o);
}
