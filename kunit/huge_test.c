// SPDX-License-Identifier: GPL-2.0-only
/*
 * Linear maps of large machines: 1 TiB of pages, 128 TiB of blocks. Their tables do not
 * fit in memory, so they are either a few shared ones, or generated as they are read.
 *
 * A walk has one shortcut, for neighbours that share a table of equal entries. All else
 * is read in full, which is too slow under KASAN: the maps are smaller there.
 */
#include <linux/ktime.h>
#include <linux/sched.h>
#include <linux/sizes.h>

#include "fake.h"
#include "pageset.h"
#include "ptwalk_arch.h"
#include "ptwalk_check.h"
#include "ptwalk_totals.h"

#define TIB		BIT_ULL(40)
/* What shared tables map begins there. */
#define PHYS		BIT_ULL(32)
#define SMALLER		(IS_ENABLED(CONFIG_KASAN) ? 64 : 1)
/* Batches between two calls of cond_resched(). */
#define BREATH		1024

static const struct fake_shape shape = { "4k-48", 12, 48, false };

/**
 * struct huge - a walk that is watched
 * @f: the arena; its reader may be replaced
 * @w: the walk
 * @size: bytes that are mapped from the first address of the kernel's on
 * @leaf: level of the leaves
 * @sums: totals
 * @run: the current extent
 * @extents: physically contiguous runs so far
 * @shortest: bytes in the shortest one that is over
 * @batches: so far
 * @next: address at which the next batch has to start
 * @gaps: batches that did not
 * @others: batches that are no leaves of level @leaf
 * @ck: the rules, or NULL
 * @odd: for @ck: pages that are not mapped as usual
 * @findings: what they found
 */
struct huge {
	struct fake *f;
	struct ptwalk_walk *w;
	u64 size;
	unsigned int leaf;
	struct ptwalk_totals sums;
	struct ptwalk_run run;
	u64 extents;
	u64 shortest;
	u64 batches;
	u64 next;
	u64 gaps;
	u64 others;
	struct ptwalk_check *ck;
	struct ptwalk_pageset *odd;
	u64 findings;
};

static struct huge *huge_new(struct kunit *test, u64 size, unsigned int leaf)
{
	struct huge *h = kunit_kzalloc(test, sizeof(*h), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, h);
	h->f = fake_new(test, &shape);
	h->w = fake_walk(h->f);
	h->size = size;
	h->leaf = leaf;
	test->priv = h;
	return h;
}

static void take(struct huge *h, const struct ptwalk_batch *b, const struct ptwalk_owner *o)
{
	const struct ptwalk_geometry *g = &h->f->space.geo;

	h->gaps += b->start != h->next;
	h->next = b->start + ptwalk_level_bytes(g, b->level, b->count);
	h->others += b->kind != PTWALK_LEAF || b->level != h->leaf;
	ptwalk_totals_batch(&h->sums, g, b, false);
	if (!h->batches++ || !ptwalk_run_add(&h->run, g, b, NULL, PTWALK_MERGE_PHYS)) {
		if (h->extents++)
			h->shortest = min(h->shortest, h->run.bytes);
		ptwalk_run_start(&h->run, g, b, NULL);
	}
	if (h->ck)
		ptwalk_check_batch(h->ck, b, o);
}

/*
 * From the cursor to the end, or @most batches. The windows are all the memory that it
 * takes: a kernel that checks for that dies of whoever asks for more meanwhile.
 */
static int walk_on(struct huge *h, u64 most)
{
	struct ptwalk_owner owner = { .region = h->ck ? h->ck->in.linear : NULL };
	struct ptwalk_batch b;
	int ret = PTWALK_BATCH;

	non_block_start();
	while (most-- && (ret = ptwalk_walk_next(h->w, &b)) == PTWALK_BATCH) {
		take(h, &b, &owner);
		if (h->batches % BREATH)
			continue;
		non_block_end();
		cond_resched();
		non_block_start();
	}
	non_block_end();
	return ret;
}

