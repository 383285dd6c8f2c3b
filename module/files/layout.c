// SPDX-License-Identifier: GPL-2.0-only
/*
 * layout: the regions of the address space, and what is mapped in each.
 */
#include "ptwalk_live.h"

/**
 * struct state - one walk's totals
 * @next: index of the row after the one in hand
 * @survey: the totals
 */
struct state {
	u32 next;
	struct ptwalk_survey survey;
};

static int layout_begin(struct ptwalk_session *ss)
{
	struct state *st = ss->state;

	st->next = 0;
	return ptwalk_survey_take(ss, &st->survey);
}

/* One row for each region, and one for the totals. */
static int layout_next(struct ptwalk_session *ss)
{
	struct state *st = ss->state;

	return st->next++ <= ptwalk_kernel.layout.n;
}

/* The level with the kernel's name at index @i of pgd, p4d, pud, pmd, pte. */
static u64 leaves_named(const struct ptwalk_tally *t, unsigned int i)
{
	unsigned int top = ptwalk_kernel.geo.levels - 1u;
	unsigned int level = PTWALK_LEVELS - 1 - i;

	if (!i)
		return t->leaves[top];
	return level < top ? t->leaves[level] : 0;
}

static void show_tally(struct seq_file *m, const struct ptwalk_tally *t)
{
	u64 tables = ptwalk_tally_tables(t);
	unsigned int i;

	seq_printf(m, " %llu %llu %llu", t->mapped, tables,
		   tables << ptwalk_kernel.geo.page_shift);
	for (i = 0; i < PTWALK_LEVELS; i++)
		seq_printf(m, " %llu", leaves_named(t, i));
	seq_printf(m, " %llu extents=%llu\n", t->cont, t->frags);
}

static void layout_show(struct ptwalk_session *ss, struct seq_file *m)
{
	const struct ptwalk_layout *l = &ptwalk_kernel.layout;
	const struct state *st = ss->state;
	const struct ptwalk_region *r;

	if (st->next <= l->n) {
		r = &l->region[st->next - 1];
		ptwalk_show_range(m, r->start, r->end - r->start);
		seq_printf(m, " %llu %s", r->end - r->start, r->name);
		show_tally(m, &st->survey.by_region[st->next - 1]);
		return;
	}
	seq_printf(m, "# total %u regions", l->n);
	show_tally(m, &st->survey.total);
}

const struct ptwalk_file ptwalk_file_layout = {
	.name = "layout",
	.columns = "range bytes name mapped_bytes tables table_bytes pgd p4d pud pmd pte cont",
	.state_size = sizeof(struct state),
	.begin = layout_begin,
	.next = layout_next,
	.show = layout_show,
};
