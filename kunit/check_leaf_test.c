// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rules for single leaves: protection and reserved bits; and malformed tables.
 */
#include "scene.h"

#define VMALLOC(from, to, pa) \
	{ from, to, PTWALK_AREA_HAS_VM | PTWALK_AREA_ALLOC | PTWALK_AREA_GUARDED, \
	  PTWALK_AREA_VMALLOC, (to) - (from) - 1, pa }
#define BARE(from, to, pa) \
	{ from, to, PTWALK_AREA_HAS_VM | PTWALK_AREA_ALLOC, PTWALK_AREA_VMALLOC, (to) - (from), pa }

#define USER	BIT_ULL(6)
#define RW	FAKE_RW
#define RO	(FAKE_RW | FAKE_RO)
#define RX	(FAKE_AF | FAKE_RO | FAKE_UXN)
#define RWX	(FAKE_AF | FAKE_UXN)
#define OLD	(FAKE_RW & ~FAKE_AF)
#define RES	BIT_ULL(12)	/* with 4K and 16K a low bit of a block */

static const struct scene scenes[] = {
	{ "innocent: rw, r, rx", { BARE(10, 13, 100) },
	  { { 10, 1, 100, RW }, { 11, 1, 101, RO }, { 12, 1, 102, RX }, { 2048, 1, 7, RX } } },
	/* ---- wx ---- */
	{ "wx in an area", { BARE(10, 14, 100) },
	  { { 10, 1, 100 }, { 11, 2, 101, RWX }, { 13, 1, 103 } }, "wx 11-13 no-wx rwx @10" },
	{ "wx in the image", { }, { { 2050, 2, 7, RWX } },
	  "wx 2050-2052 no-wx rwx @image" },
	{ "wx in neighbours", { BARE(10, 12, 100), BARE(12, 14, 102) }, { { 10, 4, 100, RWX } },
	  "wx 10-12 no-wx rwx @10; wx 12-14 no-wx rwx @12" },
	{ "wx in pieces is one finding", { { 10, 15, PTWALK_AREA_HAS_VM, PTWALK_AREA_VMAP } },
	  { { 10, 2, 100, RWX }, { 12, 2, 50, RWX }, { 14, 1, 9, RWX | FAKE_NG } },
	  "wx 10-15 no-wx rwx @10" },
	{ "wx twice, with a hole", { BARE(10, 15, 100) },
	  { { 10, 2, 100, RWX }, { 12, 1, 102 }, { 13, 2, 103, RWX } },
	  "wx 10-12 no-wx rwx @10; wx 13-15 no-wx rwx @10" },
	{ "wx, across two regions", { }, { { 2047, 2, 7, RWX } },
	  "orphan 2047-2048 unmapped 7 @vmalloc; wx 2047-2048 no-wx rwx @vmalloc; "
	  "wx 2048-2049 no-wx rwx @image" },
	{ "wx, the last page of all", { }, { { -2, 2, 7, RWX } },
	  "orphan -2-0 unmapped 7 @high; wx -2-0 no-wx rwx @high" },
	{ "a wx block", { }, { { 1024, 1, 512, RWX, .level = 1 } },
	  "orphan 1024-1536 unmapped 512 @vmalloc; wx 1024-1536 no-wx rwx @vmalloc" },
	/* ---- user-access ---- */
	{ "user", { BARE(10, 14, 100) },
	  { { 10, 1, 100 }, { 11, 1, 101, RW | USER }, { 12, 1, 102, RO | USER }, { 13, 1, 103 } },
	  "user-access 11-13 kernel-only user @10" },
	/* What user mode can write, the kernel can't execute. */
	{ "user, writable", { }, { { 2050, 1, 7, RWX | USER } },
	  "user-access 2050-2051 kernel-only user @image" },
	/* ---- af-clear ---- */
	{ "af clear", { BARE(10, 14, 100) },
	  { { 10, 1, 100 }, { 11, 1, 101, OLD }, { 12, 1, 102, OLD | FAKE_RO }, { 13, 1, 103 } },
	  "af-clear 11-13 accessed af-clear @10" },
	/* ---- bad-descriptor ---- */
	{ "reserved", { }, { { 2050, 2, 7, .kind = PTWALK_BAD } },
	  "bad-descriptor 2050-2052 valid 7 @image" },
	{ "reserved bits of a block", { VMALLOC(512, 1025, 1024) },
	  { { 512, 1, 1024, RW | RES, .level = 1 } }, "bad-descriptor 512-1024 valid 1025 @512" },
	/* ---- tables ---- */
	{ "outside RAM", { }, { { 1024, 1, 7, .level = 1, .kind = PTWALK_OUTSIDE } },
	  "table-outside-ram 1024-1536 ram 7 @vmalloc" },
	{ "two outside RAM are one finding", { },
	  { { 1024, 2, 7, .level = 1, .kind = PTWALK_OUTSIDE } },
	  "table-outside-ram 1024-2048 ram 7 @vmalloc" },
	{ "can't be read", { }, { { 1024, 1, .level = 1, .kind = PTWALK_FAULT } },
	  "table-outside-ram 1024-1536 ram t3 @vmalloc" },
	{ "a loop", { }, { { 1024, 1, .level = 1, .kind = PTWALK_LOOP } },
	  "table-loop 1024-1536 tree t0 @vmalloc" },
	{ "a loop beside a table outside RAM", { },
	  { { 1024, 1, .level = 1, .kind = PTWALK_LOOP },
	    { 1536, 1, 7, .level = 1, .kind = PTWALK_OUTSIDE } },
	  "table-loop 1024-1536 tree t0 @vmalloc; table-outside-ram 1536-2048 ram 7 @vmalloc" },
	{ "innocent: torn", { }, { { 20, 5, .kind = PTWALK_TORN } } },
	{ "innocent: invalid", { }, { { 20, 5, 7, .kind = PTWALK_INVALID } } },
	/* ---- all at once ---- */
	{ "everything wrong in a guard", { VMALLOC(10, 12, 100) },
	  { { 10, 1, 100 }, { 11, 1, 7, RWX & ~FAKE_AF } },
	  "guard-mapped 11-12 unmapped 7 @10; wx 11-12 no-wx rwx @10; "
	  "af-clear 11-12 accessed af-clear @10" },
};

