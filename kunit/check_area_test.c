// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rules that need areas: pages that must be mapped, pages that must not be, and
 * wrong pages. And innocent scenes, which must give no finding.
 */
#include "scene.h"

#define HAS_VM	PTWALK_AREA_HAS_VM
#define GUARD	PTWALK_AREA_GUARDED
#define ALLOC	PTWALK_AREA_ALLOC
#define LAZY	PTWALK_AREA_LAZY
#define PARTIAL	PTWALK_AREA_PARTIAL
#define BUSY	(HAS_VM | GUARD)

/* With a guard page; its pages are contiguous from @pa on. */
#define VMALLOC(from, to, pa) \
	{ from, to, BUSY | ALLOC, PTWALK_AREA_VMALLOC, (to) - (from) - 1, pa }
/* Without. */
#define BARE(from, to, pa) \
	{ from, to, HAS_VM | ALLOC, PTWALK_AREA_VMALLOC, (to) - (from), pa }
/* With a guard page, but no array of pages. */
#define AREA(from, to, kind)		{ from, to, BUSY, PTWALK_AREA_##kind }
#define FLAGS(from, to, kind, flags)	{ from, to, flags, PTWALK_AREA_##kind }
#define IOREMAP(from, to, phys)		{ from, to, BUSY, PTWALK_AREA_IOREMAP, 0, 0, phys }

