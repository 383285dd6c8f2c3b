// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fuzz target: the rules, over walks of memory full of tables, random regions and areas,
 * RAM, and hooks that may fail. Findings must be in order and in the range that is
 * judged, and must agree with the batches. While memory does not change, judging the
 * range of a finding alone must find it again.
 */
#include <stdlib.h>

#include "fuzz.h"
#include "ptwalk_check.h"

/** STEPS - most batches of a walk */
#define STEPS	2048

/** AREAS - most areas */
#define AREAS	8

/** ODD - most ranges of odd pages */
#define ODD	256

/** LOOKED_FOR - most findings that are judged again */
#define LOOKED_FOR	24

/** TOO_MANY - pages under one leaf that are not judged one by one here */
#define TOO_MANY	BIT_ULL(14)

/** struct run - one input, and what its findings are compared with */
struct run {
	struct fuzz_image *im;
	struct ptwalk_walk w;
	struct ptwalk_areas areas;
	struct ptwalk_areas_chunk chunk;
	struct ptwalk_areas_chunk *chunks[1];
	struct ptwalk_areas_chunk **blocks[1];
	struct ptwalk_ram ram;
	u8 failing;
	bool lying;
	bool changed;
	struct {
		u64 pfn;
		u64 n;
	} odd[ODD];
	u32 odds;
	struct ptwalk_check ck;
	u64 lowest;
	u64 highest;
	bool any_batch;
	u64 bytes[PTWALK_RULES];
	u64 wanted[PTWALK_RULES];
	struct ptwalk_finding before[PTWALK_RULES];
	u32 n;
	struct ptwalk_finding found[LOOKED_FOR];
	const struct ptwalk_finding *looked_for;
	bool seen;
};

static struct run run;

static const struct ptwalk_geometry *geo(void)
{
	return &run.im->space.geo;
}

/* ---- the hooks ---- */

static bool fails(unsigned int hook, u64 value)
{
	return run.failing >> hook & 1 && !(fuzz_hash(value) & 7);
}

static int area_pages(void *priv, const struct ptwalk_area *a, u32 index, u32 n, u64 *pa)
{
	u32 i;

	hold(n && n <= PTWALK_PAGES && index < a->nr_pages && n <= a->nr_pages - index);
	if (fails(0, a->start + index))
		return -EFAULT;
	for (i = 0; i < n; i++)
		pa[i] = a->pages + ((u64)(index + i) << geo()->page_shift);
	return 0;
}

static int translate(void *priv, u64 va, u64 *pa)
{
	struct ptwalk_batch b;

	if (ptwalk_walk_lookup(&run.im->space, va, &b))
		return -EFAULT;
	*pa = ptwalk_batch_pa(geo(), &b, va - b.start);
	if (run.lying && !(fuzz_hash(va >> geo()->page_shift) & 3))
		*pa ^= BIT_ULL(20);
	return 0;
}

static int lookup(void *priv, u64 va, struct ptwalk_batch *b)
{
	return fails(1, va) ? -EIO : ptwalk_walk_lookup(&run.im->space, va, b);
}

static int odd_add(void *priv, u64 pfn, u64 n)
{
	hold(n);
	if (fails(2, pfn) || run.odds == ODD)
		return -ENOMEM;
	run.odd[run.odds].pfn = pfn;
	run.odd[run.odds++].n = n;
	return 0;
}

static bool is_odd(u64 pfn)
{
	u32 i;

	for (i = 0; i < run.odds; i++)
		if (pfn - run.odd[i].pfn < run.odd[i].n)
			return true;
	return false;
}

static u64 odd_run(void *priv, u64 pfn, u64 n, bool *has)
{
	u64 k = 1;

	hold(n);
	*has = is_odd(pfn);
	while (k < n && k < 64 && is_odd(pfn + k) == *has)
		k++;
	return k;
}

static bool may_write(void *priv, const struct ptwalk_area *a)
{
	return a->caller & 1;
}

/* ---- findings ---- */

static bool same_area(const struct ptwalk_area *a, const struct ptwalk_area *b)
{
	return (a->flags & b->flags & PTWALK_AREA_LAZY) ||
	       (a->start == b->start && a->end == b->end && a->caller == b->caller);
}

