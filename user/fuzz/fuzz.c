// SPDX-License-Identifier: GPL-2.0-only
/*
 * Shared by the fuzz targets. Nothing here is random: the same input makes the same
 * tables, and changes them at the same reads.
 */
#include <stdlib.h>

#include "core/arm64/arm64.h"
#include "core/riscv64/riscv64.h"
#include "core/x86_64/x86_64.h"
#include "fuzz.h"

/**
 * fuzz_failed - report a failed condition and abort
 * @file: of the condition
 * @line: of the condition
 * @condition: its text
 */
_Noreturn void fuzz_failed(const char *file, int line, const char *condition)
{
	fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, condition);
	abort();
}

/* ---- the input ---- */

/** fuzz_u8 - the next byte */
u8 fuzz_u8(struct fuzz_in *in)
{
	if (!in->left)
		return 0;
	in->left--;
	return *in->at++;
}

/** fuzz_u16 - the next two bytes, little-endian */
u16 fuzz_u16(struct fuzz_in *in)
{
	u8 low = fuzz_u8(in);

	return (u16)(low | fuzz_u8(in) << 8);
}

/** fuzz_u64 - the next eight bytes, little-endian */
u64 fuzz_u64(struct fuzz_in *in)
{
	u64 value = 0;
	int i;

	for (i = 0; i < 8; i++)
		value |= (u64)fuzz_u8(in) << 8 * i;
	return value;
}

/**
 * fuzz_va - an address of a space
 * @in: the input
 * @g: the space
 *
 * Three bytes: entries of the root and of the last level are hit exactly, so
 * that borders in the tables are.
 *
 * Return: the address.
 */
u64 fuzz_va(struct fuzz_in *in, const struct ptwalk_geometry *g)
{
	u8 how = fuzz_u8(in), level = how % g->levels;
	u64 va = (u64)fuzz_u16(in) << g->level[level].shift;

	if (how & 0x80)
		va = g->va_last - va;
	else
		va += g->va_start;
	if (how & 0x40)
		va += fuzz_u64(in);
	return va < g->va_start || va > g->va_last ? g->va_start : va;
}

/**
 * fuzz_range - a range of a space
 * @in: the input
 * @g: the space
 * @start: filled
 * @last: filled
 */
void fuzz_range(struct fuzz_in *in, const struct ptwalk_geometry *g, u64 *start, u64 *last)
{
	u64 a, b;

	*start = g->va_start;
	*last = g->va_last;
	if (!(fuzz_u8(in) & 1))
		return;
	a = fuzz_va(in, g);
	b = fuzz_va(in, g);
	*start = min(a, b);
	*last = max(a, b);
}

/** fuzz_hash - a number that looks random, the same for the same value */
u64 fuzz_hash(u64 value)
{
	value = (value ^ value >> 30) * 0xbf58476d1ce4e5b9ULL;
	value = (value ^ value >> 27) * 0x94d049bb133111ebULL;
	return value ^ value >> 31;
}

/* ---- the formats ---- */

/**
 * fuzz_address - the address bits of an entry
 * @g: the geometry
 * @pa: the address
 *
 * Return: the bits.
 */
u64 fuzz_address(const struct ptwalk_geometry *g, u64 pa)
{
	return (pa >> g->pa_low_shift & g->pa_low) | (pa >> g->pa_high_shift & g->pa_high);
}

/* Every granule, size and mode, and some that do not exist. */
static void arm64_regs(struct fuzz_in *in, u64 root, u64 regs[FUZZ_REGS])
{
	u8 shape = fuzz_u8(in), bits = fuzz_u8(in), modes = fuzz_u8(in);
	struct ptwalk_arm64_regs r = {
		.ttbr1 = root + fuzz_u8(in) * 64u,
		.tcr = (u64)(bits & 63) << 16 | (u64)(shape & 3) << 30 |
		       (u64)(shape >> 2 & 7) << 32 | (u64)(shape >> 5 & 1) << 59 |
		       (u64)(modes & 1) << 40 | (u64)(modes >> 1 & 1) << 42,
		.mair = modes & 8 ? fuzz_u64(in) : 0x080c12bbf04404ffULL,
		.sctlr = (u64)(modes >> 2 & 1) << 19,
		.tcr2 = modes >> 4 & 2,
		.pir = modes & 0x20 ? fuzz_u64(in) : 0,
		.pire0 = modes & 0x20 ? fuzz_u64(in) : 0,
	};

	memcpy(regs, &r, sizeof(r));
}

