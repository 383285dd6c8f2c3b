// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fake physical memory: an arena of tables, page by page from a base on, a reader that
 * counts, fails and lets them change, and helpers to fill them.
 */
#include <linux/module.h>
#include "fake.h"
#include "ptwalk_check.h"

/**
 * fake_regs - the registers of a kernel of some shape
 * @shape: the shape
 * @root: physical address of its root table
 * @regs: filled
 */
void fake_regs(const struct fake_shape *shape, u64 root, struct ptwalk_arm64_regs *regs)
{
	static const u8 tg1[] = { [12] = 2, [14] = 1, [16] = 3 };
	u64 ips = shape->pa52 ? 6 : 5;
	u64 ds = shape->pa52 && shape->page_shift != 16;

	memset(regs, 0, sizeof(*regs));
	regs->ttbr1 = root & GENMASK_ULL(47, 0);
	if (shape->pa52)
		regs->ttbr1 |= root >> 48 << 2;
	regs->tcr = (u64)tg1[shape->page_shift] << 30 | (64ULL - shape->va_bits) << 16 |
		    ips << 32 | ds << 59;
	regs->mair = FAKE_MAIR;
}

static u64 *memory_at(struct fake *f, u64 pa)
{
	u64 page = (pa - f->base) >> f->space.geo.page_shift;

	return page < f->n ? f->table[page] : NULL;
}

static u32 word_at(const struct fake *f, u64 pa)
{
	return (pa & (BIT_ULL(f->space.geo.page_shift) - 1)) / sizeof(u64);
}

static u32 page_words(const struct fake *f)
{
	return 1u << (f->space.geo.page_shift - 3);
}

static int fake_read(struct ptwalk_reader *rd, u64 pa, u64 *buf, u32 n)
{
	struct fake *f = container_of(rd, struct fake, rd);
	u32 first = word_at(f, pa), whole = page_words(f), part;
	u64 *from;

	f->reads++;
	f->words += n;
	KUNIT_EXPECT_LE(f->test, n, PTWALK_WINDOW);
	/* Only a root may be longer than a page. */
	if (pa - f->base >= (u64)f->root_pages << f->space.geo.page_shift)
		KUNIT_EXPECT_LE(f->test, first + n, whole);
	if (f->on_read)
		f->on_read(f, pa);
	if (pa >> f->space.geo.page_shift == f->broken >> f->space.geo.page_shift &&
	    first + n > f->broken_from)
		return -EFAULT;
	for (; n; n -= part, buf += part, pa += part * sizeof(u64), first = 0) {
		part = min(n, whole - first);
		from = memory_at(f, pa);
		if (!from)
			return -EFAULT;
		memcpy(buf, from + first, part * sizeof(u64));
	}
	return 0;
}

static bool fake_is_ram(struct ptwalk_reader *rd, u64 pa, u64 bytes)
{
	struct fake *f = container_of(rd, struct fake, rd);

	KUNIT_EXPECT_EQ(f->test, bytes, BIT_ULL(f->space.geo.page_shift));
	return memory_at(f, pa) && pa != f->hole;
}

static void fake_enter(struct ptwalk_reader *rd)
{
	struct fake *f = container_of(rd, struct fake, rd);

	KUNIT_EXPECT_EQ(f->test, f->depth++, 0);
}

static void fake_leave(struct ptwalk_reader *rd)
{
	struct fake *f = container_of(rd, struct fake, rd);

	KUNIT_EXPECT_EQ(f->test, --f->depth, 0);
}

static int fake_pause(struct ptwalk_reader *rd)
{
	struct fake *f = container_of(rd, struct fake, rd);

	KUNIT_EXPECT_EQ(f->test, f->depth, 0);
	f->pauses++;
	return f->eintr_every && !(f->pauses % f->eintr_every) ? -EINTR : 0;
}