/* As the second look of the module compares. */
static bool same_finding(const struct ptwalk_finding *a, const struct ptwalk_finding *b)
{
	return a->rule == b->rule && a->start == b->start && a->last == b->last &&
	       a->actual == b->actual && same_area(&a->area, &b->area);
}

/* A broken group is reported whole, even if only a part of it is judged. */
static u64 slack(u8 rule)
{
	u64 most = 1;
	unsigned int l;

	for (l = 0; l < geo()->levels && rule == PTWALK_CONT_BROKEN; l++)
		most = max(most, ptwalk_level_bytes(geo(), l, geo()->level[l].cont));
	return most - 1;
}

static void emit(void *priv, const struct ptwalk_finding *f)
{
	struct ptwalk_finding *before = &run.before[f->rule];

	hold(priv == &run && f->rule < PTWALK_RULES);
	hold(f->last >= f->start);
	hold(f->start >= (run.lowest & ~slack(f->rule)));
	hold(f->last <= (run.highest | slack(f->rule)));
	hold(!run.bytes[f->rule] || f->start > before->last);
	hold(f->region || f->area.end);
	*before = *f;
	run.bytes[f->rule] += f->last - f->start + 1;
	if (run.looked_for)
		run.seen |= same_finding(f, run.looked_for);
	else if (run.n < LOOKED_FOR)
		run.found[run.n++] = *f;
}

/* ---- what must be found ---- */

static void want(enum ptwalk_rule rule, bool broken, const struct ptwalk_batch *b)
{
	if (broken)
		run.wanted[rule] += ptwalk_batch_bytes(geo(), b);
}

static void want_all(const struct ptwalk_batch *b, const struct ptwalk_owner *o)
{
	struct ptwalk_prot p;

	want(PTWALK_TABLE_LOOP, b->kind == PTWALK_LOOP, b);
	want(PTWALK_TABLE_OUTSIDE_RAM, b->kind == PTWALK_OUTSIDE || b->kind == PTWALK_FAULT, b);
	want(PTWALK_BAD_DESCRIPTOR, b->kind == PTWALK_BAD, b);
	if (b->kind != PTWALK_LEAF)
		return;
	geo()->ops->prot(geo(), b->level, b->attrs, b->inherited, &p);
	want(PTWALK_BAD_DESCRIPTOR, b->attrs & geo()->level[b->level].reserved, b);
	want(PTWALK_WX, p.w && p.x, b);
	want(PTWALK_USER_ACCESS, p.user, b);
	want(PTWALK_AF_CLEAR, !p.accessed, b);
	want(PTWALK_ORPHAN, ptwalk_owner_is_nobody(o, run.ck.in.areas_known), b);
	want(PTWALK_GUARD_MAPPED, o->guard, b);
	want(PTWALK_LAZY_MAPPED, o->area && !o->guard && o->area->flags & PTWALK_AREA_LAZY, b);
}

static void check_sums(void)
{
	static const u8 rules[] = {
		PTWALK_TABLE_LOOP, PTWALK_TABLE_OUTSIDE_RAM, PTWALK_BAD_DESCRIPTOR, PTWALK_WX,
		PTWALK_USER_ACCESS, PTWALK_AF_CLEAR, PTWALK_ORPHAN, PTWALK_GUARD_MAPPED,
		PTWALK_LAZY_MAPPED,
	};
	unsigned int i;
	bool any = false;

	for (i = 0; i < ARRAY_SIZE(rules); i++)
		hold(run.bytes[rules[i]] == run.wanted[rules[i]]);
	for (i = 0; i < PTWALK_RULES; i++)
		any |= run.bytes[i];
	hold(!any || run.any_batch || run.areas.n || run.ck.in.ram);
	hold(run.lying || run.failing || run.changed || !run.bytes[PTWALK_MMU_DISAGREES]);
}

/* ---- one check ---- */

static void find_owner(u64 va, struct ptwalk_owner *o)
{
	u32 near = 0;

	ptwalk_owner_find(&run.im->space, &run.areas, va, &near, o);
	hold(o->region && o->last >= va);
}

static bool is_too_much(const struct ptwalk_batch *b, const struct ptwalk_owner *o)
{
	u64 pages = ptwalk_batch_bytes(geo(), b) >> geo()->page_shift;

	return b->kind == PTWALK_LEAF && pages > TOO_MANY &&
	       ((o->area && o->area->phys) || (run.ck.in.ram && b->count > TOO_MANY));
}

