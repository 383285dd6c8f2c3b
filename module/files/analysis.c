// SPDX-License-Identifier: GPL-2.0-only
/*
 * analysis: the headings of the analysis that this project started from, with the
 * figures of the running kernel, and a verdict on each of its claims.
 */
#include <linux/utsname.h>

#include "claims.h"
#include "evidence.h"
#include "files.h"
#include "tasks.h"

/**
 * struct state - what was counted
 * @kernel: the kernel that runs
 * @stats: mappings and areas
 * @tasks: threads
 */
struct state {
	const struct ptwalk_kernel *kernel;
	struct ptwalk_stats stats;
	struct ptwalk_task_total tasks;
};

static void show_machine(struct ptwalk_text *out, const struct state *st)
{
	const struct ptwalk_geometry *g = &out->space->geo;
	struct ptwalk_human page;

	ptwalk_put(out, "# VMalloc Region Analysis\n\n");
	ptwalk_printf(out, "Linux %s on %s.\n", init_utsname()->release, g->ops->name);
	ptwalk_printf(out, "Pages of %s, %u-bit virtual and %u-bit physical addresses, %u levels of table.\n",
		      ptwalk_human(BIT_ULL(g->page_shift), &page), g->va_bits, g->pa_bits,
		      g->levels);
	ptwalk_printf(out, "Root at 0x%016llx from %s, confirmed by %s.\n", g->root_pa,
		      g->ops->root, st->kernel->root_agrees);
}

static void show_discovery(struct ptwalk_text *out, const struct state *st)
{
	const struct ptwalk_stats *stats = &st->stats;
	struct ptwalk_totals v, lin;
	u64 vbytes, linbytes;
	struct ptwalk_human a, b;

	v = ptwalk_stats_region(stats, &out->space->layout, "vmalloc", &vbytes);
	lin = ptwalk_stats_region(stats, &out->space->layout, "linear", &linbytes);
	ptwalk_printf(out, "The vmalloc region is mapped in the kernel page tables: %llu leaves, %s,\n",
		      ptwalk_totals_leaves(&v), ptwalk_human(v.mapped, &a));
	ptwalk_put_share(out, v.mapped, vbytes);
	ptwalk_printf(out, " of its %s.\n", ptwalk_human(vbytes, &b));
	ptwalk_printf(out, "%s the linear map: %llu leaves, %s.\n", lin.mapped ? "So is" : "Not so",
		      ptwalk_totals_leaves(&lin), ptwalk_human(lin.mapped, &a));
}

static void show_regions(struct ptwalk_text *out, const struct state *st)
{
	const struct ptwalk_stats *stats = &st->stats;
	const struct ptwalk_layout *l = &out->space->layout;
	struct ptwalk_human size, mapped, tables;
	u32 i;

	ptwalk_printf(out, "%-37s %-13s %9s %9s %9s %9s\n", "range", "region", "size", "mapped",
		      "extents", "tables");
	for (i = 0; i < l->n; i++) {
		const struct ptwalk_region *r = &l->region[i];
		const struct ptwalk_totals *t = &stats->by_region[i];

		ptwalk_put_range(out, r->start, r->last - r->start + 1);
		ptwalk_printf(out, " %-13s %9s %9s %9llu %9s\n", r->name,
			      ptwalk_human(r->last - r->start + 1, &size),
			   ptwalk_human(t->mapped, &mapped), t->extents.n,
			   ptwalk_human(ptwalk_totals_tables(t) << out->space->geo.page_shift,
					&tables));
	}
}

/* Errors of the analysis: the place of the linear map, and truncated addresses. */
static void show_linear_place(struct ptwalk_text *out, const struct state *st)
{
	const struct ptwalk_geometry *g = &out->space->geo;
	const struct ptwalk_region *r = ptwalk_layout_named(&out->space->layout, "linear");
	unsigned int top = g->levels - 1u;
	u64 after;

	if (!r)
		return;
	after = r->last + 1;
	ptwalk_printf(out, "\nThe registers say that kernel addresses start at 0x%016llx: that is\n"
		   "entry %u of the root. The linear map has the addresses from 0x%016llx,\n"
		   "entry %u, to 0x%016llx.\n",
		   g->va_start, ptwalk_level_index(g, top, g->va_start), r->start,
		   ptwalk_level_index(g, top, r->start), after);
	ptwalk_printf(out, "What comes after it starts at entry %u of %u. The upper %u bits of an address\n"
		   "are no part of any index: a dump that leaves them out shows 0x%llx.\n",
		   ptwalk_level_index(g, top, after), g->level[top].entries, 64 - g->va_bits,
		   after & (BIT_ULL(g->va_bits) - 1));
}

static void show_leaf_sizes(struct ptwalk_text *out, const struct state *st)
{
	const struct ptwalk_stats *stats = &st->stats;
	const struct ptwalk_geometry *g = &out->space->geo;
	struct ptwalk_totals lin;
	struct ptwalk_human size, mapped, all;
	unsigned int l;
	u64 bytes;

	lin = ptwalk_stats_region(stats, &out->space->layout, "linear", &bytes);
	ptwalk_printf(out, "\n%-10s %10s %23s %23s\n", "leaf size", "level", "in the linear map",
		      "everywhere");
	for (l = 0; l < g->levels; l++) {
		if (!stats->total.leaves[l])
			continue;
		ptwalk_printf(out, "%-10s %10s %12llu %10s %12llu %10s\n",
			      ptwalk_human(ptwalk_level_bytes(g, l, 1), &size), g->level[l].name,
			   lin.leaves[l],
			   ptwalk_human(ptwalk_level_bytes(g, l, lin.leaves[l]), &mapped),
			   stats->total.leaves[l],
			   ptwalk_human(ptwalk_level_bytes(g, l, stats->total.leaves[l]), &all));
	}
	ptwalk_printf(out, "%-10s %10s %12llu %10s %12llu\n", "in groups", "", lin.cont, "",
		      stats->total.cont);
}

