// SPDX-License-Identifier: GPL-2.0-only
/*
 * summary: prose for people, under the headings of the analysis that this
 * project started from, with the figures of the kernel that runs.
 */
#include <linux/utsname.h>

#include "ptwalk_live.h"

/**
 * struct state - what was counted
 * @survey: mappings and areas
 * @tasks: threads
 */
struct state {
	struct ptwalk_survey survey;
	struct ptwalk_task_total tasks;
};

/**
 * ptwalk_sum_of - totals of all pieces of a region
 * @sv: the survey
 * @name: of the region
 * @bytes: filled with what they span
 *
 * Return: the sum.
 */
struct ptwalk_tally ptwalk_sum_of(const struct ptwalk_survey *sv, const char *name, u64 *bytes)
{
	const struct ptwalk_layout *l = &ptwalk_kernel.layout;
	struct ptwalk_tally t = {};
	u32 i;

	*bytes = 0;
	for (i = 0; i < l->n; i++) {
		if (strcmp(l->region[i].name, name))
			continue;
		ptwalk_tally_add(&t, &sv->by_region[i]);
		*bytes += l->region[i].end - l->region[i].start;
	}
	return t;
}

static void show_machine(struct seq_file *m, const struct state *st)
{
	const struct ptwalk_geometry *g = &ptwalk_kernel.geo;
	struct ptwalk_human page;

	seq_puts(m, "# VMalloc Region Analysis\n\n");
	seq_printf(m, "Linux %s on %s.\n", init_utsname()->release, ptwalk_arch_name);
	seq_printf(m, "Pages of %s, %u-bit virtual and %u-bit physical addresses, %u levels of table.\n",
		   ptwalk_human(BIT_ULL(g->page_shift), &page), g->va_bits, g->pa_bits, g->levels);
	seq_printf(m, "Root at 0x%016llx from %s, confirmed by %s.\n", g->root_pa,
		   ptwalk_arch_root, ptwalk_kernel.root_agrees);
}

static void show_discovery(struct seq_file *m, const struct state *st)
{
	const struct ptwalk_survey *sv = &st->survey;
	struct ptwalk_tally v, lin;
	u64 vbytes, linbytes;
	struct ptwalk_human a, b;

	v = ptwalk_sum_of(sv, "vmalloc", &vbytes);
	lin = ptwalk_sum_of(sv, "linear", &linbytes);
	seq_printf(m, "The vmalloc region is mapped in the kernel page tables: %llu leaves, %s,\n",
		   ptwalk_tally_leaves(&v), ptwalk_human(v.mapped, &a));
	ptwalk_show_share(m, v.mapped, vbytes);
	seq_printf(m, " of its %s.\n", ptwalk_human(vbytes, &b));
	seq_printf(m, "%s the linear map: %llu leaves, %s.\n", lin.mapped ? "So is" : "Not so",
		   ptwalk_tally_leaves(&lin), ptwalk_human(lin.mapped, &a));
}

static void show_regions(struct seq_file *m, const struct state *st)
{
	const struct ptwalk_survey *sv = &st->survey;
	const struct ptwalk_layout *l = &ptwalk_kernel.layout;
	struct ptwalk_human size, mapped, tables;
	u32 i;

	seq_printf(m, "%-37s %-13s %9s %9s %9s %9s\n", "range", "region", "size", "mapped",
		   "extents", "tables");
	for (i = 0; i < l->n; i++) {
		const struct ptwalk_region *r = &l->region[i];
		const struct ptwalk_tally *t = &sv->by_region[i];

		ptwalk_show_range(m, r->start, r->end - r->start);
		seq_printf(m, " %-13s %9s %9s %9llu %9s\n", r->name,
			   ptwalk_human(r->end - r->start, &size),
			   ptwalk_human(t->mapped, &mapped), t->frags,
			   ptwalk_human(ptwalk_tally_tables(t) << ptwalk_kernel.geo.page_shift,
					&tables));
	}
}

/* What the analysis had wrong: the place of the linear map, and addresses cut short. */
static void show_linear_place(struct seq_file *m, const struct state *st)
{
	const struct ptwalk_geometry *g = &ptwalk_kernel.geo;
	const struct ptwalk_region *r = ptwalk_layout_named(&ptwalk_kernel.layout, "linear");
	unsigned int top = g->levels - 1u;
	u32 entries = g->level[top].entries;

	if (!r)
		return;
	seq_printf(m, "\nThe registers say that kernel addresses start at 0x%016llx: that is\n"
		   "PGD[0] of the root. The linear map has all addresses from there to 0x%016llx.\n",
		   g->va_start, r->end);
	seq_printf(m, "What comes after it starts at PGD[%llu] of %u. The upper %u bits of an address\n"
		   "are no part of any index: a dump that leaves them out shows 0x%llx.\n",
		   (r->end >> g->level[top].shift) & (entries - 1), entries, 64 - g->va_bits,
		   r->end & ~g->va_start);
}