static const struct scene scenes[] = {
	{ "nothing at all" },
	/* ---- area-unmapped ---- */
	{ "all there", { VMALLOC(10, 15, 100) }, { { 10, 4, 100 } } },
	{ "first page missing", { VMALLOC(10, 15, 100) }, { { 11, 3, 101 } },
	  "area-unmapped 10-11 mapped unmapped @10" },
	{ "middle page missing", { VMALLOC(10, 15, 100) }, { { 10, 1, 100 }, { 12, 2, 102 } },
	  "area-unmapped 11-12 mapped unmapped @10" },
	{ "last page missing", { VMALLOC(10, 15, 100) }, { { 10, 3, 100 } },
	  "area-unmapped 13-14 mapped unmapped @10" },
	{ "two holes", { VMALLOC(10, 15, 100) }, { { 11, 1, 101 }, { 13, 1, 103 } },
	  "area-unmapped 10-11 mapped unmapped @10; area-unmapped 12-13 mapped unmapped @10" },
	{ "all missing", { VMALLOC(10, 15, 100) }, { },
	  "area-unmapped 10-14 mapped unmapped @10" },
	{ "one page, missing", { VMALLOC(10, 12, 100) }, { },
	  "area-unmapped 10-11 mapped unmapped @10" },
	{ "no guard, all there", { BARE(10, 14, 100) }, { { 10, 4, 100 } } },
	{ "no guard, last page missing", { BARE(10, 14, 100) }, { { 10, 3, 100 } },
	  "area-unmapped 13-14 mapped unmapped @10" },
	{ "invalid is not mapped", { VMALLOC(10, 15, 100) },
	  { { 10, 1, 100 }, { 11, 2, 101, .kind = PTWALK_INVALID }, { 13, 1, 103 } },
	  "area-unmapped 11-13 mapped unmapped @10" },
	{ "module and user pages missing", { { 10, 13, BUSY, PTWALK_AREA_MODULE, 2, 100 },
	    { 20, 23, BUSY, PTWALK_AREA_USER, 2, 200 } }, { { 11, 1, 101 } },
	  "area-unmapped 10-11 mapped unmapped @10; area-unmapped 20-22 mapped unmapped @20" },
	{ "reserved only",
	  { AREA(10, 15, VMAP), AREA(15, 20, IOREMAP), AREA(20, 25, DMA), AREA(25, 30, VMALLOC) } },
	{ "vmap, a hole", { AREA(10, 15, VMAP) }, { { 10, 1, 9 }, { 12, 2, 7 } },
	  "area-unmapped 11-12 mapped unmapped @10" },
	{ "ioremap, last page missing", { AREA(10, 15, IOREMAP) }, { { 10, 3, 9 } },
	  "area-unmapped 13-14 mapped unmapped @10" },
	{ "dma, first page missing", { AREA(10, 15, DMA) }, { { 11, 3, 9 } },
	  "area-unmapped 10-11 mapped unmapped @10" },
	{ "vmalloc without pages, a hole", { AREA(10, 15, VMALLOC) }, { { 10, 2, 9 } },
	  "area-unmapped 12-14 mapped unmapped @10" },
	{ "innocent: percpu and vm_map_ram",
	  { AREA(10, 15, PERCPU), FLAGS(20, 30, VM_MAP_RAM, 0) }, { { 11, 1, 9 }, { 22, 3, 7 } } },
	{ "innocent: image and other", { FLAGS(10, 15, IMAGE, HAS_VM), AREA(15, 20, OTHER) },
	  { { 12, 1, 9 }, { 16, 1, 7 } } },
	{ "innocent: sparse or uninitialised",
	  { { 10, 15, BUSY | ALLOC | PARTIAL, PTWALK_AREA_VMALLOC, 4, 100 },
	    FLAGS(20, 25, VMAP, BUSY | PARTIAL) }, { { 11, 1, 101 }, { 22, 1, 7 } } },
	{ "innocent: lazy and gone", { FLAGS(10, 15, OTHER, LAZY),
	    { 20, 25, BUSY | LAZY, PTWALK_AREA_VMALLOC, 4, 100 } } },
	{ "first and last page of everything", { VMALLOC(0, 3, 100), BARE(-4, -1, 200) },
	  { { 1, 1, 101 }, { -3, 1, 201 } },
	  "area-unmapped 0-1 mapped unmapped @0; area-unmapped -4--3 mapped unmapped @-4; "
	  "area-unmapped -2--1 mapped unmapped @-4", .everything = true },
	{ "at both ends of everything, all there", { VMALLOC(0, 3, 100), BARE(-4, -1, 200) },
	  { { 0, 2, 100 }, { -4, 3, 200 } }, .everything = true },
	{ "all of a region", { BARE(-64, -1, 100) }, { { -64, 63, 100 } } },
	/* ---- several areas ---- */
	{ "neighbours", { BARE(10, 12, 100), BARE(12, 14, 102), VMALLOC(14, 17, 104) },
	  { { 10, 6, 100 } } },
	{ "holes side by side are of two areas", { BARE(10, 14, 100), BARE(14, 18, 200) },
	  { { 10, 2, 100 }, { 16, 2, 202 } },
	  "area-unmapped 12-14 mapped unmapped @10; area-unmapped 14-16 mapped unmapped @14" },
	{ "three areas unmapped between two strips",
	  { VMALLOC(10, 12, 100), VMALLOC(12, 14, 110), BARE(14, 16, 120), AREA(16, 20, VMAP),
	    VMALLOC(20, 22, 130) }, { { 10, 1, 100 }, { 20, 1, 130 } },
	  "area-unmapped 12-13 mapped unmapped @12; area-unmapped 14-16 mapped unmapped @14" },
	/* ---- guard-mapped ---- */
	{ "guard mapped", { VMALLOC(10, 15, 100) }, { { 10, 5, 100 } },
	  "guard-mapped 14-15 unmapped 104 @10" },
	{ "guard of what is only reserved", { AREA(10, 15, VMAP) }, { { 14, 1, 9 } },
	  "guard-mapped 14-15 unmapped 9 @10" },
	{ "guards of all that may be partial",
	  { FLAGS(10, 15, USER, BUSY | PARTIAL), AREA(15, 20, IOREMAP) },
	  { { 14, 1, 9 }, { 19, 1, 8 } },
	  "guard-mapped 14-15 unmapped 9 @10; guard-mapped 19-20 unmapped 8 @15" },
	{ "innocent: the last page where there is no guard", { BARE(10, 15, 100) },
	  { { 10, 5, 100 } } },
	{ "innocent: the last page of percpu's", { AREA(10, 15, PERCPU) }, { { 10, 5, 100 } } },
	/* ---- lazy-mapped ---- */
	{ "lazy, still there", { FLAGS(10, 15, OTHER, LAZY) }, { { 10, 5, 100 } },
	  "lazy-mapped 10-15 unmapped 100 @10" },
	{ "lazy, two pages left", { FLAGS(10, 15, OTHER, LAZY) }, { { 11, 1, 7 }, { 13, 1, 9 } },
	  "lazy-mapped 11-12 unmapped 7 @10; lazy-mapped 13-14 unmapped 9 @10" },
	{ "lazy, pages do not matter", { { 10, 15, LAZY, PTWALK_AREA_OTHER, 5, 100 } },
	  { { 10, 1, 7 } }, "lazy-mapped 10-11 unmapped 7 @10" },
	{ "lazy side by side", { FLAGS(10, 12, OTHER, LAZY), FLAGS(12, 14, OTHER, LAZY) },
	  { { 11, 2, 9 } }, "lazy-mapped 11-12 unmapped 9 @10; lazy-mapped 12-13 unmapped 10 @12" },
	/* ---- pfn-mismatch ---- */
	{ "a foreign page", { VMALLOC(10, 15, 100) },
	  { { 10, 1, 100 }, { 11, 1, 777 }, { 12, 2, 102 } }, "pfn-mismatch 11-12 101 777 @10" },
	{ "swapped neighbours", { VMALLOC(10, 15, 100) },
	  { { 10, 1, 100 }, { 11, 2, 102, .step = -1 }, { 13, 1, 103 } },
	  "pfn-mismatch 11-13 101 102 @10" },
	{ "swapped, apart", { VMALLOC(10, 15, 100) },
	  { { 10, 1, 103 }, { 11, 2, 101 }, { 13, 1, 100 } },
	  "pfn-mismatch 10-11 100 103 @10; pfn-mismatch 13-14 103 100 @10" },
	{ "all off by one", { VMALLOC(10, 15, 100) }, { { 10, 4, 101 } },
	  "pfn-mismatch 10-14 100 101 @10" },
	{ "backwards", { VMALLOC(10, 14, 100) }, { { 10, 3, 102, .step = -1 } },
	  "pfn-mismatch 10-11 100 102 @10; pfn-mismatch 12-13 102 100 @10" },
	{ "an array of 100, 129 mapped",
	  { { 10, 150, BUSY | ALLOC, PTWALK_AREA_VMALLOC, 100, 100 } },
	  { { 10, 99, 109 }, { 109, 30, 209 } },
	  "pfn-mismatch 10-110 100 109 @10; area-unmapped 139-149 mapped unmapped @10" },
	{ "the 64th page, and the last of 200", { VMALLOC(10, 211, 300) },
	  { { 10, 63, 300 }, { 73, 2, 364, .step = -1 }, { 75, 134, 365 }, { 209, 1, 5 } },
	  "pfn-mismatch 73-75 363 364 @10; pfn-mismatch 209-210 499 5 @10" },
	{ "pages missing and wrong", { VMALLOC(10, 15, 100) }, { { 11, 2, 102 } },
	  "area-unmapped 10-11 mapped unmapped @10; pfn-mismatch 11-13 101 102 @10; "
	  "area-unmapped 13-14 mapped unmapped @10" },
	{ "ioremap", { IOREMAP(10, 15, 0x77000) }, { { 10, 4, 0x77 } } },
	{ "ioremap, unaligned", { IOREMAP(10, 15, 0x77340) }, { { 10, 4, 0x77 } } },
	{ "ioremap, unaligned, wrong", { IOREMAP(10, 15, 0x77340) }, { { 10, 4, 0x78 } },
	  "pfn-mismatch 10-14 119 120 @10" },
	{ "ioremap, one page elsewhere", { IOREMAP(10, 15, 0x77000) },
	  { { 10, 3, 0x77 }, { 13, 1, 0x70 } }, "pfn-mismatch 13-14 122 112 @10" },
	{ "innocent: ioremap of who knows what", { IOREMAP(10, 15, 0) }, { { 10, 4, 0x77 } } },
	{ "innocent: phys of no ioremap", { { 10, 14, HAS_VM, PTWALK_AREA_IMAGE, 0, 0, 0x77000 } },
	  { { 10, 4, 0x70 } } },
	{ "innocent: no array", { AREA(10, 15, VMAP) }, { { 10, 4, 200, .step = 2 } } },
	{ "innocent: an array that can't be read", { VMALLOC(10, 15, SCENE_UNREADABLE) },
	  { { 10, 4, 777 } } },
	{ "an array of two, four mapped", { { 10, 15, BUSY | ALLOC, PTWALK_AREA_VMALLOC, 2, 100 } },
	  { { 10, 4, 100 } } },
	{ "an array of two, four mapped, wrong",
	  { { 10, 15, BUSY | ALLOC, PTWALK_AREA_VMALLOC, 2, 100 } }, { { 10, 4, 101 } },
	  "pfn-mismatch 10-12 100 101 @10" },
	{ "an array as long as the first look", { { 10, 90, BUSY, PTWALK_AREA_VMAP, 64, 100 } },
	  { { 10, 63, 100 }, { 73, 16, 777 } }, "pfn-mismatch 73-74 163 777 @10" },
	/* ---- blocks in areas ---- */
	{ "a block and a page", { VMALLOC(512, 1026, 1024) },
	  { { 512, 1, 1024, .level = 1 }, { 1024, 1, 1536 } } },
	{ "a wrong block", { VMALLOC(512, 1025, 1024) }, { { 512, 1, 2048, .level = 1 } },
	  "pfn-mismatch 512-1024 1024 2048 @512" },
	{ "two blocks, the second wrong", { VMALLOC(512, 1537, 1024) },
	  { { 512, 1, 1024, .level = 1 }, { 1024, 1, 3072, .level = 1 } },
	  "pfn-mismatch 1024-1536 1536 3072 @512" },
	{ "a block missing", { VMALLOC(512, 1537, 1024) }, { { 512, 1, 1024, .level = 1 } },
	  "area-unmapped 1024-1536 mapped unmapped @512" },
	{ "blocks in pieces", { AREA(512, 1537, VMAP) },
	  { { 512, 2, 4096, .step = -2, .level = 1 } } },
	{ "a block of an ioremap", { IOREMAP(512, 1025, 0x400000) },
	  { { 512, 1, 1024, .level = 1 } } },
	/* ---- orphan ---- */
	{ "between areas", { VMALLOC(10, 12, 100), VMALLOC(20, 22, 110) },
	  { { 10, 1, 100 }, { 15, 2, 7 }, { 20, 1, 110 } }, "orphan 15-17 unmapped 7 @vmalloc" },
	{ "before and after all", { BARE(10, 12, 100) },
	  { { 0, 1, 5 }, { 9, 4, 99 }, { 2064, 1, 6 } },
	  "orphan 0-1 unmapped 5 @vmalloc; orphan 9-10 unmapped 99 @vmalloc; "
	  "orphan 12-13 unmapped 102 @vmalloc; orphan 2064-2065 unmapped 6 @vmalloc" },
	{ "two like orphans are one, also if they differ", { },
	  { { 20, 2, 7 }, { 22, 2, 3 }, { 24, 1, 9, FAKE_RW | FAKE_RO } },
	  "orphan 20-25 unmapped 7 @vmalloc" },
	{ "in a gap, and across a border", { }, { { 4094, 4, 7 }, { 5000, 1, 9 } },
	  "orphan 4094-4096 unmapped 7 @vmalloc; orphan 4096-4098 unmapped 9 @gap; "
	  "orphan 5000-5001 unmapped 9 @gap" },
	{ "the last page of all", { }, { { -1, 1, 7 } }, "orphan -1-0 unmapped 7 @high" },
	{ "the first page of all", { }, { { 0, 1, 7 } }, "orphan 0-1 unmapped 7 @all",
	  .everything = true },
	{ "innocent: the region's own", { }, { { 2048, 16, 7 } } },
	{ "around the region's own", { }, { { 2046, 20, 100 } },
	  "orphan 2046-2048 unmapped 100 @vmalloc; orphan 2064-2066 unmapped 118 @vmalloc" },
	{ "innocent: areas unknown", { }, { { 20, 2, 7 }, { -1, 1, 5 } }, .unknown = true },
	{ "areas unknown, in a gap", { }, { { 5000, 1, 9 } }, "orphan 5000-5001 unmapped 9 @gap",
	  .unknown = true },
	{ "a block across an area's start", { VMALLOC(600, 1025, 1112) },
	  { { 512, 1, 1024, .level = 1 } }, "orphan 512-1024 unmapped 1024 @vmalloc" },
	/* ---- bad, but not missing as well ---- */
	{ "a bad descriptor in an area", { VMALLOC(10, 15, 100) },
	  { { 10, 1, 100 }, { 11, 2, 101, .kind = PTWALK_BAD }, { 13, 1, 103 } },
	  "bad-descriptor 11-13 valid 101 @10" },
	{ "a table outside RAM in an area", { VMALLOC(510, 1026, 100) },
	  { { 510, 2, 100 }, { 512, 1, 7, .level = 1, .kind = PTWALK_OUTSIDE }, { 1024, 1, 614 } },
	  "table-outside-ram 512-1024 ram 7 @510" },
	{ "a table that can't be read in an area", { VMALLOC(512, 1025, 100) },
	  { { 512, 1, .level = 1, .kind = PTWALK_FAULT } },
	  "table-outside-ram 512-1024 ram t3 @512" },
	{ "a loop in an area", { VMALLOC(512, 1025, 100) },
	  { { 512, 1, .level = 1, .kind = PTWALK_LOOP } }, "table-loop 512-1024 tree t0 @512" },
	{ "torn in an area", { VMALLOC(10, 15, 100) },
	  { { 10, 1, 100 }, { 11, 3, .kind = PTWALK_TORN } } },
	{ "torn in a part, the rest missing", { VMALLOC(10, 15, 100) },
	  { { 12, 1, .kind = PTWALK_TORN } },
	  "area-unmapped 10-12 mapped unmapped @10; area-unmapped 13-14 mapped unmapped @10" },
};

