// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fuzz target: the walk, over memory that is constant or changes between reads. For any
 * tables, batches must be in order and describe what is in memory, and the work must be
 * bounded. While memory is constant, a second walker, one entry at a time, must see the
 * same, and every byte of the range must be accounted for.
 */
#include <stdlib.h>

#include "fuzz.h"
#include "ptwalk_vtop.h"

/** STEPS - most batches of a walk: a few shared tables may give 2^40 of them */
#define STEPS	2048

/** REFS - most entries that the second walker lists */
#define REFS	8192

/** LOOKS - most entries that it looks at, zeros too */
#define LOOKS	20000

/** struct ref - an entry that is not zero, as the second walker sees it */
struct ref {
	u64 va;
	u64 raw;
	u64 pa;
	u64 inherited;
	u8 level;
	enum ptwalk_kind kind;
};

/**
 * struct run - one input
 * @im: the memory
 * @w: the walk
 * @start: first address
 * @last: last address
 * @distance: from one limit to the next, 0 for none
 * @resume: seek the cursor after each batch
 * @forget: drop all copies after each batch
 * @still: memory does not change
 * @endless: if it does, then as long as the walk goes on
 * @next: where the next batch may start
 * @any: there was one; and none behind it if it reached the last address there is
 * @bytes: that batches have covered, but for empty ones
 * @n: entries that the second walker lists
 * @at: next of them
 * @full: there were too many
 * @looks: entries that it has looked at
 * @ref: in the order of addresses
 * @used: bytes of the range under entries that are not zero
 * @zeros: the others
 */
struct run {
	struct fuzz_image *im;
	struct ptwalk_walk w;
	u64 start;
	u64 last;
	u64 distance;
	bool resume;
	bool forget;
	bool still;
	bool endless;
	u64 next;
	bool any;
	u64 bytes;
	u32 n;
	u32 at;
	bool full;
	u32 looks;
	struct ref ref[REFS];
	u64 used;
	u64 zeros;
};

static struct run run;

static const struct ptwalk_geometry *geo(void)
{
	return &run.im->space.geo;
}

/* Bytes of [first, last] in the range that is walked. */
static u64 clipped(u64 first, u64 last)
{
	first = max(first, run.start);
	last = min(last, run.last);
	return first > last ? 0 : last - first + 1;
}

/* ---- the second walker ---- */

/* May the table at @pa be entered from an entry of @level? */
static enum ptwalk_kind verdict(const u64 *path, unsigned int level, u64 pa)
{
	unsigned int shift = geo()->page_shift, top = geo()->levels - 1u, l;
	u64 root = geo()->root_pa, page = (pa - FUZZ_BASE) >> shift;

	for (l = level; l < top; l++)
		if (path[l] >> shift == pa >> shift)
			return PTWALK_LOOP;
	if (pa >> shift >= root >> shift &&
	    pa >> shift <= (root + geo()->level[top].entries * 8ULL - 1) >> shift)
		return PTWALK_LOOP;
	if (page >= FUZZ_PAGES || run.im->page[page] == FUZZ_NO_RAM)
		return PTWALK_OUTSIDE;
	return run.im->page[page] == FUZZ_UNREADABLE ? PTWALK_FAULT : PTWALK_TABLE;
}

static void list_table(u64 *path, unsigned int level, u64 va, u64 inherited);

/* In a dump, an entry that leads to the same table as the one before is not descended. */
static bool is_passed_over(u64 at, u32 index, u64 raw, bool is_top)
{
	u32 first = is_top ? ptwalk_level_index(geo(), geo()->levels - 1u, geo()->va_start) : 0;

	return run.w.dump_tables && index != first &&
	       !((*fuzz_word(run.im, at - 8) ^ raw) & geo()->table_mask);
}