static u64 arm64_table(const struct ptwalk_geometry *g, u64 pa, u8 bits)
{
	return fuzz_address(g, pa) | PTWALK_ARM64_TYPE | (u64)(bits & 31) << 59 |
	       (u64)(bits >> 5 & 1) << 10;
}

/* Bits: one each for what rules look at; two for the memory type. */
static u64 arm64_leaf(const struct ptwalk_geometry *g, unsigned int level, u64 pa, u8 bits)
{
	u64 raw = fuzz_address(g, pa & ~0ULL << g->level[level].shift);

	return raw | 1 | (level ? 0 : 2) | (u64)(bits & 1) << 7 | (u64)(bits >> 1 & 1) << 52 |
	       (u64)(bits >> 2 & 1) << 53 | (u64)(bits >> 3 & 1) << 6 |
	       (u64)!(bits >> 4 & 1) << 10 | (u64)(bits >> 5 & 3) << 2 | (u64)(bits >> 7) << 51;
}

/* Every mode, and one that does not exist, with any extensions. */
static void riscv64_regs(struct fuzz_in *in, u64 root, u64 regs[FUZZ_REGS])
{
	u8 shape = fuzz_u8(in);
	struct ptwalk_riscv64_regs r = {
		.root = root,
		.satp = (u64)(8 + (shape & 3)) << 60,
		.isa = shape >> 2 & 31,
	};

	memcpy(regs, &r, sizeof(r));
}

static u64 riscv64_table(const struct ptwalk_geometry *g, u64 pa, u8 bits)
{
	return fuzz_address(g, pa) | PTWALK_RISCV64_V | (u64)(bits & 7) << 8;
}

/* Bits as those of arm64: what rules look at, and two for the memory type. */
static u64 riscv64_leaf(const struct ptwalk_geometry *g, unsigned int level, u64 pa, u8 bits)
{
	u64 raw = fuzz_address(g, pa & ~0ULL << g->level[level].shift);

	if (bits >> 1 & 1 && g->napot_mask)
		raw = (raw & ~GENMASK_ULL(13, 10)) | BIT_ULL(13) | g->napot_mask;
	return raw | PTWALK_RISCV64_V | PTWALK_RISCV64_R | (u64)!(bits & 1) << 2 |
	       (u64)!(bits >> 2 & 1) << 3 | (u64)(bits >> 3 & 1) << 4 |
	       (u64)!(bits >> 4 & 1) << 6 | (u64)(bits >> 5 & 3) << 61 | (u64)(bits >> 7) << 7;
}

/* 4 and 5 levels, with and without NX, WP, SMEP, 1G leaves and memory encryption. */
static void x86_64_regs(struct fuzz_in *in, u64 root, u64 regs[FUZZ_REGS])
{
	u8 modes = fuzz_u8(in), bits = fuzz_u8(in);
	struct ptwalk_x86_64_regs r = {
		.root = root,
		.cr0 = BIT_ULL(31) | (u64)(modes & 1) << 16,
		.cr4 = (u64)(modes >> 1 & 1) << 12 | (u64)(modes >> 2 & 1) << 20,
		.efer = BIT_ULL(10) | (u64)(modes >> 3 & 1) << 11,
		.pat = modes & 0x20 ? fuzz_u64(in) : 0x0407050600070106ULL,
		.pa_bits = 36u + bits % 18,
		.c_bit = modes & 0x40 ? BIT_ULL(32 + bits % 24) : 0,
		.gbpages = modes >> 4 & 1,
	};

	memcpy(regs, &r, sizeof(r));
}

static u64 x86_64_table(const struct ptwalk_geometry *g, u64 pa, u8 bits)
{
	return fuzz_address(g, pa) | PTWALK_X86_64_PRESENT | (bits & 0x66) |
	       (u64)(bits & 1) << 63;
}

static u64 x86_64_leaf(const struct ptwalk_geometry *g, unsigned int level, u64 pa, u8 bits)
{
	u64 raw = fuzz_address(g, pa & ~0ULL << g->level[level].shift);

	return raw | PTWALK_X86_64_PRESENT | (bits & 0x7e) | (level ? PTWALK_X86_64_SIZE : 0) |
	       (u64)(bits & 1) << 63 | (u64)(bits >> 7) << (level ? 12 : 7);
}

