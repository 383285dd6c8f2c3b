// SPDX-License-Identifier: GPL-2.0-only
/*
 * Scenes: setup and judgement.
 */
#include "scene.h"

/**
 * scene_areas - a snapshot
 * @test: the test
 * @a: areas in the order of addresses
 * @n: how many
 *
 * Return: the snapshot.
 */
struct ptwalk_areas *scene_areas(struct kunit *test, const struct ptwalk_area *a, u32 n)
{
	struct ptwalk_areas *as = kunit_kzalloc(test, sizeof(*as), GFP_KERNEL);
	struct ptwalk_areas_chunk **block;
	u32 i;

	KUNIT_ASSERT_NOT_NULL(test, as);
	if (!n)
		return as;
	as->n = n;
	as->chunks = DIV_ROUND_UP(n, PTWALK_AREAS_CHUNK);
	/* Tests are small: one block is enough. */
	KUNIT_ASSERT_LE(test, as->chunks, PTWALK_AREAS_BLOCK);
	as->block = kunit_kcalloc(test, 1, sizeof(*as->block), GFP_KERNEL);
	block = kunit_kcalloc(test, as->chunks, sizeof(*block), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, as->block);
	KUNIT_ASSERT_NOT_NULL(test, block);
	as->block[0] = block;
	for (i = 0; i < as->chunks; i++) {
		block[i] = kunit_kzalloc(test, sizeof(**block), GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, block[i]);
	}
	for (i = 0; i < n; i++)
		block[i / PTWALK_AREAS_CHUNK]->area[i % PTWALK_AREAS_CHUNK] = a[i];
	return as;
}

/**
 * scene_va - the address of a page
 * @st: the scene
 * @page: its number; a negative one counts from 2^64
 *
 * Return: the address.
 */
u64 scene_va(const struct scene_stage *st, s64 page)
{
	return (page < 0 ? 0 : st->base) + ((u64)page << st->f->space.geo.page_shift);
}

/* The end of a range: page 0 is 2^64, unless everything begins with it. */
static u64 end_va(const struct scene_stage *st, s64 page)
{
	return page ? scene_va(st, page) : 0;
}

/* An area's "pages" is the page frame of its first page, and, below, the page shift. */
static int scene_pages(void *priv, const struct ptwalk_area *a, u32 index, u32 n, u64 *pa)
{
	u32 i;

	if (a->pages >> 8 == SCENE_UNREADABLE)
		return -EFAULT;
	/* Catch requests for more pages than there are: no page is at -1. */
	for (i = 0; i < n; i++, index++)
		pa[i] = index < a->nr_pages ? ((a->pages >> 8) + index) << (a->pages & 0xff) : -1;
	return 0;
}

static void scene_emit(void *priv, const struct ptwalk_finding *f)
{
	struct scene_stage *st = priv;

	KUNIT_ASSERT_LT_MSG(st->test, st->n, SCENE_FINDINGS, "%s at %llx",
			    ptwalk_rules[f->rule].name, f->start);
	fake_check_finding(st->test, &st->f->space.geo, f);
	st->found[st->n++] = *f;
}

static void set_layout(struct scene_stage *st, const struct scene *sc)
{
	const struct ptwalk_geometry *g = &st->f->space.geo;
	const struct ptwalk_region all = { st->base, ~0ULL, "all", .areas = true };
	const struct ptwalk_region regions[] = {
		{ g->va_start, st->base - 1, "linear" },
		{ st->base, scene_va(st, 4096) - 1, "vmalloc", .areas = true },
		{ scene_va(st, 2048), scene_va(st, 2064) - 1, "image", 1, true, true },
		{ scene_va(st, -64), ~0ULL, "high", .areas = true },
	};
	int err;

	err = ptwalk_layout_build(&st->f->space.layout, g->va_start, g->va_last,
				  sc->everything ? &all : regions,
				  sc->everything ? 1 : ARRAY_SIZE(regions));
	KUNIT_ASSERT_EQ(st->test, err, 0);
}

