// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sorted lists of areas, merged.
 *
 * Areas move from chunk to chunk, and chunks that have become empty are filled
 * again: a merge needs two more chunks, however many areas there are, and no
 * allocation that grows with them.
 */
#include "ptwalk_areas.h"

/** struct source - the rest of a pile: its first chunk, and how many of that are done */
struct source {
	struct ptwalk_areas_chunk *chunk;
	u32 done;
};

static const struct ptwalk_area *first_of(const struct source *s)
{
	return s->chunk ? &s->chunk->area[s->done] : NULL;
}

static void give_back(struct ptwalk_areas_chunk **spare, struct ptwalk_areas_chunk *chunk)
{
	chunk->next = *spare;
	*spare = chunk;
}

static void drop_first(struct source *s, struct ptwalk_areas_chunk **spare)
{
	struct ptwalk_areas_chunk *chunk = s->chunk;

	if (++s->done < chunk->n)
		return;
	s->chunk = chunk->next;
	s->done = 0;
	give_back(spare, chunk);
}

/**
 * ptwalk_areas_push - put a chunk at the end of a pile
 * @pile: the pile; all its chunks are full
 * @chunk: the chunk
 */
void ptwalk_areas_push(struct ptwalk_areas_pile *pile, struct ptwalk_areas_chunk *chunk)
{
	chunk->next = NULL;
	if (pile->last)
		pile->last->next = chunk;
	else
		pile->first = chunk;
	pile->last = chunk;
}

static void empty_out(struct source *s, struct ptwalk_areas_chunk **spare)
{
	while (s->chunk) {
		struct ptwalk_areas_chunk *next = s->chunk->next;

		give_back(spare, s->chunk);
		s->chunk = next;
	}
}

/* Make room for one more area. False if there is no spare chunk. */
static bool has_room(struct ptwalk_areas_pile *pile, struct ptwalk_areas_chunk **spare)
{
	struct ptwalk_areas_chunk *chunk = *spare;

	if (pile->last && pile->last->n < PTWALK_AREAS_CHUNK)
		return true;
	if (!chunk)
		return false;
	*spare = chunk->next;
	chunk->n = 0;
	ptwalk_areas_push(pile, chunk);
	return true;
}

/**
 * ptwalk_areas_merge - merge two piles
 * @pile: the pile that was copied first; on return, both
 * @later: the pile that was copied later; on return, empty
 * @spare: at least two chunks, unless one of the piles is empty; on return, the
 *	chunks that are not in use
 * @pause: called once a chunk. 0, or -errno to give up.
 *
 * Of two areas that start at the same address, that of @later comes first.
 *
 * Return: 0, an error of @pause, or -ENOMEM without spare chunks. After an error,
 * areas are lost, but no chunk is: all are in @pile or @spare.
 */
int ptwalk_areas_merge(struct ptwalk_areas_pile *pile, struct ptwalk_areas_pile *later,
		       struct ptwalk_areas_chunk **spare, int (*pause)(void))
{
	struct source a = { .chunk = pile->first }, b = { .chunk = later->first }, *from;
	struct ptwalk_areas_pile all = {};
	const struct ptwalk_area *x, *y;
	int err = 0;

	if (!b.chunk)
		return 0;
	if (!a.chunk) {
		*pile = *later;
		*later = all;
		return 0;
	}
	while ((a.chunk || b.chunk) && !err) {
		if (!has_room(&all, spare)) {
			err = -ENOMEM;
			break;
		}
		x = first_of(&a);
		y = first_of(&b);
		from = !x || (y && y->start <= x->start) ? &b : &a;
		all.last->area[all.last->n++] = *first_of(from);
		drop_first(from, spare);
		if (all.last->n == PTWALK_AREAS_CHUNK)
			err = pause();
	}
	empty_out(&a, spare);
	empty_out(&b, spare);
	*pile = all;
	*later = (struct ptwalk_areas_pile) {};
	return err;
}

/* Area @i of a snapshot that is still being made, writable. */
static struct ptwalk_area *place_of(struct ptwalk_areas *as, u32 i)
{
	u32 chunk = i / PTWALK_AREAS_CHUNK;

	return &as->block[chunk / PTWALK_AREAS_BLOCK][chunk % PTWALK_AREAS_BLOCK]
		->area[i % PTWALK_AREAS_CHUNK];
}

/**
 * ptwalk_areas_settle - drop areas that overlap the one before
 * @as: sorted areas; on return, without those
 * @pause: as for ptwalk_areas_merge()
 *
 * Return: 0 or an error of @pause.
 */
int ptwalk_areas_settle(struct ptwalk_areas *as, int (*pause)(void))
{
	u32 i, kept = 0;
	u64 end = 0;
	int err;

	for (i = 0; i < as->n; i++) {
		const struct ptwalk_area *a = ptwalk_areas_at(as, i);

		err = i % PTWALK_AREAS_CHUNK ? 0 : pause();
		if (err)
			return err;
		if (a->start < end)
			continue;
		end = a->end;
		if (kept != i)
			*place_of(as, kept) = *a;
		kept++;
	}
	as->n = kept;
	return 0;
}
