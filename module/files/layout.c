// SPDX-License-Identifier: GPL-2.0-only
/*
 * layout: the regions of the address space, and what is mapped in each.
 */
#include "files.h"

/**
 * struct state - the totals of one walk
 * @next: index of the row after the current one
 * @stats: the totals
 */
struct state {
	u32 next;
	struct ptwalk_stats stats;
};

static int layout_begin(struct ptwalk_iter *it)
{
	struct state *st = it->state;

	st->next = 0;
	return ptwalk_iter_stats(it, &st->stats, NULL);
}

/* One row per region, and one for the totals. */
static int layout_next(struct ptwalk_iter *it)
{
	struct state *st = it->state;

	return st->next++ <= it->space->layout.n;
}

static void layout_show(struct ptwalk_iter *it, struct ptwalk_text *out)
{
	const struct ptwalk_layout *l = &it->space->layout;
	const struct state *st = it->state;
	u32 i = st->next - 1;

	if (i < l->n) {
		ptwalk_put_region(out, &l->region[i], &st->stats.by_region[i]);
		return;
	}
	ptwalk_printf(out, "# total %u regions", l->n);
	ptwalk_put_totals(out, &st->stats.total);
}

const struct ptwalk_file ptwalk_file_layout = {
	.name = "layout",
	.columns = "range bytes name mapped_bytes tables table_bytes pgd p4d pud pmd pte cont",
	.state_size = sizeof(struct state),
	.begin = layout_begin,
	.next = layout_next,
	.show = layout_show,
};