const struct fuzz_format fuzz_formats[] = {
	{ &ptwalk_arm64_ops, sizeof(struct ptwalk_arm64_regs), arm64_regs, arm64_table,
	  arm64_leaf },
	{ &ptwalk_riscv64_ops, sizeof(struct ptwalk_riscv64_regs), riscv64_regs, riscv64_table,
	  riscv64_leaf },
	{ &ptwalk_x86_64_ops, sizeof(struct ptwalk_x86_64_regs), x86_64_regs, x86_64_table,
	  x86_64_leaf },
};

const unsigned int fuzz_nr_formats = ARRAY_SIZE(fuzz_formats);

/* Invariants of every accepted geometry. */
static void check_geometry(const struct ptwalk_geometry *g)
{
	unsigned int l;

	hold(g->levels >= 1 && g->levels <= PTWALK_LEVELS);
	hold(g->va_last > g->va_start);
	hold(g->pa_bits >= 32 && g->pa_bits <= 56);
	hold(g->level[0].shift == g->page_shift);
	hold(!(g->pa_low & g->pa_high));
	for (l = 0; l < g->levels; l++) {
		const struct ptwalk_level *v = &g->level[l];

		hold(v->name && v->entries && !(v->entries & (v->entries - 1)));
		hold(v->shift < 64 && !(v->cont & (v->cont - 1u)));
		hold(l == g->levels - 1u || BIT_ULL(g->level[l + 1].shift) ==
		     ptwalk_level_bytes(g, l, v->entries));
		hold(!(v->reserved & ~v->attrs) && !(v->reserved & g->pa_high));
		hold(!(g->hw_mask & (v->attrs | v->reserved | g->pa_low)));
	}
	hold(!(g->root_pa & 7));
}

/*
 * Turn the space into one that the registers don't describe: starting at 0, with a part of
 * the root, or with a root of twice the size.
 */
static void vary(struct fuzz_in *in, struct ptwalk_geometry *g)
{
	struct ptwalk_level *top = &g->level[g->levels - 1];
	u8 how = fuzz_u8(in);
	u32 first, n;

	if (how & 1 && g->levels > 1 && top->entries == BIT_ULL(g->page_shift - 3)) {
		top->entries *= 2;
		g->va_bits++;
		g->va_start = ~0ULL << g->va_bits;
		g->root_pa = FUZZ_BASE;
	}
	if (how & 2) {
		g->va_start = 0;
		g->va_last = BIT_ULL(g->va_bits) - 1;
	}
	if (how & 4) {
		/* Of the part of the root that is of the space. */
		n = (u32)((g->va_last - g->va_start) >> top->shift) + 1;
		first = fuzz_u16(in) % n;
		n = 1 + fuzz_u16(in) % (n - first);
		g->va_start += ptwalk_level_bytes(g, g->levels - 1u, first);
		g->va_last = g->va_start + (ptwalk_level_bytes(g, g->levels - 1u, n) - 1);
	}
}

/**
 * fuzz_geometry - the shape of some tables, most often one that is accepted
 * @in: the input
 * @fmt: filled with the format
 * @g: filled
 *
 * Return: false if the format does not take it.
 */
bool fuzz_geometry(struct fuzz_in *in, const struct fuzz_format **fmt, struct ptwalk_geometry *g)
{
	u64 regs[FUZZ_REGS] = {};

	*fmt = &fuzz_formats[fuzz_u8(in) % fuzz_nr_formats];
	(*fmt)->regs(in, FUZZ_BASE, regs);
	if (ptwalk_geometry_init(g, (*fmt)->ops, regs))
		return false;
	check_geometry(g);
	vary(in, g);
	return true;
}

/**
 * fuzz_raw_geometry - the shape of tables that any registers describe
 * @in: the input
 * @regs: filled
 * @fmt: filled with the format
 * @g: filled
 *
 * Return: false if the format does not take it.
 */
bool fuzz_raw_geometry(struct fuzz_in *in, u64 regs[FUZZ_REGS], const struct fuzz_format **fmt,
		       struct ptwalk_geometry *g)
{
	size_t i;
	int err;

	*fmt = &fuzz_formats[fuzz_u8(in) % fuzz_nr_formats];
	memset(regs, 0, FUZZ_REGS * sizeof(*regs));
	for (i = 0; i < (*fmt)->regs_bytes / sizeof(*regs); i++)
		regs[i] = fuzz_u64(in);
	err = ptwalk_geometry_init(g, (*fmt)->ops, regs);
	hold(!err || err == -EINVAL || err == -EOPNOTSUPP);
	if (err)
		return false;
	check_geometry(g);
	return true;
}