static void list_entry(u64 *path, unsigned int level, u32 index, u64 va, u64 inherited)
{
	u64 at = path[level] + index * 8ULL, raw = *fuzz_word(run.im, at);
	u64 bytes = clipped(va, va + (ptwalk_level_bytes(geo(), level, 1) - 1));
	struct ptwalk_entry e;
	bool passed;

	if (!bytes)
		return;
	run.full |= ++run.looks > LOOKS || run.n == REFS;
	if (run.full)
		return;
	if (!raw) {
		run.zeros += bytes;
		return;
	}
	ptwalk_decode(geo(), level, index, raw, &e);
	if (e.kind == PTWALK_TABLE)
		e.kind = verdict(path, level, e.pa);
	passed = (e.kind == PTWALK_TABLE || e.kind == PTWALK_FAULT) &&
		 is_passed_over(at, index, raw, level == geo()->levels - 1u);
	/* Even of a table that can't be read, which is found out only when it is entered. */
	if (passed)
		e.kind = PTWALK_TABLE;
	if (e.kind != PTWALK_TABLE || passed) {
		run.ref[run.n++] = (struct ref) { va, raw, e.pa, inherited, (u8)level, e.kind };
		run.used += bytes;
		return;
	}
	path[level - 1] = e.pa;
	list_table(path, level - 1, va, geo()->ops->inherit(geo(), inherited, raw));
}

static void list_table(u64 *path, unsigned int level, u64 va, u64 inherited)
{
	const struct ptwalk_level *l = &geo()->level[level];
	u64 size = BIT_ULL(l->shift);
	u32 i = 0, n = l->entries;

	if (level == geo()->levels - 1u) {
		i = ptwalk_level_index(geo(), level, geo()->va_start);
		n = ptwalk_level_index(geo(), level, geo()->va_last) + 1;
	}
	for (; i < n && !run.full; i++, va += size)
		list_entry(path, level, i, va, inherited);
}

static void list_all(void)
{
	u64 path[PTWALK_LEVELS] = {};
	unsigned int top = geo()->levels - 1u;

	run.n = 0;
	run.at = 0;
	run.looks = 0;
	run.full = !run.still;
	run.used = 0;
	run.zeros = 0;
	path[top] = geo()->root_pa;
	list_table(path, top, geo()->va_start, 0);
	if (!run.full)
		hold(run.used + run.zeros == run.last - run.start + 1);
}

/* ---- the comparison ---- */

static void compare_entry(const struct ptwalk_batch *b, u64 k)
{
	u64 va = b->start + ptwalk_level_bytes(geo(), b->level, k), offset = va - b->start;
	const struct ref *r = &run.ref[run.at++];

	hold(run.at <= run.n);
	hold(b->kind == r->kind && b->inherited == r->inherited);
	if (b->kind == PTWALK_FAULT && b->level < r->level) {
		/* Found when the cursor was inside it already: the batch is the rest. */
		hold(va > r->va && va <= run.start);
		hold(ptwalk_batch_last(geo(), b) ==
		     r->va + (ptwalk_level_bytes(geo(), r->level, 1) - 1));
		return;
	}
	hold(va == r->va && b->level == r->level);
	if (!k)
		hold(b->raw == r->raw && b->pa == r->pa);
	if (b->kind == PTWALK_LEAF)
		hold(ptwalk_batch_pa(geo(), b, offset) == r->pa);
}

/* Memory is constant: @b must be what the second walker saw, with only zeros before it. */
static void compare(const struct ptwalk_batch *b)
{
	u64 k, n = b->kind == PTWALK_FAULT ? 1 : b->count;

	if (run.full || (b->kind == PTWALK_TABLE && !b->repeated))
		return;
	if (b->kind == PTWALK_EMPTY) {
		hold(run.at == run.n || run.ref[run.at].va > ptwalk_batch_last(geo(), b));
		return;
	}
	hold(b->kind != PTWALK_TORN);
	for (k = 0; k < n; k++)
		compare_entry(b, k);
}

/* ---- what always holds ---- */

