// SPDX-License-Identifier: GPL-2.0-only
/*
 * linear: the linear map in runs, then how it maps each range of memory, and what is
 * missing.
 */
#include "../ram.h"
#include "files.h"

/**
 * struct ram_total - how one range is mapped
 * @leaves: by level
 * @mapped: bytes
 */
struct ram_total {
	u64 leaves[PTWALK_LEVELS];
	u64 mapped;
};

/**
 * struct state - the current row, and the totals
 * @run: the row
 * @remark: number of the current remark, 0 for none
 * @region: the linear map
 * @totals: of all of it
 * @ram: the ranges
 * @total: of each of them
 */
struct state {
	struct ptwalk_run run;
	u32 remark;
	const struct ptwalk_region *region;
	struct ptwalk_totals totals;
	struct ptwalk_ram ram;
	struct ram_total total[PTWALK_RAM_RANGES];
};

static int linear_begin(struct ptwalk_iter *it)
{
	struct state *st = it->state;

	memset(st, 0, sizeof(*st));
	st->region = ptwalk_layout_named(&it->space->layout, "linear");
	it->walk.split_phys = true;
	ptwalk_iter_seek(it, st->region->start, st->region->last);
	return ptwalk_ram_take(&st->ram);
}

/* Count leaves in each range that they overlap. */
static void count_ram(struct state *st, const struct ptwalk_geometry *g,
		      const struct ptwalk_batch *b)
{
	u64 size = ptwalk_level_bytes(g, b->level, 1);
	u64 end = b->pa + b->count * size;
	u32 i;

	for (i = 0; i < st->ram.n; i++) {
		u64 from = max(b->pa, st->ram.range[i].start), to = min(end, st->ram.range[i].end);

		if (from >= to)
			continue;
		st->total[i].mapped += to - from;
		st->total[i].leaves[b->level] += DIV_ROUND_UP_ULL(to - from, size);
	}
}

/* Take and count the batch that ptwalk_iter_peek() returned. */
static void take(struct ptwalk_iter *it)
{
	const struct ptwalk_geometry *g = &it->space->geo;
	const struct ptwalk_batch *b = &it->ahead;
	struct state *st = it->state;
	bool leaf = b->kind == PTWALK_LEAF;

	ptwalk_totals_batch(&st->totals, g, b, leaf && (b->attrs & g->cont_mask));
	if (leaf)
		count_ram(st, g, b);
	ptwalk_iter_take(it);
}

static int peek_leaf(struct ptwalk_iter *it)
{
	int ret;

	while ((ret = ptwalk_iter_peek(it)) > 0 && it->ahead.kind != PTWALK_LEAF)
		take(it);
	return ret;
}

/* Remarks: leaf sizes, tables, each range, and each hole between two. */
static bool next_remark(struct state *st)
{
	return ++st->remark <= 2 + 2 * st->ram.n;
}

static int linear_next(struct ptwalk_iter *it)
{
	const struct ptwalk_geometry *g = &it->space->geo;
	struct state *st = it->state;
	int ret;

	if (st->remark)
		return next_remark(st);
	ret = peek_leaf(it);
	if (ret < 0)
		return ret;
	if (!ret)
		return next_remark(st);
	ptwalk_run_start(&st->run, g, &it->ahead, NULL);
	do {
		take(it);
		ret = peek_leaf(it);
	} while (ret > 0 && ptwalk_run_add(&st->run, g, &it->ahead, NULL, PTWALK_MERGE_PHYS));
	return ret < 0 ? ret : 1;
}

static void show_ram(struct ptwalk_text *out, const struct state *st, u32 i)
{
	static const char *const kind[] = {
		[PTWALK_RAM_ONLINE] = "ram",
		[PTWALK_RAM_OFFLINE] = "offline",
		[PTWALK_RAM_DEVICE] = "device",
		[PTWALK_RAM_EDGE] = "edge",
		[PTWALK_RAM_FIRMWARE] = "firmware",
	};
	u64 start = st->ram.range[i].start, bytes = st->ram.range[i].end - start;

	ptwalk_printf(out, "# %s ", kind[st->ram.range[i].kind]);
	ptwalk_put_range(out, start, bytes);
	ptwalk_printf(out, " %llu mapped=%llu", bytes, st->total[i].mapped);
	ptwalk_put_leaf_counts(out, " ", " ", '=', st->total[i].leaves);
	if (bytes != st->total[i].mapped)
		ptwalk_printf(out, " missing=%llu", bytes - st->total[i].mapped);
	ptwalk_putc(out, '\n');
}

/* The hole between a range and the next, or after the last. */
static void show_hole(struct ptwalk_text *out, const struct state *st, u32 i)
{
	u64 start = st->ram.range[i].end;
	char why[24];

	if (i + 1 == st->ram.n) {
		if (st->ram.more)
			ptwalk_put(out, "# more ranges of RAM than are told apart\n");
		return;
	}
	if (start == st->ram.range[i + 1].start)
		return;
	ptwalk_ram_why(out->space, start, why, sizeof(why));
	ptwalk_put(out, "# hole ");
	ptwalk_put_range(out, start, st->ram.range[i + 1].start - start);
	ptwalk_printf(out, " %llu %s\n", st->ram.range[i + 1].start - start, why);
}

static void show_remark(struct ptwalk_text *out, const struct state *st)
{
	u64 tables = ptwalk_totals_tables(&st->totals);
	u32 i = st->remark - 3;

	if (st->remark == 1) {
		ptwalk_printf(out, "# leaves: %llu", ptwalk_totals_leaves(&st->totals));
		ptwalk_put_leaf_counts(out, " ", " ", '=', st->totals.leaves);
		ptwalk_printf(out, " cont=%llu bytes=%llu invalid=%llu\n", st->totals.cont,
			      st->totals.mapped, st->totals.invalid);
	} else if (st->remark == 2) {
		ptwalk_printf(out, "# tables: %llu bytes=%llu formula: pa = va + 0x%016llx\n",
			      tables,
			      tables << out->space->geo.page_shift, out->space->linear_offset);
	} else if (i & 1) {
		show_hole(out, st, i / 2);
	} else {
		show_ram(out, st, i / 2);
	}
}

static void linear_show(struct ptwalk_iter *it, struct ptwalk_text *out)
{
	const struct state *st = it->state;

	if (st->remark)
		show_remark(out, st);
	else
		ptwalk_put_linear_run(out, &st->run);
}

const struct ptwalk_file ptwalk_file_linear = {
	.name = "linear",
	.columns = "range bytes level leaves prot memtype phys",
	.state_size = sizeof(struct state),
	.begin = linear_begin,
	.next = linear_next,
	.show = linear_show,
};