static void show_leaf_sizes(struct seq_file *m, const struct state *st)
{
	const struct ptwalk_survey *sv = &st->survey;
	const struct ptwalk_geometry *g = &ptwalk_kernel.geo;
	struct ptwalk_tally lin;
	struct ptwalk_human size, mapped, all;
	unsigned int l;
	u64 bytes;

	lin = ptwalk_sum_of(sv, "linear", &bytes);
	seq_printf(m, "\n%-10s %10s %23s %23s\n", "leaf size", "level", "in the linear map",
		   "everywhere");
	for (l = 0; l < g->levels; l++) {
		if (!sv->total.leaves[l])
			continue;
		seq_printf(m, "%-10s %10s %12llu %10s %12llu %10s\n",
			   ptwalk_human(ptwalk_level_bytes(g, l, 1), &size), g->level[l].name,
			   lin.leaves[l],
			   ptwalk_human(ptwalk_level_bytes(g, l, lin.leaves[l]), &mapped),
			   sv->total.leaves[l],
			   ptwalk_human(ptwalk_level_bytes(g, l, sv->total.leaves[l]), &all));
	}
	seq_printf(m, "%-10s %10s %12llu %10s %12llu\n", "in groups", "", lin.cont, "",
		   sv->total.cont);
}

static void show_characteristics(struct seq_file *m, const struct state *st)
{
	const struct ptwalk_survey *sv = &st->survey;
	struct ptwalk_tally v;
	struct ptwalk_human mapped, longest, whole;
	u64 bytes;

	v = ptwalk_sum_of(sv, "vmalloc", &bytes);
	seq_printf(m, "1. On demand: %s of %s is mapped (", ptwalk_human(v.mapped, &mapped),
		   ptwalk_human(bytes, &whole));
	ptwalk_show_share(m, v.mapped, bytes);
	seq_puts(m, ").\n");
	seq_printf(m, "2. Physically scattered: %llu leaves in %llu contiguous pieces, the longest %s.\n",
		   ptwalk_tally_leaves(&v), v.frags, ptwalk_human(v.longest, &longest));
	seq_printf(m, "3. Cost: %llu tables for it, ", ptwalk_tally_tables(&v));
	ptwalk_show_share(m, ptwalk_tally_tables(&v) << ptwalk_kernel.geo.page_shift, v.mapped);
	seq_puts(m, " of what they map.\n");
}

/* "3/512" */
static void show_used(struct seq_file *m, u64 used, u64 slots, int width)
{
	char cell[32];

	snprintf(cell, sizeof(cell), "%llu/%llu", used, slots);
	seq_printf(m, " %*s", width, slots ? cell : "-");
}

/* Of the descriptors that each level's tables have for a region, how many are used. */
static void show_sparseness(struct seq_file *m, const struct state *st)
{
	const struct ptwalk_survey *sv = &st->survey;
	const struct ptwalk_geometry *g = &ptwalk_kernel.geo;
	const struct ptwalk_layout *lay = &ptwalk_kernel.layout;
	unsigned int l;
	u32 i;

	seq_puts(m, "Descriptors in use, of those that the tables of each level have for the region.\n\n");
	seq_printf(m, "%-13s", "region");
	for (l = g->levels; l-- > 0; )
		seq_printf(m, " %*s", l ? 14 : 20, g->level[l].name);
	seq_putc(m, '\n');
	for (i = 0; i < lay->n; i++) {
		const struct ptwalk_tally *t = &sv->by_region[i];

		if (lay->region[i].gap && !t->mapped)
			continue;
		seq_printf(m, "%-13s", lay->region[i].name);
		for (l = g->levels; l-- > 0; )
			show_used(m, t->used[l], t->slots[l], l ? 14 : 20);
		seq_putc(m, '\n');
	}
}

static void show_conclusion(struct seq_file *m, const struct state *st)
{
	const struct ptwalk_survey *sv = &st->survey;
	const struct ptwalk_tally *t = &sv->total;
	struct ptwalk_last_walk last;
	struct ptwalk_human mapped, tables;

	ptwalk_session_last(&last);
	seq_printf(m, "%s mapped by %llu leaves in %llu physical pieces, through %llu tables (%s).\n",
		   ptwalk_human(t->mapped, &mapped), ptwalk_tally_leaves(t), t->frags,
		   ptwalk_tally_tables(t),
		   ptwalk_human(ptwalk_tally_tables(t) << ptwalk_kernel.geo.page_shift, &tables));
	seq_printf(m, "Descriptors that are neither zero nor valid: %llu, or make no sense: %llu. Tables that changed\n"
		   "while they were read: %llu, given up: %llu.\n",
		   t->invalid, t->oddities, last.stats.retries,
		   last.stats.torn + last.stats.faults);
}

static int summary_begin(struct ptwalk_session *ss)
{
	struct state *st = ss->state;
	int err;

	err = ptwalk_survey_take(ss, &st->survey);
	return err ? err : ptwalk_tasks_count(&st->tasks);
}

static void show_evidence(struct seq_file *m, const struct state *st)
{
	ptwalk_show_evidence(m, &st->survey);
}

static void show_claims(struct seq_file *m, const struct state *st)
{
	ptwalk_show_claims(m, &st->survey, &st->tasks);
}

/* Each is a row, so that others can run between two of them. */
static const struct section {
	const char *heading;
	void (*show)(struct seq_file *m, const struct state *st);
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

static int summary_next(struct ptwalk_session *ss)
{
	return ss->row < ARRAY_SIZE(sections);
}

static void summary_show(struct ptwalk_session *ss, struct seq_file *m)
{
	const struct section *s = &sections[ss->row - 1];

	if (s->heading)
		seq_printf(m, "\n## %s\n\n", s->heading);
	s->show(m, ss->state);
}

const struct ptwalk_file ptwalk_file_summary = {
	.name = "summary",
	.columns = "prose",
	.state_size = sizeof(struct state),
	.owners = true,
	.begin = summary_begin,
	.next = summary_next,
	.show = summary_show,
};