/* At most @most batches, so that a walk without its shortcut fails quickly. */
static void walk_all(struct kunit *test, struct huge *h, u64 most)
{
	u64 start = ktime_get_ns();

	h->shortest = ~0ULL;
	h->next = h->f->space.geo.va_start;
	ptwalk_walk_seek(h->w, fake_begin(h->f, 0), ~0ULL);
	KUNIT_EXPECT_EQ(test, walk_on(h, most), PTWALK_END);
	KUNIT_EXPECT_EQ(test, h->w->cur.va, 0ULL);
	kunit_info(test, "%llu GiB, %llu leaves, %llu words in %llu reads, %llu ns", h->size >> 30,
		   h->sums.leaves[h->leaf], h->f->words, h->f->reads, ktime_get_ns() - start);
}

/* What is true of every such map, however its tables are made. */
static void expect_sums(struct kunit *test, const struct huge *h)
{
	const struct ptwalk_totals *t = &h->sums;
	unsigned int top = fake_top(h->f), l;
	u64 tables = 0, n;

	for (l = h->leaf; l <= top; l++) {
		n = DIV_ROUND_UP(h->size, fake_span(h->f, l));
		KUNIT_EXPECT_EQ_MSG(test, t->tables[l], n, "level %u", l);
		tables += n;
	}
	KUNIT_EXPECT_EQ(test, ptwalk_totals_tables(t), tables);
	KUNIT_EXPECT_EQ(test, h->w->stats.tables, tables);
	KUNIT_EXPECT_EQ(test, t->leaves[h->leaf], h->size / fake_size(h->f, h->leaf));
	KUNIT_EXPECT_EQ(test, ptwalk_totals_leaves(t), t->leaves[h->leaf]);
	KUNIT_EXPECT_EQ(test, t->mapped, h->size);
	KUNIT_EXPECT_EQ(test, h->gaps, 0ULL);
	KUNIT_EXPECT_EQ(test, h->others, 0ULL);
	KUNIT_EXPECT_EQ(test, h->next, h->f->space.geo.va_start + h->size);
	KUNIT_EXPECT_EQ(test, h->w->stats.retries + h->w->stats.torn + h->w->stats.faults, 0ULL);
	/* Each table once, a word of each above it once more, and little besides. */
	KUNIT_EXPECT_LE(test, h->f->words, tables * 512 * 129 / 128 + 8192);
}

/* ---- a few shared tables ---- */

/* A table of two alternating entries. */
static u64 alternating_table(struct fake *f, unsigned int level, u64 even, u64 odd, u32 n)
{
	u64 pa = fake_table(f);
	u32 i;

	KUNIT_ASSERT_LE(f->test, n, f->space.geo.level[level].entries);
	for (i = 0; i < n; i++)
		*fake_entry(f, pa, i) = i % 2 ? odd : even;
	return pa;
}

static u64 row_of_pages(struct fake *f, u64 pa)
{
	u64 table = fake_table(f);
	u32 i;

	for (i = 0; i < f->space.geo.level[0].entries; i++)
		*fake_entry(f, table, i) = fake_leaf(f, 0, pa + i * fake_size(f, 0), FAKE_RW);
	return table;
}

/*
 * Two tables of pages in turns, for no two neighbours must lead to one table: the walk
 * would look whether that is uniform, once a neighbour. Higher up they do.
 */