static void judge_batch(const struct ptwalk_batch *b)
{
	struct ptwalk_owner o;

	find_owner(b->start, &o);
	run.lowest = min(run.lowest, b->start);
	run.highest = max(run.highest, ptwalk_batch_last(geo(), b));
	run.any_batch |= b->kind != PTWALK_EMPTY;
	want_all(b, &o);
	ptwalk_check_batch(&run.ck, b, &o);
}

static void begin(u64 start, u64 last)
{
	struct ptwalk_owner o;

	memset(run.bytes, 0, sizeof(run.bytes));
	memset(run.wanted, 0, sizeof(run.wanted));
	run.any_batch = false;
	run.lowest = start;
	run.highest = last;
	run.odds = 0;
	find_owner(start, &o);
	run.w.limit = o.last;
	ptwalk_walk_seek(&run.w, ptwalk_cursor_at(geo(), start), last);
	ptwalk_check_start(&run.ck, start);
}

/* Walk [start, last] and judge it; false if that was given up. */
static bool judge(u64 start, u64 last)
{
	struct ptwalk_owner o;
	struct ptwalk_batch b;
	u32 steps;
	int ret;

	begin(start, last);
	for (steps = 0; steps < STEPS; steps++) {
		ret = ptwalk_walk_next(&run.w, &b);
		if (ret == PTWALK_END) {
			ptwalk_check_end(&run.ck, last);
			/* Then hooks that look something up have failed. */
			if (run.im->rd.pause(&run.im->rd))
				return false;
			check_sums();
			return !run.ck.err;
		}
		if (ret == PTWALK_LIMIT) {
			find_owner(run.w.cur.va, &o);
			run.w.limit = o.last;
			continue;
		}
		if (ret < 0)
			return false;
		find_owner(b.start, &o);
		if (is_too_much(&b, &o))
			return false;
		judge_batch(&b);
	}
	return false;
}

static void look_again(void)
{
	struct ptwalk_check_input in = run.ck.in;
	u32 i;

	for (i = 0; i < run.n; i++) {
		const struct ptwalk_finding *f = &run.found[i];
		bool alias = f->rule == PTWALK_ALIAS_WRITABLE || f->rule == PTWALK_ALIAS_MEMTYPE;

		run.ck.in = in;
		run.ck.in.odd_add = NULL;
		run.ck.in.odd_run = NULL;
		run.ck.in.lookup = alias ? lookup : NULL;
		run.ck.in.translate = f->rule == PTWALK_MMU_DISAGREES ? in.translate : NULL;
		run.looked_for = f;
		run.seen = false;
		run.im->words = 0;
		run.im->reads = 0;
		if (judge(f->start, f->last) && !run.seen) {
			fprintf(stderr, "%s %llx-%llx expected %llx actual %llx\n",
				ptwalk_rules[f->rule].name, f->start, f->last, f->expected,
				f->actual);
			hold(!"found again");
		}
	}
}

/* ---- the input ---- */

static u64 page_down(u64 va)
{
	return va >> geo()->page_shift << geo()->page_shift;
}

static bool make_layout(struct fuzz_in *in)
{
	static const char *const names[] = { "linear", "vmalloc", "modules", "image:text" };
	struct ptwalk_region r[6];
	u8 n = fuzz_u8(in) % ARRAY_SIZE(r), i, how;

	memset(r, 0, sizeof(r));
	for (i = 0; i < n; i++) {
		how = fuzz_u8(in);
		fuzz_range(in, geo(), &r[i].start, &r[i].last);
		r[i].start = page_down(r[i].start);
		r[i].last |= BIT_ULL(geo()->page_shift) - 1;
		r[i].name = names[how & 3];
		r[i].rank = how >> 2 & 3;
		r[i].areas = how & 16 && how & 3;
		r[i].fixed = how & 32;
	}
	return !ptwalk_layout_build(&run.im->space.layout, geo()->va_start, geo()->va_last, r, n);
}

static void make_area(struct fuzz_in *in, struct ptwalk_area *a)
{
	u64 phys = (u64)fuzz_u16(in) << geo()->page_shift;
	u8 how = fuzz_u8(in);

	a->flags = fuzz_u16(in) & 0x1ff;
	a->caller = 2 + (how & 1);
	a->kind = (how >> 1 & 15) % PTWALK_AREA_KINDS;
	if (how & 0x20)
		a->phys = phys;
	if (how & 0x40)
		a->pages = phys + BIT_ULL(geo()->page_shift);
	if (how & 0xc0)
		a->nr_pages = fuzz_u8(in);
}

