/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Shared by the suites: shapes of tables, fake physical memory to build them in, and
 * a second walker to compare with.
 */
#ifndef PTWALK_FAKE_H
#define PTWALK_FAKE_H

#include <kunit/test.h>
#include "core/arm64/arm64.h"
#include "ptwalk_walk.h"

/* Attributes of a leaf as Linux sets them, without type, memory type and shareability. */
#define FAKE_AF		BIT_ULL(10)
#define FAKE_NG		BIT_ULL(11)
#define FAKE_DBM	BIT_ULL(51)
#define FAKE_CONT	BIT_ULL(52)
#define FAKE_PXN	BIT_ULL(53)
#define FAKE_UXN	BIT_ULL(54)
#define FAKE_RO		BIT_ULL(7)
#define FAKE_RW		(FAKE_AF | FAKE_DBM | FAKE_PXN | FAKE_UXN)

/* Of a table entry. */
#define FAKE_PXN_TABLE	BIT_ULL(59)
#define FAKE_RO_TABLE	BIT_ULL(62)

/** FAKE_MAIR - a memory type of every name but device-nGnRnE, and an unknown one at 5 */
#define FAKE_MAIR	0x080c12bbf04404ffULL

/** FAKE_TABLES - most tables that an arena holds */
#define FAKE_TABLES	320

/** FAKE_REFS - most entries that the second walker lists */
#define FAKE_REFS	40960

/**
 * struct fake_shape - a combination of sizes that some kernel runs with
 * @name: for the name of the test
 * @page_shift: log2 of the granule
 * @va_bits: bits of virtual address
 * @pa52: 52-bit physical addresses: LPA2 for 4K and 16K, LPA for 64K
 */
struct fake_shape {
	const char *name;
	u8 page_shift;
	u8 va_bits;
	bool pa52;
};

static const struct fake_shape fake_shapes[] __maybe_unused = {
	{ "4k-39", 12, 39, false },
	{ "4k-48", 12, 48, false },
	{ "4k-48-lpa2", 12, 48, true },
	{ "4k-52-lpa2", 12, 52, true },
	{ "16k-36", 14, 36, false },
	{ "16k-47", 14, 47, false },
	{ "16k-48", 14, 48, false },
	{ "16k-52-lpa2", 14, 52, true },
	{ "64k-42", 16, 42, false },
	{ "64k-48", 16, 48, false },
	{ "64k-48-lpa", 16, 48, true },
	{ "64k-52-lpa", 16, 52, true },
};

/*
 * The shapes that differ in more than the position of address bits: in levels, in the
 * size of the root, in windows per table.
 */
static const struct fake_shape fake_trees[] __maybe_unused = {
	{ "4k-39", 12, 39, false },
	{ "4k-48", 12, 48, false },
	{ "4k-52-lpa2", 12, 52, true },
	{ "16k-36", 14, 36, false },
	{ "16k-48", 14, 48, false },
	{ "16k-52-lpa2", 14, 52, true },
	{ "64k-42", 16, 42, false },
	{ "64k-52-lpa", 16, 52, true },
};

/**
 * struct fake - invented physical memory, all of it tables, and a reader of it
 * @test: the test that owns it
 * @rd: its reader
 * @space: the address space of its tables; the root is the first table
 * @encode: an entry of its format: a leaf of @level, or one that points to a table
 * @base: physical address of the first page of tables
 * @root_pages: pages of the root, several in a row or a part of one
 * @n: pages in use
 * @table: their memory
 * @hole: table that is_ram() denies, or 0
 * @broken: table that cannot be read, or 0
 * @broken_from: first entry of @broken that cannot be read
 * @on_read: called before each read with the first entry's address; may
 *	change tables. May be NULL.
 * @reads: calls of read() so far
 * @words: entries read so far
 * @pauses: calls of pause() so far
 * @eintr_every: pause() returns -EINTR every so many calls, 0 for never
 * @depth: enter() less leave()
 * @slot: for @on_read
 * @value: for @on_read
 * @nth: for @on_read
 * @first: for @on_read
 */
struct fake {
	struct kunit *test;
	struct ptwalk_reader rd;
	struct ptwalk_space space;
	u64 (*encode)(const struct fake *f, unsigned int level, bool table, u64 pa, u64 attrs);
	u64 base;
	u32 root_pages;
	u32 n;
	u64 *table[FAKE_TABLES];
	u64 hole;
	u64 broken;
	u32 broken_from;
	void (*on_read)(struct fake *f, u64 pa);
	u64 reads;
	u64 words;
	u64 pauses;
	u32 eintr_every;
	int depth;
	u64 *slot;
	u64 value;
	u64 nth;
	u64 first;
};

