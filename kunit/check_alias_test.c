// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rules of pages with more than one address: with the linear map walked first, or in
 * advance, as it comes after the areas, or not at all, so that each page is looked up.
 * Everything is counted in pages; page 0 of the linear map is physical page 100.
 */
#include "pageset.h"
#include "world.h"

#define PHYS	WORLD_PHYS
#define RO	((FAKE_RW & ~FAKE_DBM) | FAKE_RO)
/* Byte 2 of FAKE_MAIR is normal-nc. */
#define NC	(FAKE_RW | 2 << 2)

/* Leaves that are alike; physical pages ascend, unless @back. */
struct piece {
	u32 va;
	u32 count;
	u32 pa;
	u64 attrs;
	bool back;
};

/**
 * struct alias_case - a linear map, and one area
 * @name: of the case
 * @linear: what is mapped there; a count of 0 ends the list
 * @area: what is mapped in the area
 * @kind: of the area
 * @flags: of the area
 * @no_area: the mapping is in no area
 * @no_promise: read-only pages may be writable elsewhere
 * @offline: all memory is offline
 * @reserved: physical pages that were reserved at boot, start and end
 * @expect: findings: page in the area, and page in the linear map
 *
 * RAM is 16 pages.
 */
struct alias_case {
	const char *name;
	struct piece linear[5];
	struct piece area[3];
	u8 kind;
	u16 flags;
	bool no_area;
	bool no_promise;
	bool offline;
	u32 reserved[2];
	const char *expect;
};

/* A leaf whose memory type the tables do not tell: there is none in arm64's format. */
#define UNKNOWN (FAKE_RW | BIT_ULL(59))
#define UNTOLD { 0, 16, 100, UNKNOWN }
#define ALL { 0, 16, 100, FAKE_RW }
#define WRITABLE "alias-writable "
#define MEMTYPE "alias-memtype "

