// SPDX-License-Identifier: GPL-2.0-only
/*
 * Stats of a walk, against counts by brute force: every entry of the second walker's
 * list, every slot of every table, page by page and area by area.
 */
#include "scene.h"
#include "toy.h"
#include "ptwalk_stats.h"

/**
 * struct counted - an arena with regions and areas
 * @f: the arena
 * @as: the areas
 * @stats: of the walk
 * @want: by brute force
 * @refs: what is mapped
 */
struct counted {
	struct fake *f;
	struct ptwalk_areas *as;
	struct ptwalk_stats *stats;
	struct ptwalk_stats *want;
	struct fake_refs *refs;
};

static struct counted *new_counted(struct kunit *test, struct fake *f)
{
	struct counted *c = kunit_kzalloc(test, sizeof(*c), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, c);
	c->f = f;
	c->stats = kunit_kzalloc(test, sizeof(*c->stats), GFP_KERNEL);
	c->want = kunit_kzalloc(test, sizeof(*c->want), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, c->stats);
	KUNIT_ASSERT_NOT_NULL(test, c->want);
	c->as = scene_areas(test, NULL, 0);
	c->refs = fake_refs_new(f);
	return c;
}

/* As in the live walk, no batch crosses owners. */
static void count(struct counted *c, bool (*is_gone)(const struct ptwalk_area *a))
{
	struct ptwalk_counting counting = {
		.space = &c->f->space, .areas = c->as, .is_gone = is_gone, .stats = c->stats,
	};
	struct ptwalk_walk *w = fake_walk(c->f);
	struct ptwalk_owner o, before;
	struct ptwalk_batch b;
	u32 near = 0;
	u64 from = c->f->space.geo.va_start;
	int ret;

	/* Counts of the previous walk must not remain. */
	memset(c->stats, 0x5a, sizeof(*c->stats));
	ptwalk_stats_start(&counting);
	ptwalk_owner_find(&c->f->space, c->as, from, &near, &o);
	w->limit = o.last;
	ptwalk_walk_seek(w, fake_begin(c->f, 0), ~0ULL);
	while ((ret = ptwalk_walk_next(w, &b)) != PTWALK_END) {
		if (ret == PTWALK_LIMIT) {
			from = w->cur.va;
			ptwalk_owner_find(&c->f->space, c->as, from, &near, &o);
			w->limit = o.last;
			continue;
		}
		KUNIT_ASSERT_EQ(c->f->test, ret, PTWALK_BATCH);
		before = o;
		if (b.start < from)
			ptwalk_owner_find(&c->f->space, c->as, b.start, &near, &before);
		KUNIT_ASSERT_EQ(c->f->test, ptwalk_stats_batch(&counting, &b, &before), 0);
	}
	KUNIT_ASSERT_EQ(c->f->test, ptwalk_stats_end(&counting), 0);
}

static u32 region_of(const struct counted *c, u64 va)
{
	const struct ptwalk_layout *l = &c->f->space.layout;
	u32 i;

	for (i = 0; i < l->n; i++)
		if (va >= l->region[i].start && va <= l->region[i].last)
			return i;
	KUNIT_FAIL(c->f->test, "no region at %llx", va);
	return 0;
}

/* Slot by slot: one that crosses a border counts on both sides. */
static void add_slots(struct counted *c, unsigned int level, u64 table_va)
{
	const struct ptwalk_geometry *g = &c->f->space.geo;
	const struct ptwalk_layout *l = &c->f->space.layout;
	u64 size = fake_size(c->f, level), n = g->level[level].entries, i, k;

	if (level == fake_top(c->f))
		n = (g->va_last - g->va_start) / size + 1;
	for (i = 0; i < n; i++) {
		u64 first = table_va + i * size, last = first + size - 1;

		for (k = 0; k < l->n; k++)
			if (l->region[k].start <= last && l->region[k].last >= first)
				c->want->by_region[k].slots[level]++;
	}
}