/* ---- memory ---- */

static struct fuzz_image image;

/* Pages that an input has written to, so that not all of them are to be cleared. */
static bool dirty[FUZZ_PAGES];

static u32 page_words(const struct fuzz_image *im)
{
	return 1u << (im->space.geo.page_shift - 3);
}

/* The page that an address lies in; FUZZ_PAGES or more if in none. */
static u64 page_of(const struct fuzz_image *im, u64 pa)
{
	return (pa - FUZZ_BASE) >> im->space.geo.page_shift;
}

/**
 * fuzz_word - an entry in memory
 * @im: the memory
 * @pa: where
 *
 * Return: the entry.
 */
const u64 *fuzz_word(const struct fuzz_image *im, u64 pa)
{
	u64 page = page_of(im, pa);

	hold(page < FUZZ_PAGES && !(pa & 7));
	return &im->word[page][pa >> 3 & (page_words(im) - 1)];
}

enum op {
	OP_ZERO,	/* nothing */
	OP_RAW,		/* any value, repeated */
	OP_TABLE,	/* one table, again and again */
	OP_TABLES,	/* one page after the other as tables */
	OP_LEAVES,	/* leaves that follow each other */
	OP_PAGE,	/* leaves that all map one page */
	OP_SCATTER,	/* leaves here and there */
	OP_STATE,	/* the page changes its state */
};

static void write_tables(struct fuzz_image *im, struct fuzz_in *in, enum op op, u64 *e, u32 n)
{
	const struct ptwalk_geometry *g = &im->space.geo;
	u8 to = fuzz_u8(in), bits = fuzz_u8(in);
	u64 page;
	u32 i;

	for (i = 0; i < n; i++) {
		/* One page more than there is: what lies behind is no RAM. */
		page = (to + (op == OP_TABLES ? i : 0)) % (FUZZ_PAGES + 1);
		e[i] = im->fmt->table(g, FUZZ_BASE + (page << g->page_shift), bits);
	}
}

static void write_leaves(struct fuzz_image *im, struct fuzz_in *in, enum op op, u64 *e, u32 n)
{
	const struct ptwalk_geometry *g = &im->space.geo;
	u8 how = fuzz_u8(in), level = (how & 0x7f) % g->levels, bits = fuzz_u8(in);
	u64 pa = (u64)fuzz_u16(in) << (how & 0x80 ? 32 : g->page_shift);
	u32 i;

	for (i = 0; i < n; i++) {
		e[i] = im->fmt->leaf(g, level, pa & (BIT_ULL(g->pa_bits) - 1), bits);
		if (op == OP_LEAVES)
			pa += BIT_ULL(g->level[level].shift);
		else if (op == OP_SCATTER)
			pa = fuzz_hash(pa + i);
	}
}

/*
 * One change of memory in 4 to 12 bytes. The level of a page is not fixed, nor
 * is it the last that a table leads to: trees, shared tables and loops all come
 * of it.
 */
static void change(struct fuzz_image *im, struct fuzz_in *in)
{
	u8 what = fuzz_u8(in), page = what >> 4, count;
	u32 at = fuzz_u16(in) % page_words(im), n;
	u64 value, *e = &im->word[page][at];
	enum op op = what & 7;

	count = fuzz_u8(in);
	n = count & 0x80 ? 1u << (count & 15) : 1u + (count & 15);
	n = min(n, page_words(im) - at);
	dirty[page] = true;
	switch (op) {
	case OP_ZERO:
		memset(e, 0, n * sizeof(*e));
		break;
	case OP_RAW:
		for (value = fuzz_u64(in); n--;)
			*e++ = value;
		break;
	case OP_TABLE:
	case OP_TABLES:
		write_tables(im, in, op, e, n);
		break;
	case OP_LEAVES:
	case OP_PAGE:
	case OP_SCATTER:
		write_leaves(im, in, op, e, n);
		break;
	case OP_STATE:
		/* What is RAM stays so. */
		im->page[page] = count % (im->changing ? 2 : 3);
		break;
	}
}

/* How many reads one address may take: see fuzz_watch(). */
static void count_read(struct fuzz_image *im, u32 n)
{
	im->reads++;
	im->words += n;
	if (!im->walk)
		return;
	if (im->walk->cur.va != im->va)
		im->reads_there = 0;
	im->va = im->walk->cur.va;
	hold(++im->reads_there <= im->bound);
}

