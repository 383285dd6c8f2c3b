// SPDX-License-Identifier: GPL-2.0-only
/*
 * summary: prose for people, under the headings of the analysis that this
 * project started from, with the figures of the kernel that runs.
 */
#include <linux/math64.h>
#include <linux/string_helpers.h>
#include <linux/utsname.h>

#include "ptwalk_live.h"

/**
 * struct state - one walk's totals
 * @by_region: as the layout is ordered
 * @total: of all of them
 */
struct state {
	struct ptwalk_tally by_region[PTWALK_REGIONS];
	struct ptwalk_tally total;
};

/** struct human - a size as people read it */
struct human {
	char text[16];
};

static const char *human(u64 bytes, struct human *h)
{
	string_get_size(bytes, 1, STRING_UNITS_2, h->text, sizeof(h->text));
	return h->text;
}

static void show_share(struct seq_file *m, u64 part, u64 whole)
{
	u64 permyriad = whole ? mul_u64_u64_div_u64(part, 10000, whole) : 0;

	if (part && !permyriad)
		seq_puts(m, "under 0.01%");
	else
		seq_printf(m, "%llu.%02llu%%", permyriad / 100, permyriad % 100);
}

static void show_heading(struct seq_file *m, const char *text)
{
	seq_printf(m, "\n## %s\n\n", text);
}

/* Totals of all pieces of the name, and the bytes that they span. */
static struct ptwalk_tally sum_of(const struct state *st, const char *name, u64 *bytes)
{
	const struct ptwalk_layout *l = &ptwalk_kernel.layout;
	struct ptwalk_tally t = {};
	u32 i;

	*bytes = 0;
	for (i = 0; i < l->n; i++) {
		if (strcmp(l->region[i].name, name))
			continue;
		ptwalk_tally_add(&t, &st->by_region[i]);
		*bytes += l->region[i].end - l->region[i].start;
	}
	return t;
}

static void show_machine(struct seq_file *m)
{
	const struct ptwalk_geometry *g = &ptwalk_kernel.geo;
	struct human page;

	seq_puts(m, "# VMalloc Region Analysis\n\n");
	seq_printf(m, "Linux %s on %s: pages of %s, %u-bit virtual and %u-bit physical addresses,\n",
		   init_utsname()->release, ptwalk_arch_name, human(BIT_ULL(g->page_shift), &page),
		   g->va_bits, g->pa_bits);
	seq_printf(m, "%u levels of table, root at 0x%016llx from %s, confirmed by %s.\n",
		   g->levels, g->root_pa, ptwalk_arch_root, ptwalk_kernel.root_agrees);
}

static void show_discovery(struct seq_file *m, const struct state *st)
{
	struct ptwalk_tally v, lin;
	u64 vbytes, linbytes;
	struct human a, b;

	show_heading(m, "Key Discovery");
	v = sum_of(st, "vmalloc", &vbytes);
	lin = sum_of(st, "linear", &linbytes);
	seq_printf(m, "The vmalloc region is mapped in the kernel page tables: %llu leaves, %s,\n",
		   ptwalk_tally_leaves(&v), human(v.mapped, &a));
	show_share(m, v.mapped, vbytes);
	seq_printf(m, " of its %s.\n", human(vbytes, &b));
	seq_printf(m, "%s the linear map: %llu leaves, %s.\n", lin.mapped ? "So is" : "Not so",
		   ptwalk_tally_leaves(&lin), human(lin.mapped, &a));
}

static void show_regions(struct seq_file *m, const struct state *st)
{
	const struct ptwalk_layout *l = &ptwalk_kernel.layout;
	struct human size, mapped, tables;
	u32 i;

	show_heading(m, "Memory Layout Understanding");
	seq_printf(m, "%-37s %-13s %9s %9s %9s %9s\n", "range", "region", "size", "mapped",
		   "extents", "tables");
	for (i = 0; i < l->n; i++) {
		const struct ptwalk_region *r = &l->region[i];
		const struct ptwalk_tally *t = &st->by_region[i];

		ptwalk_show_range(m, r->start, r->end - r->start);
		seq_printf(m, " %-13s %9s %9s %9llu %9s\n", r->name,
			   human(r->end - r->start, &size), human(t->mapped, &mapped), t->frags,
			   human(ptwalk_tally_tables(t) << ptwalk_kernel.geo.page_shift, &tables));
	}
}

/* What the analysis had wrong: the place of the linear map, and addresses cut short. */
static void show_linear_place(struct seq_file *m)
{
	const struct ptwalk_geometry *g = &ptwalk_kernel.geo;
	const struct ptwalk_region *r = ptwalk_layout_named(&ptwalk_kernel.layout, "linear");
	unsigned int top = g->levels - 1u;
	u32 entries = g->level[top].entries;

	if (!r)
		return;
	seq_printf(m, "\nThe registers say that kernel addresses start at 0x%016llx: that is\n"
		   "PGD[0] of the root, and the linear map lies there, up to 0x%016llx.\n",
		   g->va_start, r->end);
	seq_printf(m, "What comes after it starts at PGD[%llu] of %u. The upper %u bits of an address\n"
		   "are no part of any index: a dump that leaves them out shows 0x%llx.\n",
		   (r->end >> g->level[top].shift) & (entries - 1), entries, 64 - g->va_bits,
		   r->end & ~g->va_start);
}

