/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * All vmap areas of a moment, in the order of addresses.
 */
#ifndef PTWALK_AREAS_H
#define PTWALK_AREAS_H

#include "ptwalk_area.h"

/** PTWALK_AREAS_CHUNK - areas in one chunk: as many as 16 KiB hold, of powers of two */
#define PTWALK_AREAS_CHUNK	256u

/** PTWALK_AREAS_BLOCK - chunks that one block of pointers is for, which is 16 KiB too */
#define PTWALK_AREAS_BLOCK	2048u

/**
 * struct ptwalk_areas_chunk - some areas, in order
 * @next: the chunk behind it
 * @n: how many areas
 * @area: those
 */
struct ptwalk_areas_chunk {
	struct ptwalk_areas_chunk *next;
	u32 n;
	struct ptwalk_area area[PTWALK_AREAS_CHUNK];
};

/**
 * struct ptwalk_areas_pile - areas in order, while a snapshot is made
 * @first: the first chunk, or NULL; none is empty, and all but the last are full
 * @last: the last chunk, or NULL
 */
struct ptwalk_areas_pile {
	struct ptwalk_areas_chunk *first;
	struct ptwalk_areas_chunk *last;
};

/**
 * struct ptwalk_areas - a snapshot of the kernel's lists
 * @n: how many areas
 * @chunks: how many chunks they are in
 * @block: of pointers to chunks, in the order of addresses; no two areas overlap
 *
 * All of it by kmalloc: a snapshot makes no area itself. No extent of it is larger
 * than 16 KiB, but for @block: a pointer for each half million areas.
 */
struct ptwalk_areas {
	u32 n;
	u32 chunks;
	struct ptwalk_areas_chunk ***block;
};

/**
 * struct ptwalk_owner - whose an address is
 * @region: the region that it lies in, never NULL
 * @area: the area that it lies in, or NULL
 * @guard: in that area's guard page
 * @last: up to this address the answer is the same
 */
struct ptwalk_owner {
	const struct ptwalk_region *region;
	const struct ptwalk_area *area;
	bool guard;
	u64 last;
};

/**
 * ptwalk_owner_key - what tells owners apart
 * @o: the owner
 *
 * Return: equal pointers for equal owners, for ptwalk_run_add().
 */
static inline const void *ptwalk_owner_key(const struct ptwalk_owner *o)
{
	return o->area && !o->region->fixed ? (const void *)o->area : o->region;
}

/* owner.c */
const struct ptwalk_area *ptwalk_areas_at(const struct ptwalk_areas *as, u32 i);
u32 ptwalk_areas_search(const struct ptwalk_areas *as, u64 va, u32 near);
void ptwalk_owner_find(const struct ptwalk_space *space, const struct ptwalk_areas *as, u64 va,
		       u32 *near, struct ptwalk_owner *o);
bool ptwalk_owner_is_nobody(const struct ptwalk_owner *o, bool areas_known);

/* areas_merge.c */
void ptwalk_areas_push(struct ptwalk_areas_pile *pile, struct ptwalk_areas_chunk *chunk);
int ptwalk_areas_merge(struct ptwalk_areas_pile *pile, struct ptwalk_areas_pile *later,
		       struct ptwalk_areas_chunk **spare, int (*pause)(void));
int ptwalk_areas_settle(struct ptwalk_areas *as, int (*pause)(void));

#endif /* PTWALK_AREAS_H */
