// SPDX-License-Identifier: GPL-2.0-only
/*
 * tables: the hierarchy of tables, indented by two blanks per level. A table comes
 * before its entries; like neighbours in one table are one row.
 */
#include "files.h"

/**
 * struct state - the current row
 * @run: the row, unless it is a table entry
 * @owner: owner of @run
 * @table: the row, if it is a table entry
 * @is_table: it is a table entry
 */
struct state {
	struct ptwalk_run run;
	struct ptwalk_owner owner;
	struct ptwalk_batch table;
	bool is_table;
};

static int tables_begin(struct ptwalk_iter *it)
{
	it->walk.split_phys = true;
	it->walk.show_tables = true;
	it->walk.dump_tables = true;
	return 0;
}

/* Find the next batch, without those of empty tables, whose row has used 0 already. */
static int peek_used(struct ptwalk_iter *it)
{
	int ret;

	while ((ret = ptwalk_iter_peek(it)) > 0 && it->ahead.kind == PTWALK_EMPTY)
		ptwalk_iter_take(it);
	return ret;
}

static int tables_next(struct ptwalk_iter *it)
{
	const struct ptwalk_geometry *g = &it->space->geo;
	struct state *st = it->state;
	int ret;

	ret = peek_used(it);
	if (ret <= 0)
		return ret;
	st->is_table = it->ahead.kind == PTWALK_TABLE;
	if (st->is_table) {
		st->table = it->ahead;
		ptwalk_iter_take(it);
		return 1;
	}
	st->owner = it->ahead_owner;
	ptwalk_run_start(&st->run, g, &it->ahead, ptwalk_owner_key(&it->ahead_owner));
	do {
		ptwalk_iter_take(it);
		ret = peek_used(it);
	} while (ret > 0 && ptwalk_run_add(&st->run, g, &it->ahead,
					   ptwalk_owner_key(&it->ahead_owner),
					   PTWALK_MERGE_TABLE));
	return ret < 0 ? ret : 1;
}

static void tables_show(struct ptwalk_iter *it, struct ptwalk_text *out)
{
	const struct state *st = it->state;

	if (st->is_table)
		ptwalk_put_table(out, &st->table);
	else
		ptwalk_put_entries(out, &st->run, &st->owner);
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
