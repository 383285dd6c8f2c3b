// SPDX-License-Identifier: GPL-2.0-only
/*
 * tables: the hierarchy as it stands in memory, each level two blanks further
 * in. A table, then what is in it; like neighbours in one table are one row.
 */
#include <linux/ctype.h>

#include "ptwalk_live.h"

/**
 * struct state - the row in hand, and what follows it
 * @run: the row, if it is no table descriptor
 * @table: the row, if it is one
 * @ahead: the first strip behind it
 * @owner: whose @ahead is
 * @whose: whose @run is
 * @is_table: which of the two
 * @pending: @ahead holds a strip
 */
struct state {
	struct ptwalk_run run;
	struct ptwalk_strip table;
	struct ptwalk_strip ahead;
	struct ptwalk_owner owner;
	struct ptwalk_owner whose;
	bool is_table;
	bool pending;
};

static int tables_begin(struct ptwalk_session *ss)
{
	struct state *st = ss->state;

	st->pending = false;
	ss->walk.split_phys = true;
	ss->walk.show_tables = true;
	ss->walk.dump_tables = true;
	return 0;
}

/* The next strip that is not an empty table's: its used count says that already. */
static int look_ahead(struct ptwalk_session *ss)
{
	struct state *st = ss->state;
	int ret = 1;

	while (!st->pending && ret > 0) {
		ret = ptwalk_session_next(ss, &st->ahead, &st->owner);
		st->pending = ret > 0 && st->ahead.kind != PTWALK_EMPTY;
	}
	return ret;
}

static int tables_next(struct ptwalk_session *ss)
{
	const struct ptwalk_geometry *g = &ptwalk_kernel.geo;
	struct state *st = ss->state;
	int ret;

	ret = look_ahead(ss);
	if (ret <= 0)
		return ret;
	st->pending = false;
	st->is_table = st->ahead.kind == PTWALK_TABLE;
	if (st->is_table) {
		st->table = st->ahead;
		return 1;
	}
	st->whose = st->owner;
	ptwalk_run_start(&st->run, g, &st->ahead, ptwalk_owner_key(&st->owner));
	while ((ret = look_ahead(ss)) > 0 &&
	       ptwalk_run_add(&st->run, g, &st->ahead, ptwalk_owner_key(&st->owner),
			      PTWALK_MERGE_TABLE))
		st->pending = false;
	return ret < 0 ? ret : 1;
}

/* "  PMD[3] " or "    PTE[16-31] " */
static void show_index(struct seq_file *m, unsigned int level, u32 first, u64 count)
{
	const struct ptwalk_geometry *g = &ptwalk_kernel.geo;
	const char *c;

	seq_printf(m, "%*s", 2 * (g->levels - 1 - level), "");
	for (c = g->level[level].name; *c; c++)
		seq_putc(m, toupper(*c));
	if (count == 1)
		seq_printf(m, "[%u] ", first);
	else
		seq_printf(m, "[%u-%llu] ", first, first + count - 1);
}

static void show_table(struct seq_file *m, const struct ptwalk_strip *s)
{
	const struct ptwalk_geometry *g = &ptwalk_kernel.geo;
	struct ptwalk_desc d;

	ptwalk_arch_decode(g, s->level, s->raw, &d);
	show_index(m, s->level, s->index, s->count);
	seq_printf(m, "0x%016llx table pa 0x%016llx used %u/%u", s->start, s->pa, s->used,
		   g->level[s->level - 1].entries);
	ptwalk_show_flags(m, d.attrs, PTWALK_BIT_TABLE);
	if (s->repeated)
		seq_printf(m, " repeated=%llu", s->count);
	seq_putc(m, '\n');
}

static void show_leaves(struct seq_file *m, const struct ptwalk_run *r,
			const struct ptwalk_owner *whose)
{
	struct ptwalk_prot p;

	ptwalk_arch_prot(&ptwalk_kernel.geo, r->attrs, r->inherited, &p);
	seq_printf(m, " -> 0x%016llx ", r->pa);
	ptwalk_show_prot(m, &p);
	ptwalk_show_flags(m, r->attrs,
			  r->level ? PTWALK_BIT_LEAF | PTWALK_BIT_BLOCK : PTWALK_BIT_LEAF);
	if (!p.accessed)
		seq_puts(m, " accessed=0");
	seq_puts(m, " owner=");
	ptwalk_show_owner(m, whose);
}

static void tables_show(struct ptwalk_session *ss, struct seq_file *m)
{
	const struct state *st = ss->state;
	const struct ptwalk_run *r = &st->run;

	if (st->is_table) {
		show_table(m, &st->table);
		return;
	}
	show_index(m, r->level, r->index, r->leaves);
	ptwalk_show_range(m, r->start, r->bytes);
	if (r->kind == PTWALK_LEAF)
		show_leaves(m, r, &st->whose);
	else
		seq_printf(m, " %s raw=0x%016llx", ptwalk_kind_name(r->kind), r->raw);
	seq_putc(m, '\n');
}

const struct ptwalk_file ptwalk_file_tables = {
	.name = "tables",
	.columns = "descriptor",
	.state_size = sizeof(struct state),
	.owners = true,
	.begin = tables_begin,
	.next = tables_next,
	.show = tables_show,
};
