// SPDX-License-Identifier: GPL-2.0-only
/*
 * linear: the linear map in runs, then how memory is mapped by it, range by range,
 * and what is missing.
 */
#include "ptwalk_live.h"
#include "ptwalk_ram.h"

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
 * struct state - the row in hand, what follows it, and the totals
 * @run: the row
 * @ahead: the first strip behind it
 * @pending: @ahead holds a strip
 * @remark: number of the remark in hand, 0 for none
 * @region: the linear map
 * @tally: of all of it
 * @ram: the ranges
 * @total: of each of them
 */
struct state {
	struct ptwalk_run run;
	struct ptwalk_strip ahead;
	bool pending;
	u32 remark;
	const struct ptwalk_region *region;
	struct ptwalk_tally tally;
	struct ptwalk_ram ram;
	struct ram_total total[PTWALK_RAM_RANGES];
};

static int linear_begin(struct ptwalk_session *ss)
{
	struct state *st = ss->state;

	memset(st, 0, sizeof(*st));
	st->region = ptwalk_layout_named(&ptwalk_kernel.layout, "linear");
	ss->walk.split_phys = true;
	ptwalk_session_seek(ss, st->region->start, st->region->end);
	return ptwalk_ram_take(&st->ram);
}

/* Leaves are counted for each range that they lie in. */
static void count_ram(struct state *st, const struct ptwalk_strip *s)
{
	u64 size = ptwalk_level_bytes(&ptwalk_kernel.geo, s->level, 1);
	u64 end = s->pa + s->count * size;
	u32 i;

	for (i = 0; i < st->ram.n; i++) {
		u64 from = max(s->pa, st->ram.range[i].start), to = min(end, st->ram.range[i].end);

		if (from >= to)
			continue;
		st->total[i].mapped += to - from;
		st->total[i].leaves[s->level] += DIV_ROUND_UP_ULL(to - from, size);
	}
}

static int look_ahead(struct ptwalk_session *ss)
{
	struct state *st = ss->state;
	struct ptwalk_owner owner;
	int ret = 1;

	while (!st->pending && ret > 0) {
		ret = ptwalk_session_next(ss, &st->ahead, &owner);
		if (ret <= 0)
			break;
		st->pending = st->ahead.kind == PTWALK_LEAF;
		ptwalk_tally_strip(&st->tally, &ptwalk_kernel.geo, &st->ahead,
				   st->pending && (st->ahead.attrs & ptwalk_kernel.geo.cont_mask));
		if (st->pending)
			count_ram(st, &st->ahead);
	}
	return ret;
}

/* Remarks: leaf sizes, tables, each range, and what is between them. */
static bool next_remark(struct state *st)
{
	return ++st->remark <= 2 + 2 * st->ram.n;
}

static int linear_next(struct ptwalk_session *ss)
{
	const struct ptwalk_geometry *g = &ptwalk_kernel.geo;
	struct state *st = ss->state;
	int ret;

	if (st->remark)
		return next_remark(st);
	ret = look_ahead(ss);
	if (ret < 0)
		return ret;
	if (!ret)
		return next_remark(st);
	ptwalk_run_start(&st->run, g, &st->ahead, NULL);
	st->pending = false;
	while ((ret = look_ahead(ss)) > 0 &&
	       ptwalk_run_add(&st->run, g, &st->ahead, NULL, PTWALK_MERGE_PHYS))
		st->pending = false;
	return ret < 0 ? ret : 1;
}

static void show_leaves(struct seq_file *m, const u64 *leaves)
{
	const struct ptwalk_geometry *g = &ptwalk_kernel.geo;
	unsigned int l;

	for (l = 0; l < g->levels; l++)
		if (leaves[l])
			seq_printf(m, " %s=%llu", g->level[l].name, leaves[l]);
}

static void show_ram(struct seq_file *m, const struct state *st, u32 i)
{
	static const char *const kind[] = {
		[PTWALK_RAM_ONLINE] = "ram",
		[PTWALK_RAM_OFFLINE] = "offline",
		[PTWALK_RAM_DEVICE] = "device",
		[PTWALK_RAM_EDGE] = "edge",
	};
	u64 start = st->ram.range[i].start, bytes = st->ram.range[i].end - start;

	seq_printf(m, "# %s ", kind[st->ram.range[i].kind]);
	ptwalk_show_range(m, start, bytes);
	seq_printf(m, " %llu mapped=%llu", bytes, st->total[i].mapped);
	show_leaves(m, st->total[i].leaves);
	if (bytes != st->total[i].mapped)
		seq_printf(m, " missing=%llu", bytes - st->total[i].mapped);
	seq_putc(m, '\n');
}

/* What lies between a range and the next, or behind the last. */
static void show_hole(struct seq_file *m, const struct state *st, u32 i)
{
	u64 start = st->ram.range[i].end;
	char why[24];

	if (i + 1 == st->ram.n) {
		if (st->ram.more)
			seq_puts(m, "# more ranges of RAM than are told apart\n");
		return;
	}
	if (start == st->ram.range[i + 1].start)
		return;
	ptwalk_ram_why(start, why, sizeof(why));
	seq_puts(m, "# hole ");
	ptwalk_show_range(m, start, st->ram.range[i + 1].start - start);
	seq_printf(m, " %llu %s\n", st->ram.range[i + 1].start - start, why);
}

static void show_remark(struct seq_file *m, const struct state *st)
{
	u64 tables = ptwalk_tally_tables(&st->tally);
	u32 i = st->remark - 3;

	if (st->remark == 1) {
		seq_printf(m, "# leaves: %llu", ptwalk_tally_leaves(&st->tally));
		show_leaves(m, st->tally.leaves);
		seq_printf(m, " cont=%llu bytes=%llu invalid=%llu\n", st->tally.cont,
			   st->tally.mapped, st->tally.invalid);
	} else if (st->remark == 2) {
		seq_printf(m, "# tables: %llu bytes=%llu formula: pa = va + 0x%016llx\n", tables,
			   tables << ptwalk_kernel.geo.page_shift, st->ram.offset);
	} else if (i & 1) {
		show_hole(m, st, i / 2);
	} else {
		show_ram(m, st, i / 2);
	}
}

static void linear_show(struct ptwalk_session *ss, struct seq_file *m)
{
	const struct ptwalk_geometry *g = &ptwalk_kernel.geo;
	const struct state *st = ss->state;
	const struct ptwalk_run *r = &st->run;
	struct ptwalk_prot p;

	if (st->remark) {
		show_remark(m, st);
		return;
	}
	ptwalk_arch_prot(g, r->attrs, r->inherited, &p);
	ptwalk_show_range(m, r->start, r->bytes);
	seq_printf(m, " %llu %s %llu ", r->bytes, g->level[r->level].name, r->leaves);
	ptwalk_show_prot(m, &p);
	seq_printf(m, " 0x%016llx", r->pa);
	if (p.cont)
		seq_printf(m, " cont=%llu", r->leaves);
	seq_putc(m, '\n');
}

const struct ptwalk_file ptwalk_file_linear = {
	.name = "linear",
	.columns = "range bytes level leaves prot memtype phys",
	.state_size = sizeof(struct state),
	.begin = linear_begin,
	.next = linear_next,
	.show = linear_show,
};