static u64 place_address(const struct fake *f, u64 pa)
{
	const struct ptwalk_geometry *g = &f->space.geo;

	return (pa & g->pa_low) | (pa >> g->pa_high_shift & g->pa_high);
}

static u64 encode_arm64(const struct fake *f, unsigned int level, bool table, u64 pa, u64 attrs)
{
	return place_address(f, pa) | attrs | (level && !table ? 1 : 3);
}

/**
 * fake_new_format - make an arena with an empty root table, of any format
 * @test: the test; its memory is freed with it
 * @ops: the format
 * @regs: its registers
 * @base: physical address of the page that the root starts in
 *
 * Return: the arena, with @encode to be set.
 */
struct fake *fake_new_format(struct kunit *test, const struct ptwalk_format_ops *ops,
			     const void *regs, u64 base)
{
	struct fake *f = kunit_kzalloc(test, sizeof(*f), GFP_KERNEL);
	const struct ptwalk_geometry *g;
	u64 last;

	KUNIT_ASSERT_NOT_NULL(test, f);
	f->test = test;
	f->rd = (struct ptwalk_reader) {
		.read = fake_read,
		.is_ram = fake_is_ram,
		.enter = fake_enter,
		.leave = fake_leave,
		.pause = fake_pause,
	};
	f->space.reader = &f->rd;
	f->base = base;
	KUNIT_ASSERT_EQ(test, ptwalk_geometry_init(&f->space.geo, ops, regs), 0);
	g = &f->space.geo;
	KUNIT_ASSERT_EQ(test, g->root_pa >> g->page_shift, base >> g->page_shift);
	last = g->root_pa + g->level[g->levels - 1].entries * sizeof(u64) - 1;
	f->root_pages = (u32)((last - base) >> g->page_shift) + 1;
	while (f->n < f->root_pages)
		fake_table(f);
	return f;
}

/**
 * fake_new - make an arena with an empty root table
 * @test: the test; its memory is freed with it
 * @shape: of its tables
 *
 * The tables are at high addresses, to use the address bits that some formats move.
 *
 * Return: the arena.
 */
struct fake *fake_new(struct kunit *test, const struct fake_shape *shape)
{
	u64 base = shape->pa52 ? 0x9800040000000ULL : 0x800040000000ULL;
	struct ptwalk_arm64_regs regs;
	struct fake *f;

	fake_regs(shape, base, &regs);
	f = fake_new_format(test, &ptwalk_arm64_ops, &regs, base);
	KUNIT_ASSERT_EQ(test, f->space.geo.root_pa, base);
	f->encode = encode_arm64;
	return f;
}

/**
 * fake_clear - forget all tables but the root, which becomes empty
 * @f: the arena
 */
void fake_clear(struct fake *f)
{
	u32 i;

	for (i = 0; i < f->n; i++)
		memset(f->table[i], 0, BIT_ULL(f->space.geo.page_shift));
	f->n = f->root_pages;
}

/**
 * fake_table - a new table of zeros
 * @f: the arena
 *
 * Return: its physical address.
 */
