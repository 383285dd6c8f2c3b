// SPDX-License-Identifier: GPL-2.0-only
/*
 * Holes of a zone, in page numbers, and what fits in them.
 */
#include "ptwalk_holes.h"
#include "scene.h"

#define PAGE	4096ULL
#define BUSY	PTWALK_AREA_HAS_VM
#define LAZY	PTWALK_AREA_LAZY

/** ROOM - for the holes of a case as text */
#define ROOM	256

/**
 * struct pages - an area in page numbers
 * @from: first page
 * @to: page after the last
 * @flags: enum ptwalk_area_flag; an area without any ends the list
 */
struct pages {
	u32 from, to;
	u16 flags;
};

/**
 * struct holes_case - the areas of a zone, and its holes
 * @name: of the case
 * @from: first page of the zone
 * @last: its last page
 * @area: areas, in order
 * @now: the holes: "from-to<before>after" in pages, an area by its first page
 * @purged: the same after a purge
 * @fits: pages that the largest request has, at the alignment of the last two levels
 */
struct holes_case {
	const char *name;
	u32 from, last;
	struct pages area[8];
	const char *now, *purged;
	u32 fits[2];
};

static const struct holes_case cases[] = {
	{ "no areas", 100, 199, {}, "100-200<->-; ", "100-200<->-; ", { 99, 0 } },
	{ "one page", 100, 100, {}, "100-101<->-; ", "100-101<->-; " },
	{ "two pages", 100, 101, {}, "100-102<->-; ", "100-102<->-; ", { 1, 0 } },
	{ "full", 100, 199, { { 100, 200, BUSY } }, "", "" },
	{ "full of an area that is larger", 100, 199, { { 90, 210, BUSY } }, "", "" },
	{ "full of two", 100, 199, { { 100, 150, BUSY }, { 150, 200, BUSY } }, "", "" },
	{ "full of what is freed", 100, 199, { { 100, 200, LAZY } }, "", "100-200<->-; ",
	  { 99, 0 } },
	{ "in the middle", 100, 199, { { 120, 130, BUSY } }, "100-120<->120; 130-200<120>-; ",
	  "100-120<->120; 130-200<120>-; ", { 69, 0 } },
	{ "at both ends", 100, 199, { { 100, 110, BUSY }, { 190, 200, BUSY } },
	  "110-190<100>190; ", "110-190<100>190; ", { 79, 0 } },
	{ "over both borders", 100, 199, { { 90, 110, BUSY }, { 190, 210, BUSY } },
	  "110-190<90>190; ", "110-190<90>190; ", { 79, 0 } },
	{ "outside", 100, 199, { { 10, 100, BUSY }, { 200, 210, BUSY } }, "100-200<->-; ",
	  "100-200<->-; ", { 99, 0 } },
	{ "freed between", 100, 199,
	  { { 100, 110, BUSY }, { 120, 130, LAZY }, { 140, 150, BUSY }, { 150, 160, LAZY } },
	  "110-120<100>120; 130-140<120>140; 160-200<150>-; ",
	  "110-140<100>140; 150-200<140>-; ", { 49, 0 } },
	{ "freed at the borders", 100, 199,
	  { { 90, 110, LAZY }, { 140, 150, BUSY }, { 190, 210, LAZY } },
	  "110-140<90>140; 150-190<140>190; ", "100-140<->140; 150-200<140>-; ", { 49, 0 } },
	/* Pages 512 and 1024 are aligned as blocks are. */
	{ "aligned", 0, 2047, { { 1, 600, BUSY }, { 1600, 2048, BUSY } },
	  "0-1<->1; 600-1600<1>1600; ", "0-1<->1; 600-1600<1>1600; ", { 999, 575 } },
	{ "aligned, the smaller one", 0, 4095, { { 1000, 1537, BUSY }, { 2048, 4096, BUSY } },
	  "0-1000<->1000; 1537-2048<1000>2048; ", "0-1000<->1000; 1537-2048<1000>2048; ",
	  { 999, 999 } },
	{ "aligned, one page and its guard", 0, 2047,
	  { { 0, 512, BUSY }, { 514, 2048, BUSY } },
	  "512-514<0>514; ", "512-514<0>514; ", { 1, 1 } },
	{ "aligned, a guard alone", 0, 2047,
	  { { 0, 511, BUSY }, { 513, 2048, BUSY } },
	  "511-513<0>513; ", "511-513<0>513; ", { 1, 0 } },
};