static void huge_shared(struct kunit *test)
{
	struct huge *h = huge_new(test, TIB / SMALLER, 0);
	struct fake *f = h->f;
	u64 even = fake_pointer(f, row_of_pages(f, PHYS), 0);
	u64 odd = fake_pointer(f, row_of_pages(f, PHYS + fake_span(f, 0)), 0), table, d;
	u32 i;

	table = alternating_table(f, 1, even, odd, 512);
	d = fake_pointer(f, table, 0);
	table = alternating_table(f, 2, d, d, min(h->size >> 30, 512ULL));
	for (i = 0; i < DIV_ROUND_UP(h->size, fake_size(f, 3)); i++)
		*fake_entry(f, f->space.geo.root_pa, i) = fake_pointer(f, table, 0);
	walk_all(test, h, ~0ULL);
	expect_sums(test, h);
	/* What the two tables map is one extent of 4 MiB, and then it begins anew. */
	KUNIT_EXPECT_EQ(test, h->batches, h->size / fake_span(f, 0));
	KUNIT_EXPECT_EQ(test, h->run.pa, PHYS);
	KUNIT_EXPECT_EQ(test, h->extents, h->size / (2 * fake_span(f, 0)));
	KUNIT_EXPECT_EQ(test, h->sums.extents.n, h->extents);
	KUNIT_EXPECT_EQ(test, h->shortest, 2 * fake_span(f, 0));
	KUNIT_EXPECT_EQ(test, h->sums.extents.longest, 2 * fake_span(f, 0));
}

/* All of a linear map that there can be, from four tables: nothing is read twice over. */
static void huge_uniform(struct kunit *test)
{
	struct huge *h = huge_new(test, 128 * TIB, 0);
	struct fake *f = h->f;
	u64 d = fake_leaf(f, 0, PHYS, FAKE_RW);
	unsigned int l;
	u32 i;

	for (l = 0; l < 3; l++)
		d = fake_pointer(f, alternating_table(f, l, d, d, 512), 0);
	for (i = 0; i < 256; i++)
		*fake_entry(f, f->space.geo.root_pa, i) = d;
	walk_all(test, h, 16);
	KUNIT_EXPECT_EQ(test, h->sums.leaves[0], 34359738368ULL);
	KUNIT_EXPECT_EQ(test, ptwalk_totals_leaves(&h->sums), 34359738368ULL);
	KUNIT_EXPECT_EQ(test, h->sums.mapped, h->size);
	KUNIT_EXPECT_EQ(test, h->sums.extents.n, 34359738368ULL);
	KUNIT_EXPECT_EQ(test, h->sums.extents.longest, fake_size(f, 0));
	KUNIT_EXPECT_EQ(test, h->extents, 1ULL);
	KUNIT_EXPECT_EQ(test, h->run.pa, PHYS);
	KUNIT_EXPECT_EQ(test, h->run.bytes, h->size);
	KUNIT_EXPECT_EQ(test, h->run.leaves, 34359738368ULL);
	KUNIT_EXPECT_TRUE(test, h->run.repeated);
	/* A table shared by neighbours counts once. */
	KUNIT_EXPECT_EQ(test, ptwalk_totals_tables(&h->sums), 4ULL);
	KUNIT_EXPECT_EQ(test, h->gaps + h->others, 0ULL);
	KUNIT_EXPECT_EQ(test, h->next, f->space.geo.va_start + h->size);
	/* The root, and what is above and in each of the three. */
	KUNIT_EXPECT_LE(test, f->reads, 8ULL);
	KUNIT_EXPECT_LE(test, f->words, 4 * 512 + 4ULL);
}

/* ---- tables generated as they are read ---- */

/* The tables of a level lie side by side, 1 TiB behind those of the level above it. */
#define LEVEL_SHIFT	40

static u64 table_at(const struct huge *h, unsigned int level, u64 n)
{
	return h->f->base + ((u64)(fake_top(h->f) - level) << LEVEL_SHIFT) +
	       (n << h->f->space.geo.page_shift);
}

/* Entry @n of a whole level, of a map that starts at physical address 0. */
static u64 made_up(const struct huge *h, unsigned int level, u64 n)
{
	if (level == h->leaf)
		return fake_leaf(h->f, level, n * fake_size(h->f, level), FAKE_RW);
	return fake_pointer(h->f, table_at(h, level - 1, n), 0);
}