static const struct alias_case cases[] = {
	{ "writable here and there", { ALL }, { { 0, 4, 102, FAKE_RW } }, .expect = "" },
	{ "read-only here", { ALL }, { { 0, 4, 102, RO } }, .expect = WRITABLE "0-4 at 2 " },
	{ "read-only here and there", { { 0, 2, 100, FAKE_RW }, { 2, 4, 102, RO },
	  { 6, 10, 106, FAKE_RW } }, { { 0, 4, 102, RO } }, .expect = "" },
	{ "one of them writable there", { { 0, 3, 100, RO }, { 3, 1, 103, FAKE_RW },
	  { 4, 12, 104, RO } }, { { 0, 4, 102, RO } }, .expect = WRITABLE "1-2 at 3 " },
	{ "backwards", { { 0, 3, 100, RO }, { 3, 1, 103, FAKE_RW }, { 4, 12, 104, RO } },
	  { { 0, 4, 105, RO, true } }, .expect = WRITABLE "2-3 at 3 " },
	{ "two apart", { { 0, 2, 100, FAKE_RW }, { 2, 1, 102, RO }, { 3, 13, 103, FAKE_RW } },
	  { { 0, 3, 101, RO } }, .expect = WRITABLE "0-1 at 1 " WRITABLE "2-3 at 3 " },
	{ "not mapped there", { { 0, 2, 100, FAKE_RW }, { 6, 10, 106, FAKE_RW } },
	  { { 0, 4, 102, RO } }, .expect = "" },
	{ "tail not mapped there", { { 0, 8, 100, FAKE_RW } }, { { 0, 4, 106, RO } },
	  .expect = WRITABLE "0-2 at 6 " },
	{ "nothing mapped there", { }, { { 0, 4, 106, RO } }, .expect = "" },
	{ "no RAM", { ALL }, { { 0, 4, 200, RO } }, .expect = "" },
	{ "the end of RAM", { ALL }, { { 0, 4, 114, RO } }, .expect = WRITABLE "0-2 at 14 " },
	{ "the start of RAM", { ALL }, { { 0, 4, 98, RO } }, .expect = WRITABLE "2-4 at 0 " },
	{ "not cached here, the start of RAM", { ALL }, { { 0, 4, 98, NC } },
	  .expect = MEMTYPE "2-4 at 0 " },
	{ "freed lazily", { ALL }, { { 0, 4, 102, RO } }, .flags = PTWALK_AREA_LAZY,
	  .expect = "" },
	{ "in no area", { ALL }, { { 0, 4, 102, RO } }, .no_area = true, .expect = "" },
	{ "without a promise", { ALL }, { { 0, 4, 102, RO } }, .no_promise = true,
	  .expect = "" },
	{ "not cached here", { ALL }, { { 0, 4, 102, NC } }, .expect = MEMTYPE "0-4 at 2 " },
	{ "not cached here, in no area", { ALL }, { { 0, 4, 102, NC } }, .no_area = true,
	  .expect = MEMTYPE "0-4 at 2 " },
	{ "not cached here, for a device", { ALL }, { { 0, 4, 102, NC } },
	  .kind = PTWALK_AREA_DMA, .expect = "" },
	{ "not cached here, not mapped there", { { 0, 2, 100, FAKE_RW } },
	  { { 0, 4, 102, NC } }, .expect = "" },
	{ "not cached here, read-only there", { { 0, 16, 100, RO } }, { { 0, 4, 102, NC } },
	  .expect = MEMTYPE "0-4 at 2 " },
	{ "not cached here and there", { { 0, 16, 100, NC } }, { { 0, 4, 102, NC } },
	  .expect = "" },
	{ "not cached there", { { 0, 3, 100, FAKE_RW }, { 3, 1, 103, NC },
	  { 4, 12, 104, FAKE_RW } }, { { 0, 4, 102, FAKE_RW } }, .expect = MEMTYPE "1-2 at 3 " },
	{ "not cached there, read-only here", { { 0, 16, 100, NC } }, { { 0, 1, 102, RO } },
	  .expect = WRITABLE "0-1 at 2 " MEMTYPE "0-1 at 2 " },
	{ "not cached here, reserved", { ALL }, { { 0, 4, 102, NC } }, .reserved = { 102, 106 },
	  .expect = "" },
	{ "not cached here, reserved in part", { ALL }, { { 0, 4, 102, NC } },
	  .reserved = { 103, 105 }, .expect = MEMTYPE "0-1 at 2 " MEMTYPE "3-4 at 5 " },
	{ "not cached here, reserved elsewhere", { ALL }, { { 0, 4, 102, NC } },
	  .reserved = { 106, 110 }, .expect = MEMTYPE "0-4 at 2 " },
	{ "read-only here, reserved", { ALL }, { { 0, 4, 102, RO } }, .reserved = { 102, 106 },
	  .expect = WRITABLE "0-4 at 2 " },
	{ "offline", { ALL }, { { 0, 2, 102, RO }, { 2, 2, 104, NC } }, .offline = true,
	  .expect = "" },
	{ "unknown here and there", { UNTOLD }, { { 0, 4, 102, UNKNOWN } }, .expect = "" },
	{ "unknown there, cached here", { UNTOLD }, { { 0, 4, 102, FAKE_RW } }, .expect = "" },
	{ "unknown there, not cached here", { UNTOLD }, { { 0, 4, 102, NC } }, .expect = "" },
	{ "unknown here, not cached there", { { 0, 16, 100, NC } }, { { 0, 4, 102, UNKNOWN } },
	  .expect = "" },
	{ "unknown here, cached there", { ALL }, { { 0, 4, 102, UNKNOWN } }, .expect = "" },
	{ "unknown there, read-only here", { UNTOLD }, { { 0, 4, 102, RO } },
	  .expect = WRITABLE "0-4 at 2 " },
	{ "unknown, and read-only there", { { 0, 16, 100, (UNKNOWN & ~FAKE_DBM) | FAKE_RO } },
	  { { 0, 4, 102, RO } }, .expect = "" },
	{ "not cached, no RAM", { ALL }, { { 0, 4, 200, NC } }, .expect = "" },
};

