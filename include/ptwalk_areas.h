/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * All vmap areas of a moment, in the order of addresses.
 */
#ifndef PTWALK_AREAS_H
#define PTWALK_AREAS_H

#include "ptwalk_area.h"

/** PTWALK_AREAS_CHUNK - areas in one chunk: as many as 16 KiB hold */
#define PTWALK_AREAS_CHUNK	292u

/**
 * struct ptwalk_areas - a snapshot of the kernel's lists
 * @n: how many areas
 * @chunks: how many chunks
 * @chunk: chunks of areas, in the order in which they were copied
 * @order: indexes into them, in the order of addresses, no two overlapping
 *
 * All of it by kmalloc: a snapshot makes no area itself.
 */
struct ptwalk_areas {
	u32 n;
	u32 chunks;
	struct ptwalk_area **chunk;
	u32 *order;
};

/**
 * struct ptwalk_owner - whose an address is
 * @region: the region that it lies in, never NULL
 * @area: the area that it lies in, or NULL
 * @guard: in that area's guard page
 * @end: up to here the answer is the same; 0 for 2^64
 */
struct ptwalk_owner {
	const struct ptwalk_region *region;
	const struct ptwalk_area *area;
	bool guard;
	u64 end;
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

/* owner.c: pure */
const struct ptwalk_area *ptwalk_areas_at(const struct ptwalk_areas *as, u32 i);
u32 ptwalk_areas_search(const struct ptwalk_areas *as, u64 va, u32 near);
void ptwalk_owner_find(const struct ptwalk_layout *l, const struct ptwalk_areas *as, u64 va,
		       unsigned int page_shift, u32 *near, struct ptwalk_owner *o);
bool ptwalk_owner_is_nobody(const struct ptwalk_owner *o, bool areas_known);

/* areas.c: live */
int ptwalk_areas_init(void);
const char *ptwalk_areas_source(void);
const char *ptwalk_areas_missing(void);
bool ptwalk_areas_known(void);
bool ptwalk_areas_module(u64 va, char *name);
int ptwalk_areas_take(struct ptwalk_areas *as);
void ptwalk_areas_drop(struct ptwalk_areas *as);
bool ptwalk_areas_find(u64 va, struct ptwalk_area *found);

#endif /* PTWALK_AREAS_H */