static void set_areas(struct scene_stage *st, const struct scene *sc)
{
	unsigned int shift = st->f->space.geo.page_shift;
	struct ptwalk_area a[ARRAY_SIZE(sc->area)];
	u32 n;

	for (n = 0; n < ARRAY_SIZE(a) && sc->area[n].from != sc->area[n].to; n++) {
		const struct scene_area *in = &sc->area[n];

		a[n] = (struct ptwalk_area) {
			.start = scene_va(st, in->from), .end = end_va(st, in->to),
			.caller = 1000 + n, .nr_pages = in->nr_pages, .flags = in->flags,
			.pages = in->pages ? (u64)in->pages << 8 | shift : 0,
			.phys = ((u64)in->phys >> 12 << shift) + (in->phys & 0xfff),
			.kind = in->kind,
		};
	}
	st->as = scene_areas(st->test, a, n);
}

static u64 map_va(const struct scene_stage *st, const struct scene_map *m, u32 i)
{
	return scene_va(st, m->at) + i * fake_size(st->f, m->level);
}

static u64 descriptor(const struct scene_stage *st, const struct scene_map *m, u32 i)
{
	s64 step = (m->step ?: 1) * (s64)fake_size(st->f, m->level);
	u64 pa = ((u64)m->pa << st->f->space.geo.page_shift) + i * step;
	u64 leaf = fake_leaf(st->f, m->level, pa, m->attrs ?: FAKE_RW);

	switch (m->kind) {
	case PTWALK_EMPTY:
		return leaf;
	case PTWALK_BAD:
		return leaf & ~2ULL;
	case PTWALK_INVALID:
		return leaf & ~1ULL;
	case PTWALK_LOOP:
		return fake_pointer(st->f, st->f->space.geo.root_pa, 0);
	case PTWALK_OUTSIDE:
		return fake_pointer(st->f, pa, 0);
	case PTWALK_FAULT:
		st->f->broken = fake_table(st->f);
		return fake_pointer(st->f, st->f->broken, 0);
	default:
		return 0;
	}
}

/**
 * scene_new - set a scene up
 * @test: the test
 * @shape: of its tables
 * @sc: the scene
 *
 * Return: the stage, not judged yet.
 */
struct scene_stage *scene_new(struct kunit *test, const struct fake_shape *shape,
			      const struct scene *sc)
{
	struct scene_stage *st = kunit_kzalloc(test, sizeof(*st), GFP_KERNEL);
	u32 i, k;
	u64 *e;

	KUNIT_ASSERT_NOT_NULL(test, st);
	st->test = test;
	st->f = fake_new(test, shape);
	st->base = st->f->space.geo.va_start;
	if (!sc->everything)
		st->base += BIT_ULL(st->f->space.geo.va_bits - 1);
	set_layout(st, sc);
	set_areas(st, sc);
	for (i = 0; i < ARRAY_SIZE(sc->map); i++)
		for (k = 0; k < sc->map[i].n; k++) {
			/* Both may make tables, which the texts number in this order. */
			e = fake_slot(st->f, map_va(st, &sc->map[i], k), sc->map[i].level);
			*e = descriptor(st, &sc->map[i], k);
		}
	st->ck.in = (struct ptwalk_check_input) {
		.space = &st->f->space,
		.areas = st->as,
		.areas_known = !sc->unknown,
		.pages = scene_pages,
		.emit = scene_emit,
		.priv = st,
	};
	return st;
}

static void find_owner(const struct scene_stage *st, u64 va, struct ptwalk_owner *o)
{
	u32 near = 0;

	ptwalk_owner_find(&st->f->space, st->as, va, &near, o);
}

/* ---- judged by hand: batches as they should be ---- */

/* Count the extents of leaves at @e the simple way; @n is how many may be taken. */
static void fill_batch(const struct scene_stage *st, struct ptwalk_batch *b, u32 n)
{
	u64 size = fake_size(st->f, b->level), piece = 0;
	struct ptwalk_entry d;

	for (b->count = 0; b->count < n; b->count++) {
		ptwalk_decode(&st->f->space.geo, b->level, 0, b->e[b->count], &d);
		if (b->count && d.pa != b->next_pa) {
			if (b->attrs & FAKE_CONT)
				break;
			if (!b->extents++)
				b->head = b->count;
			piece = 0;
		} else if (!b->count) {
			b->raw = b->e[0];
			b->pa = d.pa;
			b->attrs = d.attrs;
		}
		b->longest = max(b->longest, ++piece);
		b->next_pa = d.pa + size;
	}
	b->tail = piece;
	b->head = b->extents ? b->head : b->count;
	b->extents++;
}

