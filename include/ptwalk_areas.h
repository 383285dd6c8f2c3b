/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A snapshot of all vmap areas, sorted by address.
 */
#ifndef PTWALK_AREAS_H
#define PTWALK_AREAS_H

#include "ptwalk_area.h"

/** PTWALK_AREAS_CHUNK - areas in one chunk: the largest power of two that 16 KiB hold */
#define PTWALK_AREAS_CHUNK	256u

/** PTWALK_AREAS_BLOCK - pointers to chunks in one block, which is 16 KiB too */
#define PTWALK_AREAS_BLOCK	2048u

/**
 * struct ptwalk_areas_chunk - some areas, in order
 * @next: the next chunk
 * @n: how many areas
 * @area: the areas
 */
struct ptwalk_areas_chunk {
	struct ptwalk_areas_chunk *next;
	u32 n;
	struct ptwalk_area area[PTWALK_AREAS_CHUNK];
};

/**
 * struct ptwalk_areas_pile - sorted areas, while a snapshot is made
 * @first: the first chunk, or NULL; no chunk is empty, and all but the last are full
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
 * @block: blocks of pointers to chunks, by address; no two areas overlap
 *
 * All of it comes from kmalloc, as a snapshot must not make an area itself. No
 * allocation is larger than 16 KiB, except @block: a pointer per half million areas.
 */
struct ptwalk_areas {
	u32 n;
	u32 chunks;
	struct ptwalk_areas_chunk ***block;
};

/**
 * struct ptwalk_owner - what an address belongs to
 * @region: the region that it lies in, never NULL
 * @area: the area that it lies in, or NULL
 * @guard: the address is in that area's guard page
 * @last: last address with the same owner
 */
struct ptwalk_owner {
	const struct ptwalk_region *region;
	const struct ptwalk_area *area;
	bool guard;
	u64 last;
};

/**
 * ptwalk_owner_key - a pointer that identifies an owner
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