static int made_up_read(struct ptwalk_reader *rd, u64 pa, u64 *buf, u32 n)
{
	struct fake *f = container_of(rd, struct fake, rd);
	const struct huge *h = f->test->priv;
	u64 at = pa - f->base, first, all, step, d;
	unsigned int level;
	u32 i;

	if (at >> LEVEL_SHIFT > fake_top(f) - h->leaf)
		return -EFAULT;
	level = fake_top(f) - (at >> LEVEL_SHIFT);
	first = (at & (BIT_ULL(LEVEL_SHIFT) - 1)) / sizeof(u64);
	f->reads++;
	f->words += n;
	d = made_up(h, level, first);
	step = made_up(h, level, first + 1) - d;
	all = DIV_ROUND_UP(h->size, fake_size(f, level));
	for (i = 0; i < n; i++, d += step)
		buf[i] = first + i < all ? d : 0;
	return 0;
}

static bool made_up_is_ram(struct ptwalk_reader *rd, u64 pa, u64 bytes)
{
	return true;
}

static struct huge *made_up_new(struct kunit *test, u64 size, unsigned int leaf)
{
	struct huge *h = huge_new(test, size, leaf);

	h->f->rd.read = made_up_read;
	h->f->rd.is_ram = made_up_is_ram;
	return h;
}

static void count_finding(void *priv, const struct ptwalk_finding *f)
{
	struct huge *h = priv;

	h->findings++;
}

static int odd_add(void *priv, u64 pfn, u64 n)
{
	struct huge *h = priv;

	return ptwalk_pageset_add(h->odd, pfn, n);
}

static u64 odd_run(void *priv, u64 pfn, u64 n, bool *has)
{
	struct huge *h = priv;

	return ptwalk_pageset_run(h->odd, pfn, n, has);
}

static int never_looked_up(void *priv, u64 va, struct ptwalk_batch *b)
{
	return -EIO;
}

/* The rules of the linear map, and the set of its pages that are not as usual: none. */
static void begin_check(struct kunit *test, struct huge *h)
{
	static const struct ptwalk_areas none;
	struct ptwalk_region *linear = kunit_kzalloc(test, sizeof(*linear), GFP_KERNEL);
	struct ptwalk_ram *ram = kunit_kzalloc(test, sizeof(*ram), GFP_KERNEL);

	h->ck = kunit_kzalloc(test, sizeof(*h->ck), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, linear);
	KUNIT_ASSERT_NOT_NULL(test, ram);
	KUNIT_ASSERT_NOT_NULL(test, h->ck);
	linear->name = "linear";
	linear->start = h->f->space.geo.va_start;
	linear->last = linear->start + 128 * TIB - 1;
	linear->fixed = true;
	ram->n = 1;
	h->f->space.linear_offset = -h->f->space.geo.va_start;
	ram->range[0].end = h->size;
	h->odd = ptwalk_pageset_new();
	KUNIT_ASSERT_NOT_NULL(test, h->odd);
	h->ck->in = (struct ptwalk_check_input) {
		.space = &h->f->space,
		.areas = &none,
		.ram = ram,
		.linear = linear,
		.lookup = never_looked_up,
		.odd_add = odd_add,
		.odd_run = odd_run,
		.emit = count_finding,
		.priv = h,
	};
	ptwalk_check_start(h->ck, h->f->space.geo.va_start);
}

static void end_check(struct kunit *test, struct huge *h)
{
	bool odd;

	ptwalk_check_end(h->ck, ~0ULL);
	KUNIT_EXPECT_EQ(test, h->ck->err, 0);
	KUNIT_EXPECT_EQ(test, h->findings, 0ULL);
	ptwalk_pageset_run(h->odd, 0, 1, &odd);
	KUNIT_EXPECT_FALSE(test, odd);
	ptwalk_pageset_run(h->odd, (h->size >> 12) - 1, 1, &odd);
	KUNIT_EXPECT_FALSE(test, odd);
	ptwalk_pageset_free(h->odd);
}