/* Leaves as they were copied, counted again. */
static void check_leaves(const struct ptwalk_batch *b)
{
	u64 size = ptwalk_level_bytes(geo(), b->level, 1), k;
	u64 n = 1, head = 0, tail = 0, longest = 0;
	struct ptwalk_entry e = {};
	u64 next = b->pa;

	hold(b->e && b->e[0] == b->raw);
	for (k = 0; k < b->count; k++, next = e.pa + size) {
		ptwalk_decode(geo(), b->level, b->index + (u32)k, b->e[k], &e);
		hold(e.kind == PTWALK_LEAF && e.attrs == b->attrs);
		hold(ptwalk_batch_pa(geo(), b, k * size) == e.pa);
		hold(ptwalk_batch_pa(geo(), b, k * size + size - 1) == e.pa + size - 1);
		if (e.pa != next) {
			n++;
			head = head ? head : k;
			tail = 0;
		}
		longest = max(longest, ++tail);
	}
	hold(b->extents == n && b->head == (head ? head : b->count));
	hold(b->tail == tail && b->longest == longest && b->next_pa == next);
	hold(n == 1 || !run.w.split_phys);
	hold(n == 1 || !run.w.split_cont || !(b->raw & geo()->cont_mask));
}

static void check_repeated(const struct ptwalk_batch *b)
{
	u64 size = ptwalk_level_bytes(geo(), b->level, 1);

	hold(!b->e && !run.w.show_tables);
	hold(b->extents == b->count && b->count > 1);
	hold(b->head == 1 && b->tail == 1 && b->longest == 1);
	if (b->kind == PTWALK_LEAF)
		hold(ptwalk_batch_pa(geo(), b, size * (b->count - 1) + 8) == b->pa + 8);
}

static void check_kind(const struct ptwalk_batch *b)
{
	struct ptwalk_entry e;
	u64 k;

	switch (b->kind) {
	case PTWALK_TABLE:
		hold(run.w.show_tables && b->level);
		hold(b->used <= geo()->level[b->level - 1].entries);
		break;
	case PTWALK_LEAF:
	case PTWALK_EMPTY:
		if (b->repeated)
			check_repeated(b);
		else if (b->kind == PTWALK_LEAF)
			check_leaves(b);
		break;
	case PTWALK_INVALID:
	case PTWALK_BAD:
		for (k = 0; k < b->count; k++) {
			ptwalk_decode(geo(), b->level, b->index + (u32)k, b->e[k], &e);
			hold(e.kind == b->kind);
		}
		break;
	default:
		break;
	}
}

/* In order, whole, in one table, in the space, and not beyond the limit. */
static void check_place(const struct ptwalk_batch *b)
{
	const struct ptwalk_level *l = &geo()->level[b->level];
	u64 last = ptwalk_batch_last(geo(), b);

	hold(b->kind < PTWALK_KINDS && b->level < geo()->levels && b->count);
	hold(last >= b->start && b->start >= geo()->va_start && last <= geo()->va_last);
	hold(!(b->start & (BIT_ULL(l->shift) - 1)));
	hold(!run.any || (run.next && b->start >= run.next));
	hold(last >= run.start && b->start <= run.last);
	if (b->kind != PTWALK_TABLE || b->repeated) {
		run.next = last + 1;
		run.any = true;
	}
	if (!b->repeated || b->kind == PTWALK_TABLE) {
		hold(b->index == ptwalk_level_index(geo(), b->level, b->start));
		/* The rest of a table that was given up may be longer than one table. */
		hold(b->index + b->count <= l->entries || b->kind >= PTWALK_TORN);
	}
	if (b->count > 1 && (b->kind == PTWALK_LEAF || b->kind == PTWALK_INVALID ||
			     b->kind == PTWALK_BAD || b->kind == PTWALK_TABLE))
		hold(last <= run.w.limit);
	if (b->kind != PTWALK_EMPTY && (b->kind != PTWALK_TABLE || b->repeated))
		run.bytes += clipped(b->start, last);
}

/* ---- one walk ---- */

static void move_limit(void)
{
	struct ptwalk_walk *w = &run.w;

	hold(run.distance && w->cur.va > w->limit && !w->cur.done);
	w->limit = w->cur.va + run.distance - 1;
	if (w->limit < w->cur.va)
		w->limit = ~0ULL;
}

