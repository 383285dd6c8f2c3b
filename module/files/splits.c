// SPDX-License-Identifier: GPL-2.0-only
/*
 * splits: why the linear map is not made of larger blocks, table by table, and what could
 * be regained.
 */
#include <linux/slab.h>

#include "../aliases.h"
#include "../page.h"
#include "../ram.h"
#include "files.h"
#include "splits.h"

/**
 * struct state - the current row, and the walk
 * @splits: the walk
 * @ram: what the linear map may map
 * @aliases: who else maps odd pages
 * @at: number of the current row among those that are ready
 * @ended: the walk has ended
 * @remark: number of the current remark, 0 for none
 */
struct state {
	struct ptwalk_splits splits;
	struct ptwalk_ram ram;
	struct ptwalk_aliases aliases;
	u32 at;
	bool ended;
	u32 remark;
};

static void start_walk(struct ptwalk_iter *it, struct ptwalk_splits *s, struct ptwalk_ram *ram)
{
	const struct ptwalk_region *linear = ptwalk_layout_named(&it->space->layout, "linear");

	ptwalk_splits_start(s, it->space, ram, linear);
	ptwalk_iter_seek(it, it->space->geo.va_start, linear->last);
	it->walk.show_tables = true;
}

/* Walk until a split is ready. 1, 0 after the last, or -errno. */
static int walk_on(struct ptwalk_iter *it, struct ptwalk_splits *s, bool *ended)
{
	struct ptwalk_owner owner;
	struct ptwalk_batch b;
	int ret = 1;

	s->n = 0;
	while (!s->n && !*ended) {
		ret = ptwalk_iter_next(it, &b, &owner);
		if (ret < 0)
			return ret;
		*ended = !ret;
		if (ret)
			ptwalk_splits_batch(s, &b);
		else
			ptwalk_splits_end(s);
	}
	return s->n > 0;
}

/**
 * ptwalk_splits_count - why the linear map has its tables, without rows
 * @it: an iterator; its position is lost
 * @totals: filled
 *
 * Context: may sleep.
 * Return: 0, -ENOMEM, or an error of ptwalk_ram_take() or ptwalk_iter_next().
 */
int ptwalk_splits_count(struct ptwalk_iter *it, struct ptwalk_split_totals *totals)
{
	struct state *st = kzalloc(sizeof(*st), GFP_KERNEL);
	int ret;

	if (!st)
		return -ENOMEM;
	ret = ptwalk_ram_take(&st->ram);
	if (!ret) {
		start_walk(it, &st->splits, &st->ram);
		while ((ret = walk_on(it, &st->splits, &st->ended)) > 0)
			;
		it->walk.show_tables = false;
		*totals = st->splits.totals;
	}
	kfree(st);
	return ret;
}

static void splits_drop(struct ptwalk_iter *it)
{
	struct state *st = it->state;

	ptwalk_aliases_drop(&st->aliases);
}

static int splits_begin(struct ptwalk_iter *it)
{
	struct state *st = it->state;
	int err;

	splits_drop(it);
	memset(st, 0, sizeof(*st));
	err = ptwalk_ram_take(&st->ram);
	if (!err)
		err = ptwalk_aliases_find(&st->aliases, it);
	start_walk(it, &st->splits, &st->ram);
	return err;
}

/* The totals, one remark for each reason, one for each level, and what they come to. */
#define BY_LEVEL (2 + PTWALK_SPLIT_WHYS)
#define REMARKS (BY_LEVEL + PTWALK_LEVELS)

/* Which remarks have something to say. */
static bool is_said(const struct state *st)
{
	const struct ptwalk_split_totals *t = &st->splits.totals;

	if (st->remark > 1 && st->remark < BY_LEVEL)
		return t->tables[st->remark - 2];
	if (st->remark >= BY_LEVEL && st->remark < REMARKS)
		return t->regain_tables[st->remark - BY_LEVEL];
	return true;
}

static int next_remark(struct state *st)
{
	do {
		if (st->remark == REMARKS)
			return 0;
		st->remark++;
	} while (!is_said(st));
	return 1;
}