static void show_characteristics(struct ptwalk_text *out, const struct state *st)
{
	const struct ptwalk_stats *stats = &st->stats;
	struct ptwalk_totals v;
	struct ptwalk_human mapped, longest, whole;
	u64 bytes;

	v = ptwalk_stats_region(stats, &out->space->layout, "vmalloc", &bytes);
	ptwalk_printf(out, "1. On demand: %s of %s is mapped (", ptwalk_human(v.mapped, &mapped),
		      ptwalk_human(bytes, &whole));
	ptwalk_put_share(out, v.mapped, bytes);
	ptwalk_put(out, ").\n");
	ptwalk_printf(out, "2. Physically scattered: %llu leaves in %llu contiguous pieces, the longest %s.\n",
		      ptwalk_totals_leaves(&v), v.extents.n,
		      ptwalk_human(v.extents.longest, &longest));
	ptwalk_printf(out, "3. Cost: %llu tables for it, ", ptwalk_totals_tables(&v));
	ptwalk_put_share(out, ptwalk_totals_tables(&v) << out->space->geo.page_shift, v.mapped);
	ptwalk_put(out, " of what they map.\n");
}

/* "3/512" */
static void show_used(struct ptwalk_text *out, u64 used, u64 slots, int width)
{
	char cell[32];

	snprintf(cell, sizeof(cell), "%llu/%llu", used, slots);
	ptwalk_printf(out, " %*s", width, slots ? cell : "-");
}

/* How many of the entries that the tables have for a region are used, by level. */
static void show_sparseness(struct ptwalk_text *out, const struct state *st)
{
	const struct ptwalk_stats *stats = &st->stats;
	const struct ptwalk_geometry *g = &out->space->geo;
	const struct ptwalk_layout *lay = &out->space->layout;
	unsigned int l;
	u32 i;

	ptwalk_put(out, "Descriptors in use, of those that the tables of each level have for the region.\n\n");
	ptwalk_printf(out, "%-13s", "region");
	for (l = g->levels; l-- > 0; )
		ptwalk_printf(out, " %*s", l ? 14 : 20, g->level[l].name);
	ptwalk_putc(out, '\n');
	for (i = 0; i < lay->n; i++) {
		const struct ptwalk_totals *t = &stats->by_region[i];

		if (lay->region[i].gap && !t->mapped)
			continue;
		ptwalk_printf(out, "%-13s", lay->region[i].name);
		for (l = g->levels; l-- > 0; )
			show_used(out, t->used[l], t->slots[l], l ? 14 : 20);
		ptwalk_putc(out, '\n');
	}
}

static void show_conclusion(struct ptwalk_text *out, const struct state *st)
{
	const struct ptwalk_stats *stats = &st->stats;
	const struct ptwalk_totals *t = &stats->total;
	struct ptwalk_last_walk last;
	struct ptwalk_human mapped, tables;

	ptwalk_iter_last_walk(&last);
	ptwalk_printf(out, "%s mapped by %llu leaves in %llu physical pieces, through %llu tables (%s).\n",
		      ptwalk_human(t->mapped, &mapped), ptwalk_totals_leaves(t), t->extents.n,
		   ptwalk_totals_tables(t),
		   ptwalk_human(ptwalk_totals_tables(t) << out->space->geo.page_shift, &tables));
	ptwalk_printf(out, "Descriptors that are neither zero nor valid: %llu, or make no sense: %llu. Tables that changed\n"
		   "while they were read: %llu, given up: %llu.\n",
		   t->invalid, t->oddities, last.stats.retries,
		   last.stats.torn + last.stats.faults);
}

static int analysis_begin(struct ptwalk_iter *it)
{
	struct state *st = it->state;
	int err;

	st->kernel = it->kernel;
	err = ptwalk_iter_stats(it, &st->stats, NULL);
	return err ? err : ptwalk_tasks_count(it->kernel, &st->tasks);
}

static void show_evidence(struct ptwalk_text *out, const struct state *st)
{
	ptwalk_show_evidence(out, &st->stats);
}

static void show_claims(struct ptwalk_text *out, const struct state *st)
{
	ptwalk_show_claims(out, &st->stats, &st->tasks);
}

/* Each section is a row, so that others can run between two of them. */
static const struct section {
	const char *heading;
	void (*show)(struct ptwalk_text *out, const struct state *st);
} sections[] = {
	{ NULL, show_machine },
	{ "Key Discovery", show_discovery },
	{ "Evidence from /proc/vmallocinfo", show_evidence },
	{ "Memory Layout Understanding", show_regions },
	{ NULL, show_linear_place },
	{ NULL, show_leaf_sizes },
	{ "VMalloc Characteristics", show_characteristics },
	{ "Where VMalloc Regions Are Found", show_sparseness },
	{ "Implications for Process Discovery", show_claims },
	{ "Summary", show_conclusion },
};

static int analysis_next(struct ptwalk_iter *it)
{
	return it->row < ARRAY_SIZE(sections);
}

static void analysis_show(struct ptwalk_iter *it, struct ptwalk_text *out)
{
	const struct section *s = &sections[it->row - 1];

	if (s->heading)
		ptwalk_printf(out, "\n## %s\n\n", s->heading);
	s->show(out, it->state);
}

const struct ptwalk_file ptwalk_file_analysis = {
	.name = "analysis",
	.columns = "prose",
	.state_size = sizeof(struct state),
	.owners = true,
	.begin = analysis_begin,
	.next = analysis_next,
	.show = analysis_show,
};
