// SPDX-License-Identifier: GPL-2.0-only
/*
 * Regions joined with areas, with tiny numbers: a page is one address, and
 * addresses are from 100 on, and up to 2^64.
 */
#include "fake.h"
#include "scene.h"

#define START	100ULL
#define TEXT	512

/** struct span - an area: its flags, and first address and the one after its last */
struct span {
	s64 from, to;
	u16 flags;
};

/**
 * struct joining - regions and areas, and the owner of each address
 * @name: of the case
 * @region: in any order; one without name ends them
 * @area: in order; an empty one ends them
 * @want: "first-last owner" for each stretch, divided by "; ". The owner is a
 *	region, with "@" and the start of an area if it lies in one, with "g" in
 *	the guard page, and with "!" if nobody should be there.
 */
struct joining {
	const char *name;
	struct ptwalk_region region[4];
	struct span area[4];
	const char *want;
};

#define GUARD	PTWALK_AREA_GUARDED
#define V(from, to)	{ from, (to) - 1ULL, "v", .areas = true }

static const struct joining joinings[] = {
	{ "nothing", { }, { }, "100--1 gap!" },
	{ "no areas", { V(110, 200) }, { }, "100-109 gap!; 110-199 v!; 200--1 gap!" },
	{ "one area", { V(100, 0) }, { { 120, 130 } },
	  "100-119 v!; 120-129 v@120; 130--1 v!" },
	{ "one with a guard", { V(100, 0) }, { { 120, 130, GUARD } },
	  "100-119 v!; 120-128 v@120; 129-129 v@120g; 130--1 v!" },
	{ "a guard and nothing else", { V(100, 0) }, { { 120, 121, GUARD } },
	  "100-119 v!; 120-120 v@120g; 121--1 v!" },
	{ "adjacent", { V(100, 0) }, { { 120, 130 }, { 130, 140, GUARD }, { 140, 150 } },
	  "100-119 v!; 120-129 v@120; 130-138 v@130; 139-139 v@130g; 140-149 v@140; 150--1 v!" },
	{ "begins with the region", { V(110, 200) }, { { 110, 120 } },
	  "100-109 gap!; 110-119 v@110; 120-199 v!; 200--1 gap!" },
	{ "ends with the region", { V(110, 200) }, { { 190, 200 } },
	  "100-109 gap!; 110-189 v!; 190-199 v@190; 200--1 gap!" },
	{ "ends with the region, guard", { V(110, 200) }, { { 190, 200, GUARD } },
	  "100-109 gap!; 110-189 v!; 190-198 v@190; 199-199 v@190g; 200--1 gap!" },
	{ "all of the region", { V(110, 200) }, { { 110, 200 } },
	  "100-109 gap!; 110-199 v@110; 200--1 gap!" },
	{ "first and last address", { V(100, 0) }, { { 100, 101 }, { -2, -1 } },
	  "100-100 v@100; 101--3 v!; -2--2 v@-2; -1--1 v!" },
	{ "last of all, guard", { V(-10, 0) }, { { -5, -1, GUARD } },
	  "100--11 gap!; -10--6 v!; -5--3 v@-5; -2--2 v@-5g; -1--1 v!" },
	{ "where no areas live", { { 100, 149, "linear" }, V(150, 0) }, { { 120, 130 } },
	  "100-149 linear; 150--1 v!" },
	{ "in a gap", { V(110, 120) }, { { 130, 140 } }, "100-109 gap!; 110-119 v!; 120--1 gap!" },
	{ "over a border", { V(100, 150), { 150, -1ULL, "w", .areas = true } },
	  { { 140, 160, GUARD } },
	  "100-139 v!; 140-149 v@140; 150-158 w@140; 159-159 w@140g; 160--1 w!" },
	{ "over the start of where areas live", { { 100, 149, "linear" }, V(150, 0) },
	  { { 140, 160 } }, "100-149 linear; 150-159 v@140; 160--1 v!" },
	{ "over the end of where areas live", { { 150, -1ULL, "linear" }, V(100, 150) },
	  { { 140, 160 } }, "100-139 v!; 140-149 v@140; 150--1 linear" },
	{ "the image in a region", { V(100, 0), { 120, 139, "i", 1, true, true } }, { },
	  "100-119 v!; 120-139 i; 140--1 v!" },
	{ "the image, with areas", { V(100, 0), { 120, 139, "i", 1, true, true } },
	  { { 120, 130 }, { 130, 140 } },
	  "100-119 v!; 120-129 i@120; 130-139 i@130; 140--1 v!" },
	{ "the image cuts an area", { V(100, 0), { 120, 139, "i", 1, true, true } },
	  { { 110, 150, GUARD } },
	  "100-109 v!; 110-119 v@110; 120-139 i@110; 140-148 v@110; 149-149 v@110g; 150--1 v!" },
	{ "an area in the image", { V(100, 0), { 120, 139, "i", 1, true, true } },
	  { { 125, 130, GUARD } },
	  "100-119 v!; 120-124 i; 125-128 i@125; 129-129 i@125g; 130-139 i; 140--1 v!" },
};