static int splits_next(struct ptwalk_iter *it)
{
	struct state *st = it->state;
	int ret;

	if (++st->at < st->splits.n)
		return 1;
	st->at = 0;
	if (!st->ended) {
		ret = walk_on(it, &st->splits, &st->ended);
		if (ret)
			return ret;
	}
	st->splits.n = 0;
	return next_remark(st);
}

static void show_owners(struct ptwalk_text *out, struct state *st, u64 pa)
{
	const struct ptwalk_alias_owners *who = ptwalk_aliases_at(&st->aliases, pa);
	u32 i;

	for (i = 0; who && i < who->n; i++) {
		ptwalk_put(out, i ? "," : " by=");
		ptwalk_put_owner(out, &who->owner[i]);
		/* The same caller may have made several areas. */
		if (who->owner[i].area && !who->owner[i].region->fixed)
			ptwalk_put_hex(out, "@", who->owner[i].area->start);
	}
	if (!who)
		ptwalk_put(out, " by=none");
	else if (who->more)
		ptwalk_put(out, ",...");
}

static void show_split(struct ptwalk_text *out, struct state *st, const struct ptwalk_split *split)
{
	const struct ptwalk_geometry *g = &out->space->geo;
	u64 pa = split->at + out->space->linear_offset;

	ptwalk_put_range(out, split->start, split->bytes);
	ptwalk_put_dec(out, " ", split->bytes);
	ptwalk_putc(out, ' ');
	ptwalk_put(out, split->level < g->levels ? g->level[split->level].name : "-");
	ptwalk_put_dec(out, " ", split->tables);
	ptwalk_put_dec(out, " ", split->tables << g->page_shift);
	ptwalk_put_dec(out, " ", split->mapped);
	ptwalk_putc(out, ' ');
	ptwalk_put(out, ptwalk_split_why_name(split->why));
	if (split->at)
		ptwalk_put_hex(out, " at=", split->at);
	if (split->odd)
		ptwalk_put_dec(out, " odd=", split->odd);
	if (split->why == PTWALK_SPLIT_DIFFER && split->odd)
		show_owners(out, st, pa);
	if (split->why == PTWALK_SPLIT_UNMAPPED) {
		ptwalk_put(out, " because=");
		ptwalk_put(out, ptwalk_page_unmapped_why(out->space, pa));
	}
	ptwalk_putc(out, '\n');
}

static void put_costs(struct ptwalk_text *out, const char *what, u64 tables, u64 mapped)
{
	ptwalk_printf(out, "# %s: tables=%llu table_bytes=%llu mapped=%llu\n", what, tables,
		      tables << out->space->geo.page_shift, mapped);
}

static void show_remark(struct ptwalk_text *out, const struct state *st)
{
	const struct ptwalk_split_totals *t = &st->splits.totals;
	u64 tables = 0, mapped = 0;
	char what[24];
	u32 i;

	if (st->remark == REMARKS) {
		put_costs(out, "regain", ptwalk_split_regain_tables(t),
			  ptwalk_split_regain_mapped(t));
	} else if (st->remark >= BY_LEVEL) {
		i = st->remark - BY_LEVEL;
		snprintf(what, sizeof(what), "regain %s", out->space->geo.level[i].name);
		put_costs(out, what, t->regain_tables[i], t->regain_mapped[i]);
	} else if (st->remark > 1) {
		i = st->remark - 2;
		put_costs(out, ptwalk_split_why_name(i), t->tables[i], t->mapped[i]);
	} else {
		for (i = 0; i < PTWALK_SPLIT_WHYS; i++) {
			tables += t->tables[i];
			mapped += t->mapped[i];
		}
		put_costs(out, "total", tables, mapped);
	}
}

static void splits_show(struct ptwalk_iter *it, struct ptwalk_text *out)
{
	struct state *st = it->state;

	if (st->splits.n)
		show_split(out, st, &st->splits.ready[st->at]);
	else
		show_remark(out, st);
}

const struct ptwalk_file ptwalk_file_splits = {
	.name = "splits",
	.columns = "range bytes level tables table_bytes mapped reason",
	.state_size = sizeof(struct state),
	.owners = true,
	.begin = splits_begin,
	.next = splits_next,
	.show = splits_show,
	.end = splits_drop,
};