static void case_desc(const struct holes_case *c, char *desc)
{
	strscpy(desc, c->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(holes, cases, case_desc);

/* Zones of page numbers start at this address, which is aligned at every level. */
#define BASE	0xffff000000000000ULL

static struct ptwalk_zone zone_of(const struct holes_case *c)
{
	return (struct ptwalk_zone) {
		.start = BASE + c->from * PAGE, .last = BASE + c->last * PAGE + PAGE - 1,
	};
}

static struct ptwalk_areas *areas_of(struct kunit *test, const struct holes_case *c)
{
	struct ptwalk_area a[ARRAY_SIZE(c->area)] = {};
	u32 n;

	for (n = 0; c->area[n].flags; n++) {
		a[n].start = BASE + c->area[n].from * PAGE;
		a[n].end = BASE + c->area[n].to * PAGE;
		a[n].flags = c->area[n].flags;
	}
	return scene_areas(test, a, n);
}

static int put_neighbour(char *to, size_t size, char before, const struct ptwalk_area *a)
{
	if (!a)
		return snprintf(to, size, "%c-", before);
	return snprintf(to, size, "%c%llu", before, (a->start - BASE) / PAGE);
}

static void list_holes(struct kunit *test, struct ptwalk_holes *h, char *text)
{
	struct ptwalk_hole hole;
	int at = 0, ret;

	*text = '\0';
	while ((ret = ptwalk_holes_next(h, &hole)) > 0) {
		at += snprintf(text + at, ROOM - at, "%llu-%llu", (hole.start - BASE) / PAGE,
				(hole.last + 1 - BASE) / PAGE);
		at += put_neighbour(text + at, ROOM - at, '<', hole.before);
		at += put_neighbour(text + at, ROOM - at, '>', hole.after);
		at += snprintf(text + at, ROOM - at, "; ");
	}
	KUNIT_EXPECT_EQ(test, ret, 0);
	/* It stays at its end. */
	KUNIT_EXPECT_EQ(test, ptwalk_holes_next(h, &hole), 0);
}

static void holes_of_zone(struct kunit *test)
{
	const struct holes_case *c = test->param_value;
	struct ptwalk_holes h = { .areas = areas_of(test, c) };
	struct ptwalk_zone z = zone_of(c);
	char *text = kunit_kzalloc(test, ROOM, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, text);
	ptwalk_holes_start(&h, &z);
	list_holes(test, &h, text);
	KUNIT_EXPECT_STREQ(test, text, c->now);
	h.purged = true;
	ptwalk_holes_start(&h, &z);
	list_holes(test, &h, text);
	KUNIT_EXPECT_STREQ(test, text, c->purged);
}

/* Count page by page: which are free now, which are after a purge. */
static void holes_counted(struct kunit *test)
{
	const struct holes_case *c = test->param_value;
	struct fake *f = fake_new(test, &fake_shapes[1]);
	struct ptwalk_zone z = zone_of(c);
	struct ptwalk_hole_stats s;
	u64 free = 0, lazy = 0, n = 0, largest = 0, length = 0;
	u32 page, i;

	for (page = c->from; page <= c->last; page++) {
		u16 flags = 0;

		for (i = 0; c->area[i].flags; i++)
			if (page >= c->area[i].from && page < c->area[i].to)
				flags = c->area[i].flags;
		lazy += flags == LAZY;
		free += !flags;
		length = flags ? 0 : length + 1;
		n += length == 1;
		largest = max(largest, length);
	}
	KUNIT_ASSERT_EQ(test, ptwalk_hole_stats_count(&s, areas_of(test, c), &z, &f->space.geo,
						      NULL), 0);
	KUNIT_EXPECT_EQ(test, s.n, n);
	KUNIT_EXPECT_EQ(test, s.free, free * PAGE);
	KUNIT_EXPECT_EQ(test, s.largest, largest * PAGE);
	KUNIT_EXPECT_EQ(test, s.lazy, lazy * PAGE);
	KUNIT_EXPECT_EQ(test, s.fits[0], c->fits[0] * PAGE);
	KUNIT_EXPECT_EQ(test, s.fits[1], c->fits[1] * PAGE);
	KUNIT_EXPECT_EQ(test, s.fits[3], 0ULL);
}

/* A zone that ends at 2^64, where alignment could carry over the end. */
static void holes_at_the_end(struct kunit *test)
{
	struct fake *f = fake_new(test, &fake_shapes[1]);
	struct ptwalk_zone z = { .start = -10 * PAGE, .last = ~0ULL };
	struct ptwalk_area a = { .start = -12 * PAGE, .end = -4 * PAGE, .flags = BUSY };
	struct ptwalk_areas *as = scene_areas(test, &a, 1);
	struct ptwalk_hole_stats s;

	KUNIT_ASSERT_EQ(test, ptwalk_hole_stats_count(&s, as, &z, &f->space.geo, NULL), 0);
	KUNIT_EXPECT_EQ(test, s.n, 1ULL);
	KUNIT_EXPECT_EQ(test, s.free, 4 * PAGE);
	KUNIT_EXPECT_EQ(test, s.fits[0], 3 * PAGE);
	KUNIT_EXPECT_EQ(test, s.fits[1], 0ULL);
}

static int pauses;

static int pause_thrice(void)
{
	return ++pauses == 3 ? -EINTR : 0;
}

/* Others can run, even where there is no hole. */
static void holes_pause(struct kunit *test)
{
	struct ptwalk_area *a = kunit_kcalloc(test, 200, sizeof(*a), GFP_KERNEL);
	struct ptwalk_zone z = { .start = BASE, .last = BASE + 1000 * PAGE };
	struct ptwalk_holes h = { .pause = pause_thrice };
	struct ptwalk_hole hole;
	u32 i;

	KUNIT_ASSERT_NOT_NULL(test, a);
	for (i = 0; i < 200; i++)
		a[i] = (struct ptwalk_area) {
			.start = BASE + i * PAGE, .end = BASE + (i + 1) * PAGE, .flags = BUSY,
		};
	h.areas = scene_areas(test, a, 200);
	pauses = 0;
	ptwalk_holes_start(&h, &z);
	KUNIT_EXPECT_EQ(test, ptwalk_holes_next(&h, &hole), -EINTR);
	KUNIT_EXPECT_EQ(test, pauses, 3);
	KUNIT_EXPECT_EQ(test, ptwalk_holes_next(&h, &hole), 1);
	KUNIT_EXPECT_EQ(test, hole.start, BASE + 200 * PAGE);
}

/* A range of two uses is one zone; there is room for only so many. */
static void holes_zones(struct kunit *test)
{
	struct ptwalk_zones *zs = kunit_kzalloc(test, sizeof(*zs), GFP_KERNEL);
	u32 i;

	KUNIT_ASSERT_NOT_NULL(test, zs);
	KUNIT_EXPECT_EQ(test, ptwalk_zones_add(zs, "none", 10, 9), -EINVAL);
	KUNIT_ASSERT_EQ(test, ptwalk_zones_add(zs, "a", 10, 19), 0);
	KUNIT_ASSERT_EQ(test, ptwalk_zones_add(zs, "b", 10, 29), 0);
	KUNIT_ASSERT_EQ(test, ptwalk_zones_add(zs, "c", 10, 19), 0);
	KUNIT_ASSERT_EQ(test, ptwalk_zones_add(zs, "c", 10, 19), 0);
	KUNIT_ASSERT_EQ(test, zs->n, 2);
	KUNIT_ASSERT_EQ(test, zs->zone[0].uses, 2);
	KUNIT_EXPECT_STREQ(test, zs->zone[0].use[0], "a");
	KUNIT_EXPECT_STREQ(test, zs->zone[0].use[1], "c");
	KUNIT_EXPECT_EQ(test, zs->zone[1].last, 29ULL);
	for (i = 2; i < PTWALK_ZONES; i++)
		KUNIT_ASSERT_EQ(test, ptwalk_zones_add(zs, "d", 100 * i, 100 * i), 0);
	KUNIT_EXPECT_EQ(test, ptwalk_zones_add(zs, "e", 5, 6), -ENOSPC);
	for (i = 2; i < PTWALK_ZONE_USES; i++) {
		static const char *const more[] = { "f", "g", "h", "i", "j", "k", "l", "m" };

		KUNIT_ASSERT_EQ(test, ptwalk_zones_add(zs, more[i - 2], 10, 19), 0);
	}
	KUNIT_EXPECT_EQ(test, ptwalk_zones_add(zs, "z", 10, 19), -ENOSPC);
}

/* Regions with areas: a split one is one zone, and the image that splits it is none. */
static void holes_regions(struct kunit *test)
{
	static const struct ptwalk_region in[] = {
		{ 100, 199, "linear" }, { 200, 299, "modules", .areas = true },
		{ 300, 399, "vmalloc", .areas = true },
		{ 310, 319, "image:text", 1, true, true },
		{ 320, 329, "image:data", 1, true, true },
	};
	struct ptwalk_layout *l = kunit_kzalloc(test, sizeof(*l), GFP_KERNEL);
	struct ptwalk_zones *zs = kunit_kzalloc(test, sizeof(*zs), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, l);
	KUNIT_ASSERT_NOT_NULL(test, zs);
	KUNIT_ASSERT_EQ(test, ptwalk_layout_build(l, 100, 499, in, ARRAY_SIZE(in)), 0);
	ptwalk_zones_add_regions(zs, l, NULL);
	KUNIT_ASSERT_EQ(test, zs->n, 2);
	KUNIT_EXPECT_STREQ(test, zs->zone[0].use[0], "modules");
	KUNIT_EXPECT_EQ(test, zs->zone[0].start, 200ULL);
	KUNIT_EXPECT_EQ(test, zs->zone[0].last, 299ULL);
	KUNIT_EXPECT_STREQ(test, zs->zone[1].use[0], "vmalloc");
	KUNIT_EXPECT_EQ(test, zs->zone[1].start, 300ULL);
	KUNIT_EXPECT_EQ(test, zs->zone[1].last, 399ULL);
	memset(zs, 0, sizeof(*zs));
	ptwalk_zones_add_regions(zs, l, "vmalloc");
	KUNIT_ASSERT_EQ(test, zs->n, 1);
	KUNIT_EXPECT_EQ(test, zs->zone[0].start, 300ULL);
}

static struct kunit_case holes_cases[] = {
	KUNIT_CASE_PARAM(holes_of_zone, holes_gen_params),
	KUNIT_CASE_PARAM(holes_counted, holes_gen_params),
	KUNIT_CASE(holes_at_the_end),
	KUNIT_CASE(holes_pause),
	KUNIT_CASE(holes_zones),
	KUNIT_CASE(holes_regions),
	{}
};

static struct kunit_suite holes_suite = {
	.name = "ptwalk-holes",
	.test_cases = holes_cases,
};

kunit_test_suite(holes_suite);