/*
 * A table, and the entry that points to it, count in the region of its first entry that
 * is not zero, or at its start if it is empty.
 */
static void add_tables(struct counted *c)
{
	const struct fake_refs *refs = c->refs;
	u32 i, k, region;

	for (i = 0; i < refs->n; i++) {
		const struct fake_ref *r = &refs->ref[i];

		if (r->kind != PTWALK_TABLE)
			continue;
		for (k = i + 1; refs->ref[k].kind == PTWALK_TABLE; k++)
			;
		region = region_of(c, refs->ref[k].va);
		c->want->by_region[region].tables[r->level - 1]++;
		c->want->by_region[region].used[r->level]++;
		add_slots(c, r->level - 1, r->va);
	}
	for (k = 0; k < refs->n && refs->ref[k].kind == PTWALK_TABLE; k++)
		;
	region = region_of(c, k < refs->n ? refs->ref[k].va : c->f->space.geo.va_start);
	c->want->by_region[region].tables[fake_top(c->f)]++;
	add_slots(c, fake_top(c->f), c->f->space.geo.va_start);
}

static void add_entries(struct counted *c)
{
	u32 i;

	for (i = 0; i < c->refs->n; i++) {
		const struct fake_ref *r = &c->refs->ref[i];
		struct ptwalk_totals *t = &c->want->by_region[region_of(c, r->va)];

		if (r->kind == PTWALK_TABLE || r->kind == PTWALK_EMPTY)
			continue;
		t->used[r->level]++;
		if (r->kind == PTWALK_INVALID) {
			t->invalid++;
		} else if (r->kind != PTWALK_LEAF) {
			t->oddities++;
		} else {
			t->leaves[r->level]++;
			t->mapped += fake_size(c->f, r->level);
			t->cont += !!(r->attrs & c->f->space.geo.cont_mask);
		}
	}
}

static void expect_totals(struct kunit *test, const struct ptwalk_totals *t,
			  const struct ptwalk_totals *want, const char *name)
{
	unsigned int l;

	for (l = 0; l < PTWALK_LEVELS; l++) {
		KUNIT_EXPECT_EQ_MSG(test, t->tables[l], want->tables[l], "%s, level %u", name, l);
		KUNIT_EXPECT_EQ_MSG(test, t->used[l], want->used[l], "%s, level %u", name, l);
		KUNIT_EXPECT_EQ_MSG(test, t->slots[l], want->slots[l], "%s, level %u", name, l);
		KUNIT_EXPECT_EQ_MSG(test, t->leaves[l], want->leaves[l], "%s, level %u", name, l);
		KUNIT_EXPECT_LE_MSG(test, t->used[l], t->slots[l], "%s, level %u", name, l);
	}
	KUNIT_EXPECT_EQ_MSG(test, t->mapped, want->mapped, "%s", name);
	KUNIT_EXPECT_EQ_MSG(test, t->cont, want->cont, "%s", name);
	KUNIT_EXPECT_EQ_MSG(test, t->invalid, want->invalid, "%s", name);
	KUNIT_EXPECT_EQ_MSG(test, t->oddities, want->oddities, "%s", name);
}

static void compare(struct counted *c)
{
	const struct ptwalk_layout *l = &c->f->space.layout;
	struct kunit *test = c->f->test;
	u32 i;

	fake_list(c->f, c->refs);
	KUNIT_ASSERT_FALSE(test, c->refs->full);
	memset(c->want, 0, sizeof(*c->want));
	add_tables(c);
	add_entries(c);
	count(c, NULL);
	for (i = 0; i < l->n; i++) {
		expect_totals(test, &c->stats->by_region[i], &c->want->by_region[i],
			      l->region[i].name);
		ptwalk_totals_add(&c->want->total, &c->want->by_region[i]);
	}
	expect_totals(test, &c->stats->total, &c->want->total, "all");
	/* What is behind the last region is none. */
	for (i = 0; i < PTWALK_LEVELS; i++)
		KUNIT_EXPECT_EQ(test, c->stats->by_region[l->n].slots[i], 0ULL);
}

