/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Holes: what is free of the parts of the address space that areas come from, and
 * the largest area that can still be made there.
 */
#ifndef PTWALK_HOLES_H
#define PTWALK_HOLES_H

#include "ptwalk_areas.h"

/** PTWALK_ZONES - most zones that a kernel can have */
#define PTWALK_ZONES	16

/** PTWALK_ZONE_USES - most uses of one zone */
#define PTWALK_ZONE_USES	8

/**
 * struct ptwalk_zone - a range that areas are allocated from
 * @start: first address
 * @last: last address
 * @use: what is allocated here; the first is the name of the zone
 * @uses: how many
 *
 * Zones may overlap: a window for modules may lie in the zone of vmalloc().
 */
struct ptwalk_zone {
	u64 start;
	u64 last;
	const char *use[PTWALK_ZONE_USES];
	u32 uses;
};

/**
 * struct ptwalk_zones - all of them
 * @n: how many
 * @zone: in the order in which they were added
 */
struct ptwalk_zones {
	u32 n;
	struct ptwalk_zone zone[PTWALK_ZONES];
};

/**
 * struct ptwalk_hole - a free range
 * @start: first address
 * @last: last address
 * @before: the area that ends where it starts; NULL at the border of the zone
 * @after: the area that starts where it ends; NULL at the border of the zone
 */
struct ptwalk_hole {
	u64 start;
	u64 last;
	const struct ptwalk_area *before;
	const struct ptwalk_area *after;
};

/**
 * struct ptwalk_holes - a search for the holes of a zone
 * @areas: all areas
 * @purged: lazily freed areas are free, as they are once they have been purged
 * @pause: called now and then, so that others can run. 0, or -errno to end the
 *	search. NULL if there is nobody to wait.
 * @next: first address that was not looked at
 * @last: last address of the zone
 * @area: number of the next area
 * @before: the area that ends at @next, or NULL
 * @done: there is nothing left
 */
struct ptwalk_holes {
	const struct ptwalk_areas *areas;
	bool purged;
	int (*pause)(void);
	u64 next;
	u64 last;
	u32 area;
	const struct ptwalk_area *before;
	bool done;
};

/**
 * struct ptwalk_hole_stats - the holes of a zone
 * @n: how many
 * @free: bytes in all of them
 * @largest: bytes in the largest
 * @lazy: bytes that are lazily freed: a purge makes them part of holes
 * @fits: by level, the largest request of bytes that fits somewhere if it is aligned
 *	as a leaf of that level is, with its guard page; after a purge, which the
 *	kernel makes before it refuses a request. 0 from the root on.
 */
struct ptwalk_hole_stats {
	u64 n;
	u64 free;
	u64 largest;
	u64 lazy;
	u64 fits[PTWALK_LEVELS];
};

/* holes.c */
int ptwalk_zones_add(struct ptwalk_zones *zs, const char *use, u64 start, u64 last);
void ptwalk_zones_add_regions(struct ptwalk_zones *zs, const struct ptwalk_layout *l,
			      const char *name);
void ptwalk_holes_start(struct ptwalk_holes *h, const struct ptwalk_zone *z);
int ptwalk_holes_next(struct ptwalk_holes *h, struct ptwalk_hole *hole);
int ptwalk_hole_stats_count(struct ptwalk_hole_stats *s, const struct ptwalk_areas *as,
			    const struct ptwalk_zone *z, const struct ptwalk_geometry *g,
			    int (*pause)(void));

#endif /* PTWALK_HOLES_H */