u64 fake_table(struct fake *f)
{
	KUNIT_ASSERT_LT(f->test, f->n, FAKE_TABLES);
	if (!f->table[f->n])
		f->table[f->n] = kunit_kzalloc(f->test, BIT_ULL(f->space.geo.page_shift),
					       GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(f->test, f->table[f->n]);
	return f->base + ((u64)f->n++ << f->space.geo.page_shift);
}

/**
 * fake_entry - an entry of a table
 * @f: the arena
 * @table_pa: physical address of the table
 * @index: of the entry
 *
 * Return: the entry, to be read or written.
 */
u64 *fake_entry(struct fake *f, u64 table_pa, u32 index)
{
	u64 pa = table_pa + index * sizeof(u64), *t = memory_at(f, pa);

	KUNIT_ASSERT_NOT_NULL(f->test, t);
	return &t[word_at(f, pa)];
}

/**
 * fake_pointer - encode a table entry
 * @f: the arena
 * @table_pa: the table that it points to
 * @attrs: further bits
 *
 * Return: the entry.
 */
u64 fake_pointer(const struct fake *f, u64 table_pa, u64 attrs)
{
	return f->encode(f, 0, true, table_pa, attrs);
}

/**
 * fake_leaf - encode a block or a page
 * @f: the arena
 * @level: of its table
 * @pa: what it maps
 * @attrs: all bits but address and type
 *
 * Return: the entry.
 */
u64 fake_leaf(const struct fake *f, unsigned int level, u64 pa, u64 attrs)
{
	return f->encode(f, level, false, pa, attrs);
}

/**
 * fake_slot - the entry of an address at a level
 * @f: the arena
 * @va: the address
 * @level: the level; tables above it are made as needed
 *
 * Return: the entry, to be read or written.
 */
u64 *fake_slot(struct fake *f, u64 va, unsigned int level)
{
	u64 table = f->space.geo.root_pa;
	unsigned int l = fake_top(f);
	struct ptwalk_entry d;

	for (;; l--) {
		const struct ptwalk_level *lv = &f->space.geo.level[l];
		u64 *e = fake_entry(f, table, va >> lv->shift & (lv->entries - 1));

		if (l == level)
			return e;
		if (!*e)
			*e = fake_pointer(f, fake_table(f), 0);
		ptwalk_decode(&f->space.geo, l, 0, *e, &d);
		KUNIT_ASSERT_EQ(f->test, d.kind, PTWALK_TABLE);
		table = d.pa;
	}
}

/**
 * fake_map - map physically contiguous memory
 * @f: the arena
 * @va: where, aligned to the level
 * @pa: what, likewise
 * @level: with leaves of this level
 * @attrs: all bits but address and type
 * @count: leaves
 */
void fake_map(struct fake *f, u64 va, u64 pa, unsigned int level, u64 attrs, u32 count)
{
	u64 size = fake_size(f, level), *e = NULL;

	for (; count--; va += size, pa += size) {
		e = e && va & (page_words(f) * size - 1) ? e + 1 : fake_slot(f, va, level);
		*e = fake_leaf(f, level, pa, attrs);
	}
}

/*
 * A bit of everything within the tables of one address: physical extents, a
 * contiguous group, holes, one page many times, oddities, and an empty table.
 */
static void fill_tables(struct fake *f, u64 va)
{
	u64 page = fake_size(f, 0);
	u32 cont = f->space.geo.level[0].cont, i;

	fake_map(f, va, 0x40000000, 0, FAKE_RW, 3);
	fake_map(f, va + 3 * page, 0x50000000, 0, FAKE_RW, 2);
	fake_map(f, va + 5 * page, 0x60000000, 0, FAKE_RW | FAKE_RO, 2);
	*fake_slot(f, va + 8 * page, 0) = 0xdead0000;
	*fake_slot(f, va + 9 * page, 0) = 0xbeef0000;
	*fake_slot(f, va + 10 * page, 0) = 0x70000001;
	if (f->space.geo.level[0].entries > 2 * cont)
		fake_map(f, va + cont * page, 0x80000000, 0, FAKE_RW | FAKE_CONT, cont);
	for (i = 2 * cont; i < 2 * cont + 90; i++)
		fake_map(f, va + i * page, 0x77000000, 0, FAKE_RW, 1);
	fake_map(f, va + fake_span(f, 0) - page, 0x78000000, 0, FAKE_RW, 1);
	if (f->space.geo.levels > 1 && f->space.geo.level[1].entries > 4) {
		fake_slot(f, va + 2 * fake_size(f, 1), 0);
		*fake_slot(f, va + 3 * fake_size(f, 1), 1) = fake_leaf(f, 1, 1ULL << 36, FAKE_RW);
	}
}

/**
 * fake_busy - fill an arena with a bit of everything
 * @f: the arena
 *
 * At the start, across the middle and at the very end of the address space.
 */
void fake_busy(struct fake *f)
{
	u64 va = f->space.geo.va_start, mid = va + BIT_ULL(f->space.geo.va_bits - 1);

	fill_tables(f, va);
	fake_map(f, mid - 2 * fake_size(f, 0), 0x90000000, 0, FAKE_RW, 4);
	fill_tables(f, -fake_span(f, f->space.geo.levels > 1 && f->space.geo.level[1].entries > 4));
	fake_map(f, -fake_size(f, 0), 0xa0000000, 0, FAKE_AF, 1);
}

/**
 * fake_walk - a walk over an arena
 * @f: the arena
 *
 * Return: the walk, to be started with ptwalk_walk_seek().
 */
struct ptwalk_walk *fake_walk(struct fake *f)
{
	struct ptwalk_walk *w = kunit_kzalloc(f->test, sizeof(*w), GFP_KERNEL);
	u64 *windows = kunit_kcalloc(f->test, PTWALK_LEVELS * PTWALK_WINDOW, sizeof(u64),
				     GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(f->test, w);
	KUNIT_ASSERT_NOT_NULL(f->test, windows);
	ptwalk_walk_init(w, &f->space, windows, PTWALK_WINDOW);
	return w;
}

/**
 * fake_begin - a cursor that starts at the root
 * @f: the arena
 * @va: the address, 0 for the start of the tables
 *
 * Return: the cursor.
 */
struct ptwalk_cursor fake_begin(const struct fake *f, u64 va)
{
	return (struct ptwalk_cursor) {
		.va = va ? va : f->space.geo.va_start,
		.level = fake_top(f),
	};
}

/**
 * fake_only_batch - the only batch of a range, or the first
 * @f: the arena
 * @w: a walk over it
 * @start: first address, 0 for the start of the tables
 * @last: last address
 * @n: set to how many batches there are
 *
 * Return: the first of them.
 */
struct ptwalk_batch fake_only_batch(struct fake *f, struct ptwalk_walk *w, u64 start, u64 last,
				    u32 *n)
{
	struct ptwalk_batch b, first = {};

	w->limit = ~0ULL;
	ptwalk_walk_seek(w, fake_begin(f, start), last);
	for (*n = 0; ptwalk_walk_next(w, &b) == PTWALK_BATCH; ++*n)
		if (!*n)
			first = b;
	return first;
}

/**
 * fake_random_word - a number that depends on the seed alone (xorshift64)
 * @seed: not 0; changed
 *
 * Return: the number, not 0.
 */
u64 fake_random_word(u64 *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

/**
 * fake_random - a number that depends on the seed alone
 * @seed: not 0; changed
 * @below: not 0
 *
 * Return: a number less than @below.
 */
u32 fake_random(u64 *seed, u32 below)
{
	return (fake_random_word(seed) >> 20) % below;
}

/**
 * fake_check_finding - check what holds for each finding, whatever its rule
 * @test: the test
 * @g: the geometry
 * @f: the finding
 *
 * It is of whole pages, and a number that a word stands for is 0.
 */
void fake_check_finding(struct kunit *test, const struct ptwalk_geometry *g,
			const struct ptwalk_finding *f)
{
	const struct ptwalk_rule_info *rule = &ptwalk_rules[f->rule];
	u64 mask = BIT_ULL(g->page_shift) - 1;

	KUNIT_EXPECT_EQ_MSG(test, f->start & mask, 0ULL, "%s at %llx", rule->name, f->start);
	KUNIT_EXPECT_EQ_MSG(test, ~f->last & mask, 0ULL, "%s at %llx", rule->name, f->start);
	if (rule->expected)
		KUNIT_EXPECT_EQ_MSG(test, f->expected, 0ULL, "%s at %llx", rule->name, f->start);
	if (rule->actual)
		KUNIT_EXPECT_EQ_MSG(test, f->actual, 0ULL, "%s at %llx", rule->name, f->start);
}

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("KUnit suites of ptwalk");