/* Areas in order, in one chunk. */
static void make_areas(struct fuzz_in *in)
{
	u64 va = page_down(fuzz_va(in, geo())), page = BIT_ULL(geo()->page_shift);
	u8 n = fuzz_u8(in) % (AREAS + 1);
	u64 pages;

	memset(&run.chunk, 0, sizeof(run.chunk));
	run.chunks[0] = &run.chunk;
	run.blocks[0] = run.chunks;
	run.areas = (struct ptwalk_areas) { .chunks = 1, .block = run.blocks };
	for (; run.areas.n < n; run.areas.n++) {
		struct ptwalk_area *a = &run.chunk.area[run.areas.n];

		va += fuzz_u8(in) * page;
		pages = 1 + fuzz_u8(in);
		if (va > geo()->va_last || va < geo()->va_start ||
		    (geo()->va_last - va) / page <= pages)
			return;
		a->start = va;
		a->end = va + pages * page;
		make_area(in, a);
		va = a->end;
	}
}

/* RAM, all of it in the linear map; none if there is no linear map. */
static void make_ram(struct fuzz_in *in, const struct ptwalk_region *linear)
{
	u64 page = BIT_ULL(geo()->page_shift), pfn, pages;
	u8 n = fuzz_u8(in) & 3;

	run.ram.n = 0;
	if (!linear)
		return;
	run.im->space.linear_offset = fuzz_u16(in) * page - linear->start;
	pages = (linear->last - linear->start) / page + 1;
	for (pfn = 0; run.ram.n < n; run.ram.n++) {
		u64 first = pfn + fuzz_u8(in), more = 1 + fuzz_u8(in);

		if (first >= pages || more > pages - first)
			return;
		pfn = first + more + 1;
		run.ram.range[run.ram.n].start = linear->start + first * page +
						 run.im->space.linear_offset;
		run.ram.range[run.ram.n].end = run.ram.range[run.ram.n].start + more * page;
	}
}

static void set_up(struct fuzz_in *in)
{
	const struct ptwalk_region *linear = ptwalk_layout_named(&run.im->space.layout, "linear");
	u8 how = fuzz_u8(in);

	run.failing = how & 1 ? fuzz_u8(in) & 7 : 0;
	run.lying = how & 2;
	make_areas(in);
	make_ram(in, linear);
	memset(&run.ck, 0, sizeof(run.ck));
	run.ck.in = (struct ptwalk_check_input) {
		.space = &run.im->space,
		.areas = &run.areas,
		.areas_known = !(how & 4),
		.ram = linear && !(how & 8) ? &run.ram : NULL,
		.linear = linear,
		.pages = area_pages,
		.translate = how & 16 ? translate : NULL,
		.lookup = how & 32 ? lookup : NULL,
		.may_write = how & 64 ? may_write : NULL,
		.emit = emit,
		.priv = &run,
	};
	if (!run.ck.in.areas_known)
		run.areas.n = 0;
	/* Only where the linear map comes first. */
	if (how & 128 && linear && linear == run.im->space.layout.region) {
		run.ck.in.odd_add = odd_add;
		run.ck.in.odd_run = odd_run;
	}
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	static u64 windows[PTWALK_LEVELS * PTWALK_WINDOW];
	struct fuzz_in in = { data, size };
	u64 start, last;

	run.im = fuzz_image(&in);
	if (!run.im || !make_layout(&in))
		return 0;
	set_up(&in);
	fuzz_range(&in, geo(), &start, &last);
	run.changed = fuzz_u8(&in) & 1 && in.left;
	ptwalk_walk_init(&run.w, &run.im->space, windows, PTWALK_WINDOW);
	run.w.split_cont = true;
	run.looked_for = NULL;
	run.n = 0;
	run.im->changes = in;
	run.im->changing = run.changed;
	if (!run.changed && judge(geo()->va_start, geo()->va_last) && !run.failing) {
		look_again();
		return 0;
	}
	/* Elsewhere: in order, and nothing else. */
	run.im->words = 0;
	run.im->reads = 0;
	judge(start, last);
	return 0;
}