/* Regions that end where tables do, and amid them. */
static void set_layout(struct counted *c, bool crooked)
{
	const struct ptwalk_geometry *g = &c->f->space.geo;
	u64 half = (g->va_last - g->va_start) / 2 + 1, page = fake_size(c->f, 0);
	u64 mid = g->va_start + half, odd = crooked ? 4 * page : 0;
	const struct ptwalk_region regions[] = {
		{ g->va_start, g->va_start + odd + fake_span(c->f, 0) - 1, "low" },
		{ mid - odd, mid + odd + fake_span(c->f, 0) - 1, "areas", .areas = true },
		{ g->va_last - odd - fake_span(c->f, 0) + 1, g->va_last, "low" },
	};

	KUNIT_ASSERT_EQ(c->f->test, ptwalk_layout_build(&c->f->space.layout, g->va_start,
							g->va_last, regions,
							ARRAY_SIZE(regions)), 0);
}

static void arm64_desc(const struct fake_shape *shape, char *desc)
{
	strscpy(desc, shape->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(arm64, fake_trees, arm64_desc);

static void regions_by_force(struct kunit *test)
{
	struct counted *c = new_counted(test, fake_new(test, test->param_value));
	u32 crooked;

	for (crooked = 0; crooked < 2; crooked++) {
		set_layout(c, crooked);
		fake_clear(c->f);
		compare(c);
		fake_busy(c->f);
		compare(c);
	}
}

static void toy_desc(const struct toy_shape *shape, char *desc)
{
	strscpy(desc, shape->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(toy, toy_shapes, toy_desc);

/* A root that is shared has slots for its own half only. */
static void shared_root_by_force(struct kunit *test)
{
	struct counted *c = new_counted(test, toy_new(test, test->param_value));
	struct fake *f = c->f;
	const struct ptwalk_geometry *g = &f->space.geo;
	u64 bytes = g->va_last - g->va_start + 1, page = fake_size(f, 0), sum = 0;
	u64 slots = bytes / fake_size(f, fake_top(f));
	u32 crooked, i;

	for (crooked = 0; crooked < 2; crooked++) {
		set_layout(c, crooked);
		fake_clear(f);
		compare(c);
		for (i = 0; i < f->space.layout.n; i++)
			sum += c->stats->by_region[i].slots[fake_top(f)];
		/* An entry that a border divides counts on both sides. */
		KUNIT_EXPECT_GE(test, sum, slots);
		KUNIT_EXPECT_LE(test, sum, slots + f->space.layout.n - 1);
		sum = 0;
		fake_map(f, g->va_start, 0x40000000, 0, TOY_RW, 20);
		toy_map_group(f, g->va_start + 32 * page, 0x50000000, TOY_RW);
		fake_map(f, g->va_start + bytes / 2 - 2 * page, 0x60000000, 0, TOY_RW, 4);
		*fake_slot(f, g->va_start + bytes / 2 + 9 * page, 0) = 0xdead0000;
		fake_map(f, g->va_start + bytes / 2 + fake_size(f, 2), 0x40000000, 2, TOY_RW, 2);
		fake_map(f, g->va_last - page + 1, 0x70000000, 0, TOY_RW, 1);
		compare(c);
	}
}

/* All parts of a name, and of a name that does not exist. */
static void regions_by_name(struct kunit *test)
{
	struct counted *c = new_counted(test, fake_new(test, &fake_shapes[1]));
	struct ptwalk_totals t;
	u64 bytes;

	set_layout(c, false);
	fake_busy(c->f);
	compare(c);
	t = ptwalk_stats_region(c->stats, &c->f->space.layout, "low", &bytes);
	KUNIT_EXPECT_EQ(test, bytes, 2 * fake_span(c->f, 0));
	KUNIT_EXPECT_EQ(test, t.mapped, c->stats->by_region[0].mapped +
			c->stats->by_region[c->f->space.layout.n - 1].mapped);
	KUNIT_EXPECT_GT(test, t.mapped, c->stats->by_region[0].mapped);
	t = ptwalk_stats_region(c->stats, &c->f->space.layout, "nothing", &bytes);
	KUNIT_EXPECT_EQ(test, bytes, 0ULL);
	KUNIT_EXPECT_EQ(test, t.mapped, 0ULL);
}

#define VM	PTWALK_AREA_HAS_VM
#define GUARD	(VM | PTWALK_AREA_GUARDED)
#define LAZY	PTWALK_AREA_LAZY

/*
 * struct area_row - an area in pages from the middle of the space
 * @from: its first page
 * @pages: how many, guard included
 * @mapped: how many from the first on are mapped
 * @flags: enum ptwalk_area_flag
 * @kind: enum ptwalk_area_kind
 * @nr_pages: of the area
 * @wanted: it must be mapped whole
 * @whole: it is mapped whole
 */
static const struct area_row {
	u16 from, pages, mapped, flags;
	u8 kind;
	u16 nr_pages;
	bool wanted, whole;
} area_rows[] = {
	{ 0, 5, 4, GUARD, PTWALK_AREA_VMALLOC, 4, true, true },
	{ 5, 5, 3, GUARD, PTWALK_AREA_VMALLOC, 4, true, false },
	/* No pages: nothing of it, or all. */
	{ 12, 3, 0, GUARD, PTWALK_AREA_VMALLOC, 0, false, false },
	{ 15, 3, 1, GUARD, PTWALK_AREA_IOREMAP, 0, true, false },
	{ 18, 3, 2, GUARD, PTWALK_AREA_IOREMAP, 0, true, true },
	{ 21, 2, 2, VM, PTWALK_AREA_VMAP, 2, true, true },
	/* A guard page that is mapped is not of the area. */
	{ 23, 3, 3, GUARD, PTWALK_AREA_DMA, 2, true, true },
	{ 30, 8, 3, GUARD, PTWALK_AREA_PERCPU, 0, false, false },
	{ 38, 4, 2, LAZY, PTWALK_AREA_OTHER, 0, false, false },
	{ 42, 3, 0, GUARD, PTWALK_AREA_MODULE, 2, true, false },
	{ 45, 3, 2, GUARD, PTWALK_AREA_IMAGE, 2, false, false },
	{ 50, 4, 1, GUARD | PTWALK_AREA_PARTIAL, PTWALK_AREA_VMALLOC, 3, false, false },
	{ 54, 3, 2, GUARD, PTWALK_AREA_VMALLOC, 2, true, true },
};

static void set_areas(struct counted *c)
{
	const struct ptwalk_geometry *g = &c->f->space.geo;
	u64 page = fake_size(c->f, 0), mid = g->va_start + BIT_ULL(g->va_bits - 1);
	struct ptwalk_area a[ARRAY_SIZE(area_rows)];
	u32 i;

	for (i = 0; i < ARRAY_SIZE(a); i++) {
		const struct area_row *r = &area_rows[i];

		a[i] = (struct ptwalk_area) {
			.start = mid + r->from * page, .end = mid + (r->from + r->pages) * page,
			.caller = 0x1000 + 4 * (i % 3), .flags = r->flags, .kind = r->kind,
			.nr_pages = r->nr_pages,
		};
		fake_map(c->f, a[i].start, 0x40000000 + i * 64 * page, 0, FAKE_RW, r->mapped);
	}
	c->as = scene_areas(c->f->test, a, ARRAY_SIZE(a));
}

/* Those of percpu have none, whatever they say. */
static u32 has_guard(const struct area_row *r)
{
	return r->flags & PTWALK_AREA_GUARDED && (r->flags & LAZY || r->kind != PTWALK_AREA_PERCPU);
}

static void expect_kinds(struct kunit *test, const struct counted *c)
{
	const struct ptwalk_area_stats *s = &c->stats->areas;
	u64 page = fake_size(c->f, 0);
	u32 k, i;

	for (k = 0; k <= PTWALK_AREA_KINDS; k++) {
		const struct ptwalk_kind_total *t = k < PTWALK_AREA_KINDS ? &s->kind[k] : &s->lazy;
		u64 areas = 0, pages = 0, mapped = 0;

		for (i = 0; i < ARRAY_SIZE(area_rows); i++) {
			const struct area_row *r = &area_rows[i];
			u32 body = r->pages - has_guard(r);

			if ((r->flags & LAZY ? PTWALK_AREA_KINDS : r->kind) != k)
				continue;
			areas++;
			pages += r->pages;
			mapped += r->mapped < body ? r->mapped : body;
		}
		KUNIT_EXPECT_EQ_MSG(test, t->areas, areas, "kind %u", k);
		KUNIT_EXPECT_EQ_MSG(test, t->bytes, pages * page, "kind %u", k);
		KUNIT_EXPECT_EQ_MSG(test, t->mapped.mapped, mapped * page, "kind %u", k);
		KUNIT_EXPECT_EQ_MSG(test, t->mapped.leaves[0], mapped, "kind %u", k);
	}
}

static bool all_gone(const struct ptwalk_area *a)
{
	return true;
}

static void areas_by_force(struct kunit *test)
{
	struct counted *c = new_counted(test, fake_new(test, test->param_value));
	const struct ptwalk_area_stats *s = &c->stats->areas;
	u64 wanted = 0, whole = 0, guards = 0;
	u32 i;

	set_layout(c, false);
	set_areas(c);
	compare(c);
	for (i = 0; i < ARRAY_SIZE(area_rows); i++) {
		wanted += area_rows[i].wanted;
		whole += area_rows[i].whole;
		guards += has_guard(&area_rows[i]);
	}
	expect_kinds(test, c);
	KUNIT_EXPECT_EQ(test, s->wanted, wanted);
	KUNIT_EXPECT_EQ(test, s->whole, whole);
	KUNIT_EXPECT_EQ(test, s->guard, guards * fake_size(c->f, 0));
	KUNIT_EXPECT_EQ(test, s->crowded, 0ULL);
	/* One that is gone could not be mapped whole; the others were. */
	count(c, all_gone);
	KUNIT_EXPECT_EQ(test, s->wanted, whole);
	KUNIT_EXPECT_EQ(test, s->whole, whole);
	expect_kinds(test, c);
}

/* The first area, of which nothing is mapped. */
static void empty_area(struct kunit *test)
{
	struct counted *c = new_counted(test, fake_new(test, &fake_shapes[1]));
	const struct ptwalk_geometry *g = &c->f->space.geo;
	u64 mid = g->va_start + BIT_ULL(g->va_bits - 1);
	struct ptwalk_area a = {
		.start = mid, .end = mid + 3 * fake_size(c->f, 0), .flags = GUARD,
		.kind = PTWALK_AREA_IOREMAP,
	};

	set_layout(c, false);
	c->as = scene_areas(test, &a, 1);
	count(c, NULL);
	KUNIT_EXPECT_EQ(test, c->stats->areas.kind[PTWALK_AREA_IOREMAP].areas, 1ULL);
	KUNIT_EXPECT_EQ(test, c->stats->areas.wanted, 0ULL);
}

static struct kunit_case stats_cases[] = {
	KUNIT_CASE(empty_area),
	KUNIT_CASE_PARAM(regions_by_force, arm64_gen_params),
	KUNIT_CASE_PARAM(shared_root_by_force, toy_gen_params),
	KUNIT_CASE(regions_by_name),
	KUNIT_CASE_PARAM(areas_by_force, arm64_gen_params),
	{}
};

static struct kunit_suite stats_suite = {
	.name = "ptwalk-stats",
	.test_cases = stats_cases,
};

kunit_test_suite(stats_suite);