static void case_desc(const struct alias_case *c, char *desc)
{
	strscpy(desc, c->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(alias, cases, case_desc);

/* The linear map is at lower addresses than the area, or above it by so many pages. */
#define BELOW 0
#define ABOVE 3000

/* What the test and its hooks share; suites run one after the other. */
static struct alias_world {
	struct world w;
	u64 shift;
	struct ptwalk_area area;
	struct ptwalk_pageset *odd;
	const struct alias_case *c;
} world;

static u64 page(u64 n)
{
	return world_bytes(&world.w, n);
}

static void say(void *priv, const struct ptwalk_finding *f)
{
	char *said = world.w.said;
	size_t n = strlen(said);

	/* Ignore findings of other rules in these scenes. */
	if (f->rule != PTWALK_ALIAS_WRITABLE && f->rule != PTWALK_ALIAS_MEMTYPE)
		return;
	fake_check_finding(world.w.test, &world.w.space.geo, f);
	snprintf(said + n, sizeof(world.w.said) - n, "%s %llu-%llu at %llu ",
		 ptwalk_rules[f->rule].name, world_page(&world.w, f->start) - 1000,
		 world_page(&world.w, f->last + 1) - 1000,
		 world_page(&world.w, f->actual) - world.shift);
}

static int fake_lookup(void *priv, u64 va, struct ptwalk_batch *b)
{
	u64 n = world_page(&world.w, va) - world.shift;
	const struct piece *p;

	for (p = world.c->linear; p->count; p++) {
		if (n < p->va || n >= p->va + p->count)
			continue;
		*b = (struct ptwalk_batch) { .start = va, .kind = PTWALK_LEAF, .count = 1,
					     .attrs = p->attrs | 3 };
		return 0;
	}
	return -ENOENT;
}

/* Pages that are writable and cached are known to be so, without a look-up. */
static int lookup_of_odd(void *priv, u64 va, struct ptwalk_batch *b)
{
	int err = fake_lookup(priv, va, b);

	if (!err && b->attrs == (FAKE_RW | 3))
		world.w.ck.err = -EIO;
	return err;
}

static bool fake_reserved(void *priv, u64 pa)
{
	return pa >= page(world.c->reserved[0]) && pa < page(world.c->reserved[1]);
}

static bool may_not(void *priv, const struct ptwalk_area *a)
{
	return false;
}

static int odd_add(void *priv, u64 pfn, u64 n)
{
	return ptwalk_pageset_add(world.odd, pfn, n);
}

static u64 odd_run(void *priv, u64 pfn, u64 n, bool *has)
{
	return ptwalk_pageset_run(world.odd, pfn, n, has);
}

/* The batch of a piece; @e has room for its entries. */
static struct ptwalk_batch batch_of(const struct piece *p, u64 base, u64 *e)
{
	u32 i;

	for (i = 0; i < p->count; i++)
		e[i] = page(p->back ? p->pa - i : p->pa + i) | p->attrs | 3;
	return (struct ptwalk_batch) {
		.start = base + page(p->va),
		.kind = PTWALK_LEAF,
		.count = p->count,
		.pa = page(p->pa),
		.attrs = p->attrs | 3,
		.extents = p->back ? p->count : 1,
		.e = e,
	};
}

static void judge(const struct piece *p, u64 base, const struct ptwalk_owner *o)
{
	struct ptwalk_batch b;
	u64 e[16];

	for (; p->count; p++) {
		b = batch_of(p, base, e);
		ptwalk_check_batch(&world.w.ck, &b, o);
	}
}

static void judge_linear(void)
{
	const struct ptwalk_owner there = { .region = &world.w.linear };

	judge(world.c->linear, world.w.linear.start, &there);
}

static void judge_area(void)
{
	static const struct ptwalk_region vmalloc = { .name = "vmalloc" };
	const struct ptwalk_owner here = {
		.region = &vmalloc, .area = world.c->no_area ? NULL : &world.area,
	};

	judge(world.c->area, world.area.start, &here);
}

static void walk_linear_first(void)
{
	const struct piece *p;
	struct ptwalk_batch b;
	u64 e[16];

	for (p = world.c->linear; p->count; p++) {
		b = batch_of(p, world.w.linear.start, e);
		ptwalk_check_linear_first(&world.w.ck, &b);
	}
	ptwalk_check_linear_known(&world.w.ck);
}

static struct ptwalk_format_ops untold_ops;

static void untold_prot(const struct ptwalk_geometry *g, unsigned int level, u64 attrs,
			u64 inherited, struct ptwalk_prot *p)
{
	ptwalk_arm64_ops.prot(g, level, attrs, inherited, p);
	if (attrs & BIT_ULL(59))
		p->cached = PTWALK_CACHED_UNKNOWN;
}

static void set_up(struct kunit *test, struct ptwalk_pageset *odd, u64 shift)
{
	const struct alias_case *c = test->param_value;
	struct ptwalk_check_input *in = &world.w.ck.in;

	memset(&world, 0, sizeof(world));
	world_init(&world.w, test);
	untold_ops = ptwalk_arm64_ops;
	untold_ops.prot = untold_prot;
	world.w.space.geo.ops = &untold_ops;
	world_add_ram(&world.w, PHYS, PHYS + 16,
		      c->offline ? PTWALK_RAM_OFFLINE : PTWALK_RAM_ONLINE);
	world.c = c;
	world.odd = odd;
	world.shift = shift;
	world.w.linear.start += page(shift);
	world.w.linear.last += page(shift);
	world.w.space.linear_offset -= page(shift);
	world.area.start = world.w.space.geo.va_start + page(1000);
	world.area.end = world.area.start + page(8);
	world.area.kind = c->kind;
	world.area.flags = c->flags;
	in->lookup = fake_lookup;
	in->reserved = fake_reserved;
	in->odd_add = odd ? odd_add : NULL;
	in->odd_run = odd ? odd_run : NULL;
	in->may_write = c->no_promise ? NULL : may_not;
	in->emit = say;
}

static void expect_said(struct kunit *test)
{
	ptwalk_check_end(&world.w.ck, ~0ULL);
	KUNIT_EXPECT_EQ(test, world.w.ck.err, 0);
	KUNIT_EXPECT_STREQ(test, world.w.said, world.c->expect);
}

static struct ptwalk_pageset *new_set(struct kunit *test)
{
	struct ptwalk_pageset *odd = ptwalk_pageset_new();

	KUNIT_ASSERT_NOT_NULL(test, odd);
	return odd;
}

static void alias_remembered(struct kunit *test)
{
	struct ptwalk_pageset *odd = new_set(test);

	set_up(test, odd, BELOW);
	ptwalk_check_start(&world.w.ck, world.w.linear.start);
	judge_linear();
	judge_area();
	expect_said(test);
	ptwalk_pageset_free(odd);
}

static void alias_in_advance(struct kunit *test)
{
	struct ptwalk_pageset *odd = new_set(test);

	set_up(test, odd, ABOVE);
	ptwalk_check_start(&world.w.ck, world.area.start);
	walk_linear_first();
	world.w.ck.in.lookup = lookup_of_odd;
	judge_area();
	judge_linear();
	expect_said(test);
	ptwalk_pageset_free(odd);
}

/* The linear map comes later, and is not walked in advance: then pages are looked up. */
static void alias_before_linear(struct kunit *test)
{
	struct ptwalk_pageset *odd = new_set(test);

	set_up(test, odd, ABOVE);
	ptwalk_check_start(&world.w.ck, world.area.start);
	judge_area();
	judge_linear();
	expect_said(test);
	ptwalk_pageset_free(odd);
}

static void alias_looked_up(struct kunit *test)
{
	set_up(test, NULL, BELOW);
	ptwalk_check_start(&world.w.ck, world.area.start);
	judge_area();
	expect_said(test);
}

/* ---- the set of pages ---- */

static bool has(const struct ptwalk_pageset *ps, u64 pfn)
{
	bool is;

	ptwalk_pageset_run(ps, pfn, 1, &is);
	return is;
}

static void pageset_holds(struct kunit *test)
{
	static const struct {
		u64 pfn, n;
	} runs[] = { { 0, 1 }, { 5, 3 }, { 63, 2 }, { 32760, 20 }, { BIT_ULL(40) - 3, 3 },
		     { 1000000, 100000 } };
	struct ptwalk_pageset *ps = ptwalk_pageset_new();
	unsigned int i;
	bool none;
	u64 n;

	KUNIT_ASSERT_NOT_NULL(test, ps);
	KUNIT_EXPECT_FALSE(test, has(ps, 0));
	for (i = 0; i < ARRAY_SIZE(runs); i++)
		KUNIT_EXPECT_EQ(test, ptwalk_pageset_add(ps, runs[i].pfn, runs[i].n), 0);
	for (i = 0; i < ARRAY_SIZE(runs); i++) {
		u64 end = runs[i].pfn + runs[i].n, pfn;
		bool is;

		KUNIT_EXPECT_FALSE(test, has(ps, end));
		if (runs[i].pfn)
			KUNIT_EXPECT_FALSE(test, has(ps, runs[i].pfn - 1));
		/* Run by run, to the first page behind it. */
		for (pfn = runs[i].pfn; pfn < end; pfn += n) {
			n = ptwalk_pageset_run(ps, pfn, BIT_ULL(30), &is);
			KUNIT_ASSERT_TRUE(test, is);
			KUNIT_ASSERT_GE(test, n, 1);
		}
		KUNIT_EXPECT_EQ(test, pfn, end);
		KUNIT_EXPECT_EQ(test, ptwalk_pageset_run(ps, runs[i].pfn, 1, &is), 1);
	}
	/* Between 65 and 32,760 there is nothing, up to the end of what is asked for. */
	KUNIT_EXPECT_EQ(test, ptwalk_pageset_run(ps, 100, 50, &none), 50);
	KUNIT_EXPECT_FALSE(test, none);
	KUNIT_EXPECT_EQ(test, ptwalk_pageset_run(ps, 32000, 5000, &none), 760);
	KUNIT_EXPECT_FALSE(test, none);
	ptwalk_pageset_free(ps);
	ptwalk_pageset_free(NULL);
}

static struct kunit_case alias_cases[] = {
	KUNIT_CASE_PARAM(alias_remembered, alias_gen_params),
	KUNIT_CASE_PARAM(alias_in_advance, alias_gen_params),
	KUNIT_CASE_PARAM(alias_before_linear, alias_gen_params),
	KUNIT_CASE_PARAM(alias_looked_up, alias_gen_params),
	KUNIT_CASE(pageset_holds),
	{}
};

static struct kunit_suite alias_suite = {
	.name = "ptwalk-check-alias",
	.test_cases = alias_cases,
};

kunit_test_suite(alias_suite);