static int read_words(struct ptwalk_reader *rd, u64 pa, u64 *buf, u32 n)
{
	struct fuzz_image *im = (struct fuzz_image *)rd;
	const struct ptwalk_geometry *g = &im->space.geo;
	u32 some;

	hold(n > 0 && n <= PTWALK_WINDOW);
	count_read(im, n);
	if (im->changing && !im->delay--) {
		change(im, &im->changes);
		im->delay = fuzz_u8(&im->changes) & 15;
		if (!im->changes.left)
			im->changes = im->again;
		im->changing = im->changes.left;
	}
	/* A page at a time: a root may be several. */
	for (; n; n -= some, pa += some * sizeof(u64), buf += some) {
		u8 state = im->page[page_of(im, pa) % FUZZ_PAGES];

		some = min(n, page_words(im) - (u32)(pa >> 3 & (page_words(im) - 1)));
		memcpy(buf, fuzz_word(im, pa), some * sizeof(u64));
		/* Nobody asks whether the root is RAM. */
		hold(state != FUZZ_NO_RAM || pa - g->root_pa <
		     g->level[g->levels - 1].entries * sizeof(u64));
		if (state == FUZZ_UNREADABLE)
			return -EFAULT;
	}
	return 0;
}

static bool is_ram(struct ptwalk_reader *rd, u64 pa, u64 bytes)
{
	struct fuzz_image *im = (struct fuzz_image *)rd;

	hold(bytes && bytes <= BIT_ULL(im->space.geo.page_shift));
	return page_of(im, pa) < FUZZ_PAGES && page_of(im, pa + bytes - 1) < FUZZ_PAGES &&
	       im->page[page_of(im, pa)] != FUZZ_NO_RAM;
}

static int pause_reading(struct ptwalk_reader *rd)
{
	struct fuzz_image *im = (struct fuzz_image *)rd;

	return im->words + 16 * im->reads > im->budget ? -EINTR : 0;
}

/**
 * fuzz_image - memory full of tables, as an input describes it
 * @in: the input: a geometry, a number of changes, and those
 *
 * The layout of the space is the caller's.
 *
 * Return: the memory; NULL if the geometry is not accepted.
 */
struct fuzz_image *fuzz_image(struct fuzz_in *in)
{
	struct fuzz_image *im = &image;
	u8 n;
	u32 i;

	memset(&im->rd, 0, offsetof(struct fuzz_image, word));
	memset(im->page, 0, sizeof(*im) - offsetof(struct fuzz_image, page));
	if (!fuzz_geometry(in, &im->fmt, &im->space.geo))
		return NULL;
	for (i = 0; i < FUZZ_PAGES; i++)
		if (dirty[i])
			memset(im->word[i], 0, sizeof(im->word[i]));
	memset(dirty, 0, sizeof(dirty));
	im->rd = (struct ptwalk_reader) {
		.read = read_words, .is_ram = is_ram, .pause = pause_reading,
	};
	im->space.reader = &im->rd;
	im->budget = 1 << 16;
	for (n = fuzz_u8(in) & 63; n && in->left; n--)
		change(im, in);
	return im;
}

/**
 * fuzz_watch - bound the work of a walk from now on
 * @im: the memory
 * @w: the walk that reads it, ready to step; NULL for none
 *
 * While its cursor is at one address, however memory changes, a walk may
 *
 *	- bring a window of each level in, and after each read the path to it again,
 *	- at each level check whether a table is uniform, which reads it and all below
 *	  it, a window at a time, and the path again,
 *	- count the used entries of a table, and read the entry before the cursor,
 *
 * and do so again whenever the path has changed meanwhile, PTWALK_RETRIES times and
 * once more to find that it is too many. The check for uniform tables is a try of its
 * own. A whole walk has no such bound: tables that share their children
 * may cover more addresses than can be walked in a reasonable time, so targets stop a
 * walk after so many entries.
 */
void fuzz_watch(struct fuzz_image *im, const struct ptwalk_walk *w)
{
	const struct ptwalk_geometry *g = &im->space.geo;
	u64 windows, way;

	im->walk = w;
	if (!w)
		return;
	windows = (page_words(im) + w->max - 1) / w->max;
	/* One level: a window and the path; what is below it and the path; used; before. */
	way = (1 + g->levels) + (g->levels * windows + g->levels) + windows + 1;
	im->bound = (PTWALK_RETRIES + 2) * g->levels * way;
	im->va = w->cur.va;
	im->reads_there = 0;
}