static void show_leaf_sizes(struct seq_file *m, const struct state *st)
{
	const struct ptwalk_geometry *g = &ptwalk_kernel.geo;
	struct ptwalk_tally lin;
	struct human size, mapped, all;
	unsigned int l;
	u64 bytes;

	lin = sum_of(st, "linear", &bytes);
	seq_printf(m, "\n%-10s %10s %12s %10s %12s %10s\n", "leaf size", "level", "linear map", "",
		   "everything", "");
	for (l = 0; l < g->levels; l++) {
		if (!st->total.leaves[l])
			continue;
		seq_printf(m, "%-10s %10s %12llu %10s %12llu %10s\n",
			   human(ptwalk_level_bytes(g, l, 1), &size), g->level[l].name,
			   lin.leaves[l], human(ptwalk_level_bytes(g, l, lin.leaves[l]), &mapped),
			   st->total.leaves[l],
			   human(ptwalk_level_bytes(g, l, st->total.leaves[l]), &all));
	}
	seq_printf(m, "%-10s %10s %12llu %10s %12llu\n", "in groups", "", lin.cont, "",
		   st->total.cont);
}

static void show_characteristics(struct seq_file *m, const struct state *st)
{
	struct ptwalk_tally v;
	struct human mapped, longest, whole;
	u64 bytes;

	show_heading(m, "VMalloc Characteristics");
	v = sum_of(st, "vmalloc", &bytes);
	seq_printf(m, "1. On demand: %s of %s is mapped (", human(v.mapped, &mapped),
		   human(bytes, &whole));
	show_share(m, v.mapped, bytes);
	seq_puts(m, ").\n");
	seq_printf(m, "2. Physically scattered: %llu leaves in %llu contiguous pieces, the longest %s.\n",
		   ptwalk_tally_leaves(&v), v.frags, human(v.longest, &longest));
	seq_printf(m, "3. Cost: %llu tables for it, ", ptwalk_tally_tables(&v));
	show_share(m, ptwalk_tally_tables(&v) << ptwalk_kernel.geo.page_shift, v.mapped);
	seq_puts(m, " of what they map.\n");
}

/* Of the descriptors of each level's tables, how many are used. */
static void show_sparseness(struct seq_file *m, const struct state *st)
{
	const struct ptwalk_geometry *g = &ptwalk_kernel.geo;
	const struct ptwalk_layout *lay = &ptwalk_kernel.layout;
	unsigned int l;
	u32 i;

	show_heading(m, "Where VMalloc Regions Are Found");
	seq_puts(m, "Descriptors used of those in the tables of each level. A table counts where its first\n"
		 "descriptor in use lies.\n\n");
	seq_printf(m, "%-13s", "region");
	for (l = g->levels; l-- > 0; )
		seq_printf(m, " %*s", l ? 12 : 17, g->level[l].name);
	seq_putc(m, '\n');
	for (i = 0; i < lay->n; i++) {
		const struct ptwalk_tally *t = &st->by_region[i];

		if (!ptwalk_tally_tables(t) && !t->mapped)
			continue;
		seq_printf(m, "%-13s", lay->region[i].name);
		for (l = g->levels; l-- > 0; ) {
			char cell[32];

			snprintf(cell, sizeof(cell), "%llu/%llu", t->used[l],
				 t->tables[l] * g->level[l].entries);
			seq_printf(m, " %*s", l ? 12 : 17, cell);
		}
		seq_putc(m, '\n');
	}
}

static void show_conclusion(struct seq_file *m, const struct state *st)
{
	const struct ptwalk_tally *t = &st->total;
	struct ptwalk_last_walk last;
	struct human mapped, tables;

	ptwalk_session_last(&last);
	show_heading(m, "Summary");
	seq_printf(m, "%s mapped by %llu leaves in %llu physical pieces, through %llu tables (%s).\n",
		   human(t->mapped, &mapped), ptwalk_tally_leaves(t), t->frags,
		   ptwalk_tally_tables(t),
		   human(ptwalk_tally_tables(t) << ptwalk_kernel.geo.page_shift, &tables));
	seq_printf(m, "Ranges or descriptors that make no sense: %llu. Read twice: %llu. Given up: %llu.\n",
		   t->oddities, last.stats.retries, last.stats.torn + last.stats.faults);
}

static int summary_begin(struct ptwalk_session *ss)
{
	struct state *st = ss->state;
	int err;
	u32 i;

	err = ptwalk_survey(ss, st->by_region);
	memset(&st->total, 0, sizeof(st->total));
	for (i = 0; i < ptwalk_kernel.layout.n; i++)
		ptwalk_tally_add(&st->total, &st->by_region[i]);
	return err;
}

static int summary_next(struct ptwalk_session *ss)
{
	return ss->row == 0;
}

static void summary_show(struct ptwalk_session *ss, struct seq_file *m)
{
	const struct state *st = ss->state;

	show_machine(m);
	show_discovery(m, st);
	show_regions(m, st);
	show_linear_place(m);
	show_leaf_sizes(m, st);
	show_characteristics(m, st);
	show_sparseness(m, st);
	show_conclusion(m, st);
}

const struct ptwalk_file ptwalk_file_summary = {
	.name = "summary",
	.columns = "prose",
	.state_size = sizeof(struct state),
	.begin = summary_begin,
	.next = summary_next,
	.show = summary_show,
};