static const struct map {
	const char *name;
	u64 size;
	unsigned int leaf;
} maps[] = {
	{ "pages of 1 TiB", TIB, 0 },
	{ "blocks of 2 MiB of 1 TiB", TIB, 1 },
	{ "blocks of 2 MiB of 128 TiB", 128 * TIB, 1 },
	{ "blocks of 1 GiB of 128 TiB", 128 * TIB, 2 },
};

static void map_desc(const struct map *m, char *desc)
{
	strscpy(desc, m->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(map, maps, map_desc);

/* A linear map as it is on such a machine: one extent, and the rules have nothing to say. */
static void huge_linear(struct kunit *test)
{
	const struct map *m = test->param_value;
	struct huge *h = made_up_new(test, m->leaf < 2 ? m->size / SMALLER : m->size, m->leaf);

	begin_check(test, h);
	walk_all(test, h, ~0ULL);
	end_check(test, h);
	expect_sums(test, h);
	KUNIT_EXPECT_EQ(test, h->extents, 1ULL);
	KUNIT_EXPECT_EQ(test, h->sums.extents.n, 1ULL);
	KUNIT_EXPECT_EQ(test, h->run.start, h->f->space.geo.va_start);
	KUNIT_EXPECT_EQ(test, h->run.bytes, h->size);
	KUNIT_EXPECT_EQ(test, h->run.extents.longest, h->size);
	KUNIT_EXPECT_EQ(test, h->sums.extents.longest, h->size);
}

/* Where a part of 128 TiB of pages begins. */
static const struct part {
	const char *name;
	u64 start;
} parts[] = {
	{ "the first", 0 },
	{ "over a border of the root", 512ULL * SZ_1G - SZ_512M },
	{ "from amid a table", 64 * TIB + 7 * SZ_4K },
	{ "up to the end", 128 * TIB - SZ_1G },
};

static void part_desc(const struct part *p, char *desc)
{
	strscpy(desc, p->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(part, parts, part_desc);

/* Pages of 128 TiB, 1 GiB of them, in two halves: the second by another walk from where it was. */
static void huge_part(struct kunit *test)
{
	const struct part *p = test->param_value;
	struct huge *h = made_up_new(test, 128 * TIB, 0);
	u64 start = h->f->space.geo.va_start + p->start, end = start + SZ_1G;
	struct ptwalk_cursor cur;

	h->next = start;
	h->w = fake_walk(h->f);
	ptwalk_walk_seek(h->w, fake_begin(h->f, start), end - 1);
	KUNIT_ASSERT_EQ(test, walk_on(h, 200), PTWALK_BATCH);
	cur = h->w->cur;
	KUNIT_EXPECT_EQ(test, cur.va, h->next);
	h->w = fake_walk(h->f);
	/* The last part goes on through what is empty, to the end of all addresses. */
	ptwalk_walk_seek(h->w, cur, end == h->f->space.geo.va_start + h->size ? ~0ULL : end - 1);
	KUNIT_ASSERT_EQ(test, walk_on(h, ~0ULL), PTWALK_END);
	KUNIT_EXPECT_EQ(test, h->next, end);
	KUNIT_EXPECT_EQ(test, h->gaps + h->others, 0ULL);
	KUNIT_EXPECT_EQ(test, h->sums.mapped, (u64)SZ_1G);
	KUNIT_EXPECT_EQ(test, h->sums.extents.n, 1ULL);
	KUNIT_EXPECT_EQ(test, h->run.pa, p->start);
	KUNIT_EXPECT_EQ(test, h->run.bytes, (u64)SZ_1G);
	KUNIT_EXPECT_LE(test, h->f->words, (SZ_1G >> 12) * 9 / 8);
}

static struct kunit_case huge_cases[] = {
	KUNIT_CASE(huge_shared),
	KUNIT_CASE(huge_uniform),
	KUNIT_CASE_PARAM(huge_linear, map_gen_params),
	KUNIT_CASE_PARAM(huge_part, part_gen_params),
	{}
};

static struct kunit_suite huge_suite = {
	.name = "ptwalk-huge",
	.test_cases = huge_cases,
};

kunit_test_suite(huge_suite);