/**
 * struct fake_ref - one entry that is not zero, or a table of zeros
 * @va: its virtual address
 * @raw: the entry as read
 * @pa: decoded
 * @attrs: decoded
 * @inherited: from the tables above
 * @table_pa: its table
 * @index: in that table
 * @used: of a table entry: entries of its table that are not zero
 * @level: of the entry
 * @kind: as the walk should see it; %PTWALK_EMPTY for a table of zeros
 */
struct fake_ref {
	u64 va;
	u64 raw;
	u64 pa;
	u64 attrs;
	u64 inherited;
	u64 table_pa;
	u32 index;
	u32 used;
	u8 level;
	u8 kind;
};

/**
 * struct fake_refs - what the second walker saw
 * @n: how many
 * @full: there were more than %FAKE_REFS
 * @tables: tables entered, the root included
 * @ref: in the order of addresses, a table before what is in it
 */
struct fake_refs {
	u32 n;
	bool full;
	u32 tables;
	struct fake_ref ref[];
};

/**
 * struct fake_how - how to walk
 * @split: split_phys of the walk
 * @show: show_tables of the walk
 * @resume: start a new walk from the cursor after every batch
 * @forget: drop all copies after every batch
 * @start: first address, 0 for the start of the tables
 * @end: address after the last, 0 for 2^64
 * @limit: distance between limits, 0 for none
 * @shared: some tables are seen more than once, so totals are not compared
 */
struct fake_how {
	bool split;
	bool show;
	bool resume;
	bool forget;
	u64 start;
	u64 end;
	u64 limit;
	bool shared;
};

/* Ways to walk all of a space, or a part of it. */
static const struct fake_how fake_ways[] __maybe_unused = {
	{},
	{ .split = true },
	{ .show = true },
	{ .resume = true },
	{ .forget = true, .show = true },
	{ .limit = 0x1000 * 7 },
	{ .limit = 0x1000 * 24, .split = true },
	{ .limit = 0x200000 * 3 },
};

struct ptwalk_finding;

/* fake.c */
void fake_regs(const struct fake_shape *shape, u64 root, struct ptwalk_arm64_regs *regs);
struct fake *fake_new(struct kunit *test, const struct fake_shape *shape);
struct fake *fake_new_format(struct kunit *test, const struct ptwalk_format_ops *ops,
			     const void *regs, u64 base);
void fake_clear(struct fake *f);
u64 fake_table(struct fake *f);
u64 *fake_entry(struct fake *f, u64 table_pa, u32 index);
u64 fake_pointer(const struct fake *f, u64 table_pa, u64 attrs);
u64 fake_leaf(const struct fake *f, unsigned int level, u64 pa, u64 attrs);
u64 *fake_slot(struct fake *f, u64 va, unsigned int level);
void fake_map(struct fake *f, u64 va, u64 pa, unsigned int level, u64 attrs, u32 count);
void fake_busy(struct fake *f);
struct ptwalk_walk *fake_walk(struct fake *f);
struct ptwalk_cursor fake_begin(const struct fake *f, u64 va);

struct ptwalk_batch fake_only_batch(struct fake *f, struct ptwalk_walk *w, u64 start, u64 last,
				    u32 *n);
u64 fake_random_word(u64 *seed);
u32 fake_random(u64 *seed, u32 below);

void fake_check_finding(struct kunit *test, const struct ptwalk_geometry *g,
			const struct ptwalk_finding *f);

/* second.c */
struct fake_refs *fake_refs_new(struct fake *f);
void fake_list(struct fake *f, struct fake_refs *refs);
u32 fake_compare(struct fake *f, struct ptwalk_walk *w, const struct fake_refs *refs,
		 const struct fake_how *how);
void fake_compare_ways(struct fake *f, struct fake_refs *refs, struct ptwalk_walk *w);

struct ptwalk_vtop;

/* lookup.c */
void fake_check_path(const struct fake *f, const struct ptwalk_vtop *v);
void fake_check_lookup(struct fake *f, const struct fake_refs *refs, u64 va);

/** fake_size - bytes that one entry of a level maps */
static inline u64 fake_size(const struct fake *f, unsigned int level)
{
	return ptwalk_level_bytes(&f->space.geo, level, 1);
}

/** fake_span - bytes that a table of a level maps */
static inline u64 fake_span(const struct fake *f, unsigned int level)
{
	return ptwalk_level_bytes(&f->space.geo, level, f->space.geo.level[level].entries);
}

/** fake_bytes - bytes of the address space */
static inline u64 fake_bytes(const struct fake *f)
{
	return f->space.geo.va_last - f->space.geo.va_start + 1;
}

/** fake_top - level of the root */
static inline unsigned int fake_top(const struct fake *f)
{
	return f->space.geo.levels - 1u;
}

/** fake_may_block - may a level other than the last hold leaves? */
static inline bool fake_may_block(const struct fake *f, unsigned int level)
{
	return level && level <= fake_top(f) &&
	       ptwalk_arm64_format(&f->space.geo)->block_levels & 1u << level;
}

#endif /* PTWALK_FAKE_H */