static void scene_desc(const struct scene *sc, char *desc)
{
	strscpy(desc, sc->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(scene, scenes, scene_desc);

static void check_area(struct kunit *test)
{
	scene_play(test, test->param_value);
}

/* An area that begins at address 0 ends where it ends, as any other. */
static void area_at_0(struct kunit *test)
{
	static const struct fake_shape shape = { "4k", 12, 48, false };
	static const struct scene nothing = { .everything = true };
	const struct ptwalk_area a = { .start = 0, .end = 2 << 12, .kind = PTWALK_AREA_OTHER };
	const struct ptwalk_region all = { 0, BIT_ULL(48) - 1, "all", .areas = true };
	struct scene_stage *st = scene_new(test, &shape, &nothing);
	struct ptwalk_space *space = &st->f->space;

	space->geo.va_start = 0;
	space->geo.va_last = all.last;
	KUNIT_ASSERT_EQ(test, ptwalk_layout_build(&space->layout, 0, all.last, &all, 1), 0);
	st->as = scene_areas(test, &a, 1);
	st->ck.in.areas = st->as;
	/* Writable and executable. */
	fake_map(st->f, 0, 0x10000, 0, FAKE_AF | FAKE_DBM, 4);
	scene_judge_walk(st, 0, all.last);
	KUNIT_ASSERT_EQ(test, st->n, 3);
	KUNIT_EXPECT_EQ(test, st->found[0].rule, PTWALK_WX);
	KUNIT_EXPECT_EQ(test, st->found[0].last, (2ULL << 12) - 1);
	KUNIT_EXPECT_EQ(test, st->found[0].area.end, a.end);
	KUNIT_EXPECT_EQ(test, st->found[2].start, 2ULL << 12);
	KUNIT_EXPECT_EQ(test, st->found[2].area.end, 0ULL);
	scene_judge_again(st);
}

static struct kunit_case check_area_cases[] = {
	KUNIT_CASE_PARAM(check_area, scene_gen_params),
	KUNIT_CASE(area_at_0),
	{}
};

static struct kunit_suite check_area_suite = {
	.name = "ptwalk-check-area",
	.test_cases = check_area_cases,
};

kunit_test_suite(check_area_suite);