static void judge_map(struct scene_stage *st, const struct scene_map *m, const u64 *e)
{
	u64 size = fake_size(st->f, m->level);
	struct ptwalk_owner o;
	u32 i = 0;

	while (i < m->n) {
		struct ptwalk_batch b = {
			.start = map_va(st, m, i), .level = m->level, .e = e + i,
			.kind = m->kind ? m->kind : PTWALK_LEAF,
		};

		find_owner(st, b.start, &o);
		fill_batch(st, &b, min((u64)(m->n - i), (o.last - b.start) / size + 1));
		ptwalk_check_batch(&st->ck, &b, &o);
		i += b.count;
	}
}

/**
 * scene_judge_batches - judge batches that were made by hand
 * @st: the stage
 * @sc: its scene
 */
void scene_judge_batches(struct scene_stage *st, const struct scene *sc)
{
	u32 i, k;

	st->n = 0;
	ptwalk_check_start(&st->ck, st->f->space.geo.va_start);
	for (i = 0; i < ARRAY_SIZE(sc->map) && sc->map[i].n; i++) {
		const struct scene_map *m = &sc->map[i];
		u64 *e = kunit_kcalloc(st->test, m->n, sizeof(*e), GFP_KERNEL);

		KUNIT_ASSERT_NOT_NULL(st->test, e);
		for (k = 0; k < m->n; k++)
			e[k] = *fake_slot(st->f, map_va(st, m, k), m->level);
		judge_map(st, m, e);
		/* Nothing may be kept of it. */
		memset(e, 0xff, m->n * sizeof(*e));
	}
	ptwalk_check_end(&st->ck, ~0ULL);
}

/* ---- judged as the module does it ---- */

/**
 * scene_judge_walk - walk a range, join it with owners, and judge it
 * @st: the stage
 * @start: first address
 * @last: last address
 */
void scene_judge_walk(struct scene_stage *st, u64 start, u64 last)
{
	struct ptwalk_walk *w = fake_walk(st->f);
	struct ptwalk_owner o;
	struct ptwalk_batch b;
	int ret;

	st->n = 0;
	w->split_cont = true;
	find_owner(st, start, &o);
	w->limit = o.last;
	ptwalk_walk_seek(w, fake_begin(st->f, start), last);
	ptwalk_check_start(&st->ck, start);
	while ((ret = ptwalk_walk_next(w, &b)) != PTWALK_END) {
		if (ret == PTWALK_LIMIT) {
			find_owner(st, w->cur.va, &o);
			KUNIT_ASSERT_GE(st->test, o.last, w->cur.va);
			w->limit = o.last;
			continue;
		}
		KUNIT_ASSERT_EQ(st->test, ret, PTWALK_BATCH);
		find_owner(st, b.start, &o);
		ptwalk_check_batch(&st->ck, &b, &o);
	}
	ptwalk_check_end(&st->ck, last);
}

static bool same_finding(const struct ptwalk_finding *a, const struct ptwalk_finding *b)
{
	return a->rule == b->rule && a->start == b->start && a->last == b->last &&
	       a->actual == b->actual && a->expected == b->expected && a->region == b->region &&
	       !memcmp(&a->area, &b->area, sizeof(a->area));
}

/**
 * scene_judge_again - take the second look
 * @st: the stage, judged
 *
 * Every finding must be found again by judging its range alone.
 */
void scene_judge_again(struct scene_stage *st)
{
	struct ptwalk_finding *first = st->first;
	u32 n = st->n, i, k;

	memcpy(first, st->found, sizeof(st->first));
	for (i = 0; i < n; i++) {
		bool found = false;

		scene_judge_walk(st, first[i].start, first[i].last);
		for (k = 0; k < st->n; k++)
			found |= same_finding(&first[i], &st->found[k]);
		KUNIT_EXPECT_TRUE_MSG(st->test, found, "%s %llx-%llx: not at the second look",
				      ptwalk_rules[first[i].rule].name, first[i].start,
				      first[i].last);
	}
	memcpy(st->found, first, sizeof(st->first));
	st->n = n;
}
