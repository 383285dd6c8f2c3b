/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Folding: like tables one after another become one row. What is folded is said
 * completely by the row, except where the tables themselves are.
 */
#ifndef PTWALK_FOLD_H
#define PTWALK_FOLD_H

#include "ptwalk_areas.h"
#include "ptwalk_run.h"

/**
 * enum ptwalk_fold_kind - what a row shows
 * @PTWALK_FOLD_TABLE: an entry that points to a table
 * @PTWALK_FOLD_ENTRIES: like entries of one table
 * @PTWALK_FOLD_TABLES: like tables
 */
enum ptwalk_fold_kind {
	PTWALK_FOLD_TABLE,
	PTWALK_FOLD_ENTRIES,
	PTWALK_FOLD_TABLES,
};

/**
 * struct ptwalk_like_tables - tables that are alike, one after another
 * @start: virtual address of the first
 * @level: of the entries that point to them
 * @bottom: level of what is in the last of their tables: from @level - 1 down to
 *	here, every table is full of like tables
 * @index: of the first of those entries
 * @n: how many; 0 for none
 * @attrs: of those entries and of all table entries below them
 * @empty: nothing is in them; otherwise every entry of the last tables is a leaf
 * @leaves: these leaves, physically contiguous over all tables
 * @owner: their owner
 */
struct ptwalk_like_tables {
	u64 start;
	u8 level;
	u8 bottom;
	u32 index;
	u64 n;
	u64 attrs;
	bool empty;
	struct ptwalk_run leaves;
	struct ptwalk_owner owner;
};

/**
 * struct ptwalk_fold_row - a row
 * @kind: what it shows
 * @table: of %PTWALK_FOLD_TABLE
 * @run: of %PTWALK_FOLD_ENTRIES
 * @owner: of @run
 * @tables: of %PTWALK_FOLD_TABLES
 */
struct ptwalk_fold_row {
	enum ptwalk_fold_kind kind;
	union {
		struct ptwalk_batch table;
		struct {
			struct ptwalk_run run;
			struct ptwalk_owner owner;
		};
		struct ptwalk_like_tables tables;
	};
};

/** PTWALK_FOLD_ROWS - most rows that one step can bring: four for each level, and its own */
#define PTWALK_FOLD_ROWS	(4 * PTWALK_LEVELS + 2)

/**
 * struct ptwalk_fold_level - rows that wait for what comes after them
 * @like: tables that are complete, which the next table may join
 * @first: the entry that points to the first of them
 * @open: @table is valid: what is in it is still coming
 * @shown: its row has been handed out, as it is not like others
 * @table: the entry that points to it
 * @full: it is full of @run
 * @run: its leaves
 * @owner: their owner
 */
struct ptwalk_fold_level {
	struct ptwalk_like_tables like;
	struct ptwalk_batch first;
	bool open;
	bool shown;
	struct ptwalk_batch table;
	bool full;
	struct ptwalk_run run;
	struct ptwalk_owner owner;
};

/**
 * struct ptwalk_fold - a walk of tables that is being folded
 * @g: the geometry
 * @level: by level of the entries
 * @row: rows that are ready
 * @n: how many
 * @taken: how many of them were taken
 */
struct ptwalk_fold {
	const struct ptwalk_geometry *g;
	struct ptwalk_fold_level level[PTWALK_LEVELS];
	struct ptwalk_fold_row row[PTWALK_FOLD_ROWS];
	u32 n;
	u32 taken;
};

/* fold.c */
void ptwalk_fold_start(struct ptwalk_fold *f, const struct ptwalk_geometry *g);
void ptwalk_fold_table(struct ptwalk_fold *f, const struct ptwalk_batch *b);
void ptwalk_fold_entries(struct ptwalk_fold *f, const struct ptwalk_run *r,
			 const struct ptwalk_owner *o);
void ptwalk_fold_end(struct ptwalk_fold *f);
const struct ptwalk_fold_row *ptwalk_fold_row(struct ptwalk_fold *f);

#endif /* PTWALK_FOLD_H */