static void scene_desc(const struct scene *sc, char *desc)
{
	strscpy(desc, sc->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(scene, scenes, scene_desc);

static void check_leaf(struct kunit *test)
{
	scene_play(test, test->param_value);
}

/* Restrictions of a table apply to the leaves under it, whatever their own bits. */
static void check_inherited(struct kunit *test)
{
	static const struct scene sc = {
		.map = { { 2048, 2, 7, RWX | USER }, { 2050, 2, 9, RWX } },
	};
	struct scene_stage *st = scene_new(test, &fake_shapes[1], &sc);
	u64 *table = fake_slot(st->f, scene_va(st, 2048), 1), was = *table;
	static const struct {
		u64 attrs;
		const char *want;
	} tables[] = {
		{ 0, "user-access 2048-2050 kernel-only user @image; "
		     "wx 2050-2052 no-wx rwx @image" },
		{ FAKE_PXN_TABLE, "user-access 2048-2050 kernel-only user @image" },
		{ FAKE_RO_TABLE, "user-access 2048-2050 kernel-only user @image" },
		{ BIT_ULL(61), "wx 2048-2052 no-wx rwx @image" },
		{ BIT_ULL(61) | FAKE_RO_TABLE, "" },
	};
	char *text = kunit_kzalloc(test, SCENE_TEXT, GFP_KERNEL);
	u32 i;

	KUNIT_ASSERT_NOT_NULL(test, text);
	for (i = 0; i < ARRAY_SIZE(tables); i++) {
		*table = was | tables[i].attrs;
		scene_judge_walk(st, st->f->space.geo.va_start, ~0ULL);
		scene_text(st, text);
		KUNIT_EXPECT_STREQ(test, text, tables[i].want);
		scene_judge_again(st);
	}
}

/* A region that user mode may access, on purpose: other rules hold there all the same. */
static void check_user_region(struct kunit *test)
{
	static const struct scene sc = {
		.map = { { 2048, 2, 7, RW | USER }, { 2050, 1, 9, OLD | USER } },
	};
	struct scene_stage *st = scene_new(test, &fake_shapes[1], &sc);
	char *text = kunit_kzalloc(test, SCENE_TEXT, GFP_KERNEL);
	struct ptwalk_region *r = st->f->space.layout.region;

	KUNIT_ASSERT_NOT_NULL(test, text);
	while (strcmp(r->name, "image"))
		r++;
	r->user = true;
	scene_judge_walk(st, st->f->space.geo.va_start, ~0ULL);
	scene_text(st, text);
	KUNIT_EXPECT_STREQ(test, text, "af-clear 2050-2051 accessed af-clear @image");
}

/**
 * struct reserved_case - the bits of a leaf that must be zero
 * @shape: of the tables
 * @level: of the leaf
 * @mask: the bits
 *
 * D8.3.1: bits [49:48] unless they are address, and low bits of a block but nT.
 */
struct reserved_case {
	struct fake_shape shape;
	u8 level;
	u64 mask;
};

static const struct reserved_case reserved[] = {
	{ { "4k page", 12, 48, false }, 0, 0x0003000000000000 },
	{ { "4k 2M block", 12, 48, false }, 1, 0x00030000001ef000 },
	{ { "4k 1G block", 12, 48, false }, 2, 0x000300003ffef000 },
	{ { "4k LPA2 page", 12, 52, true }, 0, 0 },
	{ { "4k LPA2 2M block", 12, 52, true }, 1, 0x00000000001ef000 },
	{ { "4k LPA2 512G block", 12, 52, true }, 3, 0x0000007ffffef000 },
	{ { "16k 32M block", 14, 47, false }, 1, 0x0003000001fef000 },
	{ { "16k LPA2 64G block", 14, 52, true }, 2, 0x0000000ffffef000 },
	{ { "16k page", 14, 47, false }, 0, 0x0003000000003000 },
	{ { "64k page", 16, 48, false }, 0, 0x000300000000f000 },
	{ { "64k 512M block", 16, 48, false }, 1, 0x000300001ffef000 },
	{ { "64k LPA page", 16, 52, true }, 0, 0x0003000000000000 },
	{ { "64k LPA 512M block", 16, 52, true }, 1, 0x000300001ffe0000 },
};

static void reserved_desc(const struct reserved_case *c, char *desc)
{
	strscpy(desc, c->shape.name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(reserved, reserved, reserved_desc);

/* Set each bit alone: a finding with the whole entry if it is reserved, else none. */
static void check_reserved(struct kunit *test)
{
	static const struct scene nothing = { .everything = true, .unknown = true };
	const struct reserved_case *c = test->param_value;
	struct scene_stage *st = scene_new(test, &c->shape, &nothing);
	unsigned int bit;
	u64 va = -fake_size(st->f, c->level), *e = fake_slot(st->f, va, c->level);

	KUNIT_EXPECT_EQ(test, st->f->space.geo.level[c->level].reserved, c->mask);
	for (bit = 12; bit < 51; bit++) {
		*e = fake_leaf(st->f, c->level, 0, RW) | BIT_ULL(bit);
		scene_judge_walk(st, va, ~0ULL);
		KUNIT_ASSERT_EQ_MSG(test, st->n, c->mask >> bit & 1, "bit %u", bit);
		if (!st->n)
			continue;
		KUNIT_EXPECT_EQ(test, st->found[0].rule, PTWALK_BAD_DESCRIPTOR);
		KUNIT_EXPECT_EQ(test, st->found[0].start, va);
		KUNIT_EXPECT_EQ(test, st->found[0].last, ~0ULL);
		KUNIT_EXPECT_EQ(test, st->found[0].actual, *e);
	}
}

static struct kunit_case check_leaf_cases[] = {
	KUNIT_CASE_PARAM(check_leaf, scene_gen_params),
	KUNIT_CASE(check_inherited),
	KUNIT_CASE(check_user_region),
	KUNIT_CASE_PARAM(check_reserved, reserved_gen_params),
	{}
};

static struct kunit_suite check_leaf_suite = {
	.name = "ptwalk-check-leaf",
	.test_cases = check_leaf_cases,
};

kunit_test_suite(check_leaf_suite);
