// SPDX-License-Identifier: GPL-2.0-only
/*
 * tables: the hierarchy of tables, indented by two blanks per level. A table comes
 * before its entries; like neighbours in one table are one row, and so are tables that
 * are alike, unless the rows of one table are asked for.
 */
#include "files.h"

/**
 * struct state - the current row
 * @fold: the tables, folded
 * @row: the row
 * @plain: the row, if nothing is folded
 * @ended: the walk is over
 */
struct state {
	struct ptwalk_fold fold;
	const struct ptwalk_fold_row *row;
	struct ptwalk_fold_row plain;
	bool ended;
};

static int tables_begin(struct ptwalk_iter *it)
{
	struct state *st = it->state;

	it->walk.split_phys = true;
	it->walk.show_tables = true;
	it->walk.dump_tables = true;
	st->ended = false;
	ptwalk_fold_start(&st->fold, &it->space->geo);
	return 0;
}

/*
 * Find the next batch, without those of empty tables, whose row has used 0 already, and
 * without those below the level that is asked for.
 */
static int peek_used(struct ptwalk_iter *it)
{
	int ret;

	while ((ret = ptwalk_iter_peek(it)) > 0 &&
	       (it->ahead.kind == PTWALK_EMPTY || it->ahead.level < it->bottom))
		ptwalk_iter_take(it);
	return ret;
}

/* Read like entries of one table, from the batch that was peeked at on. */
static int read_run(struct ptwalk_iter *it)
{
	const struct ptwalk_geometry *g = &it->space->geo;
	struct state *st = it->state;
	int ret;

	ptwalk_run_start(&st->plain.run, g, &it->ahead, ptwalk_owner_key(&it->ahead_owner));
	do {
		ptwalk_iter_take(it);
		ret = peek_used(it);
	} while (ret > 0 && ptwalk_run_add(&st->plain.run, g, &it->ahead,
					   ptwalk_owner_key(&it->ahead_owner),
					   PTWALK_MERGE_TABLE));
	return ret < 0 ? ret : 1;
}

/* The next row without folding: a table, or like entries. */
static int next_plain(struct ptwalk_iter *it)
{
	struct state *st = it->state;
	int ret;

	ret = peek_used(it);
	if (ret <= 0)
		return ret;
	if (it->ahead.kind == PTWALK_TABLE) {
		st->plain.kind = PTWALK_FOLD_TABLE;
		st->plain.table = it->ahead;
		ptwalk_iter_take(it);
		return 1;
	}
	st->plain.kind = PTWALK_FOLD_ENTRIES;
	st->plain.owner = it->ahead_owner;
	return read_run(it);
}

static int tables_next(struct ptwalk_iter *it)
{
	struct state *st = it->state;
	int ret;

	if (it->unfolded) {
		st->row = &st->plain;
		return next_plain(it);
	}
	while (!(st->row = ptwalk_fold_row(&st->fold))) {
		if (st->ended)
			return 0;
		ret = next_plain(it);
		if (ret < 0)
			return ret;
		if (!ret) {
			st->ended = true;
			ptwalk_fold_end(&st->fold);
		} else if (st->plain.kind == PTWALK_FOLD_TABLE) {
			ptwalk_fold_table(&st->fold, &st->plain.table);
		} else {
			ptwalk_fold_entries(&st->fold, &st->plain.run, &st->plain.owner);
		}
	}
	return 1;
}

static void tables_show(struct ptwalk_iter *it, struct ptwalk_text *out)
{
	const struct state *st = it->state;

	switch (st->row->kind) {
	case PTWALK_FOLD_TABLE:
		ptwalk_put_table(out, &st->row->table);
		break;
	case PTWALK_FOLD_ENTRIES:
		ptwalk_put_entries(out, &st->row->run, &st->row->owner);
		break;
	case PTWALK_FOLD_TABLES:
		ptwalk_put_like_tables(out, &st->row->tables);
		break;
	}
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