/* The next batch. False at the end. */
static bool step(struct ptwalk_batch *b)
{
	struct ptwalk_cursor before = run.w.cur;
	int ret = ptwalk_walk_next(&run.w, b);

	hold(run.w.cur.done || run.w.cur.va > before.va ||
	     (run.w.cur.va == before.va && run.w.cur.level <= before.level) || ret < 0);
	if (ret == PTWALK_LIMIT) {
		move_limit();
		b->count = 0;
		return true;
	}
	if (ret == -EFAULT) {
		hold(run.im->changing || !run.still ||
		     run.im->page[(geo()->root_pa - FUZZ_BASE) >> geo()->page_shift] ==
		     FUZZ_UNREADABLE || geo()->level[geo()->levels - 1].entries * 8ULL >
		     BIT_ULL(geo()->page_shift));
	} else if (ret != -EINTR) {
		hold(ret == PTWALK_BATCH || ret == PTWALK_END);
	}
	if (ret == PTWALK_END && !run.full) {
		hold(run.at == run.n);
		hold(run.bytes == run.used);
	}
	return ret == PTWALK_BATCH;
}

static void walk(void)
{
	struct ptwalk_batch b;
	u32 steps;

	run.any = false;
	run.next = 0;
	run.bytes = 0;
	ptwalk_walk_seek(&run.w, ptwalk_cursor_at(geo(), run.start), run.last);
	run.w.limit = ~0ULL;
	if (run.distance)
		run.w.limit = run.start;
	fuzz_watch(run.im, &run.w);
	for (steps = 0; steps < STEPS && step(&b); steps++) {
		if (!b.count)
			continue;
		check_place(&b);
		check_kind(&b);
		compare(&b);
		if (run.forget)
			ptwalk_walk_forget(&run.w);
		if (run.resume)
			ptwalk_walk_seek(&run.w, run.w.cur, run.last);
	}
	fuzz_watch(run.im, NULL);
}

/* One address, by the short ways. */
static void look_up(const struct ref *r)
{
	bool leaf = r->kind == PTWALK_LEAF;
	struct ptwalk_batch b;
	struct ptwalk_vtop v;
	int ret = ptwalk_walk_lookup(&run.im->space, r->va, &b);

	if (ret == -EINTR || ret == -EFAULT || r->kind == PTWALK_TABLE)
		return;
	hold(ret == (leaf ? 0 : -ENOENT));
	hold(b.kind == r->kind && b.pa == r->pa && b.level == r->level && b.count == 1);
	if (ptwalk_vtop(&run.im->space, r->va, &v))
		return;
	hold(v.n == geo()->levels - r->level && v.mapped == leaf);
	hold(v.path[v.n - 1].kind == r->kind && v.path[v.n - 1].raw == r->raw);
	hold(!leaf || v.pa == r->pa);
}

/* How to walk: four bytes, and a range. */
static void set_up(struct fuzz_in *in)
{
	static const u16 sizes[] = { 1, 2, 3, 16, 64, 511, 512, 512 };
	u8 how = fuzz_u8(in), what = fuzz_u8(in), limit = fuzz_u8(in);
	u32 max = sizes[what & 7];

	ptwalk_walk_init(&run.w, &run.im->space, malloc(max * geo()->levels * sizeof(u64)), max);
	run.w.split_phys = how & 1;
	run.w.split_cont = how & 2;
	run.w.show_tables = how & 4;
	run.w.dump_tables = (how & 12) == 12;
	run.resume = how & 16;
	run.forget = how & 32;
	run.still = how & 64;
	run.endless = how & 128;
	run.distance = limit & 0x80 ? (1 + (u64)(limit & 15)) <<
		       geo()->level[(limit >> 4 & 7) % geo()->levels].shift : 0;
	if (run.distance)
		run.distance += what & 8;
	fuzz_range(in, geo(), &run.start, &run.last);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	struct fuzz_in in = { data, size };
	u64 *windows;
	u32 i;

	run.im = fuzz_image(&in);
	if (!run.im)
		return 0;
	set_up(&in);
	windows = run.w.window[0].buf;
	list_all();
	run.im->changes = in;
	run.im->changing = !run.still && in.left;
	if (run.endless) {
		run.im->again = in;
		/* Enough to see that it is too much. */
		run.im->budget *= 4;
	}
	walk();
	/* Walk again: memory no longer changes. */
	run.im->changing = false;
	run.im->words = 0;
	run.im->reads = 0;
	run.still = true;
	list_all();
	walk();
	for (i = 0; i < run.n && !run.full; i += 1 + run.n / 16)
		look_up(&run.ref[i]);
	free(windows);
	return 0;
}
