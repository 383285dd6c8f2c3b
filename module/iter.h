/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Iterators, one per open file: a walk, a copy of the areas, and the current row.
 */
#ifndef PTWALK_ITER_H
#define PTWALK_ITER_H

#include "areas.h"
#include "kernel.h"
#include "names.h"
#include "ptwalk_check.h"
#include "ptwalk_text.h"

struct ptwalk_iter;

/**
 * struct ptwalk_file - one file of the interface
 * @name: its name
 * @columns: the columns in its first line; NULL if they depend on the question
 * @state_size: bytes of state that it keeps in an iterator
 * @owners: it needs to know the areas
 * @window: entries of a table that its walk copies at once; 0 for the maximum
 * @begin: prepare for the first row. 0 or -errno.
 * @next: find the next row and keep it in the state. 1, 0 at the end, -errno.
 * @show: print the row in the state; may be called again for the same row
 * @header: get the columns, if @columns is NULL
 * @end: free what the state holds, or NULL
 *
 * Context: all may sleep, and are called with no lock held but that of the open file.
 * They must not use vmalloc(), as the files show what is mapped.
 */
struct ptwalk_file {
	const char *name;
	const char *columns;
	size_t state_size;
	bool owners;
	u16 window;
	int (*begin)(struct ptwalk_iter *it);
	int (*next)(struct ptwalk_iter *it);
	void (*show)(struct ptwalk_iter *it, struct ptwalk_text *out);
	const char *(*header)(struct ptwalk_iter *it);
	void (*end)(struct ptwalk_iter *it);
};

/**
 * struct ptwalk_iter - a walk in progress of an open file
 * @file: which one
 * @kernel: the kernel that runs
 * @space: its address space
 * @walk: the walk
 * @areas: copy of the areas, taken at the start if they are needed; otherwise empty
 * @start: first address after a rewind
 * @last: last address after a rewind
 * @whole: the walk in progress covers everything
 * @unfolded: rows of tables are not folded
 * @bottom: lowest level of entries that have rows in tables
 * @inner: the iterator of another file that makes its rows, or NULL
 * @row: number of the row in @state, counted from 1; 0 before the first
 * @owner: owner of the addresses from @owned_from up to the limit of the walk
 * @owned_from: the address that @owner was found for
 * @owned: @owner is valid
 * @ahead: the batch that ptwalk_iter_peek() returned
 * @ahead_owner: its owner
 * @seen: @ahead holds a batch that was not taken
 * @steps: batches so far
 * @near: number of the area that was found last
 * @names: symbols looked up since its beginning
 * @ns: time spent since its beginning, without pauses
 * @since: when the last pause ended
 * @state: of the file, zero at first, kept from row to row
 */
struct ptwalk_iter {
	const struct ptwalk_file *file;
	const struct ptwalk_kernel *kernel;
	const struct ptwalk_space *space;
	struct ptwalk_walk walk;
	struct ptwalk_areas areas;
	u64 start;
	u64 last;
	bool whole;
	bool unfolded;
	u8 bottom;
	struct ptwalk_iter *inner;
	loff_t row;
	struct ptwalk_owner owner;
	u64 owned_from;
	bool owned;
	struct ptwalk_batch ahead;
	struct ptwalk_owner ahead_owner;
	bool seen;
	u32 steps;
	u32 near;
	struct ptwalk_names names;
	u64 ns;
	u64 since;
	void *state;
};

struct ptwalk_iter *ptwalk_iter_new(const struct ptwalk_file *file,
				    const struct ptwalk_kernel *kernel);
void ptwalk_iter_free(struct ptwalk_iter *it);
int ptwalk_iter_rewind(struct ptwalk_iter *it);
void ptwalk_iter_seek(struct ptwalk_iter *it, u64 start, u64 last);
void ptwalk_iter_resume(struct ptwalk_iter *it);
void ptwalk_iter_pause(struct ptwalk_iter *it);
int ptwalk_iter_next(struct ptwalk_iter *it, struct ptwalk_batch *b, struct ptwalk_owner *owner);
int ptwalk_iter_peek(struct ptwalk_iter *it);
int ptwalk_iter_stats(struct ptwalk_iter *it, struct ptwalk_stats *stats, struct ptwalk_check *ck);

/** ptwalk_iter_take - take the batch that ptwalk_iter_peek() returned */
static inline void ptwalk_iter_take(struct ptwalk_iter *it)
{
	it->seen = false;
}

/**
 * struct ptwalk_last_walk - the last walk over everything
 * @stats: what it cost
 * @ns: how long it took
 */
struct ptwalk_last_walk {
	struct ptwalk_walk_stats stats;
	u64 ns;
};

void ptwalk_iter_last_walk(struct ptwalk_last_walk *last);

#endif /* PTWALK_ITER_H */