static void joining_desc(const struct joining *j, char *desc)
{
	strscpy(desc, j->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(joining, joinings, joining_desc);

/** struct space - an address space and its areas */
struct space {
	struct ptwalk_space space;
	struct ptwalk_areas *as;
};

static struct space *new_space(struct kunit *test, const struct ptwalk_region *r, u32 regions,
			       const struct ptwalk_area *a, u32 areas)
{
	struct space *sp = kunit_kzalloc(test, sizeof(*sp), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, sp);
	KUNIT_ASSERT_EQ(test, ptwalk_layout_build(&sp->space.layout, START, ~0ULL, r, regions), 0);
	sp->as = scene_areas(test, a, areas);
	return sp;
}

/* The owner of an address by linear search. @last is not filled. */
static struct ptwalk_owner reference(const struct space *sp, u64 va)
{
	struct ptwalk_owner o = {};
	u32 i;

	for (i = 0; i < sp->space.layout.n; i++)
		if (va >= sp->space.layout.region[i].start && va <= sp->space.layout.region[i].last)
			o.region = &sp->space.layout.region[i];
	for (i = 0; i < sp->as->n && o.region->areas; i++) {
		const struct ptwalk_area *a = ptwalk_areas_at(sp->as, i);

		if (va < a->start || va >= a->end)
			continue;
		o.area = a;
		o.guard = a->flags & GUARD && va == a->end - 1;
	}
	return o;
}

static bool same_owner(const struct ptwalk_owner *a, const struct ptwalk_owner *b)
{
	return a->region == b->region && a->area == b->area && a->guard == b->guard;
}

/* Compare the owner of every address from @va on, up to @last of each answer. */
static void compare_owners(struct kunit *test, const struct space *sp, u64 va, u32 n)
{
	struct ptwalk_owner o, want, last = {};
	u64 end = va;
	u32 near;

	for (; n--; va++) {
		want = reference(sp, va);
		/* Any start of the search must work. */
		near = va % 7;
		ptwalk_owner_find(&sp->space, sp->as, va, &near, &o);
		KUNIT_ASSERT_TRUE_MSG(test, same_owner(&o, &want), "%lld: %s", va,
				      o.region->name);
		/* It is said to end where another begins, and nowhere else. */
		if (last.region)
			KUNIT_ASSERT_EQ_MSG(test, !same_owner(&want, &last), va == end, "%lld",
					    va);
		if (last.region && va != end)
			KUNIT_ASSERT_EQ(test, o.last + 1, end);
		last = want;
		end = o.last + 1;
	}
}

static void tell_owner(const struct ptwalk_owner *o, u64 va, char *text)
{
	text += strlen(text);
	text += sprintf(text, "%s%lld-%lld %s", va == START ? "" : "; ", va, o->last,
			o->region->name);
	if (o->area)
		text += sprintf(text, "@%lld%s", o->area->start, o->guard ? "g" : "");
	if (ptwalk_owner_is_nobody(o, true))
		sprintf(text, "!");
}

static void owner_find(struct kunit *test)
{
	const struct joining *j = test->param_value;
	char *text = kunit_kzalloc(test, TEXT, GFP_KERNEL);
	struct ptwalk_area a[ARRAY_SIZE(j->area)];
	struct ptwalk_owner o;
	struct space *sp;
	u32 regions, areas, near = 0;
	u64 va = START;

	KUNIT_ASSERT_NOT_NULL(test, text);
	for (regions = 0; j->region[regions].name; regions++)
		;
	for (areas = 0; j->area[areas].to; areas++)
		a[areas] = (struct ptwalk_area) {
			.start = j->area[areas].from, .end = j->area[areas].to,
			.flags = j->area[areas].flags,
		};
	sp = new_space(test, j->region, regions, a, areas);
	do {
		ptwalk_owner_find(&sp->space, sp->as, va, &near, &o);
		tell_owner(&o, va, text);
		va = o.last + 1;
	} while (va && strlen(text) < TEXT / 2);
	KUNIT_EXPECT_STREQ(test, text, j->want);
	compare_owners(test, sp, START, 120);
	compare_owners(test, sp, -30, 29);
}

/* Guard pages of real sizes. */
static void owner_pages(struct kunit *test)
{
	static const struct ptwalk_region all = { START, ~0ULL, "v", .areas = true };
	static const u8 shifts[] = { 12, 14, 16 };
	u32 i;

	for (i = 0; i < ARRAY_SIZE(shifts); i++) {
		u64 page = BIT_ULL(shifts[i]);
		struct ptwalk_area a = { .start = 8 * page, .end = 12 * page, .flags = GUARD };
		struct space *sp = new_space(test, &all, 1, &a, 1);
		struct ptwalk_owner o;
		u32 near = 0;

		sp->space.geo.page_shift = shifts[i];
		ptwalk_owner_find(&sp->space, sp->as, 8 * page + 5, &near, &o);
		KUNIT_EXPECT_FALSE(test, o.guard);
		KUNIT_EXPECT_EQ(test, o.last, 11 * page - 1);
		ptwalk_owner_find(&sp->space, sp->as, 11 * page - 1, &near, &o);
		KUNIT_EXPECT_FALSE(test, o.guard);
		ptwalk_owner_find(&sp->space, sp->as, 11 * page, &near, &o);
		KUNIT_EXPECT_TRUE(test, o.guard);
		KUNIT_EXPECT_EQ(test, o.last, 12 * page - 1);
	}
}

static u32 search(const struct space *sp, u64 va, u32 near)
{
	return ptwalk_areas_search(sp->as, va, near);
}

/* As many areas as fill two chunks, and one less and more: each is found. */
static void owner_chunks(struct kunit *test)
{
	static const struct ptwalk_region all = { START, ~0ULL, "v", .areas = true };
	u32 most = 2 * PTWALK_AREAS_CHUNK + 1, n, i, near;
	struct ptwalk_area *a = kunit_kcalloc(test, most, sizeof(*a), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, a);
	/* Some adjacent, some apart, most with a guard. */
	for (i = 0; i < most; i++)
		a[i] = (struct ptwalk_area) {
			.start = 110 + 5 * i, .end = 110 + 5 * i + 3 + i % 3,
			.flags = i % 4 ? GUARD : 0,
		};
	for (n = most - 2; n <= most; n++) {
		struct space *sp = new_space(test, &all, 1, a, n);

		KUNIT_EXPECT_EQ(test, search(sp, 0, 0), 0);
		KUNIT_EXPECT_EQ(test, search(sp, ~0ULL, n - 1), n);
		for (i = 0; i < n; i++) {
			KUNIT_ASSERT_EQ(test, ptwalk_areas_at(sp->as, i)->start, a[i].start);
			for (near = i ? i - 2 : 0; near != i + 3; near++) {
				KUNIT_ASSERT_EQ(test, search(sp, a[i].start, near), i);
				KUNIT_ASSERT_EQ(test, search(sp, a[i].end - 1, near), i);
				KUNIT_ASSERT_EQ(test, search(sp, a[i].end, near), i + 1);
			}
			KUNIT_ASSERT_EQ(test, search(sp, a[i].start, ~0U), i);
		}
		if (n == most)
			compare_owners(test, sp, START, 5 * most + 20);
	}
}

/* Random regions and areas in eighty addresses. */
static void owner_random(struct kunit *test)
{
	u64 seed = 0x9e3779b97f4a7c15ULL;
	struct ptwalk_region r[5];
	struct ptwalk_area a[16];
	u32 round, i, n;

	for (round = 0; round < 30; round++) {
		u64 va = START;

		for (i = 0; i < ARRAY_SIZE(r); i++) {
			r[i] = (struct ptwalk_region) {
				.start = START + fake_random(&seed, 60), .name = "r", .rank = i,
				.areas = fake_random(&seed, 4), .fixed = !fake_random(&seed, 3),
			};
			r[i].last = ~0ULL;
			if (fake_random(&seed, 8))
				r[i].last = r[i].start + fake_random(&seed, 25);
		}
		for (n = 0; n < ARRAY_SIZE(a); n++) {
			va += fake_random(&seed, 2) ? 0 : fake_random(&seed, 8);
			a[n] = (struct ptwalk_area) {
				.start = va, .end = va + 1 + fake_random(&seed, 7),
				.flags = fake_random(&seed, 3) ? GUARD : 0,
			};
			va = a[n].end;
		}
		compare_owners(test, new_space(test, r, ARRAY_SIZE(r), a, n), START, 80);
	}
}

/* Orphans, with areas and without. */
static void owner_nobody(struct kunit *test)
{
	static const struct {
		bool areas, fixed, gap, area, nobody, nobody_unknown;
	} cases[] = {
		{ .areas = false },
		{ .fixed = true },
		{ .gap = true, .nobody = true, .nobody_unknown = true },
		{ .areas = true, .nobody = true },
		{ .areas = true, .area = true },
		{ .areas = true, .fixed = true },
		{ .areas = true, .fixed = true, .area = true },
	};
	static const struct ptwalk_area area = { .start = 1, .end = 2 };
	u32 i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		struct ptwalk_region r = {
			.areas = cases[i].areas, .fixed = cases[i].fixed, .gap = cases[i].gap,
		};
		struct ptwalk_owner o = { .region = &r };

		if (cases[i].area)
			o.area = &area;
		KUNIT_EXPECT_EQ_MSG(test, ptwalk_owner_is_nobody(&o, true), cases[i].nobody,
				    "%u", i);
		KUNIT_EXPECT_EQ_MSG(test, ptwalk_owner_is_nobody(&o, false),
				    cases[i].nobody_unknown, "%u", i);
		KUNIT_EXPECT_PTR_EQ(test, ptwalk_owner_key(&o), o.area && !r.fixed ?
				    (const void *)&area : (const void *)&r);
		/* The guard is its area's. */
		o.guard = cases[i].area;
		KUNIT_EXPECT_EQ(test, ptwalk_owner_is_nobody(&o, true), cases[i].nobody);
	}
}

static struct kunit_case owner_cases[] = {
	KUNIT_CASE_PARAM(owner_find, joining_gen_params),
	KUNIT_CASE(owner_pages),
	KUNIT_CASE(owner_chunks),
	KUNIT_CASE(owner_random),
	KUNIT_CASE(owner_nobody),
	{}
};

static struct kunit_suite owner_suite = {
	.name = "ptwalk-owner",
	.test_cases = owner_cases,
};

kunit_test_suite(owner_suite);
